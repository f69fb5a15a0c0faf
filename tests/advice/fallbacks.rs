//! Rules for what no other rule takes, and rules that match nothing: the change that
//! is offered is the one that was meant.

use crate::support::{apply, linted, routed_with, tree};
use sentry_general::advice::{lint_codeowners, lint_review};
use sentry_general::ownership::codeowners::{Dialect, host};
use sentry_general::text::Problem;

fn codes(problems: &[Problem]) -> Vec<&'static str> {
    problems.iter().map(|problem| problem.code).collect()
}

const FILES: &str = "src/a.ts src/b/c.ts docs/d.md lib/e.ts";

#[test]
fn a_fallback_is_sound_though_all_files_are_taken() {
    let never = "never-wins";
    for rules in [
        "* #all\nsrc/* #web\ndocs/* #docs\nlib/* #lib\n",
        "* #all\n*/* #web\n",
        "* #all\n* #web\nsrc/* #web\ndocs/* #docs\nlib/* #lib\n",
        "docs/* #all\ndocs/d.md #docs\n",
        "src/* #web\nsrc/a.ts #a\nsrc/b/* #b\ndocs/* #docs\nlib/* #lib\n",
    ] {
        let problems = linted(&tree(FILES), rules);
        let found: Vec<_> = problems.iter().filter(|it| it.code.ends_with(never)).collect();
        let same = rules.contains("* #all\n* #web");
        assert_eq!(found.len(), usize::from(same), "in {rules:?}: {found:?}");
    }
    let text = "* @o/a\n/src/ @o/b\n/docs/ @o/a\n/lib/ @o/b\n";
    let tree = tree(FILES);
    let problems = lint_codeowners(text, &tree, &routed_with(&tree, "", text));
    assert!(!codes(&problems).contains(&"codeowners/never-wins"), "{problems:?}");
    let problems =
        lint_codeowners(text, &tree, &routed_with(&tree, "src/* #x\n* #y\nlib/* #z", text));
    assert!(!codes(&problems).is_empty(), "but ownership rules for everything outrank it");
}

#[test]
fn moves_say_who_gets_what() {
    let titles = |rules: &str| -> Vec<String> {
        let problems = linted(&tree(FILES), rules);
        problems.into_iter().filter_map(|problem| problem.fix).map(|fix| fix.title).collect()
    };
    let below = titles("src/b/* #b\nsrc/* #web\n* #x\n");
    assert!(
        below.iter().any(|it| it == "Move it to the top, so that the other rules get 2 files"),
        "{below:?}"
    );
    let below = titles("src/b/* #b\nsrc/* #web\n");
    assert!(
        below.contains(&"Move it below line 2, so that `#b` gets 1 file".to_owned()),
        "{below:?}"
    );
    let loose = titles("*rc/* #web\n*src/* #x\n");
    assert!(loose.iter().all(|it| !it.starts_with("Write") || it.contains(", ")), "{loose:?}");
}

/// The one remark that a line matches nothing, and the text after its fix.
#[track_caller]
fn check(paths: &str, rules: &str, says: &str, fixed: &str) {
    let tree = tree(paths);
    let problems = linted(&tree, rules);
    let problem =
        problems.iter().find(|it| it.code == "rules/matches-nothing").expect("it is said");
    let hint = problem.hint.as_deref().unwrap_or_default();
    assert!(hint.contains(says), "{rules:?} says {says:?}: {hint}");
    let after = problem.fix.as_ref().map(|fix| apply(rules, fix));
    assert_eq!(after.as_deref(), Some(fixed), "{rules:?} after the fix");
}

#[test]
fn signs_that_are_part_of_names() {
    let paths = "app/[lang]/cart/page.tsx app/[lang]/home.tsx src/{{name}}/a.py";
    check(paths, "app/[lang]/cart/* #a\n", "one character", "app/?lang?/cart/* #a\n");
    check(paths, "app/[lang] #a\n", "one character", "app/?lang?/* #a\n");
    check(paths, "src/{{name}}/* #a\n", "Braces", "src/??name??/* #a\n");
    check(paths, "app/.*/home.tsx #a\n", "regular expressions", "app/*/home.tsx #a\n");
    check("src/a.ts lib/b.ts", "(src|lib)/* #a\n", "regular", "{src,lib}/* #a\n");
    check("src/a.ts", "/home/jo/shop/src/* #a\n", "outside", "src/* #a\n");
    check("src/[...all].ts", "[...all].ts #a\n", "one character", "**/?...all?.ts #a\n");
    let slashed = linted(&tree(paths), "/src/ #a\n");
    let offered: Vec<_> = slashed
        .iter()
        .filter_map(|it| it.fix.as_ref())
        .map(|fix| apply("/src/ #a\n", fix))
        .collect();
    assert_eq!(offered.last().map(String::as_str), Some("src/* #a\n"), "{slashed:?}");
}

#[track_caller]
fn check_codeowners(paths: &str, text: &str, fixed: Option<&str>) {
    let tree = tree(paths);
    let problems = lint_codeowners(text, &tree, &routed_with(&tree, "", text));
    let problem =
        problems.iter().find(|it| it.code.ends_with("/matches-nothing")).expect("it is said");
    let after = problem.fix.as_ref().map(|fix| apply(text, fix));
    assert_eq!(after.as_deref(), fixed, "{text:?} after the fix: {problem:?}");
}

#[test]
fn names_that_are_nearly_right() {
    let paths = "src/deep/a.ts web/Makefile docs/guide.md";
    check_codeowners(paths, "/src/*.ts @o/a\n", Some("/src/**/*.ts @o/a\n"));
    check_codeowners(paths, "/docs/guide @o/a\n", Some("/docs/guide.* @o/a\n"));
    check_codeowners(paths, "Makefile/ @o/a\n", Some("Makefile @o/a\n"));
    check_codeowners(paths, "Makefiel @o/a\n", Some("Makefile @o/a\n"));
    check_codeowners(paths, "deeep/ @o/a\n", Some("deep/ @o/a\n"));
    check_codeowners(paths, "/src/.*\u{2e}ts @o/a\n", None);
    check_codeowners(paths, "Rakefile @o/a\n", None);
}

#[test]
fn lines_that_the_import_explains_get_no_second_word() {
    let tree = tree(FILES);
    for text in [
        "/ @o/a\n",
        "./src/ @o/a\n",
        "@o/a @o/b\n",
        "- @o/a\n",
        "[Docs] @o/a\n",
        "{\"message\": \"no\"} @o/a",
    ] {
        let problems = lint_codeowners(text, &tree, &routed_with(&tree, "", text));
        assert_eq!(codes(&problems), Vec::<&str>::new(), "about {text:?}");
    }
}

#[test]
fn gitlab_wants_a_slash_behind_folders() {
    let tree = tree("kernel/irq/a.c kernel/irq/x/b.c docs/d.md LICENSE");
    let lint = |text: &str, dialect| lint_review(&host::read(text, dialect), &tree);
    let text =
        "/kernel/irq @o/a\nirq @o/a\n/kernel/irq/ @o/b\n/LICENSE @o/a\nkernel/* @o/a\n/irq @o/a\n";
    let problems = lint(text, Dialect::Gitlab);
    let places: Vec<_> =
        problems.iter().map(|it| &text[it.span.expect("a place").range()]).collect();
    assert_eq!(places, ["/kernel/irq", "irq"], "{problems:?}");
    let fixed = apply(text, problems[0].fix.as_ref().expect("a fix"));
    assert!(fixed.starts_with("/kernel/irq/ @o/a\n"), "{fixed}");
    let reviews = |text: &str| {
        let rules = host::read(text, Dialect::Gitlab);
        rules.compile().reviews("kernel/irq/a.c").len()
    };
    assert_eq!(
        (reviews("/kernel/irq @o/a\n"), reviews(&fixed)),
        (0, 1),
        "the slash brings reviewers"
    );
    assert_eq!(lint(text, Dialect::Github), [], "GitHub includes what is in a folder");
}
