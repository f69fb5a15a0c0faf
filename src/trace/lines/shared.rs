//! Prefixes that may be some: what most lines of a text start with, and what a log's
//! entry starts with.
//!
//! Not all formats have frames that can be told by themselves, as `learnt` needs it. So
//! the text is read a second time without what looks like a prefix, and what reads more
//! holds. Here is only what there is to try.

use super::learnt::matched;
use super::{Line, Prefix, marker};
use crate::text::order::Sort as _;
use crate::trace::title::is_level;

/// The lines without what may be prefixes, if there are any: in the first try with one
/// blank behind them off at most, in the second with all that every line has.
pub(in crate::trace) fn tries<'t>(lines: &[Line<'t>]) -> Vec<Vec<Line<'t>>> {
    let shared = shared(lines);
    let entries: Vec<usize> =
        lines.iter().map(|line| entry(&line.text, line.prefix == Prefix::Time)).collect();
    let dedented = dedented(lines);
    if shared.is_none() && entries.iter().all(|length| *length == 0) {
        return dedented.into_iter().collect();
    }
    let gap = shared.as_deref().map_or(0, |prefix| gap(lines, prefix));
    let cut = |most: usize| {
        let cut = |(line, alone): (&Line<'t>, &usize)| {
            let mut line = line.clone();
            let length = match shared.as_deref().and_then(|prefix| matched(prefix, &line.text)) {
                Some(end) => {
                    let rest = &line.text[end..];
                    end + gap.min(most).min(rest.len() - rest.trim_start_matches([' ', '\t']).len())
                }
                None => *alone,
            };
            if length > 0 {
                line.source = super::source(&line.text[..length]);
                line.cut(length);
                line.prefix = Prefix::Learnt;
                // A log may put its time before what another has prefixed.
                if line.text.starts_with(|c: char| c.is_ascii_digit() || c == '[') {
                    let more = entry(&line.text, false);
                    line.cut(more);
                }
            }
            line
        };
        lines.iter().zip(&entries).map(cut).collect()
    };
    let mut tries = vec![cut(1)];
    if gap > 1 {
        tries.push(cut(gap));
    }
    tries.extend(dedented);
    tries
}

/// The lines with the indentation off that a whole trace has, as an answer quotes it. A
/// run of indented lines that starts with a frame has no head, and stays.
fn dedented<'t>(lines: &[Line<'t>]) -> Option<Vec<Line<'t>>> {
    let depth = |line: &Line| line.text.len() - line.text.trim_start_matches([' ', '\t']).len();
    let blank = |line: &Line| line.text.trim().is_empty();
    let mut cuts = vec![0; lines.len()];
    // Where no line is without, all lose what all have.
    let least = lines.iter().filter(|line| !blank(line)).map(&depth).min().unwrap_or(0);
    let mut at = if least > 0 { lines.len() } else { 0 };
    if least > 0 {
        cuts = lines.iter().map(|line| least.min(depth(line))).collect();
    }
    while at < lines.len() {
        let indent = depth(&lines[at]);
        if indent == 0 || blank(&lines[at]) || marker::is_call(&lines[at].text) {
            let skipped = indent;
            at += 1;
            // The rest of a run without a head stays, too.
            while skipped > 0 && at < lines.len() && depth(&lines[at]) > 0 {
                at += 1;
            }
            continue;
        }
        let start = at;
        while at < lines.len() && (blank(&lines[at]) || depth(&lines[at]) >= indent) {
            cuts[at] = indent.min(depth(&lines[at]));
            at += 1;
        }
        at = at.max(start + 1);
    }
    cuts.iter().any(|cut| *cut > 0).then(|| {
        let cut = |(line, cut): (&Line<'t>, &usize)| {
            let mut line = line.clone();
            line.cut(*cut);
            line
        };
        lines.iter().zip(&cuts).map(cut).collect()
    })
}

/// What four of five lines start with, up to digits.
fn shared(lines: &[Line]) -> Option<String> {
    const PAIRS: usize = 8;
    let full: Vec<&str> =
        lines.iter().filter(|line| !line.text.trim().is_empty()).map(|line| &*line.text).collect();
    if full.len() < 2 {
        return None;
    }
    let step = (full.len() / PAIRS).max(1);
    let mut found: Vec<String> = (0..full.len() - 1)
        .step_by(step)
        .map(|at| common(full[at], full[at + 1]).to_owned())
        .filter(|prefix| !prefix.trim().is_empty())
        .collect();
    found.sort_once_by_key(|prefix| std::cmp::Reverse(prefix.len()));
    found.dedup();
    found.truncate(PAIRS);
    found.into_iter().find(|prefix| {
        let count = full.iter().filter(|line| matched(prefix, line).is_some()).count();
        count * 5 >= full.len() * 4
    })
}

/// What two lines start with alike, up to a mark or a blank.
///
/// It ends before a blank or with the mark of a log: a folder that paths share is none.
fn common<'l>(left: &'l str, right: &str) -> &'l str {
    const LONGEST: usize = 160;
    let mut end = 0;
    let mut ends = Vec::new();
    for (at, c) in left.char_indices().take(LONGEST) {
        let word = c.is_alphanumeric() || c == '_';
        if !word && !c.is_whitespace()
            || c.is_whitespace() && !left[..at].ends_with(char::is_whitespace)
        {
            ends.push((at, at + c.len_utf8()));
        }
    }
    // The longest that both have; each is looked at once, and all are short.
    for (start, stop) in ends {
        let prefix =
            if left[start..stop].trim().is_empty() { &left[..start] } else { &left[..stop] };
        if matched(prefix, right).is_none() {
            break;
        }
        let behind = left[prefix.len()..].chars().next();
        let path = matches!(behind, Some('/' | '\\'));
        if behind.is_none_or(char::is_whitespace)
            || (!path && prefix.ends_with([']', '|', ':', '>', '-']))
        {
            end = prefix.len();
        }
    }
    &left[..end]
}

/// How many blanks every line has behind a prefix.
fn gap(lines: &[Line], prefix: &str) -> usize {
    let blanks = lines.iter().filter_map(|line| {
        let rest = &line.text[matched(prefix, &line.text)?..];
        (!rest.trim().is_empty()).then(|| rest.len() - rest.trim_start_matches([' ', '\t']).len())
    });
    blanks.min().unwrap_or(0)
}

/// The length of what a log's entry starts with: times, levels, names in brackets. One
/// of them there must be, so that a line's own first word stays.
/// `sure` says that there was one before.
fn entry(line: &str, mut sure: bool) -> usize {
    const MOST: usize = 12;
    if marker::is_plain(line) || line.starts_with([' ', '\t']) {
        return 0;
    }
    let mut end = 0;
    let mut last = false;
    for _ in 0..MOST {
        let rest = &line[end..];
        let word = &rest[..rest.find(' ').unwrap_or(rest.len())];
        let Some(kind) = kind(rest, word) else { break };
        let length = match kind {
            Kind::Group(length) => length,
            _ => word.len(),
        };
        sure |= matches!(kind, Kind::Time | Kind::Group(_) | Kind::Level | Kind::Tag);
        // A name is only one behind what a log surely says.
        if matches!(kind, Kind::Name) && !sure {
            break;
        }
        end += length;
        last = line[end..].starts_with(' ');
        end += usize::from(last);
        if !last {
            break;
        }
    }
    if sure && last && end < line.len() { end } else { 0 }
}

enum Kind {
    Time,
    Level,
    /// `[main]`, of this length.
    Group(usize),
    /// `flutter:`
    Tag,
    /// `-`, `c.a.Web`, `12`
    Name,
}

fn kind(rest: &str, word: &str) -> Option<Kind> {
    const LONGEST: usize = 80;
    const WORDS: [&str; 21] = [
        "AM", "PM", "UTC", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "Jan", "Feb", "Mar",
        "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov",
    ];
    if word.is_empty() {
        return Some(Kind::Name);
    }
    let bare = word.trim_end_matches([',', ':', '|']);
    if super::is_time(bare.trim_start_matches('<')) || WORDS.contains(&bare) || bare == "Dec" {
        return Some(Kind::Time);
    }
    if is_level(bare.trim_matches(['[', ']', '<', '>', '#'])) {
        return Some(Kind::Level);
    }
    if rest.starts_with('[') {
        let close = rest.bytes().take(LONGEST).position(|b| b == b']')?;
        let inner = &rest[1..close];
        let code =
            inner.contains(['(', '"', '\'']) || inner.starts_with("cause") || inner.is_empty();
        let glued = rest[close + 1..].starts_with(':');
        let word = glued && inner.parse::<u32>().is_err();
        return (!code && !word).then_some(Kind::Group(close + 1 + usize::from(glued)));
    }
    let number = bare.trim_matches(['(', ')', '<', '>', '#']);
    if !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        return Some(Kind::Name);
    }
    if matches!(word, "-" | "--" | "---" | "|" | ":" | "=>") {
        return Some(Kind::Name);
    }
    let named = bare.bytes().all(|b| b.is_ascii_alphanumeric() || b"_.-/@[]:".contains(&b));
    let code =
        bare.contains("::") || bare.starts_with('/') || crate::trace::title::is_error_name(bare);
    if word.ends_with(':') && named && !code && !matches!(bare, "panic" | "Error" | "error") {
        return Some(Kind::Tag);
    }
    // The id of a request.
    if named && bare.contains('-') && bare.bytes().any(|b| b.is_ascii_digit()) && !code {
        return Some(Kind::Name);
    }
    // A logger's name: with dots, and behind it the mark that ends it.
    let marked = rest[word.len()..].trim_start();
    let ends = marked.starts_with("- ") || marked.starts_with(": ") || marked.starts_with("| ");
    (named && !code && ends).then_some(Kind::Name)
}

#[cfg(test)]
mod tests {
    use super::entry;

    #[track_caller]
    fn check(line: &str, expected: &str) {
        assert_eq!(
            &line[entry(line, false)..],
            expected,
            "{line:?} without what a log puts before it"
        );
    }

    #[test]
    fn what_a_log_says_goes() {
        check("12:00:01.123 panic: x", "panic: x");
        check("2026-05-01 10:00:00,123 [main] ERROR c.a.B - ** (KeyError) x", "** (KeyError) x");
        check("[Fri May 01 10:00:00 2026] [pid 12] PHP Fatal error: x", "PHP Fatal error: x");
        check("worker.1: a.rb:3:in `f': x (E)", "a.rb:3:in `f': x (E)");
        check("E0501 12:00:01 1 runtime.go:79] x", "E0501 12:00:01 1 runtime.go:79] x");
    }

    #[test]
    fn what_an_error_says_stays() {
        for line in ["TypeError: x", "panic: x", "A::B: x", "goroutine 1 [running]:", "[cause]: x"]
        {
            check(line, line);
        }
    }
}
