use super::dialogs::{help, share};
use super::rooms;
use super::works::works;
use crate::page::Text;
use crate::page::examples::EXAMPLES;
use crate::page::parts::Top;
use crate::page::state::keeping::Id;
use crate::page::state::{Action, Origin, Shelving, Theme};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// What the top bar offers beyond [`Action`]s.
#[derive(Clone)]
pub struct Offers {
    /// Takes the number of a chosen example.
    pub example: Callback<usize>,
    /// Brings back the user's own texts.
    pub restore: Callback<()>,
    /// Opens the list of all commands.
    pub palette: Callback<()>,
    /// Does something with a work that is listed.
    pub shelve: Callback<(Id, Shelving)>,
    /// Deletes all that is stored.
    pub clear: Callback<()>,
    /// Takes a work's file.
    pub file: Callback<Option<Text>>,
}

/// The name, where the texts come from, and what can be done with all of it.
pub fn top_bar(shows: &Top, offers: &Offers, act: &Callback<Action>) -> Html {
    let example = {
        let take = offers.example.clone();
        Callback::from(move |event: Event| {
            let select: HtmlSelectElement = event.target_unchecked_into();
            if let Ok(number) = select.value().parse() {
                take.emit(number);
            }
        })
    };
    let next = match shows.theme {
        Theme::System => Theme::Light,
        Theme::Light => Theme::Dark,
        Theme::Dark => Theme::System,
    };
    let theme = {
        let act = act.clone();
        Callback::from(move |_| act.emit(Action::Paint(next)))
    };
    let (sign, theme_name) = match shows.theme {
        Theme::System => ("◐", "Theme: as the system"),
        Theme::Light => ("☀", "Theme: light"),
        Theme::Dark => ("☾", "Theme: dark"),
    };
    let chosen = match shows.origin {
        Origin::Example(number) => number.to_string(),
        Origin::User | Origin::Link => String::new(),
    };
    let options: Vec<Html> = EXAMPLES.iter().enumerate().map(|(number, example)| html! {
        <option key={number} value={number.to_string()} selected={number.to_string() == chosen}>{ example.title }</option>
    }).collect();
    html! {
        <header class="top">
            <h1 key="name">{ logo() }<span class="name">{ "Sentry General" }</span></h1>
            { rooms(shows.room, act) }
            <p key="lesson" class="lesson">{ lesson(shows) }</p>
            { steps(shows, act) }
            <button key="more" type="button" class="sign more" popovertarget="tools" aria-label="Examples, my work, link, theme, help" title="More">{ "⋯" }</button>
            <div key="tools" id="tools" class="tools" popover="auto">
                <label key="examples"><span class="visually-hidden">{ "Examples" }</span>
                    <select onchange={example}>
                        <option value="" selected={chosen.is_empty()} disabled=true>{ "Examples" }</option>
                        { for options }
                    </select>
                </label>
                { back(shows, offers) }
                { works(shows, offers, act) }
                { share(shows, act) }
                { commands(offers) }
                <button key="theme" type="button" class="sign" onclick={theme} aria-label={theme_name} title={theme_name}>{ sign }</button>
                { help() }
            </div>
        </header>
    }
}

fn commands(offers: &Offers) -> Html {
    let open = offers.palette.clone();
    let onclick = Callback::from(move |_: MouseEvent| open.emit(()));
    html! {
        <button key="commands" type="button" class="soft" {onclick} aria-label="Commands (Ctrl-K)" title="All commands, and any file">{ "Ctrl-K" }</button>
    }
}

/// What is undone and redone, by name. Out of order they can still be reached, so that the focus stays.
fn steps(shows: &Top, act: &Callback<Action>) -> Html {
    let button = |name: &'static str, sign: &'static str, step: &Option<String>, action: Action| {
        let act = act.clone();
        let onclick = Callback::from(move |_: MouseEvent| act.emit(action.clone()));
        let words = step.as_ref().map_or_else(
            || format!("Nothing to {}", name.to_lowercase()),
            |step| format!("{name}: {step}"),
        );
        html! {
            <button key={name} type="button" class="sign" aria-disabled={step.is_none().to_string()}
                aria-label={words.clone()} title={words} {onclick}>{ sign }</button>
        }
    };
    let (back, forth) = &shows.steps;
    html! {
        <div key="steps" class="turns" role="group" aria-label="Steps">
            { button("Undo", "↶", back, Action::Undo) }
            { button("Redo", "↷", forth, Action::Redo) }
        </div>
    }
}

/// That work is under way, in a place that is kept for it. Apart from the bar, which is not drawn for it.
pub fn working(busy: bool, act: &Callback<Action>) -> Html {
    let act = act.clone();
    let stop = Callback::from(move |_: MouseEvent| act.emit(Action::Stop));
    html! {
        <div key="working" class="working" role="status" data-busy={busy.to_string()}>
            if busy {
                <progress aria-label="Working"></progress><span>{ "Working…" }</span>
                <button type="button" onclick={stop}>{ "Stop" }</button>
            }
        </div>
    }
}

/// From an example or a link to the user's own texts.
fn back(shows: &Top, offers: &Offers) -> Html {
    let restore = offers.restore.clone();
    let onclick = Callback::from(move |_: MouseEvent| restore.emit(()));
    html! {
        <button key="back" type="button" class="back" {onclick} hidden={!shows.borrowed}>{ "Back to my own" }</button>
    }
}

fn lesson(shows: &Top) -> Html {
    match &shows.origin {
        Origin::Example(number) => match EXAMPLES.get(*number) {
            Some(example) => html! { <>{ "Example: " }{ example.lesson }{ "." }</> },
            None => html! { <></> },
        },
        Origin::Link => html! { <>{ "Opened from a link." }</> },
        Origin::User => html! { <>{ "Who gets this error? Nothing leaves your browser." }</> },
    }
}

fn logo() -> Html {
    html! {
        <svg class="logo" viewBox="0 0 24 24" aria-hidden="true">
            <path d="M3 5h6M3 12h6M3 19h6M9 5c5 0 5 7 10 7M9 12h10M9 19c5 0 5-7 10-7" />
            <circle cx="20" cy="12" r="2.2" />
        </svg>
    }
}
