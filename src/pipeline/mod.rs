//! The same answers where rules are kept: in a pipeline, a commit hook, a terminal.
//!
//! The program around it (`src/cli`) reads files, git and arguments and knows nothing else. It
//! asks twice: [`reads`] says which files an answer needs, [`run`] gives the answer, printed
//! in every form that was asked for, and the exit code.
//!
//! | code | meaning |
//! |---|---|
//! | 0 | nothing found that is to fail |
//! | 1 | findings, of the severity that is to fail or above |
//! | 2 | the question can't be answered: a bad configuration or argument, a file that is not there |

mod assertions;
mod check;
mod codes;
mod config;
mod config_file;
mod diff;
mod finding;
mod plan;
mod print;
mod renamed;
mod report;
mod simulate;
mod state;
mod why;

pub use config::{Config, Mappings, SCHEMA, Unowned};
pub use finding::Finding;
pub use print::Format;

use crate::text::clean;
use report::{Report, Stop};
use serde::{Deserialize, Serialize};
use state::{State, Texts};
use std::collections::BTreeMap;

/// What is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Command {
    /// Are rules, owners and assertions as they should be?
    #[default]
    Check,
    /// Whose errors change hands between two states?
    Diff,
    /// Who gets a file's errors, and why?
    Why,
    /// Who gets this error, and why?
    Simulate,
    /// How is the repository split into projects?
    Plan,
}

/// A file as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// Its path from the root, as it is named in reports.
    pub path: String,
    /// What stands in it.
    pub text: String,
}

/// One state of a repository. A file that is not there is absent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Snapshot {
    /// What it is called: a revision; empty for the working tree.
    pub name: String,
    /// Paths, each ended by NUL, as `git ls-files -z` prints them.
    pub paths: Option<String>,
    /// A listing in any form, instead.
    pub listing: Option<File>,
    /// Ownership rules.
    pub rules: Option<File>,
    /// A CODEOWNERS file.
    pub codeowners: Option<File>,
    /// Code mappings.
    pub mappings: Option<File>,
    /// Teams, people and their names in CODEOWNERS.
    pub teams: Option<File>,
    /// What should hold.
    pub assertions: Option<File>,
}

/// A question.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct Request {
    /// What is asked.
    pub command: Command,
    /// The configuration file, if there is one.
    pub config: Option<File>,
    /// The same as in the configuration file, from the command line; comes first.
    pub options: Config,
    /// The state that is looked at.
    pub head: Snapshot,
    /// The state before it.
    pub base: Option<Snapshot>,
    /// To [`Command::Why`]: the file.
    pub path: String,
    /// To [`Command::Simulate`]: a stack trace or an event.
    pub trace: Option<File>,
    /// To [`Command::Plan`]: small files by path.
    pub files: BTreeMap<String, String>,
    /// To [`Command::Plan`]: the id of an export to write instead.
    pub export: Option<String>,
    /// To [`Command::Diff`]: what changed from the base on, as `git diff -M --name-status -z` prints it. Only what was
    /// renamed is looked at.
    pub changes: Option<String>,
    /// To [`Command::Diff`]: whether it fails where anything changes hands.
    pub exit_code: bool,
    /// In which forms the answer is printed.
    pub formats: Vec<Format>,
    /// Whether text is coloured for a terminal.
    pub color: bool,
}

/// Which files an answer needs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Reads {
    /// The exit code, if it is over already.
    pub exit: u8,
    /// What is wrong, for a person; empty if nothing is.
    pub said: String,
    /// The files by the field of [`Snapshot`] that they fill.
    pub files: BTreeMap<&'static str, Wanted>,
    /// The revision to compare with, if that is needed.
    pub base: Option<String>,
}

/// A file that is wanted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Wanted {
    /// The first of these that exists.
    pub places: Vec<String>,
    /// Whether it is an error if none does.
    pub required: bool,
}

/// An answer.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Answer {
    /// The exit code.
    pub exit: u8,
    /// By the name of the form.
    pub printed: BTreeMap<&'static str, String>,
    /// What goes beside the answer, for a person; empty for nothing.
    pub said: String,
    /// To [`Command::Plan`]: files whose contents would make it surer, the most telling first.
    pub wanted: Vec<String>,
}

/// Says which files an answer needs, or why there will be none.
#[must_use]
pub fn reads(command: Command, config: Option<&File>, options: &Config) -> Reads {
    match Config::of(config, options) {
        Ok(config) => {
            let needs_base =
                matches!(config.unowned, Some(Unowned::Base)) && command == Command::Check;
            let base = config.base.clone().filter(|_| command == Command::Check);
            if needs_base && base.is_none() {
                let stop = Stop::new("`unowned` is compared with `base`, but no revision is named")
                    .hint(
                        "Name one by `--base`, or as `base` in the configuration: `origin/main`.",
                    );
                return Reads { exit: 2, said: stop.told(), ..Reads::default() };
            }
            Reads { files: config.files(command), base, ..Reads::default() }
        }
        Err(stop) => Reads { exit: 2, said: stop.told(), ..Reads::default() },
    }
}

/// Answers. Never fails: what can't be answered has exit code 2 and says why. Linear in the
/// trees and the texts.
#[must_use]
pub fn run(request: &Request) -> Answer {
    match answer(request) {
        Ok((report, wanted)) => print::answer(&report, request, wanted),
        Err(stop) => Answer { exit: 2, said: stop.told(), ..Answer::default() },
    }
}

fn answer(request: &Request) -> Result<(Report, Vec<String>), Stop> {
    let config = Config::of(request.config.as_ref(), &request.options)?;
    for format in &request.formats {
        format.fits(request.command)?;
    }
    // Options come before it.
    let listed_in = request.config.as_ref().filter(|_| request.options.mappings.is_none());
    let listed_in = listed_in.map(|file| file.path.as_str());
    let texts = || Texts::read(&request.head, &config, listed_in);
    let head = || State::read(&request.head, &config, listed_in);
    let base =
        || request.base.as_ref().map(|base| State::read(base, &config, listed_in)).transpose();
    let (mut report, wanted, refused) = match request.command {
        Command::Check => {
            (check::check(&head()?, base()?.as_ref(), &config)?, Vec::new(), Vec::new())
        }
        Command::Diff => {
            let base = base()?.ok_or_else(|| Stop::new("there is no state to compare with"))?;
            let renamed = renamed::Renamed::read(request.changes.as_deref().unwrap_or_default());
            let head = head()?;
            let report = diff::diff(&base, &head, &renamed, &config, request.exit_code);
            (report, Vec::new(), head.texts.refused())
        }
        Command::Why => {
            let texts = texts()?;
            (why::why(&texts, &request.path, &config)?, Vec::new(), texts.refused())
        }
        Command::Simulate => {
            let trace =
                request.trace.as_ref().ok_or_else(|| Stop::new("there is no error to look at"))?;
            let texts = texts()?;
            (simulate::simulate(&texts, trace)?, Vec::new(), texts.refused())
        }
        Command::Plan => {
            let texts = texts()?;
            let (report, wanted) = plan::plan(&texts, &request.files, request.export.as_deref())?;
            (report, wanted, texts.refused())
        }
    };
    report.refuse(refused, &config);
    report.notes.splice(0..0, lacking(request, &config));
    Ok((report, wanted))
}

/// Which files the base had not yet, a sentence each: what is said to have changed since may be their coming alone.
fn lacking(request: &Request, config: &Config) -> Vec<String> {
    let Some(base) = &request.base else { return Vec::new() };
    let head = &request.head;
    // A CODEOWNERS file that is merely looked for may be missing.
    let codeowners = head.codeowners.as_ref().filter(|_| config.codeowners.is_some());
    [(head.rules.as_ref(), &base.rules, "rules"), (codeowners, &base.codeowners, "CODEOWNERS")]
        .into_iter()
        .filter(|(_, before, _)| before.is_none())
        .filter_map(|(now, _, what)| {
            let (path, base) = (clean::line(&now?.path), clean::line(&base.name));
            Some(format!("{path} is not in {base}: nobody owned anything by {what} then."))
        })
        .collect()
}
