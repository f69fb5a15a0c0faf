//! An event as Sentry's web API answers with it, turned into the form of the SDKs.
//!
//! There the parts stand in `entries`, each with a `type` and its `data`, and names
//! are in camel case. That is what the JSON of an issue's event in the API looks
//! like; the `JSON` link on the page of an event gives the SDKs' form.

use serde_json::{Map, Value, json};

/// Whether an event is in this form.
pub(super) fn is_api_form(event: &Map<String, Value>) -> bool {
    let absent = |key: &str| event.get(key).is_none_or(Value::is_null);
    event.get("entries").is_some_and(Value::is_array) && absent("exception") && absent("stacktrace")
}

/// The event in the SDKs' form. What is not read is left out.
pub(super) fn to_sdk_form(event: &Map<String, Value>) -> Map<String, Value> {
    let kept = ["platform", "tags", "sdk", "user", "title", "message", "timestamp", "culprit"];
    let mut sdk: Map<String, Value> = Map::new();
    for key in kept {
        if let Some(value) = event.get(key) {
            sdk.insert(key.to_owned(), value.clone());
        }
    }
    let id = ["eventID", "id"].iter().find_map(|key| event.get(*key));
    sdk.extend(id.map(|id| ("event_id".to_owned(), id.clone())));
    // `error` and `default` are both errors.
    let ty = event.get("type").filter(|ty| *ty != "error" && *ty != "default");
    sdk.extend(ty.map(|ty| ("type".to_owned(), ty.clone())));
    for entry in event.get("entries").and_then(Value::as_array).into_iter().flatten() {
        let data = &entry["data"];
        match entry["type"].as_str() {
            Some("exception") => {
                sdk.insert("exception".to_owned(), json!({ "values": values(data, exception) }));
            }
            Some("threads") => {
                sdk.insert("threads".to_owned(), json!({ "values": values(data, thread) }));
            }
            Some("stacktrace") => {
                sdk.insert("stacktrace".to_owned(), stacktrace(data));
            }
            Some("request") => {
                sdk.insert("request".to_owned(), json!({ "url": data["url"] }));
            }
            _ => {}
        }
    }
    sdk
}

fn values(data: &Value, convert: fn(&Value) -> Value) -> Value {
    let values = data["values"].as_array().or_else(|| data.as_array());
    values.map_or(Value::Null, |values| values.iter().map(convert).collect())
}

fn exception(value: &Value) -> Value {
    json!({
        "type": value["type"], "value": value["value"], "module": value["module"],
        "stacktrace": stacktrace(&value["stacktrace"]),
    })
}

fn thread(value: &Value) -> Value {
    json!({
        "crashed": value["crashed"], "current": value["current"], "name": value["name"],
        "stacktrace": stacktrace(&value["stacktrace"]),
    })
}

fn stacktrace(value: &Value) -> Value {
    let frames = value["frames"].as_array();
    frames.map_or(
        Value::Null,
        |frames| json!({ "frames": frames.iter().map(frame).collect::<Vec<_>>() }),
    )
}

fn frame(value: &Value) -> Value {
    const NAMES: [(&str, &str); 8] = [
        ("filename", "filename"),
        ("absPath", "abs_path"),
        ("module", "module"),
        ("function", "function"),
        ("package", "package"),
        ("lineNo", "lineno"),
        ("colNo", "colno"),
        ("inApp", "in_app"),
    ];
    let given = |(api, sdk): (&str, &str)| Some((sdk.to_owned(), value.get(api)?.clone()));
    Value::Object(NAMES.into_iter().filter_map(given).collect())
}
