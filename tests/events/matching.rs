//! Which rules match an event, and why others do not.

use crate::support::{event, lines, matcher};
use proptest::prelude::*;
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

/// What a rule matches in an event, asked alone.
fn alone(rules: &EventRules, event: &sentry_general::trace::Event) -> Vec<(u32, Evidence)> {
    let verdict = |rule| match rules.verdict(event, rule) {
        EventVerdict::Matched(evidence) => Some((rule, evidence)),
        EventVerdict::Missed(_) => None,
    };
    (0..rules.rules().len() as u32).filter_map(verdict).collect()
}

const PATTERNS: [&str; 16] = [
    "*",
    "a/*",
    "*/b.ts",
    "**/a/**",
    "/a/",
    "a",
    "{a,b}/c",
    "[a-c]/?.ts",
    "A\\b",
    "a//b",
    "*é*",
    "b.ts",
    "/",
    "a.b.*",
    "https://x/*",
    "",
];

const VALUES: [&str; 12] = [
    "a/b.ts",
    "/a/b/c.ts",
    "A\\b",
    "a//b",
    "é/b.ts",
    "b.ts",
    "a",
    "a.b.C",
    "b/c",
    "a\n/b.ts",
    "/",
    "app:///a/b.ts",
];

proptest! {
    /// Events with many frames or tags are asked about all rules together, and are answered as by each rule alone.
    #[test]
    fn rules_asked_together_answer_as_each_alone(
        rules in prop::collection::vec((0..5_usize, 0..PATTERNS.len()), 0..14),
        frames in prop::collection::vec((0..VALUES.len(), 0..VALUES.len(), 0..VALUES.len(), 0..3_u8), 4..12),
        tags in prop::collection::vec((0..3_usize, 0..VALUES.len()), 0..80),
    ) {
        let rule = |(line, &(kind, pattern)): (u32, &(usize, usize))| Rule {
            source: Source::Rules,
            span: Span::new(0, 0),
            line,
            matcher: matcher(["path", "module", "codeowners", "url", "tags.user.a"][kind], PATTERNS[pattern]),
            owners: Vec::new(),
        };
        let rules = EventRules::new((1..).zip(&rules).map(rule).collect::<Vec<_>>());
        let owns = [json!(true), json!(false), Value::Null];
        let frame = |&(file, path, module, own): &(usize, usize, usize, u8)| json!({
            "filename": VALUES[file], "abs_path": VALUES[path], "module": VALUES[module],
            "in_app": owns[usize::from(own)].clone(),
        });
        let frames: Vec<Value> = frames.iter().map(frame).collect();
        let keys = ["a", "user.a", "b"];
        let tags: Vec<Value> =
            tags.iter().map(|&(key, value)| json!([keys[key], VALUES[value]])).collect();
        let event = event(&json!({
            "stacktrace": { "frames": frames }, "tags": tags, "user": { "a": "a", "id": "b" },
            "request": { "url": "https://x/y" },
        }));
        prop_assert_eq!(rules.matching(&event), alone(&rules, &event));
    }
}

#[test]
fn a_hundred_thousand_matches_keep_every_rule_and_its_first_frame() {
    let rule = |line| Rule {
        source: Source::Rules,
        span: Span::new(0, 0),
        line,
        matcher: matcher("path", "src/*"),
        owners: vec![Owner::Team("t".into())],
    };
    let rules = EventRules::new((1..1_001).map(rule).collect::<Vec<_>>());
    let frames: Vec<Value> =
        (0..1_000).map(|at| json!({ "filename": format!("src/a{at}.ts") })).collect();
    let matching = rules.matching(&event(&json!({ "stacktrace": { "frames": frames } })));
    assert_eq!(matching.len(), 1_000, "every rule");
    let first = |evidence: &Evidence| evidence.frames().first().copied();
    assert!(matching.iter().all(|(_, evidence)| first(evidence) == Some(0)));
    assert_eq!(matching[0].1.frames().len(), 1_000);
    let listed: usize = matching.iter().map(|(_, evidence)| evidence.frames().len()).sum();
    assert!(listed < 140_000, "{listed} pairs");
}
