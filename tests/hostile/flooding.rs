//! Names that were made to collide in a hash with known constants cost no more than others.

use sentry_general::ownership::parse;
use sentry_general::routing::{Compiled, Options, SourceFiles, route};
use sentry_general::tree::{Paths, ReadOptions, Tree, read};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

const NAMES: usize = 20_000;
const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;

/// One step of the hash that trees were once built with: what anybody can compute, anybody can
/// solve for the word that leads to a given value.
fn mix(hash: u64, word: u64) -> u64 {
    (hash.rotate_left(23) ^ word).wrapping_mul(MULTIPLIER)
}

/// Names of sixteen bytes that this hash takes for one and the same.
static COLLIDING: LazyLock<Vec<String>> = LazyLock::new(|| {
    let start = mix(MULTIPLIER, 16);
    let target = 0x0123_4567_89ab_cdef_u64;
    let plain = |byte: u8| (0x20..0x7f).contains(&byte) && !b"/\\".contains(&byte);
    let mut names = Vec::new();
    // One of sixteen letters in each byte, so that the first word is plain whatever comes.
    const LETTERS: u64 = 0x0f0f_0f0f_0f0f_0f0f;
    let mut number = 0_u64;
    while names.len() < NAMES {
        number = (number | !LETTERS).wrapping_add(1) & LETTERS;
        let first = number + 0x6161_6161_6161_6161;
        let second = target ^ mix(start, first).rotate_left(23);
        if second & 0x8080_8080_8080_8080 == 0 && second.to_le_bytes().iter().all(|&it| plain(it)) {
            let name = [first.to_le_bytes(), second.to_le_bytes()].concat();
            names.push(String::from_utf8(name).expect("plain letters"));
        }
    }
    names
});

/// As many names of the same length that nobody chose.
fn ordinary() -> Vec<String> {
    (0..NAMES).map(|at| format!("{:016x}", at as u64 * 0x1234_5678_9abd)).collect()
}

fn taken(work: impl Fn()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

#[track_caller]
fn check(what: &str, work: impl Fn(&[String])) {
    let ordinary = ordinary();
    assert_eq!(COLLIDING.len(), NAMES);
    let usual = taken(|| work(&ordinary));
    let flooded = taken(|| work(&COLLIDING));
    let most = usual * 8 + Duration::from_millis(300);
    assert!(flooded < most, "{what}: {flooded:?}, and {usual:?} with other names");
}

fn tree(names: &[String]) -> Tree {
    Tree::new(names.iter().map(|name| format!("{name}/a.ts")).collect())
}

#[test]
fn trees_of_colliding_names_are_built_as_fast_as_others() {
    check("a tree", |names| drop(tree(names)));
}

#[test]
fn listings_of_colliding_names_are_read_as_fast_as_others() {
    check("a listing", |names| {
        let text: String = names.iter().rev().map(|name| format!("./{name}/a.ts\n")).collect();
        drop(read(&text, &ReadOptions::default()));
    });
}

#[test]
fn rules_for_colliding_names_are_merged_as_fast_as_others() {
    check("rules", |names| {
        // A space would end the pattern, and other marks would make it one of wildcards.
        let plain = |name: &&String| {
            !name.contains([' ', '*', '?', '[', ']', '{', '}', '"', '#', ':', '@', '!'])
        };
        let rules: String =
            names.iter().filter(plain).map(|it| format!("codeowners:/{it}/ #t\n")).collect();
        let tree = Tree::new(["a/b.ts"].into_iter().collect());
        drop(route(&tree, Compiled::new(parse(&rules).rules), Options::default()));
    });
}

#[test]
fn files_of_colliding_names_are_found_as_fast_as_others() {
    check("files", |names| {
        let paths: Paths = names.iter().map(|name| format!("a/{name}")).collect();
        let files = SourceFiles::new(&paths);
        assert!(files.find("a/b").is_none());
    });
}
