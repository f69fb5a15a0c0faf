//! Links: what was put in comes out, old ones stay readable, bad ones say why.

use proptest::prelude::*;
use sentry_general::link::{Error, LIMIT, Plan, decode, encode};
use sentry_general::session::Settings;
use sentry_general::session::protocol::{Choices, TreeOptions};

/// Links that earlier versions made, which must open for ever: name, link, plan.
const FROZEN: &str = include_str!("link/frozen.tsv");

#[test]
fn links_of_every_earlier_version_open() {
    let mut seen = 0;
    for row in FROZEN.lines().filter(|line| !line.starts_with('#')) {
        let mut cells = row.split('\t');
        let (Some(name), Some(link), Some(json)) = (cells.next(), cells.next(), cells.next())
        else {
            panic!("a row of frozen.tsv has three cells: {row}");
        };
        let plan: Plan = serde_json::from_str(json).expect("the plan of a frozen link is JSON");
        assert_eq!(decode(link), Ok(plan), "{name}");
        seen += 1;
    }
    assert!(seen > 0, "frozen.tsv holds links");
}

#[test]
fn what_is_missing_is_empty_and_what_is_unknown_is_passed_over() {
    let link = pack(br#"{"tree":"a","later":[1,2]}"#);
    assert_eq!(decode(&link), Ok(Plan { tree: "a".into(), ..Plan::default() }));
}

#[test]
fn a_link_that_cannot_be_read_says_why() {
    let whole = encode(&plan("a/b\n", "a/* #t\n"));
    for (link, error) in [
        ("", Error::Version),
        ("payments", Error::Version),
        ("v2.AAAA", Error::Version),
        ("v1.", Error::Damaged),
        ("v1.%%%", Error::Damaged),
        (&whole[..whole.len() / 2], Error::Damaged),
        (&pack(b"not json"), Error::Damaged),
        (&pack(&vec![b' '; LIMIT + 1]), Error::TooLarge),
    ] {
        let shown = &link[..link.len().min(40)];
        assert_eq!(decode(link), Err(error), "{shown}");
    }
}

/// A link whose settings are these.
fn with_settings(settings: &serde_json::Value) -> String {
    pack(serde_json::json!({ "settings": settings }).to_string().as_bytes())
}

#[test]
fn a_link_is_weighed_before_anything_is_done_with_it() {
    use serde_json::json;
    // A megabyte of one letter packs into a thousand characters.
    let bomb = pack(format!("{{\"tree\":\"{}\"}}", "a/".repeat(2 << 20)).as_bytes());
    let within = pack(format!("{{\"tree\":\"{}\"}}", "a/".repeat(400_000)).as_bytes());
    assert!(bomb.len() < 8_000 && within.len() < 2_000, "both are short");
    let others = |packed: &str, many| json!({ "others": vec![json!({ "name": "a", "packed": packed }); many] });
    let (no_bomb, plain) = (pack(b"{}"), with_settings(&others(&pack(b"{}"), 49)));
    for (what, link, expected) in [
        ("one that unpacks to a thousand times its length", bomb.clone(), Some(Error::TooLarge)),
        (
            "packed repositories that do together",
            with_settings(&others(&within, 40)),
            Some(Error::TooLarge),
        ),
        ("more repositories than fit", with_settings(&others(&no_bomb, 50)), Some(Error::TooMany)),
        ("as many as fit", plain, None),
        (
            "one that was removed",
            with_settings(&json!({ "removed": [0, { "name": "a", "packed": bomb }] })),
            Some(Error::TooLarge),
        ),
        (
            "changes without end",
            with_settings(&json!({ "switched": vec![(1, 1, true); 20_000] })),
            Some(Error::TooMany),
        ),
        (
            "a path that no listing has",
            pack(json!({ "choices": { "selected": "a/".repeat(60_000) } }).to_string().as_bytes()),
            Some(Error::TooMany),
        ),
        (
            "files beyond what is kept",
            with_settings(&json!({ "files": { "a": "b".repeat(600 << 10) } })),
            Some(Error::TooMany),
        ),
        ("lists within lists", pack("[".repeat(500_000).as_bytes()), Some(Error::Damaged)),
        (
            "lists within settings",
            pack(format!("{{\"settings\":{{\"changes\":{}", "[".repeat(500_000)).as_bytes()),
            Some(Error::Damaged),
        ),
    ] {
        assert_eq!(decode(&link).err(), expected, "{what}");
    }
}

#[test]
fn a_long_list_of_like_files_is_no_bomb() {
    let tree: String = (0..100_000)
        .map(|at| format!("services/service-{}/src/module_{at}.py\n", at % 40))
        .collect();
    let plan = plan(&tree, "services/* #web\n");
    assert_eq!(decode(&encode(&plan)), Ok(plan), "it comes back");
}

proptest! {
    #[test]
    fn what_was_put_in_comes_out(
        tree in any::<String>(), [rules, codeowners, mappings, people, event] in any::<[String; 5]>(),
        selected in any::<String>(), keep_noise in any::<bool>(), format in any::<Option<String>>(),
        tied_mapping in any::<Option<u32>>(), dialect in any::<String>(),
    ) {
        let tree_options = TreeOptions { keep_noise, format, ..TreeOptions::default() };
        let choices = Choices { tree: tree_options, selected };
        let settings = Settings { tied_mapping, dialect, ..Settings::default() };
        let plan = Plan { tree, rules, codeowners, mappings, people, event, choices, settings };
        let link = encode(&plan);
        prop_assert!(link.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte)),
            "a link holds only characters that no chat program breaks at");
        prop_assert_eq!(decode(&link), Ok(plan));
    }

    #[test]
    fn no_text_is_too_strange_to_be_refused(text in ".*", after in "[A-Za-z0-9_-]{0,200}") {
        let _ = decode(&text);
        let _ = decode(&format!("v1.{after}"));
    }
}

fn plan(tree: &str, rules: &str) -> Plan {
    Plan { tree: tree.into(), rules: rules.into(), ..Plan::default() }
}

fn pack(json: &[u8]) -> String {
    use base64::Engine as _;
    let packed = miniz_oxide::deflate::compress_to_vec(json, 8);
    format!("v1.{}", base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(packed))
}
