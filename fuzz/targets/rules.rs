//! Ownership rules: problems and fixes lie in the text, tokens follow each other, advice is given, and rules that were
//! routed again after an edit answer as if they were routed afresh.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sentry_general::ownership::{self, grammar};
use sentry_general::routing::{Compiled, Options, route};
use sentry_general::tree::Tree;
use sentry_general::{advice, api};
use sentry_general_fuzz::{lie_in, parts};

fuzz_target!(|text: &str| {
    let [before, after] = parts(text);
    let parsed = ownership::parse(text);
    lie_in(&parsed.problems, text);
    drop(grammar::tokens(text));
    drop(api::parse_rules(text));
    let paths = ["src/pay/a.ts", "src/b.py", "web/é.js", "README.md", "a"];
    let tree = Tree::new(paths.into_iter().collect());
    let routing = route(&tree, Compiled::new(parsed.rules.clone()), Options::default());
    drop(advice::lint(text, &parsed, &tree, &routing));
    let before = route(&tree, Compiled::new(ownership::parse(before).rules), Options::default());
    let after = ownership::parse(after).rules;
    let edited = before.update(&tree, after.clone());
    let afresh = route(&tree, Compiled::new(after), Options::default());
    assert!(edited.says_the_same(&afresh));
    assert_eq!(edited.rule_column(&tree), afresh.rule_column(&tree));
});
