//! Plots. What they show is also told in words, and nothing by colour alone.

use super::Behind;
use crate::organization::Organization;
use crate::ownership::Owner;
use crate::playbook::usage::{Basis, Volume, hundredths};
use crate::session::desk::Answer;
use crate::session::draw::{button, el, length, owner, text};
use crate::session::protocol::{Attribute, Intent, Node, View};
use crate::text::numbers::{self, large};
use std::collections::BTreeMap;

/// How many bars a plot has.
const BARS: usize = 20;

/// Every project's share.
pub fn projects(organization: &Organization, volume: &Volume, behind: &Behind<'_>) -> Node {
    let files: BTreeMap<&str, u32> =
        organization.projects.iter().map(|it| (it.slug.as_str(), it.files)).collect();
    let rows = volume.projects.iter().map(|it| Row {
        name: el("code", "", []).says(it.slug.as_str()),
        hue: Some(0),
        share: it.share,
        number: match (volume.is_known, it.basis) {
            (true, Basis::Errors) => vec![behind.of_project(a_day(it.day), it)],
            (true, Basis::Unknown | Basis::Typed | Basis::Stats | Basis::Files) => {
                vec![text(format!("{}, {}", a_day(it.day), it.basis.words()))]
            }
            (false, _) => {
                let files = files.get(it.slug.as_str()).copied().unwrap_or_default();
                vec![button("plain", numbers::files(files), Intent::View(View::Projects))]
            }
        },
    });
    bars("Share of each project", rows.collect(), volume)
}

/// Every team's share.
pub fn teams(answer: &Answer, volume: &Volume, behind: &Behind<'_>) -> Node {
    let rows = volume.teams.iter().map(|it| {
        let slug = it.team.as_deref();
        let name = slug.map(|slug| format!("#{slug}"));
        let place = slug.and_then(|slug| answer.place_of(&Owner::Team(slug.to_owned())));
        let number = volume.is_known.then(|| behind.of_team(a_day(it.day), slug));
        let number = number.into_iter().collect();
        Row { name: owner(name.as_deref(), place), hue: place, share: it.share, number }
    });
    bars("Share of each team", rows.collect(), volume)
}

struct Row {
    name: Node,
    hue: Option<u32>,
    /// In hundredths of a per cent.
    share: u64,
    /// What it is the share of.
    number: Vec<Node>,
}

fn a_day(errors: u64) -> String {
    format!("{} a day", large(errors))
}

fn bars(title: &str, rows: Vec<Row>, volume: &Volume) -> Node {
    let most = rows.iter().map(|row| row.share).max().unwrap_or_default().max(1);
    let all = rows.len();
    let left = rows.iter().skip(BARS).map(|row| row.share).sum::<u64>();
    let row = |row: Row| {
        let width = (row.share * 1_000 / most) as u32;
        let comma = if row.number.is_empty() { "" } else { ", " };
        let value = std::iter::once(text(format!("{}{comma}", hundredths(row.share))));
        let value = el("div", "value", value.chain(row.number));
        let name = el("span", "name", [row.name]);
        let plot = length(row.hue, width);
        el("li", "", [name, plot, value])
    };
    let by = if volume.is_known { "" } else { ", by files while no number is known" };
    let caption = el("figcaption", "", []).says(format!("{title}{by}"));
    let mut body = vec![caption, el("ul", "", rows.into_iter().take(BARS).map(row))];
    if all > BARS {
        let words = format!("and {} more with {} together.", all - BARS, hundredths(left));
        body.push(el("p", "soft", [text(words)]));
    }
    el("figure", "bars", body).keyed(title)
}

/// Size of the month's drawing, in units of its own.
const WIDTH: u64 = 900;
const HEIGHT: u64 = 200;

/// The month as it adds up, against the quota.
pub fn month(volume: &Volume) -> Option<Node> {
    let quota = volume.quota.filter(|_| volume.is_known)?;
    let top = u128::from(volume.kept.max(quota).max(1));
    let y = |errors: u64| HEIGHT - (u128::from(errors) * u128::from(HEIGHT) / top) as u64;
    let line = |class: &str, path: String| el("path", class, []).with(Attribute::Path, path);
    let mut lines = vec![line("quota", format!("M0 {0}H{WIDTH}", y(quota)))];
    // Where the month crosses the quota.
    let kept = u128::from(volume.kept.max(1));
    let crosses = (u128::from(quota.min(volume.kept)) * u128::from(WIDTH) / kept) as u64;
    let counted = quota.min(volume.kept);
    lines.push(line("counted", format!("M0 {HEIGHT}L{crosses} {}", y(counted))));
    if volume.over > 0 {
        lines.push(line("dropped", format!("M{crosses} {}L{WIDTH} {}", y(quota), y(volume.kept))));
    }
    let words = match volume.used_up_on {
        Some(day) => format!(
            "A month of {} errors passes the quota of {} on day {day}; {} are dropped.",
            large(volume.kept),
            large(quota),
            large(volume.over)
        ),
        None => format!(
            "A month of {} errors stays within the quota of {}.",
            large(volume.kept),
            large(quota)
        ),
    };
    let drawing = el("svg", "", lines)
        .with(Attribute::ViewBox, format!("-4 -8 {} {}", WIDTH + 8, HEIGHT + 16))
        .with(Attribute::Aspect, "none")
        .with(Attribute::Role, "img")
        .with(Attribute::Label, words.as_str());
    let label = |words: &str| el("span", "", []).says(words);
    let axis = el("p", "axis soft", [label("day 1"), label("day 15"), label("day 30")]);
    let mut legend = vec![
        el("li", "quota", []).says("the quota, broken line"),
        el("li", "counted", []).says("errors that count, whole line"),
    ];
    if volume.over > 0 {
        legend.push(el("li", "dropped", []).says("errors that are dropped, dotted line"));
    }
    let caption = el("figcaption", "", []).says(words.as_str());
    let body = [caption, drawing, axis, el("ul", "legend soft", legend)];
    Some(el("figure", "month", body).keyed("month"))
}
