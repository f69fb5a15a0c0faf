//! Splitting large trees into projects, cold: the catalog is compiled once per process, the
//! first round pays for it.
//!
//! `cargo bench --bench projects`. The repeated tree needs no corpus; the others are those of
//! `SENTRY_GENERAL_CORPORA`.

#[allow(dead_code, missing_docs, unreachable_pub, reason = "shared by benches")]
mod support;

use divan::Bencher;
use sentry_general::projects::{Inputs, evidence::Evidence, plan};
use sentry_general::tree::Tree;
use std::sync::LazyLock;
use support::Corpus;

static CORPORA: LazyLock<Vec<Corpus>> = LazyLock::new(support::corpora);

fn main() {
    divan::main();
}

fn names() -> Vec<&'static str> {
    CORPORA.iter().map(|corpus| corpus.name.as_str()).collect()
}

fn paths(name: &str) -> &'static [String] {
    let found = CORPORA.iter().find(|corpus| corpus.name == name);
    &found.unwrap_or_else(|| panic!("{name} is one of the corpora")).paths
}

/// A repository of several applications, again and again under other folders.
fn repeated(files: usize) -> Vec<String> {
    let text = include_str!("../tests/projects/repositories/nx_workspace.txt");
    let listed = text.split_once("\n\n").and_then(|(_, rest)| rest.split_once("---\n"));
    let one: Vec<&str> = listed.map_or("", |(listed, _)| listed).lines().collect();
    let copies = (0..).flat_map(|copy| one.iter().map(move |path| format!("team{copy}/{path}")));
    copies.take(files).collect()
}

fn measure(bencher: Bencher<'_, '_>, paths: &[String]) {
    let tree = Tree::new(paths.iter().map(String::as_str).collect());
    bencher.bench(|| plan(&Inputs::of_tree(&tree), &[]));
}

#[divan::bench(args = names())]
fn whole_plan(bencher: Bencher<'_, '_>, name: &str) {
    measure(bencher, paths(name));
}

/// The part that looks at every path.
#[divan::bench(args = names())]
fn evidence_alone(bencher: Bencher<'_, '_>, name: &str) {
    let tree = Tree::new(paths(name).iter().map(String::as_str).collect());
    bencher.bench(|| Evidence::gather(&tree).hits.len());
}

/// Many components, as manifests are on every other line.
#[divan::bench(args = [10_000, 100_000])]
fn repeated_workspace(bencher: Bencher<'_, '_>, files: usize) {
    measure(bencher, &repeated(files));
}
