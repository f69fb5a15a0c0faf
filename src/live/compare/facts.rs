//! What is known of each project, looked up once.

use crate::live::{Live, Mapping, Project};
use crate::ownership::parse;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// An organization as it is, with what belongs to each project.
pub struct Facts<'l> {
    pub live: &'l Live,
    mappings: BTreeMap<&'l str, Vec<&'l Mapping>>,
    teams: BTreeMap<&'l str, BTreeSet<&'l str>>,
    teams_by_id: BTreeMap<&'l str, &'l str>,
    /// Whether any team was listed itself.
    pub teams_are_known: bool,
    /// Whether a project may have rules, as far as it was asked.
    ruled: RefCell<BTreeMap<&'l str, bool>>,
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
        let teams_are_known = live.teams.values().any(|it| it.listed);
        let ruled = RefCell::default();
        Self { live, mappings, teams, teams_by_id, teams_are_known, ruled }
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

    /// Whether a project has rules that give something to somebody, or may have them. They are read
    /// once, however many alerts ask.
    pub fn may_have_rules(&self, slug: &'l str) -> bool {
        let has_rules = |raw: &str| !parse(raw).rules.is_empty();
        let may_have = |project: &Project| {
            project.codeowners > 0 || project.rules.as_ref().is_none_or(|it| has_rules(&it.raw))
        };
        let read = || self.live.projects.get(slug).is_none_or(may_have);
        *self.ruled.borrow_mut().entry(slug).or_insert_with(read)
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
