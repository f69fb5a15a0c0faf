use super::File;
use super::report::{Report, Stop};
use super::state::Texts;
use crate::api::{self, Each, Frame, One, SimulateRequest, TreeInput};
use crate::export::report::block::{Block, code, codes, item, paragraph, prose, text};
use crate::text::numbers::{count, plural};
use serde_json::json;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Who gets an error, and why. Of several all are routed, and the first is explained.
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
    let each = api::simulate_each(&trace.text, &request, &head.directory);
    let tree = TreeInput::Paths(head.tree.paths().clone());
    let mut told = api::simulate_for(Some(&tree), request, &head.directory).map_err(Stop::new)?;
    if told.frames.is_empty() {
        if each.errors.iter().any(One::is_known) {
            return Ok(without_frames(&each));
        }
        return Err(Stop::new(format!("no stack trace is recognised in {}", trace.path))
            .hint("Give the text of an error as a log prints it, or the JSON of an event."));
    }
    // Of the rules' text, not of the error: `check` tells them.
    let of_error = ["trace/", "event/", "events/"];
    told.problems.retain(|it| of_error.iter().any(|kind| it.code.starts_with(kind)));
    // What that says is for who sees one alone.
    told.problems.retain(|it| it.code != "trace/several");
    let mut value = json!(told);
    let is_one = each.errors.len() < 2;
    let headline = match (&told.assignee, is_one) {
        (Some(assignee), true) => format!("The error goes to {assignee}."),
        (None, true) => "The error is assigned to nobody.".to_owned(),
        (_, false) => shares(&each.errors),
    };
    if let Some(fields) = value.as_object_mut().filter(|_| !is_one) {
        fields.insert("errors".to_owned(), json!(each.errors));
        fields.insert("leftOut".to_owned(), json!(each.left_out));
    }
    let mut report = Report::new("simulate", headline, value);
    if let [first, _, ..] = &each.errors[..] {
        list(&mut report, &each);
        report.body.push(Block::Heading(3, vec![text("The first, "), code(first.title.as_str())]));
    }
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
    let mut matched: Vec<Vec<usize>> = vec![Vec::new(); told.frames.len()];
    for (number, it) in told.matches.iter().enumerate() {
        for &frame in &it.frames {
            if let Some(matched) = matched.get_mut(frame) {
                matched.push(number);
            }
        }
    }
    let row = |(at, frame): (usize, &Frame)| {
        let path =
            frame.filename.as_deref().or(frame.abs_path.as_deref()).or(frame.module.as_deref());
        let line = frame.line.map(|line| format!(":{line}")).unwrap_or_default();
        let own = match frame.in_app {
            Some(true) => "in-app",
            Some(false) => "",
            None => "not said",
        };
        let rules = matched[at].iter().map(|&number| &told.matches[number]);
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

/// No answer: nothing tells where the error came from.
const UNKNOWN: &str = "unknown";

/// Who gets how many of several, the most first.
fn shares(errors: &[One]) -> String {
    let mut shares: BTreeMap<&str, u32> = BTreeMap::new();
    for error in errors {
        *shares.entry(whose(error)).or_default() += 1;
    }
    let mut shares: Vec<_> = shares.into_iter().collect();
    shares.sort_by_key(|(_, errors)| Reverse(*errors));
    let parts: Vec<String> = shares
        .iter()
        .map(|(owner, errors)| match *owner {
            UNKNOWN => format!("{} {UNKNOWN}", count(*errors)),
            owner => format!("{} to {owner}", count(*errors)),
        })
        .collect();
    format!("{}: {}.", plural(errors.len() as u32, "error", "errors"), parts.join(", "))
}

/// Who gets it: that of which nothing is known may well reach somebody.
fn whose(error: &One) -> &str {
    match &error.assignee {
        Some(owner) => owner,
        None if error.is_known() => "nobody",
        None => UNKNOWN,
    }
}

/// Rows of an export, or issues: there is nothing to explain beyond where each goes.
fn without_frames(each: &Each) -> Report {
    let headline = shares(&each.errors);
    let value = json!({
        "errors": each.errors,
        "leftOut": each.left_out,
        "problems": each.problems,
    });
    let mut report = Report::new("simulate", headline, value);
    list(&mut report, each);
    for problem in &each.problems {
        report.body.push(paragraph(&problem.message));
    }
    report
}

fn list(report: &mut Report, each: &Each) {
    report.body.push(listed(&each.errors));
    if each.left_out > 0 {
        let more = count(each.left_out as u32);
        report.body.push(paragraph(&format!("{more} more are not looked at.")));
    }
}

fn listed(errors: &[One]) -> Block {
    let row = |error: &One| {
        let told = match &error.notified.owners[..] {
            [] => vec![text("")],
            owners => codes(owners.iter().map(String::as_str)),
        };
        vec![
            vec![text(error.line.to_string())],
            vec![code(error.title.as_str())],
            vec![text(error.count.to_string())],
            vec![
                error.assignee.as_ref().map_or_else(|| text(whose(error)), |it| code(it.as_str())),
            ],
            told,
        ]
    };
    let heads = vec!["Line", "Error", "Times", "Goes to", "Alert tells"];
    Block::Table(heads, errors.iter().map(row).collect())
}
