//! Errors as weights of files.

use crate::document::Settings;
use crate::routing::{SourceFiles, link};
use crate::session::desk::Inputs;
use crate::session::later::event::Errors;
use crate::trace::InApp;
use crate::tree::map::Weights;
use crate::tree::{PathId, Tree};

/// Errors, put where they arise.
pub struct Placed {
    pub weights: Weights,
    /// How many are of no file in the tree.
    pub lost: u64,
}

/// Puts each error to the file of its newest frame that is the application's own and in the tree; if
/// there is none, of its newest frame in the tree.
pub fn place(tree: &Tree, inputs: &Inputs, settings: &Settings, errors: &Errors) -> Placed {
    let files = SourceFiles::new(tree.paths());
    let mut weights = vec![0_u64; tree.len()];
    let mut lost = 0_u64;
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
                let weight = &mut weights[tree.position_of(file) as usize];
                *weight = weight.saturating_add(counted.count);
            }
            None => lost = lost.saturating_add(counted.count),
        }
    }
    Placed { weights: Weights::of(weights), lost }
}
