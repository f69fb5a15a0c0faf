//! Whatever the text, it is read, and no line is lost.

use crate::fixtures::fixtures;
use crate::support::{cases, parse};
use proptest::prelude::*;
use sentry_general::trace::{Parsed, Role};
use std::fmt::Write;
use std::sync::LazyLock;

macro_rules! files {
    ($($name:ident: $($file:literal)+;)+) => {
        [$($(include_str!(concat!($file, ".jsonl"))),+),+]
    };
}

/// The texts that are cut and mixed.
static TEXTS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let files = fixtures!(files);
    files.iter().flat_map(|file| cases(file)).map(|case| case.text).collect()
});

/// What means something to one format or another.
const GARBLE: &[&str] = &[
    "\n",
    "\r\n",
    "\t",
    " ",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "<",
    ">",
    "\"",
    "'",
    "`",
    "@",
    ":",
    ":1",
    ":1:2",
    "::",
    "/",
    "\\",
    "\\n",
    "\u{1b}[31m",
    "\u{1b}]",
    "\u{a0}",
    "é",
    "行",
    "😀",
    "|",
    "api-1 | ",
    "at ",
    "    at ",
    "\tat ",
    " in ",
    "File \"",
    ", line 9",
    "Caused by: ",
    "Suppressed: ",
    "... 2 more",
    " ---> ",
    "---",
    "<---",
    "#0 ",
    "#1 0x0 in ",
    "Error: ",
    "  +-+---------------- 1 ----------------\n",
    "    | ",
    "goroutine 1 [running]:",
    "\tfrom ",
    "=>",
    "0x",
    "{\"stack\":\"",
    "[\"",
    "2026-05-02T08:11:09Z ",
    "\"main\" prio=5 tid=1",
    "[cause]: ",
    "99999999999",
    "-1",
    "(eval at f (",
    "data:text/x,",
    "webpack:///",
    "%",
    "%zz",
    ".",
    "..",
    "$",
    "**",
    " panicked at ",
    "Traceback (most recent call last):",
    "____ test ____\n",
    "\nE   ",
    ".py:1: ",
    " in f at line 3",
    "❯ ",
    " @ a.js:1",
    "==1==    at 0x1: ",
    ":trace [[",
    "Stacktrace:\n",
    "Stack trace: #0 ",
    " (at Assets/a.cs:1)",
    ", called at ",
];

/// What holds of every reading.
fn sound(text: &str, parsed: &Parsed) -> Result<(), TestCaseError> {
    let starts: Vec<usize> = parsed.lines.iter().map(|line| line.span.start as usize).collect();
    prop_assert!(starts.is_sorted(), "lines come in order");
    for line in &parsed.lines {
        prop_assert!(text.get(line.span.range()).is_some(), "places are in the text");
        prop_assert!(line.trace.is_none_or(|trace| trace < parsed.traces.len()));
        prop_assert!(line.trace.is_some() || line.role == Role::Outside, "roles are of traces");
    }
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let at = starts.partition_point(|at| *at < start);
        let end = start + line.len();
        prop_assert!(starts.get(at).is_some_and(|at| *at <= end), "the line at {start} is there");
        start = end;
    }
    for trace in &parsed.traces {
        prop_assert!(text.get(trace.span.range()).is_some(), "a trace's place is in the text");
        let _ = trace.event();
    }
    // Where nothing is found, one error says why: no format fits, or the JSON of an event is broken.
    let says_why = ["trace/not-recognised", "event/bad-json"];
    let why = parsed.problems.iter().filter(|problem| says_why.contains(&problem.code)).count();
    match parsed.traces.is_empty() {
        true => prop_assert_eq!(why, 1, "exactly one error says why nothing is found"),
        false => {
            let codes: Vec<_> = parsed.problems.iter().map(|problem| problem.code).collect();
            prop_assert!(!codes.contains(&"trace/not-recognised"), "it is recognised");
        }
    }
    Ok(())
}

#[test]
fn what_fuzzing_found_stays_mended() {
    for text in [
        "\nNext Acme\\Gone: shop is down in /var/www/html/src/Orders.php:12\nStack trace:",
        // A place of PowerShell behind what looks like the end of one.
        "jobs/run.ps1:4.a/in: /srv/jobs/run.ps1:4:1\n",
        // Nothing is found, and the error is that of the JSON which looks like an event's.
        "{\"stack\":\"[x] app.ERROR:( Uncaught \"no\" at /srv/a.php line 3 {\"exception\":\"x\"}\n",
    ] {
        sound(text, &parse(text)).expect("it is read");
    }
}

proptest! {
    #[test]
    fn any_text_is_read(text in "(?s).{0,200}") {
        sound(&text, &parse(&text))?;
    }

    #[test]
    fn cut_and_mixed_traces_are_read(
        picks in prop::collection::vec((any::<prop::sample::Index>(), 0usize..60, 0usize..60, 0usize..4), 1..5)
    ) {
        let mut text = String::new();
        for (pick, skip, take, form) in picks {
            for line in pick.get(&TEXTS).lines().skip(skip % 20).take(take) {
                match form {
                    0 => writeln!(text, "{line}"),
                    1 => writeln!(text, "api-1  | {line}"),
                    2 => write!(text, "{}\\n", line.replace('"', "\\\"")),
                    _ => writeln!(text, "{}", line.chars().rev().collect::<String>()),
                }.expect("strings take all");
            }
        }
        sound(&text, &parse(&text))?;
    }

    #[test]
    fn garbled_traces_are_read(
        pick in any::<prop::sample::Index>(),
        garbles in prop::collection::vec((any::<prop::sample::Index>(), prop::sample::select(GARBLE)), 1..12),
    ) {
        let mut text: Vec<char> = pick.get(&TEXTS).chars().collect();
        for (at, garble) in garbles {
            let at = at.index(text.len() + 1);
            text.splice(at..at, garble.chars());
        }
        let text: String = text.into_iter().collect();
        sound(&text, &parse(&text))?;
    }

    #[test]
    fn cut_characters_are_read(pick in any::<prop::sample::Index>(), cuts in prop::collection::vec(0usize..4000, 0..6)) {
        let mut text: Vec<char> = pick.get(&TEXTS).chars().collect();
        for cut in cuts {
            if cut < text.len() {
                text.remove(cut);
            }
        }
        let text: String = text.into_iter().collect();
        sound(&text, &parse(&text))?;
    }
}
