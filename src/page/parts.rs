//! What each part of the page shows, as plain values.
//!
//! A part is drawn again when its value is another than before, and only then: what a part
//! is drawn from is in its value and nowhere else, so nothing that changed can be missed.

mod made;
mod name;

pub use name::Name;

use super::state::keeping::{Id, Work};
use super::state::{Engine, INPUTS, Notice, Origin, Outcomes, Pane, Room, Said, Theme};
use super::text::Text;
use crate::session::protocol::{
    Explanation, Explore, Filter, Input, InputReport, Node, RoutingReport, Rows, TreeReport, View,
    ViewReport,
};
use std::rc::Rc;

/// From how many UTF-16 units on a listing is kept out of the text field: laying
/// out a field of megabytes takes browsers seconds.
pub const LARGE: u32 = 100_000;

/// How much of a large listing is shown.
const PREVIEW: u32 = 4_000;

/// All parts.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Parts {
    /// What lies around the others.
    pub frame: Frame,
    /// The listing.
    pub listing: Listing,
    /// The other inputs, once they have been in sight.
    pub panels: [Option<Panel>; INPUTS],
    /// The explorer.
    pub files: Files,
    /// The others.
    pub plain: Rc<Plain>,
}

/// The parts without a node or a state of their own. They hold no text of the user's, so whoever
/// keeps an old value keeps little.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Plain {
    /// The top bar.
    pub top: Top,
    /// Whether work has been under way for long.
    pub working: bool,
    /// What there is to say beside the answer.
    pub notices: Notices,
    /// On a narrow page: which part is in sight.
    pub tabs: Tabs,
    /// On a narrow page, beside the inputs: the sentence.
    pub bar: Counts,
    /// Whether the ways in are shown: to whoever sees an example.
    pub ways: bool,
    /// Which of the inputs beside the listing is in sight.
    pub texts: Texts,
    /// The sentence and the teams.
    pub summary: Summary,
    /// Which view of the answer is in sight.
    pub views: Views,
    /// Why the selected path goes where it goes.
    pub why: Why,
    /// A view.
    pub drawn: Drawn,
}

/// What lies around the others: it decides what is hidden, and what is marked as out of date.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Frame {
    /// The room in sight.
    pub room: Room,
    /// Whether the inputs are folded to a rail, where there is room for both.
    pub folded: bool,
    /// Which part a narrow page shows.
    pub pane: Pane,
    /// Whether everything is stored.
    pub stored: bool,
    /// Whether nothing is on the page yet.
    pub opening: bool,
    /// Whether there is an answer yet.
    pub answered: bool,
    /// Whether the answer is of older inputs.
    pub stale: bool,
    /// Whether the reason is of older inputs, or of another path.
    pub stale_reason: bool,
    /// Whether the explorer is in sight, rather than a view.
    pub explores: bool,
    /// Whether the reason is: beside the explorer and the map, and beside an error of which a file was selected.
    pub reasons: bool,
    /// The selected path, for what is drawn beside the page's own program.
    pub selected: String,
    /// What the view in sight is called.
    pub view: &'static str,
    /// How long routing took, in microseconds.
    pub micros: u32,
}

/// The top bar.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Top {
    /// The room in sight.
    pub room: Room,
    /// Light or dark.
    pub theme: Theme,
    /// Where the texts come from.
    pub origin: Origin,
    /// Whether there are texts of the user's own to go back to.
    pub borrowed: bool,
    /// The fragment of a link to this state, once made.
    pub link: Option<String>,
    /// Whether that could be copied, once it was tried.
    pub copied: Option<bool>,
    /// The user's works.
    pub works: Vec<Work>,
    /// Which of them is on the page.
    pub work: Option<Id>,
    /// Whether everything is stored.
    pub stored: bool,
    /// What was done last in the list of works, and whether that can be done again, else undone.
    pub told: Option<(String, bool)>,
    /// What would be undone, and redone.
    pub steps: (Option<String>, Option<String>),
}

/// What there is to say beside the answer.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Notices {
    /// How the worker does.
    pub engine: Engine,
    /// A word about the last action.
    pub notice: Option<Notice>,
    /// What was done last, and whether that can be done again, else undone; and if a text was taken, as what.
    pub told: Option<(String, bool, Option<Option<Input>>)>,
    /// If a CODEOWNERS file was taken: its names that are nobody in Sentry yet.
    pub unmapped: Vec<Node>,
    /// Why something can't be stored.
    pub trouble: Option<String>,
    /// A work that another tab has changed, and whether this page shows another.
    pub rival: Option<(Id, bool)>,
    /// Files of a picked folder that could be read, too, where the listing is not in sight.
    pub offered: Vec<String>,
}

/// On a narrow page: which part is in sight, and how much there is to say about it.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Tabs {
    /// The part.
    pub pane: Pane,
    /// Lines of the listing that could not be read.
    pub skipped: u32,
    /// Remarks on the other inputs.
    pub remarks: u32,
}

/// How much reaches a team.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Counts {
    /// Whether there is an answer yet.
    pub answered: bool,
    /// Files in the tree.
    pub files: u32,
    /// Files that reach nobody.
    pub nobody: u32,
}

impl Counts {
    /// Those of an answer.
    #[must_use]
    pub fn of(routing: &RoutingReport) -> Self {
        let answered = routing.revisions.tree > 0;
        Self { answered, files: routing.files, nobody: routing.nobody }
    }
}

/// The listing and what was understood of it.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Listing {
    /// Counts the times that something else than typing replaced the text.
    pub loads: u32,
    /// The text; it is put into the field when `loads` counts up.
    pub text: Held<Text>,
    /// If the text is too large for the field: how it begins, and its length in UTF-16 units.
    pub large: Option<(String, u32)>,
    /// What was understood.
    pub report: Rc<TreeReport>,
    /// Whether that is of an older text.
    pub stale: bool,
    /// Files of a picked folder that could be read, too.
    pub offered: Vec<String>,
    /// Whether what is pasted takes its place: it is an example's, or there is nothing.
    pub gives_way: bool,
}

/// Which of the other inputs is in sight, and how much there is to say about each.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Texts {
    /// The one in sight.
    pub input: Input,
    /// Remarks on each, in the order of [`Input::ALL`].
    pub remarks: [u32; INPUTS],
}

/// An input in its editor.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    /// Which one.
    pub input: Input,
    /// Whether it is in sight.
    pub shown: bool,
    /// Counts the times that something else than typing replaced the text.
    pub loads: u32,
    /// The number of the document: in another one, what was typed in the one before is not undone.
    pub document: u32,
    /// The text; it is put into the editor when `loads` counts up.
    pub text: Held<Text>,
    /// What was understood.
    pub report: Rc<InputReport>,
    /// All there is to say about it.
    pub said: Rc<Said>,
    /// What its lines do.
    pub outcomes: Rc<Outcomes>,
    /// The lines that matter, and whether their rules decide.
    pub marks: Vec<(u32, bool)>,
    /// What stands under it.
    pub under: Rc<ViewReport>,
}

/// The sentence, the picture of the shares, and the teams to choose from.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Summary {
    /// Who gets what.
    pub routing: Rc<RoutingReport>,
    /// Which files the explorer shows.
    pub filter: Filter,
}

/// The views of a room.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Views {
    /// The room.
    pub room: Room,
    /// The one in sight; none for the explorer.
    pub view: Option<View>,
}

/// The explorer.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Files {
    /// The rows in and around sight.
    pub rows: Rc<Rows>,
    /// Names the owners of these rows.
    pub routing: Rc<RoutingReport>,
    /// What is asked for.
    pub explore: Explore,
    /// The selected path.
    pub selected: String,
}

/// Why the selected path goes where it goes.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Why {
    /// The reason; none if nothing is selected.
    pub reason: Option<Rc<Explanation>>,
}

/// A view.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Drawn {
    /// What there is to see; none while another view is awaited.
    pub report: Option<Rc<ViewReport>>,
}

/// What a part needs and does not show: another one is no reason to draw.
#[derive(Clone, Debug, Default)]
pub struct Held<T>(pub T);

impl<T> PartialEq for Held<T> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// Comparing
impl Parts {
    /// Whether any part shows something else than `before`, and so is to be drawn again.
    #[must_use]
    pub fn differ(&self, before: &Self) -> bool {
        self.frame != before.frame
            || self.listing != before.listing
            || self.panels != before.panels
            || self.files != before.files
            || Name::ALL.iter().any(|&name| !self.plain.same(&before.plain, name))
    }
}
