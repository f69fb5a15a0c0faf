//! Who is in the organization: teams, and people whom CODEOWNERS files name.

use super::document::{Organization, Person, Team};
use std::collections::{BTreeMap, BTreeSet};

/// Whether Sentry takes a slug of so many characters at most: of small letters, digits, `_` and `-`, not
/// digits alone.
pub(crate) fn is_slug(slug: &str, longest: usize) -> bool {
    let allowed =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_-".contains(&byte);
    (1..=longest).contains(&slug.len())
        && slug.bytes().all(allowed)
        && !slug.bytes().all(|byte| byte.is_ascii_digit())
}

/// Adding
impl Organization {
    /// Adds teams; what CODEOWNERS files call one that is known already is added to it.
    pub fn add_teams(&mut self, teams: impl IntoIterator<Item = Team>) {
        add(&mut self.teams, teams, |team| (&team.slug, &mut team.code_owners));
        self.teams.sort_by(|a, b| a.slug.cmp(&b.slug));
    }

    /// Adds people; what CODEOWNERS files call somebody who is known already is added.
    pub fn add_people(&mut self, people: impl IntoIterator<Item = Person>) {
        add(&mut self.people, people, |person| (&person.address, &mut person.code_owners));
        self.people.sort_by(|a, b| a.address.cmp(&b.address));
    }
}

/// Adds to a list what is not in it by its key, and to what is the names that it does not have.
fn add<T>(
    list: &mut Vec<T>,
    more: impl IntoIterator<Item = T>,
    parts: impl Fn(&mut T) -> (&String, &mut Vec<String>),
) {
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut named: BTreeSet<(usize, String)> = BTreeSet::new();
    for (at, item) in list.iter_mut().enumerate() {
        let (key, names) = parts(item);
        places.entry(key.clone()).or_insert(at);
        named.extend(names.iter().map(|name| (at, name.clone())));
    }
    for mut item in more {
        let (key, names) = parts(&mut item);
        match places.get(key) {
            Some(&at) => {
                let names = std::mem::take(names);
                let fresh = names.into_iter().filter(|name| named.insert((at, name.clone())));
                parts(&mut list[at]).1.extend(fresh);
            }
            None => {
                named.extend(names.iter().map(|name| (list.len(), name.clone())));
                places.insert(key.clone(), list.len());
                list.push(item);
            }
        }
    }
}

/// Access
impl Organization {
    /// By the slug of each listed team, what CODEOWNERS files call it. Of two with one slug the first counts.
    #[must_use]
    pub fn code_owners_by_team(&self) -> BTreeMap<&str, &[String]> {
        let teams = self.teams.iter().rev();
        teams.map(|team| (team.slug.as_str(), team.code_owners.as_slice())).collect()
    }

    /// All teams by slug, in the order of the alphabet: those listed and those of projects.
    #[must_use]
    pub fn all_teams(&self) -> Vec<&str> {
        let listed = self.teams.iter().map(|team| team.slug.as_str());
        let named = self.projects.iter().flat_map(|it| it.teams.iter().map(String::as_str));
        listed.chain(named).collect::<BTreeSet<_>>().into_iter().collect()
    }
}
