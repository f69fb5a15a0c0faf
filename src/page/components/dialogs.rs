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

/// What the page does, its keys, and what it does not model.
pub fn help() -> Html {
    let open = Callback::from(|_: MouseEvent| keys::open_help());
    let keys = [
        ("Alt-1, Alt-2, Alt-3", "to the file tree, the rules, the explorer"),
        ("Arrows, Home, End, Page keys", "move through the explorer"),
        ("Enter, Space", "open or close a folder"),
        ("/", "in the explorer: search"),
        ("F8, Shift-F8", "next, previous problem in the rules"),
        ("Ctrl-Space", "propose paths and owners in the rules"),
        ("Ctrl-K", "everything that can be done, by a few letters"),
        (
            "Ctrl-Z; Shift-Ctrl-Z, Ctrl-Y",
            "undo; redo: in a text field what was typed there, else the last step",
        ),
        ("?", "this help"),
    ];
    html! {
        <>
            <button key="open" type="button" onclick={open}>{ "Help" }</button>
            <dialog key="dialog" id="help" aria-labelledby="help-title" closedby="any">
                <h2 id="help-title">{ "Who gets this error?" }</h2>
                <p>{ "Paste a repository’s file list on the left and Sentry ownership rules below it; a CODEOWNERS file, code mappings, teams and an error if you have them. On the right you see which team an error in each file would reach, and why. Rules are read as Sentry reads them: the last rule that matches decides." }</p>
                <p>{ "What a frame is, in-app, a code mapping, a fallback: see the " }<a href="learn/glossary.html">{ "words" }</a>{ "." }</p>
                <h3>{ "Keys" }</h3>
                <dl>{ for keys.iter().map(|(key, does)| html! { <div key={*key}><dt>{ *key }</dt><dd>{ *does }</dd></div> }) }</dl>
                <h3>{ "What this does not model" }</h3>
                <ul>
                    <li>{ "Under Files, a file stands for an error whose one frame carries exactly its path, or the path of its code mapping. Paste a real error to compare." }</li>
                    <li>{ "Teams exist as far as you list them." }</li>
                    <li>{ "Issues that are assigned already, pauses and rate limits." }</li>
                </ul>
                <p class="soft">{ "Nothing leaves your browser. Your texts are kept in it until you clear its data." }</p>
                <p class="soft"><a href="./licences.txt" target="_blank" rel="noopener">{ "Licences of everything that is in this page" }</a></p>
                <form method="dialog"><button>{ "Close" }</button></form>
            </dialog>
        </>
    }
}
