//! The router against asking every rule about every path.

use crate::support;
use proptest::prelude::*;
use sentry_general::ownership::Rule;
use sentry_general::routing::{Compiled, Mapping, Options, Verdict, route};
use sentry_general::tree::{Paths, Tree};

#[track_caller]
fn check(paths: &[String], rules: &[Rule], mappings: &[Mapping]) {
    let tree = Tree::new(paths.iter().collect::<Paths>());
    let options = Options { mappings: mappings.to_vec(), ..Options::default() };
    let routing = route(&tree, Compiled::new(rules.to_vec()), options);
    let mut wins = vec![0; rules.len()];
    let mut matches = vec![0; rules.len()];
    for (id, path) in (0..).zip(paths) {
        let expected = support::matching(rules, path, mappings);
        let patterns: Vec<_> = rules.iter().map(|rule| rule.matcher.to_string()).collect();
        assert_eq!(
            routing.matching(&tree, id),
            expected,
            "the router must find the rules that match {path:?}, of {patterns:?} {mappings:?}"
        );
        let winner = support::winner(rules, &expected);
        assert_eq!(routing.rule_of(&tree, id), winner, "the last rule wins for {path:?}");
        for &rule in &expected {
            matches[rule as usize] += 1;
        }
        if let Some(rule) = winner {
            wins[rule as usize] += 1;
        }
    }
    let counts = routing.rule_counts();
    assert_eq!(counts.iter().map(|count| count.wins).collect::<Vec<_>>(), wins, "wins");
    assert_eq!(counts.iter().map(|count| count.matches).collect::<Vec<_>>(), matches, "matches");
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => "[abAB]{1,3}",
        3 => "(src|lib|foo|test\\.py|x\\.js|a\\.b)",
        1 => "[ab/\\\\\néΣİ日 ]{0,3}",
    ]
}

fn path() -> impl Strategy<Value = String> {
    prop::collection::vec(name(), 1..5).prop_map(|names| names.join("/"))
}

fn pattern() -> impl Strategy<Value = String> {
    let bit = prop_oneof![
        6 => name(),
        5 => Just("/".to_owned()),
        3 => Just("*".to_owned()),
        1 => Just("**".to_owned()),
        2 => Just("**/".to_owned()),
        2 => Just("/**".to_owned()),
        1 => Just("?".to_owned()),
        1 => "(\\[a-b\\]|\\[!a\\]|\\{a,b\\}|\\{a/\\*,\\*\\*/b\\}|\\{\\}|\\[é\\]|\\\\|\\{|//)",
    ];
    prop_oneof![
        4 => prop::collection::vec(bit, 0..6).prop_map(|bits| bits.concat()),
        3 => (path(), "(|/|/\\*|/\\*\\*|\\*)").prop_map(|(path, tail)| path + &tail),
        2 => (path(), "(|/|/\\*|/\\*\\*|\\*)").prop_map(|(path, tail)| format!("/{path}{tail}")),
    ]
}

fn rule() -> impl Strategy<Value = String> {
    let kind = prop_oneof![5 => Just("path"), 5 => Just("codeowners"), 1 => Just("url")];
    (kind, pattern(), 0..4_u8).prop_map(|(kind, pattern, owner)| match owner {
        0 => format!("{kind}:{pattern}"),
        owner => format!("{kind}:{pattern} #team{owner}"),
    })
}

fn mapping() -> impl Strategy<Value = Mapping> {
    let source = prop_oneof![path(), path().prop_map(|path| path + "/"), Just(String::new())];
    let stack =
        prop_oneof![path().prop_map(|path| path + "/"), path(), "(|/|app:///|/usr/src/|a/|\\./)",];
    (source, stack).prop_map(|(source_root, stack_root)| Mapping { stack_root, source_root })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn every_file_gets_the_rules_that_match_it(
        paths in prop::collection::vec(path(), 0..40),
        rules in prop::collection::vec(rule(), 0..20),
    ) {
        check(&paths, &support::rules(rules), &[]);
    }

    #[test]
    fn with_mappings_the_frames_path_decides(
        paths in prop::collection::vec(path(), 0..20),
        rules in prop::collection::vec(rule(), 0..12),
        mappings in prop::collection::vec(mapping(), 0..4),
    ) {
        check(&paths, &support::rules(rules), &mappings);
    }

    /// Of more than a few the router asks for their pieces.
    #[test]
    fn dozens_of_patterns_with_letters_between_stars_match_what_each_matches(
        paths in prop::collection::vec("[abAB/.]{1,8}", 0..30),
        stars in prop::collection::vec("(path:(\\*[ab/.]{1,2}){2,5}\\*?( #[xyz])?)", 12..60),
        others in prop::collection::vec(rule(), 0..6),
        mappings in prop::collection::vec(mapping(), 0..2),
    ) {
        check(&paths, &support::rules(stars.into_iter().chain(others)), &mappings);
    }

    #[test]
    fn a_near_miss_is_found_wherever_there_is_one(
        paths in prop::collection::vec(path(), 1..4),
        rules in prop::collection::vec(rule(), 0..12),
        mappings in prop::collection::vec(mapping(), 0..2),
    ) {
        let rules = support::rules(rules);
        let tree = Tree::new(paths.iter().collect::<Paths>());
        let options = Options { mappings, ..Options::default() };
        let routing = route(&tree, Compiled::new(rules.clone()), options);
        for path in 0..paths.len() as u32 {
            let near = |&rule: &u32| {
                let verdict = routing.verdict(&tree, path, rule);
                matches!(verdict, Verdict::Missed(mismatch) if mismatch.is_near())
            };
            let expected: Vec<_> = (0..rules.len() as u32).filter(near).collect();
            let found = routing.near_misses(&tree, path, rules.len()).into_iter();
            let mut found: Vec<_> = found.map(|candidate| candidate.rule).collect();
            found.sort_unstable();
            prop_assert_eq!(found, expected, "each rule asked by itself says the same");
        }
    }

    #[test]
    fn texts_of_any_kind_are_routed(
        paths in prop::collection::vec(any::<String>(), 0..6),
        patterns in prop::collection::vec(any::<String>(), 0..6),
    ) {
        let rules = patterns.iter().flat_map(|pattern| {
            [format!("path:{pattern} #a"), format!("codeowners:{pattern} #b")]
        });
        // The short form of the tests can't hold every text; what it makes of
        // it is a rule all the same.
        check(&paths, &support::rules(rules), &[]);
    }
}
