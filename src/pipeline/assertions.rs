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

/// Checks each line. Linear in the file, beside the folders that are named.
pub(super) fn check(file: &File, state: &State, config: &Config) -> (Vec<Asserted>, Vec<Finding>) {
    let fatal = config.reports(ASSERTION, Severity::Error) && config.fail_on().is_some();
    let (mut asserted, mut findings) = (Vec::new(), Vec::new());
    let idle = idle_rules(state);
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
            let message = format!("`{words}` says nothing that could be checked.");
            let hint = "Write a file, an arrow and a team: `src/pay/api.ts -> #payments`.";
            findings.push(finding(ASSERTION_UNREADABLE, message).hint(hint));
            continue;
        };
        let folder = words.split("->").next().is_some_and(|path| path.trim().ends_with('/'));
        let found = match fault(state, &check, folder, &idle) {
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
fn fault(
    state: &State,
    check: &Check,
    folder: bool,
    idle: &Idle,
) -> Result<Option<String>, &'static str> {
    Ok(match check {
        Check::Owner { path, owner } if folder => in_folder(state, path, owner.as_deref()),
        Check::Owner { path, owner } => match state.texts.tree.find_file(path) {
            None if state.texts.tree.find_folder(path.trim_end_matches('/')).is_some() => {
                Some(format!("it is a folder; write `{path}/` to mean every file in it"))
            }
            None => Some("there is no such file".to_owned()),
            Some(file) => other_owner(state, file, owner.as_deref()),
        },
        Check::Covered => {
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
        Check::Accepted => {
            state.refusal().map(|why| format!("it refuses them. {}", why.trim_end_matches('.')))
        }
        Check::Decides(line) => match (idle.known.contains(line), idle.idle.contains(line)) {
            (false, _) => Some("there is no rule on this line".to_owned()),
            (true, true) => Some("it decides about no file".to_owned()),
            (true, false) => None,
        },
        Check::EveryRuleDecides => idle.idle.first().map(|first| {
            format!(
                "{} no file, the first on line {first}",
                plural(idle.idle.len() as u32, "rule decides about", "rules decide about")
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

/// The lines of ownership rules, and of those that decide about no file.
struct Idle {
    known: Vec<u32>,
    idle: Vec<u32>,
}

fn idle_rules(state: &State) -> Idle {
    let counted = state.routing.compiled().rules().iter().zip(state.routing.rule_counts());
    let own: Vec<_> = counted.filter(|(rule, _)| rule.source == Source::Rules).collect();
    Idle {
        known: own.iter().map(|(rule, _)| rule.line).collect(),
        idle: own.iter().filter(|(_, count)| count.wins == 0).map(|(rule, _)| rule.line).collect(),
    }
}
