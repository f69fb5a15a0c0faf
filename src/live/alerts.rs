//! Alerts of either kind.

use super::kind::{Kind, Object};
use super::model::{Alert, AlertKind, Target};
use super::take::{id, objects, text};
use serde_json::Value;

/// An alert and what it is known by; nothing if it has no id. `project` is the one whose list
/// it stood in.
pub fn read(kind: Kind, object: &Object, project: Option<&str>) -> Option<(String, Alert)> {
    let number = id(object, "id")?;
    let kind = match kind {
        Kind::Workflow => AlertKind::Workflow,
        Kind::Metric => AlertKind::Metric,
        _ => AlertKind::Rule,
    };
    let key = match kind {
        AlertKind::Workflow => format!("alert:{number}"),
        AlertKind::Rule => format!("rule:{number}"),
        AlertKind::Metric => format!("metric:{number}"),
    };
    let strings = |field: &str| {
        let items = object.get(field).and_then(Value::as_array).into_iter().flatten();
        items.filter_map(|item| match item {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        })
    };
    let is_true = |field: &str| object.get(field) == Some(&Value::Bool(true));
    let is_off = object.get("enabled") == Some(&Value::Bool(false))
        || matches!(text(object, "status"), Some("disabled" | "inactive"))
        || is_true("snooze") && is_true("snoozeForEveryone");
    let alert = Alert {
        name: text(object, "name").unwrap_or_default().to_owned(),
        kind,
        projects: strings("projects").chain(project.map(str::to_owned)).collect(),
        monitors: strings("detectorIds").collect(),
        environment: text(object, "environment").map(str::to_owned),
        is_off,
        targets: match kind {
            AlertKind::Rule => objects(object, "actions").map(of_rule).collect(),
            AlertKind::Workflow => objects(object, "actionFilters")
                .flat_map(|filter| objects(filter, "actions"))
                .map(of_workflow)
                .collect(),
            AlertKind::Metric => objects(object, "triggers")
                .flat_map(|trigger| objects(trigger, "actions"))
                .map(of_metric)
                .collect(),
        },
        address: None,
    };
    Some((key, alert))
}

/// Whom an action of an alert rule reaches.
pub fn of_rule(action: &Object) -> Target {
    let name = text(action, "id").unwrap_or("an action");
    let to = text(action, "targetType").unwrap_or_default();
    if !name.contains("NotifyEmailAction") {
        let place = ["channel", "team", "service", "account", "repo", "project"];
        let place = place.iter().find_map(|field| id(action, field)).unwrap_or_default();
        let service = name.rsplit('.').next().unwrap_or(name);
        let service = service.trim_end_matches("Action").trim_end_matches("NotifyService");
        return Target::Service(service.to_owned(), place);
    }
    aimed(to, id(action, "targetIdentifier"), text(action, "fallthroughType"))
}

fn of_workflow(action: &Object) -> Target {
    let kind = text(action, "type").unwrap_or("an action");
    let empty = Object::new();
    let part = |field: &str| action.get(field).and_then(Value::as_object).unwrap_or(&empty);
    let (config, data) = (part("config"), part("data"));
    let target = id(config, "targetIdentifier");
    if kind == "email" {
        let to = text(config, "targetType").unwrap_or_default();
        let without = text(data, "fallthroughType").or_else(|| text(data, "fallthrough_type"));
        return aimed(to, target, without);
    }
    let shown = text(config, "targetDisplay").map(str::to_owned).or(target);
    Target::Service(kind.to_owned(), shown.unwrap_or_default())
}

fn of_metric(action: &Object) -> Target {
    let kind = text(action, "type").unwrap_or("an action");
    let target = id(action, "targetIdentifier");
    match kind {
        "email" => aimed(text(action, "targetType").unwrap_or_default(), target, None),
        kind => Target::Service(kind.to_owned(), target.unwrap_or_default()),
    }
}

/// An e-mail's addressee, however it is spelt: `IssueOwners`, `issue_owners`.
pub fn aimed(to: &str, target: Option<String>, without: Option<&str>) -> Target {
    let letters = to.chars().filter(|letter| *letter != '_');
    let to: String = letters.map(|letter| letter.to_ascii_lowercase()).collect();
    let target = target.unwrap_or_default();
    match to.as_str() {
        "team" => Target::Team(target),
        "member" | "user" => Target::Person(target),
        // What Sentry takes where nothing is set.
        _ => Target::Owners(without.unwrap_or("ActiveMembers").to_owned()),
    }
}
