//! An event, simulated through the contract.

use sentry_general::api::{SimulateRequest, TreeInput, simulate};
use serde_json::{Value, json};

fn request(json: &Value) -> SimulateRequest {
    serde_json::from_value(json.clone()).expect("a sound request")
}

#[track_caller]
fn run(json: &Value, paths: &[&str]) -> Value {
    let tree = TreeInput::Paths(paths.iter().map(|path| (*path).to_owned()).collect());
    let simulation = simulate(Some(&tree), request(json)).expect("an answer");
    serde_json::to_value(simulation).expect("plain values")
}

fn event() -> Value {
    json!({
        "platform": "python",
        "exception": {"values": [{"stacktrace": {"frames": [
            {"filename": "lib/run.py", "in_app": false},
            {"filename": "shop/pay/api.py", "abs_path": "/srv/shop/pay/api.py", "module": "shop.pay.api",
             "function": "charge", "lineno": 7, "colno": 2, "in_app": true},
        ]}}]},
    })
}

#[test]
fn the_whole_answer() {
    let json = json!({
        "event": event(),
        "rules": "shop/* #shop\nlib/* #lib\nshop/pay/* #first #second\n",
        "mappings": [{"stackRoot": "shop/", "sourceRoot": "src/shop/"}],
    });
    let answer = run(&json, &["src/shop/pay/api.py", "lib/run.py"]);
    assert_eq!(answer["platform"], "python");
    assert_eq!(
        answer["frames"][1],
        json!({
            "filename": "shop/pay/api.py", "absPath": "/srv/shop/pay/api.py", "module": "shop.pay.api",
            "function": "charge", "line": 7, "column": 2, "inApp": true, "sourcePath": "src/shop/pay/api.py",
        })
    );
    let matches: Vec<_> = answer["matches"]
        .as_array()
        .expect("matches")
        .iter()
        .map(|found| {
            (found["line"].as_u64(), found["frames"].to_string(), found["verdict"].as_str())
        })
        .collect();
    assert_eq!(
        matches,
        [
            (Some(3), "[1]".to_owned(), Some("won")),
            (Some(2), "[0]".to_owned(), Some("suggested")),
            (Some(1), "[1]".to_owned(), Some("overridden")),
        ]
    );
    assert_eq!(answer["suggested"], json!(["#first", "#second", "#lib"]));
    assert_eq!(answer["assignee"], "#first");
    assert_eq!(answer["notified"], json!({"owners": ["#second", "#first"], "fallthrough": null}));
    assert_eq!(
        answer["steps"],
        json!([
            "Sentry looks at 2 frames from its exceptions; 1 of them is not in-app, which \
         CODEOWNERS rules pass over.",
            "Line 3 of the rules, `path:shop/pay/*`, matches frame 2 (`shop/pay/api.py`).",
            "Line 2 of the rules, `path:lib/*`, matches frame 1 (`lib/run.py`).",
            "Line 1 of the rules, `path:shop/*`, matches frame 2 (`shop/pay/api.py`).",
            "Line 3 of the rules wins: it is the last ownership rule that matches.",
            "Sentry suggests #first, #second and #lib; it takes the owners of two rules at most.",
            "The issue is assigned to #first, the first owner of line 3 of the rules.",
            "An alert to issue owners goes to #second, the last owner that Sentry lists, and to \
         #first, who has the issue.",
        ])
    );
    assert_eq!(answer["problems"][0]["code"], "event/alert-goes-elsewhere");
}

/// Sends `event()` through rules; the last two steps are about people.
#[track_caller]
fn check(extra: &Value, assigned: &str, notified: &str) -> Value {
    let mut json = json!({"event": event()});
    for (key, value) in extra.as_object().expect("fields") {
        json[key] = value.clone();
    }
    let answer = run(&json, &[]);
    let steps: Vec<_> =
        answer["steps"].as_array().expect("steps").iter().filter_map(Value::as_str).collect();
    assert_eq!(steps[steps.len() - 2..], [assigned, notified], "steps for {extra}");
    answer
}

#[test]
fn settings_show_in_the_steps() {
    let nobody = "Nobody is assigned.";
    let active = "An alert to issue owners finds none and goes to the recently active members of the project's teams.";
    let answer = check(&json!({}), nobody, active);
    assert_eq!(answer["notified"], json!({"owners": [], "fallthrough": "ActiveMembers"}));
    assert_eq!(answer["assignee"], Value::Null);
    let all = "An alert to issue owners finds none and goes to all members of the project's teams.";
    check(&json!({"fallthrough": "AllMembers"}), nobody, all);
    let none = "An alert to issue owners finds none and goes to nobody.";
    check(&json!({"fallthrough": "NoOne"}), nobody, none);
    let last = "An alert to issue owners goes to #a, the last owner that Sentry lists.";
    check(
        &json!({"rules": "* #a", "assignment": "off"}),
        "Nobody is assigned: automatic assignment is turned off.",
        last,
    );
    check(
        &json!({"rules": "* #a"}),
        "The issue is assigned to #a, the owner of line 1 of the rules.",
        last,
    );
    check(
        &json!({"rules": "* #a", "assignment": "suspect-commits", "suspects": ["Jo@x.io"]}),
        "The issue is assigned to jo@x.io, who made a suspect commit.",
        "An alert to issue owners goes to #a, the last owner that Sentry lists, and to jo@x.io, who has the issue.",
    );
    let mut transaction = event();
    transaction["type"] = json!("transaction");
    check(
        &json!({"rules": "* #a", "event": transaction}),
        "Nobody is assigned: Sentry assigns errors only, and this is a transaction.",
        last,
    );
}

#[test]
fn values_that_miss_are_shown() {
    let steps = |rules: &str, url: &str| -> Vec<String> {
        let event = json!({"tags": [["stage", "production"]], "request": {"url": url}});
        let answer = run(&json!({"rules": rules, "event": event}), &[]);
        let steps = answer["steps"].as_array().expect("steps").iter().filter_map(Value::as_str);
        steps.filter(|step| step.starts_with("Line")).map(str::to_owned).collect()
    };
    let near = steps("tags.stage:prod #a\nurl:https://x.io/a #b\n", "http://x.io/a");
    assert_eq!(near.len(), 2, "both are told: {near:?}");
    assert!(near[0].contains("`http://x.io/a` differs only in its scheme"), "{near:?}");
    assert!(near[1].contains("`production` begins as the pattern does"), "{near:?}");
    let far = steps("tags.stage:test #a\n", "http://x.io/a");
    assert!(far[0].contains("does not match: the tag's value `production` is another"), "{far:?}");
}

#[test]
fn what_comes_beside_rules_is_told() {
    let with = |extra: &Value| {
        let mut json = json!({"rules": "* #a", "event": event()});
        for (key, value) in extra.as_object().expect("fields") {
            json[key] = value.clone();
        }
        run(&json, &[])["steps"].to_string()
    };
    let suspects = json!({"assignment": "suspect-commits", "suspects": ["jo@x.io"]});
    assert!(with(&suspects).contains("otherwise the issue would go to #a"), "who is no member");
    let none = json!({"assignment": "suspect-commits"});
    assert!(with(&none).contains("No suspect commit is given here"), "none is known");
    assert!(with(&json!({"rules": ""})).contains("one that is assigned already stays"), "old ones");
    let off = json!({"rules": "", "assignment": "off"});
    assert!(!with(&off).contains("assigned already"), "what is off does nothing");
}

#[test]
fn a_near_miss_is_told() {
    let answer = check(
        &json!({"rules": "src/* #a\npay/api.py #b\n"}),
        "Nobody is assigned.",
        "An alert to issue owners finds none and goes to the recently active members of the project's teams.",
    );
    assert_eq!(
        answer["steps"][2],
        "Line 2 of the rules, `path:pay/api.py`, comes near: frame 2 \
        (`shop/pay/api.py`) ends as the pattern does, but the pattern is tied to the start: put \
        `**/` in front."
    );
    let reasons: Vec<_> =
        answer["misses"].as_array().expect("misses").iter().map(|miss| &miss["reason"]).collect();
    assert_eq!(reasons, ["anchored", "differs"], "the nearest first");
}

#[test]
fn codeowners_count_after_the_rules_and_exclusions_warn() {
    let codeowners = json!({"text": "* @o/a\n/shop/pay/\n", "owners": {"@o/a": "#a"}});
    let answer = run(&json!({"event": event(), "codeowners": codeowners}), &[]);
    assert_eq!(answer["assignee"], Value::Null, "the line without owners ends the search");
    assert_eq!(answer["matches"][0]["line"], 2, "it wins");
    let codes: Vec<_> =
        answer["problems"].as_array().expect("problems").iter().map(|p| &p["code"]).collect();
    assert!(codes.contains(&&json!("event/exclusion-unverified")), "a warning in {codes:?}");
    let both =
        run(&json!({"event": event(), "codeowners": codeowners, "rules": "lib/* #lib\n"}), &[]);
    assert_eq!(both["assignee"], "#lib", "own rules outrank CODEOWNERS");
    let not_in_app = json!({"text": "/lib/ @o/a\n", "owners": {"@o/a": "#a"}});
    let answer = run(&json!({"event": event(), "codeowners": not_in_app}), &[]);
    assert_eq!(answer["misses"][0]["reason"], "not-in-app");
}

#[test]
fn the_platform_given_stands_in_for_a_missing_one() {
    let json = |platform: Value| {
        json!({
            "event": {"stacktrace": {"frames": [{"module": "a.b.C", "abs_path": "C.kt"}]}},
            "platform": platform, "rules": "a/b/C.kt #a",
        })
    };
    let answer = run(&json(json!("android")), &[]);
    assert_eq!(
        (&answer["platform"], &answer["frames"][0]["munged"]),
        (&json!("java"), &json!("a/b/C.kt"))
    );
    assert_eq!(answer["assignee"], "#a");
    assert_eq!(run(&json(Value::Null), &[])["platform"], "other");
}

#[test]
fn what_can_not_be_done_is_refused_by_name() {
    for (json, name) in [
        (json!({"trace": "Traceback", "event": {}}), "trace"),
        (json!({"trace": "Traceback", "inApp": {"0": true}}), "inApp"),
        (json!({}), "event"),
        (json!({"event": 7}), "event"),
    ] {
        let error = simulate(None, request(&json)).expect_err("refused");
        assert!(error.starts_with(&format!("{name}: ")), "{error} names {name}");
    }
    for json in
        [json!({"events": {}}), json!({"assignment": "nobody"}), json!({"fallthrough": "Nobody"})]
    {
        assert!(
            serde_json::from_value::<SimulateRequest>(json.clone()).is_err(),
            "{json} is refused"
        );
    }
}
