//! The app: holds the state, carries out its effects, and lays out the views.

use super::browser;
use super::components::{
    Explorer, InputPanel, Offers, TreePanel, explanation, input_tabs, nodes, notices, summary,
    tabs, top_bar, view_tabs,
};
use super::engine::{Engine, Event};
use super::outbox::Outbox;
use super::state::keeping::{Contents, Id, Order, Report, Shown, Work};
use super::state::{Action, Effect, Notice, Origin, Pane, State};
use super::storage;
use super::{Text, editor};
use crate::session::protocol::{Input, Request, Unpacked};
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use std::rc::Rc;
use yew::prelude::*;

mod opening;

/// From when on work under way is spoken of, in milliseconds.
const BUSY_AFTER: u32 = 500;

/// The whole page.
pub struct App {
    state: Rc<State>,
    outbox: Outbox,
    engine: Option<Engine>,
    /// The work that the page is to open with, while it is read; and how often texts had been
    /// loaded when it was asked for.
    opening: Option<(Id, u32)>,
    /// The input revisions on which a worker has failed already.
    failed_on: Option<crate::session::protocol::Revisions>,
    busy: Option<Timeout>,
    _listeners: Vec<EventListener>,
}

/// What reaches the app.
pub enum Message {
    /// Something happened on the page.
    Do(Action),
    /// The worker told something.
    Engine(Event),
    /// A request has been under way for long.
    Waited(u32),
    /// The address's fragment changed: somebody pasted a link.
    Address,
    /// Files were dropped on the page.
    Dropped(Option<Text>),
    /// An example was chosen.
    Example(usize),
    /// The user's own texts are wanted back.
    Restore,
    /// What is stored was found.
    Found(Vec<Work>),
    /// A stored work was read; none if it can't be.
    Read(Id, Option<(Id, Contents)>),
    /// A stored work is to be deleted for good.
    Remove(Id),
}

impl Component for App {
    type Message = Message;
    type Properties = ();

    fn create(ctx: &Context<Self>) -> Self {
        let mut app = Self {
            state: Rc::default(),
            outbox: Outbox::default(),
            engine: None,
            opening: None,
            failed_on: None,
            busy: None,
            _listeners: listeners(ctx),
        };
        app.start_engine(ctx);
        app.open(ctx);
        app
    }

    fn update(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        match message {
            Message::Do(action) => self.act(ctx, action),
            Message::Engine(Event::Answer(answer, text)) => {
                if answer.serial == 0 {
                    self.act(ctx, Action::Busy(false));
                } else if self.outbox.answered(answer.serial) {
                    self.failed_on = None;
                    self.act(ctx, Action::Answer(answer, text));
                    if !self.outbox.busy() {
                        self.act(ctx, Action::Busy(false));
                    }
                }
            }
            Message::Engine(Event::Failed(reason)) => self.recover(ctx, reason),
            Message::Engine(Event::Here) => {
                let text = "This browser allows no worker here, so the page itself computes: it may stand still while it reads something large.";
                self.act(ctx, Action::Say(Notice { text: text.into(), warning: true }));
            }
            Message::Waited(serial) => {
                if self.outbox.serial() == serial {
                    self.act(ctx, Action::Busy(true));
                }
            }
            Message::Address => match browser::fragment() {
                Some(fragment) => {
                    self.outbox.put(Request::Unpack { fragment });
                    self.flush(ctx);
                }
                // Back from a link to the bare address, where the user's own is.
                None if self.state.origin == Origin::Link => self.back(ctx),
                None => {}
            },
            Message::Dropped(Some(text)) => {
                self.act(ctx, Action::LoadTree(text));
                self.act(ctx, Action::Offer(browser::readable()));
            }
            Message::Dropped(None) => {}
            Message::Example(number) => self.show_example(ctx, number),
            Message::Restore => self.back(ctx),
            Message::Found(works) => self.found(ctx, works),
            Message::Read(work, read) => self.read(ctx, work, read),
            Message::Remove(work) => {
                let link = ctx.link().clone();
                wasm_bindgen_futures::spawn_local(async move {
                    storage::remove(&work).await;
                    report_list(&link).await;
                });
            }
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let state = &*self.state;
        let act = ctx.link().callback(Message::Do);
        let borrowed = state.origin != Origin::User && state.keeping.last().is_some();
        let offers = Offers {
            example: ctx.link().callback(Message::Example),
            restore: borrowed.then(|| ctx.link().callback(|()| Message::Restore)),
            remove: ctx.link().callback(Message::Remove),
        };
        let opening = state.keeping.shown == Shown::Nothing;
        let pane = match state.pane {
            Pane::Tree => "tree",
            Pane::Rules => "rules",
            Pane::Routing => "routing",
        };
        html! {
            <div class="app" data-pane={pane} data-stored={state.keeping.all_stored().to_string()} inert={opening}>
                { top_bar(state, &offers, &act) }
                { notices(state, &act) }
                { tabs(state, &act) }
                <main key="main" class="columns">
                    <section key="inputs" class="inputs" aria-label="What you put in">
                        <TreePanel key="tree" tree={state.tree.clone()} offered={state.offered.clone()} act={act.clone()}
                            read={ctx.link().callback(Message::Dropped)} />
                        <div key="texts" class="panel texts">
                            { input_tabs(state, &act) }
                            { for Input::ALL.into_iter().filter(|&it| state.inputs[it as usize].opened).map(|it| panel(state, it, &act)) }
                        </div>
                    </section>
                    <section key="answer" class="answer" aria-label="Who gets the errors">
                        { summary(state, &act) }
                        { view_tabs(state, &act) }
                        <div key="files" class="files" hidden={state.view.is_some()}>
                            <Explorer key="explorer" rows={state.rows.clone()} routing={state.routing.clone()}
                                explore={state.explore.clone()} selected={state.selected.clone()} act={act.clone()} />
                            { explanation(state, &act) }
                        </div>
                        <div key="view" class={classes!("view", state.stale().then_some("stale"))} hidden={state.view.is_none()}>
                            { nodes(if state.view == Some(state.drawn.view) { &state.drawn.body } else { &[] }, &act) }
                        </div>
                    </section>
                </main>
            </div>
        }
    }
}

/// Acting
impl App {
    fn act(&mut self, ctx: &Context<Self>, action: Action) {
        let replaced = matches!(
            action,
            Action::Load { .. } | Action::Opened { .. } | Action::OpenWork(_) | Action::Back
        );
        let before = self.state.tree.loads;
        let effects = self.state_mut().apply(action);
        if replaced && self.state.tree.loads != before {
            storage::show(self.state.keeping.work(), &self.state.contents());
        }
        for effect in effects {
            self.carry_out(ctx, effect);
        }
        self.flush(ctx);
    }

    fn state_mut(&mut self) -> &mut State {
        Rc::make_mut(&mut self.state)
    }

    fn carry_out(&mut self, ctx: &Context<Self>, effect: Effect) {
        match effect {
            Effect::Send(request) => self.outbox.put(request),
            Effect::Restart => {
                self.outbox = Outbox::default();
                self.start_engine(ctx);
            }
            Effect::Keep(order) => self.store(ctx, order),
            Effect::Unlink => {
                if browser::fragment().is_some() {
                    browser::set_fragment(None);
                }
            }
            Effect::Remember(selected) => storage::remember_selected(&selected),
            Effect::Paint(theme) => {
                browser::paint(theme);
                storage::keep_theme(theme);
            }
            Effect::Edit(input, fix) => editor::apply_edits(input, fix.edits),
            Effect::GoToLine(input, line) => editor::reveal_line(input, line),
            Effect::Copy(text) => wasm_bindgen_futures::spawn_local(async move {
                browser::copy(text).await;
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

    fn store(&mut self, ctx: &Context<Self>, order: Order) {
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
            Order::List => wasm_bindgen_futures::spawn_local(async move {
                report_list(&link).await;
            }),
        }
    }
}

/// The worker
impl App {
    fn start_engine(&mut self, ctx: &Context<Self>) {
        self.engine = Some(Engine::start(&ctx.link().callback(Message::Engine)));
    }

    /// Sends what there is to send, if the worker is free.
    fn flush(&mut self, ctx: &Context<Self>) {
        let Some(engine) = &self.engine else { return };
        let Some((serial, request)) = self.outbox.send_next() else { return };
        let text = match request {
            Request::Tree { .. } => Some(&self.state.tree.text),
            Request::Input { input, .. } => Some(&self.state.inputs[*input as usize].text),
            _ => None,
        };
        engine.send(serial, request, text);
        let link = ctx.link().clone();
        self.busy =
            Some(Timeout::new(BUSY_AFTER, move || link.send_message(Message::Waited(serial))));
    }

    /// Starts a new worker after one failed; gives up on what two failed on.
    fn recover(&mut self, ctx: &Context<Self>, reason: String) {
        let revisions = self.state.revisions();
        let again = self.failed_on.replace(revisions) == Some(revisions);
        self.outbox = Outbox::default();
        self.start_engine(ctx);
        self.act(ctx, if again { Action::Fail(reason) } else { Action::Restarted });
    }
}

/// Tells the state what is stored.
async fn report_list(link: &yew::html::Scope<App>) {
    if let Some(works) = storage::list().await {
        link.send_message(Message::Do(Action::Kept(Report::Listed(works))));
    }
}

/// An input in its editor. Made when first opened, it stays: with it would go what can
/// be undone.
fn panel(state: &State, input: Input, act: &Callback<Action>) -> Html {
    let shown = state.input == input;
    let under = if shown { state.under.clone() } else { Rc::default() };
    html! {
        <InputPanel key={input as usize} {input} {shown} {under} data={state.inputs[input as usize].clone()}
            routing={state.routing.clone()} marks={state.marks.clone()} advice={state.advice.clone()}
            fresh={state.advice.revisions == state.revisions()} act={act.clone()} />
    }
}

fn listeners(ctx: &Context<App>) -> Vec<EventListener> {
    let Some(window) = web_sys::window() else { return Vec::new() };
    let on = |name: &'static str, message: fn() -> Message| {
        let link = ctx.link().clone();
        EventListener::new(&window, name, move |_| link.send_message(message()))
    };
    let mut listeners = vec![on("hashchange", || Message::Address)];
    listeners.extend(super::drop::listeners(&window, &ctx.link().callback(Message::Dropped)));
    listeners.extend(super::keys::listeners(&window, &ctx.link().callback(Message::Do)));
    listeners
}
