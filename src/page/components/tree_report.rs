use super::prose::prose;
use crate::page::numbers::{count, files, plural};
use crate::page::state::{Action, TreeInput};
use crate::session::protocol::{Strip, TreeOptions, TreeReport as Data};
use yew::prelude::*;

/// What was understood of the listing, what was skipped, and what was left out.
pub fn tree_report(tree: &TreeInput, act: &Callback<Action>) -> Html {
    let report = &*tree.report;
    let stale = report.revision != tree.revision;
    let class = classes!("understood", stale.then_some("stale"));
    let skipped: Vec<Html> = report.skipped.iter().enumerate().map(|(key, line)| html! {
        <li {key}><span class="number">{ line.line }</span><code>{ &line.text }</code><span class="soft">{ &line.reason }</span></li>
    }).collect();
    let more = report.skipped_count.saturating_sub(report.skipped.len() as u32);
    let left_out: Vec<Html> = report.left_out.iter().enumerate().map(|(key, group)| html! {
        <li {key}><code>{ &group.name }</code><span class="soft">{ format!("{}, {}", group.kind, files(group.files)) }</span></li>
    }).collect();
    let left_out_files = report.left_out.iter().map(|group| group.files).sum();
    let problems: Vec<Html> = report.problems.iter().enumerate().map(|(key, problem)| html! {
        <li {key}>
            { if problem.line > 0 { format!("line {}: ", problem.line) } else { String::new() } }
            { prose(&problem.message) }
            <span class="soft">{ " " }{ prose(problem.hint.as_deref().unwrap_or_default()) }</span>
        </li>
    }).collect();
    html! {
        <div key="report" {class}>
            <p key="sentence" role="status">{ sentence(report) }</p>
            <ul key="problems" class="remarks" hidden={problems.is_empty()}>{ for problems }</ul>
            { prefix(tree, act) }
            <details key="skipped" hidden={report.skipped_count == 0}>
                <summary>{ format!("{} could not be read", plural(report.skipped_count, "line", "lines")) }</summary>
                <ul class="lines">{ for skipped }</ul>
                <p class="soft" hidden={more == 0}>{ format!("and {} more", count(more)) }</p>
            </details>
            <details key="left-out" hidden={report.left_out.is_empty()}>
                <summary>{ format!("{} left out as dependencies or build output", files(left_out_files)) }</summary>
                <ul class="lines">{ for left_out }</ul>
            </details>
        </div>
    }
}

fn sentence(report: &Data) -> String {
    if report.revision == 0 {
        return "Reading…".into();
    }
    let mut parts = vec![format!(
        "{}, {} in {}",
        upper_first(&report.title),
        files(report.files),
        plural(report.folders, "folder", "folders")
    )];
    let mut add = |number: u32, one: &str, many: &str| {
        if number > 0 {
            parts.push(plural(number, one, many));
        }
    };
    add(report.skipped_count, "line skipped", "lines skipped");
    add(report.duplicates, "duplicate", "duplicates");
    add(report.filtered, "file filtered out", "files filtered out");
    parts.join(", ")
}

fn prefix(tree: &TreeInput, act: &Callback<Action>) -> Html {
    let Some((prefix, off)) = &tree.report.prefix else {
        return html! { <p key="prefix" hidden=true></p> };
    };
    let strip = if *off { Strip::Keep } else { Strip::Off };
    let options = TreeOptions { strip, ..tree.options.clone() };
    let act = act.clone();
    let onclick = Callback::from(move |_| act.emit(Action::ReadTree(options.clone())));
    html! {
        <p key="prefix" class="remarks">
            { "All paths start with " }<code>{ prefix }</code>
            { if *off { ", which was taken off. " } else { ". Sentry’s rules usually start below it. " } }
            <button type="button" {onclick}>{ if *off { "Keep it" } else { "Take it off" } }</button>
        </p>
    }
}

fn upper_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
