//! Ownership rules and CODEOWNERS files, as a user meets them.

#[path = "ownership/grammar.rs"]
mod grammar;
#[path = "ownership/hosts.rs"]
mod hosts;
#[path = "ownership/import.rs"]
mod import;
#[path = "ownership/mistakes.rs"]
mod mistakes;
#[path = "ownership/owners.rs"]
mod owners;
#[path = "ownership/people.rs"]
mod people;
#[path = "ownership/problems.rs"]
mod problems;
#[path = "ownership/properties.rs"]
mod properties;
