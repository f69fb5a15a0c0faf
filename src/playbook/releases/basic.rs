//! What every build does.

use super::example_of;
use crate::organization::{Ci, Project};
use crate::playbook::Item;
use crate::playbook::facts::{Facts, is_javascript, needs_debug_files, slug, slugs};
use crate::playbook::release::{Scheme, Train};
use crate::playbook::sources as source;
use crate::playbook::words::{self, of};
use crate::projects::platform::Surface;
use crate::text::shell::quote;

pub fn name(facts: &Facts, example: &Project) -> Item {
    let form = match facts.plan.choices.release.scheme {
        Scheme::Semver => "by version",
        Scheme::Commit => "by commit",
    };
    let all = of(facts.projects().len(), "its releases", "releases");
    Item::new(
        "releases/name",
        format!("Name {all} {form}, for example {}.", words::name(&example_of(facts, example))),
        "A name is unique in the whole organization, and one name in two projects is one release. It holds \
         no `/`, backslash, tab or newline, is not `.`, `..` or a blank, and has at most 200 characters: a \
         branch such as `feature/x` is refused.",
        "The page’s tester of release names finds nothing wrong with a name that your build made.",
        source::RELEASE_NAMES,
    )
    .older(
        "A new number comes from sentry-cli when there are new commits. It does not: `releases propose-version` \
         looks at no history.",
    )
}

pub fn same_name(facts: &Facts, example: &Project) -> Item {
    let browser = facts.on(&[Surface::Browser, Surface::FullStack]);
    let how = match browser.as_slice() {
        [] => "Servers read `SENTRY_RELEASE` from the environment.".to_owned(),
        browser => format!(
            "Servers read `SENTRY_RELEASE` from the environment; for browsers ({}) the bundler’s plugin \
             writes it into the build.",
            slugs(browser)
        ),
    };
    Item::new(
        "releases/sdk",
        format!("Give every SDK the very text that the build gives sentry-cli. {how}"),
        "The text is all that ties an event to its release. If it differs by a letter there are two releases, \
         one with events and one with commits.",
        format!("An event of {} names a release that has commits.", words::name(slug(example))),
        source::OPTIONS,
    )
    .shell(format!("export SENTRY_RELEASE={}", quote(&example_of(facts, example))))
}

/// Where a name comes from if the build has none.
pub fn propose_version(facts: &Facts, example: &Project) -> Item {
    let package = match facts.plan.choices.release.train {
        Train::Own => quote(&format!("{}@", slug(example))),
        Train::Shared => String::new(),
    };
    Item::new(
        "releases/propose-version",
        format!("Where a build of {} knows no version, let sentry-cli propose one.", words::name(slug(example))),
        "`propose-version` prints the first of: `SENTRY_RELEASE`, the commit that Heroku or a CI service names, the version \
         of an Xcode or Gradle project, the commit of `.git`. Without a new commit it is the same name again.",
        "Two builds of one commit have one release.",
        source::CLI_SOURCE,
    )
    .shell(format!("SENTRY_RELEASE={package}\"$(sentry-cli releases propose-version)\""))
}

pub fn token(facts: &Facts) -> Item {
    let repository = facts.example_repository();
    let place = match facts.plan.choices.ci {
        Ci::GithubActions => format!("as a secret of {repository} on GitHub"),
        Ci::GitlabCi => format!("as a masked and protected variable of {repository} on GitLab"),
        Ci::Circleci => format!("in a context on CircleCI that {repository} may use"),
        Ci::Jenkins => format!("as a secret text among Jenkins’ credentials, for {repository}"),
        Ci::Shell => format!("in the environment of the deploy script, outside {repository}"),
    };
    Item::new(
        "releases/token",
        format!("Make an organization token, and keep it {place}: `SENTRY_AUTH_TOKEN`."),
        "It has the few rights that a build needs, and is shown once. A personal token stops working \
         when its owner leaves the organization.",
        "A build creates a release, and no token stands in a repository.",
        source::AUTH_TOKENS,
    )
}

pub fn create(facts: &Facts, example: &Project) -> Item {
    let version = quote(&example_of(facts, example));
    let commands = format!(
        "export SENTRY_ORG={org}\nsentry-cli releases new {version} -p {project}\nsentry-cli releases finalize {version}\n",
        org = quote(facts.plan.slug()),
        project = quote(slug(example)),
    );
    Item::new(
        "releases/create",
        format!(
            "Let {} create and finalise a release of {} for every build that may be deployed.",
            facts.ci(),
            facts.all_projects()
        ),
        "Finalising sets the date by which releases are ordered, and from which “resolved in the next \
         release” counts. Do it when the build is done or when it goes live, but always at the same point.",
        format!("The newest release of {} is its newest build.", words::name(slug(example))),
        source::CLI_RELEASES,
    )
    .shell(commands)
}

pub fn source_maps(facts: &Facts) -> Option<Item> {
    let those = facts.those(is_javascript);
    let first = those.first()?;
    let version = quote(&example_of(facts, first));
    let commands = format!(
        "sentry-cli sourcemaps inject ./dist\nsentry-cli sourcemaps upload --release {version} -p {} ./dist\n",
        quote(slug(first))
    );
    let item = Item::new(
        "releases/source-maps",
        format!("Upload the source maps of {} from the build that made them.", slugs(&those)),
        "Without them frames carry the names of built files: no ownership rule matches, and grouping falls \
         apart. Injected debug IDs tie files to their maps, whatever the release is called.",
        "A stack trace shows lines of the repository’s own files.",
        source::SOURCE_MAPS,
    );
    Some(item.shell(commands).older(
        "Upload them as release files. `sentry-cli files` and `sourcemaps explain` are gone in version 3.",
    ))
}

pub fn debug_files(facts: &Facts) -> Option<Item> {
    let those = facts.those(needs_debug_files);
    let first = those.first()?;
    let android = those.iter().any(|project| project.platform == "android");
    let mapping =
        if android { " Android’s ProGuard mappings go up with the Gradle plugin." } else { "" };
    let item = Item::new(
        "releases/debug-files",
        format!(
            "Upload the debug files of {} from every build that you ship.{mapping}",
            slugs(&those)
        ),
        "They turn addresses and shortened names back into functions and lines. Files of a build that is \
         gone cannot be made again.",
        "A crash shows functions and lines, and Settings > Debug Files lists the build.",
        source::DEBUG_FILES,
    );
    let command = format!(
        "sentry-cli debug-files upload -o {} -p {} --include-sources ./build",
        quote(facts.plan.slug()),
        quote(slug(first))
    );
    Some(item.shell(command))
}

pub fn commits(facts: &Facts, example: &Project) -> Item {
    let version = quote(&example_of(facts, example));
    let git = if facts.plan.choices.ci == Ci::GithubActions {
        " Check out the whole history: `fetch-depth: 0`."
    } else {
        ""
    };
    Item::new(
        "releases/commits",
        format!(
            "Tell each release of {} its commits, with {} connected to {}.{git}",
            words::name(slug(example)),
            facts.host(),
            facts.example_repository()
        ),
        "Commits are what suspect commits and the list of authors come from. `--auto` takes the remote and the commit from \
         `.git`, and asks Sentry whether it knows that repository and which release had commits before. If it does not \
         know it, sentry-cli sends the local git history. More is not verified: with no new commit, the same name is proposed again.",
        "A release shows commits and their authors.",
        source::CLI_SOURCE,
    )
    .shell(format!("sentry-cli releases set-commits {version} --auto"))
}

pub fn deploys(facts: &Facts, example: &Project) -> Item {
    let project = words::name(&format!("-p {}", slug(example)));
    let command = format!(
        "sentry-cli deploys new --release {} -e {} -p {}",
        quote(&example_of(facts, example)),
        quote(facts.production()),
        quote(slug(example))
    );
    Item::new(
        "releases/deploys",
        format!("Record a deploy when a release reaches {}, with {project} for its project.", environments(facts)),
        "Sentry then knows what runs where. Without `-p` a deploy goes to every project of the release, also \
         to those that were not deployed.",
        format!("A release shows {} and when it got there.", words::name(facts.production())),
        source::DEPLOYS_OF_PROJECTS,
    )
    .shell(command)
}

fn environments(facts: &Facts) -> String {
    words::list(facts.environments.iter().copied()).replace(" and ", " or ")
}

pub fn production(facts: &Facts, example: &Project) -> Item {
    let production = words::name(facts.production());
    Item::new(
        "releases/production",
        format!(
            "Look at releases and issues of {} with the environment set to {production}.",
            words::name(slug(example))
        ),
        "Builds that were never deployed do no harm then: one release per commit is fine, as long as deploys \
         tell which of them users have.",
        format!("The saved view that the team opens every day names {production}."),
        source::ENVIRONMENTS,
    )
}
