//! What a view says, without what could be pressed in it.

use crate::session::desk::views::LIMITS;
use crate::session::protocol::{Attribute, Intent, Node};
use serde::ser::SerializeSeq;
use serde::{Serialize, Serializer};

/// An element or a text, as JSON: `"text"`, or `["tag", {"class": "…"}, …]` with what stands in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// A text.
    Text(String),
    /// An element of HTML or SVG: its tag, its attributes, what stands in it.
    Element(String, Vec<(&'static str, String)>, Vec<Piece>),
}

impl Piece {
    /// These, without what could be pressed.
    pub(super) fn all(nodes: &[Node]) -> Vec<Self> {
        nodes.iter().filter_map(Self::of).collect()
    }

    /// None: it is there to be used, and says nothing.
    fn of(node: &Node) -> Option<Self> {
        // A small advisor leads to the whole one, which says it.
        if node.key == LIMITS {
            return None;
        }
        let text = || Some(Self::Text(node.text.clone())).filter(|_| !node.text.is_empty());
        let tag = match node.tag.as_str() {
            "" => return text(),
            "input" if node.attributes.contains(&(Attribute::Type, "checkbox".to_owned())) => {
                let is_checked = node.attributes.iter().any(|it| it.0 == Attribute::Checked);
                return Some(Self::Text(if is_checked { "yes" } else { "no" }.to_owned()));
            }
            "form" | "input" | "select" | "textarea" | "datalist" => return None,
            // A label of nothing.
            "label" => return None,
            "button" if says_something(node.intent.as_ref()) || is_number(node) => "span",
            "button" => return None,
            // What a number opens leads on, which nothing here does.
            "details" if node.has_class("behind") => {
                let summary = node.children.first().map_or(&[][..], |it| &it.children);
                let words = node.children.first().map(|it| it.text.clone());
                let words = words.filter(|it| !it.is_empty()).map(Self::Text);
                let children = words.into_iter().chain(Self::all(summary)).collect();
                return Some(Self::Element("span".to_owned(), Vec::new(), children));
            }
            tag => tag,
        };
        let children: Vec<Self> = text().into_iter().chain(Self::all(&node.children)).collect();
        // A cell without words keeps its place in the row.
        if children.is_empty() && !node.children.is_empty() && !matches!(tag, "td" | "th") {
            return None;
        }
        let attributes = node.attributes.iter().filter(|(name, _)| is_kept(*name));
        let attributes = attributes.map(|(name, value)| (name.name(), value.clone())).collect();
        Some(Self::Element(tag.to_owned(), attributes, children))
    }
}

/// Whether a button's words are a thing that the page leads to, and not only something to do.
fn says_something(intent: Option<&Intent>) -> bool {
    match intent {
        Some(Intent::GoTo(..) | Intent::Reveal(_) | Intent::Select(_)) => true,
        Some(
            Intent::Filter(_)
            | Intent::Edit(..)
            | Intent::Input(_)
            | Intent::View(_)
            | Intent::Look(..)
            | Intent::Copy(_)
            | Intent::Save(..)
            | Intent::Print
            | Intent::Do(_),
        )
        | None => false,
    }
}

/// Whether a button's words are a number, which on the page leads to what it counts.
fn is_number(node: &Node) -> bool {
    let begins = node.text.starts_with(|it: char| it.is_ascii_digit());
    begins
        && match &node.intent {
            Some(Intent::Filter(_) | Intent::View(_) | Intent::Look(..) | Intent::Do(_)) => true,
            Some(
                Intent::GoTo(..)
                | Intent::Reveal(_)
                | Intent::Select(_)
                | Intent::Edit(..)
                | Intent::Input(_)
                | Intent::Copy(_)
                | Intent::Save(..)
                | Intent::Print,
            )
            | None => false,
        }
}

/// Whether an attribute means something where nothing can be used, and where the same may stand several times.
fn is_kept(attribute: Attribute) -> bool {
    match attribute {
        Attribute::Class
        | Attribute::Title
        | Attribute::Role
        | Attribute::Label
        | Attribute::Hidden
        | Attribute::Scope
        | Attribute::ColSpan
        | Attribute::ViewBox
        | Attribute::Aspect
        | Attribute::X
        | Attribute::Y
        | Attribute::Width
        | Attribute::Height
        | Attribute::Path
        | Attribute::Anchor
        | Attribute::Rx
        | Attribute::TabIndex
        | Attribute::Open => true,
        Attribute::Id
        | Attribute::Type
        | Attribute::Value
        | Attribute::Default
        | Attribute::Placeholder
        | Attribute::List
        | Attribute::Selected
        | Attribute::Checked
        | Attribute::Disabled
        | Attribute::Href
        | Attribute::Target
        | Attribute::Rel
        | Attribute::Pressed
        | Attribute::Expanded
        | Attribute::Current
        | Attribute::Live
        | Attribute::Autocomplete
        | Attribute::Spellcheck
        | Attribute::Min
        | Attribute::Max
        | Attribute::Step
        | Attribute::For
        | Attribute::Name
        | Attribute::Rows
        | Attribute::Draggable
        | Attribute::Folder
        | Attribute::Sort
        | Attribute::Drawing
        | Attribute::Picture
        | Attribute::OfPath
        | Attribute::OfOwner
        | Attribute::OfLine
        | Attribute::OfProject
        | Attribute::Term => false,
    }
}

impl Serialize for Piece {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (tag, attributes, children) = match self {
            Self::Text(text) => return serializer.serialize_str(text),
            Self::Element(tag, attributes, children) => (tag, attributes, children),
        };
        let mut list = serializer.serialize_seq(Some(2 + children.len()))?;
        list.serialize_element(tag)?;
        list.serialize_element(&Attributes(attributes))?;
        for child in children {
            list.serialize_element(child)?;
        }
        list.end()
    }
}

/// As an object.
struct Attributes<'a>(&'a [(&'static str, String)]);

impl Serialize for Attributes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}
