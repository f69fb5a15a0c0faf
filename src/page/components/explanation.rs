use super::node::nodes;
use crate::page::parts::Why;
use crate::page::state::Action;
use yew::prelude::*;

/// Why the selected path goes where it goes.
pub fn explanation(shows: &Why, act: &Callback<Action>) -> Html {
    match &shows.reason {
        Some(reason) => nodes(&reason.body, act),
        None => html! {
            <p class="soft">{ "Select a file to see why its errors go where they go." }</p>
        },
    }
}
