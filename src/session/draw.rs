//! Elements of views, named for what they show.

use super::commands::Command;
use super::protocol::{Attribute, Filter, Input, Intent, Node};
use super::shares::{VIEW_BOX, hue, owner_class, segments};
use crate::text::numbers::plural;

/// An element.
pub fn el(tag: &str, class: &str, children: impl IntoIterator<Item = Node>) -> Node {
    let children = children.into_iter().collect();
    let node = Node { tag: tag.to_owned(), children, ..Node::default() };
    if class.is_empty() { node } else { node.with(Attribute::Class, class) }
}

/// A bare text.
pub fn text(text: impl Into<String>) -> Node {
    Node { text: text.into(), ..Node::default() }
}

/// Building
impl Node {
    /// With a text before its children.
    pub fn says(mut self, text: impl Into<String>) -> Self {
        self.text = text.into();
        self
    }

    /// With an attribute.
    pub fn with(mut self, name: Attribute, value: impl Into<String>) -> Self {
        self.attributes.push((name, value.into()));
        self
    }

    /// With an attribute that is there or not.
    pub fn with_if(self, name: Attribute, there: bool) -> Self {
        if there { self.with(name, "") } else { self }
    }

    /// Whether it has this class, and no other.
    pub fn has_class(&self, class: &str) -> bool {
        self.attributes.iter().any(|(name, value)| *name == Attribute::Class && value == class)
    }

    /// With an identity of its own among its siblings.
    pub fn keyed(mut self, key: impl Into<String>) -> Self {
        self.key = key.into();
        self
    }

    /// With what happens when it is used.
    pub fn does(mut self, intent: Intent) -> Self {
        self.intent = Some(intent);
        self
    }
}

/// A paragraph; what stands between backticks is code.
pub fn paragraph(class: &str, words: &str) -> Node {
    el("p", class, prose(words))
}

/// A sentence in which what stands between backticks is code.
pub fn prose(words: &str) -> Vec<Node> {
    let parts = words.split('`').enumerate().filter(|(_, part)| !part.is_empty());
    parts.map(|(at, part)| if at % 2 == 1 { code(part) } else { text(part) }).collect()
}

/// Something that stands in a file or goes into one.
pub fn code(words: &str) -> Node {
    el("code", "", []).says(words)
}

/// Something of weight.
pub fn strong(words: impl Into<String>) -> Node {
    el("b", "", []).says(words)
}

/// An owner's name with its colour; no name is nobody.
pub fn owner(name: Option<&str>, place: Option<u32>) -> Node {
    let dot = el("i", "dot", []).with(Attribute::Hidden, "true");
    let words = name.unwrap_or("nobody");
    el("span", &owner_class(name, place), [dot, text(words)]).with(Attribute::OfOwner, words)
}

/// A button.
pub fn button(class: &str, words: impl Into<String>, intent: Intent) -> Node {
    el("button", class, []).with(Attribute::Type, "button").says(words).does(intent)
}

/// A button for something the engine does.
pub fn command(class: &str, words: impl Into<String>, command: impl Into<Command>) -> Node {
    button(class, words, command.into().intent())
}

/// Leads to a line of an input.
pub fn line(input: Input, line: u32) -> Node {
    button("place", input.place(line), Intent::GoTo(input, line))
        .with(Attribute::Title, "Show it")
        .with(Attribute::OfLine, input.about(line))
}

/// Leads to a path in the explorer.
pub fn path(path: &str) -> Node {
    let shown = if path.is_empty() { "/" } else { path };
    button("path", "", Intent::Reveal(path.trim_end_matches('/').to_owned()))
        .with(Attribute::Title, "Show it in the tree")
        .with(Attribute::OfPath, path)
        .containing(code(shown))
}

impl Node {
    fn containing(mut self, child: Node) -> Self {
        self.children.push(child);
        self
    }
}

/// Selects a path without leaving the view.
pub fn select(path: &str) -> Node {
    button("path", "", Intent::Select(path.to_owned()))
        .with(Attribute::Title, "Show why it goes where it goes")
        .with(Attribute::OfPath, path)
        .containing(code(path))
}

/// Shows certain files in the explorer.
pub fn show(words: impl Into<String>, filter: Filter) -> Node {
    button("plain", words, Intent::Filter(filter))
}

/// A table: its headings, of which those that start with `#` stand over numbers, and rows.
pub fn table(class: &str, headings: &[&str], rows: Vec<Vec<Vec<Node>>>) -> Node {
    let numeric: Vec<bool> = headings.iter().map(|heading| heading.starts_with('#')).collect();
    let of = |at: usize| if numeric.get(at) == Some(&true) { "number" } else { "" };
    let head = headings.iter().enumerate().map(|(at, heading)| {
        el("th", of(at), []).with(Attribute::Scope, "col").says(heading.trim_start_matches('#'))
    });
    let rows = rows.into_iter().map(|cells| {
        let cells = cells.into_iter().enumerate();
        el("tr", "", cells.map(|(at, cell)| el("td", of(at), cell)))
    });
    let body: Vec<Node> = rows.collect();
    let table = [el("thead", "", [el("tr", "", head)]), el("tbody", "", body)];
    // Scrolls by itself where it is too wide, by the keyboard, too.
    el("div", "scroll", [el("table", class, table)]).with(Attribute::TabIndex, "0")
}

/// A bar of shares: the place of each owner in the order of shares, and how much of `whole` it
/// has. Without a label it only repeats numbers that stand beside it, and is not read out.
pub fn bar(parts: &[(Option<u32>, u32)], whole: u32, label: &str) -> Node {
    let segments = segments(parts.iter().copied(), whole).map(|segment| {
        el("rect", &segment.class, [])
            .with(Attribute::X, segment.x.to_string())
            .with(Attribute::Y, "0")
            .with(Attribute::Width, segment.width.to_string())
            .with(Attribute::Height, "10")
    });
    let bar = el("svg", "mini", segments)
        .with(Attribute::ViewBox, VIEW_BOX)
        .with(Attribute::Aspect, "none");
    if label.is_empty() {
        bar.with(Attribute::Hidden, "true")
    } else {
        bar.with(Attribute::Role, "img").with(Attribute::Label, label)
    }
}

/// A bar of a length of its own, in thousandths, in an owner's colour; the number beside it says the same.
pub fn length(place: Option<u32>, thousandths: u32) -> Node {
    let bar = el("rect", &hue(place), [])
        .with(Attribute::X, "0")
        .with(Attribute::Y, "0")
        .with(Attribute::Width, thousandths.to_string())
        .with(Attribute::Height, "10");
    el("svg", "mini", [bar])
        .with(Attribute::ViewBox, VIEW_BOX)
        .with(Attribute::Aspect, "none")
        .with(Attribute::Hidden, "true")
}

/// Buttons that save the picture beside them, as the page draws it.
pub fn save_picture() -> [Node; 2] {
    [("svg", "Save as SVG"), ("png", "Save as PNG")].map(|(what, words)| on_picture(what, words))
}

/// A button for something that the page does with the picture beside it.
pub fn on_picture(what: &str, words: &str) -> Node {
    let button = el("button", "", []).with(Attribute::Type, "button").says(words);
    button.with(Attribute::Picture, what)
}

/// A choice of one of several: each option's value and words.
pub fn choice(
    label: &str,
    options: &[(&str, &str)],
    chosen: &str,
    command: impl Into<Command>,
) -> Node {
    let options = options.iter().map(|(value, words)| {
        el("option", "", [])
            .with(Attribute::Value, *value)
            .with_if(Attribute::Selected, *value == chosen)
            .says(*words)
    });
    let select = el("select", "", options).does(command.into().intent());
    el("label", "", [el("span", "", []).says(label), select])
}

/// A switch.
pub fn switch(label: &str, on: bool, command: impl Into<Command>) -> Node {
    let field = el("input", "", [])
        .with(Attribute::Type, "checkbox")
        .with_if(Attribute::Checked, on)
        .does(command.into().intent());
    el("label", "check", [field, el("span", "", prose(label))])
}

/// A field of one line. What it holds until somebody types follows the engine.
pub fn field(label: &str, value: &str, placeholder: &str, command: impl Into<Command>) -> Node {
    let field = el("input", "", [])
        .with(Attribute::Type, "text")
        .with(Attribute::Default, value)
        .with(Attribute::Placeholder, placeholder)
        .with(Attribute::Autocomplete, "off")
        .with(Attribute::Spellcheck, "false")
        .does(command.into().intent());
    el("label", "", [el("span", "", []).says(label), field])
}

/// A field of one line that proposes what stands in the `datalist` of this id.
pub fn field_with(label: &str, value: &str, list: &str, command: impl Into<Command>) -> Node {
    let mut node = field(label, value, "", command);
    if let Some(field) = node.children.last_mut() {
        field.attributes.push((Attribute::List, list.to_owned()));
    }
    node
}

/// A root of a code mapping; an empty one has to be seen, too.
pub fn root(root: &str) -> &str {
    if root.is_empty() { "\"\"" } else { root }
}

/// A field of several lines.
pub fn area(label: &str, value: &str, command: impl Into<Command>) -> Node {
    let field = el("textarea", "", [])
        .with(Attribute::Rows, "2")
        .with(Attribute::Spellcheck, "false")
        .with(Attribute::Default, value)
        .does(command.into().intent());
    el("label", "", [el("span", "", []).says(label), field])
}

/// What can be opened.
pub fn details(key: &str, summary: &str, body: impl IntoIterator<Item = Node>) -> Node {
    let summary = el("summary", "", prose(summary));
    el("details", "", std::iter::once(summary).chain(body)).keyed(key)
}

/// A line on what a cut list leaves out; none if nothing.
pub fn rest(all: usize, shown: usize, one: &str, many: &str) -> Option<Node> {
    let left = all.saturating_sub(shown);
    (left > 0)
        .then(|| el("p", "soft", [text(format!("and {} more.", plural(left as u32, one, many)))]))
}
