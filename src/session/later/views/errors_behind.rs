//! Numbers of errors that open to the errors that they count; each of these leads to where it goes, and why.

use crate::session::commands::{Command, SimulationCommand};
use crate::session::draw::{button, details, el, rest, text};
use crate::session::protocol::{Attribute, Intent, Node, View, encode};
use crate::text::numbers::large;
use crate::trace::batch::Counted;
use std::cmp::Reverse;

/// How many errors are listed behind a number.
const MOST: usize = 20;

/// A number that opens the errors that it counts, by their places in the list of all, the most frequent first. Where there is
/// nothing to look at it is a bare number.
pub fn behind(words: impl Into<String>, which: &[usize], errors: &[Counted]) -> Node {
    let words = words.into();
    if which.is_empty() {
        return text(words);
    }
    let list = listed(which, errors);
    details("behind", &words, list).with(Attribute::Class, "behind")
}

/// The same, with elements for its words.
pub fn behind_all(words: Vec<Node>, class: &str, which: &[usize], errors: &[Counted]) -> Node {
    let summary = el("summary", class, words);
    let body = std::iter::once(summary).chain(listed(which, errors));
    el("details", "behind", body).keyed("behind")
}

fn listed(which: &[usize], errors: &[Counted]) -> impl Iterator<Item = Node> {
    let mut which = which.to_vec();
    which.sort_by_key(|&at| Reverse(errors[at].count));
    let item = |&at: &usize| {
        let Counted { title, count, .. } = &errors[at];
        let times = el("span", "soft", []).says(format!(" {}", large(*count)));
        el("li", "", [button("plain", title.as_str(), look(at)), times])
    };
    let list = el("ol", "", which.iter().take(MOST).map(item));
    std::iter::once(list).chain(rest(which.len(), MOST, "error", "errors"))
}

/// Shows an error where it is simulated.
fn look(at: usize) -> Intent {
    Intent::Look(View::Simulate, encode(&Command::from(SimulationCommand::CaseNumber(at))))
}
