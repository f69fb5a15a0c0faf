//! What a playbook is made of.

use crate::organization::Subscription;
use serde::{Deserialize, Serialize};

/// A chapter of the playbook, in its order.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Heading {
    /// Organization, teams, roles.
    #[default]
    Architecture,
    /// Which projects there are.
    Projects,
    /// Names and commits of releases, deploys.
    Releases,
    /// What events carry.
    Data,
    /// What is left out before it counts.
    Filtering,
    /// What must not be stored.
    Sensitive,
    /// Alerts, code hosts, trackers, chats.
    Workflow,
    /// How much comes in, and what guards against too much.
    Volume,
    /// Sentry's own service, or one's own servers.
    Hosting,
}

/// For whom an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// For everybody, first.
    Basic,
    /// For those who have the basics.
    Advanced,
}

/// One thing to do. In its texts, what stands between backticks is code.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Item {
    /// Stable while the plan changes around it, unique in the playbook:
    /// `releases/name`, or `releases/name@web` where there is one for each project.
    pub id: String,
    /// For whom it is.
    pub level: Level,
    /// What to do, in the imperative, with this organization's own names.
    pub what: String,
    /// Why.
    pub why: String,
    /// How one knows that it is done.
    pub done_when: String,
    /// What to type or paste.
    pub code: Vec<Code>,
    /// What older advice says, and what holds today.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub older_advice: Option<String>,
    /// What has to be paid for, if the plan does not say that it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub needs: Option<Subscription>,
    /// What it goes by.
    pub source: Source,
}

/// Something to type or paste.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Code {
    /// The file or place it goes into: `.github/workflows/release.yml`; empty for a shell.
    pub place: String,
    /// As a fence in Markdown names it: `bash`, `yaml`, `python`.
    pub language: &'static str,
    /// The text.
    pub text: String,
}

/// The page that a fact goes by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Source {
    /// Its whole address.
    pub address: &'static str,
    /// How old the copy is that was read.
    pub age: Age,
}

/// How old a copy is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Age {
    /// Read from a copy of 2026.
    Current,
    /// The copy has no date and is probably of 2024 or 2025.
    Recent,
    /// An older copy: to be checked before one relies on it.
    Old,
    /// Known from practice, not looked up.
    Unverified,
}

/// Instantiation
impl Item {
    /// For everybody, until a chapter takes it among the advanced.
    pub(super) fn new(
        id: impl Into<String>,
        what: impl Into<String>,
        why: impl Into<String>,
        done_when: impl Into<String>,
        source: Source,
    ) -> Self {
        Self {
            id: id.into(),
            level: Level::Basic,
            what: what.into(),
            why: why.into(),
            done_when: done_when.into(),
            code: Vec::new(),
            older_advice: None,
            needs: None,
            source,
        }
    }

    /// With something to type in a shell.
    pub(super) fn shell(self, text: impl Into<String>) -> Self {
        self.code("", "bash", text)
    }

    /// With something to type or paste; nothing if there is nothing.
    pub(super) fn code(
        mut self,
        place: &str,
        language: &'static str,
        text: impl Into<String>,
    ) -> Self {
        let text = text.into();
        if !text.is_empty() {
            self.code.push(Code { place: place.to_owned(), language, text });
        }
        self
    }

    /// That it needs one of Sentry's plans, or a larger one. On another it is left out.
    pub(super) fn needs(mut self, least: Subscription) -> Self {
        self.needs = Some(least);
        self
    }

    /// With what older advice says, and what holds today.
    pub(super) fn older(mut self, text: impl Into<String>) -> Self {
        self.older_advice = Some(text.into());
        self
    }
}

/// Access
impl Item {
    /// What has to be paid for, as a sentence.
    #[must_use]
    pub fn needed(&self) -> Option<String> {
        let words = match self.needs? {
            Subscription::Unknown | Subscription::Developer => return None,
            Subscription::Enterprise => "Needs the Enterprise plan.".to_owned(),
            least => format!("Needs the {} plan or a larger one.", least.title()),
        };
        Some(words)
    }
}

/// Access
impl Heading {
    /// All, in their order.
    pub const ALL: [Self; 9] = [
        Self::Architecture,
        Self::Projects,
        Self::Releases,
        Self::Data,
        Self::Filtering,
        Self::Sensitive,
        Self::Workflow,
        Self::Volume,
        Self::Hosting,
    ];

    /// For people.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Architecture => "Architecture",
            Self::Projects => "Projects",
            Self::Releases => "Releases",
            Self::Data => "Define your data",
            Self::Filtering => "Filtering",
            Self::Sensitive => "Sensitive data",
            Self::Workflow => "Workflow and integrations",
            Self::Volume => "Understanding your volume",
            Self::Hosting => "Hosted or self-hosted",
        }
    }
}

/// Access
impl Age {
    /// What to tell the reader.
    #[must_use]
    pub fn remark(self) -> &'static str {
        match self {
            Self::Current => "read in 2026",
            Self::Recent => "from a copy of about 2024 or 2025: check before you rely on it",
            Self::Old => "from an older copy: check before you rely on it",
            Self::Unverified => "from practice, not verified",
        }
    }
}
