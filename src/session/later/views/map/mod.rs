//! The tree as nested rectangles: where everybody's files are, or the errors.

mod colours;
mod drawing;
mod table;
pub mod weights;

use super::errors_behind::{behind, behind_all};
use crate::document::Settings;
use crate::projects::Plan;
use crate::session::commands::MapCommand;
use crate::session::desk::views::to_input;
use crate::session::desk::{Answer, Inputs};
use crate::session::draw::{choice, command, el, paragraph, save_picture, show, switch, text};
use crate::session::later::event::Errors;
use crate::session::protocol::{Attribute, Filter, Input, Intent, Node};
use crate::session::view_state::{MapArea, MapColour, MapSeen};
use crate::text::numbers::{count, files, large, percent, plural};
use crate::trace::batch::Counted;
use crate::tree::map::{Map, Weights};
use crate::tree::{PathId, Position, Tree};
use colours::Colours;
use std::ops::Range;
use std::rc::Rc;
use weights::Placed;

/// What a map is drawn from.
pub struct Parts<'s> {
    pub answer: &'s Answer,
    pub inputs: &'s Inputs,
    pub settings: &'s Settings,
    /// How it is looked at.
    pub seen: &'s MapSeen,
    /// How much room it has, in pixels; nothing until the page knows it.
    pub size: (u32, u32),
    /// The split, for what is coloured by it.
    pub plan: &'s dyn Fn() -> Rc<Plan>,
}

/// The files of a colour in a folder; nothing if either is no longer there. Linear in the tree.
pub fn files_of(parts: &Parts<'_>, name: &str) -> Option<Vec<PathId>> {
    let tree = &parts.answer.tree;
    let folder = tree.find_folder(&parts.seen.folder)?;
    Colours::new(parts, parts.seen.colour).files(tree, folder, name)
}

/// The map with its legend, or its table. Linear in the files of its folder.
pub fn draw(parts: &Parts<'_>, errors: &Errors) -> Vec<Node> {
    let Parts { answer, seen, size, .. } = *parts;
    let tree = &answer.tree;
    if tree.is_empty() {
        return vec![paragraph("soft", "Paste a file tree to see it as a map.")];
    }
    let folder = tree.find_folder(&seen.folder).unwrap_or(Tree::ROOT);
    let by_errors = seen.area == MapArea::Errors;
    let placed = by_errors.then(|| weights::place(tree, parts.inputs, parts.settings, errors));
    let weights = placed.as_ref().map_or(&Weights::Files, |placed| &placed.weights);
    let behind = placed.as_ref().map(|placed| Behind { placed, counted: &errors.counted });
    let colours = Colours::new(parts, seen.colour);
    let mut body = vec![
        el(
            "div",
            "where",
            [crumbs(tree, folder), el("div", "", sentence(tree, folder, behind.as_ref()))],
        )
        .keyed("where"),
        fields(seen),
    ];
    if let Some(placed) =
        placed.as_ref().filter(|placed| placed.weights.sum(&tree.positions(Tree::ROOT)) == 0)
    {
        body.push(no_errors(placed));
        return body;
    }
    let legend = colours.legend(tree, folder, weights);
    if seen.table {
        body.push(table::draw(answer, &colours, folder, weights, behind.as_ref()).keyed("table"));
    } else {
        let map = Map::new(tree, folder, weights, size.0, size.1);
        let drawn = |colours: &Colours, title: &str| {
            picture(&drawing::json(answer, colours, &map, folder, weights, title, by_errors))
        };
        let title = title(tree, folder, seen);
        let before = (seen.colour == MapColour::Moves).then(|| colours::before(answer)).flatten();
        let mut maps = vec![drawn(&colours, &title).keyed("map")];
        if let Some(before) = before {
            maps.insert(0, drawn(&before, &format!("{title}: before")).keyed("before"));
        }
        body.push(el("div", "maps", maps).keyed("maps"));
    }
    body.push(
        colours
            .list(
                &legend,
                weights,
                (tree.folder_path(folder), &tree.positions(folder)),
                behind.as_ref(),
            )
            .keyed("legend"),
    );
    if !seen.table {
        body.push(saving());
    }
    body
}

/// Errors, and where they are: what numbers of errors lead to.
pub struct Behind<'s> {
    pub placed: &'s Placed,
    pub counted: &'s [Counted],
}

impl Behind<'_> {
    /// A number that opens the errors of files at these positions.
    fn number(&self, words: String, ranges: &[Range<Position>]) -> Node {
        let which: Vec<usize> = self.placed.errors(ranges).map(|(_, error)| error).collect();
        behind(words, &which, self.counted)
    }
}

fn sentence(tree: &Tree, folder: u32, errors: Option<&Behind<'_>>) -> Vec<Node> {
    let here = tree.positions(folder);
    let path = tree.folder_path(folder);
    let number = show(files(here.len() as u32), Filter::below(path, Filter::All));
    let place = if path.is_empty() { " in the tree".to_owned() } else { format!(" in {path}") };
    let Some(errors) = errors else { return vec![number, text(format!("{place}."))] };
    let Behind { placed, counted } = errors;
    let sum = placed.weights.sum(&here);
    let noun = if sum == 1 { "error" } else { "errors" };
    let opened = errors.number(format!("{} {noun}", large(sum)), std::slice::from_ref(&here));
    let mut words = vec![opened, text(format!("{place}, of ")), number, text(".")];
    if placed.lost > 0 {
        let lost = behind(large(placed.lost), &placed.lost_errors, counted);
        words.extend([text(" Besides, "), lost.keyed("lost"), text(" of no file in the tree.")]);
    }
    words
}

fn fields(seen: &MapSeen) -> Node {
    let areas = [("files", "files"), ("errors", "errors pasted")];
    let area = if seen.area == MapArea::Errors { "errors" } else { "files" };
    let colours = MapColour::ALL.map(|colour| (colour.id(), colour.words()));
    let fields = [
        choice("Area by", &areas, area, MapCommand::Area),
        choice("Colour by", &colours, seen.colour.id(), MapCommand::Colour),
        switch("As a table", seen.table, MapCommand::Table),
    ];
    el("div", "fields looks", fields).keyed("fields")
}

/// The way back up.
fn crumbs(tree: &Tree, folder: u32) -> Node {
    let mut way = vec![folder];
    while let Some(parent) = tree.parent(way[way.len() - 1]) {
        way.push(parent);
    }
    let step = |at: u32| {
        let name = if at == Tree::ROOT { "All" } else { tree.folder_name(at) };
        let step = command("plain", name, MapCommand::Folder(tree.folder_path(at).to_owned()));
        if at == folder { step.with(Attribute::Current, "true") } else { step }
    };
    let steps = way.into_iter().rev().map(step);
    el("nav", "crumbs", steps).with(Attribute::Label, "Folders of the map").keyed("crumbs")
}

fn no_errors(placed: &Placed) -> Node {
    let words = match placed.lost {
        0 => {
            "Paste errors under Error, or a table with their counts, to see where in the tree they are. "
        }
        _ => "None of the errors is of a file in the tree. ",
    };
    el("p", "", [text(words), to_input("Open Error", Input::Event)]).keyed("none")
}

fn title(tree: &Tree, folder: u32, seen: &MapSeen) -> String {
    let what = if seen.area == MapArea::Errors { "Errors" } else { "Files" };
    let place = match tree.folder_path(folder) {
        "" => "the tree",
        path => path,
    };
    format!("{what} of {place} by {}", seen.colour.words())
}

/// What the page's own element draws, and the fields by which it tells what was done with it.
fn picture(drawing: &str) -> Node {
    let told = |name: &str, intent: Intent| {
        el("input", "", []).with(Attribute::Type, "hidden").with(Attribute::Name, name).does(intent)
    };
    let inputs = [
        told("open", MapCommand::Open.intent()),
        told("size", MapCommand::Size.intent()),
        told("select", Intent::Select(String::new())),
    ];
    let map = el("tree-map", "picture", []).with(Attribute::Drawing, drawing).keyed("drawing");
    el("div", "map", std::iter::once(map).chain(inputs))
}

fn saving() -> Node {
    let [svg, png] = save_picture();
    el("p", "saving", [svg, png]).keyed("saving")
}

impl MapColour {
    /// All, in the order of the list.
    pub const ALL: [Self; 6] =
        [Self::Team, Self::Project, Self::Reach, Self::Review, Self::Moves, Self::Confidence];

    /// Its name where it is chosen.
    pub fn id(self) -> &'static str {
        match self {
            Self::Team => "team",
            Self::Project => "project",
            Self::Reach => "reach",
            Self::Review => "review",
            Self::Moves => "moves",
            Self::Confidence => "confidence",
        }
    }

    /// The one of this name.
    pub fn named(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|colour| colour.id() == id)
    }

    fn words(self) -> &'static str {
        match self {
            Self::Team => "team",
            Self::Project => "project",
            Self::Reach => "who is reached",
            Self::Review => "review and routing",
            Self::Moves => "what your edits move",
            Self::Confidence => "confidence in the project",
        }
    }
}
