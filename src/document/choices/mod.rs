//! What is chosen for carrying a plan out: plain data. What it means is said where it is acted
//! upon, in the playbook and the exports.

mod alerts;
mod hosting;
mod release;
mod volume;

pub use alerts::{AlertChoices, Channel, Messenger, WithoutOwner};
pub use hosting::{HostingChoices, Profile, Question};
pub use release::{Cli, ReleaseChoices, Scheme, Train};
pub use volume::VolumeChoices;

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What was chosen for an organization. Fields may come: missing ones have their default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Choices {
    /// Where the repositories are.
    pub host: RepositoryHost,
    /// The branch that is deployed; empty for `main`.
    pub branch: String,
    /// What builds and deploys.
    pub ci: Ci,
    /// The stages, space-separated; empty for production, staging and development.
    pub environments: String,
    /// Sentry's own service, or one's own servers.
    pub edition: Edition,
    /// What is paid for.
    pub plan: Subscription,
    /// Where one starts from.
    pub situation: Situation,
    /// The day on which it begins, as `2027-01-31`; empty if nobody said.
    pub start: String,
    /// The items of the playbook that are done, by id.
    pub done: BTreeSet<String>,
    /// How releases are named and made.
    pub release: ReleaseChoices,
    /// How much comes in.
    pub volume: VolumeChoices,
    /// What was answered and typed about servers of one's own.
    pub hosting: HostingChoices,
    /// Whom alerts tell, and where.
    pub alerts: AlertChoices,
    /// Which chapter was open, in plans of earlier versions: no choice.
    #[serde(skip_serializing)]
    pub heading: Former,
    /// Whether all chapters were, in the same.
    #[serde(skip_serializing)]
    pub reading: Former,
}

/// A name that earlier versions wrote: it is read, passed over, and written no more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "String")]
pub struct Former;

impl From<String> for Former {
    fn from(_: String) -> Self {
        Self
    }
}

/// Where repositories are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RepositoryHost {
    /// GitHub.
    #[default]
    Github,
    /// GitLab.
    Gitlab,
    /// Bitbucket Cloud.
    Bitbucket,
    /// Azure DevOps.
    AzureDevops,
}

/// What builds and deploys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ci {
    /// GitHub Actions.
    #[default]
    GithubActions,
    /// GitLab CI.
    GitlabCi,
    /// CircleCI.
    Circleci,
    /// Jenkins.
    Jenkins,
    /// Anything that runs a shell.
    Shell,
}

/// Who runs Sentry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Edition {
    /// Sentry's own service, data in the United States.
    #[default]
    Us,
    /// The same, in the newer of the two regions there: `us2.sentry.io`.
    Us2,
    /// Sentry's own service, data in the European Union.
    De,
    /// One's own servers.
    SelfHosted,
}

/// What is paid for: Sentry's plans, the smaller first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Subscription {
    /// Nobody said: what needs a certain plan says so.
    #[default]
    Unknown,
    /// Free, for one person.
    Developer,
    /// The smallest that is paid for.
    Team,
    /// With code owners, single sign-on, team roles.
    Business,
    /// By contract.
    Enterprise,
}

/// Where one starts from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Situation {
    /// Nothing is in Sentry yet.
    #[default]
    Starting,
    /// There are projects in Sentry already.
    Present,
    /// From servers of one's own to Sentry's service.
    Moving,
}

/// Access
impl Choices {
    /// Whether what needs a plan is there: it is on one's own servers, which have no plans, and
    /// where nobody said what is paid for.
    #[must_use]
    pub fn has(&self, least: Subscription) -> bool {
        self.edition == Edition::SelfHosted
            || self.plan == Subscription::Unknown
            || self.plan >= least
    }

    /// The branch that is deployed.
    #[must_use]
    pub fn branch(&self) -> &str {
        if self.branch.is_empty() { "main" } else { &self.branch }
    }

    /// The stages, the one that users meet first.
    #[must_use]
    pub fn environments(&self) -> Vec<&str> {
        match self.environments.is_empty() {
            true => vec!["production", "staging", "development"],
            false => self.environments.split_whitespace().collect(),
        }
    }
}

/// Access
impl RepositoryHost {
    /// Its name in JSON.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Github => "github",
            Self::Gitlab => "gitlab",
            Self::Bitbucket => "bitbucket",
            Self::AzureDevops => "azure-devops",
        }
    }

    /// Its key among Sentry's integrations.
    #[must_use]
    pub fn provider(self) -> &'static str {
        match self {
            Self::AzureDevops => "vsts",
            host => host.id(),
        }
    }
}

/// Access
impl Ci {
    /// Its name in JSON.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::GithubActions => "github-actions",
            Self::GitlabCi => "gitlab-ci",
            Self::Circleci => "circleci",
            Self::Jenkins => "jenkins",
            Self::Shell => "shell",
        }
    }
}

/// Access
impl Edition {
    /// Its name in JSON.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Us => "us",
            Self::Us2 => "us2",
            Self::De => "de",
            Self::SelfHosted => "self-hosted",
        }
    }

    /// Where data lies, for people; nothing for one's own servers.
    #[must_use]
    pub fn place(self) -> Option<&'static str> {
        match self {
            Self::Us | Self::Us2 => Some("the United States"),
            Self::De => Some("the European Union"),
            Self::SelfHosted => None,
        }
    }

    /// The host that answers API calls of the region; none of one's own servers.
    #[must_use]
    pub fn api_host(self) -> Option<&'static str> {
        match self {
            Self::Us => Some("us.sentry.io"),
            Self::Us2 => Some("us2.sentry.io"),
            Self::De => Some("de.sentry.io"),
            Self::SelfHosted => None,
        }
    }
}

/// Access
impl Subscription {
    /// Its name in JSON.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Developer => "developer",
            Self::Team => "team",
            Self::Business => "business",
            Self::Enterprise => "enterprise",
        }
    }

    /// What Sentry calls it; empty if nobody said.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Unknown => "",
            Self::Developer => "Developer",
            Self::Team => "Team",
            Self::Business => "Business",
            Self::Enterprise => "Enterprise",
        }
    }
}

/// Access
impl Situation {
    /// Its name in JSON.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Starting => "starting",
            Self::Present => "present",
            Self::Moving => "moving",
        }
    }
}
