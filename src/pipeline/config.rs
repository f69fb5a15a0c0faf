//! The configuration: one file of JSON, and the same from the command line.

use super::report::Stop;
use super::{Command, File, Wanted, codes, config_file};
use crate::api::Host;
use crate::ownership::codeowners::Dialect;
use crate::routing::Mapping;
use crate::text::Severity;
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;

/// The schema of the file, for editors.
pub const SCHEMA: &str = include_str!("../../assets/config.schema.json");

/// What is configured. Whatever is absent has a default.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct Config {
    /// The address of the schema, for editors.
    #[serde(rename = "$schema")]
    pub schema: Option<String>,
    /// The file of ownership rules.
    pub rules: Option<String>,
    /// The CODEOWNERS file, or false for none; where hosts look for it if absent.
    pub codeowners: Option<Place>,
    /// The host that it is written for; as it looks if absent.
    pub host: Option<Host>,
    /// Code mappings: a file, or themselves.
    pub mappings: Option<Mappings>,
    /// The file of teams and people.
    pub teams: Option<String>,
    /// The project's slug, for messages.
    pub project: Option<String>,
    /// The file of what should hold.
    pub assertions: Option<String>,
    /// How many files may reach nobody.
    pub unowned: Option<Unowned>,
    /// Globs, as in `.gitignore`: files that may reach nobody and are not counted.
    pub exempt: Option<Vec<String>>,
    /// The revision to compare with.
    pub base: Option<String>,
    /// From which severity on it fails.
    pub fail_on: Option<FailOn>,
    /// Codes that are not reported, or all of a kind: `rules/*`.
    pub ignore: Option<Vec<String>>,
    /// Whether notes are reported, too.
    pub notes: Option<bool>,
}

/// A file, or none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// This file.
    File(String),
    /// None, or where it is looked for.
    Any(bool),
}

/// Code mappings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mappings {
    /// In a file.
    File(String),
    /// As they are.
    Listed(Vec<Mapping>),
}

/// How many files may reach nobody.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Unowned {
    /// At most so many.
    Most(u32),
    /// At most so many per cent of all, as it is typed.
    Share(f64),
    /// No more than on the base.
    Base,
}

/// From which severity on it fails.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FailOn {
    /// What Sentry refuses, and what was asserted.
    #[default]
    Error,
    /// Likely mistakes, too.
    Warning,
    /// Everything.
    Info,
    /// Never.
    Never,
}

/// Instantiation
impl Config {
    /// From the file, overruled by options. All that is wrong with both is told at once.
    pub(super) fn of(file: Option<&File>, options: &Self) -> Result<Self, Stop> {
        let (file, mut faults) = file.map(config_file::read).unwrap_or_default();
        faults.extend(options.unknown_codes());
        match Stop::all(faults) {
            Some(stop) => Err(stop),
            None => Ok(options.clone().or(file)),
        }
    }

    /// What is absent here, from another.
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            schema: self.schema.or(other.schema),
            rules: self.rules.or(other.rules),
            codeowners: self.codeowners.or(other.codeowners),
            host: self.host.or(other.host),
            mappings: self.mappings.or(other.mappings),
            teams: self.teams.or(other.teams),
            project: self.project.or(other.project),
            assertions: self.assertions.or(other.assertions),
            unowned: self.unowned.or(other.unowned),
            exempt: self.exempt.or(other.exempt),
            base: self.base.or(other.base),
            fail_on: self.fail_on.or(other.fail_on),
            ignore: self.ignore.or(other.ignore),
            notes: self.notes.or(other.notes),
        }
    }

    /// What is to be ignored and does not exist.
    pub(super) fn unknown_codes(&self) -> Vec<Stop> {
        let is_known = |code: &str| match code.strip_suffix("/*") {
            Some(kind) => codes::all().any(|it| it.split_once('/').is_some_and(|it| it.0 == kind)),
            None => codes::all().any(|it| it == code),
        };
        let unknown = self.ignore.iter().flatten().filter(|code| !is_known(code));
        let stop = |code: &String| {
            let stop = Stop::new(format!("`ignore`: there is no code `{code}`"));
            config_file::did_you_mean(stop, code, codes::all())
        };
        unknown.map(stop).collect()
    }
}

/// Access
impl Config {
    /// Which files are wanted, by the field that they fill.
    pub(super) fn files(&self, command: Command) -> BTreeMap<&'static str, Wanted> {
        let mut files = BTreeMap::new();
        let mut want = |field: &'static str, place: Option<&String>| {
            if let Some(place) = place.filter(|it| !it.is_empty()) {
                // As it would be written on Windows.
                let places = vec![place.replace('\\', "/")];
                files.insert(field, Wanted { places, required: true });
            }
        };
        want("rules", self.rules.as_ref());
        want("teams", self.teams.as_ref());
        if let Some(Mappings::File(place)) = &self.mappings {
            want("mappings", Some(place));
        }
        if command == Command::Check {
            want("assertions", self.assertions.as_ref());
        }
        match &self.codeowners {
            Some(Place::File(place)) => want("codeowners", Some(place)),
            Some(Place::Any(false)) => {}
            Some(Place::Any(true)) | None => {
                let hosts = match self.host {
                    Some(host) => vec![host.dialect()],
                    None => Dialect::ALL.to_vec(),
                };
                let mut places: Vec<String> = Vec::new();
                for place in hosts.into_iter().flat_map(Dialect::locations) {
                    if !places.iter().any(|it| it == place) {
                        places.push((*place).to_owned());
                    }
                }
                files.insert("codeowners", Wanted { places, required: self.codeowners.is_some() });
            }
        }
        files
    }

    pub(super) fn fail_on(&self) -> Option<Severity> {
        match self.fail_on.unwrap_or_default() {
            FailOn::Error => Some(Severity::Error),
            FailOn::Warning => Some(Severity::Warning),
            FailOn::Info => Some(Severity::Info),
            FailOn::Never => None,
        }
    }

    /// Whether a finding is reported.
    pub(super) fn reports(&self, code: &str, severity: Severity) -> bool {
        let notes = self.notes.unwrap_or(false) || self.fail_on == Some(FailOn::Info);
        let is_ignored = self.ignore.iter().flatten().any(|it| match it.strip_suffix("/*") {
            Some(kind) => code.split_once('/').is_some_and(|(it, _)| it == kind),
            None => it == code,
        });
        !is_ignored && (notes || severity > Severity::Info)
    }
}

/// What may be one of several kinds, so that the error says which.
#[derive(Deserialize)]
#[serde(untagged)]
enum Loose {
    Bool(bool),
    Number(f64),
    Text(String),
    List(Vec<LooseMapping>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct LooseMapping {
    stack_root: String,
    source_root: String,
}

impl<'de> Deserialize<'de> for Place {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        match Loose::deserialize(from) {
            Ok(Loose::Text(place)) => Ok(Self::File(place)),
            Ok(Loose::Bool(any)) => Ok(Self::Any(any)),
            Ok(Loose::Number(_) | Loose::List(_)) | Err(_) => Err(serde::de::Error::custom(
                "codeowners: must be the path of a file, or false for none",
            )),
        }
    }
}

impl<'de> Deserialize<'de> for Mappings {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        match Loose::deserialize(from) {
            Ok(Loose::Text(place)) => Ok(Self::File(place)),
            Ok(Loose::List(all)) => {
                let mapping = |it: LooseMapping| Mapping {
                    stack_root: it.stack_root,
                    source_root: it.source_root,
                };
                Ok(Self::Listed(all.into_iter().map(mapping).collect()))
            }
            Ok(Loose::Number(_) | Loose::Bool(_)) | Err(_) => Err(serde::de::Error::custom(
                "mappings: must be the path of a file, or a list of objects with `stackRoot` and `sourceRoot`",
            )),
        }
    }
}

impl<'de> Deserialize<'de> for Unowned {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let read = match Loose::deserialize(from) {
            Ok(Loose::Number(most)) => whole(most),
            Ok(Loose::Text(text)) => of_words(text.trim()),
            Ok(Loose::Bool(_) | Loose::List(_)) | Err(_) => None,
        };
        read.ok_or_else(|| {
            serde::de::Error::custom(
                "unowned: must be a whole number of files, a share such as \"5%\", or \"base\" for no more than there",
            )
        })
    }
}

fn whole(most: f64) -> Option<Unowned> {
    let fits = most >= 0.0 && most.fract() == 0.0 && most <= f64::from(u32::MAX);
    fits.then_some(Unowned::Most(most as u32))
}

fn of_words(text: &str) -> Option<Unowned> {
    if text == "base" {
        return Some(Unowned::Base);
    }
    match text.strip_suffix('%') {
        Some(share) => {
            let share: f64 = share.trim().parse().ok()?;
            (0.0..=100.0).contains(&share).then_some(Unowned::Share(share))
        }
        None => whole(text.parse().ok()?),
    }
}
