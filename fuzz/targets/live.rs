//! What is in Sentry today, beside a plan; and what carries out the difference.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sentry_general::api::{self, TreeInput};
use sentry_general::live::{Live, read};
use sentry_general_fuzz::{lie_in, parts};
use serde_json::json;

fuzz_target!(|text: &str| {
    let mut live = Live::default();
    let reading = read(text, &mut live);
    lie_in(&reading.problems, text);
    let [one, other] = parts(text);
    let tree = TreeInput::Paths(["apps/web/a.ts", "services/pay/b.py"].into_iter().collect());
    let request = json!({
        "plan": { "organization": "acme", "repositories": [{ "name": "acme/shop" }], "teams": [{ "slug": "web" }],
            "projects": [{ "slug": "web", "platform": "javascript", "teams": ["web"], "root": "apps/web",
                "repository": "acme/shop", "rules": "path:* #web\n" }] },
        "live": [one, other], "repository": "acme/shop",
    });
    if let Ok(request) = serde_json::from_value(request) {
        drop(api::compare_live(Some(&tree), &request));
    }
});
