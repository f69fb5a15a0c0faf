//! What comes first: ten items at most, with who, how long and why first.

use super::items::{draw_with, labelled};
use crate::organization::Organization;
use crate::playbook::First;
use crate::session::draw::{el, paragraph, text};
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
    let body = [el("h2", "", [text(TITLE)]), paragraph("intro", &intro), list];
    el("section", "chapter", body).with(Attribute::Label, TITLE).keyed(TITLE)
}
