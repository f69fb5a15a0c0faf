use super::row::row;
use crate::page::keys;
use crate::page::parts::Files;
use crate::page::scroll::{self, Window};
use crate::page::state::Action;
use crate::session::protocol::{Filter, Open, RowKind};
use crate::text::numbers::{files, percent};
use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;

/// What an [`Explorer`] shows.
#[derive(Properties, PartialEq)]
pub struct ExplorerProps {
    /// Its rows.
    pub shows: Files,
    /// Takes what the user does.
    pub act: Callback<Action>,
}

/// The tree with its owners. Only rows in and around sight exist; the keyboard works
/// as the ARIA tree pattern has it, and the selection follows it.
#[component]
pub fn Explorer(props: &ExplorerProps) -> Html {
    let list = use_node_ref();
    let active = use_state_eq(|| 0_u32);
    // Set while the keyboard has moved to a row that is not there yet.
    let follow = use_mut_ref(|| false);
    let Files { rows, routing, explore, selected } = &props.shows;
    let at = |number: u32| number.checked_sub(rows.from).and_then(|at| rows.rows.get(at as usize));

    let request = {
        let (act, explore, list) = (props.act.clone(), explore.clone(), list.clone());
        move || {
            let Some(list) = list.cast::<HtmlElement>() else { return };
            let Window { from, count } = scroll::window(&list);
            let covered = explore.from <= scroll::first(&list)
                && explore.from + explore.count >= scroll::last(&list)
                && explore.count > 0;
            if !covered {
                act.emit(Action::Scroll { from, count });
            }
        }
    };
    {
        let (request, list, rows) = (request.clone(), list.clone(), rows.clone());
        let (active, act, follow) = (active.clone(), props.act.clone(), follow.clone());
        use_effect_with(rows, move |rows| {
            if let Some(list) = list.cast::<HtmlElement>() {
                scroll::place(&list, rows.total, rows.from);
                if let Some(number) = rows.revealed {
                    active.set(number);
                    scroll::show(&list, number);
                }
            }
            let row = active.checked_sub(rows.from).and_then(|at| rows.rows.get(at as usize));
            if let Some(row) = row.filter(|_| follow.take()) {
                act.emit(Action::Select(row.path.clone()));
            }
            request();
        });
    }
    let move_to = {
        let (active, list, act, follow) =
            (active.clone(), list.clone(), props.act.clone(), follow.clone());
        let rows = rows.clone();
        move |number: u32| {
            let number = number.min(rows.total.saturating_sub(1));
            active.set(number);
            if let Some(list) = list.cast::<HtmlElement>() {
                scroll::show(&list, number);
            }
            let row = number.checked_sub(rows.from).and_then(|at| rows.rows.get(at as usize));
            match row {
                Some(row) => act.emit(Action::Select(row.path.clone())),
                None => *follow.borrow_mut() = true,
            }
        }
    };
    let onkeydown = {
        let (act, list, active) = (props.act.clone(), list.clone(), *active);
        let (move_to, row) = (move_to.clone(), at(active).cloned());
        Callback::from(move |event: KeyboardEvent| {
            // With these they are the browser's: Alt and an arrow lead back.
            if event.alt_key() || event.ctrl_key() || event.meta_key() {
                return;
            }
            let page = list.cast::<HtmlElement>().map_or(10, |list| scroll::page(&list));
            let open = row.as_ref().and_then(|row| match row.kind {
                RowKind::Folder { open, .. } => Some(open),
                RowKind::File { .. } => None,
            });
            let path = row.as_ref().map(|row| row.path.clone()).unwrap_or_default();
            match event.key().as_str() {
                "ArrowDown" => move_to(active + 1),
                "ArrowUp" => move_to(active.saturating_sub(1)),
                "PageDown" => move_to(active + page),
                "PageUp" => move_to(active.saturating_sub(page)),
                "Home" => move_to(0),
                "End" => move_to(u32::MAX),
                "ArrowRight" if open == Some(false) => act.emit(Action::Toggle(path)),
                "ArrowRight" if open == Some(true) => move_to(active + 1),
                "ArrowLeft" if open == Some(true) => act.emit(Action::Toggle(path)),
                "ArrowLeft" => match path.rsplit_once('/') {
                    Some((parent, _)) => act.emit(Action::Reveal(parent.to_owned())),
                    None => return,
                },
                "Enter" | " " if open.is_some() => act.emit(Action::Toggle(path)),
                "Enter" | " " => act.emit(Action::Select(path)),
                "/" => keys::focus("search"),
                _ => return,
            }
            event.prevent_default();
        })
    };
    let choose = {
        let (act, active) = (props.act.clone(), active.clone());
        let rows = rows.clone();
        Callback::from(move |number: u32| {
            active.set(number);
            let Some(row) = rows.rows.get((number - rows.from) as usize).cloned() else { return };
            if matches!(row.kind, RowKind::Folder { .. }) {
                act.emit(Action::Toggle(row.path.clone()));
            }
            act.emit(Action::Select(row.path));
        })
    };
    let items: Vec<Html> = rows
        .rows
        .iter()
        .enumerate()
        .map(|(offset, data)| {
            let number = rows.from + offset as u32;
            let (active, selected) = (number == *active, data.path == *selected);
            row(data, number, active, selected, routing, &choose)
        })
        .collect();
    let onscroll = Callback::from(move |_: Event| request());
    html! {
        <div class="explorer">
            { toolbar(props) }
            <div key="list" ref={list} id="explorer" class="rows" role="tree" tabindex="0" aria-label="Files and who gets their errors"
                aria-activedescendant={format!("row-{}", *active)} {onkeydown} {onscroll}>
                <div class="spacer" role="presentation">
                    <div class="window" role="presentation">{ for items }</div>
                </div>
                <p class="empty" hidden={rows.total > 0 || rows.revisions.tree == 0}>{ "No file matches." }</p>
            </div>
        </div>
    }
}

fn toolbar(props: &ExplorerProps) -> Html {
    let (shown, all) = (props.shows.rows.files, props.shows.routing.files);
    let search = {
        let act = props.act.clone();
        Callback::from(move |event: InputEvent| {
            let input: HtmlInputElement = event.target_unchecked_into();
            act.emit(Action::Search(input.value()));
        })
    };
    let on = |action: Action| {
        let act = props.act.clone();
        Callback::from(move |_: MouseEvent| act.emit(action.clone()))
    };
    let all_open = matches!(props.shows.explore.open, Open::AllBut(_));
    let filter = match &props.shows.explore.filter {
        Filter::All => String::new(),
        Filter::Owner(owner) => format!("only {owner}"),
        Filter::Nobody => "only nobody’s".to_owned(),
        Filter::Rule(input, line) => format!("only by {}", input.place(*line)),
        Filter::Unowned => "only by rules without owners".to_owned(),
        Filter::Unmatched => "only without a rule".to_owned(),
        Filter::Disputed => "only reviewed by others".to_owned(),
        Filter::Moved => "only moved by your edits".to_owned(),
        Filter::Elsewhere => "only where frames go elsewhere".to_owned(),
        Filter::Within(within) => format!("only {}", within.name),
    };
    let narrowed = shown != all;
    html! {
        <div key="toolbar" class="toolbar">
            <input key="search" id="search" type="search" placeholder="Search paths" aria-label="Search paths" autocomplete="off"
                spellcheck="false" value={props.shows.explore.search.clone()} oninput={search} />
            <button key="filter" type="button" class="chip" hidden={filter.is_empty()} title="Show all files"
                onclick={on(Action::Filter(Filter::All))}>{ filter }{ " ×" }</button>
            <span key="count" class="soft" hidden={!narrowed}>
                { format!("{}, {}", files(shown), percent(shown, all)) }
            </span>
            <button key="all" type="button" class="plain" onclick={on(Action::OpenAll(!all_open))}>
                { if all_open { "Close all" } else { "Open all" } }
            </button>
        </div>
    }
}
