use super::node::nodes;
use crate::page::state::{Action, State};
use yew::prelude::*;

/// Why the selected path goes where it goes.
pub fn explanation(state: &State, act: &Callback<Action>) -> Html {
    let data = &*state.explanation;
    if state.selected.is_empty() {
        return html! {
            <div key="why" class="why"><p class="soft">{ "Select a file to see why its errors go where they go." }</p></div>
        };
    }
    let class = classes!("why", (state.stale() || data.path != state.selected).then_some("stale"));
    html! { <section key="why" {class} aria-label="Why">{ nodes(&data.body, act) }</section> }
}
