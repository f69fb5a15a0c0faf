use super::compiled::{OwnerId, RuleId};
use super::route::Routing;
use crate::text::order::Sort as _;
use std::collections::BTreeMap;

/// Files that rules of two owners match: one gets the errors, the other would
/// without the first's rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overlap {
    /// Who gets the errors.
    pub winner: OwnerId,
    /// Whose rules match as well.
    pub other: OwnerId,
    /// How many files.
    pub files: u32,
    /// How many of them without catch-alls, which overlap with everything: only rules of the
    /// other that match at most half of the tree count here.
    pub narrow: u32,
}

/// Coverage
impl Routing {
    /// Between which owners rules overlap, the most files first.
    #[must_use]
    pub fn overlaps(&self) -> Vec<Overlap> {
        let half = self.set_at().len() / 2;
        let counts = self.rule_counts();
        let is_narrow = |rule: RuleId| counts[rule as usize].matches as usize <= half;
        let mut pairs: BTreeMap<(OwnerId, OwnerId), (u32, u32)> = BTreeMap::new();
        // Per set: each owner of its rules, and whether one of them is no catch-all.
        let mut owners: Vec<(OwnerId, bool)> = Vec::new();
        for (set, answer) in (0..).zip(&self.answers) {
            let Some(winner) = answer.outcome.owner().filter(|_| answer.files > 0) else {
                continue;
            };
            owners.clear();
            let rules = self.rules_of(set).iter();
            owners.extend(
                rules.filter_map(|&rule| {
                    Some((self.compiled().first_owner(rule)?, is_narrow(rule)))
                }),
            );
            // What is narrow comes first, and stays.
            owners.sort_unstable_by_key(|&(owner, narrow)| (owner, !narrow));
            owners.dedup_by_key(|(owner, _)| *owner);
            for &(other, narrow) in owners.iter().filter(|(owner, _)| *owner != winner) {
                let (all, without) = pairs.entry((winner, other)).or_default();
                *all += answer.files;
                *without += if narrow { answer.files } else { 0 };
            }
        }
        let overlap = |((winner, other), (files, narrow))| Overlap { winner, other, files, narrow };
        let mut overlaps: Vec<_> = pairs.into_iter().map(overlap).collect();
        overlaps.sort_once_by_key(|overlap| std::cmp::Reverse(overlap.files));
        overlaps
    }
}
