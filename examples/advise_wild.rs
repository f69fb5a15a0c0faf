//! Prints what is said to people about rules and CODEOWNERS files with real mistakes.
//!
//! `advise_wild [FILE] [--only ID]`: FILE is JSON, an array of cases with `id`, `call` (a
//! function of the JavaScript interface), `args` (what that takes) and `right` (what should be
//! said). Every message is printed with its place, its hint and the text after its fix.

#![allow(clippy::print_stdout, reason = "a report for people")]

use sentry_general::api;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::process::ExitCode;

#[derive(Deserialize)]
struct Case {
    id: String,
    call: String,
    args: Value,
    #[serde(default)]
    right: String,
}

fn main() -> ExitCode {
    let (mut file, mut only) = (None, None);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--only" => only = arguments.next(),
            _ => file = Some(argument),
        }
    }
    let file = file.unwrap_or_else(|| "../shared/corpora/wild/advice.json".to_owned());
    let cases: Vec<Case> =
        match std::fs::read_to_string(&file).map(|text| serde_json::from_str(&text)) {
            Ok(Ok(cases)) => cases,
            Ok(Err(error)) => return failed(&file, &error),
            Err(error) => return failed(&file, &error),
        };
    for case in cases.iter().filter(|case| only.as_ref().is_none_or(|only| *only == case.id)) {
        println!("== {} ({})\n   right: {}", case.id, case.call, case.right);
        let calls = match case.call.as_str() {
            // What a page shows of one text, whichever function the case is about.
            "routeTree" => vec!["routeTree", "adviseRules"],
            call => vec![call],
        };
        for call in calls {
            match answer(call, &case.args) {
                Ok(answer) => tell(call, &answer),
                Err(why) => println!("   {call}: {why}"),
            }
        }
    }
    ExitCode::SUCCESS
}

fn failed(file: &str, error: &dyn std::error::Error) -> ExitCode {
    println!("{file}: {error}");
    ExitCode::FAILURE
}

/// The answer of one function, as JavaScript would get it.
fn answer(call: &str, args: &Value) -> Result<Value, String> {
    fn read<T: DeserializeOwned>(value: &Value) -> Result<T, String> {
        serde_json::from_value(value.clone()).map_err(|error| error.to_string())
    }
    fn shown<T: serde::Serialize>(value: T) -> Result<Value, String> {
        serde_json::to_value(value).map_err(|error| error.to_string())
    }
    let tree = || read::<api::TreeInput>(args.get("tree").unwrap_or(&Value::Null));
    let known = args.get("people").and_then(Value::as_str);
    let request = |leave: &[&str]| {
        let mut request = args.clone();
        if let Some(request) = request.as_object_mut() {
            request.retain(|name, _| !leave.contains(&name.as_str()));
        }
        request
    };
    let ownership = || read::<api::RouteRequest>(&request(&["tree", "people", "project"]));
    match call {
        "parseRules" => shown(api::parse_rules(args.as_str().unwrap_or_default())),
        "importCodeowners" => shown(api::import_codeowners(&read(args)?)),
        "adviseRules" => shown(api::advise_rules(
            &tree()?,
            known,
            args.get("project").and_then(Value::as_str),
            ownership()?,
        )),
        "routeTree" => {
            Ok(json!({"problems": shown(api::route_tree(&tree()?, ownership()?).problems)?}))
        }
        "compareReview" => shown(api::compare_review(&tree()?, ownership()?)),
        "simulate" => {
            let tree = args.get("tree").map(read::<api::TreeInput>).transpose()?;
            shown(api::simulate(tree.as_ref(), read(&request(&["tree"]))?)?)
        }
        "guessMappings" => shown(api::guess_mappings(&tree()?)),
        "deriveMappings" => shown(api::derive_mappings(&tree()?, read(&request(&["tree"]))?)?),
        _ => Err("not a function that is called here".to_owned()),
    }
}

/// Prints every problem and step, wherever in the answer it is.
fn tell(call: &str, value: &Value) {
    match value {
        Value::Object(fields) if fields.contains_key("code") && fields.contains_key("severity") => {
            let text = |name: &str| value[name].as_str().unwrap_or_default();
            let place = value["line"]
                .as_u64()
                .map_or(String::new(), |line| format!(" {line}:{}", value["column"]));
            println!(
                "   {call}: [{} {}{place}] {} | {}",
                text("severity"),
                text("code"),
                text("message"),
                text("hint")
            );
            if let Some(title) = value["fix"]["title"].as_str() {
                println!("      fix: {title} {}", value["fix"]["edits"]);
            }
        }
        Value::Object(fields) => {
            for (name, value) in fields {
                match (name.as_str(), value.as_array()) {
                    ("steps", Some(steps)) => {
                        for step in steps {
                            println!("   {call}: {}", step.as_str().unwrap_or_default());
                        }
                    }
                    ("guesses" | "mappings", Some(list)) if call.ends_with("Mappings") => {
                        for one in list {
                            println!("   {call}: {one}");
                        }
                    }
                    _ => tell(call, value),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| tell(call, item)),
        _ => {}
    }
}
