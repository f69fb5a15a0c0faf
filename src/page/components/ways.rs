use crate::page::examples::EXAMPLES;
use crate::page::keys;
use crate::page::state::{Action, Pane};
use crate::session::protocol::{Input, Intent};
use gloo::timers::callback::Timeout;
use yew::prelude::*;

/// What a command is for, and the command.
type Commands = &'static [(&'static str, &'static str)];

/// Listings of a repository that is there, into the clipboard.
const CLONED: Commands = &[
    ("macOS", "git ls-files | pbcopy"),
    ("Linux", "git ls-files | xclip -selection clipboard"),
    ("Windows", "git ls-files | clip"),
];

/// Listings without a clone, and one for any host, which fetches no file’s contents.
const REMOTE: Commands = &[
    (
        "GitHub",
        "gh api \"repos/OWNER/REPOSITORY/git/trees/HEAD?recursive=1\" --jq '.tree[] | select(.type == \"blob\").path'",
    ),
    (
        "GitLab",
        "glab api --paginate \"projects/GROUP%2FPROJECT/repository/tree?recursive=true&per_page=100\" | jq -r '.[] | select(.type == \"blob\").path'",
    ),
    (
        "Bitbucket, or any host",
        "git clone --depth 1 --filter=blob:none --no-checkout ADDRESS listed && git -C listed ls-tree -r --name-only HEAD",
    ),
];

/// On a narrow page, where the ways in are out of sight: that the answer is an example's, and a door.
pub fn invite(shown: bool, act: &Callback<Action>) -> Html {
    let act = act.clone();
    let onclick = Callback::from(move |_: MouseEvent| {
        act.emit(Action::Show(Pane::Tree));
        // Its own place is out of sight by then.
        Timeout::new(0, || keys::focus("ways")).forget();
    });
    html! {
        <p key="invite" class="invite" hidden={!shown}>
            { "This is an example." }<button type="button" class="plain" {onclick}>{ "Use your own" }</button>
        </p>
    }
}

/// The ways in, for whoever sees an example: what one has, and what to do with it.
pub fn ways(shown: bool, example: &Callback<usize>, act: &Callback<Action>) -> Html {
    let command = |&(name, command): &(&'static str, &'static str)| {
        let act = act.clone();
        let copy = Callback::from(move |_: MouseEvent| {
            act.emit(Action::Use(Intent::Copy(command.to_owned()), String::new()));
        });
        html! {
            <li key={name}>
                <span class="soft">{ name }</span><code>{ command }</code>
                <button type="button" aria-label={format!("Copy the command for {name}")} onclick={copy}>{ "Copy" }</button>
            </li>
        }
    };
    let open = |input: Input, words: &'static str| {
        let act = act.clone();
        let onclick = Callback::from(move |_: MouseEvent| act.emit(Action::Open(input)));
        html! { <button type="button" {onclick}>{ words }</button> }
    };
    let examples = EXAMPLES.iter().enumerate().map(|(number, it)| {
        let example = example.clone();
        let onclick = Callback::from(move |_: MouseEvent| example.emit(number));
        html! {
            <li key={number}><button type="button" class="plain" {onclick}>{ it.title }</button><p class="soft">{ it.lesson }{ "." }</p></li>
        }
    });
    let way = |key: &'static str, title: &'static str, body: Html| {
        html! { <details {key} name="way"><summary>{ title }</summary><div class="way-in">{ body }</div></details> }
    };
    html! {
        <div key="ways" id="ways" class="ways" tabindex="-1" hidden={!shown}>
            <p key="what" class="what">{ "Which team gets an error, and why? See it for your own:" }</p>
            { way("repository", "I have a repository", html! {
                <>
                    <p>{ "Run this in it, then paste anywhere on this page. Or drop its folder here: only names are read." }</p>
                    <ul class="commands">{ for CLONED.iter().map(command) }</ul>
                    <p>{ "Without a clone:" }</p>
                    <ul class="commands">{ for REMOTE.iter().map(command) }</ul>
                </>
            }) }
            { way("error", "I have an error", html! {
                <><p>{ "Paste its stack trace, or the event’s JSON, anywhere on this page." }</p>{ open(Input::Event, "Open the field for errors") }</>
            }) }
            { way("codeowners", "I have CODEOWNERS", html! {
                <><p>{ "Paste it anywhere on this page, or drop the file. Then paste the file list, to see what it does." }</p>{ open(Input::Codeowners, "Open the field for CODEOWNERS") }</>
            }) }
            { way("show", "Show me", html! { <ul class="gallery">{ for examples }</ul> }) }
            <a key="teach" class="teach" href="learn/01-projects.html">{ "Teach me" }</a>
        </div>
    }
}
