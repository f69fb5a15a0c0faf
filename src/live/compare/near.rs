//! Things in folders, found by repository and platform without going through all that share one.

use super::evidence::{MOST_WITH_FOLDER, family};
use std::collections::BTreeMap;

/// How many are kept of those that nothing tells apart: whether there are too many, and which come
/// first, is all that is asked.
const KEPT: usize = MOST_WITH_FOLDER + 1;

/// Things by where they are. To be filled in the order of the things.
#[derive(Debug, Default)]
pub struct Near<'t, T>(BTreeMap<(&'t str, Option<String>, Platform), Vec<T>>);

/// Which platforms are meant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Platform {
    /// Any, or none.
    Any,
    /// Any that is told, be it as one that nothing is known of.
    Told,
    /// One that nothing is known of.
    Unknown,
    /// One of this family.
    Of(String),
}

impl<'t, T: Copy + Ord> Near<'t, T> {
    /// Puts in a thing; without a repository it may be of any.
    pub fn insert(&mut self, folder: &'t str, repository: &str, platform: Option<&str>, thing: T) {
        let mut platforms = vec![Platform::Any];
        if let Some(platform) = platform {
            let is_of = family(platform).map_or(Platform::Unknown, Platform::Of);
            platforms.extend([Platform::Told, is_of]);
        }
        for repository in [None, Some(repository.to_ascii_lowercase())] {
            for platform in &platforms {
                let key = (folder, repository.clone(), platform.clone());
                let things = self.0.entry(key).or_default();
                if things.len() < KEPT {
                    things.push(thing);
                }
            }
        }
    }

    /// The first in a folder that are of a repository, or may be; of any if none is named.
    pub fn of_repository(&self, folder: &str, repository: &str) -> Vec<T> {
        self.first(folder, repository, &[Platform::Any])
    }

    /// Those of them that tell a platform which may be of the same family.
    pub fn of_platform(&self, folder: &str, repository: &str, platform: &str) -> Vec<T> {
        match family(platform) {
            None => self.first(folder, repository, &[Platform::Told]),
            Some(family) => {
                self.first(folder, repository, &[Platform::Unknown, Platform::Of(family)])
            }
        }
    }

    fn first(&self, folder: &str, repository: &str, platforms: &[Platform]) -> Vec<T> {
        let repositories = match repository {
            "" => vec![None],
            name => vec![Some(String::new()), Some(name.to_ascii_lowercase())],
        };
        let mut first = Vec::new();
        if !self.0.contains_key(&(folder, None, Platform::Any)) {
            return first;
        }
        for repository in repositories {
            for platform in platforms {
                let key = (folder, repository.clone(), platform.clone());
                first.extend(self.0.get(&key).into_iter().flatten().copied());
            }
        }
        first.sort_unstable();
        first.truncate(KEPT);
        first
    }
}
