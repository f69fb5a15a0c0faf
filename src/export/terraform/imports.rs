//! Import blocks, for what is in Sentry already.
//!
//! The ids are of the form that the provider's reference gives under *Import*:
//! `organization/slug` for teams, projects, their rules and spike protection. Repositories,
//! code mappings and alerts go by numbers that only Sentry knows.

use super::hcl::{block, string};
use super::names::Names;
use crate::organization::{Edition, Organization};
use crate::playbook::alerts;
use crate::text::shell::comment;

pub fn write(organization: &Organization) -> String {
    let names = Names::new(organization);
    let mut parts = vec![HEAD.to_owned()];
    let import = |kind: &str, name: &str, slug: &str| {
        let group = [("to", format!("{kind}.{name}")), ("id", id(organization, slug))];
        block("import", &[&group])
    };
    for slug in organization.all_teams() {
        parts.push(import("sentry_team", names.team(slug), slug));
    }
    for (at, project) in organization.projects.iter().enumerate() {
        let name = names.project(at);
        parts.push(import("sentry_project", name, &project.slug));
        if !project.rules.trim().is_empty() {
            parts.push(import("sentry_project_ownership", name, &project.slug));
        }
        if organization.choices.edition != Edition::SelfHosted {
            parts.push(import("sentry_project_spike_protection", name, &project.slug));
        }
    }
    parts.extend(numbered(organization, &names));
    parts.join("\n")
}

/// `organization/slug`, as one text if the organization is known.
pub fn id(organization: &Organization, slug: &str) -> String {
    match organization.organization.is_empty() {
        true => format!("\"${{var.organization}}/{}", &string(slug)[1..]),
        false => string(&format!("{}/{slug}", organization.organization)),
    }
}

/// What goes by numbers, as comments to be filled in.
fn numbered(organization: &Organization, names: &Names) -> Option<String> {
    let host = organization.choices.host.provider();
    let slug = organization.slug();
    let mut lines = Vec::new();
    for (_, name) in names.repositories() {
        let id = format!("{slug}/{host}/INTEGRATION-ID/REPOSITORY-ID");
        lines.push(format!("sentry_organization_repository.{name} = {id}"));
    }
    for (at, project) in organization.projects.iter().enumerate() {
        let name = names.project(at);
        if crate::export::gaps::repository(organization, project).is_some() {
            for at in 0..crate::export::gaps::mappings(project).count() {
                let name = super::projects::mapping_resource(name, at);
                lines.push(format!(
                    "sentry_organization_code_mapping.{name} = {slug}/CODE-MAPPING-ID"
                ));
            }
        }
    }
    for alert in alerts::of(organization) {
        let index = if alert.environment.is_some() { "[0]" } else { "" };
        let name = super::alerts::resource(names, &alert);
        lines.push(format!("sentry_alert.{name}{index} = {slug}/ALERT-ID"));
    }
    let lines: Vec<_> = lines.iter().map(|line| comment(line).replacen("# ", "#   ", 1)).collect();
    (!lines.is_empty()).then(|| format!("{NUMBERS}\n{}\n", lines.join("\n")))
}

const HEAD: &str =
    "# What is in Sentry already, for Terraform to take over instead of making it anew.
# Put this file beside sentry.tf, and delete every block whose thing does not exist:
# Terraform stops at an import that finds nothing.
";

const NUMBERS: &str =
    "# These go by numbers that only Sentry knows. The numbers stand in the addresses of the
# settings' pages and in what their pages fetch; write a block as above for each:";
