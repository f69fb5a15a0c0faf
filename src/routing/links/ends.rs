//! Files whose paths end as those of frames do.

use crate::routing::mappings::{SourceFiles, suffixes};
use crate::tree::PathId;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::rc::Rc;

/// How many of the files that fit a path are kept: more than are told.
const KEPT: usize = 64;

/// How well a file fits a frame's path; the greater the better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fit {
    /// One path is the end of the other.
    pub whole: bool,
    /// How many parts they share, from the end.
    pub parts: usize,
    /// The file is in the folder of the frame's package.
    in_package: bool,
}

/// Files that fit, the best first.
type Fitting = Rc<[(Reverse<Fit>, PathId)]>;

/// Looks for files by the ends of paths, once for all that end alike.
pub struct Ends<'f> {
    pub files: &'f SourceFiles<'f>,
    /// By the longest end that files have, too, whether that is the whole path, and the package.
    pub known: BTreeMap<(String, bool, Option<String>), Fitting>,
}

impl Ends<'_> {
    /// The files that fit a path best: all that end so or that it ends with, and those that share at least the name and its
    /// folder's with it.
    pub fn fitting(&mut self, path: &str, package: Option<&str>) -> Vec<(Reverse<Fit>, PathId)> {
        let mut ends = std::iter::once(path).chain(suffixes(path));
        let Some(end) = ends.find(|end| !self.files.ending(end).is_empty()) else {
            return Vec::new();
        };
        let key = (end.to_owned(), end.len() == path.len(), package.map(str::to_owned));
        let is_whole = key.1;
        let fitting = self.known.entry(key).or_insert_with(|| {
            let mut found = fitting(self.files, end, is_whole, package);
            found.sort_unstable();
            found.truncate(KEPT);
            found.into()
        });
        fitting.to_vec()
    }
}

fn fitting(
    files: &SourceFiles,
    end: &str,
    is_whole: bool,
    package: Option<&str>,
) -> Vec<(Reverse<Fit>, PathId)> {
    let mut found = Vec::new();
    let mut add = |file: PathId, whole: bool, parts: usize| {
        let path = files.path(file);
        let in_package = package.is_some_and(|package| path.split('/').any(|part| part == package));
        found.push((Reverse(Fit { whole, parts, in_package }), file));
        found.len()
    };
    let mut count = 0;
    let mut inner: &[PathId] = &[];
    for end in std::iter::once(end).chain(suffixes(end)) {
        let parts = end.split('/').count();
        let is_path = is_whole && inner.is_empty();
        // A file at the root is the end of too many paths, and a name alone is no sign.
        if parts < 2 && !is_path {
            break;
        }
        let sharing = files.ending(end);
        // Those that share more come in a row, and were looked at.
        let seen = inner.first().and_then(|first| sharing.iter().position(|file| file == first));
        let seen = seen.map_or(0..0, |start| start..start + inner.len());
        let rest = sharing[..seen.start].iter().chain(&sharing[seen.end..]);
        // What is itself an end of the path comes before all that is similar.
        let few = count < KEPT;
        for &file in rest {
            let whole = is_path || files.path(file).len() == end.len();
            if whole || few {
                count = add(file, whole, parts);
            }
        }
        inner = sharing;
    }
    found
}
