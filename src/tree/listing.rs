use super::{Format, Paths};
use crate::text::{Problem, Span};

/// What was read from a pasted file listing.
#[derive(Clone, Debug, PartialEq)]
pub struct Listing {
    /// As what it was read.
    pub format: Format,
    /// From 0 to 1, how surely it is a listing of that format. Below [`Self::SURE`] the text
    /// is not understood, and [`Self::files`] is what was taken for paths.
    pub sure: f32,
    /// The files, in the order of the listing, each once. No path of it is a
    /// folder of another.
    pub files: Paths,
    /// How many folders hold [`Self::files`], the root not counted.
    pub folders: u32,
    /// What could not be read, in the order of the listing.
    pub skipped: Vec<Skipped>,
    /// How many files or folders were listed again.
    pub duplicates: u32,
    /// The folder that all paths begin with, if it is worth stripping.
    pub prefix: Option<Prefix>,
    /// Files that no repository tracks, most first.
    pub left_out: Vec<LeftOut>,
    /// How many files the include and exclude globs kept out.
    pub filtered: u32,
    /// What became of every record of the listing.
    pub account: Account,
    /// What the user should know. Spans are places in the text that was read.
    pub problems: Vec<Problem>,
}

impl Listing {
    /// From how sure on a text counts as understood.
    pub const SURE: f32 = 0.5;

    /// From how sure on no other format is tried.
    pub(super) const SURE_ENOUGH: f32 = 0.85;
}

/// Something of the listing that is no file and no folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// The line, from 1. In JSON, XML and NUL-separated lists: the record, from 1.
    pub line: u32,
    /// Where it is in the text; none in JSON and XML.
    pub span: Option<Span>,
    /// The line, shortened to 120 characters.
    pub text: String,
    /// Why.
    pub reason: SkipReason,
}

/// Why something was skipped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SkipReason {
    /// A sentence, or anything else that names no file.
    NotAPath,
    /// A line that does not fit the format of the others.
    OtherFormat,
    /// What a tool says when something goes wrong.
    ToolMessage,
    /// `...` where lines were left out.
    Elided,
    /// A path that the tool shortened (`.../api.ts`): its folders are unknown.
    Abbreviated,
    /// A quoted path with no closing quote or an unknown escape.
    BadQuote,
    /// A file that the listing says is deleted.
    Deleted,
    /// A submodule: its files are in another repository.
    Submodule,
    /// A path with `..`, which leads out of the folder that was listed.
    OutsideRoot,
    /// Text around the code block that was read.
    OutsideFence,
    /// A JSON or XML item that has no path.
    BadRecord,
    /// A label of a target that is no file.
    NotAFile,
    /// A path of over 4,096 bytes, which no system allows.
    TooLong,
}

impl SkipReason {
    /// The reason as a sentence.
    #[must_use]
    pub fn message(self) -> &'static str {
        match self {
            Self::NotAPath => "This does not look like a path.",
            Self::OtherFormat => "This line does not fit the format of the others.",
            Self::ToolMessage => "This is a message of the tool, not a path.",
            Self::Elided => "Here the listing leaves something out.",
            Self::Abbreviated => "The tool shortened this path, so its folders are unknown.",
            Self::BadQuote => "The quoted path does not end, or has an unknown escape.",
            Self::Deleted => "This file is deleted.",
            Self::Submodule => "This is a submodule; its files are in another repository.",
            Self::OutsideRoot => "This path leads out of the folder that was listed.",
            Self::OutsideFence => "This is outside the code block that was read.",
            Self::BadRecord => "This item has no path.",
            Self::NotAFile => "This is a target of the build, not a file.",
            Self::TooLong => "This is longer than a path can be.",
        }
    }
}

/// A folder that all paths of a listing begin with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prefix {
    /// The folder as it was written, with `/`: `/home/jo/shop`, `C:/work`, `shop-1.2`.
    pub path: String,
    /// Whether [`Listing::files`] still has it.
    pub state: PrefixState,
}

/// Whether a [`Prefix`] is still there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrefixState {
    /// The paths begin with it (without its leading `/`); the user may strip it.
    Offered,
    /// The paths no longer begin with it.
    Stripped,
}

/// Files left out because no repository tracks them, grouped by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The name of the folders, or the files, such as `node_modules` or `*.pyc`.
    pub name: &'static str,
    /// What they are.
    pub kind: NoiseKind,
    /// The first such folder or file of the listing.
    pub example: String,
    /// How many folders of that name; 0 if it names files.
    pub folders: u32,
    /// How many files.
    pub files: u32,
}

/// What a left-out file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoiseKind {
    /// The version control's own files.
    VersionControl,
    /// Other people's code that a package manager fetched.
    Dependencies,
    /// What a build made.
    BuildOutput,
    /// What a tool keeps to be faster.
    Cache,
    /// What the operating system leaves about.
    System,
}

impl NoiseKind {
    /// What to call it.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::VersionControl => "version control",
            Self::Dependencies => "dependencies",
            Self::BuildOutput => "build output",
            Self::Cache => "caches",
            Self::System => "system files",
        }
    }
}

/// What became of the records of a listing: [`Self::records`] is the sum of all else.
///
/// A record is a line; in JSON and XML an item, in NUL-separated lists what
/// stands before a NUL, in `ls` with columns each name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// All records.
    pub records: u32,
    /// Files that were read.
    pub files: u32,
    /// Folders.
    pub folders: u32,
    /// Headings, totals, fences, prompts, blank lines.
    pub structure: u32,
    /// Listed again.
    pub duplicates: u32,
    /// Files left out as noise.
    pub left_out: u32,
    /// Files that the globs kept out.
    pub filtered: u32,
    /// Not understood.
    pub skipped: u32,
}

impl Account {
    /// Whether every record is accounted for exactly once.
    #[must_use]
    pub fn is_balanced(&self) -> bool {
        let parts = [
            self.files,
            self.folders,
            self.structure,
            self.duplicates,
            self.left_out,
            self.filtered,
            self.skipped,
        ];
        self.records == parts.iter().sum::<u32>()
    }
}
