//! The playbook through the contract.

use sentry_general::api::{self, PlanRequest, TreeInput};
use sentry_general::organization::Organization;
use serde_json::{Value, json};

/// The playbook for what `planProjects` answers, with items done.
fn run(paths: &[&str], done: &[&str]) -> Value {
    let tree = TreeInput::Paths(paths.iter().map(|path| (*path).to_owned()).collect());
    let planned = api::plan_projects(&tree, PlanRequest::default());
    let mut plan = serde_json::to_value(planned).expect("plain values");
    plan["choices"] = json!({ "done": done });
    let plan = Organization::from_json(&plan.to_string()).expect("such a document");
    serde_json::to_value(api::playbook(&plan)).expect("plain values")
}

#[test]
fn the_whole_shape_of_an_item() {
    let answer =
        run(&["manage.py", "requirements.txt", "shop/urls.py"], &["data/user", "gone/long-ago"]);
    assert_eq!(answer["done"], 1, "what is no longer there does not count as done");
    let chapters = answer["chapters"].as_array().expect("chapters");
    assert_eq!(chapters.len(), 9);
    let data = &chapters[3];
    assert_eq!((&data["heading"], &data["title"]), (&json!("data"), &json!("Define your data")));
    let items = data["items"].as_array().expect("items");
    let user = items.iter().find(|item| item["id"] == "data/user").expect("an item");
    let expected = json!({
        "id": "data/user", "level": "basic", "done": true, "code": [],
        "what": "Send an internal id as the user, and nothing else.",
        "why": user["why"], "doneWhen": user["doneWhen"],
        "source": {
            "address": "https://docs.sentry.io/concepts/key-terms/enrich-data/", "age": "recent",
            "remark": "from a copy of about 2024 or 2025: check before you rely on it",
        },
    });
    assert_eq!(*user, expected);
    let total: usize = chapters.iter().map(|it| it["items"].as_array().map_or(0, Vec::len)).sum();
    assert_eq!(answer["items"], total);
}

#[test]
fn it_begins_with_the_first_week_and_ends_in_dates() {
    let plan = json!({
        "projects": [{ "slug": "web", "platform": "javascript-react", "teams": ["shop"] }],
        "choices": { "start": "2027-01-29", "plan": "unknown" },
    });
    let organization = Organization::from_json(&plan.to_string()).expect("a plan");
    let all = serde_json::to_value(api::playbook(&organization)).expect("plain values");
    let first = &all["weekOne"][0];
    assert_eq!(first["id"], "architecture/region");
    assert_eq!((&first["owner"], &first["effort"]), (&json!("shop"), &json!("15 minutes")));
    let step = &all["rollout"][0];
    assert_eq!((&step["day"], &step["date"]), (&json!(0), &json!("2027-01-29")));
    assert_eq!(step["items"], json!(["architecture/region"]));
    let needs: Vec<&Value> = all["chapters"]
        .as_array()
        .expect("chapters")
        .iter()
        .flat_map(|chapter| chapter["items"].as_array().expect("items"))
        .filter_map(|item| item.get("needs"))
        .collect();
    assert!(
        needs.contains(&&json!("business")) && needs.contains(&&json!("enterprise")),
        "{needs:?}"
    );
}
