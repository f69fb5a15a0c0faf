//! The report as Markdown, read by a parser of GitHub's Markdown.

use crate::support::{all_of, file, hostile, printable, shop, text};
use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, Options, parse_document};
use proptest::prelude::*;
use sentry_general::export::Format;
use sentry_general::organization::Organization;
use sentry_general::playbook;
use sentry_general::playbook::Choice;

fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.autolink = true;
    options.extension.tasklist = true;
    options.extension.strikethrough = true;
    options.extension.footnotes = true;
    options
}

/// What is in a report, by a reader who knows nothing of it.
#[derive(Default)]
struct Read {
    headings: Vec<(u8, String)>,
    links: Vec<String>,
    /// Per table its rows, per row its cells.
    tables: Vec<Vec<Vec<String>>>,
    blocks: Vec<String>,
    tasks: (usize, usize),
    markup: Vec<String>,
}

fn read(organization: &Organization) -> Read {
    let text = file(organization, Format::Markdown);
    let arena = Arena::new();
    let mut read = Read::default();
    for node in parse_document(&arena, &text, &options()).descendants() {
        match &node.data.borrow().value {
            NodeValue::Heading(heading) => read.headings.push((heading.level, words(node))),
            NodeValue::Link(link) => read.links.push(link.url.clone()),
            NodeValue::Table(_) => read.tables.push(Vec::new()),
            NodeValue::TableRow(_) => {
                let cells = node.children().map(words).collect();
                read.tables.last_mut().expect("a row is in a table").push(cells);
            }
            NodeValue::CodeBlock(block) => read.blocks.push(block.literal.clone()),
            NodeValue::TaskItem(item) => {
                read.tasks.0 += 1;
                read.tasks.1 += usize::from(item.symbol.is_some());
            }
            other @ (NodeValue::HtmlBlock(_)
            | NodeValue::HtmlInline(_)
            | NodeValue::Image(_)
            | NodeValue::Emph
            | NodeValue::Strikethrough
            | NodeValue::BlockQuote
            | NodeValue::ThematicBreak
            | NodeValue::FootnoteReference(_)) => read.markup.push(format!("{other:?}")),
            _ => {}
        }
    }
    read
}

/// The words of an element, without its markup.
fn words<'a>(node: &'a AstNode<'a>) -> String {
    let mut words = String::new();
    for node in node.descendants() {
        match &node.data.borrow().value {
            NodeValue::Text(text) => words.push_str(text),
            NodeValue::Code(code) => words.push_str(&code.literal),
            NodeValue::SoftBreak | NodeValue::LineBreak => words.push(' '),
            _ => {}
        }
    }
    words
}

/// As a text stands on one line of a report.
fn flat(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let text = text.replace(['\r', '\u{85}', '\u{2028}', '\u{2029}'], "\n");
    printable(&text).replace(['\n', '\t'], " ").trim().to_owned()
}

#[track_caller]
fn check(text: &str) {
    let organization = all_of(text);
    let read = read(&organization);
    assert!(read.markup.is_empty(), "no text is markup: {:?}", read.markup);
    let rules = printable(text);
    if !rules.trim().is_empty() {
        let is_rules =
            |block: &String| block.trim_end_matches('\n') == rules.trim_end_matches('\n');
        assert!(
            read.blocks.iter().filter(|it| is_rules(it)).count() >= 3,
            "a block each: {text:?}"
        );
    }
    let addresses: Vec<_> = playbook::chapters(&organization)
        .iter()
        .flat_map(|chapter| chapter.items().map(|item| item.source.address).collect::<Vec<_>>())
        .collect();
    for link in &read.links {
        assert!(addresses.contains(&link.as_str()), "{link} is no link of ours");
    }
    let projects = read.tables.iter().find(|table| table[0][0] == "Project").expect("a table");
    assert_eq!(projects.len(), 4, "a row for each project");
    for row in &projects[1..] {
        assert_eq!(row.len(), 6, "no text is a cell more");
        assert_eq!(row[0].trim(), flat(text), "the very text");
    }
    let known = |words: &str| {
        let titles = [
            "Before you begin",
            "Week one",
            "After that",
            "Names",
            "Reference",
            "What it is for",
            "Projects",
            "Teams",
            "Each project",
            "Basic",
            "Advanced",
        ];
        titles.contains(&words)
            || words.starts_with("Plan for Sentry")
            || words.starts_with("Questions that")
            || words.starts_with("Code that runs")
            || words.starts_with("Folders that")
            || playbook::Heading::ALL.iter().any(|heading| heading.title() == words)
            || words.trim() == flat(text)
    };
    for (_, heading) in &read.headings {
        assert!(known(heading), "no text begins a heading: {heading:?}");
    }
}

#[test]
fn no_text_becomes_markup_a_link_or_a_cell() {
    hostile().iter().for_each(|text| check(text));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn any_text_stays_text(text in text()) {
        check(&text);
    }
}

#[test]
fn everything_that_is_planned_is_told() {
    let read = read(&shop());
    assert_eq!(read.headings[0], (1, "Plan for Sentry: acme".to_owned()));
    let rules = &shop().projects[1].rules;
    assert!(read.blocks.contains(rules), "rules stand as they are pasted: {:?}", read.blocks);
    for heading in playbook::Heading::ALL {
        let title = (2, heading.title().to_owned());
        assert!(read.headings.contains(&title), "{title:?} is a chapter");
    }
    let teams = read.tables.iter().find(|table| table[0][0] == "Team").expect("a table of teams");
    assert_eq!(teams[2], ["web", "shop-web, billing-api", "@acme/web"]);
}

#[test]
fn every_item_of_the_playbook_is_a_box_to_tick() {
    let mut shop = shop();
    let items: usize = playbook::chapters(&shop).iter().map(|it| it.items().count()).sum();
    let first = playbook::chapters(&shop)[0].items().next().expect("an item").id.clone();
    shop.choices.choose(&Choice::Done(first), "true");
    assert_eq!(read(&shop).tasks, (items, 1), "all there are, and those that are done");
}
