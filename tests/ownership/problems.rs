//! Problems of a rule: the code, the place, and what the text becomes with the fix.

use sentry_general::ownership::{Parsed, parse};
use sentry_general::text::{Fix, Problem};

pub(crate) fn apply(text: &str, fix: &Fix) -> String {
    let mut fixed = text.to_owned();
    for edit in fix.edits.iter().rev() {
        fixed.replace_range(edit.span.range(), &edit.text);
    }
    fixed
}

fn only<'p>(parsed: &'p Parsed, code: &str, text: &str) -> &'p Problem {
    let mut found = parsed.problems.iter().filter(|problem| problem.code == code);
    let first = found.next().unwrap_or_else(|| {
        let codes: Vec<_> = parsed.problems.iter().map(|problem| problem.code).collect();
        panic!("{text:?} has a problem {code}, found {codes:?}")
    });
    assert!(found.next().is_none(), "{code} is said once about {text:?}");
    first
}

/// `fixed` is the text after the fix; empty if no fix is to be offered.
#[track_caller]
fn check(text: &str, code: &str, place: &str, fixed: &str) {
    let parsed = parse(text);
    let problem = only(&parsed, code, text);
    let span = problem.span.expect("a problem of a rule has a place");
    assert_eq!(&text[span.range()], place, "place of {code} in {text:?}");
    let after = problem.fix.as_ref().map_or(String::new(), |fix| apply(text, fix));
    assert_eq!(after, fixed, "{text:?} after the fix of {code}");
    if problem.fix.is_some() {
        let left = parse(&after).problems.into_iter().any(|problem| problem.code == code);
        assert!(!left, "the fix of {code} mends {text:?}");
    }
    assert!(problem.hint.is_some(), "{code} says what to do");
}

#[track_caller]
fn check_fine(text: &str) {
    let codes: Vec<_> = parse(text).problems.into_iter().map(|problem| problem.code).collect();
    assert!(codes.is_empty(), "nothing is wrong with {text:?}, found {codes:?}");
}

#[test]
fn what_the_grammar_refuses() {
    check("*.js\t#t", "rules/tab", "\t", "*.js #t");
    check("\t*.js\t\t#t\t", "rules/tab", "\t", "*.js #t");
    check("*.js\u{a0}#t", "rules/odd-space", "\u{a0}", "*.js #t");
    check("*.js #t\u{2028}*.py", "rules/odd-space", "\u{2028}", "*.js #t *.py");
    check("path: *.js #t", "rules/space-after-colon", " ", "path:*.js #t");
    check("path:\t*.js #t", "rules/space-after-colon", "\t", "path:*.js #t");
    check("url: #t", "rules/missing-pattern", "url:", "");
    check("module:", "rules/missing-pattern", "module:", "");
    check("\"C:\\Users\\x.py\" #t", "rules/bad-escape", "\\U", "\"C:/Users/x.py\" #t");
    check("url:\"\\x4\" #t", "rules/bad-escape", "\\x4", "url:\"\\\\x4\" #t");
}

#[test]
fn rules_without_owners() {
    check("*.js\n#t", "rules/missing-owner", "*.js", "*.js #t");
    check("*.js\r\n  #t #u\n", "rules/missing-owner", "*.js", "*.js #t #u\n");
    check("*.js\n# to do\n", "rules/missing-owner", "*.js", "");
    check("*.js #\n", "rules/missing-owner", "*.js", "");
    check("*.js # web\n", "rules/missing-owner", "*.js", "*.js #web\n");
    check("*.js # ask the team\n", "rules/missing-owner", "*.js", "");
    check("*.js\n", "rules/missing-owner", "*.js", "");
    check("codeowners:/x/ #t", "rules/codeowners-by-hand", "codeowners", "");
    check_fine("*.js #t\n#t");
}

#[test]
fn types_that_are_none() {
    check("PATH:*.js #t", "rules/type-case", "PATH", "path:*.js #t");
    check("Tags.Foo:x #t", "rules/type-case", "Tags.Foo", "tags.Foo:x #t");
    check("file:*.js #t", "rules/unknown-type", "file", "path:*.js #t");
    check("tag.release:1 #t", "rules/unknown-type", "tag.release", "tags.release:1 #t");
    check("stack.foo:x #t", "rules/unknown-type", "stack.foo", "");
    check_fine("app:///src/* #t");
    check_fine("https://x.io/* #t");
    check_fine("C:\\src\\* #t");
    check_fine("node:internal/* #t");
    check_fine("Foo::Bar* #t");
}

#[test]
fn tags_without_a_colon() {
    let place = "tags.foo #t";
    check("tags.foo #t\nurl:x #t", "rules/tag-swallows-lines", place, "");
    let fixed = "tags.foo:bar #t\nurl:x #t";
    check("tags.foo bar #t\nurl:x #t", "rules/tag-swallows-lines", "tags.foo bar #t", fixed);
    let fixed = "path:tagsfoo.py #t\npath:x #t";
    check("tagsfoo.py #t\npath:x #t", "rules/tag-swallows-lines", "tagsfoo.py #t", fixed);
    check("tags.foo #t\nurl: x", "rules/tag-swallows-lines", place, "");
    check("tags.foo bar #t", "rules/tag-without-colon", "tags.foo", "tags.foo:bar #t");
    check("tags.foo #t", "rules/tag-without-colon", "tags.foo", "");
    check("tagsXfoo:bar #t", "rules/tag-type", "tagsXfoo", "path:tagsXfoo:bar #t");
    check("tags-foo:bar #t", "rules/tag-type", "tags-foo", "tags.foo:bar #t");
    check("tags.foo bar:baz #t", "rules/tag-key-space", "tags.foo bar", "");
    check_fine("tags/foo.py #t");
    check_fine("tags.release:1.* #t");
}

#[test]
fn owners_that_are_not_meant() {
    check("a #t,#u", "rules/comma", "#t,#u", "a #t #u");
    check("a #t,u", "rules/comma", "#t,u", "a #t #u");
    check("a #t, #u", "rules/comma", "#t,", "a #t #u");
    check("a x@y.z,v@w.z", "rules/comma", "x@y.z,v@w.z", "a x@y.z v@w.z");
    check("a ##t", "rules/double-hash", "##t", "a #t");
    check("a #Web", "rules/team-case", "#Web", "a #web");
    check("a #x@y.z", "rules/team-address", "#x@y.z", "a x@y.z");
    check("a @acme/Web", "rules/handle", "@acme/Web", "a #web");
    check("a @jo", "rules/handle", "@jo", "");
    check("a web", "rules/owner-form", "web", "a #web");
    check("a b.js #t", "rules/owner-form", "b.js", "");
    check("a #t #u #t", "rules/duplicate-owner", "#t", "a #t #u");
}

#[test]
fn owners_in_other_spellings() {
    check("a <jo@x.io>", "rules/address-form", "<jo@x.io>", "a jo@x.io");
    check("a mailto:jo@x.io #t", "rules/address-form", "mailto:jo@x.io", "a jo@x.io #t");
    check("a team:web", "rules/owner-form", "team:web", "a #web");
    check("a #Check Out", "rules/team-name", "#Check Out", "a #check-out");
    check("a #Shop & Pay jo@x.io", "rules/team-name", "#Shop & Pay", "a #shop-pay jo@x.io");
    check("a Check Out", "rules/team-name", "Check Out", "a #check-out");
    check("a @jo@x.io", "rules/address-form", "@jo@x.io", "a jo@x.io");
    check("a #o/web", "rules/team-name", "#o/web", "a #web");
    check_fine("a #shop #pay");
}

#[test]
fn more_than_one_matcher() {
    let text = "path:src/* url:https://x.io/* #t";
    check(text, "rules/two-matchers", "url:https://x.io/*", "");
    check("src/* tags.env:prod #t", "rules/two-matchers", "tags.env:prod", "");
    let several = "rules/several-patterns";
    check("src/* lib/* #t #u", several, "lib/*", "src/* #t #u\nlib/* #t #u");
    check("path:src/* docs/ #t # both", several, "docs/", "path:src/* #t\npath:docs/ #t # both");
    check("my app/src/* #t", several, "app/src/*", "\"my app/src/*\" #t");
    check("a/b.ts lib/c.ts #t", several, "lib/c.ts", "a/b.ts #t\nlib/c.ts #t");
    check("src/*, lib/* #t\r\n", several, "lib/*", "src/* #t\r\nlib/* #t\r\n");
    check("src/** !src/pay/** #t", several, "!src/pay/**", "");
    check("docs/my\\ file.md #t", several, "file.md", "\"docs/my file.md\" #t");
    check("tags.os.name:Mac OS X #t", several, "OS", "tags.os.name:\"Mac OS X\" #t");
    let colon = "rules/type-without-colon";
    check("path src/* #t", colon, "path", "path:src/* #t");
    check("url :https://x.io/* #t", colon, "url", "url:https://x.io/* #t");
    check("path : src/* #t", colon, "path", "path:src/* #t");
    check_fine("path #t");
    check("path\tsrc/*\t#t", "rules/tab", "\t", "path:src/* #t");
    check("path :\tsrc/* #t", "rules/tab", "\t", "path:src/* #t");
    check("path:\tsrc/*\t#t", "rules/space-after-colon", "\t", "path:src/* #t");
    check("tags.env\tprod #t", "rules/tab", "\t", "tags.env:prod #t");
}

#[test]
fn rules_laid_out_as_something_else() {
    check("// web\n", "rules/comment-sign", "//", "# web\n");
    check(";web x\n", "rules/comment-sign", ";", "# web x\n");
    check("a #t // ours", "rules/comment-sign", "//", "a #t # ours");
    check("- src/* #t", "rules/list-mark", "-", "src/* #t");
    check("* path:src/* #t", "rules/list-mark", "*", "path:src/* #t");
    check("2. src/* #t", "rules/list-mark", "2.", "src/* #t");
    check("src/* -> #t", "rules/separator", "->", "src/* #t");
    check("src/* #t and #u", "rules/separator", "and", "src/* #t #u");
    check("src/*: #t", "rules/separator", ":", "src/* #t");
    check("`src/*` #t", "rules/marks", "`", "src/* #t");
    check("src/* “#t”", "rules/marks", "“", "src/* #t");
    check("‘docs/my file.md’ #t", "rules/marks", "‘", "\"docs/my file.md\" #t");
    check("src/* #t;", "rules/team-name", "#t;", "src/* #t");
    check("tag:env:prod #t", "rules/unknown-type", "tag", "tags.env:prod #t");
    check("tags.env==prod #t", "rules/tag-without-colon", "tags.env==prod", "tags.env:prod #t");
    check("tags[env]:prod #t", "rules/tag-type", "tags[env]", "");
    check("tags.env=prod #t", "rules/tag-without-colon", "tags.env=prod", "tags.env:prod #t");
    check("/a @o/t\n/b @jo\n", "rules/other-file", "/a @o/t", "");
    check("/a @o/t\n/b @o/u\n/c jo@x.io\n", "rules/other-file", "/a @o/t", "");
    check("/a @o/t\n/b @o/u\n/c\n", "rules/other-file", "/a @o/t", "");
    check("error.type:Foo #t", "rules/unknown-type", "error.type", "");
    check("{\"raw\": \"a #t\"}", "rules/other-file", "{\"raw\": \"a #t\"}", "");
    check_fine("* #t\n//host/* #t");
    check_fine("a--b #t");
}

#[test]
fn urls_that_cannot_be() {
    let code = "rules/url-relative";
    check("url:/checkout/* #t", code, "/checkout/*", "url:*/checkout/* #t");
    check("url:x.io/* #t", code, "x.io/*", "url:*://x.io/* #t");
    check("url:localhost:3000/* #t", code, "localhost:3000/*", "url:*://localhost:3000/* #t");
    check("url://x.io/* #t", code, "//x.io/*", "url:*://x.io/* #t");
    check("url:x.io #t", code, "x.io", "url:*://x.io/* #t");
    check(
        "url:\"localhost:3000\" #t",
        code,
        "\"localhost:3000\"",
        "url:\"*://localhost:3000/*\" #t",
    );
    for text in ["url:*/checkout* #t", "url:http* #t", "url:app:///x #t", "url:https://x.io/a #t"] {
        check_fine(text);
    }
}

#[test]
fn what_sentry_surely_refuses_is_an_error() {
    use sentry_general::text::Severity;
    for text in [
        "a web",
        "a @org/web",
        "a #Web",
        "a ##t",
        "a #t,#u",
        "a #x@y.z",
        "a #t\u{200b}",
        "a b/* #t",
    ] {
        let parsed = parse(text);
        let severity = parsed.problems.iter().map(|problem| problem.severity).max();
        assert_eq!(severity, Some(Severity::Error), "{text:?}: {:?}", parsed.problems);
    }
    for text in ["./a #t", "\u{feff}a #t", "a #t #t", "url:/a #t"] {
        let parsed = parse(text);
        let severity = parsed.problems.iter().map(|problem| problem.severity).max();
        assert!(severity < Some(Severity::Error), "{text:?}: {:?}", parsed.problems);
    }
}

#[test]
fn quotes_that_are_not_meant() {
    check("\"a b.js #t", "rules/unterminated-quote", "\"a", "\"a b.js\" #t");
    check("path:\"a\"b #t", "rules/glued-to-quote", "b", "path:\"ab\" #t");
    check("\"a\"x@y.z", "rules/glued-to-quote", "x@y.z", "\"a\" x@y.z");
    check("\"src\\new\" #t", "rules/escape", "\\n", "\"src/new\" #t");
    check("url:\"a\\tb\" #t", "rules/escape", "\\t", "url:\"a\\\\tb\" #t");
    let text = "\"a b #t\nc #u\n\"d e\" #v";
    check(text, "rules/quote-spans-lines", "\"a b #t\nc #u\n\"", "\"a b\" #t\nc #u\n\"d e\" #v");
    check("\"\\N{EM DASH}\" #t", "rules/named-escape", "\"\\N{EM DASH}\"", "");
    check("\"\\ud800\" #t", "rules/surrogate", "\"\\ud800\"", "");
    check_fine("\"a b\"#t");
    check_fine("\"a\\\"b\\\\c\" #t");
}

#[test]
fn patterns_that_never_match() {
    check("./src/* #t", "rules/dot-slash", "./", "src/* #t");
    check("src/ #t", "rules/trailing-slash", "/", "src/* #t");
    check("\"a b/\" #t", "rules/trailing-slash", "/", "\"a b/*\" #t");
    check("!src/* #t", "rules/negation", "!", "");
    check("src/[a #t", "rules/invalid-pattern", "[a", "");
    check("src/[z-a] #t", "rules/invalid-pattern", "[z-a]", "");
    check("src/{a,b #t", "rules/invalid-pattern", "{", "");
    check("url:a\\ #t", "rules/invalid-pattern", "\\", "");
    check("{a,{b,c}} #t", "rules/nested-braces", "{", "");
    check("a} #t", "rules/stray-brace", "}", "");
    check("a[{] #t", "rules/brace-in-class", "[{]", "");
    check("x{a,} #t", "rules/empty-alternative", "}", "");
    check("src/[Z-a] #t", "rules/invalid-pattern", "[Z-a]", "");
    check_fine("src/[A-z]* #t");
    check_fine("src\\* #t");
    check_fine("url:https://x.io/ #t");
}

#[test]
fn what_cannot_be_seen() {
    check("\u{feff}*.js #t", "rules/invisible", "\u{feff}", "*.js #t");
    check("*.js #t\u{200b}", "rules/invisible", "\u{200b}", "*.js #t");
}

#[test]
fn a_thousand_problems_of_a_kind_are_shown_and_the_rest_is_counted() {
    let parsed = parse(&"src/a\n".repeat(3_000));
    assert_eq!(parsed.problems.len(), 1_001, "a thousand, and the one that counts");
    let last = parsed.problems.last().expect("the last one");
    assert_eq!((last.code, last.span), ("input/more-problems", None));
    assert_eq!(last.message, "There are 2,000 more problems in this text.");
    assert_eq!(parsed.rules.len(), 3_000, "the rules are all there");
}

#[test]
fn what_sentry_answers_is_known_however_many_problems_there_are() {
    // Where the parser stops comes first to Sentry, and last in this text.
    let text = "src/a\n".repeat(3_000) + "src/b\t#web\n";
    let parsed = parse(&text);
    let refusal = parsed.refusal.expect("Sentry refuses it");
    assert_eq!(refusal.answer.as_deref(), Some("Parse error: ownership (line 3001, column 6)"));
    let speaks = parsed.problems.iter().filter(|problem| problem.sentry.is_some());
    assert_eq!(speaks.count(), 1, "one problem has Sentry's words");
    // And a remark more hides no error.
    let text = "*.js #web,#pay\n".repeat(3_000) + "src/a\n";
    assert!(parse(&text).problems.iter().any(|it| it.code == "rules/missing-owner"));
}

#[test]
fn rules_beyond_any_limit_are_read_in_part() {
    let text = "src/some/folder/*.ts #web\n".repeat(400_000);
    let parsed = parse(&text);
    assert!((100_000..200_000).contains(&parsed.rules.len()), "{} rules", parsed.rules.len());
    let problem =
        parsed.problems.iter().find(|it| it.code == "rules/too-long").expect("it is said");
    assert!(problem.message.contains("Only the first 4 MB are read"), "{}", problem.message);
}

#[test]
fn letters_between_stars_are_read_up_to_a_limit() {
    let loose = |at: usize| format!("*a*{}*c* #web\n", at % 10);
    let text: String = (0..300).map(|at| format!("src/d{at}/* #pay\n{}", loose(at))).collect();
    let parsed = parse(&text);
    assert_eq!(parsed.rules.len(), 300 + 200, "all others are there");
    assert_eq!(parsed.parts.len(), parsed.rules.len());
    let is_read = |line: u32| parsed.rules.iter().any(|rule| rule.line == line);
    assert!(is_read(400) && !is_read(402) && is_read(599) && !is_read(600));
    assert!(parsed.accepted(), "Sentry takes them all");
    let problem =
        parsed.problems.iter().find(|it| it.code == "rules/too-loose").expect("it is said");
    assert_eq!(
        problem.span.map(|span| span.start as usize),
        text.match_indices("*a*").nth(200).map(|(at, _)| at)
    );
    assert!(problem.message.contains("this one and 99 others are not"), "{}", problem.message);
    let fewer: String = (0..200).map(loose).collect();
    assert!(parse(&fewer).problems.iter().all(|it| it.code != "rules/too-loose"));
}
