//! What is kept: works, and what is not stored of them yet.

use super::Order;
use crate::page::state::INPUTS;
use crate::page::text::{self, Text};
use crate::session::protocol::Choices;

/// Names a work, or a version of one: the tab that made it and a number, so that no two
/// tabs make the same.
pub type Id = String;

/// All that a work holds.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Contents {
    /// The listing.
    pub tree: Text,
    /// The other texts.
    pub inputs: [Text; INPUTS],
    /// What was chosen and seen, as JSON that the engine reads.
    pub settings: Vec<u8>,
    /// What else was chosen.
    pub choices: Choices,
    /// What the user calls it; empty for its first line.
    pub name: String,
}

/// A stored work, as it is listed.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Work {
    /// Its identity.
    pub work: Id,
    /// Its name, or its first line.
    pub title: String,
    /// When it was changed, in the reader's own way of writing dates.
    pub changed: String,
    /// How much text it holds, in words.
    pub size: String,
}

/// What has been changed and is not known to be stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// Names this draft while the page lives.
    pub key: u32,
    /// The work that it is a version of.
    pub work: Id,
    /// The work that it was split off from.
    pub from: Option<Id>,
    /// The stored version that it follows from; none for a new work.
    pub base: Option<Id>,
    /// Its own stamp.
    pub stamp: Id,
    /// What it holds.
    pub contents: Contents,
    /// Whether a write is under way.
    pub(super) writing: bool,
    /// How often it was refused in a row, and why.
    pub(super) refused: (u32, String),
}

impl Draft {
    /// The order to store it, unless one is under way.
    pub(super) fn write(&mut self) -> Option<Order> {
        let idle = !std::mem::replace(&mut self.writing, true);
        idle.then_some(Order::Write(self.key))
    }
}

/// Access
impl Contents {
    /// What the work goes by: its name, or the first line that says something.
    #[must_use]
    pub fn title(&self) -> String {
        if !self.name.trim().is_empty() {
            return self.name.trim().to_owned();
        }
        let texts = std::iter::once(&self.tree).chain(&self.inputs);
        let starts = texts.map(|text| text::start(text, TITLE));
        let titles = starts.filter_map(|start| {
            start.lines().map(undrawn).find(|line| is_said(line)).map(str::to_owned)
        });
        titles.into_iter().next().unwrap_or_else(|| "Nothing in it".into())
    }
}

/// A line without the signs by which `tree` draws, and without blanks around.
fn undrawn(line: &str) -> &str {
    let drawn = ['│', '├', '└', '─', '|', '`', '+', '-', '\\', ' ', '\u{a0}'];
    line.trim().trim_start_matches(drawn)
}

/// Whether a line holds a letter or a digit: `.` is where a listing begins, and names nothing.
fn is_said(line: &str) -> bool {
    line.bytes().any(|it| it.is_ascii_alphanumeric() || !it.is_ascii())
}

/// How much of a text is looked at for a title, in UTF-16 units.
const TITLE: u32 = 80;
