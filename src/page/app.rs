//! The app: holds the state, carries out its effects, and lays out the parts. A part is drawn
//! when what it shows has changed (`parts`), whatever else happens.

use super::Text;
use super::browser;
use super::components::{Explorer, InputPanel, Offers, Part, TreePanel, invite};
use super::drop::Given;
use super::engine::{Engine, Event};
use super::keys;
use super::outbox::Outbox;
use super::palette::{self, Does};
use super::parts::{Name, Panel, Parts};
use super::places::Places;
use super::state::keeping::{Contents, Id, Shown, Work};
use super::state::{Action, Notice, Origin, Pane, Shelving, State};
use crate::session::protocol::Request;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use wasm_bindgen::prelude::*;
use yew::prelude::*;

mod effects;
mod opening;
mod shelf;

#[wasm_bindgen(module = "/src/page/reach.js")]
extern "C" {
    fn take_reach();
    fn said(words: &str);
}

/// From when on work under way is spoken of, in milliseconds.
const BUSY_AFTER: u32 = 200;

/// The whole page.
pub struct App {
    state: State,
    /// What of it is drawn.
    parts: Parts,
    /// Where in it one is, for Back and Forward.
    places: Places,
    /// Whom the parts tell what is done; always the same, since another would be a reason to draw.
    act: Callback<Action>,
    read: Callback<Option<Text>>,
    offers: Offers,
    outbox: Outbox,
    engine: Option<Engine>,
    /// The work that the page is to open with, while it is read; and how often texts had been
    /// loaded when it was asked for.
    opening: Option<(Id, u32)>,
    /// The input revisions on which a worker has failed already.
    failed_on: Option<crate::session::protocol::Revisions>,
    busy: Option<Timeout>,
    /// What waits until all is drawn: edits, and lines to be shown.
    drawn: Vec<Box<dyn FnOnce()>>,
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
    /// A folder or a file was picked.
    Picked(Option<Text>),
    /// A work's file was picked.
    File(Option<Text>),
    /// Something was dropped or pasted on the page.
    Given(Given),
    /// An example was chosen.
    Example(usize),
    /// All commands are to be seen.
    Palette,
    /// One of them was chosen, with this typed.
    Chosen(Does, String),
    /// The user's own texts are wanted back.
    Restore,
    /// What is stored was found.
    Found(Vec<Work>),
    /// A stored work was read; none if it can't be.
    Read(Id, Option<(Id, Contents)>),
    /// The browser went to another entry of its history.
    Went(Vec<u8>),
    /// Something is to be done with a work that is listed.
    Shelve(Id, Shelving),
    /// What it holds was read.
    Shelved(Id, Option<(Id, Contents)>, Shelving),
    /// All that is stored is to be deleted.
    Clear,
    /// It is, or could not be.
    Cleared(bool),
}

impl Component for App {
    type Message = Message;
    type Properties = ();

    fn create(ctx: &Context<Self>) -> Self {
        let link = ctx.link();
        let mut app = Self {
            state: State::default(),
            parts: Parts::default(),
            places: Places::default(),
            act: link.callback(Message::Do),
            read: link.callback(Message::Picked),
            offers: Offers {
                example: link.callback(Message::Example),
                restore: link.callback(|()| Message::Restore),
                palette: link.callback(|()| Message::Palette),
                shelve: link.callback(|(work, what)| Message::Shelve(work, what)),
                clear: link.callback(|()| Message::Clear),
                file: link.callback(Message::File),
            },
            outbox: Outbox::default(),
            engine: None,
            opening: None,
            failed_on: None,
            busy: None,
            drawn: Vec::new(),
            _listeners: listeners(ctx),
        };
        app.start_engine(ctx);
        app.open(ctx);
        app.parts = Parts::of(&app.state);
        app
    }

    fn update(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        match message {
            Message::Do(action) => self.act(ctx, action),
            Message::Engine(Event::Answer(mut answer, text)) => {
                if answer.serial == 0 {
                    self.act(ctx, Action::Busy(false));
                    self.wait(ctx);
                } else if self.outbox.answered(&mut answer) {
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
                if self.outbox.busy() && self.outbox.serial() == serial {
                    self.act(ctx, Action::Busy(true));
                }
            }
            Message::Address => match browser::fragment() {
                Some(fragment) => {
                    self.outbox.put(Request::Unpack { fragment });
                    self.flush(ctx);
                }
                // Back from a link to the bare address, where the user's own is.
                None if self.state.origin == Origin::Link && !self.places.awaits() => {
                    self.back(ctx);
                }
                None => {}
            },
            Message::Picked(Some(text)) | Message::Given(Given::Listing(text)) => {
                self.act(ctx, Action::LoadTree(text));
                self.act(ctx, Action::Offer(browser::readable()));
            }
            Message::Picked(None) | Message::File(None) => {}
            Message::File(Some(text)) => self.act(ctx, Action::OpenFile(text)),
            Message::Went(state) => self.go(ctx, &state),
            Message::Shelve(work, what) => self.shelve(ctx, work, what),
            Message::Shelved(work, read, what) => self.shelved(ctx, work, read, what),
            Message::Clear => self.clear(ctx),
            Message::Cleared(done) => self.cleared(ctx, done),
            Message::Given(Given::Text(text)) => self.act(ctx, Action::Take(text, false)),
            Message::Example(number) => self.show_example(ctx, number),
            Message::Restore => self.back(ctx),
            Message::Palette => {
                let link = ctx.link().clone();
                palette::open(&self.state, move |does, typed| {
                    link.send_message(Message::Chosen(does, typed));
                });
            }
            Message::Chosen(does, typed) => {
                for action in does.actions(typed) {
                    self.act(ctx, action);
                }
                palette::lead_to(&does);
                match does {
                    Does::Example(number) => self.show_example(ctx, number),
                    Does::Restore => self.back(ctx),
                    Does::Act(_)
                    | Does::Focus(..)
                    | Does::Dialog(..)
                    | Does::Visit(_)
                    | Does::Search => {}
                }
            }
            Message::Found(works) => self.found(ctx, works),
            Message::Read(work, read) => self.read(ctx, work, read),
        }
        if self.state.origin == Origin::User && self.state.keeping.shown == Shown::Borrowed {
            self.emptied(ctx);
        }
        while let Some(action) = self.places.follow(&self.state) {
            self.act(ctx, action);
        }
        let parts = Parts::of(&self.state);
        let redrawn = parts.differ(&self.parts);
        self.parts = parts;
        redrawn || !self.drawn.is_empty()
    }

    fn view(&self, _: &Context<Self>) -> Html {
        let Parts { frame, listing, panels, files, plain } = &self.parts;
        let part = |key: &'static str, name: Name| {
            let (plain, offers, act) = (plain.clone(), self.offers.clone(), self.act.clone());
            html! { <Part {key} {name} {plain} {offers} {act} /> }
        };
        let panel = |shows: &Panel| {
            html! {
                <InputPanel key={shows.input as usize} shows={shows.clone()} act={self.act.clone()} />
            }
        };
        let pane = match frame.pane {
            Pane::Tree => "tree",
            Pane::Rules => "rules",
            Pane::Routing => "routing",
        };
        let stale = frame.stale.then_some("stale");
        let stale_reason = frame.stale_reason.then_some("stale");
        let room = frame.room.name();
        let view = if frame.explores { "files" } else { "other" };
        let skip = Callback::from(|_: MouseEvent| keys::focus("answer"));
        html! {
            <div class="app" data-room={room} data-view={view} data-pane={pane} data-stored={frame.stored.to_string()} data-selected={frame.selected.clone()} data-answered={frame.answered.to_string()} inert={frame.opening}>
                <div key="head" class="head">
                    <button key="skip" type="button" class="skip" onclick={skip}>{ "Skip to the answer" }</button>
                    { part("top", Name::Top) }
                    { part("working", Name::Working) }
                    { part("notices", Name::Notices) }
                    { part("tabs", Name::Tabs) }
                    { part("bar", Name::Bar) }
                </div>
                <main key="main" class="columns" data-folded={frame.folded.to_string()}>
                    <section key="inputs" id="inputs" class="inputs" aria-label="What you put in">
                        { part("ways", Name::Ways) }
                        <TreePanel key="tree" shows={listing.clone()} act={self.act.clone()} read={self.read.clone()} />
                        <div key="texts" class="panel texts">
                            { part("inputs", Name::Texts) }
                            { for panels.iter().flatten().map(panel) }
                        </div>
                    </section>
                    { self.divider(frame.folded) }
                    <section key="answer" id="answer" class="answer" tabindex="-1" aria-label={room}>
                        { invite(plain.ways, &self.act) }
                        { part("views", Name::Views) }
                        <div key="summary" class={classes!("summary", stale)} data-micros={frame.micros.to_string()}>
                            { part("sentence", Name::Summary) }
                        </div>
                        <div key="files" id="files" class="files" role="tabpanel" aria-label="Files" hidden={!frame.explores}>
                            <Explorer key="explorer" shows={files.clone()} act={self.act.clone()} />
                        </div>
                        <div key="view" id="view" class={classes!("view", stale)} role="tabpanel" aria-label={frame.view} hidden={frame.explores}>
                            // For those who go from heading to heading; the tab says it for all others.
                            <h2 key="name" class="visually-hidden">{ frame.view }</h2>
                            { part("drawn", Name::Drawn) }
                        </div>
                        <section key="why" class={classes!("why", stale_reason)} aria-label="Why" hidden={!frame.reasons}>
                            { part("reason", Name::Why) }
                        </section>
                    </section>
                </main>
            </div>
        }
    }

    fn rendered(&mut self, _: &Context<Self>, first: bool) {
        if first {
            take_reach();
        }
        self.drawn.drain(..).for_each(|then| then());
    }
}

/// Drawing
impl App {
    /// What lies between inputs and answer: moves their border, and folds the inputs to a rail.
    fn divider(&self, folded: bool) -> Html {
        let act = self.act.clone();
        let fold = Callback::from(move |_: MouseEvent| act.emit(Action::Fold(!folded)));
        let words = if folded { "Show the inputs" } else { "Fold the inputs" };
        html! {
            <div key="divider" class="divider">
                <button key="fold" id="fold" type="button" aria-expanded={(!folded).to_string()} aria-controls="inputs"
                    aria-label={words} title={words} onclick={fold}>
                    <span key="sign" aria-hidden="true">{ if folded { "›" } else { "‹" } }</span>
                    <span key="words" class="words" aria-hidden="true" hidden={!folded}>{ "Inputs" }</span>
                </button>
                <div key="divider" id="divider" role="separator" tabindex="0" aria-orientation="vertical" aria-controls="inputs"
                    aria-label="Width of the inputs" aria-valuemin="20" aria-valuemax="70" aria-valuenow="42" hidden={folded}></div>
            </div>
        }
    }
}

fn listeners(ctx: &Context<App>) -> Vec<EventListener> {
    let Some(window) = web_sys::window() else { return Vec::new() };
    let on = |name: &'static str, message: fn() -> Message| {
        let link = ctx.link().clone();
        EventListener::new(&window, name, move |_| link.send_message(message()))
    };
    let mut listeners = vec![on("hashchange", || Message::Address)];
    let link = ctx.link().clone();
    listeners.push(EventListener::new(&window, "popstate", move |_| {
        if let Some(state) = browser::history_state() {
            link.send_message(Message::Went(state));
        }
    }));
    listeners.extend(super::drop::listeners(&window, &ctx.link().callback(Message::Given)));
    listeners.extend(super::keys::listeners(
        &window,
        &ctx.link().callback(Message::Do),
        &ctx.link().callback(|()| Message::Palette),
    ));
    listeners
}
