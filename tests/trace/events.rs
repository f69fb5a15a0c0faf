//! Events as JSON: one, many, and broken ones.

use sentry_general::api::parse_trace;
use sentry_general::trace::read_events;
use serde_json::{Value, json};

fn event(file: &str) -> Value {
    json!({
        "event_id": file, "platform": "python",
        "exception": {"values": [{"type": "KeyError", "value": "'x'", "stacktrace": {"frames": [{"filename": file}]}}]},
    })
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let read = read_events(text).unwrap_or_default();
    let files =
        read.events.iter().map(|found| found.event.frames[0].filename.clone().unwrap_or_default());
    assert_eq!(files.collect::<Vec<_>>(), expected, "the events of {text}");
    for found in &read.events {
        assert!(text.get(found.span.range()).is_some_and(|text| text.starts_with(['{', '['])));
    }
}

#[test]
fn events_come_in_many_forms() {
    let (one, two) = (event("a.py"), event("b.py"));
    check(&one.to_string(), &["a.py"]);
    check(&format!("\u{feff}{one:#}\n"), &["a.py"]);
    check(&json!([one, two]).to_string(), &["a.py", "b.py"]);
    check(&format!("{one}\n{two}\n"), &["a.py", "b.py"]);
    check(&format!("{one},\n{two},\n"), &["a.py", "b.py"]);
    check(&json!({"data": [one]}).to_string(), &["a.py"]);
    let envelope = format!(
        "{{\"event_id\":\"1\",\"dsn\":\"x\"}}\n{{\"type\":\"event\",\"length\":9}}\n{one}\n"
    );
    check(&envelope, &["a.py"]);
    let bare = json!({"exception": [{"stacktrace": {"frames": [{"filename": "c.py"}]}}]});
    check(&bare.to_string(), &["c.py"]);
    let api = json!({"eventID": "1", "title": "t", "entries": [
        {"type": "request", "data": {"url": "http://x/"}},
        {"type": "exception", "data": {"values": [{"stacktrace": {"frames": [{"filename": "d.py", "inApp": true}]}}]}},
    ]});
    check(&api.to_string(), &["d.py"]);
    let threads =
        json!({"threads": {"values": [{"stacktrace": {"frames": [{"filename": "e.py"}]}}]}});
    check(&threads.to_string(), &["e.py"]);
}

#[test]
fn what_is_no_event_is_left_to_others() {
    for text in [
        "",
        "Traceback",
        "{}",
        "[]",
        "{\"level\": 30, \"msg\": \"up\"}",
        "{\"stack\": \"Error: x\"}",
    ] {
        assert!(read_events(text).is_none(), "{text:?} holds no event");
    }
}

#[test]
fn broken_events_are_told_of_at_their_place() {
    let text = format!("{}\n{{\"exception\": oops}}\n{}\n", event("a.py"), event("b.py"));
    check(&text, &["a.py", "b.py"]);
    let problems = read_events(&text).expect("events").problems;
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].code, "event/bad-json");
    let span = problems[0].span.expect("it has a place");
    assert!(
        text[span.range()].starts_with('o'),
        "it is where the sense ends: {:?}",
        &text[span.range()]
    );
}

#[test]
fn events_are_stored_as_sentry_does() {
    let java = json!({"platform": "java", "exception": {"values": [{"stacktrace": {"frames": [
        {"module": "com.acme.pay.Main", "filename": "Main.kt"},
    ]}}]}});
    let read = read_events(&java.to_string()).expect("an event");
    let frame = &read.events[0].event.frames[0];
    assert_eq!(frame.abs_path.as_deref(), Some("Main.kt"), "a missing path is filled in");
    assert_eq!(frame.munged.as_deref(), Some("com/acme/pay/Main.kt"));
}

#[test]
fn an_event_is_read_where_a_text_is_expected() {
    let parsed = parse_trace(&event("a.py").to_string());
    assert_eq!((&*parsed.format, &*parsed.platform), ("event", "python"));
    let exception = &parsed.exceptions[0];
    assert_eq!(exception.ty.as_deref(), Some("KeyError"));
    assert_eq!(exception.frames[0].filename.as_deref(), Some("a.py"));
    let title = read_events(&event("a.py").to_string()).expect("an event").events[0].title.clone();
    assert_eq!(title.as_deref(), Some("KeyError: 'x'"));
}
