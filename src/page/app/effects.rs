//! What the state's effects do, and what the worker is sent.

use super::{App, BUSY_AFTER, Message, said};
use crate::page::engine::Engine;
use crate::page::state::keeping::{Order, Report};
use crate::page::state::{Action, Effect};
use crate::page::{browser, editor, storage};
use crate::session::protocol::{Input, Request, Unpacked};
use gloo::timers::callback::Timeout;
use yew::prelude::*;

/// Acting
impl App {
    pub(super) fn act(&mut self, ctx: &Context<Self>, action: Action) {
        let replaced = matches!(
            action,
            Action::Load { .. }
                | Action::Opened { .. }
                | Action::OpenWork(_)
                | Action::Back
                | Action::Undo
                | Action::Redo
        );
        let before = self.state.tree.loads;
        let effects = self.state.apply(action);
        if replaced && self.state.tree.loads != before {
            storage::show(self.state.keeping.work(), &self.state.contents());
        }
        for effect in effects {
            self.carry_out(ctx, effect);
        }
        self.flush(ctx);
    }

    pub(super) fn carry_out(&mut self, ctx: &Context<Self>, effect: Effect) {
        match effect {
            Effect::Send(request) => self.outbox.put(request),
            Effect::Restart => self.restart_engine(ctx, false),
            Effect::Keep(order) => self.store(ctx, order),
            Effect::Unlink => {
                if browser::fragment().is_some() {
                    browser::set_fragment(None);
                }
            }
            Effect::Remember(selected) => {
                if let Some(work) = self.state.keeping.work() {
                    storage::remember_selected(work, &selected);
                }
            }
            Effect::Seen(stamp, settings) => storage::remember_seen(&stamp, &settings),
            Effect::Folded(folded) => storage::keep_folded(folded),
            Effect::Paint(theme) => {
                browser::paint(theme);
                storage::keep_theme(theme);
            }
            // An editor that was not in sight before is made first, and told of its text.
            Effect::Edit(input, fix) => {
                self.drawn.push(Box::new(move || editor::apply_edits(input, &fix.edits)));
            }
            Effect::GoToLine(input, line) => {
                self.drawn.push(Box::new(move || editor::reveal_line(input, line)));
            }
            Effect::Copy(text) => wasm_bindgen_futures::spawn_local(async move {
                said(if browser::copy(text).await { "Copied" } else { "Not copied" });
            }),
            Effect::Print => browser::print(),
            Effect::Download(name, kind, text) => browser::save_file(&name, &kind, &text),
            Effect::Complete(id, items) => editor::complete(id, &items),
            Effect::Unpack(unpacked, tree, origin) => {
                let Unpacked { inputs, settings, choices } = unpacked;
                let mut inputs = inputs.into_iter();
                let inputs = Input::ALL.map(|_| inputs.next().unwrap_or_default().as_str().into());
                self.act(ctx, Action::Load { tree, inputs, choices, settings, origin });
            }
        }
    }

    pub(super) fn store(&mut self, ctx: &Context<Self>, order: Order) {
        let link = ctx.link().clone();
        match order {
            Order::Hold(draft) => {
                storage::hold(&draft);
                if self.state.keeping.work() == Some(&draft.work) {
                    storage::remember_shown(&draft.work);
                }
            }
            Order::Write(key) => wasm_bindgen_futures::spawn_local(async move {
                let report = storage::write(key).await;
                link.send_message(Message::Do(Action::Kept(report)));
            }),
            Order::Release(key) => storage::release(key),
            Order::Wait(key, time) => {
                let due = Action::Kept(Report::Due(key));
                Timeout::new(time, move || link.send_message(Message::Do(due))).forget();
            }
            Order::Load(work) => wasm_bindgen_futures::spawn_local(async move {
                let read = storage::load(&work).await;
                link.send_message(Message::Read(work, read));
            }),
            Order::Remove(work) => wasm_bindgen_futures::spawn_local(async move {
                storage::remove(&work).await;
                link.send_message(Message::Do(Action::Kept(Report::Gone(work))));
            }),
            Order::List => wasm_bindgen_futures::spawn_local(async move {
                report_list(&link).await;
            }),
        }
    }
}

/// The worker
impl App {
    pub(super) fn start_engine(&mut self, ctx: &Context<Self>) {
        self.engine = Some(Engine::start(&ctx.link().callback(Message::Engine)));
    }

    /// Sends what there is to send, if the worker is free.
    pub(super) fn flush(&mut self, ctx: &Context<Self>) {
        let Some(engine) = &self.engine else { return };
        let Some((serial, request)) = self.outbox.send_next() else { return };
        let text = match request {
            Request::Tree { .. } => Some(&self.state.tree.text),
            Request::Input { input, .. } => Some(&self.state.inputs[*input as usize].text),
            Request::ReadFile => self.state.file.as_ref(),
            Request::Settings(_)
            | Request::View(_)
            | Request::Folder(..)
            | Request::Do { .. }
            | Request::Keep
            | Request::Explore(_)
            | Request::Explain { .. }
            | Request::Contents(_)
            | Request::Complete { .. }
            | Request::Advise
            | Request::Recognise { .. }
            | Request::Pack { .. }
            | Request::Unpack { .. }
            | Request::WriteFile { .. }
            | Request::Mend(..) => None,
        };
        engine.send(serial, request, text);
        self.wait(ctx);
    }

    /// What is under way is said if it takes long; while the engine is being loaded, it is not.
    pub(super) fn wait(&mut self, ctx: &Context<Self>) {
        let (link, serial) = (ctx.link().clone(), self.outbox.serial());
        self.busy =
            Some(Timeout::new(BUSY_AFTER, move || link.send_message(Message::Waited(serial))));
    }

    /// Starts a new worker in the place of one that failed or was ended. `again`: a link or a file that it read is read again.
    fn restart_engine(&mut self, ctx: &Context<Self>, again: bool) {
        if let Some(Request::Recognise { .. }) = self.outbox.restart(again) {
            self.state.pasted.pop_front();
        }
        self.start_engine(ctx);
    }

    /// Starts a new worker after one failed; gives up on what two failed on.
    pub(super) fn recover(&mut self, ctx: &Context<Self>, reason: String) {
        let revisions = self.state.revisions();
        let again = self.failed_on.replace(revisions) == Some(revisions);
        self.restart_engine(ctx, !again);
        self.act(ctx, if again { Action::Fail(reason) } else { Action::Restarted });
    }
}

/// Tells the state what is stored.
pub(super) async fn report_list(link: &yew::html::Scope<App>) {
    if let Some(works) = storage::list().await {
        link.send_message(Message::Do(Action::Kept(Report::Listed(works))));
    }
}
