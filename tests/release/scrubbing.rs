//! Scrubbing: what is stored of an event.

use proptest::prelude::*;
use sentry_general::playbook::scrub::{Kind, Method, Rule, Selector, Settings, scrub};
use serde_json::{Value, json};

/// A place in an event, a value, and what is stored of it by default.
fn by_default() -> Vec<(&'static str, Value, Value)> {
    vec![
        ("/extra/password", json!("hello"), json!("[Filtered]")),
        ("/extra/the_secret", json!("hello"), json!("[Filtered]")),
        ("/extra/a_password_here", json!("hello"), json!("[Filtered]")),
        ("/extra/api_key", json!("k"), json!("[Filtered]")),
        ("/extra/apiKey", json!("k"), json!("[Filtered]")),
        ("/extra/otp", json!("123"), json!("[Filtered]")),
        ("/extra/two-factor", json!("123"), json!("[Filtered]")),
        ("/extra/foo", json!("bar"), json!("bar")),
        ("/extra/password", json!("true"), json!("true")),
        ("/extra/password", json!(""), json!("")),
        ("/extra/password", json!(true), json!(true)),
        ("/extra/password", json!(null), json!(null)),
        ("/extra/password", json!(12), json!(null)),
        ("/extra/password", json!({ "a": 1 }), json!(null)),
        ("/extra/credentials", json!(["a"]), json!(null)),
        ("/extra/csrf_token", json!("x"), json!("[Filtered]")),
        ("/extra/note", json!("wrong password"), json!("[Filtered]")),
        ("/extra/note", json!("card 4571234567890111 declined"), json!("card [Filtered] declined")),
        ("/extra/note", json!("4571-2345-6789-0111"), json!("[Filtered]")),
        ("/extra/note", json!("378282246310005"), json!("[Filtered]")),
        ("/extra/note", json!("number 123456789"), json!("number 123456789")),
        ("/extra/note", json!("123-45-6789"), json!("[Filtered]")),
        ("/extra/note", json!("DE89370400440532013000"), json!("[Filtered]")),
        (
            "/extra/note",
            json!("postgres://jo:pw@db/shop"),
            json!("postgres://jo:[Filtered]@db/shop"),
        ),
        ("/extra/note", json!("sent Bearer abc.def on"), json!("sent [Filtered] on")),
        ("/user/email", json!("jo@shop.example"), json!("jo@shop.example")),
        ("/server_name", json!("api-1"), json!("api-1")),
        (
            "/request/headers",
            json!([["Authorization", "x"], ["Accept", "y"]]),
            json!([["Authorization", "[Filtered]"], ["Accept", "y"]]),
        ),
        ("/request/headers/User-Agent", json!("auth 1.0"), json!("auth 1.0")),
        ("/request/cookies/sessionid", json!("abc"), json!("[Filtered]")),
        (
            "/request/query_string",
            json!("q=1&token=abc"),
            json!([["q", "1"], ["token", "[Filtered]"]]),
        ),
        ("/exception/values/0/value", json!("wrong password"), json!("wrong password")),
        ("/exception/values/0/type", json!("AuthError"), json!("AuthError")),
        ("/exception/values/0/stacktrace/frames/0/vars/password", json!("x"), json!("[Filtered]")),
        (
            "/exception/values/0/stacktrace/frames/0/filename",
            json!("auth/login.py"),
            json!("auth/login.py"),
        ),
        (
            "/exception/values/0/stacktrace/frames/0/context_line",
            json!("password = x"),
            json!("password = x"),
        ),
        (
            "/logentry/formatted",
            json!("jo@shop.example has a wrong password"),
            json!("[email] has a wrong password"),
        ),
        ("/breadcrumbs/values/0/data/passwd", json!("x"), json!("[Filtered]")),
        ("/tags/auth", json!("x"), json!("x")),
        ("/release", json!("auth@1.0"), json!("auth@1.0")),
        ("/contexts/shop/secret", json!("x"), json!("[Filtered]")),
    ]
}

/// An event that holds a value at a place.
fn event(place: &str, value: &Value) -> Value {
    place[1..].rsplit('/').fold(value.clone(), |inner, key| match key.parse::<usize>() {
        Ok(0) => json!([inner]),
        _ => json!({ key: inner }),
    })
}

fn stored(place: &str, value: &Value, settings: &Settings) -> Value {
    scrub(&event(place, value), settings).event.pointer(place).cloned().unwrap_or(Value::Null)
}

#[test]
fn defaults_scrub_what_sentry_scrubs() {
    for (place, value, expected) in by_default() {
        let now = stored(place, &value, &Settings::default());
        assert_eq!(now, expected, "what is stored at {place} of {value}");
        let changes = scrub(&event(place, &value), &Settings::default()).changes;
        let changed = now != value && place != "/request/query_string";
        assert!(!changed || !changes.is_empty(), "every change is told: {place}");
        let off = Settings { defaults: false, ..Settings::default() };
        let kept = stored(place, &value, &off);
        assert!(place == "/request/query_string" || kept == value, "off is off: {place}");
    }
}

#[test]
fn fields_of_ones_own_and_safe_fields() {
    let settings = Settings {
        sensitive: vec!["Pin".into()],
        safe: vec!["auth_method".into(), "extra.token".into()],
        ..Settings::default()
    };
    for (place, expected) in [
        ("/extra/pin", "[Filtered]"),
        ("/extra/shipping", "[Filtered]"),
        ("/extra/auth_method", "x"),
        ("/extra/token", "x"),
        ("/user/token", "[Filtered]"),
    ] {
        assert_eq!(stored(place, &json!("x"), &settings), json!(expected), "{place}");
    }
    assert_eq!(
        stored("/extra/note", &json!("typing on"), &settings),
        json!("[Filtered]"),
        "a short entry is in many values"
    );
    let settings = Settings { addresses: true, ..Settings::default() };
    assert_eq!(stored("/user/ip_address", &json!("10.0.0.1"), &settings), Value::Null);
    assert_eq!(stored("/extra/note", &json!("from 10.0.0.1 on"), &settings), json!("from [ip] on"));
}

fn rule(method: Method, kind: Kind, source: &str) -> Settings {
    let source = Selector::new(source).unwrap_or_else(|it| panic!("{source}: {it:?}"));
    Settings { defaults: false, rules: vec![Rule { method, kind, source }], ..Settings::default() }
}

#[test]
fn advanced_rules_reach_what_they_name() {
    let card = json!("card 4571234567890111");
    let cases = [
        ("$error.value", "/exception/values/0/value", true),
        ("$error.value", "/extra/value", false),
        ("**", "/extra/note", true),
        ("**", "/tags/note", false),
        ("tags.note", "/tags/note", true),
        ("extra.**", "/extra/a/b/note", true),
        ("extra.**", "/user/note", false),
        ("extra.*", "/extra/note", true),
        ("extra.*", "/extra/a/note", false),
        ("note", "/extra/a/note", true),
        ("NOTE", "/extra/a/note", true),
        ("$string", "/extra/note", true),
        ("$frame.vars.note", "/exception/values/0/stacktrace/frames/0/vars/note", true),
        ("$http.headers.x-note", "/request/headers/x-note", true),
        ("$string && !extra.**", "/extra/note", false),
        ("$string && !extra.**", "/user/note", true),
        ("(extra.note | user.note)", "/user/note", true),
        ("'a note'", "/extra/a note", true),
        ("extra.'it''s'", "/extra/it's", true),
    ];
    for (source, place, reached) in cases {
        let now = stored(place, &card, &rule(Method::Replace, Kind::CreditCard, source));
        let expected = if reached { json!("card [Filtered]") } else { card.clone() };
        assert_eq!(now, expected, "{source} at {place}");
    }
    let mask = rule(Method::Mask, Kind::Email, "extra.**");
    assert_eq!(stored("/extra/to", &json!("to jo@a.io"), &mask), json!("to *******"));
    let gone = rule(Method::Remove, Kind::Anything, "extra.note");
    assert_eq!(stored("/extra/note", &json!({ "a": 1 }), &gone), Value::Null);
    let kept = rule(Method::Mask, Kind::Email, "extra.**");
    assert_eq!(stored("/extra/n", &json!(12), &kept), json!(12), "numbers are removed or nothing");
}

#[test]
fn a_rule_is_written_as_sentry_writes_it() {
    let settings = rule(Method::Remove, Kind::CreditCard, "$error.value");
    assert_eq!(settings.rules[0].title(), "[Remove] [Credit card numbers] from [$error.value]");
    let expected = json!({ "rules": { "0": { "type": "creditcard", "redaction": { "method": "remove" } } },
        "applications": { "$error.value": ["0"] } });
    assert_eq!(Rule::config(&settings.rules), expected);
}

#[test]
fn selectors_that_relay_refuses_are_named_at_their_place() {
    let cases = [
        ("", 0),
        ("*", 1),
        ("**.a.**", 7),
        ("$nothing", 0),
        ("a b", 2),
        ("(a", 2),
        ("'a", 2),
        ("a..b", 2),
        ("a &&", 4),
        ("''", 2),
        ("a.ü", 2),
    ];
    for (source, at) in cases {
        assert_eq!(
            Selector::new(source).map_err(|it| it.at).err(),
            Some(at),
            "where {source:?} goes wrong"
        );
    }
}

proptest! {
    #[test]
    fn any_selector_is_read_or_refused(source in "\\PC{0,30}|[a-z$*.&|!()' ]{0,20}") {
        if let Err(problem) = Selector::new(&source) {
            prop_assert!(source.get(problem.at..).is_some(), "a place in the text: {problem:?}");
        }
    }

    #[test]
    fn any_event_is_scrubbed_once_and_for_all(note in "\\PC{0,60}", key in "\\PC{0,12}") {
        let event = json!({ "extra": { key: note } });
        let settings = Settings { addresses: true, ..Settings::default() };
        let once = scrub(&event, &settings);
        prop_assert!(scrub(&once.event, &settings).changes.is_empty(), "what is scrubbed stays so");
    }
}
