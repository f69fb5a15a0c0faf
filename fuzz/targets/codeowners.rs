//! CODEOWNERS files, as every host reads them and as Sentry imports them.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sentry_general::ownership::codeowners::{Codeowners, Dialect, host, import, tokens};
use sentry_general::ownership::{Directory, parse};
use sentry_general_fuzz::lie_in;

fuzz_target!(|text: &str| {
    for dialect in [Dialect::Github, Dialect::Gitlab, Dialect::Bitbucket] {
        let rules = host::read(text, dialect);
        lie_in(&rules.problems, text);
        let reviewers = rules.compile();
        drop(reviewers);
        for rule in &rules.rules {
            let _ = rule.is_match("src/pay/a.ts");
        }
        drop(tokens(text, dialect));
        let file = Codeowners { dialect, ..Codeowners::new(text) }.owned_by("@acme/web", "#web");
        for file in [file.clone(), file.mapped("app/", "src/")] {
            let imported = import(&file, &Directory::default());
            lie_in(&imported.problems, text);
            drop(parse(&imported.text));
        }
    }
});
