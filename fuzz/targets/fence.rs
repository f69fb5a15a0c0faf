//! Fences: what is printed is read back, and every fence is answered.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sentry_general::fence;
use sentry_general::session::Session;

fuzz_target!(|text: &str| {
    let read = fence::read(text);
    let printed = read.fence.to_string();
    let again = fence::read(&printed);
    assert_eq!(again.fence, read.fence, "{printed:?}");
    let Ok(answer) = Session::embedded(text);
    drop(serde_json::to_string(&answer));
});
