use serde_json::{Map, Value};

/// How often a part is tried before the rest is given up, so that no document from outside
/// takes long.
const MOST_TRIALS: u32 = 4_000;

/// How deep a part is looked into; serde's own reader stops at 128.
const DEEPEST: usize = 32;

/// Finds what of a document can be read: each part is tried alone, in its place in an
/// otherwise empty document.
pub(super) struct Sieve<'a> {
    reads: &'a dyn Fn(&Value) -> bool,
    /// Where the part lies: names of fields; none for a place in a list.
    path: Vec<Option<String>>,
    trials: u32,
}

/// A part of a document.
pub(super) struct Sifted {
    /// What can be read of it, if anything.
    pub(super) readable: Option<Value>,
    /// The whole, with null for each element of a list that can't be read at all.
    pub(super) holes: Value,
}

/// A child with its name; none in a list.
type Child<'v> = (Option<&'v str>, &'v Value);

impl<'a> Sieve<'a> {
    pub(super) fn new(reads: &'a dyn Fn(&Value) -> bool) -> Self {
        Self { reads, path: Vec::new(), trials: 0 }
    }

    /// Sifts a part that can't be read as a whole.
    pub(super) fn sift(&mut self, part: &Value) -> Sifted {
        let none = || Sifted { readable: None, holes: part.clone() };
        if self.path.len() >= DEEPEST || self.trials >= MOST_TRIALS {
            return none();
        }
        match part {
            Value::Object(fields) => {
                let children: Vec<Child> =
                    fields.iter().map(|(name, value)| (Some(name.as_str()), value)).collect();
                let sifted = self.children(&children);
                let mut readable = Map::new();
                let mut holes = Map::new();
                for ((name, _), child) in fields.iter().zip(sifted) {
                    if let Some(value) = child.readable {
                        readable.insert(name.clone(), value);
                    }
                    holes.insert(name.clone(), child.holes);
                }
                let readable = Some(Value::Object(readable)).filter(|value| self.tries(value));
                Sifted { readable, holes: Value::Object(holes) }
            }
            Value::Array(elements) => {
                let children: Vec<Child> = elements.iter().map(|value| (None, value)).collect();
                let mut readable = Vec::new();
                let mut holes = Vec::new();
                for child in self.children(&children) {
                    let hole = child.readable.is_none();
                    holes.push(if hole { Value::Null } else { child.holes });
                    readable.extend(child.readable);
                }
                let readable = Some(Value::Array(readable)).filter(|value| self.tries(value));
                Sifted { readable, holes: Value::Array(holes) }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => none(),
        }
    }

    /// Sifts children of one part: together if they can be read so, else by halves.
    fn children(&mut self, children: &[Child]) -> Vec<Sifted> {
        if children.is_empty() {
            return Vec::new();
        }
        if self.trials >= MOST_TRIALS {
            let unread = |(_, value): &Child| Sifted { readable: None, holes: (*value).clone() };
            return children.iter().map(unread).collect();
        }
        if self.tries(&part_of(children)) {
            let whole = |&(_, value): &Child| Sifted {
                readable: Some(value.clone()),
                holes: value.clone(),
            };
            return children.iter().map(whole).collect();
        }
        if let [(name, value)] = children {
            self.path.push(name.map(str::to_owned));
            let sifted = self.sift(value);
            self.path.pop();
            return vec![sifted];
        }
        let (first, second) = children.split_at(children.len() / 2);
        let mut sifted = self.children(first);
        sifted.extend(self.children(second));
        sifted
    }

    fn tries(&mut self, part: &Value) -> bool {
        self.trials += 1;
        let whole = self.path.iter().rev().fold(part.clone(), |value, step| match step {
            Some(name) => Value::Object(Map::from_iter([(name.clone(), value)])),
            None => Value::Array(vec![value]),
        });
        (self.reads)(&whole)
    }
}

fn part_of(children: &[Child]) -> Value {
    let named = children.iter().map(|(name, value)| Some(((*name)?.to_owned(), (*value).clone())));
    match named.collect::<Option<Map<String, Value>>>() {
        Some(fields) => Value::Object(fields),
        None => Value::Array(children.iter().map(|(_, value)| (*value).clone()).collect()),
    }
}
