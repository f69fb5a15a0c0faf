//! Whom rules and CODEOWNERS files name.

use super::Codeowners;
use crate::organization::{Organization, Person, Team};
use crate::ownership::{Owner, Rule};
use std::collections::BTreeSet;

/// Whom repositories name: gathered first, and added to an organization at once.
#[derive(Default)]
pub(super) struct Whom {
    teams: Vec<Team>,
    people: Vec<Person>,
}

impl Whom {
    /// Takes in the teams of rules, and what CODEOWNERS calls teams and people: without those names
    /// an import of the file reaches nobody.
    pub fn take(&mut self, rules: &[Rule], codeowners: Option<&Codeowners>) {
        let slugs = rules.iter().flat_map(|rule| &rule.owners).filter_map(Owner::team);
        let slugs: BTreeSet<&str> = slugs.collect();
        let team = |slug: &str| Team { slug: slug.to_owned(), code_owners: Vec::new() };
        self.teams.extend(slugs.into_iter().map(team));
        for (name, owner) in codeowners.iter().flat_map(|file| &file.owners) {
            let code_owners = vec![name.clone()];
            match owner.strip_prefix('#') {
                Some(slug) => self.teams.push(Team { slug: slug.to_owned(), code_owners }),
                None => self.people.push(Person { address: owner.to_lowercase(), code_owners }),
            }
        }
    }

    /// Adds all of them.
    pub fn add_to(self, organization: &mut Organization) {
        organization.add_teams(self.teams);
        organization.add_people(self.people);
    }
}
