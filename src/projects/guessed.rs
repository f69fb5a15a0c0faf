//! The code mappings of a project, of all that are guessed of its repository.

use super::draft::Draft;
use super::evidence::Language;
use super::platform::Platform;
use crate::routing::{BySource, Guess, Mapping};
use crate::tree::{PathId, Paths};
use std::collections::BTreeMap;
use std::ops::Bound;

/// All guesses, found by where they lead: of thousands of projects none looks at the guesses of the others.
#[derive(Debug)]
pub struct Guessed {
    /// Those with the most files first.
    all: Vec<Guess>,
    /// By source root, which of them.
    by_root: BTreeMap<String, Vec<usize>>,
    /// By the file that each was made of.
    by_sample: BTreeMap<PathId, Vec<usize>>,
    /// Whether any was made of a file, which is asked of each: up to the last that one was made of.
    is_sample: Vec<bool>,
    /// Those made of shared files.
    shared: Vec<usize>,
}

impl Guessed {
    /// Sorts guesses; `shared` are files of libraries that any project may run, ascending.
    #[inline(never)]
    pub fn new(all: Vec<Guess>, shared: &[PathId]) -> Self {
        let mut by_root: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut by_sample: BTreeMap<PathId, Vec<usize>> = BTreeMap::new();
        for (at, guess) in all.iter().enumerate() {
            by_root.entry(guess.mapping.source_root.clone()).or_default().push(at);
            by_sample.entry(guess.sample).or_default().push(at);
        }
        let end = by_sample.last_key_value().map_or(0, |(&last, _)| last as usize + 1);
        let mut is_sample = vec![false; end];
        by_sample.keys().for_each(|&sample| is_sample[sample as usize] = true);
        let is_shared = |guess: &Guess| shared.binary_search(&guess.sample).is_ok();
        let shared = (0..all.len()).filter(|&at| is_shared(&all[at])).collect();
        Self { all, by_root, by_sample, is_sample, shared }
    }

    /// The code mappings of a project, at least one: that of its own folder, then those that
    /// lead to its other files and to libraries it may run. What the user knows goes before what
    /// is guessed. Of several for one stack root, which Sentry keeps once, the one with most files.
    #[inline(never)]
    pub fn mappings(
        &self,
        known: &BySource<'_>,
        paths: &Paths,
        draft: &Draft,
        own: &[PathId],
    ) -> Vec<Mapping> {
        let mut mappings = known.of_any(own.iter().map(|&path| paths.get(path)));
        if mappings.is_empty() {
            let name = |path: &PathId| paths.get(*path).rsplit('/').next().unwrap_or_default();
            let code = own.iter().filter(|path| Language::of(name(path)).is_some()).count();
            mappings.push(self.of_folder(&draft.place.root, draft.platform, code));
        }
        let family = Platform::family(draft.platform);
        let mut here = self.made_of(own);
        here.extend(&self.shared);
        // Go builds a program with its module, whose other programs may be projects of their own.
        if family == "go" {
            here.extend(self.around(&draft.place.root));
        }
        here.sort_unstable();
        here.dedup();
        for guess in here.into_iter().map(|at| &self.all[at]) {
            if Platform::family(guess.platform) != family {
                continue;
            }
            let taken = |it: &Mapping| {
                it.stack_root == guess.mapping.stack_root
                    || it.source_root == guess.mapping.source_root
            };
            if !mappings.iter().any(taken) {
                mappings.push(guess.mapping.clone());
            }
        }
        mappings
    }

    /// Those that lead to a folder around one.
    fn around<'a>(&'a self, root: &'a str) -> impl Iterator<Item = usize> + 'a {
        let ends = root.match_indices('/').map(|(at, _)| &root[..=at]);
        std::iter::once("")
            .chain(ends)
            .filter_map(|folder| self.by_root.get(folder))
            .flatten()
            .copied()
    }

    /// Those that were made of files.
    #[inline(never)]
    fn made_of(&self, files: &[PathId]) -> Vec<usize> {
        let is_sample = |path: &&PathId| self.is_sample.get(**path as usize) == Some(&true);
        let samples = files.iter().filter(is_sample);
        samples.filter_map(|path| self.by_sample.get(path)).flatten().copied().collect()
    }

    /// The one into a folder that fits the platform, or else any, or else the folder as it is. `code` is how many
    /// files of code the project has.
    fn of_folder(&self, root: &str, platform: &str, code: usize) -> Mapping {
        let prefix = if root.is_empty() { String::new() } else { format!("{root}/") };
        let from = (Bound::Included(prefix.as_str()), Bound::Unbounded);
        let below = self.by_root.range::<str, _>(from);
        let below = below.take_while(|(source, _)| source.starts_with(&prefix));
        let itself = self.by_root.get(root).into_iter().flatten();
        let inside = below.flat_map(|(_, at)| at).chain(itself).copied();
        let family = Platform::family(platform);
        let unfit = |at: usize| Platform::family(self.all[at].platform) != family;
        let best = inside.min_by_key(|&at| (unfit(at), at));
        // Without a stack root it takes all frames, so most of the code has to be where it leads.
        let best = best.filter(|&at| {
            let Guess { mapping, files, .. } = &self.all[at];
            !mapping.stack_root.is_empty() || *files as usize * 2 >= code
        });
        best.map_or_else(
            || Mapping { stack_root: String::new(), source_root: prefix.clone() },
            |at| self.all[at].mapping.clone(),
        )
    }
}
