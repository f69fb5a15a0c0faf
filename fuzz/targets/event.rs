//! Events as SDKs send them, through reading, rules of every kind, and simulation.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sentry_general::api::{self, TreeInput};
use sentry_general::trace::Event;
use serde_json::{Value, json};

fuzz_target!(|text: &str| {
    drop(api::parse_trace(text));
    let Ok(value) = serde_json::from_str::<Value>(text) else { return };
    drop(Event::read(&value));
    let tree = TreeInput::Paths(["src/pay/a.ts", "src/app/b.py", "web/é.js"].into_iter().collect());
    let request = json!({
        "event": value,
        "rules": "path:*pay* #pay\nmodule:app.* #app\nurl:*/x* #url\ntags.area:* #area\nsrc/* #src jo@acme.example\n",
        "mappings": [{ "stackRoot": "app/", "sourceRoot": "src/app/" }, { "stackRoot": "", "sourceRoot": "src/" }],
    });
    if let Ok(request) = serde_json::from_value(request) {
        let _ = api::simulate(Some(&tree), request);
    }
    if let Ok(request) = serde_json::from_value(json!({ "event": value })) {
        let _ = api::derive_mappings(&tree, request);
    }
});
