//! What a pasted stack trace says.

#[path = "trace/batch.rs"]
mod batch;
#[path = "trace/decorations.rs"]
mod decorations;
#[path = "trace/events.rs"]
mod events;
#[path = "trace/fixtures.rs"]
mod fixtures;
#[path = "trace/properties.rs"]
mod properties;
#[path = "trace/reading.rs"]
mod reading;
#[path = "trace/support.rs"]
mod support;
#[path = "trace/synthetic.rs"]
mod synthetic;
#[path = "trace/vectors.rs"]
mod vectors;
