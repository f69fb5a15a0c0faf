use super::{Choices, Revisions};
use serde::{Deserialize, Serialize};

/// The state in a link, but for the tree's text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Unpacked {
    /// The text of the rules.
    pub rules: String,
    /// What was chosen.
    pub choices: Choices,
}

/// One proposal for the editor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Completion {
    /// What is inserted.
    pub label: String,
    /// A word about it.
    pub detail: String,
}

/// What was understood of the listing.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TreeReport {
    /// That of the request.
    pub revision: u32,
    /// The id of the format it was read as.
    pub format: String,
    /// The format's name for a person.
    pub title: String,
    /// All formats (id, name) for the menu.
    pub formats: Vec<(String, String)>,
    /// Files in the tree.
    pub files: u32,
    /// Folders in the tree.
    pub folders: u32,
    /// Paths that stood there more than once.
    pub duplicates: u32,
    /// Files that the globs left out.
    pub filtered: u32,
    /// The folder that all paths begin with, and whether it was taken off.
    pub prefix: Option<(String, bool)>,
    /// Lines that could not be read; at most [`TreeReport::MOST_SKIPPED`] are listed.
    pub skipped: Vec<SkippedLine>,
    /// How many lines could not be read.
    pub skipped_count: u32,
    /// Dependencies and build output that were left out.
    pub left_out: Vec<LeftOutGroup>,
    /// What else there is to say.
    pub problems: Vec<ProblemReport>,
}

impl TreeReport {
    /// How many skipped lines a report lists.
    pub const MOST_SKIPPED: usize = 500;
}

/// A line of the listing that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SkippedLine {
    /// From 1.
    pub line: u32,
    /// Its text, shortened.
    pub text: String,
    /// Why.
    pub reason: String,
}

/// Files left out for one reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOutGroup {
    /// The folder or file name that stands for them.
    pub name: String,
    /// What they are.
    pub kind: String,
    /// How many.
    pub files: u32,
}

/// A problem at its place, as the editor takes it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ProblemReport {
    /// The stable code.
    pub code: String,
    /// 0 error, 1 warning, 2 info.
    pub severity: u8,
    /// What is so and why.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
    /// What Sentry itself answers.
    pub sentry: Option<String>,
    /// Line and column, from 1; 0 for no place.
    pub line: u32,
    /// In UTF-16 units, from 1.
    pub column: u32,
    /// UTF-16 offsets of the place.
    pub from: u32,
    /// Its end.
    pub to: u32,
    /// The change that mends it.
    pub fix: Option<FixReport>,
}

/// A change that mends a problem.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FixReport {
    /// What the button says.
    pub title: String,
    /// UTF-16 start, end, and the new text.
    pub edits: Vec<(u32, u32, String)>,
}

/// What was understood of the rules.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RulesReport {
    /// That of the request.
    pub revision: u32,
    /// How many rules there are.
    pub rules: u32,
    /// Whether Sentry would save this text.
    pub accepted: bool,
    /// What is wrong with them: the gravest, in the order of the text.
    pub problems: Vec<ProblemReport>,
    /// How many problems there are.
    pub problem_count: u32,
}

/// What rules do in this tree that was hardly meant.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Advice {
    /// The inputs it was made from.
    pub revisions: Revisions,
    /// The gravest, in the order of the rules' text; what has no place comes last.
    pub problems: Vec<ProblemReport>,
    /// How many problems there are.
    pub problem_count: u32,
}

/// What a problem's code means.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodePage {
    /// The code.
    pub code: String,
    /// What it is about.
    pub title: String,
    /// Why it matters.
    pub why: String,
    /// What to do.
    pub fix: String,
    /// A text that shows it.
    pub bad: String,
    /// The same text mended.
    pub good: String,
}

/// Who gets what, over the whole tree.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RoutingReport {
    /// The inputs it was made from.
    pub revisions: Revisions,
    /// Files in the tree.
    pub files: u32,
    /// Files that reach nobody.
    pub nobody: u32,
    /// Owners by the number of their files, most first.
    pub owners: Vec<OwnerShare>,
    /// Rules in the order of the text.
    pub rules: Vec<RuleUse>,
    /// Which files change hands by the edits since the kept state, the most first.
    pub moves: Vec<Move>,
    /// How long reading, compiling and routing took, in microseconds; 0 where
    /// there is no clock.
    pub micros: u32,
}

/// An owner's share of the tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnerShare {
    /// `#team` or an address.
    pub owner: String,
    /// Files that reach it.
    pub files: u32,
}

/// Files that change hands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    /// Who got their errors before; none for nobody.
    pub from: Option<String>,
    /// Who gets them now.
    pub to: Option<String>,
    /// How many.
    pub files: u32,
}

/// What a rule does in this tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleUse {
    /// Its line, from 1.
    pub line: u32,
    /// Files for which it is the one that decides.
    pub wins: u32,
    /// Files that it matches.
    pub matches: u32,
}

/// A window of the explorer's rows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Rows {
    /// The inputs they were made from.
    pub revisions: Revisions,
    /// How many rows there are in all.
    pub total: u32,
    /// How many files are shown or inside closed folders.
    pub files: u32,
    /// The number of the first row, from 0.
    pub from: u32,
    /// The rows.
    pub rows: Vec<Row>,
    /// The revealed path's row, if it was asked for and is there.
    pub revealed: Option<u32>,
}

/// One row of the explorer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The whole path.
    pub path: String,
    /// Its last part.
    pub name: String,
    /// Folders above it.
    pub depth: u16,
    /// Its place among the visible siblings, from 1.
    pub position: u32,
    /// How many visible siblings there are, with itself.
    pub siblings: u32,
    /// File or folder.
    pub kind: RowKind,
}

/// What kind of row it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RowKind {
    /// A folder.
    Folder {
        /// Whether its rows follow.
        open: bool,
        /// Visible files below it.
        files: u32,
        /// Files by owner, most first: index into [`RoutingReport::owners`],
        /// none for nobody. At most six; the rest is not listed.
        shares: Vec<(Option<u32>, u32)>,
    },
    /// A file.
    File {
        /// Index into [`RoutingReport::owners`].
        owner: Option<u32>,
        /// The line of the rule that decides.
        line: Option<u32>,
    },
}

/// Why a path goes where it goes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Explanation {
    /// The inputs it was made from.
    pub revisions: Revisions,
    /// The path.
    pub path: String,
    /// Whether it is a file, a folder, or not in the tree (any more).
    pub place: Place,
    /// The owner, for a file that reaches one.
    pub owner: Option<String>,
    /// Who got its errors in the kept state, if that was somebody else.
    pub before: Option<Option<String>>,
    /// Rules that matter to it: for a file those that match, the deciding one
    /// first; for a folder those that decide about files in it.
    pub rules: Vec<RuleVerdict>,
    /// Rules that nearly match, with what is in the way.
    pub near: Vec<NearMiss>,
    /// For a folder: files by owner, none for nobody.
    pub shares: Vec<(Option<String>, u32)>,
}

/// What a path is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    /// Not in the tree.
    #[default]
    Missing,
    /// A file.
    File,
    /// A folder.
    Folder,
}

/// A rule and its part in the answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleVerdict {
    /// Its line, from 1.
    pub line: u32,
    /// The rule's matcher, as Sentry prints it.
    pub matcher: String,
    /// Its owners.
    pub owners: Vec<String>,
    /// Whether it decides; else it is overridden by a later one.
    pub wins: bool,
    /// For a folder: files that it decides there.
    pub files: u32,
}

/// A rule that nearly matches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NearMiss {
    /// Its line, from 1.
    pub line: u32,
    /// The rule's matcher.
    pub matcher: String,
    /// What is in the way.
    pub reason: String,
}
