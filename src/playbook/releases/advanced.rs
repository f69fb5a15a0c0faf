//! Many projects, repositories and versions.

use crate::organization::{Ci, Project, Situation};
use crate::playbook::Item;
use crate::playbook::facts::{Facts, slug, slugs, surface};
use crate::playbook::release::Train;
use crate::playbook::sources as source;
use crate::playbook::words::{self, of};
use crate::projects::platform::{Platform, Surface};
use crate::text::shell::quote;

pub fn monorepo(facts: &Facts) -> Item {
    let monorepos = facts.monorepos();
    let (what, why) = match monorepos.first() {
        Some((repository, number)) => {
            let place = if repository.trim().is_empty() {
                "the repository".to_owned()
            } else {
                words::name(repository)
            };
            (
                format!(
                    "Put the project’s name in front of every release: {place} holds {number} projects."
                ),
                "A bare commit is one release for all projects of the repository. That is right for one train, \
                 and wrong where each goes live by itself: commits end up at the one that was first. `set-commits --auto` \
                 gives each the commits of all; Sentry’s new command line has `release set-commits --path`.",
            )
        }
        None => (
            "Put the project’s name in front of every release, before a second project comes."
                .to_owned(),
            "Names are unique in the whole organization: `1.4.2` of another project would be the same release.",
        ),
    };
    Item::new(
        "releases/prefix",
        what,
        why,
        "No two projects share a release that you did not want shared.",
        source::ONE_PROJECT_MANY_SERVICES,
    )
}

/// Several projects in one release.
pub fn shared_train(facts: &Facts) -> Option<Item> {
    let shared = facts.plan.choices.release.train == Train::Shared;
    let projects = facts.projects();
    (projects.len() > 1).then(|| {
        let flags: Vec<String> = projects.iter().take(6).map(|it| format!("-p {}", quote(slug(it)))).collect();
        let rest = if projects.len() > 6 { " # and so on" } else { "" };
        let all: Vec<&Project> = projects.iter().collect();
        let what = if shared {
            format!("Name every project of the release: {}.", slugs(&all))
        } else {
            format!("Where some of {} always go live together, give them one release with several `-p`.", slugs(&all))
        };
        Item::new(
            "releases/train",
            what,
            "A release belongs to the projects that it was made for, and shows up in no other list.",
            "The release lists exactly the projects that were deployed with it.",
            source::CLI_SOURCE,
        )
        .shell(format!("sentry-cli releases new \"$VERSION\" {}{rest}", flags.join(" ")))
    })
}

/// Commits of several repositories; with one, of a second that may come.
pub fn across_repositories(facts: &Facts, example: &Project) -> Item {
    let repositories = facts.repositories();
    let named: Vec<String> = repositories.iter().take(4).map(|name| (*name).to_owned()).collect();
    let (what, named) = match named.as_slice() {
        [] => (
            format!(
                "When {} is built from two repositories, name the commits of both.",
                words::name(slug(example))
            ),
            vec!["owner/name".to_owned(), "owner/other".to_owned()],
        ),
        [one] => {
            let owner = one.split('/').next().unwrap_or("owner").to_owned();
            (
                format!(
                    "When {} is built from a second repository besides {}, name the commits of both.",
                    words::name(slug(example)),
                    words::name(one)
                ),
                vec![one.clone(), format!("{owner}/other")],
            )
        }
        several => (
            format!(
                "Where a release is built from several of {}, name the commits of each.",
                words::list(several.iter().map(String::as_str))
            ),
            named.clone(),
        ),
    };
    let flags =
        named.iter().map(|name| format!(" \\\n  -c {}", quote(&format!("{name}@FROM..TO"))));
    let flags: String = flags.collect();
    Item::new(
        "releases/across-repositories",
        what,
        "`--auto` knows one repository. The first release with commits of its own needs a FROM; \
         `sentry-cli repos list` prints the names that Sentry knows.",
        "The release shows commits of every repository that went into it.",
        source::CLI_SOURCE,
    )
    .shell(format!("sentry-cli releases set-commits \"$VERSION\"{flags}"))
}

pub fn by_hand(facts: &Facts, example: &Project) -> Item {
    let repository = facts.plan.repository_of(example).map_or("", |it| it.name.trim());
    let repository = if repository.is_empty() { "owner/name" } else { repository };
    Item::new(
        "releases/by-hand",
        format!(
            "Name commits of {} yourself where the build has no `.git`, as in a container image.",
            words::name(repository)
        ),
        format!(
            "`--commit` takes what you write; `--local` takes them from a local repository without the connection to {}.",
            facts.host()
        ),
        "Releases from that build show their commits.",
        source::CLI_SOURCE,
    )
    .shell(format!(
        "sentry-cli releases set-commits \"$VERSION\" --commit {}",
        quote(&format!("{repository}@FROM..TO"))
    ))
}

pub fn one_style(example: &Project) -> Item {
    Item::new(
        "releases/one-style",
        format!("Keep to one style of names in {}.", words::name(slug(example))),
        "Sentry orders by version if the newest names look like versions (of ten and more: one of the last three, and three \
         of the last ten), else by date. That decides what is a regression. `1.0 (42)` is how `app@1.0+42` is shown.",
        "Its last ten releases have one form.",
        source::RELEASE_NAMES,
    )
}

/// Families whose SDKs count sessions.
const SESSIONS: [&str; 18] = [
    "android",
    "apple",
    "bun",
    "capacitor",
    "cordova",
    "dotnet",
    "electron",
    "flutter",
    "ionic",
    "javascript",
    "native",
    "node",
    "php",
    "python",
    "react",
    // By itself, since `auto_session_tracking` is on.
    "ruby",
    "rust",
    "unity",
];

pub fn health(facts: &Facts) -> Option<Item> {
    let (with, without): (Vec<&Project>, Vec<&Project>) = facts
        .projects()
        .iter()
        .partition(|project| SESSIONS.contains(&Platform::family(&project.platform)));
    (!with.is_empty()).then(|| {
        let others = match without.as_slice() {
            [] => String::new(),
            without => format!(" {} {} not in the list of SDKs that count them.", slugs(without), of(without.len(), "is", "are")),
        };
        Item::new(
            "releases/health",
            format!("Watch sessions, crash-free rate and adoption of {} after each deploy.{others}", slugs(&with)),
            "They cost no quota, and neither filters nor sampling touch them, so the share is true. They need \
             an environment.",
            "The newest release shows its adoption.",
            source::RELEASE_HEALTH,
        )
    })
}

pub fn suspects(facts: &Facts, example: &Project) -> Item {
    let name = words::name(slug(example));
    let (what, why) = if facts.host_blames() {
        (
            format!(
                "See that issues of {name} name suspect commits: connect {}, and set the code mappings.",
                facts.host()
            ),
            "Who last changed the failing line is often who can fix it. Commits older than a year are passed \
             over, and so are issues from before the connection.",
        )
    } else {
        (
            format!(
                "See that issues of {name} name suspect commits: send commits with every release, since {} is not asked \
                 who changed a line.",
                facts.host()
            ),
            "Without GitHub or GitLab the commits of the release stand in: whoever touched a file of the stack trace is \
             suspected.",
        )
    };
    Item::new(
        "releases/suspect-commits",
        what,
        why,
        "A new issue shows a suspect commit with its author.",
        source::SUSPECT_COMMITS,
    )
}

pub fn app_stores(facts: &Facts) -> Option<Item> {
    let apps = facts.those(|project| surface(project) == Surface::Mobile);
    (!apps.is_empty()).then(|| {
        Item::new(
            "releases/app-stores",
            format!(
                "Name releases of {} as the stores do: bundle id or package, `@`, version, `+`, build number.",
                slugs(&apps)
            ),
            "Sentry reads `com.acme.shop@2.3.0+117` as package, version and build. The build has to upload its \
             debug files for that very name.",
            "Events of a store build belong to the release that the build made.",
            source::RELEASE_NAMES,
        )
    })
}

/// What goes wrong where projects share releases.
pub fn leaking(facts: &Facts) -> Option<Item> {
    (facts.plan.choices.release.train == Train::Shared && facts.projects().len() > 1).then(|| {
        Item::new(
            "releases/leaking-environments",
            format!(
                "Do not be surprised if {} shows in one of {} that was never deployed there.",
                words::name(facts.environments.last().copied().unwrap_or("staging")),
                facts.all_projects()
            ),
            "A deploy of a shared release shows its environment in every project of that release; the report is \
             open. Names with the project in front, and `-p`, avoid it.",
            "Each project’s environment menu lists only its own stages.",
            source::LEAKING_ENVIRONMENTS,
        )
    })
}

pub fn settings(facts: &Facts) -> Item {
    let mut text = format!("SENTRY_ORG={}\n", quote(facts.plan.slug()));
    let names = if facts.is_self_hosted() {
        text.push_str("SENTRY_URL=https://sentry.example.com/\n");
        "`SENTRY_ORG`, `SENTRY_URL` and the token"
    } else {
        "`SENTRY_ORG` and the token"
    };
    Item::new(
        "releases/settings",
        format!("Set {names} once for all builds of {}.", facts.example_repository()),
        "They are read from the environment, or from `.sentryclirc`, which must never hold the token.",
        "`sentry-cli info` in a build names the organization.",
        source::CLI_CONFIGURATION,
    )
    .code("The environment of every build", "bash", text)
}

pub fn action(facts: &Facts) -> Option<Item> {
    (facts.plan.choices.ci == Ci::GithubActions).then(|| {
        Item::new(
            "releases/github-action",
            format!("In {}, `getsentry/action-release@v3` may take the place of the commands.", facts.example_repository()),
            "Fewer lines, after the build and before the deploy; compare its inputs with the version you take.",
            "One of the two is in use.",
            source::GITHUB_ACTION,
        )
    })
}

pub fn cli(facts: &Facts) -> Item {
    let (what, why) = if facts.situation() == Situation::Starting && !facts.is_self_hosted() {
        (
            "Take sentry-cli 3 from the start.",
            "Recipes with `sentry-cli files` or `SENTRY_API_KEY` are of version 2.",
        )
    } else if facts.is_self_hosted() {
        (
            "Take sentry-cli 3 from server version 24.11.1 on, and 2.58 before that.",
            "Version 3.0 asked for 25.11.1, and 3.1 went back to 24.11.1. `SENTRY_URL` names your server.",
        )
    } else {
        (
            "Go through old scripts before you take sentry-cli 3.",
            "Gone are `files`, `releases files`, `sourcemaps explain`, `send-metric`, the login by \
             `SENTRY_API_KEY`, and `finalize --started`. The npm package needs Node 18.",
        )
    };
    Item::new(
        "releases/cli",
        what,
        why,
        "`sentry-cli --version` in the build prints the version that you chose.",
        source::CLI_CHANGES,
    )
}
