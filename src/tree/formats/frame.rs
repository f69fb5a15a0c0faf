//! How a drawn tree is laid out: by whom, which way up, with what before it.

use super::art::{Dashes, art};
use super::plain::reported_files;
use crate::tree::lines::{Region, sample};

/// Whether a program drew the tree, so that nothing but names is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hand {
    Program,
    Person,
}

/// The layout of a drawn tree.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    pub(super) hand: Hand,
    /// How many characters of columns stand before the drawing, as `eza -lT` prints them.
    margin: usize,
    /// Whether folders stand below what is in them, as in `erd` and `dust`.
    pub(super) is_inverted: bool,
    /// Whether no branch is drawn anywhere, only bars.
    pub(super) has_only_bars: bool,
    /// Whether a blank line follows every line.
    pub(super) is_double_spaced: bool,
    /// Whether blanks may have been lost: branches are of two kinds, and no two blanks follow a bar.
    pub(super) is_collapsed: bool,
    /// Whether there are bars.
    pub(super) has_bars: bool,
}

impl Frame {
    pub(super) fn of(region: Region<'_>) -> Self {
        let text = region.text;
        let lines = sample(text, 40);
        let corner = |line: &&str| line.contains("┌─");
        let has = |marks: [&str; 2]| marks.iter().any(|mark| text.contains(mark));
        let blank = text.lines().take(60).filter(|line| line.trim().is_empty()).count();
        Self {
            hand: hand(text),
            margin: margin(&lines),
            is_inverted: lines.iter().any(corner) && !text.contains(['└', '╰', '┗', '`']),
            has_only_bars: !lines.iter().any(|line| art(line, Dashes::Any).has_branch),
            is_double_spaced: blank * 5 >= text.lines().take(60).count() * 2,
            is_collapsed: has(["├", "|--"]) && !has(["│  ", "|  "]),
            has_bars: has(["│", "| "]),
        }
    }

    /// The line without the columns before the drawing.
    pub(super) fn cut<'t>(&self, line: &'t str) -> &'t str {
        if self.margin == 0 {
            return line;
        }
        let cut = line.char_indices().nth(self.margin).map(|(at, _)| line.split_at(at));
        match cut {
            Some((before, rest)) if before.ends_with([' ', '\t']) => rest,
            _ => line,
        }
    }
}

/// Whether a program drew the tree.
pub(in crate::tree) fn is_by_program(text: &str) -> bool {
    hand(text) == Hand::Program
}

/// A program ends with a report, or draws with no-break spaces.
fn hand(text: &str) -> Hand {
    let reports = text.lines().rev().take(8).any(|line| reported_files(line.trim()).is_some());
    let blank = text.lines().take(40).any(|line| line.contains('\u{a0}'));
    // Some people write remarks into what a program drew.
    let marks = [" # ", " // ", " <- ", " <-- ", " ← ", " — "];
    let is_remark = |line: &str| marks.iter().any(|mark| line.contains(mark));
    let remarked = text.lines().take(200).any(is_remark);
    if (reports || blank) && !remarked { Hand::Program } else { Hand::Person }
}

/// The columns before the drawing: as many as the first branch has before it, where most
/// branches have any.
pub(in crate::tree) fn margin(lines: &[&str]) -> usize {
    let is_art = |char: char| matches!(char, '\u{2500}'..='\u{257f}');
    let before = |line: &&str| {
        let at = line.find(is_art)?;
        let text = &line[..at];
        let is_column = !text.trim().is_empty() && text.ends_with([' ', '\t']);
        Some(is_column.then(|| text.chars().count()))
    };
    let margins: Vec<Option<usize>> = lines.iter().filter_map(before).collect();
    let columns: Vec<usize> = margins.iter().flatten().copied().collect();
    let drawn = lines.iter().filter(|line| art(line, Dashes::Any).has_branch).count();
    if columns.len() * 10 >= margins.len() * 8 && columns.len() > drawn {
        columns.into_iter().min().unwrap_or(0)
    } else {
        0
    }
}
