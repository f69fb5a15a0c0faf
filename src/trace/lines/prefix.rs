//! What logs put before a line. Every function gives the bytes to take off.

use super::Prefix;

/// The prefix of a line, but for that of a service.
pub(super) fn of(line: &str) -> (usize, Prefix) {
    let Some(first) = line.bytes().next() else { return (0, Prefix::None) };
    let found = match first {
        b'0'..=b'9' => match logcat(line) {
            0 => (time(line), Prefix::Time),
            length => (length, Prefix::Logcat),
        },
        b'[' => (bracketed_time(line), Prefix::Time),
        b'#' => (runner(line), Prefix::Time),
        b'V' | b'D' | b'I' | b'W' | b'E' if line[1..].starts_with('/') => {
            (logcat_brief(line), Prefix::Logcat)
        }
        b'F' if line[1..].starts_with('/') => (logcat_brief(line), Prefix::Logcat),
        b'J' | b'F' | b'M' | b'A' | b'S' | b'O' | b'N' | b'D' => (syslog(line), Prefix::Time),
        _ => (0, Prefix::None),
    };
    if found.0 == 0 { (0, Prefix::None) } else { found }
}

/// `api-1  | `: a name, blanks, a bar and one blank.
pub(super) fn service(line: &str) -> usize {
    let bytes = line.as_bytes();
    let is_name = |b: &u8| b.is_ascii_alphanumeric() || b"_.-/".contains(b);
    let name = bytes.iter().take(64).take_while(|b| is_name(b)).count();
    if name == 0 {
        return 0;
    }
    let blanks = bytes[name..].iter().take_while(|b| **b == b' ').count();
    match bytes.get(name + blanks..) {
        Some([b'|', b' ', ..]) => name + blanks + 2,
        Some([b'|']) => name + blanks + 1,
        _ => 0,
    }
}

/// Whether a text starts as a pattern does: `9` is any digit.
fn like(text: &str, pattern: &str) -> bool {
    let (text, pattern) = (text.as_bytes(), pattern.as_bytes());
    text.len() >= pattern.len()
        && text.iter().zip(pattern).all(|(c, p)| match p {
            b'9' => c.is_ascii_digit(),
            b'-' => matches!(c, b'-' | b'/' | b'.'),
            p => c == p,
        })
}

/// The length of a date and time, with fraction and zone; 0 if there is none.
fn clock(line: &str) -> usize {
    let long =
        like(line, "9999-99-99") && matches!(line.as_bytes().get(10), Some(b'T' | b' ' | b'_'));
    if !(long && like(&line[11..], "99:99:99")) {
        return 0;
    }
    let mut end = 19;
    if line[end..].starts_with(['.', ',']) {
        end += 1;
        end += digits(&line[end..]);
    }
    let zone = &line[end..];
    if zone.starts_with('Z') {
        return end + 1;
    }
    if zone.starts_with(['+', '-']) && like(&zone[1..], "99:99") {
        return end + 6;
    }
    if zone.starts_with(['+', '-']) && like(&zone[1..], "9999") {
        return end + 5;
    }
    end
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// A time, what some systems put behind it, and one blank or tab.
fn time(line: &str) -> usize {
    let end = clock(line);
    if end == 0 || !line[end..].starts_with([' ', '\t']) {
        return if end == line.len() { end } else { 0 };
    }
    let end = end + 1;
    let rest = &line[end..];
    if rest.starts_with("##[") {
        return end + runner(rest);
    }
    for stream in ["stderr F ", "stdout F ", "stderr P ", "stdout P "] {
        if rest.starts_with(stream) {
            return end + stream.len();
        }
    }
    if line.as_bytes()[end - 1] == b'\t' {
        return end + request(rest);
    }
    end + process(rest)
}

/// AWS Lambda: `<request>\tERROR\t`, tabs between.
fn request(rest: &str) -> usize {
    let mut parts = rest.splitn(3, '\t');
    let (Some(id), Some(level), Some(_)) = (parts.next(), parts.next(), parts.next()) else {
        return 0;
    };
    let is_level = !level.is_empty() && level.bytes().all(|b| b.is_ascii_uppercase());
    if is_level && id.len() <= 64 { id.len() + level.len() + 2 } else { 0 }
}

/// `app[web.1]: `
fn process(rest: &str) -> usize {
    let name =
        rest.bytes().take_while(|b| b.is_ascii_alphanumeric() || b"_.-@/".contains(b)).count();
    if name == 0 || !rest[name..].starts_with('[') {
        return 0;
    }
    match rest[name..].find("]:") {
        Some(end) if end < 64 && !rest[name..name + end].contains(' ') => {
            let end = name + end + 2;
            end + usize::from(rest[end..].starts_with(' '))
        }
        _ => 0,
    }
}

/// `[2026-05-01T10:00:00Z] `
fn bracketed_time(line: &str) -> usize {
    let end = clock(&line[1..]);
    if end > 0 && line[1 + end..].starts_with("] ") { end + 3 } else { 0 }
}

/// `##[error]` of Azure and GitHub; `#12 0.345 ` of BuildKit.
fn runner(line: &str) -> usize {
    if let Some(rest) = line.strip_prefix("##[") {
        let name = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        return if name > 0 && rest[name..].starts_with(']') { name + 4 } else { 0 };
    }
    let step = 1 + digits(&line[1..]);
    let Some(rest) = line[step..].strip_prefix(' ').filter(|_| step > 1) else { return 0 };
    let seconds = digits(rest);
    let Some(fraction) = rest[seconds..].strip_prefix('.').filter(|_| seconds > 0) else {
        return 0;
    };
    let end = step + 1 + seconds + 1 + digits(fraction);
    if line[end..].starts_with(' ') { end + 1 } else { 0 }
}

/// `May 01 10:00:00 host unit[123]: `
fn syslog(line: &str) -> usize {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    if !line.get(..3).is_some_and(|month| MONTHS.contains(&month)) {
        return 0;
    }
    let rest = &line[3..];
    if !(like(rest, " 99 99:99:99 ") || like(rest, "  9 99:99:99 ")) {
        return 0;
    }
    let start = 3 + 13;
    let Some(host) = line[start..].find(' ').filter(|host| *host > 0) else { return 0 };
    let unit = &line[start + host + 1..];
    let end = match process(unit) {
        0 => match unit.find(": ") {
            Some(end) if !unit[..end].contains(' ') => end + 2,
            _ => return 0,
        },
        end => end,
    };
    start + host + 1 + end
}

/// `05-01 10:00:00.000  4021  4021 E AndroidRuntime: `, with a year or without.
fn logcat(line: &str) -> usize {
    let start = if like(line, "9999-99-99 ") { 5 } else { 0 };
    if !like(&line[start..], "99-99 99:99:99.999") {
        return 0;
    }
    let mut at = start + 18;
    // `logcat -v time`: the level is glued to the tag.
    if let Some(rest) = line[at..].strip_prefix(' ')
        && rest.as_bytes().get(1) == Some(&b'/')
        && b"VDIWEF".contains(&rest.as_bytes()[0])
    {
        return match logcat_brief(rest) {
            0 => 0,
            length => at + 1 + length,
        };
    }
    for _ in 0..2 {
        let blanks = line[at..].bytes().take_while(|b| *b == b' ').count();
        let number = digits(&line[at + blanks..]);
        if blanks == 0 || number == 0 {
            return 0;
        }
        at += blanks + number;
    }
    let Some([b' ', level, b' ']) = line.as_bytes().get(at..at + 3) else { return 0 };
    if !b"VDIWEFA".contains(level) {
        return 0;
    }
    line[at + 3..]
        .find(": ")
        .map_or_else(|| if line.ends_with(':') { line.len() } else { 0 }, |tag| at + 3 + tag + 2)
}

/// `E/AndroidRuntime( 4021): `
fn logcat_brief(line: &str) -> usize {
    let Some(open) = line.find('(').filter(|open| *open < 64) else { return 0 };
    let rest = &line[open + 1..];
    let blanks = rest.bytes().take_while(|b| *b == b' ').count();
    let number = digits(&rest[blanks..]);
    let end = open + 1 + blanks + number;
    if number == 0 || !line[end..].starts_with("):") {
        return 0;
    }
    end + 2 + usize::from(line[end + 2..].starts_with(' '))
}
