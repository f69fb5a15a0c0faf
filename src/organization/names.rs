//! Who is in the organization: teams, and people whom CODEOWNERS files name.

use super::document::{Organization, Person, Team};
use std::collections::BTreeSet;

/// Adding
impl Organization {
    /// Adds teams; what CODEOWNERS files call one that is known already is added to it.
    pub fn add_teams(&mut self, teams: impl IntoIterator<Item = Team>) {
        for team in teams {
            match self.teams.iter_mut().find(|known| known.slug == team.slug) {
                Some(known) => {
                    for name in team.code_owners {
                        if !known.code_owners.contains(&name) {
                            known.code_owners.push(name);
                        }
                    }
                }
                None => self.teams.push(team),
            }
        }
        self.teams.sort_by(|a, b| a.slug.cmp(&b.slug));
    }

    /// Adds people; what CODEOWNERS files call somebody who is known already is added.
    pub fn add_people(&mut self, people: impl IntoIterator<Item = Person>) {
        for person in people {
            match self.people.iter_mut().find(|known| known.address == person.address) {
                Some(known) => {
                    for name in person.code_owners {
                        if !known.code_owners.contains(&name) {
                            known.code_owners.push(name);
                        }
                    }
                }
                None => self.people.push(person),
            }
        }
        self.people.sort_by(|a, b| a.address.cmp(&b.address));
    }
}

/// Access
impl Organization {
    /// All teams by slug, in the order of the alphabet: those listed and those of projects.
    #[must_use]
    pub fn all_teams(&self) -> Vec<&str> {
        let listed = self.teams.iter().map(|team| team.slug.as_str());
        let named = self.projects.iter().flat_map(|it| it.teams.iter().map(String::as_str));
        listed.chain(named).collect::<BTreeSet<_>>().into_iter().collect()
    }
}
