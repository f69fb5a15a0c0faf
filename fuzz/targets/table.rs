//! Many errors at once: tables, lists of issues, logs.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sentry_general::trace::{Options, batch};

fuzz_target!(|text: &str| {
    let batch = batch::read(text, &Options::default());
    let _ = batch.errors();
    assert_eq!(format!("{batch:?}"), format!("{:?}", batch::read(text, &Options::default())));
});
