//! Fixes tried before they are offered.

use crate::text::Fix;
use std::ops::Range;

/// What one line does, as Sentry reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Effect {
    /// The files that it is about.
    pub(super) path: String,
    /// Who gets their errors; nobody if the line has no owners.
    pub(super) owner: Option<String>,
}

/// The fix with what it does to people in its title, or nothing if it does harm: if
/// somebody who owns files by these lines would own them no more, or if a line below others would
/// come to match every file, or to match files that nobody would own by it.
///
/// `lines` are those that the fix changes, `below_others` whether others stand above
/// them; `effects` says what lines do.
pub(super) fn told(
    fix: Fix,
    text: &str,
    lines: Range<usize>,
    below_others: bool,
    effects: impl Fn(&str) -> Vec<Effect>,
) -> Option<Fix> {
    let before = text.get(lines.clone())?;
    let mut after = String::with_capacity(before.len());
    let mut at = lines.start;
    for edit in &fix.edits {
        let range = edit.span.range();
        let (Some(kept), true) = (text.get(at..range.start), range.end <= lines.end) else {
            return Some(fix);
        };
        after.push_str(kept);
        after.push_str(&edit.text);
        at = range.end;
    }
    after.push_str(text.get(at..lines.end)?);
    let (old, new) = (effects(before), effects(&after));
    let owned = |effects: &[Effect]| effects.iter().any(|effect| effect.owner.is_some());
    if owned(&old) && !owned(&new) {
        return None;
    }
    let added: Vec<&Effect> = new.iter().filter(|effect| !old.contains(effect)).collect();
    let everything = |effect: &&Effect| ["*", "**", "/**", "**/*"].contains(&effect.path.as_str());
    // A path without owners takes its files from those of the lines above.
    let takes = |effect: &&Effect| effect.owner.is_none();
    if below_others && (added.iter().any(everything) || added.iter().any(takes)) {
        return None;
    }
    let Some(owner) = added.iter().find_map(|effect| effect.owner.as_ref()) else {
        return Some(fix);
    };
    let paths: Vec<String> = added
        .iter()
        .filter(|effect| effect.owner.as_ref() == Some(owner))
        .take(2)
        .map(|effect| format!("`{}`", effect.path))
        .collect();
    let verb = if paths.len() == 1 { "matches" } else { "match" };
    let title =
        format!("{}, so that `{owner}` gets what {} {verb}", fix.title, paths.join(" and "));
    Some(Fix { title, ..fix })
}
