//! Whether what a fence expects holds.

use super::Serving;
use crate::fence::{Check, Expected, Fence};
use crate::ownership::{Source, validate};
use crate::session::desk::{Answer, Desk, Place};
use crate::session::later::Rest;
use crate::text::Severity;
use crate::text::numbers::files;
use crate::tree::Position;
use serde::Serialize;
use std::cell::OnceCell;

/// Something that a fence says should hold. What stands between backticks is code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Checked {
    /// What should hold, as a clause: "`a.ts` goes to #web".
    pub expected: String,
    /// What is so instead, as a clause; empty where it holds.
    pub found: String,
    /// Whether it holds.
    pub holds: bool,
    /// What the fence says where it does not; empty for nothing.
    pub advice: String,
}

/// What goes through all rules or files: looked at once, however often a fence expects something of it.
#[derive(Default)]
pub(super) struct Seen {
    uncovered: OnceCell<Option<String>>,
    refused: OnceCell<Option<String>>,
    idle: OnceCell<Option<String>>,
    /// By their lines, whether ownership rules decide about some file.
    rules: OnceCell<Vec<Option<bool>>>,
}

impl Seen {
    fn rules(&self, answer: Option<&Answer>) -> &[Option<bool>] {
        self.rules.get_or_init(|| rules_by_line(answer))
    }
}

impl<R: Rest> Serving<R> {
    pub(super) fn checked(
        &self,
        Expected { check, advice }: &Expected,
        fence: &Fence,
        seen: &Seen,
    ) -> Result<Checked, R::Missing> {
        let expected = told(check);
        let answer = self.desk.answer.as_ref();
        let fault = match check {
            Check::Owner { path, owner } => wrong_owner(&self.desk, path, owner.as_deref()),
            Check::Covered => seen.uncovered.get_or_init(|| answer.and_then(uncovered)).clone(),
            Check::Accepted => seen.refused.get_or_init(|| refused(&self.desk)).clone(),
            Check::Decides(line) => match seen.rules(answer).get(*line as usize) {
                Some(Some(true)) => None,
                Some(Some(false)) => Some("it decides about none".to_owned()),
                Some(None) | None => Some("there is no rule on this line".to_owned()),
            },
            Check::EveryRuleDecides => {
                seen.idle.get_or_init(|| many_idle(seen.rules(answer))).clone()
            }
            Check::AtMost(_)
            | Check::AtLeast(_)
            | Check::Assigned(_)
            | Check::Told(..)
            | Check::Releases => self.rest.fault(&self.desk, check, &fence.releases)?,
        };
        Ok(Checked {
            expected,
            holds: fault.is_none(),
            found: fault.unwrap_or_default(),
            advice: advice.clone(),
        })
    }
}

fn told(check: &Check) -> String {
    match check {
        Check::Owner { path, owner: Some(owner) } => format!("`{path}` goes to {owner}"),
        Check::Owner { path, owner: None } => format!("`{path}` reaches nobody"),
        Check::Covered => "every file has an owner".to_owned(),
        Check::Accepted => "Sentry accepts the rules".to_owned(),
        Check::Decides(line) => format!("the rule on line {line} decides about some file"),
        Check::EveryRuleDecides => "every rule decides about some file".to_owned(),
        Check::AtMost(most) => format!("there are at most {most} projects"),
        Check::AtLeast(least) => format!("there are at least {least} projects"),
        Check::Assigned(Some(owner)) => format!("the error goes to {owner}"),
        Check::Assigned(None) => "the error goes to nobody".to_owned(),
        Check::Told(owner, true) => format!("an alert tells {owner}"),
        Check::Told(owner, false) => format!("an alert does not tell {owner}"),
        Check::Releases => "Sentry accepts every release name".to_owned(),
    }
}

fn wrong_owner(desk: &Desk, path: &str, owner: Option<&str>) -> Option<String> {
    let found = desk.explain(path);
    match (found.place, found.owner) {
        (Place::File, found) if found.as_deref() == owner => None,
        (Place::File, Some(found)) => Some(format!("it goes to {found}")),
        (Place::File, None) => Some("it reaches nobody".to_owned()),
        (Place::Folder | Place::Missing, _) => Some("there is no such file".to_owned()),
    }
}

fn refused(desk: &Desk) -> Option<String> {
    let rules = &desk.inputs.rules;
    let validation = validate(rules, &desk.inputs.directory());
    let said = rules.problems.iter().chain(&validation.problems);
    let refusal = said.clone().find(|it| it.severity == Severity::Error);
    let is_refused = !rules.accepted() || validation.answer.is_some();
    is_refused.then(|| match refusal {
        Some(problem) => format!("it refuses them. {}", problem.message),
        None => "it refuses them".to_owned(),
    })
}

fn uncovered(answer: &Answer) -> Option<String> {
    let mut positions = answer.tree.positions(answer.tree.find_folder("")?);
    let nobody = |at: &Position| answer.outcome(*at).owner().is_none();
    let first = positions.find(nobody)?;
    let more = positions.filter(nobody).count() as u32;
    let path = answer.tree.paths().get(answer.tree.path_at(first));
    Some(match more {
        0 => format!("`{path}` reaches nobody"),
        more => format!("{} reach nobody, such as `{path}`", files(more + 1)),
    })
}

/// Whether ownership rules decide about some file, by their lines; none where no rule is.
fn rules_by_line(answer: Option<&Answer>) -> Vec<Option<bool>> {
    let mut by_line = Vec::new();
    let Some(answer) = answer else { return by_line };
    for (rule, count) in answer.routing.compiled().rules().iter().zip(answer.routing.rule_counts())
    {
        if rule.source == Source::Rules {
            let line = rule.line as usize;
            by_line.resize(by_line.len().max(line + 1), None);
            by_line[line] = Some(count.wins > 0);
        }
    }
    by_line
}

fn many_idle(rules: &[Option<bool>]) -> Option<String> {
    let idle = rules.iter().enumerate().filter(|(_, decides)| **decides == Some(false));
    let lines: Vec<String> = idle.map(|(line, _)| line.to_string()).collect();
    match &lines[..] {
        [] => None,
        [one] => Some(format!("that on line {one} decides about none")),
        many => Some(format!("those on lines {} decide about none", many.join(", "))),
    }
}
