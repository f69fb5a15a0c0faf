//! The app: holds the state, carries out its effects, and lays out the views.

use super::browser;
use super::components::{
    Explorer, InputPanel, Offers, TreePanel, explanation, input_tabs, nodes, notices, summary,
    tabs, top_bar, view_tabs,
};
use super::engine::{Engine, Event};
use super::examples::EXAMPLES;
use super::outbox::Outbox;
use super::state::{Action, Effect, Engine as EngineState, Notice, Origin, Pane, State};
use super::storage::{self, Shelf, Texts};
use super::{Text, editor};
use crate::session::protocol::{Choices, Input, Request, Unpacked};
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use std::rc::Rc;
use yew::prelude::*;

/// How long the state rests before it is kept, in milliseconds.
const SAVE_AFTER: u32 = 400;

/// From when on work under way is spoken of, in milliseconds.
const BUSY_AFTER: u32 = 500;

/// The whole page.
pub struct App {
    state: Rc<State>,
    outbox: Outbox,
    engine: Option<Engine>,
    /// The input revisions on which a worker has failed already.
    failed_on: Option<crate::session::protocol::Revisions>,
    save: Option<Timeout>,
    busy: Option<Timeout>,
    _listeners: Vec<EventListener>,
}

/// What reaches the app.
pub enum Message {
    /// Something happened on the page.
    Do(Action),
    /// The worker told something.
    Engine(Event),
    /// The state is to be kept now.
    Save,
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
    /// What was kept on a shelf is there.
    Kept(Shelf, Texts),
    /// The browser could not keep a text.
    Unkept,
}

impl Component for App {
    type Message = Message;
    type Properties = ();

    fn create(ctx: &Context<Self>) -> Self {
        let mut app = Self {
            state: Rc::default(),
            outbox: Outbox::default(),
            engine: None,
            failed_on: None,
            save: None,
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
            Message::Save => self.keep(),
            Message::Waited(serial) => {
                if self.outbox.serial() == serial {
                    self.act(ctx, Action::Busy(true));
                }
            }
            Message::Address => {
                if let Some(fragment) = browser::fragment() {
                    self.outbox.put(Request::Unpack { fragment });
                    self.flush(ctx);
                }
            }
            Message::Dropped(Some(text)) => {
                self.act(ctx, Action::LoadTree(text));
                self.act(ctx, Action::Offer(browser::readable()));
            }
            Message::Dropped(None) => {}
            Message::Example(number) => self.show_example(ctx, number),
            Message::Restore => load(ctx, Shelf::Aside),
            // Something else was loaded, or pasted, meanwhile.
            Message::Kept(Shelf::Current, _) if self.state.tree.revision > 0 => {}
            Message::Kept(_, texts) => self.act(ctx, own(texts)),
            Message::Unkept => self.unkept(),
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let state = &*self.state;
        let act = ctx.link().callback(Message::Do);
        let aside = state.origin == Origin::Link && storage::holds(Shelf::Aside);
        let offers = Offers {
            example: ctx.link().callback(Message::Example),
            restore: aside.then(|| ctx.link().callback(|()| Message::Restore)),
        };
        let pane = match state.pane {
            Pane::Tree => "tree",
            Pane::Rules => "rules",
            Pane::Routing => "routing",
        };
        html! {
            <div class="app" data-pane={pane}>
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

/// Opening
impl App {
    /// What the page starts with: a link's state, else what was kept, else an example.
    fn open(&mut self, ctx: &Context<Self>) {
        let theme = storage::theme();
        browser::paint(theme);
        Rc::make_mut(&mut self.state).theme = theme;
        if let Some(fragment) = browser::fragment() {
            self.outbox.put(Request::Unpack { fragment });
        }
        if storage::holds(Shelf::Current) {
            load(ctx, Shelf::Current);
        } else {
            self.show_example(ctx, 0);
        }
    }

    fn show_example(&mut self, ctx: &Context<Self>, number: usize) {
        let Some(example) = EXAMPLES.get(number) else { return };
        if self.state.origin == Origin::User && self.state.tree.revision > 0 {
            self.keep();
            storage::put_aside();
        }
        let choices = Choices { selected: example.selected.into(), ..Choices::default() };
        let inputs = [example.rules, example.codeowners, example.mappings, example.people, ""];
        let inputs = inputs.map(Text::from);
        let (tree, origin) = (example.tree.into(), Origin::Example(number));
        self.act(ctx, Action::Load { tree, inputs, choices, settings: Vec::new(), origin });
    }
}

/// Acting
impl App {
    fn act(&mut self, ctx: &Context<Self>, action: Action) {
        let effects = Rc::make_mut(&mut self.state).apply(action);
        for effect in effects {
            self.carry_out(ctx, effect);
        }
        self.flush(ctx);
    }

    fn carry_out(&mut self, ctx: &Context<Self>, effect: Effect) {
        match effect {
            Effect::Send(request) => self.outbox.put(request),
            Effect::Restart => {
                self.outbox = Outbox::default();
                self.start_engine(ctx);
            }
            Effect::Save => {
                if self.state.origin == Origin::User {
                    if browser::fragment().is_some() {
                        browser::set_fragment(None);
                    }
                    let state = &self.state;
                    storage::put(Texts {
                        tree: state.tree.text.clone(),
                        inputs: state.inputs.each_ref().map(|input| input.text.clone()),
                        settings: state.settings.clone(),
                        choices: state.choices(),
                    });
                    let link = ctx.link().clone();
                    self.save =
                        Some(Timeout::new(SAVE_AFTER, move || link.send_message(Message::Save)));
                }
            }
            Effect::PutAside => storage::put_aside(),
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

    fn keep(&mut self) {
        self.save = None;
        if !storage::flush() {
            self.unkept();
        }
    }

    fn unkept(&mut self) {
        Rc::make_mut(&mut self.state).notice = Some(Notice {
            text: "This browser keeps nothing for this page, or has no room for it: make a link or copy your texts before you leave.".into(),
            warning: true,
        });
    }
}

/// The worker
impl App {
    fn start_engine(&mut self, ctx: &Context<Self>) {
        match Engine::start(&ctx.link().callback(Message::Engine)) {
            Ok(engine) => self.engine = Some(engine),
            Err(reason) => {
                self.engine = None;
                Rc::make_mut(&mut self.state).engine = EngineState::Failed(reason);
            }
        }
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

/// Asks for what was kept.
fn load(ctx: &Context<App>, shelf: Shelf) {
    let link = ctx.link().clone();
    wasm_bindgen_futures::spawn_local(async move {
        if let Some(texts) = storage::load(shelf).await {
            link.send_message(Message::Kept(shelf, texts));
        }
    });
}

/// The user's own texts as they were kept.
fn own(texts: Texts) -> Action {
    let Texts { tree, inputs, settings, choices } = texts;
    Action::Load { tree, inputs, settings, choices, origin: Origin::User }
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
    let mut listeners =
        vec![on("hashchange", || Message::Address), on("unkept", || Message::Unkept)];
    for leaving in ["pagehide", "visibilitychange"] {
        // Not by a message: that would be read after the page is gone.
        listeners.push(EventListener::new(&window, leaving, |_| {
            storage::flush();
        }));
    }
    listeners.extend(super::drop::listeners(&window, &ctx.link().callback(Message::Dropped)));
    listeners.extend(super::keys::listeners(&window, &ctx.link().callback(Message::Do)));
    listeners
}
