//! Releases, SDKs, filters and scrubbing: what the plan says of them, and its testers.

#[path = "release/names.rs"]
mod names;
