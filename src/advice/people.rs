//! What the limit of two rules and the order of alerts do to people.

use super::facts::Facts;
use crate::ownership::{Directory, Owner};
use crate::routing::{LIMIT, RuleId, alert_owners, issue_owners};
use crate::text::Problem;
use crate::text::numbers::files;
use crate::text::order::Sort as _;
use std::collections::{BTreeMap, BTreeSet};

/// What the limit keeps from being suggested.
#[derive(Debug, Default)]
struct Dropped {
    files: u32,
    /// The rules that are kept there, with for how many files.
    kept: BTreeMap<RuleId, u32>,
}

pub(super) fn check(facts: &Facts<'_>, out: &mut Vec<Problem>) {
    let mut dropped: BTreeMap<RuleId, Dropped> = BTreeMap::new();
    let mut alerted: BTreeMap<RuleId, BTreeMap<Owner, u32>> = BTreeMap::new();
    let rules = facts.routing.compiled().rules();
    let exclusions = facts.routing.options().exclusions;
    // Who exists is not known here: everybody counts.
    let everybody = Directory::default();
    for (set, count) in facts.sets() {
        let matching = facts.routing.rules_of(set);
        let kept = issue_owners(rules, matching, &everybody, exclusions);
        if kept.len() == LIMIT {
            let suggested: BTreeSet<&Owner> = kept.iter().flat_map(|kept| &kept.owners).collect();
            for &rule in matching.iter().filter(|&&rule| kept.iter().all(|kept| kept.rule != rule))
            {
                let owners = &facts.rule(rule).owners;
                if !owners.iter().all(|owner| suggested.contains(owner)) {
                    let dropped = dropped.entry(rule).or_default();
                    dropped.files += count;
                    for kept in &kept {
                        *dropped.kept.entry(kept.rule).or_default() += count;
                    }
                }
            }
        }
        let Some(winner) = facts.routing.outcome_of(set).rule() else { continue };
        let last = alert_owners(rules, matching, &everybody, exclusions).pop();
        if let (Some(assignee), Some(last)) = (facts.owner(winner), last)
            && *assignee != last
            && assignee.may_be()
            && last.may_be()
        {
            *alerted.entry(winner).or_default().entry(last).or_default() += count;
        }
    }
    for item in &facts.items {
        let rule = item.rule;
        if let Some(Dropped { files: count, kept }) =
            dropped.get(&rule).filter(|_| !facts.catches_all[rule as usize])
        {
            let mut lines: Vec<_> = kept.iter().collect();
            lines.sort_once_by_key(|&(_, &files)| std::cmp::Reverse(files));
            let lines: Vec<_> =
                lines.iter().take(LIMIT).map(|&(&rule, _)| facts.line_of(rule)).collect();
            let owners: Vec<_> =
                facts.rule(rule).owners.iter().map(|owner| format!("`{owner}`")).collect();
            let problem = Problem::info(
                facts.code("rules/more-than-two", "codeowners/more-than-two"),
                format!(
                    "For {count} of the {} it matches two other rules come first, mostly {}. Sentry keeps two rules, so {} is not suggested there.",
                    files(facts.count(rule).matches),
                    lines.join(" and "),
                    owners.join(", ")
                ),
            );
            out.push(
                problem
                    .at(item.pattern)
                    .hint("Let fewer rules overlap, or name these owners in the rule that wins."),
            );
        }
        if let Some(alerted) = alerted.get(&rule) {
            out.push(last_owner(facts, rule, alerted).at(item.pattern));
        }
    }
}

fn last_owner(facts: &Facts<'_>, rule: RuleId, alerted: &BTreeMap<Owner, u32>) -> Problem {
    let total: u32 = alerted.values().sum();
    let mut owners: Vec<_> = alerted.iter().collect();
    owners.sort_once_by_key(|&(owner, &files)| (std::cmp::Reverse(files), owner));
    let named: Vec<_> = owners.iter().take(3).map(|(owner, _)| format!("`{owner}`")).collect();
    let assignee = facts.owner(rule).map(ToString::to_string).unwrap_or_default();
    let several = facts.rule(rule).owners.len() > 1;
    let why = match several {
        true => "the first owner of the rule is assigned, the last of the list is alerted",
        false => {
            "everybody is listed where first named, from the top, and the last of the list is alerted"
        }
    };
    let problem = Problem::info(
        facts.code("rules/last-owner", "codeowners/last-owner"),
        format!(
            "For {total} of the {} it wins, the issue goes to `{assignee}`, but of the owners an alert picks {}: {why}.",
            files(facts.count(rule).wins),
            named.join(" or ")
        ),
    );
    problem.hint(match several {
        true => "Name one owner per rule to have both go to the same.",
        false => {
            "Make the alert notify this team by name, or let the other rules not match these files."
        }
    })
}
