//! Small readers that the line grammars share. All are linear in the line, and
//! none of them allocates.

/// A decimal number that is all of the text.
pub(super) fn number(text: &str) -> Option<u32> {
    let digits = !text.is_empty() && text.len() <= 9 && text.bytes().all(|b| b.is_ascii_digit());
    if digits { text.parse().ok() } else { None }
}

/// The decimal number that a text begins with, and what follows.
pub(super) fn leading_number(text: &str) -> Option<(u32, &str)> {
    let end = text.bytes().take_while(u8::is_ascii_digit).count();
    Some((number(&text[..end])?, &text[end..]))
}

/// What follows an address such as `0x7ff0` and blanks.
pub(super) fn after_address(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("0x")?;
    let end = rest.bytes().take_while(u8::is_ascii_hexdigit).count();
    if end == 0 { None } else { Some(rest[end..].trim_start()) }
}

/// A path with its line and column, where it ends in `:12` or `:12:5`.
pub(super) fn position(text: &str) -> (&str, Option<u32>, Option<u32>) {
    let Some((head, last)) = split_number(text, ':') else { return (text, None, None) };
    match split_number(head, ':') {
        Some((path, line)) if !path.is_empty() => (path, Some(line), Some(last)),
        _ => (head, Some(last), None),
    }
}

/// The text before the last `mark` and the number behind it.
pub(super) fn split_number(text: &str, mark: char) -> Option<(&str, u32)> {
    let (head, tail) = text.rsplit_once(mark)?;
    Some((head, number(tail)?)).filter(|(head, _)| !head.is_empty())
}

/// A text that ends in a group of parentheses, parted before the group, and what
/// stands in the group: `post(int) (this=0x0)` is `post(int) ` and `this=0x0`.
pub(super) fn last_group(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_suffix(')')?;
    let mut depth = 1_usize;
    for (at, byte) in inner.bytes().enumerate().rev() {
        match byte {
            b')' => depth += 1,
            b'(' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some((&inner[..at], &inner[at + 1..]));
        }
    }
    None
}

/// Whether a line stands for frames that somebody has left out: `...`, `[...]`, `<snip>`,
/// `... 12 more frames ...`. Only where frames follow does it mean that.
pub(crate) fn is_elision(line: &str) -> bool {
    const LONGEST: usize = 80;
    const WORDS: [&str; 8] =
        ["snip", "omitted", "truncated", "elided", "skipped", "left out", "hidden", "removed"];
    let text = line.trim();
    if text.is_empty() || text.len() > LONGEST {
        return false;
    }
    let text = text.strip_prefix("at ").unwrap_or(text);
    let around = |c: char| c.is_whitespace() || "[](){}<>-=*~#/|".contains(c);
    let inner = text.trim_matches(around);
    let dotted = inner.starts_with("...") || inner.starts_with('\u{2026}') || inner == "..";
    let lower = || inner.to_ascii_lowercase();
    dotted || (inner.len() < text.len() && WORDS.iter().any(|word| lower().contains(word)))
}

/// The last part of a path with either kind of slash.
pub(super) fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// Whether a path says where it starts: `/srv/a`, `C:\a`, `C:/a`.
pub(super) fn is_absolute(path: &str) -> bool {
    let bytes = path.as_bytes();
    bytes.first() == Some(&b'/')
        || bytes.starts_with(b"\\\\")
        || (bytes.len() > 2
            && bytes[0].is_ascii_alphabetic()
            && bytes[1] == b':'
            && matches!(bytes[2], b'/' | b'\\'))
}

/// Whether a path has one of these folders anywhere, such as `/vendor/`; at its
/// start, the first slash may be missing.
pub(super) fn has_folder(path: &str, folders: &[&str]) -> bool {
    folders.iter().any(|folder| path.contains(folder) || path.starts_with(&folder[1..]))
}

/// Whether all of the text is letters, digits, `_` and the other characters.
pub(super) fn is_word(text: &str, others: &[u8]) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'_' || b >= 0x80 || others.contains(&b))
}

/// Blanks that a line begins with.
pub(super) fn indent(line: &str) -> usize {
    line.bytes().take_while(|b| matches!(b, b' ' | b'\t')).count()
}

/// Whether a line looks like the start of another log entry, so that a message
/// does not go on in it: it begins with a date, a time or a level.
pub(super) fn begins_entry(line: &str) -> bool {
    let bytes = line.as_bytes();
    let rest = bytes.strip_prefix(b"[").unwrap_or(bytes);
    let digits = rest.iter().take_while(|b| b.is_ascii_digit()).count();
    let stamp = digits >= 2
        && rest.get(digits).is_some_and(|b| matches!(b, b'-' | b'/' | b':'))
        && rest.get(digits + 1).is_some_and(u8::is_ascii_digit);
    const LEVELS: [&str; 8] =
        ["ERROR", "WARN", "INFO", "DEBUG", "FATAL", "TRACE", "CRITICAL", "NOTICE"];
    let word = line.trim_start_matches('[');
    stamp || LEVELS.iter().any(|level| word.starts_with(level))
}

/// The text, unless it is empty.
pub(super) fn some(text: &str) -> Option<String> {
    if text.is_empty() { None } else { Some(text.to_owned()) }
}

/// The path once more, if it says where it starts: what SDKs send as `abs_path`.
pub(super) fn absolute(path: &str) -> Option<String> {
    if is_absolute(path) { some(path) } else { None }
}
