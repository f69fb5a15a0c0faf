//! What resources are called inside the file: identifiers, unique, and stable while the
//! plan around them changes.

use crate::export::gaps;
use crate::export::names::{identifier, unique};
use crate::organization::{Organization, RepositoryHost};
use std::collections::{BTreeMap, BTreeSet};

pub struct Names {
    teams: BTreeMap<String, String>,
    repositories: BTreeMap<String, String>,
    host: RepositoryHost,
    /// By the owner of repositories, as [`owner`] has it.
    installations: BTreeMap<String, Installation>,
    /// In the order of the plan: two projects may have one slug by mistake.
    projects: Vec<String>,
}

/// An integration with the code host: there is one for each owner of repositories.
pub struct Installation {
    /// The owner, as the plan writes it.
    pub owner: String,
    /// What tells its names from others'; empty if it is the only one.
    suffix: String,
}

/// Instantiation
impl Names {
    pub fn new(organization: &Organization) -> Self {
        let host = organization.choices.host;
        let repositories = organization.projects.iter();
        let repositories = repositories.filter_map(|it| gaps::repository(organization, it));
        let repositories: BTreeSet<&str> = repositories.collect();
        let slugs = organization.projects.iter().map(|it| it.slug.as_str());
        Self {
            teams: named(organization.all_teams(), "team"),
            installations: installations(host, &repositories),
            repositories: named(repositories, "repository"),
            host,
            projects: unique(slugs, "project", identifier),
        }
    }
}

/// Access
impl Names {
    pub fn team(&self, slug: &str) -> &str {
        self.teams.get(slug).map_or("team", String::as_str)
    }

    pub fn repository(&self, name: &str) -> &str {
        self.repositories.get(name).map_or("repository", String::as_str)
    }

    pub fn repositories(&self) -> impl Iterator<Item = (&str, &str)> {
        self.repositories.iter().map(|(name, identifier)| (name.as_str(), identifier.as_str()))
    }

    /// The integrations with the code host, by owner; none without a repository.
    pub fn installations(&self) -> impl Iterator<Item = &Installation> {
        self.installations.values()
    }

    /// Where the id of the integration that sees a repository is.
    pub fn integration(&self, repository: &str) -> String {
        let installation = self.installations.get(&owner(self.host, repository));
        let suffix = installation.map_or("", |it| it.suffix.as_str());
        format!("data.sentry_organization_integration.code_host{suffix}.id")
    }

    /// By the project's place in the plan.
    pub fn project(&self, at: usize) -> &str {
        self.projects.get(at).map_or("project", String::as_str)
    }
}

/// Access
impl Installation {
    /// What the integration is called inside the file.
    pub fn data(&self) -> String {
        format!("code_host{}", self.suffix)
    }

    /// The variable that names it.
    pub fn variable(&self) -> String {
        format!("integration{}", self.suffix)
    }

    pub fn is_only(&self) -> bool {
        self.suffix.is_empty()
    }
}

/// What tells one integration from another. GitHub and Bitbucket install theirs for an owner, GitLab
/// for a group; what stands first in a name of Azure DevOps is one of many projects of the same.
fn owner(host: RepositoryHost, repository: &str) -> String {
    match host {
        RepositoryHost::Github | RepositoryHost::Gitlab | RepositoryHost::Bitbucket => {
            repository.split('/').next().unwrap_or_default().to_lowercase()
        }
        RepositoryHost::AzureDevops => String::new(),
    }
}

fn installations(
    host: RepositoryHost,
    repositories: &BTreeSet<&str>,
) -> BTreeMap<String, Installation> {
    let mut owners: BTreeMap<String, &str> = BTreeMap::new();
    for repository in repositories {
        let written = repository.split('/').next().unwrap_or_default();
        owners.entry(owner(host, repository)).or_insert(written);
    }
    let names = unique(owners.keys().map(String::as_str), "owner", identifier);
    let is_only = owners.len() == 1;
    let installation = |((key, owner), name): ((String, &str), String)| {
        let suffix = if is_only { String::new() } else { format!("_{name}") };
        (key, Installation { owner: owner.to_owned(), suffix })
    };
    owners.into_iter().zip(names).map(installation).collect()
}

fn named<'t>(texts: impl IntoIterator<Item = &'t str>, fallback: &str) -> BTreeMap<String, String> {
    let texts: Vec<&str> = texts.into_iter().collect();
    let names = unique(texts.iter().copied(), fallback, identifier);
    texts.into_iter().map(str::to_owned).zip(names).collect()
}
