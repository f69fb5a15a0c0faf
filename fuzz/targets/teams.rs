//! Teams and people.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sentry_general::ownership::people;
use sentry_general_fuzz::lie_in;

fuzz_target!(|text: &str| {
    let people = people::read(text);
    lie_in(&people.problems, text);
    drop(people.directory("shop"));
    let _ = people.teams().count();
});
