//! The modules of `src` take from one another what `ARCHITECTURE.md` says, and nothing else: a
//! list in which each names only ones above it, so that there is no circle and no arrow upward.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

type Graph = BTreeMap<String, BTreeSet<String>>;

/// The list in `ARCHITECTURE.md`, in its order: a module, and those that it takes from.
fn told() -> Vec<(String, BTreeSet<String>)> {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).expect("it is there");
    let (_, after) = text.split_once("### Who takes from whom").expect("the list has a heading");
    let block = after.split("```").nth(1).expect("the list is a block");
    let lines = block.lines().skip(1).filter(|line| !line.trim().is_empty());
    lines
        .map(|line| {
            let (name, from) = line.split_once('←').unwrap_or((line, ""));
            (name.trim().to_owned(), from.split_whitespace().map(str::to_owned).collect())
        })
        .collect()
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn the_list_leads_from_the_bottom_to_the_top() {
    let mut below = BTreeSet::new();
    for (name, from) in told() {
        let above: Vec<_> = from.difference(&below).collect();
        assert!(
            above.is_empty(),
            "{name} takes from {above:?}, which the list has no line for yet"
        );
        assert!(below.insert(name.clone()), "{name} has two lines");
    }
}

#[test]
fn every_module_takes_from_those_that_the_list_says() {
    let told = told();
    let names: BTreeSet<String> = told.iter().map(|(name, _)| name.clone()).collect();
    let mut found = Graph::new();
    for (file, source) in sources() {
        let from = node(&names, &module(&file));
        let used = found.entry(from.clone()).or_default();
        used.extend(paths(&source, &module(&file)).iter().map(|path| node(&names, path)));
        used.remove(&from);
    }
    let mut differences = Vec::new();
    for (name, from) in &told {
        let found = found.remove(name).unwrap_or_default();
        let more = found.difference(from).map(|it| format!("{name} takes from {it}, and must not"));
        let less =
            from.difference(&found).map(|it| format!("{name} takes nothing from {it} any more"));
        differences.extend(more.chain(less));
    }
    assert!(differences.is_empty(), "{differences:#?}");
    assert!(found.is_empty(), "not on the list: {found:?}");
}

#[test]
fn a_view_takes_what_it_shows_and_no_whole_part_of_the_session() {
    let wholes = ["Desk", "Later", "Work", "Serving", "Session", "FirstSession"];
    let mut views = 0;
    for (file, source) in sources() {
        let name = file.to_string_lossy().replace('\\', "/");
        // Where a part's views are put together out of what there is.
        let is_view = name.contains("/views/") && !name.ends_with("/views/mod.rs");
        if name.starts_with("session/") && is_view {
            views += 1;
            let words = words(&source);
            let taken: Vec<_> =
                wholes.iter().filter(|it| words.iter().any(|word| word == *it)).collect();
            assert!(taken.is_empty(), "{name} takes the whole of {taken:?}");
        }
    }
    assert!(views > 20, "{views} files");
}

/// The line of the list that a module belongs to: the longest of its own name and those around.
fn node(names: &BTreeSet<String>, module: &[String]) -> String {
    let ends = (1..=module.len()).rev();
    let known = ends.map(|end| module[..end].join("/")).find(|name| names.contains(name));
    known.unwrap_or_else(|| module.first().cloned().unwrap_or_default())
}

/// All files of the library with their text: not the programs, not `lib.rs`, not what is
/// compiled for tests alone.
fn sources() -> Vec<(PathBuf, String)> {
    let (src, mut found) = (root().join("src"), Vec::new());
    let mut folders = vec![src.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of src") {
            let path = entry.expect("an entry").path();
            if path.is_dir() && path != src.join("bin") {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "rs") && path != src.join("lib.rs") {
                let text = fs::read_to_string(&path).expect("a source is text");
                let text =
                    text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default().to_owned();
                found.push((path.strip_prefix(&src).expect("within").to_owned(), text));
            }
        }
    }
    assert!(found.len() > 300, "{} files", found.len());
    found
}

/// The path of a file's module.
fn module(file: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        file.with_extension("").iter().map(|it| it.to_string_lossy().into_owned()).collect();
    if names.last().is_some_and(|it| it == "mod") {
        names.pop();
    }
    names
}

/// The paths that a source names from `crate`, `super` or a module of its own on, each from the
/// crate's root.
fn paths(source: &str, module: &[String]) -> Vec<Vec<String>> {
    let words = words(source);
    let pairs = words.iter().zip(words.iter().skip(1));
    let own: BTreeSet<&String> =
        pairs.filter(|(word, _)| *word == "mod").map(|(_, name)| name).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let is_own = own.contains(&words[at]);
        let starts = (is_own || matches!(words[at].as_str(), "crate" | "super"))
            && words.get(at + 1).is_some_and(|it| it == "::")
            // `pub(in crate::x)` takes nothing, and `x::super` is no path.
            && (at == 0 || !matches!(words[at - 1].as_str(), "in" | "::"));
        if starts {
            let mut here = match words[at].as_str() {
                "crate" => Vec::new(),
                "super" => parent(module),
                _ => module.to_vec(),
            };
            at += if is_own { 0 } else { 2 };
            while words.get(at).is_some_and(|it| it == "super") {
                here = parent(&here);
                at += 2;
            }
            leaves(&words, &mut at, &here, &mut found);
        } else {
            at += 1;
        }
    }
    found
}

fn parent(module: &[String]) -> Vec<String> {
    module[..module.len().saturating_sub(1)].to_vec()
}

/// A path, or a tree of them in braces, from a word on.
fn leaves(words: &[String], at: &mut usize, around: &[String], found: &mut Vec<Vec<String>>) {
    let mut path = around.to_vec();
    loop {
        match words.get(*at).map(String::as_str) {
            Some("{") => {
                *at += 1;
                while words.get(*at).is_some_and(|it| it != "}") {
                    leaves(words, at, &path, found);
                    if words.get(*at).is_some_and(|it| it == "as") {
                        *at += 2;
                    }
                    *at += usize::from(words.get(*at).is_some_and(|it| it == ","));
                }
                *at += 1;
                return;
            }
            Some(name) => path.push(name.to_owned()),
            None => return found.push(path),
        }
        *at += 1;
        if words.get(*at).is_none_or(|it| it != "::") {
            return found.push(path);
        }
        *at += 1;
    }
}

/// Names and marks, without comments and texts.
fn words(source: &str) -> Vec<String> {
    let mut words = Vec::new();
    let code = source.lines().filter(|line| !line.trim_start().starts_with("//"));
    for line in code {
        let line = line.split(" // ").next().unwrap_or_default();
        let mut rest = line;
        while let Some(first) = rest.chars().next() {
            let is_name = |it: char| it.is_alphanumeric() || it == '_';
            let end = match first {
                it if is_name(it) => rest.find(|it: char| !is_name(it)).unwrap_or(rest.len()),
                ':' if rest.starts_with("::") => 2,
                it => it.len_utf8(),
            };
            if !first.is_whitespace() {
                words.push(rest[..end].to_owned());
            }
            rest = &rest[end..];
        }
    }
    words
}

#[test]
fn paths_are_found_however_they_are_written() {
    let module = ["session", "later", "act"].map(str::to_owned);
    let source = "use crate::{text, tree::{Paths, Tree as T}};\nuse super::{event, super_structure as s};\n\
        // crate::page\nfn f() -> crate::trace::Event { super::super::draw::el() }\npub(in crate::x) y: u8,\n\
        mod own;\nuse own::Thing;\nuse other::own::Thing;\n";
    let found: Vec<String> = paths(source, &module).iter().map(|it| it.join("/")).collect();
    let expected = [
        "text",
        "tree/Paths",
        "tree/Tree",
        "session/later/event",
        "session/later/super_structure",
        "trace/Event",
        "session/draw/el",
        "session/later/act/own/Thing",
    ];
    assert_eq!(found, expected);
}
