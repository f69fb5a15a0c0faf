//! An error's type and message somewhere in a line, whatever a log or a test runner has
//! said before them.

/// A type with its message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Title<'t> {
    pub(crate) name: &'t str,
    pub(crate) value: &'t str,
}

/// Whether a name ends as those of errors do.
pub(crate) fn is_error_name(name: &str) -> bool {
    const ENDS: [&str; 11] = [
        "Error",
        "Exception",
        "Warning",
        "Interrupt",
        "Failure",
        "Fault",
        "Throwable",
        "Timeout",
        "Rejection",
        "Panic",
        "SystemExit",
    ];
    // The last part of a name, without the package, starts with a capital.
    let last = name.rsplit(['.', ':', '\\', '+']).next().unwrap_or(name);
    last.starts_with(|c: char| !c.is_lowercase()) && ENDS.iter().any(|end| name.ends_with(end))
}

/// The first word of a line that is an error's type, followed by a colon or by the end of
/// the line: `TypeError: x` in `core.js:4197 ERROR TypeError: x`. Linear.
pub(crate) fn within(line: &str) -> Option<Title<'_>> {
    let line = line.trim_end();
    let mut from = 0;
    while let Some(start) = next_word(line, from) {
        let end = line[start..].find(|c| !is_part(c)).map_or(line.len(), |end| start + end);
        let name = line[start..end].trim_end_matches([':', '.']);
        let behind = &line[start + name.len()..];
        if is_error_name(name)
            && !is_level(name)
            && let Some(value) = value(behind)
        {
            return Some(Title { name, value });
        }
        from = end.max(start + 1);
    }
    None
}

/// Where the next word starts that a type can be: behind a blank or a mark.
fn next_word(line: &str, from: usize) -> Option<usize> {
    let mut before = line[..from].chars().next_back();
    for (at, c) in line[from..].char_indices() {
        let free =
            before.is_none_or(|c| c.is_whitespace() || "[](){}<>\"'`|:=,-*⨯❯✖✕×".contains(c));
        if free && (c.is_alphabetic() || c == '_' || c == '$') {
            return Some(from + at);
        }
        before = Some(c);
    }
    None
}

fn is_part(c: char) -> bool {
    c.is_alphanumeric() || "_$.:\\`+".contains(c)
}

/// The message behind a type: `: x`, ` [CODE]: x`, ` (0x8000): x`, ` : x`, or nothing.
fn value(rest: &str) -> Option<&str> {
    let rest = rest.trim_start_matches(['"', '\'', '`']);
    if rest.is_empty() {
        return Some("");
    }
    let behind = |rest: &'_ str| -> bool { rest.is_empty() || rest.starts_with([' ', '\t']) };
    if let Some(value) = rest.strip_prefix(':') {
        return behind(value).then(|| value.trim_start());
    }
    if let Some(value) = rest.strip_prefix(" : ") {
        return Some(value.trim_start());
    }
    let coded = |open: &str, close: &str| {
        let (code, value) = rest.strip_prefix(open)?.split_once(close)?;
        (code.len() < 40 && !code.contains(' ') && behind(value)).then(|| value.trim_start())
    };
    coded(" [", "]:").or_else(|| coded(" (", "):"))
}

/// What says how bad a line of a log is, and is no type.
pub(crate) fn is_level(name: &str) -> bool {
    const LEVELS: [&str; 8] =
        ["info", "warn", "warning", "error", "debug", "trace", "fatal", "critical"];
    LEVELS.iter().any(|level| {
        name.eq_ignore_ascii_case(level)
            && (name.bytes().all(|b| b.is_ascii_lowercase())
                || name.bytes().all(|b| b.is_ascii_uppercase()))
    })
}

#[cfg(test)]
mod tests {
    use super::{Title, within};

    #[track_caller]
    fn check(line: &str, expected: Option<(&str, &str)>) {
        let expected = expected.map(|(name, value)| Title { name, value });
        assert_eq!(within(line), expected, "the error in {line:?}");
    }

    #[test]
    fn types_are_found_behind_what_logs_say() {
        check("core.js:4197 ERROR TypeError: x of y", Some(("TypeError", "x of y")));
        check(" ⨯ Internal error: TypeError: x", Some(("TypeError", "x")));
        check(
            "12:00 [a] Job failed - a.b.LateException: x: y",
            Some(("a.b.LateException", "x: y")),
        );
        check("  System.NullReferenceException : x", Some(("System.NullReferenceException", "x")));
        check("x SocketError [E_CODE]: y", Some(("SocketError", "y")));
        check("Uncaught App\\LateException: x", Some(("App\\LateException", "x")));
        check("A::LateError", Some(("A::LateError", "")));
    }

    #[test]
    fn sentences_name_no_type() {
        check("An Error was seen in the Exception list", None);
        check("ERROR: 12 left", None);
        check("errors.go:12: no", None);
    }
}
