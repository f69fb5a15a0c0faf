//! What a user sees of a pasted text: its lines, its problems, the settings.

use crate::support::parse;
use sentry_general::trace::{self, InApp, Options, Role, Switch};

const TRACE: &str = "INFO up\nTraceback (most recent call last):\n  File \"/app/shop/a.py\", line 3, in f\n    \
                     g()\n  File \"/usr/lib/python3.12/json/decoder.py\", line 9, in g\n    x\nValueError: no\nINFO on\n";

#[test]
fn every_line_has_its_role() {
    let roles: Vec<Role> = parse(TRACE).lines.iter().map(|line| line.role).collect();
    let expected = [
        Role::Outside,
        Role::Header,
        Role::Frame,
        Role::Context,
        Role::Frame,
        Role::Context,
        Role::Message,
        Role::Outside,
    ];
    assert_eq!(roles, expected, "no line is lost");
}

#[test]
fn frames_tell_where_they_stand() {
    let parsed = parse(TRACE);
    let place = |frame: &trace::ParsedFrame| &TRACE[frame.span.range()];
    let places: Vec<&str> = parsed.frames().map(place).collect();
    assert_eq!(
        places,
        [
            "  File \"/app/shop/a.py\", line 3, in f",
            "  File \"/usr/lib/python3.12/json/decoder.py\", line 9, in g",
        ]
    );
}

#[track_caller]
fn check_in_app(options: &Options, expected: [InApp; 2]) {
    let parsed = trace::parse(TRACE, options);
    let found: Vec<InApp> = parsed.frames().map(|frame| frame.frame.in_app).collect();
    assert_eq!(found, expected, "in-app with {options:?}");
}

#[test]
fn in_app_can_be_set() {
    let list = |prefix: &str| vec![prefix.to_owned()];
    check_in_app(&Options::default(), [InApp::Yes, InApp::No]);
    let include = Options { in_app_include: list("json"), ..Options::default() };
    check_in_app(&include, [InApp::Yes, InApp::Yes]);
    let exclude = Options { in_app_exclude: list("shop"), ..Options::default() };
    check_in_app(&exclude, [InApp::No, InApp::No]);
    let part = Options { in_app_exclude: list("sho"), ..Options::default() };
    check_in_app(&part, [InApp::Yes, InApp::No]);
    let both = Options { in_app_include: list("shop.a"), ..exclude };
    check_in_app(&both, [InApp::Yes, InApp::No]);
    let switched = vec![Switch { frame: 1, in_app: true }, Switch { frame: 0, in_app: false }];
    check_in_app(&Options { switched, ..Options::default() }, [InApp::No, InApp::Yes]);
}

#[test]
fn unknown_text_says_what_was_tried() {
    let problems = parse("Connection refused. Please retry later.").problems;
    assert_eq!(problems[0].code, "trace/not-recognised");
    assert!(problems[0].message.contains("Python"), "it names what was tried: {problems:?}");
}

#[test]
fn what_is_not_surely_read_says_why() {
    let unsure = |text: &str| {
        let parsed = parse(text);
        let message = parsed.problems.iter().find(|problem| problem.code == "trace/unsure");
        (parsed.traces[0].sure(), message.map(|problem| problem.message.clone()))
    };
    assert_eq!(unsure(TRACE), (1.0, None), "a whole trace is sure");
    let (sure, message) = unsure("  File \"shop/a.py\", line 3, in f\n");
    assert!(sure < 0.5 && message.is_some_and(|text| text.contains("too little")), "{sure}");
    let beside = "(shop 0.1.0) lib/a.ex:3: A.f/1\n(shop 0.1.0) lib/b.ex:4: B.f/1\n";
    let (sure, message) = unsure(&format!("{TRACE}{beside}"));
    assert!(sure < 0.75, "frames that nobody reads lower it: {sure}");
    assert!(message.is_some_and(|text| text.contains("2 lines near it")), "and it says so");
}

#[test]
fn what_is_left_out_or_not_understood_says_so() {
    let why = |text: &str, line: &str| {
        let parsed = parse(text);
        let role = parsed.lines.iter().find(|read| text[read.span.range()].trim() == line);
        let Some(Role::Skipped(reason)) = role.map(|read| read.role) else { return (1.0, "") };
        (parsed.traces[0].sure(), reason)
    };
    let text = |line: &str| {
        format!(
            "java.lang.Error: x\n\tat a.B.c(B.java:1)\n\t{line}\n\tat a.B.d(B.java:2)\n\tat a.B.e(B.java:3)\n"
        )
    };
    for odd in ["at ?", "at <js> total(a.js:1:0-2)", "at [unknown]"] {
        let (sure, reason) = why(&text(odd), odd);
        assert!(reason.contains("not understood") && sure < 1.0, "{odd}: {reason}, {sure}");
    }
    for elided in ["...", "[...]", "<snip>", "... (12 more frames) ...", "…"] {
        let (_, reason) = why(&text(elided), elided);
        assert!(reason.contains("left out"), "{elided}: {reason}");
    }
}

/// In a message of no frames, and where no frame follows, a line of dots is what it is.
#[test]
fn lines_of_dots_end_a_trace_where_no_frame_follows() {
    let parsed = parse("java.lang.Error: x\n\tat a.B.c(B.java:1)\n...\nHEADERS\n");
    let roles: Vec<Role> = parsed.lines.iter().map(|line| line.role).collect();
    assert_eq!(roles, [Role::Message, Role::Frame, Role::Outside, Role::Outside]);
}

/// Frames without a place that only JavaScript prints could be of any language.
#[test]
fn frames_without_places_are_not_surely_javascript() {
    let parsed = parse("Oops: no\n   at Foo (bar)\n   at Baz (qux)\n");
    assert!(parsed.traces[0].sure() < 0.5, "{}", parsed.traces[0].sure());
    let parsed = parse("System.InvalidCastException: no\n   at Foo (bar)\n   at Baz (qux)\n");
    assert!(parsed.traces.is_empty(), "a type with its namespace is none of JavaScript");
}

#[test]
fn services_that_write_at_once_have_their_own_errors() {
    let text = "api-1  | Traceback (most recent call last):\nweb-1  | TypeError: x\n\
                api-1  |   File \"/app/a.py\", line 3, in f\nweb-1  |     at f (/srv/a.js:1:2)\n\
                api-1  |     g()\nweb-1  |     at g (/srv/b.js:3:4)\napi-1  | ValueError: no\n";
    let parsed = parse(text);
    let formats: Vec<_> = parsed.traces.iter().map(|trace| trace.format).collect();
    assert_eq!(formats, ["python", "javascript"], "in the order of the text");
    let owners: Vec<_> = parsed.lines.iter().map(|line| line.trace).collect();
    let expected = [0, 1, 0, 1, 0, 1, 0].map(Some);
    assert_eq!(owners, expected, "every line stays where it stands, and knows its error");
}

#[test]
fn joined_lines_belong_to_the_frame_they_end() {
    let text = "java.lang.IllegalStateException: no\n    at com.acme.Runner.exec(Run\n\
                ner.java:12)\n    at com.acme.Main.main(Main.java:3)\n";
    let roles: Vec<Role> = parse(text).lines.iter().map(|line| line.role).collect();
    assert_eq!(roles, [Role::Message, Role::Frame, Role::Frame, Role::Frame]);
}

#[test]
fn frames_are_stored_as_sentry_does() {
    let parsed = parse(TRACE);
    let event = parsed.traces[0].event();
    assert_eq!(event.platform.as_deref(), Some("python"));
    assert_eq!(event.frames[0].filename.as_deref(), Some("shop/a.py"));
    assert_eq!(event.frames[0].abs_path.as_deref(), Some("/app/shop/a.py"));
}

/// The console of Chrome leaves the folders out; the tree has them.
#[test]
fn bare_names_of_a_console_find_their_files() {
    use sentry_general::routing::{SourceFiles, Via, link};

    let text = "cart.component.ts:12 Uncaught TypeError: no total\n\
                total @ cart.component.ts:12\n(anonymous) @ checkout.ts:40\n";
    let parsed = parse(text);
    let frames: Vec<_> = parsed.frames().map(|parsed| parsed.frame.clone()).collect();
    let paths = ["web/src/app/cart/cart.component.ts", "web/src/checkout.ts", "web/src/main.ts"];
    let paths = paths.into_iter().collect();
    let links = link(&frames, &SourceFiles::new(&paths), &[]);
    // Oldest first.
    assert_eq!((links[0].file, links[0].via), (Some(1), Via::End(1)));
    assert_eq!((links[1].file, links[1].via), (Some(0), Via::End(1)));
}
