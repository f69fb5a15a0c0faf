//! The plan as a script of calls to Sentry's web API, for `bash` and `curl`.
//!
//! It prints what it would do, and does it with `--apply`. A project that was there before is
//! compared, setting by setting, and never changed without a word: `--adopt SLUG` takes it over.
//! So it may run again, and the second run changes nothing. No secret stands in it; the token
//! comes from the environment, and reaches `curl` by a file descriptor, so that no list of
//! processes shows it.
//!
//! Where it is known what is in Sentry, [`today()`] writes a script for what differs alone. What it
//! changes has to be as it was when it was compared, else it is left.
//!
//! [`calls`] says what is called, and in which order; [`text`] holds the functions of the shell
//! that do it.
//!
//! Source: Sentry's API reference of August 2026 (`https://docs.sentry.io/api/`); for code
//! mappings `sentry/integrations/api/endpoints/organization_code_mappings*.py`, for CODEOWNERS
//! `project_codeowners_index.py`, `organization_code_mapping_codeowners.py`,
//! `external_team_index.py` and `organization_teams.py`, for monitors
//! and alerts `sentry/workflow_engine/endpoints/`, for settings of a project
//! `sentry/api/serializers/models/project.py`.

mod alerts;
mod calls;
mod changed;
mod codeowners;
mod print;
mod text;
mod today;

use super::gaps::{Gap, gaps};
use crate::live::{Comparison, Live, Step};
use crate::organization::{Edition, Organization};
use crate::text::shell::{comment, quote};
use alerts::ALERT;
use calls::Calls;
use codeowners::CODEOWNERS;
use text::{CALL, HEAD, OPTIONS, PROJECT, TAIL};

/// The whole script.
pub fn write(organization: &Organization) -> String {
    let calls = Calls::of(organization);
    let gaps = gaps(organization);
    let told = gaps.iter().filter(|gap| !matches!(gap, Gap::EmptyRoot(_) | Gap::Codeowners(_)));
    let told: Vec<String> = told.map(|gap| gap.message().replace('`', "")).collect();
    script(organization, HEAD, &told, &calls)
}

/// The script for what differs from what is in Sentry today.
pub fn today(organization: &Organization, live: &Live, comparison: &Comparison) -> String {
    let calls = Calls::of_difference(organization, live, comparison);
    let mut told = Vec::new();
    for row in &comparison.rows {
        let slugs = row.today.join(", ");
        match row.step {
            Step::LeaveAlone => told.push(format!("{slugs} is not in the plan, and stays.")),
            Step::Merge | Step::Split | Step::Rename | Step::Change | Step::Same => {
                told.extend(
                    row.stays.iter().map(|it| format!("{slugs} stays: {}", it.replace('`', ""))),
                );
            }
            Step::Create => {}
        }
    }
    told.dedup();
    script(organization, changed::HEAD, &told, &calls)
}

/// A script of these calls, with something to say above them.
fn script(organization: &Organization, head: &str, told: &[String], calls: &Calls) -> String {
    let mut script = head.to_owned();
    for words in told {
        script.push_str(&comment(words));
        script.push('\n');
    }
    script.push_str(OPTIONS);
    script.push_str(&variables(organization, calls));
    script.push_str(CALL);
    script.push_str(PROJECT);
    if calls.has_existing() {
        script.push_str(changed::CHANGED);
    }
    if calls.has_codeowners() {
        let host = quote(organization.choices.host.provider());
        script.push_str(&format!("\nhost={host}\n{}", CODEOWNERS.trim_start_matches('\n')));
    }
    if calls.has_alerts() {
        script.push_str(ALERT);
    }
    script.push_str(
        "\n# --- The plan -----------------------------------------------------------------\n",
    );
    script.push_str("\nstep \"Sentry at $server, organization $organization\"\n");
    script.push_str(&calls.to_string());
    script.push_str(TAIL);
    script
}

/// Where Sentry is, and what the plan does not know.
fn variables(organization: &Organization, calls: &Calls) -> String {
    let server = match organization.choices.edition {
        Edition::Us => "${SENTRY_URL:-https://us.sentry.io}",
        Edition::Us2 => "${SENTRY_URL:-https://us2.sentry.io}",
        Edition::De => "${SENTRY_URL:-https://de.sentry.io}",
        Edition::SelfHosted => {
            "$(ask SENTRY_URL 'the address of your server, https://sentry.example.com')"
        }
    };
    let slug = match organization.organization.is_empty() {
        true => "$(ask SENTRY_ORG 'the slug of the organization')".to_owned(),
        false => quote(&super::names::address_part(&organization.organization)),
    };
    let mut variables = format!("server={server}\norganization={slug}\n");
    if calls.needs_team() {
        variables.push_str(
            "default_team=$(ask SENTRY_TEAM 'the slug of an existing team, for projects that nobody owns')\n",
        );
    }
    variables
}
