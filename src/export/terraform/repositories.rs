//! Repositories, by the integrations of their host.

use super::hcl::{block, string};
use super::names::{Installation, Names};
use super::{ORGANIZATION, variable};
use crate::organization::{Organization, RepositoryHost};

/// What has to be said about the code host: how its integrations are called.
pub fn variables(organization: &Organization, names: &Names) -> Vec<String> {
    let host = organization.choices.host;
    // Only these two name an installation after the owner of its repositories.
    let known = matches!(host, RepositoryHost::Github | RepositoryHost::Bitbucket);
    let integration = |it: &Installation| {
        let whose = match it.is_only() {
            true => String::new(),
            false => format!(" that sees the repositories of {}", it.owner),
        };
        let what = format!(
            "The name of the code host's integration{whose}, as Settings > Integrations shows it."
        );
        variable(&it.variable(), &what, if known { &it.owner } else { "" })
    };
    let mut variables: Vec<String> = names.installations().map(integration).collect();
    if let Some(place) = numbered(host) {
        let id = |(name, identifier): (&str, &str)| {
            let what = format!("The id of the repository {name} in {place}.");
            variable(&format!("repository_{identifier}"), &what, "")
        };
        variables.extend(names.repositories().map(id));
    }
    variables
}

/// The host's name, where Sentry knows a repository by an id and not by its name.
///
/// Source: issues 516 and 707 of the provider.
fn numbered(host: RepositoryHost) -> Option<&'static str> {
    match host {
        RepositoryHost::Github | RepositoryHost::Bitbucket => None,
        RepositoryHost::Gitlab => Some("GitLab, a number (Settings > General)"),
        RepositoryHost::AzureDevops => Some("Azure DevOps"),
    }
}

/// The integrations, and every repository that a project is in.
pub fn write(organization: &Organization, names: &Names) -> Vec<String> {
    let host = organization.choices.host;
    let integration = |it: &Installation| {
        let head = format!("data \"sentry_organization_integration\" {}", string(&it.data()));
        let group = [
            ("organization", ORGANIZATION.to_owned()),
            ("provider_key", string(host.provider())),
            ("name", format!("var.{}", it.variable())),
        ];
        block(&head, &[&group])
    };
    let repository = |(name, identifier): (&str, &str)| {
        let id = match numbered(host) {
            Some(_) => format!("var.repository_{identifier}"),
            None => string(name),
        };
        let head = format!("resource \"sentry_organization_repository\" {}", string(identifier));
        let group = [
            ("organization", ORGANIZATION.to_owned()),
            ("integration_type", string(host.provider())),
            ("integration_id", names.integration(name)),
            ("identifier", id),
        ];
        block(&head, &[&group])
    };
    let mut repositories: Vec<String> = names.repositories().map(repository).collect();
    if let (RepositoryHost::Github, Some(first)) = (host, repositories.first_mut()) {
        first.insert_str(0, THERE_ALREADY);
    }
    names.installations().map(integration).chain(repositories).collect()
}

/// Source: issue 581 of the provider, `https://github.com/getsentry/sentry/pull/113813`.
const THERE_ALREADY: &str =
    "# GitHub's integration adds the repositories that it may see by itself. Import such a one, or
# remove its block if an older server answers 400.
";
