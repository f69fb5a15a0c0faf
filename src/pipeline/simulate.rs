use super::File;
use super::report::{Report, Stop};
use super::state::Texts;
use crate::api::{self, Frame, SimulateRequest, TreeInput};
use crate::export::report::block::{Block, code, item, paragraph, prose, text};
use serde_json::json;

/// Who gets an error, and why.
pub(super) fn simulate(head: &Texts, trace: &File) -> Result<Report, Stop> {
    let api::RouteRequest { rules, codeowners, mappings, platform } = head.request();
    let request = SimulateRequest {
        rules,
        codeowners,
        mappings,
        platform,
        trace: Some(trace.text.clone()),
        ..SimulateRequest::default()
    };
    let tree = TreeInput::Paths(head.tree.paths().clone());
    let mut told = api::simulate_for(Some(&tree), request, &head.directory).map_err(Stop::new)?;
    if told.frames.is_empty() {
        return Err(Stop::new(format!("no stack trace is recognised in {}", trace.path))
            .hint("Give the text of an error as a log prints it, or the JSON of an event."));
    }
    // Of the rules' text, not of the error: `check` tells them.
    let of_error = ["trace/", "event/", "events/"];
    told.problems.retain(|it| of_error.iter().any(|kind| it.code.starts_with(kind)));
    let headline = match &told.assignee {
        Some(assignee) => format!("The error goes to {assignee}."),
        None => "The error is assigned to nobody.".to_owned(),
    };
    let mut report = Report::new("simulate", headline, json!(told));
    let notified = &told.notified;
    let heard = match (&notified.owners[..], notified.fallthrough) {
        ([], None) => "An alert to issue owners tells nobody.".to_owned(),
        ([], Some(_)) => {
            "An alert to issue owners falls through to members of the project.".to_owned()
        }
        (owners, _) => format!("An alert to issue owners tells {}.", owners.join(" and ")),
    };
    report.body.push(paragraph(&heard));
    report.body.push(Block::Heading(3, vec![text("Why")]));
    report.body.push(Block::List(told.steps.iter().map(|step| item(prose(step))).collect()));
    let row = |(at, frame): (usize, &Frame)| {
        let path =
            frame.filename.as_deref().or(frame.abs_path.as_deref()).or(frame.module.as_deref());
        let line = frame.line.map(|line| format!(":{line}")).unwrap_or_default();
        let own = match frame.in_app {
            Some(true) => "in-app",
            Some(false) => "",
            None => "not said",
        };
        let rules = told.matches.iter().filter(|it| it.frames.contains(&at));
        let mut rules: Vec<_> = rules
            .flat_map(|it| [code(head.place(it.rule.source, it.rule.line)), text(", ")])
            .collect();
        rules.pop();
        vec![
            vec![code(format!("{}{line}", path.unwrap_or("?")))],
            vec![code(frame.source_path.as_deref().unwrap_or_default())],
            vec![text(own)],
            rules,
        ]
    };
    // As the innermost is what people look at first.
    let rows = told.frames.iter().enumerate().rev().map(row).collect();
    report.body.push(Block::Heading(3, vec![text("Frames, the innermost first")]));
    report.body.push(Block::Table(vec!["Frame", "File", "Whose", "Matched by"], rows));
    for problem in &told.problems {
        report.body.push(paragraph(&problem.message));
    }
    Ok(report)
}
