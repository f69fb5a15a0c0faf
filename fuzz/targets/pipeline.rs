//! The command line's questions, in every form of answer. JSON and SARIF are JSON.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sentry_general::pipeline::{self, File, Request};
use sentry_general_fuzz::parts;
use serde_json::{Value, json};

fuzz_target!(|given: (u8, &str)| {
    let [listing, rules, codeowners, teams, assertions, config] = parts(given.1);
    let command = ["check", "diff", "why", "simulate", "plan"][usize::from(given.0) % 5];
    let file = |path: &str, text: &str| match text {
        "" => Value::Null,
        text => json!({ "path": path, "text": text }),
    };
    let snapshot = json!({
        "listing": file("files.txt", listing), "rules": file("rules", rules), "codeowners": file("CODEOWNERS", codeowners),
        "teams": file("teams", teams), "assertions": file("assertions", assertions),
    });
    let formats = match command {
        "check" => json!(["text", "json", "github", "markdown", "sarif", "junit"]),
        _ => json!(["text", "json"]),
    };
    let request = json!({
        "command": command, "config": file("sentry-general.json", config), "head": snapshot,
        "base": { "name": "main", "listing": file("files.txt", listing), "rules": file("rules", codeowners) },
        "path": listing.lines().next().unwrap_or_default(), "trace": file("trace", assertions),
        "files": { "package.json": config }, "formats": formats, "color": given.0 > 127,
    });
    let request: Request = serde_json::from_value(request).expect("a request");
    let config = (!config.is_empty()).then(|| File { path: "c".into(), text: config.into() });
    drop(pipeline::reads(request.command, config.as_ref(), &request.options));
    let answer = pipeline::run(&request);
    for form in ["json", "sarif"] {
        if let Some(printed) = answer.printed.get(form) {
            serde_json::from_str::<Value>(printed).expect("JSON");
        }
    }
});
