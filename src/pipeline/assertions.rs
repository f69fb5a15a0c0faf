//! What should hold, kept in a file: a line each, in the words of a fence's `expect:`.
//!
//! Blank lines and lines that begin with `#` say nothing. A path that ends in a slash stands for every file in that folder.

use super::File;
use super::codes::{ASSERTION, ASSERTION_UNREADABLE};
use super::config::Config;
use super::finding::Finding;
use super::report::Asserted;
use super::state::State;
use crate::fence::{Check, Expected};
use crate::ownership::Source;
use crate::text::Severity;
use crate::text::numbers::{files, plural};
use crate::tree::PathId;
use std::cell::OnceCell;
use std::collections::BTreeSet;

/// Checks each line. Linear in the file, beside the folders that are named.
pub(super) fn check(file: &File, state: &State, config: &Config) -> (Vec<Asserted>, Vec<Finding>) {
    let fatal = config.reports(ASSERTION, Severity::Error) && config.fail_on().is_some();
    let (mut asserted, mut findings) = (Vec::new(), Vec::new());
    let all = All::new(state);
    for (line, text) in (1..).zip(file.text.trim_start_matches('\u{feff}').lines()) {
        let words = text.trim();
        if words.is_empty() || words.starts_with('#') {
            continue;
        }
        let finding = |code, message: String| {
            Finding::new(code, Severity::Error, message).in_file(&file.path).on_line(line, text)
        };
        let said = Expected::read(words);
        let Some(Expected { check, advice }) = said else {
            let message = format!("`{words}` is not a check that this tool knows.");
            let hint = "Write a file, an arrow and a team: `src/pay/api.ts -> #payments`.";
            findings.push(finding(ASSERTION_UNREADABLE, message).hint(hint));
            continue;
        };
        let folder = words.split("->").next().is_some_and(|path| path.trim().ends_with('/'));
        let found = match fault(&all, &check, folder) {
            Ok(found) => found,
            Err(why) => {
                findings.push(finding(ASSERTION_UNREADABLE, format!("`{words}`: {why}.")));
                continue;
            }
        };
        if let Some(found) = &found {
            let mut finding = finding(ASSERTION, format!("`{check}` does not hold: {found}."));
            finding.hint = Some(advice).filter(|advice| !advice.is_empty());
            findings.push(finding);
        }
        let (words, file) = (check.to_string(), file.path.clone());
        asserted.push(Asserted { words, file, line, found, fatal });
    }
    (asserted, findings)
}

/// What is so instead, as a clause.
fn fault(all: &All<'_>, check: &Check, folder: bool) -> Result<Option<String>, &'static str> {
    let state = all.state;
    Ok(match check {
        Check::Owner { path, owner } if folder => in_folder(state, path, owner.as_deref()),
        Check::Owner { path, owner } => match state.texts.tree.find_file(path) {
            None if state.texts.tree.find_folder(path.trim_end_matches('/')).is_some() => {
                Some(format!("it is a folder; write `{path}/` to mean every file in it"))
            }
            None => Some("there is no such file".to_owned()),
            Some(file) => other_owner(state, file, owner.as_deref()),
        },
        Check::Covered => all.uncovered.get_or_init(|| uncovered(state)).clone(),
        Check::Accepted => all.refused.get_or_init(|| refused(state)).clone(),
        Check::Decides(line) => match (all.known.contains(line), all.idle.contains(line)) {
            (false, _) => Some("there is no rule on this line".to_owned()),
            (true, true) => Some("it decides about no file".to_owned()),
            (true, false) => None,
        },
        Check::EveryRuleDecides => all.idle.first().map(|first| {
            format!(
                "{} no file, the first on line {first}",
                plural(all.idle.len() as u32, "rule decides about", "rules decide about")
            )
        }),
        Check::AtMost(_) | Check::AtLeast(_) => return Err("only `plan` could tell"),
        Check::Assigned(_) | Check::Told(..) => {
            return Err("only an error could tell: see `simulate`");
        }
        Check::Releases => return Err("there are no release names here"),
    })
}

fn other_owner(state: &State, file: PathId, owner: Option<&str>) -> Option<String> {
    let found = state.owner(file).map(|it| state.owner_name(it));
    (found.as_deref() != owner).then(|| match found {
        Some(found) => format!("it goes to {found}"),
        None => "it reaches nobody".to_owned(),
    })
}

fn in_folder(state: &State, path: &str, owner: Option<&str>) -> Option<String> {
    let Some(folder) = state.texts.tree.find_folder(path.trim_end_matches('/')) else {
        return Some("there is no such folder".to_owned());
    };
    let all = state.texts.tree.positions(folder).map(|at| state.texts.tree.path_at(at));
    let mut wrong = all.filter_map(|file| Some((file, other_owner(state, file, owner)?)));
    let (first, why) = wrong.next()?;
    let path = state.texts.tree.paths().get(first);
    Some(match wrong.count() {
        0 => format!("of `{path}`, {why}"),
        more => format!("{} do not, such as `{path}`: {why}", files(1 + more as u32)),
    })
}

/// What is so of all rules and files: any number of lines may ask for it.
struct All<'s> {
    state: &'s State,
    /// The lines of ownership rules.
    known: BTreeSet<u32>,
    /// Those of them that decide about no file.
    idle: BTreeSet<u32>,
    /// Why not every file has an owner.
    uncovered: OnceCell<Option<String>>,
    /// Why Sentry refuses the rules.
    refused: OnceCell<Option<String>>,
}

impl<'s> All<'s> {
    fn new(state: &'s State) -> Self {
        let counted = state.routing.compiled().rules().iter().zip(state.routing.rule_counts());
        let own: Vec<_> = counted.filter(|(rule, _)| rule.source == Source::Rules).collect();
        let idle = own.iter().filter(|(_, count)| count.wins == 0);
        Self {
            state,
            known: own.iter().map(|(rule, _)| rule.line).collect(),
            idle: idle.map(|(rule, _)| rule.line).collect(),
            uncovered: OnceCell::new(),
            refused: OnceCell::new(),
        }
    }
}

fn uncovered(state: &State) -> Option<String> {
    let nobody = |file: &&PathId| state.owner(**file).is_none();
    let mut all = state.texts.tree.order().iter().filter(nobody);
    all.next().map(|first| {
        format!(
            "{} reach nobody, such as `{}`",
            files(1 + all.count() as u32),
            state.texts.tree.paths().get(*first)
        )
    })
}

fn refused(state: &State) -> Option<String> {
    state.refusal().map(|why| format!("it refuses them. {}", why.trim_end_matches('.')))
}
