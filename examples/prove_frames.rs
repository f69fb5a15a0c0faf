//! How far the rules that a plan gives its projects send frames where the whole sends files.
//!
//! `script/prove-frames FOLDER…`: each folder holds a `tree.txt`, a list of paths, and a
//! `CODEOWNERS` if there is one; a folder of such folders will do. Where there is none, rules
//! are made up: a team for each folder at the top, one for each folder below it, and some that
//! go by what names end in. Prints a line for each repository and way, with `--differ` the
//! files that differ, with `--rules` the rules.

#![allow(clippy::print_stdout, reason = "a report for people")]

use sentry_general::ownership::codeowners::{Codeowners, import, names};
use sentry_general::ownership::{Directory, Rule, parse};
use sentry_general::projects::{Inputs, Plan, WithCodeowners, plan};
use sentry_general::tree::{self, ReadOptions, Tree};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::Instant;

fn main() {
    let mut folders = Vec::new();
    let mut differ = false;
    let mut rules = false;
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            "--differ" => differ = true,
            "--rules" => rules = true,
            folder => folders.extend(repositories(Path::new(folder))),
        }
    }
    println!(
        "{:<44} {:>8} {:>8} {:>7} {:>7} {:>8} {:>8} {:>7} {:>6} {:>6}",
        "repository",
        "way",
        "projects",
        "rules",
        "files",
        "equal",
        "fallback",
        "differ",
        "taken",
        "ms"
    );
    let mut total = BTreeMap::<&str, Sums>::new();
    for folder in folders {
        let sums = repository(&folder, differ, rules);
        for (way, sum) in sums {
            total.entry(way).or_default().add(&sum);
        }
    }
    for (way, sums) in total {
        line("all", way, &sums, 0);
    }
}

/// A folder itself, or all repositories in it.
fn repositories(folder: &Path) -> Vec<PathBuf> {
    if folder.join("tree.txt").exists() {
        return vec![folder.to_owned()];
    }
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> =
        entries.map(|entry| entry.path()).filter(|path| path.join("tree.txt").exists()).collect();
    found.sort();
    found
}

#[derive(Default)]
struct Sums {
    projects: u32,
    rules: u32,
    files: u32,
    equal: u32,
    fallback: u32,
    taken: u32,
}

impl Sums {
    fn of(plan: &Plan) -> Self {
        let mut sums = Self::default();
        for project in &plan.projects {
            sums.projects += 1;
            sums.rules += project.rules.lines().count() as u32;
            sums.files += project.proof.files;
            sums.equal += project.proof.equal;
            sums.fallback += project.proof.fallback;
            sums.taken += project.proof.taken.len() as u32;
        }
        sums
    }

    fn add(&mut self, other: &Self) {
        self.projects += other.projects;
        self.rules += other.rules;
        self.files += other.files;
        self.equal += other.equal;
        self.fallback += other.fallback;
        self.taken += other.taken;
    }
}

fn line(name: &str, way: &str, sums: &Sums, ms: u128) {
    println!(
        "{:<44} {:>8} {:>8} {:>7} {:>7} {:>8} {:>8} {:>7} {:>6} {:>6}",
        name,
        way,
        sums.projects,
        sums.rules,
        sums.files,
        sums.equal,
        sums.fallback,
        sums.files - sums.equal - sums.fallback,
        sums.taken,
        ms
    );
}

fn repository(folder: &Path, differ: bool, show: bool) -> Vec<(&'static str, Sums)> {
    let listing = std::fs::read_to_string(folder.join("tree.txt")).unwrap_or_default();
    let tree = Tree::new(tree::read(&listing, &ReadOptions::default()).files);
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned());
    let name = name.unwrap_or_default();
    let mut sums = Vec::new();
    let mut run = |way: &'static str, text: &str, rules: &[Rule], as_: WithCodeowners| {
        let start = Instant::now();
        let inputs = Inputs { text, rules, codeowners: as_, ..Inputs::of_tree(&tree) };
        let plan = plan(&inputs, &[]);
        let sum = Sums::of(&plan);
        line(&name, way, &sum, start.elapsed().as_millis());
        if differ {
            tell(&plan);
        }
        if show {
            for project in &plan.projects {
                println!("    {} {}\n{}", project.slug, project.platform, project.rules);
            }
        }
        sums.push((way, sum));
    };
    match std::fs::read_to_string(folder.join("CODEOWNERS")) {
        Ok(file) => {
            let rules = imported(&file);
            run("import", "", &rules, WithCodeowners::Imported);
            run("transcr", "", &rules, WithCodeowners::Transcribed);
        }
        Err(_) => {
            let text = invented(&tree);
            run("rules", &text, &parse(&text).rules, WithCodeowners::Imported);
        }
    }
    sums
}

fn tell(plan: &Plan) {
    for project in &plan.projects {
        let proof = &project.proof;
        for it in &proof.different {
            let owner = |owner: &Option<String>| owner.clone().unwrap_or_else(|| "-".to_owned());
            let (before, after) = (owner(&it.before), owner(&it.after));
            println!(
                "    {} {}: {} is {before}, {after} as {}",
                project.slug, project.platform, it.path, it.frame
            );
        }
        for it in &proof.taken {
            println!(
                "    {} {}: {} also matches {}",
                project.slug, project.platform, it.rule, it.frame
            );
        }
    }
}

/// The rules of a CODEOWNERS file, every name in it known.
fn imported(text: &str) -> Vec<Rule> {
    let mut file = Codeowners::new(text);
    let found = names(text);
    for name in found.teams.iter().chain(&found.users) {
        let slug: String = name
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' })
            .collect();
        file = file.owned_by(name, format!("#{}", slug.trim_matches('-')));
    }
    import(&file, &Directory::default()).rules
}

/// Rules as somebody would write them for a tree.
fn invented(tree: &Tree) -> String {
    let mut folders = BTreeSet::new();
    for path in tree.paths().iter() {
        let mut ends = path.match_indices('/').map(|(at, _)| at);
        for depth in 1..=4 {
            if let Some(end) = ends.next() {
                folders.insert((depth, &path[..end]));
            }
        }
    }
    let mut text = "path:* #everybody\n".to_owned();
    for (at, (depth, folder)) in folders.iter().enumerate() {
        // Every third of the deeper ones has a team of its own.
        if folder.contains([' ', '"', '[', '{', '*', '?', '\\']) || (*depth > 2 && at % 3 != 0) {
            continue;
        }
        let slug: String = folder
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' })
            .collect();
        text.push_str(&format!("path:{folder}/* #t{slug}\n"));
    }
    text.push_str("path:*.sql #data\npath:*/payment* #payments\n");
    text
}
