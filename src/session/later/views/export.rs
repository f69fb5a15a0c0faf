//! The plan as files: what each is for, how it begins, and a way to take it along.

use super::playbook::chosen;
use crate::export::{File, Format, Gap, export, export_all, gaps};
use crate::organization::Organization;
use crate::session::commands::PlaybookCommand;
use crate::session::desk::Answer;
use crate::session::draw::rest;
use crate::session::draw::{button, code, command, details, el, paragraph, prose, strong, text};
use crate::session::later::export::ROUTING;
use crate::session::protocol::{Attribute, Intent, Node};
use crate::text::numbers::{count, files, plural};

/// The files, the archive first.
pub fn draw(organization: &Organization, repository: &str, answer: &Answer) -> Vec<Node> {
    if answer.tree.is_empty() {
        return vec![paragraph("soft", "Paste a file tree to get a plan to take away.")];
    }
    let gaps = gaps(organization);
    let nameless = gaps.iter().any(|gap| matches!(gap, Gap::NoOrganization | Gap::NoRepository));
    let mut body = vec![el("p", "lead", sentence(organization)).keyed("sentence")];
    body.extend(missing(&gaps));
    let chosen = chosen::draw(organization, repository);
    body.push(if nameless { chosen.with(Attribute::Open, "") } else { chosen });
    let all = export_all(organization).len() as u32 + 1;
    let cards = Format::ALL.into_iter().map(|format| match format {
        Format::Zip => archive(all),
        format => card(organization, format),
    });
    let cards = cards.chain([routing(answer)]);
    body.push(el("ol", "projects files", cards).keyed("files"));
    body
}

fn sentence(organization: &Organization) -> Vec<Node> {
    let projects = organization.projects.len() as u32;
    let teams = organization.all_teams().len() as u32;
    vec![
        text("The plan of "),
        strong(plural(projects, "project", "projects")),
        text(format!(
            " and {}, to take away. Names are quoted so that none can do harm.",
            plural(teams, "team", "teams")
        )),
    ]
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

fn card(organization: &Organization, format: Format) -> Node {
    let file = export(organization, format);
    let text = file.text().unwrap_or_default();
    let id = format.id();
    let mut actions = vec![save("Save", id, &file.filename)];
    if text.len() <= MOST_COPIED {
        let label = format!("Copy {}", file.filename);
        let copy = button("", "Copy", Intent::Copy(text.to_owned()));
        actions.extend([self::text(" "), copy.with(Attribute::Label, label)]);
    }
    let mut body = vec![
        head(format.title(), &file.filename, size(&file)),
        el("p", "", prose(format.purpose())),
        el("p", "", actions),
    ];
    body.extend(each(organization, format));
    body.push(details(&format!("preview-{id}"), "How it begins", [preview(text)]));
    el("li", "project", body).keyed(id)
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
    if !matches!(format, Format::Ownership | Format::CodeMappings)
        || organization.projects.len() < 2
    {
        return None;
    }
    let has = |slug: &str| crate::export::export_project(organization, format, slug).is_some();
    let slugs = organization.projects.iter().map(|project| project.slug.as_str());
    let slugs = slugs.filter(|slug| has(slug)).take(MOST_PROJECTS);
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
