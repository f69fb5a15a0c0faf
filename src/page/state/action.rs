use super::INPUTS;
use super::keeping::{Contents, Id, Order, Report};
use super::{Notice, Origin, Pane, Room, Shelving, Text, Theme};
use crate::session::protocol::{
    Answer, Choices, Completing, Completion, Filter, FixReport, Input, Intent, Place, Request,
    TreeOptions, Unpacked, View,
};

/// What can happen to the page.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// The user typed in the listing or pasted into it.
    TypeTree(Text),
    /// The listing was replaced by a file, a folder or a large paste.
    LoadTree(Text),
    /// A text was pasted or dropped, and the engine is to say what it is; true: in the field of the listing.
    Take(Text, bool),
    /// It is something else than what it was taken for: an input, or a listing.
    TakeAs(Option<Input>),
    /// The last step is undone.
    Undo,
    /// The step that was undone last is done again.
    Redo,
    /// Something is done with a work that is listed.
    Shelve {
        /// Which one.
        work: Id,
        /// The stored version that was read; none where it is on the page or not stored yet.
        base: Option<Id>,
        /// What it holds.
        contents: Contents,
        /// What is done.
        what: Shelving,
    },
    /// A work's file was picked.
    OpenFile(Text),
    /// A file of the work on the page is wanted.
    SaveFile,
    /// The fix of a problem is wanted, its number in the list of an input.
    Mend(Input, u32),
    /// What is looked at is to be as it was: a path is selected, if one was.
    Return(Place, String),
    /// The listing is to be read otherwise.
    ReadTree(TreeOptions),
    /// The user typed in another input.
    Type(Input, Text),
    /// Another input was replaced by a file.
    LoadInput(Input, Text),
    /// A picked folder holds these files that could be read, too.
    Offer(Vec<String>),
    /// Small files of a picked folder were read: a JSON object, by path.
    ReadContents(String),
    /// Everything was replaced.
    Load {
        /// The listing.
        tree: Text,
        /// The other texts.
        inputs: [Text; INPUTS],
        /// What was chosen on the page.
        choices: Choices,
        /// What was chosen and seen.
        settings: Vec<u8>,
        /// Where it comes from.
        origin: Origin,
    },
    /// What became of something that was to be stored, or what else happened to it.
    Kept(Report),
    /// A work of the user's is to be on the page.
    OpenWork(Id),
    /// A work was read: the version of this stamp.
    Opened {
        /// Which one.
        work: Id,
        /// Its stamp.
        stamp: Id,
        /// What it holds.
        contents: Contents,
    },
    /// The user's own work is wanted back, after a link's or an example's.
    Back,
    /// Of two tabs' versions, this one is to go on.
    KeepMine,
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
    /// A line of an input is to be seen in its editor.
    GoToLine(Input, u32),
    /// Another input is to be seen.
    Open(Input),
    /// Another view is to be seen; none for the explorer.
    View(Option<View>),
    /// Another room is to be seen, as it was left.
    Enter(Room),
    /// The inputs are to be folded to a rail in this room, or unfolded.
    Fold(bool),
    /// An element of a view was used; what was typed or chosen in it.
    Use(Intent, String),
    /// The editor asks what could be typed next.
    Complete {
        /// The number of the question.
        id: u32,
        /// What is being typed.
        kind: Completing,
        /// What stands before the caret.
        prefix: String,
    },
    /// The rules as they stand are what later edits are compared with.
    Keep,
    /// A link is wanted.
    Share,
    /// It was copied, or could not be.
    Copied(bool),
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
    /// Something is to be stored, or to be read of what is.
    Keep(Order),
    /// The address holds a link to something else than what is on the page now.
    Unlink,
    /// What is selected is to be remembered for this tab.
    Remember(String),
    /// What is seen of a work is to be remembered for this tab: of the version of this stamp.
    Seen(Id, Vec<u8>),
    /// In which rooms the inputs are folded is to be remembered.
    Folded([bool; Room::ALL.len()]),
    /// The theme is to be applied.
    Paint(Theme),
    /// An editor is to show a line.
    GoToLine(Input, u32),
    /// An input is to be changed in its editor, as one step that can be undone.
    Edit(Input, FixReport),
    /// A text is to be put on the clipboard.
    Copy(String),
    /// What is in sight is to be printed.
    Print,
    /// A file is to be saved: its name, its type, what is in it.
    Download(String, String, String),
    /// What a link holds, or another repository of the user's, is to be loaded: with the
    /// listing, and where it comes from.
    Unpack(Unpacked, Text, Origin),
    /// Completions for the editor.
    Complete(u32, Vec<Completion>),
}
