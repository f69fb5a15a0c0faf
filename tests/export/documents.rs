//! The JSON files: the plan, its schema, code mappings; and what `exportPlan` does.

use crate::support::{HOSTILE, all_of, file, printable, shop, text};
use proptest::prelude::*;
use sentry_general::api::{self, export_plan};
use sentry_general::export::{Format, SCHEMA, export_all, export_project};
use sentry_general::organization::Organization;
use sentry_general::routing::mapping_list;
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn validator() -> jsonschema::Validator {
    let schema: Value = serde_json::from_str(SCHEMA).expect("the schema is JSON");
    assert!(jsonschema::meta::is_valid(&schema), "the schema is one of its draft");
    jsonschema::validator_for(&schema).expect("the schema can be used")
}

#[track_caller]
fn check(organization: &Organization) {
    let text = file(organization, Format::Json);
    let document: Value = serde_json::from_str(&text).expect("JSON");
    let faults: Vec<_> = validator().iter_errors(&document).map(|it| it.to_string()).collect();
    assert!(faults.is_empty(), "the plan is as its schema says: {faults:?}");
    let read = Organization::from_json(&text).expect("a plan is read back");
    let back = Organization { schema: String::new(), ..read };
    assert_eq!(back, *organization, "nothing is lost on the way");
}

#[test]
fn the_plan_keeps_to_its_schema_and_comes_back() {
    check(&shop());
    check(&Organization::default());
    for text in HOSTILE {
        check(&all_of(text));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_plan_keeps_to_its_schema_and_comes_back(text in text()) {
        check(&all_of(&text));
    }
}

#[test]
fn the_schema_names_every_field_and_no_other() {
    let mut organization = shop();
    organization.schema = "x".into();
    organization.projects[0].process = Some("worker".into());
    let document = serde_json::to_value(&organization).expect("JSON");
    let schema: Value = serde_json::from_str(SCHEMA).expect("JSON");
    let names = |value: &Value| -> BTreeSet<String> {
        value.as_object().expect("an object").keys().cloned().collect()
    };
    let mut top = names(&schema["properties"]);
    let unwritten = ["problems", "surerWith", "whatIf"];
    assert!(unwritten.into_iter().all(|it| top.remove(it)), "these are read, and never written");
    assert_eq!(top, names(&document), "fields of the plan");
    for (of, value) in [
        ("repository", &document["repositories"][0]),
        ("team", &document["teams"][0]),
        ("project", &document["projects"][0]),
        ("aside", &document["libraries"][0]),
        ("question", &document["questions"][0]),
    ] {
        assert_eq!(names(&schema["$defs"][of]["properties"]), names(value), "fields of a {of}");
    }
    let chosen = names(&schema["$defs"]["choices"]["properties"]);
    assert!(chosen.is_subset(&names(&document["choices"])), "{chosen:?} are fields of the choices");
}

#[test]
fn a_plan_that_says_which_chapter_was_open_is_read_and_no_longer_says_so() {
    let older =
        json!({ "choices": { "heading": "volume", "reading": "whole", "branch": "trunk" } });
    assert!(validator().is_valid(&older), "as earlier versions wrote it");
    let plan = Organization::from_json(&older.to_string()).expect("it is read");
    assert_eq!(plan.choices.branch(), "trunk");
    let text = file(&plan, Format::Json);
    assert!(!text.contains("heading") && !text.contains("reading"), "{text}");
}

#[test]
fn what_is_no_plan_is_refused() {
    for document in [
        json!({ "version": 2 }),
        json!({ "projects": [{ "slag": "x" }] }),
        json!({ "projects": {} }),
        json!({ "choices": { "ci": "abacus" } }),
    ] {
        assert!(!validator().is_valid(&document), "{document} is not as the schema says");
        assert!(Organization::from_json(&document.to_string()).is_err(), "{document} is not read");
    }
}

#[test]
fn code_mappings_are_what_sentry_cli_takes() {
    for text in HOSTILE {
        let organization = all_of(text);
        let one = export_project(&organization, Format::CodeMappings, text).expect("a file");
        let list: Value = serde_json::from_str(one.text().expect("text")).expect("JSON");
        let root = printable(text);
        assert_eq!(list, json!([{ "stackRoot": root, "sourceRoot": root }]));
    }
    let shop = shop();
    let one = export_project(&shop, Format::CodeMappings, "billing-api").expect("a file");
    let read = mapping_list::read(one.text().expect("text"));
    assert!(read.problems.is_empty(), "{:?}", read.problems);
    assert_eq!(read.mappings()[0].source_root, "services/billing/billing/");
    let all: Value = serde_json::from_str(&file(&shop, Format::CodeMappings)).expect("JSON");
    let of_second = json!({
        "stackRoot": "billing/", "sourceRoot": "services/billing/billing/",
        "project": "billing-api", "repository": "acme/shop",
    });
    assert_eq!(all[1], of_second, "several are told apart");
}

#[test]
fn rules_are_each_projects_own_text() {
    let shop = shop();
    let one = export_plan(&shop, "ownership@billing-api").expect("a file");
    assert_eq!(one.text, shop.projects[1].rules);
    assert_eq!(one.filename, "billing-api.ownership");
    let all = export_plan(&shop, "ownership").expect("a file").text;
    let read = api::parse_rules(&all);
    assert_eq!(read.rules.len(), 4, "rules of all projects still parse together: {all}");
    assert!(export_plan(&shop, "ownership@tools").is_err(), "a project without rules has no file");
}

#[test]
fn an_unknown_format_is_told_which_there_are() {
    let error = export_plan(&shop(), "docx").expect_err("no such format");
    for format in Format::ALL {
        assert!(error.contains(format.id()), "{error} names {}", format.id());
        assert_eq!(Format::find(format.id()), Some(format), "an id finds its format");
        export_plan(&shop(), format.id()).expect("every format can be asked for by its id");
    }
    for (usual, format) in
        [("md", Format::Markdown), ("tf", Format::Terraform), ("sh", Format::Shell)]
    {
        assert_eq!(Format::find(usual), Some(format), "so does the usual ending, {usual}");
    }
}

#[test]
fn names_of_files_are_safe_and_unique() {
    for text in HOSTILE {
        let files = export_all(&all_of(text));
        let names: Vec<_> = files.iter().map(|file| file.filename.to_ascii_lowercase()).collect();
        let different: BTreeSet<_> = names.iter().collect();
        assert_eq!(names.len(), different.len(), "{names:?} are unique");
        for part in names.iter().flat_map(|name| name.split('/')) {
            let safe = |letter: char| letter.is_ascii_alphanumeric() || "._-".contains(letter);
            assert!(part.chars().all(safe) && !part.is_empty(), "{part:?} is a name everywhere");
            assert!(!part.starts_with(['.', '-']) && !part.starts_with("con."), "{part:?}");
        }
    }
}
