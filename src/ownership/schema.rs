//! Rules as Sentry stores them and its API answers with them: the JSON schema of
//! `ProjectOwnership.schema` (`dump_schema` and `load_schema` in
//! `sentry/issues/ownership/grammar.py`).
//!
//! ```
//! use sentry_general::ownership::{Source, parse, schema};
//!
//! let rules = parse("*.js #web").rules;
//! let stored = schema::dump(&rules);
//! assert_eq!(stored["rules"][0]["owners"][0]["identifier"], "web");
//! assert_eq!(schema::load(&stored, Source::Rules).unwrap()[0].owners, rules[0].owners);
//! ```
//!
//! Reading the API gives `name` where the stored form has `identifier`; both are
//! read. The `id` of an owner is left out: nobody here knows it.

use super::{Matcher, MatcherKind, Owner, Rule, Source};
use crate::text::Span;
use serde_json::{Value, json};
use std::fmt;

/// Why stored rules can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchemaError {
    /// Another version than 1; Sentry's words.
    Version(String),
    /// A part is missing or of another type: which, of which rule from 0.
    Part {
        /// The rule, from 0; none for the list of rules itself.
        rule: Option<usize>,
        /// The part.
        part: &'static str,
    },
}

impl fmt::Display for SchemaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Version(version) => write!(f, "Invalid schema $version: {version}"),
            Self::Part { rule: Some(rule), part } => {
                write!(f, "rule {} of the schema has no sound `{part}`", rule + 1)
            }
            Self::Part { rule: None, part } => write!(f, "the schema has no sound `{part}`"),
        }
    }
}

impl std::error::Error for SchemaError {}

/// Writes rules as Sentry stores them.
#[must_use]
pub fn dump(rules: &[Rule]) -> Value {
    let owner = |owner: &Owner| match owner {
        Owner::Team(slug) => json!({"type": "team", "identifier": slug}),
        Owner::User(mail) => json!({"type": "user", "identifier": mail}),
    };
    let rule = |rule: &Rule| {
        json!({
            "matcher": {"type": rule.matcher.kind.to_string(), "pattern": rule.matcher.pattern},
            "owners": rule.owners.iter().map(owner).collect::<Vec<_>>(),
        })
    };
    json!({"$version": 1, "rules": rules.iter().map(rule).collect::<Vec<_>>()})
}

/// Reads stored rules. They have no text, so spans are empty and lines count
/// the rules from 1.
///
/// # Errors
/// For another version, or the first part that is not as it should be.
pub fn load(schema: &Value, source: Source) -> Result<Vec<Rule>, SchemaError> {
    if schema["$version"] != 1 {
        return Err(SchemaError::Version(schema["$version"].to_string()));
    }
    let rules = schema["rules"].as_array();
    let rules = rules.ok_or(SchemaError::Part { rule: None, part: "rules" })?;
    let read = |(at, value)| {
        rule(value, source, at).map_err(|part| SchemaError::Part { rule: Some(at), part })
    };
    rules.iter().enumerate().map(read).collect()
}

fn rule(value: &Value, source: Source, at: usize) -> Result<Rule, &'static str> {
    let matcher = &value["matcher"];
    let kind = match matcher["type"].as_str().ok_or("matcher.type")? {
        "path" => MatcherKind::Path,
        "module" => MatcherKind::Module,
        "url" => MatcherKind::Url,
        "codeowners" => MatcherKind::Codeowners,
        tag => MatcherKind::Tag(tag.to_owned()),
    };
    let pattern = matcher["pattern"].as_str().ok_or("matcher.pattern")?.to_owned();
    let owners = value["owners"].as_array().ok_or("owners")?;
    Ok(Rule {
        source,
        span: Span::new(0, 0),
        line: at as u32 + 1,
        matcher: Matcher { kind, pattern },
        owners: owners.iter().map(owner).collect::<Option<_>>().ok_or("owners")?,
    })
}

fn owner(value: &Value) -> Option<Owner> {
    let name = value["identifier"].as_str().or_else(|| value["name"].as_str())?.to_owned();
    match value["type"].as_str()? {
        "team" => Some(Owner::Team(name)),
        "user" => Some(Owner::User(name)),
        _ => None,
    }
}
