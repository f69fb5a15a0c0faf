//! What keeping asks of the browser, and what it is told.

use super::{Draft, Id, Work};

/// What the browser is to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Order {
    /// A draft is to be held, in place of an earlier one of its key: what is held is saved
    /// however the page ends.
    Hold(Box<Draft>),
    /// What is held under this key is to be stored. Answered by [`Report::Stored`],
    /// [`Report::Conflict`] or [`Report::Refused`].
    Write(u32),
    /// What is held under this key is stored.
    Release(u32),
    /// [`Report::Due`] is wanted after so many milliseconds.
    Wait(u32, u32),
    /// A stored work is to be opened.
    Load(Id),
    /// A stored work is to be deleted: the user said so, and the way back holds what is in it. Answered by [`Report::Gone`].
    Remove(Id),
    /// The stored works are to be listed again.
    List,
}

/// What became of an order, or what else happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Report {
    /// The version of this stamp is stored.
    Stored(u32, Id),
    /// Another tab's version is stored; nothing was written.
    Conflict(u32),
    /// It could not be stored, for this reason.
    Refused(u32, String),
    /// A refused draft is to be tried again.
    Due(u32),
    /// Another tab stored this version of this work.
    Elsewhere(Id, Id),
    /// A work that was to be deleted is, or can't be.
    Gone(Id),
    /// What was stored is gone: the user cleared it.
    Emptied,
    /// What is stored.
    Listed(Vec<Work>),
}
