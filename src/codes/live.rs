//! What is in Sentry today.

use super::example::example;
use super::{Page, Setting, page};

const LIVE: Setting = Setting::Live;

#[rustfmt::skip] // One line per field reads as a table.
pub(super) const PAGES: &[Page] = &[
    page("live/not-json", "JSON that breaks off",
        "An answer is cut, or something stands in the middle of it. What is whole before the break is read, and what begins on a line after it.",
        "Paste the whole answer, or drop the file that the script wrote.",
        example(r#"[{"slug": "web", "platform": "go"}, {"slug": "ap"#, LIVE),
        example(r#"[{"slug": "web", "platform": "go"}, {"slug": "api", "platform": "go"}]"#, LIVE)),
    page("live/not-hcl", "Terraform’s source that breaks off",
        "A block is not closed, or something stands in it that is no HCL. The blocks around it are read.",
        "Close what is open, as `terraform validate` says, or leave the block out.",
        example("resource \"sentry_team\" \"web\" {\n  name = \"web\"\n", LIVE),
        example("resource \"sentry_team\" \"web\" {\n  name = \"web\"\n}\n", LIVE)),
    page("live/not-written-out", "A resource that stands for several things",
        "`count` and `for_each` make as many things as they say, and what these are is not written in the source.",
        "Paste the state instead, as `terraform show -json` prints it: all are in it.",
        example("resource \"sentry_team\" \"all\" {\n  for_each = var.teams\n  name     = each.key\n}\n", LIVE),
        example("resource \"sentry_team\" \"web\" {\n  name = \"web\"\n}\n", LIVE)),
    page("live/nothing-known", "Nothing of Sentry’s",
        "The text is no JSON, and no line in it says whose rules follow.",
        "Drop the file that the script wrote, or put `# project: its-slug` above each project’s rules.",
        example("path:* #web\n", LIVE), example("# project: web\npath:* #web\n", LIVE)),
    page("live/refused", "An answer that says no",
        "Sentry did not give what was asked for, mostly because the token may not read it. What it would have said is not known here.",
        "Give the token the right to read, and fetch it again.",
        example(r#"{"detail": "You do not have permission."}"#, LIVE),
        example(r#"[{"slug": "web", "platform": "go"}]"#, LIVE)),
    page("live/unnamed", "A thing that does not say whose it is",
        "Ownership rules and CODEOWNERS files do not name their project; only the address that they are fetched from does.",
        "Fetch it with the script, which writes each address down, or put the project’s slug around it.",
        example(r#"{"raw": "path:* #web", "fallthrough": true}"#, LIVE),
        example(r#"{"ownership": {"web": {"raw": "path:* #web", "fallthrough": true}}}"#, LIVE)),
];
