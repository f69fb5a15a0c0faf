//! A pasted file listing, read into a tree of paths.

mod paths;

pub use paths::{PathId, Paths};
