//! The configuration: what it takes, what it refuses and where.

use crate::ask::{file, options};
use sentry_general::pipeline::{Command, Config, SCHEMA, reads};
use serde_json::{Value, json};

const GOOD: [&str; 9] = [
    "{}",
    r#"{"$schema":"./config.schema.json","rules":"sentry.rules","teams":"teams.txt","project":"shop"}"#,
    r#"{"codeowners":"docs/CODEOWNERS","host":"gitlab"}"#,
    r#"{"codeowners":false}"#,
    r#"{"mappings":[{"stackRoot":"app/","sourceRoot":"src/"}]}"#,
    r#"{"mappings":"mappings.txt","assertions":"owners.txt"}"#,
    r#"{"unowned":12,"exempt":["*.md"],"failOn":"warning"}"#,
    r#"{"unowned":"4.5 %","ignore":["rules/*","rules/tab"],"notes":true}"#,
    r#"{"unowned":"base","base":"origin/main"}"#,
];

const BAD: [(&str, &str, &str); 13] = [
    ("{\n  \"rule\": \"a\"\n}", "c.json:2:", "Is `rules` meant?"),
    ("{\n\n  \"failon\": \"error\"}", "c.json:3:", "Is `failOn` meant?"),
    (r#"{"zzz":1}"#, "c.json:1:", "docs/pipeline.md"),
    (r#"{"rules":1}"#, "c.json:1:", "expected a string"),
    (r#"{"unowned":"some"}"#, "c.json:1:", "unowned: must be a whole number"),
    (r#"{"unowned":-1}"#, "c.json:1:", "unowned: must be"),
    (r#"{"unowned":1.5}"#, "c.json:1:", "unowned: must be"),
    (r#"{"unowned":"101 %"}"#, "c.json:1:", "unowned: must be"),
    (r#"{"failOn":"fatal"}"#, "c.json:1:", "unknown variant `fatal`"),
    (r#"{"host":"gitea"}"#, "c.json:1:", "expected one of `github`"),
    (r#"{"mappings":[{"stackRoot":"a"}]}"#, "c.json:1:", "`stackRoot` and `sourceRoot`"),
    ("{\"rules\": \"a\",}", "c.json:1:", "trailing comma"),
    ("", "c.json:1:", "EOF"),
];

#[test]
fn what_is_good_is_read_and_fits_the_schema() {
    let schema: Value = serde_json::from_str(SCHEMA).expect("the schema is JSON");
    let schema = jsonschema::validator_for(&schema).expect("it is a schema");
    for text in GOOD {
        let answer = reads(Command::Why, file("c.json", text).as_ref(), &Config::default());
        assert_eq!((answer.exit, answer.said.as_str()), (0, ""), "{text}");
        let value: Value = serde_json::from_str(text).expect("it is JSON");
        assert!(schema.is_valid(&value), "the schema takes {text}");
    }
}

#[test]
fn what_is_bad_is_refused_at_its_place() {
    for (text, place, words) in BAD {
        let answer = reads(Command::Check, file("c.json", text).as_ref(), &Config::default());
        assert_eq!(answer.exit, 2, "{text}");
        assert!(answer.said.starts_with(place), "{text}: {}", answer.said);
        assert!(answer.said.contains(words), "{text}: {}", answer.said);
    }
}

#[test]
fn what_is_bad_the_schema_refuses_too() {
    let schema: Value = serde_json::from_str(SCHEMA).expect("the schema is JSON");
    let schema = jsonschema::validator_for(&schema).expect("it is a schema");
    for (text, ..) in BAD {
        // A share over 100 is beyond what a pattern says.
        let Ok(value) = serde_json::from_str::<Value>(text) else { continue };
        if value != json!({ "unowned": "101 %" }) {
            assert!(!schema.is_valid(&value), "the schema refuses {text}");
        }
    }
}

#[test]
fn every_key_is_in_the_schema_and_in_the_manual() {
    let schema: Value = serde_json::from_str(SCHEMA).expect("the schema is JSON");
    let manual = include_str!("../../docs/pipeline.md");
    for key in schema["properties"].as_object().expect("it has properties").keys() {
        assert!(manual.contains(&format!("| `{key}` |")), "docs/pipeline.md has a row for {key}");
        let text = format!("{{\"{key}\":null}}");
        assert!(
            serde_json::from_str::<Config>(&text).is_ok(),
            "{key} is a key of the configuration"
        );
    }
}

#[test]
fn an_unknown_code_to_ignore_is_told_with_the_one_that_is_meant() {
    let answer = reads(Command::Check, None, &options(r#"{"ignore":["rules/match-nothing"]}"#));
    assert_eq!(answer.exit, 2);
    assert!(answer.said.contains("Is `rules/matches-nothing` meant?"), "{}", answer.said);
}

#[test]
fn options_come_before_the_file_and_name_what_is_read() {
    let config =
        file("c.json", r#"{"rules":"a.rules","codeowners":false,"unowned":"base","base":"main"}"#);
    let answer = reads(Command::Check, config.as_ref(), &options(r#"{"rules":"b\\c.rules"}"#));
    assert_eq!(answer.files["rules"].places, ["b/c.rules"], "with the separators of Windows, too");
    assert!(!answer.files.contains_key("codeowners"));
    assert_eq!(answer.base.as_deref(), Some("main"));
    let none = reads(Command::Check, None, &Config::default());
    let places = &none.files["codeowners"];
    assert!(!places.required && places.places.contains(&".github/CODEOWNERS".to_owned()));
    let nowhere = reads(Command::Check, None, &options(r#"{"unowned":"base"}"#));
    assert_eq!(nowhere.exit, 2);
    assert!(nowhere.said.contains("--base"), "{}", nowhere.said);
}

#[test]
fn all_that_is_wrong_is_told_at_once_each_at_its_place() {
    let text = r#"{
  "rule": "a",
  "unowned": [ "some", { "}": "," } ],
  "failOn": "fatal", "é\"": 1,
  "ignore": ["rules/tab", "rules/tabs", "zzz"],
  "notes": true,
  "notes": false
}"#;
    let answer = reads(
        Command::Check,
        file("c.json", text).as_ref(),
        &options(r#"{"ignore":["rules/tap"]}"#),
    );
    let told: Vec<&str> = answer.said.lines().filter(|line| !line.starts_with(' ')).collect();
    let expected = [
        "c.json:2:3: error: there is no key `rule`",
        "c.json:3:14: error: unowned: must be a whole number",
        "c.json:4:13: error: failOn: unknown variant `fatal`",
        "c.json:4:22: error: there is no key `é\"`",
        "c.json:5:13: error: `ignore`: there is no code `rules/tabs`",
        "c.json:5:13: error: `ignore`: there is no code `zzz`",
        "c.json:7:3: error: the key `notes` stands here again",
        "error: `ignore`: there is no code `rules/tap`",
    ];
    assert_eq!(told.len(), expected.len(), "{}", answer.said);
    for (line, start) in told.iter().zip(expected) {
        assert!(line.starts_with(start), "{line} begins with {start}");
    }
    assert_eq!(answer.exit, 2);
}

#[test]
fn what_is_no_json_is_told_at_a_column_as_editors_count_them() {
    for (text, place) in [
        ("{\n  \"rules\": \"é😀.rules\" \"notes\": true\n}", "c.json:2:24: "),
        ("{\"é\": 1,}", "c.json:1:9: "),
        ("\u{feff}{\"é\": 1,}", "c.json:1:9: "),
        ("{\"rules\": \"a\",\n\n", "c.json:3:1: "),
    ] {
        let answer = reads(Command::Check, file("c.json", text).as_ref(), &Config::default());
        assert!(answer.said.starts_with(place), "{text}: {}", answer.said);
    }
}

#[test]
fn what_is_wrong_a_hundred_times_is_told_fifty_times() {
    let keys: Vec<String> = (0..100).map(|at| format!("\"x{at}\":1")).collect();
    let config = file("c.json", &format!("{{{}}}", keys.join(",")));
    let answer = reads(Command::Check, config.as_ref(), &Config::default());
    assert_eq!(answer.said.matches("there is no key").count(), 50);
    assert!(answer.said.ends_with("error: … and 50 more\n"), "{}", answer.said);
}

#[test]
fn whatever_is_json_but_no_object_is_refused() {
    for text in ["[]", "1", "null", " \"a\" "] {
        let answer = reads(Command::Check, file("c.json", text).as_ref(), &Config::default());
        assert!(answer.said.contains("must be an object"), "{text}: {}", answer.said);
    }
    let spaced = file("c.json", "\u{feff}\r\n{\t\"rules\"\n:\t\"a.rules\"\n,\"notes\":true\n}\n");
    let answer = reads(Command::Check, spaced.as_ref(), &Config::default());
    assert_eq!((answer.exit, &*answer.files["rules"].places[0]), (0, "a.rules"), "{}", answer.said);
}
