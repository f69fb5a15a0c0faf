//! What views let the user do, by area.
//!
//! Each area is an enum of its own that one function carries out in an exhaustive match, so
//! that a new command cannot silently do nothing. A text that was typed or chosen goes with
//! each.

use super::parts::RoutingInput;
use super::protocol::{self, Input, Intent, Strip};
use crate::playbook::{Choice, Heading};
use crate::projects::what_if::Way;
use crate::projects::{Change, Place};
use serde::{Deserialize, Serialize};

/// What a view lets the user do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Command {
    /// How the listing is read.
    Listing(ListingCommand),
    /// Rules, CODEOWNERS, code mappings and teams.
    Routing(RoutingCommand),
    /// What is not part of the first answer.
    Later(LaterCommand),
}

/// What a view lets the user do beyond the first answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LaterCommand {
    /// The error that is simulated.
    Simulation(SimulationCommand),
    /// The split into projects.
    Split(SplitCommand),
    /// Comparing ways to split.
    Comparison(ComparisonCommand),
    /// The map of the tree.
    Map(MapCommand),
    /// The organization and its repositories.
    Organization(OrganizationCommand),
    /// What is chosen, tried and taken along of the plan.
    Playbook(PlaybookCommand),
    /// Which files a number counts.
    Files(FilesCommand),
}

/// Which files a number counts: they are to be seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FilesCommand {
    /// Those that somebody owns.
    Owned,
    /// Those that the edits move from one to another, by the number of the move.
    Moved(usize),
    /// Those of an owner that rules of another match, too.
    Overlap {
        /// Who gets them.
        winner: String,
        /// Who does not.
        other: String,
    },
    /// Those that the rule on this line matches, whether it decides or not.
    Matches(Input, u32),
    /// Those of a kind of disagreement between review and routing, by its number.
    Disputes(usize),
    /// Somebody's of a project; of none by name, of all projects.
    Project(Whose, Option<Place>),
    /// Those whose errors a team sees with a way to split, or those of them that are not its own.
    Seen {
        /// The way.
        way: Way,
        /// The team's slug.
        team: String,
        /// Only those that are not its own.
        foreign: bool,
    },
    /// Those that several projects of a way to split run.
    Shared(Way),
    /// Those of a colour of the map, in a folder.
    Coloured {
        /// What the colours are by, as it is chosen.
        by: String,
        /// The colour's name in the legend.
        name: String,
        /// The folder's path; nothing for the tree.
        folder: String,
    },
}

/// Whose files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Whose {
    /// Everybody's, and nobody's.
    Anybody,
    /// Nobody's.
    Nobody,
    /// Those of an owner.
    Owner(String),
}

/// How the listing is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ListingCommand {
    /// The listing's format has the id in the text; empty to recognise it.
    Format,
    /// Dependencies and build output stay in the tree if the text is `true`.
    KeepNoise,
    /// The names are in the column with the number in the text; empty to recognise it.
    Column,
    /// Only files that match the globs in the text stay.
    Include,
    /// Files that match the globs in the text are left out.
    Exclude,
    /// What becomes of a folder that all paths begin with.
    Strip(Strip),
}

/// Rules, CODEOWNERS, code mappings and teams.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RoutingCommand {
    /// Gives a path to the owner in the text's first line; no path: whatever else reaches nobody. The second line
    /// says how much of a folder: `rest`, or all of it.
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
    /// A guessed code mapping, by its roots, is added to the list.
    AddMapping(String, String),
    /// What a problem's code means is to be seen under it, or no longer: the problem's
    /// number in the list of an input.
    LookUp(RoutingInput, usize),
    /// The fix of a problem is made, the problem's number in the list of an input; but if it takes files from
    /// somebody, that is said first.
    Mend(RoutingInput, usize),
    /// The same for all problems of a code, as one change.
    MendKind(RoutingInput, String),
    /// It is not made.
    LeaveIt(RoutingInput),
    /// Of the rules that matter to a path, those that hold the text are listed.
    Reasons(String),
}

impl RoutingCommand {
    /// What is done by it, for the way back over it; none where a text is changed, which says so itself, or where it is
    /// merely looked at.
    #[must_use]
    pub fn step(&self) -> Option<&'static str> {
        match self {
            Self::Dialect => Some("Choose the host of CODEOWNERS"),
            Self::TiedMapping => Some("Choose the code mapping of CODEOWNERS"),
            Self::PassOverExclusions => Some("Choose how lines without owners are read"),
            Self::Give(_)
            | Self::Folder(_)
            | Self::ProposePeople
            | Self::AddMapping(..)
            | Self::LookUp(..)
            | Self::Mend(..)
            | Self::MendKind(..)
            | Self::LeaveIt(_)
            | Self::Reasons(_) => None,
        }
    }
}

/// In [`RoutingCommand::Give`]: of a folder only what reaches nobody.
pub const REST: &str = "rest";

/// The error that is simulated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SimulationCommand {
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
    /// What the code of one of the error's problems means is to be seen under it, or no longer:
    /// the problem's number.
    LookUp(usize),
    /// A rule's frames are lit up, or no longer.
    Light(Input, u32),
}

/// The split into projects.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SplitCommand {
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
    /// Rules of projects are shown in the paths that the text names: `frames` or `repository`.
    Paths,
    /// All files and rules are shown in the paths of this name.
    ShowPaths(String),
    /// What becomes of the CODEOWNERS file in projects is in the text.
    CodeownersAs,
    /// The text is what is in the file of this path; nothing in it: that is not known.
    Contents(String),
    /// The contents of a file are to be given: of this path, or of the one in the text.
    AskContents(String),
    /// Nothing is known of what is in files.
    ForgetContents,
}

/// Comparing ways to split.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ComparisonCommand {
    /// Compared with a project for each folder that the glob in the text names.
    FoldersOfAKind,
    /// The quota of errors in a month is in the text.
    Quota,
    /// Teams and their projects are sorted by the column of this number.
    Sort(u32),
}

/// The map of the tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MapCommand {
    /// The map is of the folder in the text.
    Open,
    /// The map is of this folder.
    Folder(String),
    /// The place for it is as large as the text says: `640x480`, in pixels.
    Size,
    /// Areas are by what the text names.
    Area,
    /// Colours are by what the text names.
    Colour,
    /// It is shown as a table if the text is `true`.
    Table,
}

/// The organization and its repositories.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum OrganizationCommand {
    /// The organization's slug is in the text.
    Organization,
    /// The repository's name is in the text.
    Repository,
    /// What is in Sentry today is in the text, or some of it: it is added to what is known.
    ReadToday,
    /// Nothing is known of what is in Sentry today.
    ForgetToday,
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
}

/// What is chosen, tried and taken along of the plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PlaybookCommand {
    /// Something is chosen for carrying the plan out.
    Choose(Choice),
    /// What comes first is read.
    ReadWeekOne,
    /// This chapter is read.
    Read(Heading),
    /// All chapters are read.
    ReadAll,
    /// The text is tried out in a tester of the playbook.
    Try(Trial),
    /// This text is tried out there.
    TryThis(Trial, String),
    /// How a file of the plan begins is to be seen, or no longer: the id of its format.
    LookAt(String),
    /// A file of the plan is made: the id of its format, behind which `@` and a project's slug
    /// may stand; or `routing`, who gets each file's errors.
    Export(String),
}

/// Something to try. A text that was typed or chosen goes with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Trial {
    /// The name of a release.
    Release,
    /// Globs of inbound filters.
    Globs,
    /// What they are held against.
    Message,
    /// A browser's or program's own name.
    Agent,
    /// The address of a page.
    Address,
    /// An event's JSON.
    Event,
    /// Additional sensitive fields.
    Sensitive,
    /// Safe fields.
    Safe,
    /// Internet addresses are not stored if the text is `true`.
    Addresses,
    /// What an advanced rule does.
    Method,
    /// What it looks for.
    Kind,
    /// Where it looks.
    Source,
}

impl Command {
    /// As an intent of an element.
    #[must_use]
    pub fn intent(&self) -> Intent {
        Intent::Do(protocol::encode(self))
    }
}

/// Every area's commands are commands.
macro_rules! areas {
    ($($command:ident => $wrap:expr),+ $(,)?) => {$(
        impl From<$command> for Command {
            fn from(command: $command) -> Self {
                $wrap(command)
            }
        }

        impl From<&$command> for Command {
            fn from(command: &$command) -> Self {
                command.clone().into()
            }
        }

        impl $command {
            /// As an intent of an element.
            #[must_use]
            pub fn intent(self) -> Intent {
                Command::from(self).intent()
            }
        }
    )+};
}

areas! {
    ListingCommand => Self::Listing,
    RoutingCommand => Self::Routing,
    SimulationCommand => |it| Self::Later(LaterCommand::Simulation(it)),
    SplitCommand => |it| Self::Later(LaterCommand::Split(it)),
    ComparisonCommand => |it| Self::Later(LaterCommand::Comparison(it)),
    MapCommand => |it| Self::Later(LaterCommand::Map(it)),
    OrganizationCommand => |it| Self::Later(LaterCommand::Organization(it)),
    PlaybookCommand => |it| Self::Later(LaterCommand::Playbook(it)),
    FilesCommand => |it| Self::Later(LaterCommand::Files(it)),
}
