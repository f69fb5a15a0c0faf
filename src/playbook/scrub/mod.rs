//! What Sentry scrubs from an event before it is stored: the default rules, additional and safe
//! fields, and advanced rules; tried on an event's JSON.
//!
//! ```
//! use sentry_general::playbook::scrub::{Settings, scrub};
//!
//! let event = serde_json::json!({ "extra": { "password": "x", "note": "card 4571234567890111", "pin": 12 } });
//! let result = scrub(&event, &Settings::default());
//! assert_eq!(result.event["extra"]["password"], "[Filtered]");
//! assert_eq!(result.event["extra"]["note"], "card [Filtered]");
//! assert_eq!(result.event["extra"]["pin"], 12, "no rule knows this name");
//! ```
//!
//! # Odd cases
//! - Numbers and containers are only ever removed, never replaced; booleans stay. The texts `true`, `false`,
//!   `null` and `undefined` stay, too.
//! - A *value* that holds a word such as `password` goes as a whole: `extra.note` = "wrong password".
//! - The default rules leave the messages of exceptions, paths in frames and the user agent alone. In the log
//!   message they replace what is sensitive, and keep the rest.
//! - Tags, names of modules and known contexts are reached by rules that name them only, not by `**`.
//!
//! # Not modelled
//! Attachments, minidumps, spans and replays; letters beyond ASCII where a pattern speaks of words or digits; the text of
//! a hash. Which field counts as personal is a table made from Relay's schema of about 2025.
//!
//! Sources: Relay (`relay-pii`: `convert.rs`, `regexes.rs`, `builtin.rs`, `processor.rs`, `selector.rs`),
//! `/security-legal-pii/scrubbing/`.

mod apply;
mod place;
mod rules;
mod selector;

pub use apply::{Change, Scrubbed, scrub};
pub use rules::{Kind, Method, Rule};
pub use selector::{Selector, Unreadable};

/// What a project scrubs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The default rules are on, as they are unless somebody switched them off.
    pub defaults: bool,
    /// Internet addresses are not stored.
    pub addresses: bool,
    /// Additional sensitive fields.
    pub sensitive: Vec<String>,
    /// Safe fields.
    pub safe: Vec<String>,
    /// Advanced rules; they come first, and know no safe fields.
    pub rules: Vec<Rule>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            defaults: true,
            addresses: false,
            sensitive: Vec::new(),
            safe: Vec::new(),
            rules: Vec::new(),
        }
    }
}
