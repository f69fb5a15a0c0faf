//! What the user chooses in views.

use crate::document::{Carried, Document};
use crate::organization::Choices;
use crate::ownership::codeowners::Dialect;
use crate::projects::Change;
use crate::routing::Exclusions;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// What the user chose in views. The page keeps it for the session as JSON that it does
/// not read; a link holds it as it is. Fields and values of a later version are carried along
/// as they are, missing ones are as at first.
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
    /// Which of several errors is simulated, from 0; none for all together.
    pub case: Option<usize>,
    /// Over how many days errors were counted; empty for what their times tell.
    pub days: String,
    /// The project's setting for automatic assignment.
    pub assignment: Assignment,
    /// Whom an alert goes to when there are no owners: `AllMembers`, `NoOne`; else the
    /// recently active members.
    pub fallthrough: String,
    /// A team or person that alerts are sent to; empty for issue owners.
    pub alert: String,
    /// Committers of suspect commits, the most suspect first, parted by blanks.
    pub suspects: String,
    /// Whether CODEOWNERS is left out of the simulation.
    pub without_codeowners: bool,
    /// Prefixes of the application's own code, parted by blanks.
    pub in_app_include: String,
    /// Prefixes of other people's code, parted by blanks.
    pub in_app_exclude: String,
    /// The folder that the application runs in; empty for the usual ones.
    pub project_root: String,
    /// Frames that are in-app or not by hand: the error, the frame, and whether it is.
    pub switched: Vec<(usize, usize, bool)>,
    /// What the user changed in the proposed split, in this order.
    pub changes: Vec<Change>,
    /// The seed of the errors that are invented while there is no real one; none for none.
    pub invented: Option<u64>,
    /// Frames whose file was chosen of several: the error, the frame, and the path.
    pub placed: Vec<(usize, usize, String)>,
    /// The organization's slug in Sentry.
    pub organization: String,
    /// The repository's name: `owner/name`.
    pub repository: String,
    /// What was chosen for carrying the plan out.
    pub choices: Choices,
    /// Contents of small files of the repository, by path.
    pub files: BTreeMap<String, String>,
    /// The organization's other repositories, in the order of the plan.
    pub others: Vec<OtherRepository>,
    /// How many of them come before the one in view.
    pub others_before: usize,
    /// The folders that get a project each where ways to split are compared, as a glob;
    /// empty: those at the top.
    pub folders_of_a_kind: String,
    /// The quota of errors in a month, as it was typed.
    pub quota: String,
    /// The repository that was removed last, and its place among all, to be put back.
    pub removed: Option<(usize, OtherRepository)>,
    /// What a link of a later version holds beside these and the texts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub beside: Option<Value>,
    /// What could not be read of the settings themselves.
    #[serde(skip)]
    pub carried: Carried,
}

/// How many of one kind of choice there may be: frames switched, folders changed.
pub const MOST_CHOICES: usize = 10_000;

impl Document for Settings {
    fn limit(&mut self) {
        self.changes.truncate(MOST_CHOICES);
        self.switched.truncate(MOST_CHOICES);
        self.placed.truncate(MOST_CHOICES);
        self.others.truncate(MOST_REPOSITORIES - 1);
        self.others_before = self.others_before.min(self.others.len());
    }
}

/// A repository that is not in view.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OtherRepository {
    /// Its name: `owner/name`; empty if it has none.
    pub name: String,
    /// All that is its own, as a link's fragment.
    pub packed: String,
}

/// Access
impl Settings {
    /// As JSON.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(&self.to_value()).unwrap_or_default()
    }

    /// From JSON; what can't be read is as at first, and carried along.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Self {
        match serde_json::from_slice(bytes) {
            Ok(value) => Self::from_value(value),
            Err(_) if bytes.is_empty() => Self::default(),
            Err(_) => {
                let text = String::from_utf8_lossy(bytes);
                Self::from_value(serde_json::json!({ "unreadable": text }))
            }
        }
    }

    /// The names of all fields, as they are saved.
    #[must_use]
    pub fn fields() -> Vec<String> {
        match serde_json::to_value(Self::default()) {
            Ok(Value::Object(fields)) => fields.into_iter().map(|(name, _)| name).collect(),
            _ => Vec::new(),
        }
    }

    /// As a value of JSON.
    #[must_use]
    pub fn to_value(&self) -> Value {
        self.carried.write(self)
    }

    /// From a value of JSON; what can't be read is as at first, and carried along.
    #[must_use]
    pub fn from_value(value: Value) -> Self {
        let (settings, carried) = Carried::read::<Self>(value);
        Self { carried, ..settings }
    }

    /// Whether a link takes the contents of files along.
    #[must_use]
    pub fn files_fit_into_a_link(&self) -> bool {
        files_size(&self.files) <= MOST_IN_A_LINK
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

/// How many repositories one organization may have here, the one in view included. Each is
/// kept by the browser, which has room for some megabytes.
pub const MOST_REPOSITORIES: usize = 50;

/// How many bytes of contents of files are stored of one repository.
pub const MOST_CONTENTS: usize = 512 << 10;

/// How many bytes of contents a link takes along: compressed they are some ten thousand
/// characters, which programs that shorten links still leave whole.
const MOST_IN_A_LINK: usize = 48 << 10;

/// How many bytes files hold, with their paths.
#[must_use]
pub fn files_size(files: &BTreeMap<String, String>) -> usize {
    files.iter().map(|(path, text)| path.len() + text.len()).sum()
}

/// The project's setting for automatic assignment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Assignment {
    /// To issue owners: Sentry's default.
    #[default]
    IssueOwner,
    /// To suspect committers, then to issue owners.
    SuspectCommits,
    /// To nobody.
    Off,
}

impl Assignment {
    /// Its name, as it is chosen by.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::IssueOwner => "issue-owner",
            Self::SuspectCommits => "suspect-commits",
            Self::Off => "off",
        }
    }

    /// The one of a name; any other is the default.
    #[must_use]
    pub fn from_id(id: &str) -> Self {
        match id {
            "suspect-commits" => Self::SuspectCommits,
            "off" => Self::Off,
            _ => Self::IssueOwner,
        }
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
