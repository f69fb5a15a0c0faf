//! Ways to split, side by side, and the organization as a picture.

pub mod matrix;
mod mix;
mod rows;

use super::errors_behind::behind;
use super::picture;
use crate::document::Settings;
use crate::organization::Organization;
use crate::organization::picture::Picture;
use crate::ownership::Owner;
use crate::projects::Plan;
use crate::projects::what_if::{self, Foreign, Happened, Mix, Scenario, Way};
use crate::session::commands::{ComparisonCommand, FilesCommand};
use crate::session::desk::{Answer, Inputs};
use crate::session::draw::rest;
use crate::session::draw::{
    button, code, command, el, field, field_with, on_picture, paragraph, prose, strong, table, text,
};
use crate::session::later::event::Errors;
use crate::session::later::plan::inputs_of;
use crate::session::protocol::{Attribute, Intent, Node};
use crate::session::shares::HUES;
use crate::text::numbers::{large, percent};
use crate::trace::batch::Counted;
use mix::Mixed;
use std::collections::BTreeMap;

/// How many teams are listed.
const MOST: usize = 60;

/// What ways to split are compared of.
pub struct Parts<'s> {
    pub answer: &'s Answer,
    pub inputs: &'s Inputs,
    pub settings: &'s Settings,
    /// The split of the repository in view.
    pub plan: &'s Plan,
    /// The organization with all repositories.
    pub organization: &'s Organization,
    /// Its errors in a month, as typed.
    pub quota: &'s str,
    /// By which column teams and their projects are sorted.
    pub sorted: matrix::Sorted,
}

/// One project, the proposal, a project per folder of a kind: what follows from each.
pub fn draw(parts: &Parts<'_>, errors: &Errors) -> Vec<Node> {
    let Parts { answer, inputs, settings, plan, organization, quota: typed_quota, sorted } = *parts;
    if answer.tree.is_empty() {
        return vec![paragraph("soft", "Paste a file tree to compare ways to split it.")];
    }
    let kinds = what_if::kinds(&answer.tree, plan);
    let (folders, problem) = folders_of_a_kind(&kinds, settings);
    let mut problems: Vec<String> = problem.into_iter().collect();
    let quota = what_if::read_quota(typed_quota).unwrap_or_else(|error| {
        problems.push(error);
        None
    });
    let mixed = Mixed::new(&answer.tree, inputs, settings, errors);
    let ways = compare(parts, folders, &mixed.events, quota);
    if ways.iter().any(|way| way.kind == Way::Folders && way.projects == 0) {
        problems.push(format!("No folder of this tree is named by `{folders}`."));
    }
    let mut body = advice(&ways);
    body.push(mixed.say().keyed("mix"));
    if organization.repositories.len() > 1 {
        let words = "Compared is the repository in view; the picture below shows all of them.";
        body.push(paragraph("soft", words).keyed("which"));
    }
    body.push(fields(&settings.split.folders_of_a_kind, typed_quota, folders, &kinds));
    body.extend(problems.iter().map(|words| paragraph("warning", words)));
    body.push(rows::draw(&ways, folders, quota).keyed("ways"));
    body.extend(teams(&ways, folders, &Behind { mixed: &mixed, errors: &errors.counted }));
    body.push(consequences(&ways, folders));
    if let Some(matrix) = matrix::draw(answer, plan, sorted) {
        body.push(el("h3", "", [text("Files by team and project")]));
        body.push(matrix);
    }
    body.extend(picture_of(organization, answer));
    body
}

/// The glob of folders of a kind: what is typed, or the usual one; and what is wrong with what is typed.
pub fn folders_of_a_kind<'s>(
    kinds: &'s [String],
    settings: &'s Settings,
) -> (&'s str, Option<String>) {
    let usual = kinds.first().map_or("*", String::as_str);
    match settings.split.folders_of_a_kind.as_str() {
        "" => (usual, None),
        typed => match what_if::check_glob(typed) {
            Ok(()) => (typed, None),
            Err(error) => (usual, Some(format!("{error} `{usual}` is taken instead."))),
        },
    }
}

/// The ways, by what happened; if nothing did, by one error per source file.
fn compare(
    parts: &Parts<'_>,
    folders: &str,
    events: &[Happened],
    quota: Option<u64>,
) -> Vec<Scenario> {
    let rules = parts.inputs.all_rules();
    let inputs = inputs_of(&parts.answer.tree, parts.inputs, parts.settings, &rules);
    let mix = Mix { events, errors: &BTreeMap::new(), quota };
    what_if::compare(&inputs, parts.plan, Some(folders), &mix)
}

/// What to take, and why.
fn advice(ways: &[Scenario]) -> Vec<Node> {
    let Some(advice) = what_if::advise(ways) else { return Vec::new() };
    let mut why = advice.why.iter();
    let mut lead = vec![strong(advice.sentence.as_str())];
    if let Some(first) = why.next() {
        lead.push(text(" "));
        lead.extend(prose(first));
    }
    let lead = el("p", "lead", lead).keyed("sentence");
    std::iter::once(lead).chain(why.map(|words| paragraph("", words))).collect()
}

/// The name of a way.
fn name(kind: Way, folders: &str) -> Vec<Node> {
    match kind {
        Way::One => vec![text("One project")],
        Way::Proposal => vec![text("The proposal")],
        Way::Folders => vec![text("Each of "), code(folders)],
    }
}

/// The id of the list of globs.
const KINDS: &str = "folder-kinds";

fn fields(typed: &str, quota: &str, folders: &str, kinds: &[String]) -> Node {
    let shown = if typed.is_empty() { folders } else { typed };
    let options =
        kinds.iter().map(|kind| el("option", "", []).with(Attribute::Value, kind.as_str()));
    let fields = [
        field_with("A project for each of", shown, KINDS, ComparisonCommand::FoldersOfAKind),
        field("Errors a month in the quota", quota, "100k", ComparisonCommand::Quota),
        el("datalist", "", options).with(Attribute::Id, KINDS),
    ];
    el("div", "fields", fields).keyed("fields")
}

/// What numbers of errors lead to: to those that were given, else to the files that each stands for.
struct Behind<'s> {
    mixed: &'s Mixed,
    errors: &'s [Counted],
}

impl Behind<'_> {
    /// How many errors a team sees with a way, or how many of them are not its own.
    fn number(&self, way: &Scenario, team: &str, number: u64, foreign: bool) -> Node {
        if number == 0 {
            return text("0");
        }
        if self.mixed.events.is_empty() {
            let seen = FilesCommand::Seen { way: way.kind, team: team.to_owned(), foreign };
            return command("plain", large(number), seen);
        }
        let events = self.mixed.events.iter().zip(&way.of_events).zip(&self.mixed.places);
        let is_seen = |project: &Option<usize>| {
            project.is_some_and(|project| way.folders[project].teams.contains(team))
        };
        let which: Vec<usize> = events
            .filter(|((event, project), _)| {
                is_seen(project) && !(foreign && event.team.as_deref() == Some(team))
            })
            .map(|(_, &at)| at)
            .collect();
        behind(large(number), &which, self.errors)
    }
}

/// What each team sees.
fn teams(ways: &[Scenario], folders: &str, behind: &Behind<'_>) -> Vec<Node> {
    let mut names: Vec<&str> =
        ways.iter().flat_map(|way| &way.foreign).map(|team| team.team.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    if names.is_empty() {
        return Vec::new();
    }
    let of = |way: &Scenario, name: &str| {
        let team = way.foreign.iter().find(|team| team.team == name);
        team.map_or_else(none, |team| others(way, team, behind))
    };
    let rows = names.iter().take(MOST).map(|name| {
        let who = code(&format!("#{name}"));
        std::iter::once(vec![who]).chain(ways.iter().map(|way| of(way, name))).collect()
    });
    let each = format!("#Each of {folders}");
    let headings = ["Team", "#One project", "#The proposal", &each];
    let mut body = vec![
        el("h3", "", [text("Of the errors that each team sees, how many are other teams’")]),
        table("compare teams", &headings, rows.collect()).keyed("teams"),
    ];
    body.extend(rest(names.len(), MOST, "team", "teams"));
    body
}

fn none() -> Vec<Node> {
    vec![el("span", "soft", []).says("sees none")]
}

fn others(way: &Scenario, team: &Foreign, behind: &Behind<'_>) -> Vec<Node> {
    let share = percent((f64::from(team.share) * 1e6).round() as u32, 1_000_000);
    vec![
        text(format!("{share} ")),
        behind.number(way, &team.team, team.foreign, true).keyed("foreign"),
        el("span", "soft", []).says(" of "),
        behind.number(way, &team.team, team.sees, false).keyed("sees"),
    ]
}

/// What follows from each, in words.
fn consequences(ways: &[Scenario], folders: &str) -> Node {
    let way = |way: &Scenario| {
        let items = way.consequences.iter().map(|words| el("li", "", prose(words)));
        let body = [el("h3", "", name(way.kind, folders)), el("ul", "", items)];
        el("li", "", body).keyed(way.kind.id())
    };
    el("ul", "consequences", ways.iter().filter(|way| way.projects > 0).map(way))
        .keyed("consequences")
}

/// The organization as a picture.
fn picture_of(organization: &Organization, answer: &Answer) -> Vec<Node> {
    let hue = |team: &str| answer.place_of(&Owner::Team(team.to_owned())).map(|place| place % HUES);
    let picture = Picture::new(organization, hue);
    let file = format!("{}.svg", crate::projects::slugify(organization.slug()));
    let save = Intent::Save(file, "image/svg+xml".into(), picture.to_svg());
    let zoom = [
        ("zoom-in", "+", "Larger"),
        ("zoom-out", "−", "Smaller"),
        ("fit", "Fit", "As large as fits"),
    ];
    let zoom = zoom.map(|(what, sign, words)| {
        let button = on_picture(what, sign).with(Attribute::Title, words);
        if sign == "Fit" { button } else { button.with(Attribute::Label, words) }
    });
    let saves = [button("", "Save as SVG", save), on_picture("png", "Save as PNG")];
    let tools = el("p", "saving", zoom.into_iter().chain(saves));
    let words = "The organization: + and − make it larger and smaller, 0 fits it, arrows move it";
    let drawn = el("div", "scroll", [picture::draw(&picture)])
        .with(Attribute::TabIndex, "0")
        .with(Attribute::Role, "group")
        .with(Attribute::Label, words);
    vec![
        el("h3", "", [text("The organization")]),
        paragraph("soft", &picture.description),
        el("figure", "zoomed", [tools, drawn]).keyed("picture"),
    ]
}
