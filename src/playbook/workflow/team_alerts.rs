//! Alerts of teams, and whom several owners of a line make deaf.

use crate::organization::{Project, Subscription};
use crate::ownership::{Rule, parse};
use crate::playbook::Item;
use crate::playbook::alerts::{self, Alert, Tells};
use crate::playbook::facts::{Facts, slug};
use crate::playbook::sources as source;
use crate::playbook::words::{self, many};
use std::collections::BTreeSet;

/// Alerts of teams, as the script and Terraform make them.
pub fn team_alerts(facts: &Facts) -> Option<Item> {
    let alerts = alerts::of(facts.plan);
    let told: Vec<String> = alerts
        .iter()
        .filter_map(|alert| match &alert.tells {
            Tells::Owners { .. } => None,
            Tells::Team { slug, destination } => Some(format!(
                "{} is told in {}",
                words::team(slug),
                words::name(&destination.to_string())
            )),
        })
        .collect();
    let number = facts.teams.len();
    if told.is_empty() {
        return (number > 1).then(|| {
            Item::new(
                "workflow/team-alerts",
                format!(
                    "Where a team wants other times or channels, give it an alert with the filter “assigned to {}”.",
                    words::team(facts.teams[0])
                ),
                format!(
                    "At most {number} of this kind, one for each team that asks, take the place of alerts per folder and \
                     project. Name the channel below, and the script and Terraform make the alert."
                ),
                "No alert names a folder.",
                source::CREATE_ALERTS,
            )
        });
    }
    let of_own: BTreeSet<&str> = alerts.iter().filter_map(Alert::team).collect();
    let hosts = facts.those(|it| it.teams.iter().any(|team| of_own.contains(team.as_str())));
    let item = Item::new(
        "workflow/team-alerts",
        format!(
            "Make {}: {}.",
            many(told.len(), "alert of a team’s own", "alerts of teams’ own"),
            words::join(told)
        ),
        "It tells of what is assigned to the team, so automatic assignment has to stay on. The script makes it and leaves \
         the alert for all as it is until it is there. In Terraform its filter is not verified: try it with an error.",
        format!(
            "A test error in {} arrives in its team’s channel and is not also sent by mail.",
            hosts.first().map_or("a project".to_owned(), |it| words::name(slug(it)))
        ),
        source::CREATE_ALERTS,
    );
    Some(item.needs(Subscription::Team))
}

/// Lines that name several owners: the first gets the issue, the last the alert for all. One that
/// a line before names, too, stands there in the list of owners, and is not the last of it.
pub fn last_owner(facts: &Facts) -> Option<Item> {
    let several = |project: &Project| -> Vec<Rule> {
        let mut named = BTreeSet::new();
        let mut rules = parse(&project.rules).rules;
        rules.retain(|rule| {
            let last = rule.owners.last().filter(|last| !named.contains(*last));
            let differs = last.is_some() && rule.owners.first() != last;
            named.extend(rule.owners.iter().cloned());
            differs
        });
        rules
    };
    let found: Vec<(&Project, Vec<Rule>)> = facts
        .projects()
        .iter()
        .map(|project| (project, several(project)))
        .filter(|(_, rules)| !rules.is_empty())
        .collect();
    let (project, rules) = found.first()?;
    let rule = rules.first()?;
    let owners: Vec<String> = rule.owners.iter().map(ToString::to_string).collect();
    let (first, last) = (owners.first()?, owners.last()?);
    let lines = found.iter().map(|(_, rules)| rules.len()).sum();
    Some(Item::new(
        "workflow/last-owner",
        format!(
            "Name one owner per rule where it matters who is told: {} in {}, on its own, assigns the issue to {} but alerts {}.",
            words::name(&format!("{} {}", rule.matcher, owners.join(" "))),
            words::name(slug(project)),
            words::name(first),
            words::name(last)
        ),
        format!(
            "{} of {} {} several owners. An alert to suggested assignees tells the last owner of all lines that match, \
             and whoever is assigned; an alert of a team’s own goes by the assignee alone.",
            many(lines, "line", "lines"),
            many(found.len(), "project", "projects"),
            words::of(lines, "names", "name")
        ),
        "Whoever is told of a test error is its assignee, or both should hear of it.",
        source::LAST_OWNER,
    ))
}
