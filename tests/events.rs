//! Who gets an error, given its event?

#[path = "events/links.rs"]
mod links;
#[path = "events/mappings.rs"]
mod mappings;
#[path = "events/matching.rs"]
mod matching;
#[path = "events/people.rs"]
mod people;
#[path = "events/reading.rs"]
mod reading;
#[path = "events/support.rs"]
mod support;
