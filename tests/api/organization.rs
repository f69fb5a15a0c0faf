//! A plan of several repositories through the contract.

use sentry_general::api::{OrganizationRequest, plan_organization};
use sentry_general::organization::Organization;
use serde_json::{Value, json};

#[track_caller]
fn run(request: &Value) -> Result<Value, String> {
    let request: OrganizationRequest = serde_json::from_value(request.clone()).expect("sound");
    plan_organization(request).map(|plan| serde_json::to_value(plan).expect("plain values"))
}

fn shop() -> Value {
    json!({ "organization": "acme", "repositories": [
        {
            "name": "acme/shop",
            "tree": "web/next.config.js\nweb/pages/index.tsx\napi/manage.py\napi/shop/views.py\n",
            "rules": "path:api/* #pay\n",
        },
        {
            "name": "acme/games",
            "tree": ["api/go.mod", "api/main.go", "api/Dockerfile"],
            "files": { "api/go.mod": "module games\nrequire github.com/gin-gonic/gin v1.9.0\n" },
            "codeowners": { "text": "* @acme/play\n", "owners": { "@acme/play": "#play" } },
        },
    ] })
}

#[test]
fn repositories_are_planned_together() {
    let answer = run(&shop()).expect("a plan");
    let found: Vec<_> = answer["projects"].as_array().expect("projects").iter().collect();
    let found: Vec<_> =
        found.iter().map(|it| [&it["repository"], &it["slug"], &it["platform"]]).collect();
    assert_eq!(
        json!(found),
        json!([
            ["acme/shop", "api", "python-django"],
            ["acme/shop", "web", "javascript-nextjs"],
            ["acme/games", "games-api", "go-gin"],
        ]),
        "slugs are unique in the organization, and every project says where it is"
    );
    let teams = json!([{ "slug": "pay", "codeOwners": [] }, { "slug": "play", "codeOwners": ["@acme/play"] }]);
    assert_eq!(answer["teams"], teams, "teams are those of all repositories");
    assert_eq!(answer["repositories"][1]["codeowners"], "* @acme/play\n");
    let document = Organization::from_json(&answer.to_string()).expect("it is the document");
    let games = &document.projects[2];
    let repository = document.repository_of(games).expect("every project has its repository");
    assert_eq!(repository.name, "acme/games");
}

#[test]
fn a_problem_names_its_repository_and_file() {
    let mut request = shop();
    request["repositories"][1]["files"] = json!({ "api/go.mod": "", "api/package.json": "{" });
    request["repositories"][0]["rules"] = json!("nonsense\n");
    let answer = run(&request).expect("bad input gives a partial answer");
    let problems = answer["problems"].as_array().expect("problems");
    let of = |code: &str| problems.iter().find(|it| it["code"] == code).expect("is said");
    let broken = of("files/unreadable");
    assert_eq!(broken["repository"], "acme/games");
    assert_eq!(broken["path"], "api/package.json");
    assert!(problems.iter().any(|it| it["repository"] == "acme/shop" && it["line"] == 1));
    assert_eq!(answer["projects"].as_array().map(Vec::len), Some(3));
}

#[test]
fn names_are_needed_and_belong_to_one_repository() {
    for (name, expected) in [
        (json!(" "), "repositories[1].name: a repository needs a name"),
        (json!("acme/shop"), "repositories[1].name: there are two of acme/shop"),
    ] {
        let mut request = shop();
        request["repositories"][1]["name"] = name;
        assert_eq!(run(&request).expect_err("refused"), expected);
    }
    let tree = json!({ "repositories": [{ "name": "a", "tree": 7 }] });
    let error = serde_json::from_value::<OrganizationRequest>(tree).expect_err("no tree");
    assert!(error.to_string().contains("expected a string or an array of strings"), "{error}");
}

#[test]
fn one_repository_and_none_are_plans_too() {
    let mut request = shop();
    request["repositories"].as_array_mut().expect("a list").truncate(1);
    let answer = run(&request).expect("a plan");
    assert!(answer["projects"][0].get("repository").is_none(), "one need not be named everywhere");
    assert_eq!(run(&json!({})).expect("a plan")["projects"], json!([]));
}
