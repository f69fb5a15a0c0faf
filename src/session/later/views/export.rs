//! The plan as files: what each is for, a way to take it along, and how it begins if one asks.
//! None is written before.

use super::counted::counted;
use super::playbook::chosen;
use crate::export::{File, Format, Gap, contents, entry, gaps, projects_with};
use crate::organization::Organization;
use crate::session::commands::PlaybookCommand;
use crate::session::desk::Answer;
use crate::session::draw::rest;
use crate::session::draw::{button, code, command, el, paragraph, prose, strong, text};
use crate::session::later::export::{ROUTING, Written};
use crate::session::protocol::{Attribute, Intent, Node};
use crate::text::numbers::{count, files, plural};
use std::collections::BTreeSet;

/// What the view shows.
pub struct Parts<'p> {
    /// The plan that the files are made of.
    pub organization: &'p Organization,
    /// The name of the repository in view.
    pub repository: &'p str,
    pub answer: &'p Answer,
    /// The files of which somebody wants to see how they begin.
    pub looked_at: &'p BTreeSet<Format>,
    pub written: &'p Written,
}

/// The files, the archive first.
pub fn draw(parts: &Parts<'_>) -> Vec<Node> {
    let Parts { organization, repository, answer, .. } = *parts;
    if answer.tree.is_empty() {
        return vec![paragraph("soft", "Paste a file tree to get a plan to take away.")];
    }
    let gaps = gaps(organization);
    let mut body = vec![el("p", "lead", sentence(organization)).keyed("sentence")];
    body.extend(missing(&gaps));
    let chosen = chosen::draw(organization, repository);
    // Open whatever is filled in: what closes by itself closes under the hand of who fills it in.
    body.push(chosen.with(Attribute::Open, ""));
    // The routing of every file is in the archive, too.
    let all = contents(organization).len() as u32 + 1;
    let cards = Format::ALL.into_iter().map(|format| match format == Format::Zip {
        true => archive(all),
        false => card(parts, format),
    });
    let cards = cards.chain([routing(answer)]);
    body.push(el("ol", "projects files", cards).keyed("files"));
    body
}

fn sentence(organization: &Organization) -> Vec<Node> {
    let projects = organization.projects.len() as u32;
    let teams = organization.all_teams().len() as u32;
    counted(&format!(
        "The plan of {} and {}, to take away. Names are quoted so that none can do harm.",
        plural(projects, "project", "projects"),
        plural(teams, "team", "teams")
    ))
}

/// How many gaps are listed.
const MOST: usize = 12;

fn missing(gaps: &[Gap]) -> Option<Node> {
    let gap = |gap: &Gap| el("li", "", prose(&gap.message()));
    let rest = rest(gaps.len(), MOST, "remark", "remarks");
    let list = el("ul", "gaps", gaps.iter().take(MOST).map(gap));
    (!gaps.is_empty()).then(|| el("div", "", std::iter::once(list).chain(rest)).keyed("gaps"))
}

fn archive(number: u32) -> Node {
    let words = [text(Format::Zip.purpose()), text(format!(" {} in folders.", files(number)))];
    let body = [
        head(Format::Zip.title(), Format::Zip.filename(), String::new()),
        el("p", "", words),
        el("p", "", [save("Save the archive", Format::Zip.id(), Format::Zip.filename())]),
    ];
    el("li", "project", body).keyed(Format::Zip.id())
}

/// A file: what it is for, and how it begins if somebody asked for that. It is not written before.
fn card(parts: &Parts<'_>, format: Format) -> Node {
    let organization = parts.organization;
    let id = format.id();
    let filename = &entry(organization, format).filename;
    let looked_at = parts.looked_at.contains(&format);
    let file = looked_at.then(|| parts.written.file(organization, format));
    let look = command("", "How it begins", PlaybookCommand::LookAt(id.to_owned()))
        .with(Attribute::Expanded, looked_at.to_string())
        .with(Attribute::Label, format!("How {filename} begins"));
    let mut body = vec![
        head(format.title(), filename, file.as_deref().map(size).unwrap_or_default()),
        el("p", "", prose(format.purpose())),
        el("p", "", [save("Save", id, filename), text(" "), look]),
    ];
    body.extend(each(organization, format));
    body.extend(file.map(|file| beginning(&file)));
    el("li", "project", body).keyed(id)
}

/// How a file begins, with a way to copy all of it.
fn beginning(file: &File) -> Node {
    let text = file.text().unwrap_or_default();
    let mut body = Vec::new();
    if text.len() <= MOST_COPIED {
        let label = format!("Copy {}", file.filename);
        let copy = button("", "Copy all of it", Intent::Copy(text.to_owned()));
        body.push(el("p", "", [copy.with(Attribute::Label, label)]));
    }
    body.push(preview(text));
    el("div", "preview", body).keyed("preview")
}

/// Longer texts are saved rather than copied, so that none travels unasked.
const MOST_COPIED: usize = 60_000;

/// Who gets each file's errors: made only when it is asked for, as it is as long as the tree.
fn routing(answer: &Answer) -> Node {
    let lines = format!("{} lines", count(answer.tree.len() as u32));
    let body = [
        head("The routing of every file", "routing.csv", lines),
        paragraph(
            "",
            "For a spreadsheet: each file of the tree, who gets its errors, and by which rule.",
        ),
        el("p", "", [save("Save", ROUTING, "routing.csv")]),
    ];
    el("li", "project", body).keyed(ROUTING)
}

fn head(title: &str, filename: &str, size: String) -> Node {
    let size = el("span", "verdict", []).says(size);
    el("p", "head", [strong(title), text(" "), code(filename), size])
}

/// A way to each project's own file, where a format has such.
fn each(organization: &Organization, format: Format) -> Option<Node> {
    if organization.projects.len() < 2 {
        return None;
    }
    let slugs = projects_with(organization, format).into_iter().take(MOST_PROJECTS);
    let buttons = slugs.flat_map(|slug| {
        let one = save(slug, &format!("{}@{slug}", format.id()), slug);
        [one, text(" ")]
    });
    let buttons: Vec<Node> = buttons.collect();
    (!buttons.is_empty()).then(|| {
        let label = text("One project’s alone: ");
        el("p", "places", std::iter::once(label).chain(buttons))
    })
}

/// How many projects get a button of their own; the archive holds a file for each.
const MOST_PROJECTS: usize = 24;

fn save(words: &str, id: &str, filename: &str) -> Node {
    command("", words, PlaybookCommand::Export(id.to_owned()))
        .with(Attribute::Label, format!("Save {filename}"))
        .with(Attribute::Id, format!("save-{id}"))
}

fn size(file: &File) -> String {
    match file.bytes().len() {
        bytes @ 0..1000 => plural(bytes as u32, "byte", "bytes"),
        bytes => format!("{} KB", count((bytes as u32).div_ceil(1000))),
    }
}

/// The first lines, none longer than one reads.
fn preview(text: &str) -> Node {
    let cut = |line: &str| match line.char_indices().nth(160) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line.to_owned(),
    };
    let mut lines: Vec<String> = text.lines().take(24).map(cut).collect();
    if text.lines().nth(24).is_some() {
        lines.push("…".to_owned());
    }
    el("pre", "", []).with(Attribute::TabIndex, "0").says(lines.join("\n"))
}
