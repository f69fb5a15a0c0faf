//! Every problem code has its page, and every page its problem.

use sentry_general::codes::{all, find};
use std::collections::BTreeSet;
use std::path::Path;

/// Codes that the grammar makes no text for: a last resort, should it change.
const WITHOUT_EXAMPLE: [&str; 1] = ["rules/unreadable"];

#[test]
fn bad_examples_show_the_problem_and_good_ones_do_not() {
    for page in all() {
        let code = page.code;
        let bad = page.bad.codes();
        let expected = !WITHOUT_EXAMPLE.contains(&code);
        assert_eq!(bad.contains(&code), expected, "the bad example of {code} shows {bad:?}");
        let good = page.good.codes();
        assert!(!good.contains(&code), "the good example of {code} is better: {good:?}");
    }
}

#[test]
fn pages_say_something() {
    let mut seen = BTreeSet::new();
    for page in all() {
        let code = page.code;
        assert!(seen.insert(code), "{code} has one page");
        assert_eq!(find(code).map(|page| page.code), Some(code), "{code} is found");
        assert!(!page.title.ends_with('.'), "a title is no sentence: {code}");
        for text in [page.why, page.fix] {
            assert!(text.ends_with('.') && text.len() > 5, "{code} says it in sentences: {text:?}");
        }
    }
}

#[test]
fn codes_and_pages_are_the_same() {
    let mut sources = String::new();
    read(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut sources);
    let used: BTreeSet<&str> = sources.split('"').skip(1).filter(|text| is_code(text)).collect();
    let pages: BTreeSet<&str> = all().map(|page| page.code).collect();
    let missing: Vec<_> = used.difference(&pages).collect();
    assert!(missing.is_empty(), "every code has a page: {missing:?}");
    let idle: Vec<_> = pages.difference(&used).collect();
    assert!(idle.is_empty(), "every page has a code: {idle:?}");
}

/// Adds the text of all sources but those of the pages themselves.
fn read(folder: &Path, out: &mut String) {
    let entries = std::fs::read_dir(folder).expect("the sources are there");
    for entry in entries {
        let path = entry.expect("a folder can be listed").path();
        if path.is_dir() && !path.ends_with("codes") {
            read(&path, out);
        } else if path.extension().is_some_and(|end| end == "rs") {
            out.push_str(&std::fs::read_to_string(&path).expect("sources are UTF-8"));
        }
    }
}

/// Whether a text is a code: the topic tells it from a path.
fn is_code(text: &str) -> bool {
    let topics = [
        "input",
        "rules",
        "codeowners",
        "people",
        "mappings",
        "tree",
        "event",
        "events",
        "trace",
        "files",
        "plan",
        "release",
        "usage",
        "version",
        "live",
        "fence",
    ];
    let plain = |name: &str| {
        !name.is_empty()
            && name.bytes().all(|b| b == b'-' || b.is_ascii_lowercase() || b.is_ascii_digit())
    };
    text.split_once('/').is_some_and(|(topic, name)| topics.contains(&topic) && plain(name))
}
