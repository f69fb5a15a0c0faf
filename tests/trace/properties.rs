//! Whatever the text, it is read, and no line is lost.

use crate::support::{cases, parse};
use proptest::prelude::*;
use sentry_general::trace::{Parsed, Role};
use std::fmt::Write;
use std::sync::LazyLock;

/// The texts that are cut and mixed.
static TEXTS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let files = [
        include_str!("vectors/c.jsonl"),
        include_str!("vectors/cpp.jsonl"),
        include_str!("vectors/dart.jsonl"),
        include_str!("vectors/elixir.jsonl"),
        include_str!("vectors/erlang.jsonl"),
        include_str!("vectors/go.jsonl"),
        include_str!("vectors/javascript.jsonl"),
        include_str!("vectors/lua.jsonl"),
        include_str!("samples/javascript.jsonl"),
        include_str!("vectors/java.jsonl"),
        include_str!("samples/java.jsonl"),
        include_str!("vectors/csharp.jsonl"),
        include_str!("samples/csharp.jsonl"),
        include_str!("vectors/mixed.jsonl"),
        include_str!("vectors/native.jsonl"),
        include_str!("vectors/none.jsonl"),
        include_str!("vectors/objc.jsonl"),
        include_str!("vectors/perl.jsonl"),
        include_str!("vectors/php.jsonl"),
        include_str!("vectors/python.jsonl"),
        include_str!("vectors/ruby.jsonl"),
        include_str!("vectors/rust.jsonl"),
        include_str!("vectors/swift.jsonl"),
        include_str!("samples/android.jsonl"),
        include_str!("samples/apple.jsonl"),
        include_str!("samples/cpp.jsonl"),
        include_str!("samples/dart.jsonl"),
        include_str!("samples/elixir.jsonl"),
        include_str!("samples/erlang.jsonl"),
        include_str!("samples/go.jsonl"),
        include_str!("samples/godot.jsonl"),
        include_str!("samples/javascript.jsonl"),
        include_str!("samples/lua.jsonl"),
        include_str!("samples/perl.jsonl"),
        include_str!("samples/php.jsonl"),
        include_str!("samples/powershell.jsonl"),
        include_str!("samples/python.jsonl"),
        include_str!("samples/r.jsonl"),
        include_str!("samples/ruby.jsonl"),
        include_str!("samples/rust.jsonl"),
    ];
    files.iter().flat_map(|file| cases(file)).map(|case| case.text).collect()
});

/// What holds of every reading.
fn sound(text: &str, parsed: &Parsed) -> Result<(), TestCaseError> {
    let mut end = 0;
    let mut unread = String::new();
    for line in &parsed.lines {
        let start = line.span.start as usize;
        prop_assert!(text.get(line.span.range()).is_some(), "places are in the text");
        prop_assert!(line.trace.is_none_or(|trace| trace < parsed.traces.len()));
        prop_assert!(line.trace.is_some() || line.role == Role::Outside, "roles are of traces");
        if start > end {
            unread.push_str(&text[end..start]);
        }
        end = end.max(line.span.end as usize);
    }
    unread.push_str(&text[end.min(text.len())..]);
    // Between lines stand their ends and prefixes of logs, and no line's end twice.
    let lines = text.lines().count();
    prop_assert!(parsed.lines.len() >= lines, "{} lines of {lines}", parsed.lines.len());
    for trace in &parsed.traces {
        prop_assert!(text.get(trace.span.range()).is_some(), "a trace's place is in the text");
        let _ = trace.event();
    }
    let codes: Vec<_> = parsed.problems.iter().map(|problem| problem.code).collect();
    prop_assert_eq!(parsed.traces.is_empty(), codes.contains(&"trace/not-recognised"));
    Ok(())
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
