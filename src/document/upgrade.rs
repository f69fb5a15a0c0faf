//! The form of the first version, brought into that of the second.
//!
//! Version 1 had no number. It held what is seen among what is chosen: the folder whose coverage
//! was open, the chapter that was read, and the like. In version 2 that stands apart, in
//! [`VIEW`], which is no part of the document. Values are moved unread, so that one that nobody
//! here understands arrives as it was.

use super::form::{INPUTS, VERSION};
use serde_json::{Map, Value};

type Fields = Map<String, Value>;

/// Beside the fields of a document: what was seen when it was saved. Whoever shows documents
/// reads it; it is not part of them.
pub const VIEW: &str = "view";

/// The fields of what was chosen, saved without the texts by whichever version.
#[must_use]
pub fn stored(fields: Fields) -> Fields {
    if fields.contains_key(VERSION) { fields } else { chosen(fields) }
}

/// The fields of a link of version 1.
#[must_use]
pub fn linked(mut fields: Fields) -> Fields {
    let mut new = match fields.remove("settings") {
        Some(Value::Object(settings)) => chosen(settings),
        Some(unread) => Fields::from_iter([("settings".into(), unread)]),
        None => Fields::new(),
    };
    beside(fields, &mut new);
    new
}

/// What stood beside the settings in a link.
fn beside(mut fields: Fields, new: &mut Fields) {
    match fields.remove("choices") {
        Some(Value::Object(mut choices)) => {
            if let Some(listing) = choices.remove("tree") {
                new.insert("listing".into(), listing);
            }
            add(new, VIEW, choices);
        }
        Some(unread) => add(new, VIEW, Fields::from_iter([("choices".into(), unread)])),
        None => {}
    }
    let mut inputs = Fields::new();
    take(&mut fields, &["tree", "rules", "codeowners", "mappings", "people", "event"], &mut inputs);
    add(new, INPUTS, inputs);
    for (name, value) in fields {
        new.entry(name).or_insert(value);
    }
}

/// The settings, as they stood in a link and were stored.
fn chosen(mut settings: Fields) -> Fields {
    let mut new = Fields::new();
    let mut view = Fields::new();
    take(&mut settings, &["folder", "case", "removed"], &mut view);
    if let Some(Value::Object(choices)) = settings.get_mut("choices") {
        take(choices, &["heading", "reading"], &mut view);
    }
    add(&mut new, VIEW, view);
    take(&mut settings, &["organization", "quota", "choices"], &mut new);
    let mut repositories = Fields::new();
    take(&mut settings, &["others"], &mut repositories);
    if let Some(before) = settings.remove("others_before") {
        repositories.insert("before".into(), before);
    }
    add(&mut new, "repositories", repositories);
    // What a link held that nobody here understood, while it was stored.
    if let Some(Value::Object(fields)) = settings.remove("beside") {
        beside(fields, &mut new);
    }
    for (area, names) in AREAS {
        let mut fields = Fields::new();
        take(&mut settings, names, &mut fields);
        add(&mut settings, area, fields);
    }
    new.insert("settings".into(), Value::Object(settings));
    new
}

/// The settings by area; version 1 had them in one.
const AREAS: [(&str, &[&str]); 3] = [
    ("codeowners", &["dialect", "tied_mapping", "pass_over_exclusions"]),
    (
        "simulation",
        &[
            "days",
            "assignment",
            "fallthrough",
            "alert",
            "suspects",
            "without_codeowners",
            "in_app_include",
            "in_app_exclude",
            "project_root",
            "switched",
            "placed",
            "invented",
        ],
    ),
    ("split", &["files", "changes", "folders_of_a_kind"]),
];

/// Moves what is there of some fields.
fn take(from: &mut Fields, names: &[&str], to: &mut Fields) {
    for &name in names {
        if let Some(value) = from.remove(name) {
            to.insert(name.into(), value);
        }
    }
}

/// Adds to the fields of an object within another; anything else there goes.
fn add(fields: &mut Fields, name: &str, more: Fields) {
    let mut all = match fields.remove(name) {
        Some(Value::Object(fields)) => fields,
        _ => Fields::new(),
    };
    all.extend(more);
    if !all.is_empty() {
        fields.insert(name.into(), Value::Object(all));
    }
}
