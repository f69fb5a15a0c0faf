use super::give::give;
use super::owner::owner as owner_view;
use super::prose::prose;
use crate::page::numbers::{files, plural};
use crate::page::state::{Action, State};
use crate::session::protocol::{Explanation as Data, Place, RuleVerdict};
use yew::prelude::*;

/// The sentence why, and the rules behind it.
pub fn explanation(state: &State, act: &Callback<Action>) -> Html {
    let data = &*state.explanation;
    if state.selected.is_empty() {
        return html! {
            <div key="why" class="why"><p class="soft">{ "Select a file to see why its errors go where they go." }</p></div>
        };
    }
    let class = classes!("why", (state.stale() || data.path != state.selected).then_some("stale"));
    let (sentence, rules) = match data.place {
        Place::Missing => (missing(&state.selected), Vec::new()),
        Place::File => (file(state, act), verdicts(data, act)),
        Place::Folder => (folder(state), verdicts(data, act)),
    };
    let near: Vec<Html> = data
        .near
        .iter()
        .map(|near| {
            html! {
                <li key={near.line}>
                    { line(near.line, act) }
                    <code>{ &near.matcher }</code>
                    <span class="soft">{ prose(&near.reason) }</span>
                </li>
            }
        })
        .collect();
    html! {
        <section key="why" {class} aria-label="Why">
            <div key="sentence" class="because" aria-live="polite">{ sentence }</div>
            <p key="before" class="soft" hidden={data.before.is_none()}>
                { format!("Before your edits: {}.", data.before.clone().flatten().unwrap_or_else(|| "nobody".to_owned())) }
            </p>
            <ol key="rules" class="verdicts" hidden={rules.is_empty()}>{ for rules }</ol>
            { give(state, &state.selected, "Give it to", act) }
            <details key="near" hidden={near.is_empty()}>
                <summary>{ plural(near.len() as u32, "rule nearly matches", "rules nearly match") }</summary>
                <ul class="near">{ for near }</ul>
            </details>
        </section>
    }
}

fn missing(path: &str) -> Html {
    html! { <p><code>{ path }</code>{ " is not in the tree." }</p> }
}

fn file(state: &State, act: &Callback<Action>) -> Html {
    let data = &*state.explanation;
    let path = html! { <code>{ &data.path }</code> };
    match (&data.owner, data.rules.first()) {
        (Some(owner), Some(rule)) => html! {
            <p>
                { "An error in " }{ path }{ " goes to " }{ owner_view(Some(owner), place(state, owner)) }
                { " because " }{ line(rule.line, act) }
                {
                    if data.rules.len() == 1 { " is the only rule that matches." }
                    else { " is the last rule that matches." }
                }
            </p>
        },
        _ => html! {
            <p>{ "An error in " }{ path }{ " reaches " }<b class="nobody">{ "nobody" }</b>{ ": no rule matches it." }</p>
        },
    }
}

fn folder(state: &State) -> Html {
    let data = &*state.explanation;
    let total = data.shares.iter().map(|(_, files)| files).sum();
    let parts: Vec<Html> = data.shares.iter().enumerate().map(|(key, (owner, number))| html! {
        <li {key}>{ owner_view(owner.as_deref(), owner.as_ref().and_then(|owner| place(state, owner))) }{ format!(" {}", files(*number)) }</li>
    }).collect();
    html! {
        <>
            <p><code>{ format!("{}/", data.path) }</code>{ format!(" holds {}:", files(total)) }</p>
            <ul class="parts">{ for parts }</ul>
        </>
    }
}

fn verdicts(data: &Data, act: &Callback<Action>) -> Vec<Html> {
    let winner = data.rules.iter().find(|rule| rule.wins).map(|rule| rule.line);
    let verdict = |rule: &RuleVerdict| match (data.place, rule.wins, winner) {
        (Place::Folder, ..) => format!("decides about {}", files(rule.files)),
        (_, true, _) => "decides".to_owned(),
        (_, false, Some(by)) => format!("matches, but line {by} comes later"),
        (_, false, None) => "matches".to_owned(),
    };
    data.rules
        .iter()
        .map(|rule| {
            html! {
                <li key={rule.line} class={if rule.wins { "won" } else { "overridden" }}>
                    { line(rule.line, act) }
                    <code>{ &rule.matcher }</code>
                    <span class="owners">{ rule.owners.join(" ") }</span>
                    <span class="verdict">{ verdict(rule) }</span>
                </li>
            }
        })
        .collect()
}

fn line(number: u32, act: &Callback<Action>) -> Html {
    let act = act.clone();
    let onclick = Callback::from(move |_| act.emit(Action::GoToLine(number)));
    html! {
        <button key={format!("line-{number}")} type="button" class="place" {onclick} title="Show it in the rules">{ format!("line {number}") }</button>
    }
}

/// An owner's place in the order of shares, for its colour.
fn place(state: &State, owner: &str) -> Option<u32> {
    let at = state.routing.owners.iter().position(|share| share.owner == owner)?;
    Some(at as u32)
}
