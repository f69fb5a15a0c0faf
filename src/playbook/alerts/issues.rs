//! Issues that the plan's alerts would tell of, made of errors with their counts.

use super::Issue;
use crate::ownership::Directory;
use crate::routing::{Category, Decision, EventRules, Exclusions, Settings, decide};
use crate::trace::batch::{Basis, Counted};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// How many times a rule is asked about an issue at most: those that come most often go first.
const ASKED: usize = 1_000_000;

/// What makes two errors one issue here: Sentry groups by the stack trace, which few exports hold
/// whole, so the title and the paths and functions of frames stand for it.
type Group<'e> = (Option<&'e str>, &'e str, Vec<[Option<&'e str>; 2]>);

/// Errors as issues, with who owns each, the most frequent first; and how many there are in all,
/// since of very many those that come most often are looked at. `project_of` says which project an
/// error is in, by its place in the plan.
pub fn issues<'e>(
    counted: &'e [Counted],
    rules: &EventRules,
    directory: &Directory,
    exclusions: Exclusions,
    mut project_of: impl FnMut(&'e Counted) -> Option<usize>,
) -> (Vec<Issue>, usize) {
    let mut groups: BTreeMap<Group, (&Counted, u64, Vec<usize>)> = BTreeMap::new();
    for (at, counted) in counted.iter().enumerate() {
        let group = groups.entry(group_of(counted)).or_insert((counted, 0, Vec::new()));
        group.1 = group.1.saturating_add(counted.count);
        group.2.push(at);
    }
    let mut groups: Vec<(&Counted, u64, Vec<usize>)> = groups.into_values().collect();
    groups.sort_by_key(|&(_, errors, _)| Reverse(errors));
    let all = groups.len();
    let most = (ASKED / rules.rules().len().max(1)).max(1);
    let mut issues = Vec::new();
    let mut asker = rules.asker();
    let mut decisions: BTreeMap<(usize, bool), Decision> = BTreeMap::new();
    for (counted, errors, of) in groups.into_iter().take(most) {
        let matching = asker.matching(&counted.event);
        let category = Category::from(&counted.event.kind);
        let is_error = category == Category::Error;
        let decision = decisions.entry((matching, is_error)).or_insert_with(|| {
            // The plan leaves automatic assignment at issue owners.
            let settings = Settings { exclusions, category, ..Settings::default() };
            decide(rules.rules(), asker.rules(matching), directory, &settings)
        });
        issues.push(Issue {
            decision: decision.clone(),
            is_known: counted.basis != Basis::Nothing,
            project: project_of(counted),
            errors,
            of,
        });
    }
    (issues, all)
}

fn group_of(counted: &Counted) -> Group<'_> {
    let frames = counted.event.frames.iter();
    let frames = frames.map(|frame| [frame.filename.as_deref(), frame.function.as_deref()]);
    (counted.project.as_deref(), counted.title.as_str(), frames.collect())
}
