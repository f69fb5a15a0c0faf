//! What was done, the way back over it, and forth again: one list for all that changes a text or a choice.
//! `docs/design.md` says what is a step and what is not.

mod shelf;
mod undoing;

pub use shelf::Shelving;

use super::keeping::{Contents, Id, Shown};
use super::sending::Changed;
use super::{Effect, INPUTS, Origin, State, Text};
use crate::page::text;
use crate::session::protocol::{Input, TreeOptions, View};
use std::rc::Rc;

/// How many steps back there are at most.
const MOST_STEPS: usize = 200;

/// How much the steps may hold that nothing else holds, in UTF-16 units of two bytes: 64 MB.
const MOST_HELD: usize = 32 << 20;

/// An insertion or deletion of more than so many UTF-16 units at once is a step of its own.
const AT_ONCE: u32 = 200;

/// The steps that were made, and those that were undone.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Steps {
    past: Vec<Step>,
    future: Vec<Step>,
    /// How many of the oldest were dropped.
    dropped: u32,
    /// Whether what is typed next begins a step of its own.
    sealed: bool,
    /// What an editor is about to do: a change of this name.
    awaited: Option<(Input, String)>,
}

/// A step, and what undoes or redoes it.
#[derive(Clone, Debug, PartialEq)]
struct Step {
    words: String,
    /// Where it happened.
    at: Place,
    what: What,
    /// How much it holds that nothing after it holds, in UTF-16 units; of the newest, nothing.
    size: usize,
}

/// Where a step happened.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Place {
    /// In the listing.
    Tree,
    /// In another input.
    Input(Input),
    /// In a view; none for the explorer.
    View(Option<View>),
}

#[derive(Clone, Debug, PartialEq)]
enum What {
    /// The page holds something else: before the step, or, once it is undone, after it.
    Page { held: Box<Moment>, kind: Kind },
    /// A work that is not on the page is another, or is not there: before the step, and after it.
    Shelf { work: Id, before: Option<Box<Contents>>, after: Option<Box<Contents>>, shown: bool },
}

/// How the page's texts change in a step.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    /// By typing; more of it belongs to the same step.
    Typed,
    /// By one change.
    Changed,
    /// By others in their place, with which nothing is to be compared.
    Replaced,
}

/// What the page holds at one moment. Texts are shared with the page, and settings with other moments.
#[derive(Clone, Debug, PartialEq)]
struct Moment {
    tree: Text,
    options: TreeOptions,
    inputs: [Text; INPUTS],
    settings: Rc<[u8]>,
    selected: String,
    name: String,
    origin: Origin,
    shown: Shown,
    document: u32,
    /// What is an example's: the listing, then the inputs.
    borrowed: [bool; INPUTS + 1],
}

/// A word about the last step, with the way over it.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// What was done.
    pub words: String,
    /// What was taken: as an input, or as a listing. It may have been something else.
    pub taken: Option<(Option<Input>, Text)>,
    /// Whether the way leads forth again.
    pub undone: bool,
    /// Whether it was done in the list of works.
    pub listed: bool,
}

/// Access
impl Steps {
    /// What would be undone.
    #[must_use]
    pub fn back(&self) -> Option<&str> {
        self.past.last().map(|step| step.words.as_str())
    }

    /// What would be redone.
    #[must_use]
    pub fn forth(&self) -> Option<&str> {
        self.future.last().map(|step| step.words.as_str())
    }

    /// Whether steps were dropped that were before all others.
    #[must_use]
    pub fn cut(&self) -> bool {
        self.dropped > 0
    }

    /// Forgets all steps.
    pub fn forget(&mut self) {
        *self = Self::default();
    }

    fn push(&mut self, step: Step) {
        if let Some(last) = self.past.last_mut() {
            last.size = last.what.size_beside(&step.what);
        }
        self.past.push(step);
        self.future.clear();
        self.sealed = false;
        let mut held = 0;
        let newest_first = self.past.iter().rev().enumerate();
        let kept = newest_first.take(MOST_STEPS).take_while(|(at, step)| {
            held += step.size;
            held <= MOST_HELD || *at <= 1
        });
        let gone = self.past.len() - kept.count();
        self.past.drain(..gone);
        self.dropped += gone as u32;
    }
}

impl What {
    /// How much it holds that the one after it, or the page, does not, in UTF-16 units.
    fn size_beside(&self, after: &Self) -> usize {
        let size = |text: &Text| text::length(text) as usize;
        match (self, after) {
            (Self::Page { held, .. }, Self::Page { held: after, .. }) => {
                let texts = std::iter::once((&held.tree, &after.tree));
                let texts = texts.chain(held.inputs.iter().zip(&after.inputs));
                let texts: usize =
                    texts.filter(|(it, after)| it != after).map(|it| size(it.0)).sum();
                let same = Rc::ptr_eq(&held.settings, &after.settings);
                texts + if same { 0 } else { held.settings.len() / 2 }
            }
            (Self::Page { .. }, Self::Shelf { .. }) => 0,
            (Self::Shelf { before, after, .. }, _) => {
                let all = before.iter().chain(after);
                all.map(|it| size(&it.tree) + it.inputs.iter().map(size).sum::<usize>()).sum()
            }
        }
    }
}

/// Doing
impl State {
    /// A step is about to be made.
    pub(super) fn step(&mut self, words: &str, at: Place, kind: Kind) {
        let joined = kind == Kind::Typed
            && !self.steps.sealed
            && self.steps.future.is_empty()
            && self.steps.past.last().is_some_and(|last| last.at == at && last.is(Kind::Typed));
        if joined {
            return;
        }
        let held = Box::new(self.moment());
        let words = words.replace('`', "");
        let what = What::Page { held, kind };
        self.steps.push(Step { words, at, what, size: 0 });
    }

    /// The user typed in a text, or an editor made a change.
    pub(super) fn type_text(&mut self, input: Option<Input>, text: Text) -> Vec<Effect> {
        let at = input.map_or(Place::Tree, Place::Input);
        let now = self.text(input).clone();
        let made = self.steps.awaited.take_if(|(of, _)| Some(*of) == input);
        let done = made.as_ref().map(|(_, title)| title.clone());
        let mut kept = false;
        if let Some(title) = &done {
            self.step(title, at, Kind::Changed);
        } else if now != text && !self.own_way(at, input, &text) {
            let size = text::length(&text).abs_diff(text::length(&now));
            let kind = if size > AT_ONCE { Kind::Changed } else { Kind::Typed };
            self.step(&format!("Edit {}", name(input)), at, kind);
            // What is written for the first time is nobody's edit.
            kept = self.steps.past.last().is_some_and(|last| last.began_empty(input));
        }
        let change = |state: &mut Self| match input {
            None => state.tree.text = text,
            Some(input) => {
                let own = &mut state.inputs[input as usize];
                own.text = text;
                own.borrowed = false;
                if kept {
                    own.kept_revision = own.revision + 1;
                }
            }
        };
        let effects = self.change(change, input.map_or(Changed::Tree, Changed::Input));
        if let Some(title) = done {
            let moves = std::mem::take(&mut self.moves);
            let words = format!("Done: {}. {moves}", title.replace('`', ""));
            self.tell(words.trim_end());
        }
        effects
    }

    /// A text field's own undo or redo leads to what was before or after a step: then it is that step's.
    fn own_way(&mut self, at: Place, input: Option<Input>, text: &Text) -> bool {
        let leads = |step: Option<&Step>, state: &Self| {
            step.is_some_and(|step| match &step.what {
                What::Page { held, .. } => step.at == at && held.differs_by(state, input, text),
                What::Shelf { .. } => false,
            })
        };
        let back = leads(self.steps.past.last(), self);
        if !back && !leads(self.steps.future.last(), self) {
            return false;
        }
        let now = Box::new(self.moment());
        let Steps { past, future, sealed, .. } = &mut self.steps;
        let (from, to) = if back { (past, future) } else { (future, past) };
        if let Some(mut step) = from.pop() {
            if let What::Page { held, .. } = &mut step.what {
                *held = now;
            }
            to.push(step);
        }
        *sealed = true;
        true
    }

    /// An editor is about to make a change of this name.
    pub(super) fn await_edit(&mut self, input: Input, title: &str) {
        let title =
            if title.is_empty() { format!("Edit {}", name(Some(input))) } else { title.into() };
        self.steps.awaited = Some((input, title));
    }

    /// Says what was done, with the way back.
    pub(super) fn tell(&mut self, words: &str) {
        self.notice = None;
        let (words, undone, listed) = (words.to_owned(), false, false);
        self.told = Some(Told { words, taken: None, undone, listed });
    }

    fn moment(&self) -> Moment {
        let of_last = self.steps.past.last().and_then(|step| match &step.what {
            What::Page { held, .. } => Some(&held.settings),
            What::Shelf { .. } => None,
        });
        let same = of_last.filter(|settings| ***settings == *self.settings);
        let mut borrowed = [self.tree.borrowed; INPUTS + 1];
        for (borrowed, input) in borrowed.iter_mut().zip(&self.inputs) {
            *borrowed = input.borrowed;
        }
        Moment {
            tree: self.tree.text.clone(),
            options: self.tree.options.clone(),
            inputs: self.inputs.each_ref().map(|input| input.text.clone()),
            settings: same.cloned().unwrap_or_else(|| self.settings.as_slice().into()),
            selected: self.selected.clone(),
            name: self.name.clone(),
            origin: self.origin.clone(),
            shown: self.keeping.shown.clone(),
            document: self.document,
            borrowed,
        }
    }

    fn text(&self, input: Option<Input>) -> &Text {
        input.map_or(&self.tree.text, |input| &self.inputs[input as usize].text)
    }
}

impl Step {
    fn is(&self, wanted: Kind) -> bool {
        matches!(&self.what, What::Page { kind, .. } if *kind == wanted)
    }

    /// Whether there was nothing in an input before it.
    fn began_empty(&self, input: Option<Input>) -> bool {
        match (&self.what, input) {
            (What::Page { held, .. }, Some(input)) => {
                self.at == Place::Input(input) && text::length(&held.inputs[input as usize]) == 0
            }
            (What::Page { .. } | What::Shelf { .. }, _) => false,
        }
    }
}

impl Moment {
    /// Whether it is what the page holds, but for one text, which is this.
    fn differs_by(&self, state: &State, input: Option<Input>, text: &Text) -> bool {
        let of = |at: Option<Input>| at.map_or(&self.tree, |at| &self.inputs[at as usize]);
        let all = std::iter::once(None).chain(Input::ALL.into_iter().map(Some));
        let mut all =
            all.map(|at| if at == input { of(at) == text } else { of(at) == state.text(at) });
        self.origin == state.origin
            && self.options == state.tree.options
            && *self.settings == *state.settings
            && all.all(|same| same)
    }
}

/// What a text is called in the name of a step.
pub(super) fn name(input: Option<Input>) -> &'static str {
    match input {
        None => "the file tree",
        Some(Input::Rules) => "the ownership rules",
        Some(Input::Codeowners) => "CODEOWNERS",
        Some(Input::Mappings) => "the code mappings",
        Some(Input::People) => "the teams",
        Some(Input::Event) => "the error",
    }
}
