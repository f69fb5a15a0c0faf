use crate::page::state::{Action, Engine, State};
use yew::prelude::*;

/// What the page has to say beside its answer.
pub fn notices(state: &State, act: &Callback<Action>) -> Html {
    let on = |action: Action| {
        let act = act.clone();
        Callback::from(move |_: MouseEvent| act.emit(action.clone()))
    };
    let engine = match &state.engine {
        Engine::Starting | Engine::Ready => html! { <p key="engine" hidden=true></p> },
        Engine::Busy => html! {
            <p key="engine" class="notice">
                { "Working on it…" }
                <button type="button" onclick={on(Action::Stop)}>{ "Stop" }</button>
            </p>
        },
        Engine::Stopped => html! {
            <p key="engine" class="notice warning">
                { "Stopped. Your texts are as they were; change them to try again." }
            </p>
        },
        Engine::Failed(reason) => html! {
            <p key="engine" class="notice warning">
                { "The engine failed on these texts, which are as you left them. Change them or reload the page. " }
                <span class="soft">{ reason }</span>
            </p>
        },
    };
    let notice = state.notice.as_ref().map_or_else(
        || html! { <p key="notice" hidden=true></p> },
        |notice| {
            html! {
                <p key="notice" class={classes!("notice", notice.warning.then_some("warning"))}>
                    { &notice.text }
                    <button type="button" onclick={on(Action::Dismiss)}>{ "Close" }</button>
                </p>
            }
        },
    );
    html! { <div key="notices" class="notices" role="status">{ engine }{ notice }</div> }
}
