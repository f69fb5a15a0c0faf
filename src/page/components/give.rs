use crate::page::state::{Action, State};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};
use yew::prelude::*;

/// How many owners are proposed.
const PROPOSED: usize = 200;

/// A field and a button that give a path to somebody by a rule at the right place; no
/// path: whatever else reaches nobody, by a rule on top.
pub fn give(state: &State, path: &str, label: &'static str, act: &Callback<Action>) -> Html {
    let (act, path) = (act.clone(), path.to_owned());
    let id = if path.is_empty() { "give-rest" } else { "give-path" };
    let onsubmit = Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        let form = event.target().and_then(|form| form.dyn_into::<Element>().ok());
        let field = form.and_then(|form| form.query_selector("input").ok().flatten());
        if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) {
            act.emit(Action::Give { path: path.clone(), owner: field.value() });
        }
    });
    let proposed = state.routing.owners.iter().take(PROPOSED);
    let proposed: Vec<Html> = proposed
        .map(|share| html! { <option key={share.owner.clone()} value={share.owner.clone()} /> })
        .collect();
    html! {
        <form key={id} class="give" {onsubmit}>
            <label>{ label }{ " " }<input type="text" list={format!("{id}-owners")} placeholder="#team" autocomplete="off" spellcheck="false" /></label>
            <datalist id={format!("{id}-owners")}>{ for proposed }</datalist>
            <button>{ "Make a rule" }</button>
        </form>
    }
}
