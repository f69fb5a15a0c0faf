//! The plan as a script of calls to Sentry's web API, for `bash` and `curl`.
//!
//! It prints what it would do, and does it with `--apply`. It may run again: what is there
//! already is left as it is, but for rules and filters, which are set. No secret stands in
//! it; the token comes from the environment, and reaches `curl` by a file descriptor, so
//! that no list of processes shows it.
//!
//! Source: Sentry's API reference of August 2026 (`https://docs.sentry.io/api/`); for code
//! mappings `sentry/integrations/api/endpoints/organization_code_mappings_bulk.py`, for
//! monitors and alerts `sentry/workflow_engine/endpoints/`.

mod calls;

use super::gaps::{Gap, gaps};
use crate::organization::{Edition, Organization};
use crate::text::shell::{comment, quote};
use calls::Calls;

/// The whole script.
pub fn write(organization: &Organization) -> String {
    let mut script = HEAD.to_owned();
    for gap in gaps(organization) {
        if !matches!(gap, Gap::EmptyRoot(_)) {
            script.push_str(&comment(&gap.message().replace('`', "")));
            script.push('\n');
        }
    }
    script.push_str(OPTIONS);
    script.push_str(&variables(organization));
    script.push_str(CALL);
    let calls = Calls::of(organization);
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
fn variables(organization: &Organization) -> String {
    let server = match organization.choices.edition {
        Edition::Us => "${SENTRY_URL:-https://us.sentry.io}",
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
    if organization.projects.iter().any(|project| project.teams.is_empty()) {
        variables.push_str(
            "default_team=$(ask SENTRY_TEAM 'the slug of an existing team, for projects that nobody owns')\n",
        );
    }
    variables
}

const HEAD: &str = r"#!/usr/bin/env bash
# Makes in Sentry what was planned: teams, projects, rules, code mappings, alerts.
#
#   bash sentry-plan.sh                              # prints what it would do, and calls nothing
#   SENTRY_AUTH_TOKEN=… bash sentry-plan.sh --apply  # does it
#
# The token is one of an internal integration (Settings > Custom Integrations) with the
# permissions Team: Admin, Project: Admin, Organization: Read & Write, Alerts: Read & Write.
# It may run again: what is there already stays, but rules and filters are set.
";

const OPTIONS: &str = r#"#
# What stands in single quotes was typed by somebody, and nothing in it is to expand.
# shellcheck disable=SC1003,SC2016
set -euo pipefail

apply=no
case ${1:-} in
  '') ;;
  --apply) apply=yes ;;
  *)
    printf 'usage: %s [--apply]\n' "$0" >&2
    exit 2
    ;;
esac

# ask VARIABLE WHAT: its value. In a dry run the name stands for one that is missing.
ask() {
  local value=${!1:-}
  if [ -z "$value" ] && [ "$apply" = yes ]; then
    printf 'Set %s: %s.\n' "$1" "$2" >&2
    return 2
  fi
  printf '%s' "${value:-$1}"
}

"#;

const CALL: &str = r#"token=$(ask SENTRY_AUTH_TOKEN 'a token of an internal integration')
case $token in
  *[!A-Za-z0-9_.=+/-]*)
    printf 'SENTRY_AUTH_TOKEN holds characters that no token has.\n' >&2
    exit 2
    ;;
esac
refused=0
answer=$(mktemp)
trap 'rm -f "$answer"' EXIT

step() { printf '%s\n' "$1"; }

# call METHOD PATH [BODY]: one call, or what it would be. The answer is left in $answer.
call() {
  local method=$1 address="${server%/}/api/0/$2" status
  local options=(--silent --show-error --retry 3 --request "$method")
  if [ "$apply" = no ]; then
    printf '  %s %s\n' "$method" "$address"
    if [ $# -gt 2 ]; then printf '    %s\n' "$3"; fi
    return
  fi
  if [ $# -gt 2 ]; then
    options+=(--header 'Content-Type: application/json' --data-binary @-)
  fi
  options+=(--output "$answer" --write-out '%{http_code}')
  status=$(
    printf '%s' "${3:-}" |
      curl --config <(printf 'header = "Authorization: Bearer %s"\n' "$token") "${options[@]}" "$address"
  )
  case $status in
    2??) printf '  done\n' ;;
    409) printf '  there already\n' ;;
    *)
      refused=$((refused + 1))
      printf '  refused (%s): %s\n' "$status" "$(head -c 500 "$answer" | tr -d '\000-\010\013-\037\177')" >&2
      return 1
      ;;
  esac
}
"#;

const ALERT: &str = r#"
# field [OPTION...] FILTER: what jq finds in the answer; nothing in what is no such JSON.
field() { jq -r "$@" "$answer" 2>/dev/null || true; }

# is_number TEXT: whether an id is one. A proxy's page may come with a 200, too.
is_number() {
  case $1 in
    '' | *[!0-9]*)
      refused=$((refused + 1))
      printf '  left to you: the answer is not one of Sentry: %s\n' "$(head -c 200 "$answer" | tr -d '\000-\010\013-\037\177')" >&2
      return 1
      ;;
  esac
}
# alert PROJECT NAME BODY: an alert on all issues of a project, unless there is one of that
# name. Answers are read with jq, which not everybody has.
alert() {
  local project=$1 name=$2 body=$3 id there monitor
  if [ "$apply" = no ]; then
    call POST "organizations/$organization/workflows/" "$body"
    return
  fi
  if ! command -v jq >/dev/null; then
    printf '  left to you: install jq, and run this again\n' >&2
    refused=$((refused + 1))
    return
  fi
  call GET "projects/$organization/$project/" || return 0
  id=$(field .id)
  is_number "$id" || return 0
  call GET "organizations/$organization/workflows/?project=$id" || return 0
  there=$(field --arg name "$name" 'any(.[]; .name == $name)')
  case $there in
    true)
      printf '  there already\n'
      return
      ;;
    false) ;;
    *)
      is_number "$there" || return 0
      ;;
  esac
  call GET "organizations/$organization/detectors/?project=$id&query=type:issue_stream" || return 0
  monitor=$(field '.[0].id // "none"')
  if [ "$monitor" = none ]; then
    printf '  refused: the project has no monitor for its issues\n' >&2
    refused=$((refused + 1))
    return
  fi
  is_number "$monitor" || return 0
  # The first MONITOR is ours: nothing that anybody typed stands before it.
  call POST "organizations/$organization/workflows/" "${body/MONITOR/$monitor}" || true
}
"#;

const TAIL: &str = r#"
if [ "$apply" = no ]; then
  printf '\nNothing was called. Run it with --apply to do this.\n'
elif [ "$refused" -gt 0 ]; then
  printf '\n%s refused; see above.\n' "$refused" >&2
  exit 1
fi
"#;
