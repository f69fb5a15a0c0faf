//! What comes on the page, and what it goes back to.

use super::{App, Message};
use crate::page::examples::EXAMPLES;
use crate::page::places::Whose;
use crate::page::state::keeping::{Contents, Id, Keeping, Report, Shown, Work};
use crate::page::state::{Action, Notice, Origin};
use crate::page::{Text, browser, storage};
use crate::session::protocol::{Choices, Request};
use yew::prelude::*;

/// Opening
impl App {
    /// What the page starts with: a link's state, else what was kept, else an example.
    pub(super) fn open(&mut self, ctx: &Context<Self>) {
        let theme = storage::theme();
        browser::paint(theme);
        self.state.theme = theme;
        self.state.rooms.folded = storage::folded(self.state.rooms.folded);
        if let Some(fragment) = browser::fragment() {
            self.outbox.put(Request::Unpack { fragment });
        }
        self.places.begin();
        self.state.keeping = Keeping::new(storage::tab());
        let link = ctx.link().clone();
        storage::on_report(move |report| link.send_message(Message::Do(Action::Kept(report))));
        if !storage::may_hold_works() {
            self.show_example(ctx, 0);
        }
        let link = ctx.link().clone();
        wasm_bindgen_futures::spawn_local(async move {
            link.send_message(Message::Found(storage::start().await));
        });
    }

    /// What is stored is known: what this tab showed before, or what was changed last, comes
    /// on the page, unless something else has come meanwhile.
    pub(super) fn found(&mut self, ctx: &Context<Self>, works: Vec<Work>) {
        let shown = storage::last_shown().filter(|id| works.iter().any(|it| it.work == *id));
        let first = shown.or_else(|| works.first().map(|it| it.work.clone()));
        self.act(ctx, Action::Kept(Report::Listed(works)));
        let untouched = match self.state.origin {
            Origin::Example(_) => browser::fragment().is_none(),
            Origin::User => self.state.keeping.shown == Shown::Nothing,
            Origin::Link => false,
        };
        match first {
            Some(work) if untouched => {
                self.opening = Some((work.clone(), self.state.tree.loads));
                self.act(ctx, Action::OpenWork(work));
            }
            _ if self.state.keeping.shown == Shown::Nothing => self.show_example(ctx, 0),
            _ => {}
        }
    }

    pub(super) fn read(&mut self, ctx: &Context<Self>, work: Id, read: Option<(Id, Contents)>) {
        // What the page opens with is read while a link may come: that is what was asked for.
        if self
            .opening
            .take_if(|(first, _)| *first == work)
            .is_some_and(|it| it.1 != self.state.tree.loads)
        {
            return;
        }
        let opening = self.state.keeping.shown == Shown::Nothing;
        let Some((stamp, mut contents)) = read else {
            if opening {
                self.show_example(ctx, 0);
            }
            let text =
                "This can’t be read now. It stays where it is: reload the page to try again.";
            return self.act(ctx, Action::Say(Notice { text: text.into(), warning: true }));
        };
        if let Some(selected) = storage::last_selected(&work) {
            contents.choices.selected = selected;
        }
        self.act(ctx, Action::Opened { work, stamp, contents });
    }

    /// Back or Forward was pressed: the entry's texts come on the page, then what was looked at of them.
    pub(super) fn go(&mut self, ctx: &Context<Self>, state: &[u8]) {
        let Some(entry) = self.places.went(state) else { return };
        // With the texts that are there, following does the rest.
        match entry.whose {
            Whose::Work(work) if self.state.keeping.work() != Some(&work) => {
                self.act(ctx, Action::OpenWork(work));
            }
            Whose::Example(number) if self.state.origin != Origin::Example(number) => {
                self.show_example(ctx, number);
            }
            // The change of the address, which is told apart, brings it.
            Whose::Work(_) | Whose::Example(_) | Whose::Link => {}
        }
    }

    /// From somebody else's texts to the user's own, or to the example that a first visit shows.
    pub(super) fn back(&mut self, ctx: &Context<Self>) {
        if browser::fragment().is_some() {
            browser::set_fragment(None);
        }
        match self.state.keeping.last() {
            Some(_) => self.act(ctx, Action::Back),
            None => self.show_example(ctx, 0),
        }
    }

    pub(super) fn show_example(&mut self, ctx: &Context<Self>, number: usize) {
        let Some(example) = EXAMPLES.get(number) else { return };
        let choices = Choices { selected: example.selected.into(), ..Choices::default() };
        let inputs = [example.rules, example.codeowners, example.mappings, example.people, ""];
        let inputs = inputs.map(Text::from);
        let (tree, origin) = (example.tree.into(), Origin::Example(number));
        self.act(ctx, Action::Load { tree, inputs, choices, settings: Vec::new(), origin });
    }
}
