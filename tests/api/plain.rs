//! Values as `pack.js` hands them over, and what is said of those of a wrong kind. What it packs
//! is tested in `tests/node/hostile.test.mjs`.

use sentry_general::api::plain::{Plain, decode};
use sentry_general::api::{Codeowners, CompareRequest, PlanRequest, RouteRequest, TreeInput};
use serde_json::{Value, json};

/// A value of JSON as `pack.js` packs it: short texts within the bytes, long ones beside.
fn pack(value: &Value, bytes: &mut Vec<u8>, texts: &mut Vec<String>) {
    let u32 = |bytes: &mut Vec<u8>, number: usize| bytes.extend((number as u32).to_le_bytes());
    let text = |bytes: &mut Vec<u8>, text: &str| {
        u32(bytes, text.len());
        bytes.extend(text.as_bytes());
    };
    match value {
        Value::Null => bytes.push(0),
        Value::Bool(is) => bytes.push(1 + u8::from(*is)),
        Value::Number(number) => {
            bytes.push(3);
            bytes.extend(number.as_f64().expect("a double").to_le_bytes());
        }
        Value::String(string) if string.len() > 20 => {
            bytes.push(5);
            u32(bytes, texts.len());
            texts.push(string.clone());
        }
        Value::String(string) if string.starts_with("odd: ") => {
            bytes.push(9);
            text(bytes, &string[5..]);
        }
        Value::String(string) => {
            bytes.push(4);
            text(bytes, string);
        }
        Value::Array(list) if list.len() > 2 && list.iter().all(Value::is_string) => {
            bytes.push(7);
            u32(bytes, texts.len());
            let list: Vec<&str> = list.iter().filter_map(Value::as_str).collect();
            texts.push(list.join("\0"));
        }
        Value::Array(list) => {
            bytes.push(6);
            u32(bytes, list.len());
            list.iter().for_each(|item| pack(item, bytes, texts));
        }
        Value::Object(fields) => {
            bytes.push(8);
            u32(bytes, fields.len());
            for (name, value) in fields {
                text(bytes, name);
                pack(value, bytes, texts);
            }
        }
    }
}

fn packed(value: &Value) -> (Vec<u8>, Vec<String>) {
    let (mut bytes, mut texts) = (Vec::new(), Vec::new());
    pack(value, &mut bytes, &mut texts);
    (bytes, texts)
}

fn plain(value: &Value) -> Plain {
    let (bytes, texts) = packed(value);
    decode(&bytes, texts).expect("what was packed can be decoded")
}

#[test]
fn what_is_read_is_what_serde_json_reads() {
    let request = json!({
        "files": {"a/package.json": "{}", "b": "x".repeat(100)},
        "rules": null,
        "codeowners": {"text": "* @a", "dialect": "gitlab", "owners": {"@a": "#a"}},
        "changes": [
            "splitAnyway",
            {"merge": {"from": {"root": "a"}, "into": {"root": "", "process": "web"}}},
        ],
        "whatIf": {"errors": {"a": 4_294_967_295_u32}, "quota": 9_007_199_254_740_991_u64},
    });
    let read: PlanRequest = plain(&request).read("request").expect("it is right");
    assert_eq!(read, serde_json::from_value(request).expect("it is right"));
    let any = json!([null, true, 1.5, -3, 18_446_744_073_709_549_568_u64, "é", [], {"a": [[]]}]);
    assert_eq!(plain(&any).read::<Value>("value"), Ok(any));
}

#[test]
fn trees_are_texts_or_lists_of_texts() {
    let read = |value: &Value| plain(value).read::<TreeInput>("tree");
    let list = |paths: &[&str]| Ok(TreeInput::Paths(paths.iter().collect()));
    assert_eq!(read(&json!("a\nb")), Ok(TreeInput::Listing("a\nb".to_owned())));
    assert_eq!(read(&json!([])), list(&[]));
    assert_eq!(read(&json!(["a"])), list(&["a"]));
    assert_eq!(read(&json!(["a", "", "b", "b"])), list(&["a", "", "b", "b"]));
}

#[test]
fn a_plan_of_an_earlier_version_is_taken() {
    use sentry_general::organization::Organization;
    let older =
        json!({ "choices": { "heading": "volume", "reading": "whole", "branch": "trunk" } });
    let plan: Organization = plain(&older).read("plan").expect("a plan");
    assert_eq!(plan.choices.branch(), "trunk");
    check::<Organization>(
        &json!({ "choices": { "headings": "volume" } }),
        "choices.headings: there is no such field",
    );
}

#[track_caller]
fn check<T: serde::de::DeserializeOwned + std::fmt::Debug>(value: &Value, said: &str) {
    let wrong = plain(value).read::<T>("request").expect_err("something is wrong with it");
    assert_eq!(wrong, said, "what is said of {value}");
}

#[test]
fn errors_name_the_field_and_what_it_should_be() {
    check::<RouteRequest>(&json!([]), "request: must be an object, not an array");
    check::<RouteRequest>(&json!({"rules": 3}), "rules: must be a string, not a number");
    check::<RouteRequest>(
        &json!({"rules": "odd: a function"}),
        "rules: must be a string, not a function",
    );
    check::<RouteRequest>(
        &json!({"mappings": [{"stackRoot": "", "sourceRoot": ""}, {"stackRoot": ""}]}),
        "mappings[1].sourceRoot: missing, and it is needed",
    );
    check::<RouteRequest>(
        &json!({"codeowners": {"text": "", "owners": {"@a/b": {}}}}),
        r#"codeowners.owners["@a/b"]: must be a string, not an object"#,
    );
    check::<Codeowners>(
        &json!({"text": "", "dialect": "github.com"}),
        "dialect: must be one of `github`, `gitlab`, `bitbucket`, not `github.com`",
    );
    check::<Codeowners>(
        &json!({"text": "", "dialect": 1}),
        "dialect: must be one of `github`, `gitlab`, `bitbucket`, not a number",
    );
    check::<CompareRequest>(
        &json!({"before": {}, "after": {"tree": "a"}}),
        "after.tree: there is no such field; there are `rules`, `codeowners`, `mappings`, \
         `platform`",
    );
    check::<Codeowners>(
        &json!({"text": "", "a b": ""}),
        r#"request["a b"]: there is no such field; there are `text`, `dialect`, `mapping`, `owners`"#,
    );
    check::<TreeInput>(&json!(["a", 3]), "request[1]: must be a string, not a number");
    check::<TreeInput>(
        &json!({}),
        "request: must be a string or an array of strings, not an object",
    );
    for (number, said) in [
        (json!(-1), "must be a whole number from 0 to 4294967295, not -1"),
        (json!(0.5), "must be a whole number from 0 to 4294967295, not 0.5"),
        (json!(4_294_967_296_u64), "must be a whole number from 0 to 4294967295, not 4294967296"),
        (json!("odd: NaN"), "must be a whole number from 0 to 4294967295, not NaN"),
    ] {
        let said = format!(r#"whatIf.errors["a b"]: {said}"#);
        check::<PlanRequest>(&json!({"whatIf": {"errors": {"a b": number}}}), &said);
    }
    check::<PlanRequest>(
        &json!({"changes": ["merge"]}),
        "changes[0]: `merge` must be the field of an object",
    );
    check::<PlanRequest>(
        &json!({"changes": [{"splitAnyway": {}}]}),
        "changes[0]: `splitAnyway` must be a string, not a field",
    );
    check::<PlanRequest>(
        &json!({"changes": [{"move": {"folder": "a", "to": {"root": 1}}}]}),
        "changes[0].move.to.root: must be a string, not a number",
    );
}

#[test]
fn fields_read_one_by_one_are_known_to_the_rest() {
    let request = json!({"tree": ["a"], "folder": null, "rulez": ""});
    let mut fields = plain(&request).fields("request").expect("an object");
    assert_eq!(fields.take("tree"), Ok(vec!["a".to_owned()]));
    assert_eq!(fields.take_if_any::<String>("folder"), Ok(None));
    assert_eq!(
        fields.take::<String>("path"),
        Err("path: must be a string, not undefined".to_owned())
    );
    let said = "rulez: there is no such field; there are `tree`, `folder`, `path`, `rules`, \
                `codeowners`, `mappings`, `platform`";
    assert_eq!(fields.rest::<RouteRequest>(), Err(said.to_owned()));
}

#[test]
fn very_long_paths_and_names_are_cut() {
    let mut value = json!("odd: a Map");
    for depth in 0..60 {
        value = json!({ format!("field{depth}"): [value] });
    }
    check::<TreeInput>(&json!(["a", value]), "request[1]: must be a string, not an object");
    let said = plain(&json!({ "x".repeat(5000): value })).read::<Value>("event");
    let said = said.expect_err("a Map is no plain value");
    assert!(said.starts_with(r#"event["xxx"#), "{said}");
    assert!(said.ends_with(": must be a plain value, not a Map"), "{said}");
    assert!(said.len() < 300 && said.contains('…'), "{said}");
}

/// Nothing but `pack.js` makes them; all the same no bytes may end in a panic, or take more
/// memory than they are long.
#[test]
fn bytes_that_are_none_of_ours_are_no_value() {
    let (bytes, texts) = packed(&json!({"a": ["x", 1, {"b": null}], "c": ["x", "y", "z"]}));
    for end in 0..bytes.len() {
        assert_eq!(decode(&bytes[..end], texts.clone()), None, "the first {end} bytes");
    }
    for at in 0..bytes.len() {
        for byte in [0, 5, 6, 8, 0x7f, 0xff] {
            let mut changed = bytes.clone();
            changed[at] = byte;
            let _ = decode(&changed, texts.clone());
        }
    }
    let deep: Vec<u8> = [6, 1, 0, 0, 0].repeat(100_000);
    assert_eq!(decode(&deep, Vec::new()), None);
    assert_eq!(decode(&[6, 0xff, 0xff, 0xff, 0xff, 0], Vec::new()), None);
}
