//! The command line's answers: what is found, how it is printed, what makes it fail.

#[path = "pipeline/ask.rs"]
mod ask;
#[path = "pipeline/config.rs"]
mod config;
#[path = "pipeline/finds.rs"]
mod finds;
#[path = "pipeline/prints.rs"]
mod prints;
