//! Releases, SDKs, filters and scrubbing: what the plan says of them, and its testers.

#[path = "release/files.rs"]
mod files;
#[path = "release/filters.rs"]
mod filters;
#[path = "release/names.rs"]
mod names;
#[path = "release/plans.rs"]
mod plans;
#[path = "release/scrubbing.rs"]
mod scrubbing;
#[path = "release/sdks.rs"]
mod sdks;
#[path = "release/starts.rs"]
mod starts;
#[path = "release/uploads.rs"]
mod uploads;
