//! What is read of an event, and what is said about the rest.

use crate::support::{event, frame, lines};
use proptest::prelude::*;
use sentry_general::trace::{Event, FrameSource, InApp, Kind, crashing_thread, munge};
use serde_json::{Value, json};

/// The file names of the frames that count, and where they come from.
#[track_caller]
fn check(json: &Value, source: FrameSource, names: &[&str]) {
    let event = event(json);
    assert_eq!(event.source, source, "where the frames of {json} come from");
    let found: Vec<_> = event.frames.iter().filter_map(|frame| frame.filename.as_deref()).collect();
    assert_eq!(found, names, "the frames of {json}");
}

fn trace(names: &[&str]) -> Value {
    let frames: Vec<_> = names.iter().map(|name| json!({"filename": name})).collect();
    json!({"frames": frames})
}

#[test]
fn the_first_part_with_frames_counts_alone() {
    let exceptions = json!({"values": [
        {"stacktrace": trace(&["a"])}, null, {"type": "X"}, {"stacktrace": trace(&["b", "c"])},
    ]});
    let all = json!({"exception": exceptions, "stacktrace": trace(&["s"]), "threads": [{"stacktrace": trace(&["t"])}]});
    check(&all, FrameSource::Exceptions, &["a", "b", "c"]);
    let empty = json!({"exception": {"values": [{"stacktrace": {"frames": [null]}}]}, "stacktrace": trace(&["s"])});
    check(&empty, FrameSource::Stacktrace, &["s"]);
    let thread = json!({"stacktrace": {"frames": []}, "threads": {"values": [{"stacktrace": trace(&["t"])}]}});
    check(&thread, FrameSource::Thread(0), &["t"]);
    check(&json!({"threads": [{"stacktrace": trace(&["t"])}]}), FrameSource::Thread(0), &["t"]);
    check(&json!({"message": "hi"}), FrameSource::Nothing, &[]);
}

#[test]
fn of_several_threads_the_only_crashed_or_current_one_counts() {
    let threads = |a: Value, b: Value| {
        let mut threads = [a, b];
        for (thread, name) in threads.iter_mut().zip(["a", "b"]) {
            thread["stacktrace"] = trace(&[name]);
        }
        json!({"threads": {"values": threads}})
    };
    check(&threads(json!({}), json!({})), FrameSource::NoThreadChosen, &[]);
    check(&threads(json!({}), json!({"crashed": true})), FrameSource::Thread(1), &["b"]);
    let both = threads(json!({"crashed": true, "current": true}), json!({"crashed": true}));
    check(&both, FrameSource::Thread(0), &["a"]);
    let cases: Vec<(Vec<Value>, Option<usize>)> = lines(include_str!("threads.jsonl"));
    for (threads, expected) in cases {
        let marks = |key: &str| threads.iter().map(|t| t[key] == true).collect::<Vec<_>>();
        assert_eq!(
            crashing_thread(&marks("crashed"), &marks("current")),
            expected,
            "the thread that counts of {threads:?}"
        );
    }
}

#[test]
fn nulls_are_dropped_and_other_shapes_named_by_their_place() {
    for (json, place) in [
        (json!({"exception": {"values": [{"stacktrace": 7}]}}), "exception.values[0].stacktrace"),
        (json!({"exception": []}), "exception"),
        (json!({"threads": {"values": {}}}), "threads.values"),
        (json!({"stacktrace": {"frames": [null, "x"]}}), "stacktrace.frames[1]"),
        (json!({"stacktrace": {"frames": [{"lineno": -1}]}}), "stacktrace.frames[0].lineno"),
        (json!({"tags": [["a"]]}), "tags[0]"),
        (json!({"tags": [["a", {}]]}), "tags[0][1]"),
        (json!({"request": {"url": 5}}), "request.url"),
        (json!({"user": "jo"}), "user"),
        (json!({"sdk": {"name": []}}), "sdk.name"),
    ] {
        let problems = Event::read(&json).problems;
        let found: Vec<_> = problems.iter().map(|p| (p.code, p.message.as_str())).collect();
        assert_eq!(found.len(), 1, "one problem with {json}: {found:?}");
        assert_eq!(found[0].0, "event/wrong-shape", "what is wrong with {json}");
        assert!(found[0].1.starts_with(&format!("`{place}` ")), "{:?} names {place}", found[0].1);
    }
    let nulls = json!({"exception": null, "stacktrace": {"frames": [null]}, "threads": null,
        "tags": [null, [null, "x"]], "user": null, "request": {"url": null}, "platform": null});
    let read = Event::read(&nulls);
    assert_eq!(read.event, Event::default(), "nulls are nothing");
    assert_eq!(read.problems, [], "and nothing is wrong with them");
    assert_eq!(Event::read(&json!(3)).problems.len(), 1, "an event is an object");
    let entries = json!([{"type": "exception", "data": {"values": [{"stacktrace": {"frames": [
        {"filename": "a.py", "absPath": "/x/a.py", "lineNo": 3, "colNo": null, "inApp": false},
    ]}}]}}]);
    let read = Event::read(&json!({"entries": entries}));
    let frame = &read.event.frames[0];
    assert_eq!(
        (frame.abs_path.as_deref(), frame.line, frame.in_app),
        (Some("/x/a.py"), Some(3), InApp::No)
    );
    let form = read.problems;
    assert_eq!(form[0].code, "event/api-form", "the web API's form is recognised");
}

#[test]
fn in_app_is_told_apart_in_all_its_forms() {
    for (json, expected) in [
        (json!({}), InApp::Missing),
        (json!({"in_app": null}), InApp::Null),
        (json!({"in_app": true}), InApp::Yes),
        (json!({"in_app": false}), InApp::No),
        (json!({"in_app": 0}), InApp::Null),
    ] {
        assert_eq!(frame(&json).in_app, expected, "in_app of {json}");
    }
}

#[test]
fn tags_come_in_three_forms() {
    for json in [
        json!({"tags": [["a", "x"], ["n", 7], ["t", true], ["z", null]]}),
        json!({"tags": {"a": "x", "n": 7, "t": true, "z": null}}),
        json!({"tags": [{"key": "a", "value": "x"}, {"key": "n", "value": 7},
            {"key": "t", "value": true}, {"key": "z", "value": null}]}),
    ] {
        let read = Event::read(&json);
        let tags: Vec<_> =
            read.event.tags.iter().map(|tag| (tag.key.as_str(), tag.value.as_str())).collect();
        assert_eq!(tags, [("a", "x"), ("n", "7"), ("t", "True"), ("z", "")], "tags of {json}");
        assert_eq!(read.problems, [], "problems with {json}");
    }
}

#[test]
fn only_errors_are_errors() {
    assert_eq!(event(&json!({"type": "csp"})).kind, Kind::Error);
    assert_eq!(event(&json!({"type": "transaction"})).kind, Kind::Other("transaction".into()));
}

#[test]
fn munged_paths_are_made_as_sentry_does() {
    let mut cases: Vec<(String, Option<String>, Value, Option<String>)> =
        lines(include_str!("munge.jsonl"));
    let mut own = |platform: &str, sdk: Option<&str>, frame: Value, path: Option<&str>| {
        cases.push((platform.into(), sdk.map(str::to_owned), frame, path.map(str::to_owned)));
    };
    let flutter = Some("sentry.dart.flutter");
    own("java", None, json!({"module": "a.b.C$1", "abs_path": "C.kt"}), Some("a/b/C.kt"));
    own("java", None, json!({"module": "a.b.C$1", "abs_path": "C"}), Some("a/b/C"));
    own("java", None, json!({"module": "C", "abs_path": "C.java"}), None);
    own("java", None, json!({"module": "C", "abs_path": "C"}), Some("C"));
    own("java", None, json!({"module": "$1", "abs_path": "C"}), None);
    own("java", None, json!({"module": "", "abs_path": "C.java"}), None);
    own(
        "cocoa",
        None,
        json!({"package": "/App/", "abs_path": "/x/App/y/App/z"}),
        Some("App/y/App/z"),
    );
    own("cocoa", None, json!({"package": "a/App", "abs_path": "/a/App/z"}), None);
    own("cocoa", None, json!({"package": "App", "abs_path": "/x/Apps/z"}), None);
    own("other", flutter, json!({"package": "p", "abs_path": "dart:p/x"}), None);
    own("other", flutter, json!({"package": "p", "abs_path": "package:p/"}), None);
    own("other", flutter, json!({"package": "q", "abs_path": "package:p/x"}), None);
    own("other", None, json!({"package": "p", "abs_path": "package:p/x"}), None);
    own("javascript", None, json!({"module": "a.b", "abs_path": "x/C.js"}), None);
    own("node", None, json!({"filename": "app:///a.js", "abs_path": "app:///a.js"}), None);
    for (platform, sdk, json, expected) in cases {
        let munged = munge(&frame(&json), &platform, sdk.as_deref());
        assert_eq!(munged, expected, "the munged path of {json} on {platform} with {sdk:?}");
    }
}

#[test]
fn the_platform_of_the_event_decides_not_that_of_the_frame() {
    let frame = json!({"platform": "java", "module": "x.Y", "abs_path": "Y.java"});
    let event = event(&json!({"stacktrace": {"frames": [frame]}}));
    assert_eq!(event.frames[0].munged, None, "no platform, no munged path");
    let event = event.with_platform("java");
    assert_eq!(event.frames[0].munged.as_deref(), Some("x/Y.java"), "the platform given later");
}

fn any_json() -> impl Strategy<Value = Value> {
    let keys = "exception|values|stacktrace|frames|threads|crashed|tags|user|data|request|url|\
                filename|abs_path|module|package|platform|sdk|name|in_app|lineno|type|entries|\\PC";
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "(java|cocoa|other|sentry.dart.flutter|package:|a.b|/|\\$|\\PC){0,3}".prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 64, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((keys, inner), 0..6)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn any_json_is_read(json in any_json(), platform in "java|cocoa|other|\\PC{0,4}") {
        let read = Event::read(&json);
        let none = matches!(read.event.source, FrameSource::Nothing | FrameSource::NoThreadChosen);
        prop_assert_eq!(read.event.frames.is_empty(), none, "frames have a source: {}", json);
        prop_assert_eq!(&Event::read(&json), &read, "read again, it is the same");
        let again = read.event.clone().with_platform(platform);
        prop_assert_eq!(again.frames.len(), read.event.frames.len());
    }

    #[test]
    fn frames_in_any_stack_trace_are_counted_but_for_nulls(nulls in prop::collection::vec(any::<bool>(), 0..8)) {
        let frames: Vec<_> = nulls.iter().map(|null| if *null { Value::Null } else { json!({"filename": "a"}) }).collect();
        let expected = nulls.iter().filter(|null| !**null).count();
        for json in [
            json!({"exception": {"values": [{"stacktrace": {"frames": frames}}]}}),
            json!({"stacktrace": {"frames": frames}}),
            json!({"threads": [{"stacktrace": {"frames": frames}}]}),
        ] {
            prop_assert_eq!(event(&json).frames.len(), expected, "frames of {}", json);
        }
    }
}
