//! What one reads first: the first week, the way after it, and how things are called.

use super::block::{Block, Inline, Item, code, codes, paragraph, prose, text};
use crate::organization::Organization;
use crate::playbook::{self, First, naming, rollout};

/// The first week, in its order.
pub fn week_one(organization: &Organization, first: &[First]) -> Vec<Block> {
    if first.is_empty() {
        return Vec::new();
    }
    let come = match first.len() {
        1 => "One thing comes first".to_owned(),
        several => format!("{several} things come first, in this order"),
    };
    let intro = format!("{come}; then Sentry works. All else is in the reference, by chapter.");
    let task = |it: &First| -> Item {
        let mut task = super::content::task(organization, &it.item);
        // Who and why first, right below what.
        let place = task.words.iter().position(|it| matches!(it, Inline::Break));
        let mut beside = vec![Inline::Break];
        beside.extend(prose(&it.who()));
        beside.push(text(" First because: "));
        beside.extend(prose(&playbook::lower(&it.because)));
        let place = place.unwrap_or(task.words.len());
        task.words.splice(place..place, beside);
        // What is pasted into Sentry stands with its project; here is what is typed.
        task.more.clear();
        for code in it.item.code.iter().filter(|code| code.language == "bash") {
            task.more.push(Block::Code(code.language, code.text.clone()));
        }
        task
    };
    let list = Block::List(first.iter().map(task).collect());
    vec![Block::Heading(2, vec![text("Week one")]), paragraph(&intro), list]
}

/// The way after the first week, as a table.
pub fn rollout(organization: &Organization, first: &[First]) -> Vec<Block> {
    let steps = rollout::from(organization, first);
    let after =
        steps.iter().filter(|step| !first.iter().any(|it| step.items == [it.item.id.as_str()]));
    let row = |step: &rollout::Step| {
        let owner = match step.owner.as_deref() {
            Some(team) => code(format!("#{team}")),
            None => text("each team"),
        };
        vec![vec![text(step.when())], prose(&step.what), vec![owner]]
    };
    let rows: Vec<_> = after.map(row).collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let intro =
        "Working days, to be shifted as you need: `rollout.csv` holds them for a spreadsheet.";
    let table = Block::Table(vec!["When", "What", "Who"], rows);
    vec![Block::Heading(2, vec![text("After that")]), paragraph(intro), table]
}

/// How things are called.
pub fn names(organization: &Organization) -> Vec<Block> {
    let row = |it: &naming::Convention| {
        vec![vec![text(it.of)], prose(it.form), codes(it.examples.iter().map(String::as_str))]
    };
    let rows = naming::conventions(organization).iter().map(row).collect();
    let odd: Vec<Item> = naming::check(organization)
        .iter()
        .map(|odd| super::block::item(prose(&odd.message)))
        .collect();
    let table = Block::Table(vec!["What", "Form", "Here"], rows);
    let mut blocks = vec![Block::Heading(2, vec![text("Names")]), table];
    if !odd.is_empty() {
        blocks.extend([paragraph("These break the convention:"), Block::List(odd)]);
    }
    blocks
}
