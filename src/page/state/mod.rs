//! The page's state: one value, changed by [`State::apply`] alone.
//!
//! `apply` is pure. What has to happen outside (a message to the worker, a write to
//! the storage) it returns as [`Effect`]s, which the app carries out.

mod action;
mod answer;
mod apply;
/// What is kept of the user's work.
pub mod keeping;
mod looking;
mod own;
mod room;
mod sending;
mod steps;
mod taking;

pub use action::{Action, Effect};
pub use room::{Room, Rooms};
pub use steps::{Shelving, Steps, Told};

use super::text::Text;
use crate::session::protocol::{
    Explanation, Explore, Input, InputReport, Mark, Open, ProblemReport, Revisions, RoutingReport,
    Rows, TreeOptions, TreeReport, View, ViewReport,
};
use std::collections::VecDeque;
use std::rc::Rc;

/// All that the page shows.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct State {
    /// The listing.
    pub tree: TreeInput,
    /// Files of a picked folder that could be read, too: only names are, at first.
    pub offered: Vec<String>,
    /// The other texts, in the order of [`Input::ALL`].
    pub inputs: [TextInput; INPUTS],
    /// The number of the document on the page: a work, a repository, an example or a link.
    pub document: u32,
    /// The number of the last that was opened.
    pub documents: u32,
    /// Which of them is in sight.
    pub input: Input,
    /// What stands under it.
    pub under: Rc<ViewReport>,
    /// What was chosen and seen; the engine knows what it says.
    pub settings: Vec<u8>,
    /// The view in sight; none for the explorer.
    pub view: Option<View>,
    /// The folder that it is of, once it has said so.
    pub folder: Option<String>,
    /// Whether that is where the user went back to, and not seen yet.
    pub folder_awaited: bool,
    /// What the rooms remember.
    pub rooms: Rooms,
    /// What it shows.
    pub drawn: Rc<ViewReport>,
    /// Who gets what; kept while a newer answer is computed, and if that says the same.
    pub routing: Rc<RoutingReport>,
    /// The inputs that it is of.
    pub routed: Revisions,
    /// How long routing them took, in microseconds.
    pub micros: u32,
    /// What the explorer shows.
    pub explore: Explore,
    /// The folders that were open before a search opened all.
    pub open_before: Option<Open>,
    /// Its rows.
    pub rows: Rc<Rows>,
    /// The routing that they were made from: it names their owners.
    pub owners: Rc<RoutingReport>,
    /// The selected file or folder; empty for none.
    pub selected: String,
    /// Whether it was selected in the view in sight, so that its reason is wanted there.
    pub beside: bool,
    /// Why the selected path goes where it goes.
    pub explanation: Rc<Explanation>,
    /// The lines that matter to it, or to the error that is simulated.
    pub marks: Rc<Vec<Mark>>,
    /// Where the texts come from.
    pub origin: Origin,
    /// What is kept of the user's work.
    pub keeping: keeping::Keeping,
    /// Which part a narrow page shows.
    pub pane: Pane,
    /// Light or dark.
    pub theme: Theme,
    /// How the worker does.
    pub engine: Engine,
    /// The fragment of the link to this state, once made.
    pub link: Option<String>,
    /// Whether that could be copied, once it was tried.
    pub copied: Option<bool>,
    /// A word about the last action, for everybody to see and hear.
    pub notice: Option<Notice>,
    /// What was done, and the ways back over it and forth again.
    pub steps: Steps,
    /// A word about the last of it.
    pub told: Option<Told>,
    /// What the change moves that an editor is about to make, in words.
    pub moves: String,
    /// What the user calls the work on the page; empty for its first line.
    pub name: String,
    /// A work's file, while the engine reads it.
    pub file: Option<Text>,
    /// What replaces the texts next, if that is not an example or a link.
    pub naming: Option<Naming>,
    /// What was pasted or dropped, one after the other, until the engine knows what it is; true: it is taken already, as a listing
    /// or not at all.
    pub pasted: VecDeque<(Text, bool)>,
}

/// The listing and what was understood of it.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct TreeInput {
    /// The text, as it was given.
    pub text: Text,
    /// How it is read.
    pub options: TreeOptions,
    /// Counts the changes of text or options.
    pub revision: u32,
    /// Counts the times that something else than typing replaced the text.
    pub loads: u32,
    /// Whether it is an example's.
    pub borrowed: bool,
    /// What was understood; perhaps of an older revision.
    pub report: Rc<TreeReport>,
}

/// How many inputs there are beside the tree.
pub const INPUTS: usize = Input::ALL.len();

/// A text and what was understood of it.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct TextInput {
    /// The text, as it was given.
    pub text: Text,
    /// Counts its changes.
    pub revision: u32,
    /// Counts the times that something else than typing replaced the text.
    pub loads: u32,
    /// The revision that was loaded, not typed: later edits are compared with it.
    pub kept_revision: u32,
    /// Whether it is an example's.
    pub borrowed: bool,
    /// Whether it has been in sight: its editor is made then, and stays.
    pub opened: bool,
    /// What was understood; perhaps of an older revision.
    pub report: Rc<InputReport>,
    /// All there is to say about it; perhaps about an older revision.
    pub said: Rc<Said>,
    /// What its lines do; perhaps those of an older revision.
    pub outcomes: Rc<Outcomes>,
}

/// All there is to say about an input.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Said {
    /// The revision of the text that the places are in.
    pub revision: u32,
    /// The gravest, in the order of the text, what has no place last.
    pub problems: Vec<ProblemReport>,
    /// How much there is in all.
    pub count: u32,
    /// Of how many kinds that is.
    pub kinds: u32,
}

/// What the lines of an input do.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Outcomes {
    /// The revision of the text that the lines are of.
    pub revision: u32,
    /// A list as JSON, for the editor.
    pub json: String,
}

/// Where the texts come from.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Origin {
    /// An example, which nobody typed: its number in the gallery.
    Example(usize),
    /// The user, now or on an earlier visit.
    #[default]
    User,
    /// Somebody's link. The user's own texts are kept until they change these.
    Link,
}

/// Which part a narrow page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Pane {
    /// The listing.
    Tree,
    /// The rules and the other texts.
    Rules,
    /// The answer.
    #[default]
    Routing,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// How the worker does.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Engine {
    /// It is being loaded.
    #[default]
    Starting,
    /// It waits for work.
    Ready,
    /// It works on something.
    Busy,
    /// It was ended by the user, while it read what now stands there.
    Stopped,
    /// It failed on what now stands there, twice.
    Failed(String),
}

impl Engine {
    /// The worker says whether it works; of one that was ended or failed that means nothing.
    fn says_busy(&mut self, busy: bool) {
        match (&self, busy) {
            (Self::Ready, true) => *self = Self::Busy,
            (Self::Busy | Self::Starting, false) => *self = Self::Ready,
            (Self::Ready, false)
            | (Self::Busy | Self::Starting, true)
            | (Self::Stopped | Self::Failed(_), _) => {}
        }
    }
}

/// What replaces the texts, other than an example or a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Naming {
    /// Another repository of the same work: what was done.
    Repository(String),
    /// A work's file: what the work is called.
    File(String),
}

/// A word about the last action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The sentence.
    pub text: String,
    /// Whether something went wrong.
    pub warning: bool,
}
