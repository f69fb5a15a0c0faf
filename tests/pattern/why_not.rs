//! Why a pattern does not match.

use sentry_general::ownership::pattern::{CodeownersPattern, Glob, Invalid, Mismatch};

#[track_caller]
fn check_glob(pattern: &str, text: &str, expected: Option<Mismatch>) {
    let found = Glob::path(pattern).why_not(text);
    assert_eq!(found, expected, "why path:{pattern} does not match {text}");
}

#[track_caller]
fn check_codeowners(pattern: &str, path: &str, expected: Option<Mismatch>) {
    let found = CodeownersPattern::new(pattern).why_not(path);
    assert_eq!(found, expected, "why codeowners:{pattern} does not match {path}");
}

#[test]
fn globs_say_what_is_missing() {
    check_glob("src/*", "src/a.py", None);
    check_glob("src/", "src/a.py", Some(Mismatch::NamesFolder));
    check_glob("src", "src/deep/a.py", Some(Mismatch::NamesFolder));
    check_glob("/src/*", "src/a.py", Some(Mismatch::LeadingSlash));
    check_glob("src/*", "/src/a.py", Some(Mismatch::TextLeadingSlash));
    check_glob("pay/*.py", "src/pay/a.py", Some(Mismatch::Anchored));
    check_glob("src/{a", "src/a", Some(Mismatch::Invalid(Invalid::UnclosedBraces)));
    check_glob("src/pay/*", "src/cart/a.py", Some(Mismatch::Differs { at: 4 }));
    check_glob("*.js", "a.ts", Some(Mismatch::Differs { at: 4 }));
    assert_eq!(Glob::tag("PROD").why_not("prod"), Some(Mismatch::Case), "tags heed case");
}

#[test]
fn urls_and_tags_say_what_is_too_much_or_too_little() {
    let url = |pattern: &str, url: &str| Glob::url(pattern).why_not(url).map(Mismatch::name);
    assert_eq!(url("https://x.io/a", "https://x.io/a?b=1"), Some("query"));
    assert_eq!(url("https://x.io/a", "https://x.io/a#b"), Some("query"));
    assert_eq!(url("https://x.io/*", "http://x.io/a"), Some("scheme"));
    assert_eq!(url("https://x.io/a", "https://x.io/a/b"), Some("goes-on"));
    assert_eq!(url("x.io/a", "https://x.io/a"), Some("preceded"));
    assert_eq!(url("https://x.io/*", "https://y.io/a"), Some("differs"));
    let tag = |pattern: &str, value: &str| Glob::tag(pattern).why_not(value).map(Mismatch::name);
    assert_eq!(tag("prod", "production"), Some("goes-on"));
    assert_eq!(tag("production", "prod"), Some("shorter"));
    assert_eq!(tag("staging", "stagign"), Some("similar"));
    assert_eq!(tag("prod", "eu-prod"), Some("preceded"));
    assert_eq!(tag("prod", "test"), Some("differs"));
    assert_eq!(tag("prod", "prod"), None);
    check_glob("app/[lang]/*", "app/[lang]/x.ts", Some(Mismatch::Set));
    check_glob("com.x.pay", "com.x.pay.Card", Some(Mismatch::GoesOn));
}

#[test]
fn codeowners_patterns_say_what_is_missing() {
    check_codeowners("docs/", "a/docs/b", None);
    check_codeowners("/Docs/", "docs/b", Some(Mismatch::Case));
    check_codeowners("/docs/*", "docs/a/b", Some(Mismatch::Deeper));
    check_codeowners("docs/", "a/docs", Some(Mismatch::NotAFolder));
    check_codeowners("/docs/", "docs", Some(Mismatch::NotAFolder));
    check_codeowners("pay/api", "src/pay/api/a.ts", Some(Mismatch::Anchored));
    check_codeowners("libs/**", "/libs/x", Some(Mismatch::TextLeadingSlash));
    check_codeowners("/src/*/api.ts", "src/pay/v1/api.ts", Some(Mismatch::StarStopsAtSlash));
    check_codeowners("/src/pay/", "src/cart/a.py", Some(Mismatch::Differs { at: 4 }));
}
