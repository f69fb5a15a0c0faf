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
fn what_is_missing_is_empty_and_what_is_unknown_is_carried_along() {
    let link = pack(br#"{"tree":"a","later":[1,2],"choices":{"selected":"b"}}"#);
    let beside = Some(serde_json::json!({ "later": [1, 2] }));
    let choices = Choices { selected: "b".into(), ..Choices::default() };
    let plan = Plan { tree: "a".into(), choices, beside, ..Plan::default() };
    assert_eq!(decode(&link).as_ref(), Ok(&plan));
    assert_eq!(decode(&encode(&plan)), Ok(plan), "and handed on with the next link");
}

#[test]
fn values_of_a_later_version_cost_nothing_around_them() {
    let later = serde_json::json!({
        "tree": "a",
        "rules": { "text": "* #t", "language": 2 },
        "choices": { "selected": "a", "tree": { "strip": "Fold", "keep_noise": true, "depth": 3 } },
        "settings": {
            "organization": "acme",
            "assignment": "everybody",
            "choices": { "ci": "later-ci", "branch": "trunk", "release": { "scheme": "calver" } },
            "others": [{ "name": "acme/app", "packed": "v1.x", "host": 7 }, { "name": 3 }],
            "changes": [{ "fold": {} }, "splitAnyway"],
        },
    });
    let mut plan = decode(&pack(later.to_string().as_bytes())).expect("the link can be read");
    let settings = &plan.settings;
    assert_eq!((plan.tree.as_str(), plan.rules.as_str()), ("a", ""));
    assert!(plan.choices.tree.keep_noise);
    assert_eq!((settings.organization.as_str(), settings.choices.branch()), ("acme", "trunk"));
    assert_eq!((settings.others.len(), settings.changes.len()), (2, 1), "{settings:?}");

    plan.settings.organization = "acme-eu".into();
    plan.settings.choices.done.insert("an-item".into());
    plan.choices.selected.clear();
    let written = unpack(&encode(&plan));
    let at = |pointer: &str| written.pointer(pointer).cloned().unwrap_or_default();
    for (pointer, expected) in [
        ("/settings/organization", serde_json::json!("acme-eu")),
        ("/settings/choices/done", serde_json::json!(["an-item"])),
        ("/choices/selected", serde_json::json!("")),
        // Of the later version, as it was.
        ("/rules", later["rules"].clone()),
        ("/choices/tree/strip", serde_json::json!("Fold")),
        ("/choices/tree/depth", serde_json::json!(3)),
        ("/settings/assignment", serde_json::json!("everybody")),
        ("/settings/choices/ci", serde_json::json!("later-ci")),
        ("/settings/choices/release/scheme", serde_json::json!("calver")),
        ("/settings/others", later["settings"]["others"].clone()),
        ("/settings/changes", later["settings"]["changes"].clone()),
    ] {
        assert_eq!(at(pointer), expected, "{pointer}");
    }
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
            "a path that no listing has: the page drops it, and opens the rest",
            pack(json!({ "choices": { "selected": "a/".repeat(60_000) } }).to_string().as_bytes()),
            None,
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
        let plan = Plan { tree, rules, codeowners, mappings, people, event, choices, settings, beside: None };
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

fn unpack(link: &str) -> serde_json::Value {
    use base64::Engine as _;
    let packed = link.strip_prefix("v1.").expect("a link has its version");
    let packed = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(packed).expect("base64");
    let json = miniz_oxide::inflate::decompress_to_vec(&packed).expect("deflate");
    serde_json::from_slice(&json).expect("JSON")
}
