//! What the user chooses in views, and what views let them do.

use super::protocol::{self, Input, Intent, Strip};
use super::repositories::OtherRepository;
use super::trials::Trial;
use crate::organization::{Choice, Choices};
use crate::ownership::codeowners::Dialect;
use crate::projects::{Change, Place};
use crate::routing::Exclusions;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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
    /// The organisation's slug in Sentry.
    pub organization: String,
    /// The repository's name: `owner/name`.
    pub repository: String,
    /// What was chosen for carrying the plan out.
    pub choices: Choices,
    /// Contents of small files of the repository, by path.
    pub files: BTreeMap<String, String>,
    /// The organisation's other repositories, in the order of the plan.
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

    fn from_id(id: &str) -> Self {
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
    /// The error whose number is in the text is simulated.
    Case,
    /// The error with this number is simulated.
    CaseNumber(usize),
    /// Errors were counted over as many days as the text says.
    Days,
    /// Automatic assignment is as the text says.
    Assignment,
    /// Alerts without owners go where the text says.
    Fallthrough,
    /// Alerts go to whom the text names.
    Alert,
    /// Suspect commits are of those in the text.
    Suspects,
    /// CODEOWNERS counts if the text is `true`.
    WithCodeowners,
    /// Prefixes of the application's own code are those in the text.
    InAppInclude,
    /// Prefixes of other people's code are those in the text.
    InAppExclude,
    /// The application runs in the folder in the text.
    ProjectRoot,
    /// A frame of an error, both by number, is in-app if the text is `true`.
    InApp(usize, usize),
    /// A frame of an error, both by number, is of the file in the text.
    Place(usize, usize),
    /// Errors are invented from the tree by this seed, or no longer.
    Invent(Option<u64>),
    /// The proposed split is changed so.
    Change(Vec<Change>),
    /// The last change of the split is undone.
    UndoChange,
    /// All changes of the split are undone.
    ResetChanges,
    /// The folder in the text becomes a project.
    SplitFolder,
    /// A project gets the name in the text.
    Rename(Place),
    /// A project gets the platform in the text.
    Retype(Place),
    /// A project becomes part of the one whose number in the plan is in the text.
    MergeInto(Place),
    /// A project gets the folder in the text.
    MoveTo(Place),
    /// The organisation's slug is in the text.
    Organization,
    /// The repository's name is in the text.
    Repository,
    /// Something is chosen for carrying the plan out.
    Choose(Choice),
    /// The text is tried out in a tester of the playbook.
    Try(Trial),
    /// This text is tried out there.
    TryThis(Trial, String),
    /// Another repository, named by the text, comes into view, and nothing is in it yet.
    AddRepository,
    /// The other repository of this number comes into view.
    ShowRepository(usize),
    /// The other repository of this number gets the name in the text.
    RenameRepository(usize),
    /// The other repository of this number goes from the plan.
    RemoveRepository(usize),
    /// The repository that was removed last comes back.
    RestoreRepository,
    /// The text is what is in the file of this path; nothing in it: that is not known.
    Contents(String),
    /// The contents of a file are to be given: of this path, or of the one in the text.
    AskContents(String),
    /// Nothing is known of what is in files.
    ForgetContents,
    /// A rule's frames are lit up, or no longer.
    Light(Input, u32),
    /// A guessed code mapping, by its roots, is added to the list.
    AddMapping(String, String),
    /// A file of the plan is made: the id of its format, behind which `@` and a project's slug
    /// may stand; or `routing`, who gets each file's errors.
    Export(String),
    /// Compared with a project for each folder that the glob in the text names.
    FoldersOfAKind,
    /// The quota of errors in a month is in the text.
    Quota,
}

impl Command {
    /// As an intent of an element.
    #[must_use]
    pub fn intent(&self) -> Intent {
        Intent::Do(protocol::encode(self))
    }
}

impl Settings {
    /// Takes a choice about the simulation; false if the command is none.
    pub(super) fn choose(&mut self, command: &Command, text: &str) -> bool {
        let on = text == "true";
        let chosen = text.to_owned();
        match *command {
            Command::Case => self.case = text.parse().ok(),
            Command::CaseNumber(case) => self.case = Some(case),
            Command::Days => self.days = chosen,
            Command::Assignment => self.assignment = Assignment::from_id(text),
            Command::Fallthrough => self.fallthrough = chosen,
            Command::Alert => self.alert = chosen,
            Command::Suspects => self.suspects = chosen,
            Command::WithCodeowners => self.without_codeowners = !on,
            Command::InAppInclude => self.in_app_include = chosen,
            Command::InAppExclude => self.in_app_exclude = chosen,
            Command::ProjectRoot => self.project_root = chosen,
            Command::InApp(case, frame) => {
                self.switched.retain(|&(of, at, _)| (of, at) != (case, frame));
                self.switched.push((case, frame, on));
            }
            Command::Invent(seed) => {
                self.invented = seed;
                self.case = None;
                self.switched.clear();
                self.placed.clear();
            }
            Command::Place(case, frame) => {
                self.placed.retain(|(of, at, _)| (*of, *at) != (case, frame));
                self.placed.push((case, frame, chosen));
            }
            _ => return false,
        }
        true
    }
}
