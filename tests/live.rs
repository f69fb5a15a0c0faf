//! What is in Sentry today, read from what Sentry and Terraform print.

#[path = "live/comparing.rs"]
mod comparing;
#[path = "live/fetching.rs"]
mod fetching;
#[path = "live/garbled.rs"]
mod garbled;
#[path = "live/reading.rs"]
mod reading;
#[path = "live/source.rs"]
mod source;
#[path = "live/support.rs"]
mod support;
