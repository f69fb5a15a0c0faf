//! Which rule wins for which path, and why.
//!
//! [`Compiled`] merges all rules into one matcher, [`route`] walks a
//! [`crate::tree::Tree`] with it, and a [`Routing`] holds the answer: per file
//! all rules that match, the one that wins, and who gets the error.
//!
//! The last rule that matches wins, except that all ownership rules outrank all
//! CODEOWNERS rules. The first owner of the winner gets the error.
//!
//! Not modelled here: which owners Sentry can resolve, and rules that look at
//! other things than paths. Both need an event or a directory of teams.

mod automaton;
mod compiled;
mod dfa;
mod difference;
mod explain;
mod frames;
mod overlap;
mod route;
mod sets;
mod update;
mod walk;

pub use compiled::{Compiled, OwnerId, RuleId};
pub use difference::{Difference, Move, difference};
pub use explain::{Candidate, Precedence, Verdict};
pub use frames::{Mapping, frame_path};
pub use overlap::Overlap;
pub use route::{Counts, Exclusions, Options, Outcome, Routing, RuleCount, route};
pub use sets::SetId;
