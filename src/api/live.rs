use super::export::{ExportedFile, exported};
use super::routed::take_paths;
use super::{Problem, TreeInput};
use crate::export;
use crate::live::{self, Change, Finding, Live, Row, Step};
use crate::organization::Organization;
use crate::tree::Tree;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is in Sentry today, and what it is compared with, but for the tree.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct LiveRequest {
    /// The plan, as `planProjects` or `planOrganization` answers it.
    pub plan: Organization,
    /// What is there, a text each: answers of Sentry's API, what the script fetched, Terraform's
    /// state or source, ownership rules under the names of projects.
    pub live: Vec<String>,
    /// The repository of the tree, where the plan has several.
    pub repository: Option<String>,
}

/// Today beside the plan.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LiveComparison {
    /// The organization's slug; empty if nothing said.
    pub organization: String,
    /// How many of each kind of thing are known.
    pub known: KnownLive,
    /// Every project of today and every proposed one is in one of them: first what is to be done.
    pub rows: Vec<LiveRow>,
    /// Slugs of teams that the plan names and Sentry does not have.
    pub new_teams: Vec<String>,
    /// What is amiss today, whatever the plan says.
    pub findings: Vec<LiveFinding>,
    /// How many projects’ rules were not held against the files.
    pub rules_not_checked: u32,
    /// What is not known, `kind.field` or a whole thing, and how often it was met.
    pub unknown: BTreeMap<String, u32>,
    /// What is known and not looked at, and how often it was met.
    pub unused: BTreeMap<String, u32>,
    /// What carries out the difference: the script, and what Terraform takes over by.
    pub files: Vec<ExportedFile>,
    /// What could not be read.
    pub problems: Vec<LiveProblem>,
}

/// How many things are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct KnownLive {
    /// Projects.
    pub projects: usize,
    /// Teams.
    pub teams: usize,
    /// Projects whose rules are known.
    pub rules: usize,
    /// Code mappings.
    pub mappings: usize,
    /// Alerts.
    pub alerts: usize,
}

/// What becomes of projects.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LiveRow {
    /// What is to be done: `merge`, `split`, `rename`, `change`, `create`, `same`, `leave-alone`.
    pub step: &'static str,
    /// Slugs of today; the first is the one that changes.
    pub today: Vec<String>,
    /// Slugs of the plan; the first is what it becomes.
    pub proposed: Vec<String>,
    /// How sure it is that they belong together, from 0 to 1.
    pub confidence: f32,
    /// Why, a sentence each.
    pub why: Vec<String>,
    /// What changes of the first.
    pub changes: Vec<LiveChange>,
    /// Teams that have access today and are not in the plan.
    pub more_teams: Vec<String>,
    /// What is there today and not in the plan, a sentence each.
    pub stays: Vec<String>,
}

/// One thing that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LiveChange {
    /// `slug`, `name`, `platform`, `team`, `rules` or `mapping`.
    pub kind: &'static str,
    /// For people.
    pub message: String,
}

/// Something that does not work as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LiveFinding {
    /// `team-without-projects`, `rule-never-matches`, `owner-without-access` or
    /// `alert-reaches-nobody`.
    pub kind: &'static str,
    /// For people.
    pub message: String,
}

/// A problem of one of the texts.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LiveProblem {
    /// The problem.
    #[serde(flatten)]
    pub problem: Problem,
    /// The text that it is in, by its place; none if it is in the tree.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<usize>,
}

/// Compares what is in Sentry today with a plan. Rules of today are held against the files of the
/// tree, if there is one.
#[must_use]
pub fn compare_live(tree: Option<&TreeInput>, request: &LiveRequest) -> LiveComparison {
    let mut live = Live::default();
    let mut problems = Vec::new();
    for (at, text) in request.live.iter().enumerate() {
        let reading = live::read(text, &mut live);
        let found = Problem::all(&reading.problems, text);
        problems.extend(found.into_iter().map(|problem| LiveProblem { problem, text: Some(at) }));
    }
    let mut found = Vec::new();
    let tree = tree.map(|tree| Tree::new(take_paths(tree, &mut found)));
    problems.extend(found.into_iter().map(|problem| LiveProblem { problem, text: None }));
    let plan = &request.plan;
    let only = match &plan.repositories[..] {
        [only] => only.name.as_str(),
        _ => "",
    };
    let repository = request.repository.as_deref().unwrap_or(only);
    let comparison = live::compare(&live, plan, tree.as_ref().map(|tree| (repository, tree)));
    let files = [export::today_script, export::today];
    let files = files.map(|write| exported(write(plan, &live, &comparison))).into();
    LiveComparison {
        known: KnownLive {
            projects: live.projects.len(),
            teams: live.teams.len(),
            rules: live.projects.values().filter(|it| it.rules.is_some()).count(),
            mappings: live.mappings.len(),
            alerts: live.alerts.len(),
        },
        rows: comparison.rows.iter().map(|it| row(it, plan)).collect(),
        findings: comparison.findings.iter().map(finding).collect(),
        new_teams: comparison.new_teams,
        rules_not_checked: comparison.rules_not_checked,
        organization: live.organization,
        unknown: live.unknown,
        unused: live.unused,
        files,
        problems,
    }
}

fn row(row: &Row, plan: &Organization) -> LiveRow {
    let slug = |&at: &usize| plan.projects.get(at).map(|project| project.slug.clone());
    LiveRow {
        step: match row.step {
            Step::Merge => "merge",
            Step::Split => "split",
            Step::Rename => "rename",
            Step::Change => "change",
            Step::Create => "create",
            Step::Same => "same",
            Step::LeaveAlone => "leave-alone",
        },
        today: row.today.clone(),
        proposed: row.proposed.iter().filter_map(slug).collect(),
        confidence: row.confidence,
        why: row.why.clone(),
        changes: row.changes.iter().map(change).collect(),
        more_teams: row.more_teams.clone(),
        stays: row.stays.clone(),
    }
}

fn change(change: &Change) -> LiveChange {
    let kind = match change {
        Change::Slug(..) => "slug",
        Change::Name(..) => "name",
        Change::Platform(..) => "platform",
        Change::Team(_) => "team",
        Change::Rules => "rules",
        Change::Mapping(..) => "mapping",
    };
    LiveChange { kind, message: change.message() }
}

fn finding(finding: &Finding) -> LiveFinding {
    let kind = match finding {
        Finding::TeamWithoutProjects(_) => "team-without-projects",
        Finding::RuleNeverMatches(..) => "rule-never-matches",
        Finding::OwnerWithoutAccess(..) => "owner-without-access",
        Finding::AlertReachesNobody(..) => "alert-reaches-nobody",
    };
    LiveFinding { kind, message: finding.message() }
}
