//! Code mappings by the roots that they replace.

use crate::routing::Mapping;
use crate::routing::mappings::SourceFiles;
use crate::text::order::Sort as _;
use crate::trace::Frame;
use crate::tree::PathId;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Mappings in Sentry's order, by stack root.
pub struct Roots<'m> {
    /// Of each stack root, its mappings by source root: the rank of the first, and its place in the list given.
    by_stack: BTreeMap<&'m str, BTreeMap<String, (usize, usize)>>,
    /// How long stack roots are.
    lengths: BTreeSet<usize>,
}

impl<'m> Roots<'m> {
    pub fn new(mappings: &'m [Mapping]) -> Self {
        let mut order: Vec<usize> = (0..mappings.len()).collect();
        order.sort_once_by_key(|&at| {
            let root = &mappings[at].stack_root;
            (Reverse(root.starts_with('/')), Reverse(root.len()))
        });
        let mut by_stack: BTreeMap<&str, BTreeMap<String, (usize, usize)>> = BTreeMap::new();
        for (rank, at) in order.into_iter().enumerate() {
            let Mapping { stack_root, source_root } = &mappings[at];
            let source = plain(source_root);
            by_stack.entry(stack_root).or_default().entry(source).or_insert((rank, at));
        }
        let lengths = by_stack.keys().map(|root| root.len()).collect();
        Self { by_stack, lengths }
    }

    /// The file that a frame points at through the first mapping that leads to one, and that mapping's place. As
    /// [`source_path`](super::source_path), for all mappings at once.
    pub fn file_of(&self, frame: &Frame, files: &SourceFiles) -> Option<(PathId, usize)> {
        let present = |text: &'_ Option<String>| text.clone().filter(|text| !text.is_empty());
        let path = present(&frame.munged).or_else(|| present(&frame.filename));
        let abs_path = present(&frame.abs_path);
        let starts = |path: &Option<String>, root: &str| {
            path.as_ref().is_some_and(|path| path.starts_with(root))
        };
        let mut best: Option<(usize, usize, PathId)> = None;
        for (is_path, value) in [(true, &path), (false, &abs_path)] {
            let Some(value) = value else { continue };
            for &length in self.lengths.range(..=value.len()) {
                let Some(root) = value.get(..length) else { continue };
                let Some(sources) = self.by_stack.get(root) else { continue };
                // The absolute path counts where the other does not begin so.
                if !is_path && starts(&path, root) {
                    continue;
                }
                let found = first(sources, &value[length..].replace('\\', "/"), files);
                best = [best, found].into_iter().flatten().min_by_key(|&(rank, ..)| rank);
            }
        }
        best.map(|(_, at, file)| (file, at))
    }
}

/// The first of the mappings of one stack root that leads to a file, with what stands behind that root.
fn first(
    sources: &BTreeMap<String, (usize, usize)>,
    rest: &str,
    files: &SourceFiles,
) -> Option<(usize, usize, PathId)> {
    let bare = rest.trim_start_matches('/');
    let found = |(source, &(rank, at)): (&String, &(usize, usize))| {
        let path = if source.is_empty() { bare.to_owned() } else { format!("{source}{rest}") };
        Some((rank, at, files.find(&path)?))
    };
    // The files that end so are looked at where there are fewer of them than mappings.
    let ending = files.ending(bare);
    if rest.is_empty() || sources.len() <= ending.len() + 4 {
        return sources.iter().filter_map(found).min();
    }
    let of_file = |&file: &PathId| {
        let source = files.path(file).strip_suffix(rest)?;
        let &(rank, at) = sources.get(source)?;
        Some((rank, at, file))
    };
    // A root that ends with no slash holds the beginning of a name, or of the whole path.
    let is_begun = |source: &str| source.is_empty() || bare == rest && !source.ends_with('/');
    let begun = sources.iter().filter(|(source, _)| is_begun(source));
    ending.iter().filter_map(of_file).chain(begun.filter_map(found)).min()
}

/// A source root as paths begin with it.
fn plain(root: &str) -> String {
    root.replace('\\', "/").trim_start_matches('/').to_owned()
}
