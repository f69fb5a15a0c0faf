use super::node::nodes;
use super::owner::{hue, segments};
use crate::page::parts::{Counts, Summary};
use crate::page::state::{Action, Pane};
use crate::session::protocol::{Filter, Intent, OwnerShare, RoutingReport};
use crate::session::shares::VIEW_BOX;
use crate::text::numbers::{count, files, percent, plural};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// The sentence, the picture of the shares, and the teams to choose from.
pub fn summary(shows: &Summary, act: &Callback<Action>) -> Html {
    let routing = &shows.routing;
    html! {
        <>
            <div key="sentence" role="status"><h2 class="sentence">{ sentence(Counts::of(routing), Some((routing, act))) }</h2></div>
            <div key="paths" class="understood">{ nodes(&routing.paths, act) }</div>
            <div key="bar" class="shares" aria-hidden="true">{ shares(routing) }</div>
            <ul key="owners" class="owners" aria-label="Teams and their share">{ for choices(shows, act) }</ul>
            { moves(shows, act) }
            <details key="rest" class="rest" hidden={routing.nobody == 0}>
                <summary>{ "Give what reaches nobody to a team" }</summary>
                { nodes(&routing.rest, act) }
            </details>
        </>
    }
}

/// Beside the inputs on a narrow page: the sentence, which opens the answer.
pub fn bar(shows: Counts, act: &Callback<Action>) -> Html {
    let act = act.clone();
    let onclick = Callback::from(move |_: MouseEvent| act.emit(Action::Show(Pane::Routing)));
    html! {
        <div key="bar" class="bar" role="status">
            <button type="button" {onclick}>
                <span>{ sentence(shows, None) }</span>
                <span class="soft" aria-hidden="true">{ " ›" }</span>
            </button>
        </div>
    }
}

/// Its numbers lead to their files, where they can be pressed.
fn sentence(
    Counts { answered, files: all, nobody }: Counts,
    leads: Option<(&RoutingReport, &Callback<Action>)>,
) -> Html {
    if !answered {
        return html! { <>{ "Reading…" }</> };
    }
    if all == 0 {
        return html! { <>{ "Paste a file tree to see who gets the errors of each file." }</> };
    }
    let report = RoutingReport { files: all, nobody, ..RoutingReport::default() };
    let [reached, between, missed] = report.sentence_parts();
    let class = (nobody > 0).then_some("nobody");
    let number = |words: String, class: Option<&'static str>, intent: Option<Intent>| {
        let Some((act, intent)) = leads.map(|it| it.1.clone()).zip(intent) else {
            return html! { <b {class}>{ words }</b> };
        };
        let onclick = Callback::from(move |_: MouseEvent| {
            act.emit(Action::Use(intent.clone(), String::new()));
        });
        html! { <button type="button" class={classes!("plain", class)} {onclick}>{ words }</button> }
    };
    let owned = leads.and_then(|it| it.0.owned.clone()).filter(|_| nobody < all);
    let nobodys = (nobody > 0).then_some(Intent::Filter(Filter::Nobody));
    html! { <>{ number(reached, None, owned) }{ between }{ number(missed, class, nobodys) }{ "." }</> }
}

fn shares(routing: &RoutingReport) -> Html {
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
        let owned = name.clone();
        let chosen = if on { Filter::All } else { filter };
        let onclick = Callback::from(move |_| {
            act.emit(Action::Use(Intent::Filter(chosen.clone()), String::new()));
        });
        html! {
            <li key={name.to_string()}>
                <button type="button" class={classes!("choice", hue(index))} data-owner={owned} aria-pressed={on.to_string()} {onclick}
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
    for (index, share) in routing.owners.iter().enumerate().take(OWNERS) {
        let filter = Filter::Owner(share.owner.clone());
        list.push(choice(filter, share.owner.clone().into(), Some(index as u32), share.files));
    }
    if routing.nobody > 0 {
        list.push(choice(Filter::Nobody, "nobody".into(), None, routing.nobody));
    }
    list.extend(others(shows, act));
    list
}

/// The owners who have no button of their own, to choose from.
fn others(shows: &Summary, act: &Callback<Action>) -> Option<Html> {
    let routing = &shows.routing;
    let more = routing.owners.get(OWNERS..).filter(|more| !more.is_empty())?;
    let onchange = {
        let act = act.clone();
        Callback::from(move |event: Event| {
            let select: HtmlSelectElement = event.target_unchecked_into();
            let filter = match select.value() {
                none if none.is_empty() => Filter::All,
                owner => Filter::Owner(owner),
            };
            act.emit(Action::Use(Intent::Filter(filter), String::new()));
        })
    };
    let chosen = |owner: &str| matches!(&shows.filter, Filter::Owner(name) if name == owner);
    let option = |share: &OwnerShare| {
        let owner = share.owner.clone();
        let words = format!("{owner} {}", count(share.files));
        html! { <option key={owner.clone()} selected={chosen(&owner)} value={share.owner.clone()}>{ words }</option> }
    };
    let listed = more.iter().take(MOST_LISTED).map(option);
    let left = more.len().saturating_sub(MOST_LISTED);
    let none = !more.iter().any(|share| chosen(&share.owner));
    Some(html! {
        <li key="more">
            <select class="choice" aria-label="Other teams" {onchange}>
                <option value="" selected={none}>{ format!("{}…", plural(more.len() as u32, "other", "others")) }</option>
                { for listed }
                <option key="" disabled=true hidden={left == 0}>{ format!("and {} with fewer files", count(left as u32)) }</option>
            </select>
        </li>
    })
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
            let words = format!("{} from {} to {}", count(it.files), name(&it.from), name(&it.to));
            let lead = on(Action::Use(it.leads.clone(), String::new()));
            html! { <li {key}><button type="button" class="plain" onclick={lead}>{ words }</button></li> }
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
            <ul key="list">{ for items }<li key="rest" hidden={rest == 0}>{ format!("and {}", plural(rest as u32, "other move", "other moves")) }</li></ul>
        </div>
    }
}

/// How many owners have a button of their own, and how many others can be chosen.
const OWNERS: usize = 12;
const MOST_LISTED: usize = 1_000;

/// How many moves are told in words.
const MOST_MOVES: usize = 6;
