//! The playbook: what it tells whom.

#[path = "playbook/chapters.rs"]
mod chapters;
#[path = "playbook/samples.rs"]
mod samples;
