use super::explanation::to_input;
use crate::advice::lint_review;
use crate::ownership::Owner;
use crate::routing::{Disagreement, Reviewer};
use crate::session::desk::{Answer, Inputs};
use crate::session::draw::rest;
use crate::session::draw::{el, line, owner, paragraph, path, show, strong, text};
use crate::session::protocol::{Filter, Input, Node};
use crate::text::numbers::{count, files, percent, plural};
use crate::tree::Group;

/// How many kinds of disagreement, and how many places of each, are listed.
const MOST: usize = 40;
const PLACES: usize = 6;

/// Where code review and error routing disagree.
pub fn draw(answer: &Answer, inputs: &Inputs) -> Vec<Node> {
    if inputs.text(Input::Codeowners).trim().is_empty() {
        let words = "Paste the repository’s CODEOWNERS file to see, file by file, where code review \
             and error routing disagree: who reviews a change, and who gets its errors.";
        return vec![paragraph("lead", words), to_input("Open CODEOWNERS", Input::Codeowners)];
    }
    let total = answer.tree.len() as u32;
    let found = &answer.disputes(&inputs.host, &inputs.people.names).found;
    let disputed: u32 = found.iter().map(|it| it.files.len() as u32).sum();
    if disputed == 0 {
        let words = format!(
            "Whoever gets the errors of a file is asked to review its changes: {} agree.",
            files(total)
        );
        return vec![paragraph("lead", &words)];
    }
    let lead = [
        text("The errors of "),
        strong(files(disputed)),
        text(format!(
            " of {} ({}) go to somebody who does not review ",
            count(total),
            percent(disputed, total)
        )),
        text(if disputed == 1 { "its" } else { "their" }),
        text(" changes, or to nobody though somebody does. "),
        show("Show them", Filter::Disputed),
    ];
    let mut body = vec![el("p", "lead", lead).keyed("sentence")];
    let unknown = unknown(found);
    if unknown > 0 {
        let words = format!(
            "{} for nobody in Sentry yet, and so for somebody other than whoever gets the errors.",
            plural(unknown, "name of CODEOWNERS stands", "names of CODEOWNERS stand")
        );
        body.push(paragraph("warning", &words));
        body.push(to_input("Say who they are", Input::People));
    }
    let reasons = lint_review(&inputs.host, &answer.tree);
    for reason in reasons.iter().take(PLACES) {
        let hint = reason.hint.as_deref().unwrap_or_default();
        body.push(paragraph("warning", &format!("{} {hint}", reason.message)));
    }
    body.extend(rest(reasons.len(), PLACES, "such line", "such lines"));
    let items = found.iter().take(MOST).map(|it| group(answer, it));
    body.push(el("ol", "disputes", items).keyed("disputes"));
    body.extend(rest(found.len(), MOST, "kind", "kinds"));
    body
}

fn unknown(found: &[Disagreement]) -> u32 {
    let mut names: Vec<&String> = found
        .iter()
        .flat_map(|it| &it.reviewers)
        .filter_map(|reviewer| match reviewer {
            Reviewer::Unknown(name) => Some(name),
            Reviewer::Known(_) => None,
        })
        .collect();
    names.sort_unstable();
    names.dedup();
    names.len() as u32
}

fn group(answer: &Answer, it: &Disagreement) -> Node {
    let named = |who: &Owner| owner(Some(&who.to_string()), answer.place_of(who));
    let mut words = vec![strong(files(it.files.len() as u32)), text(": reviewed by ")];
    if it.reviewers.is_empty() {
        words.push(owner(None, None));
    }
    for reviewer in &it.reviewers {
        words.push(match reviewer {
            Reviewer::Known(who) => named(who),
            Reviewer::Unknown(name) => owner(Some(name), None),
        });
        words.push(text(" "));
    }
    words.extend(it.lines.iter().map(|&at| line(Input::Codeowners, at)));
    words.push(text(", errors go to "));
    words.push(it.gets.as_ref().map_or_else(|| owner(None, None), named));
    if let Some(rule) = it.rule {
        let (input, at) = answer.line_of(rule);
        words.extend([text(" "), line(input, at)]);
    }
    let tree = &answer.tree;
    let mut places = Vec::new();
    let mut shown = 0;
    for place in tree.groups(&it.files).take(PLACES) {
        let (name, number) = match place {
            Group::Folder { folder, files } => (format!("{}/", tree.folder_path(folder)), files),
            Group::File(id) => (tree.paths().get(id).to_owned(), 1),
        };
        shown += number as usize;
        places.push(path(&name));
    }
    let left = it.files.len().saturating_sub(shown);
    if left > 0 {
        let more = format!(" and {}", plural(left as u32, "other file", "other files"));
        places.push(el("span", "soft", []).says(more));
    }
    el("li", "", [el("p", "", words), el("p", "places", places)])
}
