//! The way back over a step, and forth again.

use super::{Kind, Moment, Place, Step, Told, What};
use crate::page::state::keeping::Shown;
use crate::page::state::looking::open_above;
use crate::page::state::own::orders;
use crate::page::state::{Action, Effect, INPUTS, Notice, Origin, Pane, State};
use crate::session::protocol::{Explore, Input, Request};

/// Undoing
impl State {
    pub(in crate::page::state) fn undo(&mut self) -> Vec<Effect> {
        let Some(step) = self.steps.past.pop() else {
            let words = if self.steps.cut() {
                "Nothing more can be undone: what was done before took more than is kept for this."
            } else {
                "There is nothing to undo."
            };
            return self.say(words);
        };
        let words = format!("Undone: {}.", step.words);
        let listed = self.is_listed(&step);
        let (step, effects) = self.turn(step);
        self.steps.future.push(step);
        self.turned(Told { words, taken: None, undone: true, listed }, effects)
    }

    pub(in crate::page::state) fn redo(&mut self) -> Vec<Effect> {
        let Some(step) = self.steps.future.pop() else {
            return self.say("There is nothing to redo.");
        };
        let words = format!("Done again: {}.", step.words);
        let listed = self.is_listed(&step);
        let (step, effects) = self.turn(step);
        self.steps.past.push(step);
        self.turned(Told { words, taken: None, undone: false, listed }, effects)
    }

    /// Whether the way over a step is wanted in the list of works: what was told last was done there.
    fn is_listed(&self, step: &Step) -> bool {
        let told = self.told.as_ref().is_some_and(|told| told.listed);
        told || matches!(step.what, What::Shelf { .. })
    }

    fn say(&mut self, words: &str) -> Vec<Effect> {
        self.told = None;
        self.notice = Some(Notice { text: words.to_owned(), warning: false });
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
                let effects = self.put_on_shelf(&work, None, before.as_deref(), shown);
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
            self.offered.clear();
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
}
