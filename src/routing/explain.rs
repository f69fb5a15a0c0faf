use super::compiled::RuleId;
use super::frames::frame_path;
use super::route::{Outcome, Routing};
use crate::ownership::pattern::{CodeownersPattern, Glob, Mismatch, Pairs, has_words};
use crate::ownership::{Matcher, MatcherKind, Source};
use crate::text::order::Sort as _;
use crate::tree::{PathId, Tree};

/// A rule that was considered for a file, and what came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The rule.
    pub rule: RuleId,
    /// What came of it.
    pub verdict: Verdict,
}

/// What came of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It decides who gets the error.
    Won,
    /// It matches, but this rule outranks it.
    Overridden {
        /// The winner.
        by: RuleId,
        /// Why that outranks it.
        because: Precedence,
    },
    /// It matches, but has no owner, and such a rule is passed over.
    PassedOver,
    /// It does not match.
    Missed(Mismatch),
    /// It looks at something else than paths: a URL, a module or a tag.
    Elsewhere,
}

/// Why one matching rule outranks another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precedence {
    /// Both are of the same source, and it comes later.
    Later,
    /// It is an ownership rule, the other comes from a CODEOWNERS file.
    OwnershipRule,
}

/// Why a file's errors go where they go: what the page says in words, and the JavaScript
/// interface in values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    /// The path that its frames carry, which rules are asked about.
    pub frame: String,
    /// Who gets the errors.
    pub outcome: Outcome,
    /// The rules that match, the highest rank first.
    pub candidates: Vec<Candidate>,
    /// Rules that nearly match and what is in the way, the highest rank first; at most
    /// [`Explained::MOST_NEAR`].
    pub near: Vec<(RuleId, Mismatch)>,
    /// Whether it hangs on how Sentry reads CODEOWNERS lines without owners.
    pub disputed: bool,
}

impl Explained {
    /// How many rules that nearly match are told.
    pub const MOST_NEAR: usize = 10;
}

/// Explaining
impl Routing {
    /// Everything about one file. Looks for every rule's words in the path.
    #[must_use]
    pub fn explained(&self, tree: &Tree, path: PathId) -> Explained {
        let near = self.near_misses(tree, path, Explained::MOST_NEAR).into_iter();
        let near = near.filter_map(|candidate| match candidate.verdict {
            Verdict::Missed(mismatch) => Some((candidate.rule, mismatch)),
            Verdict::Won
            | Verdict::Overridden { .. }
            | Verdict::PassedOver
            | Verdict::Elsewhere => None,
        });
        Explained {
            frame: frame_path(tree.paths().get(path), &self.options().mappings).into_owned(),
            outcome: self.outcome(tree, path),
            candidates: self.explain(tree, path),
            near: near.collect(),
            disputed: self.is_disputed(tree, path),
        }
    }

    /// The rules that match a file, the highest rank first, each with its
    /// verdict.
    #[must_use]
    pub fn explain(&self, tree: &Tree, path: PathId) -> Vec<Candidate> {
        let mut rules = self.matching(tree, path).to_vec();
        rules.sort_once_by_key(|&rule| std::cmp::Reverse(self.compiled().rank(rule)));
        let winner = self.rule_of(tree, path);
        let verdict = |rule| match winner {
            Some(winner) if winner == rule => Verdict::Won,
            Some(by) if self.compiled().rank(by) > self.compiled().rank(rule) => {
                Verdict::Overridden { by, because: self.precedence(by, rule) }
            }
            _ => Verdict::PassedOver,
        };
        rules.into_iter().map(|rule| Candidate { rule, verdict: verdict(rule) }).collect()
    }

    /// What came of one rule for a file.
    #[must_use]
    pub fn verdict(&self, tree: &Tree, path: PathId, rule: RuleId) -> Verdict {
        let mut explained = self.explain(tree, path).into_iter();
        let known = explained.find(|candidate| candidate.rule == rule);
        match known {
            Some(candidate) => candidate.verdict,
            None => {
                let frame = frame_path(tree.paths().get(path), &self.options().mappings);
                self.mismatch(&frame, rule).map_or(Verdict::Elsewhere, Verdict::Missed)
            }
        }
    }

    /// Rules that do not match a file, but nearly do: at most `limit`, the
    /// highest rank first. Looks for every rule's words in the path, and asks
    /// those rules whose words are there.
    #[must_use]
    pub fn near_misses(&self, tree: &Tree, path: PathId, limit: usize) -> Vec<Candidate> {
        let matching = self.matching(tree, path);
        let frame = frame_path(tree.paths().get(path), &self.options().mappings);
        let lower = frame.to_lowercase();
        let there = Pairs::of_path(&lower);
        let pairs = (0..).zip(self.compiled().pairs());
        let mut rules: Vec<RuleId> = pairs
            .filter(|(_, pairs)| pairs.are_among(there))
            .map(|(rule, _)| rule)
            .filter(|&rule| has_words(&self.matcher(rule).pattern, &lower))
            .filter(|rule| matching.binary_search(rule).is_err())
            .collect();
        rules.sort_once_by_key(|&rule| std::cmp::Reverse(self.compiled().rank(rule)));
        let near = rules.into_iter().filter_map(|rule| {
            let mismatch = self.mismatch(&frame, rule)?;
            let verdict = Verdict::Missed(mismatch);
            mismatch.is_near().then_some(Candidate { rule, verdict })
        });
        near.take(limit).collect()
    }

    /// Why a rule does not match a file whose frames carry the path `frame`;
    /// nothing if it does, or if it looks at something else.
    fn mismatch(&self, frame: &str, rule: RuleId) -> Option<Mismatch> {
        let matcher = self.matcher(rule);
        match matcher.kind {
            MatcherKind::Path => Glob::path(&matcher.pattern).why_not(frame),
            MatcherKind::Codeowners => CodeownersPattern::new(&matcher.pattern).why_not(frame),
            MatcherKind::Module | MatcherKind::Url | MatcherKind::Tag(_) => None,
        }
    }

    fn matcher(&self, rule: RuleId) -> &Matcher {
        &self.compiled().rules()[rule as usize].matcher
    }

    fn precedence(&self, winner: RuleId, loser: RuleId) -> Precedence {
        let source = |rule: RuleId| self.compiled().rules()[rule as usize].source;
        match (source(winner), source(loser)) {
            (Source::Rules, Source::Codeowners) => Precedence::OwnershipRule,
            _ => Precedence::Later,
        }
    }
}
