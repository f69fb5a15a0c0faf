//! The figures, a row each, with the best one marked.

use crate::projects::what_if::{Folder, Foreign, Scenario, Way};
use crate::session::commands::FilesCommand;
use crate::session::draw::{button, code, command, details, el, path, rest, table, text};
use crate::session::protocol::{Attribute, Intent, Node, View};
use crate::text::numbers::{count, large, percent, plural};

/// What is compared.
struct Row {
    name: &'static str,
    /// What it means, where the name doesn't say.
    note: &'static str,
    /// Per way: what is shown, and what it is judged by: the least is the best.
    cells: Vec<(Vec<Node>, f64)>,
}

/// The table.
pub fn draw(ways: &[Scenario], folders: &str, quota: Option<u64>) -> Node {
    let rows = rows(ways, quota).into_iter().map(|row| {
        let best = best(ways, &row);
        let name = vec![text(row.name), el("span", "soft", []).says(row.note)];
        let cells = row.cells.into_iter().zip(best).map(|((shown, _), best)| {
            let mut cell = shown;
            cell.extend(best.then(|| el("span", "best", []).says("best")));
            cell
        });
        std::iter::once(name).chain(cells).collect()
    });
    let each = format!("#Each of {folders}");
    let headings = ["What counts", "#One project", "#The proposal", each.as_str()];
    table("compare", &headings, rows.collect())
}

/// Which ways are best: none if all are alike. A way without projects is no way.
fn best(ways: &[Scenario], row: &Row) -> Vec<bool> {
    let real: Vec<bool> = ways.iter().map(|way| way.projects > 0).collect();
    let judged = || real.iter().zip(&row.cells).filter(|(real, _)| **real).map(|(_, cell)| cell.1);
    let least = judged().fold(f64::INFINITY, f64::min);
    let alike = judged().all(|value| value <= least);
    real.iter().zip(&row.cells).map(|(&real, cell)| real && !alike && cell.1 <= least).collect()
}

fn rows(ways: &[Scenario], quota: Option<u64>) -> Vec<Row> {
    let row = |name, note, cell: &dyn Fn(&Scenario) -> (Vec<Node>, f64)| Row {
        name,
        note,
        cells: ways.iter().map(cell).collect(),
    };
    let words = |words: String| vec![el("span", "", []).says(words)];
    let number = |number: u32| (words(count(number)), f64::from(number));
    let share = |share: f32| (words(of_share(share)), f64::from(share));
    let mut rows = vec![row("Projects", ", each with its key", &|way| {
        let shown = match way.kind {
            Way::Proposal => {
                vec![button("plain", count(way.projects), Intent::View(View::Projects))]
            }
            Way::One | Way::Folders => folders_of(way, count(way.projects), |_| String::new()),
        };
        (shown, f64::from(way.projects))
    })];
    if ways.iter().any(|way| !way.foreign.is_empty()) {
        rows.push(row("Teams that see mostly other teams’ errors", "", &|way| {
            let mostly = way.mostly_foreign();
            let all = text(format!(" of {}", way.foreign.len()));
            (vec![mostly_foreign(way, mostly), all], f64::from(mostly))
        }));
        rows.push(row("Other teams’ errors", " of those that a team sees", &|way| {
            way.foreign_share().map_or_else(|| (words("–".to_owned()), f64::INFINITY), share)
        }));
    }
    rows.push(row("Errors in no project", ", which nobody sees", &|way| share(way.uncovered)));
    if ways.iter().any(|way| way.rules[2] > 0) {
        rows.push(row("Rules per project", "", &|way| {
            let [least, middle, most] = way.rules;
            let shown = if least == most {
                count(most)
            } else {
                format!("{} to {}", count(least), count(most))
            };
            let of = |folder: &Folder| format!(" {}", plural(folder.rules, "rule", "rules"));
            (folders_of(way, shown, of), f64::from(middle) + f64::from(most) / 1e6)
        }));
    }
    rows.push(row("Alerts to maintain", ", with one per project", &|way| number(way.alerts)));
    rows.push(row("Releasing everything", ": projects it is recorded in", &|way| {
        number(way.releases)
    }));
    rows.push(row("Files run by several projects", ": a bug there is an issue in each", &|way| {
        let shown = match way.shared_files {
            0 => words("0".to_owned()),
            some => vec![command("plain", count(some), FilesCommand::Shared(way.kind))],
        };
        (shown, f64::from(way.shared_files))
    }));
    rows.push(row("A spike’s reach", ": the errors in the largest project", &|way| {
        let monthly = quota.map(|quota| (quota as f64 * f64::from(way.largest)).round() as u64);
        let monthly = monthly.map_or_else(String::new, |it| format!(", {} a month", large(it)));
        (words(format!("{}{monthly}", of_share(way.largest))), f64::from(way.largest))
    }));
    if quota.is_some() {
        rows.push(row(
            "Spike protection",
            ": errors an hour that a project can always send",
            &|way| {
                let floor = way.spike_floor.unwrap_or_default();
                (words(large(floor)), -(floor as f64))
            },
        ));
    }
    rows
}

/// How many folders are listed behind a number.
const MOST: usize = 40;

/// Words that open the folders of a way's projects; what is said of each.
fn folders_of(way: &Scenario, shown: String, said: impl Fn(&Folder) -> String) -> Vec<Node> {
    if way.folders.is_empty() {
        return vec![el("span", "", []).says(shown)];
    }
    let item = |folder: &Folder| {
        let said = el("span", "soft", []).says(said(folder));
        el("li", "", [path(&folder.root), said])
    };
    let list = el("ol", "", way.folders.iter().take(MOST).map(item));
    let body = std::iter::once(list).chain(rest(way.folders.len(), MOST, "folder", "folders"));
    vec![details("folders", &shown, body).with(Attribute::Class, "behind")]
}

/// How many teams see mostly other teams' errors; opens to which they are.
fn mostly_foreign(way: &Scenario, number: u32) -> Node {
    if number == 0 {
        return text("0");
    }
    let mostly = way.foreign.iter().filter(|team| team.share > 0.5);
    let item = |team: &Foreign| {
        let share = el("span", "soft", []).says(format!(" {}", of_share(team.share)));
        el("li", "", [code(&format!("#{}", team.team)), share])
            .with(Attribute::OfOwner, format!("#{}", team.team))
    };
    let list = el("ol", "", mostly.take(MOST).map(item));
    let body = std::iter::once(list).chain(rest(number as usize, MOST, "team", "teams"));
    details("teams", &count(number), body).with(Attribute::Class, "behind")
}

fn of_share(share: f32) -> String {
    percent((f64::from(share) * 1e6).round() as u32, 1_000_000)
}
