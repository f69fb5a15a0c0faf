use super::input_panel::name;
use crate::page::state::{Action, Pane, State, said};
use crate::session::protocol::{Input, View};
use crate::text::numbers::count;
use yew::prelude::*;

/// On a narrow page: which part is in sight.
pub fn tabs(state: &State, act: &Callback<Action>) -> Html {
    let problems = Input::ALL.iter().map(|&input| remarks(state, input)).sum();
    let tab = |pane: Pane, name: &'static str, badge: u32| {
        let act = act.clone();
        let onclick = Callback::from(move |_| act.emit(Action::Show(pane)));
        let current = (state.pane == pane).then_some("true");
        html! {
            <button key={name} type="button" aria-current={current} {onclick}>
                { name }
                <span class="badge" hidden={badge == 0}>{ count(badge) }</span>
            </button>
        }
    };
    html! {
        <nav key="tabs" class="tabs" aria-label="Parts of the page">
            { tab(Pane::Tree, "Tree", state.tree.report.skipped) }
            { tab(Pane::Rules, "Rules", problems) }
            { tab(Pane::Routing, "Routing", 0) }
        </nav>
    }
}

/// How much there is to say about an input.
fn remarks(state: &State, input: Input) -> u32 {
    said(input, &state.inputs[input as usize].report, &state.advice).1
}

/// The inputs beside the tree: which is in sight.
pub fn input_tabs(state: &State, act: &Callback<Action>) -> Html {
    let tab = |&input: &Input| {
        let act = act.clone();
        let onclick = Callback::from(move |_| act.emit(Action::Open(input)));
        let number = remarks(state, input);
        html! {
            <button key={name(input)} type="button" role="tab" aria-selected={(state.input == input).to_string()} {onclick}>
                { name(input) }
                <span class="badge" hidden={number == 0}>{ count(number) }</span>
            </button>
        }
    };
    html! { <div key="inputs" class="switcher" role="tablist" aria-label="Inputs">{ for Input::ALL.iter().map(tab) }</div> }
}

/// The views of the answer: which is in sight.
pub fn view_tabs(state: &State, act: &Callback<Action>) -> Html {
    let tab = |&(view, name): &(Option<View>, &'static str)| {
        let act = act.clone();
        let onclick = Callback::from(move |_| act.emit(Action::View(view)));
        html! {
            <button key={name} type="button" role="tab" aria-selected={(state.view == view).to_string()} {onclick}>{ name }</button>
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
