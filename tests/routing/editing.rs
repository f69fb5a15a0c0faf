//! Edited rules: routed again, and compared with before.

use crate::support::rules;
use proptest::prelude::*;
use sentry_general::ownership::Owner;
use sentry_general::routing::{Compiled, Options, Outcome, difference, route};
use sentry_general::tree::{PathId, Paths, Tree};

fn routed(tree: &Tree, texts: &[String]) -> sentry_general::routing::Routing {
    route(tree, Compiled::new(rules(texts)), Options::default())
}

fn rule() -> impl Strategy<Value = String> {
    let pattern = prop_oneof![
        "[ab*]{1,2}(/[ab*]{1,2}){0,2}(|/|/\\*|/\\*\\*)",
        "/[ab]{1,2}(/[ab]){0,2}(|/|/\\*)",
        "\\*\\*/[ab]{1,2}",
    ];
    ("(path|codeowners|url)", pattern, "(| #x| #y| #z #x)")
        .prop_map(|(kind, pattern, owners)| format!("{kind}:{pattern}{owners}"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn an_edit_equals_a_fresh_run(
        paths in prop::collection::vec("[ab]{1,2}(/[ab]{1,2}){0,3}", 0..30),
        before in prop::collection::vec(rule(), 0..10),
        steps in prop::collection::vec(
            prop::collection::vec((0..4_u8, 0..10_usize, rule()), 1..4),
            1..4,
        ),
    ) {
        let tree = Tree::new(paths.iter().collect::<Paths>());
        let mut texts = before;
        let mut routing = routed(&tree, &texts);
        for edits in steps {
            for (kind, at, rule) in edits {
                let at = at.min(texts.len());
                match kind {
                    0 => texts.insert(at, rule),
                    1 if at < texts.len() => texts[at] = rule,
                    2 if at < texts.len() => texts.swap(0, at),
                    _ if at < texts.len() => { texts.remove(at); }
                    _ => {}
                }
            }
            routing = routing.update(&tree, rules(&texts));
            let fresh = routed(&tree, &texts);
            prop_assert!(routing.says_the_same(&fresh), "an edit must equal a fresh run: {texts:?}");
            prop_assert_eq!(routing.rule_counts(), fresh.rule_counts(), "wins and matches");
            prop_assert_eq!(routing.counts(), fresh.counts(), "counts by owner");
        }
    }

    #[test]
    fn an_edit_among_dozens_of_stars_equals_a_fresh_run(
        paths in prop::collection::vec("[ab/]{1,6}", 0..20),
        before in prop::collection::vec("path:(\\*[ab/]){2,4}\\*? #[xy]", 10..40),
        after in prop::collection::vec("path:(\\*[ab/]){2,4}\\*? #[xy]", 0..40),
        kept in 0..40_usize,
    ) {
        let tree = Tree::new(paths.iter().collect::<Paths>());
        let texts: Vec<String> = before.iter().take(kept).cloned().chain(after).collect();
        let updated = routed(&tree, &before).update(&tree, rules(&texts));
        let fresh = routed(&tree, &texts);
        prop_assert!(updated.says_the_same(&fresh), "an edit must equal a fresh run: {texts:?}");
        prop_assert_eq!(updated.rule_counts(), fresh.rule_counts(), "wins and matches");
    }

    #[test]
    fn a_difference_lists_every_file_that_changes_hands(
        paths in prop::collection::vec("[ab]{1,2}(/[ab]{1,2}){0,2}", 0..30),
        before in prop::collection::vec(rule(), 0..8),
        after in prop::collection::vec(rule(), 0..8),
    ) {
        let tree = Tree::new(paths.iter().collect::<Paths>());
        let (before, after) = (routed(&tree, &before), routed(&tree, &after));
        let found = difference(&tree, &before, &after);
        let owner = |routing: &sentry_general::routing::Routing, path: PathId| {
            let owners = routing.compiled().owners();
            routing.owner_of(&tree, path).map(|owner| owners[owner as usize].clone())
        };
        let mut listed = 0;
        for moved in &found.moves {
            for &path in &moved.files {
                prop_assert_eq!(&owner(&before, path), &moved.from, "from whom");
                prop_assert_eq!(&owner(&after, path), &moved.to, "to whom");
                listed += 1;
            }
            prop_assert_ne!(&moved.from, &moved.to, "who keeps a file does not move it");
        }
        let changed = (0..paths.len() as u32).filter(|&path| owner(&before, path) != owner(&after, path));
        prop_assert_eq!(listed, changed.count(), "none is left out");
        prop_assert_eq!(found.files, listed, "the total is that of the list");
    }
}

#[test]
fn the_largest_move_comes_first() {
    let tree = Tree::new(["a/1", "a/2", "b/1", "c"].into_iter().collect());
    let before = routed(&tree, &["path:* #x".to_owned()]);
    let texts = ["path:* #x".to_owned(), "path:a/* #y".to_owned(), "path:b/* #z".to_owned()];
    let after = before.update(&tree, rules(&texts));
    let found = difference(&tree, &before, &after);
    let team = |name: &str| Some(Owner::Team(name.to_owned()));
    assert_eq!(found.files, 3, "c stays");
    assert_eq!(found.moves[0].to, team("y"), "two files move to y");
    assert_eq!((&found.moves[1].from, &found.moves[1].to), (&team("x"), &team("z")), "one to z");
}

#[test]
fn coverage_by_folder_and_overlap() {
    let tree = Tree::new(["a/1", "a/2", "b/1", "c"].into_iter().collect());
    let texts = ["codeowners:/a/ #x", "codeowners:/a/2", "path:*1 #y"].map(str::to_owned);
    let routing = routed(&tree, &texts);
    let folder = tree.find_folder("a").expect("the folder is there");
    let counts = routing.folder_counts(&tree, folder);
    assert_eq!(counts.owners, [0, 1], "y gets a/1");
    assert_eq!((counts.unowned, counts.unmatched), (1, 0), "a/2 is matched, but unowned");
    assert_eq!(routing.folder_counts(&tree, Tree::ROOT), routing.counts(), "the root has all");
    let overlaps = routing.overlaps();
    assert_eq!(overlaps.len(), 1, "only a/1 is claimed twice");
    assert_eq!((overlaps[0].winner, overlaps[0].other, overlaps[0].files), (1, 0, 1));
    assert_eq!(routing.outcome(&tree, 3), Outcome::Unmatched);
}
