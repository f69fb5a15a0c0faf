//! Routing whole trees, beside the peers and beside merely reading the paths.
//!
//! The corpora are other people's file lists and not part of this repository:
//! `SENTRY_GENERAL_CORPORA` says where they are. Without them only the synthetic
//! cases run.

#[allow(dead_code, missing_docs, unreachable_pub, reason = "shared by benches")]
mod support;

use divan::Bencher;
use sentry_general::ownership::Rule;
use sentry_general::routing::{Compiled, Options, route};
use sentry_general::tree::Tree;
use std::sync::{Arc, LazyLock};
use support::{Corpus, Form};

static CORPORA: LazyLock<Vec<Corpus>> = LazyLock::new(support::corpora);

fn main() {
    divan::main();
}

fn names() -> Vec<&'static str> {
    CORPORA.iter().map(|corpus| corpus.name.as_str()).collect()
}

fn corpus(name: &str) -> &'static Corpus {
    let found = CORPORA.iter().find(|corpus| corpus.name == name);
    found.unwrap_or_else(|| panic!("{name} is one of the corpora"))
}

/// What any program must do at least: look at every byte of the paths.
#[divan::bench(args = names())]
fn read_paths_once(bencher: Bencher<'_, '_>, name: &str) {
    let paths = corpus(name).paths();
    bencher.bench(|| paths.iter().flat_map(str::bytes).map(u64::from).sum::<u64>());
}

#[divan::bench(args = names())]
fn build_tree(bencher: Bencher<'_, '_>, name: &str) {
    let corpus = corpus(name);
    bencher.with_inputs(|| corpus.paths()).bench_values(Tree::new);
}

#[divan::bench(args = names())]
fn codeowners_rules(bencher: Bencher<'_, '_>, name: &str) {
    compile_and_route(bencher, corpus(name), Form::Codeowners);
}

#[divan::bench(args = names())]
fn path_rules(bencher: Bencher<'_, '_>, name: &str) {
    compile_and_route(bencher, corpus(name), Form::Path);
}

#[divan::bench(args = names())]
fn peer_codeowners_rs(bencher: Bencher<'_, '_>, name: &str) {
    let corpus = corpus(name);
    bencher.with_inputs(|| corpus.peer()).bench_values(|rules| {
        let rules = codeowners_rs::RuleSet::new(rules);
        corpus.paths.iter().filter(|path| rules.matching_rule(path).is_some()).count()
    });
}

/// Not the CODEOWNERS language: a reference for speed only.
#[divan::bench(args = names())]
fn peer_ignore_one_set(bencher: Bencher<'_, '_>, name: &str) {
    let corpus = corpus(name);
    bencher.bench(|| {
        let set = corpus.ignore();
        let matched =
            |path: &&String| set.matched_path_or_any_parents(path.as_str(), false).is_ignore();
        corpus.paths.iter().filter(matched).count()
    });
}

/// One edited rule among the corpus's own.
#[divan::bench(args = names())]
fn edit_one_rule(bencher: Bencher<'_, '_>, name: &str) {
    edit(bencher, corpus(name));
}

#[divan::bench(args = [Form::Codeowners, Form::Path], sample_count = 5)]
fn million_paths_ten_thousand_rules(bencher: Bencher<'_, '_>, form: Form) {
    compile_and_route(bencher, &support::synthetic(1_000_000, 10_000), form);
}

/// Every rule looks for another word anywhere in the path.
#[divan::bench(args = [Form::Codeowners, Form::Path], sample_count = 10)]
fn ten_thousand_substrings(bencher: Bencher<'_, '_>, form: Form) {
    compile_and_route(bencher, &support::substrings(100_000, 10_000), form);
}

#[divan::bench]
fn edit_one_rule_of_ten_thousand(bencher: Bencher<'_, '_>) {
    edit(bencher, &support::synthetic(100_000, 10_000));
}

fn compile_and_route(bencher: Bencher<'_, '_>, corpus: &Corpus, form: Form) {
    let tree = Tree::new(corpus.paths());
    let rules: Arc<[Rule]> = corpus.rules(form).into();
    bencher.bench(|| route(&tree, Compiled::new(Arc::clone(&rules)), Options::default()));
}

fn edit(bencher: Bencher<'_, '_>, corpus: &Corpus) {
    let tree = Tree::new(corpus.paths());
    let rules = corpus.rules(Form::Codeowners);
    let mut edited = rules.clone();
    let middle = edited.len() / 2;
    "*a*b*".clone_into(&mut edited[middle].matcher.pattern);
    let before = route(&tree, Compiled::new(rules), Options::default());
    let edited: Arc<[Rule]> = edited.into();
    bencher.bench(|| before.update(&tree, Arc::clone(&edited)));
}
