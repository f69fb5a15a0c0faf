//! Broad rules below narrower ones: a catch-all, or shared code.

use super::facts::{Facts, Item};
use crate::ownership::{MatcherKind, Owner, Source};
use crate::routing::RuleId;
use crate::text::Problem;
use crate::text::numbers::{files, plural};
use crate::text::order::Sort as _;
use std::collections::BTreeMap;

pub(super) fn check(facts: &Facts<'_>, out: &mut Vec<Problem>) {
    let lost = losses(facts);
    for item in &facts.items {
        if facts.catches_all[item.rule as usize] {
            out.extend(catch_all(facts, item));
            out.extend(overrides_codeowners(facts, item));
        } else if let Some(lost) = lost.get(&item.rule) {
            out.extend(takes_over(facts, item, lost));
        }
    }
}

/// Whether `rule` is a catch-all below others of the text that is looked at.
pub(super) fn is_reported(facts: &Facts<'_>, rule: RuleId) -> bool {
    facts.catches_all[rule as usize]
        && (facts.rule(rule).source == facts.source && facts.count(rule).wins > 0
            || facts.rule(rule).source > facts.source)
}

fn catch_all(facts: &Facts<'_>, item: &Item) -> Option<Problem> {
    // A URL can win where an event has no frames at all.
    let on_paths = |rule| {
        [MatcherKind::Path, MatcherKind::Codeowners].contains(&facts.rule(rule).matcher.kind)
    };
    let narrower = |rule: RuleId| !facts.catches_all[rule as usize] && on_paths(rule);
    let above: Vec<&Item> =
        facts.items.iter().filter(|other| other.rule < item.rule && narrower(other.rule)).collect();
    let first = above.first()?;
    facts.owner(item.rule)?;
    let taken = facts
        .sets()
        .filter(|&(set, _)| facts.routing.outcome_of(set).rule() == Some(item.rule))
        .filter(|&(set, _)| {
            let rules = facts.routing.rules_of(set);
            above.iter().any(|above| rules.binary_search(&above.rule).is_ok())
        })
        .map(|(_, files)| files)
        .sum::<u32>();
    let (count, verb) = match above.len() {
        1 => ("the rule above it never wins".to_owned(), "It matches"),
        count => (format!("none of the {count} rules above it ever wins"), "They match"),
    };
    let code = facts.code("rules/catch-all-below", "codeowners/catch-all-below");
    let problem = Problem::warning(
        code,
        format!("This matches every file, and the last rule that matches wins: {count}. {verb} {} that this one takes.", files(taken)),
    )
    .at(item.pattern)
    .hint("Move it to the top: then it takes only what no other rule matches.");
    let between = facts.items.iter().filter(|other| (first.rule..item.rule).contains(&other.rule));
    if between.clone().any(|other| facts.catches_all[other.rule as usize]) {
        // Moved above that one, it would win nothing at all.
        return Some(problem);
    }
    let title = match taken {
        0 => "Move it to the top".to_owned(),
        taken => format!("Move it to the top, so that the other rules get {}", files(taken)),
    };
    Some(problem.fix(title, facts.lines.move_above(item.span, first.span)))
}

fn overrides_codeowners(facts: &Facts<'_>, item: &Item) -> Option<Problem> {
    if facts.source == Source::Codeowners {
        return None;
    }
    facts.owner(item.rule)?;
    let rules = facts.routing.compiled().rules();
    let imported = rules.iter().filter(|rule| rule.source == Source::Codeowners).count();
    (imported > 0).then(|| {
        Problem::warning(
            "rules/overrides-codeowners",
            format!("This matches every file, and ownership rules outrank CODEOWNERS: none of the {} imported ever wins.", plural(imported as u32, "rule", "rules")),
        )
        .at(item.pattern)
        .hint("Write the catch-all as the first line of the CODEOWNERS file, or give up one of the two.")
    })
}

/// Per winning rule: by rule that would win without it, how many files.
type Losses = BTreeMap<RuleId, BTreeMap<RuleId, u32>>;

fn losses(facts: &Facts<'_>) -> Losses {
    let mut losses = Losses::new();
    for (set, count) in facts.sets() {
        let routing = facts.routing;
        let Some(winner) = routing.outcome_of(set).rule() else { continue };
        let rank = |rule: &RuleId| routing.compiled().rank(*rule);
        let below = routing.rules_of(set).iter().copied().filter(|&rule| {
            rule != winner && rank(&rule) < rank(&winner) && facts.owner(rule).is_some()
        });
        if let Some(next) = below.max_by_key(rank) {
            *losses.entry(winner).or_default().entry(next).or_default() += count;
        }
    }
    losses
}

fn takes_over(facts: &Facts<'_>, item: &Item, lost: &BTreeMap<RuleId, u32>) -> Option<Problem> {
    let owner = facts.owner(item.rule)?;
    let broad = facts.count(item.rule).matches;
    let mut losers: BTreeMap<&Owner, u32> = BTreeMap::new();
    let mut narrower = Vec::new();
    for (&rule, &count) in lost {
        let same_text = facts.rule(rule).source == facts.source;
        let loser = facts.owner(rule).filter(|&loser| loser != owner);
        if let Some(loser) = loser.filter(|_| same_text && facts.count(rule).matches < broad) {
            *losers.entry(loser).or_default() += count;
            narrower.push(rule);
        }
    }
    if losers.len() < 2 {
        return None;
    }
    let total: u32 = losers.values().sum();
    let mut parts: Vec<_> = losers.into_iter().collect();
    parts.sort_once_by_key(|&(_, files)| std::cmp::Reverse(files));
    let named: Vec<_> = parts.iter().take(3).map(|(owner, n)| format!("`{owner}` {n}")).collect();
    let more = if parts.len() > 3 { ", …" } else { "" };
    let problem = Problem::warning(
        facts.code("rules/takes-over", "codeowners/takes-over"),
        format!(
            "Takes {} of the {} it matches from narrower rules above, which give them to {} other owners: {}{more}.",
            total, files(broad), parts.len(), named.join(", ")
        ),
    )
    .at(item.pattern)
    .hint("Whoever owns shared code gets errors that start in other teams' code. Move this above the narrower rules if those should win.");
    let first = *narrower.first()?;
    let all_narrower = facts
        .items
        .iter()
        .filter(|other| (first..item.rule).contains(&other.rule))
        .all(|other| facts.count(other.rule).matches < broad);
    Some(if all_narrower {
        let line = facts.line_of(first);
        problem.fix(
            format!("Move it above {line}, so that the narrower rules get {}", files(total)),
            facts.lines.move_above(item.span, facts.rule(first).span),
        )
    } else {
        problem
    })
}
