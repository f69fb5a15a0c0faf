//! Events as JSON: one, many, and broken ones.

use crate::support::parse;
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
fn events_are_found_in_other_text() {
    let (one, two) = (event("a.py"), event("b.py"));
    check(&format!("Look:\n```json\n{one:#}\n```\nThanks\n"), &["a.py"]);
    check(&format!("```\n{one}\n```\nand\n```\n{two:#}\n```\n"), &["a.py", "b.py"]);
    check(&format!("https://acme.sentry.io/issues/1/events/2/json/\n{one}\n"), &["a.py"]);
    check(
        &format!("$ curl -d '{{\"a\": 1}}' https://x/\nHTTP/1.1 200 OK\nX-Y: [1]\n\n{one}\n$ "),
        &["a.py"],
    );
    check(&format!("2026-05-01 10:00:00 INFO [main] sends {one} to x\n"), &["a.py"]);
    let quoted = format!("{one:#}").replace('\n', "\n> ");
    check(&format!("> {quoted}\n"), &["a.py"]);
    check(&format!("Jo wrote:\n> > {}\n", quoted.replace("\n>", "\n> >")), &["a.py"]);
    let no_break = format!("{one:#}").replace("  ", "\u{a0}\u{a0}").replace("\": ", "\":\u{a0}");
    check(&no_break, &["a.py"]);
    let curly = one.to_string().replace('"', "\u{201d}");
    check(&format!("Event\n{curly}"), &["a.py"]);
    check(&format!("\"exception\": {}", one["exception"]), &["a.py"]);
}

#[test]
fn strings_keep_what_looks_like_marks() {
    let text = "> {\"message\": \"a\u{a0}> b \u{201c}c\u{201d}\", \"event_id\": \"1\",\n> \"exception\": \
                {\"values\": [{\"stacktrace\": {\"frames\": [{\"filename\": \"a.py\"}]}}]}}\n";
    let read = read_events(text).expect("an event");
    assert_eq!(read.events[0].title.as_deref(), Some("a\u{a0}> b \u{201c}c\u{201d}"));
}

/// A trace below or above JSON of another kind is still read.
#[test]
fn other_json_beside_a_trace_is_no_event() {
    let trace =
        "Traceback (most recent call last):\n  File \"a.py\", line 3, in f\n    x\nKeyError: 1\n";
    for json in ["{\"level\": 30}", "{\"event_id\": \"1\", \"message\": \"up\"}", "[{\"a\": 1}]"] {
        assert_eq!(parse_trace(&format!("sent {json}\n{trace}")).format, "python", "{json}");
        assert_eq!(parse_trace(&format!("{trace}{json}\n")).format, "python", "{json}");
    }
    let log = json!({"exception": {"stacktrace": "java.lang.Error: x\n\tat a.B.c(B.java:1)\n\tat a.B.d(B.java:2)"}});
    assert_eq!(parse_trace(&log.to_string()).format, "java", "a log's text is no list of frames");
}

#[test]
fn broken_json_of_an_event_is_told_of_in_place_of_formats() {
    let check = |text: &str, starts: &str| {
        let problems = parse(text).problems;
        let codes: Vec<&str> = problems.iter().map(|problem| problem.code).collect();
        assert_eq!(codes, ["event/bad-json"], "of {text}");
        let start = problems[0].span.expect("it has a place").start as usize;
        assert!(text[start..].starts_with(starts), "at {:?} of {text}", &text[start..]);
    };
    let sound = format!("{:#}", event("a.py"));
    check(&sound.replace("\"x\"", "oops").replace(": \"KeyError\"", ": oops"), "oops");
    check(&format!("Look:\n```json\n{}\n```\n", sound.replace(": \"KeyError\"", ": oops")), "oops");
    check(&sound[..sound.len() - 8], "");
    check("{'exception': {'values': [{'stacktrace': {'frames': []}}]}}", "'exception'");
    let problems = parse("{\"level\": oops}").problems;
    assert_eq!(problems[0].code, "trace/not-recognised", "no event was meant");
}

#[test]
fn text_made_for_it_takes_no_long_time() {
    const LINES: usize = 20_000;
    let start = std::time::Instant::now();
    for unit in [
        "{\"a\":[\n",
        "{\n",
        "[{\n",
        "{\"a\": \"b\n",
        "> {\"a\":{\n",
        "x {\"exception\": [1, 2]\n",
        "{\"a\":[[[1,\n",
    ] {
        let _ = read_events(&unit.repeat(LINES));
    }
    let taken = start.elapsed();
    assert!(taken.as_secs() < 20, "it took {taken:?}");
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
