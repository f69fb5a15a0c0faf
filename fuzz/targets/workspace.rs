//! A work's file: what is printed is read back.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sentry_general::link::file;

fuzz_target!(|text: &str| {
    let _ = file::is_one(text);
    let _ = file::file_name(text);
    let Ok(parsed) = file::parse(text) else { return };
    let printed = file::print(&parsed.file);
    let again = file::parse(&printed).map(|it| it.file);
    assert_eq!(again, Ok(parsed.file));
});
