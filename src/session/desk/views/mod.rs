//! What there is to look at of the first answer, drawn as elements.
//!
//! A view says what the engine found; it decides nothing. Each takes what it shows and no
//! more. Lists are cut to what a person reads, and say how much there is besides.

mod coverage;
mod explanation;
mod give;
mod limits;
mod listing;
mod problems;
mod review;
mod under;

pub use coverage::draw as coverage;
pub use explanation::{explanation, to_input, why};
pub use give::{give, give_rest};
pub use limits::{LIMITS, limits, limits_of_reasons};
pub use listing::draw as listing;
pub use problems::{Context, draw as problems};
pub use review::draw as review;
pub use under::{codeowners, mappings, people, unmapped};
