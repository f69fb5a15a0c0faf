//! What Sentry's inbound filters drop before it counts: globs over messages and releases, and the
//! lists behind the switches for crawlers, local addresses and old browsers.
//!
//! ```
//! use sentry_general::playbook::filter::{Verdict, judge};
//!
//! let message = "TypeError: Failed to fetch";
//! assert_eq!(judge("*failed to fetch", message), Verdict::Dropped);
//! let Verdict::Kept { fix, .. } = judge("Failed to fetch", message) else { panic!() };
//! assert_eq!(fix.as_deref(), Some("*Failed to fetch*"), "the whole text has to match");
//! ```
//!
//! # Odd cases
//! - A glob is held against `type: value` of every exception, and against the log message; an exception
//!   without a type or a value is just the other.
//! - The empty glob matches nothing; one that can't be read matches nothing, either.
//! - Error-message filters don't reach minidumps, and no filter applies to sessions.
//!
//! # Not modelled
//! Letters whose lower case is two letters long; old browsers, as their names come from a large list of user agents.
//!
//! Sources: Relay (`relay-pattern`, `relay-filter`: `error_messages.rs`, `releases.rs`, `web_crawlers.rs`,
//! `localhost.rs`), `/concepts/data-management/filtering/`.

mod client;
mod lists;
mod pattern;

pub use client::{ClientList, client_lists};
pub use lists::{crawler, local};
pub use pattern::{Invalid, Pattern};

/// What becomes of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The filter drops it.
    Dropped,
    /// The filter lets it through.
    Kept {
        /// Why, as a sentence.
        why: String,
        /// A glob that would drop it, if that was probably meant.
        fix: Option<String>,
    },
}

/// Globs longer than this, or for longer texts, are not tried, in characters: their product is the
/// time it takes.
const LONGEST: usize = 20_000;

/// What a glob does to a text: `type: value` of an exception, a log message, or a release.
/// Takes the product of both lengths.
#[must_use]
pub fn judge(glob: &str, text: &str) -> Verdict {
    let kept = |why: &str, fix| Verdict::Kept { why: why.to_owned(), fix };
    if glob.chars().count() > LONGEST || text.chars().count() > LONGEST {
        return kept("This is too long to be tried here.", None);
    }
    let pattern = match Pattern::new(glob) {
        Ok(pattern) => pattern,
        Err(invalid) => {
            let why = format!("{} A glob that can't be read matches nothing.", invalid.message());
            return Verdict::Kept { why, fix: pattern::escaped(glob) };
        }
    };
    if pattern.is_match(text) {
        return Verdict::Dropped;
    }
    if glob.is_empty() {
        return kept("The empty glob matches nothing.", None);
    }
    let trimmed = glob.trim();
    if trimmed != glob && Pattern::new(trimmed).is_ok_and(|it| it.is_match(text)) {
        return kept("The blanks around it count.", Some(trimmed.to_owned()));
    }
    let around = format!("*{}*", glob.trim_matches('*'));
    if Pattern::new(&around).is_ok_and(|it| it.is_match(text)) {
        return kept("It stands in the text, but the whole text has to match.", Some(around));
    }
    if let Some(plain) = pattern::escaped(glob)
        && plain != glob
        && Pattern::new(&plain).is_ok_and(|it| it.is_match(text))
    {
        let why = "Brackets, braces, question marks and backslashes are signs of the glob.";
        return kept(why, Some(plain));
    }
    let agreed = pattern.agrees_with(text);
    let why = match agreed {
        0 => "It differs from the first character on.".to_owned(),
        _ => {
            let so_far: String = text.chars().take(agreed).collect();
            let so_far = so_far.chars().rev().take(40).collect::<Vec<_>>();
            let so_far: String = so_far.into_iter().rev().collect();
            format!("It agrees with the text up to `{}`, and no further.", so_far.replace('`', "'"))
        }
    };
    Verdict::Kept { why, fix: None }
}
