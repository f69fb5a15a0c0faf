//! Terraform, read back by a parser of its language.

use crate::support::{all_of, file, hostile, printable, shop, text};
use hcl::eval::{Context, Evaluate};
use hcl::{Block, Body, Expression, Value};
use proptest::prelude::*;
use sentry_general::export::Format;
use sentry_general::organization::{Edition, Mapping, Organization, Repository, RepositoryHost};
use std::collections::BTreeSet;

fn parsed(organization: &Organization, format: Format) -> Body {
    let text = file(organization, format);
    hcl::parse(&text).unwrap_or_else(|error| panic!("{error} in\n{text}"))
}

fn resources<'b>(body: &'b Body, kind: &str) -> Vec<&'b Block> {
    let is = |block: &&Block| block.identifier() == "resource" && label(block, 0) == kind;
    body.blocks().filter(is).collect()
}

fn label(block: &Block, at: usize) -> &str {
    block.labels().get(at).map_or("", |label| label.as_str())
}

#[track_caller]
fn attribute<'b>(block: &'b Block, name: &str) -> &'b Expression {
    let found = block.body().attributes().find(|it| it.key() == name);
    found.unwrap_or_else(|| panic!("{name} in {block:?}")).expr()
}

/// What Terraform takes a text for.
#[track_caller]
fn value(expression: &Expression) -> String {
    match expression.evaluate(&Context::new()).expect("a plain text") {
        Value::String(text) => text,
        other => panic!("a text, not {other}"),
    }
}

/// The lines of `join("\n", […])`, joined.
#[track_caller]
fn joined(expression: &Expression) -> String {
    let Expression::FuncCall(call) = expression else { panic!("join, not {expression:?}") };
    assert_eq!(call.name.name.as_str(), "join");
    assert_eq!(value(&call.args[0]), "\n");
    let Expression::Array(lines) = &call.args[1] else { panic!("a list of lines") };
    lines.iter().map(value).collect::<Vec<_>>().join("\n")
}

/// Required arguments, by the provider's reference.
const REQUIRED: &[(&str, &[&str])] = &[
    ("sentry_team", &["organization", "name"]),
    ("sentry_project", &["organization", "name", "teams"]),
    (
        "sentry_project_ownership",
        &[
            "organization",
            "project",
            "raw",
            "auto_assignment",
            "fallthrough",
            "codeowners_auto_sync",
        ],
    ),
    (
        "sentry_organization_repository",
        &["organization", "integration_type", "integration_id", "identifier"],
    ),
    (
        "sentry_organization_code_mapping",
        &["organization", "integration_id", "repository_id", "project_id", "default_branch"],
    ),
    (
        "sentry_alert",
        &["organization", "name", "monitor_ids", "frequency_minutes", "action_filters"],
    ),
    ("sentry_project_spike_protection", &["organization", "project", "enabled"]),
    ("sentry_project_inbound_data_filter", &["organization", "project", "filter_id"]),
    ("sentry_organization_integration", &["organization", "provider_key", "name"]),
    ("sentry_project_issue_stream_monitor", &["organization", "project"]),
];

/// What any file must be: its blocks known, complete, and each of its own name.
#[track_caller]
fn check_whole(organization: &Organization) -> Body {
    let body = parsed(organization, Format::Terraform);
    let mut names = BTreeSet::new();
    for block in body.blocks().filter(|it| ["resource", "data"].contains(&it.identifier())) {
        let (kind, name) = (label(block, 0), label(block, 1));
        let known = REQUIRED.iter().find(|it| it.0 == kind);
        let required = known.unwrap_or_else(|| panic!("the provider has a {kind}")).1;
        for name in required {
            let _ = attribute(block, name);
        }
        let plain = name.chars().all(|it| it.is_ascii_alphanumeric() || it == '_');
        assert!(plain && !name.starts_with(|it: char| it.is_ascii_digit()), "{name:?}");
        assert!(names.insert(format!("{kind}.{name}")), "{kind}.{name} is there once");
    }
    let mut expressions = Vec::new();
    for block in body.blocks() {
        expressions.extend(block.body().attributes().map(hcl::Attribute::expr));
    }
    for expression in expressions {
        let Expression::Traversal(path) = expression else { continue };
        let text = hcl::format::to_string(&**path).expect("HCL");
        let text = text.trim_start_matches("data.");
        let named: Vec<&str> = text.splitn(3, '.').take(2).collect();
        let there = names.contains(&named.join(".")) || named[0] == "var";
        assert!(there, "{text} leads to something that is there");
    }
    body
}

#[test]
fn everything_that_is_planned_is_there() {
    let body = check_whole(&shop());
    for (kind, number) in [
        ("sentry_team", 2),
        ("sentry_project", 3),
        ("sentry_project_ownership", 2),
        ("sentry_organization_repository", 2),
        ("sentry_organization_code_mapping", 3),
        ("sentry_alert", 1),
        ("sentry_project_spike_protection", 3),
        ("sentry_project_inbound_data_filter", 3),
    ] {
        assert_eq!(resources(&body, kind).len(), number, "{kind}");
    }
    let ownership = resources(&body, "sentry_project_ownership")[1];
    assert_eq!(joined(attribute(ownership, "raw")), shop().projects[1].rules, "to the letter");
    let mapping = resources(&body, "sentry_organization_code_mapping")[1];
    assert_eq!(value(attribute(mapping, "source_root")), "services/billing/billing/");
    let project = resources(&body, "sentry_project")[1];
    let teams = format!("{:?}", attribute(project, "teams"));
    assert!(
        teams.contains("payments") && teams.contains("slug"),
        "{teams}: it waits for its teams"
    );
}

#[track_caller]
fn check_hostile(text: &str) {
    let organization = all_of(text);
    let body = check_whole(&organization);
    let expected = printable(text);
    for kind in ["sentry_team", "sentry_project"] {
        for block in resources(&body, kind) {
            assert_eq!(value(attribute(block, "slug")), expected, "the slug of a {kind}");
        }
    }
    for block in resources(&body, "sentry_project_ownership") {
        assert_eq!(joined(attribute(block, "raw")), expected, "the rules");
    }
    let imports = parsed(&organization, Format::TerraformImports);
    let mut known = Context::new();
    known.declare_var("var", hcl::value!({ organization = "acme" }));
    for block in body.blocks().chain(imports.blocks()) {
        for expression in block.body().attributes().map(hcl::Attribute::expr) {
            for text in texts_of(expression) {
                let text = text.evaluate(&known).expect("no text is a template of ours");
                let text = text.as_str().expect("a text").to_owned();
                assert_eq!(text, printable(&text), "nothing is left that was to be left out");
            }
        }
    }
}

/// The strings in an expression, however deep.
fn texts_of(expression: &Expression) -> Vec<&Expression> {
    match expression {
        Expression::String(_) | Expression::TemplateExpr(_) => vec![expression],
        Expression::Array(items) => items.iter().flat_map(texts_of).collect(),
        Expression::Object(fields) => fields.values().flat_map(texts_of).collect(),
        Expression::FuncCall(call) => call.args.iter().flat_map(texts_of).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn no_text_ends_a_string_or_begins_a_template() {
    hostile().iter().for_each(|text| check_hostile(text));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_text_stays_a_string(text in text()) {
        check_hostile(&text);
    }
}

#[test]
fn templates_are_doubled() {
    let mut organization = shop();
    organization.projects[0].rules = "path:${x}%{y}$ % #web".into();
    let text = file(&organization, Format::Terraform);
    assert!(text.contains(r#""path:$${x}%%{y}$ % #web""#), "a mark before a brace is doubled");
}

#[test]
fn what_is_not_known_is_asked_for() {
    let asked = |organization: &Organization| -> Vec<String> {
        let body = check_whole(organization);
        let variables = body.blocks().filter(|it| it.identifier() == "variable");
        let open = variables.filter(|it| it.body().attributes().all(|it| it.key() != "default"));
        open.map(|it| label(it, 0).to_owned()).collect()
    };
    assert_eq!(asked(&shop()), ["default_team"], "the tools have no team");
    let mut organization = shop();
    organization.organization.clear();
    organization.choices.edition = Edition::SelfHosted;
    organization.choices.host = RepositoryHost::AzureDevops;
    let expected = [
        "organization",
        "sentry_url",
        "default_team",
        "integration",
        "repository_acme_shop",
        "repository_acme_tools",
    ];
    assert_eq!(asked(&organization), expected);
    let text = file(&organization, Format::Terraform);
    assert!(text.contains("\"vsts\""), "Azure DevOps goes by its older name");
    assert!(!text.contains("spike_protection"), "one's own server has none");
    organization.repositories.iter_mut().for_each(|it| it.name.clear());
    organization.projects.iter_mut().for_each(|it| it.repository.clear());
    let text = file(&organization, Format::Terraform);
    assert!(!text.contains("code_mapping\""), "no repository, no mapping");
}

#[test]
fn the_server_goes_by_the_edition() {
    let mut organization = shop();
    organization.choices.edition = Edition::De;
    let body = parsed(&organization, Format::Terraform);
    let provider = body.blocks().find(|it| it.identifier() == "provider").expect("a provider");
    assert_eq!(value(attribute(provider, "base_url")), "https://de.sentry.io/api/");
}

#[test]
fn imports_name_resources_that_are_there() {
    let body = parsed(&shop(), Format::TerraformImports);
    let text = file(&shop(), Format::Terraform);
    let mut ids = Vec::new();
    for block in body.blocks() {
        assert_eq!(block.identifier(), "import");
        let Expression::Traversal(to) = attribute(block, "to") else { panic!("a resource") };
        let to = hcl::format::to_string(&**to).expect("HCL");
        let (kind, name) = to.trim().split_once('.').expect("a resource");
        assert!(text.contains(&format!("resource \"{kind}\" \"{name}\"")), "{to} is there");
        ids.push(value(attribute(block, "id")));
    }
    for id in ["acme/payments", "acme/billing-api"] {
        assert!(ids.iter().any(|it| it == id), "{id} is imported by organization and slug");
    }
}

/// Sentry refuses an alert on an environment from which no event came.
#[test]
fn the_alert_of_the_playbook_waits_for_the_first_event() {
    let mut organization = shop();
    organization.choices.environments = "live test".into();
    let body = check_whole(&organization);
    let alerts = resources(&body, "sentry_alert");
    assert_eq!(alerts.len(), 1, "one for all projects, as the playbook says");
    let count = hcl::format::to_string(attribute(alerts[0], "count")).expect("HCL");
    assert_eq!(count.trim(), "var.environment_seen ? 1 : 0");
    assert_eq!(value(attribute(alerts[0], "environment")), "live");
    let Expression::Array(monitors) = attribute(alerts[0], "monitor_ids") else { panic!("a list") };
    assert_eq!(monitors.len(), 3, "a monitor of each project");
    let seen = body.blocks().find(|it| label(it, 0) == "environment_seen").expect("a variable");
    assert_eq!(*attribute(seen, "default"), Expression::Bool(false));
    assert!(file(&organization, Format::Terraform).contains("-var environment_seen=true"));
    let imports = file(&organization, Format::TerraformImports);
    assert!(imports.contains("sentry_alert.owners[0] = acme/ALERT-ID"), "{imports}");
}

#[test]
fn gitlab_knows_repositories_by_number() {
    let mut organization = shop();
    organization.choices.host = RepositoryHost::Gitlab;
    let text = file(&organization, Format::Terraform);
    assert!(text.contains("identifier       = var.repository_acme_shop"), "{text}");
    assert!(text.contains("The id of the repository acme/shop in GitLab, a number"));
}

/// An installation sees the repositories of one owner, and a mapping through another's finds none.
#[test]
fn each_owner_of_repositories_has_an_integration_of_its_own() {
    let check = |host, names: [&str; 3], integrations: &[(&str, &str)], of_each: [&str; 3]| {
        let mut organization = shop();
        organization.choices.host = host;
        let projects = organization.projects.iter_mut();
        let repositories: Vec<Repository> = projects
            .zip(names)
            .map(|(project, name)| {
                project.repository = name.into();
                Repository { name: name.into(), ..Repository::default() }
            })
            .collect();
        organization.repositories = repositories.into();
        let body = check_whole(&organization);
        let is_data = |it: &&Block| label(it, 0) == "sentry_organization_integration";
        let traversal = |block: &Block, name: &str| {
            hcl::format::to_string(attribute(block, name)).expect("HCL").trim().to_owned()
        };
        let data = body.blocks().filter(is_data);
        let data: Vec<(String, String)> =
            data.map(|it| (label(it, 1).to_owned(), traversal(it, "name"))).collect();
        let expected = integrations
            .iter()
            .map(|(data, variable)| ((*data).to_owned(), format!("var.{variable}")));
        assert_eq!(data, expected.collect::<Vec<_>>(), "{names:?}");
        for (_, name) in integrations {
            assert!(body.blocks().any(|it| label(it, 0) == *name), "{name} is a variable");
        }
        let mappings = resources(&body, "sentry_organization_code_mapping");
        assert_eq!(mappings.len(), 3);
        for (mapping, expected) in mappings.iter().zip(of_each) {
            let id = format!("data.sentry_organization_integration.{expected}.id");
            assert_eq!(traversal(mapping, "integration_id"), id, "{names:?}");
            let repository = traversal(mapping, "repository_id");
            let repository = repository.split('.').nth(1).expect("a resource").to_owned();
            let all = resources(&body, "sentry_organization_repository");
            let its = all.iter().find(|it| label(it, 1) == repository).expect("is there");
            assert_eq!(traversal(its, "integration_id"), id, "its repository goes the same way");
        }
    };
    let only = [("code_host", "integration")];
    let two =
        [("code_host_acme", "integration_acme"), ("code_host_old_acme", "integration_old_acme")];
    let of_two = ["code_host_acme", "code_host_old_acme", "code_host_acme"];
    let names = ["acme/shop", "old-acme/billing", "Acme/tools"];
    check(RepositoryHost::Github, ["acme/a", "Acme/b", "acme/c"], &only, ["code_host"; 3]);
    check(RepositoryHost::Github, names, &two, of_two);
    check(RepositoryHost::Bitbucket, names, &two, of_two);
    check(RepositoryHost::Gitlab, ["acme/x/shop", "old-acme/b", "acme/tools"], &two, of_two);
    // What stands before the slash is a project there.
    check(RepositoryHost::AzureDevops, names, &only, ["code_host"; 3]);
}

#[test]
#[cfg(unix)]
fn terraform_itself_would_write_it_so() {
    if !crate::stage::is_installed("terraform") {
        return;
    }
    let mut gitlab = shop();
    gitlab.choices.host = RepositoryHost::Gitlab;
    gitlab.choices.edition = Edition::SelfHosted;
    for (at, plan) in [shop(), gitlab, Organization::default()].iter().enumerate() {
        for format in [Format::Terraform, Format::TerraformImports] {
            let folder = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
            let path = folder.join(format!("fmt-{at}-{}.tf", format.id()));
            std::fs::write(&path, file(plan, format)).expect("a file");
            let mut terraform = std::process::Command::new("terraform");
            let output = terraform.args(["fmt", "-check", "-diff"]).arg(&path).output();
            let output = output.expect("it runs");
            let diff = String::from_utf8_lossy(&output.stdout);
            assert!(output.status.success(), "{format:?}: {diff}");
        }
    }
}

#[test]
fn every_code_mapping_is_a_resource_of_its_own() {
    let mut shop = shop();
    let mapping = |stack: &str, source: &str| Mapping {
        stack_root: stack.into(),
        source_root: source.into(),
    };
    shop.projects[0].mappings =
        vec![mapping("./", "apps/web/"), mapping("../../packages/ui/", "packages/ui/")];
    let body = parsed(&shop, Format::Terraform);
    let of_web: Vec<(String, String)> = resources(&body, "sentry_organization_code_mapping")
        .iter()
        .filter(|block| label(block, 1).starts_with("shop_web"))
        .map(|block| (label(block, 1).to_owned(), value(attribute(block, "source_root"))))
        .collect();
    let expected = [("shop_web", "apps/web/"), ("shop_web-2", "packages/ui/")];
    assert_eq!(of_web, expected.map(|(name, root)| (name.to_owned(), root.to_owned())));
    let imports = file(&shop, Format::TerraformImports);
    assert!(imports.contains("sentry_organization_code_mapping.shop_web-2 = acme/"), "{imports}");
}
