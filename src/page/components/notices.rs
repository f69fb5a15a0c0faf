use super::node::nodes;
use super::tree_panel::offer;
use crate::page::parts::Notices;
use crate::page::state::{Action, Engine};
use crate::session::protocol::Input;
use yew::prelude::*;

/// What the page has to say beside its answer.
pub fn notices(shows: &Notices, act: &Callback<Action>) -> Html {
    let on = |action: Action| {
        let act = act.clone();
        Callback::from(move |_: MouseEvent| act.emit(action.clone()))
    };
    let engine = match &shows.engine {
        // Work that is under way has its own place in the top bar.
        Engine::Starting | Engine::Ready | Engine::Busy => {
            html! { <p key="engine" hidden=true></p> }
        }
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
    let notice = shows.notice.as_ref().map_or_else(
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
    let undo = match &shows.told {
        None => html! { <p key="undo" hidden=true></p> },
        Some((words, undone, taken)) => html! {
            <p key="undo" class="notice">
                { words }
                if *undone {
                    <button key="redo" type="button" onclick={on(Action::Redo)}>{ "Redo" }</button>
                } else {
                    <button key="undo" type="button" onclick={on(Action::Undo)}>{ "Undo" }</button>
                }
                { for taken.iter().flat_map(|&as_what| others(as_what)).map(|(input, name)| html! {
                    <button key={name} type="button" class="plain" onclick={on(Action::TakeAs(input))}>{ name }</button>
                }) }
                <button key="close" type="button" class="sign" aria-label="Close" onclick={on(Action::Dismiss)}>{ "×" }</button>
            </p>
        },
    };
    let kept = match &shows.trouble {
        None => html! { <p key="kept" hidden=true></p> },
        Some(reason) => html! {
            <p key="kept" class="notice warning">
                { "This browser keeps nothing for this page, or has no room for it: make a link or copy your texts before you leave. It is tried again. " }
                <span class="soft">{ reason }</span>
            </p>
        },
    };
    let rival = match &shows.rival {
        None => html! { <p key="rival" hidden=true></p> },
        Some((work, apart)) => {
            let apart = *apart;
            html! {
                <p key="rival" class="notice warning">
                    { "Another tab has changed this work. " }
                    { if apart { "Both versions are stored. " } else { "" } }
                    <button type="button" onclick={on(Action::OpenWork(work.clone()))}>{ "Show the other tab’s" }</button>
                    <button type="button" onclick={on(Action::KeepMine)}>{ "Go on with this one" }</button>
                </p>
            }
        }
    };
    let offered = html! {
        <p key="offered" class="notice" hidden={shows.offered.is_empty()}>
            { "Only names were read. " }{ for shows.offered.iter().map(|path| offer(path, act)) }
        </p>
    };
    let unmapped = html! {
        <div key="unmapped" class="notice" hidden={shows.unmapped.is_empty()}>{ nodes(&shows.unmapped, act) }</div>
    };
    html! { <div key="notices" class="notices" role="status">{ engine }{ kept }{ rival }{ notice }{ undo }{ unmapped }{ offered }</div> }
}

/// What a text may be instead.
fn others(taken: Option<Input>) -> impl Iterator<Item = (Option<Input>, &'static str)> {
    let all = [
        (None, "It is a listing"),
        (Some(Input::Rules), "It is ownership rules"),
        (Some(Input::Codeowners), "It is CODEOWNERS"),
        (Some(Input::Event), "It is an error"),
    ];
    all.into_iter().filter(move |it| it.0 != taken)
}
