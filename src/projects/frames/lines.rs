//! Rules of the whole, written for the frames of one project.

use super::sent::{AllSent, Base, Start};
use super::translate;
use crate::ownership::grammar::print_parseable;
use crate::ownership::pattern::Glob;
use crate::ownership::{Matcher, MatcherKind, Owner, Rule};
use crate::routing::{Routing, SetId};
use crate::text::hash::{Map, keyed};
use crate::trace::sdk::Sdk;
use crate::tree::Tree;
use std::collections::{BTreeMap, BTreeSet};

/// Rules instead of one that would take frames of libraries along; more are too many to read.
const MOST_INSTEAD: usize = 12;

/// A rule on its way into the project's text.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// The rule of the whole that it comes from.
    pub(super) rule: Option<u32>,
    /// As it is written.
    pub(super) text: String,
    pub(super) owners: Vec<Owner>,
    /// Whether it was added for frames that the others send elsewhere.
    pub(super) added: bool,
}

impl Line {
    /// A rule by path.
    pub(super) fn by_path(rule: Option<u32>, pattern: &str, owners: &[Owner]) -> Self {
        let matcher = Matcher { kind: MatcherKind::Path, pattern: pattern.to_owned() };
        let text = print_parseable(&matcher, owners).unwrap_or_else(|_| {
            let owners: Vec<String> = owners.iter().map(ToString::to_string).collect();
            format!("{matcher} {}", owners.join(" "))
        });
        Self { rule, text, owners: owners.to_vec(), added: false }
    }
}

/// Writes rules for frames.
pub(super) struct Writer<'s> {
    sent: &'s AllSent,
    /// The project's folder, with a slash at its end.
    root: String,
    /// Per base: what lies directly in each folder of its keys; folders end in a slash.
    entries: Vec<BTreeMap<&'s str, BTreeSet<&'s str>>>,
    /// Per beginning of keys, and folder or file: the sets of rules that match what is there.
    sets: BTreeMap<(Start, &'s str), BTreeSet<SetId>>,
    /// Files, as their places in the list, by the names of the folders that they are in.
    within: Map<&'s str, Vec<u32>>,
    /// The rules of the whole that match each file.
    set_of: Vec<SetId>,
    routing: &'s Routing,
}

impl<'s> Writer<'s> {
    /// Linear in the files.
    pub(super) fn new(sent: &'s AllSent, tree: &Tree, routing: &'s Routing, root: &str) -> Self {
        let mut entries = vec![BTreeMap::<&str, BTreeSet<&str>>::new(); sent.bases.len()];
        let mut sets: BTreeMap<(Start, &str), BTreeSet<SetId>> = BTreeMap::new();
        for file in &sent.files {
            let of = &mut entries[file.base];
            let key = file.key.as_str();
            let begin = sent.bases[file.base].start;
            let set = routing.set_of(tree, file.path);
            let mut start = 0;
            for (at, _) in key.match_indices('/') {
                of.entry(&key[..start]).or_default().insert(&key[..=at]);
                sets.entry((begin, &key[..=at])).or_default().insert(set);
                start = at + 1;
            }
            of.entry(&key[..start]).or_default().insert(key);
            sets.entry((begin, key)).or_default().insert(set);
        }
        let paths = tree.paths();
        let mut within: Map<&str, Vec<u32>> = Map::with_hasher(keyed(paths.text()));
        for (at, file) in (0..).zip(&sent.files) {
            for value in sent.values_of(file) {
                let folders = value.rsplit_once('/').map_or("", |it| it.0);
                for name in folders.split('/') {
                    let of = within.entry(name).or_default();
                    if of.last() != Some(&at) {
                        of.push(at);
                    }
                }
            }
        }
        let set_of = sent.files.iter().map(|file| routing.set_of(tree, file.path)).collect();
        let root = if root.is_empty() { String::new() } else { format!("{root}/") };
        Self { sent, root, entries, sets, within, set_of, routing }
    }

    /// The patterns by which a rule finds the frames of files of some bases.
    /// With `exactly`, of the files that there are now, and of no others.
    pub(super) fn patterns(
        &self,
        number: u32,
        rule: &Rule,
        bases: &BTreeSet<usize>,
        exactly: bool,
    ) -> Vec<String> {
        let mut patterns: Vec<String> = Vec::new();
        let mut known: BTreeSet<String> = BTreeSet::new();
        let mut add = |pattern: String| {
            if known.insert(pattern.clone()) {
                patterns.push(pattern);
            }
        };
        let globs = translate::globs(&rule.matcher);
        // A star of CODEOWNERS stops at slashes, and no glob's does.
        let is_narrow = exactly
            || rule.matcher.kind == MatcherKind::Codeowners
                && !globs.iter().all(|glob| is_as_wide(glob));
        for &at in bases {
            let base = &self.sent.bases[at];
            if base.start == Start::Mapped {
                globs.iter().cloned().for_each(&mut add);
                continue;
            }
            let rests = globs.iter().flat_map(|glob| translate::below(glob, &base.source));
            let rests: Vec<String> = rests.collect();
            if is_narrow || rests.iter().any(|rest| rest == "*") {
                self.cover(at, number).into_iter().for_each(&mut add);
            }
            for rest in rests.iter().filter(|rest| !is_narrow && *rest != "*") {
                self.below(at, rest, 2).into_iter().for_each(&mut add);
            }
        }
        without_covered(patterns)
    }

    /// The files of a base that a rule matches, by the widest folders that hold no others.
    fn cover(&self, base: usize, rule: u32) -> Vec<String> {
        let start = self.sent.bases[base].start;
        let mut found = Vec::new();
        let mut todo: Vec<&str> = vec![""];
        while let Some(folder) = todo.pop() {
            for entry in self.entries[base].get(folder).into_iter().flatten() {
                let sets = self.sets.get(&(start, entry));
                let has = |set: &SetId| self.routing.rules_of(*set).contains(&rule);
                let alone = || !entry.ends_with('/') || self.is_alone(base, entry, rule);
                if sets.is_some_and(|sets| sets.iter().all(has)) && alone() {
                    let rest = of_entry(entry);
                    let rest = rest.strip_prefix(self.sent.bases[base].prefix.as_str());
                    found.extend(self.below(base, rest.unwrap_or_default(), 2));
                } else if entry.ends_with('/') && sets.is_some_and(|sets| sets.iter().any(has)) {
                    todo.push(entry);
                }
            }
        }
        found
    }

    /// Whether all files that lie in a folder of this path, wherever that is, match a rule.
    fn is_alone(&self, base: usize, folder: &str, rule: u32) -> bool {
        let has = |at: usize| self.routing.rules_of(self.set_of[at]).contains(&rule);
        self.sent.bases[base].start != Start::Anything || self.inside(folder).all(has)
    }

    /// The files that lie in a folder of this path, wherever that is.
    pub(super) fn inside(&self, folder: &str) -> impl Iterator<Item = usize> {
        // Its rarest name leads to the fewest files.
        let names = folder.split('/').filter(|name| !name.is_empty());
        let lists = names.map(|name| self.within.get(name).map_or(&[][..], Vec::as_slice));
        let files = lists.min_by_key(|files| files.len()).unwrap_or_default();
        let has = move |value: &str| {
            value
                .match_indices(folder)
                .any(|(at, _)| at == 0 || value.as_bytes().get(at - 1) == Some(&b'/'))
        };
        let is_inside = move |at: &usize| self.sent.values_of(&self.sent.files[*at]).any(has);
        files.iter().map(|&at| at as usize).filter(is_inside)
    }

    fn children(&self, base: usize, folder: &str) -> impl Iterator<Item = String> {
        self.entries[base].get(folder).into_iter().flatten().map(|entry| of_entry(entry))
    }

    /// What lies in a base by a pattern below its folder. One that is also that of a library
    /// is taken apart, `depth` folders deep, or begins with what the folder is usually called.
    pub(super) fn below(&self, at: usize, rest: &str, depth: u32) -> Vec<String> {
        let base = &self.sent.bases[at];
        let plain = match base.start {
            Start::Anything if !rest.starts_with('*') => format!("**/{rest}"),
            Start::Nothing if !rest.starts_with('*') || rest == "*" => {
                format!("{}{rest}", base.prefix)
            }
            Start::Anything | Start::Nothing | Start::Mapped => rest.to_owned(),
        };
        let sdk = Sdk::row(base.family);
        let wide = |pattern: &str| is_of_libraries(pattern, sdk) || is_of_machines(pattern, sdk);
        if rest.starts_with('*') || !wide(&plain) {
            return vec![plain];
        }
        let folder = rest.strip_suffix('*').filter(|it| it.ends_with('/') && depth > 0);
        if let Some(folder) = folder.filter(|folder| self.entries[at].contains_key(folder)) {
            let apart = self.children(at, folder).flat_map(|it| self.below(at, &it, depth - 1));
            let apart: Vec<String> = apart.collect();
            if apart.len() <= MOST_INSTEAD && !apart.iter().any(|it| wide(it)) {
                return apart;
            }
        }
        if base.start == Start::Anything {
            let begun = self.begun(base, rest, sdk);
            if !begun.is_empty() {
                return begun;
            }
        }
        vec![plain]
    }

    fn begun(&self, base: &Base, rest: &str, sdk: &Sdk) -> Vec<String> {
        let checkout = (!self.root.is_empty() && base.source == self.root)
            .then(|| format!("**/{}{rest}", literal(&self.root)));
        let begun = sdk.starts.iter().map(|start| format!("{start}{rest}")).chain(checkout);
        let narrow = |it: &String| !is_of_libraries(it, sdk) && !is_of_machines(it, sdk);
        begun.filter(narrow).collect()
    }
}

/// Without patterns that match nothing that another does not; of many, all stay.
fn without_covered(mut patterns: Vec<String>) -> Vec<String> {
    const MANY: usize = 8;
    if patterns.len() > 1 && patterns.len() <= MANY {
        let globs: Vec<Glob> = patterns.iter().map(|it| Glob::path(it)).collect();
        let covers = |at: usize, other: usize| {
            at != other
                && globs[at].covers(&globs[other])
                && !(at > other && globs[other].covers(&globs[at]))
        };
        let mut at = 0..;
        patterns.retain(|_| {
            let here = at.next().unwrap_or_default();
            !(0..globs.len()).any(|other| covers(other, here))
        });
    }
    patterns
}

/// Whether a glob made of a pattern of CODEOWNERS matches no more than that.
fn is_as_wide(glob: &str) -> bool {
    let glob = glob.strip_prefix("**/").unwrap_or(glob);
    let glob = glob.strip_suffix("/*").unwrap_or(glob);
    let glob = glob.strip_prefix('*').unwrap_or(glob);
    !glob.contains(['*', '?'])
}

/// Whether a pattern is also that of a library's frames.
pub(super) fn is_of_libraries(pattern: &str, sdk: &Sdk) -> bool {
    let glob = Glob::path(pattern);
    sdk.libraries.iter().any(|library| glob.is_match(library))
}

/// Whether a pattern is also that of whatever lies in a folder that applications are built or
/// run in: `**/app/*` is, where `/app` is that folder.
fn is_of_machines(pattern: &str, sdk: &Sdk) -> bool {
    let glob = Glob::path(pattern);
    sdk.starts.iter().any(|start| !start.is_empty() && glob.is_match(&format!("{start}0/0")))
}

fn of_entry(entry: &str) -> String {
    let rest = if entry.ends_with('/') { "*" } else { "" };
    format!("{}{rest}", literal(entry))
}

/// A path as a pattern: nothing can be escaped in a pattern by path, so that what would be
/// more than itself is any one character.
pub(super) fn literal(path: &str) -> String {
    path.replace(['*', '[', ']', '{', '}'], "?")
}
