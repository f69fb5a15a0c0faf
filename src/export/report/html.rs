//! Writing a page that stands alone: its own style for screen and paper, no script.

use super::block::{Block, Inline, Item};
use crate::text::clean;

/// A report as a page.
pub fn write(title: &str, blocks: &[Block]) -> String {
    let body: String = blocks.iter().map(block).collect();
    let title = escape(title);
    format!(
        "{HEAD}<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n{body}</main>\n</body>\n</html>\n"
    )
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading(depth, words) => format!("<h{depth}>{}</h{depth}>\n", line(words)),
        Block::Paragraph(words) => format!("<p>{}</p>\n", line(words)),
        Block::List(items) => {
            let tasks = items.iter().any(|it| it.done.is_some());
            let class = if tasks { " class=\"tasks\"" } else { "" };
            format!("<ul{class}>\n{}</ul>\n", items.iter().map(item).collect::<String>())
        }
        Block::Table(headings, rows) => table(headings, rows),
        Block::Code(_, text) => format!("<pre><code>{}</code></pre>\n", escape(text.trim_end())),
    }
}

fn item(item: &Item) -> String {
    let more: String = item.more.iter().map(block).collect();
    let mark = match item.done {
        None => "",
        Some(true) => "<span class=\"box\" role=\"img\" aria-label=\"done\">☑</span> ",
        Some(false) => "<span class=\"box\" role=\"img\" aria-label=\"to do\">☐</span> ",
    };
    format!("<li>{mark}{}{more}</li>\n", line(&item.words))
}

fn table(headings: &[&str], rows: &[Vec<Vec<Inline>>]) -> String {
    let head: String =
        headings.iter().map(|it| format!("<th scope=\"col\">{}</th>", escape(it))).collect();
    let row = |cells: &Vec<Vec<Inline>>| {
        let cells: String = cells.iter().map(|cell| format!("<td>{}</td>", line(cell))).collect();
        format!("<tr>{cells}</tr>\n")
    };
    let body: String = rows.iter().map(row).collect();
    format!("<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n")
}

fn line(parts: &[Inline]) -> String {
    let part = |part: &Inline| match part {
        Inline::Text(words) => escape(words),
        Inline::Code(words) if words.trim().is_empty() => String::new(),
        Inline::Code(words) => format!("<code>{}</code>", escape(words)),
        Inline::Strong(words) => format!("<b>{}</b>", escape(words)),
        Inline::Link(words, address) => {
            format!("<a href=\"{}\" rel=\"noreferrer\">{}</a>", escape(address), escape(words))
        }
        Inline::Break => "<br>".to_owned(),
    };
    parts.iter().map(part).collect()
}

/// A text as it stands between tags or in an attribute, clean.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in clean::lines(text).chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

const HEAD: &str = "<!doctype html>
<html lang=\"en\">
<head>
<meta charset=\"utf-8\">
<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
<meta name=\"color-scheme\" content=\"light\">
";

// `bdi`-like isolation of names keeps a text that turns the direction of writing to itself.
const STYLE: &str = "\
:root { font: 16px/1.5 system-ui, sans-serif; color: #1d1a26; background: #fff; }
body { margin: 0; }
main { max-width: 52rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1, h2, h3, h4 { line-height: 1.25; margin: 2em 0 .5em; break-after: avoid; }
h1 { font-size: 1.9rem; margin-top: 0; }
h2 { font-size: 1.35rem; border-bottom: 1px solid #d8d3e2; padding-bottom: .25rem; }
h3 { font-size: 1.1rem; }
h4 { font-size: 1rem; }
p, ul, table, pre { margin: .6rem 0; }
ul { padding-left: 1.4rem; }
ul.tasks { list-style: none; padding-left: 0; }
ul.tasks > li { padding-left: 1.7rem; margin: .9rem 0; break-inside: avoid-page; }
ul.tasks > li > .box { float: left; margin-left: -1.7rem; font-size: 1.1em; line-height: 1.35; }
li { overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .5rem; border-bottom: 1px solid #d8d3e2; }
th { border-bottom: 2px solid #1d1a26; }
td { overflow-wrap: anywhere; }
td:first-child { min-width: 7rem; }
code, pre { font: .875em/1.45 ui-monospace, monospace; }
code { unicode-bidi: isolate; background: #f3f1f7; padding: .05em .3em; border-radius: 3px; }
pre { background: #f3f1f7; padding: .7rem .9rem; border-radius: 5px; white-space: pre-wrap; overflow-wrap: anywhere; }
pre code { background: none; padding: 0; }
a { color: #4b2ea8; }
@page { margin: 18mm 16mm; }
@media print {
  :root { font-size: 10pt; }
  main { max-width: none; padding: 0; }
  h2 { break-before: auto; }
  h1:not(:first-child) { break-before: page; }
  thead { display: table-header-group; }
  tr, pre { break-inside: avoid; }
  code, pre { background: #f3f1f7; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  a { color: inherit; text-decoration: none; }
}
";
