//! What is pasted or dropped goes where it belongs, and what an example holds is put aside for it.

use super::steps::{self, Kind, Place};
use super::{Action, Effect, Naming, Notice, State, Text, Told, sending::Changed};
use crate::page::text;
use crate::session::protocol::{Explore, Input, Request};

/// How much of a text tells what it is, and of a listing whether it is another, in UTF-16 units.
const TELLS: u32 = 65_536;
const TELLS_OTHER: u32 = 4_000;

impl State {
    /// A text was pasted or dropped where none is expected. In the field of the listing it is taken for one at
    /// once, until the engine knows better.
    pub(super) fn take(&mut self, text: Text, as_listing: bool) -> Vec<Effect> {
        let start = text::start(&text, TELLS);
        let mut effects = Vec::new();
        if as_listing {
            effects = self.take_as(None, text.clone());
        }
        self.pasted.push_back((text, as_listing));
        effects.push(Effect::Send(Request::Recognise { start }));
        effects
    }

    /// The engine knows what the first of them is: it answers in their order.
    pub(super) fn recognised(&mut self, input: Option<Input>) -> Vec<Effect> {
        match self.pasted.pop_front() {
            Some((text, false)) => self.take_as(input, text),
            Some((text, true)) if input.is_some() && self.took_for_listing(&text) => {
                self.retake(input)
            }
            Some(_) | None => Vec::new(),
        }
    }

    /// The engine knows that it is a work's file.
    pub(super) fn recognised_file(&mut self) -> Vec<Effect> {
        let Some((text, taken)) = self.pasted.pop_front() else { return Vec::new() };
        let mut effects = Vec::new();
        if taken {
            if !self.took_for_listing(&text) {
                return effects;
            }
            effects = self.undo();
            self.told = None;
        }
        effects.extend(self.open_file(text));
        effects
    }

    /// A work's file is to be read.
    pub(super) fn open_file(&mut self, text: Text) -> Vec<Effect> {
        self.file = Some(text);
        vec![Effect::Send(Request::ReadFile)]
    }

    /// What a file holds is about to come.
    pub(super) fn opened_file(&mut self, name: String, remark: String) {
        self.file = None;
        self.naming = Some(Naming::File(name));
        self.notice = (!remark.is_empty()).then_some(Notice { text: remark, warning: true });
    }

    /// Whether this was taken for a listing, and nothing was done since.
    fn took_for_listing(&self, text: &Text) -> bool {
        let taken = self.told.as_ref().and_then(|told| told.taken.as_ref());
        taken.is_some_and(|(input, taken)| input.is_none() && taken == text)
    }

    /// Something else comes on the page: what is not known by then goes nowhere.
    pub(super) fn leave_pasted(&mut self) {
        self.pasted.iter_mut().for_each(|pasted| pasted.1 = true);
    }

    /// It is something else than what it was taken for.
    pub(super) fn retake(&mut self, input: Option<Input>) -> Vec<Effect> {
        let taken = self.told.as_mut().and_then(|told| told.taken.take());
        let Some((_, text)) = taken else { return Vec::new() };
        let mut effects = self.undo();
        effects.extend(self.take_as(input, text));
        effects
    }

    fn take_as(&mut self, input: Option<Input>, text: Text) -> Vec<Effect> {
        let words = match input {
            None => "Taken as a file listing.",
            Some(Input::Rules) => "Taken as ownership rules.",
            Some(Input::Codeowners) => "Taken as a CODEOWNERS file.",
            Some(Input::Mappings) => "Taken as code mappings.",
            Some(Input::People) => "Taken as teams.",
            Some(Input::Event) => "Taken as an error.",
        };
        self.step_of_paste(input);
        let taken = Some((input, text.clone()));
        let (effects, aside) = self.replace(input, text, false);
        self.offer(words, aside);
        if let Some(told) = &mut self.told {
            told.taken = taken;
        }
        let open = input.map(|input| self.apply(Action::Open(input))).unwrap_or_default();
        effects.into_iter().chain(open).collect()
    }

    fn step_of_paste(&mut self, input: Option<Input>) {
        let words = format!("Paste {}", steps::name(input));
        self.step(&words, Place::View(self.view), Kind::Replaced);
    }

    /// Another listing was typed, dropped or picked.
    pub(super) fn list(&mut self, text: Text, typed: bool) -> Vec<Effect> {
        if typed && !(self.tree.borrowed && self.is_other(&text)) {
            return self.type_text(None, text);
        }
        self.step("Replace the file tree", Place::Tree, Kind::Replaced);
        let (effects, aside) = self.replace(None, text, typed);
        if aside || !typed {
            self.offer("The file listing was replaced.", aside);
        }
        effects
    }

    /// Another input was read from a file.
    pub(super) fn load_input(&mut self, input: Input, text: Text) -> Vec<Effect> {
        let words = format!("Read {} from a file", steps::name(Some(input)));
        self.step(&words, Place::Input(input), Kind::Changed);
        let change = |state: &mut Self| state.put(input, text);
        let mut effects = self.change(change, Changed::Input(input));
        effects.extend(self.apply(Action::Open(input)));
        effects
    }

    /// Whether a listing has nothing to do with the one that is there.
    fn is_other(&self, text: &Text) -> bool {
        let there = text::start(&self.tree.text, TELLS);
        let start = text::start(text, TELLS_OTHER);
        let lines = |text: &str| {
            text.lines()
                .map(str::trim)
                .filter(|line| line.len() > 1)
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        let there = lines(&there);
        !lines(&start).iter().any(|line| there.contains(line))
    }

    /// Replaces the listing or an input, and puts aside what an example holds beside it: true if it held something.
    fn replace(&mut self, input: Option<Input>, text: Text, typed: bool) -> (Vec<Effect>, bool) {
        let mut aside = Vec::new();
        let put = |state: &mut Self| {
            aside = state.put_aside(input);
            match input {
                None => {
                    // They were in the folder of the former listing.
                    state.offered.clear();
                    state.tree.text = text;
                    state.tree.loads += u32::from(!typed);
                    state.tree.borrowed = false;
                }
                Some(input) => state.put(input, text),
            }
        };
        let mut effects = self.change(put, input.map_or(Changed::Tree, Changed::Input));
        let held = !aside.is_empty();
        effects.extend(aside);
        (effects, held)
    }

    /// Puts a text in the place of an input, which is about to be counted as changed. The first there is nobody's edit.
    fn put(&mut self, input: Input, text: Text) {
        let own = &mut self.inputs[input as usize];
        if own.borrowed || text::length(&own.text) == 0 {
            own.kept_revision = own.revision + 1;
        }
        own.text = text;
        own.loads += 1;
        own.borrowed = false;
    }

    /// Empties what is an example's, but for what is replaced anyway.
    fn put_aside(&mut self, but: Option<Input>) -> Vec<Effect> {
        let mut effects = Vec::new();
        if but.is_none() || self.tree.borrowed {
            self.selected.clear();
            self.explore = Explore { count: self.explore.count, ..Explore::default() };
            self.open_before = None;
        }
        if but.is_some() && self.tree.borrowed {
            self.tree.text = Text::from("");
            self.tree.loads += 1;
            self.tree.revision += 1;
            self.tree.borrowed = false;
            effects.push(self.send_tree());
        }
        for input in Input::ALL {
            let own = &mut self.inputs[input as usize];
            if Some(input) == but || !own.borrowed || text::length(&own.text) == 0 {
                continue;
            }
            own.text = Text::from("");
            own.loads += 1;
            own.revision += 1;
            own.kept_revision = own.revision;
            own.borrowed = false;
            effects.push(self.send_input(input));
        }
        effects
    }

    fn offer(&mut self, words: &str, aside: bool) {
        let mut words = words.to_owned();
        if aside {
            words += " The example’s texts are put aside.";
        }
        self.notice = None;
        self.told = Some(Told { words, taken: None, undone: false, listed: false });
    }
}
