//! Names, commits and deploys of releases.

mod advanced;
mod basic;

use crate::organization::Project;
use crate::playbook::facts::{Facts, slug};
use crate::playbook::release::{COMMIT, Scheme, Train};
use crate::playbook::sources as source;
use crate::playbook::{Chapter, Item};

/// The chapter.
pub fn write(facts: &Facts, chapter: Chapter) -> Chapter {
    let chapter = chapter.intro(intro(facts));
    let Some(example) = facts.example() else {
        return chapter.basic([without_projects()]).advanced([advanced::cli(facts)]);
    };
    chapter
        .basic([
            Some(basic::name(facts, example)),
            Some(basic::propose_version(facts, example)),
            Some(basic::same_name(facts, example)),
            Some(basic::token(facts)),
            Some(basic::create(facts, example)),
            basic::source_maps(facts),
            basic::debug_files(facts),
            Some(basic::commits(facts, example)),
            Some(basic::deploys(facts, example)),
            Some(basic::production(facts, example)),
        ])
        .advanced([
            Some(advanced::monorepo(facts)),
            advanced::shared_train(facts),
            Some(advanced::across_repositories(facts, example)),
            Some(advanced::by_hand(facts, example)),
            Some(advanced::one_style(example)),
            advanced::health(facts),
            Some(advanced::suspects(facts, example)),
            advanced::app_stores(facts),
            advanced::leaking(facts),
            Some(advanced::settings(facts)),
            advanced::action(facts),
            Some(advanced::cli(facts)),
        ])
}

fn intro(facts: &Facts) -> String {
    let own = match facts.plan.choices.release.train {
        Train::Own => "Here every project has releases of its own.",
        Train::Shared => "Here one release is shared by all projects.",
    };
    let own = if facts.projects().len() > 1 { format!(" {own}") } else { String::new() };
    format!(
        "A release is a named version of the code; a deploy says that it went to an environment. Releases \
         tell which version brought an error, and which commits are behind it.{own} The page has the \
         commands for {}.",
        facts.ci()
    )
}

fn without_projects() -> Item {
    Item::new(
        "releases/name",
        "Choose how releases will be named before the first project sends one: `shop@1.4.2`, or the commit.",
        "A name is unique in the whole organization, and a change of style later changes what counts as a \
         regression.",
        "The choice is written down where builds are described.",
        source::RELEASE_NAMES,
    )
}

/// What a release of a project is called, as an example.
fn example_of(facts: &Facts, project: &Project) -> String {
    let release = &facts.plan.choices.release;
    let version = match release.scheme {
        Scheme::Semver => "1.4.2",
        Scheme::Commit => COMMIT,
    };
    match release.train {
        Train::Own => format!("{}@{version}", slug(project)),
        Train::Shared => version.to_owned(),
    }
}
