//! The projects of the plan, made.

use crate::organization::{Project, Reason};
use crate::playbook::Item;
use crate::playbook::facts::{Facts, slug, slugs};
use crate::playbook::sources as source;
use crate::playbook::words::{self, list, of, teams};
use crate::projects::platform::{Platform, Surface};

/// Up to so many projects, each is an item of its own.
const SINGLE: usize = 8;

/// How many projects a list in a snippet holds.
const LISTED: usize = 40;

/// What the split leaves open.
pub fn questions(facts: &Facts) -> Option<Item> {
    let questions = &facts.plan.questions;
    let first = questions.first()?;
    let item = Item::new(
        "projects/questions",
        format!(
            "Answer {} that the split leaves open, under Projects.",
            words::the(questions.len(), "question", "questions"),
        ),
        format!(
            "The tree does not tell. {}{}",
            of(questions.len(), "", "The first: "),
            words::plain(&first.text)
        ),
        "Projects asks nothing any more, or you are content with what it assumes.",
        source::HOW_MANY,
    );
    Some(item)
}

pub fn create(facts: &Facts) -> Vec<Item> {
    let projects = facts.projects();
    match projects.len() {
        0 => vec![Item::new(
            "projects/create",
            "Make the first project: name a folder that is deployed, under Projects.",
            "Errors need a project to be sent to. Sentry’s own list: one per repository, per service, \
             per language, and front end and back end apart.",
            "The plan has a project for everything that runs.",
            source::HOW_MANY,
        )],
        1..=SINGLE => projects.iter().map(|project| create_one(facts, project)).collect(),
        number => vec![create_all(projects, number)],
    }
}

fn create_one(facts: &Facts, project: &Project) -> Item {
    let name = words::name(slug(project));
    let folder = match project.root.trim() {
        "" => facts.repository_of(project),
        root if facts.plan.repositories.len() > 1 => {
            format!("{} in {}", words::name(&format!("{root}/")), facts.repository_of(project))
        }
        root => words::name(&format!("{root}/")),
    };
    let process = project.process.as_deref().map(words::name);
    let process = process.map_or(String::new(), |process| format!(", process {process}"));
    let why = match project.reasons.first() {
        Some(reason) if !reason.text.trim().is_empty() => because(reason),
        _ => "It is deployed by itself, so its alerts, quota and releases should be its own."
            .to_owned(),
    };
    let (team, done) = match project.teams.as_slice() {
        [] => (
            "a team of your choice, as the rules name none for it".to_owned(),
            format!("{name} is in the list of projects, with its platform and a team."),
        ),
        slugs => {
            let named = teams(slugs.iter().map(String::as_str));
            let label = of(slugs.len(), "team", "teams");
            (
                format!("{label} {named}"),
                format!("{name} is in the list of projects, with its platform and {label}."),
            )
        }
    };
    Item::new(
        format!("projects/create@{}", slug(project)),
        format!(
            "Create {name} for {folder}{process}: platform {}, {team}.",
            words::name(platform(project))
        ),
        why,
        done,
        source::HOW_MANY,
    )
}

/// A reason of the plan, with what it rests on.
fn because(reason: &Reason) -> String {
    let sentence = words::plain(&reason.text);
    match reason.evidence.first() {
        None => sentence,
        Some(file) => format!("{}: {}.", sentence.trim_end_matches('.'), words::name(file)),
    }
}

fn create_all(projects: &[Project], number: usize) -> Item {
    let row = |project: &Project| {
        let teams: Vec<String> = project.teams.iter().map(|team| format!("#{team}")).collect();
        format!("{}  {}  {}\n", slug(project), platform(project), teams.join(" "))
    };
    let mut rows: String = projects.iter().take(LISTED).map(row).collect();
    if number > LISTED {
        rows.push_str(&format!("# and {} more, in the exports\n", number - LISTED));
    }
    Item::new(
        "projects/create",
        format!("Create the {number} projects, each with its platform and its teams."),
        "One by one that is a day’s work and some mistakes: the exports hold them as Terraform and as \
         calls of the API.",
        format!("The list of projects in Sentry has these {number}."),
        source::HOW_MANY,
    )
    .code("Slug, platform, teams", "text", rows)
}

fn platform(project: &Project) -> &str {
    if project.platform.trim().is_empty() { "other" } else { &project.platform }
}

pub fn first_event(facts: &Facts) -> Option<Item> {
    let number = facts.projects().len();
    (number > 0).then(|| {
        let whose = if number == 1 { "the project".to_owned() } else { format!("each of the {number} projects") };
        let stage = facts.environments.get(1).copied().unwrap_or_else(|| facts.production());
        Item::new(
            "projects/first-event",
            format!("Send a first error from {whose}, in {}.", words::name(stage)),
            "A DSN tells only which project an event goes to. Two programs with one DSN look like one, \
             and a wrong one is noticed by nobody.",
            "Each project shows that error, with readable file names and lines.",
            source::PROJECT,
        )
    })
}

/// Stages are no projects.
pub fn stages(facts: &Facts) -> Option<Item> {
    let first = facts.projects().first()?;
    let stage = |project: &&Project| {
        let parts: Vec<&str> = slug(project).split(['-', '_', '.']).collect();
        parts.iter().any(|part| STAGES.contains(part) || facts.environments.contains(part))
    };
    let named: Vec<&Project> = facts.projects().iter().filter(stage).collect();
    let what = match named.as_slice() {
        [] => format!(
            "Keep stages as environments inside each project: {}.",
            list(facts.environments.iter().copied())
        ),
        named => format!(
            "Look at {}: {} named after a stage. Stages are environments of one project: {}.",
            slugs(named),
            of(named.len(), "it is", "they are"),
            list(facts.environments.iter().copied()),
        ),
    };
    let example = words::name(&format!("{}-{}", slug(first), facts.production()));
    let item = Item::new(
        "projects/stages",
        what,
        "Alerts, the issue list and releases all filter by environment. A project per stage multiplies \
         keys, rules and alerts, and one bug becomes several issues.",
        format!("No project is called like {example}, and the environment menu lists the stages."),
        source::ENVIRONMENTS,
    );
    Some(item)
}

const STAGES: [&str; 7] = ["prod", "production", "staging", "stage", "dev", "development", "qa"];

pub fn several_repositories(facts: &Facts) -> Option<Item> {
    let names = facts.repositories();
    (facts.plan.repositories.len() > 1).then(|| {
        Item::new(
            "projects/repositories",
            format!(
                "Give no two repositories the same project: {}.",
                if names.is_empty() {
                    format!("there are {}", facts.plan.repositories.len())
                } else {
                    list(names.iter().copied())
                }
            ),
            "A project with code of several repositories needs a code mapping for each, and its releases \
             mix their commits.",
            "Every project’s code mappings name one repository.",
            source::HOW_MANY,
        )
    })
}

/// Apps: one project over all layers, but one for each system that has code of its own.
pub fn apps(facts: &Facts) -> Option<Item> {
    let apps = facts.on(&[Surface::Mobile]);
    let native =
        |project: &&&Project| matches!(Platform::family(&project.platform), "android" | "apple");
    let (native, shared): (Vec<&Project>, Vec<&Project>) = apps.iter().partition(native);
    let what = match (native.as_slice(), shared.as_slice()) {
        ([], []) => return None,
        (native, []) => format!(
            "Keep {} to code of one system: iOS and Android are two projects.",
            slugs(native)
        ),
        ([], shared) => {
            format!("Keep all layers of {} in one project, native code included.", slugs(shared))
        }
        (native, shared) => format!(
            "Keep all layers of {} in one project, and {} to code of one system{}.",
            slugs(shared),
            slugs(native),
            of(native.len(), "", " each")
        ),
    };
    let item = Item::new(
        "projects/apps",
        what,
        "A framework for both systems has one SDK over all its layers. Native apps have an SDK, symbols and a \
         bundle id each. The server that they call is a project of its own.",
        "A crash in native code and an error above it appear where this says.",
        source::HOW_MANY_BY_PRACTICE,
    );
    Some(item)
}

/// One SDK for client and server.
pub fn full_stack(facts: &Facts) -> Option<Item> {
    let both = facts.on(&[Surface::FullStack]);
    (!both.is_empty()).then(|| {
        Item::new(
            "projects/full-stack",
            format!("Keep client and server of {} in one project to begin with.", slugs(&both)),
            "The framework’s SDK covers both sides with one configuration and one release. Sentry’s list \
             says to keep front end and back end apart, so split later if their alerts or quotas differ.",
            "Errors of the browser and of the server appear in the same project.",
            source::HOW_MANY_BY_PRACTICE,
        )
    })
}
