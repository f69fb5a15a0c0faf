use super::compiled::OwnerId;
use super::route::Routing;
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
}

/// Coverage
impl Routing {
    /// Between which owners rules overlap, the most files first. Catch-all rules
    /// overlap with everything; which rules count is for the caller to say.
    #[must_use]
    pub fn overlaps(&self, counts: impl Fn(super::RuleId) -> bool) -> Vec<Overlap> {
        let mut pairs: BTreeMap<(OwnerId, OwnerId), u32> = BTreeMap::new();
        let mut owners = Vec::new();
        for (set, answer) in (0..).zip(&self.answers) {
            let Some(winner) = answer.outcome.owner().filter(|_| answer.files > 0) else {
                continue;
            };
            owners.clear();
            let rules = self.rules_of(set).iter().copied().filter(|&rule| counts(rule));
            owners.extend(rules.filter_map(|rule| self.compiled().first_owner(rule)));
            owners.sort_unstable();
            owners.dedup();
            for &other in owners.iter().filter(|&&owner| owner != winner) {
                *pairs.entry((winner, other)).or_default() += answer.files;
            }
        }
        let mut overlaps: Vec<_> = pairs
            .into_iter()
            .map(|((winner, other), files)| Overlap { winner, other, files })
            .collect();
        overlaps.sort_by_key(|overlap| std::cmp::Reverse(overlap.files));
        overlaps
    }
}
