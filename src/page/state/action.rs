use super::{Notice, Origin, Pane, Text, Theme};
use crate::session::protocol::{
    Answer, Choices, Completing, Completion, Filter, FixReport, Request, TreeOptions, Unpacked,
};

/// What can happen to the page.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// The user typed in the listing or pasted into it.
    TypeTree(Text),
    /// The listing was replaced by a file, a folder or a large paste.
    LoadTree(Text),
    /// The listing is to be read otherwise.
    ReadTree(TreeOptions),
    /// The user typed in the rules.
    TypeRules(Text),
    /// Everything was replaced.
    Load {
        /// The listing.
        tree: Text,
        /// The rules.
        rules: Text,
        /// What was chosen.
        choices: Choices,
        /// Where it comes from.
        origin: Origin,
    },
    /// The worker answered; a text may come beside.
    Answer(Answer, Option<Text>),
    /// A new worker was started after one failed or was ended.
    Restarted,
    /// The worker failed and another would, too.
    Fail(String),
    /// The user ended the work.
    Stop,
    /// Messages are under way, or no longer.
    Busy(bool),
    /// A path was selected.
    Select(String),
    /// Only these files.
    Filter(Filter),
    /// Only paths that contain this.
    Search(String),
    /// A folder was opened or closed.
    Toggle(String),
    /// A path is to be seen in the explorer, and selected.
    Reveal(String),
    /// All folders were opened or closed.
    OpenAll(bool),
    /// Other rows came into sight.
    Scroll {
        /// The first row.
        from: u32,
        /// How many.
        count: u32,
    },
    /// Another part of a narrow page.
    Show(Pane),
    /// Light or dark.
    Paint(Theme),
    /// A rule's line is to be seen in the editor.
    GoToLine(u32),
    /// The editor asks what could be typed next.
    Complete {
        /// The number of the question.
        id: u32,
        /// What is being typed.
        kind: Completing,
        /// What stands before the caret.
        prefix: String,
    },
    /// What a problem's code means is to be seen under it, or no longer.
    LookUp {
        /// The problem's number in the list.
        at: usize,
        /// Its code.
        code: String,
    },
    /// More of the owners are to be seen.
    MoreOwners,
    /// A path is to be given to somebody; no path: whatever else reaches nobody.
    Give {
        /// A file or folder.
        path: String,
        /// `#team` or an address.
        owner: String,
    },
    /// The rules as they stand are what later edits are compared with.
    Keep,
    /// A link is wanted.
    Share,
    /// Something to say.
    Say(Notice),
    /// The notice was read.
    Dismiss,
}

/// What has to happen outside.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// A request to the worker.
    Send(Request),
    /// The worker is to be ended and a fresh one started.
    Restart,
    /// The state is to be kept, soon.
    Save,
    /// The user's texts are to be put aside before somebody else's are changed.
    PutAside,
    /// The theme is to be applied.
    Paint(Theme),
    /// The editor is to show a line.
    GoToLine(u32),
    /// The rules are to be changed in the editor, as one step that can be undone.
    Edit(FixReport),
    /// Fragments that a link is made of.
    Unpack(Unpacked, Text),
    /// Completions for the editor.
    Complete(u32, Vec<Completion>),
}
