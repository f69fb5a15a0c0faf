//! How teams, projects, environments and releases are called in a plan, and what breaks that.
//!
//! The convention is the plan's own: it says what the names have in common, as a table that can be
//! written down for those who add the next project.
//!
//! ```
//! use sentry_general::organization::Organization;
//! use sentry_general::playbook::naming;
//!
//! let plan = r#"{"projects": [{"slug": "web-shop"}, {"slug": "back-office"}, {"slug": "api_v2"}]}"#;
//! let organization = Organization::from_json(plan).unwrap();
//! let odd = naming::check(&organization);
//! assert_eq!(odd[0].message, "The project `api_v2` has an underscore where the others have hyphens.");
//! ```

use super::words;
use crate::organization::{Organization, Project};
use crate::playbook::release::{COMMIT, Scheme, Train};
use std::collections::BTreeMap;

/// How one kind of thing is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Convention {
    /// Of what: teams, projects.
    pub of: &'static str,
    /// The form, as a sentence.
    pub form: &'static str,
    /// Some of the plan's own.
    pub examples: Vec<String>,
}

/// A name that breaks the convention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Odd {
    /// A sentence; names between backticks.
    pub message: String,
}

/// How things are called in this plan.
#[must_use]
pub fn conventions(organization: &Organization) -> Vec<Convention> {
    let some = |names: &mut dyn Iterator<Item = &str>| -> Vec<String> {
        names.filter(|name| !name.is_empty()).take(3).map(str::to_owned).collect()
    };
    let teams = organization.all_teams();
    let projects = &organization.projects;
    let release = &organization.choices.release;
    let releases = match (release.scheme, release.train) {
        (Scheme::Semver, Train::Own) => {
            "The project, `@`, the version: no `/`, no blank at the ends, at most 200 characters."
        }
        (Scheme::Commit, Train::Own) => "The project, `@`, all 40 digits of the commit.",
        (Scheme::Semver, Train::Shared) => "The version alone, for all projects of a train.",
        (Scheme::Commit, Train::Shared) => {
            "All 40 digits of the commit, for all projects of a train."
        }
    };
    vec![
        Convention {
            of: "Teams",
            form: "As the company calls them, in small letters with hyphens; never after a project or a person.",
            examples: some(&mut teams.into_iter()).iter().map(|it| format!("#{it}")).collect(),
        },
        Convention {
            of: "Projects",
            form: "As the program is called where it is deployed, in small letters with hyphens; no stage, no team.",
            examples: some(&mut projects.iter().map(|it| it.slug.as_str())),
        },
        Convention {
            of: "Environments",
            form: "One list for all projects, in small letters: `Production` would be a different environment.",
            examples: some(&mut organization.choices.environments().into_iter()),
        },
        Convention { of: "Releases", form: releases, examples: vec![self::release(organization)] },
    ]
}

/// What a release of the plan is called, as an example.
#[must_use]
pub fn release(organization: &Organization) -> String {
    let release = &organization.choices.release;
    let version = match release.scheme {
        Scheme::Semver => "1.4.2",
        Scheme::Commit => COMMIT,
    };
    let project = organization.projects.iter().rev().max_by_key(|project| project.files);
    match (release.train, project) {
        (Train::Own, Some(project)) => format!("{}@{version}", super::facts::slug(project)),
        (Train::Own, None) => format!("shop@{version}"),
        (Train::Shared, _) => version.to_owned(),
    }
}

/// The names of a plan that break its convention, in the order of the conventions.
#[must_use]
pub fn check(organization: &Organization) -> Vec<Odd> {
    let mut odd = Vec::new();
    let teams = organization.all_teams();
    odd.extend(separators("team", &teams));
    let slugs: Vec<&str> = organization.projects.iter().map(|it| it.slug.as_str()).collect();
    odd.extend(separators("project", &slugs));
    odd.extend(alike("team", &teams));
    odd.extend(alike("project", &slugs));
    let stages = organization.choices.environments();
    for project in &organization.projects {
        let stage = parts(project).into_iter().find(|part| stages.contains(part));
        let named = |stage: &str| {
            format!(
                "The project {} is named after the stage {}.",
                words::name(&project.slug),
                words::name(stage)
            )
        };
        odd.extend(stage.map(|stage| Odd { message: named(stage) }));
    }
    odd.extend(alike("environment", &stages));
    for stage in stages.iter().filter(|stage| stage.chars().any(char::is_uppercase)) {
        let message = format!("The environment {} has capital letters.", words::name(stage));
        odd.push(Odd { message });
    }
    odd
}

fn parts(project: &Project) -> Vec<&str> {
    project.slug.split(['-', '_', '.']).collect()
}

/// Names with an underscore among others with hyphens.
fn separators(of: &str, names: &[&str]) -> Vec<Odd> {
    let scored: Vec<&&str> = names.iter().filter(|it| it.contains('_')).collect();
    // A name of one word is of either habit.
    let hyphens = names.iter().filter(|it| !it.contains('_')).count();
    if scored.len() >= hyphens {
        return Vec::new();
    }
    let message = |name: &&&str| {
        format!("The {of} {} has an underscore where the others have hyphens.", words::name(name))
    };
    scored.iter().map(|name| Odd { message: message(name) }).collect()
}

/// Names that differ in capitals and separators alone.
fn alike(of: &str, names: &[&str]) -> Vec<Odd> {
    let mut known: BTreeMap<String, &str> = BTreeMap::new();
    let mut odd = Vec::new();
    for name in names {
        let plain: String = name.chars().filter(|c| c.is_alphanumeric()).collect();
        match known.get(&plain.to_lowercase()) {
            Some(other) if other != name && !plain.is_empty() => {
                let (other, name) = (words::name(other), words::name(name));
                let message =
                    format!("The {of}s {other} and {name} are told apart by hardly anything.");
                odd.push(Odd { message });
            }
            Some(_) => {}
            None => drop(known.insert(plain.to_lowercase(), name)),
        }
    }
    odd
}
