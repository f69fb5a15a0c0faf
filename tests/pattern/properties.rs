//! What holds for every pattern and text.

use proptest::prelude::*;
use sentry_general::ownership::pattern::{CodeownersPattern, Glob};

fn pattern() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "[ab/*?\\[\\]{},!^\\-\\\\éİΣ\n]{0,12}",]
}

proptest! {
    #[test]
    fn no_pattern_panics(pattern in pattern(), text in pattern()) {
        let _ = Glob::path(&pattern).is_match(&text);
        let _ = Glob::url(&pattern).is_match(&text);
        let _ = Glob::tag(&pattern).is_match(&text);
        let _ = CodeownersPattern::new(&pattern).is_match(&text);
    }

    #[test]
    fn a_path_pattern_ignores_case_and_the_kind_of_slash(pattern in "[abAB/*?é]{0,8}", text in "[abAB/é]{0,8}") {
        let glob = Glob::path(&pattern);
        prop_assert_eq!(
            glob.is_match(&text),
            glob.is_match(&text.to_uppercase().replace('/', "\\")),
            "path rules ignore case and read a backslash as a slash"
        );
    }

    #[test]
    fn without_wildcards_a_glob_is_its_text(text in "[a-c/.]{0,6}", other in "[a-c/.]{0,6}") {
        prop_assert!(Glob::path(&text).is_match(&text), "literal text matches itself");
        prop_assert_eq!(Glob::path(&text).is_match(&other), text == other, "and nothing else");
    }
}

/// Not timed: with backtracking this would not end within a lifetime.
#[test]
fn many_stars_do_not_explode() {
    let text = "a".repeat(5_000);
    assert!(!Glob::path(&("*a".repeat(40) + "b")).is_match(&text), "no final b");
    assert!(!CodeownersPattern::new(&("*a".repeat(40) + "b")).is_match(&text), "no final b");
}
