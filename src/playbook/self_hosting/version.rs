//! Versions of self-hosted Sentry: `24.1.0`, `9.1.2`, with or without `v`.

use crate::text::{Problem, Span};
use serde::Serialize;
use std::fmt;

/// A version. Those of development come before their release.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(into = "String")]
pub struct Version {
    /// The year since 20, a number before.
    pub major: u32,
    /// The month since 20.6, a number before.
    pub minor: u32,
    /// Counted from 0.
    pub patch: u32,
    /// Whether it is a release, or one of the states before it.
    pub stage: Stage,
}

/// Whether a version is a release.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// A state on the way to the release: `24.8.0.dev0`.
    Development,
    /// The release.
    Release,
}

/// A release.
#[must_use]
pub const fn release(major: u32, minor: u32, patch: u32) -> Version {
    Version { major, minor, patch, stage: Stage::Release }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)?;
        if self.stage == Stage::Development { f.write_str(".dev0") } else { Ok(()) }
    }
}

impl From<Version> for String {
    fn from(version: Version) -> Self {
        version.to_string()
    }
}

/// Reads a version as people type it: with a `v`, with the name of an image in front, with
/// or without the patch.
///
/// # Errors
/// What is no version that there could be, with its place.
pub fn read(text: &str) -> Result<Version, Box<Problem>> {
    let end = text.trim_end().len();
    let start = end - text[..end].trim_start().len();
    let at = text[..end].rfind([':', '@', '/']).map_or(start, |at| (at + 1).max(start)).min(end);
    let mut at = at;
    let name = text[at..end].to_ascii_lowercase();
    if matches!(name.as_str(), "nightly" | "latest" | "master" | "main") {
        let message = format!("`{name}` is the name of a moving target and tells no version.");
        let hint =
            "Take the version from the foot of Sentry’s page, or from `docker compose images`.";
        let problem = Problem::error("version/moving", message).at(at..end);
        return Err(Box::new(problem.hint(hint)));
    }
    for prefix in ["self-hosted-", "sentry-", "sentry ", "release-", "version ", "v"] {
        if text.get(at..at + prefix.len()).is_some_and(|it| it.eq_ignore_ascii_case(prefix)) {
            at += prefix.len();
        }
    }
    at = end - text[at.min(end)..end].trim_start().len();
    let mut numbers = [0_u32; 3];
    let mut read = 0;
    let mut rest = at;
    while read < 3 {
        let digits = text[rest..end].bytes().take_while(u8::is_ascii_digit).count();
        let Ok(number) = text[rest..rest + digits].parse() else { break };
        numbers[read] = number;
        read += 1;
        rest += digits;
        match text[rest..end].strip_prefix('.') {
            Some(behind) if read < 3 && behind.starts_with(|c: char| c.is_ascii_digit()) => {
                rest += 1;
            }
            _ => break,
        }
    }
    let stage = stage(&text[rest..end]);
    let (true, Some(stage)) = (read >= 2, stage) else {
        let message = match text[start..end].is_empty() {
            true => "Nothing is typed here.".to_owned(),
            false => {
                "This is no version: a number, a point and a number are looked for.".to_owned()
            }
        };
        let place = Span::new(rest.min(end), end);
        let problem = Problem::error("version/unreadable", message).at(place);
        return Err(Box::new(problem.hint("Type it as `24.1.0`, `v9.1.2` or `25.5.1.dev0`.")));
    };
    let [major, minor, patch] = numbers;
    let version = Version { major, minor, patch, stage };
    let reason = match (major, minor) {
        (0, _) | (11..=19, _) => {
            Some("After version 10 came 20.6.0: versions are years and months since.")
        }
        (20.., 0 | 13..) => Some("The second number is a month, from 1 to 12."),
        (20, ..=5) => Some("The first version by year and month is 20.6.0."),
        _ => None,
    };
    match reason {
        Some(reason) => {
            let message = format!("There is no {version}. {reason}");
            let problem = Problem::error("version/none-such", message).at(at..end);
            Err(Box::new(problem.hint("Take it from the foot of Sentry’s page.")))
        }
        None => Ok(version),
    }
}

/// What stands behind the numbers; none if it is nothing of a version's.
fn stage(rest: &str) -> Option<Stage> {
    if rest.is_empty() {
        return Some(Stage::Release);
    }
    let rest = rest.trim_start_matches(['.', '-']).to_ascii_lowercase();
    let known = ["dev", "rc", "a", "b", "alpha", "beta", "nightly"];
    let word = rest.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    known.contains(&word).then_some(Stage::Development)
}
