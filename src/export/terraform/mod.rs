//! The plan for Terraform, by the provider `jianyuan/sentry`.
//!
//! Source: the provider's reference, version 0.15.4 of July 2026,
//! `https://registry.terraform.io/providers/jianyuan/sentry/latest/docs`.

mod alerts;
mod hcl;
mod imports;
mod names;
mod projects;
mod repositories;
mod today;

pub use imports::write as imports;
pub use projects::filters;
pub use today::write as today;

use crate::export::gaps::{Gap, gaps};
use crate::organization::{Edition, Organization};
use crate::text::shell::comment;
use alerts::SEEN;
use hcl::{block, empty, string};
use names::Names;

/// Teams, projects, ownership rules, repositories, code mappings, alerts and guards.
pub fn resources(organization: &Organization) -> String {
    let names = Names::new(organization);
    let mut parts =
        vec![head(organization), settings(organization), variables(organization, &names)];
    parts.push(provider(organization));
    parts.extend(teams(organization, &names));
    parts.extend(repositories::write(organization, &names));
    parts.extend(projects::write(organization, &names));
    parts.extend(alerts::write(organization, &names));
    parts.join("\n")
}

/// What the file is, and what it lacks.
fn head(organization: &Organization) -> String {
    let mut head = [
        "# Sentry as it was planned. Read it before you apply it:",
        "#   export SENTRY_AUTH_TOKEN=…   # of an internal integration; see Settings > Custom Integrations",
        "#   terraform init && terraform plan",
        "#",
        "# What exists in Sentry already has to be imported first: see imports.tf.",
    ]
    .join("\n");
    if let Some(environment) = waiting(organization) {
        head.push_str("\n#\n");
        head.push_str(&comment(&format!(
            "Alerts come last: Sentry refuses one that names an environment from which no event came. Apply \
             this, send an error from {environment}, and apply again with -var {SEEN}=true."
        )));
    }
    if let Some(remark) = alerts::remark(organization) {
        head.push_str("\n#\n");
        head.push_str(&comment(remark));
    }
    for gap in gaps(organization) {
        if !matches!(gap, Gap::EmptyRoot(_)) {
            head.push_str("\n#\n");
            head.push_str(&comment(&gap.message().replace('`', "")));
        }
    }
    head + "\n"
}

/// The environment that an alert waits for.
fn waiting(organization: &Organization) -> Option<&str> {
    crate::playbook::alerts::of(organization).iter().find_map(|alert| alert.environment)
}

/// Which versions this is written for.
fn settings(organization: &Organization) -> String {
    // An id that is not a plain text may stand in an import since 1.6.
    let version = if organization.organization.is_empty() { ">= 1.6" } else { ">= 1.5" };
    format!(
        "terraform {{\n  required_version = \"{version}\"\n\n  required_providers {{\n    sentry = {{\n      source  = \"jianyuan/sentry\"\n      version = \"~> 0.15\"\n    }}\n  }}\n}}\n"
    )
}

fn variables(organization: &Organization, names: &Names) -> String {
    let mut variables = vec![variable(
        "organization",
        "The organization's slug in Sentry.",
        &organization.organization,
    )];
    if organization.choices.edition == Edition::SelfHosted {
        let what = "The address of your server's API: https://sentry.example.com/api/";
        variables.push(variable("sentry_url", what, ""));
    }
    if organization.projects.iter().any(|project| project.teams.is_empty()) {
        let what = "The slug of an existing team, for projects that nobody owns yet.";
        variables.push(variable("default_team", what, ""));
    }
    if let Some(environment) = waiting(organization) {
        let what =
            format!("Whether an event from {environment} arrived: alerts are made after that.");
        let group =
            [("description", string(&what)), ("type", "bool".into()), ("default", "false".into())];
        variables.push(block(&format!("variable {}", string(SEEN)), &[&group]));
    }
    variables.extend(repositories::variables(organization, names));
    variables.extend(alerts::variables(organization, names));
    variables.join("\n")
}

/// A variable; without default, Terraform asks for it.
fn variable(name: &str, description: &str, default: &str) -> String {
    let mut group = vec![("description", string(description)), ("type", "string".to_owned())];
    if !default.is_empty() {
        group.push(("default", string(default)));
    }
    block(&format!("variable {}", string(name)), &[&group])
}

/// Where Sentry is. The token comes from the environment and never stands here.
fn provider(organization: &Organization) -> String {
    let address = match organization.choices.edition {
        // `sentry.io`, where the provider looks by itself, answers for both regions there.
        Edition::Us | Edition::Us2 => return empty("provider \"sentry\""),
        Edition::De => string("https://de.sentry.io/api/"),
        Edition::SelfHosted => "var.sentry_url".to_owned(),
    };
    block("provider \"sentry\"", &[&[("base_url", address)]])
}

fn teams(organization: &Organization, names: &Names) -> Vec<String> {
    let team = |slug: &str| {
        let head = format!("resource \"sentry_team\" {}", string(names.team(slug)));
        let group = [
            ("organization", ORGANIZATION.to_owned()),
            ("name", string(slug)),
            ("slug", string(slug)),
        ];
        block(&head, &[&group])
    };
    organization.all_teams().into_iter().map(team).collect()
}

/// What every resource names as its organization.
const ORGANIZATION: &str = "var.organization";
