//! Whatever is pasted, nothing panics, and every place is one in the text.

use crate::support::{live_of, organization};
use proptest::prelude::*;

/// Some of what the organization is printed as, small enough to try often.
fn some() -> String {
    let text = organization();
    let lines: Vec<&str> = text.lines().collect();
    [lines[2], lines[3], lines[8], lines[lines.len() - 2], lines[lines.len() - 1]].join("\n")
}

/// A whole character's beginning near a byte.
fn near(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

fn check(text: &str) {
    let (live, reading) = live_of(text);
    for problem in &reading.problems {
        let range = problem.span.map_or(0..0, sentry_general::text::Span::range);
        assert!(text.get(range.clone()).is_some(), "{range:?} is in the text: {problem:?}");
    }
    let stored = serde_json::to_string(&live).expect("plain values");
    assert_eq!(serde_json::from_str::<sentry_general::live::Live>(&stored).ok(), Some(live));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn cut_and_patched_text_is_read(cuts in prop::collection::vec((0..1_000_000_usize, 0..60_usize, "[\\[\\]{}\",:é\\n\\\\0-9a]{0,4}"), 1..6)) {
        let mut text = some();
        for (at, length, patch) in cuts {
            let start = near(&text, at % (text.len() + 1));
            let end = near(&text, start + length).max(start);
            text.replace_range(start..end, &patch);
        }
        check(&text);
    }

    #[test]
    fn any_text_is_read(text in "[\\PC\\n{}\\[\\]\",:]{0,200}") {
        check(&text);
    }

    #[test]
    fn values_of_the_wrong_kind_are_read(
        field in prop::sample::select(vec!["slug", "id", "teams", "platform", "raw", "actions", "detectorIds", "projects", "stackRoot", "detail", "get", "answer", "resources", "terraform_version"]),
        other in prop::sample::select(vec!["slug", "id", "teams", "sourceRoot", "fallthrough", "actionFilters", "conditions", "platform", "status"]),
        value in prop::sample::select(vec!["null", "7", "\"x\"", "[]", "{}", "[[7]]", "[null, {\"slug\": 3}]", "true", "{\"a\": {\"slug\": \"b\"}}"]),
        second in prop::sample::select(vec!["null", "-1.5e9", "\"\"", "[{}]", "{\"message\": \"m\"}"]),
    ) {
        check(&format!("[{{\"{field}\": {value}, \"{other}\": {second}}}]"));
        check(&format!("{{\"projects\": {{\"web\": {{\"{field}\": {second}, \"{other}\": {value}}}}}}}"));
    }
}

#[test]
fn deep_and_broken_texts_cost_no_more_than_their_length() {
    let deep = "[".repeat(200_000);
    let broken = "[{\"slug\": \n".repeat(20_000);
    let open = "{\"a\": \"\n".repeat(20_000);
    for text in [deep, broken, open] {
        let start = std::time::Instant::now();
        check(&text);
        assert!(start.elapsed().as_secs() < 5, "no square of {} bytes", text.len());
    }
}
