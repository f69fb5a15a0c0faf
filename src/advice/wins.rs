//! Rules that match files and win none of them.

use super::broad;
use super::facts::{Facts, Item, covers};
use crate::ownership::{Matcher, Source};
use crate::routing::RuleId;
use crate::text::Problem;
use crate::text::numbers::files;
use std::collections::BTreeMap;

/// How many rules a message names.
const NAMED: usize = 3;

/// How many pairs of rules are compared, lest rules that all match everything take
/// the square of their number.
const MOST_STEPS: usize = 5_000_000;

pub(super) fn check(facts: &Facts<'_>, out: &mut Vec<Problem>) {
    let mut silent = Vec::new();
    for item in &facts.items {
        let count = facts.count(item.rule);
        let takers = &facts.takers[item.rule as usize];
        if count.wins > 0 || takers.is_empty() || facts.owner(item.rule).is_none() {
            continue;
        }
        if let [(taker, _)] = takers[..]
            && broad::is_reported(facts, taker)
            && !facts.catches_all[item.rule as usize]
        {
            continue;
        }
        silent.push(*item);
    }
    let fallbacks = fallbacks(facts, &silent);
    let twins = Twins::of(facts);
    for (item, is_fallback) in silent.iter().zip(fallbacks) {
        let count = facts.count(item.rule);
        if is_fallback {
            out.extend(twins.later(facts, item).map(|twin| repeated(facts, item, twin)));
            continue;
        }
        out.push(problem(facts, item, count.matches));
    }
}

/// Rules of which a later one says the same.
struct Twins<'a> {
    /// The last rule with an owner for each matcher.
    last: BTreeMap<&'a Matcher, RuleId>,
    /// The last that matches every file.
    catch_all: Option<RuleId>,
}

impl<'a> Twins<'a> {
    fn of(facts: &'a Facts<'_>) -> Self {
        let owned =
            || facts.items.iter().map(|item| item.rule).filter(|&rule| facts.owner(rule).is_some());
        Self {
            last: owned().map(|rule| (&facts.rule(rule).matcher, rule)).collect(),
            catch_all: owned().rfind(|&rule| facts.catches_all[rule as usize]),
        }
    }

    fn later(&self, facts: &Facts<'_>, item: &Item) -> Option<RuleId> {
        let same = self.last.get(&facts.rule(item.rule).matcher).copied();
        let every = self.catch_all.filter(|_| facts.catches_all[item.rule as usize]);
        same.max(every).filter(|&twin| twin > item.rule)
    }
}

/// A fallback below which another stands.
fn repeated(facts: &Facts<'_>, item: &Item, twin: RuleId) -> Problem {
    let line = facts.line_of(twin);
    let code = facts.code("rules/never-wins", "codeowners/never-wins");
    let message =
        format!("Never wins: {line} matches the same files, and the last rule that matches wins.");
    let same = facts.rule(item.rule).owners == facts.rule(twin).owners;
    if same { Problem::info(code, message) } else { Problem::warning(code, message) }
        .at(item.pattern)
        .hint("Delete this rule, or the other one.")
        .fix("Delete the rule", facts.lines.delete(item.span))
}

/// Per rule that wins nothing, whether it is a fallback: all that takes its files is
/// narrower than it. Such a rule does what it should, and is there for files to come.
///
/// Narrower is what matches only files that the fallback matches, too, and not all of
/// them; of a catch-all, whatever is none itself. Looks once at each set of rules.
fn fallbacks(facts: &Facts<'_>, silent: &[Item]) -> Vec<bool> {
    let takers = |item: &Item| facts.takers[item.rule as usize].iter().map(|&(taker, _)| taker);
    let broad = |item: &Item| facts.catches_all[item.rule as usize];
    let mut is: Vec<bool> = silent
        .iter()
        .map(|item| {
            let narrower = |taker: RuleId| match broad(item) {
                true => !facts.catches_all[taker as usize],
                false => is_narrower(facts, taker, item.rule),
            };
            takers(item).all(narrower)
        })
        .collect();
    // What is left to ask of a set: does it hold a taker and not the fallback?
    let mut by_taker: BTreeMap<RuleId, Vec<usize>> = BTreeMap::new();
    for (at, item) in silent.iter().enumerate() {
        if is[at] && !broad(item) {
            for taker in takers(item) {
                by_taker.entry(taker).or_default().push(at);
            }
        }
    }
    let mut steps = MOST_STEPS;
    if by_taker.is_empty() {
        return is;
    }
    for (set, _) in facts.sets() {
        let rules = facts.routing.rules_of(set);
        for rule in rules {
            let Some(below) = by_taker.get_mut(rule) else { continue };
            steps = steps.saturating_sub(below.len());
            // Unproved is no reason to warn.
            if steps == 0 {
                return is;
            }
            below.retain(|&at| {
                is[at] &= rules.binary_search(&silent[at].rule).is_ok();
                is[at]
            });
        }
    }
    is
}

/// Whether one rule matches less than another in this tree, or provably in any.
fn is_narrower(facts: &Facts<'_>, narrow: RuleId, wide: RuleId) -> bool {
    let (few, many) = (facts.count(narrow).matches, facts.count(wide).matches);
    let (inner, outer) = (facts.rule(narrow), facts.rule(wide));
    let of_one = facts.takers[wide as usize].len() == 1;
    few < many || (few == many && of_one && covers(outer, inner) && !covers(inner, outer))
}

fn problem(facts: &Facts<'_>, item: &Item, matches: u32) -> Problem {
    let takers = &facts.takers[item.rule as usize];
    let mut message = match matches {
        1 => format!("Does not win the one file it matches: {}.", list(facts, item.rule)),
        _ => format!("Wins 0 of the {} it matches: {}.", files(matches), list(facts, item.rule)),
    };
    let sole = match takers[..] {
        [(taker, _)] => Some(facts.rule(taker)),
        _ => None,
    };
    let rule = facts.rule(item.rule);
    // A proof takes long, so each is made once.
    let is_covered = sole.is_some_and(|sole| covers(sole, rule));
    let same = sole.is_some_and(|sole| sole.matcher == rule.matcher);
    if is_covered {
        message.push_str(match same {
            true => " Both have the same pattern, and the last that matches wins.",
            false => " So it is in any tree: that pattern covers all that this one matches.",
        });
    }
    let redundant = takers.iter().all(|&(taker, _)| facts.rule(taker).owners == rule.owners);
    // Each of two that match the same files would take them from the other again.
    let alike = takers.iter().all(|&(taker, _)| facts.count(taker).matches == matches)
        && sole.is_some_and(|sole| is_covered == covers(rule, sole));
    let gains = |taker: RuleId| facts.owner(taker) != facts.owner(item.rule);
    let gained = takers.iter().filter(|it| gains(it.0)).map(|it| it.1).sum();
    let code = facts.code("rules/never-wins", "codeowners/never-wins");
    let problem = match redundant {
        true => Problem::info(code, format!("{message} The owners are the same.")),
        false => Problem::warning(code, message),
    }
    .at(item.pattern);
    let own = takers.iter().filter(|&&(taker, _)| facts.rule(taker).source == facts.source);
    let movable = own.clone().count() == takers.len();
    let last = own.map(|&(taker, _)| taker).max();
    // What rules take from a line of CODEOWNERS, code review still gets by it.
    if movable && (redundant || same) {
        problem
            .hint("Delete this rule: no issue is assigned by it.")
            .fix("Delete the rule", facts.lines.delete(item.span))
    } else if movable && (alike || gained == 0) {
        problem.hint("No issue is assigned by it. Keep the one that says what you mean.")
    } else if let Some(last) = last.filter(|_| movable) {
        let line = facts.line_of(last);
        problem
            .hint(format!(
                "The last rule that matches wins. Move this one below {line} to let it win."
            ))
            .fix(
                format!(
                    "Move it below {line}, so that `{}` gets {}",
                    facts.owner(item.rule).map(ToString::to_string).unwrap_or_default(),
                    files(gained)
                ),
                facts.lines.move_below(item.span, facts.rule(last).span),
            )
    } else {
        let hint = match facts.source {
            Source::Codeowners if redundant => {
                "Ownership rules outrank CODEOWNERS. Keep the line: code review still goes by it."
            }
            Source::Codeowners => {
                "Ownership rules outrank CODEOWNERS. Write an ownership rule, or narrow theirs."
            }
            Source::Rules => "Narrow the rules that take its files.",
        };
        problem.hint(hint)
    }
}

/// `line 14 takes 300 of them, line 20 takes 12`.
fn list(facts: &Facts<'_>, rule: RuleId) -> String {
    let takers = &facts.takers[rule as usize];
    if let [(taker, files)] = takers[..] {
        let all = if files == 1 { "it" } else { "them all" };
        return format!("{} takes {all}", facts.line_of(taker));
    }
    let mut parts: Vec<String> = Vec::new();
    for &(taker, count) in takers.iter().take(NAMED) {
        let of = if parts.is_empty() { " of them" } else { "" };
        parts.push(format!("{} takes {count}{of}", facts.line_of(taker)));
    }
    let rest: u32 = takers.iter().skip(NAMED).map(|&(_, files)| files).sum();
    if rest > 0 {
        parts.push(format!("{} more rules the other {rest}", takers.len() - NAMED));
    }
    parts.join(", ")
}
