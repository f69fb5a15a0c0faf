use super::explanation::to_input;
use crate::ownership::Owner;
use crate::routing::{Disagreement, Reviewer};
use crate::session::commands::FilesCommand;
use crate::session::desk::{Answer, Inputs};
use crate::session::draw::rest;
use crate::session::draw::{command, el, line, owner, paragraph, path, show, strong, text};
use crate::session::protocol::{Filter, Input, Node};
use crate::text::numbers::{count, files, percent, plural};

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
    let review = &answer.disputes(&inputs.host, &inputs.people.names).review;
    if review.disputed == 0 {
        let words = format!(
            "Whoever gets the errors of a file is asked to review its changes: {} agree.",
            files(total)
        );
        return vec![paragraph("lead", &words)];
    }
    let lead = [
        text("The errors of "),
        strong(files(review.disputed)),
        text(format!(
            " of {} ({}) go to somebody who does not review ",
            count(total),
            percent(review.disputed, total)
        )),
        text(if review.disputed == 1 { "its" } else { "their" }),
        text(" changes, or to nobody although somebody reviews them. "),
        show("Show them", Filter::Disputed),
    ];
    let mut body = vec![el("p", "lead", lead).keyed("sentence")];
    if review.unknown > 0 {
        let words = format!(
            "{} not mapped to anybody in Sentry yet, so whoever gets the errors counts as somebody else.",
            plural(review.unknown, "name in CODEOWNERS is", "names in CODEOWNERS are")
        );
        body.push(paragraph("warning", &words));
        body.push(to_input("Say who they are", Input::People));
    }
    for reason in review.problems.iter().take(PLACES) {
        let hint = reason.hint.as_deref().unwrap_or_default();
        body.push(paragraph("warning", &format!("{} {hint}", reason.message)));
    }
    body.extend(rest(review.problems.len(), PLACES, "such line", "such lines"));
    let items = review.groups.iter().enumerate().take(MOST);
    let items = items.map(|(at, it)| group(answer, at, it));
    body.push(el("ol", "disputes", items).keyed("disputes"));
    body.extend(rest(review.groups.len(), MOST, "kind", "kinds"));
    body
}

fn group(answer: &Answer, at: usize, it: &Disagreement) -> Node {
    let named = |who: &Owner| owner(Some(&who.to_string()), answer.place_of(who));
    let number = command("plain", files(it.files.len() as u32), FilesCommand::Disputes(at));
    let mut words = vec![number, text(": reviewed by ")];
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
        shown += place.files() as usize;
        places.push(path(&place.path(tree)));
    }
    let left = it.files.len().saturating_sub(shown);
    if left > 0 {
        let more = format!(" and {}", plural(left as u32, "other file", "other files"));
        places.push(el("span", "soft", []).says(more));
    }
    el("li", "", [el("p", "", words), el("p", "places", places)])
}
