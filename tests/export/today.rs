//! What is in Sentry today, for Terraform to take over.

use crate::support::shop;
use hcl::Body;
use proptest::prelude::*;
use sentry_general::export::today;
use sentry_general::live::{Live, compare, read};
use sentry_general::organization::Organization;
use serde_json::json;

fn live(text: &str) -> Live {
    let mut live = Live::default();
    read(text, &mut live);
    live
}

fn written(live: &Live, plan: &Organization) -> (String, Body) {
    let file = today(plan, live, &compare(live, plan, None));
    assert_eq!(file.filename, "sentry-today.tf");
    let text = file.text().expect("a text").to_owned();
    let body = hcl::parse(&text).unwrap_or_else(|error| panic!("{error} in\n{text}"));
    (text, body)
}

/// Every block, as `kind first > second`.
fn blocks(body: &Body) -> Vec<String> {
    body.blocks()
        .map(|block| {
            let values: Vec<String> =
                block.body().attributes().map(|it| it.expr().to_string()).collect();
            format!("{} {}", block.identifier(), values.join(" > "))
        })
        .collect()
}

#[test]
fn just_what_is_there_is_taken_over() {
    let plan = shop();
    let project = |slug: &str| json!({ "slug": slug, "name": slug, "platform": "php", "teams": [{ "slug": "web", "name": "Web" }, { "slug": "design", "name": "Design" }] });
    let all = json!({
        "projects": [project("shop_web"), project("billing-api"), project("legacy")],
        "ownership": { "billing-api": "path:* #web" },
        "codeMappings": [{ "id": "44", "projectSlug": "billing-api", "repoName": "", "stackRoot": "", "sourceRoot": "x/" }],
    });
    let (text, body) = written(&live(&all.to_string()), &plan);
    let blocks = blocks(&body);
    let id = |slug: &str| format!("\"acme/{slug}\"");
    assert_eq!(
        blocks,
        [
            format!("import sentry_team.web > {}", id("web")),
            format!("import sentry_project.shop_web > {}", id("shop_web")),
            format!("import sentry_project_spike_protection.shop_web > {}", id("shop_web")),
            format!("import sentry_project.billing_api > {}", id("billing-api")),
            format!("import sentry_project_ownership.billing_api > {}", id("billing-api")),
            format!("import sentry_project_spike_protection.billing_api > {}", id("billing-api")),
        ],
        "{text}"
    );
    assert!(text.contains("# legacy is not in the plan, and stays."), "{text}");
    assert!(
        text.contains("# The code mapping of billing-api from x/ is imported as acme/44."),
        "{text}"
    );
    let word = "# The team design has access to shop_web today, and is not in the plan: sentry.tf takes it away";
    assert!(text.contains(word), "nothing is taken away without a word: {text}");
    assert_eq!(plan.projects[0].slug, "shop-web", "which today has another slug");
}

#[test]
fn what_terraform_keeps_is_moved() {
    let project = |address: &str, slug: &str| {
        json!({ "address": address, "mode": "managed", "type": "sentry_project", "name": "x",
            "values": { "slug": slug, "name": slug, "platform": "", "teams": ["web"], "organization": "acme" } })
    };
    let state = |address: &str| {
        let resources =
            [project(address, "shop-web"), project("sentry_project.billing_api", "billing-api")];
        json!({ "terraform_version": "1.9.0", "values": { "root_module": { "resources": resources } } }).to_string()
    };
    let from = r#"module.sentry["eu"].sentry_project.all["shop-web"]"#;
    let (text, body) = written(&live(&state(from)), &shop());
    assert_eq!(blocks(&body), [format!("moved {from} > sentry_project.shop_web")], "{text}");
    assert!(text.contains("# What belongs to billing-api is in your state"), "{text}");
    // What is no address is none: the thing is imported.
    let (text, body) = written(&live(&state("a\"}\nlocals { x = 1 }")), &shop());
    assert!(blocks(&body)[0].starts_with("import sentry_project.shop_web"), "{text}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_was_pasted_no_more_comes_out_than_blocks(
        slug in "[a-z\"$%{}\\n#\\[\\]. ]{1,12}", address in "[a-z_.\\[\\]\"${}\\n#=]{0,24}", root in "[a-z/\\n\"$#]{0,8}",
    ) {
        let mut plan = shop();
        plan.projects[0].slug.clone_from(&slug);
        let resource = json!({ "address": address, "type": "sentry_project", "values": { "slug": slug, "platform": "", "organization": "acme" } });
        let state = json!({ "terraform_version": "1", "values": { "root_module": { "resources": [resource] } } });
        let mapping = json!({ "id": slug, "projectSlug": slug, "stackRoot": "", "sourceRoot": root });
        let live = live(&format!("{state}\n{mapping}"));
        let (text, body) = written(&live, &plan);
        for block in body.blocks() {
            prop_assert!(["import", "moved"].contains(&block.identifier()), "{}", text);
        }
        prop_assert_eq!(body.attributes().count(), 0, "{}", text);
    }
}
