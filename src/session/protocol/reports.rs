use super::{Choices, Input, Intent, Node, Revisions, View};
use crate::text::numbers::{count, files};
use serde::{Deserialize, Serialize};

/// The state in a link, but for the tree's text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unpacked {
    /// The texts, in the order of [`Input::ALL`].
    pub inputs: Vec<String>,
    /// What was chosen and seen, to be kept.
    pub settings: Vec<u8>,
    /// What was chosen.
    pub choices: Choices,
}

/// What a work's file holds, but for the tree's text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    /// What the work is called; empty if it has no name.
    pub name: String,
    /// What there is to say about the file; empty for nothing.
    pub remark: String,
    /// What is in it.
    pub unpacked: Unpacked,
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
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TreeReport {
    /// That of the request.
    pub revision: u32,
    /// Files in the tree.
    pub files: u32,
    /// How many lines could not be read.
    pub skipped: u32,
    /// What there is to say about it, and how it is read.
    pub body: Vec<Node>,
}

/// A problem at its place, as the editor takes it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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

/// What was understood of an input.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InputReport {
    /// Which one.
    pub input: Input,
    /// That of the request.
    pub revision: u32,
    /// A few words on what it holds, without its problems: "12 rules".
    pub holds: String,
    /// What follows from the problems, if anything: "Sentry would refuse to save them".
    pub consequence: String,
    /// What reading it says: the gravest, in the order of the text. [`Advice`] holds all this
    /// again, of every input but the error.
    pub problems: Vec<ProblemReport>,
    /// How many problems there are.
    pub problem_count: u32,
    /// Of a CODEOWNERS file: its names that are nobody in Sentry yet, with a way to say who they are.
    pub unmapped: Vec<Node>,
}

/// All there is to say about the inputs, as [`crate::advice::advise`] says it: how they read, and
/// what they do in this tree that is likely a mistake. Of the error there is nothing: its report
/// says it all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Advice {
    /// The inputs it was made from.
    pub revisions: Revisions,
    /// Per input, in the order of [`Input::ALL`].
    pub inputs: Vec<About>,
}

/// What there is to say about one input.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// The gravest, in the order of the text, what has no place last.
    pub listed: Vec<ProblemReport>,
    /// How much there is in all.
    pub count: u32,
    /// Of how many kinds that is.
    pub kinds: u32,
}

impl Advice {
    /// What there is to say about one input, and how much there is in all.
    #[must_use]
    pub fn about(&self, input: Input) -> (&[ProblemReport], u32) {
        self.inputs.get(input as usize).map_or((&[], 0), |it| (&it.listed, it.count))
    }
}

/// A view, drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ViewReport {
    /// The inputs it was made from.
    pub revisions: Revisions,
    /// Which one.
    pub view: View,
    /// The folder that it is of; none if it is of all.
    pub folder: Option<String>,
    /// What there is to see.
    pub body: Vec<Node>,
    /// The lines that it is about, if it is about any.
    pub marks: Vec<Mark>,
}

/// Who gets what, over the whole tree.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoutingReport {
    /// The inputs it was made from.
    pub revisions: Revisions,
    /// Files in the tree.
    pub files: u32,
    /// Files that reach nobody.
    pub nobody: u32,
    /// Shows the files that reach somebody.
    pub owned: Option<Intent>,
    /// Owners by the number of their files, most first.
    pub owners: Vec<OwnerShare>,
    /// Per input, in the order of [`Input::ALL`], what its lines do in this tree: a list of
    /// [`LineOutcome`]s as JSON, which the page hands to the editor as it is. Thousands of
    /// values made one by one take its main thread longer than a frame.
    pub outcomes: Vec<String>,
    /// Which files change hands by the edits since the kept state, the most first.
    pub moves: Vec<Move>,
    /// A way to give what reaches nobody to somebody; empty if nothing does.
    pub rest: Vec<Node>,
    /// In which paths files are looked at, with a way to change that; empty without rules.
    pub paths: Vec<Node>,
    /// How long reading, compiling and routing took, in microseconds; 0 where
    /// there is no clock.
    pub micros: u32,
}

impl RoutingReport {
    /// How many files reach a team, and how many nobody: the sentence's weighty words, the words between, and the
    /// weighty ones after these. Empty if there are no files.
    #[must_use]
    pub fn sentence_parts(&self) -> [String; 3] {
        if self.files == 0 {
            return [const { String::new() }; 3];
        }
        let reached = self.files - self.nobody;
        let nobody = match self.nobody {
            0 => "none reaches nobody".to_owned(),
            1 => "1 reaches nobody".to_owned(),
            many => format!("{} reach nobody", count(many)),
        };
        let reach = if reached == 1 { " reaches a team; " } else { " reach a team; " };
        [format!("{} of {}", count(reached), files(self.files)), reach.to_owned(), nobody]
    }

    /// The same in one; empty if there are no files.
    #[must_use]
    pub fn sentence(&self) -> String {
        let parts = self.sentence_parts().concat();
        if parts.is_empty() { parts } else { parts + "." }
    }
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
    /// Shows them.
    pub leads: Intent,
}

/// What a line does in this tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineOutcome {
    /// From 1.
    pub line: u32,
    /// A few words.
    pub text: String,
    /// How it is marked.
    pub kind: OutcomeKind,
}

/// How a line's outcome is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OutcomeKind {
    /// It decides about files.
    Wins,
    /// It matches files and decides about none.
    NeverWins,
    /// It matches nothing.
    NoMatch,
    /// It is no rule, and this is why.
    Note,
}

/// A window of the explorer's rows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
        line: Option<(Input, u32)>,
        /// The path that a frame of it carries, if that is another.
        frame: Option<String>,
    },
}

/// Why a path goes where it goes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    /// The inputs it was made from.
    pub revisions: Revisions,
    /// The path.
    pub path: String,
    /// The lines that matter to it.
    pub marks: Vec<Mark>,
    /// The sentence why, and what is behind it.
    pub body: Vec<Node>,
}

/// A line that matters to the selected path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Where it is.
    pub input: Input,
    /// From 1.
    pub line: u32,
    /// Whether its rule decides; else it is overridden.
    pub wins: bool,
}
