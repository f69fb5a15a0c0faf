use super::name;
use super::{Scheme, Train};
use crate::organization::{Organization, Project, Repository};
use crate::projects::platform::{Platform, Surface};
use crate::projects::slugify;
use crate::text::shell::quote;
use std::collections::BTreeSet;

/// Projects that are released together, by one build.
#[derive(Clone, Debug)]
pub struct Group<'a> {
    /// What they are part of, and what was chosen for it.
    pub organization: &'a Organization,
    /// The projects; there is at least one.
    pub projects: Vec<&'a Project>,
    /// The repositories that its projects are in, in the organization's order.
    pub repositories: Vec<&'a Repository>,
    /// What stands before `@` in the names of their releases and tags.
    pub package: String,
}

/// Instantiation
impl<'a> Group<'a> {
    /// The groups of an organization, as its trains are chosen.
    #[must_use]
    pub fn all(organization: &'a Organization) -> Vec<Self> {
        let projects = &organization.projects;
        match organization.choices.release.train {
            Train::Own => projects.iter().map(|it| Self::of(organization, vec![it])).collect(),
            Train::Shared if projects.is_empty() => Vec::new(),
            Train::Shared => vec![Self::of(organization, projects.iter().collect())],
        }
    }

    /// The groups that were asked for: those of the chosen project, or all.
    #[must_use]
    pub fn chosen(organization: &'a Organization) -> Vec<Self> {
        let chosen = organization.choices.release.project.as_str();
        let known = organization.projects.iter().any(|project| project.slug == chosen);
        let mut groups = Self::all(organization);
        groups.retain(|group| !known || group.projects.iter().any(|it| it.slug == chosen));
        groups
    }

    fn of(organization: &'a Organization, projects: Vec<&'a Project>) -> Self {
        let all = &organization.repositories;
        let called = match projects.as_slice() {
            [project] if organization.choices.release.train == Train::Own => project.slug.as_str(),
            _ => match &all[..] {
                [one] if !one.name.is_empty() => one.name.rsplit('/').next().unwrap_or_default(),
                _ => organization.slug(),
            },
        };
        let of = projects.iter().filter_map(|it| organization.repository_of(it));
        let places: BTreeSet<usize> = of.flat_map(|it| all.places(&it.name)).copied().collect();
        let repositories = places.into_iter().map(|at| &all[at]).collect();
        Self { organization, package: package(called), projects, repositories }
    }
}

/// Access
impl<'a> Group<'a> {
    /// Whether every project is an app whose SDK names its release by itself.
    #[must_use]
    pub fn is_mobile(&self) -> bool {
        self.projects.iter().all(|project| is_mobile(&project.platform))
    }

    /// The pattern of its releases' names, for people: `web@1.4.2+77`.
    #[must_use]
    pub fn pattern(&self) -> String {
        let choices = &self.organization.choices.release;
        match (choices.scheme, choices.train) {
            (Scheme::Semver, Train::Own) if self.is_mobile() => "com.example.app@1.4.2+77".into(),
            (Scheme::Semver, _) => format!("{}@1.4.2+77", self.package),
            (Scheme::Commit, Train::Own) => format!("{}@{COMMIT}", self.package),
            (Scheme::Commit, Train::Shared) => COMMIT.to_owned(),
        }
    }

    /// The tags that its releases are named after, as a glob: `web@[0-9]*`.
    #[must_use]
    pub fn tags(&self) -> String {
        format!("{}@[0-9]*", self.package)
    }

    /// The name of the repository in which its releases are made, where the plan has others, too.
    #[must_use]
    pub fn home(&self) -> Option<&'a str> {
        let home = self.repositories.iter().map(|it| it.name.as_str()).find(|it| !it.is_empty())?;
        let others = self.organization.repositories.iter().any(|it| it.name != home);
        others.then_some(home)
    }

    /// `-p web -p api`: its projects, as options of sentry-cli.
    #[must_use]
    pub fn options(&self) -> String {
        let option = |project: &&Project| format!("-p {}", quote(&project.slug));
        self.projects.iter().map(option).collect::<Vec<_>>().join(" ")
    }

    /// Its projects by slug, for people.
    #[must_use]
    pub fn slugs(&self) -> String {
        self.projects.iter().map(|it| it.slug.as_str()).collect::<Vec<_>>().join(", ")
    }
}

/// A commit, as an example: whole, since Sentry takes a short one for none.
pub(in crate::playbook) const COMMIT: &str = "8d2b6f4c1e0a97b35f4de6a0c9b8e7d6f5a4b3c2";

/// Whether SDKs of a platform name the release after the app and its build.
pub(super) fn is_mobile(platform: &str) -> bool {
    Platform::find(platform).is_some_and(|it| it.surface == Surface::Mobile)
        && !matches!(platform, "capacitor" | "ionic" | "cordova")
}

/// What may stand before `@`, in names of releases, tags and branches alike: the text itself, or
/// what is left of it.
fn package(text: &str) -> String {
    let plain = |letter: u8| letter.is_ascii_alphanumeric() || matches!(letter, b'-' | b'_' | b'.');
    let is_name = text.bytes().all(plain) && name::check(&format!("{text}@1.0")).is_empty();
    let package = if is_name { text.to_owned() } else { slugify(text) };
    if package.is_empty() { "app".to_owned() } else { package }
}
