//! Where a physical line is several, as its line feeds have become something else.

use memchr::memmem;

/// What stands for a line feed: of syslog, of browsers' consoles and of HTML.
const FEEDS: [&str; 9] =
    ["#012", "\u{21b5}", "\u{2424}", "<br>", "<br/>", "<br />", "<BR>", "&#10;", "&#xA;"];

/// The pieces of a line with their offsets, and whether there are several. Linear.
pub(super) fn pieces<'l>(line: &'l str, mut each: impl FnMut(&'l str, usize)) {
    let present: Vec<&str> = FEEDS
        .iter()
        .copied()
        .filter(|feed| memmem::find(line.as_bytes(), feed.as_bytes()).is_some())
        .collect();
    if present.is_empty() {
        each(line, 0);
        return;
    }
    let mut start = 0;
    for (at, c) in line.char_indices() {
        if at < start || !matches!(c, '#' | '<' | '&' | '\u{21b5}' | '\u{2424}') {
            continue;
        }
        if let Some(feed) = present.iter().find(|feed| line[at..].starts_with(**feed)) {
            each(&line[start..at], start);
            start = at + feed.len();
        }
    }
    // What ends in a line feed has no empty line behind it.
    if start < line.len() {
        each(&line[start..], start);
    }
}

/// What grep puts before a line that it has read from a log: `app.log-`, `app.log:12:`.
pub(super) fn grep(line: &str) -> usize {
    const ENDS: [&str; 6] = [".log", ".txt", ".out", ".err", ".trace", ".stacktrace"];
    let name = line.bytes().take(128).take_while(|b| !b" \t:\"'()[]".contains(b)).count();
    // A dash may be part of the name, or end it.
    let head = &line.as_bytes()[..line.len().min(name + 1)];
    let end = ENDS.iter().filter_map(|end| {
        let at = memmem::find(head, end.as_bytes())? + end.len();
        let turned = &line[at..];
        let digits = turned
            .strip_prefix('.')
            .map_or(0, |rest| rest.bytes().take_while(u8::is_ascii_digit).count());
        Some(if digits > 0 { at + 1 + digits } else { at })
    });
    let Some(end) = end.min() else { return 0 };
    let Some(mark) = line[end..].chars().next().filter(|mark| matches!(mark, '-' | ':')) else {
        return 0;
    };
    let rest = &line[end + 1..];
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let numbered = digits > 0 && rest[digits..].starts_with(mark);
    end + 1 + if numbered { digits + 1 } else { 0 }
}

/// The mark that every line of a text starts with: of a quotation, a comment, a box or code.
pub(super) fn common_mark(text: &str) -> Option<&'static str> {
    const MARKS: [&str; 10] = [">", "│", "┃", "║", "| ", "//", "# ", "* ", ";", "`"];
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let first = lines.next()?;
    // An indented bar is that of an exception group, or of source code.
    let first = if first.trim_start().starts_with('|') { first } else { first.trim_start() };
    let mark = MARKS.into_iter().find(|mark| first.starts_with(mark))?;
    let bare = mark.trim_end();
    let mut more = 0;
    for line in lines {
        let rest = line.trim_start().strip_prefix(bare)?;
        if bare.len() < mark.len() && !(rest.is_empty() || rest.starts_with(' ')) {
            return None;
        }
        more += 1;
    }
    (more > 0).then_some(bare)
}

/// How much of a line a mark takes, as often as it is there, with a blank behind each;
/// and where a box ends, if the mark is its border.
pub(super) fn marked(line: &str, mark: &str) -> (usize, usize) {
    let mut rest = line;
    while let Some(inner) = rest.trim_start().strip_prefix(mark) {
        rest = inner.strip_prefix(' ').unwrap_or(inner);
        if mark != ">" {
            break;
        }
    }
    let start = line.len() - rest.len();
    let inner = line.trim_end().strip_suffix(mark).filter(|_| mark != ">" && mark != ";");
    let end = inner.map_or(line.len(), |inner| inner.trim_end().len());
    (start, end.max(start))
}

/// Whether all lines of a text come from grep. Looks at the first ones.
pub(super) fn is_grepped(text: &str) -> bool {
    const LOOKED_AT: usize = 50;
    let mut lines = text.lines().filter(|line| !line.trim().is_empty() && line.trim() != "--");
    let first = lines.by_ref().take(LOOKED_AT);
    let (mut all, mut grepped) = (0, 0);
    for line in first {
        all += 1;
        grepped += usize::from(grep(line) > 0);
    }
    all > 1 && all == grepped
}

#[cfg(test)]
mod tests {
    use super::{grep, pieces};

    #[test]
    fn line_feeds_in_other_forms_part_lines() {
        let mut found = Vec::new();
        pieces("a#012 b↵c<br/>&#10;d#012", |piece, at| found.push((piece, at)));
        assert_eq!(found, [("a", 0), (" b", 5), ("c", 10), ("", 16), ("d", 21)]);
    }

    #[test]
    fn grep_is_seen() {
        assert_eq!(grep("production.log-NoMethodError"), 15);
        assert_eq!(grep("log/web.log.1:12:  at f"), 17);
        assert_eq!(grep("app/models/log.rb:3:in `f'"), 0);
        assert_eq!(grep("a.login: x"), 0);
    }
}
