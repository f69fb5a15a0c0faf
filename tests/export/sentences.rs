//! What the report says of a plan, where it would be false of another.

use crate::support::{file, shop};
use sentry_general::api::{OrganizationRequest, plan_organization};
use sentry_general::export::{Format, Gap, gaps};
use sentry_general::organization::{Aside, Organization, Proof};
use serde_json::json;

fn report(organization: &Organization) -> String {
    file(organization, Format::Markdown)
}

#[test]
fn a_folder_without_a_project_names_its_repository_where_there_are_several() {
    let mut shop = shop();
    let reason = shop.excluded[0].reason.clone();
    for (repository, root) in [("acme/tools", "docs"), ("acme/shop", "guides")] {
        let aside =
            Aside { repository: repository.into(), root: root.into(), reason: reason.clone() };
        shop.excluded.push(aside);
    }
    let text = report(&shop);
    for line in [
        "- `libs/ui/` in `acme/shop`: It runs inside the applications that use it.",
        "- `docs/`, `guides/` in `acme/shop`: No project: documentation.",
        "- `docs/` in `acme/tools`: No project: documentation.",
    ] {
        assert!(text.contains(line), "{line} is in {text}");
    }
    shop.repositories = shop.repositories.iter().take(1).cloned().collect::<Vec<_>>().into();
    assert!(!report(&shop).contains("` in `acme/"), "there is but one");
}

#[test]
fn a_plan_without_projects_says_what_the_repository_is() {
    let course = Aside { reason: "9 folders are lessons: a course.".into(), ..Aside::default() };
    let mut shop = Organization { excluded: vec![course], ..Organization::default() };
    let text = report(&shop);
    assert!(text.contains("None. 9 folders are lessons: a course."), "{text}");
    shop.excluded.clear();
    let text = report(&shop);
    assert!(text.contains("None. Nothing here looks as if it were deployed."), "{text}");
}

#[test]
fn rules_that_sentry_would_refuse_and_files_that_go_astray_are_told_first() {
    let planned = |rules: &str, codeowners: &str| {
        let mut repository = json!({
            "name": "acme/shop",
            "rules": rules,
            "tree": "web/package.json\nweb/next.config.js\nweb/pages/a.tsx\nios/App.xcodeproj/project.pbxproj\n\
                ios/App/AppDelegate.swift\nios/App/Info.plist\n",
        });
        if !codeowners.is_empty() {
            repository["codeowners"] = json!({
                "text": codeowners, "owners": { "@acme/web": "#web", "@acme/ios": "#ios" },
            });
        }
        let request = json!({ "organization": "acme", "repositories": [repository] });
        let request: OrganizationRequest = serde_json::from_value(request).expect("sound");
        let organization = plan_organization(request).expect("a plan").organization;
        gaps(&organization).iter().map(Gap::message).collect::<Vec<_>>().join("\n")
    };
    let refused = planned("path:* #web\npath:web/pages/* backoffice\n", "");
    assert!(
        refused.contains("Sentry would refuse the rules of `web`, each as a whole"),
        "{refused}"
    );
    let sound = planned("path:* #web\npath:web/pages/* #backoffice\n", "");
    assert!(!sound.contains("would refuse"), "{sound}");
    let astray = planned("", "* @acme/web\n/ios/ @acme/ios\n");
    assert!(
        astray.contains("frames go elsewhere than the repository’s rules send the files"),
        "{astray}"
    );
    assert!(!sound.contains("elsewhere"), "{sound}");
}

#[test]
fn one_file_is_one_file() {
    let mut shop = shop();
    let proved = |shop: &mut Organization, equal, fallback| {
        let files = equal + fallback;
        shop.projects[0].proof = Proof { files, equal, fallback, ..Proof::default() };
        report(shop)
    };
    let text = proved(&mut shop, 1, 0);
    assert!(text.contains("The frames of its one file go where"), "{text}");
    let text = proved(&mut shop, 2, 0);
    assert!(text.contains("Frames of all 2 files go where"), "{text}");
    let text = proved(&mut shop, 2, 1);
    assert!(text.contains("1 file that nobody owns goes to whoever"), "{text}");
}

#[test]
fn a_team_that_no_project_has_is_told_with_what_the_whole_sends_it() {
    let planned = |rules: &str| {
        let request = json!({ "organization": "acme", "repositories": [{
            "name": "acme/shop",
            "rules": rules,
            "tree": "billing/manage.py\nbilling/requirements.txt\nbilling/Dockerfile\n\
                billing/billing/views.py\nbilling/tax/views.py\ngw/go.mod\ngw/main.go\ngw/Dockerfile\n",
        }] });
        let request: OrganizationRequest = serde_json::from_value(request).expect("sound");
        plan_organization(request).expect("a plan").organization
    };
    let own = "path:billing/* #payments\npath:billing/tax/* #tax\npath:gw/* #gateway\n";
    let covered = planned(&format!("path:* #triage\n{own}"));
    assert!(covered.projects.iter().all(|it| !it.rules.contains("#triage")), "none names it");
    let told: Vec<String> = gaps(&covered).iter().map(Gap::message).collect();
    let idle = told.iter().find(|it| it.starts_with("No project has the team `triage`:"));
    assert!(idle.is_some(), "{told:?}");
    let text = report(&covered);
    assert!(text.contains(idle.expect("it is told")), "{text}");
    let sentence = "An error with frames of other files alone goes to `#gateway` here, unless another rule takes it; by the rules of the whole, the one for everything sends it to `#triage`.";
    assert!(text.replace("\\#", "#").contains(sentence), "{text}");
    for rules in [own, "path:* #triage\npath:billing/tax/* #tax\n"] {
        let plain = planned(rules);
        let text = report(&plain);
        assert!(
            !text.contains("No project has the team") && !text.contains("unless another rule"),
            "{text}"
        );
    }
}
