//! Many projects, repositories and versions.

use crate::organization::{Ci, Project};
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
                 and wrong where each goes live by itself: commits end up at the one that was first.",
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
            source::CLI_RELEASES,
        )
        .shell(format!("sentry-cli releases new \"$VERSION\" {}{rest}", flags.join(" ")))
    })
}

pub fn across_repositories(facts: &Facts) -> Option<Item> {
    let repositories = facts.repositories();
    (facts.plan.repositories.len() > 1).then(|| {
        let named = repositories.iter().take(4).map(|name| format!(" \\\n  -c {}", quote(&format!("{name}@FROM..TO"))));
        let named: String = named.collect();
        let flags = if named.is_empty() { " \\\n  -c owner/name@FROM..TO".to_owned() } else { named };
        Item::new(
            "releases/across-repositories",
            "Where a release is built from several repositories, name the commits of each.",
            "`--auto` knows one repository. The first release with commits of its own needs a FROM; \
             `sentry-cli repos list` prints the names that Sentry knows.",
            "The release shows commits of every repository that went into it.",
            source::CLI_RELEASES,
        )
        .shell(format!("sentry-cli releases set-commits \"$VERSION\"{flags}"))
    })
}

pub fn by_hand(facts: &Facts, example: &Project) -> Item {
    let repository = facts.plan.repository_of(example).map_or("", |it| it.name.trim());
    let repository = if repository.is_empty() { "owner/name" } else { repository };
    Item::new(
        "releases/by-hand",
        "Name commits yourself where the build has no `.git`, as in a container image.",
        format!(
            "`--local` takes them from a local repository without the connection to {}; `--commit` takes what \
             you write. Of a shallow clone, `--initial-depth` says how far the first release goes back.",
            facts.host()
        ),
        "Releases from that build show their commits.",
        source::CLI_RELEASES,
    )
    .shell(format!(
        "sentry-cli releases set-commits \"$VERSION\" --commit {}",
        quote(&format!("{repository}@FROM..TO"))
    ))
}

pub fn one_style() -> Item {
    Item::new(
        "releases/one-style",
        "Keep to one style of names in a project.",
        "Sentry takes a project’s releases for versions if the newest look so: of up to two the newest, of \
         three to nine any of the last three, from ten on also three of the last ten. That decides what \
         counts as a regression, and what `release:latest` means. `1.0 (42)` is how `app@1.0+42` is shown, \
         not how it is written.",
        "The last ten releases of each project have one form.",
        source::RELEASE_NAMES,
    )
}

/// Families whose SDKs count sessions.
const SESSIONS: [&str; 17] = [
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

pub fn suspects(facts: &Facts) -> Option<Item> {
    facts.host_has_owners().then(|| {
        Item::new(
            "releases/suspect-commits",
            format!("See that issues name suspect commits: connect {}, and set the code mappings.", facts.host()),
            "Who last changed the failing line is often who can fix it. Commits older than a year are passed \
             over, and so are issues from before the connection.",
            "A new issue shows a suspect commit with its author.",
            source::SUSPECT_COMMITS,
        )
    })
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

pub fn leaking(facts: &Facts) -> Item {
    Item::new(
        "releases/leaking-environments",
        format!(
            "Do not be surprised if {} shows in a project that was never deployed there.",
            words::name(facts.environments.last().copied().unwrap_or("staging"))
        ),
        "A deploy of a shared release shows its environment in every project of that release; the report is \
         open. Names with the project in front, and `-p`, avoid it.",
        "Each project’s environment menu lists only its own stages.",
        source::LEAKING_ENVIRONMENTS,
    )
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
        "Let builds say only what differs, the project; set the rest once for all of them.",
        format!(
            "{names} are read from the environment, or from `.sentryclirc` in the repository, which must \
             never hold the token."
        ),
        "`sentry-cli info` in a build names the organization and the server.",
        source::CLI_CONFIGURATION,
    )
    .code("The environment of every build", "bash", text)
}

pub fn action(facts: &Facts) -> Option<Item> {
    (facts.plan.choices.ci == Ci::GithubActions).then(|| {
        Item::new(
            "releases/github-action",
            "Consider `getsentry/action-release@v3` in place of the commands.",
            "It does the same with fewer lines, after the build and before the deploy. The names of its inputs \
             were read from an older version: compare them with the one you take.",
            "One of the two is in use, not both.",
            source::GITHUB_ACTION,
        )
    })
}

pub fn cli(facts: &Facts) -> Item {
    let (what, why) = if facts.is_self_hosted() {
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
