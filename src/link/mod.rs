//! A whole plan in a link: what the user typed and chose, compressed, in the
//! fragment of the page's address, which browsers never send to a server.
//!
//! ```
//! use sentry_general::link::{self, Plan};
//!
//! let plan = Plan { tree: "src/pay/api.ts".into(), rules: "src/* #web".into(), ..Plan::default() };
//! let fragment = link::encode(&plan);
//! assert!(fragment.starts_with("v1."));
//! assert_eq!(link::decode(&fragment), Ok(plan));
//! ```
//!
//! `v1.` is followed by base64url without padding, of raw deflate, of JSON. Missing fields
//! are empty; fields and values that a reader does not know are carried along as they are
//! (see [`document`](crate::document)). So old links open in new versions and, as far as can
//! be, the other way round. A format that can't be read so gets another number, and this one
//! stays readable for ever.
//!
//! # What a link may hold
//! Anybody may have made it, so it is weighed before anything is done with it: how much it
//! unpacks to, the repositories packed within it included ([`budget`]), and how many things
//! it names. What is too much is refused as a whole, with the reason.

use crate::document::{Carried, Document};
use crate::session::protocol::Choices;
use crate::session::{MOST_CHOICES, MOST_CONTENTS, MOST_REPOSITORIES, Settings, files_size};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use miniz_oxide::{deflate::compress_to_vec, inflate::decompress_to_vec_with_limit};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::fmt;

/// What a link holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Plan {
    /// The listing, as it was given.
    pub tree: String,
    /// The ownership rules.
    pub rules: String,
    /// A CODEOWNERS file.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub codeowners: String,
    /// Code mappings.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub mappings: String,
    /// Teams and people, and what CODEOWNERS calls them.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub people: String,
    /// A stack trace or events.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub event: String,
    /// How the listing is read and what is selected.
    pub choices: Choices,
    /// What was chosen in views.
    pub settings: Settings,
    /// What else a later version wrote, as JSON.
    #[serde(skip)]
    pub beside: Option<Value>,
}

/// The fields of [`Plan`] that hold a text.
const TEXTS: [&str; 6] = ["tree", "rules", "codeowners", "mappings", "people", "event"];

impl Document for Choices {}

/// Why a link can't be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Error {
    /// It is not one of this page's links, or of a later version.
    Version,
    /// It was cut or changed on its way.
    Damaged,
    /// It would unpack to more than [`budget`] bytes.
    TooLarge,
    /// It holds more things than any plan has, or a longer name.
    TooMany,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Version => "it is not a link of this page, or one of a later version.",
            Self::Damaged => {
                "it was cut or changed on its way. Ask for it again, as a file if it is long."
            }
            Self::TooLarge => "it would unpack to far more than a link of its length holds.",
            Self::TooMany => "it names more things than a plan can have.",
        })
    }
}

/// How many bytes any link may unpack to.
pub const LIMIT: usize = 64 << 20;

/// How many bytes a link of so many characters may unpack to, everything packed within it
/// included. Lists of files become ten to thirty times shorter when they are packed; what
/// becomes a thousand times longer was made to fill the memory.
#[must_use]
pub fn budget(characters: usize) -> usize {
    characters.saturating_mul(200).saturating_add(1 << 20).min(LIMIT)
}

/// The longest path or name, in bytes; longer paths are skipped in listings, too.
const LONGEST_NAME: usize = 4096;

const VERSION: &str = "v1.";

/// Past this level a link gets hardly shorter and takes much longer to make.
const LEVEL: u8 = 8;

/// The fragment, without `#`, that holds `plan`.
#[must_use]
pub fn encode(plan: &Plan) -> String {
    let json = serde_json::to_vec(&to_value(plan)).unwrap_or_default();
    let mut fragment = String::from(VERSION);
    URL_SAFE_NO_PAD.encode_string(compress_to_vec(&json, LEVEL), &mut fragment);
    fragment
}

/// The plan in a fragment, given without `#`.
///
/// # Errors
/// If it is not one, was damaged, or is too large.
pub fn decode(fragment: &str) -> Result<Plan, Error> {
    let budget = budget(fragment.len());
    let json = unpack(fragment, budget)?;
    let Ok(Value::Object(fields)) = serde_json::from_slice(&json) else {
        return Err(Error::Damaged);
    };
    // Before what is more than this program acts upon is left out.
    count(fields.get("settings").unwrap_or(&Value::Null))?;
    let plan = from_fields(fields);
    weigh(&plan, budget - json.len())?;
    Ok(plan)
}

/// The JSON in a fragment, if it has at most so many bytes.
fn unpack(fragment: &str, limit: usize) -> Result<Vec<u8>, Error> {
    let packed = fragment.trim().strip_prefix(VERSION).ok_or(Error::Version)?;
    let packed = URL_SAFE_NO_PAD.decode(packed).map_err(|_| Error::Damaged)?;
    decompress_to_vec_with_limit(&packed, limit).map_err(|error| {
        if error.status == miniz_oxide::inflate::TINFLStatus::HasMoreOutput {
            Error::TooLarge
        } else {
            Error::Damaged
        }
    })
}

/// Whether no list among the settings is longer than any that a user makes.
fn count(settings: &Value) -> Result<(), Error> {
    let lists = [
        ("others", MOST_REPOSITORIES - 1),
        ("changes", MOST_CHOICES),
        ("switched", MOST_CHOICES),
        ("placed", MOST_CHOICES),
    ];
    let length = |name| settings.get(name).and_then(Value::as_array).map_or(0, Vec::len);
    if lists.into_iter().any(|(name, most)| length(name) > most) {
        return Err(Error::TooMany);
    }
    Ok(())
}

/// Whether there is no more in a plan than can be acted upon; `left` is what the
/// repositories packed within it may unpack to together.
fn weigh(plan: &Plan, mut left: usize) -> Result<(), Error> {
    let settings = &plan.settings;
    let many = files_size(&settings.files) > MOST_CONTENTS;
    // A selected path that is too long is dropped by the page, and costs nothing else.
    let names = [
        &settings.folder,
        &settings.folders_of_a_kind,
        &settings.organization,
        &settings.repository,
        &settings.project_root,
    ];
    if many || names.into_iter().any(|name| name.len() > LONGEST_NAME) {
        return Err(Error::TooMany);
    }
    let removed = settings.removed.iter().map(|(_, removed)| removed);
    for other in settings.others.iter().chain(removed) {
        // One that is damaged is said to be so where it is shown.
        match unpack(&other.packed, left.min(budget(other.packed.len()))) {
            Ok(json) => left -= json.len(),
            Err(Error::TooLarge) => return Err(Error::TooLarge),
            Err(Error::Version | Error::Damaged | Error::TooMany) => {}
        }
    }
    Ok(())
}

/// A plan as JSON, with what was carried along.
fn to_value(plan: &Plan) -> Value {
    let mut value = serde_json::to_value(plan).unwrap_or_default();
    let Value::Object(fields) = &mut value else { return value };
    fields.insert("settings".into(), plan.settings.to_value());
    let Some(Value::Object(beside)) = &plan.beside else { return value };
    for (name, value) in beside {
        match (name.as_str(), value) {
            ("choices", choices) => {
                let (_, carried) = Carried::read::<Choices>(choices.clone());
                fields.insert(name.clone(), carried.write(&plan.choices));
            }
            // A text that this version can't read goes before none.
            (text, _) if TEXTS.contains(&text) => {
                if fields.get(text).is_none_or(|text| text == "") {
                    fields.insert(name.clone(), value.clone());
                }
            }
            _ => drop(fields.insert(name.clone(), value.clone())),
        }
    }
    value
}

fn from_fields(mut fields: Map<String, Value>) -> Plan {
    let [tree, rules, codeowners, mappings, people, event] =
        TEXTS.map(|name| match fields.get_mut(name).map(Value::take) {
            Some(Value::String(text)) => {
                fields.remove(name);
                text
            }
            Some(other) => {
                fields.insert(name.into(), other);
                String::new()
            }
            None => String::new(),
        });
    let settings = fields.remove("settings").map(Settings::from_value).unwrap_or_default();
    let (choices, carried) =
        Carried::read::<Choices>(fields.get("choices").cloned().unwrap_or_default());
    if carried.is_empty() || !fields.contains_key("choices") {
        fields.remove("choices");
    }
    let beside = (!fields.is_empty()).then_some(Value::Object(fields));
    Plan { tree, rules, codeowners, mappings, people, event, choices, settings, beside }
}
