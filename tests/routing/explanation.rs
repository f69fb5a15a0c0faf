//! Why a file goes where it goes.

use crate::support::rules;
use sentry_general::ownership::pattern::Mismatch;
use sentry_general::routing::{Candidate, Compiled, Options, Precedence, Verdict, route};
use sentry_general::tree::Tree;

#[track_caller]
fn check(texts: &[&str], path: &str, expected: &[(u32, Verdict)]) {
    let tree = Tree::new([path].into_iter().collect());
    let routing = route(&tree, Compiled::new(rules(texts)), Options::default());
    let expected: Vec<_> =
        expected.iter().map(|&(rule, verdict)| Candidate { rule, verdict }).collect();
    assert_eq!(routing.explain(&tree, 0), expected, "the verdicts of {texts:?} for {path}");
    for candidate in expected {
        let alone = routing.verdict(&tree, 0, candidate.rule);
        assert_eq!(alone, candidate.verdict, "one rule asked alone gives the same verdict");
    }
}

#[test]
fn every_matching_rule_has_a_verdict() {
    check(
        &["codeowners:*.ts #c", "path:src/* #a", "path:src/pay/* #b", "path:lib/* #a", "path:*.ts"],
        "src/pay/api.ts",
        &[
            (4, Verdict::PassedOver),
            (2, Verdict::Won),
            (1, Verdict::Overridden { by: 2, because: Precedence::Later }),
            (0, Verdict::Overridden { by: 2, because: Precedence::OwnershipRule }),
        ],
    );
    check(&["path:lib/* #a"], "src/a.ts", &[]);
}

#[test]
fn rules_that_miss_say_why() {
    let tree = Tree::new(["src/pay/api.ts"].into_iter().collect());
    let texts =
        ["codeowners:/SRC/ #a", "url:*.ts #b", "path:pay/* #c", "path:zzz #d", "path:src/* #e"];
    let routing = route(&tree, Compiled::new(rules(texts)), Options::default());
    assert_eq!(routing.verdict(&tree, 0, 0), Verdict::Missed(Mismatch::Case));
    assert_eq!(routing.verdict(&tree, 0, 1), Verdict::Elsewhere);
    let near: Vec<_> = routing.near_misses(&tree, 0, 10).iter().map(|near| near.rule).collect();
    assert_eq!(near, [2, 0], "near misses, the highest rank first; zzz is not near");
    assert_eq!(routing.near_misses(&tree, 0, 1).len(), 1, "no more than asked for");
}
