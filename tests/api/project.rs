//! Explanation, advice, comparison and coverage through the contract.

use sentry_general::api::{
    CompareRequest, DeriveRequest, RouteRequest, TreeInput, advise_rules, compare_review,
    compare_rules, coverage, derive_mappings, explain_path, guess_mappings,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

fn take<T: DeserializeOwned>(json: Value) -> T {
    serde_json::from_value(json).expect("a sound request")
}

fn plain(value: impl Serialize) -> Value {
    serde_json::to_value(value).expect("plain values")
}

fn tree(paths: &[&str]) -> TreeInput {
    TreeInput::Paths(paths.iter().map(|path| (*path).to_owned()).collect())
}

const FILES: [&str; 4] = ["src/pay/a.ts", "src/pay/b.ts", "src/web/c.ts", "README.md"];

fn request() -> RouteRequest {
    take(json!({
        "rules": "app/* #web\napp/pay/* #pay #web\n",
        "codeowners": {
            "text": "* @acme/all\n/src/ @acme/web\n/src/pay/ @acme/ops\n",
            "owners": {"@acme/web": "#web", "@acme/all": "#all"},
        },
        "mappings": [{"stackRoot": "app/", "sourceRoot": "src/"}],
    }))
}

#[test]
fn a_path_is_explained_rule_by_rule() {
    let told =
        plain(explain_path(Some(&tree(&FILES)), "src/pay/a.ts", request()).expect("it is there"));
    assert_eq!(told["framePath"], "app/pay/a.ts");
    assert_eq!(told["mapping"], json!({"stackRoot": "app/", "sourceRoot": "src/"}));
    assert_eq!([&told["owner"], &told["outcome"]], ["#pay", "owned"]);
    assert_eq!(told["suggested"], json!(["#pay", "#web"]));
    let verdicts: Vec<_> = told["candidates"]
        .as_array()
        .expect("candidates")
        .iter()
        .map(|it| json!([it["source"], it["line"], it["verdict"], it["by"]["line"], it["because"]]))
        .collect();
    assert_eq!(
        verdicts,
        [
            json!(["rules", 2, "won", null, null]),
            json!(["rules", 1, "overridden", 2, "later"]),
            json!(["codeowners", 1, "overridden", 2, "ownership-rule"]),
        ]
    );
    assert_eq!(told["dropped"][0]["line"], 3, "its host knows the line, Sentry drops it");
    assert_eq!(told["reviewers"], json!([{"name": "@acme/ops", "owner": null, "line": 3}]));
}

#[test]
fn a_near_miss_says_what_is_between() {
    let request = take(json!({"rules": "src/pay #pay\n"}));
    let told = plain(explain_path(None, "src/pay/a.ts", request).expect("no tree is needed"));
    assert_eq!([&told["owner"], &told["outcome"]], [&json!(null), &json!("unmatched")]);
    assert_eq!(told["nearMisses"][0]["reason"], "names-folder");
    assert_eq!(told["nearMisses"][0]["pattern"], "src/pay");
}

#[test]
fn a_path_that_is_not_there_is_refused() {
    let error = explain_path(Some(&tree(&FILES)), "src/x.ts", request()).expect_err("no such file");
    assert!(error.starts_with("path: ") && error.contains("src/x.ts"), "{error}");
}

fn codes(problems: &Value) -> Vec<&str> {
    let problems = problems.as_array().expect("problems");
    problems.iter().filter_map(|problem| problem["code"].as_str()).collect()
}

#[test]
fn advice_comes_by_the_text_that_it_is_about() {
    let people = "#web @acme/web\n#ops @acme/ops no access\n#Pay\n";
    let mut request = request();
    request.mappings = Some(take(json!([{"stackRoot": "app", "sourceRoot": "source"}])));
    request.rules = Some("src/pay #pay\nsrc/* #nobody\n".to_owned());
    let advice = plain(advise_rules(&tree(&FILES), Some(people), Some("shop"), request));
    assert_eq!(codes(&advice["people"]), ["people/team-slug"]);
    assert_eq!(codes(&advice["mappings"]), ["mappings/matches-nothing"]);
    let about_rules = codes(&advice["rules"]);
    for code in ["rules/matches-nothing", "rules/unknown-owner"] {
        assert!(about_rules.contains(&code), "{code} is among {about_rules:?}");
    }
    let about_file = codes(&advice["codeowners"]);
    for code in ["codeowners/unknown-owner", "codeowners/owner-without-access"] {
        assert!(about_file.contains(&code), "{code} is among {about_file:?}");
    }
    let unknown = advice["rules"]
        .as_array()
        .and_then(|it| it.iter().find(|problem| problem["code"] == "rules/unknown-owner"));
    let answer = unknown.map(|problem| &problem["sentry"]);
    assert_eq!(
        answer,
        Some(&json!("Invalid rule owners: Team #nobody does not have access to project 'shop'."))
    );
}

#[test]
fn names_of_people_map_codeowners() {
    let request = || take(json!({"codeowners": {"text": "/src/ @acme/web\n"}}));
    let found = |people| plain(advise_rules(&tree(&FILES), people, None, request()));
    assert!(codes(&found(None)["codeowners"]).contains(&"codeowners/unmapped-owner"));
    let mapped = found(Some("@Acme/Web -> #web"));
    assert_eq!(codes(&mapped["codeowners"]), Vec::<&str>::new(), "the name is mapped");
}

#[test]
fn review_and_errors_are_compared() {
    let compared = compare_review(&tree(&FILES), request());
    assert_eq!(compared.group_of, [0, 0, -1, -1], "per path, in the order given");
    let compared = plain(compared);
    assert_eq!([&compared["files"], &compared["disagree"]], [4, 2]);
    let group = &compared["groups"][0];
    assert_eq!(group["reviewers"], json!([{"name": "@acme/ops", "known": false}]));
    assert_eq!([&group["lines"], &group["owner"]], [&json!([3]), &json!("#pay")]);
    assert_eq!(group["rule"]["line"], 2);
    assert_eq!(group["places"], json!([{"path": "src/pay/", "files": 2}]));
}

#[test]
fn coverage_is_told_level_by_level() {
    let all = plain(coverage(&tree(&FILES), None, request()).expect("the whole tree"));
    assert_eq!(
        all["owners"],
        json!([
            {"owner": "#pay", "files": 2}, {"owner": "#web", "files": 1}, {"owner": "#all", "files": 1},
        ])
    );
    assert_eq!([&all["share"], &all["files"]], [&json!(1.0), &json!(4)]);
    assert_eq!(all["folders"][0]["path"], "src");
    assert_eq!([&all["rules"][0]["wins"], &all["rules"][0]["matches"]], [1, 3]);
    assert!(
        all["overlaps"]
            .as_array()
            .is_some_and(|it| it.contains(&json!({"winner": "#pay", "other": "#web", "files": 2})))
    );
    let pay = plain(coverage(&tree(&FILES), Some("src/pay/"), request()).expect("a folder"));
    assert_eq!([&pay["path"], &pay["files"]], [&json!("src/pay"), &json!(2)]);
    let error = coverage(&tree(&FILES), Some("lib"), request()).expect_err("no such folder");
    assert!(error.starts_with("folder: "), "{error}");
}

#[test]
fn two_states_are_compared() {
    let request: CompareRequest = take(json!({
        "before": {"rules": "src/* #web\n"},
        "after": {"rules": "src/* #web\nsrc/pay/* #pay\n*.md #docs #\n"},
    }));
    let compared = compare_rules(&tree(&FILES), request);
    assert_eq!(compared.move_of, [0, 0, -1, 1]);
    let compared = plain(compared);
    assert_eq!(compared["files"], 3);
    assert_eq!(
        compared["moves"][0],
        json!({
            "from": "#web", "to": "#pay", "files": 2, "places": [{"path": "src/pay/", "files": 2}],
        })
    );
    assert_eq!(
        [&compared["moves"][1]["from"], &compared["moves"][1]["to"]],
        [&json!(null), &json!("#docs")]
    );
}

#[test]
fn mappings_are_guessed_and_derived() {
    let files = tree(&["api/shop/__init__.py", "api/shop/pay.py"]);
    let guessed = plain(guess_mappings(&files));
    let guess = &guessed["guesses"][0];
    assert_eq!(guess["mapping"], json!({"stackRoot": "shop/", "sourceRoot": "api/shop/"}));
    assert_eq!(
        [&guess["platform"], &guess["sample"], &guess["framePath"]],
        ["python", "api/shop/__init__.py", "shop/__init__.py"]
    );
    let frames = json!([{"filename": "lib/x.py", "inApp": false}, {"filename": "shop/pay.py", "inApp": true}]);
    let derived = |json| derive_mappings(&files, take::<DeriveRequest>(json));
    let from_frames =
        plain(derived(json!({"frames": frames, "platform": "python-django"})).expect("frames"));
    assert_eq!(
        from_frames["mappings"],
        json!([
            {"mapping": {"stackRoot": "shop/", "sourceRoot": "api/shop/"}, "frame": 1, "sourcePath": "api/shop/pay.py"},
        ])
    );
    assert_eq!(
        [&from_frames["platform"], &from_frames["supported"]],
        [&json!("python"), &json!(true)]
    );
    let event = json!({"platform": "python", "exception": {"values": [{"stacktrace": {"frames": [{"filename": "shop/pay.py"}]}}]}});
    let bare = json!([{"filename": "pay.py", "absPath": "/srv/shop/pay.py", "inApp": true}]);
    let by_hand = plain(derived(json!({"frames": bare})).expect("frames"));
    assert_eq!(
        by_hand["mappings"],
        json!([{"mapping": {"stackRoot": "/srv/", "sourceRoot": "api/"}, "frame": 0, "sourcePath": "api/shop/pay.py", "byHand": true}]),
        "a bare file name leaves the absolute path"
    );
    let from_event = plain(derived(json!({"event": event})).expect("an event"));
    assert_eq!(from_event["mappings"][0]["frame"], 0);
    for (json, field) in [
        (json!({}), "event"),
        (json!({"event": {}, "frames": []}), "frames"),
        (json!({"event": 3}), "event"),
    ] {
        let error = derived(json.clone()).expect_err("refused");
        assert!(error.starts_with(&format!("{field}: ")), "{error} names {field} of {json}");
    }
}
