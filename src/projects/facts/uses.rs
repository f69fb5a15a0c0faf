//! Which components are built of which, as far as manifests name each other.
//!
//! What several others are built of is a library of theirs; what is built of others and that
//! nothing is built of is at the end of the chain, as applications are. Tests and samples use
//! applications, too, and do not count.

use super::super::decision::Signal;
use super::super::evidence::{Evidence, words};
use super::super::table::Id;
use super::workspace::Kind;
use super::{Facts, Reader};
use crate::tree::FolderId;
use std::collections::{BTreeMap, BTreeSet};

/// So many uses have to be known before anything follows from there being none.
const KNOWN: usize = 3;

/// What so many others are built of is theirs.
const SEVERAL: usize = 2;

/// Names of components, and who uses them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Uses {
    /// The component of a name; none where two have it.
    named: BTreeMap<(Kind, String), Option<Named>>,
    /// Who depends on what.
    used: BTreeSet<(FolderId, Kind, String)>,
}

/// A component and its manifest.
#[derive(Clone, Debug, PartialEq)]
struct Named {
    folder: FolderId,
    manifest: String,
}

/// Taking notes
impl Reader<'_> {
    /// The name by which others depend on the component.
    pub(super) fn is_called(&mut self, kind: Kind, name: &str) {
        let named = Named { folder: self.folder, manifest: self.path.to_owned() };
        let known = self.facts.uses.named.entry((kind, name.to_owned()));
        known.and_modify(|it| *it = None).or_insert(Some(named));
    }

    /// Takes what the component depends on: components here, or packages of others.
    pub(super) fn uses(&mut self, kind: Kind, name: &str) {
        self.facts.uses.used.insert((self.folder, kind, name.to_owned()));
    }
}

/// Notes what is used by several, and what uses others and is used by none.
#[inline(never)]
pub(super) fn apply(facts: &mut Facts, evidence: &Evidence) {
    let uses = std::mem::take(&mut facts.uses);
    let mut users: BTreeMap<FolderId, BTreeSet<FolderId>> = BTreeMap::new();
    let mut using: BTreeSet<FolderId> = BTreeSet::new();
    let mut edges = 0;
    for (user, kind, name) in uses.used {
        let Some(Some(named)) = uses.named.get(&(kind, name)) else { continue };
        if named.folder != user {
            edges += 1;
            using.insert(user);
            if counts(user, facts, evidence) {
                users.entry(named.folder).or_default().insert(user);
            }
        }
    }
    if edges < KNOWN {
        return;
    }
    for named in uses.named.into_values().flatten().filter(|named| named.folder != 0) {
        let users = users.get(&named.folder).map_or(0, BTreeSet::len);
        let (id, fact) = match users {
            0 if using.contains(&named.folder) => (
                Id::BuiltOfOthers,
                "It is built of other components here, and none of them is built of it.".to_owned(),
            ),
            SEVERAL.. => (Id::BuiltUpon, format!("{users} other components here are built of it.")),
            _ => continue,
        };
        let signal = Signal::told(id, 0, None, &named.manifest, fact);
        facts.signals.entry(named.folder).or_default().push(signal);
    }
}

/// Whether a component is no test, sample or helper.
fn counts(user: FolderId, facts: &Facts, evidence: &Evidence) -> bool {
    let name = words(evidence.tree.folder_name(user));
    evidence.exclusion[user as usize].is_none()
        && !facts.signals_of(user).any(|signal| signal.id == Id::Helper)
        && !name.iter().any(|word| matches!(word.as_str(), "test" | "tests" | "e2e"))
}
