//! What is in Sentry today, beside what is proposed.

use crate::document::Chosen;
use crate::export::{self, File};
use crate::live::{self, Comparison, Live, Reading, Row, Step};
use crate::organization::Organization;
use crate::session::commands::OrganizationCommand;
use crate::session::draw::{
    area, button, code, command, details, el, paragraph, prose, rest, strong, table, text,
};
use crate::session::protocol::{Attribute, Intent, Node};
use crate::text::numbers::plural;

/// How many rows, findings and unknown things are listed.
const MOST: usize = 60;

/// What it is shown of.
pub struct Parts<'s> {
    /// What is known; nothing if nobody said.
    pub live: Option<&'s Live>,
    /// It beside the plan.
    pub comparison: Option<&'s Comparison>,
    /// What came of reading the last text.
    pub reading: &'s Reading,
    /// How many texts were read.
    pub texts: u32,
    /// The plan.
    pub organization: &'s Organization,
    /// What was chosen, for the script that fetches.
    pub chosen: &'s Chosen,
}

/// An input for what is there, and what comes of it.
pub fn draw(parts: &Parts<'_>) -> Node {
    let mut body = vec![offer(parts), input(parts.texts)];
    body.extend(problems(parts.reading));
    if let (Some(live), Some(comparison)) = (parts.live, parts.comparison) {
        body.push(known(live, parts.chosen));
        body.extend(unknown(live));
        body.extend(rows(comparison, parts.organization));
        body.extend(findings(comparison));
        body.push(take_along(live, comparison, parts.organization));
    }
    let title = match parts.live {
        None => "Already on Sentry? Compare the plan with what is there".to_owned(),
        Some(live) => {
            let projects = live.projects.len() as u32;
            format!("In Sentry today: {}", plural(projects, "project", "projects"))
        }
    };
    let is_open = parts.live.is_some() || !parts.reading.problems.is_empty();
    details("today", &title, body).with_if(Attribute::Open, is_open)
}

/// The script that fetches it.
fn offer(parts: &Parts<'_>) -> Node {
    let Chosen { organization, choices, .. } = parts.chosen;
    let script = live::script(&Organization {
        organization: organization.clone(),
        choices: choices.clone(),
        ..Organization::default()
    });
    let save = Intent::Save(live::FILENAME.into(), "application/x-sh".into(), script);
    el(
        "p",
        "",
        [
            text(
                "A script fetches all that is needed into one file. It only reads, with a token of yours, on your machine. ",
            ),
            button("", "Save the script", save),
        ],
    )
}

fn input(texts: u32) -> Node {
    let field = area("What is there in Sentry today", "", OrganizationCommand::ReadToday);
    let words = "Paste that file or drop it here, answers of the API (projects, teams, ownership, code mappings, alerts), or Terraform’s state or source: all at once or one after the other. It is read when you leave the field, and stays in this browser.";
    el("div", "contents takes-files", [field, paragraph("soft", words)])
        .keyed(format!("today-{texts}"))
}

fn problems(reading: &Reading) -> Vec<Node> {
    let shown = reading.problems.iter().take(MOST).map(|problem| {
        let hint = problem.hint.as_deref().map(|hint| format!(" {hint}")).unwrap_or_default();
        el("p", "warning", prose(&format!("{}{hint}", problem.message)))
    });
    shown.chain(rest(reading.problems.len(), MOST, "problem", "problems")).collect()
}

/// What carries out the difference.
fn take_along(live: &Live, comparison: &Comparison, plan: &Organization) -> Node {
    let save = |words: &str, file: File| {
        let text = file.text().unwrap_or_default().to_owned();
        button("", words, Intent::Save(file.filename.clone(), file.mime.to_owned(), text))
    };
    let terraform = save("Save sentry-today.tf", export::today(plan, live, comparison));
    let script = save("Save sentry-today.sh", export::today_script(plan, live, comparison));
    let mut body = vec![
        el(
            "p",
            "",
            [
                text(
                    "As API calls: a script creates and changes only what differs from the plan. It does a dry run unless you pass `--apply`, skips what was changed in the meantime, and deletes nothing: ",
                ),
                script,
            ],
        ),
        el(
            "p",
            "",
            [
                text(
                    "As Terraform: beside the plan’s own, this file has it take over what is there, so that it changes only what differs: ",
                ),
                terraform,
            ],
        ),
    ];
    if comparison.rows.iter().any(|row| !row.more_teams.is_empty()) {
        let words = "Terraform removes access that is not in the plan; the file lists it. The script removes none.";
        body.push(paragraph("warning", words));
    }
    details("today-along", "Export the differences", body)
}

/// How much is known, and a way to forget it.
fn known(live: &Live, chosen: &Chosen) -> Node {
    let rules = live.projects.values().filter(|it| it.rules.is_some()).count();
    let parts = [
        plural(live.projects.len() as u32, "project", "projects"),
        plural(live.teams.len() as u32, "team", "teams"),
        plural(rules as u32, "set of rules", "sets of rules"),
        plural(live.mappings.len() as u32, "code mapping", "code mappings"),
        plural(live.alerts.len() as u32, "alert", "alerts"),
    ];
    let of = match live.organization.as_str() {
        "" => String::new(),
        slug => format!(" of `{slug}`"),
    };
    let link = if chosen.today_fits_into_a_link() {
        ""
    } else {
        " It is too much for a link: one leaves it out."
    };
    let mut words = prose(&format!("Known{of}: {}.{link} ", parts.join(", ")));
    words.push(command("", "Forget it", OrganizationCommand::ForgetToday));
    el("p", "", words)
}

/// What was met that nobody knows, and what is left aside on purpose.
fn unknown(live: &Live) -> Option<Node> {
    let kinds = live.unknown.len() + live.unused.len();
    (kinds > 0).then(|| {
        let item = |words: &str, (what, times): (&String, &u32)| {
            let times = plural(*times, "time", "times");
            el("li", "", [code(what), text(format!(", {times}{words}"))])
        };
        let unknown = live.unknown.iter().take(MOST).map(|it| item("", it));
        let unused = live.unused.iter().take(MOST).map(|it| item(", known and not needed", it));
        let list = el("ul", "asides", unknown.chain(unused));
        let title =
            format!("Not read: {}", plural(kinds as u32, "kind of thing", "kinds of things"));
        details("today-unknown", &title, [list])
    })
}

/// Today beside proposed.
fn rows(comparison: &Comparison, plan: &Organization) -> Vec<Node> {
    let quiet = |row: &&Row| row.step == Step::Same || row.step == Step::LeaveAlone;
    let (same, doing): (Vec<&Row>, Vec<&Row>) = comparison.rows.iter().partition(quiet);
    let mut body = Vec::new();
    let count = |step: Step| comparison.rows.iter().filter(|row| row.step == step).count() as u32;
    let steps = [
        Step::Merge,
        Step::Split,
        Step::Rename,
        Step::Change,
        Step::Create,
        Step::Same,
        Step::LeaveAlone,
    ];
    let counts = steps.into_iter().filter(|step| count(*step) > 0);
    let counts: Vec<String> =
        counts.map(|step| format!("{} {}", step.word().to_lowercase(), count(step))).collect();
    if !counts.is_empty() {
        body.push(paragraph(
            "",
            &format!("Projects: {}. Nothing is ever deleted.", counts.join(", ")),
        ));
    }
    if !comparison.new_teams.is_empty() {
        let teams: Vec<String> =
            comparison.new_teams.iter().take(MOST).map(|team| format!("`#{team}`")).collect();
        body.push(paragraph("", &format!("Teams to make: {}.", teams.join(", "))));
    }
    if !doing.is_empty() {
        let cells = doing.iter().take(MOST).map(|row| cells(row, plan)).collect();
        body.push(table(
            "today",
            &["Today", "What to do", "Proposed", "Why, and what changes"],
            cells,
        ));
        body.extend(rest(doing.len(), MOST, "row", "rows"));
    }
    for (step, key, title) in [
        (Step::Same, "today-same", "As planned already"),
        (Step::LeaveAlone, "today-alone", "Left alone"),
    ] {
        let rows: Vec<&&Row> = same.iter().filter(|row| row.step == step).collect();
        if !rows.is_empty() {
            let item = |row: &&&Row| {
                let words = [prose(&format!(" {}", row.why.join(" "))), notes(row)];
                el("li", "", codes(&row.today).into_iter().chain(words.concat()))
            };
            let list = el("ul", "asides", rows.iter().take(MOST).map(item));
            let rest = rest(rows.len(), MOST, "project", "projects");
            let title = format!("{title}: {}", rows.len());
            body.push(details(key, &title, std::iter::once(list).chain(rest)));
        }
    }
    body
}

fn cells(row: &Row, plan: &Organization) -> Vec<Vec<Node>> {
    let proposed: Vec<String> = row
        .proposed
        .iter()
        .filter_map(|&at| plan.projects.get(at))
        .map(|project| project.slug.clone())
        .collect();
    let mut step = vec![strong(row.step.word())];
    if !row.today.is_empty() {
        let sure = (row.confidence * 100.0).round() as u32;
        step.push(el("span", "soft", []).says(format!(" {sure}% sure")));
    }
    let mut why = prose(&row.why.join(" "));
    if !row.changes.is_empty() {
        let item = |change: &live::Change| el("li", "", prose(&change.message()));
        why.push(el("ul", "", row.changes.iter().map(item)));
    }
    why.extend(notes(row));
    vec![codes(&row.today), step, codes(&proposed), why]
}

/// What stays as it is.
fn notes(row: &Row) -> Vec<Node> {
    let stays = row.stays.iter().take(6);
    stays.map(|it| paragraph("soft", &format!("Stays: {it}"))).collect()
}

fn codes(slugs: &[String]) -> Vec<Node> {
    let mut nodes: Vec<Node> =
        slugs.iter().take(MOST).flat_map(|slug| [code(slug), text(" ")]).collect();
    if slugs.len() > MOST {
        nodes.push(text(format!("and {} more", slugs.len() - MOST)));
    }
    nodes
}

/// What is amiss already.
fn findings(comparison: &Comparison) -> Vec<Node> {
    let mut body = Vec::new();
    if !comparison.findings.is_empty() {
        let item = |finding: &live::Finding| el("li", "", prose(&finding.message()));
        let list = el("ul", "findings", comparison.findings.iter().take(MOST).map(item));
        let rest = rest(comparison.findings.len(), MOST, "finding", "findings");
        let title = format!("Amiss today: {}", comparison.findings.len());
        body.push(details("today-findings", &title, std::iter::once(list).chain(rest)));
    }
    if comparison.rules_not_checked > 0 {
        let number = plural(comparison.rules_not_checked, "project’s", "projects’");
        let words = format!(
            "The rules of {number} were not held against these files: their code is in other repositories, or there are too many."
        );
        body.push(paragraph("soft", &words));
    }
    body
}
