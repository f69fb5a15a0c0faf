//! Teams by projects: how many files of each project reach each team.

use crate::projects::{Plan, Proposal};
use crate::session::commands::{ComparisonCommand, FilesCommand, Whose};
use crate::session::desk::Answer;
use crate::session::draw::{command, el, owner, path, text};
use crate::session::protocol::{Attribute, Node};
use crate::text::numbers::{count, plural};
use std::collections::BTreeMap;

/// How many teams and projects have rows and columns of their own.
const TEAMS: usize = 60;
const PROJECTS: usize = 30;

/// By which column rows are sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sorted {
    /// The number of all files, most first.
    #[default]
    All,
    /// The name.
    Name,
    /// The number of files of this project.
    Project(usize),
}

/// The table of the repository in view; nothing without projects. Linear in its files.
pub fn draw(answer: &Answer, plan: &Plan, sorted: Sorted) -> Option<Node> {
    if plan.projects.is_empty() {
        return None;
    }
    let teams = answer.by_share.len();
    // The largest projects have columns.
    let mut order: Vec<usize> = (0..plan.projects.len()).collect();
    order.sort_by_key(|&at| std::cmp::Reverse(plan.projects[at].files));
    let columns = order.len().min(PROJECTS);
    let joined = order.len() > columns;
    let width = columns + usize::from(joined);
    // Per team, nobody last: files by column.
    let mut sums: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
    for (rank, &at) in order.iter().enumerate() {
        for file in plan.projects[at].paths() {
            let owner = answer.outcome(answer.tree.position_of(file)).owner();
            let team = owner.map_or(teams, |owner| answer.place(owner) as usize);
            sums.entry(team).or_insert_with(|| vec![0; width])[rank.min(columns.min(width - 1))] +=
                1;
        }
    }
    let all = |row: &[u32]| row.iter().sum::<u32>();
    let mut rows: Vec<(usize, Vec<u32>)> = sums.into_iter().collect();
    match sorted {
        Sorted::All => rows.sort_by_key(|(_, row)| std::cmp::Reverse(all(row))),
        Sorted::Name => rows.sort_by_key(|(team, _)| name(answer, *team)),
        Sorted::Project(at) => {
            rows.sort_by_key(|(_, row)| {
                std::cmp::Reverse(row.get(at).copied().unwrap_or_default())
            });
        }
    }
    let totals: Vec<u32> = (0..width).map(|at| rows.iter().map(|(_, row)| row[at]).sum()).collect();
    let head = |words: &str, by: Sorted, of: Option<&Proposal>| {
        let sort = command("plain", words, ComparisonCommand::Sort(by.id()));
        let class = if by == Sorted::Name { "" } else { "number" };
        let cell = el("th", class, [sort]).with(Attribute::Scope, "col");
        let direction = if by == Sorted::Name { "ascending" } else { "descending" };
        let cell = match of {
            Some(project) => cell.with(Attribute::OfProject, project.slug.as_str()),
            None => cell,
        };
        if by == sorted { cell.with(Attribute::Sort, direction) } else { cell }
    };
    let named = order.iter().take(columns).enumerate();
    let named = named.map(|(at, &of)| {
        let project = &plan.projects[of];
        head(&project.slug, Sorted::Project(at), Some(project))
    });
    let others = joined.then(|| {
        let words = plural((order.len() - columns) as u32, "other", "others");
        head(&words, Sorted::Project(columns), None)
    });
    let heads = [head("Team", Sorted::Name, None), head("Files", Sorted::All, None)].into_iter();
    let heads = heads.chain(named).chain(others);
    let projects: Vec<&Proposal> =
        order.iter().take(columns).map(|&at| &plan.projects[at]).collect();
    let mut body: Vec<Node> =
        rows.iter().take(TEAMS).map(|(team, row)| of_team(answer, *team, row, &projects)).collect();
    if rows.len() > TEAMS {
        let left = &rows[TEAMS..];
        let sums: Vec<u32> =
            (0..width).map(|at| left.iter().map(|(_, row)| row[at]).sum()).collect();
        let words = format!("others ({})", plural(left.len() as u32, "team", "teams"));
        body.push(row(text(words), text(count(all(&sums))), &sums, |_, number| {
            text(count(number))
        }));
    }
    let total = leading(all(&totals), &Whose::Anybody, None);
    body.push(row(text("All"), total, &totals, |at, number| {
        column(number, &Whose::Anybody, projects.get(at).copied())
    }));
    let folders = order
        .iter()
        .take(columns)
        .map(|&at| el("td", "number", [path(&plan.projects[at].place.root)]));
    let blank = || el("td", "", []);
    let last = joined.then(blank);
    let place = [el("th", "soft", []).with(Attribute::Scope, "row").says("Folder"), blank()];
    body.push(el("tr", "", place.into_iter().chain(folders).chain(last)));
    let table = [el("thead", "", [el("tr", "", heads)]), el("tbody", "", body)];
    let table = el("table", "matrix", table).with(Attribute::Label, "Files by team and project");
    Some(el("div", "scroll sticky", [table]).with(Attribute::TabIndex, "0").keyed("matrix"))
}

fn name(answer: &Answer, team: usize) -> Option<String> {
    (team < answer.by_share.len()).then(|| answer.owner_name(team as u32))
}

fn of_team(answer: &Answer, team: usize, numbers: &[u32], projects: &[&Proposal]) -> Node {
    let name = name(answer, team);
    let whose = name.clone().map_or(Whose::Nobody, Whose::Owner);
    let all = leading(numbers.iter().sum(), &whose, None);
    row(owner(name.as_deref(), name.as_ref().map(|_| team as u32)), all, numbers, |at, number| {
        column(number, &whose, projects.get(at).copied())
    })
}

/// A number of files of a project, which leads to them; of the last column, several projects together, it leads nowhere.
fn column(number: u32, whose: &Whose, project: Option<&Proposal>) -> Node {
    match project {
        Some(project) => leading(number, whose, Some(project)),
        None => text(count(number)),
    }
}

/// A number of files that leads to them: of a project, or of all.
fn leading(number: u32, whose: &Whose, project: Option<&Proposal>) -> Node {
    let place = project.map(|project| project.place.clone());
    let button = command("plain", count(number), FilesCommand::Project(whose.clone(), place));
    let button = match project {
        Some(project) => button.with(Attribute::OfProject, project.slug.as_str()),
        None => button,
    };
    match whose {
        Whose::Anybody => button,
        Whose::Nobody => button.with(Attribute::OfOwner, "nobody"),
        Whose::Owner(owner) => button.with(Attribute::OfOwner, owner.as_str()),
    }
}

/// `cell` makes what stands for the number of a column.
fn row(who: Node, all: Node, numbers: &[u32], cell: impl Fn(usize, u32) -> Node) -> Node {
    let cells = numbers.iter().enumerate().map(|(at, &number)| {
        let shown = (number > 0).then(|| cell(at, number));
        el("td", "number", shown)
    });
    let head = el("th", "", [who]).with(Attribute::Scope, "row");
    el("tr", "", [head, el("td", "number", [all])].into_iter().chain(cells))
}

impl Sorted {
    /// As a command has it.
    fn id(self) -> u32 {
        match self {
            Self::All => 0,
            Self::Name => 1,
            Self::Project(at) => at as u32 + 2,
        }
    }

    /// From that.
    pub fn of(id: u32) -> Self {
        match id {
            0 => Self::All,
            1 => Self::Name,
            at => Self::Project(at as usize - 2),
        }
    }
}
