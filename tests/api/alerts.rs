//! Who would be told, through the contract.

use sentry_general::api::{self, AlertsRequest, TreeInput};
use serde_json::{Value, json};

fn request() -> Value {
    let event = |file: &str, title: &str| {
        json!({ "title": title, "platform": "python", "exception": { "values": [{ "type": title, "value": "x",
            "stacktrace": { "frames": [{ "filename": file, "function": "f", "in_app": true }] } }] } })
    };
    json!({
        "plan": {
            "organization": "acme", "repositories": [{ "name": "acme/shop" }],
            "projects": [{ "slug": "api", "root": "api", "platform": "python", "teams": ["api", "pay"], "repository": "acme/shop" }],
            "choices": { "plan": "business", "alerts": { "channels": { "pay": { "by": "slack", "to": "#pay" } } } },
        },
        "errors": json!([event("api/a.py", "KeyError"), event("api/a.py", "KeyError"), event("api/pay/b.py", "ValueError"), event("api/z.txt", "OSError")]).to_string(),
        "rules": "api/?.py #api\napi/pay/* #pay #api\n", "days": 14,
    })
}

fn preview(request: &Value) -> Result<Value, String> {
    let request: AlertsRequest =
        serde_json::from_value(request.clone()).map_err(|it| it.to_string())?;
    let tree = TreeInput::Paths(["api/a.py", "api/pay/b.py", "api/z.txt"].into_iter().collect());
    let preview = api::preview_alerts(Some(&tree), request)?;
    Ok(serde_json::to_value(preview).expect("plain values"))
}

#[test]
fn each_issue_is_told_once_and_where_its_team_is() {
    let answer = preview(&request()).expect("an answer");
    assert_eq!(
        (&answer["issues"], &answer["all"], &answer["days"]),
        (&json!(3), &json!(3), &json!(14.0))
    );
    let row = |who: &str, owner: &Value| {
        let mut rows = answer["rows"].as_array().expect("rows").iter();
        rows.find(|row| row["who"] == who && row["owner"] == *owner).cloned().unwrap_or_default()
    };
    let api = row("owner", &json!("#api"));
    assert_eq!(
        (&api["where"], &api["issues"], &api["errors"], &api["toldAWeek"]),
        (&json!("mail"), &json!(1), &json!(2), &json!(0.5))
    );
    let pay = row("owner", &json!("#pay"));
    assert!(pay["where"].as_str().expect("a channel").contains("#pay"), "{pay}");
    assert_eq!(answer["passedOver"], json!([{ "owner": "#api", "issues": 1 }]), "the last owner");
    let members = row("members", &Value::Null);
    assert_eq!(
        (&members["of"], &members["project"]),
        (&json!("ActiveMembers"), &json!("api")),
        "{answer}"
    );
}

#[test]
fn what_is_no_number_of_days_is_refused_by_name() {
    for days in [json!(0), json!(-3)] {
        let mut request = request();
        request["days"] = days;
        assert_eq!(preview(&request).expect_err("no days"), "days: must be a number above 0");
    }
}
