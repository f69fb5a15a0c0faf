//! Errors as weights of files.

use crate::document::Settings;
use crate::routing::{SourceFiles, link};
use crate::session::desk::Inputs;
use crate::session::later::event::Errors;
use crate::trace::InApp;
use crate::tree::map::Weights;
use crate::tree::{PathId, Position, Tree};
use std::ops::Range;

/// Errors, put where they arise.
pub struct Placed {
    pub weights: Weights,
    /// How many are of no file in the tree.
    pub lost: u64,
    /// The errors of files, by position; each with its place in the list of all.
    at: Vec<(Position, usize)>,
    /// The places of those of no file.
    pub lost_errors: Vec<usize>,
}

impl Placed {
    /// The errors of files at these positions, by their places in the list of all; each with its position.
    pub fn errors(&self, ranges: &[Range<Position>]) -> impl Iterator<Item = (Position, usize)> {
        ranges.iter().flat_map(|range| {
            let from = self.at.partition_point(|&(at, _)| at < range.start);
            let to = self.at.partition_point(|&(at, _)| at < range.end);
            self.at[from..to].iter().copied()
        })
    }
}

/// Puts each error to the file of its newest frame that is the application's own and in the tree; if
/// there is none, of its newest frame in the tree.
pub fn place(tree: &Tree, inputs: &Inputs, settings: &Settings, errors: &Errors) -> Placed {
    let files = SourceFiles::new(tree.paths());
    let mut weights = vec![0_u64; tree.len()];
    let mut lost = 0_u64;
    let (mut of_files, mut lost_errors) = (Vec::new(), Vec::new());
    for (at, counted) in errors.counted.iter().enumerate() {
        let frames = &counted.event.frames;
        let links = link(frames, &files, &inputs.mappings);
        let chosen = |frame: usize| {
            let mut placed = settings.simulation.placed.iter();
            let path = placed.find(|(of, number, _)| (*of, *number) == (at, frame)).map(|it| &it.2);
            path.map_or(links[frame].file, |path| files.find(path))
        };
        let found = |own: bool| -> Option<PathId> {
            let wanted =
                (0..frames.len()).rev().filter(|&at| !own || frames[at].in_app == InApp::Yes);
            wanted.filter_map(chosen).next()
        };
        match found(true).or_else(|| found(false)) {
            Some(file) => {
                of_files.push((tree.position_of(file), at));
                let weight = &mut weights[tree.position_of(file) as usize];
                *weight = weight.saturating_add(counted.count);
            }
            None => {
                lost_errors.push(at);
                lost = lost.saturating_add(counted.count);
            }
        }
    }
    of_files.sort_unstable();
    Placed { weights: Weights::of(weights), lost, at: of_files, lost_errors }
}
