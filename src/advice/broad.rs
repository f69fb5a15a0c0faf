//! Broad rules below narrower ones: a catch-all, or shared code.

use super::facts::{Facts, Item};
use crate::ownership::{MatcherKind, Owner, Source};
use crate::routing::RuleId;
use crate::text::Problem;
use crate::text::numbers::{count, files};
use crate::text::order::Sort as _;
use std::collections::BTreeMap;

pub(super) fn check(facts: &Facts<'_>, out: &mut Vec<Problem>) {
    let (lost, narrower) = (losses(facts), Narrower::of(facts));
    let imported = imported(facts);
    for (item, as_broad) in facts.items.iter().zip(last_as_broad(facts)) {
        if facts.catches_all[item.rule as usize] {
            out.extend(catch_all(facts, item, &narrower));
            out.extend(overrides_codeowners(facts, item, imported));
        } else if let Some(lost) = lost.get(&item.rule) {
            out.extend(takes_over(facts, item, lost, as_broad));
        }
    }
}

/// Whether `rule` is a catch-all below others of the text that is looked at.
pub(super) fn is_reported(facts: &Facts<'_>, rule: RuleId) -> bool {
    facts.catches_all[rule as usize]
        && (facts.rule(rule).source == facts.source && facts.count(rule).wins > 0
            || facts.rule(rule).source > facts.source)
}

/// What lies above rules that catch all: looked up once, since there may be as many of these as there are rules.
struct Narrower<'f> {
    /// Rules that match some paths and not all.
    items: Vec<&'f Item>,
    /// Rules that match all.
    catch_all: Vec<RuleId>,
    /// Per rule that catches all, how many files it takes from narrower ones above it.
    taken: BTreeMap<RuleId, u32>,
}

impl<'f> Narrower<'f> {
    fn of(facts: &'f Facts<'_>) -> Self {
        // A URL can win where an event has no frames at all.
        let on_paths = |rule| {
            [MatcherKind::Path, MatcherKind::Codeowners].contains(&facts.rule(rule).matcher.kind)
        };
        let (catch_all, others): (Vec<&Item>, Vec<&Item>) =
            facts.items.iter().partition(|item| facts.catches_all[item.rule as usize]);
        let items: Vec<&Item> = others.into_iter().filter(|item| on_paths(item.rule)).collect();
        let mut taken = BTreeMap::new();
        for (set, files) in facts.sets() {
            let Some(winner) = facts.routing.outcome_of(set).rule() else { continue };
            let is_above = |rule: &RuleId| {
                *rule < winner && items.binary_search_by_key(rule, |item| item.rule).is_ok()
            };
            if facts.catches_all[winner as usize]
                && facts.routing.rules_of(set).iter().any(is_above)
            {
                *taken.entry(winner).or_default() += files;
            }
        }
        Self { items, catch_all: catch_all.into_iter().map(|item| item.rule).collect(), taken }
    }

    fn above(&self, rule: RuleId) -> &[&'f Item] {
        &self.items[..self.items.partition_point(|item| item.rule < rule)]
    }

    /// Whether a rule between two others catches all, the first of them included.
    fn has_catch_all(&self, from: RuleId, to: RuleId) -> bool {
        let next = self.catch_all.partition_point(|&rule| rule < from);
        self.catch_all.get(next).is_some_and(|&rule| rule < to)
    }
}

/// Per rule, the last one above it that matches as many files as it does.
fn last_as_broad(facts: &Facts<'_>) -> Vec<Option<RuleId>> {
    // Of those above, what is followed by a broader one is hidden by it.
    let mut open: Vec<(RuleId, u32)> = Vec::new();
    let last = facts.items.iter().map(|item| {
        let broad = facts.count(item.rule).matches;
        while open.pop_if(|(_, matches)| *matches < broad).is_some() {}
        let last = open.last().map(|&(rule, _)| rule);
        open.push((item.rule, broad));
        last
    });
    last.collect()
}

fn catch_all(facts: &Facts<'_>, item: &Item, narrower: &Narrower<'_>) -> Option<Problem> {
    let above = narrower.above(item.rule);
    let first = above.first()?;
    facts.owner(item.rule)?;
    let taken = narrower.taken.get(&item.rule).copied().unwrap_or_default();
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
    if narrower.has_catch_all(first.rule, item.rule) {
        // Moved above that one, it would win nothing at all.
        return Some(problem);
    }
    let title = match taken {
        0 => "Move it to the top".to_owned(),
        taken => format!("Move it to the top, so that the other rules get {}", files(taken)),
    };
    Some(problem.fix(title, facts.lines.move_above(item.span, first.span)))
}

/// How many rules of CODEOWNERS those that are looked at outrank; none outrank each other.
fn imported(facts: &Facts<'_>) -> u32 {
    if facts.source == Source::Codeowners {
        return 0;
    }
    let rules = facts.routing.compiled().rules();
    rules.iter().filter(|rule| rule.source == Source::Codeowners).count() as u32
}

fn overrides_codeowners(facts: &Facts<'_>, item: &Item, imported: u32) -> Option<Problem> {
    facts.owner(item.rule)?;
    (imported > 0).then(|| {
        Problem::warning(
            "rules/overrides-codeowners",
            format!(
                "This matches every file, and ownership rules outrank CODEOWNERS: {} ever wins.",
                match imported {
                    1 => "not even the one imported rule".to_owned(),
                    imported => format!("none of the {} imported rules", count(imported)),
                }
            ),
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

/// `as_broad` is the last rule above that matches as many files.
fn takes_over(
    facts: &Facts<'_>,
    item: &Item,
    lost: &BTreeMap<RuleId, u32>,
    as_broad: Option<RuleId>,
) -> Option<Problem> {
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
    let all_narrower = as_broad.is_none_or(|rule| rule < first);
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
