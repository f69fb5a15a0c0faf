//! Alerts, and the channels that teams' own alerts go to.

use super::hcl::{block, string};
use super::names::Names;
use super::projects::MONITOR;
use super::{ORGANIZATION, variable};
use crate::export::names::{identifier, unique};
use crate::organization::{Organization, Project};
use crate::playbook::alerts::{self, Alert, Destination, Messenger, Tells};
use std::collections::{BTreeMap, BTreeSet};

/// The variable that says that an event came from where the alerts look.
pub const SEEN: &str = "environment_seen";

/// What an alert is called inside the file.
pub fn resource(names: &Names, alert: &Alert) -> String {
    match alert.team() {
        None => "owners".to_owned(),
        Some(team) => format!("for_{}", names.team(team)),
    }
}

/// What stands at the head of the file about alerts of teams.
pub fn remark(organization: &Organization) -> Option<&'static str> {
    (!alerts::channels(organization).is_empty()).then_some(
        "Alerts of teams look for issues that are assigned to the team. Not verified: Sentry's code compares the \
         team's id with a number, and the provider sends a text. So send a test error of each such team. If nothing \
         arrives in its channel, its members are still told by the alert \"owners\", and the script makes the \
         alert with a number.",
    )
}

/// The plan's alerts, which wait for the first event from their environment, behind the
/// integrations that they go through.
pub fn write(organization: &Organization, names: &Names) -> Vec<String> {
    let alerts = alerts::of(organization);
    let through = Integrations::of(organization);
    let places = organization.projects.iter().map(std::ptr::from_ref).zip(0..).collect();
    let write = One { places, names, through: &through, alerts: &alerts };
    let mut parts = through.blocks();
    parts.extend(alerts.iter().map(|alert| write.alert(alert)));
    parts
}

/// What teams' alerts need that no plan knows.
pub fn variables(organization: &Organization, names: &Names) -> Vec<String> {
    let through = Integrations::of(organization);
    let mut variables = Vec::new();
    for (key, _) in through.0.keys().filter(|(_, name)| name.is_none()) {
        let (name, title) = (asked(*key), key.title());
        let what = format!(
            "The name of the connection with {title}, as Settings > Integrations > {title} shows it."
        );
        variables.push(variable(name, &what, ""));
    }
    for (slug, destination) in alerts::channels(organization) {
        if let Some((name, what)) = asked_of(names, slug, &destination) {
            variables.push(variable(&name, &what, ""));
        }
    }
    variables
}

/// The variable that names an integration.
fn asked(messenger: Messenger) -> &'static str {
    match messenger {
        Messenger::Slack => "slack_workspace",
        Messenger::MsTeams => "msteams_team",
        Messenger::PagerDuty => "pagerduty_account",
        Messenger::Mail => "mail",
    }
}

/// The variable that holds a channel's id, where nobody typed it, and what to put there.
///
/// Sources: the provider's issue 963 for Slack; for Microsoft Teams and PagerDuty its reference,
/// and `sentry/notifications/notification_action/action_validation.py`.
fn asked_of(names: &Names, slug: &str, destination: &Destination) -> Option<(String, String)> {
    let team = names.team(slug);
    match destination {
        Destination::Slack { id: Some(_), .. } | Destination::MsTeams { id: Some(_), .. } => None,
        Destination::Slack { channel, id: None } => Some((
            format!("slack_channel_{team}"),
            format!(
                "The ID of #{channel}, at the end of what Slack shows about the channel. Without it, Sentry refuses \
                 the provider's request."
            ),
        )),
        Destination::MsTeams { channel, id: None, .. } => Some((
            format!("msteams_channel_{team}"),
            format!(
                "The ID of {channel} in Microsoft Teams, as the channel's link has it: 19:...@thread.tacv2. Not \
                 verified: the provider calls it the team's ID, Sentry's code stores the channel's."
            ),
        )),
        Destination::PagerDuty { service } => Some((
            format!("pagerduty_service_{team}"),
            format!(
                "The number of the service {service} in Sentry: the id in configData.service_table of \
                 /api/0/organizations/ORGANIZATION/integrations/?provider_key=pagerduty"
            ),
        )),
    }
}

/// The integrations that alerts go through, by kind and name, with what each is called inside the
/// file. One whose name nobody said is asked for.
struct Integrations<'o>(BTreeMap<(Messenger, Option<&'o str>), String>);

impl<'o> Integrations<'o> {
    fn of(organization: &'o Organization) -> Self {
        let channels = alerts::channels(organization);
        let keys: BTreeSet<_> = channels.iter().map(|(_, it)| key(it)).collect();
        let texts: Vec<String> = keys
            .iter()
            .map(|(messenger, name)| match name {
                Some(name) => format!("{} {name}", messenger.id()),
                None => messenger.id().to_owned(),
            })
            .collect();
        let names = unique(texts.iter().map(String::as_str), "integration", identifier);
        Self(keys.into_iter().zip(names).collect())
    }

    fn id(&self, destination: &Destination<'o>) -> String {
        let name = self.0.get(&key(destination)).map_or("", String::as_str);
        format!("data.sentry_organization_integration.{name}.id")
    }

    fn blocks(&self) -> Vec<String> {
        let block = |((messenger, name), called): (&(Messenger, Option<&str>), &String)| {
            let name = match name {
                Some(name) => string(name),
                None => format!("var.{}", asked(*messenger)),
            };
            let group = [
                ("organization", ORGANIZATION.to_owned()),
                ("provider_key", string(messenger.id())),
                ("name", name),
            ];
            let head = format!("data \"sentry_organization_integration\" {}", string(called));
            block(&head, &[&group])
        };
        self.0.iter().map(block).collect()
    }
}

/// What tells an integration from others.
fn key<'o>(destination: &Destination<'o>) -> (Messenger, Option<&'o str>) {
    let name = match *destination {
        Destination::MsTeams { team, .. } => team,
        Destination::Slack { .. } | Destination::PagerDuty { .. } => None,
    };
    (destination.messenger(), name)
}

/// Alerts, as they are written.
struct One<'w, 'o> {
    /// Where each project is in the plan: several may have one slug.
    places: BTreeMap<*const Project, usize>,
    names: &'w Names,
    through: &'w Integrations<'o>,
    alerts: &'w [Alert<'o>],
}

impl<'o> One<'_, 'o> {
    fn alert(&self, alert: &Alert<'o>) -> String {
        let head = format!("resource \"sentry_alert\" {}", string(&resource(self.names, alert)));
        let count = alert.environment.map(|_| ("count", format!("var.{SEEN} ? 1 : 0")));
        let mut group =
            vec![("organization", ORGANIZATION.to_owned()), ("name", string(&alert.name))];
        group.extend(alert.environment.map(|name| ("environment", string(name))));
        group.push(("frequency_minutes", alert.frequency.to_string()));
        let theirs = alert.projects.iter().map(|it| std::ptr::from_ref(*it));
        let theirs: BTreeSet<usize> =
            theirs.filter_map(|it| self.places.get(&it).copied()).collect();
        let monitors: Vec<String> = theirs
            .into_iter()
            .map(|at| format!("    data.{MONITOR}.{}.id,\n", self.names.project(at)))
            .collect();
        let monitors = [("monitor_ids", format!("[\n{}  ]", monitors.concat()))];
        let triggers: String =
            alert.triggers.iter().map(|it| format!("    {{ {} = {{}} }},\n", it.id())).collect();
        let when = [("trigger_conditions", format!("[\n{triggers}  ]"))];
        let what = [("action_filters", self.filters(alert))];
        let after: Vec<_> = self.after(alert).into_iter().collect();
        let count: Vec<_> = count.into_iter().collect();
        block(&head, &[&count, &group, &monitors, &when, &what, &after])
    }

    /// The alert for all comes last, so that none is silent before another speaks.
    fn after(&self, alert: &Alert) -> Option<(&'static str, String)> {
        if alert.team().is_some() {
            return None;
        }
        let others = self.alerts.iter().filter(|it| it.team().is_some());
        let others: String =
            others.map(|it| format!("    sentry_alert.{},\n", resource(self.names, it))).collect();
        (!others.is_empty()).then(|| ("depends_on", format!("[\n{others}  ]")))
    }

    fn filters(&self, alert: &Alert<'o>) -> String {
        let (logic, teams, action) = match &alert.tells {
            Tells::Owners { without_owner, but } => {
                let fields = [
                    ("target_type", string("issue_owners")),
                    ("fallthrough_type", string(without_owner.id())),
                ];
                let logic = if but.is_empty() { "all" } else { "none" };
                (logic, but.as_slice(), action("email", &fields))
            }
            Tells::Team { slug, destination } => {
                ("all", std::slice::from_ref(slug), self.goes_to(slug, destination))
            }
        };
        let assigned = |team: &&str| {
            let id = format!("sentry_team.{}.internal_id", self.names.team(team));
            format!("        {{ assigned_to = {{ target_type = \"Team\", target_id = {id} }} }},\n")
        };
        let conditions: String = teams.iter().map(assigned).collect();
        let conditions = match conditions.is_empty() {
            true => String::new(),
            false => format!("      conditions = [\n{conditions}      ]\n"),
        };
        format!(
            "[\n    {{\n      logic_type = \"{logic}\"\n{conditions}      actions = [\n{action}      ]\n    }},\n  ]"
        )
    }

    fn goes_to(&self, slug: &str, destination: &Destination<'o>) -> String {
        let id = |typed: Option<&str>| match (typed, asked_of(self.names, slug, destination)) {
            (Some(id), _) => string(id),
            (None, Some((variable, _))) => format!("var.{variable}"),
            (None, None) => string(""),
        };
        let integration = ("integration_id", self.through.id(destination));
        match *destination {
            Destination::Slack { channel, id: typed } => {
                let channel = string(&format!("#{channel}"));
                let fields = [integration, ("channel_name", channel), ("channel_id", id(typed))];
                action("slack", &fields)
            }
            Destination::MsTeams { channel, id: typed, .. } => {
                let fields =
                    [integration, ("team_id", id(typed)), ("channel_name", string(channel))];
                action("msteams", &fields)
            }
            Destination::PagerDuty { service } => {
                let fields = [
                    integration,
                    ("service_id", id(None)),
                    ("service_name", string(service)),
                    ("severity", string("default")),
                ];
                action("pagerduty", &fields)
            }
        }
    }
}

/// An action of an alert, as an object in a list.
fn action(kind: &str, fields: &[(&str, String)]) -> String {
    let width = fields.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
    let fields: String = fields
        .iter()
        .map(|(name, value)| format!("            {name:width$} = {value}\n"))
        .collect();
    format!("        {{\n          {kind} = {{\n{fields}          }}\n        }},\n")
}
