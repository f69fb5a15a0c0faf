//! Whole stack traces in one line, as consoles that drop line feeds show them.
//!
//! Where the parts start is told by what they are: `File "…", line N, in f`, `at f (…)`
//! one behind the other, `a.rb:1:in 'f'` again and again. A line with a single frame
//! stays as it is, unless its head stands before it.

use super::{Line, marker};
use crate::text::Span;
use crate::text::order::Sort as _;
use crate::trace::title::is_error_name;
use memchr::memmem;
use std::borrow::Cow;

/// Parts the lines that hold more than one line's worth. Linear.
pub(super) fn part(lines: Vec<Line<'_>>) -> Vec<Line<'_>> {
    if !lines.iter().any(|line| cuts(&line.text).is_some()) {
        return lines;
    }
    let mut parted = Vec::with_capacity(lines.len() + 16);
    for line in lines {
        match cuts(&line.text) {
            None => parted.push(line),
            Some(cuts) => split(&line, cuts, &mut parted),
        }
    }
    parted
}

/// Where a line is cut, and what stands before each part in its place.
fn cuts(line: &str) -> Option<Vec<(usize, &'static str)>> {
    const SHORTEST: usize = 24;
    if line.len() < SHORTEST {
        return None;
    }
    python(line).or_else(|| at(line)).or_else(|| ruby(line)).or_else(|| go(line))
}

fn split<'t>(line: &Line<'t>, mut cuts: Vec<(usize, &'static str)>, out: &mut Vec<Line<'t>>) {
    let exact = matches!(line.text, Cow::Borrowed(_));
    cuts.sort_once_by_key(|(at, _)| *at);
    cuts.dedup_by_key(|(at, _)| *at);
    if cuts.first().is_none_or(|(at, _)| *at > 0) {
        cuts.insert(0, (0, ""));
    }
    for (place, (start, before)) in cuts.iter().enumerate() {
        let end = cuts.get(place + 1).map_or(line.text.len(), |(at, _)| *at);
        let part = &line.text[*start..end];
        if part.trim().is_empty() {
            continue;
        }
        let text = match place {
            0 => part.trim_end().to_owned(),
            _ => format!("{before}{}", part.trim()),
        };
        let base = line.span.start as usize;
        let span = if exact { Span::from(base + start..base + end) } else { line.span };
        let Line { prefix, source, .. } = *line;
        out.push(Line { text: Cow::Owned(text), span, prefix, source, joined: false });
    }
}

fn finds(line: &str, needle: &str) -> Vec<usize> {
    memmem::find_iter(line.as_bytes(), needle.as_bytes()).collect()
}

/// `Traceback (most recent call last):   File "x", line 1, in f     code …`
fn python(line: &str) -> Option<Vec<(usize, &'static str)>> {
    const HEAD: &str = "Traceback (most recent call last):";
    const CHAINS: [&str; 2] = [
        "The above exception was the direct cause of the following exception:",
        "During handling of the above exception, another exception occurred:",
    ];
    let files = finds(line, "File \"");
    let heads = finds(line, HEAD);
    let headed = heads.first().is_some_and(|at| !line[at + HEAD.len()..].trim().is_empty());
    if files.is_empty() || !(headed || files.len() > 1) {
        return None;
    }
    let mut cuts: Vec<(usize, &str)> = heads.iter().map(|at| (*at, "")).collect();
    for (place, file) in files.iter().enumerate() {
        let end = files.get(place + 1).copied().unwrap_or(line.len());
        let rest = &line[*file..end];
        let Some(number) = memmem::find(rest.as_bytes(), b"\", line ") else { continue };
        cuts.push((*file, "  "));
        let Some(name) = rest[number..].find(" in ").map(|at| number + at + 4) else { continue };
        // The code stands behind the function, the error behind the last line of code.
        let name_end = rest[name..].find(char::is_whitespace).map_or(rest.len(), |at| name + at);
        let source = file + name_end;
        cuts.push((source, "    "));
        let next = heads.partition_point(|at| *at <= source);
        let tail_end = heads.get(next).copied().unwrap_or(end).min(end);
        let chains = CHAINS.iter().filter_map(|chain| line[source..tail_end].find(chain));
        let chain = chains.min().map(|at| source + at);
        cuts.extend(chain.map(|at| (at, "")));
        let last = chain.or((tail_end < end || end == line.len()).then_some(tail_end));
        if let Some(last) = last {
            cuts.extend(error(&line[source..last]).map(|at| (source + at, "")));
        }
    }
    Some(cuts)
}

/// Where the name of an error starts that ends the code before it.
fn error(text: &str) -> Option<usize> {
    let mut at = 0;
    for word in text.split(' ') {
        let name = word.strip_suffix(':').unwrap_or(word);
        let plain = name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '.');
        let last = at + word.len() == text.trim_end().len();
        let ended = word.ends_with(':') || last;
        if at > 0 && plain && ended && is_error_name(name) {
            return Some(at);
        }
        at += word.len() + 1;
    }
    None
}

/// `E: x at f (a.js:1:2) at g (b.js:3:4)`, with causes and omissions between.
fn at(line: &str) -> Option<Vec<(usize, &'static str)>> {
    const BREAKS: [&str; 7] =
        [" at ", "\tat ", " Caused by: ", " Suppressed: ", "... ", " --- End of ", " ---> "];
    memmem::find(line.as_bytes(), b"at ")?;
    let mut breaks: Vec<(usize, &str)> = BREAKS
        .iter()
        .flat_map(|mark| memmem::find_iter(line.as_bytes(), mark.as_bytes()).map(|at| (at, *mark)))
        .collect();
    breaks.sort_unstable();
    let part = |place: usize| {
        let start: usize = breaks[place].0;
        let end = breaks.get(place + 1).map_or(line.len(), |(at, _)| *at);
        &line[start..end]
    };
    let is_at = |mark: &str| mark == " at " || mark == "\tat ";
    let is_frame = |place: usize| {
        is_at(breaks[place].1)
            && part(place).get(breaks[place].1.len()..).is_some_and(marker::is_called)
    };
    let frames: Vec<bool> = (0..breaks.len()).map(is_frame).collect();
    let count = frames.iter().filter(|frame| **frame).count();
    let plain = marker::is_plain(line);
    // A frame alone behind an error is one if it says where in its file.
    let alone = || {
        let head = &line[..breaks.first().map_or(0, |(at, _)| *at)];
        let name = head.split(": ").next().unwrap_or(head);
        count == 1
            && breaks.len() == 1
            && line.trim_end().ends_with(')')
            && is_error_name(name.rsplit(' ').next().unwrap_or(name))
            && head.contains(": ")
    };
    if count < 2 && !alone() || (plain && count + 1 < breaks.len().max(3)) {
        return None;
    }
    let mut cuts = Vec::new();
    for (place, (at, mark)) in breaks.iter().enumerate() {
        let behind = place > 0 && (frames[place - 1] || !is_at(breaks[place - 1].1));
        match *mark {
            mark if is_at(mark) && frames[place] => cuts.push((*at, "    ")),
            mark if is_at(mark) => {}
            "... " if !is_omitted(part(place)) => {}
            _ if behind => cuts.push((*at, "")),
            _ => {}
        }
    }
    Some(cuts)
}

/// `... 3 more`, `... 3 common frames omitted`
fn is_omitted(part: &str) -> bool {
    let part = part.trim_end();
    part.ends_with(" more") || part.ends_with(" common frames omitted")
}

/// ``a.rb:1:in `f' b.rb:2:in `g'``, with `from`, blanks, commas or bars between.
fn ruby(line: &str) -> Option<Vec<(usize, &'static str)>> {
    let labels = finds(line, ":in ");
    if labels.len() < 2 {
        return None;
    }
    let mut cuts = Vec::new();
    for at in labels {
        let head = &line[..at];
        let digits = head.bytes().rev().take_while(u8::is_ascii_digit).count();
        let placed = digits > 0 && head[..at - digits].ends_with(':');
        if !placed || !line[at + 4..].starts_with(['`', '\'']) {
            continue;
        }
        let path = head.rfind([' ', '\t']).map_or(0, |blank| blank + 1);
        let path = path + head[path..].rfind(['"', ',', '|', '[']).map_or(0, |mark| mark + 1);
        let before = head[..path].trim_end_matches("from ");
        // Only behind another frame, or behind a message of its own.
        cuts.push((before.len(), ""));
    }
    (cuts.len() > 1).then_some(cuts)
}

/// `goroutine 1 [running]: main.f(0x1) /a/b.go:3 +0x1d main.main() /a/b.go:9 +0x2`
fn go(line: &str) -> Option<Vec<(usize, &'static str)>> {
    let places = finds(line, ".go:");
    if places.len() < 2 {
        return None;
    }
    let mut cuts = Vec::new();
    if let Some(at) = line.find("goroutine ") {
        let end = line[at..].find("]:").map(|end| at + end + 2)?;
        cuts.extend([(at, ""), (end, "")]);
    }
    for at in places {
        let start = line[..at].rfind([' ', '\t']).map_or(0, |blank| blank + 1);
        let digits = line[at + 4..].bytes().take_while(u8::is_ascii_digit).count();
        let mut end = at + 4 + digits;
        if let Some(offset) = line[end..].strip_prefix(" +0x") {
            end += 4 + offset.bytes().take_while(u8::is_ascii_hexdigit).count();
        } else if !line[end..].is_empty() {
            return None;
        }
        cuts.extend([(start, "\t"), (end, "")]);
    }
    cuts.retain(|(at, _)| *at < line.len());
    Some(cuts)
}

#[cfg(test)]
mod tests {
    use super::super::lines;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let lines = lines(text);
        let found: Vec<&str> = lines.iter().map(|line| &*line.text).collect();
        assert_eq!(found, expected, "the lines of {text:?}");
    }

    #[test]
    fn one_line_is_parted_at_its_frames() {
        check(
            "E KeyError: 'a' Traceback (most recent call last):   File \"/a.py\", line 1, in f     g(x)   \
             File \"/b.py\", line 2, in g     raise KeyError(k) KeyError: 'a'",
            &[
                "E KeyError: 'a'",
                "Traceback (most recent call last):",
                "  File \"/a.py\", line 1, in f",
                "    g(x)",
                "  File \"/b.py\", line 2, in g",
                "    raise KeyError(k)",
                "KeyError: 'a'",
            ],
        );
        check(
            "a.B: x at a.C.m(C.java:1) at a.D.n(D.java:2) ... 3 more Caused by: a.E: y at a.F.o(F.java:3)",
            &[
                "a.B: x",
                "    at a.C.m(C.java:1)",
                "    at a.D.n(D.java:2)",
                "... 3 more",
                "Caused by: a.E: y",
                "    at a.F.o(F.java:3)",
            ],
        );
        check("TypeError: no at f (/a/b.js:1:2)", &["TypeError: no", "    at f (/a/b.js:1:2)"]);
        check(
            "NoMethodError: x /a/b.rb:1:in `f' /a/c.rb:2:in `g'",
            &["NoMethodError: x", "/a/b.rb:1:in `f'", "/a/c.rb:2:in `g'"],
        );
    }

    #[test]
    fn frames_and_sentences_stay_whole() {
        for line in [
            "    at eval (eval at f (/a/b.js:1:2), <anonymous>:3:4)",
            "Meet at noon at the inn (or at 5:30)",
            "    at A.B.C(String at) in /a/b.cs:line 3",
        ] {
            check(line, &[line]);
        }
    }
}
