//! A checklist: what to do, why, when it is done, what to type, and by which page.

use super::super::counted::counted;
use crate::playbook::Choice;
use crate::playbook::{Code, Item, Source};
use crate::session::commands::PlaybookCommand;
use crate::session::draw::{button, el, paragraph, prose, switch, text};
use crate::session::protocol::{Attribute, Intent, Node};
use std::collections::BTreeSet;

/// The items, each with its box.
pub fn list(items: &[Item], done: &BTreeSet<String>) -> Node {
    let draw = |item: &Item| draw_with(item, done.contains(&item.id), Vec::new());
    el("ul", "checklist", items.iter().map(draw))
}

/// An item, with what stands above why.
pub fn draw_with(item: &Item, done: bool, above: Vec<Node>) -> Node {
    let tick = PlaybookCommand::Choose(Choice::Done(item.id.clone()));
    let mut body = vec![switch(&item.what, done, &tick).keyed("what")];
    body.extend(above);
    body.push(labelled("Why", &item.why));
    body.extend(
        item.code.iter().enumerate().map(|(at, code)| snippet(code).keyed(format!("code-{at}"))),
    );
    body.push(labelled("Done when", &item.done_when));
    body.extend(item.older_advice.as_deref().map(|older| labelled("Older advice", older)));
    body.extend(item.needed().map(|needed| paragraph("note", &needed)));
    body.push(source(item.source));
    el("li", if done { "item done" } else { "item" }, body).keyed(item.id.as_str())
}

pub fn labelled(label: &str, words: &str) -> Node {
    let label = el("b", "", [text(format!("{label}: "))]);
    el("p", "note", std::iter::once(label).chain(counted(words))).keyed("")
}

/// Something to type, with a way to take it along.
pub fn snippet(code: &Code) -> Node {
    let copy = button("", "Copy", Intent::Copy(code.text.clone()));
    let place = (!code.place.is_empty()).then(|| el("span", "soft", prose(&code.place)));
    let head = el("p", "head", place.into_iter().chain([copy]));
    let text = el("code", "", []).says(code.text.as_str());
    let text = el("pre", "", [text]).with(Attribute::TabIndex, "0");
    el("div", "snippet", [head, text])
}

/// The page an item goes by, and how old the copy is that was read.
pub fn source(source: Source) -> Node {
    let address = source.address.trim_start_matches("https://");
    let link = el("a", "", [])
        .with(Attribute::Href, source.address)
        .with(Attribute::Target, "_blank")
        .with(Attribute::Rel, "noopener noreferrer")
        .says(address);
    el("p", "source soft", [link, text(format!(", {}", source.age.remark()))])
}
