//! What other patterns would match, found for all of them in one walk.

use super::facts::Facts;
use crate::ownership::{Matcher, MatcherKind, Rule};
use crate::routing::{Compiled, Options, Routing, RuleId, route};
use crate::text::Span;
use crate::tree::{PathId, Tree};

/// Patterns to be tried on the tree.
#[derive(Debug, Default)]
pub(super) struct Probe {
    rules: Vec<Rule>,
}

/// Building
impl Probe {
    /// Adds a pattern of the kind of `facts`; its number comes back.
    pub(super) fn add(
        &mut self,
        facts: &Facts<'_>,
        like: RuleId,
        pattern: impl Into<String>,
    ) -> RuleId {
        let Rule { matcher, source, line, .. } = facts.rule(like);
        let kind: MatcherKind = matcher.kind.clone();
        let matcher = Matcher { kind, pattern: pattern.into() };
        let span = Span::new(0, 0);
        self.rules.push(Rule { source: *source, span, line: *line, matcher, owners: Vec::new() });
        self.rules.len() as RuleId - 1
    }

    /// Tries all patterns; nothing if there are none.
    pub(super) fn run(self, tree: &Tree, options: Options) -> Option<Routing> {
        (!self.rules.is_empty()).then(|| route(tree, Compiled::new(self.rules), options))
    }
}

/// Per pattern of a probe, the first file in the order of the tree that matches.
pub(super) fn samples(tree: &Tree, probed: &Routing) -> Vec<Option<PathId>> {
    let mut first = vec![None; probed.compiled().rules().len()];
    let mut seen = vec![false; probed.sets()];
    for (&path, &set) in tree.order().iter().zip(probed.set_at()) {
        if !std::mem::replace(&mut seen[set as usize], true) {
            for &rule in probed.rules_of(set) {
                first[rule as usize].get_or_insert(path);
            }
        }
    }
    first
}
