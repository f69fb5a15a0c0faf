use crate::document::{SplitSettings, files_size};
use crate::projects::{Plan, facts};
use crate::session::commands::SplitCommand;
use crate::session::draw::rest;
use crate::session::draw::{area, code, command, details, el, field, paragraph, text};
use crate::session::protocol::{Attribute, Node};
use crate::text::numbers::{count, plural};
use crate::tree::Tree;
use std::collections::BTreeMap;

/// Contents of files, by path.
type Known = BTreeMap<String, String>;

/// How many files are proposed to be read, and how many that are known are listed.
const MOST: usize = 12;

/// What is known of what is in files, and ways to say more. `asked` is the file whose contents
/// are about to be given.
pub fn draw(tree: &Tree, settings: &SplitSettings, plan: &Plan, asked: Option<&str>) -> Node {
    let known = &settings.files;
    let mut body = Vec::new();
    if let Some(path) = asked {
        let old = known.get(path).map_or("", String::as_str);
        let label = format!("Contents of {path}");
        let mut area = area(&label, old, SplitCommand::Contents(path.to_owned()));
        if let Some(field) = area.children.last_mut() {
            for (name, value) in &mut field.attributes {
                if *name == Attribute::Rows {
                    "10".clone_into(value);
                }
            }
        }
        body.push(el("div", "contents", [area]).keyed(format!("asked:{path}")));
        body.push(paragraph(
            "soft",
            "It is taken when you leave the field. An empty one forgets the file.",
        ));
    }
    let proposed = proposed(tree, known, plan);
    if !proposed.is_empty() {
        let mut words = vec![text("These would tell more: ")];
        for path in &proposed {
            words.extend([ask(path), text(" ")]);
        }
        body.push(el("p", "", words));
    }
    let another =
        field("Another file", "", "web/package.json", SplitCommand::AskContents(String::new()));
    body.push(el("div", "fields", [another]));
    if !known.is_empty() {
        body.push(listed(settings));
    }
    let title = match known.len() as u32 {
        0 => "What is in its files is not known; say it here".to_owned(),
        number => format!("What is in {} is known", plural(number, "file", "files")),
    };
    let node = details("contents", &title, body);
    node.with_if(Attribute::Open, asked.is_some())
}

/// A way to say what is in a file.
pub fn ask(path: &str) -> Node {
    let ask = SplitCommand::AskContents(path.to_owned());
    let mut node = command("path", "", &ask).with(Attribute::Title, "Say what is in it");
    node.children.push(code(path));
    node
}

/// The first file at a folder that would tell something and is not known yet.
pub fn telling<'t>(tree: &'t Tree, known: &Known, root: &str) -> Option<&'t str> {
    let folder = if root.is_empty() { Tree::ROOT } else { tree.find_folder(root)? };
    let files = tree.own_files(folder).iter().map(|&file| tree.paths().get(file));
    files
        .filter(|path| !known.contains_key(*path))
        .filter_map(|path| Some((facts::worth(path)?, path)))
        .min()
        .map(|(_, path)| path)
}

fn proposed<'t>(tree: &'t Tree, known: &Known, plan: &Plan) -> Vec<&'t str> {
    let roots = plan.projects.iter().map(|project| project.place.root.as_str());
    let mut roots: Vec<&str> = roots.chain([""]).collect();
    roots.sort_by_key(|root| (!root.is_empty(), root.matches('/').count(), *root));
    roots.dedup();
    let found = roots.into_iter().filter_map(|root| telling(tree, known, root));
    found.take(MOST).collect()
}

/// What is known, and where it is kept.
fn listed(settings: &SplitSettings) -> Node {
    let known = &settings.files;
    let mut paths: Vec<&String> = known.keys().collect();
    paths.sort_by_key(|path| (path.matches('/').count(), path.as_str()));
    let items = paths.iter().take(MOST).map(|path| el("li", "", [ask(path)]));
    let mut body = vec![el("ul", "asides", items)];
    body.extend(rest(paths.len(), MOST, "file", "files"));
    let kilobytes = count(files_size(known).div_ceil(1024) as u32);
    let words = if settings.files_fit_into_a_link() {
        format!("{kilobytes} KB, kept in this browser and in links to this plan. ")
    } else {
        format!(
            "{kilobytes} KB, kept in this browser. They are too much for a link: one leaves them out. "
        )
    };
    let forget = command("", "Forget them", SplitCommand::ForgetContents);
    body.push(el("p", "soft", [text(words), forget]));
    el("div", "", body)
}
