//! What a fence says should hold.

use std::fmt::{self, Display, Formatter};

/// What should hold, and what is said to whoever finds that it does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// What should hold.
    pub check: Check,
    /// What is said where it does not, for a person; empty for nothing.
    pub advice: String,
}

impl Expected {
    /// From what stands behind `expect:`. None: it names nothing that could be checked.
    pub(crate) fn read(value: &str) -> Option<Self> {
        let (words, advice) = value.split_once(" | ").unwrap_or((value, ""));
        Some(Self { check: Check::read(words.trim())?, advice: advice.trim().to_owned() })
    }
}

impl Display for Expected {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { check, advice } = self;
        if advice.is_empty() { check.fmt(f) } else { write!(f, "{check} | {advice}") }
    }
}

/// Something that should hold of the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Check {
    /// Who gets a file's errors: `#team` or an address; none for nobody.
    Owner {
        /// The file.
        path: String,
        /// Who.
        owner: Option<String>,
    },
    /// Every file reaches somebody.
    Covered,
    /// Sentry takes the ownership rules as they stand.
    Accepted,
    /// The ownership rule on this line, from 1, decides about some file.
    Decides(u32),
    /// Every ownership rule does.
    EveryRuleDecides,
    /// The repository is split into no more projects than this.
    AtMost(u32),
    /// And into no fewer.
    AtLeast(u32),
    /// The error is assigned to this owner; none for nobody.
    Assigned(Option<String>),
    /// An alert to issue owners tells this owner, or does not.
    Told(String, bool),
    /// Sentry accepts every name under `releases`.
    Releases,
}

impl Check {
    /// From what stands behind `expect:`. None: these are no such words.
    pub(super) fn read(words: &str) -> Option<Self> {
        if let Some((path, owner)) = words.rsplit_once("->") {
            let path = super::read::path(path.trim());
            return (!path.is_empty())
                .then_some(())
                .and_then(|()| Some(Self::Owner { path, owner: owner_named(owner.trim())? }));
        }
        let words: Vec<&str> = words.split_whitespace().collect();
        let lower: Vec<String> = words.iter().map(|word| word.to_ascii_lowercase()).collect();
        let lower: Vec<&str> = lower.iter().map(String::as_str).collect();
        let number = |word: &str| word.parse::<u32>().ok();
        match lower[..] {
            ["every", "file", "has", "an", "owner"] => Some(Self::Covered),
            ["sentry", "accepts", "the", "rules"] => Some(Self::Accepted),
            ["every", "rule", "decides"] => Some(Self::EveryRuleDecides),
            ["rule", line, "decides"] => number(line).map(Self::Decides),
            ["at", "most", most, "project" | "projects"] => number(most).map(Self::AtMost),
            ["at", "least", least, "project" | "projects"] => number(least).map(Self::AtLeast),
            ["the", "error", "goes", "to", _] => owner_named(words[4]).map(Self::Assigned),
            ["an", "alert", "tells", _] => owner_named(words[3])?.map(|it| Self::Told(it, true)),
            ["an", "alert", "does", "not", "tell", _] => {
                owner_named(words[5])?.map(|it| Self::Told(it, false))
            }
            ["every", "release", "name", "is", "accepted"] => Some(Self::Releases),
            _ => None,
        }
    }
}

/// Some owner, or nobody. None: it is no name of either.
fn owner_named(name: &str) -> Option<Option<String>> {
    match name {
        "nobody" => Some(None),
        _ if (name.starts_with('#') && name.len() > 1) || name.contains('@') => {
            Some(Some(name.to_owned()))
        }
        _ => None,
    }
}

impl Display for Check {
    /// As it stands behind `expect:`.
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let name = |owner: &Option<String>| owner.clone().unwrap_or_else(|| "nobody".to_owned());
        match self {
            Self::Owner { path, owner } => write!(f, "{path} -> {}", name(owner)),
            Self::Covered => f.write_str("every file has an owner"),
            Self::Accepted => f.write_str("Sentry accepts the rules"),
            Self::Decides(line) => write!(f, "rule {line} decides"),
            Self::EveryRuleDecides => f.write_str("every rule decides"),
            Self::AtMost(most) => write!(f, "at most {most} projects"),
            Self::AtLeast(least) => write!(f, "at least {least} projects"),
            Self::Assigned(owner) => write!(f, "the error goes to {}", name(owner)),
            Self::Told(owner, true) => write!(f, "an alert tells {owner}"),
            Self::Told(owner, false) => write!(f, "an alert does not tell {owner}"),
            Self::Releases => f.write_str("every release name is accepted"),
        }
    }
}
