use super::owner::{owner as owner_view, segments};
use crate::session::protocol::{Input, RoutingReport, Row as RowData, RowKind};
use crate::session::shares::{VIEW_BOX, rest_of};
use crate::text::numbers::{count, files, percent};
use yew::prelude::*;

/// A file or folder of the explorer.
pub fn row(
    row: &RowData,
    number: u32,
    active: bool,
    selected: bool,
    routing: &RoutingReport,
    choose: &Callback<u32>,
) -> Html {
    let choose = choose.reform(move |_: MouseEvent| number);
    let (expanded, detail) = match &row.kind {
        RowKind::Folder { open, files, shares } => {
            (Some(open.to_string()), folder(*files, shares, routing))
        }
        RowKind::File { owner, line, frame } => {
            (None, file(*owner, *line, frame.as_deref(), routing))
        }
    };
    // What it is about, so that it lights up with others about the same.
    let (whose, by) = match &row.kind {
        RowKind::Folder { .. } => (None, None),
        RowKind::File { owner, line, .. } => {
            let owner = owner.and_then(|at| routing.owners.get(at as usize));
            let name = owner.map_or("nobody", |share| share.owner.as_str());
            (Some(name.to_owned()), line.map(|(input, line)| input.about(line)))
        }
    };
    let depth = row.depth.min(24);
    html! {
        <div key={number} id={format!("row-{number}")} role="treeitem"
            class={classes!("row", format!("depth-{depth}"), active.then_some("active"))}
            aria-level={(row.depth + 1).to_string()} aria-posinset={row.position.to_string()}
            aria-setsize={row.siblings.to_string()} aria-selected={selected.to_string()}
            aria-expanded={expanded.clone()} title={row.path.clone()} data-path={row.path.clone()} data-owner={whose} data-line={by} onclick={choose}>
            <span class="twist" aria-hidden="true">{ twist(expanded.as_deref()) }</span>
            <span class="name">{ &row.name }</span>
            { detail }
        </div>
    }
}

fn twist(expanded: Option<&str>) -> &'static str {
    match expanded {
        Some("true") => "▾",
        Some(_) => "▸",
        None => "",
    }
}

fn file(
    owner: Option<u32>,
    line: Option<(Input, u32)>,
    frame: Option<&str>,
    routing: &RoutingReport,
) -> Html {
    let name = owner.and_then(|index| routing.owners.get(index as usize));
    html! {
        <>
            <span class="line">
                <span class="frame" hidden={frame.is_none()} title="The path in its frames">{ frame.unwrap_or_default().to_owned() }</span>
                { line.map(|(input, line)| input.place(line)).unwrap_or_default() }
            </span>
            { owner_view(name.map(|share| share.owner.as_str()), owner) }
        </>
    }
}

fn folder(number: u32, shares: &[(Option<u32>, u32)], routing: &RoutingReport) -> Html {
    let name = |owner: Option<u32>| {
        owner
            .and_then(|index| routing.owners.get(index as usize))
            .map_or("nobody", |share| share.owner.as_str())
    };
    let mut words: Vec<String> = shares
        .iter()
        .map(|(owner, part)| format!("{} {}", name(*owner), percent(*part, number)))
        .collect();
    let others = rest_of(shares, number);
    if others > 0 {
        words.push(format!("others {}", percent(others, number)));
    }
    let segments = segments(shares.iter().copied(), number);
    html! {
        <>
            <span class="count" aria-label={files(number)}>{ count(number) }</span>
            <svg class="mini" viewBox={VIEW_BOX} preserveAspectRatio="none" role="img"
                aria-label={words.join(", ")}>{ for segments }</svg>
        </>
    }
}
