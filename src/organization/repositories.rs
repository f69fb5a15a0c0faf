//! The repositories of an organization, found by name.

use super::Repository;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::{Deref, DerefMut};
use std::slice::{Iter, IterMut};
use std::sync::OnceLock;

/// Repositories in the order they were given, as a slice is; found by name in a time that does not
/// grow with their number, since everything that is written of a project asks for its repository.
///
/// What finds them is made when a name is first asked for, and made anew after a change.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Repositories {
    all: Vec<Repository>,
    /// Places in `all`, by name, then as they are given.
    #[serde(skip)]
    by_name: OnceLock<Vec<usize>>,
}

impl Repositories {
    /// Adds one as the last.
    pub fn push(&mut self, repository: Repository) {
        self.by_name.take();
        self.all.push(repository);
    }

    /// The first of a name. Takes the logarithm of their number, and sorts them the first time.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&Repository> {
        self.places(name).first().map(|&at| &self.all[at])
    }

    /// The places of all of a name, as they are given. Takes as long as [`Self::find`].
    #[must_use]
    pub fn places(&self, name: &str) -> &[usize] {
        let named = |&at: &usize| self.all[at].name.as_str();
        let by_name = self.by_name.get_or_init(|| {
            let mut places: Vec<usize> = (0..self.all.len()).collect();
            places.sort_by(|one, other| named(one).cmp(named(other)));
            places
        });
        let from = by_name.partition_point(|at| named(at) < name);
        let rest = &by_name[from..];
        &rest[..rest.partition_point(|at| named(at) == name)]
    }
}

impl From<Vec<Repository>> for Repositories {
    fn from(all: Vec<Repository>) -> Self {
        Self { all, by_name: OnceLock::new() }
    }
}

impl Deref for Repositories {
    type Target = [Repository];

    fn deref(&self) -> &[Repository] {
        &self.all
    }
}

impl DerefMut for Repositories {
    fn deref_mut(&mut self) -> &mut [Repository] {
        // Their names may change.
        self.by_name.take();
        &mut self.all
    }
}

impl<'r> IntoIterator for &'r Repositories {
    type Item = &'r Repository;
    type IntoIter = Iter<'r, Repository>;

    fn into_iter(self) -> Iter<'r, Repository> {
        self.iter()
    }
}

impl<'r> IntoIterator for &'r mut Repositories {
    type Item = &'r mut Repository;
    type IntoIter = IterMut<'r, Repository>;

    fn into_iter(self) -> IterMut<'r, Repository> {
        self.iter_mut()
    }
}

impl PartialEq for Repositories {
    fn eq(&self, other: &Self) -> bool {
        self.all == other.all
    }
}

impl fmt::Debug for Repositories {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.all.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str, files: u32) -> Repository {
        Repository { name: name.into(), files, ..Repository::default() }
    }

    #[test]
    fn they_are_found_by_the_names_they_have_now() {
        let mut all: Repositories =
            vec![named("acme/web", 1), named("acme/api", 2), named("acme/web", 3)].into();
        let files = |all: &Repositories, name: &str| all.find(name).map(|it| it.files);
        assert_eq!(files(&all, "acme/web"), Some(1), "of two of a name, the first");
        assert_eq!(all.places("acme/web"), [0, 2]);
        assert_eq!(files(&all, "acme"), None);
        all[0].name = "acme/site".into();
        assert_eq!(files(&all, "acme/web"), Some(3));
        all.push(named("acme/app", 4));
        assert_eq!(files(&all, "acme/app"), Some(4));
        for repository in &mut all {
            repository.name.clear();
        }
        assert_eq!(all.places(""), [0, 1, 2, 3]);
        assert_eq!(files(&Repositories::default(), ""), None);
    }
}
