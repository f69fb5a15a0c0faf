//! Code mappings as a user types or pastes them.

use proptest::prelude::*;
use sentry_general::routing::Mapping;
use sentry_general::routing::mapping_list::{check_tree, print, read};
use sentry_general::text::{Fix, Problem, clean};
use sentry_general::tree::{Paths, Tree};

fn mapping(stack_root: &str, source_root: &str) -> Mapping {
    Mapping { stack_root: stack_root.to_owned(), source_root: source_root.to_owned() }
}

fn codes(problems: &[Problem]) -> Vec<&'static str> {
    problems.iter().map(|problem| problem.code).collect()
}

#[track_caller]
fn check(text: &str, expected: &[(&str, &str)], expected_codes: &[&str]) {
    let list = read(text);
    let expected: Vec<_> = expected.iter().map(|(stack, source)| mapping(stack, source)).collect();
    assert_eq!(list.mappings(), expected, "the mappings of {text:?}");
    assert_eq!(codes(&list.problems), expected_codes, "the problems of {text:?}");
}

fn apply(text: &str, fix: &Fix) -> String {
    let mut fixed = text.to_owned();
    for edit in fix.edits.iter().rev() {
        fixed.replace_range(edit.span.range(), &edit.text);
    }
    fixed
}

const TREE: &str = "src/app/a.ts src/application/b.ts lib/x.ts README.md";

/// All problems of a text, those of the tree first.
fn all_problems(text: &str) -> Vec<Problem> {
    let list = read(text);
    let tree = Tree::new(TREE.split(' ').collect::<Paths>());
    let mut problems = check_tree(&list.lines, &tree);
    problems.extend(list.problems);
    problems
}

#[track_caller]
fn check_fix(text: &str, code: &str, fixed: &str) {
    let problems = all_problems(text);
    let problem = problems.iter().find(|problem| problem.code == code);
    let problem = problem.unwrap_or_else(|| panic!("{text:?} has {code}: {problems:?}"));
    let fix = problem.fix.as_ref().unwrap_or_else(|| panic!("{code} of {text:?} has a fix"));
    let after = apply(text, fix);
    assert_eq!(after, fixed, "{text:?} after the fix of {code}");
    assert!(!codes(&all_problems(&after)).contains(&code), "the fix of {code} mends {text:?}");
}

#[test]
fn mappings_are_read() {
    check("app/ -> src/", &[("app/", "src/")], &[]);
    check("app/->src/", &[("app/", "src/")], &[]);
    check(
        "a/ => b/\nc/ → d/\r\ne/\tf/\rg/ -> h/",
        &[("a/", "b/"), ("c/", "d/"), ("e/", "f/"), ("g/", "h/")],
        &[],
    );
    check("// ours\n\n  app:///  ->  src/  ", &[("app:///", "src/")], &[]);
    check(r"C:\Program Files\App\ -> src/", &[(r"C:\Program Files\App\", "src/")], &[]);
    check("webpack://web/./src/ -> web/src/", &[("webpack://web/./src/", "web/src/")], &[]);
    check("\"\" -> src/", &[("", "src/")], &["mappings/empty-root"]);
    check("-> src/", &[("", "src/")], &["mappings/empty-root"]);
    check("\tsrc/", &[("", "src/")], &["mappings/empty-root"]);
    check("\t\"src/\"", &[("", "src/")], &["mappings/empty-root"]);
    check("app/ ->", &[("app/", "")], &["mappings/empty-root"]);
    check("\"//host/a -> b/\" -> \"say \"\"hi\"\"/\"", &[("//host/a -> b/", "say \"hi\"/")], &[]);
}

#[test]
fn mappings_are_pasted() {
    let one = r#"{"stackRoot": "app/", "sourceRoot": "src/"}"#;
    check(one, &[("app/", "src/")], &[]);
    check(&format!("[{one}, {one}]"), &[("app/", "src/"); 2], &["mappings/duplicate"]);
    check(&format!("{{\"project\": \"x\", \"mappings\": [{one}]}}"), &[("app/", "src/")], &[]);
    check(r#"[{"stack_root": "a\\", "source_root": "b/"}]"#, &[("a\\", "b/")], &[]);
    check(
        &format!("[{one}, {{\"stackRoot\": \"b/\", \"sourceroot\": \"\"}}]"),
        &[("app/", "src/")],
        &["mappings/bad-record"],
    );
    check(
        &format!("[{one}, {{\"stackRoot\": 1"),
        &[("app/", "src/")],
        &["mappings/bad-record", "mappings/bad-json"],
    );
    check("[]", &[], &[]);
}

#[test]
fn what_is_wrong_is_said_and_the_rest_is_read() {
    check("app/\nlib/ -> lib/", &[("lib/", "lib/")], &["mappings/no-arrow"]);
    check("a -> b -> c", &[], &["mappings/no-arrow"]);
    check("\"a -> b", &[], &["mappings/no-arrow"]);
    check("\"a\" b -> c", &[], &["mappings/no-arrow"]);
    check("a/ -> b/\na/ -> c/", &[("a/", "b/"), ("a/", "c/")], &["mappings/same-stack-root"]);
    check("a/ -> b", &[("a/", "b")], &["mappings/slash"]);
    check("package: -> lib/", &[("package:", "lib/")], &[]);
    check("a -> b", &[("a", "b")], &[]);
}

#[test]
fn fixes_mend() {
    check_fix("app/ src/", "mappings/no-arrow", "app/ -> src/");
    check_fix("app/ -> src", "mappings/slash", "app/ -> src/");
    check_fix("app -> src/", "mappings/slash", "app/ -> src/");
    check_fix(r"C:\app -> src/", "mappings/slash", r"C:\app\ -> src/");
    check_fix("app/ -> ./src/", "mappings/leading-slash", "app/ -> src/");
    check_fix("app/ -> /", "mappings/leading-slash", "app/ -> \"\"");
    check_fix(
        "{\"stackRoot\":\"a/\",\"sourceRoot\":\"/src/\"}",
        "mappings/leading-slash",
        "{\"stackRoot\":\"a/\",\"sourceRoot\":\"src/\"}",
    );
    check_fix("a/ -> src/\na/ -> src/\nb/ -> lib/", "mappings/duplicate", "a/ -> src/\nb/ -> lib/");
    check_fix("app -> src/app", "mappings/longer-name", "app/ -> src/app/");
}

#[test]
fn roots_are_held_against_the_tree() {
    let found = |text: &str| {
        let tree = Tree::new(TREE.split(' ').collect::<Paths>());
        let problems = check_tree(&read(text).lines, &tree);
        problems
            .into_iter()
            .map(|problem| (problem.code, problem.hint.unwrap_or_default().into_owned()))
            .collect::<Vec<_>>()
    };
    assert_eq!(found("a/ -> src/\n -> lib/\nx -> READ\n -> "), [], "files begin with these roots");
    assert_eq!(
        found("a/ -> app/"),
        [("mappings/matches-nothing", "Is `src/app/` meant?".to_owned())]
    );
    assert_eq!(found("a/ -> SRC/"), [("mappings/matches-nothing", "Is `src/` meant?".to_owned())]);
    assert_eq!(found("a -> src/app").len(), 1, "`src/application` begins so, too");
    assert_eq!(found("a -> src/appl").len(), 0, "a mere beginning is not a folder's name");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]
    #[test]
    fn what_is_printed_is_read_back(roots in prop::collection::vec(("[a/:\" \\\\>→\t=.-]{0,6}|//.{0,3}|\\[|\\{a", "[a/\" >=-]{0,6}"), 0..5)) {
        let mappings: Vec<_> = roots.iter().map(|(stack, source)| mapping(&clean::lines(&stack.replace(['\r', '\n'], "")), source)).collect();
        let text = print(&mappings);
        prop_assert_eq!(read(&text).mappings(), mappings, "{}", text);
    }

    #[test]
    fn places_and_fixes_lie_in_the_text(text in prop::collection::vec(prop_oneof![
        Just("->".to_owned()), Just("\t".to_owned()), Just("\n".to_owned()), Just("\"".to_owned()), Just("// ".to_owned()),
        Just("{\"stackRoot\":\"".to_owned()), Just("[".to_owned()), Just("\",\"sourceRoot\":\"".to_owned()), Just("\"}".to_owned()),
        "[a-zé/ ]{1,4}", any::<String>()], 0..12).prop_map(|pieces| pieces.concat())) {
        for problem in all_problems(&text) {
            let mut from = 0;
            let edits = problem.fix.iter().flat_map(|fix| &fix.edits).map(|edit| edit.span);
            for span in edits {
                prop_assert!(text.get(span.range()).is_some() && span.start >= from, "{problem:?} in {text:?}");
                from = span.end;
            }
            prop_assert!(problem.span.is_none_or(|span| text.get(span.range()).is_some()), "{problem:?} in {text:?}");
        }
    }
}
