//! Names that things have already.

use super::Organization;
use crate::projects;
use crate::text::unique::Unique;
use std::collections::{BTreeMap, BTreeSet};

/// Names that are taken in an organization.
#[derive(Debug)]
pub(crate) struct TakenNames {
    pub slugs: Unique,
    repositories: BTreeSet<String>,
    /// Per repository's name the number to try next.
    next: BTreeMap<String, usize>,
}

impl TakenNames {
    pub(crate) fn of(organization: &Organization) -> Self {
        let mut slugs = Unique::new('-', projects::MAX_SLUG);
        for project in &organization.projects {
            slugs.take(&project.slug);
        }
        let repositories = organization.repositories.iter().map(|it| it.name.clone()).collect();
        Self { slugs, repositories, next: BTreeMap::new() }
    }

    pub fn add_repository(&mut self, name: &str) {
        self.repositories.insert(name.to_owned());
    }

    /// Gives a repository a name of its own, beside so many others.
    pub fn make_unique(&mut self, name: &mut String, others: usize) {
        if !name.is_empty() && !self.repositories.contains(name) {
            return;
        }
        let (base, from) = match name.as_str() {
            "" => ("repository", others + 1),
            name => (name, 2),
        };
        let next = self.next.entry(name.clone()).or_insert(from);
        *next = from.max(*next);
        let mut numbered = (*next..).map(|number| (number, format!("{base}-{number}")));
        let free = numbered.find(|(_, name)| !self.repositories.contains(name));
        if let Some((number, free)) = free {
            *next = number + 1;
            *name = free;
        }
    }
}
