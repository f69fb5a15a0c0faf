//! How one repository is read, simulated and split: what is chosen for it.

use crate::ownership::codeowners::Dialect;
use crate::projects::{Change, WithCodeowners};
use crate::routing::{AutoAssign, Exclusions};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is chosen for one repository, beside its texts. Missing fields have their default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The repository's name: `owner/name`.
    pub repository: String,
    /// How its CODEOWNERS file is read.
    pub codeowners: CodeownersSettings,
    /// What errors are simulated by.
    pub simulation: SimulationSettings,
    /// How it is split into projects.
    pub split: SplitSettings,
}

/// How a CODEOWNERS file is read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CodeownersSettings {
    /// The host of the CODEOWNERS file: `github`, `gitlab` or `bitbucket`; empty: as it looks.
    pub dialect: String,
    /// The code mapping that the CODEOWNERS file is tied to, from 1; 0 for none. None: the
    /// first there is.
    pub tied_mapping: Option<u32>,
    /// Whether CODEOWNERS lines without owners are passed over, rather than unowning.
    pub pass_over_exclusions: bool,
}

/// What errors are simulated by: what the project and the SDK are set to, and what is known
/// of the errors beside their text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SimulationSettings {
    /// Over how many days errors were counted; empty for what their times tell.
    pub days: String,
    /// The project's setting for automatic assignment.
    pub assignment: AutoAssign,
    /// Whom an alert goes to when there are no owners: `AllMembers`, `NoOne`; else the
    /// recently active members.
    pub fallthrough: String,
    /// A team or person that alerts are sent to; empty for issue owners.
    pub alert: String,
    /// Space-separated committers of suspect commits, the most suspect first.
    pub suspects: String,
    /// Whether CODEOWNERS is left out of the simulation.
    pub without_codeowners: bool,
    /// Space-separated prefixes of the application's own code.
    pub in_app_include: String,
    /// Space-separated prefixes of other people's code.
    pub in_app_exclude: String,
    /// The folder that the application runs in; empty for the usual ones.
    pub project_root: String,
    /// Frames that are in-app or not by hand: the error, the frame, and whether it is.
    pub switched: Vec<(usize, usize, bool)>,
    /// Frames whose file was chosen of several: the error, the frame, and the path.
    pub placed: Vec<(usize, usize, String)>,
    /// The seed of the errors that are invented while there is no real one; none for none.
    pub invented: Option<u64>,
}

/// How a repository is split into projects.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SplitSettings {
    /// Contents of small files of the repository, by path.
    pub files: BTreeMap<String, String>,
    /// What the user changed in the proposed split, in this order.
    pub changes: Vec<Change>,
    /// What becomes of the CODEOWNERS file in projects: imported, or transcribed.
    pub codeowners_as: WithCodeowners,
    /// The folders that get a project each where ways to split are compared, as a glob;
    /// empty: those at the top.
    pub folders_of_a_kind: String,
}

/// How many of one kind of choice there may be: frames switched, folders changed.
pub const MOST_CHOICES: usize = 10_000;

/// How many bytes of contents of files are stored of one repository.
pub const MOST_CONTENTS: usize = 512 << 10;

/// How many bytes of contents a link takes along: compressed they are some ten thousand
/// characters, which programs that shorten links still leave whole.
pub(super) const MOST_IN_A_LINK: usize = 48 << 10;

/// How many bytes files hold, with their paths.
#[must_use]
pub fn files_size(files: &BTreeMap<String, String>) -> usize {
    files.iter().map(|(path, text)| path.len() + text.len()).sum()
}

impl Settings {
    /// Leaves out what is more than this program acts upon.
    pub(super) fn limit(&mut self) {
        self.split.changes.truncate(MOST_CHOICES);
        self.simulation.switched.truncate(MOST_CHOICES);
        self.simulation.placed.truncate(MOST_CHOICES);
    }
}

/// Access
impl CodeownersSettings {
    /// How CODEOWNERS lines without owners are read.
    #[must_use]
    pub fn exclusions(&self) -> Exclusions {
        if self.pass_over_exclusions { Exclusions::PassOver } else { Exclusions::Unown }
    }

    /// The host of a CODEOWNERS file.
    #[must_use]
    pub fn dialect(&self, text: &str) -> Dialect {
        DIALECTS
            .iter()
            .find(|(id, ..)| *id == self.dialect)
            .map_or_else(|| looks_like(text), |it| it.2)
    }
}

/// Access
impl SplitSettings {
    /// Whether a link takes the contents of files along.
    #[must_use]
    pub fn files_fit_into_a_link(&self) -> bool {
        files_size(&self.files) <= MOST_IN_A_LINK
    }
}

/// The hosts: id, name, dialect.
pub const DIALECTS: [(&str, &str, Dialect); 3] = [
    ("github", "GitHub", Dialect::Github),
    ("gitlab", "GitLab", Dialect::Gitlab),
    ("bitbucket", "Bitbucket Cloud", Dialect::Bitbucket),
];

/// Sections are GitLab's, settings and custom groups Bitbucket's.
fn looks_like(text: &str) -> Dialect {
    let starts = |prefixes: &[&str]| {
        text.lines().any(|line| prefixes.iter().any(|prefix| line.starts_with(prefix)))
    };
    if starts(&["CODEOWNERS.", "@@@"]) {
        Dialect::Bitbucket
    } else if starts(&["[", "^["]) {
        Dialect::Gitlab
    } else {
        Dialect::Github
    }
}
