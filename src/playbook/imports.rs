//! Which CODEOWNERS files Sentry imports, so that their lines reach whom they name.
//!
//! Names of GitHub and GitLab can be told to stand for teams and people. Those of other hosts can't:
//! Sentry's list of providers for such names has no Bitbucket, and its import asks for the first two
//! alone. Addresses need no such word, so that a file of nothing else is imported from there, too.
//!
//! Sources: `sentry/integrations/types.py` (`ExternalProviderEnum`),
//! `https://github.com/getsentry/sentry/pull/124728` on which providers are asked.

use crate::organization::{Organization, Project, Repository, RepositoryHost, Subscription};
use crate::ownership::codeowners;
use std::collections::BTreeSet;

/// Why a CODEOWNERS file is not imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// Sentry reads no such file from this host.
    Host,
    /// The plan that is paid for has no such import.
    Plan,
    /// It names owners of whom Sentry can't be told who they are, and so would drop their lines: what
    /// stands above them would get their files.
    Names,
}

/// What Sentry imports of an organization's CODEOWNERS files, found once.
pub struct Imports<'o> {
    plan: &'o Organization,
    /// Repositories, by name, whose file names owners that can't be mapped.
    unmapped: BTreeSet<&'o str>,
}

/// Instantiation
impl<'o> Imports<'o> {
    pub fn of(plan: &'o Organization) -> Self {
        let is_unmapped = |it: &&Repository| {
            let names = codeowners::names(&it.codeowners);
            !(names.teams.is_empty() && names.users.is_empty())
        };
        let unmapped = match maps_names(plan.choices.host) {
            true => BTreeSet::new(),
            false => {
                let unmapped = plan.repositories.iter().filter(is_unmapped);
                unmapped.map(|it| it.name.as_str()).collect()
            }
        };
        Self { plan, unmapped }
    }
}

/// Access
impl Imports<'_> {
    /// What stands in the way of a repository's file; nothing if Sentry imports it, or would.
    #[must_use]
    pub fn obstacle(&self, repository: &Repository) -> Option<Obstacle> {
        let choices = &self.plan.choices;
        match () {
            () if choices.host == RepositoryHost::AzureDevops => Some(Obstacle::Host),
            () if !choices.has(Subscription::Business) => Some(Obstacle::Plan),
            () if self.unmapped.contains(repository.name.as_str()) => Some(Obstacle::Names),
            () => None,
        }
    }

    /// Whether a file is to be imported into a project, and can be.
    #[must_use]
    pub fn has(&self, project: &Project) -> bool {
        let repository = self.plan.repository_of(project);
        repository.is_some_and(|it| it.is_imported() && self.obstacle(it).is_none())
    }
}

/// Whether names of a host can be told to stand for teams and people.
#[must_use]
pub fn maps_names(host: RepositoryHost) -> bool {
    match host {
        RepositoryHost::Github | RepositoryHost::Gitlab => true,
        RepositoryHost::Bitbucket | RepositoryHost::AzureDevops => false,
    }
}
