//! Stack traces: no line is lost, and all lie in the text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sentry_general::{api, trace};

fuzz_target!(|text: &str| {
    let parsed = trace::parse(text, &trace::Options::default());
    let again = trace::parse(text, &trace::Options::default());
    assert_eq!(format!("{parsed:?}"), format!("{again:?}"));
    drop(trace::read_events(text));
    drop(api::parse_trace(text));
});
