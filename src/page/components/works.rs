use crate::page::keys;
use crate::page::parts::Top;
use crate::page::state::Action;
use crate::page::state::keeping::{Id, Work};
use yew::prelude::*;

/// The user's works: all that there is to go back to.
pub fn works(shows: &Top, remove: &Callback<Id>, act: &Callback<Action>) -> Html {
    let list = &shows.works;
    let open = Callback::from(|_: MouseEvent| keys::open_dialog("works"));
    let label = if shows.stored { "My work" } else { "My work…" };
    let rows = list.iter().map(|work| row(work, shows, remove, act));
    html! {
        <>
            <button key="works" type="button" onclick={open} hidden={list.is_empty()}>{ label }</button>
            <dialog key="works-dialog" id="works" aria-labelledby="works-title" closedby="any">
                <h2 id="works-title">{ "My work" }</h2>
                <p class="soft">{ "Kept in this browser, and nowhere else. What you change of an example or a link becomes a work of its own." }</p>
                <ul class="works">{ for rows }</ul>
                <form method="dialog"><button>{ "Close" }</button></form>
            </dialog>
        </>
    }
}

fn row(work: &Work, shows: &Top, remove: &Callback<Id>, act: &Callback<Action>) -> Html {
    let shown = shows.work.as_ref() == Some(&work.work);
    let open = {
        let (act, id) = (act.clone(), work.work.clone());
        Callback::from(move |_: MouseEvent| act.emit(Action::OpenWork(id.clone())))
    };
    let remove = {
        let (remove, id) = (remove.clone(), work.work.clone());
        Callback::from(move |_: MouseEvent| remove.emit(id.clone()))
    };
    html! {
        <li key={work.work.clone()}>
            <span class="title">{ &work.title }</span>
            <span class="soft">{ format!("{} {}", work.changed, work.size) }</span>
            if shown {
                <span>{ "on the page" }</span>
            } else {
                <form method="dialog"><button onclick={open}>{ "Open" }</button></form>
                <details>
                    <summary>{ "Delete…" }</summary>
                    <button type="button" onclick={remove}>{ "Delete it for good" }</button>
                </details>
            }
        </li>
    }
}
