//! Which of several matching rules wins, and who owns what.

use crate::support::rules;
use sentry_general::routing::{Compiled, Exclusions, Options, Outcome, Routing, route};
use sentry_general::tree::Tree;

fn routed(texts: &[&str], paths: &[&str], exclusions: Exclusions) -> (Tree, Routing) {
    let tree = Tree::new(paths.iter().collect());
    let options = Options { exclusions, ..Options::default() };
    let routing = route(&tree, Compiled::new(rules(texts)), options);
    (tree, routing)
}

/// `winner` is the place of a rule in `texts`.
#[track_caller]
fn check(texts: &[&str], path: &str, winner: Option<u32>, owner: Option<&str>) {
    let (tree, routing) = routed(texts, &[path], Exclusions::Unown);
    assert_eq!(routing.rule_of(&tree, 0), winner, "the winner of {texts:?} for {path}");
    let owners = routing.compiled().owners();
    let found = routing.owner_of(&tree, 0).map(|owner| owners[owner as usize].to_string());
    assert_eq!(found.as_deref(), owner, "the owner by {texts:?} of {path}");
}

#[test]
fn the_last_matching_rule_wins() {
    check(&["path:*.py #a", "path:src/* #b"], "foo.py", Some(0), Some("#a"));
    check(&["path:*.py #a", "path:src/* #b"], "src/foo.py", Some(1), Some("#b"));
    check(&["path:src/foo.py #b", "path:*.py #a"], "src/foo.py", Some(1), Some("#a"));
    check(&["path:src/* #a"], "lib/foo.py", None, None);
    check(&[], "lib/foo.py", None, None);
}

#[test]
fn ownership_rules_outrank_codeowners() {
    check(&["path:*.py #a", "codeowners:*.py #b"], "api/foo.py", Some(0), Some("#a"));
    check(&["codeowners:*.py #b", "path:*.py #a"], "api/foo.py", Some(1), Some("#a"));
    check(&["path:*.js #a", "codeowners:*.py #b"], "api/foo.py", Some(1), Some("#b"));
    check(
        &["codeowners:*payment* #a", "codeowners:/app/processing_unit.rb #b"],
        "app/processing_unit.rb",
        Some(1),
        Some("#b"),
    );
}

#[test]
fn the_first_owner_of_the_winner_gets_the_error() {
    check(&["path:*.py #a #b"], "foo.py", Some(0), Some("#a"));
}

#[test]
fn a_rule_of_ones_own_without_owners_never_wins() {
    check(&["path:*.py #a", "path:foo.py"], "foo.py", Some(0), Some("#a"));
    let (tree, routing) = routed(&["path:foo.py"], &["foo.py"], Exclusions::Unown);
    assert_eq!(routing.outcome(&tree, 0), Outcome::Unowned, "matched is not unmatched");
}

#[test]
fn a_codeowners_line_without_owners_has_two_readings() {
    let texts = ["codeowners:/src/ #a", "codeowners:/src/gen/"];
    let paths = ["src/gen/a.py", "src/b.py", "c.py"];
    let (tree, routing) = routed(&texts, &paths, Exclusions::Unown);
    assert_eq!(routing.outcome(&tree, 0), Outcome::Excluded(1), "the exclusion wins");
    assert!(routing.is_disputed(&tree, 0), "the readings differ here");
    assert!(!routing.is_disputed(&tree, 1), "and agree here");
    let counts = routing.counts();
    assert_eq!((counts.unowned, counts.unmatched, counts.disputed), (1, 1, 1), "kept apart");
    let (tree, routing) = routed(&texts, &paths, Exclusions::PassOver);
    assert_eq!(routing.outcome(&tree, 0), Outcome::Owned(0, 0), "the rule before wins");
}

#[test]
fn rules_about_other_things_match_no_file() {
    check(
        &["path:a.py #a", "module:a.py #b", "url:* #c", "tags.x:* #d"],
        "a.py",
        Some(0),
        Some("#a"),
    );
}
