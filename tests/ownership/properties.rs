//! What holds for every text.

use crate::problems::apply;
use proptest::prelude::*;
use sentry_general::ownership::grammar::{parse, print_parseable, print_pattern, tokens};
use sentry_general::ownership::pattern::Glob;
use sentry_general::ownership::{Access, Directory, Matcher, MatcherKind, Owner, validate};
use sentry_general::text::{Problem, Span};

/// Texts made of what matters to the grammar, so that rules come out of it.
fn rules() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => Just(" ".to_owned()),
        2 => prop_oneof![Just("\n"), Just("\r\n"), Just("\t"), Just("\u{a0}")].prop_map(str::to_owned),
        4 => prop_oneof![
            Just("#t"), Just("##t"), Just("#T,#u"), Just("@a/b"), Just("a@b.c"), Just("# c"), Just("#")
        ].prop_map(str::to_owned),
        4 => prop_oneof![
            Just("path:"), Just("PATH:"), Just("url:"), Just("tags.a"), Just("tags"), Just(":"), Just("tag.x:")
        ].prop_map(str::to_owned),
        4 => prop_oneof![
            Just("\""), Just("\\"), Just("\\n"), Just("\\x4"), Just("{"), Just("}"), Just("["), Just("./"), Just("/"), Just(",")
        ].prop_map(str::to_owned),
        3 => "[a-zé😀*.]{1,4}",
        1 => any::<String>(),
    ];
    prop::collection::vec(piece, 0..16).prop_map(|pieces| pieces.concat())
}

fn in_bounds(text: &str, span: Span) -> bool {
    text.get(span.range()).is_some()
}

pub(crate) fn assert_sound(text: &str, problem: &Problem) -> Result<(), TestCaseError> {
    if let Some(span) = problem.span {
        prop_assert!(in_bounds(text, span), "{problem:?} lies in {text:?}");
    }
    let edits = problem.fix.iter().flat_map(|fix| &fix.edits);
    let mut from = 0;
    for edit in edits {
        prop_assert!(in_bounds(text, edit.span), "{edit:?} lies in {text:?}");
        prop_assert!(edit.span.start >= from, "edits of {} ascend", problem.code);
        from = edit.span.end;
    }
    Ok(())
}

proptest! {
    #[test]
    fn every_place_lies_in_the_text(text in rules()) {
        let parsed = parse(&text);
        prop_assert_eq!(parsed.rules.len(), parsed.parts.len(), "each rule has its parts");
        for rule in &parsed.rules {
            prop_assert!(in_bounds(&text, rule.span), "{:?} lies in {:?}", rule, text);
        }
        for problem in &parsed.problems {
            assert_sound(&text, problem)?;
        }
        let mut end = 0;
        for token in tokens(&text) {
            prop_assert!(in_bounds(&text, token.span) && token.span.start >= end, "tokens ascend in {:?}", text);
            end = token.span.end;
        }
    }

    #[test]
    fn sentry_answers_once_and_only_if_it_refuses(text in rules()) {
        let parsed = parse(&text);
        let answers: Vec<_> = parsed.problems.iter().filter_map(|p| p.sentry.clone()).collect();
        let expected: Vec<_> = parsed.refusal.iter().filter_map(|refusal| refusal.answer.clone()).collect();
        prop_assert_eq!(answers, expected);
    }

    #[test]
    fn a_fix_leaves_less_of_its_problem(text in rules()) {
        let parsed = parse(&text);
        for problem in &parsed.problems {
            let Some(fix) = &problem.fix else { continue };
            let place = problem.span.map_or(0, |span| span.start);
            let fixed = apply(&text, fix);
            prop_assert_ne!(&fixed, &text, "the fix of {} changes something", problem.code);
            let same = |other: &Problem| {
                other.code == problem.code && other.span == problem.span && other.message == problem.message
            };
            let left = parse(&fixed).problems.iter().any(same);
            prop_assert!(!left, "the fix of {} at {place} mends {text:?}, which becomes {fixed:?}", problem.code);
        }
    }

    #[test]
    fn printed_rules_read_back(text in rules()) {
        for rule in parse(&text).rules {
            let printed = print_parseable(&rule.matcher, &rule.owners).expect("what was read can be written");
            let again = parse(&printed);
            prop_assert_eq!(again.rules.len(), 1, "one rule in {:?}", printed);
            prop_assert_eq!(&again.rules[0].matcher, &rule.matcher);
            prop_assert_eq!(&again.rules[0].owners, &rule.owners);
        }
    }

    #[test]
    fn any_pattern_can_be_written(pattern in any::<String>(), slug in "[a-z#][a-z-]*") {
        let matcher = Matcher { kind: MatcherKind::Path, pattern };
        let owners = [Owner::Team(slug)];
        let printed = print_parseable(&matcher, &owners).expect("a pattern can always be written");
        let again = parse(&format!("\n{printed} # c\n\"")).rules.swap_remove(0);
        prop_assert_eq!(again.matcher, matcher, "{:?} reads back", printed);
        prop_assert_eq!(again.owners, owners);
    }

    #[test]
    fn invalid_patterns_are_told_exactly(pattern in "[\\[\\]{},!^a-cA-C\\\\/*?-]{0,10}", url in any::<bool>()) {
        let (kind, glob) = match url {
            true => ("url", Glob::url(&pattern)),
            false => ("path", Glob::path(&pattern)),
        };
        let parsed = parse(&format!("{kind}:{} #t", print_pattern(&pattern)));
        let told = |codes: &[&str]| parsed.problems.iter().any(|problem| codes.contains(&problem.code));
        let invalid = told(&["rules/invalid-pattern", "rules/nested-braces"]);
        prop_assert_eq!(invalid, glob.invalid().is_some(), "the matcher says {:?}", glob.invalid());
        if glob.variance().is_some() && glob.invalid().is_none() {
            let varies = told(&["rules/stray-brace", "rules/brace-in-class"]);
            prop_assert!(varies, "the matcher says {:?}", glob.variance());
        }
    }

    #[test]
    fn validating_never_panics(text in rules()) {
        let mut directory = Directory::for_project("p");
        directory.add_team("t", Access::Project);
        directory.add_user("a@b.c", Access::Organization);
        for problem in validate(&parse(&text), &directory).problems {
            assert_sound(&text, &problem)?;
        }
    }
}
