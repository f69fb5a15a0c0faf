//! Projects, and all that hangs on each.

use super::ORGANIZATION;
use super::hcl::{block, lines, list, string};
use super::names::Names;
use crate::export::gaps;
use crate::organization::{Edition, Mapping, Organization, Project, Repository};
use crate::projects::Platform;
use crate::projects::platform::Surface;

pub fn write(organization: &Organization, names: &Names) -> Vec<String> {
    let projects = organization.projects.iter().enumerate();
    let parts = projects.flat_map(|(at, project)| {
        let project = One { organization, names, project, name: names.project(at) };
        let mut parts = vec![project.itself()];
        parts.extend(project.ownership());
        parts.extend(project.mappings());
        parts.push(project.monitor());
        parts.extend(project.guards());
        parts
    });
    parts.collect()
}

/// The kind of what sees all issues of a project.
pub const MONITOR: &str = "sentry_project_issue_stream_monitor";

/// What a code mapping is called inside the file, by its place among the project's. No name
/// of a project holds a hyphen there.
pub fn mapping_resource(project: &str, at: usize) -> String {
    if at == 0 { project.to_owned() } else { format!("{project}-{}", at + 1) }
}

/// One project, as it is written.
struct One<'o> {
    organization: &'o Organization,
    names: &'o Names,
    project: &'o Project,
    name: &'o str,
}

/// Writing
impl One<'_> {
    fn head(&self, kind: &str) -> String {
        format!("resource \"{kind}\" {}", string(self.name))
    }

    fn id(&self) -> String {
        format!("sentry_project.{}.id", self.name)
    }

    fn itself(&self) -> String {
        let project = self.project;
        let teams =
            project.teams.iter().map(|it| format!("sentry_team.{}.slug", self.names.team(it)));
        let teams = match project.teams.is_empty() {
            true => list(["var.default_team".to_owned()]),
            false => list(teams),
        };
        let group = [
            ("organization", ORGANIZATION.to_owned()),
            ("name", string(gaps::name(project))),
            ("slug", string(&project.slug)),
            ("platform", string(gaps::platform(project))),
            ("teams", teams),
            ("default_rules", "false".to_owned()),
        ];
        block(&self.head("sentry_project"), &[&group])
    }

    fn ownership(&self) -> Option<String> {
        let rules = self.project.rules.as_str();
        (!rules.trim().is_empty()).then(|| {
            let codeowners = self.organization.repository_of(self.project);
            let sync = codeowners.is_some_and(Repository::is_imported);
            let group = [
                ("organization", ORGANIZATION.to_owned()),
                ("project", self.id()),
                ("auto_assignment", string("Auto Assign to Issue Owner")),
                ("fallthrough", "false".to_owned()),
                ("codeowners_auto_sync", sync.to_string()),
            ];
            let raw = [("raw", lines(rules, 2))];
            block(&self.head("sentry_project_ownership"), &[&group, &raw])
        })
    }

    fn mappings(&self) -> Vec<String> {
        let Some(repository) = gaps::repository(self.organization, self.project) else {
            return Vec::new();
        };
        let integration = self.names.integration(repository);
        let repository = self.names.repository(repository);
        let one = |(at, mapping): (usize, &Mapping)| {
            let group = [
                ("organization", ORGANIZATION.to_owned()),
                ("integration_id", integration.clone()),
                ("repository_id", format!("sentry_organization_repository.{repository}.id")),
                ("project_id", format!("sentry_project.{}.internal_id", self.name)),
                ("default_branch", string(self.organization.choices.branch())),
                ("stack_root", string(&mapping.stack_root)),
                ("source_root", string(&mapping.source_root)),
            ];
            let name = string(&mapping_resource(self.name, at));
            block(&format!("resource \"sentry_organization_code_mapping\" {name}"), &[&group])
        };
        gaps::mappings(self.project).enumerate().map(one).collect()
    }

    /// The monitor that sees all issues of the project, for alerts.
    fn monitor(&self) -> String {
        block(
            &format!("data \"{MONITOR}\" {}", string(self.name)),
            &[&[("organization", ORGANIZATION.to_owned()), ("project", self.id())]],
        )
    }

    /// Spike protection, and the inbound filters that a page in a browser wants.
    fn guards(&self) -> Vec<String> {
        let project = || [("organization", ORGANIZATION.to_owned()), ("project", self.id())];
        let mut guards = Vec::new();
        if self.organization.choices.edition != Edition::SelfHosted {
            let [organization, project] = project();
            let group = [organization, project, ("enabled", "true".to_owned())];
            guards.push(block(&self.head("sentry_project_spike_protection"), &[&group]));
        }
        for filter in filters(self.project) {
            let name = string(&format!("{}_{}", self.name, filter.replace('-', "_")));
            let [organization, project] = project();
            let group = [
                organization,
                project,
                ("filter_id", string(filter)),
                ("active", "true".to_owned()),
            ];
            let head = format!("resource \"sentry_project_inbound_data_filter\" {name}");
            guards.push(block(&head, &[&group]));
        }
        guards
    }
}

/// The inbound filters for what runs in browsers: what extensions, crawlers and developers'
/// own machines report is hardly ever about the code.
pub fn filters(project: &Project) -> &'static [&'static str] {
    let surface = Platform::find(&project.platform).map(|it| it.surface);
    match surface {
        Some(Surface::Browser | Surface::FullStack) => {
            &["browser-extensions", "localhost", "web-crawlers"]
        }
        _ => &[],
    }
}
