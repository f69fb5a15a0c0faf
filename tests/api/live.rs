//! What is in Sentry today, beside a plan, through the contract.

use sentry_general::api::{self, LiveRequest, TreeInput};
use serde_json::{Value, json};

fn compared(request: &Value, tree: Option<&[&str]>) -> Value {
    let request: LiveRequest = serde_json::from_value(request.clone()).expect("a request");
    let tree = tree.map(|paths| TreeInput::Paths(paths.iter().collect()));
    serde_json::to_value(api::compare_live(tree.as_ref(), &request)).expect("plain values")
}

fn plan() -> Value {
    json!({
        "organization": "acme", "repositories": [{ "name": "acme/shop" }],
        "teams": [{ "slug": "web" }, { "slug": "pay" }],
        "projects": [
            { "slug": "shop-web", "name": "shop-web", "root": "web", "platform": "javascript-react", "teams": ["web", "pay"], "rules": "path:* #web\n", "repository": "acme/shop" },
            { "slug": "jobs", "name": "jobs", "root": "jobs", "platform": "go", "teams": ["pay"], "repository": "acme/shop" },
        ],
    })
}

#[test]
fn the_whole_shape_of_a_comparison() {
    let today = json!([{ "id": "7", "slug": "shop_web", "name": "shop-web", "platform": "javascript", "teams": [{ "id": "1", "slug": "web", "name": "Web" }], "mood": "sunny" }]);
    let rules = "# project: shop_web\npath:gone/* #ghost\n";
    let request = json!({ "plan": plan(), "live": [today.to_string(), rules, "[{"] });
    let answer = compared(&request, Some(&["web/src/a.tsx", "jobs/main.go"]));
    assert_eq!(
        answer["known"],
        json!({ "projects": 1, "teams": 1, "rules": 1, "mappings": 0, "alerts": 0 })
    );
    assert_eq!(answer["newTeams"], json!(["pay"]));
    assert_eq!(answer["unknown"], json!({ "project.mood": 1 }));
    let row = &answer["rows"][0];
    assert_eq!(
        (&row["step"], &row["today"], &row["proposed"]),
        (&json!("rename"), &json!(["shop_web"]), &json!(["shop-web"]))
    );
    let changes = row["changes"].as_array().expect("changes").iter();
    let kinds: Vec<&str> = changes.map(|it| it["kind"].as_str().unwrap_or_default()).collect();
    assert_eq!(kinds, ["slug", "platform", "team", "rules"]);
    assert_eq!(
        row["changes"][0]["message"],
        "The slug `shop_web` becomes `shop-web`; the DSN stays."
    );
    assert_eq!(answer["rows"][1]["step"], "create");
    let finding = |kind: &str| {
        answer["findings"].as_array().expect("findings").iter().any(|it| it["kind"] == kind)
    };
    assert!(finding("owner-without-access"), "{}", answer["findings"]);
    let problem = &answer["problems"][0];
    assert_eq!(
        (&problem["code"], &problem["text"]),
        (&json!("live/not-json"), &json!(2)),
        "in the third text"
    );
    let names: Vec<&Value> =
        answer["files"].as_array().expect("files").iter().map(|it| &it["filename"]).collect();
    assert_eq!(names, ["sentry-today.sh", "sentry-today.tf"]);
    let script = answer["files"][0]["text"].as_str().expect("a script");
    let existing = r#"existing shop-web "shop-web" "shop_web" 7 "#;
    assert!(script.contains(existing), "{script}");
}

#[test]
fn nothing_of_today_is_everything_to_be_made() {
    let answer = compared(&json!({ "plan": plan(), "live": [] }), None);
    let steps = answer["rows"].as_array().expect("rows").iter().map(|it| &it["step"]);
    assert!(steps.eq(["create", "create"].iter()));
    assert_eq!(answer["problems"], json!([]));
}

#[test]
fn a_field_that_is_none_is_refused_by_name() {
    let wrong = serde_json::from_value::<LiveRequest>(json!({ "plan": {}, "today": [] }));
    assert!(wrong.expect_err("an unknown field").to_string().contains("`today`"));
}
