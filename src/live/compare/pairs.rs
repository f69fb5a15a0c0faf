//! Which project of today becomes which.

use super::evidence::{ENOUGH, Evidence, Index, folder};
use super::near::Near;
use crate::live::Live;
use std::collections::{BTreeMap, BTreeSet};

/// How sure it is that a folder inside another's is split off, and one around it merged.
const INSIDE: f32 = 0.55;

/// The same where the outer folder is the whole repository.
const INSIDE_ALL: f32 = 0.4;

/// What belongs together.
#[derive(Debug, Default)]
pub struct Pairs {
    /// By slug of today; one to one.
    pub pairs: BTreeMap<String, Evidence>,
    /// What comes out of a project of today, beside its pair.
    pub splits: BTreeMap<String, Vec<Evidence>>,
    /// What goes into a proposed project, beside its pair.
    pub merges: BTreeMap<usize, Vec<Evidence>>,
    /// What could not be told, about a proposed project that is made anew.
    pub unsure: BTreeMap<usize, String>,
}

impl Pairs {
    pub fn new(live: &Live, index: &Index<'_>) -> Self {
        let mut evidence = index.evidence(live);
        let total = |one: &Evidence, other: &Evidence| other.score.total_cmp(&one.score);
        let order = |it: &Evidence| (it.today.clone(), it.proposed);
        evidence
            .sort_by(|one, other| total(one, other).then_with(|| order(one).cmp(&order(other))));
        let mut all = Self::default();
        let mut taken = BTreeSet::new();
        for it in evidence {
            if it.score >= ENOUGH && !all.pairs.contains_key(&it.today) && taken.insert(it.proposed)
            {
                all.pairs.insert(it.today.clone(), it);
            }
        }
        all.split(live, index, &taken);
        all.merge(live, index, &taken);
        all.promote(&taken);
        all
    }

    /// Proposed projects whose folder lies in that of a project of today.
    fn split(&mut self, live: &Live, index: &Index<'_>, taken: &BTreeSet<usize>) {
        let mut around: Near<'_, &str> = Near::default();
        for (&slug, folders) in &index.mapped {
            let platform = live.projects.get(slug).and_then(|it| it.platform.as_deref());
            for (source, repository) in folders {
                around.insert(source, repository, platform, slug);
            }
        }
        let mut named: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (slug, folders) in &index.named {
            for folder in folders {
                named.entry(folder).or_default().push(slug);
            }
        }
        for (at, project) in index.plan.projects.iter().enumerate() {
            if taken.contains(&at) {
                continue;
            }
            let root = folder(&project.root);
            if let Some([slug]) = named.get(root).map(Vec::as_slice) {
                let why = format!("The ownership rules of `{slug}` name `{root}/`.");
                self.splits
                    .entry((*slug).to_owned())
                    .or_default()
                    .push(because(slug, at, INSIDE, why));
                continue;
            }
            for outer in outwards(root).skip(1) {
                let repository = index.repository(at);
                let mut inside = around.of_repository(outer, repository);
                if inside.len() > 1 {
                    inside = around.of_platform(outer, repository, &project.platform);
                }
                match inside.as_slice() {
                    [] => continue,
                    [slug] => {
                        let score = if outer.is_empty() { INSIDE_ALL } else { INSIDE };
                        let why = format!(
                            "`{root}/` lies in the folder that the code mapping of `{slug}` leads to."
                        );
                        let list = self.splits.entry((*slug).to_owned()).or_default();
                        list.push(because(slug, at, score, why));
                    }
                    several => {
                        let names: Vec<String> =
                            several.iter().take(4).map(|it| format!("`{it}`")).collect();
                        let words = format!(
                            "Code mappings of {} hold this folder, so it can’t be told which of them has its errors today.",
                            names.join(", ")
                        );
                        self.unsure.insert(at, words);
                    }
                }
                break;
            }
        }
    }

    /// Projects of today whose folder lies in that of a proposed one.
    fn merge(&mut self, live: &Live, index: &Index<'_>, taken: &BTreeSet<usize>) {
        for (&slug, folders) in &index.mapped {
            let today = live.projects.get(slug);
            if self.pairs.contains_key(slug) || self.splits.contains_key(slug) || today.is_none() {
                continue;
            }
            let platform = today.and_then(|it| it.platform.as_deref()).unwrap_or_default();
            let mut into: BTreeMap<usize, (f32, String)> = BTreeMap::new();
            for (source, repository) in folders {
                for outer in outwards(source) {
                    let around = index.near.of_platform(outer, repository, platform);
                    if around.is_empty() {
                        continue;
                    }
                    if let [at] = around[..] {
                        let score = if outer.is_empty() { INSIDE_ALL } else { INSIDE };
                        let slug = &index.plan.projects[at].slug;
                        let why = format!(
                            "Its code mapping leads to `{source}/`, which lies in `{slug}`."
                        );
                        into.insert(at, (score, why));
                    }
                    break;
                }
            }
            if into.len() == 1 {
                for (at, (score, why)) in into {
                    self.merges.entry(at).or_default().push(because(slug, at, score, why));
                }
            }
        }
        // What is around nothing else is what it was, under another name.
        self.merges.retain(|at, merged| {
            let alone = !taken.contains(at) && merged.len() == 1;
            if alone && let Some(only) = merged.pop() {
                self.pairs.insert(only.today.clone(), only);
            }
            !alone
        });
    }

    /// A project of today out of which one comes, and which is nothing else, becomes that.
    fn promote(&mut self, taken: &BTreeSet<usize>) {
        let paired: BTreeSet<usize> =
            self.pairs.values().map(|it| it.proposed).chain(taken.iter().copied()).collect();
        self.splits.retain(|slug, out| {
            out.retain(|it| !paired.contains(&it.proposed));
            let alone = out.len() == 1 && !self.pairs.contains_key(slug);
            if alone && let Some(only) = out.pop() {
                self.pairs.insert(slug.clone(), only);
            }
            !out.is_empty()
        });
    }
}

fn because(slug: &str, proposed: usize, score: f32, why: String) -> Evidence {
    Evidence { today: slug.to_owned(), proposed, score, why: vec![why] }
}

/// A folder, and those around it up to the repository's root.
fn outwards(folder: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(folder), |&folder| match folder.rsplit_once('/') {
        Some((parent, _)) => Some(parent),
        None => (!folder.is_empty()).then_some(""),
    })
}
