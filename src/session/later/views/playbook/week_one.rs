//! What comes first: ten items at most, with who, how long and why first.

use super::super::counted::counted;
use super::items::{draw_with, labelled};
use crate::organization::Organization;
use crate::playbook::{First, rollout};
use crate::session::draw::{details, el, owner, paragraph, table, text};
use crate::session::protocol::{Attribute, Node};

/// What it is called.
pub const TITLE: &str = "Week one";

/// The list, in its order.
pub fn draw(first: &[First], organization: &Organization) -> Node {
    let item = |it: &First| {
        let done = organization.choices.done.contains(&it.item.id);
        let above = vec![labelled("Who", &it.who()), labelled("Why first", &it.because)];
        draw_with(&it.item, done, above)
    };
    let intro = match first.len() {
        0 | 1 => "What comes first; the chapters are for later.".to_owned(),
        number => format!(
            "These {number} things come first, in this order; then Sentry works. The chapters are for later, and to look things \
             up. A tick counts in both."
        ),
    };
    let list = el("ol", "checklist", first.iter().map(item)).keyed("first");
    let mut body = vec![el("h2", "", [text(TITLE)]), paragraph("intro", &intro), list];
    body.extend(after(first, organization));
    el("section", "chapter", body).with(Attribute::Label, TITLE).keyed(TITLE)
}

/// The way after that, by day.
fn after(first: &[First], organization: &Organization) -> Option<Node> {
    let steps = rollout::from(organization, first);
    let later =
        steps.iter().filter(|step| !first.iter().any(|it| step.items == [it.item.id.as_str()]));
    let row = |step: &rollout::Step| {
        let owner = match step.owner.as_deref() {
            Some(team) => owner(Some(&format!("#{team}")), None),
            None => text("each team"),
        };
        vec![vec![text(step.when())], counted(&step.what), vec![owner]]
    };
    let rows: Vec<_> = later.map(row).collect();
    let words = "Working days. A first day, under “What the plan is for”, makes dates of them; the exports have them as a table.";
    (!rows.is_empty()).then(|| {
        let table = table("rollout", &["When", "What", "Who"], rows);
        details("rollout", "After the first week", [paragraph("soft", words), table])
    })
}
