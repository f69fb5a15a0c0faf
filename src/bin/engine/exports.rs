//! The JavaScript interface: carries values over, and nothing else.

use js_sys::{Array, Error, Int32Array, JSON, Object, Reflect};
use sentry_general::api::{self, Codeowners, RouteRequest, SimulateRequest, TreeInput};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("types.d.ts");

/// The version of the engine.
#[wasm_bindgen]
#[must_use]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// Reads a file listing in any of the known formats.
#[wasm_bindgen(js_name = parseTree, unchecked_return_type = "ParsedTree")]
pub fn parse_tree(
    #[wasm_bindgen(unchecked_param_type = "string")] text: &JsValue,
) -> Result<JsValue, Error> {
    give(&api::parse_tree(&take_text(text, "text")?))
}

/// Reads ownership rules as Sentry does, and goes on after its first error.
#[wasm_bindgen(js_name = parseRules, unchecked_return_type = "ParsedRules")]
pub fn parse_rules(
    #[wasm_bindgen(unchecked_param_type = "string")] text: &JsValue,
) -> Result<JsValue, Error> {
    give(&api::parse_rules(&take_text(text, "text")?))
}

/// Imports a CODEOWNERS file as Sentry does, line by line.
#[wasm_bindgen(js_name = importCodeowners, unchecked_return_type = "ImportedCodeowners")]
pub fn import_codeowners(
    #[wasm_bindgen(unchecked_param_type = "Codeowners")] file: &JsValue,
) -> Result<JsValue, Error> {
    give(&api::import_codeowners(&take::<Codeowners>(file, &[])?))
}

/// Who gets the errors of each file.
#[wasm_bindgen(js_name = routeTree, unchecked_return_type = "RoutedTree")]
pub fn route_tree(
    #[wasm_bindgen(unchecked_param_type = "RouteRequest")] request: &JsValue,
) -> Result<JsValue, Error> {
    let tree = take_tree(request)?;
    let request = take::<RouteRequest>(request, &["tree"])?;
    let routed = api::route_tree(&tree, request);
    let given = give(&routed)?;
    Reflect::set(&given, &"ownerOf".into(), &Int32Array::from(routed.owner_of.as_slice()))?;
    Reflect::set(&given, &"ruleOf".into(), &Int32Array::from(routed.rule_of.as_slice()))?;
    Ok(given)
}

/// Reads the text of a stack trace, or the JSON of events.
#[wasm_bindgen(js_name = parseTrace, unchecked_return_type = "ParsedTrace")]
pub fn parse_trace(
    #[wasm_bindgen(unchecked_param_type = "string")] text: &JsValue,
) -> Result<JsValue, Error> {
    give(&api::parse_trace(&take_text(text, "text")?))
}

/// Who gets the error of one event, and why.
#[wasm_bindgen(unchecked_return_type = "Simulation")]
pub fn simulate(
    #[wasm_bindgen(unchecked_param_type = "SimulateRequest")] request: &JsValue,
) -> Result<JsValue, Error> {
    let tree = Reflect::get(request, &"tree".into())
        .map_err(|_| Error::new("the request must be an object"))?;
    let tree = if tree.is_undefined() { None } else { Some(take_tree(request)?) };
    let request = take::<SimulateRequest>(request, &["tree"])?;
    give(&api::simulate(tree.as_ref(), request).map_err(|error| Error::new(&error))?)
}

fn take_text(value: &JsValue, name: &str) -> Result<String, Error> {
    value.as_string().ok_or_else(|| Error::new(&format!("{name} must be a string")))
}

fn take_tree(request: &JsValue) -> Result<TreeInput, Error> {
    let tree = Reflect::get(request, &"tree".into())
        .map_err(|_| Error::new("the request must be an object"))?;
    if let Some(text) = tree.as_string() {
        return Ok(TreeInput::Listing(text));
    }
    let paths = tree
        .dyn_ref::<Array>()
        .ok_or_else(|| Error::new("tree must be a string or an array of strings"))?;
    let paths = paths.iter().enumerate().map(|(at, path)| take_text(&path, &format!("tree[{at}]")));
    paths.collect::<Result<_, _>>().map(TreeInput::Paths)
}

/// The request without the fields `taken`, which were taken already. It goes through
/// JSON: that ends at cycles, and errors tell the path of the field.
fn take<T: DeserializeOwned>(request: &JsValue, taken: &[&str]) -> Result<T, Error> {
    let request =
        request.dyn_ref::<Object>().ok_or_else(|| Error::new("the request must be an object"))?;
    let rest = Object::assign(&Object::new(), request);
    for name in taken {
        Reflect::delete_property(&rest, &(*name).into())?;
    }
    for entry in Object::entries(&rest).iter() {
        let entry = Array::from(&entry);
        if entry.get(1).is_function() || entry.get(1).is_symbol() {
            let name = entry.get(0).as_string().unwrap_or_default();
            return Err(Error::new(&format!("{name} must be a plain value")));
        }
    }
    let text = JSON::stringify(&rest).map_err(|error| {
        let reason = error.dyn_into::<Error>().map(|error| String::from(error.message()));
        Error::new(&format!("the request must hold plain values: {}", reason.unwrap_or_default()))
    })?;
    let text = String::from(text);
    let mut from = serde_json::Deserializer::from_str(&text);
    serde_path_to_error::deserialize(&mut from).map_err(|error| {
        let path = error.path().to_string();
        let reason = error.inner().to_string();
        // serde_json adds a place in the text, which the caller never saw.
        let reason = reason.split(" at line ").next().unwrap_or_default();
        let path = if path == "." { String::new() } else { format!("{path}: ") };
        Error::new(&format!("{path}{reason}"))
    })
}

fn give(value: &impl Serialize) -> Result<JsValue, Error> {
    // What may be absent is left out by the values themselves; what the contract calls
    // null, such as nobody's assignee, is null.
    let serializer = serde_wasm_bindgen::Serializer::new()
        .serialize_maps_as_objects(true)
        .serialize_missing_as_null(true);
    value.serialize(&serializer).map_err(|error| Error::new(&error.to_string()))
}
