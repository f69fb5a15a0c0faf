//! The plan as a document: what to do in this organisation, why, and how one knows that
//! it is done.
//!
//! Every heading has a *basic* and an *advanced* half. An [`Item`] speaks of the
//! projects, teams and folders at hand, never in general, and names the page it goes by
//! with the age of the copy that was read: what is older is said to be so.

mod item;
pub mod release;

pub use item::{Age, Code, Heading, Item, Level, Source};
