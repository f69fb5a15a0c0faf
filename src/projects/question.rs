//! What only the user can decide.

use super::change::Change;
use super::decision::Decision;
use super::draft::Draft;
use super::evidence::{Evidence, Role, Sign};
use super::platform::{Platform, Surface};
use super::processes::Process;
use super::project::Place;
use super::table::LIMITS;
use crate::tree::FolderId;
use std::collections::BTreeSet;

/// A question, with what each answer would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The question, as a sentence.
    pub text: String,
    /// The answers; the first is what the plan assumes.
    pub options: Vec<Choice>,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// A few words.
    pub label: String,
    /// What follows, as a sentence.
    pub effect: String,
    /// The changes that make the plan so; none for what the plan assumes.
    pub changes: Vec<Change>,
}

/// So many questions are asked at most, the closest calls first.
pub const MAX_QUESTIONS: usize = 8;

/// Components of a score within this of the threshold are asked about.
const CLOSE: i32 = 120;

/// The questions about a plan.
#[must_use]
#[inline(never)]
pub fn questions(
    drafts: &[Draft],
    decision: &Decision,
    evidence: &Evidence,
    processes: &[Process],
) -> Vec<Question> {
    let mut questions: Vec<(i32, Question)> = Vec::new();
    if let Some(refusal) = &decision.refusal {
        let text = refusal.kind.question().filter(|_| !decision.rejected.is_empty());
        return text.map(about_collection).into_iter().collect();
    }
    let places: BTreeSet<&Place> = drafts.iter().map(|draft| &draft.place).collect();
    for process in processes {
        let place = Place::process(evidence.tree.folder_path(process.root), process.name.clone());
        if places.contains(&place) {
            let closeness = if process.named { 80 } else { 40 };
            questions.push((closeness, about_process(process, place)));
        }
    }
    for candidate in decision.accepted.iter().chain(&decision.rejected) {
        let place = Place::at(evidence.tree.folder_path(candidate.root));
        let planned = places.contains(&place);
        let asked = candidate.score.abs() < CLOSE
            && candidate.own.total() > 0
            && (candidate.has(Sign::Entry)
                || candidate.has(Sign::Deploy)
                || candidate.has(Sign::Runtime)
                || candidate.role == Role::Application);
        let chosen = planned != (candidate.score > LIMITS.threshold);
        if asked && !chosen && !place.root.is_empty() {
            questions.push((candidate.score.abs(), about_component(&place, planned)));
        }
    }
    questions.extend(process_folders(&places, decision, evidence).map(|it| (70, it)));
    for draft in drafts {
        let surface = Platform::find(draft.platform).map(|platform| platform.surface);
        if surface == Some(Surface::FullStack) && draft.place.process.is_none() {
            let server = Place::process(draft.place.root.clone(), "server");
            if !places.contains(&server) {
                questions.push((90, about_both_sides(draft, server)));
            }
        }
    }
    questions.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.text.cmp(&b.1.text)));
    questions.truncate(MAX_QUESTIONS);
    questions.into_iter().map(|(_, question)| question).collect()
}

fn choice(label: &str, effect: impl Into<String>, changes: Vec<Change>) -> Choice {
    Choice { label: label.to_owned(), effect: effect.into(), changes }
}

#[inline(never)]
fn about_component(place: &Place, planned: bool) -> Question {
    let yes = "Its own project: own key, alerts and releases; its errors are its own stream.";
    let no = "No project: its errors are reported by the applications it runs in, and ownership rules route them.";
    let make = vec![Change::Split { place: place.clone(), platform: None }];
    let drop = vec![Change::Exclude { project: place.clone() }];
    let options = if planned {
        vec![choice("Yes", yes, Vec::new()), choice("No", no, drop)]
    } else {
        vec![choice("No", no, Vec::new()), choice("Yes", yes, make)]
    };
    Question { text: format!("Is {place} deployed on its own?"), options }
}

#[inline(never)]
fn about_process(process: &Process, place: Place) -> Question {
    let name = &process.name;
    let into = Place::at(place.root.clone());
    Question {
        text: format!(
            "`{}` defines a process `{name}`. Does it have its own on-call, volume or release?",
            process.evidence
        ),
        options: vec![
            choice(
                "Yes",
                format!(
                    "A project for `{name}`: its own alerts, quota and sample rate. A bug in shared code is then two issues."
                ),
                Vec::new(),
            ),
            choice(
                "No",
                format!("One project; a tag `process: {name}` tells its errors apart."),
                vec![Change::Merge { from: place, into }],
            ),
        ],
    }
}

/// Folders of an application on a server that are named after a process. What is in them may
/// as well be run by the process that serves requests, so none is a project unasked.
#[inline(never)]
fn process_folders(
    places: &BTreeSet<&Place>,
    decision: &Decision,
    evidence: &Evidence,
) -> impl Iterator<Item = Question> {
    const NAMES: [&str; 8] =
        ["worker", "workers", "scheduler", "cron", "consumer", "consumers", "queue", "jobs"];
    let tree = evidence.tree;
    let of_code: BTreeSet<&str> = places.iter().map(|place| place.root.as_str()).collect();
    let processes = places.iter().filter(|place| place.process.is_some());
    let of_processes: BTreeSet<&str> = processes.map(|place| place.root.as_str()).collect();
    let accepted: BTreeSet<FolderId> = decision.accepted.iter().map(|it| it.root).collect();
    let servers = decision.accepted.iter().filter(move |candidate| {
        matches!(candidate.surface(), Surface::Server)
            && of_code.contains(tree.folder_path(candidate.root))
    });
    servers.filter_map(move |server| {
        let root = tree.folder_path(server.root);
        if of_processes.contains(root) {
            return None;
        }
        let named = NAMES.into_iter().find_map(|name| {
            let path = if root.is_empty() { name.to_owned() } else { format!("{root}/{name}") };
            let folder = tree.find_folder(&path)?;
            let is_one = accepted.contains(&folder);
            let holds_code = evidence.sources[folder as usize].total() > 0;
            (holds_code && !is_one && evidence.exclusion[folder as usize].is_none())
                .then_some((path, name))
        });
        named.map(|(path, name)| about_folder(&path, Place::process(root, name)))
    })
}

fn about_folder(path: &str, place: Place) -> Question {
    let name = place.process.clone().unwrap_or_default();
    let no = format!("One project; a tag `process: {name}` tells its errors apart.");
    let yes = format!(
        "A project for `{name}`: its own alerts, quota and sample rate. A bug in shared code is then two issues."
    );
    Question {
        text: format!(
            "Does `{path}/` run as a process of its own, with its own on-call, volume or release?"
        ),
        options: vec![
            choice("No", no, Vec::new()),
            choice("Yes", yes, vec![Change::Split { place, platform: None }]),
        ],
    }
}

#[inline(never)]
fn about_both_sides(draft: &Draft, server: Place) -> Question {
    let name = Platform::find(draft.platform).map_or("", |platform| platform.name);
    Question {
        text: format!(
            "{name} runs in browsers and on a server. Do different people look after the two sides of {}?",
            draft.place
        ),
        options: vec![
            choice(
                "No",
                "One project: one SDK set-up, and a trace through both sides in one place.",
                Vec::new(),
            ),
            choice(
                "Yes",
                "Two projects: noise from browsers does not use the server's quota, and alerts are separate. Two keys to configure.",
                vec![Change::Split { place: server, platform: Some("node".to_owned()) }],
            ),
        ],
    }
}

fn about_collection(text: &str) -> Question {
    Question {
        text: text.to_owned(),
        options: vec![
            choice("Yes", "No projects.", Vec::new()),
            choice("No", "Each application becomes a project.", vec![Change::SplitAnyway]),
        ],
    }
}
