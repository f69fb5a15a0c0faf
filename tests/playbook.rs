//! The playbook: what it tells whom.

#[path = "playbook/alerts.rs"]
mod alerts;
#[path = "playbook/chapters.rs"]
mod chapters;
#[path = "playbook/general.rs"]
mod general;
#[path = "playbook/places.rs"]
mod places;
#[path = "playbook/samples.rs"]
mod samples;
#[path = "playbook/seed.rs"]
mod seed;
#[path = "playbook/week_one.rs"]
mod week_one;
