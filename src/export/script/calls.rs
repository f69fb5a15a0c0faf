//! The calls, in the order in which one needs the other.

use crate::export::gaps;
use crate::export::names::address_part;
use crate::export::terraform::{alert_name, filters};
use crate::organization::{Organization, Project};
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
    /// A call: the method, the path in double quotes, a body.
    Call(&'static str, String, Value),
    /// An alert: the project's slug, the alert's name, the body.
    Alert(String, String, String),
}

/// Instantiation
impl Calls {
    pub fn of(organization: &Organization) -> Self {
        let mut calls = Self::default();
        for slug in organization.all_teams() {
            calls.step(&format!("Team {slug}"));
            let body = json!({ "name": slug, "slug": slug });
            calls.call("POST", "organizations/$organization/teams/".into(), body);
        }
        for project in &organization.projects {
            calls.add(organization, project);
        }
        calls
    }

    fn add(&mut self, organization: &Organization, project: &Project) {
        let slug = address_part(&project.slug);
        self.step(&format!("Project {}", project.slug));
        self.make(project);
        for team in project.teams.iter().skip(1) {
            let path = format!("projects/$organization/{slug}/teams/{}/", address_part(team));
            self.call("POST", path, json!({}));
        }
        if !project.rules.trim().is_empty() {
            let codeowners = organization.repository_of(project);
            let body = json!({
                "raw": project.rules,
                "fallthrough": false,
                "autoAssignment": "Auto Assign to Issue Owner",
                "codeownersAutoSync": codeowners.is_some_and(|it| !it.codeowners.is_empty()),
            });
            self.call("PUT", format!("projects/$organization/{slug}/ownership/"), body);
        }
        for filter in filters(project) {
            let path = format!("projects/$organization/{slug}/filters/{filter}/");
            self.call("PUT", path, json!({ "active": true }));
        }
        self.map(organization, project);
        let name = alert_name(organization, project);
        let body = alert(organization, &name);
        self.0.push(Line::Alert(slug, name, body));
    }

    /// Under its first team; the calls of the organization itself would make one more.
    fn make(&mut self, project: &Project) {
        let team = match project.teams.first() {
            Some(team) => address_part(team),
            None => "$default_team".to_owned(),
        };
        let body = json!({
            "name": gaps::name(project),
            "slug": project.slug,
            "platform": gaps::platform(project),
            "default_rules": false,
        });
        self.call("POST", format!("teams/$organization/{team}/projects/"), body);
    }

    fn map(&mut self, organization: &Organization, project: &Project) {
        let Some(repository) = gaps::repository(organization, project) else { return };
        if !gaps::has_mapping(project) {
            return;
        }
        let mapping = &project.mapping;
        let body = json!({
            "project": project.slug,
            "repository": repository,
            "provider": organization.choices.host.provider(),
            "defaultBranch": organization.choices.branch(),
            "mappings": [{ "stackRoot": mapping.stack_root, "sourceRoot": mapping.source_root }],
        });
        self.call("POST", "organizations/$organization/code-mappings/bulk/".into(), body);
    }

    fn step(&mut self, words: &str) {
        self.0.push(Line::Step(words.to_owned()));
    }

    fn call(&mut self, method: &'static str, path: String, body: Value) {
        self.0.push(Line::Call(method, path, clean::json(body)));
    }
}

/// Access
impl Calls {
    pub fn has_alerts(&self) -> bool {
        self.0.iter().any(|line| matches!(line, Line::Alert(..)))
    }
}

impl fmt::Display for Calls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in &self.0 {
            match line {
                Line::Step(words) => writeln!(f, "\nstep {}", quote(words))?,
                // A refused call is counted, and the next one made.
                Line::Call(method, path, body) => {
                    writeln!(f, "call {method} \"{path}\" {} || true", quote(&body.to_string()))?;
                }
                Line::Alert(slug, name, body) => {
                    writeln!(f, "alert {} {} {}", quote(slug), quote(name), quote(body))?;
                }
            }
        }
        Ok(())
    }
}

/// An alert on the monitor `MONITOR`, which stands first, before anything typed.
fn alert(organization: &Organization, name: &str) -> String {
    let rest = json!({
        "name": name,
        "enabled": true,
        "environment": organization.choices.environments().first(),
        "config": { "frequency": 30 },
        "triggers": { "logicType": "any-short", "conditions": [
            { "type": "first_seen_event", "comparison": true, "conditionResult": true },
            { "type": "regression_event", "comparison": true, "conditionResult": true },
        ] },
        "actionFilters": [{ "logicType": "all", "conditions": [], "actions": [{
            "type": "email",
            "data": { "fallthroughType": "ActiveMembers" },
            "config": { "targetType": "issue_owners", "targetIdentifier": "" },
            "integrationId": null,
            "status": "active",
        }] }],
    });
    format!("{{\"detector_ids\":[MONITOR],{}", &clean::json(rest).to_string()[1..])
}
