//! The answer for frames, beside the one for the repository's paths.
//!
//! What frames carry follows from the split into projects, of which nothing is known here:
//! whoever plans it gives the answer ([`Desk::see_in_frames`]), and says when it is of an
//! older plan. Until it is there, the repository's paths are shown, and said to be.

use super::{Answer, Desk, reports};
use crate::session::commands::SplitCommand;
use crate::session::draw::{command, el, paragraph, text};
use crate::session::protocol::{Attribute, Node, Reply, RoutingReport};
use crate::session::view_state::PathsShown;

/// Files in frames, and where these go by the rules of their projects.
pub struct InFrames {
    /// Of the files that are in frames alone.
    pub answer: Answer,
    /// Per file of the repository, whether its frames go elsewhere than it does.
    pub elsewhere: Vec<bool>,
    /// What there is to say where the repository's paths are shown, and where frames are.
    pub notes: [Vec<Node>; 2],
}

impl Desk {
    /// Whether the user wants to see files as their frames have them.
    pub fn wants_frames(&self) -> bool {
        self.view_state.paths == PathsShown::Frames
    }

    /// What is known of frames, if they are what is shown.
    fn frames_shown(&self) -> Option<&InFrames> {
        self.in_frames.as_ref().filter(|_| self.wants_frames())
    }

    /// The answer that explorer, sentence, coverage and review show.
    pub fn answer_shown(&self) -> Option<&Answer> {
        self.frames_shown().map(|it| &it.answer).or(self.answer.as_ref())
    }

    /// Takes what is known of frames; nothing if what was known is of an older plan.
    pub fn see_in_frames(&mut self, mut seen: Option<InFrames>) {
        if let Some(answer) = &mut self.answer {
            answer.elsewhere =
                seen.as_mut().map(|it| std::mem::take(&mut it.elsewhere)).unwrap_or_default();
        }
        self.in_frames = seen;
        self.rows = None;
        self.untold = true;
    }

    /// Whether anything is known of frames.
    pub fn knows_frames(&self) -> bool {
        self.in_frames.is_some()
    }

    /// Other files are in sight than before.
    pub fn rows_are_others(&mut self) {
        self.rows = None;
    }

    /// In which paths files are looked at, and a way to change that; nothing without rules.
    pub fn paths(&self) -> Vec<Node> {
        let has_rules = |answer: &&Answer| {
            !answer.tree.is_empty() && !answer.routing.compiled().rules().is_empty()
        };
        if self.answer.as_ref().filter(has_rules).is_none() {
            return Vec::new();
        }
        let notes = self.in_frames.as_ref().map(|it| &it.notes);
        let shown = self.frames_shown().is_some();
        let note = notes.map(|it| it[usize::from(shown)].clone()).unwrap_or_default();
        std::iter::once(switch(shown)).chain(note).collect()
    }

    /// In which paths a view is, where that makes a difference; the switch is above all views.
    pub fn paths_line(&self) -> Option<Node> {
        let differ = || self.answer.as_ref().is_some_and(|it| it.elsewhere.contains(&true));
        let words = match self.frames_shown() {
            Some(_) => "Shown by frame path, as Sentry sees it.",
            None if differ() => {
                "Shown by repository path; some of these files go elsewhere in Sentry, as said above."
            }
            None => return None,
        };
        Some(paragraph("soft", words).keyed("paths"))
    }

    /// Who gets what, in the paths that are shown.
    pub fn routing_report(&mut self) -> RoutingReport {
        self.untold = false;
        let Some((shown, answer)) = self.answer_shown().zip(self.answer.as_ref()) else {
            return RoutingReport::default();
        };
        RoutingReport {
            // What edits move is told in the repository's paths, in which they are made.
            moves: reports::moves(answer),
            paths: self.paths(),
            ..reports::routing(shown, &self.inputs, self.revisions)
        }
    }

    /// Tells the page of what is shown, if it does not know: in place of what was to be said.
    pub fn tell(&mut self, replies: &mut Vec<Reply>) {
        if self.untold {
            replies.retain(|reply| !matches!(reply, Reply::Routing(_)));
            replies.push(Reply::Routing(self.routing_report()));
        }
    }
}

/// In which paths files are looked at, and a way to change that.
fn switch(frames: bool) -> Node {
    let way = |words: &str, value: &str, on: bool| {
        command("", words, SplitCommand::ShowPaths(value.to_owned()))
            .with(Attribute::Pressed, on.to_string())
    };
    let switch = [
        text("Paths: "),
        way("as in the repository", "repository", !frames),
        text(" "),
        way("frames as Sentry sees them", "frames", frames),
    ];
    el("p", "paths", switch).keyed("paths")
}
