use super::{MatchedRule, MissedRule, Problem, steps};
use crate::ownership::{Directory, Rule};
use crate::routing::{self, Decision, EventRules, EventVerdict, Evidence, Miss, RuleId, Settings};
use crate::text::{LineIndex, Problem as Found};
use crate::trace::Event;
use std::cmp::Reverse;

/// An event with all that became of it.
pub(super) struct Answer {
    pub(super) event: Event,
    pub(super) settings: Settings,
    /// The matching rules, the winner first, then by rank.
    pub(super) matching: Vec<(RuleId, Evidence)>,
    pub(super) decision: Decision,
    rules: EventRules,
}

/// Instantiation
impl Answer {
    pub(super) fn new(event: Event, rules: EventRules, settings: Settings) -> Self {
        let mut matching = rules.matching(&event);
        let ids: Vec<RuleId> = matching.iter().map(|(rule, _)| *rule).collect();
        let decision = routing::decide(rules.rules(), &ids, &Directory::default(), &settings);
        let winner = winner(&decision);
        matching.sort_by_key(|(rule, _)| {
            (Some(*rule) != winner, Reverse((rules.rules()[*rule as usize].source, *rule)))
        });
        Self { event, rules, settings, matching, decision }
    }
}

/// Access
impl Answer {
    pub(super) fn rule(&self, rule: RuleId) -> &Rule {
        &self.rules.rules()[rule as usize]
    }

    /// The rule that decides: the first whose owners are suggested, or one that
    /// excludes the event.
    pub(super) fn winner(&self) -> Option<RuleId> {
        winner(&self.decision)
    }

    /// All suggested owners, everybody once.
    pub(super) fn suggested(&self) -> Vec<String> {
        let mut suggested: Vec<String> = Vec::new();
        for owner in self.decision.suggestions.iter().flat_map(|known| &known.owners) {
            let owner = owner.to_string();
            if !suggested.contains(&owner) {
                suggested.push(owner);
            }
        }
        suggested
    }
}

/// Explaining
impl Answer {
    pub(super) fn matched(&self) -> Vec<MatchedRule> {
        let suggests = |rule| self.decision.suggestions.iter().any(|known| known.rule == rule);
        let matched = |(rule, evidence): &(RuleId, Evidence)| MatchedRule {
            rule: self.rule(*rule).into(),
            frames: evidence.frames(),
            verdict: match *rule {
                rule if Some(rule) == self.winner() => "won",
                rule if suggests(rule) => "suggested",
                _ => "overridden",
            },
        };
        self.matching.iter().map(matched).collect()
    }

    /// The misses worth telling.
    pub(super) fn missed(&self) -> Vec<MissedRule> {
        const MOST: usize = 10;
        let missed = |(rule, miss): (RuleId, Miss)| MissedRule {
            rule: self.rule(rule).into(),
            reason: steps::reason(&miss),
            text: steps::miss(&self.event, &miss),
        };
        self.misses().into_iter().take(MOST).map(missed).collect()
    }

    /// The rules that do not match, the nearest first, then by rank. Of very
    /// many rules, only those of the highest rank are asked.
    pub(super) fn misses(&self) -> Vec<(RuleId, Miss)> {
        /// Explaining a miss costs more than finding it.
        const ASKED: usize = 300;
        let mut rules: Vec<RuleId> = (0..self.rules.rules().len() as RuleId).collect();
        rules.sort_by_key(|&rule| Reverse((self.rule(rule).source, rule)));
        let miss = |rule| match self.rules.verdict(&self.event, rule) {
            EventVerdict::Missed(miss) => Some((rule, miss)),
            EventVerdict::Matched(_) => None,
        };
        let mut misses: Vec<_> = rules.into_iter().take(ASKED).filter_map(miss).collect();
        misses.sort_by_key(|(_, miss)| !is_near(miss));
        misses
    }

    /// What is odd about the answer.
    pub(super) fn problems(&self) -> Vec<Problem> {
        let mut found = Vec::new();
        if self.decision.disputed.is_some() {
            let text = "A CODEOWNERS line without owners matches this event. How Sentry weighs \
                        such a line is not verified: it may end the search, as shown here, or be \
                        passed over, so that earlier lines count.";
            found.push(Found::warning("event/exclusion-unverified", text));
        }
        if let [last, assignee, ..] = &self.decision.notified[..] {
            let (last, assignee) = (&last.owner, &assignee.owner);
            let text = format!(
                "The issue goes to {assignee}, and an alert to issue owners goes to {last} first: \
                 alerts take the last owner that Sentry lists."
            );
            found.push(Found::info("event/alert-goes-elsewhere", text));
        }
        let lines = LineIndex::new("");
        found.iter().map(|problem| Problem::new(problem, &lines)).collect()
    }
}

fn winner(decision: &Decision) -> Option<RuleId> {
    decision.suggestions.first().map(|first| first.rule).or(decision.excluded_by)
}

/// Whether a miss is worth a sentence.
pub(super) fn is_near(miss: &Miss) -> bool {
    match miss {
        Miss::NotInApp(_) | Miss::Invalid(_) | Miss::UnknownType => true,
        Miss::NoFrame(_, mismatch) | Miss::Url(mismatch) | Miss::Tag(mismatch) => {
            mismatch.is_near()
        }
        Miss::NoFrames | Miss::NoValue | Miss::NoUrl | Miss::NoTag => false,
    }
}
