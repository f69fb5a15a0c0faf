use super::{Mapping, Problem};
use crate::ownership::codeowners::{self, Dialect, Outcome};
use crate::ownership::{self, Directory};
use crate::routing;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A CODEOWNERS file of a request.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Codeowners {
    /// The file.
    pub text: String,
    /// The host it is written for; GitHub if nothing is said.
    #[serde(default)]
    pub dialect: Host,
    /// The one code mapping it is tied to.
    #[serde(default)]
    pub mapping: Option<Mapping>,
    /// The owner in Sentry for each name in the file.
    #[serde(default)]
    pub owners: BTreeMap<String, String>,
}

/// A host with a dialect of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Host {
    /// GitHub.
    #[default]
    Github,
    /// GitLab.
    Gitlab,
    /// Bitbucket.
    Bitbucket,
}

/// A CODEOWNERS file as Sentry imports it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ImportedCodeowners {
    /// The `codeowners:` rules that Sentry makes of it, as text.
    pub rules: String,
    /// What became of each line.
    pub lines: Vec<ImportedLine>,
    /// What is wrong with the file, and what is lost on the way.
    pub problems: Vec<Problem>,
}

/// What became of one line of a CODEOWNERS file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ImportedLine {
    /// The line, from 1.
    pub line: u32,
    /// `rule`, `exclusion`, `dropped` or `kept`.
    pub outcome: &'static str,
    /// Why, where that isn't plain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// Imports a CODEOWNERS file as Sentry does, line by line.
#[must_use]
pub fn import_codeowners(file: &Codeowners) -> ImportedCodeowners {
    let import = file.import();
    let line = |line: &codeowners::Line| ImportedLine {
        line: line.line,
        outcome: match line.outcome {
            Outcome::Rule => "rule",
            Outcome::Exclusion => "exclusion",
            Outcome::Dropped => "dropped",
            Outcome::Kept => "kept",
        },
        reason: line.reason.clone(),
    };
    ImportedCodeowners {
        lines: import.lines.iter().map(line).collect(),
        problems: Problem::all(&import.problems, &file.text),
        rules: import.text,
    }
}

impl From<Dialect> for Host {
    fn from(dialect: Dialect) -> Self {
        match dialect {
            Dialect::Github => Self::Github,
            Dialect::Gitlab => Self::Gitlab,
            Dialect::Bitbucket => Self::Bitbucket,
        }
    }
}

impl Host {
    /// How the host reads the file.
    pub(crate) fn dialect(self) -> Dialect {
        match self {
            Self::Github => Dialect::Github,
            Self::Gitlab => Dialect::Gitlab,
            Self::Bitbucket => Dialect::Bitbucket,
        }
    }
}

impl Codeowners {
    fn import(&self) -> codeowners::Import {
        self.import_for(&Directory::default())
    }

    /// The file as Sentry imports it, where it is known who exists.
    pub(super) fn import_for(&self, directory: &Directory) -> codeowners::Import {
        let Mapping { stack_root, source_root } = self.mapping.clone().unwrap_or_default();
        let mapping = codeowners::Mapping { stack_root, source_root };
        let dialect = self.dialect.dialect();
        codeowners::import_parts(&self.text, dialect, &mapping, &self.owners, directory)
    }
}

/// All rules of a request, those of its own before those of CODEOWNERS, and what
/// is wrong with their texts.
pub(super) fn all_rules(
    rules: &str,
    codeowners: Option<&Codeowners>,
    directory: &Directory,
) -> (Vec<ownership::Rule>, Vec<Problem>) {
    let parsed = ownership::parse(rules);
    let mut problems = Problem::all(&parsed.problems, rules);
    let mut rules = parsed.rules;
    if let Some(file) = codeowners {
        let import = file.import_for(directory);
        problems.extend(Problem::all(&import.problems, &file.text));
        rules.extend(import.rules);
    }
    (rules, problems)
}

/// The code mappings of a request. A CODEOWNERS file's own stands in where none
/// are given: its rules are about paths that went through it.
pub(super) fn all_mappings(
    mappings: Option<Vec<Mapping>>,
    codeowners: Option<&Codeowners>,
) -> Vec<routing::Mapping> {
    let own = || codeowners.and_then(|file| file.mapping.clone()).into_iter().collect();
    let mapping = |mapping: Mapping| routing::Mapping {
        stack_root: mapping.stack_root,
        source_root: mapping.source_root,
    };
    mappings.unwrap_or_else(own).into_iter().map(mapping).collect()
}
