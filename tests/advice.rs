//! Advice on rules, as a user meets it: what is said, where, and what a fix does.

#[path = "advice/coverage.rs"]
mod coverage;
#[path = "advice/fallbacks.rs"]
mod fallbacks;
#[path = "advice/harm.rs"]
mod harm;
#[path = "advice/lints.rs"]
mod lints;
#[path = "advice/properties.rs"]
mod properties;
#[path = "advice/suggestions.rs"]
mod suggestions;
#[path = "advice/support.rs"]
mod support;
