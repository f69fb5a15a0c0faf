//! Documents of other versions: what can't be read costs nothing around it, and is written
//! back as it was.

#[path = "document/any.rs"]
mod any;
#[path = "document/every.rs"]
mod every;

use proptest::prelude::*;
use sentry_general::document::{Carried, Chosen, Saved, from_stored};
use sentry_general::routing::AutoAssign;
use sentry_general::session::{ViewState, keep, read_kept};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Paper {
    title: String,
    kind: Kind,
    number: Option<u32>,
    within: Within,
    list: Vec<Within>,
    pairs: Vec<(u32, bool)>,
    map: BTreeMap<String, u32>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Within {
    kind: Kind,
    name: String,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    #[default]
    Plain,
    Fancy,
}

impl Saved for Paper {
    fn limit(&mut self) {
        self.pairs.truncate(3);
    }
}

/// Reads, changes, writes.
fn changed(original: &Value, change: impl FnOnce(&mut Paper)) -> Value {
    let (mut paper, carried) = Carried::read::<Paper>(original.clone());
    change(&mut paper);
    carried.write(&paper)
}

#[test]
fn each_kind_of_what_cannot_be_read_is_written_back() {
    let rename = |paper: &mut Paper| paper.title = "new".into();
    for (what, later) in [
        ("an unknown field", json!({ "later": { "a": [1] } })),
        ("an unknown value", json!({ "kind": "golden" })),
        ("a value of another type", json!({ "number": "seven" })),
        ("a number too large", json!({ "number": 5_000_000_000_u64 })),
        ("an object for a text", json!({ "within": "see below" })),
        ("inside an object", json!({ "within": { "kind": "golden", "name": "n", "later": 1 } })),
        (
            "inside a list",
            json!({ "list": [{ "name": "a" }, { "kind": 3 }, "x", { "name": "b" }] }),
        ),
        ("a longer tuple", json!({ "pairs": [[1, true], [2, false, "why"], [3, true]] })),
        (
            "more than is acted upon",
            json!({ "pairs": [[1, true], [2, true], [3, true], [4, true]] }),
        ),
        ("inside a map", json!({ "map": { "a": 1, "b": "two" } })),
    ] {
        let mut original = later.as_object().cloned().unwrap_or_default();
        original.insert("title".into(), "old".into());
        let written = changed(&Value::Object(original.clone()), rename);
        original.insert("title".into(), "new".into());
        let written: Map<String, Value> = written.as_object().cloned().unwrap_or_default();
        for (name, value) in &original {
            assert_eq!(written.get(name), Some(value), "{what}: {name}");
        }
    }
}

#[test]
fn what_can_be_read_beside_it_is_read() {
    let original = json!({
        "title": "t", "kind": "golden", "number": "seven",
        "within": { "kind": "golden", "name": "inner" },
        "list": [{ "name": "a" }, 7, { "kind": "golden", "name": "b" }],
        "pairs": [[1, true], "x", [2, false]],
        "map": { "a": 1, "b": "two", "c": 3 },
    });
    let (paper, _) = Carried::read::<Paper>(original);
    let within = |name: &str| Within { name: name.into(), ..Within::default() };
    let expected = Paper {
        title: "t".into(),
        within: within("inner"),
        list: vec![within("a"), within("b")],
        pairs: vec![(1, true), (2, false)],
        map: [("a".to_owned(), 1), ("c".to_owned(), 3)].into(),
        ..Paper::default()
    };
    assert_eq!(paper, expected);
}

#[test]
fn what_the_user_chooses_instead_wins() {
    let original = json!({ "kind": "golden", "number": "seven", "map": { "a": 1, "b": "two" } });
    let written = changed(&original, |paper| {
        paper.kind = Kind::Fancy;
        paper.number = Some(7);
        paper.map.remove("a");
    });
    assert_eq!(written["kind"], "fancy");
    assert_eq!(written["number"], 7);
    assert_eq!(written["map"], json!({ "b": "two" }), "what was removed stays removed");
}

#[test]
fn unread_elements_of_a_list_stay_where_they_were() {
    let original = json!({ "list": ["x", { "name": "a", "later": 1 }, "y", { "name": "b" }, "z"] });
    let list = |change: fn(&mut Vec<Within>)| {
        changed(&original, |paper| change(&mut paper.list))["list"].clone()
    };
    let plain = |name: &str| json!({ "kind": "plain", "name": name });
    let (a, b) = (json!({ "name": "a", "later": 1 }), json!({ "name": "b" }));
    assert_eq!(
        list(|it| it.push(Within { name: "c".into(), ..Within::default() })),
        json!(["x", a, "y", b, "z", plain("c")])
    );
    assert_eq!(list(|it| drop(it.pop())), json!(["x", a, "y", "z"]));
    assert_eq!(list(|it| drop(it.remove(0))), json!(["x", "y", b, "z"]));
    assert_eq!(
        list(|it| it[0].name = "new".into()),
        json!(["x", { "kind": "plain", "name": "new", "later": 1 }, "y", b, "z"])
    );
    assert_eq!(list(Vec::clear), json!(["x", "y", "z"]));
}

#[test]
fn a_document_with_nothing_unknown_carries_nothing() {
    let (paper, carried) = Carried::read::<Paper>(json!({ "title": "t", "within": {} }));
    assert!(carried.is_empty(), "missing fields are as at first");
    assert_eq!(carried.write(&paper)["title"], "t");
}

#[test]
fn a_document_full_of_what_cannot_be_read_takes_no_time() {
    let unread = |at: u32| (format!("{at}"), json!({ "x": [at] }));
    let map: Map<String, Value> = (0..50_000).map(unread).collect();
    let list: Vec<Value> = (0..50_000).map(|at| json!([[at]])).collect();
    let original = json!({ "title": "t", "map": map, "pairs": list, "list": list });
    let begun = std::time::Instant::now();
    let (paper, carried) = Carried::read::<Paper>(original.clone());
    assert_eq!(carried.write(&paper), original);
    assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
}

#[test]
fn what_was_chosen_in_a_later_version_survives_a_tick() {
    let others = json!([{ "name": "acme/app", "packed": "v1.x" }]);
    for later in [
        // In the first version's form, and in that of the second.
        json!({
            "assignment": "by-vote", "organization": "acme", "later": true,
            "choices": { "host": "forgejo", "done": ["a"] },
            "others": others,
        }),
        json!({
            "version": 3, "organization": "acme",
            "settings": { "simulation": { "assignment": "by-vote" }, "later": true },
            "choices": { "host": "forgejo", "done": ["a"] },
            "repositories": { "others": others },
        }),
    ] {
        let (mut chosen, view_state) = read_kept(later.to_string().as_bytes());
        assert_eq!(chosen.repositories.others.len(), 1, "the other repositories are there");
        assert_eq!(chosen.settings.simulation.assignment, AutoAssign::IssueOwner);
        chosen.choices.done.insert("b".into());
        let bytes = keep(&chosen, &view_state);
        let written: Value = serde_json::from_slice(&bytes).expect("JSON");
        for (at, expected) in [
            ("/version", later.get("version").cloned().unwrap_or(json!(2))),
            ("/settings/simulation/assignment", json!("by-vote")),
            ("/organization", json!("acme")),
            ("/settings/later", json!(true)),
            ("/repositories/others", others.clone()),
            ("/choices/host", json!("forgejo")),
            ("/choices/done", json!(["a", "b"])),
        ] {
            assert_eq!(written.pointer(at), Some(&expected), "{at}");
        }
        // Again and again.
        let (chosen, view_state) = read_kept(&bytes);
        assert_eq!(keep(&chosen, &view_state), bytes);
    }
}

#[test]
fn what_is_no_json_is_not_written_over() {
    for kept in ["\u{7} what is this", "[\"what is this\"]"] {
        let (chosen, view_state) = read_kept(kept.as_bytes());
        let written = String::from_utf8(keep(&chosen, &view_state)).expect("JSON is text");
        assert!(written.contains("what is this"), "{written}");
    }
}

#[test]
fn every_field_that_the_first_version_stored_has_its_value() {
    let (chosen, view_state) = read_kept(include_bytes!("document/stored-1.json"));
    // How the listing is read, and what is selected, the page stores for itself.
    let every = every::document_of_version_1().chosen;
    assert_eq!(chosen, Chosen { listing: chosen.listing.clone(), ..every });
    assert_eq!(
        view_state,
        ViewState { selected: String::new(), ..every::view_state_when_links_were_frozen() }
    );
}

#[test]
fn what_the_first_version_stored_of_a_later_link_is_carried_along() {
    let (chosen, view_state) = read_kept(include_bytes!("document/stored-1-beside.json"));
    let written: Value = serde_json::from_slice(&keep(&chosen, &view_state)).expect("JSON");
    assert_eq!(written["later"], json!([1, 2]));
    assert_eq!(written["inputs"]["rules"], json!({ "text": "* #t" }));
    assert_eq!(written["listing"]["strip"], "Fold");
    assert_eq!(written["listing"]["depth"], 3);
}

#[test]
fn a_document_that_was_brought_into_todays_form_stays_as_it_is() {
    let once = from_stored(object(include_str!("document/stored-1.json")));
    let mut numbered = once.clone();
    numbered.insert("version".into(), json!(2));
    assert_eq!(from_stored(numbered.clone()), numbered);
}

fn object(json: &str) -> Map<String, Value> {
    serde_json::from_str(json).expect("an object")
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<u32>().prop_map(Value::from),
        "plain|fancy|golden|[a-c]".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        let names = "title|kind|number|within|list|pairs|map|name|later|[a-c]";
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::btree_map(names, inner, 0..6)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

/// Whether all of `original` is in `written`, which may name fields that were not: what
/// `original` does not say is as at first, and may be written so.
fn holds(written: &Value, original: &Value) -> bool {
    match (written, original) {
        (Value::Object(written), Value::Object(original)) => original
            .iter()
            .all(|(name, value)| written.get(name).is_some_and(|it| holds(it, value))),
        (Value::Array(written), Value::Array(original)) => {
            written.len() == original.len()
                && written.iter().zip(original).all(|(one, other)| holds(one, other))
        }
        (written, original) => written == original,
    }
}

proptest! {
    #[test]
    fn whatever_is_kept_comes_back(chosen in any::chosen(), view_state in any::view_state()) {
        prop_assert_eq!(read_kept(&keep(&chosen, &view_state)), (chosen, view_state));
    }

    #[test]
    fn nothing_that_is_stored_is_too_strange_to_be_read(kept in any::json()) {
        let (chosen, view_state) = read_kept(kept.to_string().as_bytes());
        let bytes = keep(&chosen, &view_state);
        let (again, view_again) = read_kept(&bytes);
        prop_assert_eq!(keep(&again, &view_again), bytes);
    }

    #[test]
    fn whatever_was_read_is_written_back_if_nothing_changes(original in any_json()) {
        let (paper, carried) = Carried::read::<Paper>(original.clone());
        let written = carried.write(&paper);
        let again = Carried::read::<Paper>(written.clone());
        prop_assert_eq!(&again.0, &paper, "the next reading sees the same");
        prop_assert_eq!(again.1.write(&again.0), written.clone(), "and so for ever");
        if let (Value::Object(original), Value::Object(written)) = (&original, &written) {
            for (name, value) in original {
                prop_assert!(written.get(name).is_some_and(|it| holds(it, value)), "{}", name);
            }
        }
    }

    #[test]
    fn a_change_keeps_every_other_field(original in any_json(), title in "[a-z]{1,5}") {
        let written = changed(&original, |paper| paper.title.clone_from(&title));
        if let Value::Object(original) = &original {
            for (name, value) in original.iter().filter(|(name, _)| *name != "title") {
                prop_assert!(written.get(name).is_some_and(|it| holds(it, value)), "{}", name);
            }
            prop_assert_eq!(&written["title"], &Value::from(title));
        }
    }
}
