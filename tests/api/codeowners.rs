//! CODEOWNERS files through the contract.

use sentry_general::api::{Codeowners, RouteRequest, TreeInput, import_codeowners, route_tree};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

fn take<T: DeserializeOwned>(json: Value) -> T {
    serde_json::from_value(json).expect("a sound request")
}

#[test]
fn an_import_says_what_became_of_each_line() {
    let file: Codeowners = take(json!({
        "text": "# shop\n/src/ @acme/web\n/src/gen/\n!x @acme/web\n\n",
        "owners": {"@acme/web": "#web"},
        "mapping": {"stackRoot": "app/", "sourceRoot": "src/"},
    }));
    let import = serde_json::to_value(import_codeowners(&file)).expect("plain values");
    assert_eq!(import["rules"], "# shop\ncodeowners:/app/ #web\ncodeowners:/app/gen/\n\n");
    let outcomes: Vec<_> =
        import["lines"].as_array().expect("lines").iter().map(|line| &line["outcome"]).collect();
    assert_eq!(outcomes, ["kept", "rule", "exclusion", "dropped", "kept"], "one outcome a line");
    let codes: Vec<_> = import["problems"]
        .as_array()
        .expect("problems")
        .iter()
        .map(|p| (&p["code"], &p["line"]))
        .collect();
    assert_eq!(
        codes,
        [(&json!("codeowners/exclusion"), &json!(3)), (&json!("codeowners/negation"), &json!(4))]
    );
}

#[test]
fn unknown_fields_and_hosts_are_refused_by_name() {
    for (json, name) in [
        (json!({"text": "", "mappings": []}), "mappings"),
        (json!({"text": "", "dialect": "sourcehut"}), "sourcehut"),
        (json!({"text": "", "mapping": {"stackroot": ""}}), "stackroot"),
        (json!({}), "text"),
    ] {
        let error = serde_json::from_value::<Codeowners>(json.clone()).expect_err("refused");
        assert!(error.to_string().contains(name), "{error} names {name} of {json}");
    }
}

#[test]
fn a_tree_is_routed_by_both_texts() {
    let request: RouteRequest = take(json!({
        "rules": "app/pay/* #pay\n",
        "codeowners": {
            "text": "* @acme/all\n/src/ @acme/web\n/src/gen/\n",
            "owners": {"@acme/web": "#web", "@ACME/all": "#all"},
            "mapping": {"stackRoot": "app/", "sourceRoot": "src/"},
        },
    }));
    let paths = ["src/pay/x.ts", "src/y.ts", "src/gen/z.ts", "README.md"];
    let tree = TreeInput::Paths(paths.iter().collect());
    let routed = route_tree(&tree, request);
    let owners: Vec<_> = routed
        .owner_of
        .iter()
        .map(|&owner| match owner {
            -1 => "nobody",
            owner => routed.owners[owner as usize].as_str(),
        })
        .collect();
    assert_eq!(owners, ["#pay", "#web", "nobody", "#all"], "own rules first; an exclusion unowns");
    assert_eq!(routed.rules[3].rule.source, "codeowners");
    assert_eq!(routed.rules[3].rule.line, 3, "lines are those of the file");
}
