use super::node::nodes;
use crate::page::parts::Why;
use crate::page::state::Action;
use yew::prelude::*;

/// Why the selected path goes where it goes.
pub fn explanation(shows: &Why, act: &Callback<Action>) -> Html {
    let Some(reason) = &shows.reason else {
        return html! {
            <p class="soft">{ "Select a file to see why its errors go where they go." }</p>
        };
    };
    let close = {
        let act = act.clone();
        Callback::from(move |_: MouseEvent| act.emit(Action::Select(String::new())))
    };
    html! {
        <>
            <button key="close" type="button" class="sign close" aria-label="Close the reason" title="Close the reason" onclick={close}>{ "×" }</button>
            { nodes(&reason.body, act) }
        </>
    }
}
