use crate::page::state::{Action, TreeInput};
use crate::session::protocol::TreeOptions as Data;
use web_sys::{HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

/// How the listing is read: its format, what stays in, globs.
pub fn tree_options(tree: &TreeInput, act: &Callback<Action>) -> Html {
    let change = |change: fn(&mut Data, Event)| {
        let (options, act) = (tree.options.clone(), act.clone());
        Callback::from(move |event: Event| {
            let mut options = options.clone();
            change(&mut options, event);
            act.emit(Action::ReadTree(options));
        })
    };
    let format = change(|options, event| {
        let value = event.target_unchecked_into::<HtmlSelectElement>().value();
        options.format = (!value.is_empty()).then_some(value);
    });
    let noise = change(|options, event| {
        options.keep_noise = event.target_unchecked_into::<HtmlInputElement>().checked();
    });
    let include = change(|options, event| {
        options.include = event.target_unchecked_into::<HtmlTextAreaElement>().value();
    });
    let exclude = change(|options, event| {
        options.exclude = event.target_unchecked_into::<HtmlTextAreaElement>().value();
    });
    let chosen = tree.options.format.clone().unwrap_or_default();
    let formats: Vec<Html> = tree.report.formats.iter().map(|(id, title)| html! {
        <option key={id.clone()} value={id.clone()} selected={*id == chosen}>{ title }</option>
    }).collect();
    html! {
        <details key="options" class="options">
            <summary>{ "How it is read" }</summary>
            <div class="fields">
                <label key="format">{ "Format" }
                    <select onchange={format}>
                        <option value="" selected={chosen.is_empty()}>{ "Recognise it" }</option>
                        { for formats }
                    </select>
                </label>
                <label key="noise" class="check">
                    <input type="checkbox" checked={tree.options.keep_noise} onchange={noise} />
                    { "Keep dependencies and build output" }
                </label>
                <label key="include">{ "Only these files (globs, one a line)" }
                    <textarea rows="2" spellcheck="false" value={tree.options.include.clone()} onchange={include}  />
                </label>
                <label key="exclude">{ "Without these files (globs, one a line)" }
                    <textarea rows="2" spellcheck="false" value={tree.options.exclude.clone()} onchange={exclude}  />
                </label>
            </div>
        </details>
    }
}
