//! Folders that may be applications, with all that speaks for and against them.

use super::super::evidence::{Counts, Evidence, Group, Role, Sign};
use super::super::facts::Facts;
use super::super::platform::{Platform, Surface};
use super::platform::choose;
use crate::tree::FolderId;
use std::collections::BTreeSet;

/// A folder that may be an application.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The folder.
    pub root: FolderId,
    /// Log-odds of being deployed on its own.
    pub score: f32,
    /// What speaks for it and against it.
    pub notes: Vec<Note>,
    /// What the catalog and the contents say, the heaviest of each sign first.
    pub signals: Vec<Signal>,
    /// Its own source files: those of components inside it don't count.
    pub own: Counts,
    /// One of Sentry's platforms.
    pub platform: &'static str,
    /// Whether something decides the platform, not just the language.
    pub platform_is_sure: bool,
    /// What its name promises.
    pub role: Role,
    /// What the folder around it promises.
    pub group: Group,
}

/// Something that speaks for or against a project.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// Log-odds.
    pub weight: f32,
    /// A sentence.
    pub text: String,
    /// The files or folders it is seen in.
    pub evidence: Vec<String>,
}

/// A file or a fact that says something of a component.
#[derive(Clone, Debug, PartialEq)]
pub struct Signal {
    /// What it says.
    pub sign: Sign,
    /// How much, as log-odds.
    pub weight: f32,
    /// The platform or language it speaks for.
    pub platform: Option<&'static str>,
    /// Whether it outranks a platform that a language alone suggests.
    pub decides_platform: bool,
    /// The file.
    pub path: String,
    /// What is in the file, if that was read.
    pub fact: Option<String>,
}

/// Log-odds of a folder of which only a manifest is known.
const PRIOR: f32 = -3.0;

/// Access
impl Candidate {
    /// Where its programs run.
    #[must_use]
    pub fn surface(&self) -> Surface {
        Platform::find(self.platform).map_or(Surface::Server, |platform| platform.surface)
    }

    /// The weight of the heaviest signal of a sign; 0 if there is none.
    #[must_use]
    pub fn weight(&self, sign: Sign) -> f32 {
        self.signals.iter().find(|signal| signal.sign == sign).map_or(0.0, |signal| signal.weight)
    }

    /// Whether there is a signal of a sign.
    #[must_use]
    pub fn has(&self, sign: Sign) -> bool {
        self.signals.iter().any(|signal| signal.sign == sign)
    }

    /// Whether a manifest of a language or platform is here.
    #[must_use]
    pub fn is_manifest_of(&self, language: &str) -> bool {
        let is =
            |signal: &Signal| signal.sign == Sign::Manifest && signal.platform == Some(language);
        self.signals.iter().any(is)
    }

    pub(super) fn sort_signals(&mut self) {
        sort(&mut self.signals);
    }

    pub(super) fn add(&mut self, weight: f32, text: impl Into<String>, evidence: Vec<String>) {
        self.score += weight;
        self.notes.push(Note { weight, text: text.into(), evidence });
    }
}

/// All folders that may be applications, in the order of the tree.
#[must_use]
pub fn candidates(evidence: &Evidence, facts: &Facts) -> Vec<Candidate> {
    let roots = roots(evidence, facts);
    let own = own_sources(evidence, &roots);
    let found = roots.iter().zip(own).map(|(&root, own)| {
        let mut candidate = Candidate {
            root,
            score: PRIOR,
            notes: Vec::new(),
            signals: signals(evidence, facts, root),
            own,
            platform: "other",
            platform_is_sure: false,
            role: Role::Unknown,
            group: Group::Unknown,
        };
        (candidate.platform, candidate.platform_is_sure) = choose(&candidate, evidence);
        let tree = evidence.tree;
        let front = matches!(candidate.surface(), Surface::Browser | Surface::FullStack);
        candidate.role = Role::of(tree.folder_name(root), front);
        let around = tree.parent(root).map_or("", |parent| tree.folder_name(parent));
        candidate.group = Group::of(around);
        candidate
    });
    found.collect()
}

/// The folders of components: with a manifest or something as strong.
fn roots(evidence: &Evidence, facts: &Facts) -> Vec<FolderId> {
    let mut roots = BTreeSet::new();
    for hit in &evidence.hits {
        let row = evidence.row(hit);
        let counts = match row.sign {
            Sign::Manifest | Sign::Function | Sign::Declared => true,
            Sign::Runtime => row.weight >= 2.5,
            Sign::Deploy => row.weight >= 2.2,
            Sign::Entry => row.weight >= 2.0 || row.platform == Some("apple"),
            _ => false,
        };
        if counts {
            roots.insert(hit.root);
        }
    }
    roots.extend(facts.roots());
    roots.into_iter().filter(|&root| evidence.exclusion[root as usize].is_none()).collect()
}

/// Per root, the source files nearest to it.
fn own_sources(evidence: &Evidence, roots: &[FolderId]) -> Vec<Counts> {
    let mut own: Vec<Counts> = roots.iter().map(|&root| evidence.sources[root as usize]).collect();
    // Roots are in depth-first order, so those around one are on a stack.
    let mut around: Vec<usize> = Vec::new();
    for (at, &root) in roots.iter().enumerate() {
        let holds = |&outer: &usize| evidence.tree.with_descendants(roots[outer]).contains(&root);
        while around.last().is_some_and(|outer| !holds(outer)) {
            around.pop();
        }
        if let Some(&outer) = around.last() {
            own[outer].take_away(&evidence.sources[root as usize]);
        }
        around.push(at);
    }
    own
}

fn signals(evidence: &Evidence, facts: &Facts, root: FolderId) -> Vec<Signal> {
    let hits = evidence.hits_of(root).iter().map(|hit| {
        let row = evidence.row(hit);
        Signal {
            sign: row.sign,
            weight: row.weight,
            platform: row.platform,
            decides_platform: row.decides_platform,
            path: evidence.path(hit).to_owned(),
            fact: None,
        }
    });
    let mut signals: Vec<Signal> = hits.chain(facts.signals_of(root).cloned()).collect();
    sort(&mut signals);
    signals
}

/// By sign, the heaviest first.
fn sort(signals: &mut [Signal]) {
    signals.sort_by(|a, b| {
        let weight = b.weight.abs().total_cmp(&a.weight.abs());
        a.sign.cmp(&b.sign).then(weight).then_with(|| a.path.cmp(&b.path))
    });
}
