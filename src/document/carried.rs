use super::merge::merge;
use super::sieve::Sieve;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// A type whose values are saved. Missing fields must have their default (`#[serde(default)]`).
pub trait Saved: Default + Serialize + DeserializeOwned {
    /// Leaves out what is more than this program acts upon. It is carried, all the same.
    fn limit(&mut self) {}
}

/// A document as it was read, if something in it could not be: that is to be written back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Carried(Option<Box<Value>>);

/// Access
impl Carried {
    /// Reads a document as far as this version can, and keeps the rest.
    ///
    /// Linear in the document if all can be read, which is the usual case; else each value that
    /// can't be is found by halving, and beyond some thousands the whole field is left unread.
    #[must_use]
    pub fn read<T: Saved>(original: Value) -> (T, Self) {
        let parts = Parts::<T>::of(&original);
        let lossless = covers(&parts.again, &original);
        (parts.read, Self((!lossless).then(|| Box::new(original))))
    }

    /// The document as it is to be saved: `now`, with what could not be read where it was.
    #[must_use]
    pub fn write<T: Saved>(&self, now: &T) -> Value {
        let now = serde_json::to_value(now).unwrap_or_default();
        match &self.0 {
            None => now,
            Some(original) => {
                let Parts { holes, again, .. } = Parts::<T>::of(original);
                merge(original, &holes, &again, now)
            }
        }
    }

    /// Whether there is nothing to be written back.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// What was carried with the fields named goes to another document, where these fields
    /// went; what belongs to no field of `known` goes to both.
    pub fn hand_over(&mut self, names: &[&str], known: &[String], to: &mut Self) {
        let Some(Value::Object(mine)) = self.0.as_deref_mut() else { return };
        let mut theirs = match to.0.take().map(|value| *value) {
            Some(Value::Object(fields)) => fields,
            _ => Map::new(),
        };
        theirs.retain(|name, _| !names.contains(&name.as_str()));
        for (name, value) in mine.iter().filter(|(name, _)| !known.contains(name)) {
            theirs.entry(name.clone()).or_insert_with(|| value.clone());
        }
        for name in names {
            if let Some((name, value)) = mine.remove_entry(*name) {
                theirs.insert(name, value);
            }
        }
        to.0 = (!theirs.is_empty()).then(|| Box::new(Value::Object(theirs)));
    }
}

/// What is made of a document.
struct Parts<T> {
    /// What this version can read of it.
    read: T,
    /// The original, with a hole for each element of a list that can't be read.
    holes: Value,
    /// What was read, as it would be written.
    again: Value,
}

impl<T: Saved> Parts<T> {
    fn of(original: &Value) -> Self {
        let reads = |value: &Value| T::deserialize(value).is_ok();
        let (mut read, holes) = match T::deserialize(original) {
            Ok(read) => (read, original.clone()),
            Err(_) => {
                let sifted = Sieve::new(&reads).sift(original);
                let readable = sifted.readable.unwrap_or(Value::Object(Map::new()));
                (T::deserialize(&readable).unwrap_or_default(), sifted.holes)
            }
        };
        read.limit();
        let again = serde_json::to_value(&read).unwrap_or_default();
        Self { read, holes, again }
    }
}

/// Whether all of `original` is in `again`; what it lacks has its default.
fn covers(again: &Value, original: &Value) -> bool {
    match (again, original) {
        (Value::Object(again), Value::Object(original)) => original
            .iter()
            .all(|(name, value)| again.get(name).is_some_and(|again| covers(again, value))),
        (Value::Array(again), Value::Array(original)) => {
            again.len() == original.len() && again.iter().zip(original).all(|(a, b)| covers(a, b))
        }
        (again, original) => again == original,
    }
}
