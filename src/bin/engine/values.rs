//! Values on their way in and out.
//!
//! In: `pack.js` reads a value once and can't fail but by an `Error` with the field's name;
//! from then on everything is bytes. So no getter and no proxy of a caller ever runs in the
//! midst of the engine, where what it throws would leave the module unusable.
//!
//! Out: an answer of few values goes by `serde-wasm-bindgen`, which hands texts over as they
//! are. One that grows with the input goes as one text of JSON: a call from wasm to JavaScript
//! for each field of 8,000 rules takes a tenth of a second, `JSON.parse` of all of them a few
//! milliseconds.

use js_sys::{Array, Error, JSON, JsString, Reflect, Uint8Array};
use sentry_general::api::plain::{Fields, Plain, decode};
use sentry_general::tree::Paths;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::io;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/bin/engine/pack.js")]
extern "C" {
    /// What `pack` makes of a value.
    type Packed;

    #[wasm_bindgen(catch)]
    fn pack(value: &JsValue, name: &str) -> Result<Packed, JsValue>;

    #[wasm_bindgen(method, getter)]
    fn bytes(this: &Packed) -> Vec<u8>;

    #[wasm_bindgen(method, getter)]
    fn texts(this: &Packed) -> Vec<Uint8Array>;
}

/// A value of whatever type.
pub fn take<T: DeserializeOwned>(value: &JsValue, name: &str) -> Result<T, Error> {
    said(read(value, name)?.read(name))
}

/// A request, of which some fields are read before the rest.
pub struct Request(Fields);

impl Request {
    pub fn read(value: &JsValue) -> Result<Self, Error> {
        said(read(value, "request")?.fields("request")).map(Self)
    }

    pub fn take<T: DeserializeOwned>(&mut self, name: &'static str) -> Result<T, Error> {
        said(self.0.take(name))
    }

    pub fn take_if_any<T: DeserializeOwned>(
        &mut self,
        name: &'static str,
    ) -> Result<Option<T>, Error> {
        said(self.0.take_if_any(name))
    }

    pub fn rest<T: DeserializeOwned>(self) -> Result<T, Error> {
        said(self.0.rest())
    }
}

fn read(value: &JsValue, name: &str) -> Result<Plain, Error> {
    let packed = pack(value, name).map_err(JsCast::unchecked_into::<Error>)?;
    let texts = packed.texts().into_iter().map(|text| String::from_utf8(text.to_vec()).ok());
    let texts: Option<Vec<String>> = texts.collect();
    texts
        .and_then(|texts| decode(&packed.bytes(), texts))
        .ok_or_else(|| Error::new(&format!("{name}: could not be taken over")))
}

/// What is wrong with the request, as an `Error`.
pub fn said<T>(answer: Result<T, String>) -> Result<T, Error> {
    answer.map_err(|wrong| Error::new(&wrong))
}

/// An answer of few values.
pub fn give(value: &impl Serialize) -> Result<JsValue, Error> {
    // What may be absent is left out by the values themselves; what the contract calls
    // null, such as nobody's assignee, is null.
    let serializer = serde_wasm_bindgen::Serializer::new()
        .serialize_maps_as_objects(true)
        .serialize_missing_as_null(true);
    value.serialize(&serializer).map_err(|error| Error::new(&error.to_string()))
}

/// An answer of many values.
pub fn give_many(value: &impl Serialize) -> Result<JsValue, Error> {
    let mut text = Vec::with_capacity(4096);
    let mut serializer = serde_json::Serializer::with_formatter(&mut text, Exact);
    value.serialize(&mut serializer).map_err(|error| Error::new(&error.to_string()))?;
    let text = String::from_utf8(text).map_err(|error| Error::new(&error.to_string()))?;
    JSON::parse(&text).map_err(JsCast::unchecked_into::<Error>)
}

/// Replaces a field of an answer by what JSON can't say, such as a typed array.
pub fn set(answer: &JsValue, name: &str, column: &JsValue) -> Result<(), Error> {
    Reflect::set(answer, &name.into(), column).map_err(JsCast::unchecked_into::<Error>)?;
    Ok(())
}

/// Paths as an array of strings. As one text they are carried over many times as fast.
pub fn strings(paths: &Paths) -> Result<JsValue, Error> {
    if paths.is_empty() {
        return Ok(Array::new().into());
    }
    if paths.iter().any(|path| path.contains('\0')) {
        return give_many(paths);
    }
    let mut joined = String::with_capacity(paths.iter().map(|path| path.len() + 1).sum());
    for path in paths.iter() {
        joined.push_str(path);
        joined.push('\0');
    }
    joined.pop();
    Ok(JsString::from(joined).split("\0").into())
}

/// JSON with every number as it is: a short float goes as the double that it stands for,
/// as it does by `serde-wasm-bindgen`.
struct Exact;

impl serde_json::ser::Formatter for Exact {
    fn write_f32<W: ?Sized + io::Write>(&mut self, writer: &mut W, value: f32) -> io::Result<()> {
        self.write_f64(writer, f64::from(value))
    }
}
