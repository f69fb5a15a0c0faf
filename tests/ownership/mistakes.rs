//! Likely mistakes in CODEOWNERS files: what is said, where, and what a fix does.

use crate::problems::apply;
use sentry_general::ownership::Directory;
use sentry_general::ownership::codeowners::{Codeowners, Dialect, Import, import};
use sentry_general::text::{Problem, Severity};

fn file(text: &str) -> Codeowners {
    Codeowners::new(text)
        .owned_by("@org/web", "#web")
        .owned_by("@org/pay", "#pay")
        .owned_by("@ann", "ann@x.io")
}

fn imported(text: &str) -> Import {
    import(&file(text), &Directory::default())
}

fn codes(import: &Import) -> Vec<&'static str> {
    import.problems.iter().map(|problem| problem.code).collect()
}

/// One problem, told alone: its place, and the text after its fix, empty if there is none.
#[track_caller]
fn check(text: &str, code: &str, place: &str, fixed: &str) -> Problem {
    let import = imported(text);
    assert_eq!(codes(&import), [code], "problems with {text:?}: {:?}", import.problems);
    let problem = import.problems[0].clone();
    let span = problem.span.expect("a mistake has a place");
    assert_eq!(&text[span.range()], place, "place of {code} in {text:?}");
    assert!(problem.hint.is_some(), "{code} says what to do");
    let after = problem.fix.as_ref().map_or(String::new(), |fix| apply(text, fix));
    assert_eq!(after, fixed, "{text:?} after the fix of {code}");
    if problem.fix.is_some() {
        assert!(
            !codes(&imported(&after)).contains(&problem.code),
            "the fix of {code} mends {text:?}"
        );
    }
    problem
}

#[track_caller]
fn check_title(text: &str, code: &str, place: &str, fixed: &str, title: &str) {
    let problem = check(text, code, place, fixed);
    assert_eq!(problem.fix.expect("a fix").title, title, "what the fix of {text:?} says");
}

#[track_caller]
fn check_fine(text: &str) {
    let import = imported(text);
    assert_eq!(import.problems, [], "nothing is wrong with {text:?}");
}

#[test]
fn lines_without_a_path() {
    let code = "codeowners/missing-pattern";
    check_title(
        "@org/web @ann\n",
        code,
        "@org/web",
        "* @org/web @ann\n",
        "Write `*` in front, so that `#web` gets what `*` matches",
    );
    check("# all\n@org/web", code, "@org/web", "# all\n* @org/web");
    check("ann@x.io", code, "ann@x.io", "* ann@x.io");
    check("/a @org/web\n\n@org/pay\n", code, "@org/pay", "");
    check("/a @org/web\n@org/pay\n", code, "@org/pay", "");
    check_fine("@scope/package/ @org/web");
}

#[test]
fn owners_on_the_next_line() {
    let code = "codeowners/continued-line";
    check("/a @org/web\n  @org/pay\n", code, "@org/pay", "/a @org/web @org/pay\n");
    let text = "/a @org/web \\\n@org/pay\n";
    assert_eq!(codes(&imported(text)).last(), Some(&code), "a backslash goes on with nothing");
    let text = "/a @org/web,\n@org/pay\n";
    assert_eq!(codes(&imported(text)).last(), Some(&code), "nor does a comma");
    let text = "/a\n@org/pay\n";
    let import = imported(text);
    let problem = import.problems.last().expect("it is said");
    let fix = problem.fix.as_ref().expect("a fix");
    assert_eq!((problem.code, apply(text, fix)), (code, "/a @org/pay\n".to_owned()));
}

#[test]
fn lists_and_tables() {
    let code = "codeowners/list-mark";
    check("- @org/web\n", code, "-", "* @org/web\n");
    check("/a @org/web\n- @org/pay\n", code, "-", "");
    check("- /src/ @org/web\n", code, "-", "/src/ @org/web\n");
    check("• docs @org/web\n", code, "•", "docs @org/web\n");
    check("1. /src/ @org/web\n", code, "1.", "/src/ @org/web\n");
    check("* /src/ @org/web\n", code, "*", "/src/ @org/web\n");
    check_fine("* @org/web\n");
    let code = "codeowners/separator";
    check("/src/ -> @org/web\n", code, "->", "/src/ @org/web\n");
    check("/src/: @org/web\n", code, ":", "/src/ @org/web\n");
    check("/src/ = @org/web @org/pay\n", code, "=", "/src/ @org/web @org/pay\n");
    check("/src/ @org/web & @org/pay\n", code, "&", "/src/ @org/web @org/pay\n");
    check("| /src/ | @org/web |\n", code, "|", "/src/ @org/web\n");
}

#[test]
fn marks_that_were_copied_along() {
    let code = "codeowners/copied-mark";
    check("> /src/ @org/web\n", code, ">", "/src/ @org/web\n");
    check("12 /src/ @org/web\n", code, "12", "/src/ @org/web\n");
    check("+/src/ @org/web\n", code, "+/src/", "/src/ @org/web\n");
    assert_eq!(codes(&imported("```\n/src/ @org/web\n```\n")), [code, code]);
    let code = "codeowners/comment-sign";
    check("// ours\n", code, "//", "# ours\n");
    check("; ours\n", code, ";", "# ours\n");
    check("/src/ @org/web // ours\n", code, "//", "/src/ @org/web # ours\n");
}

#[test]
fn signs_around_words() {
    let code = "codeowners/marks";
    check_title(
        "/src/ `@org/web`\n",
        code,
        "`",
        "/src/ @org/web\n",
        "Delete the backticks, so that `#web` gets what `/src/` matches",
    );
    check("`/src/ @org/web`\n", code, "`", "/src/ @org/web\n");
    check("/src/ <ann@x.io>\n", code, "<", "/src/ ann@x.io\n");
    check("/src/ (@org/web)\n", code, "(", "/src/ @org/web\n");
    check("/src/ “@org/web”\n", code, "“", "/src/ @org/web\n");
    check("/src/ **@org/web**\n", code, "**", "/src/ @org/web\n");
    check("'/src/' @org/web\n", code, "'", "/src/ @org/web\n");
    let below = imported("/a @org/pay\n* `@org/web`\n");
    assert_eq!(below.problems[0].fix, None, "a line for every file would take what stands above");
}

#[test]
fn owners_run_together() {
    let code = "codeowners/comma";
    check_title(
        "/a @org/web, @org/pay\n",
        code,
        "@org/web,",
        "/a @org/web @org/pay\n",
        "Separate with spaces, so that `#web` gets what `/a` matches",
    );
    check(
        "/a @org/web,@org/pay # ours\n",
        code,
        "@org/web,@org/pay",
        "/a @org/web @org/pay # ours\n",
    );
    check("/a ann@x.io; @org/pay\n", code, "ann@x.io;", "/a ann@x.io @org/pay\n");
    let code = "codeowners/glued-owner";
    check("/a @org/web@org/pay\n", code, "@org/web@org/pay", "/a @org/web @org/pay\n");
    check("/a @ann@org\n", code, "@ann@org", "/a @ann @org\n");
    check("/a @ann@x.io\n", code, "@ann@x.io", "/a ann@x.io\n");
    check("*@org/web\n", code, "@org/web", "* @org/web\n");
    check("/src/@org/web\n", code, "@org/web", "/src/ @org/web\n");
    check_fine("/packages/@scope/ui/ @org/web\n");
}

#[test]
fn words_that_are_no_owners() {
    let code = "codeowners/owner-form";
    check("/a @org/web frontend\n", code, "frontend", "");
    check("/a web\n", code, "web", "");
    check("/a @org/web (our shop)\n", code, "(our shop)", "/a @org/web # (our shop)\n");
    check("/a org/web\n", code, "org/web", "/a @org/web\n");
    check("/a @ org/web\n", code, "@ org/web", "/a @org/web\n");
    check("/a @org/web/\n", code, "@org/web/", "/a @org/web\n");
    check("/a mailto:ann@x.io\n", code, "mailto:ann@x.io", "/a ann@x.io\n");
    let code = "codeowners/comment-as-owner";
    check("/a @org/web #our own code\n", code, "#our", "/a @org/web # our own code\n");
    check("/a #our @org/web\n", code, "#our", "");
    check("/a #web\n", code, "#web", "");
    let near = imported("/a @web\n");
    assert!(
        near.problems[0].hint.as_deref().is_some_and(|hint| hint.contains("`@org/web`")),
        "{near:?}"
    );
    let none = imported("/a @ops\n");
    assert!(
        none.problems[0].hint.as_deref().is_some_and(|hint| !hint.contains("Did you")),
        "{none:?}"
    );
}

#[test]
fn several_paths_on_a_line() {
    let code = "codeowners/several-patterns";
    check("*.ts *.tsx @org/web\n", code, "*.tsx", "*.ts @org/web\n*.tsx @org/web\n");
    check("*.ts,*.tsx @org/web\n", code, "*.ts,*.tsx", "*.ts @org/web\n*.tsx @org/web\n");
    check("*.ts, *.tsx @org/web # both\n", code, "*.tsx", "*.ts @org/web\n*.tsx @org/web # both\n");
    check("/a/ @org/web /b/ @org/pay\n", code, "/b/", "/a/ @org/web\n/b/ @org/pay\n");
    check("my app/src/ @org/web\n", code, "app/src/", "my?app/src/ @org/web\n");
    let quotes = "codeowners/quotes";
    check("\"/my app/x\" @org/web\n", quotes, "\"/my", "/my?app/x @org/web\n");
    check_fine("/devices/arm,mali.txt @org/web\n/devices/arm,*.yaml @org/web\n");
}

#[test]
fn paths_of_other_languages() {
    check("./src/ @org/web\n", "codeowners/dot-slash", "./", "/src/ @org/web\n");
    check("/ @org/web\n", "codeowners/root-slash", "/", "* @org/web\n");
    check("/a @org/pay\n/ @org/web\n", "codeowners/root-slash", "/", "");
    let braces = "codeowners/braces";
    check("/src/{a,b}.ts @org/web\n", braces, "{a,b}", "/src/a.ts @org/web\n/src/b.ts @org/web\n");
    check("{a,b}/{c,d} @ann\n", braces, "{a,b}", "a/c @ann\na/d @ann\nb/c @ann\nb/d @ann\n");
    check("/{{name}}/ @org/web\n/{a,{b,c}} @ann\n", braces, "{a,{b,c}", "");
    let regex = "codeowners/regex";
    check("^src/.*\\.py$ @org/web\n", regex, "^src/.*\\.py$", "/src/**/*.py @org/web\n");
    check("/src/.*/api @org/web\n", regex, "/src/.*/api", "/src/**/api @org/web\n");
    check("(a|b)/x @org/web\n", regex, "(a|b)/x", "");
    let backslash = "codeowners/backslash";
    check("src\\pay\\ @org/pay\n", backslash, "\\", "src/pay/ @org/pay\n");
    check("\\docs\\ @org/web\n", backslash, "\\", "/docs/ @org/web\n");
    check("src\\a.cs @org/web\n", backslash, "\\", "src/a.cs @org/web\n");
    check("path:src/* @org/web\n", "codeowners/rules-syntax", "path:", "");
    check_fine("/(group)/page.tsx @org/web\n.*rc @org/web\ntest.* @org/web\n");
}

#[test]
fn brackets_and_spaces_in_names() {
    let code = "codeowners/brackets";
    check_title(
        "/app/[locale]/x.tsx @org/web\n",
        code,
        "/app/[locale]/x.tsx",
        "/app/?locale?/x.tsx @org/web\n",
        "Write `/app/?locale?/x.tsx`, so that `#web` gets what `/app/?locale?/x.tsx` matches",
    );
    check("/app/[...all].ts @org/web\n", code, "/app/[...all].ts", "/app/?...all?.ts @org/web\n");
    check("*.[ch] @org/web\n", code, "*.[ch]", "");
    check("/a[0-9]/ @org/web\n", code, "/a[0-9]/", "");
    check("/c\\#/ @org/web\n", "codeowners/hash", "/c\\#/", "/c?/ @org/web\n");
    check("/my\\ app/ @org/web\n", "codeowners/space", "/my\\ app/", "/my?app/ @org/web\n");
}

#[test]
fn characters_that_are_not_what_they_seem() {
    let code = "codeowners/invisible";
    check("\u{feff}* @org/web\n", code, "\u{feff}", "* @org/web\n");
    check("/src/\u{200b} @org/web\n", code, "\u{200b}", "/src/ @org/web\n");
    check("/src/ \u{202a}@org/web\u{202c}\n", code, "\u{202a}", "/src/ @org/web\n");
    let code = "codeowners/odd-space";
    check("/src/\u{a0}@org/web\n", code, "\u{a0}", "/src/ @org/web\n");
    check_fine("/src/\t@org/web\n");
}

#[test]
fn sections_without_their_host_being_named() {
    let text = "[Web Team][2] @org/web\n/src/\n^[Docs]\n/docs/ @ann\n";
    let gitlab = Codeowners { dialect: Dialect::Gitlab, ..file(text) };
    for file in [file(text), gitlab] {
        let import = import(&file, &Directory::default());
        let section = "codeowners/section";
        let lost = "codeowners/section-owners-lost";
        assert_eq!(codes(&import), [section, lost, section], "{:?}", import.problems);
    }
}

#[test]
fn other_kinds_of_files() {
    let cases = [
        ("{\n  \"message\": \"Not Found\"\n}\n", "API"),
        ("{\"name\": \"shop\"}", "JSON"),
        ("[\n  {\"path\": \"a\"}\n]\n", "JSON"),
        ("<!DOCTYPE html>\n<html>\n", "HTML"),
        ("<?xml version=\"1.0\"?>\n<a/>\n", "XML"),
        ("404: Not Found", "error message"),
        ("version https://git-lfs.github.com/spec/v1\noid sha256:00\n", "LFS"),
        ("diff --git a/CODEOWNERS b/CODEOWNERS\n+/a @org/web\n", "diff"),
        ("approvers:\n- ann\nlabels:\n- area/x\n", "Kubernetes"),
        ("web:\n  - src/**\ndocs:\n  - docs/**\n", "YAML"),
        ("ann@x.io\nset noparent\nper-file *.cc=bob@x.io\n", "Chromium"),
        ("SHOP\nM:\tAnn <ann@x.io>\nS:\tMaintained\nF:\tdrivers/shop/\n", "MAINTAINERS"),
        ("*.png binary\n*.sh text eol=lf\n", ".gitattributes"),
        ("path:src/* #web\nurl:https://x.io/* #web\n", "ownership rules"),
        ("../.github/CODEOWNERS\n", "symbolic link"),
        ("node_modules/\n*.log\n.env\n", ".gitignore"),
    ];
    for (text, what) in cases {
        let import = imported(text);
        assert_eq!(codes(&import), ["codeowners/other-file"], "{text:?}: {:?}", import.problems);
        let problem = &import.problems[0];
        assert!(problem.message.contains(what), "{text:?} is {what}: {}", problem.message);
        assert_eq!(problem.severity, Severity::Error, "it can't be what is meant");
    }
    for text in ["/a\n/b\n", "[Core]\n/a @org/web\n", "* @org/web\n*.log\n", "docs/ ann@x.io\n", ""]
    {
        let codes = codes(&imported(text));
        assert!(!codes.contains(&"codeowners/other-file"), "{text:?} is one: {codes:?}");
    }
    let merge = "/a @ann\n<<<<<<< HEAD\n/b @ann\n=======\n/b @org/web\n>>>>>>> topic\n";
    let marks = codes(&imported(merge));
    assert_eq!(marks, ["codeowners/conflict-marker"; 3], "each mark is told");
}
