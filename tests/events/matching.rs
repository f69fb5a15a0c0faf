//! Which rules match an event, and why others do not.

use crate::support::{event, lines, matcher};
use sentry_general::ownership::pattern::Mismatch;
use sentry_general::ownership::{Owner, Rule, Source};
use sentry_general::routing::{
    EventRules, EventVerdict, Evidence, FrameMatch, FrameValue, Miss, TagValue, matches_event,
};
use sentry_general::text::Span;
use serde_json::{Value, json};

#[test]
fn events_match_as_observed() {
    let cases: Vec<(String, String, Value, bool)> = lines(include_str!("match.jsonl"));
    for (kind, pattern, json, expected) in cases {
        let found = matches_event(&matcher(&kind, &pattern), &event(&json));
        assert_eq!(found, expected, "whether {kind}:{pattern} matches {json}");
    }
}

fn verdict(kind: &str, pattern: &str, json: &Value) -> EventVerdict {
    let rule = Rule {
        source: Source::Rules,
        span: Span::new(0, 0),
        line: 1,
        matcher: matcher(kind, pattern),
        owners: vec![Owner::Team("t".into())],
    };
    EventRules::new([rule]).verdict(&event(json), 0)
}

#[track_caller]
fn check(kind: &str, pattern: &str, json: &Value, expected: Miss) {
    let verdict = verdict(kind, pattern, json);
    assert_eq!(verdict, EventVerdict::Missed(expected), "why {kind}:{pattern} misses {json}");
}

fn at(frame: usize, value: FrameValue) -> FrameMatch {
    FrameMatch { frame, value }
}

#[test]
fn matching_frames_are_named_each_by_its_first_value() {
    let json = json!({"platform": "java", "stacktrace": {"frames": [
        {"filename": "a/x.py"},
        {"filename": "x.py", "abs_path": "/a/b/x.py"},
        {"filename": "b/x.py"},
        {"module": "a.B", "abs_path": "B.java"},
        {"filename": "", "abs_path": "a/y.py", "in_app": false},
    ]}});
    let frames = [
        at(0, FrameValue::Filename),
        at(1, FrameValue::AbsPath),
        at(3, FrameValue::Munged),
        at(4, FrameValue::AbsPath),
    ];
    let found = verdict("path", "{a,/a}/*", &json);
    assert_eq!(found, EventVerdict::Matched(Evidence::Frames(frames.to_vec())), "in-app or not");
    let found = verdict("codeowners", "/a/", &json);
    assert_eq!(found, EventVerdict::Matched(Evidence::Frames(frames[..3].to_vec())), "not in-app");
    let found = verdict("module", "A.*", &json);
    let module = vec![at(3, FrameValue::Module)];
    assert_eq!(found, EventVerdict::Matched(Evidence::Frames(module)), "modules");
}

#[test]
fn misses_of_frames_say_why() {
    let json = json!({"stacktrace": {"frames": [
        {"filename": "lib/x.py", "in_app": false},
        {"filename": "src/pay/x.py", "abs_path": "/srv/src/pay/x.py"},
    ]}});
    check("path", "*", &json!({}), Miss::NoFrames);
    check("module", "*", &json, Miss::NoValue);
    check("codeowners", "/lib/", &json, Miss::NotInApp(at(0, FrameValue::Filename)));
    let anchored = Miss::NoFrame(at(1, FrameValue::Filename), Mismatch::Anchored);
    check("path", "pay/x.py", &json, anchored);
    let folder = Miss::NoFrame(at(1, FrameValue::Filename), Mismatch::NamesFolder);
    check("path", "src/", &json, folder);
    let case = Miss::NoFrame(at(1, FrameValue::Filename), Mismatch::Case);
    check("codeowners", "/SRC/", &json, case);
    let all_foreign = json!({"stacktrace": {"frames": [{"filename": "a", "in_app": false}]}});
    check("codeowners", "b", &all_foreign, Miss::NoValue);
    assert!(matches!(verdict("path", "[", &json), EventVerdict::Missed(Miss::Invalid(_))));
}

#[test]
fn misses_of_urls_and_tags_say_why() {
    let json = json!({"request": {"url": "http://x/a"}, "tags": [["env", "prod"]]});
    check("url", "*", &json!({"request": {"url": ""}}), Miss::NoUrl);
    check("url", "http://y/*", &json, Miss::Url(Mismatch::Differs { at: 7 }));
    check("tags.x", "*", &json, Miss::NoTag);
    check("tags.env", "PROD", &json, Miss::Tag(TagValue::Tag(0), Mismatch::Case));
    check("tagsXfoo", "*", &json, Miss::UnknownType);
    check("Tags.env", "*", &json, Miss::UnknownType);
}

#[test]
fn tags_look_at_the_user_too() {
    let json = json!({
        "user": {"id": 7, "email": "q@x.io", "data": {"plan": "pro", "seats": 3}},
        "tags": [["sentry:user", "id:7"], ["user.email", "other"], ["dist", "d"]],
    });
    let found = |kind: &str, pattern: &str| verdict(kind, pattern, &json);
    assert_eq!(found("tags.user.email", "q*"), EventVerdict::Matched(Evidence::User(0)));
    assert_eq!(found("tags.user.email", "other"), EventVerdict::Matched(Evidence::Tag(1)));
    assert_eq!(found("tags.user.x.plan", "pro"), EventVerdict::Matched(Evidence::UserData(0)));
    assert_eq!(found("tags.user", "id:*"), EventVerdict::Matched(Evidence::Tag(0)));
    assert_eq!(found("tags.dist", "d"), EventVerdict::Matched(Evidence::Tag(2)));
    check("tags.user.id", "7", &json, Miss::NoTag);
    check("tags.user.seats", "3", &json, Miss::NoTag);
    check("tags.email", "q*", &json, Miss::NoTag);
}

#[test]
fn all_matching_rules_are_listed_in_their_order() {
    let rules = sentry_general::ownership::parse("src/* #a\nlib/* #b\nurl:*/a #c\n").rules;
    let json = json!({"request": {"url": "http://x/a"}, "stacktrace": {"frames": [{"filename": "src/x"}]}});
    let found = EventRules::new(rules).matching(&event(&json));
    let ids: Vec<_> = found.iter().map(|(rule, evidence)| (*rule, evidence.frames())).collect();
    assert_eq!(ids, [(0, vec![0]), (2, vec![])], "rules with their frames");
}
