use super::node::nodes;
use super::owner::{hue, segments};
use crate::page::parts::Summary;
use crate::page::state::Action;
use crate::session::protocol::{Filter, Intent, RoutingReport};
use crate::session::shares::VIEW_BOX;
use crate::text::numbers::{count, files, percent};
use yew::prelude::*;

/// The sentence, the picture of the shares, and the teams to choose from.
pub fn summary(shows: &Summary, act: &Callback<Action>) -> Html {
    let routing = &shows.routing;
    html! {
        <>
            <h2 key="sentence" class="sentence" role="status">{ sentence(routing) }</h2>
            <div key="paths" class="understood">{ nodes(&routing.paths, act) }</div>
            <div key="bar" class="shares" aria-hidden="true">{ bar(routing) }</div>
            <ul key="owners" class="owners" aria-label="Teams and their share">{ for choices(shows, act) }</ul>
            { moves(shows, act) }
            <details key="rest" class="rest" hidden={routing.nobody == 0}>
                <summary>{ "Give what reaches nobody to a team" }</summary>
                { nodes(&routing.rest, act) }
            </details>
        </>
    }
}

fn sentence(routing: &RoutingReport) -> Html {
    if routing.revisions.tree == 0 {
        return html! { <>{ "Reading…" }</> };
    }
    if routing.files == 0 {
        return html! { <>{ "Paste a file tree on the left to see who gets the errors of each file." }</> };
    }
    let [reached, between, nobody] = routing.sentence_parts();
    let class = (routing.nobody > 0).then_some("nobody");
    html! { <><b>{ reached }</b>{ between }<b {class}>{ nobody }</b>{ "." }</> }
}

fn bar(routing: &RoutingReport) -> Html {
    let shares = routing.owners.iter().enumerate();
    let shares = shares.map(|(index, share)| (Some(index as u32), share.files));
    let segments = segments(shares.chain([(None, routing.nobody)]), routing.files);
    html! { <svg viewBox={VIEW_BOX} preserveAspectRatio="none">{ for segments }</svg> }
}

fn choices(shows: &Summary, act: &Callback<Action>) -> Vec<Html> {
    let routing = &shows.routing;
    let choice = |filter: Filter, name: AttrValue, index: Option<u32>, number: u32| {
        let on = shows.filter == filter;
        let act = act.clone();
        let chosen = if on { Filter::All } else { filter };
        let onclick = Callback::from(move |_| {
            act.emit(Action::Use(Intent::Filter(chosen.clone()), String::new()));
        });
        html! {
            <li key={name.to_string()}>
                <button type="button" class={classes!("choice", hue(index))} aria-pressed={on.to_string()} {onclick}
                    title={if on { "Show all files" } else { "Show only these files" }}>
                    <i class="dot" aria-hidden="true"></i>
                    <span class="name">{ name }</span>
                    <span class="number">{ count(number) }</span>
                    <span class="percent">{ percent(number, routing.files) }</span>
                </button>
            </li>
        }
    };
    let mut list: Vec<Html> = Vec::new();
    for (index, share) in routing.owners.iter().enumerate().take(shows.owners_shown) {
        let filter = Filter::Owner(share.owner.clone());
        list.push(choice(filter, share.owner.clone().into(), Some(index as u32), share.files));
    }
    if routing.nobody > 0 {
        list.push(choice(Filter::Nobody, "nobody".into(), None, routing.nobody));
    }
    let more = routing.owners.len().saturating_sub(shows.owners_shown);
    if more > 0 {
        let act = act.clone();
        let onclick = Callback::from(move |_| act.emit(Action::MoreOwners));
        list.push(html! {
            <li key="more"><button type="button" class="choice" {onclick}>{ format!("{} more", count(more as u32)) }</button></li>
        });
    }
    list
}

/// What the edits since the kept state change, live.
fn moves(shows: &Summary, act: &Callback<Action>) -> Html {
    let moves = &shows.routing.moves;
    if moves.is_empty() {
        return html! { <div key="moves" hidden=true></div> };
    }
    let total = moves.iter().map(|it| it.files).sum();
    let on = |action: Action| {
        let act = act.clone();
        Callback::from(move |_: MouseEvent| act.emit(action.clone()))
    };
    let shown = shows.filter == Filter::Moved;
    let filter = if shown { Filter::All } else { Filter::Moved };
    let name = |owner: &Option<String>| owner.clone().unwrap_or_else(|| "nobody".to_owned());
    let items: Vec<Html> = moves
        .iter()
        .take(MOST_MOVES)
        .enumerate()
        .map(|(key, it)| {
            html! { <li {key}>{ format!("{} from {} to {}", count(it.files), name(&it.from), name(&it.to)) }</li> }
        })
        .collect();
    let rest = moves.len().saturating_sub(MOST_MOVES);
    html! {
        <div key="moves" class="moves" role="status">
            <p key="sentence">
                { "Your edits move " }<b>{ files(total) }</b>{ ". " }
                <button key="show" type="button" aria-pressed={shown.to_string()} onclick={on(Action::Filter(filter))}>{ "Show them" }</button>
                <button key="keep" type="button" onclick={on(Action::Keep)} title="Compare later edits with this state">{ "Accept" }</button>
            </p>
            <ul key="list">{ for items }<li key="rest" hidden={rest == 0}>{ format!("and {rest} other moves") }</li></ul>
        </div>
    }
}

/// How many moves are told in words.
const MOST_MOVES: usize = 6;
