//! Taking JSON apart without trusting it.

use crate::text::Problem;
use serde_json::{Map, Value};
use std::fmt;

/// Reads one event and gathers what is odd about it.
#[derive(Debug, Default)]
pub(super) struct Reader {
    pub(super) problems: Vec<Problem>,
}

/// The place of a value in the event, as people write it: `exception.values[0]`.
#[derive(Clone, Copy)]
pub(super) enum Place<'p> {
    Root,
    Key(&'p Place<'p>, &'p str),
    Index(&'p Place<'p>, usize),
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => Ok(()),
            Self::Key(Self::Root, key) => f.write_str(key),
            Self::Key(parent, key) => write!(f, "{parent}.{key}"),
            Self::Index(parent, index) => write!(f, "{parent}[{index}]"),
        }
    }
}

/// Reading values; null counts as absent
impl Reader {
    pub(super) fn object<'v>(
        &mut self,
        value: Option<&'v Value>,
        place: Place,
    ) -> Option<&'v Map<String, Value>> {
        match value? {
            Value::Null => None,
            Value::Object(object) => Some(object),
            other => self.wrong(place, "an object", other),
        }
    }

    pub(super) fn list<'v>(
        &mut self,
        value: Option<&'v Value>,
        place: Place,
    ) -> Option<&'v [Value]> {
        match value? {
            Value::Null => None,
            Value::Array(list) => Some(list),
            other => self.wrong(place, "a list", other),
        }
    }

    pub(super) fn string(&mut self, value: Option<&Value>, place: Place) -> Option<String> {
        match value? {
            Value::Null => None,
            Value::String(text) => Some(text.clone()),
            other => self.wrong(place, "a string", other),
        }
    }

    /// A number of a line or column.
    pub(super) fn number(&mut self, value: Option<&Value>, place: Place) -> Option<u32> {
        let value = value.filter(|value| !value.is_null())?;
        let number = value.as_u64().and_then(|number| u32::try_from(number).ok());
        number.or_else(|| self.wrong(place, "a whole number from 0", value))
    }

    pub(super) fn wrong<T>(&mut self, place: Place, expected: &str, found: &Value) -> Option<T> {
        let message = match place {
            Place::Root => format!("An event is {expected}, and this is {}.", kind(found)),
            place => format!(
                "`{place}` must be {expected}, and this is {}; it is left out.",
                kind(found)
            ),
        };
        self.problems.push(Problem::warning("event/wrong-shape", message));
        None
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
