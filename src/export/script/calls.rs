//! The calls, in the order in which one needs the other.

use super::alerts::{self, AlertCall};
use crate::export::gaps;
use crate::export::names::address_part;
use crate::export::terraform::filters;
use crate::organization::{Edition, Mapping, Organization, Project, Repository};
use crate::text::clean;
use crate::text::shell::quote;
use serde_json::{Value, json};
use std::fmt;

/// Calls of a plan.
#[derive(Default)]
pub struct Calls(Vec<Line>);

/// A line of the script.
enum Line {
    /// What comes next, for whoever watches.
    Step(String),
    /// A team: its slug as an address has it, and what it is made of.
    Team(String, Value),
    /// A project: its slug, the same as an address has it, its first team's, what it is made of.
    Project(String, String, String, Value),
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
struct Setting {
    /// What it is, for whoever watches.
    what: String,
    /// Where it is read.
    read: String,
    /// What `jq` makes of what is read; `$it` is [`Self::it`].
    filter: &'static str,
    it: String,
    /// What that has to be.
    planned: Value,
    /// Whether a new project has it from the start.
    made_with: bool,
    /// How it is changed: the method, the path, the body.
    method: &'static str,
    path: String,
    body: Value,
}

/// Instantiation
impl Calls {
    pub fn of(organization: &Organization) -> Self {
        let mut calls = Self::default();
        for slug in organization.all_teams() {
            calls.step(&format!("Team {slug}"));
            let body = json!({ "name": slug, "slug": slug });
            calls.0.push(Line::Team(address_part(slug), clean::json(body)));
        }
        if organization.projects.iter().any(|it| gaps::imports(organization, it)) {
            calls.name(organization);
        }
        for project in &organization.projects {
            calls.add(organization, project);
        }
        for (name, call) in alerts::of(organization) {
            calls.step(&format!("Alert {name}"));
            calls.0.push(Line::Alert(call));
        }
        calls
    }

    /// What CODEOWNERS calls teams and people. The first `INTEGRATION` and `USER` are ours:
    /// nothing that anybody typed stands before them.
    fn name(&mut self, organization: &Organization) {
        let provider = organization.choices.host.provider();
        for team in &organization.teams {
            for name in &team.code_owners {
                self.step(&format!("{name} of CODEOWNERS is #{}", team.slug));
                let name = clean::line(name).into_owned();
                let named = clean::json(json!(name));
                let body = format!(
                    "{{\"integrationId\":INTEGRATION,\"provider\":\"{provider}\",\"externalName\":{named}}}"
                );
                self.0.push(Line::ExternalTeam(name, address_part(&team.slug), body));
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
                self.0.push(Line::ExternalUser(name, person.address.clone(), body));
            }
        }
    }

    fn add(&mut self, organization: &Organization, project: &Project) {
        self.step(&format!("Project {}", project.slug));
        self.make(project);
        for team in project.teams.iter().skip(1) {
            self.give(project, team, false);
        }
        self.own(organization, project);
        for filter in filters(project) {
            self.filter(project, filter);
        }
        self.map(organization, project);
        if gaps::imports(organization, project) {
            let mapping = gaps::mappings(project).next().cloned().unwrap_or_default();
            self.0.push(Line::Codeowners(address_part(&project.slug), mapping));
        }
        if organization.choices.edition != Edition::SelfHosted {
            self.protect(project);
        }
        self.0.push(Line::Dsn(address_part(&project.slug)));
    }

    /// Under its first team; the calls of the organization itself would make one more.
    fn make(&mut self, project: &Project) {
        let team = match project.teams.first() {
            Some(team) => address_part(team),
            None => "$default_team".to_owned(),
        };
        let (name, platform) = (gaps::name(project), gaps::platform(project));
        let body = json!({
            "name": name, "slug": project.slug, "platform": platform, "default_rules": false,
        });
        let slug = address_part(&project.slug);
        let line = Line::Project(project.slug.clone(), slug, team, clean::json(body));
        self.0.push(line);
        let planned = json!({ "name": name, "platform": platform });
        self.set(Setting {
            what: "name and platform".to_owned(),
            read: of(project, ""),
            filter: "{name, platform}",
            it: String::new(),
            made_with: true,
            method: "PUT",
            path: of(project, ""),
            body: planned.clone(),
            planned,
        });
        if let Some(team) = project.teams.first() {
            self.give(project, team, true);
        }
    }

    /// Access for a team.
    fn give(&mut self, project: &Project, team: &str, made_with: bool) {
        self.set(Setting {
            what: format!("access for the team {team}"),
            read: of(project, ""),
            filter: "any(.teams[]; .slug == $it)",
            it: team.to_owned(),
            made_with,
            planned: json!(true),
            method: "POST",
            path: of(project, &format!("teams/{}/", address_part(team))),
            body: json!({}),
        });
    }

    /// Ownership rules.
    fn own(&mut self, organization: &Organization, project: &Project) {
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
            read: of(project, "ownership/"),
            filter: r#"{raw: ((.raw // "") | sub("^\\s+"; "") | sub("\\s+$"; "")), fallthrough, autoAssignment, codeownersAutoSync}"#,
            it: String::new(),
            planned,
            made_with: false,
            method: "PUT",
            path: of(project, "ownership/"),
            body,
        });
    }

    /// An inbound filter.
    fn filter(&mut self, project: &Project, filter: &str) {
        self.set(Setting {
            what: format!("inbound filter {filter}"),
            read: of(project, "filters/"),
            filter: "any(.[]; .id == $it and .active == true)",
            it: filter.to_owned(),
            planned: json!(true),
            made_with: false,
            method: "PUT",
            path: of(project, &format!("filters/{filter}/")),
            body: json!({ "active": true }),
        });
    }

    fn map(&mut self, organization: &Organization, project: &Project) {
        let Some(repository) = gaps::repository(organization, project) else { return };
        for mapping in gaps::mappings(project) {
            self.map_one(organization, project, repository, mapping);
        }
    }

    fn map_one(
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
            read: of(project, ""),
            filter: r#"(.options["quotas:spike-protection-disabled"] // false) == false"#,
            it: String::new(),
            planned: json!(true),
            made_with: false,
            method: "POST",
            path: "organizations/$organization/spike-protections/".to_owned(),
            body: json!({ "projects": [project.slug] }),
        });
    }

    fn step(&mut self, words: &str) {
        self.0.push(Line::Step(words.to_owned()));
    }

    fn set(&mut self, setting: Setting) {
        let (planned, body) = (clean::json(setting.planned), clean::json(setting.body));
        self.0.push(Line::Setting(Setting { planned, body, ..setting }));
    }
}

/// A path below a project.
fn of(project: &Project, rest: &str) -> String {
    format!("projects/$organization/{}/{rest}", address_part(&project.slug))
}

/// Access
impl Calls {
    /// Whether any project imports CODEOWNERS.
    pub fn has_codeowners(&self) -> bool {
        self.0.iter().any(|line| matches!(line, Line::Codeowners(..)))
    }

    pub fn has_alerts(&self) -> bool {
        self.0.iter().any(|line| matches!(line, Line::Alert(..)))
    }
}

impl fmt::Display for Calls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in &self.0 {
            match line {
                Line::Step(words) => writeln!(f, "\nstep {}", quote(words))?,
                Line::Team(slug, body) => {
                    writeln!(f, "team \"{slug}\" {}", quote(&body.to_string()))?;
                }
                Line::Project(slug, address, team, body) => {
                    let (slug, body) = (quote(&clean::line(slug)), quote(&body.to_string()));
                    writeln!(f, "project {slug} \"{address}\" \"{team}\" {body}")?;
                }
                Line::Setting(it) => {
                    let words = [&clean::line(&it.what), it.filter, &clean::lines(&it.it)];
                    let [what, filter, text] = words.map(quote);
                    let (planned, body) = (it.planned.to_string(), it.body.to_string());
                    let call = if it.made_with { "made_with" } else { "setting" };
                    writeln!(f, "{call} {what} \"{}\" {filter} {text} \\", it.read)?;
                    let (planned, body) = (quote(&planned), quote(&body));
                    writeln!(f, "  {planned} {} \"{}\" {body}", it.method, it.path)?;
                }
                Line::Dsn(slug) => writeln!(f, "dsn \"{slug}\"")?,
                Line::ExternalTeam(name, team, body) => {
                    writeln!(f, "external_team {} \"{team}\" {}", quote(name), quote(body))?;
                }
                Line::ExternalUser(name, address, body) => {
                    let query = address_part(address);
                    let words = [name.as_str(), &clean::line(address), body];
                    let [name, address, body] = words.map(quote);
                    writeln!(f, "external_user {name} {address} \"{query}\" {body}")?;
                }
                Line::Codeowners(slug, mapping) => {
                    let roots = [&mapping.stack_root, &mapping.source_root];
                    let [stack, source] = roots.map(|root| quote(&clean::line(root)));
                    writeln!(f, "codeowners \"{slug}\" {stack} {source}")?;
                }
                Line::Alert(call) => write!(f, "{call}")?,
            }
        }
        Ok(())
    }
}
