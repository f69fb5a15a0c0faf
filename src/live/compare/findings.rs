//! What is amiss today, whatever the plan says.

use super::facts::Facts;
use crate::live::{Alert, AlertKind, Target};
use crate::ownership::{Owner, parse};
use std::cell::LazyCell;
use std::collections::BTreeSet;

/// Something that does not work as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// A team that has access to no project.
    TeamWithoutProjects(String),
    /// A rule that matches no file: the project, its line, why.
    RuleNeverMatches(String, u32, String),
    /// A team in rules that has no access to the project, so that Sentry passes it over: the
    /// project, the team, whether there is such a team, and the line.
    OwnerWithoutAccess(String, String, bool, u32),
    /// An alert that reaches nobody: its name, why, and whether that is sure.
    AlertReachesNobody(String, String, bool),
}

impl Finding {
    /// A sentence or two for people; what stands between backticks is code.
    #[must_use]
    pub fn message(&self) -> String {
        match self {
            Self::TeamWithoutProjects(team) => {
                format!("The team `#{team}` has no project: nothing can be owned by it.")
            }
            Self::RuleNeverMatches(project, line, why) => {
                format!("`{project}`, line {line} of its rules: {why}")
            }
            Self::OwnerWithoutAccess(project, team, true, line) => format!(
                "`{project}`, line {line} of its rules: `#{team}` has no access to the project, so Sentry passes it over."
            ),
            Self::OwnerWithoutAccess(project, team, false, line) => format!(
                "`{project}`, line {line} of its rules: there is no team `#{team}`, so Sentry passes it over."
            ),
            Self::AlertReachesNobody(alert, why, true) => {
                format!("The alert “{alert}” reaches nobody: {why}.")
            }
            Self::AlertReachesNobody(alert, why, false) => {
                format!("The alert “{alert}” may reach nobody: {why}.")
            }
        }
    }
}

/// All that needs no files.
pub fn of(facts: &Facts<'_>) -> Vec<Finding> {
    let live = facts.live;
    let mut findings = Vec::new();
    teams(facts, &mut findings);
    owners(facts, &mut findings);
    for alert in live.alerts.values() {
        if let Some((why, is_sure)) = reaches_nobody(facts, alert) {
            findings.push(Finding::AlertReachesNobody(alert.name.clone(), why, is_sure));
        }
    }
    findings
}

fn teams(facts: &Facts<'_>, findings: &mut Vec<Finding>) {
    let live = facts.live;
    // Without the list of projects, nobody's projects are known.
    if !live.projects.values().any(|it| it.listed) {
        return;
    }
    let with = facts.with_projects();
    for (slug, team) in &live.teams {
        if team.listed && team.projects.is_empty() && !with.contains(slug.as_str()) {
            findings.push(Finding::TeamWithoutProjects(slug.clone()));
        }
    }
}

fn owners(facts: &Facts<'_>, findings: &mut Vec<Finding>) {
    let live = facts.live;
    for (slug, project) in &live.projects {
        let Some(rules) = project.rules.as_ref().filter(|_| project.listed) else { continue };
        let mut told = BTreeSet::new();
        for rule in parse(&rules.raw).rules {
            for team in rule.owners.iter().filter_map(Owner::team) {
                if !facts.has_access(slug, team) && told.insert(team.to_owned()) {
                    let exists = !facts.teams_are_known || live.teams.contains_key(team);
                    let (project, team) = (slug.clone(), team.to_owned());
                    findings.push(Finding::OwnerWithoutAccess(project, team, exists, rule.line));
                }
            }
        }
    }
}

/// Why an alert reaches nobody, and whether that is sure; nothing if it may reach somebody.
fn reaches_nobody<'l>(facts: &Facts<'l>, alert: &'l Alert) -> Option<(String, bool)> {
    if alert.is_off {
        return Some(("it is switched off".into(), true));
    }
    if alert.targets.is_empty() {
        return Some(("it has no action".into(), true));
    }
    let live = facts.live;
    let projects = live.projects_of(alert);
    if alert.kind == AlertKind::Workflow && alert.monitors.is_empty() && projects.is_empty() {
        return Some((
            "no monitor is connected to it, unless it is for all projects".into(),
            false,
        ));
    }
    let may_own =
        LazyCell::new(|| projects.is_empty() || projects.iter().any(|it| facts.may_have_rules(it)));
    let reasons: Option<Vec<(String, bool)>> = alert
        .targets
        .iter()
        .map(|target| match target {
            Target::Service(..) | Target::Person(_) => None,
            Target::Team(name) => no_team(facts, name),
            Target::Owners(without) => no_owners(without, &may_own),
        })
        .collect();
    let reasons = reasons?;
    let is_sure = reasons.iter().all(|it| it.1);
    let words: BTreeSet<String> = reasons.into_iter().map(|it| it.0).collect();
    Some((words.into_iter().collect::<Vec<_>>().join("; "), is_sure))
}

fn no_team(facts: &Facts<'_>, name: &str) -> Option<(String, bool)> {
    let live = facts.live;
    match facts.team(name) {
        Some(slug) if live.teams[slug].members == Some(0) => {
            Some((format!("nobody is in `#{slug}`"), true))
        }
        Some(_) => None,
        // A list that was read in part proves nothing.
        None if facts.teams_are_known => {
            Some((format!("no team with the number `{name}` was read"), false))
        }
        None => None,
    }
}

fn no_owners(
    without: &str,
    may_own: &LazyCell<bool, impl FnOnce() -> bool>,
) -> Option<(String, bool)> {
    (without == "NoOne" && !**may_own).then(|| {
        (
            "it goes to issue owners or else to no one, and its projects have no ownership rules"
                .into(),
            true,
        )
    })
}
