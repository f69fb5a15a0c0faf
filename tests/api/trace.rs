//! The text of a stack trace, read and routed through the contract.

use sentry_general::api::{TreeInput, parse_trace, simulate};
use serde_json::{Value, json};

const TRACE: &str = "api-1  | Traceback (most recent call last):\napi-1  |   File \"/app/shop/pay.py\", line 3, in \
                     f\napi-1  |     g()\napi-1  |   File \"/app/lib/x.py\", line 9, in g\napi-1  | ValueError: no\n";

fn run(mut json: Value) -> Value {
    json["trace"] = json!(TRACE);
    let request = serde_json::from_value(json).expect("a sound request");
    let tree = TreeInput::Paths(["src/shop/pay.py", "src/lib/x.py"].into_iter().collect());
    let simulation = simulate(Some(&tree), request).expect("an answer");
    serde_json::to_value(simulation).expect("plain values")
}

#[test]
fn a_text_becomes_exceptions() {
    let parsed = serde_json::to_value(parse_trace(TRACE)).expect("plain values");
    let expected = json!({
        "format": "python", "platform": "python", "sure": 1.0, "problems": [],
        "exceptions": [{
            "type": "ValueError", "value": "no", "module": "builtins", "event": 0, "frames": [
                {"filename": "shop/pay.py", "absPath": "/app/shop/pay.py", "module": "shop.pay", "function": "f",
                 "line": 3, "inApp": true},
                {"filename": "lib/x.py", "absPath": "/app/lib/x.py", "module": "lib.x", "function": "g",
                 "line": 9, "inApp": true},
            ],
        }],
    });
    assert_eq!(parsed, expected);
}

#[test]
fn other_text_is_not_recognised() {
    let parsed = parse_trace("hello");
    assert_eq!((&*parsed.format, &*parsed.platform), ("unknown", "other"));
    assert_eq!(parsed.problems[0].code, "trace/not-recognised");
    assert!(parsed.sure < 0.1, "nothing is not surely anything: {}", parsed.sure);
}

#[test]
fn a_trace_is_routed_like_its_event() {
    let answer = run(json!({"rules": "shop/* #shop\nlib/* #lib\n"}));
    assert_eq!(answer["suggested"], json!(["#lib", "#shop"]));
    assert_eq!(answer["frames"][0]["sourcePath"], "src/shop/pay.py");
    let proposed = json!({"stackRoot": "shop/", "sourceRoot": "src/shop/", "frames": [0]});
    assert_eq!(answer["proposedMappings"][0], proposed, "a mapping that leads to the file");
}

#[test]
fn in_app_settings_show_their_effect() {
    let codeowners = json!({"text": "/lib/ @o/a\n", "owners": {"@o/a": "#a"}});
    let assignee = |extra: Value| {
        let mut json = json!({"codeowners": codeowners});
        for (key, value) in extra.as_object().expect("an object") {
            json[key] = value.clone();
        }
        run(json)["assignee"].clone()
    };
    assert_eq!(assignee(json!({})), "#a");
    assert_eq!(assignee(json!({"inApp": {"1": false}})), Value::Null, "a frame switched by hand");
    assert_eq!(assignee(json!({"inAppExclude": ["lib"]})), Value::Null, "a prefix that excludes");
    let both = json!({"inAppExclude": ["lib"], "inAppInclude": ["lib.x"]});
    assert_eq!(assignee(both), "#a", "a prefix that includes wins");
}

#[test]
fn a_text_without_a_trace_is_said_to_be_none() {
    let request = serde_json::from_value(json!({"trace": "hello"})).expect("a sound request");
    let problems = simulate(None, request).expect("an answer").problems;
    assert_eq!(problems[0].code, "trace/not-recognised");
}
