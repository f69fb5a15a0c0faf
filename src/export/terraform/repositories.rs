//! Repositories, by the integration of their host.

use super::hcl::{block, string};
use super::names::Names;
use super::{ORGANIZATION, variable};
use crate::organization::{Organization, RepositoryHost};

/// What has to be said about the code host: how its integration is called.
pub fn variables(organization: &Organization, names: &Names) -> Vec<String> {
    let Some((first, _)) = names.repositories().next() else { return Vec::new() };
    let host = organization.choices.host;
    let owner = first.split_once('/').map_or("", |(owner, _)| owner);
    // Only these two name an installation after the owner of its repositories.
    let known = matches!(host, RepositoryHost::Github | RepositoryHost::Bitbucket);
    let what = "The name of the code host's integration, as Settings > Integrations shows it.";
    let mut variables = vec![variable("integration", what, if known { owner } else { "" })];
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

/// The integration, and every repository that a project is in.
pub fn write(organization: &Organization, names: &Names) -> Vec<String> {
    let host = organization.choices.host;
    if names.repositories().next().is_none() {
        return Vec::new();
    }
    let integration = block(
        "data \"sentry_organization_integration\" \"code_host\"",
        &[&[
            ("organization", ORGANIZATION.to_owned()),
            ("provider_key", string(host.provider())),
            ("name", "var.integration".to_owned()),
        ]],
    );
    let repository = |(name, identifier): (&str, &str)| {
        let id = match numbered(host) {
            Some(_) => format!("var.repository_{identifier}"),
            None => string(name),
        };
        let head = format!("resource \"sentry_organization_repository\" {}", string(identifier));
        let group = [
            ("organization", ORGANIZATION.to_owned()),
            ("integration_type", string(host.provider())),
            ("integration_id", INTEGRATION.to_owned()),
            ("identifier", id),
        ];
        block(&head, &[&group])
    };
    let mut parts = vec![integration];
    parts.extend(names.repositories().map(repository));
    if host == RepositoryHost::Github {
        parts[1].insert_str(0, THERE_ALREADY);
    }
    parts
}

/// Source: issue 581 of the provider, `https://github.com/getsentry/sentry/pull/113813`.
const THERE_ALREADY: &str =
    "# GitHub's integration adds the repositories that it may see by itself. Import such a one, or
# remove its block if an older server answers 400.
";

/// Where the id of the integration is.
pub const INTEGRATION: &str = "data.sentry_organization_integration.code_host.id";
