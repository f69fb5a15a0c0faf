//! Which rule wins for which path, and why.
//!
//! [`Compiled`] merges all rules into one matcher, [`route`] walks a
//! [`crate::tree::Tree`] with it, and a [`Routing`] holds the answer: per file
//! all rules that match, the one that wins, and who gets the error.
//!
//! The last rule that matches wins, except that all ownership rules outrank all
//! CODEOWNERS rules. The first owner of the winner gets the error.
//!
//! For a single event, [`EventRules`] asks every rule about frames, URL and tags,
//! and [`decide`] goes from the rules that match to people: who is suggested,
//! assigned and notified; [`load()`] adds that up over many events. [`derive_mappings`] finds code mappings from frames,
//! [`guess_mappings`] from names of files; [`mapping_list`] reads them from text.
//!
//! Not modelled when routing a tree: which owners Sentry can resolve, and rules
//! that look at other things than paths. Both need an event or a directory.

mod automaton;
mod column;
mod compiled;
mod coverage;
mod dfa;
mod difference;
mod disagreement;
mod event;
mod explain;
mod frames;
mod guess;
mod links;
mod load;
pub mod mapping_list;
mod mappings;
mod overlap;
mod part;
mod people;
mod route;
mod sets;
mod simulation;
mod update;
mod walk;

pub use compiled::{Compiled, OwnerId, RuleId};
pub use coverage::{Coverage, Spot, Survey, coverage, spots, survey};
pub use difference::{Difference, Move, difference};
pub use disagreement::{Asked, Disagreement, FileReview, Reviewer, Reviews, disagreement};
pub use event::{
    EventRules, EventVerdict, Evidence, FrameMatch, FrameValue, Miss, TagValue, matches_event,
};
pub use explain::{Candidate, Explained, Precedence, Verdict};
pub(crate) use frames::BySource;
pub use frames::{Mapping, frame_path};
pub(crate) use guess::ImportRoots;
pub use guess::{Guess, guess_mappings};
pub use links::{Linked, Proposal, Via, link, propose};
pub(crate) use load::Owners;
pub use load::{Handover, Load, OwnerLoad, Shift, load, owner_of, per_week};
pub use mappings::{
    DerivedMapping, FrameFile, SourceFiles, derive_mappings, derives_mappings, find_roots,
    source_path,
};
pub use overlap::Overlap;
pub use people::{
    Assignee, AutoAssign, Because, Category, Decision, Fallthrough, LIMIT, Notified, Role,
    Settings, Suggestion, alert_owners, decide, issue_owners,
};
pub use route::{Counts, Exclusions, Options, Outcome, Routing, RuleCount, route};
pub use sets::SetId;
pub use simulation::{Simulation, Standing};
