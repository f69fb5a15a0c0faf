//! Projects on the way from components to a plan.

use super::decision::{Candidate, Decision, crosses_platforms};
use super::evidence::{Evidence, Group, Sign};
use super::platform::{Platform, Surface};
use super::processes::Process;
use super::project::{Place, Principle, Reason};
use crate::tree::FolderId;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// A project without what follows from all of them together.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// Where it is.
    pub place: Place,
    /// Further folders that belong to it.
    pub folders: BTreeSet<String>,
    /// One of Sentry's platforms.
    pub platform: &'static str,
    /// Whether something decides the platform.
    pub platform_is_sure: bool,
    /// How likely a person would make this project.
    pub confidence: f32,
    /// Why; what was chosen last comes first.
    pub reasons: VecDeque<Reason>,
    /// A name that the user chose.
    pub name: Option<String>,
}

/// The drafts of what was decided, in the order of the tree.
#[must_use]
#[inline(never)]
pub fn drafts(decision: &Decision, evidence: &Evidence, processes: &[Process]) -> Vec<Draft> {
    let kinds = Kinds::of(&decision.accepted);
    let mut of_root: BTreeMap<FolderId, Vec<&Process>> = BTreeMap::new();
    for process in processes {
        of_root.entry(process.root).or_default().push(process);
    }
    let mut drafts = Vec::new();
    let mut places: BTreeSet<Place> = BTreeSet::new();
    for candidate in &decision.accepted {
        let principle = kinds.principle(candidate);
        let draft = draft(candidate, evidence, principle);
        for process in of_root.get(&candidate.root).into_iter().flatten() {
            let mut place = draft.place.clone();
            place.process = Some(process.name.clone());
            let reason = Reason {
                principle: Principle::Process,
                text: process.text.clone(),
                evidence: vec![process.evidence.clone()],
            };
            if places.insert(place.clone()) {
                drafts.push(Draft {
                    place,
                    platform: process.platform(draft.platform),
                    confidence: if process.named { 0.6 } else { 0.4 } * draft.confidence,
                    reasons: [reason].into(),
                    ..draft.clone()
                });
            }
        }
        places.insert(draft.place.clone());
        drafts.push(draft);
    }
    drafts.sort_by(|a, b| a.place.cmp(&b.place));
    drafts
}

/// The draft of one component.
#[must_use]
pub fn draft(candidate: &Candidate, evidence: &Evidence, principle: Principle) -> Draft {
    let mut notes: Vec<_> = candidate.notes.iter().filter(|note| note.weight > 0).collect();
    notes.sort_by_key(|note| std::cmp::Reverse(note.weight));
    let mut reasons: VecDeque<Reason> = notes
        .into_iter()
        .map(|note| Reason { principle, text: note.text.clone(), evidence: note.evidence.clone() })
        .collect();
    if let Some(together) = together(candidate) {
        reasons.push_back(together);
    }
    if reasons.is_empty() {
        reasons.push_back(Reason {
            principle,
            text: "Nothing else in the repository looks like an application.".to_owned(),
            evidence: candidate.signals.iter().take(2).map(|signal| signal.path.clone()).collect(),
        });
    }
    Draft {
        place: Place::at(evidence.tree.folder_path(candidate.root)),
        folders: BTreeSet::new(),
        platform: candidate.platform,
        platform_is_sure: candidate.platform_is_sure,
        confidence: confidence(candidate.score),
        reasons,
        name: None,
    }
}

/// How likely a component of this score, in hundredths of log-odds, is a project.
///
/// The numbers are fitted to 196 repositories whose labels the rules had not seen (`docs/split.md`), each of which counts as six
/// projects at most: right above the threshold half are right, and no score is surer than 0.98.
#[must_use]
pub fn confidence(score: i32) -> f32 {
    let score = score as f32 / 100.0;
    let likely = 0.98 / (1.0 + (-(0.66 * score - 0.26)).exp());
    (likely * 1000.0).round() / 1000.0
}

fn is_service(candidate: &Candidate) -> bool {
    matches!(candidate.surface(), Surface::Server | Surface::Function)
}

/// What the projects of a repository are together, by which the principle of each is told.
struct Kinds {
    alone: bool,
    /// Whether there are services enough to speak of microservices.
    many: bool,
    servers: usize,
    browsers: usize,
}

impl Kinds {
    fn of(all: &[Candidate]) -> Self {
        let number = |wanted| all.iter().filter(|it| it.surface() == wanted).count();
        Self {
            alone: all.len() == 1,
            many: all.iter().filter(|it| is_service(it)).count() >= 3,
            servers: number(Surface::Server),
            browsers: number(Surface::Browser),
        }
    }

    fn principle(&self, candidate: &Candidate) -> Principle {
        let surface = candidate.surface();
        if candidate.has(Sign::Function) && is_service(candidate) {
            Principle::Functions
        } else if self.alone {
            Principle::App
        } else if surface == Surface::Mobile && !crosses_platforms(candidate.platform) {
            Principle::Mobile
        } else if self.many && (is_service(candidate) || candidate.group == Group::Applications) {
            Principle::Microservice
        } else if matches!(surface, Surface::Browser | Surface::FullStack) && self.servers > 0
            || surface == Surface::Server && self.browsers > 0
        {
            Principle::FrontBack
        } else {
            Principle::CodeBase
        }
    }
}

fn together(candidate: &Candidate) -> Option<Reason> {
    let text = if candidate.surface() == Surface::FullStack {
        "Its SDK covers browser and server, so one project does for both."
    } else if crosses_platforms(candidate.platform) {
        "One app over several systems: its SDK covers all of them."
    } else {
        return None;
    };
    let name = Platform::find(candidate.platform).map_or("", |platform| platform.name);
    let signals = candidate.signals.iter().filter(|signal| signal.decides_platform);
    let evidence = signals.map(|signal| signal.path.clone()).take(1).collect();
    Some(Reason { principle: Principle::Together, text: format!("{name}: {text}"), evidence })
}
