//! How much is owned, what changes hands, and where review and errors differ.

use crate::support::{routed, routed_with, tree};
use sentry_general::ownership::codeowners::{Dialect, host};
use sentry_general::routing::{
    Coverage, Outcome, Reviewer, Reviews, Spot, coverage, difference, disagreement, spots,
};
use sentry_general::tree::{Group, Tree};
use std::collections::BTreeMap;

#[test]
fn shares_of_a_folder() {
    let tree = tree("src/a src/b src/x/c lib/d e");
    let routing = routed(&tree, "lib/* #l\nsrc/* #s\n");
    let src = tree.find_folder("src").expect("there is src");
    let expected =
        Coverage { folder: src, files: 3, owners: vec![(1, 3)], unowned: 0, unmatched: 0 };
    assert_eq!(coverage(&tree, &routing, src), expected, "one folder");
    let all = coverage(&tree, &routing, Tree::ROOT);
    assert_eq!((all.owners.as_slice(), all.unmatched), ([(1, 3), (0, 1)].as_slice(), 1));
    assert!((all.share() - 0.8).abs() < 1e-9, "four of five are owned");
}

#[test]
fn unowned_files_come_together_in_whole_folders() {
    let tree = tree("e src/a src/b src/x/c src/x/y/d");
    let routing = routed(&tree, "src/a #s\n");
    let found = spots(&tree, &routing, |outcome| outcome == Outcome::Unmatched);
    let folder = |path| tree.find_folder(path).expect("there is such a folder");
    let expected = [
        Spot { folder: folder("src/x"), files: 2, whole: true },
        Spot { folder: Tree::ROOT, files: 1, whole: false },
        Spot { folder: folder("src"), files: 1, whole: false },
    ];
    assert_eq!(found, expected, "whole folders, else the files of one");
}

#[test]
fn changed_files_come_together_in_whole_folders() {
    let tree = tree("e src/a src/b src/x/c src/x/y/d");
    let (before, after) = (routed(&tree, "src/* #s\n"), routed(&tree, "src/* #s\nsrc/x/* #x\n"));
    let moves = difference(&tree, &before, &after).moves;
    assert_eq!(moves.len(), 1, "from one to another");
    let groups: Vec<_> = tree.groups(&moves[0].files).collect();
    let x = tree.find_folder("src/x").expect("there is src/x");
    assert_eq!(groups, [Group::Folder { folder: x, files: 2 }], "all of src/x");
    let all: Vec<u32> = tree.order().to_vec();
    let groups: Vec<_> = tree.groups(&all).collect();
    assert_eq!(groups, [Group::Folder { folder: Tree::ROOT, files: 5 }], "all there is");
    let groups: Vec<_> = tree.groups(&tree.order()[1..3]).collect();
    assert_eq!(groups, [Group::File(1), Group::File(2)], "single files");
}

/// Each expected line: reviewers, lines, who gets the errors, files.
#[track_caller]
fn check(file: &str, dialect: Dialect, rules: &str, expected: &[&str]) {
    let tree = tree("api/a api/b docs/c web/d e");
    let routing = routed_with(&tree, rules, file);
    let read = host::read(file, dialect);
    let owners: BTreeMap<String, String> =
        [("@O/a", "#a"), ("@o/b", "#b")].map(|(a, b)| (a.to_owned(), b.to_owned())).into();
    let found = disagreement(&tree, &routing, &Reviews { rules: &read, owners: &owners });
    let shown: Vec<String> = found
        .iter()
        .map(|found| {
            let name = |reviewer: &Reviewer| match reviewer {
                Reviewer::Known(owner) => owner.to_string(),
                Reviewer::Unknown(name) => format!("{name}?"),
            };
            let reviewers: Vec<_> = found.reviewers.iter().map(name).collect();
            let gets = found.gets.as_ref().map_or("nobody".to_owned(), ToString::to_string);
            let files: Vec<_> = found.files.iter().map(|&file| tree.paths().get(file)).collect();
            let (reviewers, files) = (reviewers.join("+"), files.join(","));
            format!("{reviewers} {:?} {gets} {:?} {files}", found.lines, found.rule)
        })
        .collect();
    assert_eq!(shown, expected, "review and errors of {file:?} with {rules:?}");
}

#[test]
fn review_and_errors_disagree() {
    let github = Dialect::Github;
    check("/api/ @o/a\n/docs/ @o/b\n", github, "", &[]);
    check("/api/ @o/a\n", github, "api/* #b\n", &["#a [1] #b Some(1) api/a,api/b"]);
    check("/api/ @o/c\n", github, "", &["@o/c? [1] nobody None api/a,api/b"]);
    check("/docs/ @o/a @o/b\n", github, "docs/* #b\n", &[]);
    check("/web/ jo@x.io\n", github, "web/* jo@x.io\n", &[]);
    check("/docs/ @o/a\n", github, "e #b\n", &[" [] #b Some(1) e"]);
    let sections = "[Docs] @o/b\n/docs/\n[All] @o/a\n*\n";
    let expected =
        ["#a [4] nobody Some(1) e,api/a,api/b,web/d", "#b+#a [2, 4] nobody Some(1) docs/c"];
    check(sections, Dialect::Gitlab, "", &expected);
}
