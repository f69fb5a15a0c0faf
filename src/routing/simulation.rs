//! What becomes of one event: the rules that match, who wins, who is told, and why.
//!
//! ```
//! use sentry_general::ownership::{Directory, parse};
//! use sentry_general::routing::{EventRules, Settings, Simulation};
//! use sentry_general::trace::Event;
//! use serde_json::json;
//!
//! let event = Event::read(&json!({"exception": {"values": [{"stacktrace": {"frames": [
//!     {"filename": "src/pay/card.py"}
//! ]}}]}})).event;
//! let rules = EventRules::new(parse("src/* #web\nsrc/pay/* #pay").rules);
//! let simulation = Simulation::new(event, &rules, &Directory::default(), Settings::default());
//! assert_eq!(simulation.winner(), Some(1));
//! let steps = simulation.steps();
//! assert!(steps.iter().any(|step| step.starts_with("Line 2") && step.contains("wins")), "{steps:?}");
//! ```

mod steps;

use super::{Decision, EventRules, Evidence, Miss, RuleId, Settings, decide};
use crate::ownership::{Directory, Rule};
use crate::text::Problem;
use crate::text::order::Sort as _;
use crate::trace::Event;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// An event with all that became of it.
#[derive(Clone, Debug)]
pub struct Simulation<'r> {
    /// The event.
    pub event: Event,
    /// What the decision depends on besides the rules.
    pub settings: Settings,
    /// The matching rules and by what they match, the winner first, then by rank.
    pub matching: Vec<(RuleId, Evidence)>,
    /// Who is suggested, assigned and notified.
    pub decision: Decision,
    rules: &'r EventRules,
}

/// What became of a matching rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It decides.
    Won,
    /// Its owners are suggested after the winner's.
    Suggested,
    /// Others outrank it.
    Overridden,
    /// None of its owners can own issues, and no rule above it decides.
    PassedOver,
}

/// Instantiation
impl<'r> Simulation<'r> {
    /// Asks every rule about every value of the event that it looks at.
    #[must_use]
    pub fn new(
        event: Event,
        rules: &'r EventRules,
        directory: &Directory,
        settings: Settings,
    ) -> Self {
        let mut matching = rules.matching(&event);
        let ids: Vec<RuleId> = matching.iter().map(|(rule, _)| *rule).collect();
        let decision = decide(rules.rules(), &ids, directory, &settings);
        let winner = winner(&decision);
        matching.sort_once_by_key(|(rule, _)| {
            (Some(*rule) != winner, Reverse((rules.rules()[*rule as usize].source, *rule)))
        });
        Self { event, rules, settings, matching, decision }
    }
}

/// Access
impl Simulation<'_> {
    /// A rule.
    #[must_use]
    pub fn rule(&self, rule: RuleId) -> &Rule {
        &self.rules.rules()[rule as usize]
    }

    /// The rule that decides: the first whose owners are suggested, or one that
    /// excludes the event.
    #[must_use]
    pub fn winner(&self) -> Option<RuleId> {
        winner(&self.decision)
    }

    /// Whether a matching rule is passed over, since nobody whom it names can own issues: it comes
    /// before the winner, or no rule wins.
    #[must_use]
    pub fn is_passed_over(&self, rule: RuleId) -> bool {
        let rank = |rule: RuleId| (self.rule(rule).source, rule);
        self.winner().is_none_or(|winner| rank(rule) > rank(winner))
    }

    /// All suggested owners, everybody once.
    #[must_use]
    pub fn suggested(&self) -> Vec<String> {
        let owners = self.decision.suggestions.iter().flat_map(|known| &known.owners);
        let mut seen = BTreeSet::new();
        owners.map(ToString::to_string).filter(|owner| seen.insert(owner.clone())).collect()
    }
}

/// Explaining
impl Simulation<'_> {
    /// What became of a rule that matches.
    #[must_use]
    pub fn standing(&self, rule: RuleId) -> Standing {
        if Some(rule) == self.winner() {
            Standing::Won
        } else if self.decision.suggestions.iter().any(|known| known.rule == rule) {
            Standing::Suggested
        } else if self.is_passed_over(rule) {
            Standing::PassedOver
        } else {
            Standing::Overridden
        }
    }

    /// Why, one sentence a step, for a person.
    #[must_use]
    pub fn steps(&self) -> Vec<String> {
        steps::steps(self)
    }

    /// Why a rule does not match, as the end of a sentence.
    #[must_use]
    pub fn miss(&self, miss: &Miss) -> String {
        steps::miss(&self.event, miss)
    }

    /// The rules that do not match, the nearest first, then by rank. Of very
    /// many rules, only those of the highest rank are asked; of those on frames that are plainly others,
    /// only some are told.
    #[must_use]
    pub fn misses(&self) -> Vec<(RuleId, Miss)> {
        /// Explaining a miss costs more than finding it.
        const ASKED: usize = 300;
        let matching: BTreeSet<RuleId> = self.matching.iter().map(|(rule, _)| *rule).collect();
        let mut rules: Vec<RuleId> = (0..self.rules.rules().len() as RuleId).collect();
        rules.sort_once_by_key(|&rule| Reverse((self.rule(rule).source, rule)));
        let missed = rules.into_iter().take(ASKED).filter(|rule| !matching.contains(rule));
        let mut misses = self.rules.misses(&self.event, missed);
        misses.sort_once_by_key(|(_, miss)| !miss.is_near());
        misses
    }

    /// What is odd about the answer.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        let mut found = Vec::new();
        if self.decision.disputed.is_some() {
            let text = "A CODEOWNERS line without owners matches this event. How Sentry weighs \
                        such a line is not verified: it may end the search, as shown here, or be \
                        passed over, so that earlier lines count.";
            found.push(Problem::warning("event/exclusion-unverified", text));
        }
        if let [last, assignee, ..] = &self.decision.notified[..] {
            let (last, assignee) = (&last.owner, &assignee.owner);
            let text = format!(
                "The issue goes to {assignee}, and an alert to issue owners goes to {last} first: \
                 alerts take the last owner that Sentry lists."
            );
            found.push(Problem::info("event/alert-goes-elsewhere", text));
        }
        found
    }
}

fn winner(decision: &Decision) -> Option<RuleId> {
    decision.suggestions.first().map(|first| first.rule).or(decision.excluded_by)
}

impl Miss {
    /// Its stable name, such as `not-in-app`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        steps::reason(self)
    }

    /// Whether it is worth a sentence.
    #[must_use]
    pub fn is_near(&self) -> bool {
        match self {
            Self::NotInApp(_) | Self::Invalid(_) | Self::UnknownType => true,
            Self::NoFrame(_, mismatch) | Self::Url(mismatch) | Self::Tag(_, mismatch) => {
                mismatch.is_near()
            }
            Self::NoFrames | Self::NoValue | Self::NoUrl | Self::NoTag => false,
        }
    }
}
