//! Alerts in the script: what is called, and the functions of the shell that call it.
//!
//! A body is written with names where Sentry wants numbers: slugs of teams in its conditions, as
//! addresses have them, and no integration. The script looks the numbers up and puts them there,
//! by `jq` and by their place, so that nothing that anybody typed is taken for one.
//!
//! Sources: `sentry/workflow_engine/endpoints/`, `sentry/integrations/api/endpoints/
//! organization_integrations_index.py`, which is asked at `sentry.io` in every region.

use crate::export::names::address_part;
use crate::organization::Organization;
use crate::playbook::alerts::{self, Alert, Destination, Tells};
use crate::text::clean;
use crate::text::shell::quote;
use serde_json::{Value, json};
use std::fmt;

/// A call that makes an alert.
pub struct AlertCall {
    /// The stage that has to have sent an event; empty for none.
    environment: String,
    body: String,
    /// Slugs of projects, as addresses have them.
    projects: Vec<String>,
    /// Of a team's own alert: its slug as an address has it, the provider of its channel, and
    /// what names the integration, as the shell writes it.
    team: Option<(String, &'static str, String)>,
}

/// The calls, with what each alert is called: those of teams first, since the alert for all passes
/// over only what another tells of.
pub fn of(organization: &Organization) -> Vec<(String, AlertCall)> {
    let alerts = alerts::of(organization);
    let (of_teams, for_all): (Vec<_>, Vec<_>) =
        alerts.iter().partition(|alert| alert.team().is_some());
    let call = |alert: &Alert| (alert.name.clone(), AlertCall::of(alert));
    of_teams.into_iter().chain(for_all).map(call).collect()
}

/// Instantiation
impl AlertCall {
    fn of(alert: &Alert) -> Self {
        let team = match &alert.tells {
            Tells::Owners { .. } => None,
            Tells::Team { slug, destination } => {
                let (provider, name) = integration(destination);
                Some((address_part(slug), provider, name))
            }
        };
        Self {
            environment: alert.environment.unwrap_or_default().to_owned(),
            body: body(alert),
            projects: alert.projects.iter().map(|it| address_part(&it.slug)).collect(),
            team,
        }
    }
}

impl fmt::Display for AlertCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.team {
            None => write!(f, "alert")?,
            Some((slug, provider, name)) => write!(f, "team_alert \"{slug}\" {provider} {name}")?,
        }
        let environment = quote(&clean::line(&self.environment));
        write!(f, " {environment} {}", quote(&self.body))?;
        for slug in &self.projects {
            write!(f, " \\\n  \"{slug}\"")?;
        }
        writeln!(f)
    }
}

/// The provider of a channel, and what names the integration, as the shell writes it. Several
/// workspaces or accounts may be connected; which of them is said when the script runs.
fn integration(destination: &Destination) -> (&'static str, String) {
    let provider = destination.messenger().id();
    let name = match destination {
        Destination::Slack { .. } => "\"${SENTRY_SLACK:-}\"".to_owned(),
        Destination::PagerDuty { .. } => "\"${SENTRY_PAGERDUTY:-}\"".to_owned(),
        Destination::MsTeams { team: Some(team), .. } => quote(&clean::line(team)),
        Destination::MsTeams { team: None, .. } => "\"${SENTRY_MSTEAMS:-}\"".to_owned(),
    };
    (provider, name)
}

/// An alert on no monitors yet.
fn body(alert: &Alert) -> String {
    let condition = |id: &str| json!({ "type": id, "comparison": true, "conditionResult": true });
    let conditions: Vec<Value> = alert.triggers.iter().map(|it| condition(it.id())).collect();
    let (logic, teams, action) = match &alert.tells {
        Tells::Owners { without_owner, but } => {
            let logic = if but.is_empty() { "all" } else { "none" };
            let to = json!({ "targetType": "issue_owners", "targetIdentifier": "" });
            let data = json!({ "fallthroughType": without_owner.id() });
            (logic, but.as_slice(), action("email", &data, &to))
        }
        Tells::Team { slug, destination } => {
            ("all", std::slice::from_ref(slug), goes_to(destination))
        }
    };
    let assigned = |slug: &&str| {
        let to = json!({ "targetType": "Team", "targetIdentifier": address_part(slug) });
        json!({ "type": "assigned_to", "comparison": to, "conditionResult": true })
    };
    let teams: Vec<Value> = teams.iter().map(assigned).collect();
    let body = json!({
        "detector_ids": [],
        "name": alert.name,
        "enabled": true,
        "environment": alert.environment,
        "config": { "frequency": alert.frequency },
        "triggers": { "logicType": "any-short", "conditions": conditions },
        "actionFilters": [{ "logicType": logic, "conditions": teams, "actions": [action] }],
    });
    clean::json(body).to_string()
}

/// A channel's id is left out where nobody typed it, and Sentry finds it out by the name; an empty
/// one is answered by 403 (issue 963 of the provider for Terraform).
fn goes_to(destination: &Destination) -> Value {
    let specific = |display: &str, id: Option<&str>| {
        let mut config = json!({ "targetType": "specific", "targetDisplay": display });
        if let Some(id) = id {
            config["targetIdentifier"] = id.into();
        }
        config
    };
    let provider = destination.messenger().id();
    match destination {
        Destination::Slack { channel, id } => {
            action(provider, &json!({}), &specific(&format!("#{channel}"), *id))
        }
        Destination::MsTeams { channel, id, .. } => {
            action(provider, &json!({}), &specific(channel, *id))
        }
        Destination::PagerDuty { service } => {
            action(provider, &json!({ "priority": "default" }), &specific(service, None))
        }
    }
}

fn action(kind: &str, data: &Value, config: &Value) -> Value {
    json!({ "type": kind, "data": data, "config": config, "integrationId": null, "status": "active" })
}

/// The functions.
pub const ALERT: &str = r##"
# The teams whose own alerts are there, with their numbers. Only those are passed over by the
# alert for all: a team is told twice rather than never.
reached='{}'

# alert ENVIRONMENT BODY PROJECT...: an alert on all issues of these projects.
alert() { make_alert "$reached" null "$@"; }

# team_alert TEAM PROVIDER NAME ENVIRONMENT BODY PROJECT...: an alert on the issues that are
# assigned to a team. It goes through an integration; of several, the one of this name.
team_alert() {
  local team=$1 provider=$2 name=$3 body=$5 id=0 integration service='' home=$server
  shift 3
  if [ "$apply" = no ] || ! has_jq; then
    make_alert '{}' null "$@"
    return
  fi
  request GET "teams/$organization/$team/"
  case $apply$status in
    compare404) ;;
    *2??)
      id=$(field .id)
      is_number "$id" || return 0
      ;;
    *)
      refuse || true
      return
      ;;
  esac
  # Hosts of regions know nothing of integrations.
  case $server in https://*.sentry.io | https://*.sentry.io/) home=https://sentry.io ;; esac
  server=$home look "organizations/$organization/integrations/?provider_key=$provider" || return 0
  integration=$(field --arg name "$name" '
    [.[] | select([.status, .organizationIntegrationStatus] - ["active", null] == [])
     | select($name == "" or (.name | ascii_downcase) == ($name | ascii_downcase)) | .id]
    | if length == 1 then .[0] elif length == 0 then "none" else "several" end')
  case $integration in
    none)
      waits "$provider${name:+, $name,} is not connected. Connect it (Settings > Integrations), and run this again."
      return
      ;;
    several)
      refused=$((refused + 1))
      printf '  left to you: several of %s are connected. Name one: %s=…\n' "$provider" "SENTRY_$(printf '%s' "$provider" | tr '[:lower:]' '[:upper:]')" >&2
      return
      ;;
  esac
  is_number "$integration" || return 0
  if [ "$provider" = pagerduty ]; then
    service=$(field --arg id "$integration" --argjson body "$body" '
      $body.actionFilters[0].actions[0].config.targetDisplay as $name
      | [.[] | select((.id | tostring) == $id) | .configData.service_table[]? | select(.service == $name) | .id]
      | .[0] // "none"')
    if [ "$service" = none ]; then
      waits "the integration has no such service. Add it there (Settings > Integrations > PagerDuty), and run this again."
      return
    fi
    is_number "$service" || return 0
  fi
  stands=no
  make_alert "{\"$team\":$id}" "{\"id\":$integration,\"service\":\"$service\"}" "$@"
  if [ "$stands" = yes ]; then
    reached=$(jq -cn --argjson reached "$reached" --arg team "$team" --argjson id "$id" '$reached + {($team): $id}')
  fi
}

# waits WHY: says what an alert waits for.
waits() {
  waiting=$((waiting + 1))
  printf '  waits: %s\n' "$1"
}

# Whether the last alert is in Sentry as planned.
stands=no

# make_alert TEAMS INTEGRATION ENVIRONMENT BODY PROJECT...: an alert once an event came from the
# environment, and unless there is one of that name. TEAMS are numbers by slug.
make_alert() {
  local teams=$1 integration=$2 environment=$3 body=$4 name address id monitor there projects='' monitors=''
  shift 4
  if [ "$apply" = no ]; then
    if [ -n "$environment" ]; then
      printf '  once an event came from %s:\n' "$environment"
    fi
    change POST "organizations/$organization/workflows/" "$body"
    return
  fi
  if ! has_jq; then
    printf '  left to you: install jq, and run this again\n' >&2
    refused=$((refused + 1))
    return
  fi
  if [ -n "$environment" ]; then
    look "organizations/$organization/environments/?visibility=all" || return 0
    there=$(field --arg name "$environment" 'any(.[]; .name == $name)')
    case $there in
      true) ;;
      false)
        waits "no event came from $environment yet. Send one, and run this again."
        return
        ;;
      *)
        stranger
        return
        ;;
    esac
  fi
  for address in "$@"; do
    request GET "projects/$organization/$address/"
    # What is not there was refused above.
    if [ "$status" = 404 ]; then continue; fi
    id=$(field .id)
    is_number "$id" || return 0
    look "organizations/$organization/detectors/?project=$id&query=type:issue_stream" || return 0
    monitor=$(field '.[0].id // "none"')
    if [ "$monitor" = none ]; then
      printf '  refused: the project %s has no monitor for its issues\n' "$address" >&2
      refused=$((refused + 1))
      continue
    fi
    is_number "$monitor" || return 0
    projects="$projects&project=$id"
    monitors="$monitors,$monitor"
  done
  if [ -z "$monitors" ]; then return; fi
  # Numbers where names stand; teams that nothing else tells are not passed over.
  body=$(printf '%s' "$body" | jq -c --argjson teams "$teams" --argjson to "$integration" --argjson monitors "[${monitors#,}]" '
    .detector_ids = $monitors
    | .actionFilters |= map(
        .conditions |= (map(.comparison.targetIdentifier |= $teams[.]) | map(select(.comparison.targetIdentifier != null)))
        | if .conditions == [] then .logicType = "all" else . end
        | if $to == null then . else .actions |= map(
            .integrationId = $to.id
            | if $to.service == "" then . else .config.targetIdentifier = $to.service end) end)')
  name=$(printf '%s' "$body" | jq -r .name)
  look "organizations/$organization/workflows/?per_page=100$projects" || return 0
  id=$(field --arg name "$name" '[.[] | select(.name == $name)][0].id // "none"')
  if [ "$id" = none ]; then
    if change POST "organizations/$organization/workflows/" "$body" "organizations/$organization/workflows/?per_page=100$projects" "$name"; then stands=yes; fi
    return
  fi
  is_number "$id" || return 0
  there=$(field --argjson planned "$body" '
    def told: [.actionFilters[]? | {
      logicType: (if .conditions == [] then "all" else .logicType end),
      teams: [.conditions[] | select(.type == "assigned_to").comparison | .targetIdentifier // .target_identifier | tostring] | sort,
      actions: [.actions[] | [.type] + (
        if .type == "email" then [.config.targetType, .data.fallthroughType]
        elif .type == "pagerduty" then [(.integrationId, .config.targetIdentifier) | tostring]
        else [(.integrationId | tostring), (.config.targetDisplay // "" | ltrimstr("#"))] end)] | sort
    }];
    [.[] | select(.name == $planned.name)][0]
    | .environment == $planned.environment
      and .enabled
      and told == ($planned | told)
      and ($planned.detector_ids - [.detectorIds[] | tonumber]) == []')
  if [ "$there" = true ]; then
    stands=yes
    printf '  as planned\n'
  elif [ "$adopt_alerts" = yes ]; then
    if change PUT "organizations/$organization/workflows/$id/" "$body"; then stands=yes; fi
  else
    differ=$((differ + 1))
    printf '  left as it is: it differs, and was there before. --adopt-alerts sets it as planned.\n'
  fi
}
"##;
