//! A plan through the contract.

use sentry_general::api::{OrganizationRequest, export_plan, plan_organization};
use sentry_general::api::{PlanRequest, TreeInput, plan_projects};
use sentry_general::organization::Organization;
use serde_json::{Value, json};

#[track_caller]
fn run(paths: &[&str], request: &Value) -> Value {
    let tree = TreeInput::Paths(paths.iter().map(|path| (*path).to_owned()).collect());
    let request: PlanRequest = serde_json::from_value(request.clone()).expect("a sound request");
    serde_json::to_value(plan_projects(&tree, request)).expect("plain values")
}

const PATHS: [&str; 6] = [
    "api/manage.py",
    "api/shop/urls.py",
    "api/shop/pay.py",
    "web/next.config.js",
    "web/pages/index.tsx",
    "docs/index.md",
];

#[test]
fn the_whole_answer_for_a_project() {
    let answer = run(&PATHS, &json!({ "rules": "path:*pay* #pay\npath:web/* #web\n" }));
    let api = &answer["projects"][0];
    assert_eq!(api["slug"], "api");
    assert_eq!(api["root"], "api");
    assert_eq!(api["platform"], "python-django");
    assert_eq!(api["teams"], json!(["pay"]));
    assert_eq!(api["rules"], "path:*pay* #pay\n");
    assert_eq!(api["files"], 3);
    let proof =
        json!({ "files": 3, "equal": 3, "fallback": 0, "different": [], "unsent": 0, "taken": [] });
    assert_eq!(api["proof"], proof);
    let bare = json!({ "stackRoot": "", "sourceRoot": "api/" });
    assert_eq!(api["mappings"], json!([api["mapping"], bare]), "`manage.py` is no package's");
    assert_eq!(api["repositoryRules"], "path:*pay* #pay\n");
    assert_eq!(api["mapping"], json!({ "stackRoot": "shop/", "sourceRoot": "api/shop/" }));
    assert_eq!(api["reasons"][0]["evidence"], json!(["api/manage.py"]));
    assert!(api.get("process").is_none(), "a code base has no process");
    assert_eq!(answer["excluded"][0]["root"], "docs");
    assert_eq!(answer["leftOver"], 1);
}

#[test]
fn an_answer_is_sent_back_as_changes() {
    let first = run(&PATHS, &json!({}));
    let options = first["questions"][0]["options"].as_array().expect("options").clone();
    assert_eq!(options[0]["changes"], json!([]), "the first option is what the plan assumes");
    let answered = run(&PATHS, &json!({ "changes": options[1]["changes"] }));
    assert_ne!(answered["projects"], first["projects"], "another answer changes the plan");
    let renamed = json!([{ "rename": { "project": { "root": "api" }, "name": "Shop" } }]);
    assert_eq!(run(&PATHS, &json!({ "changes": renamed }))["projects"][0]["slug"], "shop");
}

#[test]
fn codeowners_among_the_files_routes_and_a_broken_file_is_named() {
    let files = json!({ "CODEOWNERS": "/web/ @acme/web\n", "web/package.json": "{" });
    let answer = run(&PATHS, &json!({ "files": files }));
    let problems = answer["problems"].as_array().expect("problems");
    let broken = problems.iter().find(|problem| problem["code"] == "files/unreadable");
    let broken = broken.expect("a broken file is a problem");
    assert_eq!(broken["path"], "web/package.json");
    assert_eq!(broken["line"], 1);
    let owned = |place: &str| {
        let answer = run(
            &PATHS,
            &json!({ "files": { place: "* jo@acme.io\n" }, "codeownersAs": "transcribed" }),
        );
        answer["projects"][0]["rules"].as_str().is_some_and(|rules| !rules.is_empty())
    };
    for place in ["docs/CODEOWNERS", ".gitlab/CODEOWNERS", ".bitbucket/CODEOWNERS"] {
        assert!(owned(place), "{place}");
    }
    assert!(!owned("src/CODEOWNERS"), "no host looks there");
}

#[test]
fn plans_are_compared_if_asked() {
    assert!(run(&PATHS, &json!({})).get("whatIf").is_none());
    let answer = run(&PATHS, &json!({ "whatIf": { "quota": 1_000_000 } }));
    let kinds: Vec<_> =
        answer["whatIf"].as_array().expect("ways").iter().map(|way| &way["kind"]).collect();
    assert_eq!(kinds, ["one", "proposal", "folders"]);
    assert_eq!(answer["whatIf"][0]["spikeFloor"], 4166);
}

#[test]
fn unknown_fields_are_refused_by_name() {
    for (request, name) in [
        (json!({ "rulez": "" }), "rulez"),
        (json!({ "changes": [{ "explode": {} }] }), "explode"),
        (json!({ "changes": [{ "exclude": { "project": { "path": "" } } }] }), "path"),
    ] {
        let error = serde_json::from_value::<PlanRequest>(request).expect_err("refused");
        assert!(error.to_string().contains(name), "{error} names {name}");
    }
}

#[test]
fn codeowners_is_imported_or_becomes_rules() {
    let file = json!({ "text": "/api/ @acme/api\n/web/ @acme/web\n",
        "owners": { "@acme/api": "#api", "@acme/web": "#web" } });
    let imported = run(&PATHS, &json!({ "codeowners": file }));
    assert_eq!(imported["projects"][0]["rules"], "", "the file is left to Sentry");
    assert_eq!(imported["projects"][0]["teams"], json!(["api"]), "who has access all the same");
    let rules = run(&PATHS, &json!({ "codeowners": file, "codeownersAs": "transcribed" }));
    assert_eq!(rules["projects"][0]["rules"], "path:* #api\n");
}

#[test]
fn rules_for_known_code_mappings_stay_as_they_are() {
    let mappings = json!([{ "stackRoot": "app:///", "sourceRoot": "web/" }]);
    let rules = "path:app:///pages/* #web\npath:app:///lib/* #lib\n";
    let request = json!({ "rules": rules, "mappings": mappings });
    let answer = run(&[&PATHS[..], &["web/lib/money.ts"]].concat(), &request);
    let web =
        answer["projects"].as_array().expect("projects").iter().find(|it| it["root"] == "web");
    let web = web.expect("it is a project");
    assert_eq!(web["rules"], rules);
    assert_eq!(web["mappings"][0], mappings[0]);
    assert_eq!(web["proof"]["equal"], web["proof"]["files"]);
}

#[test]
fn the_organization_and_the_repository_are_taken_over_into_the_exports() {
    let rules = "path:web/* #web\npath:docs/* #writers\n";
    let codeowners = json!({ "text": "* @acme/all\n", "owners": { "@acme/all": "#all" } });
    let request = json!({
        "organization": "acme", "repository": "acme/mono", "rules": rules, "codeowners": codeowners,
    });
    let answer = run(&PATHS, &request);
    assert_eq!(answer["organization"], "acme");
    let repository = json!({ "name": "acme/mono", "files": 6, "codeowners": "* @acme/all\n",
        "codeownersAs": "imported", "rules": rules });
    assert_eq!(answer["repositories"], json!([repository]));
    let plan = Organization::from_json(&answer.to_string()).expect("it is the document");
    let export = |format: &str| export_plan(&plan, format).expect("a file").text;
    let terraform = export("terraform");
    assert!(terraform.contains("acme/mono"), "code mappings are in: {terraform}");
    assert!(!terraform.contains("slug is not set"), "{terraform}");
    let file = export("codeowners");
    assert!(file.contains("* @acme/all\n") && file.contains("/docs/ @acme/writers\n"), "{file}");
    let bare = run(&PATHS, &json!({ "rules": rules }));
    assert!(bare.get("organization").is_none() && bare.get("repositories").is_none());
}

#[test]
fn what_codeowners_calls_teams_and_people_is_taken_over_into_the_exports() {
    let owners = json!({ "@acme/p": "#pay", "@acme/billing": "#pay", "@jo": "Jo@acme.io" });
    let codeowners = json!({ "text": "* @acme/p\n/web/ @jo\n", "owners": owners });
    let request =
        json!({ "organization": "acme", "repository": "acme/mono", "codeowners": codeowners });
    let answer = run(&PATHS, &request);
    let plan = Organization::from_json(&answer.to_string()).expect("it is the document");
    assert_eq!(plan.teams.len(), 1);
    assert_eq!(plan.teams[0].code_owners, ["@acme/billing", "@acme/p"]);
    let script = export_plan(&plan, "shell").expect("a file").text;
    let place = |call: &str| script.find(call).unwrap_or_else(|| panic!("{call} is in {script}"));
    let import = place("\ncodeowners \"");
    for call in ["external_team @acme/p \"pay\"", "external_user @jo jo@acme.io"] {
        assert!(place(call) < import, "{call} comes before the file is imported");
    }
    let report = export_plan(&plan, "markdown").expect("a file").text;
    assert!(!report.contains("Nobody yet"), "{report}");
    // The same as of an organization of this one repository.
    let tree = PATHS.join("\n");
    let request = json!({ "organization": "acme", "repositories": [
        { "name": "acme/mono", "tree": tree, "codeowners": codeowners },
    ] });
    let request: OrganizationRequest = serde_json::from_value(request).expect("sound");
    let whole = plan_organization(request).expect("a plan").organization;
    assert_eq!((plan.teams, plan.people), (whole.teams, whole.people));
}

#[test]
fn the_project_at_the_root_is_called_after_the_end_of_the_repositorys_name() {
    let named = |name: &str| {
        let paths = ["manage.py", "requirements.txt", "shop/urls.py", "shop/views.py"];
        run(&paths, &json!({ "repository": name }))["projects"][0]["slug"].clone()
    };
    assert_eq!(named("acme/mono"), "mono");
    assert_eq!(named("mono"), "mono");
}
