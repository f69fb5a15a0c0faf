//! Does one pattern match all that another matches?

use proptest::prelude::*;
use sentry_general::ownership::pattern::{CodeownersPattern, Glob};

#[track_caller]
fn check(wide: &str, narrow: &str, expected: bool) {
    let covers = Glob::path(wide).covers(&Glob::path(narrow));
    assert_eq!(covers, expected, "whether the glob {wide:?} covers {narrow:?}");
}

#[track_caller]
fn check_codeowners(wide: &str, narrow: &str, expected: bool) {
    let covers = CodeownersPattern::new(wide).covers(&CodeownersPattern::new(narrow));
    assert_eq!(covers, expected, "whether {wide:?} covers {narrow:?} in CODEOWNERS");
}

#[test]
fn what_covers_what() {
    check("*", "src/*", true);
    check("SRC/*", "src/pay/*.ts", true);
    check("src/*", "src/*", true);
    check("src/**", "src/*", true);
    check("*.ts", "src/{a,b}.ts", true);
    check("src/?.ts", "src/[ab].ts", true);
    check("src/[a-c].ts", "src/[ab].ts", true);
    check("src/[ab].ts", "src/?.ts", false);
    check("src/*", "*", false);
    check("src/*", "*/src/*", false);
    check("[", "[", false);
    check_codeowners("/src/", "/src/pay/", true);
    check_codeowners("docs/", "/docs/", true);
    check_codeowners("/docs/", "docs/", false);
    check_codeowners("/src/", "/src/*.ts", true);
    // A name may hold a line feed, which `**` does not run over.
    check_codeowners("/src/**", "/src/*.ts", false);
    check_codeowners("/src/*", "/src/", false);
}

#[test]
fn what_begins_alike_is_told_by_the_rest() {
    check("src/pay/a*", "src/pay/ab?", true);
    check("src/pay/ab?", "src/pay/a*", false);
    check("src/pay/api.ts", "src/pay/api.ts", true);
    check("src/pay/api.ts", "src/pay/api.tsx", false);
    check("src/pay/[x-a].ts", "src/pay/?.ts", false);
    check("src/{pay,web}/*", "src/pay/*", true);
    check("src/é*", "src/éa", true);
    check_codeowners("/drivers/net/", "/drivers/net/wifi/main.c", true);
    check_codeowners("/drivers/net/", "/drivers/network/", false);
    check_codeowners("/drivers/net*", "/drivers/net", true);
    check_codeowners("/drivers/net", "/drivers/net*", false);
    check_codeowners("/drivers/net/?.c", "/drivers/net/é.c", true);
    check_codeowners("//a", "/a", false);
    check_codeowners("/a/b", "/a/b/", true);
    check_codeowners("/a/b/", "/a/b", false);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn what_is_covered_never_matches_alone(
        wide in "[ab*/?]{0,5}|\\*\\*/[ab*]{1,2}|\\{a,b/\\}[ab*]?",
        narrow in "[ab*/?]{0,5}|[ab]/\\*\\*|\\[a-b\\][ab*]?",
        start in "|/|/?a|/?ab/|b//?",
        texts in prop::collection::vec("[ab/]{0,6}", 20),
    ) {
        let (wide, narrow) = (format!("{start}{wide}"), format!("{start}{narrow}"));
        let globs = (Glob::path(&wide), Glob::path(&narrow));
        let owners = (CodeownersPattern::new(&wide), CodeownersPattern::new(&narrow));
        let begun = texts.iter().map(|text| format!("{}{text}", start.trim_start_matches('/')));
        for text in texts.iter().cloned().chain(begun) {
            let text = text.as_str();
            let alone = globs.1.is_match(text) && !globs.0.is_match(text);
            prop_assert!(!(alone && globs.0.covers(&globs.1)), "{wide:?} covers {narrow:?}, but {text:?}");
            let alone = owners.1.is_match(text) && !owners.0.is_match(text);
            prop_assert!(!(alone && owners.0.covers(&owners.1)), "{wide:?} covers {narrow:?}, but {text:?}");
        }
    }
}
