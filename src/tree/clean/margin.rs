//! What stands before every line, or nearly every one.

use super::map_lines;
use crate::tree::formats::{Dashes, art, is_long_status};
use crate::tree::lines::sample;

/// A margin that a text may have.
enum Margin {
    /// `> ` of mail and Markdown.
    Quote,
    /// `+` of a diff.
    Added,
    /// `# `, `// `, ` * ` and the like.
    Comment(&'static str),
    /// A word and a mark: `web-1  | `, `[INFO] `, `remote: `.
    Label(String),
    /// What an archiver says that it does: `  adding: `, `  inflating: `.
    Archiver,
    /// A time in brackets or in full.
    Time,
    /// Numbers that count lines.
    Numbers,
    /// Quotes around each name, commas after it.
    Quoted,
}

/// Marks that make a line a comment.
const COMMENTS: [&str; 10] = ["# ", "// ", "/// ", "//! ", "* ", ";; ", "; ", "-- ", "% ", "REM "];

/// Takes off the margin that a text was quoted, commented or logged with.
pub(super) fn strip(text: &str) -> Option<String> {
    strip_found(text, find)
}

/// Takes off numbers before lines, and quotes and commas around names.
pub(super) fn strip_cells(text: &str) -> Option<String> {
    strip_found(text, find_cells)
}

fn strip_found(text: &str, find: fn(&[&str]) -> Option<Margin>) -> Option<String> {
    if text.trim_start().starts_with(['[', '{', '<']) && !is_list_of_lines(text) {
        return None;
    }
    let margin = find(&sample(text, 40))?;
    Some(map_lines(text, |line, out| out.push_str(margin.cut(line).unwrap_or(line))))
}

/// Whether what begins like JSON is a line with a label: `[INFO] a.ts`, `[1] a.ts`, `['a',`.
fn is_list_of_lines(text: &str) -> bool {
    let first = text.trim_start().lines().next().unwrap_or_default().trim();
    let is_open = matches!(first, "[" | "{") || first.starts_with("['");
    let second = text.lines().map(str::trim).filter(|line| !line.is_empty()).nth(1);
    let single = second.is_some_and(|line| line.starts_with('\''));
    (is_open && single)
        || (first.starts_with('[') && first.contains("] ") && !first.contains(['"', '{']))
        || (first.starts_with('<') && first.contains("> "))
}

fn find(lines: &[&str]) -> Option<Margin> {
    let all = lines.len();
    let share = |margin: &Margin| lines.iter().filter(|line| margin.cut(line).is_some()).count();
    let most = |margin: &Margin, percent: usize| share(margin) * 100 >= all * percent;
    if all == 0 {
        return None;
    }
    if most(&Margin::Quote, 50) {
        return Some(Margin::Quote);
    }
    if most(&Margin::Added, 60) && is_diff_of_listing(lines) {
        return Some(Margin::Added);
    }
    for mark in COMMENTS {
        let margin = Margin::Comment(mark);
        if most(&margin, 70) && comments_hold_listing(lines, &margin) {
            return Some(margin);
        }
    }
    if most(&Margin::Time, 70) && all > 1 {
        return Some(Margin::Time);
    }
    if most(&Margin::Archiver, 60) {
        return Some(Margin::Archiver);
    }
    label(lines).map(Margin::Label)
}

fn find_cells(lines: &[&str]) -> Option<Margin> {
    let all = lines.len();
    if is_counted(lines) {
        return Some(Margin::Numbers);
    }
    let unquoted = lines.iter().filter(|line| cut_quotes(line).is_some()).count();
    (all > 0 && unquoted * 100 >= all * 60).then_some(Margin::Quoted)
}

impl Margin {
    /// The line without the margin, if it has it.
    fn cut<'t>(&self, line: &'t str) -> Option<&'t str> {
        match self {
            Self::Quote => {
                let rest = line.trim_start_matches(' ').strip_prefix('>')?;
                if rest.is_empty() {
                    Some(rest)
                } else {
                    rest.strip_prefix([' ', '>']).map(|cut| {
                        // Of `>>` the second is the next quote's.
                        if rest.starts_with('>') { rest } else { cut }
                    })
                }
            }
            Self::Added => {
                if line.starts_with("+--") || line.starts_with("+-") {
                    return None;
                }
                line.strip_prefix('+')
            }
            Self::Comment(mark) => {
                let trimmed = line.trim_start();
                if matches!(trimmed, "/**" | "/*" | "*/" | "\"\"\"") {
                    return Some("");
                }
                let bare = mark.trim_end();
                if trimmed == bare {
                    return Some("");
                }
                // A tab is of what is commented.
                let tabbed = trimmed.strip_prefix(bare).filter(|rest| rest.starts_with('\t'));
                trimmed.strip_prefix(mark).or(tabbed)
            }
            Self::Label(label) => {
                let rest = line.trim_start().strip_prefix(label.as_str())?;
                if let Some((gap, after)) = rest.split_once(['|', '│'])
                    && gap.trim().is_empty()
                    && !label.ends_with([':', ']', '>'])
                {
                    return Some(after.strip_prefix(' ').unwrap_or(after));
                }
                if rest.is_empty() { Some(rest) } else { rest.strip_prefix([' ', '\t']) }
            }
            Self::Archiver => {
                let (word, rest) = line.trim_start().split_once(' ')?;
                let verbs = [
                    "adding:",
                    "updating:",
                    "inflating:",
                    "creating:",
                    "extracting:",
                    "linking:",
                    "deflating:",
                    "add",
                    "adding",
                    "copying",
                    "create",
                    "CREATE",
                    "UPDATE",
                    "update",
                    "identical",
                    "exist",
                    "force",
                    "append",
                    "created",
                    "Created",
                ];
                verbs.contains(&word).then(|| rest.trim_start())
            }
            Self::Time => cut_time(line),
            Self::Numbers => cut_number(line).map(|(_, rest)| rest),
            Self::Quoted if is_bracket(line) => Some(""),
            Self::Quoted => cut_quotes(line),
        }
    }
}

/// Added lines that are a listing: there is no patch around them, and they are not names that
/// begin with a plus sign, as a router of SvelteKit has them.
fn is_diff_of_listing(lines: &[&str]) -> bool {
    let is_patch = |line: &&str| {
        line.starts_with("@@ ") || line.starts_with("diff --git ") || line.starts_with("+++ ")
    };
    let is_added = |line: &&str| {
        let Some(rest) = line.strip_prefix('+') else { return false };
        let first = rest.split_once('/').map(|(first, _)| first);
        first.is_some_and(|first| !first.contains('.') || first == ".")
            || rest.trim().is_empty()
            || !rest.starts_with(|char: char| char.is_alphanumeric())
    };
    !lines.iter().any(is_patch) && lines.iter().any(is_added)
}

/// Whether what is commented is drawn, or paths, or the list of a commit's template.
fn comments_hold_listing(lines: &[&str], margin: &Margin) -> bool {
    let bodies: Vec<&str> = lines.iter().filter_map(|line| margin.cut(line)).collect();
    let filled = bodies.iter().filter(|body| !body.trim().is_empty()).count();
    let drawn = bodies.iter().filter(|body| art(body, Dashes::Any).has_branch).count();
    let paths = bodies.iter().filter(|body| {
        let body = body.trim();
        !body.contains(' ') && (body.contains('/') || body.contains('.'))
    });
    if is_long_status(&bodies) {
        return true;
    }
    let is_bullet = matches!(margin, Margin::Comment("* "));
    drawn * 3 >= filled && drawn > 0
        || (!is_bullet && filled > 1 && paths.count() * 10 >= filled * 8)
}

/// A label that nearly all lines begin with.
fn label(lines: &[&str]) -> Option<String> {
    let head = |line: &str| -> Option<String> {
        let line = line.trim_start();
        let mut words = line.split([' ', '\t']);
        let first = words.next().filter(|word| !word.is_empty())?;
        let rest = line[first.len()..].trim_start();
        if is_label(first) || (rest.starts_with(['|', '│']) && is_plain(first)) {
            return Some(first.to_owned());
        }
        let second = words.next()?;
        let letters = |word: &str| word.len() > 2 && word.bytes().all(|b| b.is_ascii_lowercase());
        // `npm notice`
        (letters(first) && letters(second)).then(|| format!("{first} {second}"))
    };
    let middle = lines.get(lines.len() / 2)?;
    let label = head(middle)?;
    let margin = Margin::Label(label.clone());
    let fitting = lines.iter().filter(|line| margin.cut(line).is_some()).count();
    (lines.len() > 2 && fitting * 100 >= lines.len() * 75).then_some(label)
}

/// A word that ends in a mark, and is neither a drive, a permission nor what a format reads.
fn is_label(word: &str) -> bool {
    let known =
        ["modified:", "deleted:", "renamed:", "copied:", "typechange:", "adding:", "FullName:"];
    let inner = word.trim_matches(['[', ']', '<', '>', ':']);
    let marked = (word.starts_with('[') && word.ends_with(']'))
        || (word.starts_with('<') && word.ends_with('>'))
        || word.ends_with(':');
    let is_name = inner.len() > 1
        && inner.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    let is_box = matches!(inner, "" | "x" | "X");
    marked
        && is_name
        && !is_box
        && !known.contains(&word)
        && inner.bytes().any(|b| b.is_ascii_alphabetic())
}

fn is_plain(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
        && word.bytes().any(|byte| byte.is_ascii_alphabetic())
}

/// `2025-03-01T08:15:00Z `, `[08:15:00] `, `[2025-03-01 08:15:00] `.
fn cut_time(line: &str) -> Option<&str> {
    let is_digits = |text: &str| {
        text.bytes().filter(u8::is_ascii_digit).count() >= 4
            && text.bytes().all(|b| b.is_ascii_digit() || b"-:.,/+TZ ".contains(&b))
    };
    if let Some((time, rest)) = line.strip_prefix('[').and_then(|inner| inner.split_once(']')) {
        return (is_digits(time) && time.contains(':'))
            .then(|| rest.strip_prefix(' ').unwrap_or(rest));
    }
    let (time, rest) = line.split_once(' ').unwrap_or((line, ""));
    let is_full = time.len() >= 19
        && time.as_bytes().get(10) == Some(&b'T')
        && time.matches(':').count() >= 2;
    (is_full && is_digits(time)).then_some(rest)
}

/// Whether lines are numbered one after the other.
fn is_counted(lines: &[&str]) -> bool {
    let head: Vec<Option<u32>> =
        lines.iter().take(40).map(|line| cut_number(line).map(|(number, _)| number)).collect();
    let numbers: Vec<u32> = head.iter().flatten().copied().collect();
    let (Some(&first), Some(&last)) = (numbers.first(), numbers.last()) else { return false };
    let rises = numbers.windows(2).all(|pair| pair[0] < pair[1]);
    let spread = last.checked_sub(first).is_some_and(|span| (span as usize) < 2 * numbers.len());
    numbers.len() > 1 && numbers.len() * 10 >= head.len() * 8 && rises && spread
}

/// A line's number and what follows: `  12<TAB>`, `12. `, `[12] `, `12: `, `12 │ `.
fn cut_number(line: &str) -> Option<(u32, &str)> {
    let text = line.trim_start();
    let padding = line.len() - text.len();
    let open = text.trim_start_matches(['[', '(', '#']);
    let digits = open.bytes().take_while(u8::is_ascii_digit).count();
    let number = open.get(..digits)?.parse().ok()?;
    let after = &open[digits..];
    let rest = after.trim_start_matches([']', ')', '.', ':']);
    let marked = rest.len() < after.len() || open.len() < text.len();
    let (rest, barred) = match rest.trim_start_matches(' ').strip_prefix(['│', '|']) {
        // A drawn tree may begin right after a number.
        Some(cut) if !cut.starts_with(['-', '_']) => (cut, true),
        _ => (rest, false),
    };
    if rest.is_empty() {
        return (marked || padding > 0).then_some((number, rest));
    }
    let body = rest.strip_prefix([' ', '\t'])?;
    let is_tabbed = rest.starts_with('\t') && padding > 0;
    let is_path = body.contains('/') && !body.trim_start().contains(' ');
    (marked || barred || is_tabbed || (padding == 0 && is_path)).then_some((number, body))
}

/// The name in `'src/a.ts',` with quotes that git does not use, or git's with a comma.
fn cut_quotes(line: &str) -> Option<&str> {
    let text = line.trim();
    let bare = text.strip_suffix([',', ';', '\\']).filter(|bare| !bare.ends_with('\\'));
    let bare = bare.filter(|bare| !text.ends_with('\\') || bare.ends_with(' ')).map(str::trim_end);
    let item = bare.unwrap_or(text);
    let inner =
        [('\'', '\''), ('`', '`'), ('“', '”'), ('„', '“'), ('«', '»'), ('‘', '’'), ('"', '"')];
    let is_whole = |inner: &&str, open: char, close: char| {
        !inner.is_empty() && !inner.contains(open) && !inner.contains(close)
    };
    let unquoted = inner.iter().find_map(|&(open, close)| {
        let inner = item.strip_prefix(open)?.strip_suffix(close)?;
        is_whole(&inner, open, close).then_some((open, inner))
    });
    match unquoted {
        // A path of Windows has no escapes.
        Some(('"', inner)) if inner.get(1..3) == Some(":\\") => Some(inner),
        // What git escapes stays in its quotes.
        Some(('"', inner)) if inner.contains('\\') => bare,
        Some(('"', inner)) => bare.map(|_| inner),
        Some((_, inner)) => Some(inner),
        None => bare.filter(|bare| !bare.contains(' ') && !bare.is_empty()),
    }
}

/// `[`, `files: [`, `],`: what holds a list.
fn is_bracket(line: &str) -> bool {
    let text = line.trim().trim_end_matches([',', ';']);
    matches!(text, "[" | "]" | "{" | "}" | "(" | ")") || text.ends_with(['[', '{', '('])
}
