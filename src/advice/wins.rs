//! Rules that match files and win none of them.

use super::broad;
use super::facts::{Facts, Item, covers};
use crate::ownership::Source;
use crate::routing::RuleId;
use crate::text::Problem;
use crate::text::numbers::files;

/// How many rules a message names.
const NAMED: usize = 3;

pub(super) fn check(facts: &Facts<'_>, out: &mut Vec<Problem>) {
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
        out.push(problem(facts, item, count.matches));
    }
}

fn problem(facts: &Facts<'_>, item: &Item, matches: u32) -> Problem {
    let takers = &facts.takers[item.rule as usize];
    let mut message =
        format!("Wins 0 of the {} it matches: {}.", files(matches), list(facts, item.rule));
    let sole = match takers[..] {
        [(taker, _)] => Some(facts.rule(taker)),
        _ => None,
    };
    let rule = facts.rule(item.rule);
    if sole.is_some_and(|sole| covers(sole, rule)) {
        message.push_str(match sole.is_some_and(|sole| sole.matcher == rule.matcher) {
            true => " Both have the same pattern, and the last that matches wins.",
            false => " So it is in any tree: that pattern covers all that this one matches.",
        });
    }
    let redundant = takers.iter().all(|&(taker, _)| facts.rule(taker).owners == rule.owners);
    let same = sole.is_some_and(|sole| sole.matcher == rule.matcher);
    let code = facts.code("rules/never-wins", "codeowners/never-wins");
    let problem = match redundant {
        true => Problem::info(code, format!("{message} The owners are the same.")),
        false => Problem::warning(code, message),
    }
    .at(item.pattern);
    let own = takers.iter().filter(|&&(taker, _)| facts.rule(taker).source == facts.source);
    let movable = own.clone().count() == takers.len();
    let last = own.map(|&(taker, _)| taker).max();
    if redundant || same {
        problem
            .hint("Delete this rule: it changes nothing.")
            .fix("Delete the rule", facts.lines.delete(item.span))
    } else if let Some(last) = last.filter(|_| movable) {
        let line = facts.line_of(last);
        problem
            .hint(format!(
                "The last rule that matches wins. Move this one below {line} to let it win."
            ))
            .fix(
                format!("Move it below {line}"),
                facts.lines.move_below(item.span, facts.rule(last).span),
            )
    } else {
        let hint = match facts.source {
            Source::Codeowners => {
                "Ownership rules outrank CODEOWNERS. Write an ownership rule, or narrow theirs."
            }
            Source::Rules => "Narrow the rules that take its files.",
        };
        problem.hint(hint)
    }
}

/// `line 14 takes 300 of them, line 20 the other 12`.
fn list(facts: &Facts<'_>, rule: RuleId) -> String {
    let takers = &facts.takers[rule as usize];
    if let [(taker, files)] = takers[..] {
        let all = if files == 1 { "it" } else { "them all" };
        return format!("{} takes {all}", facts.line_of(taker));
    }
    let mut parts: Vec<String> = Vec::new();
    for &(taker, count) in takers.iter().take(NAMED) {
        let verb =
            if parts.is_empty() { format!("takes {count} of them") } else { count.to_string() };
        parts.push(format!("{} {verb}", facts.line_of(taker)));
    }
    let rest: u32 = takers.iter().skip(NAMED).map(|&(_, files)| files).sum();
    if rest > 0 {
        parts.push(format!("{} more rules the other {rest}", takers.len() - NAMED));
    }
    parts.join(", ")
}
