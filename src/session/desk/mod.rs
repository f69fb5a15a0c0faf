//! The texts of one page, and the first answer: who gets what, by which rule, and what there
//! is to say about it.
//!
//! Nothing here knows of stack traces, projects, the playbook or exports.

mod act;
mod answer;
mod completions;
mod explain;
mod explorer;
mod frames;
mod handover;
mod inputs;
pub mod kinds;
mod link;
mod read;
mod reports;
mod show;
pub mod views;
mod weigh;

pub use answer::{Answer, input_of};
pub use explain::{Explanation, NearMiss, Place, Reviewed, RuleVerdict};
pub use frames::InFrames;
pub use handover::Handover;
pub use inputs::Inputs;
pub use link::{taken_apart, unpack};
pub use read::read_options;
pub use reports::problems as problem_reports;

use crate::codes::Page;
use crate::document::{Chosen, CodeownersSettings};
use crate::ownership::Rule;
use crate::routing::Guess;
use crate::session::protocol::{FixReport, Input, Revisions, TreeOptions, View};
use crate::session::view_state::ViewState;
use explorer::Rows;
use kinds::Advised;
use std::cell::OnceCell;

/// The texts of one page, and the first answer.
#[derive(Default)]
pub struct Desk {
    pub revisions: Revisions,
    pub tree_text: String,
    pub tree_options: TreeOptions,
    pub inputs: Inputs,
    pub chosen: Chosen,
    pub view_state: ViewState,
    pub answer: Option<Answer>,
    /// The same for frames, if anybody asked and nothing changed since.
    in_frames: Option<InFrames>,
    /// Whether the page is still to be told of what is shown.
    untold: bool,
    /// Counts the answers: what follows from the tree or its routing is of one of them.
    pub answers: u32,
    /// The baseline that edits are compared with.
    pub baseline: Baseline,
    rows: Option<Rows>,
    /// Code mappings that the tree suggests; found when first asked for.
    guesses: OnceCell<Vec<Guess>>,
    /// What is to be said about the answer; found when first asked for.
    advice: OnceCell<Advised>,
    /// Where codes are explained. The pages of all codes are a large text, so the part of the engine for the first
    /// answer has none.
    pub pages: Pages,
    /// The problem whose code is explained: its number in the list of an input.
    pub explained_problem: Option<(Input, usize)>,
    /// The path of which not all rules that matter are listed, and the word that those listed hold.
    pub reasons: (String, String),
    /// The fix that would take files from somebody and is not made yet.
    pub weighed: Option<Weighed>,
    /// The view that was last asked for, beside the explorer.
    pub in_sight: View,
}

impl Desk {
    /// With the pages of codes.
    pub fn with(self, pages: Pages) -> Self {
        Self { pages, ..self }
    }
}

/// A fix that is not made yet, since it would take files from somebody.
pub struct Weighed {
    /// Of this input.
    pub input: Input,
    /// Of these problems.
    pub mends: Mends,
    /// The fix.
    pub fix: FixReport,
    /// What it would move, in words.
    pub moves: String,
}

/// What a fix mends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mends {
    /// The problem with this number in the list of its input.
    One(usize),
    /// All of this code.
    All(String),
}

/// Finds the page of a problem's code.
#[derive(Clone, Copy)]
pub struct Pages(pub fn(&str) -> Option<&'static Page>);

impl Default for Pages {
    /// None of any.
    fn default() -> Self {
        Self(|_| None)
    }
}

/// The baseline that edits are compared with.
#[derive(Default)]
pub struct Baseline {
    pub rules: Vec<Rule>,
    /// The texts that they were read from.
    pub texts: [String; Input::ALL.len()],
    /// And the choices that they were read by.
    pub settings: CodeownersSettings,
}
