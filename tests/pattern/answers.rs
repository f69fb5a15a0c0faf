//! Answers of Sentry's own matcher, recorded.

use sentry_general::ownership::pattern::{CodeownersPattern, Glob};

/// The texts of one event and whether any of them matches: the cases that
/// Sentry's and its matcher library's own tests state, and some observed ones.
const SENTRY: &str = include_str!("sentry.jsonl");
/// Generated pairs on the edge between match and mismatch, with the answers of
/// sentry-ophio 1.2.0; made by `differential.py --seed 7 --pairs 6000 --interesting`.
const BASELINE: &str = include_str!("baseline.jsonl");

#[track_caller]
fn check(kind: &str, pattern: &str, texts: &[String], expected: bool) {
    let answer = texts.iter().any(|text| match kind {
        "path" => Glob::path(pattern).is_match(text),
        "url" => Glob::url(pattern).is_match(text),
        "tag" => Glob::tag(pattern).is_match(text),
        "codeowners" => CodeownersPattern::new(pattern).is_match(text),
        _ => panic!("the fixture names an unknown kind {kind:?}"),
    });
    assert_eq!(
        answer, expected,
        "Sentry's answer is the only right one: {kind} pattern {pattern:?} on {texts:?}"
    );
}

#[test]
fn cases_that_sentry_states() {
    let mut cases = 0;
    for line in SENTRY.lines() {
        let (kind, pattern, texts, expected): (String, String, Vec<String>, bool) =
            serde_json::from_str(line).expect("a fixture line is [kind, pattern, texts, answer]");
        check(&kind, &pattern, &texts, expected);
        cases += 1;
    }
    assert!(cases > 200, "the fixture must be there in full");
}

#[test]
fn answers_recorded_from_sentrys_matcher() {
    let mut pairs = 0;
    for line in BASELINE.lines() {
        let (kind, pattern, text, expected): (String, String, String, bool) =
            serde_json::from_str(line).expect("a baseline line is [kind, pattern, text, answer]");
        check(&kind, &pattern, &[text], expected);
        pairs += 1;
    }
    assert_eq!(pairs, 6000, "the baseline must be there in full");
}
