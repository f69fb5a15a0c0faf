//! A work's file: a whole document in readable JSON, for keeping and passing on what is too long for a link.
//!
//! ```
//! use sentry_general::document::{Document, Texts};
//! use sentry_general::link::Linked;
//! use sentry_general::link::file::{self, File};
//!
//! let texts = Texts { tree: "src/a.ts\nsrc/b.ts\n".into(), ..Texts::default() };
//! let document = Document { texts, ..Document::default() };
//! let file = File { name: "Shop".into(), linked: Linked { document, view: None } };
//! let printed = file::print(&file);
//! assert!(file::is_one(&printed));
//! assert_eq!(file::parse(&printed).map(|parsed| parsed.file), Ok(file));
//! ```
//!
//! `docs/workspace.md` has the form. It is that of [`document`](crate::document), with [`FORMAT`] and a name before it,
//! and each text as the list of its lines. What a reader does not know is carried along, as everywhere.

use super::{Linked, MOST_IN_FILE, count, weigh};
use crate::document::{Document, VIEW, settle};
use serde_json::{Map, Value};
use std::fmt;

/// What a work's file holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct File {
    /// What the work is called; empty if it has no name.
    pub name: String,
    /// What is in it, and what was seen of it.
    pub linked: Linked,
}

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed {
    /// What is in it.
    pub file: File,
    /// What can be said about it, a sentence each.
    pub remarks: Vec<String>,
}

/// Why a file can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// It is no JSON: the line and column, from 1, and what is wrong there.
    Broken(usize, usize, String),
    /// It is JSON of something else.
    Other,
    /// It is larger than any that is read.
    TooLarge,
    /// What it holds is more than a plan can have, or than is read.
    TooMuch(super::Error),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Broken(line, column, what) => {
                write!(f, "line {line}, column {column}: {what}.")
            }
            Self::Other => {
                write!(f, "it has no field \"format\" that says \"{FORMAT}\".")
            }
            Self::TooLarge => write!(f, "it is larger than {} MB.", MOST_IN_FILE >> 20),
            Self::TooMuch(error) => error.fmt(f),
        }
    }
}

/// What a file says that it is.
pub const FORMAT: &str = "sentry-general";

/// How a file's name ends.
pub const ENDING: &str = ".sentry-general.json";

const FORMAT_FIELD: &str = "format";
const NAME: &str = "name";
const VERSION: &str = "version";
const INPUTS: &str = "inputs";

/// The texts' names in a file.
const TEXTS: [&str; 6] = ["tree", "rules", "codeowners", "mappings", "people", "event"];

/// The longest name of a work, in characters.
const LONGEST_NAME: usize = 200;

/// How deep the beginning is looked into for the field that says what a file is, in bytes.
const BEGINNING: usize = 400;

/// Whether a text, or the beginning of one, is a work's file.
#[must_use]
pub fn is_one(start: &str) -> bool {
    let begins = |text: &str, with: &str| text.trim_start().strip_prefix(with).map(str::to_owned);
    if begins(start, "{").is_none() {
        return false;
    }
    let beginning: String = start.chars().take(BEGINNING).collect();
    let Some((_, rest)) = beginning.split_once("\"format\"") else { return false };
    begins(rest, ":").is_some_and(|rest| begins(&rest, "\"sentry-general\"").is_some())
}

/// A file's text. Linear.
#[must_use]
pub fn print(file: &File) -> String {
    let File { name, linked } = file;
    let mut fields = linked.document.to_fields();
    if let Some(view) = &linked.view {
        fields.insert(VIEW.into(), view.clone());
    }
    let mut head = Map::new();
    head.insert(FORMAT_FIELD.into(), FORMAT.into());
    if let Some(version) = fields.remove(VERSION) {
        head.insert(VERSION.into(), version);
    }
    head.insert(NAME.into(), name.as_str().into());
    if let Some(Value::Object(inputs)) = fields.get_mut(INPUTS) {
        for name in TEXTS {
            if let Some(text) = inputs.get_mut(name)
                && let Value::String(whole) = text
            {
                *text = whole.split('\n').map(Value::from).collect();
            }
        }
    }
    fields.retain(|field, _| field != FORMAT_FIELD && field != NAME);
    // What tells a reader most comes first; within a map fields are in the order of the alphabet.
    let parts = [head, fields].map(|part| {
        let printed = serde_json::to_string_pretty(&Value::Object(part)).unwrap_or_default();
        printed.trim_start_matches('{').trim_end_matches('}').trim_end().to_owned()
    });
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    format!("{{{}\n}}\n", parts.join(","))
}

/// What is in a file. Linear.
///
/// # Errors
/// If it is not one, is broken, or holds too much.
pub fn parse(text: &str) -> Result<Parsed, Error> {
    if text.len() > MOST_IN_FILE {
        return Err(Error::TooLarge);
    }
    let text = text.trim_start_matches('\u{feff}');
    let fields: Value = serde_json::from_str(text).map_err(|error| {
        let said = error.to_string();
        let what = said.split(" at line ").next().unwrap_or(&said).to_owned();
        Error::Broken(error.line(), error.column(), what)
    })?;
    let Value::Object(mut fields) = fields else { return Err(Error::Other) };
    if fields.remove(FORMAT_FIELD).as_ref().and_then(Value::as_str) != Some(FORMAT) {
        return Err(Error::Other);
    }
    settle(&mut fields);
    let name = match fields.remove(NAME) {
        Some(Value::String(name)) => name.chars().take(LONGEST_NAME).collect(),
        Some(_) | None => String::new(),
    };
    let mut remarks = Vec::new();
    let now = Document::default().to_fields().remove(VERSION).and_then(|it| it.as_u64());
    if fields.get(VERSION).and_then(Value::as_u64) > now {
        let words =
            "A later version of this page wrote it: what this one does not know stays as it is.";
        remarks.push(words.to_owned());
    }
    if let Some(inputs) = fields.get_mut(INPUTS) {
        remarks.extend(join_lines(inputs));
    }
    let view = fields.remove(VIEW);
    count(&fields).map_err(Error::TooMuch)?;
    let linked = Linked { document: Document::from_fields(fields), view };
    weigh(&linked, MOST_IN_FILE).map_err(Error::TooMuch)?;
    Ok(Parsed { file: File { name, linked }, remarks })
}

/// Joins each text that is a list of lines; gives a sentence for each that is neither.
fn join_lines(inputs: &mut Value) -> Vec<String> {
    let Value::Object(inputs) = inputs else {
        return vec!["`inputs` is not an object, so no text is read.".to_owned()];
    };
    let mut remarks = Vec::new();
    for name in TEXTS {
        let Some(text) = inputs.get_mut(name) else { continue };
        let joined = match text {
            Value::String(_) => continue,
            Value::Array(lines) => {
                let lines: Option<Vec<&str>> = lines.iter().map(Value::as_str).collect();
                lines.map(|lines| lines.join("\n"))
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => None,
        };
        match joined {
            Some(joined) => *text = joined.into(),
            None => remarks.push(format!(
                "`inputs.{name}` is neither a text nor a list of lines: it is not read."
            )),
        }
    }
    remarks
}

/// A file's name for a work of this one.
#[must_use]
pub fn file_name(name: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() { c } else { '-' };
    let name: String = name.chars().take(60).flat_map(char::to_lowercase).map(plain).collect();
    let words: Vec<&str> = name.split('-').filter(|word| !word.is_empty()).collect();
    let name = if words.is_empty() { "work".to_owned() } else { words.join("-") };
    name + ENDING
}
