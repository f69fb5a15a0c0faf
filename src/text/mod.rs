//! Places in a text, and problems found there.
//!
//! Inside the engine a place is a [`Span`] of byte offsets. Lines, columns and
//! UTF-16 offsets, which people and JavaScript want, exist only at the edge:
//! a [`LineIndex`] converts.
//!
//! What a file in another language is to hold of such texts goes through [`clean`] first, and is then
//! quoted: by [`shell`], [`yaml`] and [`groovy`] here, by the writers in `export` for theirs.

pub mod clean;
pub(crate) mod csv;
pub(crate) mod fold;
pub(crate) mod globs;
pub mod groovy;
pub(crate) mod hash;
pub(crate) mod invisible;
pub(crate) mod json;
mod line_index;
mod lines;
mod located;
pub mod numbers;
pub(crate) mod order;
mod problem;
pub(crate) mod shapes;
pub mod shell;
mod span;
pub(crate) mod unique;
pub mod yaml;

pub use line_index::{LineIndex, Position};
pub(crate) use lines::lines;
pub use located::{Located, LocatedEdit, LocatedFix, LocatedProblem};
pub(crate) use problem::Problems;
pub use problem::{Edit, Fix, Problem, Severity};
pub use span::Span;
