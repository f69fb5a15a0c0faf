//! Reading what is pasted, beside merely walking over its bytes once.
//!
//! `benches/engine.mjs` measures the same in wasm, where handing the answer to JavaScript
//! counts as well.

#[allow(dead_code, missing_docs, unreachable_pub, reason = "shared by benches")]
mod support;

use divan::Bencher;
use divan::counter::BytesCount;
use sentry_general::ownership::codeowners::{Codeowners, import, names};
use sentry_general::ownership::{Directory, parse};
use sentry_general::tree::{ReadOptions, Tree, read};
use std::sync::LazyLock;
use support::Corpus;

static CORPORA: LazyLock<Vec<Corpus>> = LazyLock::new(|| {
    let mut corpora = support::corpora();
    corpora.push(support::synthetic(100_000, 10_000));
    corpora
});

fn main() {
    divan::main();
}

fn corpora() -> impl Iterator<Item = &'static str> {
    CORPORA.iter().map(|corpus| corpus.name.as_str())
}

fn corpus(name: &str) -> &'static Corpus {
    let found = CORPORA.iter().find(|corpus| corpus.name == name);
    found.unwrap_or_else(|| panic!("{name} is one of the corpora"))
}

fn bench<T>(bencher: Bencher<'_, '_>, text: &str, run: impl Fn(&str) -> T + Sync) {
    bencher.counter(BytesCount::of_str(text)).bench(|| run(text));
}

/// The least that any reader does.
fn walk(text: &str) -> u32 {
    text.bytes().map(u32::from).sum()
}

#[divan::bench(args = corpora())]
fn listing_walked_over(bencher: Bencher<'_, '_>, name: &str) {
    bench(bencher, &corpus(name).paths.join("\n"), walk);
}

#[divan::bench(args = corpora())]
fn listing_read(bencher: Bencher<'_, '_>, name: &str) {
    bench(bencher, &corpus(name).paths.join("\n"), |text| read(text, &ReadOptions::default()));
}

#[divan::bench(args = corpora())]
fn listing_read_into_a_tree(bencher: Bencher<'_, '_>, name: &str) {
    bench(bencher, &corpus(name).paths.join("\n"), |text| {
        Tree::new(read(text, &ReadOptions::default()).files)
    });
}

#[divan::bench(args = corpora())]
fn codeowners_walked_over(bencher: Bencher<'_, '_>, name: &str) {
    bench(bencher, &corpus(name).codeowners, walk);
}

/// Every name is mapped, so that every line becomes a rule.
#[divan::bench(args = corpora())]
fn codeowners_imported(bencher: Bencher<'_, '_>, name: &str) {
    let text = &corpus(name).codeowners;
    let named = names(text);
    let all = named.teams.into_iter().chain(named.users).chain(named.mails);
    let owners = all.map(|name| (name, "#team".to_owned())).collect();
    let file = Codeowners { owners, ..Codeowners::new(text) };
    bench(bencher, text, |_| import(&file, &Directory::default()));
}

#[divan::bench]
fn eight_thousand_rules_parsed(bencher: Bencher<'_, '_>) {
    let rules: String = (0..8000)
        .map(|at| format!("src/dir{at}/*.ts #team{} jo{at}@acme.example\n", at % 50))
        .collect();
    bench(bencher, &rules, parse);
}
