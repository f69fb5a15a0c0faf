//! What Sentry makes of a CODEOWNERS file.

use proptest::prelude::*;
use sentry_general::ownership::codeowners::{Codeowners, Dialect, Import, Outcome, import, names};
use sentry_general::ownership::{Access, Directory, MatcherKind, Source};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
struct Case {
    text: String,
    owners: BTreeMap<String, String>,
    stack_root: String,
    source_root: String,
    expected: Option<String>,
    contains: Vec<String>,
    lacks: Vec<String>,
}

#[test]
fn files_become_the_rules_that_sentry_writes() {
    let cases: Vec<Case> =
        serde_json::from_str(include_str!("fixtures/import.json")).expect("a sound fixture");
    for case in cases {
        let file = Codeowners { owners: case.owners, ..Codeowners::new(case.text) };
        let file = file.mapped(&case.stack_root, &case.source_root);
        let text = import(&file, &Directory::default()).text;
        if let Some(expected) = case.expected {
            assert_eq!(text, expected, "what becomes of {:?}", file.text);
        }
        for part in case.contains {
            assert!(text.contains(&part), "{text:?} holds {part:?}");
        }
        for part in case.lacks {
            assert!(!text.contains(&part), "{text:?} lacks {part:?}");
        }
    }
}

#[test]
fn random_files_become_what_python_makes_of_them() {
    let cases: Vec<[String; 4]> =
        serde_json::from_str(include_str!("fixtures/import_generated.json"))
            .expect("a sound fixture");
    for [text, stack, source, expected] in cases {
        let file = Codeowners::new(text.as_str())
            .owned_by("@o/t", "#t")
            .owned_by("@jo", "jo@x.io")
            .mapped(&stack, &source);
        let made = import(&file, &Directory::default()).text;
        assert_eq!(made, expected, "{text:?} with {source:?} -> {stack:?}");
    }
}

#[derive(Deserialize)]
struct Named {
    text: String,
    teams: Vec<String>,
    users: Vec<String>,
    mails: Vec<String>,
}

#[test]
fn files_use_the_names_that_sentry_looks_for() {
    let cases: Vec<Named> =
        serde_json::from_str(include_str!("fixtures/names.json")).expect("a sound fixture");
    for Named { text, teams, users, mails } in cases {
        let found = names(&text);
        assert_eq!(
            (found.teams, found.users, found.mails),
            (teams, users, mails),
            "names in {text:?}"
        );
    }
}

fn file(text: &str) -> Codeowners {
    Codeowners::new(text)
        .owned_by("@o/t", "#t")
        .owned_by("@O/Web", "#web")
        .owned_by("@jo", "jo@x.io")
}

fn outcomes(import: &Import) -> Vec<(u32, Outcome)> {
    import.lines.iter().map(|line| (line.line, line.outcome)).collect()
}

/// Checks a file of one line: what it becomes, and the problems with it.
#[track_caller]
fn check(file: &Codeowners, text: &str, codes: &[&str]) -> Import {
    let import = import(file, &Directory::default());
    assert_eq!(import.text, text, "what becomes of {:?}", file.text);
    let found: Vec<_> = import.problems.iter().map(|problem| problem.code).collect();
    assert_eq!(found, codes, "problems with {:?}", file.text);
    import
}

#[test]
fn lines_that_are_lost_say_why() {
    check(&file("!a @o/t"), "", &["codeowners/negation"]);
    check(&file("a[0-9] @o/t"), "", &["codeowners/brackets"]);
    check(&file("a\\ b @o/t"), "", &["codeowners/space"]);
    check(&file("\\#a @o/t"), "", &["codeowners/hash"]);
    check(&file("  # c"), "", &[]);
    check(&file("/a @nobody"), "", &["codeowners/unmapped-owner"]);
    check(&file("/a #c"), "", &["codeowners/comment-as-owner"]);
    check(&file("/a # c"), "codeowners:/a\n", &["codeowners/exclusion"]);
    check(&file("a[^0-9] @o/t"), "codeowners:a[^0-9] #t\n", &[]);
    check(&file("/a @nobody @o/t @O/T"), "codeowners:/a #t #t\n", &["codeowners/unmapped-owner"]);
    check(&file("/a @o/WEB Me@x.io"), "codeowners:/a #web Me@x.io\n", &[]);
}

#[test]
fn every_line_has_an_outcome() {
    use Outcome::{Dropped, Exclusion, Kept, Rule};
    let import =
        import(&file("# c\n\n  \n/a @o/t\n/b\n!c @o/t\r\n/d @jo\n"), &Directory::default());
    let expected =
        [(1, Kept), (2, Kept), (3, Dropped), (4, Rule), (5, Exclusion), (6, Dropped), (7, Rule)];
    assert_eq!(outcomes(&import), expected);
    let lines: Vec<_> = import.rules.iter().map(|rule| (rule.line, rule.to_string())).collect();
    let expected = [(4, "codeowners:/a #t"), (5, "codeowners:/b"), (7, "codeowners:/d jo@x.io")];
    assert_eq!(
        lines,
        expected.map(|(line, rule)| (line, rule.to_owned())),
        "rules stand at the file's lines"
    );
    for rule in &import.rules {
        assert_eq!(
            (rule.source, &rule.matcher.kind),
            (Source::Codeowners, &MatcherKind::Codeowners)
        );
    }
}

#[test]
fn gitlab_sections_are_lost() {
    let gitlab = |text: &str| Codeowners { dialect: Dialect::Gitlab, ..file(text) };
    check(
        &gitlab("[Core] @o/t\n/a\n"),
        "codeowners:/a\n",
        &["codeowners/section", "codeowners/section-owners-lost"],
    );
    check(&gitlab("^[Core] @o/t"), "", &["codeowners/section"]);
    check(&gitlab("[Core][2] @o/t"), "", &["codeowners/section"]);
    check(&gitlab("[Team Core] @o/t"), "codeowners:[Team #t\n", &["codeowners/section"]);
    check(
        &gitlab("[Core]\n/a\n"),
        "codeowners:/a\n",
        &["codeowners/section", "codeowners/exclusion"],
    );
}

#[test]
fn quotes_are_part_of_the_path_or_worse() {
    check(&file("\"/a b\" @o/t"), "codeowners:\"/a #t\n", &["codeowners/quotes"]);
    let import = import(&file("\"/a @o/t\n/b @o/t\n\"/c @o/t\n/d @o/t\n"), &Directory::default());
    let lines: Vec<_> = import.rules.iter().map(|rule| rule.line).collect();
    assert_eq!(lines, [1, 4], "two quotes make one rule of all lines between them");
    assert!(import.problems.iter().any(|problem| problem.code == "codeowners/quote-swallows"));
}

#[test]
fn mappings_rewrite_paths_with_their_faults() {
    let mapped = |text: &str, stack: &str, source: &str| file(text).mapped(stack, source);
    let inside = check(
        &mapped("/lib/src/x @o/t", "app/", "src/"),
        "codeowners:/lib/app/x #t\n",
        &["codeowners/mapping-inside"],
    );
    assert_eq!(inside.lines[0].reason.as_deref(), Some("its path becomes `/lib/app/x`"));
    check(
        &mapped("/api/x @o/t", "app:///", ""),
        "codeowners:app://api/x #t\n",
        &["codeowners/root-squeezed"],
    );
    check(
        &mapped("foo/ @o/t\n*.js @o/t", "x/", "foo"),
        "codeowners:foo/ #t\ncodeowners:*.js #t\n",
        &[],
    );
}

#[test]
fn a_path_that_vanishes_fails_the_whole_import() {
    let import = import(&file("/b @o/t\n/apps @o/t\n").mapped("", "/apps"), &Directory::default());
    assert!(import.rules.is_empty(), "the rules of before stay in force");
    let refusal = import.refusal.expect("the import fails");
    assert_eq!(refusal.answer.as_deref(), Some("Parse error: ownership (line 2, column 1)"));
    let problem =
        import.problems.iter().find(|problem| problem.sentry.is_some()).expect("it is told");
    assert_eq!(problem.span.map(|span| span.start), Some(8), "at its line of the file");
}

#[test]
fn owners_without_access_count_as_unmapped() {
    let mut directory = Directory::for_project("p");
    directory.add_team("t", Access::Project);
    directory.add_team("web", Access::Organization);
    directory.add_user("jo@x.io", Access::Project);
    let import = import(&file("/a @o/web @o/t\n/b @o/web\n/c @jo gone@x.io\n"), &directory);
    assert_eq!(import.text, "codeowners:/a #t\ncodeowners:/c jo@x.io\n");
    let told: Vec<_> = import.problems.iter().map(|problem| problem.code).collect();
    let access = "codeowners/owner-without-access";
    assert_eq!(told, [access, access, "codeowners/unknown-owner"], "why each owner is left out");
}

#[test]
fn dead_owners_that_slip_in_are_removed_with_the_usual_skip() {
    let mut directory = Directory::for_project("p");
    directory.add_team("t", Access::Project);
    directory.add_user("jo@x.io", Access::Project);
    // A space in the stack root makes owners of its second half.
    let import = import(&file("/x/a @o/t\n/x/b @o/t\n").mapped("/my app/v 2", "/x"), &directory);
    let rules: Vec<_> = import.rules.iter().map(ToString::to_string).collect();
    // `app/v` is removed, and so `2/a` behind it is not looked at.
    assert_eq!(rules, ["codeowners:/my 2/a #t", "codeowners:/my 2/b #t"]);
}

#[test]
fn a_file_beyond_the_limit_is_not_imported() {
    let text = "é @o/t\n".repeat(3_000_000 / 7 + 1);
    let import = import(&file(&text), &Directory::default());
    assert!(import.rules.is_empty() && import.text.is_empty());
    assert_eq!(import.problems[0].code, "codeowners/too-long");
}

proptest! {
    #[test]
    fn no_file_is_too_odd(
        text in "([#!^\\[\\]/*\\\\@\" \t\n\ra-z0-9.:]|@o/t|\\PC){0,60}",
        stack in "([a-z/: \n\"#]){0,6}",
        source in "[a-z/]{0,2}",
    ) {
        for dialect in [Dialect::Github, Dialect::Gitlab] {
            let file = Codeowners { dialect, ..file(&text) }.mapped(&stack, &source);
            let mut directory = Directory::for_project("p");
            directory.add_team("t", Access::Project);
            let import = import(&file, &directory);
            for fix in import.problems.iter().filter_map(|problem| problem.fix.as_ref()) {
                crate::problems::apply(&text, fix);
            }
            for span in import.problems.iter().filter_map(|p| p.span).chain(import.rules.iter().map(|r| r.span)) {
                prop_assert!(text.get(span.range()).is_some(), "{:?} lies in the file", span);
            }
            let made = import.lines.iter().filter(|l| matches!(l.outcome, Outcome::Rule | Outcome::Exclusion)).count();
            if !stack.contains(['\n', '"', '#']) && !text.contains('"') && import.refusal.is_none() {
                prop_assert!(import.rules.len() <= made, "no rule without its line");
            }
        }
    }
}
