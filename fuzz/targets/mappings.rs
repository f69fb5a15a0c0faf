//! Code mappings: what is printed is read back.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sentry_general::routing::mapping_list;
use sentry_general_fuzz::lie_in;

fuzz_target!(|text: &str| {
    let list = mapping_list::read(text);
    lie_in(&list.problems, text);
    for line in &list.lines {
        for span in [line.span, line.stack, line.source] {
            assert!(text.get(span.range()).is_some(), "{span:?}");
        }
    }
    let printed = mapping_list::print(&list.mappings());
    let again = mapping_list::read(&printed).mappings();
    // What no file holds is left out by printing, so the second time is the one that counts.
    assert_eq!(mapping_list::print(&again), printed);
    let json = mapping_list::to_json(&again);
    assert_eq!(mapping_list::read(&json).mappings(), again);
});
