//! What a piece of JSON is.

use serde_json::{Map, Value};

/// A kind of thing that Sentry's API prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A project.
    Project,
    /// A team.
    Team,
    /// Ownership rules of a project.
    Ownership,
    /// A CODEOWNERS file of a project.
    Codeowners,
    /// A code mapping.
    Mapping,
    /// A repository.
    Repository,
    /// An alert rule on issues.
    Rule,
    /// An alert of the organization.
    Workflow,
    /// A monitor.
    Monitor,
    /// An alert rule on a number.
    Metric,
    /// The organization itself.
    Organization,
    /// Something known that is not looked at.
    Unused(&'static str),
}

/// A JSON object.
pub type Object = Map<String, Value>;

/// What is known and not looked at, as addresses and fields call it.
const UNUSED: [&str; 10] = [
    "members",
    "users",
    "integrations",
    "environments",
    "keys",
    "releases",
    "tags",
    "plugins",
    "externalteams",
    "externalusers",
];

impl Kind {
    /// What it is called in counts.
    pub fn name(self) -> &'static str {
        match self {
            Self::Project => "project",
            Self::Team => "team",
            Self::Ownership => "ownership",
            Self::Codeowners => "codeowners",
            Self::Mapping => "code mapping",
            Self::Repository => "repository",
            Self::Rule => "alert rule",
            Self::Workflow => "alert",
            Self::Monitor => "monitor",
            Self::Metric => "metric alert",
            Self::Organization => "organization",
            Self::Unused(name) => name,
        }
    }

    /// By the name of a list, as addresses of the API and fields have it.
    pub fn by_name(name: &str) -> Option<Self> {
        let letters = name.chars().filter(char::is_ascii_alphanumeric);
        let name: String = letters.map(|it| it.to_ascii_lowercase()).collect();
        Some(match name.as_str() {
            "project" | "projects" => Self::Project,
            "team" | "teams" => Self::Team,
            "ownership" | "ownershiprules" => Self::Ownership,
            "codeowners" => Self::Codeowners,
            "codemapping" | "codemappings" => Self::Mapping,
            "repo" | "repos" | "repository" | "repositories" => Self::Repository,
            "rule" | "rules" | "issuealerts" => Self::Rule,
            "workflow" | "workflows" => Self::Workflow,
            "detector" | "detectors" | "monitor" | "monitors" => Self::Monitor,
            "alertrule" | "alertrules" | "metricalerts" => Self::Metric,
            "organization" | "organizations" => Self::Organization,
            name => Self::Unused(UNUSED.into_iter().find(|it| *it == name)?),
        })
    }

    /// By the address that it was fetched from, and the project that the address names.
    pub fn by_address(address: &str) -> Option<(Self, Option<&str>)> {
        let path = address.split(['?', '#']).next().unwrap_or(address);
        let path = path.split_once("/api/0/").map_or(path, |(_, path)| path);
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        match *parts.as_slice() {
            ["organizations", _] => Some((Self::Organization, None)),
            ["projects", _, slug] => Some((Self::Project, Some(slug))),
            ["teams", _, _] => Some((Self::Team, None)),
            ["projects", _, slug, list] => Some((Self::by_name(list)?, Some(slug))),
            [.., "combined-rules"] => None,
            [.., list] => Some((Self::by_name(list)?, None)),
            [] => None,
        }
    }

    /// By the fields that only such a thing has.
    pub fn by_shape(object: &Object) -> Option<Self> {
        let has = |name: &str| object.contains_key(name);
        let any = |names: &[&str]| names.iter().any(|name| has(name));
        Some(if has("stackRoot") && has("sourceRoot") {
            Self::Mapping
        } else if has("raw") && any(&["codeMappingId", "codeMapping", "ownershipSyntax"]) {
            Self::Codeowners
        } else if has("raw")
            && any(&["fallthrough", "autoAssignment", "codeownersAutoSync", "schema"])
        {
            Self::Ownership
        } else if any(&["detectorIds", "actionFilters"]) {
            Self::Workflow
        } else if has("workflowIds") || has("projectId") && any(&["conditionGroup", "dataSources"])
        {
            Self::Monitor
        } else if has("actions") && any(&["actionMatch", "filterMatch", "conditions"]) {
            Self::Rule
        } else if has("triggers") && any(&["aggregate", "timeWindow", "dataset"]) {
            Self::Metric
        } else if any(&["externalSlug", "integrationId"])
            && has("name")
            && any(&["url", "externalId"])
        {
            Self::Repository
        } else if has("slug") {
            return Self::of_slug(object);
        } else if has("email") && any(&["user", "role", "orgRole"]) {
            Self::Unused("members")
        } else if has("domainName") && has("provider") {
            Self::Unused("integrations")
        } else {
            return None;
        })
    }

    /// Things that have a slug.
    fn of_slug(object: &Object) -> Option<Self> {
        let any = |names: &[&str]| names.iter().any(|name| object.contains_key(*name));
        if any(&["links", "isEarlyAdopter", "require2FA", "requireEmailVerification"]) {
            Some(Self::Organization)
        } else if any(&["memberCount", "teamRole", "isPending", "externalTeams"]) {
            Some(Self::Team)
        } else if any(&["platform", "isBookmarked", "firstEvent", "hasMinifiedStackTrace", "teams"])
        {
            Some(Self::Project)
        } else if any(&["projects"]) {
            Some(Self::Team)
        } else {
            None
        }
    }

    /// Whether an object that is said to be of this kind can be.
    pub fn fits(self, object: &Object) -> bool {
        let any = |names: &[&str]| names.iter().any(|name| object.contains_key(*name));
        match self {
            Self::Project | Self::Team => any(&["slug"]),
            Self::Ownership | Self::Codeowners => any(&["raw"]),
            Self::Mapping => any(&["stackRoot", "sourceRoot"]),
            Self::Repository => any(&["name"]),
            Self::Rule => any(&["actions", "conditions", "filters"]),
            Self::Workflow => any(&["actionFilters", "detectorIds", "triggers"]),
            Self::Monitor => any(&["projectId", "workflowIds"]),
            Self::Metric => any(&["triggers", "aggregate"]),
            Self::Organization => any(&["slug"]),
            Self::Unused(_) => true,
        }
    }
}
