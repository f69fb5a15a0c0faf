use super::input_panel::name;
use crate::page::parts::{Tabs, Texts, Views};
use crate::page::state::{Action, Pane};
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
            { tab(Pane::Routing, "Routing", 0) }
        </nav>
    }
}

/// The inputs beside the tree: which is in sight.
pub fn input_tabs(shows: &Texts, act: &Callback<Action>) -> Html {
    let tab = |&input: &Input| {
        let act = act.clone();
        let onclick = Callback::from(move |_| act.emit(Action::Open(input)));
        let number = shows.remarks[input as usize];
        html! {
            <button key={name(input)} type="button" role="tab" aria-selected={(shows.input == input).to_string()} {onclick}>
                { name(input) }
                <span class="badge" hidden={number == 0}>{ count(number) }</span>
            </button>
        }
    };
    html! { <div key="inputs" class="switcher" role="tablist" aria-label="Inputs">{ for Input::ALL.iter().map(tab) }</div> }
}

/// The views of the answer: which is in sight.
pub fn view_tabs(shows: &Views, act: &Callback<Action>) -> Html {
    let tab = |&(view, name): &(Option<View>, &'static str)| {
        let act = act.clone();
        let onclick = Callback::from(move |_| act.emit(Action::View(view)));
        html! {
            <button key={name} type="button" role="tab" aria-selected={(shows.view == view).to_string()} {onclick}>{ name }</button>
        }
    };
    let list = |label: &'static str, views: &[(Option<View>, &'static str)]| {
        html! {
            <div key={label} class="group">
                <span class="soft" aria-hidden="true">{ label }</span>
                <div class="switcher" role="tablist" aria-label={label}>{ for views.iter().map(tab) }</div>
            </div>
        }
    };
    let routing = [
        (None, "Files"),
        (Some(View::Coverage), "Coverage"),
        (Some(View::Review), "Review"),
        (Some(View::Simulate), "Simulate"),
    ];
    let plan = [
        (Some(View::Projects), "Projects"),
        (Some(View::Compare), "Compare"),
        (Some(View::Playbook), "Playbook"),
        (Some(View::Export), "Export"),
    ];
    html! { <div key="views" class="views">{ list("Routing", &routing) }{ list("Plan", &plan) }</div> }
}
