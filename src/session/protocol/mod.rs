//! What the page and the worker say to each other.
//!
//! A message is an [`Envelope`] or an [`Answer`] in postcard's encoding; each
//! envelope gets exactly one answer. Texts (the listing, the rules) travel beside the
//! message as a JavaScript string, so that the page never copies a large one into
//! its own memory.
//!
//! Every answer names the [`Revisions`] of the inputs it was made from; the page
//! drops what belongs to an older one. Types here hold what a view shows and no
//! more: they are not the engine's types, and may change with the page.

mod filter;
mod node;
mod reports;

pub use filter::{Filter, Within};
pub use node::{Attribute, Intent, Node};
pub use reports::{
    About, Advice, Completion, Explanation, FixReport, InputReport, LineOutcome, Mark, Move,
    Opened, OutcomeKind, OwnerShare, ProblemReport, RoutingReport, Row, RowKind, Rows, TreeReport,
    Unpacked, ViewReport,
};

pub use crate::document::{Strip, TreeOptions};

use serde::{Deserialize, Serialize};

/// The version of this protocol. The worker's first message states its own, so
/// that a cached old worker beside a new page is noticed.
pub const VERSION: u32 = 9;

/// A text that the user gives, beside the tree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Input {
    /// Ownership rules.
    #[default]
    Rules,
    /// A CODEOWNERS file.
    Codeowners,
    /// Code mappings.
    Mappings,
    /// Teams and people, and what CODEOWNERS calls them.
    People,
    /// A stack trace or events. It changes no routing.
    Event,
}

impl Input {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Rules, Self::Codeowners, Self::Mappings, Self::People, Self::Event];

    /// A line of it in words. Lines of CODEOWNERS say so, since they stand beside lines of rules.
    #[must_use]
    pub fn place(self, line: u32) -> String {
        match self {
            Self::Codeowners => format!("CODEOWNERS {line}"),
            Self::Rules | Self::Mappings | Self::People | Self::Event => format!("line {line}"),
        }
    }

    /// A line of it as elements that are about it name it, to light up together.
    #[must_use]
    pub fn about(self, line: u32) -> String {
        format!("{}:{line}", self as u8)
    }
}

/// Which state of each input an answer about the tree belongs to. Counts up from 0
/// (nothing yet).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revisions {
    /// Of the tree's text and options.
    pub tree: u32,
    /// Of the inputs that routing follows from: all but the event.
    pub inputs: [u32; 4],
}

impl Revisions {
    /// Sets an input's revision; an event's is not among them.
    pub fn set(&mut self, input: Input, revision: u32) {
        if let Some(at) = self.inputs.get_mut(input as usize) {
            *at = revision;
        }
    }
}

/// What the engine computes to be looked at, beside the explorer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum View {
    /// What stands under an input: what became of it, and what can be chosen for it.
    Under(Input),
    /// Who has how much of the tree, folder by folder; rules, overlaps, gaps.
    #[default]
    Coverage,
    /// Where code review and error routing disagree.
    Review,
    /// From an event to who is told.
    Simulate,
    /// How the repository could be split into projects.
    Projects,
    /// What to do to carry the plan out, a chapter at a time.
    Playbook,
    /// The plan as files.
    Export,
    /// Ways to split side by side, and a picture of the organization.
    Compare,
    /// The tree as nested rectangles.
    Map,
}

/// A request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// The listing was replaced; its text is beside the message. Answered by
    /// [`Reply::Tree`] and [`Reply::Routing`].
    Tree {
        /// The input's new revision.
        revision: u32,
        /// How to read it.
        options: TreeOptions,
    },
    /// An input was replaced; its text is beside the message. Answered by
    /// [`Reply::Input`] and, if routing follows from it, [`Reply::Routing`].
    Input {
        /// Which one.
        input: Input,
        /// Its new revision.
        revision: u32,
        /// Whether it is the state that later edits are compared with: it was loaded,
        /// not typed.
        kept: bool,
    },
    /// What was chosen and seen, as [`Reply::Settings`] gave it. Answered by nothing.
    Settings(Vec<u8>),
    /// A view. Answered by [`Reply::View`].
    View(View),
    /// The same of a folder. Answered by [`Reply::Settings`] and [`Reply::View`].
    Folder(View, String),
    /// An [`Intent::Do`] was used. Answered by whatever it changes.
    Do {
        /// What the intent holds.
        command: Vec<u8>,
        /// What was typed or chosen.
        text: String,
    },
    /// The rules as they stand are what later edits are compared with. Answered by
    /// [`Reply::Routing`].
    Keep,
    /// Rows of the explorer. Answered by [`Reply::Rows`].
    Explore(Explore),
    /// Why a path goes where it goes. Answered by [`Reply::Explanation`].
    Explain {
        /// A file or folder of the tree.
        path: String,
    },
    /// Contents of small files that the user let the page read: a JSON object, by path.
    /// Answered by [`Reply::Settings`], [`Reply::Say`] and [`Reply::View`].
    Contents(String),
    /// What could be typed next. Answered by [`Reply::Completions`].
    Complete {
        /// Returned with the answer.
        id: u32,
        /// What is being typed.
        kind: Completing,
        /// What stands before the caret.
        prefix: String,
    },
    /// All there is to say about the inputs. Answered by [`Reply::Advice`].
    Advise,
    /// What a text is, by how it begins. Answered by [`Reply::Recognised`].
    Recognise {
        /// The first letters of it.
        start: String,
    },
    /// A link to the texts the worker has. Answered by [`Reply::Packed`].
    Pack {
        /// Everything but the texts.
        choices: Choices,
    },
    /// The state in a link's fragment. Answered by [`Reply::Unpacked`].
    Unpack {
        /// The fragment, without `#`.
        fragment: String,
    },
    /// A file of the texts the worker has. Answered by [`Reply::Save`].
    WriteFile {
        /// Everything but the texts.
        choices: Choices,
        /// What the work is called.
        name: String,
    },
    /// What is in a work's file; its text is beside the message. Answered by [`Reply::File`].
    ReadFile,
    /// The fix of a problem is to be made, the problem's number in the list of an input, unless it takes files from
    /// somebody. Answered as [`Request::Do`].
    Mend(Input, u32),
}

/// What is being completed in the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Completing {
    /// A path of the tree.
    Path,
    /// An owner: a team or a person named elsewhere in the rules.
    Owner,
}

/// What of the tree the explorer shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explore {
    /// Only paths that contain this, case folded. Empty: all.
    pub search: String,
    /// Only files with this answer.
    pub filter: Filter,
    /// The open folders, by path.
    pub open: Open,
    /// The first row wanted, from 0.
    pub from: u32,
    /// How many rows are wanted.
    pub count: u32,
    /// If set, `from` is moved so that this path's row is in the middle.
    pub reveal: Option<String>,
}

/// Which folders are open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Open {
    /// These.
    Only(Vec<String>),
    /// All but these.
    AllBut(Vec<String>),
}

impl Default for Open {
    fn default() -> Self {
        Self::Only(Vec::new())
    }
}

/// What the user chose, as a link and the local storage keep it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Choices {
    /// How the listing is read.
    pub tree: TreeOptions,
    /// The selected path; empty for none.
    pub selected: String,
    /// What is looked at; only links and files take it along.
    pub place: Place,
}

/// What of the page is looked at, beside the selected path.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Place {
    /// The view in sight; none for the explorer.
    pub view: Option<View>,
    /// The input in sight.
    pub input: Input,
    /// Which files the explorer shows.
    pub filter: Filter,
    /// What their paths are searched for.
    pub search: String,
    /// The folder that the view is of, once it has said so.
    pub folder: Option<String>,
}

/// A part of an [`Answer`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Reply {
    /// What was understood of the listing.
    Tree(TreeReport),
    /// What was understood of an input.
    Input(InputReport),
    /// Who gets what.
    Routing(RoutingReport),
    /// Rows of the explorer.
    Rows(Rows),
    /// Why a path goes where it goes.
    Explanation(Explanation),
    /// All there is to say about the inputs.
    Advice(Advice),
    /// A view.
    View(ViewReport),
    /// A change to an input that was asked for.
    Fix {
        /// The inputs it was made from.
        revisions: Revisions,
        /// Which input is changed.
        input: Input,
        /// The change.
        fix: FixReport,
    },
    /// What the change before this moves.
    Moves(String),
    /// A word about what was asked for, and whether something went wrong.
    Say(String, bool),
    /// What was chosen and is seen, to be kept: JSON.
    Settings(Vec<u8>),
    /// The listing is to be read otherwise.
    ReadTree(TreeOptions),
    /// A text is for this input; none: it is a listing.
    Recognised(Option<Input>),
    /// A text is a work's file.
    IsFile,
    /// What is in a work's file, or why it can't be read. The tree's text is beside the message.
    File(Result<Opened, String>),
    /// These files are to be seen.
    Show(Filter),
    /// What could be typed next.
    Completions {
        /// That of the request.
        id: u32,
        /// The proposals, best first.
        items: Vec<Completion>,
    },
    /// A fragment that holds the state.
    Packed {
        /// Without `#`.
        fragment: String,
    },
    /// The state in a fragment, or why it can't be read. The tree's text is
    /// beside the message.
    Unpacked(Result<Unpacked, String>),
    /// Another repository of the user's organization, to be in view instead. The tree's text
    /// is beside the message.
    Repository {
        /// The inputs that were put aside for it; typed since, they would be lost.
        revisions: Revisions,
        /// It, and all that is shared.
        unpacked: Unpacked,
    },
    /// A file that was asked for, to be saved: its name, its type, what is in it. Bytes are in
    /// base64, and the type says so: `application/zip;base64`.
    Save(String, String, String),
}

/// What is answered: replies, and a text that travels beside them.
pub type Answered = (Vec<Reply>, Option<String>);

/// A [`Request`] with its number, which counts up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Envelope {
    /// The number.
    pub serial: u32,
    /// The request.
    pub request: Request,
}

/// The answer to an [`Envelope`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// [`VERSION`] of the worker.
    pub version: u32,
    /// That of the envelope; 0 for the worker's greeting, which comes unasked.
    pub serial: u32,
    /// What there is to say.
    pub replies: Vec<Reply>,
    /// What was done, for the way back over it: what this answer changes of the texts and choices is of it.
    /// None: nothing was, or it is merely looked at.
    pub step: Option<String>,
}

/// A message as bytes.
#[must_use]
pub fn encode<T: Serialize>(message: &T) -> Vec<u8> {
    // Only a map of unknown length or a custom error could fail; there are none.
    postcard::to_allocvec(message).unwrap_or_default()
}

/// A message from bytes; none if they are of another version.
#[must_use]
pub fn decode<'b, T: Deserialize<'b>>(bytes: &'b [u8]) -> Option<T> {
    postcard::from_bytes(bytes).ok()
}
