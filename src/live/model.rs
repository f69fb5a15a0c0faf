//! What is read, as plain data.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// An organization as it is. As JSON it is what is stored of what was pasted: no more than is
/// looked at here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Live {
    /// Its slug; empty if nothing said.
    pub organization: String,
    /// Projects, by slug.
    pub projects: BTreeMap<String, Project>,
    /// Teams, by slug.
    pub teams: BTreeMap<String, Team>,
    /// Code mappings.
    pub mappings: BTreeSet<Mapping>,
    /// Repositories, by name.
    pub repositories: BTreeMap<String, Repository>,
    /// Alerts, by kind and id; by the address of one that has none, as in Terraform’s source.
    pub alerts: BTreeMap<String, Alert>,
    /// Monitors, by id: alerts name them, they name the project.
    pub monitors: BTreeMap<String, Monitor>,
    /// What is not known, `kind.field` or the fields of something of no known kind, and how
    /// often it was met.
    pub unknown: BTreeMap<String, u32>,
    /// What is known and not looked at, and how often it was met.
    pub unused: BTreeMap<String, u32>,
}

/// A project.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Project {
    /// Its number; empty if nothing said.
    pub id: String,
    /// For people.
    pub name: String,
    /// Its platform; none if it has none, or nothing said.
    pub platform: Option<String>,
    /// Slugs of the teams that have access.
    pub teams: BTreeSet<String>,
    /// Whether it was listed itself; else something only named it.
    pub listed: bool,
    /// Its ownership rules; none if nothing said.
    pub rules: Option<Rules>,
    /// How many CODEOWNERS files are imported.
    pub codeowners: u32,
    /// Whether an event ever came; none if nothing said.
    pub has_events: Option<bool>,
    /// The address in Terraform's state: `module.a.sentry_project.web`.
    pub address: Option<String>,
}

/// Ownership rules of a project.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Rules {
    /// The text.
    pub raw: String,
    /// Who is assigned, in Sentry's words; none if nothing said.
    pub auto_assignment: Option<String>,
}

/// A team.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Team {
    /// Its number; empty if nothing said.
    pub id: String,
    /// For people.
    pub name: String,
    /// How many people are in it; none if nothing said.
    pub members: Option<u64>,
    /// Slugs of the projects that it says to have.
    pub projects: BTreeSet<String>,
    /// Whether it was listed itself; else something only named it.
    pub listed: bool,
    /// The address in Terraform's state.
    pub address: Option<String>,
}

/// A code mapping.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Mapping {
    /// The project's slug; empty while only its number is known.
    pub project: String,
    /// The project's number; empty if only its slug is known.
    pub project_id: String,
    /// What paths in stack traces start with.
    pub stack_root: String,
    /// What the same paths start with in the repository.
    pub source_root: String,
    /// The repository's name; empty if nothing said.
    pub repository: String,
    /// The repository's number; empty if nothing said.
    pub repository_id: String,
    /// Its number; empty if nothing said.
    pub id: String,
    /// The address in Terraform's state.
    pub address: Option<String>,
}

/// A repository.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Repository {
    /// Its number; empty if nothing said.
    pub id: String,
    /// The address in Terraform's state.
    pub address: Option<String>,
}

/// A monitor, as far as it leads from an alert to a project.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Monitor {
    /// The project's number.
    pub project_id: String,
    /// The project's slug; empty while only its number is known.
    pub project: String,
}

/// An alert.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Alert {
    /// For people.
    pub name: String,
    /// What it is.
    pub kind: AlertKind,
    /// Slugs of the projects that it says to be about.
    pub projects: BTreeSet<String>,
    /// The monitors that it listens to, by id.
    pub monitors: BTreeSet<String>,
    /// The environment that it is about; none for all.
    pub environment: Option<String>,
    /// Whether it was switched off, or is snoozed for everybody.
    pub is_off: bool,
    /// Whom it reaches.
    pub targets: Vec<Target>,
    /// The address in Terraform's state.
    pub address: Option<String>,
}

/// What an alert is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AlertKind {
    /// An alert rule on issues of one project.
    #[default]
    Rule,
    /// An alert of the organization, on monitors.
    Workflow,
    /// An alert rule on a number.
    Metric,
}

/// Whom an alert reaches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Target {
    /// The owners; where there are none, those in the word: `ActiveMembers`,
    /// `AllMembers`, `NoOne`.
    Owners(String),
    /// A team, by number or slug.
    Team(String),
    /// A person, by number.
    Person(String),
    /// Somewhere outside: the service, and the channel or the like.
    Service(String, String),
}

/// Access
impl Live {
    /// Whether nothing is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The slugs of the projects that an alert is about.
    #[must_use]
    pub fn projects_of<'l>(&'l self, alert: &'l Alert) -> BTreeSet<&'l str> {
        let monitors = alert.monitors.iter().filter_map(|id| self.monitors.get(id));
        let monitored = monitors.map(|it| it.project.as_str()).filter(|slug| !slug.is_empty());
        alert.projects.iter().map(String::as_str).chain(monitored).collect()
    }

    /// Gives a slug to what knew its project by number only. Linear.
    pub(super) fn settle(&mut self) {
        let by_id: BTreeMap<&str, &str> = self
            .projects
            .iter()
            .filter(|(_, project)| !project.id.is_empty())
            .map(|(slug, project)| (project.id.as_str(), slug.as_str()))
            .collect();
        let slug = |id: &str| by_id.get(id).map(|slug| (*slug).to_owned());
        for monitor in self.monitors.values_mut().filter(|it| it.project.is_empty()) {
            monitor.project = slug(&monitor.project_id).unwrap_or_default();
        }
        let repositories: BTreeMap<&str, &str> = self
            .repositories
            .iter()
            .filter(|(_, it)| !it.id.is_empty())
            .map(|(name, it)| (it.id.as_str(), name.as_str()))
            .collect();
        let mappings = std::mem::take(&mut self.mappings).into_iter().map(|mut mapping| {
            if mapping.project.is_empty() {
                mapping.project = slug(&mapping.project_id).unwrap_or_default();
            }
            if let Some(name) = repositories.get(mapping.repository_id.as_str())
                && mapping.repository.is_empty()
            {
                (*name).clone_into(&mut mapping.repository);
            }
            mapping
        });
        self.mappings = mappings.collect();
    }
}
