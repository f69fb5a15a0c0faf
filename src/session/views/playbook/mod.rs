//! The playbook: what is chosen for it, and a chapter at a time.

mod chosen;

use crate::organization::Choice;
use crate::playbook::Heading;
use crate::session::Session;
use crate::session::answer::Answer;
use crate::session::draw::{command, el, paragraph};
use crate::session::protocol::{Attribute, Node};
use crate::session::settings::Command;

/// A chapter of the playbook, with the way to the others.
pub fn draw(session: &Session, answer: &Answer) -> Vec<Node> {
    if answer.tree.is_empty() {
        return vec![paragraph("soft", "Paste a file tree to get a plan for it.")];
    }
    let organization = session.organization(answer);
    vec![chosen::draw(&organization), chapters(organization.choices.heading)]
}

/// The chapters, as a list of ways to them.
fn chapters(shown: Heading) -> Node {
    let chapter = |heading: Heading| {
        let here = heading == shown;
        let go = command("", heading.title(), &Command::Choose(Choice::Heading(heading)));
        let go = if here { go.with(Attribute::Current, "true") } else { go };
        el("li", "", [go])
    };
    let list = el("ol", "chapters", Heading::ALL.into_iter().map(chapter));
    el("nav", "", [list]).with(Attribute::Label, "Chapters").keyed("chapters")
}
