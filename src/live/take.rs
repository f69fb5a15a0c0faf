//! From values to what is known.

use super::fields::unknown;
use super::kind::{Kind, Object};
use super::model::{Live, Mapping, Monitor, Project, Rules, Team};
use super::{alerts, terraform};
use crate::text::{Problem, Problems};
use serde_json::Value;
use std::collections::BTreeMap;

/// Puts what is read where it belongs.
pub struct Taker<'l> {
    pub(super) live: &'l mut Live,
    counts: BTreeMap<String, u32>,
    problems: Problems,
}

/// How many kinds of unknown things and fields are listed; whatever is beyond is counted in one.
const MOST_UNKNOWN: usize = 500;

/// What many things are taken for that nobody knows.
const OTHERS: &str = "others";

impl<'l> Taker<'l> {
    pub fn new(live: &'l mut Live) -> Self {
        Self { live, counts: BTreeMap::new(), problems: Problems::default() }
    }

    /// How many of each kind there were, and what could not be read.
    pub fn done(self) -> (BTreeMap<String, u32>, Vec<Problem>) {
        (self.counts, self.problems.sorted())
    }

    pub fn problem(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// A value of which nothing is known but what is in it.
    pub fn take(&mut self, value: Value) {
        self.take_as(value, None, None);
    }

    /// The same, of a list of this kind, under this name: a project's, where it is one's.
    fn take_as(&mut self, value: Value, kind: Option<Kind>, name: Option<&str>) {
        match value {
            Value::Array(items) => {
                for item in items {
                    self.take_as(item, kind, name);
                }
            }
            Value::Object(object) => self.object(object, kind, name),
            Value::String(raw) if kind == Some(Kind::Ownership) && name.is_some() => {
                self.rules(name.unwrap_or_default(), raw);
            }
            Value::Null => {}
            Value::String(_) | Value::Number(_) | Value::Bool(_) => {
                self.unknown(name.unwrap_or("a value by itself"));
            }
        }
    }

    fn object(&mut self, mut object: Object, kind: Option<Kind>, name: Option<&str>) {
        if let Some(address) = text(&object, "get").map(str::to_owned)
            && let Some(answer) = object.remove("answer")
        {
            return self.answer(&address, id(&object, "status").as_deref(), answer);
        }
        if let Some(detail) = refusal(&object) {
            return self.refused(name.unwrap_or("Sentry"), None, detail);
        }
        if terraform::is_state(&object) {
            return terraform::take(self, &object);
        }
        let shape = Kind::by_shape(&object);
        match kind.filter(|kind| kind.fits(&object)).or(shape) {
            Some(kind) => self.thing(kind, &object, name),
            None if is_container(&object, kind) => {
                for (key, value) in object {
                    match (kind, Kind::by_name(&key)) {
                        (None, Some(kind)) => self.take_as(value, Some(kind), None),
                        // Lists of a kind stand under the projects that they are of.
                        (Some(kind), _) => self.take_as(value, Some(kind), Some(&key)),
                        (None, None) if value.is_array() => self.take_as(value, None, None),
                        (None, None) => self.take_as(value, None, Some(&key)),
                    }
                }
            }
            None => {
                let fields: Vec<&str> = object.keys().map(String::as_str).take(4).collect();
                let what = match kind {
                    Some(kind) => format!("{} with {}", kind.name(), fields.join(", ")),
                    None => format!("something with {}", fields.join(", ")),
                };
                self.unknown(&what);
            }
        }
    }

    /// What the script writes of one call.
    fn answer(&mut self, address: &str, status: Option<&str>, answer: Value) {
        let refused = status.is_some_and(|it| !it.starts_with('2'));
        let detail = answer.as_object().and_then(refusal);
        if refused || detail.is_some() {
            let detail = detail.unwrap_or("it says no more").to_owned();
            return self.refused(address, status, &detail);
        }
        let (kind, project) =
            Kind::by_address(address).map_or((None, None), |(kind, project)| (Some(kind), project));
        if let Some(organization) = organization_of(address) {
            organization.clone_into(&mut self.live.organization);
        }
        self.take_as(answer, kind, project);
    }

    fn refused(&mut self, address: &str, status: Option<&str>, detail: &str) {
        let status = status.map_or(String::new(), |it| format!(" ({it})"));
        let message = format!("`{address}` was refused{status}: {detail}");
        let hint = "Give the token the right to read this, and fetch it again; the rest is read.";
        self.problem(Problem::warning("live/refused", message).hint(hint));
    }

    /// One thing. Whatever comes of it, it is counted.
    fn thing(&mut self, kind: Kind, object: &Object, name: Option<&str>) {
        self.count(kind.name());
        for field in unknown(kind, object) {
            self.unknown_field(&format!("{}.{field}", kind.name()));
        }
        match kind {
            Kind::Project => drop(self.project(object, true)),
            Kind::Team => self.team(object, true),
            Kind::Ownership => self.ownership(object, name),
            Kind::Codeowners => match name {
                Some(project) => self.named(project).codeowners += 1,
                None => self.unnamed("a CODEOWNERS file", "the project"),
            },
            Kind::Mapping => self.mapping(object, name),
            Kind::Repository => {
                let Some(name) = text(object, "name") else {
                    return self.unnamed("a repository", "its name");
                };
                let repository = self.live.repositories.entry(name.to_owned()).or_default();
                repository.id = id(object, "id").unwrap_or_default();
            }
            Kind::Rule | Kind::Workflow | Kind::Metric => {
                let Some((key, alert)) = alerts::read(kind, object, name) else {
                    return self.unnamed("an alert", "its id");
                };
                self.live.alerts.insert(key, alert);
            }
            Kind::Monitor => {
                let Some(number) = id(object, "id") else {
                    return self.unnamed("a monitor", "its id");
                };
                let project_id = id(object, "projectId").unwrap_or_default();
                let project = name.unwrap_or_default().to_owned();
                self.live.monitors.insert(number, Monitor { project_id, project });
            }
            Kind::Organization => {
                if let Some(slug) = text(object, "slug") {
                    slug.clone_into(&mut self.live.organization);
                }
                for (key, kind) in [("projects", Kind::Project), ("teams", Kind::Team)] {
                    for item in objects(object, key) {
                        self.thing(kind, item, None);
                    }
                }
            }
            Kind::Unused(name) => *self.live.unused.entry(name.to_owned()).or_default() += 1,
        }
    }

    /// A project; not listed itself if it stands in something else.
    fn project(&mut self, object: &Object, listed: bool) -> Option<String> {
        let Some(slug) = text(object, "slug") else {
            self.unnamed("a project", "its slug");
            return None;
        };
        let project = self.named(slug);
        project.listed |= listed;
        project.id = id(object, "id").unwrap_or_else(|| std::mem::take(&mut project.id));
        if let Some(name) = text(object, "name") {
            name.clone_into(&mut project.name);
        }
        if let Some(platform) = text(object, "platform").filter(|it| !it.is_empty()) {
            project.platform = Some(platform.to_owned());
        }
        if let Some(first) = object.get("firstEvent") {
            project.has_events = Some(!first.is_null());
        }
        let mut teams: Vec<&Object> = objects(object, "teams").collect();
        teams.extend(object.get("team").and_then(Value::as_object));
        for team in teams {
            if let Some(team_slug) = text(team, "slug") {
                self.named(slug).teams.insert(team_slug.to_owned());
                self.team(team, false);
            }
        }
        if let Some(organization) = object.get("organization").and_then(Value::as_object)
            && let Some(slug) = text(organization, "slug")
        {
            slug.clone_into(&mut self.live.organization);
        }
        Some(slug.to_owned())
    }

    fn team(&mut self, object: &Object, listed: bool) {
        let Some(slug) = text(object, "slug") else { return self.unnamed("a team", "its slug") };
        let team: &mut Team = self.live.teams.entry(slug.to_owned()).or_default();
        team.listed |= listed;
        team.id = id(object, "id").unwrap_or_else(|| std::mem::take(&mut team.id));
        if let Some(name) = text(object, "name") {
            name.clone_into(&mut team.name);
        }
        if let Some(members) = object.get("memberCount").and_then(Value::as_u64) {
            team.members = Some(members);
        }
        for project in objects(object, "projects") {
            if let Some(project) = self.project(project, false) {
                self.live.teams.entry(slug.to_owned()).or_default().projects.insert(project);
            }
        }
    }

    fn ownership(&mut self, object: &Object, name: Option<&str>) {
        let Some(project) = name else {
            return self.unnamed("ownership rules", "the project");
        };
        let rules = Rules {
            raw: text(object, "raw").unwrap_or_default().to_owned(),
            auto_assignment: text(object, "autoAssignment").map(str::to_owned),
        };
        self.named(project).rules = Some(rules);
    }

    /// Rules of a project, as a text alone.
    pub fn rules(&mut self, project: &str, raw: String) {
        self.count(Kind::Ownership.name());
        self.named(project).rules = Some(Rules { raw, auto_assignment: None });
    }

    fn mapping(&mut self, object: &Object, name: Option<&str>) {
        let text = |field| text(object, field).unwrap_or_default().to_owned();
        let number = |field| id(object, field).unwrap_or_default();
        let project = text("projectSlug");
        let project =
            if project.is_empty() { name.unwrap_or_default().to_owned() } else { project };
        let mapping = Mapping {
            project,
            project_id: number("projectId"),
            stack_root: text("stackRoot"),
            source_root: text("sourceRoot"),
            repository: text("repoName"),
            repository_id: number("repoId"),
            id: number("id"),
            address: None,
        };
        if mapping.project.is_empty() && mapping.project_id.is_empty() {
            return self.unnamed("a code mapping", "its project");
        }
        self.live.mappings.insert(mapping);
    }

    /// The project of a slug, made if nothing named it yet.
    pub fn named(&mut self, slug: &str) -> &mut Project {
        self.live.projects.entry(slug.to_owned()).or_default()
    }

    pub fn count(&mut self, what: &str) {
        *self.counts.entry(what.to_owned()).or_default() += 1;
    }

    fn unnamed(&mut self, what: &str, lacks: &str) {
        let message = format!("Here is {what} that does not say {lacks}, so it is left out.");
        let hint = "Fetch it with the script, which writes down where each answer is from.";
        self.problem(Problem::warning("live/unnamed", message).hint(hint));
    }

    /// Something that is of no known kind.
    pub fn unknown(&mut self, what: &str) {
        self.count("unknown");
        self.unknown_field(what);
    }

    pub fn unknown_field(&mut self, what: &str) {
        let list = &mut self.live.unknown;
        let is_full = list.len() >= MOST_UNKNOWN && !list.contains_key(what);
        let what = if is_full { OTHERS } else { what };
        let times = list.entry(what.to_owned()).or_default();
        *times = times.saturating_add(1);
    }
}

/// A text in a field.
pub fn text<'o>(object: &'o Object, field: &str) -> Option<&'o str> {
    object.get(field).and_then(Value::as_str)
}

/// A number or text that stands for a thing.
pub fn id(object: &Object, field: &str) -> Option<String> {
    match object.get(field)? {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The objects in a list in a field.
pub fn objects<'o>(object: &'o Object, field: &str) -> impl Iterator<Item = &'o Object> {
    let items = object.get(field).and_then(Value::as_array);
    items.into_iter().flatten().filter_map(Value::as_object)
}

/// What Sentry says instead of an answer.
fn refusal(object: &Object) -> Option<&str> {
    let detail = object.get("detail")?;
    let is_thing = ["slug", "id", "name"].iter().any(|field| object.contains_key(*field));
    let detail = match detail {
        Value::String(text) => text.as_str(),
        Value::Object(detail) => text(detail, "message")?,
        _ => return None,
    };
    (!is_thing && object.len() <= 3).then_some(detail)
}

/// Whether nothing but lists and objects are in an object. Rules may stand under a project's
/// slug as a text.
fn is_container(object: &Object, kind: Option<Kind>) -> bool {
    let holds = |value: &Value| match value {
        Value::Array(_) | Value::Object(_) | Value::Null => true,
        Value::String(_) => kind == Some(Kind::Ownership),
        Value::Bool(_) | Value::Number(_) => false,
    };
    !object.is_empty() && object.values().all(holds)
}

/// The organization that an address names.
fn organization_of(address: &str) -> Option<&str> {
    let path = address.split_once("/api/0/").map_or(address, |(_, path)| path);
    let mut parts = path.split(['/', '?']).filter(|part| !part.is_empty());
    let first = parts.next()?;
    let second = parts.next()?;
    ["organizations", "projects", "teams"].contains(&first).then_some(second)
}
