//! Everything that can be done, for whoever types instead of looking: the commands of `<command-palette>`.

use super::components::input_name;
use super::examples::EXAMPLES;
use super::exports::EXPORTS;
use super::keys;
use super::state::{Action, Origin, Pane, Room, State, Theme};
use crate::session::protocol::{Filter, Input, View};
use js_sys::{Array, JsString};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/page/reach.js")]
extern "C" {
    fn open_palette(words: &Array, choose: &JsValue);
}

/// A thing to do.
struct Command {
    group: &'static str,
    title: String,
    /// The keys that do it, too.
    keys: &'static str,
    does: Does,
}

/// What happens when a command is chosen.
#[derive(Clone, Debug, PartialEq)]
pub enum Does {
    /// One action after the other.
    Act(Vec<Action>),
    /// These, and the focus goes there.
    Focus(Vec<Action>, &'static str),
    /// These, and a dialog opens.
    Dialog(Vec<Action>, &'static str),
    /// Another page is opened.
    Visit(&'static str),
    /// An example comes on the page.
    Example(usize),
    /// The user's own texts come back.
    Restore,
    /// The explorer looks for what was typed.
    Search,
}

impl Does {
    /// What is to be done to the state, given what was typed.
    #[must_use]
    pub fn actions(&self, typed: String) -> Vec<Action> {
        match self {
            Self::Act(actions) | Self::Focus(actions, _) | Self::Dialog(actions, _) => {
                actions.clone()
            }
            Self::Search => vec![
                Action::View(None),
                Action::Filter(Filter::All),
                Action::Show(Pane::Routing),
                Action::Search(typed),
            ],
            Self::Visit(_) | Self::Example(_) | Self::Restore => Vec::new(),
        }
    }
}

/// Opens the palette. `choose` is told what is to happen, and what was typed.
pub fn open(state: &State, choose: impl Fn(Does, String) + 'static) {
    let commands = commands(state);
    let words = Array::new();
    for command in &commands {
        for word in [command.group, &command.title, command.keys] {
            words.push(&JsString::from(word));
        }
    }
    let choose = Closure::once_into_js(move |number: usize, typed: String| {
        if let Some(command) = commands.into_iter().nth(number) {
            choose(command.does, typed);
        }
    });
    open_palette(&words, &choose);
}

/// All that can be done as things stand. The last takes what was typed, as the element asks for.
fn commands(state: &State) -> Vec<Command> {
    let mut commands = places();
    commands.extend(tools(state));
    commands.extend(exports());
    commands.extend(owners(state));
    commands.extend(
        EXAMPLES
            .iter()
            .enumerate()
            .map(|(number, example)| command("Example", example.title, "", Does::Example(number))),
    );
    commands.push(command("Files", "Search for", "/", Does::Search));
    commands
}

fn command(
    group: &'static str,
    title: impl Into<String>,
    keys: &'static str,
    does: Does,
) -> Command {
    Command { group, title: title.into(), keys, does }
}

/// Rooms, inputs and lessons.
fn places() -> Vec<Command> {
    let views = Room::ALL.into_iter().flat_map(Room::views).map(|&(view, name)| {
        let keys = if view.is_none() { "Alt-3" } else { "" };
        command(
            "Go to",
            name,
            keys,
            // What had the focus may be in a pane that is now hidden.
            Does::Focus(vec![Action::View(view), Action::Show(Pane::Routing)], "answer"),
        )
    });
    let tree = command(
        "Go to",
        "File tree",
        "Alt-1",
        Does::Focus(vec![Action::Show(Pane::Tree)], "tree-text"),
    );
    let inputs = Input::ALL.into_iter().map(|input| {
        let keys = if input == Input::Rules { "Alt-2" } else { "" };
        command("Go to", input_name(input), keys, Does::Act(vec![Action::GoToLine(input, 1)]))
    });
    let lessons = [
        ("Lessons", "learn/index.html"),
        ("Words: what Sentry’s terms mean", "learn/glossary.html"),
        ("Sample organizations", "learn/samples.html"),
        ("A lesson of your own", "learn/own.html"),
    ];
    let lessons = lessons.map(|(title, page)| command("Learn", title, "", Does::Visit(page)));
    views.chain([tree]).chain(inputs).chain(lessons).collect()
}

/// What the top bar and the explorer offer.
fn tools(state: &State) -> Vec<Command> {
    let folded = state.folded();
    let fold = if folded { "Show the inputs" } else { "Fold the inputs" };
    let mut tools = vec![
        command("Do", "Share: make a link to this", "", Does::Dialog(vec![Action::Share], "share")),
        command("Do", fold, "", Does::Act(vec![Action::Fold(!folded)])),
        command(
            "Do",
            "Open all folders",
            "",
            Does::Act(vec![Action::View(None), Action::OpenAll(true)]),
        ),
        command(
            "Do",
            "Close all folders",
            "",
            Does::Act(vec![Action::View(None), Action::OpenAll(false)]),
        ),
        command("Do", "My work", "", Does::Dialog(Vec::new(), "works")),
        command(
            "Do",
            "Help, keys, and what is not modelled",
            "?",
            Does::Dialog(Vec::new(), "help"),
        ),
    ];
    let themes = [
        (Theme::System, "Theme: as the system"),
        (Theme::Light, "Theme: light"),
        (Theme::Dark, "Theme: dark"),
    ];
    tools.extend(
        themes
            .into_iter()
            .filter(|(theme, _)| *theme != state.theme)
            .map(|(theme, title)| command("Do", title, "", Does::Act(vec![Action::Paint(theme)]))),
    );
    let save = Does::Act(vec![Action::SaveFile]);
    tools.push(command("Do", "Save this work as a file", "", save));
    let steps = [
        ("Undo", state.steps.back(), "Ctrl-Z", Action::Undo),
        ("Redo", state.steps.forth(), "Shift-Ctrl-Z", Action::Redo),
    ];
    tools.extend(steps.into_iter().filter_map(|(name, step, keys, action)| {
        let title = format!("{name}: {}", step?);
        Some(command("Do", title, keys, Does::Act(vec![action])))
    }));
    if state.origin != Origin::User && state.keeping.last().is_some() {
        tools.push(command("Do", "Back to my own", "", Does::Restore));
    }
    tools
}

/// The files of the plan: each leads to the button that saves it.
fn exports() -> impl Iterator<Item = Command> {
    EXPORTS.into_iter().map(|(button, title)| {
        let actions = vec![Action::View(Some(View::Export)), Action::Show(Pane::Routing)];
        command("Take away", title, "", Does::Focus(actions, button))
    })
}

/// Whose files the explorer can show.
fn owners(state: &State) -> Vec<Command> {
    let show = |filter: Filter| {
        let actions = vec![Action::View(None), Action::Show(Pane::Routing), Action::Filter(filter)];
        Does::Focus(actions, "answer")
    };
    let nobody = command("Files", "that reach nobody", "", show(Filter::Nobody));
    let all = command("Files", "all", "", show(Filter::All));
    let owners = state.routing.owners.iter().map(|share| {
        command(
            "Files",
            format!("of {}", share.owner),
            "",
            show(Filter::Owner(share.owner.clone())),
        )
    });
    [all, nobody].into_iter().chain(owners).collect()
}

/// Gives the focus to what a command leads to, once it is in sight.
pub fn lead_to(does: &Does) {
    match does {
        // A view that the whole engine draws may take a moment.
        Does::Focus(_, id) => keys::focus_soon(id, 0, 60),
        Does::Search => {
            gloo::timers::callback::Timeout::new(0, || keys::focus("search")).forget();
        }
        Does::Dialog(_, id) => keys::open_dialog(id),
        Does::Visit(page) => {
            let _refused = web_sys::window().map(|window| window.location().set_href(page));
        }
        Does::Act(_) | Does::Example(_) | Does::Restore => {}
    }
}
