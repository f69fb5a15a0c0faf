//! What rules do in a tree, and what that does to people.

use super::example::example;
use super::{Example, Page, Setting, page};

const SHOP: &str = "src/pay/a.ts src/pay/b.ts src/web/c.ts lib/x.ts";

const fn shop(text: &'static str) -> Example {
    example(text, Setting::Tree(SHOP))
}

const fn file(text: &'static str) -> Example {
    example(text, Setting::Codeowners(SHOP))
}

const fn spread(text: &'static str) -> Example {
    example(text, Setting::Tree("a/utils/x b/utils/y c/utils/z"))
}

const fn spread_file(text: &'static str) -> Example {
    example(text, Setting::Codeowners("a/utils/x b/utils/y c/utils/z"))
}

const PARTS: &str = "a/x.ts a/lib/y.ts b/x.ts b/lib/y.ts lib/z.ts lib/w.ts lib/v.ts";

const fn parts(text: &'static str) -> Example {
    example(text, Setting::Tree(PARTS))
}

const fn parts_file(text: &'static str) -> Example {
    example(text, Setting::Codeowners(PARTS))
}

#[rustfmt::skip] // One line per field reads as a table.
pub(super) const PAGES: &[Page] = &[
    page("rules/never-wins", "A rule that never wins",
        "The last rule that matches wins, and for every file that this one matches another comes later.",
        "Move it below the rules that take its files, or delete it.",
        shop("src/pay/* #pay\nsrc/* #web\n"), shop("src/* #web\nsrc/pay/* #pay\n")),
    page("rules/matches-nothing", "A rule that matches nothing here",
        "No file of the tree fits the pattern. A path pattern must match the whole path, from its start to its end; case does not matter.",
        "Check it against the paths of your errors: they may differ from those in the repository.",
        shop("src/pay #pay\n"), shop("src/pay/* #pay\n")),
    page("rules/catch-all-below", "A catch-all below narrower rules",
        "It matches every file and, being later, wins over all that stand above it.",
        "Move it to the top.",
        shop("src/* #web\n* #pay\n"), shop("* #pay\nsrc/* #web\n")),
    page("rules/overrides-codeowners", "A catch-all over a CODEOWNERS file",
        "All ownership rules outrank all CODEOWNERS rules, so with a catch-all among the former none of the latter ever wins.",
        "Write the catch-all into the CODEOWNERS file, as its first line.",
        example("* #web\n", Setting::Both(SHOP, "/src/ @acme/pay\n")),
        example("lib/* #web\n", Setting::Both(SHOP, "/src/ @acme/pay\n"))),
    page("rules/takes-over", "A broad rule that takes over other teams' errors",
        "A rule for shared code below the rules of several teams takes from all of them what both match.",
        "Move it above the narrower rules.",
        parts("a/* #a\nb/* #b\n*lib/* #lib\n"), parts("*lib/* #lib\na/* #a\nb/* #b\n")),
    page("rules/not-anchored", "A pattern that only looks tied to a folder",
        "A star in front frees a pattern from the start of the path, and a star behind a name also stands for the rest of a longer name.",
        "Write the path from its start, and `/*` behind the folder's name.",
        example("*src/* #web\n", Setting::Tree("src/a.ts mysrc/b.ts")),
        example("src/* #web\n", Setting::Tree("src/a.ts mysrc/b.ts"))),
    page("rules/misses-root", "A pattern that leaves the first folder out",
        "`*/` in front wants a slash there, which a folder at the root has not.",
        "Write `**/` instead.",
        example("*/lib/* #web\n", Setting::Tree("lib/a.ts app/lib/b.ts")),
        example("**/lib/* #web\n", Setting::Tree("lib/a.ts app/lib/b.ts"))),
    page("rules/generic-folder", "A folder's name that everybody uses",
        "Names such as `utils` occur in many parts of a repository. A rule for the name takes in all of them.",
        "Write the path of the one that is meant.",
        spread("*/utils/* #web\n"), spread("a/utils/* #web\n")),
    page("rules/more-than-two", "More than two rules match",
        "Sentry suggests the owners of the two rules of the highest rank. Owners of further rules are not suggested.",
        "Let fewer rules overlap.",
        shop("src/* #a\nsrc/pay/* #b\n*/a.ts #c\n"), shop("src/* #a\nsrc/pay/* #b\n")),
    page("rules/last-owner", "An alert that goes elsewhere than the issue",
        "An issue is assigned to the first owner of the rule that wins. An alert to issue owners picks the last of the list of all owners, in which everybody stands where first named. Source: Sentry's code of about 2024.",
        "Name one owner per rule, or alert a team by its name.",
        shop("src/pay/* #pay #web\n"), shop("src/pay/* #pay\n")),
    page("rules/nobody-owns", "Files that no rule matches",
        "Errors from these files are assigned to nobody, and an alert to issue owners falls through to what the alert says.",
        "Make a rule for them, or a catch-all at the top.",
        shop("src/* #web\n"), shop("* #pay\nsrc/* #web\n")),
    page("rules/matched-unowned", "Files that rules match, but give to nobody",
        "A CODEOWNERS line without owners wins here. That such a line excludes files is one of two readings; Sentry's is not verified.",
        "Name owners on the line, or make a rule for these files.",
        example("", Setting::Both(SHOP, "/src/ @acme/web\n/src/pay/\n")),
        example("", Setting::Both(SHOP, "/src/ @acme/web\n/src/pay/ @acme/pay\n"))),
    page("codeowners/never-wins", "A line that never wins",
        "The last line that matches wins, all ownership rules outrank all lines, and for every file that this one matches another wins.",
        "Move it below the lines that take its files.",
        file("/src/pay/ @acme/pay\n/src/ @acme/web\n"), file("/src/ @acme/web\n/src/pay/ @acme/pay\n")),
    page("codeowners/matches-nothing", "A line that matches nothing here",
        "No file of the tree fits the pattern. Upper and lower case differ, and a slash inside ties it to the root.",
        "Write the path as it stands in the repository.",
        file("/SRC/ @acme/web\n"), file("/src/ @acme/web\n")),
    page("codeowners/catch-all-below", "A catch-all below narrower lines",
        "It matches every file and, being later, wins over all that stand above it.",
        "Move it to the top.",
        file("/src/ @acme/web\n* @acme/pay\n"), file("* @acme/pay\n/src/ @acme/web\n")),
    page("codeowners/takes-over", "A broad line that takes over other teams' errors",
        "A line for shared code below the lines of several teams takes from all of them what both match.",
        "Move it above the narrower lines.",
        parts_file("/a/ @acme/web\n/b/ @acme/pay\nlib/ @acme/docs\n"),
        parts_file("lib/ @acme/docs\n/a/ @acme/web\n/b/ @acme/pay\n")),
    page("codeowners/not-anchored", "A folder that counts at any depth",
        "Without a slash in front or inside, a folder's name counts wherever it occurs.",
        "Put a slash in front.",
        example("docs/ @acme/docs\n", Setting::Codeowners("docs/a app/docs/b")),
        example("/docs/ @acme/docs\n", Setting::Codeowners("docs/a app/docs/b"))),
    page("codeowners/generic-folder", "A folder's name that everybody uses",
        "Names such as `utils` occur in many parts of a repository. A line for the name takes in all of them.",
        "Write the path of the one that is meant.",
        spread_file("utils/ @acme/web\n"), spread_file("/a/utils/ @acme/web\n")),
    page("codeowners/more-than-two", "More than two lines match",
        "Sentry suggests the owners of the two rules of the highest rank. Owners of further lines are not suggested.",
        "Let fewer lines overlap.",
        file("/src/ @acme/web\n/src/pay/ @acme/pay\na.ts @acme/docs\n"),
        file("/src/ @acme/web\n/src/pay/ @acme/pay\n")),
    page("codeowners/last-owner", "An alert that goes elsewhere than the issue",
        "An issue is assigned to the first owner of the line that wins. An alert to issue owners picks the last of the list of all owners, in which everybody stands where first named. Source: Sentry's code of about 2024.",
        "Name one owner per line, or alert a team by its name.",
        file("/src/pay/ @acme/pay @acme/web\n"), file("/src/pay/ @acme/pay\n")),
];
