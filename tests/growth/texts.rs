//! Texts that grow, by what they are written in.

// Tables, an entry a line.
#[rustfmt::skip]
mod errors;
#[rustfmt::skip]
mod files;
#[rustfmt::skip]
mod plans;
#[rustfmt::skip]
mod routing;

use super::word;
use errors::{ERRORS, EVENTS, STATS, TRACES};
use files::{JSON, LINES, TOML, XML, YAML};
use plans::{ASSERTIONS, CONFIGS, DOCUMENTS, FENCES, LIVE};
use routing::{CODEOWNERS, LISTINGS, MAPPINGS, PEOPLE, RULES};

/// What a text is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Listing,
    Rules,
    Codeowners,
    People,
    Mappings,
    Trace,
    Errors,
    Event,
    File(&'static str),
    Live,
    Fence,
    Document,
    Config,
    Assertions,
    Stats,
    Line,
}

/// A text of a head, something many times over, a middle, and something as many times at the end. `{i}` stands for a
/// number, `{w}` for the same in letters.
#[derive(Clone, Copy)]
pub struct Text {
    pub name: &'static str,
    head: &'static str,
    each: &'static str,
    middle: &'static str,
    back: &'static str,
    tail: &'static str,
}

impl Text {
    /// How many bytes one of it has, about.
    pub fn weight(&self) -> usize {
        self.each.len() + self.back.len()
    }

    pub fn of(&self, size: usize) -> String {
        let mut text = String::from(self.head);
        let repeat = |piece: &str, text: &mut String| {
            for number in 0..if piece.is_empty() { 0 } else { size } {
                if piece.contains('{') {
                    let it =
                        piece.replace("{i}", &number.to_string()).replace("{w}", &word(number));
                    text.push_str(&it);
                } else {
                    text.push_str(piece);
                }
            }
        };
        repeat(self.each, &mut text);
        text.push_str(self.middle);
        repeat(self.back, &mut text);
        text.push_str(self.tail);
        text
    }
}

const fn many(name: &'static str, each: &'static str) -> Text {
    Text { name, head: "", each, middle: "", back: "", tail: "" }
}

const fn around(
    name: &'static str,
    head: &'static str,
    each: &'static str,
    tail: &'static str,
) -> Text {
    Text { name, head, each, middle: tail, back: "", tail: "" }
}

const fn nested(
    name: &'static str,
    head: &'static str,
    each: &'static str,
    middle: &'static str,
    back: &'static str,
    tail: &'static str,
) -> Text {
    Text { name, head, each, middle, back, tail }
}

/// What there is to grow in texts of a kind.
pub fn texts(kind: Kind) -> &'static [Text] {
    match kind {
        Kind::Listing => LISTINGS,
        Kind::Rules => RULES,
        Kind::Codeowners => CODEOWNERS,
        Kind::People => PEOPLE,
        Kind::Mappings => MAPPINGS,
        Kind::Trace => TRACES,
        Kind::Errors => ERRORS,
        Kind::Event => EVENTS,
        Kind::File(name) => match name.rsplit('.').next() {
            Some("yml" | "yaml") => YAML,
            Some("json") => JSON,
            Some("toml") => TOML,
            Some("xml" | "csproj") => XML,
            _ => LINES,
        },
        Kind::Live => LIVE,
        Kind::Fence => FENCES,
        Kind::Document => DOCUMENTS,
        Kind::Config => CONFIGS,
        Kind::Assertions => ASSERTIONS,
        Kind::Stats => STATS,
        Kind::Line => &[],
    }
}
