//! The contract: what the engine offers to JavaScript, as plain values.
//!
//! Every function here has a native test; the program `engine` only carries the values
//! over (`src/bin/engine/exports.rs`, where the TypeScript declarations stand). Names
//! are fixed: fields and functions may be added, none renamed. Unknown fields in a
//! request are refused by name.

mod codeowners;
mod problem;
mod read;
mod route;
mod simulate;
mod trace;

pub use codeowners::{Codeowners, Host, ImportedCodeowners, ImportedLine, import_codeowners};
pub use problem::{Edit, Fix, Problem};
pub use read::{ParsedRules, ParsedTree, Rule, parse_rules, parse_tree};
pub use route::{Mapping, RouteRequest, RoutedTree, RuleUse, TreeInput, route_tree};
pub use simulate::{
    Assignment, FallthroughType, Frame, MatchedRule, MissedRule, Notified, SimulateRequest,
    Simulation, simulate,
};
pub use trace::{ParsedException, ParsedTrace, parse_trace};
