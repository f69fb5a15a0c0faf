use super::input_panel::{name, panel};
use crate::page::parts::{Tabs, Texts, Views};
use crate::page::state::{Action, Pane, Room};
use crate::session::protocol::{Input, View};
use crate::text::numbers::count;
use yew::prelude::*;

/// On a narrow page: which part is in sight.
pub fn tabs(shows: &Tabs, act: &Callback<Action>) -> Html {
    let tab = |pane: Pane, name: &'static str, badge: u32| {
        let act = act.clone();
        let onclick = Callback::from(move |_| act.emit(Action::Show(pane)));
        let current = (shows.pane == pane).then_some("true");
        html! {
            <button key={name} type="button" aria-current={current} {onclick}>
                { name }
                <span class="badge" hidden={badge == 0}>{ count(badge) }</span>
            </button>
        }
    };
    html! {
        <nav key="tabs" class="tabs" aria-label="Parts of the page">
            { tab(Pane::Tree, "Tree", shows.skipped) }
            { tab(Pane::Rules, "Rules", shows.remarks) }
            { tab(Pane::Routing, "Answer", 0) }
        </nav>
    }
}

/// The inputs beside the tree: which is in sight.
pub fn input_tabs(shows: &Texts, act: &Callback<Action>) -> Html {
    let tab = |&input: &Input| {
        let act = act.clone();
        let onclick = Callback::from(move |_| act.emit(Action::Open(input)));
        one_of(
            name(input),
            panel(input),
            shows.input == input,
            onclick,
            shows.remarks[input as usize],
        )
    };
    html! { <div key="inputs" class="switcher" role="tablist" aria-label="Inputs">{ for Input::ALL.iter().map(tab) }</div> }
}

/// The rooms: which is in sight.
pub fn rooms(room: Room, act: &Callback<Action>) -> Html {
    let door = |&to: &Room| {
        let act = act.clone();
        let onclick = Callback::from(move |_| act.emit(Action::Enter(to)));
        let current = (to == room).then_some("page");
        html! {
            <button key={to.name()} type="button" aria-current={current} {onclick}>{ to.name() }</button>
        }
    };
    html! {
        <nav key="rooms" class="rooms" aria-label="Rooms">
            { for Room::ALL.iter().map(door) }
            // Lessons are pages beside this one, so that they cost nothing here.
            <a key="Learn" href="learn/index.html">{ "Learn" }</a>
        </nav>
    }
}

/// The views of a room: which is in sight.
pub fn view_tabs(shows: &Views, act: &Callback<Action>) -> Html {
    let tab = |&(view, name): &(Option<View>, &'static str)| {
        let act = act.clone();
        let onclick = Callback::from(move |_| act.emit(Action::View(view)));
        let panel = if view.is_none() { "files" } else { "view" };
        one_of(name, panel, shows.view == view, onclick, 0)
    };
    let views = shows.room.views();
    html! {
        <div key="views" class="views">
            <div class="switcher" role="tablist" aria-label={shows.room.name()}>{ for views.iter().map(tab) }</div>
        </div>
    }
}

/// A tab: the one that is in sight is a stop of the keyboard, arrows move among the others.
fn one_of(
    name: &'static str,
    panel: &'static str,
    selected: bool,
    onclick: Callback<MouseEvent>,
    badge: u32,
) -> Html {
    html! {
        <button key={name} type="button" role="tab" aria-selected={selected.to_string()}
            aria-controls={panel} tabindex={if selected { "0" } else { "-1" }} {onclick}>
            { name }
            <span class="badge" hidden={badge == 0}>{ count(badge) }</span>
        </button>
    }
}
