//! The whole engine on one situation. Any order of paths gives the same answer, an explanation says what routing says,
//! coverage counts what routing counts, a comparison with itself moves nothing.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sentry_general::api::{self, TreeInput};
use sentry_general_fuzz::parts;
use serde_json::{Value, json};
use std::collections::BTreeMap;

fuzz_target!(|text: &str| {
    let [paths, rules, codeowners, mappings, people, trace] = parts(text);
    let mut paths: Vec<&str> = paths.lines().filter(|it| !it.is_empty()).take(40).collect();
    paths.sort_unstable();
    paths.dedup();
    let mapping: Vec<Value> = mappings
        .lines()
        .filter_map(|line| line.split_once(" -> "))
        .map(|(stack, source)| json!({ "stackRoot": stack, "sourceRoot": source }))
        .collect();
    let owners: BTreeMap<&str, &str> =
        people.lines().filter_map(|line| line.split_once(" = ")).collect();
    let mut request = json!({ "rules": rules, "mappings": mapping });
    if !codeowners.is_empty() {
        request["codeowners"] = json!({ "text": codeowners, "owners": owners });
    }
    let ask = || serde_json::from_value(request.clone()).expect("a request");
    let tree = TreeInput::Paths(paths.iter().copied().collect());
    let turned = TreeInput::Paths(paths.iter().rev().copied().collect());
    let routed = api::route_tree(&tree, ask());
    let other = api::route_tree(&turned, ask());
    assert_eq!(routed.rule_of.len(), paths.len());
    for at in 0..paths.len() {
        let back = paths.len() - 1 - at;
        assert_eq!(routed.rule_of[at], other.rule_of[back], "the rule of {:?}", paths[at]);
        let name = |routed: &api::RoutedTree, at: i32| {
            usize::try_from(at).ok().map(|at| routed.owners[at].clone())
        };
        let owner = name(&routed, routed.owner_of[at]);
        assert_eq!(owner, name(&other, other.owner_of[back]), "the owner of {:?}", paths[at]);
        if at < 4 {
            let explained =
                api::explain_path(Some(&tree), paths[at], ask()).expect("it is in the tree");
            assert_eq!(explained.owner, owner, "why {:?} goes there", paths[at]);
        }
    }
    let owned = routed.owner_of.iter().filter(|&&owner| owner >= 0).count();
    let coverage = api::coverage(&tree, None, ask()).expect("the whole tree");
    let counted: u32 = coverage.folder.owners.iter().map(|it| it.files).sum();
    assert_eq!(counted as usize, owned);
    let same = json!({ "before": request, "after": request });
    let compared = api::compare_rules(&tree, serde_json::from_value(same).expect("a request"));
    assert_eq!(compared.files, 0);
    drop(api::compare_review(&tree, ask()));
    drop(api::advise_rules(&tree, Some(people), Some("shop"), ask()));
    drop(api::guess_mappings(&tree));
    let mut asked = request.clone();
    asked["trace"] = json!(trace);
    let _ = api::simulate(Some(&tree), serde_json::from_value(asked).expect("a request"));
    let mut asked = json!({ "rules": rules, "mappings": mapping });
    if !codeowners.is_empty() {
        asked["codeowners"] = request["codeowners"].clone();
    }
    drop(api::plan_projects(&tree, serde_json::from_value(asked).expect("a request")));
});
