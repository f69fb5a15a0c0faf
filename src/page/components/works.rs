use crate::page::parts::Top;
use crate::page::state::keeping::Work;
use crate::page::state::{Action, Shelving};
use crate::page::{browser, keys};
use crate::text::numbers::plural;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};
use yew::prelude::*;

use super::Offers;

/// The user's works: all that there is to go back to, and their files.
pub fn works(shows: &Top, offers: &Offers, act: &Callback<Action>) -> Html {
    let list = &shows.works;
    let open = Callback::from(|_: MouseEvent| keys::open_dialog("works"));
    let label = if shows.stored { "My work" } else { "My work…" };
    let rows = list.iter().map(|work| row(work, shows, offers, act));
    let picked = {
        let file = offers.file.clone();
        Callback::from(move |event: Event| {
            let (file, input) = (file.clone(), event.target_unchecked_into::<HtmlInputElement>());
            keys::close_dialog("works");
            wasm_bindgen_futures::spawn_local(
                async move { file.emit(browser::picked(input).await) },
            );
        })
    };
    let save = on(act, Action::SaveFile);
    let clear = {
        let clear = offers.clear.clone();
        Callback::from(move |_: MouseEvent| {
            keys::close_dialog("works");
            clear.emit(());
        })
    };
    let removed = match list.len() as u32 {
        0 => "No work is kept.".to_owned(),
        number => format!("This deletes {} for good.", plural(number, "work", "works")),
    };
    html! {
        <>
            <button key="works" type="button" onclick={open}>{ label }</button>
            <dialog key="works-dialog" id="works" aria-labelledby="works-title" closedby="any">
                <h2 id="works-title">{ "My work" }</h2>
                <p class="soft">{ "Kept in this browser, and nowhere else. What you change of an example or a link becomes a work of its own." }</p>
                <div key="told" role="status">{ told(shows, act) }</div>
                <ul class="works">{ for rows }</ul>
                <div class="row-of-buttons">
                    <button type="button" onclick={save}>{ "Save as a file" }</button>
                    <label class="plain"><input type="file" class="visually-hidden" accept=".json" onchange={picked} />{ "Open a file" }</label>
                </div>
                <details class="clear">
                    <summary>{ "Clear my data…" }</summary>
                    <p>{ removed }{ " The theme, the widths and what this page put aside for working without a network go, too. \
                        Nothing undoes it. Other tabs keep what they show: close them first." }</p>
                    <button type="button" onclick={clear}>{ "Delete all of it" }</button>
                </details>
                <form method="dialog"><button>{ "Close" }</button></form>
            </dialog>
        </>
    }
}

/// What was done last, with the way over it: nothing else can be reached while the list is open.
fn told(shows: &Top, act: &Callback<Action>) -> Html {
    let Some((words, undone)) = &shows.told else { return Html::default() };
    let (name, action) = if *undone { ("Redo", Action::Redo) } else { ("Undo", Action::Undo) };
    html! { <p class="notice">{ words }<button type="button" onclick={on(act, action)}>{ name }</button></p> }
}

fn on(act: &Callback<Action>, action: Action) -> Callback<MouseEvent> {
    let act = act.clone();
    Callback::from(move |_: MouseEvent| act.emit(action.clone()))
}

fn row(work: &Work, shows: &Top, offers: &Offers, act: &Callback<Action>) -> Html {
    let shown = shows.work.as_ref() == Some(&work.work);
    let open = on(act, Action::OpenWork(work.work.clone()));
    let shelve = |what: Shelving| {
        let (shelve, id) = (offers.shelve.clone(), work.work.clone());
        Callback::from(move |_: MouseEvent| shelve.emit((id.clone(), what.clone())))
    };
    let rename = {
        let (shelve, id) = (offers.shelve.clone(), work.work.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let form = event.target().and_then(|form| form.dyn_into::<Element>().ok());
            let field = form.as_ref().and_then(|form| form.query_selector("input").ok().flatten());
            if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) {
                shelve.emit((id.clone(), Shelving::Rename(field.value().trim().to_owned())));
            }
            if let Some(details) = form.and_then(|form| form.closest("details").ok().flatten()) {
                let _there = details.remove_attribute("open");
            }
        })
    };
    let label = |does: &str| format!("{does} {}", work.title);
    html! {
        <li key={work.work.clone()}>
            <span class="title">{ &work.title }</span>
            <span class="soft">{ format!("{} {}", work.changed, work.size) }</span>
            if shown {
                <span>{ "on the page" }</span>
            } else {
                <form method="dialog"><button onclick={open}>{ "Open" }</button></form>
            }
            <details>
                <summary aria-label={label("Rename")}>{ "Rename" }</summary>
                <form onsubmit={rename}><input type="text" maxlength="200" aria-label={label("New name of")} value={work.title.clone()} /><button>{ "Rename" }</button></form>
            </details>
            <button type="button" class="plain" aria-label={label("Duplicate")} onclick={shelve(Shelving::Copy)}>{ "Duplicate" }</button>
            <button type="button" class="plain" aria-label={label("Delete")} onclick={shelve(Shelving::Delete)}>{ "Delete" }</button>
        </li>
    }
}
