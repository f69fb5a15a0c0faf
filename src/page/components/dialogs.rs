use crate::page::parts::Top;
use crate::page::state::Action;
use crate::page::{browser, keys};
use crate::text::numbers::count;
use yew::prelude::*;

/// Chat applications cut links longer than this.
const CHAT: usize = 2_000;

/// Some browsers and mail programs cut links longer than this.
const LONG: usize = 32_000;

/// A link that holds everything: nothing is sent to a server to make it.
pub fn share(shows: &Top, act: &Callback<Action>) -> Html {
    let open = {
        let act = act.clone();
        Callback::from(move |_: MouseEvent| {
            act.emit(Action::Share);
            keys::open_dialog("share");
        })
    };
    let address = shows.link.as_deref().and_then(browser::address_with);
    let copy = {
        let (address, link, act) = (address.clone(), shows.link.clone(), act.clone());
        Callback::from(move |_: MouseEvent| {
            let (Some(address), act) = (address.clone(), act.clone()) else { return };
            browser::set_fragment(link.as_deref());
            wasm_bindgen_futures::spawn_local(async move {
                act.emit(Action::Copied(browser::copy(address).await));
            });
        })
    };
    let file = {
        let act = act.clone();
        Callback::from(move |_: MouseEvent| act.emit(Action::SaveFile))
    };
    let length = address.as_ref().map_or(0, String::len);
    let remark = match length {
        0 => "Making the link…".to_owned(),
        short if short <= CHAT => format!("{} characters.", count(short as u32)),
        long if long <= LONG => format!(
            "{} characters. Some chat programs cut links after {}: a file gets through anywhere.",
            count(long as u32),
            count(CHAT as u32)
        ),
        vast => format!(
            "{} characters. Most programs cut links after {}, so pass on the file instead.",
            count(vast as u32),
            count(LONG as u32)
        ),
    };
    html! {
        <>
            <button key="open" type="button" onclick={open}>{ "Share" }</button>
            <dialog key="dialog" id="share" aria-labelledby="share-title" closedby="any">
                <h2 id="share-title">{ "A link to this" }</h2>
                <p>{ "The link itself holds the tree, the rules, the view and what is selected. It goes nowhere unless you send it, and whoever has it can read them." }</p>
                <input type="text" readonly=true aria-label="Link" value={address.clone().unwrap_or_default()} />
                <p class="soft" role="status">{ remark }</p>
                <form method="dialog">
                    <button key="file" type="button" class={(length > LONG).then_some("primary")} onclick={file}>{ "Save as a file" }</button>
                    <button key="copy" type="button" class={(length <= LONG).then_some("primary")} disabled={address.is_none()} onclick={copy}>
                        { match shows.copied { None => "Copy", Some(true) => "Copied", Some(false) => "Select and copy it yourself" } }
                    </button>
                    <button>{ "Close" }</button>
                </form>
            </dialog>
        </>
    }
}

/// Opens what stands in index.html about the page, its keys, and what it does not model: words that never change cost
/// less there.
pub fn help() -> Html {
    let open = Callback::from(|_: MouseEvent| keys::open_help());
    html! { <button key="help" type="button" onclick={open}>{ "Help" }</button> }
}
