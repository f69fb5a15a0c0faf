//! A pasted file listing, read into a tree of paths.

mod arena;
pub(crate) mod names;
mod paths;

pub use arena::{FolderId, Position, Tree};
pub use paths::{PathId, Paths};
