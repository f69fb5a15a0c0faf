//! Terraform's state: the file itself (version 4) and what `terraform show -json` prints.

use super::alerts::{aimed, of_rule};
use super::kind::Object;
use super::model::{Alert, AlertKind, Mapping, Rules, Target};
use super::take::{Taker, id, objects, text};
use serde_json::Value;

/// Resources of the provider that are known and not looked at.
const UNUSED: [&str; 16] = [
    "sentry_key",
    "sentry_default_key",
    "sentry_project_spike_protection",
    "sentry_all_projects_spike_protection",
    "sentry_project_inbound_data_filter",
    "sentry_project_symbol_source",
    "sentry_organization_member",
    "sentry_organization_data_scrubbing",
    "sentry_team_member",
    "sentry_plugin",
    "sentry_dashboard",
    "sentry_notification_action",
    "sentry_integration_opsgenie",
    "sentry_integration_pagerduty",
    "sentry_uptime_monitor",
    "sentry_cron_monitor",
];

/// Whether an object is such a state.
pub fn is_state(object: &Object) -> bool {
    object.contains_key("terraform_version")
        && ["resources", "values"].iter().any(|field| object.contains_key(*field))
}

/// Takes all resources of a state.
pub fn take(taker: &mut Taker<'_>, state: &Object) {
    for resource in objects(state, "resources") {
        let kind = text(resource, "type").unwrap_or_default();
        let mut address = format!("{kind}.{}", text(resource, "name").unwrap_or_default());
        if let Some(module) = text(resource, "module") {
            address = format!("{module}.{address}");
        }
        let is_data = text(resource, "mode") == Some("data");
        for instance in objects(resource, "instances") {
            let index = match instance.get("index_key") {
                Some(Value::String(key)) => format!("[{}]", Value::from(key.as_str())),
                Some(Value::Number(number)) => format!("[{number}]"),
                _ => String::new(),
            };
            let values = instance.get("attributes").and_then(Value::as_object);
            self::resource(taker, kind, is_data, &format!("{address}{index}"), values);
        }
    }
    let values = state.get("values").and_then(Value::as_object);
    let mut modules: Vec<&Object> = values
        .and_then(|it| it.get("root_module"))
        .and_then(Value::as_object)
        .into_iter()
        .collect();
    while let Some(module) = modules.pop() {
        for resource in objects(module, "resources") {
            let kind = text(resource, "type").unwrap_or_default();
            let is_data = text(resource, "mode") == Some("data");
            let address = text(resource, "address").unwrap_or_default();
            let values = resource.get("values").and_then(Value::as_object);
            self::resource(taker, kind, is_data, address, values);
        }
        modules.extend(objects(module, "child_modules"));
    }
}

/// Whether resources of this kind are looked at.
pub fn is_read(kind: &str) -> bool {
    kind.starts_with("sentry_") && !UNUSED.contains(&kind)
}

/// Sees to it that nothing is said about what a source computes: attributes of these names are not
/// known as a whole. `alert` is what [`resource`] answered.
pub fn is_partly_known(
    taker: &mut Taker<'_>,
    kind: &str,
    values: &Object,
    computed: &[String],
    alert: Option<&str>,
) {
    let any = |names: &[&str]| computed.iter().any(|it| names.contains(&it.as_str()));
    match kind {
        // Who has access is not known, so whoever is not named may have it.
        "sentry_project" if any(&["teams", "team"]) => {
            if let Some(project) =
                text(values, "slug").and_then(|it| taker.live.projects.get_mut(it))
            {
                project.listed = false;
            }
        }
        "sentry_issue_alert" | "sentry_alert" => {
            let actions = ["actions", "actions_v2", "action_filters", "monitor_ids", "project"];
            let alert = alert.and_then(|key| taker.live.alerts.get_mut(key));
            if let Some(alert) = alert.filter(|_| any(&actions)) {
                let unread = Target::Service("not read".to_owned(), String::new());
                alert.targets.push(unread);
            }
        }
        _ => {}
    }
}

/// Takes a resource: of a state, or of a source as far as it is written out. Answers what an alert
/// is known by.
pub fn resource(
    taker: &mut Taker<'_>,
    kind: &str,
    is_data: bool,
    address: &str,
    values: Option<&Object>,
) -> Option<String> {
    let Some(values) = values else {
        taker.unknown(&format!("{kind} without values"));
        return None;
    };
    if is_data || !is_read(kind) {
        // Of other providers, too: the state of a whole company may be pasted.
        taker.count("other resource");
        *taker.live.unused.entry(kind.to_owned()).or_default() += 1;
        return None;
    }
    if let Some(organization) = text(values, "organization") {
        organization.clone_into(&mut taker.live.organization);
    }
    if matches!(kind, "sentry_issue_alert" | "sentry_alert") {
        return Some(take_alert(taker, kind, address, values));
    }
    thing(taker, kind, address, values);
    None
}

/// An alert, and what it is known by.
fn take_alert(taker: &mut Taker<'_>, kind: &str, address: &str, values: &Object) -> String {
    taker.count("alert");
    let alert = alert(kind, values, Some(address.to_owned()));
    let list = if alert.kind == AlertKind::Rule { "rule" } else { "alert" };
    // A source has no numbers, and several projects have an alert of one name.
    let name = id(values, "internal_id").or_else(|| id(values, "id"));
    let name = name.unwrap_or_else(|| match address {
        "" => alert.name.clone(),
        address => address.to_owned(),
    });
    let key = format!("{list}:{name}");
    taker.live.alerts.insert(key.clone(), alert);
    key
}

/// Anything else.
fn thing(taker: &mut Taker<'_>, kind: &str, address: &str, values: &Object) {
    let address = Some(address.to_owned());
    let slug_of = |field: &str| text(values, field).unwrap_or_default().to_owned();
    match kind {
        "sentry_project" => {
            taker.count("project");
            let Some(slug) = text(values, "slug").or_else(|| text(values, "id")) else {
                return taker.unknown_field(&format!("{kind} without a slug"));
            };
            let teams = values.get("teams").and_then(Value::as_array).into_iter().flatten();
            let teams = teams.filter_map(Value::as_str).chain(text(values, "team"));
            let project = taker.named(slug);
            project.listed = true;
            project.teams.extend(teams.map(str::to_owned));
            project.id =
                id(values, "internal_id").unwrap_or_else(|| std::mem::take(&mut project.id));
            project.name = slug_of("name");
            project.platform = Some(slug_of("platform")).filter(|it| !it.is_empty());
            project.address = address;
        }
        "sentry_team" => {
            taker.count("team");
            let Some(slug) = text(values, "slug").or_else(|| text(values, "id")) else {
                return taker.unknown_field(&format!("{kind} without a slug"));
            };
            let team = taker.live.teams.entry(slug.to_owned()).or_default();
            team.listed = true;
            team.id = id(values, "internal_id")
                .or_else(|| id(values, "team_id"))
                .unwrap_or_else(|| std::mem::take(&mut team.id));
            team.name = slug_of("name");
            team.address = address;
        }
        "sentry_project_ownership" => {
            taker.count("ownership");
            let auto_assignment = text(values, "auto_assignment").map(str::to_owned);
            let rules = Rules { raw: slug_of("raw"), auto_assignment };
            let Some(project) = text(values, "project") else {
                return taker.unknown_field(&format!("{kind} without a project"));
            };
            taker.named(project).rules = Some(rules);
        }
        "sentry_organization_code_mapping" => {
            taker.count("code mapping");
            let number = |field: &str| id(values, field).unwrap_or_default();
            taker.live.mappings.insert(Mapping {
                // A source names the things themselves.
                project: slug_of("project"),
                repository: slug_of("repository"),
                project_id: number("project_id"),
                stack_root: slug_of("stack_root"),
                source_root: slug_of("source_root"),
                repository_id: number("repository_id"),
                id: number("internal_id"),
                address,
            });
        }
        "sentry_organization_repository" | "sentry_organization_repository_github" => {
            taker.count("repository");
            let repository = taker.live.repositories.entry(slug_of("identifier")).or_default();
            repository.id =
                id(values, "internal_id").or_else(|| id(values, "id")).unwrap_or_default();
            repository.address = address;
        }
        kind => taker.unknown(&format!("Terraform’s {kind}")),
    }
}

fn alert(kind: &str, values: &Object, address: Option<String>) -> Alert {
    let is_rule = kind == "sentry_issue_alert";
    let monitors = values.get("monitor_ids").and_then(Value::as_array).into_iter().flatten();
    let targets = match is_rule {
        true => rule_targets(values),
        false => objects(values, "action_filters")
            .flat_map(|filter| objects(filter, "actions"))
            .flat_map(|action| action.iter().filter_map(target))
            .collect(),
    };
    Alert {
        name: text(values, "name").unwrap_or_default().to_owned(),
        kind: if is_rule { AlertKind::Rule } else { AlertKind::Workflow },
        projects: text(values, "project").map(str::to_owned).into_iter().collect(),
        monitors: monitors.filter_map(Value::as_str).map(str::to_owned).collect(),
        environment: text(values, "environment").filter(|it| !it.is_empty()).map(str::to_owned),
        is_off: values.get("enabled") == Some(&Value::Bool(false)),
        targets,
        address,
    }
}

/// Whom an alert rule reaches. Its actions are objects, such a list as text, or stand each under the
/// name of what it does.
fn rule_targets(values: &Object) -> Vec<Target> {
    let written = text(values, "actions").and_then(|it| serde_json::from_str::<Value>(it).ok());
    let written = written.iter().flat_map(|it| it.as_array().into_iter().flatten());
    let written = written.filter_map(Value::as_object).map(of_rule);
    let named = objects(values, "actions_v2").flat_map(|action| action.iter().filter_map(target));
    objects(values, "actions").map(of_rule).chain(written).chain(named).collect()
}

/// An action, which stands under the name of its service; the others are null.
fn target((service, values): (&String, &Value)) -> Option<Target> {
    let values = values.as_object()?;
    if service == "email" || service == "notify_email" {
        let to = text(values, "target_type").unwrap_or_default();
        let without = text(values, "fallthrough_type");
        return Some(aimed(to, id(values, "target_identifier"), without));
    }
    let place = ["channel_name", "channel_id", "service_name", "team_name", "repo", "project"];
    let place = place.iter().find_map(|field| id(values, field)).unwrap_or_default();
    Some(Target::Service(service.clone(), place))
}
