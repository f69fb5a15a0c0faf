//! Folders without a project, and why.

use super::block::{Block, code, codes, item, paragraph, prose, text};
use crate::organization::{Aside, Organization};
use crate::text::numbers::plural;
use std::collections::BTreeMap;

/// How many folders without a project are listed.
const MOST: usize = 60;

/// Libraries, then what gets no project.
pub fn of(organization: &Organization) -> Vec<Block> {
    let several = organization.repositories.len() > 1;
    let mut blocks =
        asides("Code that runs inside other projects", &organization.libraries, several);
    blocks.extend(asides("Folders that get no project", &organization.excluded, several));
    blocks
}

/// Why several folders get none, and in which repository they are.
type Shared<'a> = (&'a str, &'a str);

/// A list of folders, with their repository where there are `several`.
fn asides(title: &str, all: &[Aside], several: bool) -> Vec<Block> {
    if all.is_empty() {
        return Vec::new();
    }
    // What holds for several is said once.
    let mut said: Vec<(Shared<'_>, Vec<&Aside>)> = Vec::new();
    let mut places: BTreeMap<Shared<'_>, usize> = BTreeMap::new();
    for aside in all.iter().take(MOST) {
        let shared = (aside.reason.as_str(), aside.repository.as_str());
        let place = *places.entry(shared).or_insert(said.len());
        match said.get_mut(place) {
            Some((_, asides)) => asides.push(aside),
            None => said.push((shared, vec![aside])),
        }
    }
    let item = |((reason, repository), asides): &(Shared<'_>, Vec<&Aside>)| {
        let roots: Vec<String> = asides.iter().map(|it| format!("{}/", it.root)).collect();
        let mut words = codes(roots.iter().map(String::as_str));
        if several && !repository.is_empty() {
            words.extend([text(" in "), code(*repository)]);
        }
        words.push(text(": "));
        words.extend(prose(reason));
        self::item(words)
    };
    let items = said.iter().map(item).collect();
    let mut blocks = vec![Block::Heading(2, vec![text(title)]), Block::List(items)];
    if all.len() > MOST {
        let rest = plural((all.len() - MOST) as u32, "folder", "folders");
        blocks.push(paragraph(&format!("And {rest} more: see `plan.json`.")));
    }
    blocks
}
