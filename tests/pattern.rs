//! Does a rule's pattern match this text, as Sentry's own matcher says?

#[path = "pattern/answers.rs"]
mod answers;
#[path = "pattern/covers.rs"]
mod covers;
#[path = "pattern/properties.rs"]
mod properties;
#[path = "pattern/validity.rs"]
mod validity;
#[path = "pattern/why_not.rs"]
mod why_not;
