//! The contract with JavaScript, as plain values.

#[path = "api/alerts.rs"]
mod alerts;
#[path = "api/codeowners.rs"]
mod codeowners;
#[path = "api/live.rs"]
mod live;
#[path = "api/organization.rs"]
mod organization;
#[path = "api/plain.rs"]
mod plain;
#[path = "api/plan.rs"]
mod plan;
#[path = "api/playbook.rs"]
mod playbook;
#[path = "api/project.rs"]
mod project;
#[path = "api/simulate.rs"]
mod simulate;
#[path = "api/trace.rs"]
mod trace;
