//! The app: holds the state, carries out its effects, and lays out the views.

use super::browser;
use super::components::{
    Explorer, Offers, RulesPanel, TreePanel, explanation, notices, summary, tabs, top_bar,
};
use super::engine::{Engine, Event};
use super::examples::EXAMPLES;
use super::outbox::Outbox;
use super::state::{Action, Effect, Engine as EngineState, Notice, Origin, Pane, State};
use super::storage::{self, Kept, Shelf};
use super::{Text, editor};
use crate::session::protocol::{Choices, Request};
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
            Message::Dropped(Some(text)) => self.act(ctx, Action::LoadTree(text)),
            Message::Dropped(None) => {}
            Message::Example(number) => self.show_example(ctx, number),
            Message::Restore => {
                if let Some((tree, rules, kept)) = storage::load(Shelf::Aside) {
                    let choices = kept.choices;
                    self.act(ctx, Action::Load { tree, rules, choices, origin: Origin::User });
                }
            }
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let state = &*self.state;
        let act = ctx.link().callback(Message::Do);
        let aside = state.origin == Origin::Link && storage::load(Shelf::Aside).is_some();
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
                        <TreePanel key="tree" tree={state.tree.clone()} act={act.clone()}
                            read={ctx.link().callback(Message::Dropped)} />
                        <RulesPanel key="rules" rules={state.rules.clone()} routing={state.routing.clone()}
                            explanation={state.explanation.clone()} advice={state.advice.clone()}
                            fresh={state.advice.revisions == state.revisions()} looked_up={state.looked_up.clone()} act={act.clone()} />
                    </section>
                    <section key="answer" class="answer" aria-label="Who gets the errors">
                        { summary(state, &act) }
                        <Explorer key="explorer" rows={state.rows.clone()} routing={state.routing.clone()}
                            explore={state.explore.clone()} selected={state.selected.clone()} act={act.clone()} />
                        { explanation(state, &act) }
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
        if let Some(fragment) = browser::fragment() {
            self.outbox.put(Request::Unpack { fragment });
        }
        match storage::load(Shelf::Current) {
            Some((tree, rules, kept)) => {
                let theme = kept.theme();
                browser::paint(theme);
                Rc::make_mut(&mut self.state).theme = theme;
                let choices = kept.choices;
                self.act(ctx, Action::Load { tree, rules, choices, origin: Origin::User });
            }
            None => self.show_example(ctx, 0),
        }
    }

    fn show_example(&mut self, ctx: &Context<Self>, number: usize) {
        let Some(example) = EXAMPLES.get(number) else { return };
        if self.state.origin == Origin::User && self.state.tree.revision > 0 {
            self.keep();
            storage::put_aside();
        }
        let choices = Choices { selected: example.selected.into(), ..Choices::default() };
        let (tree, rules) = (example.tree.into(), example.rules.into());
        self.act(ctx, Action::Load { tree, rules, choices, origin: Origin::Example(number) });
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
                    let kept = Kept { choices: state.choices(), theme: state.theme as u8 };
                    storage::put(&state.tree.text, &state.rules.text, kept);
                    let link = ctx.link().clone();
                    self.save =
                        Some(Timeout::new(SAVE_AFTER, move || link.send_message(Message::Save)));
                }
            }
            Effect::PutAside => storage::put_aside(),
            Effect::Paint(theme) => browser::paint(theme),
            Effect::Edit(fix) => editor::apply_edits(&fix.edits),
            Effect::GoToLine(line) => editor::reveal_line(line),
            Effect::Complete(id, items) => editor::complete(id, &items),
            Effect::Unpack(unpacked, tree) => {
                let (rules, choices) = (unpacked.rules.as_str().into(), unpacked.choices);
                self.act(ctx, Action::Load { tree, rules, choices, origin: Origin::Link });
            }
        }
    }

    fn keep(&mut self) {
        self.save = None;
        if !storage::flush() {
            Rc::make_mut(&mut self.state).notice = Some(Notice {
                text: "This browser keeps nothing for this page, or has no room for it: make a link or copy your texts before you leave.".into(),
                warning: true,
            });
        }
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
            Request::Rules { .. } => Some(&self.state.rules.text),
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

fn listeners(ctx: &Context<App>) -> Vec<EventListener> {
    let Some(window) = web_sys::window() else { return Vec::new() };
    let on = |name: &'static str, message: fn() -> Message| {
        let link = ctx.link().clone();
        EventListener::new(&window, name, move |_| link.send_message(message()))
    };
    let mut listeners = vec![on("hashchange", || Message::Address)];
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
