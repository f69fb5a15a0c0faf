//! What the user chooses in views, and what views let them do.

use super::protocol::{self, Input, Intent, Strip};
use crate::ownership::codeowners::Dialect;
use crate::routing::Exclusions;
use serde::{Deserialize, Serialize};

/// What the user chose in views. The page keeps it for the session as JSON that it does
/// not read; a link holds it as it is. Fields may come: unknown ones are passed over,
/// missing ones are as at first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The host of the CODEOWNERS file: `github`, `gitlab` or `bitbucket`; empty: as it looks.
    pub dialect: String,
    /// The code mapping that the CODEOWNERS file is tied to, from 1; 0 for none. None: the
    /// first there is.
    pub tied_mapping: Option<u32>,
    /// Whether CODEOWNERS lines without owners are passed over, rather than unowning.
    pub pass_over_exclusions: bool,
    /// The folder that coverage is shown of.
    pub folder: String,
}

/// Access
impl Settings {
    /// As JSON.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// From JSON; what can't be read is as at first.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Self {
        serde_json::from_slice(bytes).unwrap_or_default()
    }

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

/// What a view lets the user do. A text that was typed or chosen goes with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Command {
    /// Gives a path to the owner in the text; no path: whatever else reaches nobody.
    Give(String),
    /// Shows the coverage of a folder.
    Folder(String),
    /// The host of the CODEOWNERS file is the one in the text.
    Dialect,
    /// The CODEOWNERS file is tied to the mapping whose number is in the text.
    TiedMapping,
    /// CODEOWNERS lines without owners are passed over if the text is `true`.
    PassOverExclusions,
    /// Every name in the CODEOWNERS file that is nobody yet is proposed as a team.
    ProposePeople,
    /// What a problem's code means is to be seen under it, or no longer: the problem's
    /// number in the list of an input.
    LookUp(Input, usize),
    /// The listing's format has the id in the text; empty to recognise it.
    Format,
    /// Dependencies and build output stay in the tree if the text is `true`.
    KeepNoise,
    /// Only files that match the globs in the text stay.
    Include,
    /// Files that match the globs in the text are left out.
    Exclude,
    /// What becomes of a folder that all paths begin with.
    Strip(Strip),
    /// A guessed code mapping, by its roots, is added to the list.
    AddMapping(String, String),
}

impl Command {
    /// As an intent of an element.
    #[must_use]
    pub fn intent(&self) -> Intent {
        Intent::Do(protocol::encode(self))
    }
}
