//! What is chosen for carrying a plan out.

use crate::playbook::{Heading, release, self_hosting, usage};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What was chosen for an organization. Fields may come: missing ones are as at first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Choices {
    /// Where the repositories are.
    pub host: RepositoryHost,
    /// The branch that is deployed; empty for `main`.
    pub branch: String,
    /// What builds and deploys.
    pub ci: Ci,
    /// The stages, parted by blanks; empty for production, staging and development.
    pub environments: String,
    /// Sentry's own service, or one's own servers.
    pub edition: Edition,
    /// The chapter of the playbook that is shown.
    pub heading: Heading,
    /// Whether that chapter is shown, or all.
    pub reading: Reading,
    /// The items of the playbook that are done, by id.
    pub done: BTreeSet<String>,
    /// How releases are named and made.
    pub release: release::Choices,
    /// How much comes in.
    pub volume: usage::Choices,
    /// What was answered and typed about servers of one's own.
    pub hosting: self_hosting::Choices,
}

/// How much of the playbook is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reading {
    /// A chapter.
    #[default]
    Chapter,
    /// All chapters, one after the other.
    Whole,
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
    /// Sentry's own service, data in the European Union.
    De,
    /// One's own servers.
    SelfHosted,
}

/// Something to choose. A text that was typed or chosen goes with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Choice {
    /// Where the repositories are.
    Host,
    /// The branch that is deployed.
    Branch,
    /// What builds and deploys.
    Ci,
    /// The stages.
    Environments,
    /// Who runs Sentry.
    Edition,
    /// A chapter of the playbook is shown.
    Heading(Heading),
    /// All chapters are shown.
    Whole,
    /// The item of this id is done if the text is `true`.
    Done(String),
    /// How releases are named and made.
    Release(release::Choice),
    /// How much comes in.
    Volume(usage::Choice),
    /// What is answered and typed about servers of one's own.
    Hosting(self_hosting::Choice),
}

/// A choice of a closed list goes by the name that it has in JSON.
fn named<T: for<'de> Deserialize<'de> + Default>(id: &str) -> T {
    serde_json::from_value(serde_json::Value::from(id)).unwrap_or_default()
}

/// Access
impl Choices {
    /// Takes a choice.
    pub fn choose(&mut self, choice: &Choice, text: &str) {
        match choice {
            Choice::Host => self.host = named(text),
            Choice::Branch => text.trim().clone_into(&mut self.branch),
            Choice::Ci => self.ci = named(text),
            Choice::Environments => text.trim().clone_into(&mut self.environments),
            Choice::Edition => self.edition = named(text),
            Choice::Heading(heading) => {
                self.heading = *heading;
                self.reading = Reading::Chapter;
            }
            Choice::Whole => self.reading = Reading::Whole,
            Choice::Done(item) if text == "true" => drop(self.done.insert(item.clone())),
            Choice::Done(item) => drop(self.done.remove(item)),
            Choice::Release(choice) => self.release.choose(*choice, text),
            Choice::Volume(choice) => self.volume.choose(choice, text),
            Choice::Hosting(choice) => self.hosting.choose(*choice, text),
        }
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
            Self::De => "de",
            Self::SelfHosted => "self-hosted",
        }
    }
}
