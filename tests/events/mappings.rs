//! Code mappings: applied to frames, and derived from them.

use crate::support::{event, frame, frames, lines};
use proptest::prelude::*;
use sentry_general::routing::{
    Mapping, SourceFiles, derive_mappings, derives_mappings, find_roots, source_path,
};
use sentry_general::tree::Paths;
use serde_json::{Value, json};
use std::collections::BTreeMap;

fn mapping(stack_root: &str, source_root: &str) -> Mapping {
    Mapping { stack_root: stack_root.to_owned(), source_root: source_root.to_owned() }
}

#[test]
fn roots_are_found_as_sentry_finds_them() {
    let cases: Vec<[String; 4]> = lines(include_str!("find_roots.jsonl"));
    for [stack, source, stack_root, source_root] in cases {
        let found = find_roots(&stack, &source, None);
        assert_eq!(
            found,
            Some(mapping(&stack_root, &source_root)),
            "roots of {stack} and {source}"
        );
    }
    assert_eq!(find_roots("a/b.py", "c/d.py", None), None, "no overlap, no roots");
    assert_eq!(find_roots("", "c/d.py", None), None, "no path, no roots");
    let absolute = find_roots("/srv/app/x.py", "app/x.py", None);
    assert_eq!(absolute, Some(mapping("/srv/", "")), "an absolute path around the repository's");
}

#[test]
fn frames_become_paths_of_the_repository() {
    let cases: Vec<(String, String, Value, Option<String>)> =
        lines(include_str!("source_path.jsonl"));
    for (stack, source, json, expected) in cases {
        let found = source_path(&frame(&json), &mapping(&stack, &source));
        assert_eq!(found, expected, "{json} by {stack} -> {source}");
    }
    let java = event(&json!({"platform": "java", "stacktrace": {"frames": [
        {"module": "com.acme.Pay", "filename": "Pay.java", "abs_path": "Pay.java"}]}}));
    let found = source_path(&java.frames[0], &mapping("com/acme/", "app/src/com/acme/"));
    assert_eq!(found.as_deref(), Some("app/src/com/acme/Pay.java"), "Java goes by its munged path");
    let found = source_path(&frame(&json!({"filename": "x/app/a.py"})), &mapping("app/", "src/"));
    assert_eq!(found, None, "a stack root is a start, not a middle");
}

#[test]
fn mappings_are_derived_as_sentry_derives_them() {
    type Case = (BTreeMap<String, Vec<String>>, Value, Vec<[String; 3]>);
    let cases: Vec<Case> = lines(include_str!("derive.jsonl"));
    for (trees, json, expected) in cases {
        let names: Vec<&String> = trees.keys().collect();
        let paths: Vec<Paths> = trees.values().map(|paths| paths.iter().collect()).collect();
        let files: Vec<_> = paths.iter().map(SourceFiles::new).collect();
        let found: Vec<_> = derive_mappings(&files, &frames(&json), None)
            .into_iter()
            .map(|found| {
                let Mapping { stack_root, source_root } = found.mapping;
                [names[found.repository].clone(), stack_root, source_root]
            })
            .collect();
        assert_eq!(found, expected, "mappings from {json}");
    }
}

/// The mappings from frames of these file names, in one repository.
#[track_caller]
fn check(paths: &[&str], names: &[&str], expected: &[(&str, &str)]) {
    let paths: Paths = paths.iter().collect();
    let json: Vec<_> = names.iter().map(|name| json!({"filename": name})).collect();
    let found = derive_mappings(&[SourceFiles::new(&paths)], &frames(&json!(json)), None);
    let found: Vec<_> = found
        .iter()
        .map(|found| (found.mapping.stack_root.as_str(), found.mapping.source_root.as_str()))
        .collect();
    assert_eq!(found, expected, "mappings from {names:?}");
}

#[test]
fn mappings_need_one_plain_match() {
    check(&["src/a/x.py"], &["a/x.py"], &[("a/", "src/a/")]);
    check(&["src/a/x.py", "lib/a/x.py"], &["a/x.py"], &[]);
    check(&["src/a/x.py"], &["/srv/a/x.py"], &[]);
    check(&["a/x.py"], &["/srv/a/x.py"], &[("/srv/", "")]);
    check(&["web/a/x.ts"], &["webpack:///./a/x.ts"], &[]);
    check(&["web/a/x.ts"], &["app:///a/x.ts", "app:///a/y.ts"], &[("app:///", "web/")]);
    check(&["tests/a/x.py"], &["a/x.py"], &[]);
    check(&["src/a/x.spec.jsx"], &["a/x.spec.jsx"], &[]);
    check(&["src/a/x"], &["a/x"], &[]);
    check(&["src/a/x.py"], &["<frozen a/x.py", "[a/x.py", "http://a/x.py"], &[]);
    check(&["src\u{e9}/a/x.py"], &["C:\\b\\a\\x.py"], &[]);
}

#[test]
fn what_one_mapping_covers_no_longer_stands_in_anothers_way() {
    // `b/x.py` alone fits two files, until `a/` has taken the one below it.
    check(
        &["src/a/b/x.py", "lib/b/x.py", "src/a/y.py"],
        &["b/x.py", "a/y.py"],
        &[("a/", "src/a/"), ("b/", "lib/b/")],
    );
}

#[test]
fn java_goes_by_the_package() {
    let paths: Paths = ["app/src/main/java/com/acme/shop/pay/card/Card.kt"].into_iter().collect();
    let json = json!([{"module": "com.acme.shop.pay.card.Card$1", "abs_path": "Card.kt"}]);
    let found = derive_mappings(&[SourceFiles::new(&paths)], &frames(&json), Some("java"));
    let expected = mapping("com/acme/shop/pay/", "app/src/main/java/com/acme/shop/pay/");
    assert_eq!(found[0].mapping, expected, "at most four parts of the package");
    assert!(derives_mappings("java") && !derives_mappings("cocoa"), "not on every platform");
}

#[test]
fn frames_are_found_in_the_tree() {
    let paths: Paths =
        ["src/pay/api.ts", "lib/api.ts", "web/src/pay/api.ts", "main.ts", "src/one.ts"]
            .into_iter()
            .collect();
    let files = SourceFiles::new(&paths);
    let check = |json: Value, mappings: &[Mapping], expected: Option<&str>| {
        let found = files.of_frame(&frame(&json), mappings).map(|id| paths.get(id));
        assert_eq!(found, expected, "the file of {json}");
    };
    check(json!({"filename": "src/pay/api.ts"}), &[], Some("src/pay/api.ts"));
    check(json!({"filename": "app:///web/src/pay/api.ts"}), &[], Some("web/src/pay/api.ts"));
    check(json!({"filename": "pay/api.ts"}), &[], None);
    check(json!({"filename": "/srv/src/one.ts"}), &[], Some("src/one.ts"));
    check(json!({"filename": "/srv/main.ts"}), &[], None);
    check(json!({"filename": "main.ts"}), &[], Some("main.ts"));
    check(json!({"filename": "node_modules/x/src/one.ts"}), &[], None);
    check(json!({"filename": "src/one.ts", "in_app": false}), &[], None);
    let mapped = [mapping("", "web/src/"), mapping("app:///", "src/")];
    check(json!({"filename": "pay/api.ts"}), &mapped, Some("web/src/pay/api.ts"));
    check(json!({"filename": "app:///pay/api.ts"}), &mapped, Some("src/pay/api.ts"));
}

proptest! {
    #[test]
    fn derived_mappings_lead_from_the_frame_to_its_file(
        paths in prop::collection::btree_set("([ab]{1,2}/){0,4}[xy]\\.(py|ts)", 1..12),
        names in prop::collection::vec("(app:///|\\./|\\.\\./|/|C:\\\\)?([ab]{1,2}[/\\\\]){0,4}[xy]\\.(py|ts)", 0..8),
    ) {
        let paths: Paths = paths.iter().collect();
        let json: Vec<_> = names.iter().map(|name| json!({"filename": name})).collect();
        let frames = frames(&json!(json));
        for found in derive_mappings(&[SourceFiles::new(&paths)], &frames, None) {
            let mapped = source_path(&frames[found.frame], &found.mapping);
            prop_assert_eq!(mapped.as_deref(), Some(paths.get(found.file)), "{:?} by {:?}", names, found);
        }
    }

    #[test]
    fn no_frame_is_too_odd(stack in "[a:/\\\\. ]{0,9}", source in "[a/.]{0,9}", root in "[a/]{0,3}") {
        let _ = find_roots(&stack, &source, Some(&root));
        let _ = find_roots(&stack, &source, None);
        let paths: Paths = [source].into_iter().collect();
        let frame = frame(&json!({"filename": stack, "module": stack, "abs_path": stack}));
        for platform in [None, Some("java")] {
            let _ = derive_mappings(&[SourceFiles::new(&paths)], std::slice::from_ref(&frame), platform);
        }
    }
}
