//! Links: what was put in comes out, old ones stay readable, bad ones say why.

#[path = "document/any.rs"]
mod any;
#[path = "document/every.rs"]
mod every;
#[path = "link/file.rs"]
mod file;

use proptest::prelude::*;
use sentry_general::document::{Chosen, Document, Texts, VIEW};
use sentry_general::link::{Error, LIMIT, Linked, decode, encode};
use sentry_general::session::ViewState;

/// Links that were made before, which must open for ever: name, link, and what is in it as JSON
/// of today's form.
const FROZEN: &str = include_str!("link/frozen.tsv");

/// The rows of [`FROZEN`].
fn frozen() -> impl Iterator<Item = (&'static str, &'static str, serde_json::Value)> {
    FROZEN.lines().filter(|line| !line.starts_with('#')).map(|row| {
        let mut cells = row.split('\t');
        let (Some(name), Some(link), Some(json)) = (cells.next(), cells.next(), cells.next())
        else {
            panic!("a row of frozen.tsv has three cells: {row}");
        };
        (name, link, serde_json::from_str(json).expect("what is in a frozen link is JSON"))
    })
}

#[test]
fn links_of_every_earlier_version_open() {
    let mut seen = 0;
    for (name, link, json) in frozen() {
        let serde_json::Value::Object(mut fields) = json else { panic!("{name}: no object") };
        let view = fields.remove(VIEW);
        let document = Document::from_fields(fields);
        assert_eq!(decode(link), Ok(Linked { document, view }), "{name}");
        seen += 1;
    }
    assert!(seen > 0, "frozen.tsv holds links");
}

#[test]
fn every_field_has_its_value_after_a_frozen_link_was_opened() {
    let mut versions = 0;
    for (name, link, _) in frozen().filter(|(name, ..)| name.ends_with("every field")) {
        let Linked { document, view } = decode(link).expect(name);
        let expected = match name {
            "1: every field" => every::document_of_version_1(),
            _ => every::document_when_links_were_frozen(),
        };
        assert_eq!(document, expected, "{name}");
        let seen = every::view_state_when_links_were_frozen();
        assert_eq!(ViewState::from_value(view), seen, "{name}");
        versions += 1;
    }
    assert_eq!(versions, 2, "one of each version");
    // No field of these is as at first, or the test above could not see it lost.
    let (first, every) = (Document::default().to_fields(), every::document().to_fields());
    let (first, every) = (serde_json::Value::from(first), serde_json::Value::from(every));
    assert_eq!(alike(&first, &every, ""), ["/version"]);
    let (first, every) = (ViewState::default().to_value(), every::view_state().to_value());
    assert_eq!(alike(&first, &every, ""), [""; 0]);
}

/// Where two values are alike, down to what is no object.
fn alike(one: &serde_json::Value, other: &serde_json::Value, at: &str) -> Vec<String> {
    match (one, other) {
        (serde_json::Value::Object(one), serde_json::Value::Object(other)) => one
            .iter()
            .filter_map(|(name, value)| Some((name, value, other.get(name)?)))
            .flat_map(|(name, value, other)| alike(value, other, &format!("{at}/{name}")))
            .collect(),
        (one, other) if one == other => vec![at.to_owned()],
        _ => Vec::new(),
    }
}

#[test]
fn what_is_missing_is_empty_and_what_is_unknown_is_carried_along() {
    for link in [
        pack(br#"{"tree":"a","later":[1,2],"choices":{"selected":"b"}}"#),
        pack_as("v2.", br#"{"inputs":{"tree":"a"},"later":[1,2],"view":{"selected":"b"}}"#),
    ] {
        let linked = decode(&link).expect("a link");
        let Document { texts, chosen } = &linked.document;
        assert_eq!(*texts, Texts { tree: "a".into(), ..Texts::default() });
        assert_eq!(*chosen, Chosen { carried: chosen.carried.clone(), ..Chosen::default() });
        assert_eq!(linked.view, Some(serde_json::json!({ "selected": "b" })));
        let again = encode(&linked);
        assert_eq!(unpack(&again)["later"], serde_json::json!([1, 2]), "handed on");
        assert_eq!(decode(&again), Ok(linked), "with the next link");
    }
}

/// JSON's usual way of reading numbers is off by a bit for one in many, and a link would change each
/// time that it is opened and handed on.
#[test]
fn numbers_of_a_later_version_stay_as_they_are() {
    for number in
        ["77777777777777777777777777777777777777777", "7.777777777777779e40", "0.1", "1e-320"]
    {
        let text = format!(r#"{{"inputs":{{"tree":"a"}},"later":{number}}}"#);
        let once = decode(&pack_as("v2.", text.as_bytes())).expect("a link");
        let expected: f64 = number.parse().expect("a number");
        let kept = unpack(&encode(&once))["later"].as_f64().expect("a number");
        assert!(
            (kept - expected).abs() <= expected * 1e-15,
            "{kept} is {expected}, as far as anybody can tell"
        );
        assert_eq!(decode(&encode(&once)), Ok(once), "{number}");
    }
}

#[test]
fn values_of_a_later_version_cost_nothing_around_them() {
    let later = serde_json::json!({
        "tree": "a",
        "rules": { "text": "* #t", "language": 2 },
        "choices": { "selected": "a", "tree": { "strip": "Fold", "keep_noise": true, "depth": 3 } },
        "settings": {
            "organization": "acme",
            "folder": "src",
            "assignment": "everybody",
            "unheard": ["of"],
            "choices": { "ci": "later-ci", "branch": "trunk", "release": { "scheme": "calver" } },
            "others": [{ "name": "acme/app", "packed": "v1.x", "host": 7 }, { "name": 3 }],
            "changes": [{ "fold": {} }, "splitAnyway"],
        },
    });
    let mut linked = decode(&pack(later.to_string().as_bytes())).expect("the link can be read");
    let Document { texts, chosen } = &mut linked.document;
    assert_eq!((texts.tree.as_str(), texts.rules.as_str()), ("a", ""));
    assert!(chosen.listing.keep_noise);
    assert_eq!((chosen.organization.as_str(), chosen.choices.branch()), ("acme", "trunk"));
    let (others, changes) = (&chosen.repositories.others, &chosen.settings.split.changes);
    assert_eq!((others.len(), changes.len()), (2, 1), "{chosen:?}");

    chosen.organization = "acme-eu".into();
    chosen.choices.done.insert("an-item".into());
    let view_state = ViewState::from_value(linked.view.take());
    assert_eq!((view_state.selected.as_str(), view_state.folder.as_str()), ("a", "src"));
    let view_state = ViewState { selected: String::new(), ..view_state };
    linked.view = Some(view_state.to_value());
    let written = unpack(&encode(&linked));
    let at = |pointer: &str| written.pointer(pointer).cloned().unwrap_or_default();
    for (pointer, expected) in [
        ("/organization", serde_json::json!("acme-eu")),
        ("/choices/done", serde_json::json!(["an-item"])),
        ("/view/selected", serde_json::json!(null)),
        ("/view/folder", serde_json::json!("src")),
        // Of the later version, as it was.
        ("/inputs/rules", later["rules"].clone()),
        ("/listing/strip", serde_json::json!("Fold")),
        ("/listing/depth", serde_json::json!(3)),
        ("/settings/simulation/assignment", serde_json::json!("everybody")),
        ("/settings/unheard", serde_json::json!(["of"])),
        ("/choices/ci", serde_json::json!("later-ci")),
        ("/choices/release/scheme", serde_json::json!("calver")),
        ("/repositories/others", later["settings"]["others"].clone()),
        ("/settings/split/changes", later["settings"]["changes"].clone()),
    ] {
        assert_eq!(at(pointer), expected, "{pointer}");
    }
}

#[test]
fn a_link_that_cannot_be_read_says_why() {
    let whole = encode(&linked("a/b\n", "a/* #t\n"));
    for (link, error) in [
        ("", Error::Version),
        ("payments", Error::Version),
        ("v3.AAAA", Error::Version),
        ("v2.AAAA", Error::Damaged),
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

/// A link of this content in today's form.
fn of_today(content: &serde_json::Value) -> String {
    pack_as("v2.", content.to_string().as_bytes())
}

/// A link of the first version whose settings are these.
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
            "the same in today's form",
            of_today(
                &json!({ "settings": { "simulation": { "placed": vec![(1, 1, "a"); 20_000] } } }),
            ),
            Some(Error::TooMany),
        ),
        (
            "changes of the split without end",
            of_today(
                &json!({ "settings": { "split": { "changes": vec!["splitAnyway"; 20_000] } } }),
            ),
            Some(Error::TooMany),
        ),
        (
            "more repositories than fit, in today's form",
            of_today(&json!({ "repositories": { "others": vec![json!({}); 50] } })),
            Some(Error::TooMany),
        ),
        (
            "one that was removed, among what is seen",
            of_today(&json!({ "view": { "removed": [0, { "name": "a", "packed": bomb }] } })),
            Some(Error::TooLarge),
        ),
        (
            "a folder that no listing has, among what is seen",
            of_today(&json!({ "view": { "folder": "a/".repeat(60_000) } })),
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
    let linked = linked(&tree, "services/* #web\n");
    assert_eq!(decode(&encode(&linked)), Ok(linked), "it comes back");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn whatever_was_put_in_comes_out(document in any::document(), view_state in any::view_state()) {
        let linked = Linked { document, view: Some(view_state.to_value()) };
        let link = encode(&linked);
        prop_assert!(link.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte)),
            "a link holds only characters that no chat program breaks at");
        let opened = decode(&link);
        prop_assert_eq!(opened.as_ref(), Ok(&linked));
        prop_assert_eq!(ViewState::from_value(opened.unwrap_or_default().view), view_state);
    }

    /// Of whatever a later version may have added, anywhere.
    #[test]
    fn what_a_later_version_added_survives_a_link_and_a_change(
        document in any::document(), at in any::<prop::sample::Index>(), branch in "[a-z]{1,5}",
    ) {
        let mut fields = serde_json::Value::Object(document.to_fields());
        let places = ["", "/inputs", "/listing", "/settings", "/settings/codeowners",
            "/settings/simulation", "/settings/split", "/choices", "/choices/release",
            "/choices/volume", "/choices/hosting", "/repositories"];
        let place = places[at.index(places.len())];
        // Where there is no text, there is no object for them.
        let Some(serde_json::Value::Object(object)) = fields.pointer_mut(place) else {
            return Ok(());
        };
        object.insert("later".into(), serde_json::json!({ "added": [1, null] }));
        let link = pack_as("v2.", fields.to_string().as_bytes());
        let mut linked = decode(&link).expect("it is read all the same");
        prop_assert_eq!(&unpack(&encode(&linked)), &fields, "written as it was");
        linked.document.chosen.choices.branch.clone_from(&branch);
        fields["choices"]["branch"] = branch.into();
        prop_assert_eq!(&unpack(&encode(&linked)), &fields, "but for what was changed");
    }

    #[test]
    fn no_content_is_too_strange_to_be_opened_and_handed_on(content in any::json(), first in any::<bool>()) {
        let link = pack_as(if first { "v1." } else { "v2." }, content.to_string().as_bytes());
        match decode(&link) {
            Err(error) => prop_assert!(!content.is_object(), "{}: {}", error, content),
            Ok(linked) => {
                let again = decode(&encode(&linked));
                prop_assert_eq!(again.map(|it| encode(&it)), Ok(encode(&linked)));
            }
        }
    }

    #[test]
    fn no_text_is_too_strange_to_be_refused(text in ".*", after in "[A-Za-z0-9_-]{0,200}") {
        let _ = decode(&text);
        let _ = decode(&format!("v1.{after}"));
    }
}

fn linked(tree: &str, rules: &str) -> Linked {
    let texts = Texts { tree: tree.into(), rules: rules.into(), ..Texts::default() };
    Linked { document: Document { texts, ..Document::default() }, view: None }
}

/// A link of the first version.
fn pack(json: &[u8]) -> String {
    pack_as("v1.", json)
}

fn pack_as(version: &str, json: &[u8]) -> String {
    use base64::Engine as _;
    let packed = miniz_oxide::deflate::compress_to_vec(json, 8);
    format!("{version}{}", base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(packed))
}

fn unpack(link: &str) -> serde_json::Value {
    use base64::Engine as _;
    let packed = link.strip_prefix("v2.").expect("a link has its version");
    let packed = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(packed).expect("base64");
    let json = miniz_oxide::inflate::decompress_to_vec(&packed).expect("deflate");
    serde_json::from_slice(&json).expect("JSON")
}
