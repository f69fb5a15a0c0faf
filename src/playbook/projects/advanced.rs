//! Where to split, and where not.

use crate::playbook::Item;
use crate::playbook::facts::{Facts, slug, slugs, surface};
use crate::playbook::sources as source;
use crate::playbook::words::{self, list, many, of, teams};
use crate::projects::platform::Surface;

/// Below this, a project is worth a second look.
const SURE: f32 = 0.7;

pub fn doubtful(facts: &Facts) -> Option<Item> {
    let doubtful = facts.those(|it| it.confidence > 0.0 && it.confidence < SURE);
    let first = doubtful.first()?;
    let help = first.would_help.first().map(|help| words::plain(help)).unwrap_or_default();
    let item = Item::new(
        "projects/doubtful",
        format!(
            "Look again at {}, before anybody builds on {}.",
            slugs(&doubtful),
            of(doubtful.len(), "it", "them")
        ),
        match help.as_str() {
            "" => "Names of files tell too little to be sure.".to_owned(),
            help => format!(
                "Names of files tell too little to be sure. Of {} it would help to know: {}",
                words::name(slug(first)),
                words::lower(help)
            ),
        },
        of(
            doubtful.len(),
            "You confirmed or changed it, under Projects.",
            "You confirmed or changed each, under Projects.",
        ),
        source::HOW_MANY_BY_PRACTICE,
    );
    Some(item)
}

/// Boundaries of teams are none of projects.
pub fn many_teams(facts: &Facts) -> Option<Item> {
    let shared = facts.those(|project| project.teams.len() > 1);
    let most = shared.iter().rev().max_by_key(|project| project.teams.len())?;
    let item = Item::new(
        "projects/many-teams",
        format!(
            "Keep {} whole, and let ownership rules divide {} among the teams: {} has {}.",
            slugs(&shared),
            of(shared.len(), "it", "them"),
            words::name(slug(most)),
            many(most.teams.len(), "team", "teams"),
        ),
        "What is released and deployed together is one project: split by team, each part would need keys, \
         filters, alerts and code mappings of its own, and a bug in shared code would be an issue in each.",
        format!(
            "An error in a folder of {} is assigned to that team.",
            teams(most.teams.iter().take(2).map(String::as_str)).replace(" and ", " or ")
        ),
        source::OWNERSHIP,
    );
    Some(item)
}

pub fn libraries(facts: &Facts) -> Option<Item> {
    let roots: Vec<String> =
        facts.plan.libraries.iter().map(|it| format!("{}/", it.root.trim_matches('/'))).collect();
    (!roots.is_empty()).then(|| {
        Item::new(
            "projects/libraries",
            format!("Give {} no project, but an ownership rule in each project that runs {}.",
                list(roots.iter().map(String::as_str)), of(roots.len(), "it", "them")),
            "Code that others run sends nothing by itself. Grouping never crosses projects, so the same bug \
             is an issue in each.",
            "An error that was thrown there names its team among the suggested assignees.",
            source::HOW_MANY_BY_PRACTICE,
        )
    })
}

pub fn customers(facts: &Facts) -> Item {
    let number = facts.projects().len();
    Item::new(
        "projects/customers",
        "Tell customers, tenants and countries apart by tags, not by projects.",
        format!(
            "Tags are searchable across {}, and need no configuration. The exception is data that other people \
             must not see: access and scrubbing are set per project.",
            words::all(number, "project")
        ),
        "A search such as `customer:acme` finds one customer’s errors everywhere.",
        source::ENRICH,
    )
}

/// Several programs in one page.
pub fn frontends(facts: &Facts) -> Option<Item> {
    let pages =
        facts.those(|project| matches!(surface(project), Surface::Browser | Surface::FullStack));
    (pages.len() > 1).then(|| {
        Item::new(
            "projects/micro-frontends",
            format!("If any of {} share a page, call `Sentry.init` once in it, and send each event to the project of its module.", slugs(&pages)),
            "Several SDK clients on one page disturb each other. `makeMultiplexedTransport` with \
             `moduleMetadataIntegration` (SDK 7.59 or later, and the bundler plugin) chooses the DSN per event.",
            "An error in a part of the page appears in that part’s project only.",
            source::MICRO_FRONTENDS,
        )
    })
}

pub fn issue_stream(facts: &Facts) -> Option<Item> {
    let example = facts.example()?;
    let item = Item::new(
        "projects/issue-stream",
        format!(
            "After a month, read the issue list of {} as one of its developers.",
            words::name(slug(example))
        ),
        "A split is good when everybody finds mostly their own errors in a project’s list, and when \
         notification settings differ where they should. So Sentry’s staff put it in 2018; nothing newer was found.",
        "Most of the first page belongs to whoever reads it.",
        source::ORGANIZING,
    );
    Some(item)
}
