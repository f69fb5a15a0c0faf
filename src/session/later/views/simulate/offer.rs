//! From "belongs to nobody" to the rule that would change it.

use super::{On, Shown, event_rules};
use crate::advice::{Target, make_rule_for};
use crate::ownership::{Owner, Source, parse};
use crate::routing::EventRules;
use crate::session::desk::views::give;
use crate::session::draw::{el, select, text};
use crate::session::protocol::{Input, Node};
use crate::text::{Edit, Fix};
use crate::trace::InApp;
use crate::tree::PathId;

impl Shown<'_> {
    /// The offer to give the error's file to somebody, if it belongs to nobody and a rule for one of its
    /// frames' files would win: that is tried out first. In the project's own rules there is no place for one.
    pub(super) fn offer(&self) -> Option<Node> {
        if self.is_own || !self.simulation.decision.suggestions.is_empty() {
            return None;
        }
        let frames = &self.case.event.frames;
        // The newest first; those of the application's own code before all others.
        let (own, other): (Vec<usize>, Vec<usize>) =
            (0..frames.len()).rev().partition(|&at| frames[at].in_app != InApp::No);
        let of_files =
            own.into_iter().chain(other).filter_map(|at| Some((at, self.links[at].file?)));
        let (at, file) = of_files.take(MOST_TRIED).find(|(_, file)| self.would_win(*file))?;
        let name = self.on.answer.tree.paths().get(file);
        let words = [
            text(format!("A rule for the file of frame {}, ", at + 1)),
            select(name),
            text(", would decide. "),
        ];
        let form = give(self.on.answer, name, &[(self.owner_of(file), 1)]);
        Some(el("div", "offer", words.into_iter().chain([form])).keyed("offer"))
    }

    fn owner_of(&self, file: PathId) -> Option<String> {
        let answer = self.on.answer;
        let owner = answer.outcome(answer.tree.position_of(file)).owner();
        owner.map(|owner| answer.owner_at(owner))
    }

    /// Whether a rule for the file, where it would be written, would decide about this error.
    fn would_win(&self, file: PathId) -> bool {
        let On { answer, inputs, settings, .. } = self.on;
        let rules = inputs.text(Input::Rules);
        // Whose it would be is still to be said; a name that nobody has.
        let somebody = Owner::Team("somebody-to-be-named".to_owned());
        let Some(fix) =
            make_rule_for(Target::File(file), &somebody, rules, &answer.tree, &answer.routing)
        else {
            return false;
        };
        let mut all = parse(&applied(&fix, rules)).rules;
        all.extend(inputs.all_rules().into_iter().filter(|rule| rule.source == Source::Codeowners));
        let rules: EventRules = event_rules(&all, &settings.simulation);
        let first = rules.matching_by_rank(&self.case.event).next();
        first.is_some_and(|rule| rules.rules()[rule as usize].owners == [somebody])
    }
}

/// How many frames' files are tried.
const MOST_TRIED: usize = 20;

/// A text with the edits of a fix, which are in the order of their places.
fn applied(fix: &Fix, text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    let mut at = 0;
    for Edit { span, text: new } in &fix.edits {
        out += text.get(at..span.start as usize).unwrap_or_default();
        out += new;
        at = span.end as usize;
    }
    out + text.get(at..).unwrap_or_default()
}
