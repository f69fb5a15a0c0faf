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
//! `v1.` is followed by base64url without padding, of raw deflate, of JSON. Fields
//! that a reader does not know are passed over and missing ones are empty, so old links
//! open in new versions and, as far as can be, the other way round. A format that
//! can't be read so gets another number, and this one stays readable for ever.

use crate::session::Settings;
use crate::session::protocol::Choices;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use miniz_oxide::{deflate::compress_to_vec, inflate::decompress_to_vec_with_limit};
use serde::{Deserialize, Serialize};
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
}

/// Why a link can't be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Error {
    /// It is not one of this page's links, or of a later version.
    Version,
    /// It was cut or changed on its way.
    Damaged,
    /// It would unpack to more than [`LIMIT`] bytes.
    TooLarge,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Version => "it is not a link of this page, or one of a later version.",
            Self::Damaged => {
                "it was cut or changed on its way. Ask for it again, as a file if it is long."
            }
            Self::TooLarge => "it would unpack to more than 64 MB.",
        })
    }
}

/// How many bytes a link may unpack to: a small link could else fill the memory.
pub const LIMIT: usize = 64 << 20;

const VERSION: &str = "v1.";

/// Past this level a link gets hardly shorter and takes much longer to make.
const LEVEL: u8 = 8;

/// The fragment, without `#`, that holds `plan`.
#[must_use]
pub fn encode(plan: &Plan) -> String {
    let json = serde_json::to_vec(plan).unwrap_or_default();
    let mut fragment = String::from(VERSION);
    URL_SAFE_NO_PAD.encode_string(compress_to_vec(&json, LEVEL), &mut fragment);
    fragment
}

/// The plan in a fragment, given without `#`.
///
/// # Errors
/// If it is not one, was damaged, or is too large.
pub fn decode(fragment: &str) -> Result<Plan, Error> {
    let packed = fragment.trim().strip_prefix(VERSION).ok_or(Error::Version)?;
    let packed = URL_SAFE_NO_PAD.decode(packed).map_err(|_| Error::Damaged)?;
    let json = decompress_to_vec_with_limit(&packed, LIMIT).map_err(|error| {
        if error.status == miniz_oxide::inflate::TINFLStatus::HasMoreOutput {
            Error::TooLarge
        } else {
            Error::Damaged
        }
    })?;
    serde_json::from_slice(&json).map_err(|_| Error::Damaged)
}
