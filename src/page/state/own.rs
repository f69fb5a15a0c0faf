//! Whose texts are on the page: the user's, an example's, a link's.

use super::keeping::{Contents, Id, Order, Report, Shown};
use super::steps::{Kind, Place};
use super::{Action, Effect, Naming, Origin, Pane, State, looking::open_above};
use crate::page::text;
use crate::session::protocol::{Explore, Input, Request};

/// How long a path may be that comes from outside. Systems allow 4,096 bytes.
const LONGEST_PATH: usize = 8_192;

impl State {
    /// What the page holds.
    #[must_use]
    pub fn contents(&self) -> Contents {
        Contents {
            tree: self.tree.text.clone(),
            inputs: self.inputs.each_ref().map(|input| input.text.clone()),
            settings: self.settings.clone(),
            choices: self.choices(),
            name: self.name.clone(),
        }
    }

    /// The user changed something: what is on the page is the user's own from now on.
    pub(super) fn keep(&mut self) -> Vec<Effect> {
        self.origin = Origin::User;
        self.link = None;
        let contents = self.contents();
        let mut effects = orders(self.keeping.edit(contents));
        effects.push(Effect::Unlink);
        effects
    }

    /// Something is seen that was not before. That is no change: nobody's texts become the user's own by it, and no other
    /// tab is told.
    pub(super) fn saw(&mut self, settings: Vec<u8>) -> Option<Effect> {
        self.settings = settings;
        match &self.keeping.shown {
            Shown::Own { base: Some(base), .. } => {
                Some(Effect::Seen(base.clone(), self.settings.clone()))
            }
            Shown::Own { base: None, .. } | Shown::Nothing | Shown::Borrowed => None,
        }
    }

    /// Something else is about to take the place of all texts.
    fn step_of_load(&mut self, words: &str) {
        // What a visit begins with leads nowhere back.
        if self.keeping.shown != Shown::Nothing {
            self.step(words, Place::View(self.view), Kind::Replaced);
        }
    }

    /// Whether there is nothing yet but the example that a visit begins with.
    fn is_untouched(&self) -> bool {
        matches!(self.origin, Origin::Example(_)) && self.steps.back().is_none()
    }

    /// Everything is replaced: by an example, a link, or another repository of the same work.
    pub(super) fn load(&mut self, contents: Contents, origin: Origin) -> Vec<Effect> {
        let named = self.naming.take();
        match &origin {
            Origin::Example(_) => self.step_of_load("Open an example"),
            Origin::Link if self.is_untouched() => {}
            Origin::Link => self.step_of_load("Open a link"),
            Origin::User => match &named {
                Some(Naming::Repository(words)) => self.step_of_load(words),
                Some(Naming::File(name)) => self.step_of_load(&format!("Open the file “{name}”")),
                None => self.step_of_load("Replace everything"),
            },
        }
        let place = contents.choices.place.clone();
        let mut effects = self.show(contents);
        if origin == Origin::Link && !self.selected.is_empty() {
            // It is what somebody is to look at. Of an example or a work, the sentence is.
            self.explore.reveal = Some(self.selected.clone());
        }
        let own = origin == Origin::User;
        let example = matches!(origin, Origin::Example(_));
        self.tree.borrowed = example;
        self.inputs.iter_mut().for_each(|input| input.borrowed = example);
        self.origin = origin;
        match &named {
            // It is a work of its own, whatever was there.
            Some(Naming::File(_)) => self.keeping.borrow(),
            Some(Naming::Repository(_)) | None => {}
        }
        if self.origin == Origin::Link || matches!(named, Some(Naming::File(_))) {
            let selected = self.selected.clone();
            effects.extend(self.look_again(place, selected));
        }
        if own {
            if text::length(&self.tree.text) == 0 {
                // Another repository, of which nothing is known yet.
                self.apply(Action::Show(Pane::Tree));
            }
            effects.extend(self.keep());
        } else {
            self.keeping.borrow();
        }
        effects
    }

    /// A work of the user's is wanted: what is not stored of it yet is newer than what is.
    pub(super) fn open_work(&mut self, work: Id) -> Vec<Effect> {
        match self.keeping.draft(&work).map(|draft| draft.contents.clone()) {
            Some(contents) => self.opened(work, None, contents),
            None => vec![Effect::Keep(Order::Load(work))],
        }
    }

    /// A work of the user's is there.
    pub(super) fn opened(
        &mut self,
        work: Id,
        stamp: Option<Id>,
        contents: Contents,
    ) -> Vec<Effect> {
        // Changed while it was being read.
        let newer = self.keeping.draft(&work).map(|draft| draft.contents.clone());
        let contents = newer.unwrap_or(contents);
        let same = self.keeping.work() == Some(&work);
        if !self.is_untouched() && !same {
            self.step_of_load(&format!("Open “{}”", contents.title()));
        }
        let effects = self.show(contents);
        self.origin = Origin::User;
        self.keeping.open(work, stamp);
        effects
    }

    /// The user's own work, after somebody else's texts.
    pub(super) fn back(&mut self) -> Vec<Effect> {
        self.keeping.last().map(|work| self.open_work(work)).unwrap_or_default()
    }

    pub(super) fn keep_mine(&mut self) -> Vec<Effect> {
        let contents = self.contents();
        orders(self.keeping.keep_mine(contents))
    }

    pub(super) fn kept(&mut self, report: Report) -> Vec<Effect> {
        let contents = self.contents();
        orders(self.keeping.take(report, || contents))
    }

    /// Puts other texts and choices on the page. What comes from outside is checked first:
    /// the page does no more for it than it would for what the user does.
    pub(super) fn show(&mut self, contents: Contents) -> Vec<Effect> {
        let Contents { tree, inputs, settings, mut choices, name } = contents;
        self.name = name;
        if choices.selected.len() > LONGEST_PATH {
            choices.selected.clear();
        }
        self.told = None;
        self.leave_pasted();
        self.documents += 1;
        self.document = self.documents;
        self.tree.borrowed = false;
        self.inputs.iter_mut().for_each(|input| input.borrowed = false);
        self.tree.text = tree;
        self.tree.options = choices.tree;
        self.tree.loads += 1;
        self.tree.revision += 1;
        let revived = self.revive();
        let mut changed = Vec::new();
        for (input, (own, text)) in Input::ALL.into_iter().zip(self.inputs.iter_mut().zip(inputs)) {
            // The rules always: their being loaded is what edits are compared with.
            if own.text != text || input == Input::Rules {
                own.text = text;
                own.loads += 1;
                own.revision += 1;
                changed.push(input);
            }
            own.kept_revision = own.revision;
        }
        self.settings = settings;
        self.offered = Vec::new();
        self.inputs[self.input as usize].opened = true;
        self.selected = choices.selected;
        let count = self.explore.count;
        self.explore = Explore { count, ..Explore::default() };
        self.open_before = None;
        if !self.selected.is_empty() {
            open_above(&mut self.explore.open, &self.selected);
        }
        self.link = None;
        if revived {
            return self.send_inputs();
        }
        let settings = Effect::Send(Request::Settings(self.settings.clone()));
        let texts = changed.into_iter().map(|input| self.send_input(input));
        std::iter::once(settings).chain(texts).chain([self.send_tree()]).collect()
    }
}

pub(super) fn orders(orders: Vec<Order>) -> Vec<Effect> {
    orders.into_iter().map(Effect::Keep).collect()
}
