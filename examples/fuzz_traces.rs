//! Reads broken stack traces, logs, events and tables for as long as one likes, and
//! ends with an error at the first that is read wrongly. `script/fuzz-traces` runs it.
//!
//! From the fixtures in `tests/trace`, texts are cut, mixed, prefixed as logs do,
//! escaped, repeated and strewn with the characters that the grammars look for. What
//! must hold of every reading: nothing panics, no line is missing, places are in the
//! text, reading twice gives the same, and the time grows with the length.

use rustix::time::{ClockId, clock_gettime};
use sentry_general::trace::{self, Options, Role, batch};
use std::io::Write;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// More than any text of its length needs, by far.
const SLOW_PER_KB: Duration = Duration::from_millis(8);

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let mut number = |default: u64| {
        arguments.next().map_or(default, |text| text.parse().expect("seconds and seed are numbers"))
    };
    let (seconds, seed) = (number(60), number(1));
    let texts = fixtures();
    let mut chance = Chance(seed);
    let (start, mut read, mut bytes) = (Instant::now(), 0_u64, 0_u64);
    let mut out = std::io::stdout();
    while start.elapsed() < Duration::from_secs(seconds) {
        let text = broken(&texts, &mut chance);
        let found = std::panic::catch_unwind(|| check(&text));
        if let Err(finding) = found.unwrap_or_else(|_| Err("a panic".to_owned())) {
            std::fs::write("fuzz-finding.txt", &text).expect("the folder can be written");
            writeln!(out, "{finding}; the text is in fuzz-finding.txt").expect("output is open");
            return ExitCode::FAILURE;
        }
        read += 1;
        bytes += text.len() as u64;
    }
    writeln!(out, "{read} texts, {bytes} bytes, seed {seed}: no finding").expect("output is open");
    ExitCode::SUCCESS
}

/// The texts of all fixtures.
fn fixtures() -> Vec<String> {
    let mut texts = Vec::new();
    for folder in ["tests/trace/vectors", "tests/trace/samples"] {
        let entries = std::fs::read_dir(folder).expect("run from the repository's root");
        let mut files: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
        files.sort();
        for file in files {
            let lines = std::fs::read_to_string(file).expect("fixtures are UTF-8");
            texts.extend(lines.lines().map(|line| {
                let value: serde_json::Value = serde_json::from_str(line).expect("a case a line");
                value["text"].as_str().expect("a case has a text").to_owned()
            }));
        }
    }
    texts.push(r#"{"platform":"python","exception":{"values":[{"type":"E","value":"x","stacktrace":{"frames":[{"filename":"a.py","in_app":true}]}}]},"count":3}"#.to_owned());
    texts.push("title,culprit,stack.filename,count()\n\"E: \"\"x\"\"\",a.b in c,\"['a.py', 'b.py']\",\"1,204\"\n".to_owned());
    texts
}

/// The processor time that this thread has had.
fn processor_time() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap_or_default())
}

/// What must hold of every reading.
fn check(text: &str) -> Result<(), String> {
    let parsed = trace::parse(text, &Options::default());
    let timed = || {
        let start = processor_time();
        let again = trace::parse(text, &Options::default());
        (processor_time().saturating_sub(start), again)
    };
    let (mut took, again) = timed();
    if again != parsed {
        return Err("two readings differ".to_owned());
    }
    let allowed = SLOW_PER_KB * (4 + text.len() as u32 / 1024);
    // Another program may have had the memory: only what is slow every time counts.
    for _ in 0..4 {
        took = if took > allowed { took.min(timed().0) } else { took };
    }
    if took > allowed {
        return Err(format!("{} bytes took {took:?}", text.len()));
    }
    let inside = |start: u32, end: u32| text.get(start as usize..end as usize).is_some();
    for line in &parsed.lines {
        if !inside(line.span.start, line.span.end) {
            return Err(format!("a line's place {:?} is not in the text", line.span));
        }
        let of_none = line.trace.is_none() && line.role != Role::Outside;
        if of_none || line.trace.is_some_and(|trace| trace >= parsed.traces.len()) {
            return Err(format!("a line of no trace: {line:?}"));
        }
    }
    if parsed.lines.len() < text.lines().count() {
        return Err(format!("{} lines of {}", parsed.lines.len(), text.lines().count()));
    }
    for trace in &parsed.traces {
        if !inside(trace.span.start, trace.span.end) {
            return Err(format!("the place of a trace of {} is not in the text", trace.format));
        }
        let _ = trace.event();
    }
    for problem in &parsed.problems {
        if problem.span.is_some_and(|span| !inside(span.start, span.end)) {
            return Err(format!("the place of {} is not in the text", problem.code));
        }
    }
    let batch = batch::read(text, &Options::default());
    if batch.events.iter().any(|event| !inside(event.span.start, event.span.end)) {
        return Err("the place of an event is not in the text".to_owned());
    }
    Ok(())
}

/// SplitMix64, as one seed shall give the same texts for good.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % end.max(1) as u64) as usize
    }

    /// A place between two characters.
    fn place(&mut self, text: &str) -> usize {
        let mut at = self.below(text.len() + 1);
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }
}

/// Fixtures, broken one to eight times.
fn broken(texts: &[String], chance: &mut Chance) -> String {
    let mut text = texts[chance.below(texts.len())].clone();
    for _ in 0..=chance.below(8) {
        let other = &texts[chance.below(texts.len())];
        text = once(text, other, chance);
        // A long text must stay so short that many are tried.
        if text.len() > 200_000 {
            let end = 1_000 + chance.below(100_000);
            let end = (end..).find(|end| text.is_char_boundary(*end)).unwrap_or(text.len());
            text.truncate(end);
        }
    }
    text
}

fn once(mut text: String, other: &str, chance: &mut Chance) -> String {
    const BITS: [&str; 44] = [
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "<",
        ">",
        ":",
        "#",
        "@",
        "\"",
        "'",
        "`",
        "/",
        "\\",
        ".",
        ",",
        " ",
        "\t",
        "\n",
        "\r\n",
        "0",
        "12",
        "0x1f",
        "at ",
        "in ",
        " line ",
        "é",
        "\u{a0}",
        "\u{1b}[31m",
        "\u{feff}",
        "\\n",
        "\0",
        "…",
        "#0 ",
        "    ",
        "Caused by: ",
        ": ",
        " + ",
        "::h",
        "frame #",
        "Stack trace:",
        "Traceback (most recent call last):",
    ];
    const PREFIXES: [&str; 6] = [
        "api-1  | ",
        "2026-05-01T10:00:00Z ",
        "05-01 10:00:00.000  4021  4021 E Tag: ",
        "    ",
        "| ",
        "E/flutter ( 12): ",
    ];
    match chance.below(12) {
        0 => {
            let at = chance.place(&text);
            text.insert_str(at, BITS[chance.below(BITS.len())]);
            text
        }
        1 => {
            let (one, two) = (chance.place(&text), chance.place(&text));
            text.replace_range(one.min(two)..one.max(two), "");
            text
        }
        2 => {
            let at = chance.place(&text);
            text.truncate(at);
            text
        }
        3 => text + "\n" + other,
        4 => {
            let at = chance.place(&text);
            text.insert_str(at, other);
            text
        }
        5 => {
            let prefix = PREFIXES[chance.below(PREFIXES.len())];
            text.lines().map(|line| format!("{prefix}{line}\n")).collect()
        }
        6 => serde_json::Value::from(text).to_string(),
        7 => {
            let bit = BITS[chance.below(BITS.len())].repeat(1 + chance.below(3_000));
            let at = chance.place(&text);
            text.insert_str(at, &bit);
            text
        }
        8 => {
            let (one, two) = (chance.place(&text), chance.place(&text));
            let part = text[one.min(two)..one.max(two)].repeat(1 + chance.below(40));
            text.insert_str(one.min(two), &part);
            text
        }
        9 => {
            let mut lines: Vec<&str> = text.lines().collect();
            let (one, two) = (chance.below(lines.len()), chance.below(lines.len()));
            if !lines.is_empty() {
                lines.swap(one, two);
            }
            lines.join("\n")
        }
        10 => {
            let kept = 1 + chance.below(4);
            let drops = |at: &usize| at % (kept + 1) != kept;
            let lines = text.lines().enumerate().filter(|(at, _)| drops(at));
            lines.map(|(_, line)| format!("{line}\n")).collect()
        }
        _ => {
            let times = 1 + chance.below(60);
            (text + "\n").repeat(times)
        }
    }
}
