use super::report::{Report, Stop};
use super::state::Texts;
use crate::api::{self, PlanRequest, TreeInput};
use crate::export::report::block::{Block, code, item, paragraph, prose, text};
use crate::organization::{Organization, Project};
use crate::text::numbers::{files, percent, plural};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// How the repository is split into projects, or an export of that; and the files that would
/// make it surer.
pub(super) fn plan(
    head: &Texts,
    small: &BTreeMap<String, String>,
    export: Option<&str>,
) -> Result<(Report, Vec<String>), Stop> {
    let api::RouteRequest { rules, codeowners, mappings, .. } = head.request();
    let mappings = mappings.filter(|all| !all.is_empty());
    let request =
        PlanRequest { files: small.clone(), rules, codeowners, mappings, ..PlanRequest::default() };
    let told = api::plan_projects(&TreeInput::Paths(head.tree.paths().clone()), request);
    let value: Value = json!(told);
    let mut file = None;
    if let Some(format) = export {
        let plan: Organization = serde_json::from_value(value.clone())
            .map_err(|error| Stop::new(format!("the plan can't be exported: {error}")))?;
        let exported =
            api::export_plan(&plan, format).map_err(|why| Stop::new(format!("--export {why}")))?;
        if exported.encoding.is_some() {
            return Err(Stop::new(format!("`{format}` is no text; the page exports it")));
        }
        file = Some(exported.text);
    }
    let headline = format!(
        "{} in {}.",
        plural(told.projects.len() as u32, "project", "projects"),
        files(head.tree.len() as u32),
    );
    let mut report = Report::new("plan", headline, value);
    report.file = file;
    let row = |project: &Project| {
        let root = if project.root.is_empty() { "/" } else { &project.root };
        let mut teams: Vec<_> =
            project.teams.iter().flat_map(|it| [code(it.as_str()), text(", ")]).collect();
        teams.pop();
        let why = project.reasons.first().map(|it| prose(&it.text)).unwrap_or_default();
        vec![
            vec![code(project.slug.as_str())],
            vec![code(root)],
            vec![text(project.platform.as_str())],
            teams,
            vec![text(percent((project.confidence * 100.0).round() as u32, 100))],
            why,
        ]
    };
    let heads = vec!["Project", "Folder", "Platform", "Teams", "Sure", "Why"];
    if !told.projects.is_empty() {
        report.body.push(Block::Table(heads, told.projects.iter().map(row).collect()));
    }
    if told.left_over > 0 {
        report.body.push(paragraph(&format!("{} are in no project.", files(told.left_over))));
    }
    if !told.questions.is_empty() {
        report.body.push(Block::Heading(3, vec![text("What only you can decide")]));
        let asked = told.questions.iter().map(|it| item(prose(&it.text)));
        report.body.push(Block::List(asked.collect()));
    }
    let wanted = told.surer_with.into_iter().filter(|path| !small.contains_key(path));
    Ok((report, wanted.collect()))
}
