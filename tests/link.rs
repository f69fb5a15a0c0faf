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
