//! Values as callers hand them over: decoded from the bytes of `pack.js`, then read into
//! the types of requests. Every error names the field and what was expected there.
//!
//! serde's derived readers do the reading, so a request is described once, by its type.
//! The reader here knows where it is without a wrapper around each of them, which costs a
//! fifth of the code that `serde_path_to_error` over `serde_json` makes of the same types.

mod decode;
mod fields;
mod number;
mod read;
mod wrong;

pub use decode::decode;
pub use fields::Fields;
pub use wrong::Wrong;

use serde::de::DeserializeOwned;

/// A value of JavaScript, as far as it is plain data.
#[derive(Clone, Debug, PartialEq)]
pub enum Plain {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A finite number.
    Number(f64),
    /// A text; lone surrogates are U+FFFD.
    Text(String),
    /// An array.
    List(Vec<Plain>),
    /// An array of texts, joined by NUL; never an empty one.
    Texts(String),
    /// An object: its fields in their order, those that are undefined left out.
    Object(Vec<(String, Plain)>),
    /// What is no plain data, in words for a sentence: `a function`, `NaN`, `undefined`.
    Odd(String),
}

/// Reading
impl Plain {
    /// Reads the whole value, which goes by `name` where it is no field of an object.
    ///
    /// # Errors
    /// The first value of a wrong kind, with its path; an unknown or missing field.
    pub fn read<T: DeserializeOwned>(self, name: &str) -> Result<T, String> {
        T::deserialize(self).map_err(|wrong: Wrong| wrong.told(name, &[]))
    }

    /// The fields of an object, to be read one by one.
    ///
    /// # Errors
    /// If it is none.
    pub fn fields(self, name: &str) -> Result<Fields, String> {
        let Self::Object(fields) = self else {
            return Err(Wrong::kind("an object", &self).told(name, &[]));
        };
        Ok(Fields::new(fields))
    }

    /// What it is, for a sentence.
    fn kind(&self) -> &str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::Text(_) => "a string",
            Self::List(_) | Self::Texts(_) => "an array",
            Self::Object(_) => "an object",
            Self::Odd(kind) => kind,
        }
    }
}
