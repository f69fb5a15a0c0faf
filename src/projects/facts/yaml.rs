//! YAML as manifests need it: the parser's events made into JSON values.
//!
//! Only texts, lists and maps matter to readers of manifests, so numbers stay as they are
//! written; `null`, `true` and `false` are what they say. Tags are passed over (`!Ref x` is
//! `x`), and `<<` takes over the keys of other maps, as compose files have it. What aliases
//! stand for is copied, up to [`MOST_NODES`] nodes; a long text counts as several.

use granit_parser::{Event, Parser, ScalarStyle, ScanError};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// How many nodes a file may have, those that anchors and aliases stand for included: a few
/// lines of aliases could else fill the memory.
const MOST_NODES: usize = 100_000;

/// So many bytes of a text that is copied take as much as a node.
const BYTES_OF_A_NODE: usize = 64;

/// How deep lists and maps may be nested.
const MOST_DEEP: usize = 100;

/// Why a text can't be read, and the byte it is seen at.
pub(super) type Unreadable = (String, usize);

/// All documents of a text.
pub(super) fn read(text: &str) -> Result<Vec<Value>, Unreadable> {
    let mut builder = Builder::default();
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| unreadable(&error))?;
        let at = span.byte_range().map_or(0, |range| range.start);
        builder.take(event).map_err(|reason| (reason.to_owned(), at))?;
    }
    Ok(builder.documents)
}

fn unreadable(error: &ScanError) -> Unreadable {
    (error.info(), error.marker().byte_offset().unwrap_or(0))
}

#[derive(Default)]
struct Builder {
    documents: Vec<Value>,
    open: Vec<Open>,
    anchors: BTreeMap<usize, Value>,
    nodes: usize,
}

/// A list or map that has not ended, with its anchor.
enum Open {
    List(Vec<Value>, usize),
    Map { entries: Map<String, Value>, merged: Vec<Value>, key: Option<Key>, anchor: usize },
}

/// A key whose value is to come.
enum Key {
    Named(String),
    /// `<<`: the value's keys are taken over.
    Merge,
}

/// Steps
impl Builder {
    fn take(&mut self, event: Event<'_>) -> Result<(), &'static str> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let plain = style == ScalarStyle::Plain && tag.is_none();
                if plain && text == "<<" && self.awaits_key() {
                    self.set_key(Key::Merge);
                    return Ok(());
                }
                let value = match &*text {
                    "" | "~" | "null" | "Null" | "NULL" if plain => Value::Null,
                    "true" | "True" | "TRUE" if plain => Value::Bool(true),
                    "false" | "False" | "FALSE" if plain => Value::Bool(false),
                    text => Value::from(text),
                };
                self.count(1)?;
                self.put(value, anchor)?;
            }
            Event::SequenceStart(_, anchor, _) => self.open(Open::List(Vec::new(), anchor))?,
            Event::MappingStart(_, anchor, _) => {
                let (entries, merged, key) = (Map::new(), Vec::new(), None);
                self.open(Open::Map { entries, merged, key, anchor })?;
            }
            Event::SequenceEnd | Event::MappingEnd => match self.open.pop() {
                Some(Open::List(list, anchor)) => self.put(Value::from(list), anchor)?,
                Some(Open::Map { entries, merged, anchor, .. }) => {
                    self.put(Value::from(with_merged(entries, merged)), anchor)?;
                }
                None => {}
            },
            Event::Alias(anchor) => {
                // Inside what it names there is nothing to copy yet.
                self.count(self.anchors.get(&anchor).map_or(1, size))?;
                let value = self.anchors.get(&anchor).cloned().unwrap_or_default();
                self.put(value, 0)?;
            }
            Event::DocumentStart(..) => self.anchors.clear(),
            _ => {}
        }
        Ok(())
    }

    fn open(&mut self, open: Open) -> Result<(), &'static str> {
        self.count(1)?;
        if self.open.len() >= MOST_DEEP {
            return Err("lists and maps are nested too deep");
        }
        self.open.push(open);
        Ok(())
    }

    fn count(&mut self, nodes: usize) -> Result<(), &'static str> {
        self.nodes = self.nodes.saturating_add(nodes);
        if self.nodes > MOST_NODES { Err("its aliases stand for too much") } else { Ok(()) }
    }

    fn awaits_key(&self) -> bool {
        matches!(self.open.last(), Some(Open::Map { key: None, .. }))
    }

    fn set_key(&mut self, new: Key) {
        if let Some(Open::Map { key, .. }) = self.open.last_mut() {
            *key = Some(new);
        }
    }

    /// A node is whole: an item, a key or a value of what is open, or a document.
    fn put(&mut self, value: Value, anchor: usize) -> Result<(), &'static str> {
        if anchor > 0 {
            self.count(size(&value))?;
            self.anchors.insert(anchor, value.clone());
        }
        match self.open.last_mut() {
            None => self.documents.push(value),
            Some(Open::List(list, _)) => list.push(value),
            Some(Open::Map { entries, merged, key, .. }) => match key.take() {
                None => *key = Some(Key::Named(name_of(value))),
                Some(Key::Named(name)) => drop(entries.insert(name, value)),
                Some(Key::Merge) => merged.push(value),
            },
        }
        Ok(())
    }
}

/// What a map's own keys don't say comes from the maps it takes over, the first before the
/// others.
fn with_merged(mut entries: Map<String, Value>, merged: Vec<Value>) -> Map<String, Value> {
    let maps = merged.into_iter().flat_map(|value| match value {
        Value::Array(list) => list,
        value => vec![value],
    });
    for map in maps {
        let Value::Object(map) = map else { continue };
        for (key, value) in map {
            entries.entry(key).or_insert(value);
        }
    }
    entries
}

/// A key as text; what is none is written as JSON.
fn name_of(value: Value) -> String {
    match value {
        Value::String(text) => text,
        value => value.to_string(),
    }
}

/// How many nodes a copy of a value counts as.
fn size(value: &Value) -> usize {
    1 + match value {
        Value::Array(list) => list.iter().map(size).sum(),
        Value::Object(map) => {
            map.iter().map(|(key, value)| key.len() / BYTES_OF_A_NODE + size(value)).sum()
        }
        Value::String(text) => text.len() / BYTES_OF_A_NODE,
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[track_caller]
    fn check(text: &str, expected: &Value) {
        assert_eq!(read(text).expect("sound YAML"), std::slice::from_ref(expected), "{text}");
    }

    #[test]
    fn manifests_are_read() {
        check("a: 1\nb: [x, 'y', \"z\\t\"]\n", &json!({ "a": "1", "b": ["x", "y", "z\t"] }));
        check(
            "a:\nb: ~\nc: true\nd: 'true'\n",
            &json!({ "a": null, "b": null, "c": true, "d": "true" }),
        );
        check("cmd: |\n  one\n  two\n", &json!({ "cmd": "one\ntwo\n" }));
        check(
            "r: !Ref x\nl: !Join ['', [a, !Sub b]]\n",
            &json!({ "r": "x", "l": ["", ["a", "b"]] }),
        );
        check("? [a]\n: b\n1: c\n", &json!({ "[\"a\"]": "b", "1": "c" }));
        assert_eq!(read("a\n---\nb\n"), Ok(vec![json!("a"), json!("b")]), "several documents");
    }

    #[test]
    fn anchors_are_copied_and_maps_taken_over() {
        check(
            "x: &x { image: i, env: { A: a } }\nweb:\n  <<: *x\n  image: own\nall: [*x]\n",
            &json!({
                "x": { "image": "i", "env": { "A": "a" } },
                "web": { "image": "own", "env": { "A": "a" } },
                "all": [{ "image": "i", "env": { "A": "a" } }],
            }),
        );
        check(
            "a: &a { k: 1 }\nb: &b { k: 2, l: 3 }\nc: { <<: [*a, *b] }\n",
            &json!({
                "a": { "k": "1" }, "b": { "k": "2", "l": "3" }, "c": { "k": "1", "l": "3" },
            }),
        );
        check("'<<': x\n", &json!({ "<<": "x" }));
    }

    #[test]
    fn what_would_fill_the_memory_is_refused_with_its_place() {
        let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
        for level in 1..12 {
            let parts = vec![format!("*a{}", level - 1); 10].join(", ");
            bomb.push_str(&format!("a{level}: &a{level} [{parts}]\n"));
        }
        let (reason, at) = read(&bomb).expect_err("refused");
        assert!(reason.contains("aliases") && at > 0, "{reason} at {at}");
        for long in ["x".repeat(300_000), format!("{{ {}: 1 }}", "x".repeat(1_000))] {
            let copies = format!("a: &a {long}\nb:\n{}", "- *a\n".repeat(90_000));
            let (reason, at) = read(&copies).expect_err("texts take room, too");
            assert!(reason.contains("aliases") && at < copies.len() / 2, "{reason} at {at}");
        }
        let anchors = (0..90).map(|at| format!("&a{at} [")).collect::<String>();
        let nested = format!("{anchors}{}{}", "x".repeat(300_000), "]".repeat(90));
        assert!(read(&nested).is_err(), "what has an anchor is copied at once");
        let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
        assert!(read(&deep).expect_err("refused").0.contains("deep"));
        assert!(read(&"- ".repeat(100_000)).is_err(), "nor does nesting end the program");
    }

    /// The peer takes `y`, `no` and `on` for truth values, as YAML 1.1 did; here they are texts.
    fn of_version_1_1(value: Value) -> Value {
        match value {
            Value::String(text) => match text.to_lowercase().as_str() {
                "y" | "yes" | "on" | "true" => Value::Bool(true),
                "n" | "no" | "off" | "false" => Value::Bool(false),
                _ => Value::String(text),
            },
            Value::Array(list) => list.into_iter().map(of_version_1_1).collect(),
            Value::Object(map) => {
                let entries = map.into_iter().map(|(key, value)| (key, of_version_1_1(value)));
                Value::Object(entries.collect())
            }
            value => value,
        }
    }

    fn yaml() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(
            &[
                "a", "b: ", "- ", "\n", "\n  ", "\n    ", ": ", "[", "]", "{", "}", ", ", "&x ",
                "*x", "<<: ", "'q'", "\"q\"", "|\n  t", ">\n  t", "# c", "---\n", "!t ", "? ", "~",
                "null", "true", "ü", "\t", "...\n",
            ][..],
        );
        prop::collection::vec(piece, 0..20).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn any_text_is_read_and_as_a_peer_reads_it(text in prop_oneof![yaml(), any::<String>()]) {
            let own = read(&text);
            if let Err((_, at)) = &own {
                prop_assert!(*at <= text.len(), "the place is in the text");
            }
            // The peer refuses more: keys twice, keys that are no texts, merged scalars.
            let clear = !text.contains(['?', '!', '*', '&', '<']) && !text.contains(char::is_numeric);
            if let (true, Ok(own)) = (clear, own)
                && let Ok(peer) = serde_saphyr::from_multiple::<Value>(&text)
            {
                let there = |list: Vec<Value>| {
                    let there = list.into_iter().filter(|it| !it.is_null());
                    there.map(of_version_1_1).collect::<Vec<_>>()
                };
                let (own, peer) = (there(own), there(peer));
                prop_assert_eq!(own, peer);
            }
        }
    }
}
