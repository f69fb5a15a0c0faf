//! What was done, the way back over it, and forth again: one list for all that changes a text or a choice.
//! `docs/design.md` says what is a step and what is not.

use super::keeping::{Contents, Id, Shown};
use super::own::orders;
use super::{Action, Effect, INPUTS, Origin, Pane, State, Text, apply::Changed, apply::open_above};
use crate::page::text;
use crate::session::protocol::{Explore, Input, Request, TreeOptions, View};
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

    /// A work that is not on the page became another; `shown`: it was on it.
    pub(super) fn shelve(
        &mut self,
        words: &str,
        work: Id,
        before: Option<Contents>,
        after: Option<Contents>,
        shown: bool,
    ) -> Vec<Effect> {
        let (before, after) = (before.map(Box::new), after.map(Box::new));
        let effects = self.put_on_shelf(&work, after.as_deref(), false);
        let what = What::Shelf { work, before, after, shown };
        let (words, at) = (words.to_owned(), Place::View(self.view));
        let told = format!("Done: {words}.");
        self.steps.push(Step { words, at, what, size: 0 });
        self.tell(&told);
        self.told.iter_mut().for_each(|told| told.listed = true);
        effects
    }

    /// Says what was done, with the way back.
    pub(super) fn tell(&mut self, words: &str) {
        self.notice = None;
        let (words, undone, listed) = (words.to_owned(), false, false);
        self.told = Some(Told { words, taken: None, undone, listed });
    }
}

/// Undoing
impl State {
    pub(super) fn undo(&mut self) -> Vec<Effect> {
        let Some(step) = self.steps.past.pop() else {
            let words = if self.steps.cut() {
                "Nothing more can be undone: what was done before took more than is kept for this."
            } else {
                "There is nothing to undo."
            };
            return self.say(words);
        };
        let words = format!("Undone: {}.", step.words);
        let (step, effects) = self.turn(step);
        let listed = matches!(step.what, What::Shelf { .. });
        self.steps.future.push(step);
        self.turned(Told { words, taken: None, undone: true, listed }, effects)
    }

    pub(super) fn redo(&mut self) -> Vec<Effect> {
        let Some(step) = self.steps.future.pop() else {
            return self.say("There is nothing to redo.");
        };
        let words = format!("Done again: {}.", step.words);
        let (step, effects) = self.turn(step);
        let listed = matches!(step.what, What::Shelf { .. });
        self.steps.past.push(step);
        self.turned(Told { words, taken: None, undone: false, listed }, effects)
    }

    fn say(&mut self, words: &str) -> Vec<Effect> {
        self.told = None;
        self.notice = Some(super::Notice { text: words.to_owned(), warning: false });
        Vec::new()
    }

    fn turned(&mut self, told: Told, effects: Vec<Effect>) -> Vec<Effect> {
        self.steps.sealed = true;
        self.steps.awaited = None;
        self.notice = None;
        self.told = Some(told);
        effects
    }

    /// Goes over a step; gives the way over it in the other direction.
    fn turn(&mut self, step: Step) -> (Step, Vec<Effect>) {
        let Step { words, at, what, size } = step;
        let (what, mut effects) = match what {
            What::Page { held, kind } => {
                let now = Box::new(self.moment());
                let effects = self.restore(*held, kind);
                (What::Page { held: now, kind }, effects)
            }
            What::Shelf { work, before, after, shown } => {
                let effects = self.put_on_shelf(&work, before.as_deref(), shown);
                (What::Shelf { work, before: after, after: before, shown }, effects)
            }
        };
        effects.extend(match at {
            Place::Tree => self.apply(Action::Show(Pane::Tree)),
            Place::Input(input) => self.apply(Action::Open(input)),
            Place::View(view) => self.apply(Action::View(view)),
        });
        (Step { words, at, what, size }, effects)
    }

    fn put_on_shelf(&mut self, work: &Id, contents: Option<&Contents>, open: bool) -> Vec<Effect> {
        match contents {
            None => orders(self.keeping.drop(work)),
            Some(contents) => {
                let mut effects = orders(self.keeping.put(work, contents.clone()));
                if open {
                    effects.extend(self.show(contents.clone()));
                    self.origin = Origin::User;
                    self.keeping.open(work.clone(), None);
                }
                effects
            }
        }
    }

    /// The page holds again what it held at a moment.
    fn restore(&mut self, moment: Moment, kind: Kind) -> Vec<Effect> {
        let Moment { tree, options, inputs, settings, selected, name, origin, shown, .. } = moment;
        let borrowed = moment.borrowed;
        self.document = moment.document;
        let replaced = kind == Kind::Replaced;
        let other_tree = self.tree.text != tree;
        let reread = other_tree || self.tree.options != options;
        self.tree.borrowed = borrowed[INPUTS];
        if other_tree {
            self.tree.text = tree;
            self.tree.loads += 1;
            self.selected = selected;
            self.explore = Explore { count: self.explore.count, ..Explore::default() };
            self.open_before = None;
            if !self.selected.is_empty() {
                open_above(&mut self.explore.open, &self.selected);
            }
        }
        if reread {
            self.tree.options = options;
            self.tree.revision += 1;
        }
        let other_settings = *self.settings != *settings;
        if other_settings {
            self.settings = settings.to_vec();
        }
        let mut sent = Vec::new();
        for (input, text) in Input::ALL.into_iter().zip(inputs) {
            let own = &mut self.inputs[input as usize];
            own.borrowed = borrowed[input as usize];
            let other = own.text != text;
            if other {
                own.text = text;
                own.loads += 1;
            }
            // Others in their place are what later edits are compared with, and choices are what all is read by.
            let again = replaced && input == Input::Rules
                || other_settings && !reread && input == Input::Codeowners;
            if other || again {
                own.revision += 1;
                if replaced {
                    own.kept_revision = own.revision;
                }
                sent.push(input);
            }
        }
        self.name = name;
        self.pasted = None;
        let mut effects = if self.revive() {
            self.send_inputs()
        } else {
            let settings =
                other_settings.then(|| Effect::Send(Request::Settings(self.settings.clone())));
            let inputs: Vec<Effect> =
                sent.into_iter().map(|input| self.send_input(input)).collect();
            let tree = reread.then(|| self.send_tree());
            settings.into_iter().chain(inputs).chain(tree).collect()
        };
        effects.extend(self.restore_whose(origin, shown, replaced));
        effects
    }

    /// The page holds again what is whose: the very work, not a copy of it.
    fn restore_whose(&mut self, origin: Origin, shown: Shown, replaced: bool) -> Vec<Effect> {
        if origin != Origin::User {
            self.origin = origin;
            self.link = None;
            self.keeping.borrow();
            return Vec::new();
        }
        let other = self.keeping.work() != shown.work();
        if !replaced || !other || shown.work().is_none() {
            return self.keep();
        }
        self.origin = origin;
        self.link = None;
        let contents = self.contents();
        let mut effects = orders(self.keeping.resume(shown, contents));
        effects.push(Effect::Unlink);
        effects
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

/// What is done with a work that is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shelving {
    /// It gets this name; an empty one takes its name away.
    Rename(String),
    /// It is there twice.
    Copy,
    /// It goes.
    Delete,
}

/// Works that are not on the page
impl State {
    /// Something is done with a work that holds this, as it was stored under a stamp.
    pub(super) fn shelved(&mut self, work: Id, contents: Contents, what: Shelving) -> Vec<Effect> {
        let contents = match self.keeping.draft(&work) {
            Some(draft) => draft.contents.clone(),
            None => contents,
        };
        let title = contents.title();
        match what {
            Shelving::Rename(name) if self.keeping.work() == Some(&work) => {
                self.step(&format!("Rename “{title}”"), Place::View(self.view), Kind::Changed);
                self.name = name;
                self.keep()
            }
            Shelving::Rename(name) => {
                let after = Contents { name, ..contents.clone() };
                let words = format!("Rename “{title}” to “{}”", after.title());
                self.shelve(&words, work, Some(contents), Some(after), false)
            }
            Shelving::Copy => {
                let copy = self.keeping.fresh();
                let after = Contents { name: format!("Copy of {title}"), ..contents };
                self.shelve(&format!("Duplicate “{title}”"), copy, None, Some(after), false)
            }
            Shelving::Delete => {
                let shown = self.keeping.work() == Some(&work);
                self.shelve(&format!("Delete “{title}”"), work, Some(contents), None, shown)
            }
        }
    }
}
