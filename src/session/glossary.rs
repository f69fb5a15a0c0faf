//! Sentry's terms, marked where a view first names them in a heading, a label or over a column. The page shows what they
//! mean (`src/pictures/words.js`). What they are and mean stands in the lessons' glossary and nowhere else.

use super::draw::el;
use super::protocol::{Attribute, Node, Reply};
use std::sync::OnceLock;

/// The glossary: a term a line, `- **Name, other name**: what it means.`
const GLOSSARY: &str = include_str!("../lessons/glossary.md");

/// What terms are looked for in; elsewhere a sentence has its own words around them.
const PLACES: [&str; 7] = ["th", "h2", "h3", "h4", "dt", "figcaption", "label"];

/// A term of the glossary, by one of its names.
struct Term {
    /// In ASCII lower case.
    name: String,
    /// The number of its line.
    line: usize,
}

/// All names, the longest first, so that *last owner* is not taken for an owner.
fn terms() -> &'static [Term] {
    static TERMS: OnceLock<Vec<Term>> = OnceLock::new();
    TERMS.get_or_init(|| {
        let lines = GLOSSARY.lines().enumerate();
        let mut terms: Vec<Term> = lines
            .filter_map(|(line, text)| {
                Some((line, text.strip_prefix("- **")?.split_once("**:")?.0))
            })
            .flat_map(|(line, names)| {
                names.split(", ").map(move |name| Term { name: name.to_ascii_lowercase(), line })
            })
            .collect();
        terms.sort_by_key(|term| std::cmp::Reverse(term.name.len()));
        terms
    })
}

/// Marks the terms of each view and each reason among the replies.
pub fn mark(replies: &mut [Reply]) {
    for reply in replies {
        let body = match reply {
            Reply::View(view) => &mut view.body,
            Reply::Explanation(explanation) => &mut explanation.body,
            Reply::Tree(_)
            | Reply::Input(_)
            | Reply::Routing(_)
            | Reply::Rows(_)
            | Reply::Advice(_)
            | Reply::Fix { .. }
            | Reply::Moves(_)
            | Reply::Say(..)
            | Reply::Settings(_)
            | Reply::ReadTree(_)
            | Reply::Recognised(_)
            | Reply::IsFile
            | Reply::File(_)
            | Reply::Completions { .. }
            | Reply::Packed { .. }
            | Reply::Unpacked(_)
            | Reply::Repository { .. }
            | Reply::Show(_)
            | Reply::Save(..) => continue,
        };
        let mut marked = Vec::new();
        for node in body {
            look(node, false, &mut marked);
        }
    }
}

/// Marks what is in an element. `inside`: it is in one of the [`PLACES`]. `marked`: the terms that the view has marked, by line.
fn look(node: &mut Node, inside: bool, marked: &mut Vec<usize>) {
    // What is pressed says by itself what it does, and nothing in it can have the focus. The label of a box to tick is pressed, too.
    if node.intent.is_some() && node.tag != "form" || is_of_box(node) || row_head(node) {
        return;
    }
    let inside = inside || PLACES.contains(&node.tag.as_str());
    if inside && !node.tag.is_empty() {
        let mut children = parts(&std::mem::take(&mut node.text), marked).unwrap_or_default();
        if let [Node { tag, text, .. }, ..] = children.as_mut_slice()
            && tag.is_empty()
        {
            // An element's text stands before its children.
            node.text = std::mem::take(text);
            children.remove(0);
        }
        node.children.splice(0..0, children);
    }
    let mut at = 0;
    while at < node.children.len() {
        let child = &mut node.children[at];
        if child.tag == MARK {
            at += 1;
        } else if inside
            && child.tag.is_empty()
            && let Some(parts) = split(&child.text, marked)
        {
            let number = parts.len();
            node.children.splice(at..=at, parts);
            at += number;
        } else {
            look(child, inside, marked);
            at += 1;
        }
    }
}

/// The element around a term.
const MARK: &str = "dfn";

fn is_of_box(node: &Node) -> bool {
    let kinds = [(Attribute::Type, "checkbox"), (Attribute::Type, "radio")];
    let is_box = |node: &Node| {
        node.attributes.iter().any(|(name, value)| kinds.contains(&(*name, value.as_str())))
    };
    node.tag == "label" && node.children.iter().any(is_box)
}

/// The head of a row names a thing of the user's.
fn row_head(node: &Node) -> bool {
    node.tag == "th" && node.attributes.contains(&(Attribute::Scope, "row".to_owned()))
}

/// A text in parts, of which terms are elements. The text itself if it has none.
fn parts(text: &str, marked: &mut Vec<usize>) -> Option<Vec<Node>> {
    if text.is_empty() {
        return None;
    }
    split(text, marked).or_else(|| Some(vec![super::draw::text(text)]))
}

/// The same; none if it has none.
fn split(text: &str, marked: &mut Vec<usize>) -> Option<Vec<Node>> {
    // ASCII letters alone change, so places are those of the text.
    let lower = text.to_ascii_lowercase();
    let (mut parts, mut done) = (Vec::new(), 0);
    for (start, _) in lower.char_indices() {
        if start < done || lower[..start].ends_with(is_of_word) {
            continue;
        }
        let found = terms().iter().find_map(|term| {
            let end = start + lower[start..].strip_prefix(&term.name).map(|_| term.name.len())?;
            let end = if lower[end..].starts_with('s') { end + 1 } else { end };
            (!lower[end..].starts_with(is_of_word)).then_some((term, end))
        });
        let Some((term, end)) = found.filter(|(term, _)| !marked.contains(&term.line)) else {
            continue;
        };
        marked.push(term.line);
        if done < start {
            parts.push(super::draw::text(&text[done..start]));
        }
        let mark = el(MARK, "term", []).says(&text[start..end]);
        parts.push(mark.with(Attribute::TabIndex, "0").with(Attribute::Term, term.name.as_str()));
        done = end;
    }
    if parts.is_empty() {
        return None;
    }
    if done < text.len() {
        parts.push(super::draw::text(&text[done..]));
    }
    Some(parts)
}

/// What a word goes on with: `in-app` is not an app, and `owner@acme` no owner.
fn is_of_word(letter: char) -> bool {
    letter.is_alphanumeric() || "-_/@#".contains(letter)
}
