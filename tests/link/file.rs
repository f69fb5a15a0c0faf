//! Works' files: what was put in comes out, broken ones say where, and none costs more than it may.

use crate::{any, every};
use proptest::prelude::*;
use sentry_general::document::{Document, Texts};
use sentry_general::link::Linked;
use sentry_general::link::file::{Error, File, file_name, is_one, parse, print};

fn full() -> File {
    let view = Some(every::view_state().to_value());
    File { name: "Shop".into(), linked: Linked { document: every::document(), view } }
}

#[test]
fn every_field_comes_back() {
    let printed = print(&full());
    let parsed = parse(&printed).expect("it was printed here");
    assert_eq!((parsed.file, parsed.remarks.len()), (full(), 0));
}

#[test]
fn a_reader_sees_texts_line_by_line_and_what_it_is_first() {
    let texts = Texts { tree: "a.ts\nb.ts\n".into(), ..Texts::default() };
    let document = Document { texts, ..Document::default() };
    let printed = print(&File { name: "x".into(), linked: Linked { document, view: None } });
    let lines: Vec<&str> = printed.lines().map(str::trim).take(4).collect();
    assert_eq!(
        lines,
        ["{", "\"format\": \"sentry-general\",", "\"name\": \"x\",", "\"version\": 2,"]
    );
    for line in ["\"a.ts\",", "\"b.ts\",", "\"\""] {
        assert!(printed.lines().any(|it| it.trim() == line), "{line} in {printed}");
    }
    let json: serde_json::Value = serde_json::from_str(&printed).expect("it is JSON");
    assert_eq!(json["inputs"]["tree"][1], "b.ts");
}

#[test]
fn a_broken_file_says_where() {
    for (text, told) in [
        (
            "{\n \"format\": \"sentry-general\",\n \"inputs\": [\n}",
            "line 4, column 1: expected value.",
        ),
        ("{\"format\": \"sentry-general\"", "line 1, column 27: EOF while parsing an object."),
        ("", "line 1, column 0: EOF while parsing a value."),
        ("[]", "it has no field \"format\" that says \"sentry-general\"."),
        ("{\"format\": \"other\"}", "it has no field \"format\" that says \"sentry-general\"."),
    ] {
        assert_eq!(
            parse(text).map_err(|error| error.to_string()).err().as_deref(),
            Some(told),
            "{text}"
        );
    }
    let deep = format!("{{\"format\": \"sentry-general\", \"x\": {}", "[".repeat(100_000));
    assert!(matches!(parse(&deep), Err(Error::Broken(1, ..))), "no stack is used up");
}

#[test]
fn what_is_not_read_of_a_file_is_named_and_carried_along() {
    let text = r#"{"format": "sentry-general", "version": 3, "later": [1], "name": 7,
        "inputs": {"tree": ["a.ts", "b.ts"], "rules": 7, "codeowners": ["/a @x", 1], "people": "one"}}"#;
    let parsed = parse(text).expect("most of it can be read");
    assert_eq!(parsed.remarks.len(), 3, "{:?}", parsed.remarks);
    assert!(parsed.remarks[0].starts_with("A later version"));
    assert!(parsed.remarks[1].contains("inputs.rules"));
    let texts = &parsed.file.linked.document.texts;
    assert_eq!(
        (texts.tree.as_str(), texts.rules.as_str(), texts.people.as_str()),
        ("a.ts\nb.ts", "", "one")
    );
    let again: serde_json::Value = serde_json::from_str(&print(&parsed.file)).expect("it is JSON");
    assert_eq!(
        (&again["later"][0], &again["version"], &again["inputs"]["rules"]),
        (&1.into(), &3.into(), &7.into())
    );
}

#[test]
fn what_unpacks_to_more_than_it_may_is_refused() {
    let zeros = vec![b' '; 200 << 20];
    let packed = miniz_oxide::deflate::compress_to_vec(&zeros, 9);
    use base64::Engine as _;
    let packed = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(packed);
    let file = serde_json::json!({
        "format": "sentry-general",
        "repositories": { "others": [{ "name": "x", "packed": format!("v2.{packed}") }] },
    });
    assert!(matches!(parse(&file.to_string()), Err(Error::TooMuch(_))));
}

#[test]
fn names_of_files_are_plain() {
    for (name, file) in [
        ("Shop & Co", "shop-co.sentry-general.json"),
        ("../../etc/passwd", "etc-passwd.sentry-general.json"),
        ("", "work.sentry-general.json"),
        ("…", "work.sentry-general.json"),
    ] {
        assert_eq!(file_name(name), file);
    }
}

#[test]
fn no_listing_and_no_event_is_taken_for_a_file() {
    for text in
        ["", "{", "src/a.ts", "{\"event_id\": \"1\"}", "[\"format\"]", "{\"name\": \"format\"}"]
    {
        assert!(!is_one(text), "{text}");
    }
    assert!(is_one("\n{ \"version\": 2, \"format\" : \"sentry-general\""));
}

proptest! {
    #[test]
    fn what_is_printed_is_parsed(document in any::document(), view in any::view_state(), name in ".{0,40}") {
        let file = File { name, linked: Linked { document, view: Some(view.to_value()) } };
        let printed = print(&file);
        prop_assert!(is_one(&printed));
        prop_assert_eq!(parse(&printed).map(|it| it.file), Ok(file));
    }

    #[test]
    fn no_text_makes_it_panic(text in ".{0,200}") {
        let _told = parse(&text);
        let _told = parse(&format!("{{\"format\": \"sentry-general\", \"inputs\": {text}}}"));
    }

    #[test]
    fn no_json_makes_it_panic(value in any::json()) {
        let mut value = value;
        if let Some(fields) = value.as_object_mut() {
            fields.insert("format".into(), "sentry-general".into());
        }
        if let Ok(parsed) = parse(&value.to_string()) {
            let again = parse(&print(&parsed.file)).map(|it| it.file);
            prop_assert_eq!(again, Ok(parsed.file));
        }
    }
}
