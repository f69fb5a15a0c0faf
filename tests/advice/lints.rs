//! What is said about rules, given a tree.

use crate::support::{apply, linted, routed_with, tree};
use sentry_general::advice::lint_codeowners;
use sentry_general::text::Problem;

fn only<'p>(problems: &'p [Problem], code: &str) -> &'p Problem {
    let mut found = problems.iter().filter(|problem| problem.code == code);
    let codes: Vec<_> = problems.iter().map(|problem| (problem.code, &problem.message)).collect();
    let first = found.next().unwrap_or_else(|| panic!("{code} is said, found {codes:?}"));
    assert!(found.next().is_none(), "{code} is said once: {codes:?}");
    first
}

/// `place` is what is underlined, empty if nothing is; `says` is part of the
/// message or hint, `fixed` the text after the fix, empty if none is offered.
#[track_caller]
fn check(paths: &str, rules: &str, code: &str, place: &str, says: &str, fixed: &str) {
    let tree = tree(paths);
    let problems = linted(&tree, rules);
    let problem = only(&problems, code);
    let at = problem.span.map_or("", |span| &rules[span.range()]);
    assert_eq!(at, place, "place of {code} in {rules:?}");
    let hint = problem.hint.as_deref().expect("a lint says what to do");
    let said = format!("{} {hint}", problem.message);
    assert!(said.contains(says), "{code} says {says:?}: {said}");
    let after = problem.fix.as_ref().map_or(String::new(), |fix| apply(rules, fix));
    assert_eq!(after, fixed, "{rules:?} after the fix of {code}");
    if problem.fix.is_some() {
        let again = linted(&tree, &after);
        let left = again.iter().any(|left| left.code == code && left.message == problem.message);
        assert!(!left, "the fix of {code} mends {rules:?}");
    }
}

#[track_caller]
fn check_silent(paths: &str, rules: &str, code: &str) {
    let problems = linted(&tree(paths), rules);
    let found: Vec<_> = problems.iter().filter(|problem| problem.code == code).collect();
    assert!(found.is_empty(), "{code} has no place in {rules:?}: {found:?}");
}

const SHOP: &str = "src/pay/a.ts src/pay/b.ts src/pay/c.ts src/web/a.ts lib/x.ts README.md";

#[test]
fn rules_that_never_win() {
    let code = "rules/never-wins";
    let moved = "src/* #web\nsrc/pay/* #pay\n";
    let says = "Wins 0 of the 3 files it matches: line 2 takes them all.";
    check(SHOP, "src/pay/* #pay\nsrc/* #web\n", code, "src/pay/*", says, moved);
    check(
        SHOP,
        "src/pay/* #pay\nsrc/* #web",
        code,
        "src/pay/*",
        "in any tree",
        "src/* #web\nsrc/pay/* #pay",
    );
    let text = "src/pay/* #pay # ours\r\n# all\r\nsrc/* #web\r\n";
    let fixed = "# all\r\nsrc/* #web\r\nsrc/pay/* #pay # ours\r\n";
    check(SHOP, text, code, "src/pay/*", "line 3", fixed);
    let text = "src/pay/* #pay\n*/a.ts #a\n*/b.ts #b\n*/c.ts #b\n";
    let says = "line 2 takes 1 of them, line 3 takes 1, line 4 takes 1";
    check(SHOP, text, code, "src/pay/*", says, "*/a.ts #a\n*/b.ts #b\n*/c.ts #b\nsrc/pay/* #pay\n");
    let says = "Both have the same pattern";
    check(SHOP, "src/* #a\nsrc/* #b\n", code, "src/*", says, "src/* #b\n");
    let says = "The owners are the same.";
    check(SHOP, "src/pay/* #a\nsrc/* #a\n", code, "src/pay/*", says, "src/* #a\n");
    // What the other takes as well is not gained, and of two that match the same, moved again and again, either is one.
    let text = "src/pay/* #a\n*/a.ts #a\n*/b.ts #b\n*/c.ts #b\n";
    let fixed = "*/a.ts #a\n*/b.ts #b\n*/c.ts #b\nsrc/pay/* #a\n";
    check(SHOP, text, code, "src/pay/*", "line 4 takes 1", fixed);
    let again = linted(&tree(SHOP), text);
    let title = only(&again, code).fix.as_ref().map(|fix| fix.title.clone());
    assert_eq!(title.as_deref(), Some("Move it below line 4, so that `#a` gets 2 files"));
    check(SHOP, "src/pay/* #a\nSRC/PAY/* #b\n", code, "src/pay/*", "Keep the one", "");
    check(
        SHOP,
        "src/web/a.ts #a\nsrc/web/* #b\n",
        code,
        "src/web/a.ts",
        "not win the one file",
        "src/web/* #b\nsrc/web/a.ts #a\n",
    );
    check_silent(SHOP, "src/* #web\nsrc/pay/* #pay\n", code);
    check_silent(SHOP, "src/pay/* #pay\n* #web\n", code);
}

#[test]
fn a_line_that_rules_outdo_still_says_who_reviews() {
    let tree = tree("pay/tax/b.py pay/a.py");
    let text = "/pay/ @o/a\n/pay/tax/ @o/b\n";
    let problems = lint_codeowners(text, &tree, &routed_with(&tree, "path:pay/tax/* #b\n", text));
    let problem = only(&problems, "codeowners/never-wins");
    assert!(problem.fix.is_none(), "deleting it would change who reviews: {problem:?}");
    assert!(
        problem.hint.as_deref().is_some_and(|hint| hint.contains("code review")),
        "{problem:?}"
    );
}

#[test]
fn rules_that_match_nothing() {
    let code = "rules/matches-nothing";
    check(SHOP, "src/pay #pay\n", code, "src/pay", "names a folder", "src/pay/* #pay\n");
    check(SHOP, "/src/pay/* #pay\n", code, "/src/pay/*", "start without `/`", "src/pay/* #pay\n");
    check(SHOP, "/src/pay #pay\n", code, "/src/pay", "start without `/`", "src/pay/* #pay\n");
    check(
        SHOP,
        "src/pya/* #pay\n",
        code,
        "src/pya/*",
        "`src/pay/*` would match 3 files",
        "src/pay/* #pay\n",
    );
    check(SHOP, "src/pya #pay\n", code, "src/pya", "similar", "src/pay/* #pay\n");
    check(SHOP, "pay/* #pay\n", code, "pay/*", "fits further down", "**/pay/* #pay\n");
    check(SHOP, "src/pay/a #pay\n", code, "src/pay/a", "must end", "src/pay/a* #pay\n");
    check(SHOP, "path:\"src/pay\" #pay\n", code, "\"src/pay\"", "folder", "path:src/pay/* #pay\n");
    let text = "src/pay/*,lib/* #x\n";
    check(SHOP, text, code, "src/pay/*,lib/*", "in braces only", "{src/pay/*,lib/*} #x\n");
    check(SHOP, "[Section] #pay\n", code, "[Section]", "Check it", "");
    check(SHOP, "go/* #go\n", code, "go/*", "Matches none of the 6 files", "");
    check("url:x/a", "/url:x/* #x\n", code, "/url:x/*", "start without", "path:url:x/* #x\n");
    check_silent(SHOP, "./src/* #pay\n", code);
    check_silent(SHOP, "SRC/PAY/* #pay\n", code);
    check_silent(SHOP, "url:https://x.io/* #pay\n", code);
}

#[test]
fn catch_alls() {
    let code = "rules/catch-all-below";
    let text = "# ours\nsrc/pay/* #pay\nlib/* #lib\n* #web\n";
    let fixed = "# ours\n* #web\nsrc/pay/* #pay\nlib/* #lib\n";
    check(
        SHOP,
        text,
        code,
        "*",
        "none of the 2 rules above it ever wins. They match 4 files",
        fixed,
    );
    check(
        SHOP,
        "lib/* #lib\n** #web",
        code,
        "**",
        "the rule above it never wins",
        "** #web\nlib/* #lib\n",
    );
    check_silent(SHOP, "* #web\nlib/* #lib\n", code);
    check_silent(SHOP, "url:https://x.io/* #a\n* #web\n", code);
    check(SHOP, "* #a\n* #b\n", "rules/never-wins", "*", "same pattern", "* #b\n");
    let tree = tree(SHOP);
    let routing = routed_with(&tree, "* #web\n", "/src/ @o/a\n/lib/ @o/b\n");
    let text = "* #web\n";
    let parsed = sentry_general::ownership::parse(text);
    let problems = sentry_general::advice::lint(text, &parsed, &tree, &routing);
    let message = &only(&problems, "rules/overrides-codeowners").message;
    assert!(message.contains("none of the 2 imported rules"), "how many are lost: {message}");
}

#[test]
fn shared_code() {
    let code = "rules/takes-over";
    let paths = "a/x.ts a/lib/y.ts b/x.ts b/lib/y.ts lib/z.ts lib/w.ts lib/v.ts";
    let text = "a/* #a\nb/* #b\n*lib/* #lib\n";
    let says = "Takes 2 of the 5 files it matches from narrower rules above, which give them to 2 other owners: `#a` 1, `#b` 1.";
    check(paths, text, code, "*lib/*", says, "*lib/* #lib\na/* #a\nb/* #b\n");
    check_silent(paths, "*lib/* #lib\na/* #a\nb/* #b\n", code);
    check_silent(paths, "a/* #a\n*lib/* #lib\n", code);
}

#[test]
fn patterns_that_only_look_anchored() {
    let code = "rules/not-anchored";
    let paths = "src/a.ts old/src/b.ts mysrc/c.ts";
    let says = "Besides the 1 file of `src/*` it matches 2 elsewhere, such as `mysrc/c.ts`.";
    check(paths, "*src/* #a\n", code, "*src/*", says, "src/* #a\n");
    check(
        "src/pay/a src/payroll/b",
        "src/pay* #a",
        code,
        "src/pay*",
        "longer name",
        "src/pay/* #a",
    );
    check_silent("src/a lib/b", "*src/* #a\n", code);
    check_silent("old/src/a lib/b", "*src/* #a\n", code);
    check_silent("src/pay/a src/web/b", "src/pay* #a\n", code);
    let code = "rules/misses-root";
    let says = "it misses the 1 at the root; it matches 1 further down";
    check("foo/a x/foo/b", "*/foo/* #a\n", code, "*/foo/*", says, "**/foo/* #a\n");
    check_silent("y/foo/a x/foo/b", "*/foo/* #a\n", code);
    // Of two below `foo` it has one already.
    check("foo/a foo/lib/foo/b", "*/foo/* #a\n", code, "*/foo/*", says, "**/foo/* #a\n");
}

#[test]
fn generic_names() {
    let code = "rules/generic-folder";
    let paths = "a/utils/x b/utils/y b/utils/z c/d/utils/w c/e";
    let says =
        "4 files from 3 folders called so: `b/utils/` (2), `a/utils/` (1), `c/d/utils/` (1).";
    check(paths, "*/utils/* #u\n", code, "*/utils/*", says, "");
    check(paths, "**/Utils/** #u\n", code, "**/Utils/**", "4 files", "");
    check_silent(paths, "a/utils/* #u\n", code);
    check_silent("a/pay/x b/pay/x c/pay/x", "*/pay/* #u\n", code);
    check_silent("a/utils/x b/utils/x", "*/utils/* #u\n", code);
}

#[test]
fn who_is_left_out_or_alerted_instead() {
    let code = "rules/more-than-two";
    let text = "src/* #a\nsrc/pay/* #b\n*/a.ts #c\n";
    let says = "For 1 of the 4 files it matches two other rules come first, mostly line 2 and line 3. Sentry keeps two rules, so `#a` is not suggested there.";
    check(SHOP, text, code, "src/*", says, "");
    check_silent(SHOP, "* #a\nsrc/pay/* #b\n*/a.ts #c\n", code);
    check_silent(SHOP, "src/* #a\nsrc/pay/* #b\n*/a.ts #a\n", code);
    let code = "rules/last-owner";
    let says = "For 3 of the 3 files it wins, the issue goes to `#a`, but of the owners an alert picks `#b`";
    check(SHOP, "src/pay/* #a #b\n", code, "src/pay/*", says, "");
    let text = "* #a\nsrc/* #b\nsrc/pay/* #a\n";
    check(SHOP, text, code, "src/pay/*", "everybody is listed where first named", "");
    check_silent(SHOP, "* #a\nsrc/* #b\nsrc/pay/* #c\n", code);
}

#[test]
fn files_nobody_owns() {
    let code = "rules/nobody-owns";
    let says = "All of `src/web/`: 1 file that no rule matches, 17% of the tree. All else in the folder above goes to `#pay`.";
    let text = "src/pay/* #pay\nlib/* #lib\nREADME.md #docs\n";
    check(SHOP, text, code, "", says, &format!("{text}path:src/web/* #pay\n"));
    check(
        SHOP,
        "src/* #a\nlib/* #b\n",
        code,
        "",
        "The top folder holds 1 file that no rule matches",
        "",
    );
    check(SHOP, "", code, "", "The whole tree: 6 files", "");
    check_silent(SHOP, "* #a\n", code);
    let problems = linted(&tree("x a/1 a/2 a/3 b/1 b/2 c/d"), "c/* #c\n");
    let places: Vec<_> =
        problems.iter().map(|problem| problem.message.split(" file").next()).collect();
    let expected = ["All of `a/`: 3", "All of `b/`: 2", "The top folder holds 1"].map(Some);
    assert_eq!(places, expected, "the heaviest place comes first");
}

#[test]
fn files_that_are_matched_and_unowned() {
    let tree = tree(SHOP);
    let codeowners = "/src/ @o/a\n/src/pay/\n";
    let routing = routed_with(&tree, "", codeowners);
    let parsed = sentry_general::ownership::parse("");
    let problems = sentry_general::advice::lint("", &parsed, &tree, &routing);
    let message = &only(&problems, "rules/matched-unowned").message;
    assert!(message.starts_with("All of `src/pay/`: 3 files that rules match"), "{message}");
}

#[track_caller]
fn check_codeowners(paths: &str, text: &str, code: &str, place: &str, says: &str, fixed: &str) {
    let tree = tree(paths);
    let problems = lint_codeowners(text, &tree, &routed_with(&tree, "", text));
    let problem = only(&problems, code);
    assert_eq!(problem.span.map_or("", |span| &text[span.range()]), place, "place of {code}");
    let said = format!("{} {}", problem.message, problem.hint.as_deref().unwrap_or_default());
    assert!(said.contains(says), "{code} says {says:?}: {said}");
    let after = problem.fix.as_ref().map_or(String::new(), |fix| apply(text, fix));
    assert_eq!(after, fixed, "{text:?} after the fix of {code}");
}

#[test]
fn codeowners_files() {
    let never = "codeowners/never-wins";
    let text = "/src/pay/ @o/a\n/src/ @o/b\n";
    check_codeowners(
        SHOP,
        text,
        never,
        "/src/pay/",
        "line 2 takes them all",
        "/src/ @o/b\n/src/pay/ @o/a\n",
    );
    let nothing = "codeowners/matches-nothing";
    check_codeowners(SHOP, "/SRC/ @o/a\n", nothing, "/SRC/", "if case did not matter", "");
    check_codeowners(SHOP, "/pay/ @o/a\n", nothing, "/pay/", "fits further down", "**/pay/ @o/a\n");
    check_codeowners(
        SHOP,
        "/src/* @o/a\n",
        nothing,
        "/src/*",
        "right in that folder",
        "/src/ @o/a\n",
    );
    check_codeowners(
        SHOP,
        "/lib/x.ts/ @o/a\n",
        nothing,
        "/lib/x.ts/",
        "means a folder",
        "/lib/x.ts @o/a\n",
    );
    check_codeowners(SHOP, "/scr/ @o/a\n", nothing, "/scr/", "similar", "/src/ @o/a\n");
    let below = "codeowners/catch-all-below";
    check_codeowners(
        SHOP,
        "/lib/ @o/a\n* @o/b\n",
        below,
        "*",
        "never wins",
        "* @o/b\n/lib/ @o/a\n",
    );
    let loose = "codeowners/not-anchored";
    check_codeowners(
        "docs/a x/docs/b",
        "docs/ @o/a\n",
        loose,
        "docs/",
        "at any depth",
        "/docs/ @o/a\n",
    );
}

#[test]
fn nothing_is_said_about_an_empty_tree() {
    assert_eq!(linted(&tree(""), "src/* #a\n* #b\n"), [], "no tree, no advice");
}
