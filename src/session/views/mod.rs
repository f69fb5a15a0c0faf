//! What there is to look at beside the explorer, drawn as elements.
//!
//! A view says what the engine found; it decides nothing. Lists are cut to what a person
//! reads, and say how much there is besides.

mod compare;
mod contents;
mod coverage;
mod explanation;
mod export;
mod listing;
mod load;
mod picture;
mod playbook;
mod problems;
mod projects;
mod repositories;
mod review;
mod simulate;
mod under;

pub use explanation::{explanation, give};
pub use listing::draw as listing;
pub use projects::typed as changes_of;

use super::Session;
use super::draw::{el, text};
use super::protocol::{Mark, Node, View};
use crate::text::numbers::plural;

/// Draws a view, and names the lines that it is about.
pub fn draw(session: &Session, view: View) -> (Vec<Node>, Vec<Mark>) {
    let Some(answer) = &session.answer else { return Default::default() };
    let body = match view {
        View::Under(input) => under::draw(session, answer, input),
        View::Coverage => coverage::draw(session, answer),
        View::Review => review::draw(session, answer),
        View::Projects => projects::draw(session, answer),
        View::Playbook => playbook::draw(session, answer),
        View::Export => export::draw(session, answer),
        View::Compare => compare::draw(session, answer),
        View::Simulate => return simulate::draw(session, answer),
    };
    (body, Vec::new())
}

/// A line on what a cut list leaves out; none if nothing.
fn rest(all: usize, shown: usize, one: &str, many: &str) -> Option<Node> {
    let left = all.saturating_sub(shown);
    (left > 0)
        .then(|| el("p", "soft", [text(format!("and {} more.", plural(left as u32, one, many)))]))
}
