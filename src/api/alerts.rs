use super::codeowners::{all_mappings, all_rules};
use super::routed::take_paths;
use super::{Codeowners, Mapping, Problem, TreeInput};
use crate::organization::Organization;
use crate::ownership::Directory;
use crate::playbook::Places;
use crate::playbook::alerts::{self, Way, Who};
use crate::routing::{EventRules, Exclusions, per_week};
use crate::trace::{self, batch};
use crate::tree::{Paths, Tree};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// Over how many days errors came, where neither the request nor their times say so.
const WEEK: f64 = 7.0;

/// Errors, and the plan whose alerts would tell of them, but for the tree.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct AlertsRequest {
    /// The plan. Its `choices.alerts` say where teams are told.
    pub plan: Organization,
    /// Events or issues as JSON, a table as Discover exports it, or stack traces.
    pub errors: String,
    /// Over how many days they came; as their times tell if absent, else a week.
    pub days: Option<f64>,
    /// Ownership rules.
    pub rules: Option<String>,
    /// A CODEOWNERS file.
    pub codeowners: Option<Codeowners>,
    /// Code mappings: through them frames are found in the tree.
    pub mappings: Option<Vec<Mapping>>,
    /// The repository of the tree, where the plan has several.
    pub repository: Option<String>,
}

/// Who would be told.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AlertsPreview {
    /// How many issues were looked at: those that come most often.
    pub issues: u64,
    /// How many there are.
    pub all: u64,
    /// Over how many days they came.
    pub days: f64,
    /// Who is told, and where; those who are told of most issues first.
    pub rows: Vec<ToldRow>,
    /// Whom an alert to issue owners would tell as the last owner, and who hears nothing, since
    /// the issue is assigned to a team with an alert of its own.
    pub passed_over: Vec<PassedOver>,
    /// What is wrong with the inputs.
    pub problems: Vec<Problem>,
}

/// One who is told, and where.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ToldRow {
    /// `owner`, `members`, `nobody`, or `unknown`: nothing tells where the issue came from.
    pub who: &'static str,
    /// The owner, `#team` or an address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// Of members: which of them, `ActiveMembers` or `AllMembers`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<&'static str>,
    /// Of members: the project, by slug, if it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project: Option<String>,
    /// Where, in words: `mail`, or the channel; absent if nobody is told.
    #[serde(rename = "where", skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Of how many issues.
    pub issues: u64,
    /// How many errors those stand for.
    pub errors: u64,
    /// How often a week at most, if each became new once in these days.
    pub told_a_week: f64,
    /// Of how many of the issues only as the last owner that rules name.
    pub as_last: u64,
}

/// Somebody who hears nothing of issues.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PassedOver {
    /// `#team` or an address.
    pub owner: String,
    /// Of how many.
    pub issues: u64,
}

/// Who would be told of these errors by the alerts of the plan, and how often. Of very many errors
/// those that come most often are looked at.
///
/// # Errors
/// If the number of days is none.
pub fn preview_alerts(
    tree: Option<&TreeInput>,
    request: AlertsRequest,
) -> Result<AlertsPreview, String> {
    if let Some(days) = request.days
        && !(days.is_finite() && days > 0.0)
    {
        return Err("days: must be a number above 0".to_owned());
    }
    let plan = &request.plan;
    let mut problems = Vec::new();
    let paths = tree.map_or_else(Paths::default, |tree| take_paths(tree, &mut problems));
    let tree = Tree::new(paths);
    let text = request.rules.unwrap_or_default();
    let (rules, found) = all_rules(&text, request.codeowners.as_ref(), &Directory::default());
    problems.extend(found);
    let mappings = all_mappings(request.mappings, request.codeowners.as_ref());
    let batch = batch::read(&request.errors, &trace::Options::default());
    problems.extend(Problem::all(&batch.problems, &request.errors));
    let named = request.repository.as_deref().and_then(|it| plan.repositories.places(it).first());
    let at = named.copied().unwrap_or_default();
    let places = Places::new(plan, at, &tree, &mappings);
    let mut of_path = HashMap::new();
    let rules = EventRules::new(rules);
    let (directory, exclusions) = (Directory::default(), Exclusions::default());
    let (issues, all) = alerts::issues(&batch.events, &rules, &directory, exclusions, |counted| {
        places.project_of(counted, &mut of_path)
    });
    let days = request.days.or(batch.days).unwrap_or(WEEK);
    let preview = alerts::preview(plan, &issues);
    let passed_over = preview.passed_over.into_iter();
    Ok(AlertsPreview {
        issues: preview.issues,
        all: all as u64,
        days,
        rows: preview.rows.iter().map(|it| row(it, days)).collect(),
        passed_over: passed_over
            .map(|(owner, issues)| PassedOver { owner: owner.to_string(), issues })
            .collect(),
        problems,
    })
}

fn row(row: &alerts::Row, days: f64) -> ToldRow {
    let (who, owner, of, project) = match &row.who {
        Who::Owner(owner) => ("owner", Some(owner.to_string()), None, None),
        Who::Members { of, project, .. } => {
            ("members", None, Some(of.id()), project.map(str::to_owned))
        }
        Who::Nobody => ("nobody", None, None, None),
        Who::Unknown => ("unknown", None, None, None),
    };
    ToldRow {
        who,
        owner,
        of,
        project,
        place: row.way.map(|way| match way {
            Way::Mail => "mail".to_owned(),
            Way::Channel(destination) => destination.to_string(),
        }),
        issues: row.issues,
        errors: row.errors,
        told_a_week: if row.way.is_some() { per_week(row.issues, days) } else { 0.0 },
        as_last: row.as_last,
    }
}
