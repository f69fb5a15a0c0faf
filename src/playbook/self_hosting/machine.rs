//! What a machine needs, against what it has.

pub use crate::document::Profile;

use super::{Choice, Choices};
use crate::playbook::usage::number;
use crate::playbook::{Source, sources};
use crate::text::{Problem, Span};
use serde::Serialize;

/// A requirement, and how the machine stands to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Check {
    /// What is looked at.
    pub what: &'static str,
    /// What is needed, in words.
    pub needed: String,
    /// What the machine has, in words; none if nobody said.
    pub has: Option<String>,
    /// How it stands.
    pub standing: Standing,
    /// What it goes by.
    pub source: Source,
}

/// How a machine stands to a requirement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// The installer would stop.
    Refused,
    /// It installs, with less than is documented as the least.
    BelowLeast,
    /// It is enough, and less than is advised.
    BelowAdvice,
    /// It is enough.
    Enough,
    /// Nobody said.
    Unknown,
}

/// Limits in parts of their own, from what the installer refuses to what is advised.
#[derive(Clone, Copy)]
struct Limits {
    refused: u64,
    least: u64,
    advised: u64,
}

/// Megabytes of a gigabyte.
const GIGABYTE: u64 = 1_024;

/// Holds what was typed against what is needed; what can't be read is told with its field.
#[must_use]
pub fn check(choices: &Choices) -> (Vec<Check>, Vec<(Choice, Problem)>) {
    let mut problems = Vec::new();
    let mut typed = |field: Choice, text: &str, parts: fn(&str) -> Option<u32>| {
        if text.is_empty() {
            return None;
        }
        let plain = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let unit = text[plain.len()..].to_ascii_lowercase();
        let parts = parts(&unit);
        let read = parts.and_then(|parts| number::parts(plain, parts));
        if read.is_none() {
            let (what, hint) = match parts {
                None if number::parts(plain, 1).is_some() => {
                    (format!("is in no unit that is known here: `{unit}`"), UNITS)
                }
                _ => ("is no number".to_owned(), "Type it in digits: `4`, `16`, `7.5`."),
            };
            let problem =
                Problem::warning("usage/bad-number", format!("`{text}` {what}; it is left out."));
            problems.push((field, problem.at(Span::new(0, text.len())).hint(hint)));
        }
        read
    };
    let processors = typed(Choice::Processors, &choices.processors, of_processors);
    let memory = typed(Choice::Memory, &choices.memory, of_bytes);
    let swap = typed(Choice::Swap, &choices.swap, of_bytes);
    let disk = typed(Choice::Disk, &choices.disk, of_bytes);
    let checks = match choices.profile {
        Profile::FeatureComplete => vec![
            of(
                "Processors",
                "4; the installer stops below",
                processors,
                1,
                Limits { refused: 4, least: 4, advised: 4 },
                sources::INSTALLER,
            ),
            of(
                "Memory",
                "16 GB, 32 GB advised; the installer stops below 14,000 MB for Docker",
                memory,
                GIGABYTE,
                Limits { refused: 14_000, least: 16 * GIGABYTE, advised: 32 * GIGABYTE },
                sources::INSTALLER,
            ),
            of(
                "Swap",
                "16 GB",
                swap,
                GIGABYTE,
                Limits { refused: 0, least: 16 * GIGABYTE, advised: 16 * GIGABYTE },
                sources::SELF_HOSTED,
            ),
            of(
                "Free disk",
                "20 GB, and what the events of your retention take",
                disk,
                GIGABYTE,
                Limits { refused: 0, least: 20 * GIGABYTE, advised: 20 * GIGABYTE },
                sources::SELF_HOSTED,
            ),
        ],
        Profile::ErrorsOnly => vec![
            of(
                "Processors",
                "2; the installer stops below",
                processors,
                1,
                Limits { refused: 2, least: 2, advised: 2 },
                sources::INSTALLER,
            ),
            of(
                "Memory",
                "7,000 MB for Docker; the installer stops below",
                memory,
                GIGABYTE,
                Limits { refused: 7_000, least: 7_000, advised: 7_000 },
                sources::INSTALLER,
            ),
            of(
                "Free disk",
                "20 GB, and what the events of your retention take",
                disk,
                GIGABYTE,
                Limits { refused: 0, least: 20 * GIGABYTE, advised: 20 * GIGABYTE },
                sources::SELF_HOSTED,
            ),
        ],
    };
    (checks, problems)
}

const UNITS: &str = "Memory and disks are read in `GB`, also without saying so, `MB` and `TB`.";

/// How many processors a unit is, in small letters.
fn of_processors(unit: &str) -> Option<u32> {
    let known = ["", "core", "cpu", "vcpu", "processor", "thread"];
    known.contains(&unit.strip_suffix('s').unwrap_or(unit)).then_some(1)
}

/// How many megabytes a unit is, in small letters.
fn of_bytes(unit: &str) -> Option<u32> {
    match unit {
        "m" | "mb" | "mib" => Some(1),
        "" | "g" | "gb" | "gib" => Some(GIGABYTE as u32),
        "t" | "tb" | "tib" => Some((GIGABYTE * GIGABYTE) as u32),
        _ => None,
    }
}

fn of(
    what: &'static str,
    needed: &str,
    has: Option<u64>,
    unit: u64,
    limits: Limits,
    source: Source,
) -> Check {
    let standing = match has {
        None => Standing::Unknown,
        Some(has) if has < limits.refused => Standing::Refused,
        Some(has) if has < limits.least => Standing::BelowLeast,
        Some(has) if has < limits.advised => Standing::BelowAdvice,
        Some(_) => Standing::Enough,
    };
    let words = |has: u64| match (unit, has % unit) {
        (1, _) => has.to_string(),
        (_, 0) => format!("{} GB", has / unit),
        _ => format!("{}.{} GB", has / unit, has % unit * 10 / unit),
    };
    Check { what, needed: needed.to_owned(), has: has.map(words), standing, source }
}

/// Other things that the installer of 26.8.0 looks at.
pub const ALSO: &str = "Docker 19.03.6, Compose 2.32.2, Bash 4.4, and SSE 4.2 on x86-64; or Podman \
                        4.9.3 with podman-compose 1.3.0.";

/// Access
impl Profile {
    /// As `COMPOSE_PROFILES` has it.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::FeatureComplete => "feature-complete",
            Self::ErrorsOnly => "errors-only",
        }
    }

    /// From its id; anything else is everything.
    #[must_use]
    pub fn from_id(id: &str) -> Self {
        if id == "errors-only" { Self::ErrorsOnly } else { Self::FeatureComplete }
    }
}

/// Access
impl Standing {
    /// For people.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Refused => "the installer stops",
            Self::BelowLeast => "below the least that is documented",
            Self::BelowAdvice => "enough, below what is advised",
            Self::Enough => "enough",
            Self::Unknown => "not known",
        }
    }
}
