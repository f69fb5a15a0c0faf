use super::routed::{FilePlace, Routed, places, take_paths};
use super::{Problem, RouteRequest, TreeInput};
use crate::ownership::Directory;
use crate::routing;
use crate::tree::Tree;
use serde::{Deserialize, Serialize};

/// Two states of a project's rules.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct CompareRequest {
    /// As it was.
    pub before: RouteRequest,
    /// As it is.
    pub after: RouteRequest,
}

/// Which files change hands.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RulesComparison {
    /// How many files change hands.
    pub files: u32,
    /// From whom to whom, the most files first.
    pub moves: Vec<FileMove>,
    /// Per path: an index into `moves`, -1 where nothing changes.
    #[serde(skip)]
    pub move_of: Vec<i32>,
    /// What is wrong with the tree, the state before and the state after.
    pub problems: CompareProblems,
}

/// Files that go from one owner to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileMove {
    /// Who got their errors before.
    pub from: Option<String>,
    /// Who gets them now.
    pub to: Option<String>,
    /// How many files.
    pub files: u32,
    /// Where they are; at most a hundred places.
    pub places: Vec<FilePlace>,
}

/// What is wrong, by input.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct CompareProblems {
    /// With the listing.
    pub tree: Vec<Problem>,
    /// With the texts before.
    pub before: Vec<Problem>,
    /// With the texts after.
    pub after: Vec<Problem>,
}

/// Compares two states of the rules on one tree. Linear.
#[must_use]
pub fn compare_rules(tree: &TreeInput, request: CompareRequest) -> RulesComparison {
    let mut problems = Vec::new();
    let paths = take_paths(tree, &mut problems);
    let routed = |request| Routed::of(Tree::new(paths.clone()), request, &Directory::default());
    let (before, after) = (routed(request.before), routed(request.after));
    let difference = routing::difference(&after.tree, &before.routing, &after.routing);
    let mut move_of = vec![-1; after.tree.len()];
    for (at, moved) in (0..).zip(&difference.moves) {
        for &file in &moved.files {
            move_of[file as usize] = at;
        }
    }
    let moved = |moved: &routing::Move| FileMove {
        from: moved.from.as_ref().map(ToString::to_string),
        to: moved.to.as_ref().map(ToString::to_string),
        files: moved.files.len() as u32,
        places: places(&after.tree, &moved.files),
    };
    RulesComparison {
        files: difference.files as u32,
        moves: difference.moves.iter().map(moved).collect(),
        move_of,
        problems: CompareProblems {
            tree: problems,
            before: before.problems(),
            after: after.problems(),
        },
    }
}
