use super::node::nodes;
use crate::page::parts::{LARGE, Listing};
use crate::page::state::Action;
use crate::page::{Text, browser};
use crate::session::protocol::Input;
use crate::text::numbers::plural;
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

/// What a [`TreePanel`] shows.
#[derive(Properties, PartialEq)]
pub struct TreePanelProps {
    /// The listing.
    pub shows: Listing,
    /// Takes what the user does.
    pub act: Callback<Action>,
    /// Takes a listing that was read from files.
    pub read: Callback<Option<Text>>,
}

/// The listing: pasted, typed, dropped or picked; and what was understood of it.
#[component]
pub fn TreePanel(props: &TreePanelProps) -> Html {
    let field = use_node_ref();
    let Listing { loads, text, large, report, stale, offered, gives_way } = &props.shows;
    let gives_way = *gives_way;
    let (start, length) = large.clone().unwrap_or_default();
    let large = large.is_some();
    {
        let (field, text) = (field.clone(), text.0.clone());
        use_effect_with((*loads, large), move |_| {
            if let Some(field) = field.cast::<HtmlTextAreaElement>() {
                field.set_value(&if large { String::new() } else { String::from(&text) });
            }
        });
    }
    let oninput = {
        let act = props.act.clone();
        Callback::from(move |event: InputEvent| {
            let field: HtmlTextAreaElement = event.target_unchecked_into();
            act.emit(Action::TypeTree(browser::value_of(&field)));
        })
    };
    let onpaste = {
        let act = props.act.clone();
        Callback::from(move |event: Event| {
            let pasted = browser::pasted(&event);
            if gives_way && pasted.length() > 0 {
                event.prevent_default();
                act.emit(Action::Take(pasted, true));
            } else if let Some(text) = large_paste(&event, &pasted) {
                event.prevent_default();
                act.emit(Action::LoadTree(text));
            }
        })
    };
    let clear = {
        let act = props.act.clone();
        Callback::from(move |_| act.emit(Action::LoadTree("".into())))
    };
    html! {
        <div class="panel tree">
            <header key="header">
                <h2>{ "File tree" }</h2>
                { pickers(&props.read) }
            </header>
            <textarea key="field" ref={field} id="tree-text" aria-label="File tree" hidden={large} spellcheck="false" autocomplete="off"
                wrap="off" {oninput} onpaste={onpaste.clone()}
                placeholder="Paste the output of git ls-files, tree, find, dir /s /b, … or drop a folder here"  />
            <div key="large" id="tree-text-large" class="large" hidden={!large} tabindex="0" onpaste={onpaste} aria-label="File tree, shown in part">
                <pre>{ start }{ if large { "…" } else { "" } }</pre>
                <p>
                    { format!("{} in all, kept out of the text field so that the page stays quick. Paste or drop another one to replace it. ",
                        plural(length, "character", "characters")) }
                    <button type="button" onclick={clear}>{ "Clear" }</button>
                </p>
            </div>
            <p key="offered" class="understood" hidden={offered.is_empty()}>
                { "Only names were read. " }{ for offered.iter().map(|path| offer(path, &props.act)) }
            </p>
            <div key="report" class={classes!("understood", stale.then_some("stale"))} role="status">
                { nodes(&report.body, &props.act) }
            </div>
        </div>
    }
}

/// A way to read a file of a picked folder, or all its manifests.
pub fn offer(path: &str, act: &Callback<Action>) -> Html {
    let (act, path) = (act.clone(), path.to_owned());
    let label = format!("Read {path}");
    let onclick = Callback::from(move |_| {
        let (act, path) = (act.clone(), path.clone());
        wasm_bindgen_futures::spawn_local(async move {
            let owners = path.ends_with("CODEOWNERS");
            match browser::read(path).await {
                Some(text) if owners => act.emit(Action::LoadInput(Input::Codeowners, text)),
                Some(text) => act.emit(Action::ReadContents(text.into())),
                None => {}
            }
        });
    });
    html! { <button key={label.clone()} type="button" {onclick}>{ label }</button> }
}

fn pickers(read: &Callback<Option<Text>>) -> Html {
    let onchange = {
        let read = read.clone();
        Callback::from(move |event: Event| {
            let (read, input) = (read.clone(), event.target_unchecked_into::<HtmlInputElement>());
            wasm_bindgen_futures::spawn_local(
                async move { read.emit(browser::picked(input).await) },
            );
        })
    };
    html! {
        <div class="pickers">
            <label key="folder" class="plain" title="Only the names of its files are read, and nothing leaves this browser">
                <input type="file" class="visually-hidden" webkitdirectory={true} onchange={onchange.clone()} />{ "Pick a folder" }
            </label>
            <label key="file" class="plain" title="A text file that holds a listing">
                <input type="file" class="visually-hidden" {onchange} />{ "Open a listing" }
            </label>
        </div>
    }
}

/// What the field would hold with the pasted text, if that is large.
fn large_paste(event: &Event, pasted: &Text) -> Option<Text> {
    let (before, after) = match event.target()?.dyn_into::<HtmlTextAreaElement>() {
        Ok(field) => around_selection(&field),
        Err(_) => (Text::default(), Text::default()),
    };
    let text = before.concat(pasted).concat(&after);
    let whole = event.target()?.dyn_into::<HtmlTextAreaElement>().is_err();
    ((whole && pasted.length() > 0) || text.length() > LARGE).then_some(text)
}

fn around_selection(field: &HtmlTextAreaElement) -> (Text, Text) {
    let value = browser::value_of(field);
    let start = field.selection_start().ok().flatten().unwrap_or(0);
    let end = field.selection_end().ok().flatten().unwrap_or(start);
    (value.substring(0, start), value.substring(end, value.length()))
}
