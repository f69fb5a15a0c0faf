//! Several errors of one text, one by one: what the command line answers about a log.

use super::codeowners::all_rules;
use super::{Notified, Problem, SimulateRequest};
use crate::ownership::Directory;
use crate::routing::{self, EventRules};
use crate::text::LineIndex;
use crate::trace::Options;
use crate::trace::batch::{self, Basis};
use serde::Serialize;

/// How many errors are looked at: each asks all rules about all its frames.
const MOST: usize = 200;

/// What becomes of the errors of a text.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Each {
    /// In the order of the text.
    pub errors: Vec<One>,
    /// How many more there are.
    pub left_out: usize,
    /// What could not be read, and what the text does not tell.
    pub problems: Vec<Problem>,
}

/// What becomes of one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct One {
    /// Type and message.
    pub title: String,
    /// The line on which it begins, from 1.
    pub line: u32,
    /// How often it came, as far as the text says.
    pub count: u64,
    /// Who gets the issue.
    pub assignee: Option<String>,
    /// Who gets an alert to issue owners.
    pub notified: Notified,
    /// What that goes by: the `event`, `columns` of a table that tell of frames, the `culprit` alone, or `nothing`
    /// that a rule on paths could look at.
    pub basis: &'static str,
}

/// Access
impl One {
    /// Whether anything is known of where it came from.
    pub fn is_known(&self) -> bool {
        self.assignee.is_some() || self.basis != "nothing"
    }
}

/// Routes every stack trace, event or row of a table.
pub(crate) fn simulate_each(text: &str, request: &SimulateRequest, directory: &Directory) -> Each {
    let batch = batch::read(text, &Options::default());
    let given = request.rules.as_deref().unwrap_or_default();
    let (rules, _) = all_rules(given, request.codeowners.as_ref(), directory);
    let rules = EventRules::new(rules);
    let lines = LineIndex::new(text);
    let problems = Problem::all(&batch.problems, text);
    let left_out = batch.events.len().saturating_sub(MOST);
    let errors = batch.events.into_iter().take(MOST).map(|counted| {
        let settings = request.settings(&counted.event);
        let answer = routing::Simulation::new(counted.event, &rules, directory, settings);
        let decision = &answer.decision;
        let owners = decision.notified.iter().map(|it| it.owner.to_string()).collect();
        One {
            title: counted.title,
            line: lines.line(counted.span.start),
            count: counted.count,
            assignee: decision.assignee.as_ref().map(|it| it.owner.to_string()),
            notified: Notified { owners, fallthrough: decision.fallthrough },
            basis: match counted.basis {
                Basis::Nothing => "nothing",
                Basis::Culprit => "culprit",
                Basis::Columns => "columns",
                Basis::Event => "event",
            },
        }
    });
    Each { errors: errors.collect(), left_out, problems }
}
