//! Scrubbing to try: an event, fields of one's own, and advanced rules.

use super::items::snippet;
use super::testers::details_list;
use crate::playbook::Code;
use crate::playbook::scrub::{Change, Kind, Method, Rule, Selector, Settings, scrub};
use crate::session::commands::PlaybookCommand;
use crate::session::commands::Trial;
use crate::session::draw::{area, choice, code, details, el, field, paragraph, switch, text};
use crate::session::later::trials::Trials;
use crate::session::protocol::{Attribute, Node};

/// An event to start with.
const EXAMPLE: &str = r#"{"extra": {"password": "x", "note": "card 4571234567890111"}, "user": {"email": "jo@shop.example"}}"#;

/// How many changes are listed.
const MOST: usize = 60;

/// The tool of the chapter.
pub fn draw(trials: &Trials) -> Vec<Node> {
    let try_it = |trial| PlaybookCommand::Try(trial);
    let fields = [
        area(
            "An event's JSON; it stays in this tab and goes into no link",
            event_of(trials),
            try_it(Trial::Event),
        ),
        field(
            "Additional sensitive fields",
            &trials.sensitive,
            "pin, birthday",
            try_it(Trial::Sensitive),
        ),
        field("Safe fields", &trials.safe, "auth_method", try_it(Trial::Safe)),
        switch("Internet addresses are not stored", trials.addresses, try_it(Trial::Addresses)),
    ];
    let methods: Vec<(&str, &str)> = Method::ALL.iter().map(|it| (it.2, it.1)).collect();
    let kinds: Vec<(&str, &str)> = Kind::ALL.iter().map(|it| (it.2, it.1)).collect();
    let rule = [
        field("An advanced rule: where", &trials.source, "$error.value", try_it(Trial::Source)),
        choice("does", &methods, &trials.method, try_it(Trial::Method)),
        choice("with", &kinds, &trials.kind, try_it(Trial::Kind)),
    ];
    let mut settings = settings(trials);
    let mut body = vec![
        el("h3", "", []).says("Try the scrubbing").keyed("heading"),
        el("div", "fields", fields).keyed("fields"),
        el("div", "fields", rule).keyed("rule"),
    ];
    if !trials.source.trim().is_empty() {
        match Selector::new(&trials.source) {
            Ok(source) => {
                let named = |list: &[(&str, &str)], id: &str| {
                    list.iter().position(|it| it.0 == id).unwrap_or_default()
                };
                let rule = Rule {
                    method: Method::ALL[named(&methods, &trials.method)].0,
                    kind: Kind::ALL[named(&kinds, &trials.kind)].0,
                    source,
                };
                body.push(written(&rule).keyed("written"));
                settings.rules.push(rule);
            }
            Err(problem) => {
                let (before, rest) = trials.source.split_at(problem.at.min(trials.source.len()));
                let words =
                    [code(before), text(" ⟶ "), code(rest), text(format!(": {}", problem.why))];
                body.push(el("p", "warning", words).keyed("written"));
            }
        }
    }
    body.push(stored(trials, &settings).keyed("stored"));
    body
}

fn event_of(trials: &Trials) -> &str {
    if trials.event.trim().is_empty() { EXAMPLE } else { &trials.event }
}

fn settings(trials: &Trials) -> Settings {
    let list = |text: &str| {
        text.split([',', '\n']).map(|it| it.trim().to_owned()).filter(|it| !it.is_empty()).collect()
    };
    Settings {
        addresses: trials.addresses,
        sensitive: list(&trials.sensitive),
        safe: list(&trials.safe),
        ..Settings::default()
    }
}

/// A rule as Sentry shows it and as its API takes it.
fn written(rule: &Rule) -> Node {
    let config =
        serde_json::to_string_pretty(&Rule::config(std::slice::from_ref(rule))).unwrap_or_default();
    let file = Code { place: "relayPiiConfig".into(), language: "json", text: config + "\n" };
    let words = el("p", "", [text("In Sentry: "), code(&rule.title())]);
    el("div", "", [words, details("config", "As the API takes it", [snippet(&file)])])
}

/// What would be stored, and by which rules.
fn stored(trials: &Trials, settings: &Settings) -> Node {
    let event: serde_json::Value = match serde_json::from_str(event_of(trials)) {
        Ok(event) => event,
        Err(error) => {
            let words = format!("This is no JSON: {error}.");
            return paragraph("warning", &words).with(Attribute::Live, "polite");
        }
    };
    let result = scrub(&event, settings);
    if result.changes.is_empty() {
        return paragraph("", "Everything would be stored as it is.")
            .with(Attribute::Live, "polite");
    }
    let item = |change: &Change| {
        let after = match &change.after {
            None => text(" is removed"),
            Some(after) => text(format!(" becomes {}", short(after))),
        };
        el(
            "li",
            "",
            [
                code(&change.path),
                after,
                el("span", "soft", []).says(format!(", by {}", change.rule)),
            ],
        )
    };
    let list = el("ul", "judged", result.changes.iter().take(MOST).map(item));
    let more = result.changes.len().saturating_sub(MOST);
    let more = (more > 0).then(|| paragraph("soft", &format!("and {more} more.")));
    let whole = serde_json::to_string_pretty(&result.event).unwrap_or_default();
    let whole = Code { place: "What is stored".into(), language: "json", text: whole + "\n" };
    let whole = details("whole", "The event as it would be stored", [snippet(&whole)]);
    let counted = details_list(&[("Changes", result.changes.len().to_string())]);
    el("div", "", [counted, list].into_iter().chain(more).chain([whole]))
        .with(Attribute::Live, "polite")
}

fn short(text: &str) -> String {
    let mut letters = text.chars();
    let start: String = letters.by_ref().take(80).collect();
    if letters.next().is_some() { format!("{start}…") } else { start }
}
