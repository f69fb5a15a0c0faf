//! Rules, run over an event.

use super::place::Place;
use super::rules::{self, Kind, Method};
use super::{Selector, Settings};
use serde_json::Value;

/// An event as it would be stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Scrubbed {
    /// The event.
    pub event: Value,
    /// What was changed, in the event's order.
    pub changes: Vec<Change>,
}

/// A change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Where: `extra.note`.
    pub path: String,
    /// By which rule, for people.
    pub rule: String,
    /// What is there now; none if it was removed.
    pub after: Option<String>,
}

/// What Sentry would store of an event. Linear in its size, times the number of rules.
#[must_use]
pub fn scrub(event: &Value, settings: &Settings) -> Scrubbed {
    let mut scrubbed = Scrubbed { event: event.clone(), changes: Vec::new() };
    as_pairs(&mut scrubbed.event);
    for rule in &settings.rules {
        let pass = Pass {
            what: What::Rule(rule.kind, rule.method),
            title: rule.title(),
            safe: &[],
            source: Some(&rule.source),
        };
        pass.run(&mut scrubbed);
    }
    let safe: Vec<Selector> = settings.safe.iter().filter_map(|field| safe_field(field)).collect();
    if settings.addresses {
        let title = "no internet addresses".to_owned();
        Pass { what: What::Addresses, title, safe: &safe, source: None }.run(&mut scrubbed);
    }
    if settings.defaults {
        let title = "default scrubbing".to_owned();
        Pass { what: What::Defaults, title, safe: &safe, source: None }.run(&mut scrubbed);
    }
    let fields: Vec<String> = settings
        .sensitive
        .iter()
        .map(|field| field.trim().to_lowercase())
        .filter(|it| !it.is_empty())
        .collect();
    if !fields.is_empty() {
        let title = "additional sensitive fields".to_owned();
        Pass { what: What::Fields(&fields), title, safe: &safe, source: None }.run(&mut scrubbed);
    }
    scrubbed
}

/// A safe field: a selector or, if it can't be read as one, a key.
fn safe_field(field: &str) -> Option<Selector> {
    let field = field.trim();
    if field.is_empty() {
        return None;
    }
    Selector::new(field)
        .or_else(|_| Selector::new(&format!("'{}'", field.replace('\'', "''"))))
        .ok()
}

/// Query strings and cookies become pairs, and bare lists get their `values`, as Relay reads them.
fn as_pairs(event: &mut Value) {
    for list in ["exception", "breadcrumbs", "threads"] {
        if let Some(values) = event.get_mut(list).filter(|it| it.is_array()) {
            let list = values.take();
            *values = serde_json::json!({ "values": list });
        }
    }
    for (field, between) in [("query_string", '&'), ("cookies", ';')] {
        let Some(value) = event.get_mut("request").and_then(|it| it.get_mut(field)) else {
            continue;
        };
        let Some(text) = value.as_str().map(str::to_owned) else { continue };
        let pair = |pair: &str| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            Value::from(vec![key.trim().trim_start_matches('?'), value])
        };
        *value = text.split(between).filter(|part| !part.is_empty()).map(pair).collect();
    }
}

enum What<'a> {
    Rule(Kind, Method),
    Addresses,
    Defaults,
    Fields(&'a [String]),
}

/// One set of rules on its way through the event.
struct Pass<'a> {
    what: What<'a>,
    title: String,
    safe: &'a [Selector],
    source: Option<&'a Selector>,
}

/// What becomes of a value.
enum Fate {
    Stays,
    Removed,
    Becomes(String),
}

impl Pass<'_> {
    fn run(&self, scrubbed: &mut Scrubbed) {
        let mut event = std::mem::take(&mut scrubbed.event);
        self.walk(&mut event, &Place { steps: Vec::new() }, &mut scrubbed.changes);
        scrubbed.event = event;
    }

    fn walk(&self, value: &mut Value, place: &Place<'_>, changes: &mut Vec<Change>) {
        match self.fate(value, place) {
            Fate::Stays => {}
            Fate::Removed => {
                *value = Value::Null;
                changes.push(Change { path: place.text(), rule: self.title.clone(), after: None });
                return;
            }
            Fate::Becomes(text) => {
                changes.push(Change {
                    path: place.text(),
                    rule: self.title.clone(),
                    after: Some(text.clone()),
                });
                *value = Value::from(text);
                return;
            }
        }
        match value {
            Value::Object(map) => {
                for (key, value) in map.iter_mut() {
                    let place = place.enter(key, value);
                    self.walk(value, &place, changes);
                }
            }
            Value::Array(list) => {
                // Of a pair the first is the key of the second.
                if let [Value::String(key), value] = list.as_mut_slice() {
                    let place = place.enter(key, value);
                    let before = changes.len();
                    self.walk(value, &place, changes);
                    if changes.len() > before {
                        return;
                    }
                }
                for (at, value) in list.iter_mut().enumerate() {
                    let at = at.to_string();
                    let place = place.enter(&at, value);
                    self.walk(value, &place, changes);
                }
            }
            _ => {}
        }
    }

    fn fate(&self, value: &Value, place: &Place<'_>) -> Fate {
        let untouched = match value {
            Value::Null | Value::Bool(_) => true,
            Value::String(text) => {
                matches!(text.as_str(), "" | "true" | "false" | "null" | "undefined")
            }
            _ => false,
        };
        if untouched || place.steps.is_empty() {
            return Fate::Stays;
        }
        match self.what {
            What::Rule(kind, method) => {
                let selected = self.source.is_some_and(|source| source.selects(place));
                if selected { by_rule(kind, method, value, place) } else { Fate::Stays }
            }
            What::Addresses => addresses(value, place, self.is_open(place)),
            What::Defaults => defaults(value, place, self.is_open(place)),
            What::Fields(fields) if self.is_open(place) => {
                let speaks = |text: &str| {
                    let text = text.to_lowercase();
                    fields.iter().any(|field| text.contains(field))
                };
                secret(value, place, &speaks)
            }
            What::Fields(_) => Fate::Stays,
        }
    }

    /// Whether the settings that are not advanced reach a place.
    fn is_open(&self, place: &Place<'_>) -> bool {
        place.is_personal()
            && !is_ignored(place)
            && !self.safe.iter().any(|safe| safe.selects(place))
    }
}

/// What the default rules leave alone.
fn is_ignored(place: &Place<'_>) -> bool {
    let path: Vec<&str> = place.steps.iter().map(|step| step.key).collect();
    match path.as_slice() {
        ["debug_meta", ..] | ["logentry", "formatted"] | ["exception", "values", _, "value"] => {
            true
        }
        ["request", "headers", .., name] => name.eq_ignore_ascii_case("user-agent"),
        [.., "frames", _, "filename" | "abs_path"] => true,
        _ => false,
    }
}

const FILTERED: &str = "[Filtered]";

/// A field whose name or value speaks of a secret.
fn secret(value: &Value, place: &Place<'_>, speaks: &dyn Fn(&str) -> bool) -> Fate {
    match value {
        Value::String(text) if speaks(place.key()) || speaks(text) => {
            becomes(text, FILTERED.to_owned())
        }
        Value::String(_) => Fate::Stays,
        _ if speaks(place.key()) => Fate::Removed,
        _ => Fate::Stays,
    }
}

fn becomes(before: &str, after: String) -> Fate {
    if before == after { Fate::Stays } else { Fate::Becomes(after) }
}

fn addresses(value: &Value, place: &Place<'_>, open: bool) -> Fate {
    let path: Vec<&str> = place.steps.iter().map(|step| step.key).collect();
    if matches!(
        path.as_slice(),
        ["user", "ip_address"] | ["request", "env", "REMOTE_ADDR"] | ["sdk", "client_ip"]
    ) {
        return Fate::Removed;
    }
    match value {
        Value::String(text) if open => found(Kind::Ip, text, &|_| "[ip]".to_owned()),
        _ => Fate::Stays,
    }
}

fn defaults(value: &Value, place: &Place<'_>, open: bool) -> Fate {
    let path: Vec<&str> = place.steps.iter().map(|step| step.key).collect();
    if let (["logentry", "formatted"] | ["message"], Value::String(text)) = (path.as_slice(), value)
    {
        return in_message(text);
    }
    if let [.., "cookies", name] = path.as_slice()
        && COOKIES.contains(&name.to_lowercase().as_str())
        && let Value::String(text) = value
    {
        return becomes(text, FILTERED.to_owned());
    }
    if !open {
        return Fate::Stays;
    }
    let Value::String(text) = value else {
        let secret = rules::is_secret(place.key()) || is_token(place.key());
        return if secret { Fate::Removed } else { Fate::Stays };
    };
    if rules::is_secret(place.key()) || is_token(place.key()) {
        return becomes(text, FILTERED.to_owned());
    }
    let mut now = text.clone();
    for kind in [Kind::CreditCard, Kind::Iban, Kind::Pem] {
        now = replaced(kind, &now, &|_| FILTERED.to_owned());
    }
    if let Some(regex) = rules::address_password() {
        now = rules::replace(regex, 2, &now, &|_| FILTERED.to_owned()).into_owned();
    }
    if let Some(regex) = rules::bearer() {
        now = rules::replace(regex, 0, &now, &|_| FILTERED.to_owned()).into_owned();
    }
    if rules::is_secret(&now) {
        return becomes(text, FILTERED.to_owned());
    }
    now = replaced(Kind::UsSsn, &now, &|_| FILTERED.to_owned());
    becomes(text, now)
}

fn is_token(key: &str) -> bool {
    key.to_ascii_lowercase().contains("token")
}

/// The log message loses what is sensitive, and keeps the rest.
fn in_message(text: &str) -> Fate {
    let mut now = text.to_owned();
    for (kind, by) in [
        (Kind::Email, "[email]"),
        (Kind::CreditCard, "[creditcard]"),
        (Kind::Iban, "[iban]"),
        (Kind::UsSsn, "[us-ssn]"),
    ] {
        now = replaced(kind, &now, &|_| by.to_owned());
    }
    if let Some(regex) = rules::bearer() {
        now = rules::replace(regex, 0, &now, &|_| "[token]".to_owned()).into_owned();
    }
    becomes(text, now)
}

fn replaced(kind: Kind, text: &str, by: &dyn Fn(&str) -> String) -> String {
    match kind.pattern() {
        Some((regex, group)) => rules::replace(regex, group, text, by).into_owned(),
        None => text.to_owned(),
    }
}

fn found(kind: Kind, text: &str, by: &dyn Fn(&str) -> String) -> Fate {
    becomes(text, replaced(kind, text, by))
}

fn by_rule(kind: Kind, method: Method, value: &Value, place: &Place<'_>) -> Fate {
    let by = |part: &str| match method {
        Method::Remove => String::new(),
        Method::Mask => "*".repeat(part.chars().count()),
        Method::Hash => "(a hash)".to_owned(),
        Method::Replace => FILTERED.to_owned(),
    };
    let Value::String(text) = value else {
        // Only names tell something about what is no text.
        let goes = match kind {
            Kind::Anything => true,
            Kind::Password => rules::is_secret(place.key()) || is_token(place.key()),
            _ => false,
        };
        return if goes { Fate::Removed } else { Fate::Stays };
    };
    match kind {
        Kind::Anything if method == Method::Remove => Fate::Removed,
        Kind::Anything => becomes(text, by(text)),
        Kind::Password => {
            let named = rules::is_secret(place.key()) || is_token(place.key());
            match (named || rules::is_secret(text), method) {
                (true, Method::Remove) if named => Fate::Removed,
                (true, _) => becomes(text, by(text)),
                (false, _) => match rules::bearer() {
                    Some(regex) => becomes(text, rules::replace(regex, 0, text, &by).into_owned()),
                    None => Fate::Stays,
                },
            }
        }
        kind => found(kind, text, &by),
    }
}

/// Cookies that go whatever they hold.
const COOKIES: [&str; 23] = [
    "sentrysid",
    "sudo",
    "su",
    "session",
    "__session",
    "sessionid",
    "user_session",
    "symfony",
    "phpsessid",
    "fasthttpsessionid",
    "mysession",
    "irissessionid",
    "_vercel_jwt",
    "csrf",
    "xsrf",
    "_xsrf",
    "_csrf",
    "csrf-token",
    "csrf_token",
    "xsrf-token",
    "xsrf_token",
    "fastcsrf",
    "_iris_csrf",
];
