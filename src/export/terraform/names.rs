//! What resources are called inside the file: identifiers, unique, and stable while the
//! plan around them changes.

use crate::export::gaps;
use crate::export::names::{identifier, unique};
use crate::organization::Organization;
use std::collections::{BTreeMap, BTreeSet};

pub struct Names {
    teams: BTreeMap<String, String>,
    repositories: BTreeMap<String, String>,
    /// In the order of the plan: two projects may have one slug by mistake.
    projects: Vec<String>,
}

/// Instantiation
impl Names {
    pub fn new(organization: &Organization) -> Self {
        let repositories = organization.projects.iter();
        let repositories = repositories.filter_map(|it| gaps::repository(organization, it));
        let slugs = organization.projects.iter().map(|it| it.slug.as_str());
        Self {
            teams: named(organization.all_teams(), "team"),
            repositories: named(repositories.collect::<BTreeSet<_>>(), "repository"),
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

    /// By the project's place in the plan.
    pub fn project(&self, at: usize) -> &str {
        self.projects.get(at).map_or("project", String::as_str)
    }
}

fn named<'t>(texts: impl IntoIterator<Item = &'t str>, fallback: &str) -> BTreeMap<String, String> {
    let texts: Vec<&str> = texts.into_iter().collect();
    let names = unique(texts.iter().copied(), fallback, identifier);
    texts.into_iter().map(str::to_owned).zip(names).collect()
}
