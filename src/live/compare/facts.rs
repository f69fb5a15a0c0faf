//! What is known of each project, looked up once.

use crate::live::{Live, Mapping};
use std::collections::{BTreeMap, BTreeSet};

/// An organization as it is, with what belongs to each project.
pub struct Facts<'l> {
    pub live: &'l Live,
    mappings: BTreeMap<&'l str, Vec<&'l Mapping>>,
    teams: BTreeMap<&'l str, BTreeSet<&'l str>>,
    teams_by_id: BTreeMap<&'l str, &'l str>,
}

impl<'l> Facts<'l> {
    pub fn new(live: &'l Live) -> Self {
        let mut mappings: BTreeMap<&str, Vec<&Mapping>> = BTreeMap::new();
        for mapping in &live.mappings {
            mappings.entry(mapping.project.as_str()).or_default().push(mapping);
        }
        let mut teams: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (slug, project) in &live.projects {
            teams.entry(slug).or_default().extend(project.teams.iter().map(String::as_str));
        }
        for (slug, team) in &live.teams {
            for project in &team.projects {
                teams.entry(project).or_default().insert(slug);
            }
        }
        let ids = live.teams.iter().filter(|(_, team)| !team.id.is_empty());
        let teams_by_id = ids.map(|(slug, team)| (team.id.as_str(), slug.as_str())).collect();
        Self { live, mappings, teams, teams_by_id }
    }

    /// The code mappings of a project.
    pub fn mappings(&self, slug: &str) -> &[&'l Mapping] {
        self.mappings.get(slug).map_or(&[], Vec::as_slice)
    }

    /// The teams that have access to a project, whichever side said so.
    pub fn teams(&self, slug: &str) -> impl Iterator<Item = &'l str> {
        self.teams.get(slug).into_iter().flatten().copied()
    }

    /// Whether a team has access to a project.
    pub fn has_access(&self, slug: &str, team: &str) -> bool {
        self.teams.get(slug).is_some_and(|teams| teams.contains(team))
    }

    /// The slug of a team, by number or slug.
    pub fn team<'n>(&self, name: &'n str) -> Option<&'n str>
    where
        'l: 'n,
    {
        let by_slug = self.live.teams.contains_key(name).then_some(name);
        by_slug.or_else(|| self.teams_by_id.get(name).copied())
    }

    /// Every team that has access to a project, whichever side said so.
    pub fn with_projects(&self) -> BTreeSet<&'l str> {
        self.teams.values().flatten().copied().collect()
    }
}
