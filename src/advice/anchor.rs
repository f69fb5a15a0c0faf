//! Patterns that only look tied to one folder.

use super::facts::{Facts, Item};
use super::probe::Probe;
use crate::ownership::{Matcher, MatcherKind};
use crate::routing::{Routing, RuleId};
use crate::text::numbers::files;
use crate::text::{Edit, Problem};
use crate::tree::PathId;
use std::collections::HashMap;

/// A pattern beside the one that its author may have had in mind.
struct Case {
    item: Item,
    looks: Looks,
    meant: String,
    probe: RuleId,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Looks {
    /// `*src/*` or `docs/` in CODEOWNERS: like a folder at the root.
    Anchored,
    /// `*/src/*`: like `src` anywhere, but the root's is left out.
    Everywhere,
    /// `src/pay*`: like a folder, but its neighbours with longer names too.
    Closed,
}

pub(super) fn check(facts: &Facts<'_>, out: &mut Vec<Problem>) {
    let mut probe = Probe::default();
    let mut cases = Vec::new();
    for item in facts.items.iter().filter(|item| facts.count(item.rule).matches > 0) {
        let Matcher { kind, pattern } = &facts.rule(item.rule).matcher;
        let meant = match kind {
            MatcherKind::Path => path(pattern),
            MatcherKind::Codeowners => codeowners(pattern),
            _ => None,
        };
        if let Some((looks, meant)) = meant {
            let everywhere = || format!("**/{meant}");
            let probed = if looks == Looks::Everywhere { everywhere() } else { meant.clone() };
            let probe = probe.add(facts, item.rule, probed.as_str());
            cases.push(Case { item: *item, looks, meant, probe });
        }
    }
    let Some(probed) = probe.run(facts.tree, facts.routing.options().clone()) else { return };
    let counts = probed.rule_counts();
    let others = only_here(facts, &cases, &probed);
    for case in &cases {
        let meant = counts[case.probe as usize].matches;
        let matches = facts.count(case.item.rule).matches;
        if meant == 0 {
            continue;
        }
        let other = others.get(&case.probe);
        out.extend(match (case.looks, other) {
            // Here the probe is the pattern with the root, too.
            (Looks::Everywhere, _) if meant > matches => {
                Some(misses_root(facts, case, meant - matches, matches))
            }
            (Looks::Everywhere, _) => None,
            (_, Some(&other)) if matches > meant => {
                Some(loose(facts, case, meant, matches - meant, other))
            }
            _ => None,
        });
    }
}

fn path(pattern: &str) -> Option<(Looks, String)> {
    let wild = ['*', '?', '[', '{'];
    if let Some(rest) = pattern.strip_prefix("*/") {
        let named = rest.split('/').next().is_some_and(|name| !name.contains(wild));
        return (named && rest.contains('/')).then(|| (Looks::Everywhere, rest.to_owned()));
    }
    let bare = pattern.trim_start_matches('*');
    let first = bare.split('/').next()?;
    if bare.len() < pattern.len() && bare.contains('/') && !first.is_empty() {
        return (!first.contains(wild)).then(|| (Looks::Anchored, bare.to_owned()));
    }
    let body = pattern.strip_suffix('*')?;
    let literal = !body.contains(wild) && !body.is_empty() && !body.ends_with(['/', '\\']);
    literal.then(|| (Looks::Closed, format!("{body}/*")))
}

fn codeowners(pattern: &str) -> Option<(Looks, String)> {
    let folder = pattern.strip_suffix('/').unwrap_or(pattern);
    let floats = !folder.is_empty() && !folder.contains(['/', '*', '?', '\\']);
    floats.then(|| (Looks::Anchored, format!("/{pattern}")))
}

/// Per probe, the first file that the rule matches and the probe does not.
fn only_here(facts: &Facts<'_>, cases: &[Case], probed: &Routing) -> HashMap<RuleId, PathId> {
    let mut found = HashMap::new();
    let mut seen = std::collections::HashSet::new();
    let sets = facts.routing.set_at().iter().zip(probed.set_at());
    let by_rule: HashMap<RuleId, RuleId> =
        cases.iter().map(|case| (case.item.rule, case.probe)).collect();
    for (&path, (&set, &other)) in facts.tree.order().iter().zip(sets) {
        if !seen.insert((set, other)) {
            continue;
        }
        for rule in facts.routing.rules_of(set) {
            let Some(&probe) = by_rule.get(rule) else { continue };
            if probed.rules_of(other).binary_search(&probe).is_err() {
                found.entry(probe).or_insert(path);
            }
        }
    }
    found
}

fn loose(facts: &Facts<'_>, case: &Case, meant: u32, others: u32, other: PathId) -> Problem {
    let sample = facts.tree.paths().get(other);
    let why = match (case.looks, facts.source) {
        (Looks::Closed, _) => "The star also stands for the rest of a longer name.",
        (_, crate::ownership::Source::Rules) => {
            "A star in front frees the pattern from the start of the path."
        }
        _ => "Without a slash in front, a name counts at any depth.",
    };
    let Case { item, meant: pattern, .. } = case;
    let problem = Problem::info(
        facts.code("rules/not-anchored", "codeowners/not-anchored"),
        format!(
            "{why} Besides the {} of `{pattern}` it matches {} elsewhere, such as `{sample}`.",
            files(meant),
            others
        ),
    )
    .at(item.pattern)
    .hint(format!("Write `{pattern}` if only that one is meant."));
    let effect = format!("so that it no longer matches {}", files(others));
    mend(facts, item, pattern, &effect, problem)
}

fn misses_root(facts: &Facts<'_>, case: &Case, missed: u32, matches: u32) -> Problem {
    let Case { item, meant: rest, .. } = case;
    let everywhere = format!("**/{rest}");
    let problem = Problem::info(
        "rules/misses-root",
        format!("`*/` wants a slash in front, so of the files of `{rest}` it misses the {missed} at the root; it matches {matches} further down."),
    )
    .at(item.pattern)
    .hint(format!("Write `{everywhere}` for both."));
    let effect = format!("so that it also matches {}", files(missed));
    mend(facts, item, &everywhere, &effect, problem)
}

fn mend(facts: &Facts<'_>, item: &Item, pattern: &str, effect: &str, problem: Problem) -> Problem {
    match facts.write_pattern(item, pattern) {
        Some(text) => {
            let title = format!("Write `{pattern}`, {effect}");
            problem.fix(title, vec![Edit { span: item.pattern, text }])
        }
        None => problem,
    }
}
