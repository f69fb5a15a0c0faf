//! What loggers, terminals, browsers and people put around a trace changes nothing of
//! what is read: every fixture is decorated in every way, and read again.

use crate::support::{cases, parse};
use sentry_general::trace::{Parsed, ReadLine, Role};
use std::fmt::Write;

/// The type of each exception, and of each frame what tells it from others.
type Read = Vec<(Option<String>, Vec<(Option<String>, Option<u32>, Option<String>)>)>;

fn read(parsed: &Parsed) -> Read {
    let mut read = Vec::new();
    for exception in parsed.traces.iter().flat_map(|trace| &trace.exceptions) {
        let frame = |frame: &sentry_general::trace::ParsedFrame| {
            let frame = &frame.frame;
            (frame.function.clone(), frame.line, frame.filename.clone())
        };
        read.push((exception.ty.clone(), exception.frames.iter().map(frame).collect()));
    }
    read
}

/// Traces with a head and frames of every language whose frames tell themselves.
fn texts() -> Vec<(String, String)> {
    let files = [
        include_str!("vectors/csharp.jsonl"),
        include_str!("vectors/elixir.jsonl"),
        include_str!("vectors/go.jsonl"),
        include_str!("vectors/java.jsonl"),
        include_str!("vectors/javascript.jsonl"),
        include_str!("vectors/kotlin.jsonl"),
        include_str!("vectors/php.jsonl"),
        include_str!("vectors/python.jsonl"),
        include_str!("vectors/ruby.jsonl"),
        include_str!("vectors/scala.jsonl"),
    ];
    let mut texts = Vec::new();
    for case in files.iter().flat_map(|file| cases(file)) {
        let parsed = parse(&case.text);
        let frames = parsed.frames().count();
        let headed = parsed.traces.len() == 1
            && parsed.traces[0].exceptions.iter().all(|one| one.ty.is_some());
        if frames > 2 && headed && !case.text.starts_with('{') && !case.id.contains("log") {
            texts.push((case.id, case.text));
        }
    }
    assert!(texts.len() > 60, "there is something to decorate: {}", texts.len());
    texts
}

/// Decorates all texts, and tells those that are read differently. `but` are the names
/// (or parts of them) of those that may be.
#[track_caller]
fn check(what: &str, but: &[&str], decorate: impl Fn(&str) -> String) {
    let mut wrong = Vec::new();
    for (id, text) in texts() {
        if but.iter().any(|part| id.contains(part)) {
            continue;
        }
        let (plain, decorated) = (read(&parse(&text)), decorate(&text));
        if read(&parse(&decorated)) != plain {
            wrong.push(id);
        }
    }
    assert!(wrong.is_empty(), "{what}: {} are read differently: {wrong:?}", wrong.len());
}

fn each(text: &str, mut line: impl FnMut(usize, &str) -> String) -> String {
    text.lines().enumerate().fold(String::new(), |mut out, (at, text)| {
        writeln!(out, "{}", line(at, text)).expect("strings take all");
        out
    })
}

fn html(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn json(text: &str) -> String {
    serde_json::to_string(text).expect("a text is JSON")
}

/// Frames of WebAssembly tell themselves as little as their C++ names let them.
const ODD: &[&str] = &["chromium/17"];

#[test]
fn prefixes_of_every_line_go() {
    let prefixes = [
        "> ",
        "> > ",
        "12:00:01.123 ",
        "18:05:25  ",
        "[12:00:01] ",
        "2026/05/01 10:00:00 ",
        "[2026-05-01 10:00:00,123: WARNING/ForkPoolWorker-4] ",
        "0|shop  | ",
        "shop-1  | ",
        "web:dev: ",
        "[pod/shop-7d9f/shop] ",
        "May 01 10:00:00 host shop[12]: ",
        "[9f1d2c] [10.0.0.1] ",
        "##[error]",
        "2026-05-01T10:00:00.1234567Z ##[error]",
        "#12 0.345 ",
        "09-27 14:07:59.706 E/AndroidRuntime(30353): ",
        "flutter: ",
        "[INFO] ",
        "10:00:00 [main] ERROR c.a.Shop - ",
        "2026-05-01 10:00:00.123 ERROR 12 --- [nio-8080-exec-1] c.a.Web  : ",
        "app[web.1]: ",
        "production.log-",
        "stderr: ",
        "// ",
        "\u{1b}[32m[shop] \u{1b}[0m",
    ];
    for prefix in prefixes {
        check(prefix, ODD, |text| each(text, |_, line| format!("{prefix}{line}")));
    }
}

#[test]
fn clocks_and_counters_that_move_go() {
    check("a clock", ODD, |text| {
        each(text, |at, line| format!("[10:00:{:02}.{:03}] [req-9f1d] {line}", at % 60, at * 7))
    });
    check("a numbered table", ODD, |text| each(text, |at, line| format!("  | {at} | {line}")));
}

#[test]
fn boxes_go() {
    check("a box", &[], |text| each(text, |_, line| format!("│ {line:<140} │")));
}

#[test]
fn html_goes() {
    check("a page", &[], |text| format!("<pre>{}</pre>", html(text.trim_end())));
    check("breaks", &[], |text| {
        format!("<p>{}</p>", html(text.trim_end()).replace(' ', "&nbsp;").replace('\n', "<br>"))
    });
}

#[test]
fn line_feeds_in_other_forms_are_undone() {
    check("syslog", &[], |text| {
        let text = text.trim_end().replace('\t', "#011").replace('\n', "#012");
        format!("May 01 10:00:00 host shop[12]: {text}")
    });
    check("a console", &[], |text| text.trim_end().replace('\n', "↵"));
    check("CRLF", &[], |text| text.replace('\n', "\r\n"));
    check("blank lines between", &["ruby/json", "multiline"], |text| {
        text.trim_end().replace('\n', "\n\n")
    });
}

#[test]
fn strings_of_programs_are_undone() {
    check("JSON", &[], |text| format!("{{\"level\":\"error\",\"stack\":{}}}", json(text)));
    check("JSON over lines", &[], |text| {
        format!("{{\n  \"level\": \"error\",\n  \"error.stack\": {},\n  \"n\": 1\n}}", json(text))
    });
    check("JSON in JSON", &[], |text| {
        let inner = format!("{{\"stack\":{}}}", json(text));
        format!("{{\"message\":{}}}", json(&inner))
    });
    check("logfmt", &[], |text| format!("level=error msg=oops stack={}", json(text)));
    check("a log of Docker's", &[], |text| {
        each(text, |_, line| {
            format!("{{\"log\":{},\"stream\":\"stderr\"}}", json(&format!("{line}\n")))
        })
    });
    check("an object as Node shows it", &["json-3", "syntax-3", "group-"], |text| {
        let quoted = text.trim_end().replace('\\', "\\\\").replace('\'', "\\'");
        let lines: Vec<String> = quoted.lines().map(|line| format!("    '{line}")).collect();
        format!("{{\n  stack: {}',\n  code: 1\n}}\n", lines.join("\\n' +\n").trim_start())
    });
}

#[test]
fn colours_and_fences_go() {
    check("colours", &[], |text| each(text, |_, line| format!("\u{1b}[31m{line}\u{1b}[39m")));
    check("lost colours", &[], |text| each(text, |_, line| format!("[31m{line}[39m")));
    check("a fence", &[], |text| format!("It fails:\n\n```\n{}```\nWhat now?\n", text.trim_end()));
}

#[test]
fn lines_of_another_service_between_change_nothing() {
    check("two services", &[], |text| {
        each(text, |at, line| format!("shop-1  | {line}\nweb-1   | GET /{at} 200"))
    });
    check("two requests", &["chromium/17", "group-"], |text| {
        each(text, |at, line| format!("[9f1d] {line}\n[77ab] GET /{at} 200"))
    });
}

/// Where somebody has shortened a trace, it is still one.
#[test]
fn frames_left_out_by_hand_part_nothing() {
    for mark in ["...", "[...]", "\u{2026}", "    <snip>", "\n(... 12 more ...)\n"] {
        check(mark, &[], |text| {
            let parsed = parse(text);
            let is_frame = |line: &ReadLine| line.role == Role::Frame;
            let between = |pair: &[ReadLine]| {
                pair.iter().all(is_frame) && pair[0].span.end < pair[1].span.start
            };
            let Some(at) = parsed.lines.windows(2).position(between) else {
                return text.to_owned();
            };
            let start = parsed.lines[at + 1].span.start as usize;
            let start = text[..start].rfind('\n').map_or(0, |end| end + 1);
            format!("{}{mark}\n{}", &text[..start], &text[start..])
        });
    }
}
