//! Writing GitHub's Markdown, in which no text becomes markup, a link or a mention.
//!
//! Names, paths and addresses stand in code spans, where nothing is read into them. Other
//! words get a backslash before every mark.

use super::block::{Block, Inline, Item};
use crate::text::clean;

/// A report as Markdown.
pub fn write(blocks: &[Block]) -> String {
    let mut text = all(blocks, "");
    text.truncate(text.trim_end().len());
    text + "\n"
}

/// Blocks, each line behind `indent`, with blank lines between.
fn all(blocks: &[Block], indent: &str) -> String {
    let mut text = String::new();
    for (at, block) in blocks.iter().enumerate() {
        if at > 0 {
            text.push('\n');
        }
        for line in self::block(block).lines() {
            if !line.is_empty() {
                text.push_str(indent);
            }
            text.push_str(line);
            text.push('\n');
        }
    }
    text
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading(depth, words) => {
            format!("{} {}\n", "#".repeat(usize::from(*depth)), line(words, Place::Line))
        }
        Block::Paragraph(words) => wrapped(words, "") + "\n",
        Block::List(items) => items.iter().map(item).collect(),
        Block::Table(headings, rows) => table(headings, rows),
        Block::Code(language, text) => fenced(language, text),
    }
}

fn item(item: &Item) -> String {
    let mark = match item.done {
        None => "",
        Some(true) => "[x] ",
        Some(false) => "[ ] ",
    };
    let mut text = format!("- {mark}{}\n", wrapped(&item.words, "  "));
    if !item.more.is_empty() {
        text.push('\n');
        text.push_str(&all(&item.more, "  "));
    }
    text
}

/// Words as lines that begin nothing, those after the first behind an indent.
fn wrapped(words: &[Inline], indent: &str) -> String {
    let lines = line(words, Place::Line);
    let lines: Vec<String> = lines.split('\n').map(guarded).collect();
    lines.join(&format!("\n{indent}"))
}

fn table(headings: &[&str], rows: &[Vec<Vec<Inline>>]) -> String {
    let mut text = format!("| {} |\n|{}\n", headings.join(" | "), " --- |".repeat(headings.len()));
    for row in rows {
        let cells: Vec<String> = row.iter().map(|cell| line(cell, Place::Cell)).collect();
        text.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
    text
}

/// A block of code, between fences that are longer than any run of backticks in it.
fn fenced(language: &str, text: &str) -> String {
    let text = clean::lines(text);
    let fence = "`".repeat(longest_run(&text).max(2) + 1);
    let feed = if text.ends_with('\n') || text.is_empty() { "" } else { "\n" };
    format!("{fence}{language}\n{text}{feed}{fence}\n")
}

/// Where a line stands: in cells a pipe would end the cell.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Line,
    Cell,
}

fn line(parts: &[Inline], place: Place) -> String {
    let mut line = String::new();
    for part in parts {
        match part {
            Inline::Text(words) => line.push_str(&words_of(words)),
            Inline::Code(words) => {
                // Two spans that touch would be one.
                if line.ends_with('`') {
                    line.push(' ');
                }
                line.push_str(&code(words, place));
            }
            Inline::Strong(words) => line.push_str(&format!("**{}**", words_of(words).trim())),
            Inline::Link(words, address) => {
                line.push_str(&format!("[{}]({address})", words_of(words)));
            }
            Inline::Break => line.push_str(if place == Place::Cell { " " } else { "\\\n" }),
        }
    }
    line
}

/// A text as a code span, clean and on one line.
fn code(text: &str, place: Place) -> String {
    let text = clean::line(text);
    if text.trim().is_empty() {
        return String::new();
    }
    match place {
        Place::Line => span(&text),
        // Code spans have no escapes, so that a pipe has to stand between two of them.
        Place::Cell => {
            let spans = text
                .split('|')
                .map(|part| if part.trim().is_empty() { part.to_owned() } else { span(part) });
            spans.collect::<Vec<_>>().join("\\|")
        }
    }
}

fn span(text: &str) -> String {
    let fence = "`".repeat(longest_run(text) + 1);
    // One blank at each end is taken off again, where both ends have one.
    let blank = text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']);
    let blank = if blank { " " } else { "" };
    format!("{fence}{blank}{text}{blank}{fence}")
}

fn longest_run(text: &str) -> usize {
    text.split(|letter| letter != '`').map(str::len).max().unwrap_or_default()
}

/// Words with every mark escaped. What would become a link or a mention becomes code.
fn words_of(text: &str) -> String {
    let text = clean::line(text);
    let mut written = String::with_capacity(text.len());
    for part in text.split_inclusive([' ', '|']) {
        let word = part.trim_end_matches([' ', '|']);
        if is_linked(word) {
            written.push_str(&span(word));
            written.extend(part[word.len()..].chars().flat_map(escaped));
        } else {
            written.extend(part.chars().flat_map(escaped));
        }
    }
    written
}

/// Whether a host would make a link or a mention of a word.
fn is_linked(word: &str) -> bool {
    let folded = word.to_ascii_lowercase();
    folded.contains('@')
        || folded.contains("://")
        || folded.contains("www.")
        || folded.contains("mailto:")
        || folded.contains("xmpp:")
}

fn escaped(letter: char) -> impl Iterator<Item = char> {
    let mark = matches!(
        letter,
        '\\' | '`'
            | '*'
            | '_'
            | '['
            | ']'
            | '<'
            | '>'
            | '&'
            | '|'
            | '~'
            | '#'
            | '$'
            | '^'
            | '{'
            | '}'
    );
    mark.then_some('\\').into_iter().chain([letter])
}

/// What begins a line may not begin a list, a heading or a rule.
fn guarded(line: &str) -> String {
    let digits = line.len() - line.trim_start_matches(|it: char| it.is_ascii_digit()).len();
    match line.as_bytes().get(digits) {
        Some(b'-' | b'+' | b'=' | b':') if digits == 0 => format!("\\{line}"),
        Some(b'.' | b')') if digits > 0 => format!("{}\\{}", &line[..digits], &line[digits..]),
        _ => line.to_owned(),
    }
}
