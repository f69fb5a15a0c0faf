//! The projects of the plan, made.

use crate::organization::{Project, Reason, Situation};
use crate::playbook::Item;
use crate::playbook::facts::{Facts, slug, slugs};
use crate::playbook::sources as source;
use crate::playbook::words::{self, list, of, teams};
use crate::projects::platform::{Platform, Surface};
use crate::text::shell::quote;
use std::collections::BTreeMap;

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

/// Compares with what is in Sentry, before anything is made.
pub fn take_stock(facts: &Facts) -> Option<Item> {
    let number = facts.projects().len();
    (facts.situation() == Situation::Present && number > 0).then(|| {
        Item::new(
            "projects/take-stock",
            format!(
                "Compare {} with what is in Sentry: run the script of the plan with `--compare`.",
                facts.all_projects()
            ),
            "It reads only. What has the planned slug is shown setting by setting, today beside planned; `--apply` leaves \
             it as it is, and `--adopt` takes over what you name.",
            "Of each difference you can say whether it is wanted.",
            source::PROJECT,
        )
        .shell("SENTRY_AUTH_TOKEN=… bash sentry-plan.sh --compare")
    })
}

pub fn create(facts: &Facts) -> Item {
    match facts.projects() {
        [] => Item::new(
            "projects/create",
            "Make the first project: name a folder that is deployed, under Projects.",
            "Errors need a project to be sent to. Sentry’s own list: one per repository, per service, \
             per language, and front end and back end apart.",
            "The plan has a project for everything that runs.",
            source::HOW_MANY,
        ),
        [one] => create_one(facts, one),
        projects => create_all(facts, projects),
    }
}

fn create_one(facts: &Facts, project: &Project) -> Item {
    let name = words::name(slug(project));
    let folder = match project.root.trim() {
        "" => facts.repository_of(project),
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
        "projects/create",
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

fn create_all(facts: &Facts, projects: &[Project]) -> Item {
    let number = projects.len();
    let row = |project: &Project| {
        let teams: Vec<String> = project.teams.iter().map(|team| format!("#{team}")).collect();
        let process = project.process.as_deref().map_or(String::new(), |it| format!(" as {it}"));
        let place = format!("{}/{process}", project.root.trim_matches('/'));
        let place = place.trim_start_matches('/');
        let line =
            format!("{}  {}  {}  {place}", slug(project), platform(project), teams.join(" "));
        line.trim_end().replace(['\n', '\r'], " ") + "\n"
    };
    let mut rows: String = projects.iter().take(LISTED).map(row).collect();
    if number > LISTED {
        rows.push_str(&format!("# and {} more, in the exports\n", number - LISTED));
    }
    let unowned = facts.those(|project| project.teams.is_empty());
    let team = match unowned.as_slice() {
        [] => String::new(),
        some => format!(" Choose a team for {}, of which the rules name none.", slugs(some)),
    };
    let all = facts.all_projects();
    let what = match facts.situation() {
        Situation::Starting => format!(
            "Create the {number} projects, each with its platform and its teams, by the script or Terraform: {all}.{team}"
        ),
        Situation::Present | Situation::Moving => format!(
            "Create those of the {number} projects that are not there yet, by the script or Terraform: {all}. What is there \
             already is left as it is, unless you name it with `--adopt`.{team}"
        ),
    };
    Item::new(
        "projects/create",
        what,
        "Each is deployed by itself, or in a language of its own, as Sentry’s list has it: per repository, service and \
         language, front end and back end apart. Why, stands with each under Projects.",
        format!("Sentry’s list has {}.", if number == 1 { "this project".to_owned() } else { format!("these {number} projects") }),
        source::HOW_MANY,
    )
    .code("Slug, platform, teams, folder", "text", rows)
}

fn platform(project: &Project) -> &str {
    if project.platform.trim().is_empty() { "other" } else { &project.platform }
}

/// Which project an event goes to.
pub fn dsn(facts: &Facts) -> Option<Item> {
    let project = facts.example()?;
    let name = words::name(slug(project));
    let place = match project.root.trim_matches('/') {
        "" => "its deployment".to_owned(),
        root => format!("the deployment of {}", words::name(&format!("{root}/"))),
    };
    let others = match facts.projects().len() - 1 {
        0 => String::new(),
        1 => ", and the same for the other project".to_owned(),
        others => format!(", and the same for the other {others} projects"),
    };
    let item = Item::new(
        "projects/dsn",
        format!("Put the DSN of {name} into {place} as `SENTRY_DSN`{others}."),
        "A DSN, data source name, is the address with a public key that an SDK sends to. It alone tells Sentry which \
         project an event belongs to, and it is no secret: it can only send.",
        "Each program has the DSN of its own project: the script prints it, and Settings > Client Keys (DSN) shows it.",
        source::DSN,
    );
    Some(item)
}

pub fn first_event(facts: &Facts) -> Option<Item> {
    let example = facts.example()?;
    let production = words::name(facts.production());
    let several = facts.projects().len() > 1;
    let which = if several {
        format!("each project, beginning with {}", words::name(slug(example)))
    } else {
        words::name(slug(example))
    };
    let item = Item::new(
        "projects/first-event",
        format!("Send a first error from {which}, with the environment {production}."),
        format!(
            "An environment exists for Sentry once an event came from it, and an alert that names an unknown one is \
             refused: so events come first, then alerts on {production}. A wrong DSN shows here, too."
        ),
        "Each project shows that error, with readable file names and lines.".replace(
            "Each project shows",
            if several { "Each project shows" } else { "The project shows" },
        ),
        source::FIRST_EVENT,
    )
    .shell(format!("SENTRY_DSN=… sentry-cli send-event -m 'First error' -E {}", quote(facts.production())));
    Some(item)
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

/// One code base that runs in several ways.
pub fn processes(facts: &Facts) -> Option<Item> {
    let mut by_root: BTreeMap<(&str, &str), Vec<&Project>> = BTreeMap::new();
    for project in facts.projects().iter().filter(|project| project.process.is_some()) {
        by_root.entry((&project.repository, &project.root)).or_default().push(project);
    }
    let same = by_root.into_values().find(|projects| projects.len() > 1);
    let what = match &same {
        Some(projects) => format!(
            "Keep a project for each way in which one code base runs, {}, where alerts, quotas or releases differ; \
             else make them one, with a tag for the process.",
            slugs(projects)
        ),
        None => format!(
            "If {} also runs in another way, as a worker or for other pages, give that instance a project of its own \
             where its alerts, quota or releases differ.",
            words::name(slug(facts.example()?))
        ),
    };
    let item = Item::new(
        "projects/processes",
        what,
        "Code that is the same can fail for different people: an instance that serves an API is not watched like one \
         that serves pages. Where nothing differs, one project is easier to look after.",
        "You can say of each project what it is good for.",
        source::HOW_MANY_BY_PRACTICE,
    );
    Some(item.older(
        "A project for each way in which one code base runs. Sentry’s list no longer says so: it speaks of \
         repositories, services, languages, front end and back end.",
    ))
}
