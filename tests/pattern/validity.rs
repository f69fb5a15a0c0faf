//! Which globs can't be read, and which are read differently elsewhere.

use sentry_general::ownership::pattern::{Anchoring, CodeownersPattern, Glob, Invalid, Variance};

#[track_caller]
fn check(pattern: &str, invalid: Option<Invalid>, variance: Option<Variance>) {
    let glob = Glob::path(pattern);
    assert_eq!(glob.invalid(), invalid, "why {pattern:?} never matches");
    assert_eq!(glob.variance(), variance, "what engines dispute in {pattern:?}");
    if invalid.is_some() {
        assert!(!glob.is_match(pattern), "an invalid pattern matches nothing, not even itself");
    }
}

#[test]
fn a_pattern_that_cannot_be_read_says_why() {
    check("src/[ab", Some(Invalid::UnclosedClass), None);
    check("src/[]", Some(Invalid::UnclosedClass), None);
    check("src/[z-a]", Some(Invalid::DescendingRange('z', 'a')), None);
    // Lower case comes first, and turns this range round.
    check("[Z-_]", Some(Invalid::DescendingRange('z', '_')), None);
    check("{a,b", Some(Invalid::UnclosedBraces), None);
    check("{a,{b,c}}", Some(Invalid::NestedBraces), Some(Variance::NestedBraces));
    assert_eq!(Glob::url("a\\").invalid(), Some(Invalid::DanglingEscape));
    check("a\\", None, None);
}

#[test]
fn what_engines_read_differently_is_marked() {
    check("a}", None, Some(Variance::StrayBrace));
    check("[{]", None, Some(Variance::BraceInClass));
    check("[a,b]", None, Some(Variance::BraceInClass));
    check("{a,b}/[cd]/**", None, None);
}

#[test]
fn anchoring_is_told() {
    let anchoring = |pattern| CodeownersPattern::new(pattern).anchoring();
    assert_eq!(anchoring("docs/"), Anchoring::AnyFolder, "a last slash does not anchor");
    assert_eq!(anchoring("/docs"), Anchoring::Root, "a first slash anchors");
    assert_eq!(anchoring("a/b"), Anchoring::Root, "an inner slash anchors");
    assert_eq!(anchoring("\\docs"), Anchoring::Anywhere, "a first backslash is an oddity");
}
