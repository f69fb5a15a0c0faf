//! What is pasted or dropped goes where it belongs, what an example holds is put aside for it, and
//! one step back undoes all of that.

use super::keeping::Contents;
use super::{Action, Effect, Origin, State, Text, apply::Changed};
use crate::page::text;
use crate::session::protocol::{Explore, Input, Request};

/// How much of a text tells what it is, and of a listing whether it is another, in UTF-16 units.
const TELLS: u32 = 65_536;
const TELLS_OTHER: u32 = 4_000;

/// The way back over the last step that replaced something.
#[derive(Clone, Debug, PartialEq)]
pub struct Undo {
    /// What was done.
    pub words: String,
    /// What was taken: as an input, or as a listing. It may have been something else.
    pub taken: Option<(Option<Input>, Text)>,
    /// What the page held before.
    contents: Contents,
    origin: Origin,
    /// Whether an editor has yet to make the change.
    awaited: bool,
}

impl State {
    /// A text was pasted or dropped where none is expected. In the field of the listing it is taken for one at
    /// once, until the engine knows better.
    pub(super) fn take(&mut self, text: Text, as_listing: bool) -> Vec<Effect> {
        let start = text::start(&text, TELLS);
        let mut effects = Vec::new();
        if as_listing {
            effects = self.take_as(None, text);
            self.pasted = None;
        } else {
            self.pasted = Some(text);
        }
        effects.push(Effect::Send(Request::Recognise { start }));
        effects
    }

    /// The engine knows what it is.
    pub(super) fn recognised(&mut self, input: Option<Input>) -> Vec<Effect> {
        if let Some(text) = self.pasted.take() {
            return self.take_as(input, text);
        }
        let listing =
            self.undo.as_ref().and_then(|undo| undo.taken.as_ref()).filter(|it| it.0.is_none());
        if input.is_some() && listing.is_some() { self.retake(input) } else { Vec::new() }
    }

    /// It is something else than what it was taken for.
    pub(super) fn retake(&mut self, input: Option<Input>) -> Vec<Effect> {
        let Some(Undo { taken: Some((_, text)), contents, origin, .. }) = self.undo.take() else {
            return Vec::new();
        };
        let mut effects = self.load(contents, origin);
        effects.extend(self.take_as(input, text));
        effects
    }

    fn take_as(&mut self, input: Option<Input>, text: Text) -> Vec<Effect> {
        let before = self.undo(match input {
            None => "Taken as a file listing.",
            Some(Input::Rules) => "Taken as ownership rules.",
            Some(Input::Codeowners) => "Taken as a CODEOWNERS file.",
            Some(Input::Mappings) => "Taken as code mappings.",
            Some(Input::People) => "Taken as teams.",
            Some(Input::Event) => "Taken as an error.",
        });
        let taken = Some((input, text.clone()));
        let (effects, aside) = self.replace(input, text, false);
        self.offer(Undo { taken, ..before }, aside);
        let open = input.map(|input| self.apply(Action::Open(input))).unwrap_or_default();
        effects.into_iter().chain(open).collect()
    }

    /// Another listing was typed, dropped or picked.
    pub(super) fn list(&mut self, text: Text, typed: bool) -> Vec<Effect> {
        if typed && !(self.tree.borrowed && self.is_other(&text)) {
            return self.change(|state| state.tree.text = text, Changed::Tree);
        }
        let before = self.undo("The file listing was replaced.");
        let (effects, aside) = self.replace(None, text, typed);
        if aside || !typed {
            self.offer(before, aside);
        }
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
                    state.tree.text = text;
                    state.tree.loads += u32::from(!typed);
                    state.tree.borrowed = false;
                }
                Some(input) => {
                    let own = &mut state.inputs[input as usize];
                    own.text = text;
                    own.loads += 1;
                    own.borrowed = false;
                }
            }
        };
        let mut effects = self.change(put, input.map_or(Changed::Tree, Changed::Input));
        let held = !aside.is_empty();
        effects.extend(aside);
        (effects, held)
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
}

/// Undoing
impl State {
    /// The way back to what the page holds now.
    pub(super) fn undo(&self, words: &str) -> Undo {
        let (contents, origin) = (self.contents(), self.origin.clone());
        Undo { words: words.to_owned(), taken: None, contents, origin, awaited: false }
    }

    fn offer(&mut self, mut undo: Undo, aside: bool) {
        if aside {
            undo.words += " The example’s texts are put aside.";
        }
        self.notice = None;
        self.undo = Some(undo);
    }

    /// An editor is about to make a change.
    pub(super) fn offer_edit(&mut self, title: &str) {
        let title = title.replace('`', "");
        let words = if title.is_empty() { "Done.".to_owned() } else { format!("Done: {title}.") };
        self.undo = Some(Undo { awaited: true, ..self.undo(&words) });
    }

    /// Something was changed: the way back would cost it, unless it is the change that it leads back over.
    pub(super) fn changed(&mut self) {
        match &mut self.undo {
            Some(undo) if undo.awaited => undo.awaited = false,
            Some(_) | None => self.undo = None,
        }
    }

    pub(super) fn go_back(&mut self) -> Vec<Effect> {
        let Some(Undo { contents, origin, .. }) = self.undo.take() else { return Vec::new() };
        self.load(contents, origin)
    }
}
