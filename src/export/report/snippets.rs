//! What goes into an application: install, `init`, what to know, by which page.

use super::block::{Block, Inline, code, paragraph, prose, text};
use crate::organization::Project;
use crate::playbook::Code;
use crate::playbook::sdk::snippet;

/// The parts about one project.
pub fn of(project: &Project) -> Vec<Block> {
    let snippet = snippet(project);
    let title = vec![text("Sentry in "), code(project.slug.as_str())];
    let mut blocks = vec![Block::Heading(1, title)];
    if !project.root.is_empty() {
        let place = vec![text("In "), code(format!("{}/", project.root)), text(".")];
        blocks.push(Block::Paragraph(place));
    }
    blocks.extend(file(&snippet.install));
    snippet.files.iter().for_each(|it| blocks.extend(file(it)));
    let remarks = snippet.remarks.iter().map(|it| super::block::item(prose(it))).collect();
    blocks.push(Block::List(remarks));
    let address = snippet.source.address;
    let page = Inline::Link(address.trim_start_matches("https://").to_owned(), address);
    let remark = format!(" ({})", snippet.source.age.remark());
    blocks.push(Block::Paragraph(vec![page, text(remark)]));
    blocks
}

fn file(file: &Code) -> Vec<Block> {
    let place = match file.place.as_str() {
        "" => paragraph("In a shell:"),
        place => Block::Paragraph(vec![code(place)]),
    };
    vec![place, Block::Code(file.language, file.text.clone())]
}
