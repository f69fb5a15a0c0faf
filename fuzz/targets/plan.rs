//! Plans: every export is made, a chapter each is written, and JSON is read back as the same plan.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sentry_general::api;
use sentry_general::export::Format;
use sentry_general::organization::Organization;

fuzz_target!(|text: &str| {
    let Ok(plan) = serde_json::from_str::<Organization>(text) else { return };
    for format in Format::ALL {
        let _ = api::export_plan(&plan, format.id());
    }
    drop(api::playbook(&plan));
    let json = api::export_plan(&plan, "json").expect("every plan is JSON").text;
    let again: Organization = serde_json::from_str(&json).expect("what was written is read");
    let twice = api::export_plan(&again, "json").expect("every plan is JSON").text;
    assert_eq!(json, twice);
});
