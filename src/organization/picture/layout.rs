//! Where everything stands.

use super::words::{beginning, end};
use super::{About, Form, Item, Picture, Shape};
use crate::organization::{Organization, Project};
use crate::text::numbers::{files, plural};
use std::collections::BTreeMap;

/// How many projects, and how many teams, are drawn.
pub const MOST: usize = 60;

/// The columns: where each begins, and how wide its boxes are.
const COLUMNS: [(u32, u32); 4] = [(24, 150), (234, 180), (534, 220), (834, 240)];
const HEADS: [&str; 4] = ["Organization", "Teams", "Projects", "Code bases"];
const WIDTH: u32 = 1108;
const BOX: u32 = 38;
const ROW: u32 = 46;
/// Below the names of the columns.
const TOP: u32 = 52;
const PAD: u32 = 10;
/// Above a repository's folders, for its name.
const NAME: u32 = 28;

/// Lays everything out, from right to left: what stands left follows.
pub fn lay_out(organization: &Organization, hue: &dyn Fn(&str) -> Option<u32>) -> Picture {
    let rows = Rows::new(organization);
    let teams = Teams::new(organization, &rows, hue);
    let bottom = rows.bottom.max(teams.boxes.last().map_or(0, |team| team.y + BOX)).max(TOP + BOX);
    let middle = match (teams.boxes.first(), teams.boxes.last()) {
        (Some(first), Some(last)) => u32::midpoint(first.y, last.y),
        _ => TOP,
    };
    let mut items: Vec<Item> = (0..4).map(head).collect();
    items.extend(rows.frames.iter().map(frame));
    items.extend(teams.boxes.iter().map(|team| {
        let class = if team.rank == Rank::None { "edge missing" } else { "edge" };
        edge(class, (0, middle), (1, team.y))
    }));
    items.extend(teams.edges.iter().map(|line| {
        let team = &teams.boxes[line.team];
        let class = match (team.hue, line.first) {
            (None, _) => "edge missing".to_owned(),
            (Some(hue), true) => format!("edge main hue-{hue}"),
            (Some(hue), false) => format!("edge hue-{hue}"),
        };
        edge(&class, (1, team.y), (2, rows.projects[line.project].y))
    }));
    items.extend(rows.projects.iter().map(|it| edge("edge", (2, it.y), (3, it.folder))));
    let number = plural(organization.projects.len() as u32, "project", "projects");
    items.push(card(0, middle, "box", organization.slug(), &number, Name::Beginning));
    items.extend(teams.boxes.iter().map(TeamBox::item));
    items.extend(rows.projects.iter().map(|it| it.item(&teams)));
    items.extend(rows.folders.iter().map(Folder::item));
    let left = [
        (1, teams.left, "team", "teams"),
        (2, organization.projects.len().saturating_sub(MOST), "project", "projects"),
    ];
    let left: Vec<Item> = left
        .into_iter()
        .filter(|it| it.1 > 0)
        .map(|(column, left, one, many)| {
            let what = if left == 1 { one } else { many };
            let words = format!("and {left} more {what}");
            note("note", COLUMNS[column].0, bottom + 24, words)
        })
        .collect();
    let height = bottom + if left.is_empty() { 24 } else { 44 };
    items.extend(left);
    let (title, description) = words(organization);
    Picture { width: WIDTH, height, title, description, items }
}

fn words(organization: &Organization) -> (String, String) {
    let title = format!("{} in Sentry", organization.slug());
    let teams = organization.all_teams().len() as u32;
    let description = format!(
        "The organization {} with {}, {} and {}: which team has which projects, and the folder that each is for.",
        organization.slug(),
        plural(teams, "team", "teams"),
        plural(organization.projects.len() as u32, "project", "projects"),
        plural(organization.repositories.len().max(1) as u32, "repository", "repositories"),
    );
    (title, description)
}

/// A project in its row.
struct Placed<'o> {
    project: &'o Project,
    y: u32,
    /// Where its folder stands.
    folder: u32,
}

/// A folder that projects are for.
struct Folder {
    path: String,
    files: u32,
    y: u32,
}

/// A repository around its folders: its name, its upper edge, how high it is.
struct Frame {
    name: String,
    y: u32,
    height: u32,
}

/// Projects, folders and repositories, from top to bottom.
struct Rows<'o> {
    projects: Vec<Placed<'o>>,
    folders: Vec<Folder>,
    frames: Vec<Frame>,
    bottom: u32,
}

impl<'o> Rows<'o> {
    fn new(organization: &'o Organization) -> Self {
        let mut shown: Vec<(usize, &Project)> = organization
            .projects
            .iter()
            .take(MOST)
            .map(|project| (place_of(organization, project), project))
            .collect();
        shown.sort_by(|(a, one), (b, other)| (a, &one.root).cmp(&(b, &other.root)));
        let mut rows =
            Self { projects: Vec::new(), folders: Vec::new(), frames: Vec::new(), bottom: TOP };
        let mut y = TOP;
        for repository in shown.chunk_by(|one, other| one.0 == other.0) {
            let top = y;
            y += NAME;
            for folder in repository.chunk_by(|one, other| one.1.root == other.1.root) {
                let middle = y + (folder.len() as u32 - 1) * ROW / 2;
                let of_folder = folder.iter().zip(0_u32..).map(|(&(_, project), at)| Placed {
                    project,
                    y: y + at * ROW,
                    folder: middle,
                });
                rows.projects.extend(of_folder);
                rows.folders.push(Folder {
                    path: folder[0].1.root.clone(),
                    files: folder.iter().map(|(_, project)| project.files).max().unwrap_or(0),
                    y: middle,
                });
                y += folder.len() as u32 * ROW;
            }
            let name = organization.repositories.get(repository[0].0);
            let name = name.map_or("", |it| it.name.as_str());
            let name = if name.is_empty() { "the repository" } else { name }.to_owned();
            rows.frames.push(Frame { name, y: top, height: y - top });
            rows.bottom = y;
            y += PAD + 4;
        }
        rows
    }
}

/// The place of a project's repository.
fn place_of(organization: &Organization, project: &Project) -> usize {
    let named = organization.repositories.iter().position(|it| it.name == project.repository);
    named.unwrap_or(0)
}

/// What a team has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rank {
    /// Projects.
    Some,
    /// Nothing, or it is no team.
    None,
}

struct TeamBox<'o> {
    /// None: no team.
    slug: Option<&'o str>,
    hue: Option<u32>,
    projects: u32,
    rank: Rank,
    y: u32,
}

/// A line from a team to a project, both by place.
struct Line {
    team: usize,
    project: usize,
    /// Whether it has most of its files.
    first: bool,
}

struct Teams<'o> {
    boxes: Vec<TeamBox<'o>>,
    edges: Vec<Line>,
    /// How many are not drawn.
    left: usize,
}

impl<'o> Teams<'o> {
    fn new(
        organization: &'o Organization,
        rows: &Rows<'o>,
        hue: &dyn Fn(&str) -> Option<u32>,
    ) -> Self {
        // Per team: the sum of its projects' heights by weight, the weights, and how many.
        let mut wish: BTreeMap<Option<&str>, (u64, u64, u32)> = BTreeMap::new();
        for slug in organization.all_teams() {
            wish.insert(Some(slug), (0, 0, 0));
        }
        for placed in &rows.projects {
            let mut take = |team: Option<&'o str>, weight: u64| {
                let (sum, weights, number) = wish.entry(team).or_default();
                *sum += weight * u64::from(placed.y);
                *weights += weight;
                *number += 1;
            };
            for (at, team) in placed.project.teams.iter().enumerate() {
                take(Some(team), if at == 0 { 3 } else { 1 });
            }
            if placed.project.teams.is_empty() {
                take(None, 3);
            }
        }
        let mut wish: Vec<_> = wish.into_iter().collect();
        // Those with nothing go below all others.
        let at =
            |&(sum, weights, _): &(u64, u64, u32)| sum.checked_div(weights).unwrap_or(u64::MAX);
        wish.sort_by(|(one, a), (other, b)| {
            (at(a), one.is_none(), one).cmp(&(at(b), other.is_none(), other))
        });
        let left = wish.len().saturating_sub(MOST);
        wish.truncate(MOST);
        let mut boxes: Vec<TeamBox> = Vec::new();
        for (number, (slug, wished)) in (0_u32..).zip(wish) {
            let hue = slug.map(|slug| hue(slug).unwrap_or(number) % 10);
            let rank = if slug.is_some() && wished.2 > 0 { Rank::Some } else { Rank::None };
            let least = boxes.last().map_or(TOP, |last| last.y + ROW);
            let y = u32::try_from(at(&wished)).map_or(least, |y| y.max(least));
            boxes.push(TeamBox { slug, hue, projects: wished.2, rank, y });
        }
        pull_up(&mut boxes, rows.bottom);
        let edges = edges(&boxes, rows);
        Self { boxes, edges, left }
    }
}

/// Teams below the last row go up as far as those above leave room.
fn pull_up(boxes: &mut [TeamBox], bottom: u32) {
    let needed = TOP + boxes.len() as u32 * ROW;
    let mut lowest = bottom.max(needed) - ROW;
    for team in boxes.iter_mut().rev() {
        team.y = team.y.min(lowest);
        lowest = team.y.saturating_sub(ROW);
    }
}

fn edges(boxes: &[TeamBox], rows: &Rows) -> Vec<Line> {
    let place: BTreeMap<Option<&str>, usize> =
        boxes.iter().enumerate().map(|(at, team)| (team.slug, at)).collect();
    let mut edges = Vec::new();
    for (project, placed) in rows.projects.iter().enumerate() {
        let named = placed.project.teams.iter().map(|team| Some(team.as_str()));
        let nobody = placed.project.teams.is_empty().then_some(None);
        for (at, team) in named.chain(nobody).enumerate() {
            if let Some(&team) = place.get(&team) {
                edges.push(Line { team, project, first: at == 0 });
            }
        }
    }
    // Thick ones lie above.
    edges.sort_by_key(|line| line.first);
    edges
}

impl TeamBox<'_> {
    fn item(&self) -> Item {
        let projects = match self.projects {
            0 => "no project".to_owned(),
            number => plural(number, "project", "projects"),
        };
        match self.slug {
            None => card(1, self.y, "box missing", "no team yet", &projects, Name::Beginning),
            Some(slug) => {
                let class = if self.rank == Rank::None { "box missing" } else { "box" };
                let name = format!("#{slug}");
                let mut item = card(1, self.y, class, &name, &projects, Name::Beginning);
                item.about.push(About::Owner(name));
                marked(item, 1, self.y, self.hue)
            }
        }
    }
}

impl Placed<'_> {
    fn item(&self, teams: &Teams) -> Item {
        let project = self.project;
        let about = match &project.process {
            Some(process) => format!("{}, {process}", project.platform),
            None => project.platform.clone(),
        };
        let first = project.teams.first().map(String::as_str);
        let team = teams.boxes.iter().find(|team| first.is_some() && team.slug == first);
        let mut item = card(2, self.y, "box", &project.slug, &about, Name::Beginning);
        item.about.push(About::Project(project.slug.clone()));
        marked(item, 2, self.y, team.and_then(|team| team.hue))
    }
}

impl Folder {
    fn item(&self) -> Item {
        let path = if self.path.is_empty() { "/" } else { &self.path };
        card(3, self.y, "box", path, &files(self.files), Name::Path)
    }
}

/// How a name is shortened.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Name {
    Beginning,
    Path,
}

/// A box with a name and a line below it.
fn card(column: usize, y: u32, class: &str, name: &str, about: &str, kind: Name) -> Item {
    let (x, width) = COLUMNS[column];
    let room = width - 26;
    let (shown, style) = match kind {
        Name::Beginning => (beginning(name, room), "name"),
        Name::Path => (end(name, room), "name path"),
    };
    let text = |class: &str, y: u32, text: String| Shape {
        class: class.to_owned(),
        form: Form::Text { x: x + 14, y, text },
    };
    // In smaller letters.
    let below = beginning(about, room * 6 / 5);
    let about = if about.is_empty() { String::new() } else { format!(": {about}") };
    Item {
        title: format!("{name}{about}"),
        about: Vec::new(),
        shapes: vec![
            Shape { class: class.to_owned(), form: Form::Rect { x, y, width, height: BOX } },
            text(style, y + 16, shown),
            text("sub", y + 31, below),
        ],
    }
}

/// A box with a mark in a team's colour at its left.
fn marked(mut item: Item, column: usize, y: u32, hue: Option<u32>) -> Item {
    let class = hue.map_or_else(|| "mark missing".to_owned(), |hue| format!("mark hue-{hue}"));
    let form = Form::Rect { x: COLUMNS[column].0 + 4, y: y + 5, width: 4, height: BOX - 10 };
    item.shapes.push(Shape { class, form });
    item
}

fn frame(frame: &Frame) -> Item {
    let (x, width) = COLUMNS[3];
    let rect = Form::Rect { x: x - PAD, y: frame.y, width: width + 2 * PAD, height: frame.height };
    let text = Form::Text { x: x + 4, y: frame.y + 18, text: end(&frame.name, width - 8) };
    Item {
        title: frame.name.clone(),
        about: Vec::new(),
        shapes: vec![
            Shape { class: "frame".to_owned(), form: rect },
            Shape { class: "name".to_owned(), form: text },
        ],
    }
}

fn head(column: usize) -> Item {
    note("head", COLUMNS[column].0, 30, HEADS[column].to_owned())
}

fn note(class: &str, x: u32, y: u32, text: String) -> Item {
    let form = Form::Text { x, y, text };
    Item { shapes: vec![Shape { class: class.to_owned(), form }], ..Item::default() }
}

/// A curve from the right of one box to the left of another: column and upper edge of each.
fn edge(class: &str, from: (usize, u32), to: (usize, u32)) -> Item {
    let x1 = COLUMNS[from.0].0 + COLUMNS[from.0].1;
    let x2 = COLUMNS[to.0].0;
    let (y1, y2) = (from.1 + BOX / 2, to.1 + BOX / 2);
    let middle = u32::midpoint(x1, x2);
    let data = format!("M{x1} {y1}C{middle} {y1} {middle} {y2} {x2} {y2}");
    Item {
        shapes: vec![Shape { class: class.to_owned(), form: Form::Path(data) }],
        ..Item::default()
    }
}
