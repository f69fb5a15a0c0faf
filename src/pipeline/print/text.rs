//! For a terminal, with or without colours.

use super::super::finding::Finding;
use super::super::report::Report;
use super::{counts, of_each_kind};
use crate::export::report::block::{Block, Inline, Item};
use crate::text::numbers::count;
use crate::text::{Severity, clean};

pub(super) fn print(report: &Report, color: bool) -> String {
    let paint = Paint(color);
    let mut text = String::new();
    let (shown, more) = of_each_kind(&report.findings);
    for finding in shown {
        text.push_str(&found(finding, paint));
    }
    for ((file, code), number) in more {
        let place = file.map(|file| format!("{}: ", clean::line(file))).unwrap_or_default();
        text.push_str(&format!("{place}… {} more [{code}]\n", count(number)));
    }
    if !report.findings.is_empty() {
        text.push('\n');
    }
    text.push_str(&paint.bold(&clean::line(&report.headline)));
    text.push('\n');
    for part in &report.body {
        block(part, paint, &mut text);
    }
    if matches!(report.command, "check" | "diff") {
        let said = counts(report);
        let told = if report.exit() == 0 { paint.of("32", &said) } else { paint.of("31", &said) };
        text.push_str(&format!("\n{told}\n"));
    }
    text
}

/// `file:line:column: error: message [code]`, which editors and terminals make a link of.
fn found(finding: &Finding, paint: Paint) -> String {
    let mut text = String::new();
    if let Some(file) = &finding.file {
        let place = finding.place.map(|(start, _)| format!(":{}:{}", start.line, start.column));
        text.push_str(&paint.bold(&format!("{}{}", clean::line(file), place.unwrap_or_default())));
        text.push_str(": ");
    }
    let color = match finding.severity {
        Severity::Error => "31;1",
        Severity::Warning => "33;1",
        Severity::Info => "36",
    };
    let name = paint.of(color, finding.severity.name());
    let code = paint.of("2", &format!("[{}]", finding.code));
    text.push_str(&format!("{name}: {} {code}\n", clean::line(&finding.message)));
    if let Some(sentry) = &finding.sentry {
        text.push_str(&format!("    Sentry answers: {}\n", clean::line(sentry)));
    }
    if let Some(hint) = &finding.hint {
        text.push_str(&format!("    {}\n", clean::line(hint)));
    }
    text
}

fn block(block: &Block, paint: Paint, text: &mut String) {
    match block {
        Block::Heading(_, words) => text.push_str(&format!("\n{}\n", paint.bold(&line(words)))),
        Block::Paragraph(words) => text.push_str(&format!("{}\n", line(words))),
        Block::List(items) => {
            for Item { words, more, .. } in items {
                text.push_str(&format!("  {}\n", line(words)));
                more.iter().for_each(|part| self::block(part, paint, text));
            }
        }
        Block::Table(heads, rows) => table(heads, rows, paint, text),
        Block::Code(_, code) => {
            for line in clean::lines(code).lines() {
                text.push_str(&format!("    {line}\n"));
            }
        }
    }
}

/// Columns as wide as what stands in them; the last runs on.
fn table(heads: &[&str], rows: &[Vec<Vec<Inline>>], paint: Paint, text: &mut String) {
    let rows: Vec<Vec<String>> =
        rows.iter().map(|row| row.iter().map(|it| line(it)).collect()).collect();
    let width = |at: usize, head: &str| {
        let cells = rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.chars().count());
        cells.chain([head.chars().count()]).max().unwrap_or_default()
    };
    let widths: Vec<usize> = heads.iter().enumerate().map(|(at, head)| width(at, head)).collect();
    let joined = |cells: &[&str]| {
        let cells = cells.iter().zip(&widths).map(|(cell, width)| {
            format!("{cell}{}", " ".repeat(width.saturating_sub(cell.chars().count())))
        });
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    text.push_str(&format!("  {}\n", paint.of("2", &joined(heads))));
    for row in &rows {
        let cells: Vec<&str> = row.iter().map(String::as_str).collect();
        text.push_str(&format!("  {}\n", joined(&cells)));
    }
}

fn line(words: &[Inline]) -> String {
    let parts = words.iter().map(|part| match part {
        Inline::Text(words)
        | Inline::Code(words)
        | Inline::Strong(words)
        | Inline::Link(words, _) => clean::line(words).into_owned(),
        Inline::Break => " ".to_owned(),
    });
    parts.collect()
}

/// Colours, or none.
#[derive(Clone, Copy)]
struct Paint(bool);

impl Paint {
    fn of(self, color: &str, text: &str) -> String {
        if self.0 { format!("\u{1b}[{color}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    fn bold(self, text: &str) -> String {
        self.of("1", text)
    }
}
