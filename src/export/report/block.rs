//! What a report is made of.

/// A part of a report.
#[derive(Clone)]
pub enum Block {
    /// A heading: how deep, from 1, and its words.
    Heading(u8, Vec<Inline>),
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list; each item may have further parts beneath it.
    List(Vec<Item>),
    /// A table: its headings, and its rows.
    Table(Vec<&'static str>, Vec<Vec<Vec<Inline>>>),
    /// Something to type or paste: its language, and its text.
    Code(&'static str, String),
}

/// An item of a list.
#[derive(Clone)]
pub struct Item {
    /// Whether it is done; none if it is nothing to do.
    pub done: Option<bool>,
    /// Its words.
    pub words: Vec<Inline>,
    /// What stands beneath them.
    pub more: Vec<Block>,
}

/// A part of a line.
#[derive(Clone)]
pub enum Inline {
    /// Words.
    Text(String),
    /// Something that stands in a file, or goes into one.
    Code(String),
    /// Something of weight.
    Strong(String),
    /// Words that lead to an address of our own.
    Link(String, &'static str),
    /// Beneath the words before.
    Break,
}

/// Words.
pub fn text(words: impl Into<String>) -> Inline {
    Inline::Text(words.into())
}

/// Something that stands in a file.
pub fn code(words: impl Into<String>) -> Inline {
    Inline::Code(words.into())
}

/// Several things that stand in files, parted by commas.
pub fn codes<'t>(all: impl IntoIterator<Item = &'t str>) -> Vec<Inline> {
    let mut parts = Vec::new();
    for one in all {
        if !parts.is_empty() {
            parts.push(text(", "));
        }
        parts.push(code(one));
    }
    parts
}

/// A sentence in which what stands between backticks is code.
pub fn prose(words: &str) -> Vec<Inline> {
    let parts = words.split('`').enumerate().filter(|(_, part)| !part.is_empty());
    parts.map(|(at, part)| if at % 2 == 1 { code(part) } else { text(part) }).collect()
}

/// A paragraph of such a sentence.
pub fn paragraph(words: &str) -> Block {
    Block::Paragraph(prose(words))
}

/// An item without anything beneath.
pub fn item(words: Vec<Inline>) -> Item {
    Item { done: None, words, more: Vec::new() }
}
