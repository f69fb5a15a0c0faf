//! The calls, in the order in which one needs the other.

use super::alerts::{self, AlertCall};
use crate::export::gaps;
use crate::export::names::address_part;
use crate::export::terraform::filters;
use crate::organization::{Edition, Mapping, Organization, Project, Repository};
use crate::playbook::imports::{Imports, maps_names};
use crate::text::clean;
use serde_json::{Value, json};

/// The team of projects that nobody owns, as the script writes it.
const DEFAULT_TEAM: &str = "$default_team";

/// Calls of a plan.
#[derive(Default)]
pub struct Calls {
    pub(super) lines: Vec<Line>,
    /// The address of the project in hand, as the script writes it.
    at: String,
}

/// A line of the script.
pub(super) enum Line {
    /// What comes next, for whoever watches.
    Step(String),
    /// A team: its slug as an address has it, and what it is made of.
    Team(String, Value),
    /// A project: its slug, the same as an address has it, its first team's, what it is made of.
    Project(String, String, String, Value),
    /// A project of today: its slug in the plan, the same as an address has it, the address that
    /// it has today, its number, and what renames it.
    Existing(String, String, String, String, Value),
    /// What a setting of the project above was when it was compared: where it is read, what `jq`
    /// makes of it, and what that was.
    Was(String, &'static str, Value),
    /// What follows takes nothing away.
    Added,
    /// A setting of the project above.
    Setting(Setting),
    /// Where the programs of the project above send: its slug as an address has it.
    Dsn(String),
    /// A name of CODEOWNERS stands for a team: the name, the team's slug as an address has it,
    /// the body.
    ExternalTeam(String, String, String),
    /// A name of CODEOWNERS stands for somebody: the name, the address, the body.
    ExternalUser(String, String, String),
    /// The project above imports CODEOWNERS: its slug as an address has it, and the roots of
    /// the code mapping.
    Codeowners(String, Mapping),
    /// An alert.
    Alert(AlertCall),
}

/// A setting: read first, and changed only where it differs from what is planned.
pub(super) struct Setting {
    /// What it is, for whoever watches.
    pub(super) what: String,
    /// Where it is read.
    pub(super) read: String,
    /// What `jq` makes of what is read; `$it` is [`Self::it`].
    pub(super) filter: &'static str,
    pub(super) it: String,
    /// What that has to be.
    pub(super) planned: Value,
    /// Whether a new project has it from the start.
    pub(super) made_with: bool,
    /// How it is changed: the method, the path, the body.
    pub(super) method: &'static str,
    pub(super) path: String,
    pub(super) body: Value,
}

/// Instantiation
impl Calls {
    pub fn of(organization: &Organization) -> Self {
        let mut calls = Self::default();
        for slug in organization.all_teams() {
            calls.team(slug);
        }
        let files = Imports::of(organization);
        if organization.projects.iter().any(|it| gaps::imports(organization, &files, it)) {
            calls.name(organization);
        }
        for project in &organization.projects {
            calls.add(organization, &files, project);
        }
        calls.tell(organization);
        calls
    }

    /// A team.
    pub(super) fn team(&mut self, slug: &str) {
        self.step(&format!("Team {slug}"));
        let body = json!({ "name": slug, "slug": slug });
        self.lines.push(Line::Team(address_part(slug), clean::json(body)));
    }

    /// All alerts.
    pub(super) fn tell(&mut self, organization: &Organization) {
        for (name, call) in alerts::of(organization) {
            self.step(&format!("Alert {name}"));
            self.lines.push(Line::Alert(call));
        }
    }

    /// What CODEOWNERS calls teams and people. The first `INTEGRATION` and `USER` are ours:
    /// nothing that anybody typed stands before them.
    pub(super) fn name(&mut self, organization: &Organization) {
        if !maps_names(organization.choices.host) {
            return;
        }
        let provider = organization.choices.host.provider();
        for team in &organization.teams {
            for name in &team.code_owners {
                self.step(&format!("{name} of CODEOWNERS is #{}", team.slug));
                let name = clean::line(name).into_owned();
                let named = clean::json(json!(name));
                let body = format!(
                    "{{\"integrationId\":INTEGRATION,\"provider\":\"{provider}\",\"externalName\":{named}}}"
                );
                self.lines.push(Line::ExternalTeam(name, address_part(&team.slug), body));
            }
        }
        for person in &organization.people {
            for name in &person.code_owners {
                self.step(&format!("{name} of CODEOWNERS is {}", person.address));
                let name = clean::line(name).into_owned();
                let named = clean::json(json!(name));
                let body = format!(
                    "{{\"integrationId\":INTEGRATION,\"userId\":USER,\"provider\":\"{provider}\",\"externalName\":{named}}}"
                );
                self.lines.push(Line::ExternalUser(name, person.address.clone(), body));
            }
        }
    }

    pub(super) fn add(&mut self, organization: &Organization, files: &Imports, project: &Project) {
        self.step(&format!("Project {}", project.slug));
        self.at = address_part(&project.slug);
        self.make(project);
        for team in project.teams.iter().skip(1) {
            self.give(team, false);
        }
        self.own(organization, project);
        for filter in filters(project) {
            self.filter(filter);
        }
        self.map(organization, project);
        if gaps::imports(organization, files, project) {
            let mapping = gaps::mappings(project).next().cloned().unwrap_or_default();
            self.lines.push(Line::Codeowners(address_part(&project.slug), mapping));
        }
        if organization.choices.edition != Edition::SelfHosted {
            self.protect(project);
        }
        self.lines.push(Line::Dsn(address_part(&project.slug)));
    }

    /// Under its first team; the calls of the organization itself would make one more.
    fn make(&mut self, project: &Project) {
        let team = match project.teams.first() {
            Some(team) => address_part(team),
            None => DEFAULT_TEAM.to_owned(),
        };
        let (name, platform) = (gaps::name(project), gaps::platform(project));
        let body = json!({
            "name": name, "slug": project.slug, "platform": platform, "default_rules": false,
        });
        let slug = address_part(&project.slug);
        let line = Line::Project(project.slug.clone(), slug, team, clean::json(body));
        self.lines.push(line);
        self.call(project, true);
        if let Some(team) = project.teams.first() {
            self.give(team, true);
        }
    }

    /// Name and platform.
    pub(super) fn call(&mut self, project: &Project, made_with: bool) {
        let planned = json!({ "name": gaps::name(project), "platform": gaps::platform(project) });
        self.set(Setting {
            what: "name and platform".to_owned(),
            read: self.path(""),
            filter: "{name, platform}",
            it: String::new(),
            made_with,
            method: "PUT",
            path: self.path(""),
            body: planned.clone(),
            planned,
        });
    }

    /// Access for a team.
    pub(super) fn give(&mut self, team: &str, made_with: bool) {
        self.set(Setting {
            what: format!("access for the team {team}"),
            read: self.path(""),
            filter: "any(.teams[]; .slug == $it)",
            it: team.to_owned(),
            made_with,
            planned: json!(true),
            method: "POST",
            path: self.path(&format!("teams/{}/", address_part(team))),
            body: json!({}),
        });
    }

    /// Ownership rules.
    pub(super) fn own(&mut self, organization: &Organization, project: &Project) {
        if project.rules.trim().is_empty() {
            return;
        }
        let codeowners = organization.repository_of(project);
        let body = json!({
            "raw": project.rules,
            "fallthrough": false,
            "autoAssignment": "Auto Assign to Issue Owner",
            "codeownersAutoSync": codeowners.is_some_and(Repository::is_imported),
        });
        let mut planned = clean::json(body.clone());
        // Sentry may take white space off both ends.
        let raw = planned["raw"].as_str().unwrap_or_default().trim().to_owned();
        planned["raw"] = raw.into();
        self.set(Setting {
            what: "ownership rules".to_owned(),
            read: self.path("ownership/"),
            filter: r#"{raw: ((.raw // "") | sub("^\\s+"; "") | sub("\\s+$"; "")), fallthrough, autoAssignment, codeownersAutoSync}"#,
            it: String::new(),
            planned,
            made_with: false,
            method: "PUT",
            path: self.path("ownership/"),
            body,
        });
    }

    /// An inbound filter.
    fn filter(&mut self, filter: &str) {
        self.set(Setting {
            what: format!("inbound filter {filter}"),
            read: self.path("filters/"),
            filter: "any(.[]; .id == $it and .active == true)",
            it: filter.to_owned(),
            planned: json!(true),
            made_with: false,
            method: "PUT",
            path: self.path(&format!("filters/{filter}/")),
            body: json!({ "active": true }),
        });
    }

    fn map(&mut self, organization: &Organization, project: &Project) {
        let Some(repository) = gaps::repository(organization, project) else { return };
        for mapping in gaps::mappings(project) {
            self.map_one(organization, project, repository, mapping);
        }
    }

    pub(super) fn map_one(
        &mut self,
        organization: &Organization,
        project: &Project,
        repository: &str,
        mapping: &Mapping,
    ) {
        let roots = json!({ "stackRoot": mapping.stack_root, "sourceRoot": mapping.source_root });
        let branch = organization.choices.branch();
        let body = json!({
            "project": project.slug,
            "repository": repository,
            "provider": organization.choices.host.provider(),
            "defaultBranch": branch,
            "mappings": [roots],
        });
        let mut wanted = roots;
        wanted["defaultBranch"] = branch.into();
        self.set(Setting {
            what: format!("code mapping of {repository}"),
            read: "organizations/$organization/code-mappings/?project=$project".to_owned(),
            filter: "($it | fromjson) as $wanted | any(.[]; {stackRoot, sourceRoot, defaultBranch} == $wanted)",
            it: clean::json(wanted).to_string(),
            planned: json!(true),
            made_with: false,
            method: "POST",
            path: "organizations/$organization/code-mappings/bulk/".to_owned(),
            body,
        });
    }

    /// Spike protection, which Sentry's own service has.
    fn protect(&mut self, project: &Project) {
        self.set(Setting {
            what: "spike protection".to_owned(),
            read: self.path(""),
            filter: r#"(.options["quotas:spike-protection-disabled"] // false) == false"#,
            it: String::new(),
            planned: json!(true),
            made_with: false,
            method: "POST",
            path: "organizations/$organization/spike-protections/".to_owned(),
            body: json!({ "projects": [project.slug] }),
        });
    }

    pub(super) fn step(&mut self, words: &str) {
        self.lines.push(Line::Step(words.to_owned()));
    }

    pub(super) fn set(&mut self, setting: Setting) {
        let (planned, body) = (clean::json(setting.planned), clean::json(setting.body));
        self.lines.push(Line::Setting(Setting { planned, body, ..setting }));
    }
}

/// Access
impl Calls {
    /// A path below the project in hand.
    pub(super) fn path(&self, rest: &str) -> String {
        format!("projects/$organization/{}/{rest}", self.at)
    }

    /// The project in hand has this address.
    pub(super) fn stand_at(&mut self, address: &str) {
        address.clone_into(&mut self.at);
    }

    /// Adds a line.
    pub(super) fn push(&mut self, line: Line) {
        self.lines.push(line);
    }

    /// Whether any project is made under the team for those that nobody owns.
    pub fn needs_team(&self) -> bool {
        let is_default = |team: &str| team == DEFAULT_TEAM;
        self.lines
            .iter()
            .any(|line| matches!(line, Line::Project(_, _, team, _) if is_default(team)))
    }

    /// Whether any project of today is changed.
    pub fn has_existing(&self) -> bool {
        self.lines.iter().any(|line| matches!(line, Line::Existing(..)))
    }

    /// Whether any project imports CODEOWNERS.
    pub fn has_codeowners(&self) -> bool {
        self.lines.iter().any(|line| matches!(line, Line::Codeowners(..)))
    }

    pub fn has_alerts(&self) -> bool {
        self.lines.iter().any(|line| matches!(line, Line::Alert(..)))
    }
}
