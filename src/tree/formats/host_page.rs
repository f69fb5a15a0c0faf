//! The file list of a host's page, as one copies it: names, messages and ages in turn.

use crate::tree::lines::{Line, Region};
use crate::tree::plausible::is_certain;
use crate::tree::sink::{Kind, Sink};

/// Reads the name of each record, which ends with an age.
pub(super) fn read(region: Region<'_>, sink: &mut Sink) {
    let mut record: Vec<Line<'_>> = Vec::new();
    for line in region.lines() {
        let text = line.text.trim();
        if text.is_empty() {
            sink.structure();
        } else if let Some(row) = row(text) {
            flush(&mut record, sink);
            put(&line, row, sink);
        } else if is_age(text) {
            close(&mut record, sink);
            sink.structure();
        } else {
            record.push(line);
        }
    }
    flush(&mut record, sink);
}

/// A row that was copied as one line: name, message and age with tabs between.
fn row(text: &str) -> Option<&str> {
    let (name, rest) = text.split_once('\t')?;
    let age = rest.rsplit('\t').next()?;
    (is_age(age.trim()) && !is_heading(name)).then_some(name.trim())
}

/// A record is a name, perhaps twice, and a message. What stands before the first is the
/// page's own.
fn close(record: &mut Vec<Line<'_>>, sink: &mut Sink) {
    let text = |at: usize| record.get(at).map(|line| line.text.trim());
    let doubled = (0..record.len())
        .rev()
        .find(|&at| at > 0 && text(at) == text(at - 1) && is_name(record[at].text));
    let first = match doubled {
        Some(at) => Some(at - 1),
        None => {
            // Without doubles a record has two lines, the name and what was changed last.
            let start =
                record.iter().rposition(|line| is_heading(line.text.trim())).map_or(0, |at| at + 1);
            (start..record.len()).find(|&at| is_name(record[at].text) && record.len() - at <= 2)
        }
    };
    for (at, line) in record.iter().enumerate() {
        if Some(at) == first {
            put(line, line.text.trim(), sink);
        } else {
            sink.structure();
        }
    }
    record.clear();
}

fn flush(record: &mut Vec<Line<'_>>, sink: &mut Sink) {
    record.drain(..).for_each(|line| {
        if is_heading(line.text.trim()) { sink.structure() } else { sink.stray(&line) }
    });
}

fn put(line: &Line<'_>, name: &str, sink: &mut Sink) {
    if name == ".." || is_heading(name) {
        return sink.structure();
    }
    // `src/main/java` of folders with one folder each, with or without blanks.
    let path = name.replace(" / ", "/");
    let is_file = is_certain(path.rsplit('/').next().unwrap_or(&path));
    sink.entry(line, if is_file { Kind::File } else { Kind::Folder }, &path);
}

fn is_name(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && text.len() < 120 && !is_heading(text) && text.split(' ').count() < 4
}

/// What the page says above the list.
pub(in crate::tree) fn is_heading(text: &str) -> bool {
    matches!(
        text,
        "Name"
            | "Last commit message"
            | "Last commit date"
            | "Last commit"
            | "Last update"
            | "Folders and files"
            | "Latest commit"
            | "History"
            | "parent directory"
            | "Size"
            | "Message"
            | "View all files"
            | "Files"
            | "Code"
            | "Go to file"
            | "Commits"
            | "Branches"
            | "Tags"
    ) || text.starts_with("Name\t")
}

/// `2 days ago`, `yesterday`, `last week`, `Nov 4, 2025`, `on 4 Nov 2025`.
pub(in crate::tree) fn is_age(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    let text = text.strip_prefix("on ").unwrap_or(&text);
    let mut words = text.split([' ', ',']).filter(|word| !word.is_empty());
    let all: Vec<&str> = words.by_ref().take(5).collect();
    let units = ["second", "minute", "hour", "day", "week", "month", "year"];
    let is_unit = |word: &str| units.contains(&word.trim_end_matches('s'));
    let is_count = |word: &str| {
        word.bytes().all(|byte| byte.is_ascii_digit()) || matches!(word, "a" | "an" | "one")
    };
    let months =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let is_month =
        |word: &str| word.get(..3).is_some_and(|start| months.contains(&start)) && word.len() < 10;
    let is_number = |word: &str| {
        (1..=4).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit())
    };
    match all.as_slice() {
        ["yesterday" | "now" | "today"] | ["just", "now"] => true,
        ["last" | "this", unit] => is_unit(unit),
        [count, unit, "ago"] => is_count(count) && is_unit(unit),
        ["about" | "over" | "almost", count, unit, "ago"] => is_count(count) && is_unit(unit),
        [month, day] => is_month(month) && is_number(day) && !day.is_empty(),
        [one, two, year] => {
            year.len() == 4
                && is_number(year)
                && ((is_month(one) && is_number(two)) || (is_number(one) && is_month(two)))
        }
        [date] => {
            let mut parts = date.split('-');
            let lengths = [4, 2, 2];
            date.len() == 10
                && lengths.iter().all(|&length| {
                    parts.next().is_some_and(|part| part.len() == length && is_number(part))
                })
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_age;

    #[test]
    fn ages_are_told_from_names() {
        for age in [
            "2 days ago",
            "yesterday",
            "last week",
            "an hour ago",
            "Nov 4, 2025",
            "on 4 Nov 2025",
            "2025-11-04",
        ] {
            assert!(is_age(age), "{age} is an age");
        }
        for name in ["src", "a.ts", "fix: 2 days", "ago", "november.md", "History"] {
            assert!(!is_age(name), "{name} is none");
        }
    }
}
