//! The contract: what the engine offers to JavaScript, as plain values.
//!
//! Every function here has a native test; the program `engine` only carries the values
//! over (`src/bin/engine/exports.rs`; its TypeScript declarations are in `src/bin/engine/types`). Names
//! are fixed: fields and functions may be added, none renamed. Unknown fields in a
//! request are refused by name.

mod advise;
mod alerts;
mod codeowners;
mod compare;
mod coverage;
mod explain;
mod export;
mod live;
mod mappings;
mod organization;
pub mod plain;
mod plan;
mod playbook;
mod problem;
mod read;
mod review;
mod route;
mod routed;
mod simulate;
mod simulate_each;
mod trace;
mod whom;

pub use advise::{RulesAdvice, advise_rules};
pub use alerts::{AlertsPreview, AlertsRequest, PassedOver, ToldRow, preview_alerts};
pub use codeowners::{Codeowners, Host, ImportedCodeowners, ImportedLine, import_codeowners};
pub use compare::{CompareProblems, CompareRequest, FileMove, RulesComparison, compare_rules};
pub use coverage::{CoverageAnswer, FolderCoverage, OwnerFiles, OwnerOverlap, coverage};
pub(crate) use explain::explain_for;
pub use explain::{
    CandidateRule, DroppedLine, NearMiss, PathExplanation, ReviewerName, RulePlace, explain_path,
};
pub use export::{ExportedFile, export_plan};
pub use live::{
    KnownLive, LiveChange, LiveComparison, LiveFinding, LiveProblem, LiveRequest, LiveRow,
    compare_live,
};
pub use mappings::{
    DeriveRequest, DerivedMapping, DerivedMappings, GuessedMapping, GuessedMappings,
    derive_mappings, guess_mappings,
};
pub use organization::{
    OrganizationRequest, PlannedOrganization, RepositoryProblem, RepositoryRequest,
    plan_organization,
};
pub use plan::{FileProblem, PlanRequest, PlannedProjects, WhatIf, plan_projects};
pub use playbook::{
    Playbook, PlaybookChapter, PlaybookFirst, PlaybookItem, PlaybookSource, RolloutStep, playbook,
};
pub use problem::{Edit, Fix, Problem};
pub use read::{ParsedRules, ParsedTree, Rule, parse_rules, parse_tree};
pub use review::{ReviewComparison, ReviewGroup, ReviewParty, compare_review};
pub use route::{Mapping, RouteRequest, RoutedTree, RuleUse, TreeInput, route_tree};
pub use routed::FilePlace;
pub(crate) use simulate::simulate_for;
pub use simulate::{
    Frame, MatchedRule, MissedRule, Notified, ProposedMapping, SimulateRequest, Simulation,
    simulate,
};
pub(crate) use simulate_each::{Each, One, simulate_each};
pub use trace::{ParsedException, ParsedTrace, parse_trace};
