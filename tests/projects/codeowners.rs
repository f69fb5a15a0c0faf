//! A CODEOWNERS file in a plan: imported, or as rules.

use sentry_general::ownership::codeowners::{Codeowners, import};
use sentry_general::ownership::{Directory, parse};
use sentry_general::projects::{Inputs, Plan, Proposal, WithCodeowners, plan};
use sentry_general::tree::Tree;

const PATHS: [&str; 13] = [
    "api/Dockerfile",
    "api/manage.py",
    "api/requirements.txt",
    "api/shop/__init__.py",
    "api/shop/views.py",
    "api/shop/pay/__init__.py",
    "api/shop/pay/card.py",
    "web/package.json",
    "web/index.html",
    "web/src/main.tsx",
    "web/src/pay/Card.tsx",
    "packages/ui/package.json",
    "packages/ui/src/Button.tsx",
];

const FILE: &str = "* @acme/all\n/api/ @acme/api\n/api/shop/pay/* @acme/pay\n/web/ @acme/web\n\
    /packages/ @acme/design\n";

fn planned(rules: &str, file: &str, way: WithCodeowners) -> Plan {
    let tree = Tree::new(PATHS.iter().collect());
    let mut codeowners = Codeowners::new(file);
    for team in ["all", "api", "pay", "web", "design"] {
        codeowners = codeowners.owned_by(format!("@acme/{team}"), format!("#{team}"));
    }
    let mut all = parse(rules).rules;
    all.extend(import(&codeowners, &Directory::default()).rules);
    let inputs = Inputs { text: rules, rules: &all, codeowners: way, ..Inputs::of_tree(&tree) };
    plan(&inputs, &[])
}

fn project<'p>(plan: &'p Plan, root: &str) -> &'p Proposal {
    plan.projects.iter().find(|it| it.place.root == root).expect("it is a project")
}

#[test]
fn beside_an_imported_file_no_rule_for_everything_is_made() {
    let plan = planned("path:web/* #web\n", FILE, WithCodeowners::Imported);
    for project in &plan.projects {
        assert!(!project.rules.contains("path:* "), "{}: {}", project.slug, project.rules);
    }
    assert_eq!(project(&plan, "api").rules, "", "what the file says is left to the file");
    let own = planned("path:* #all\n", FILE, WithCodeowners::Imported);
    assert_eq!(project(&own, "api").rules, "path:* #all\n", "the user's own rule stays");
}

#[test]
fn who_owns_only_a_library_has_access_to_what_runs_it() {
    for way in [WithCodeowners::Imported, WithCodeowners::Transcribed] {
        let plan = planned("", FILE, way);
        let web = project(&plan, "web");
        assert_eq!(web.teams, ["web", "design"], "{way:?}: Sentry refuses owners without access");
        assert_eq!(project(&plan, "api").teams, ["api", "pay"], "{way:?}");
    }
}

#[test]
fn a_team_without_access_gets_nothing_by_an_imported_file() {
    // What iOS names in its frames is no path that a code mapping knows, so only the first line matches.
    let paths =
        ["ios/App.xcodeproj/project.pbxproj", "ios/App/AppDelegate.swift", "ios/App/Info.plist"];
    let tree = Tree::new(paths.into_iter().chain(["api/manage.py", "api/shop/views.py"]).collect());
    let file = "* @acme/base\n/ios/ @acme/ios\n/api/ @acme/api\n";
    let mut codeowners = Codeowners::new(file);
    for team in ["base", "ios", "api"] {
        codeowners = codeowners.owned_by(format!("@acme/{team}"), format!("#{team}"));
    }
    let rules = import(&codeowners, &Directory::default()).rules;
    let inputs = Inputs { rules: &rules, ..Inputs::of_tree(&tree) };
    let plan = plan(&inputs, &[]);
    let ios = project(&plan, "ios");
    assert_eq!(ios.teams, ["ios"]);
    assert!(!ios.proof.different.is_empty(), "frames of Swift carry other paths");
    for difference in &ios.proof.different {
        assert_eq!(
            difference.after, None,
            "Sentry drops #base, which has no access: {difference:?}"
        );
    }
}

#[test]
fn as_rules_its_lines_reach_the_same_teams() {
    let plan = planned("", FILE, WithCodeowners::Transcribed);
    for project in &plan.projects {
        let proof = &project.proof;
        assert_eq!(proof.equal, proof.files, "{}: {:?}", project.slug, proof.different);
        assert!(project.proof.files > 0);
    }
    let api = project(&plan, "api");
    assert_eq!(api.rules, "path:* #api\npath:shop/pay/* #pay\n");
}

#[test]
fn lines_of_direct_children_take_no_folder_below_along() {
    let file = "/web/src/* @acme/web\n";
    let plan = planned("", file, WithCodeowners::Transcribed);
    let web = project(&plan, "web");
    assert_eq!(web.rules, "path:**/src/main.tsx #web\n", "no star of a rule stops at a slash");
    assert_eq!(web.proof.equal, web.proof.files, "{:?}", web.proof.different);
}

#[test]
fn what_no_rule_can_say_is_told() {
    let file = "/web/ @acme/web\n/web/src/pay/\n";
    let plan = planned("", file, WithCodeowners::Transcribed);
    let proof = &project(&plan, "web").proof;
    assert_eq!(proof.fallback, 2, "nobody owns `Card.tsx` and the library; a rule needs owners");
    assert_eq!(proof.equal + proof.fallback, proof.files, "{:?}", proof.different);
    let plan = planned("path:packages/* #design\n", file, WithCodeowners::Imported);
    let different: Vec<_> = project(&plan, "web").proof.different.iter().collect();
    assert!(different.iter().all(|it| !it.frame.is_empty()), "with its frame: {different:?}");
}

#[test]
fn an_import_goes_by_the_code_mapping_that_serves_most_frames() {
    let plan = planned("", FILE, WithCodeowners::Imported);
    let api = project(&plan, "api");
    // By `shop/` for `api/shop/` the line `/api/` would match no frame.
    assert_eq!((api.mapping.stack_root.as_str(), api.mapping.source_root.as_str()), ("", "api/"));
    assert_eq!(api.mappings[0], api.mapping);
    assert_eq!(api.proof.equal, api.proof.files, "{:?}", api.proof.different);
    let web = project(&plan, "web");
    let library = web.proof.different.iter().find(|it| it.path == "packages/ui/src/Button.tsx");
    let library = library.expect("one mapping does not lead to both");
    assert_eq!(library.before.as_deref(), Some("#design"));
    assert_ne!(library.after.as_deref(), Some("#design"));
}
