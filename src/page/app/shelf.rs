//! What is done with works that are listed, and with all of them.

use super::{App, Message};
use crate::page::state::keeping::{Contents, Id, Report, Shown};
use crate::page::state::{Action, Notice, Shelving};
use crate::page::storage;
use yew::prelude::*;

impl App {
    /// Something is to be done with a work: what it holds is read first, so that there is a way back.
    pub(super) fn shelve(&mut self, ctx: &Context<Self>, work: Id, what: Shelving) {
        let there = if self.state.keeping.work() == Some(&work) {
            Some(self.state.contents())
        } else {
            self.state.keeping.draft(&work).map(|draft| draft.contents.clone())
        };
        if let Some(contents) = there {
            return self.act(ctx, Action::Shelve { work, base: None, contents, what });
        }
        let link = ctx.link().clone();
        wasm_bindgen_futures::spawn_local(async move {
            let read = storage::load(&work).await;
            link.send_message(Message::Shelved(work, read, what));
        });
    }

    /// It was read.
    pub(super) fn shelved(
        &mut self,
        ctx: &Context<Self>,
        work: Id,
        read: Option<(Id, Contents)>,
        what: Shelving,
    ) {
        let Some((stamp, contents)) = read else {
            let text = "This can’t be read now, so it stays as it is.";
            return self.act(ctx, Action::Say(Notice { text: text.into(), warning: true }));
        };
        self.act(ctx, Action::Shelve { work, base: Some(stamp), contents, what });
    }

    /// The work on the page was deleted: an example takes its place, as on a first visit.
    pub(super) fn emptied(&mut self, ctx: &Context<Self>) {
        let told = self.state.told.take();
        // What takes the place of nothing is no step.
        self.state.keeping.shown = Shown::Nothing;
        self.show_example(ctx, 0);
        self.state.told = told;
    }

    /// All that is stored is to go.
    pub(super) fn clear(&mut self, ctx: &Context<Self>) {
        self.state.keeping.forget();
        self.state.steps.forget();
        let link = ctx.link().clone();
        wasm_bindgen_futures::spawn_local(async move {
            let done = storage::clear().await;
            link.send_message(Message::Cleared(done));
        });
    }

    /// It is gone, or some of it is not.
    pub(super) fn cleared(&mut self, ctx: &Context<Self>, done: bool) {
        self.act(ctx, Action::Kept(Report::Listed(Vec::new())));
        self.show_example(ctx, 0);
        let (text, warning) = if done {
            ("All that this page kept in this browser is deleted.", false)
        } else {
            ("Not all could be deleted: clear this site’s data in the browser’s settings.", true)
        };
        self.act(ctx, Action::Say(Notice { text: text.into(), warning }));
    }
}
