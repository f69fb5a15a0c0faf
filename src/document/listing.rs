//! How a listing is read.

use serde::{Deserialize, Serialize};

/// How a listing is to be read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TreeOptions {
    /// The id of the format; none to recognise it.
    pub format: Option<String>,
    /// Whether dependencies and build output stay in.
    pub keep_noise: bool,
    /// What becomes of a folder that all paths begin with.
    pub strip: Strip,
    /// Globs, one a line; only matching files stay. Empty: all.
    pub include: String,
    /// Globs, one a line; matching files are left out.
    pub exclude: String,
    /// Which column holds the names, from 1; none to recognise it.
    pub column: Option<u8>,
}

/// What becomes of a folder that all paths begin with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Strip {
    /// The heading of a drawn tree is taken off, anything else offered.
    #[default]
    Offer,
    /// It is taken off.
    Off,
    /// It stays.
    Keep,
}
