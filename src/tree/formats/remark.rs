//! What people write after a name.

use crate::tree::shell::has_extension;

/// Folders that even a word after them leaves what they are.
const FOLDERS: [&str; 24] = [
    "src",
    "source",
    "lib",
    "libs",
    "app",
    "apps",
    "packages",
    "services",
    "modules",
    "crates",
    "cmd",
    "internal",
    "pkg",
    "test",
    "tests",
    "docs",
    "include",
    "components",
    "tools",
    "scripts",
    "examples",
    "public",
    "config",
    "assets",
];

/// The name without a remark, where a branch is drawn before it: then even a word may be all
/// that is the name of a sentence.
pub(in crate::tree) fn drawn_comment(text: &str) -> &str {
    let text = comment(text);
    let Some((first, rest)) = text.split_once(' ') else { return text };
    let is_sentence = rest.split(' ').filter(|word| !word.is_empty()).count() > 2;
    let text = if is_sentence && !ends_named(text) && !text.ends_with('/') { first } else { text };
    match text.split_once(": ") {
        Some((name, _)) if !ends_named(text) => name.trim_end(),
        _ => text,
    }
}

/// The name without a remark that a person wrote after it.
pub(in crate::tree) fn comment(text: &str) -> &str {
    let text = full_width(text);
    // Most names have neither.
    if !text.bytes().any(|byte| matches!(byte, b' ' | b'\t')) {
        return text;
    }
    let marks = [
        "  ", "\t", " # ", " // ", " <- ", " <-", " ← ", " — ", " – ", " #", " => ", " → ", " ⇒ ",
        " /* ", " <!--", " │", " --- ", " ✓", " ✗", " ... ", " … ",
    ];
    let bytes = text.as_bytes();
    // `frame #0` is no remark.
    let is_number =
        |at: usize, mark: &str| mark == " #" && bytes.get(at + 2).is_some_and(u8::is_ascii_digit);
    let ends = marks.iter().filter_map(|mark| text.find(mark).map(|at| (at, *mark)));
    let end = ends.filter(|&(at, mark)| at > 0 && !is_number(at, mark)).map(|(at, _)| at).min();
    let text = end.map_or(text, |end| text[..end].trim_end());
    let text = dashed(text);
    first_name(bracketed(text))
}

/// `src（源码）`, `src：源码`: the punctuation of East Asian scripts ends a name, unless an
/// extension follows.
fn full_width(text: &str) -> &str {
    if text.is_ascii() {
        return text;
    }
    match text.find(['（', '：', '【', '「', '《', '，', '；']) {
        Some(at) if at > 0 && !ends_named(text) => text[..at].trim_end(),
        _ => text,
    }
}

/// `a.ts - the start`, `src/ : the code`, but not `01 - Start.md`.
fn dashed(text: &str) -> &str {
    let marks = [" - ", " -- ", " : ", ": ", " | "];
    let ends = marks.iter().filter_map(|mark| text.find(mark).map(|at| (at, *mark)));
    let Some((end, mark)) = ends.filter(|&(at, _)| at > 0).min() else { return text };
    let head = text[..end].trim_end();
    // `name: oven` is a key and its value.
    let is_key = mark == ": " && !FOLDERS.contains(&head);
    if is_complete(head) || (!is_key && !ends_named(text)) { head } else { text }
}

/// `src (the code)`, `src [core]`, but not `Copy (2)` or `report (final).pdf`.
fn bracketed(text: &str) -> &str {
    let pairs = [(" (", ")"), (" [", "]"), (" {", "}"), (" <", ">")];
    pairs
        .iter()
        .find_map(|(open, close)| {
            let at = text.strip_suffix(close)?.find(open)?;
            let inner = &text[at + open.len()..text.len() - close.len()];
            // A number, or the version of a dependency: `rack (~> 3.0)`.
            let is_number =
                inner.bytes().all(|byte| byte.is_ascii_digit() || b".,=<>~^ ".contains(&byte));
            (at > 0 && !is_number).then(|| text[..at].trim_end())
        })
        .unwrap_or(text)
}

/// The first word, if it is a name and what follows is only said about it.
fn first_name(text: &str) -> &str {
    let Some((first, rest)) = text.split_once(' ') else { return text };
    let rest = rest.trim_start();
    let words = rest.split(' ').filter(|word| !word.is_empty()).count();
    let said = if is_complete(first) {
        words > 1 || !has_extension(rest) || first.ends_with('/')
    } else if ends_named(text) || text.ends_with('/') {
        false
    } else {
        // Another script, a sentence, or a word about a folder that all know.
        let other = |char: char| char > '\u{2ff}' && char.is_alphabetic();
        (first.is_ascii() && rest.starts_with(other)) || FOLDERS.contains(&first)
    };
    if said { first } else { text }
}

/// Whether a name needs nothing more: it ends in a slash or an extension, or begins with a dot.
fn is_complete(name: &str) -> bool {
    name.ends_with('/')
        || (!name.contains(' ')
            && name.starts_with('.')
            && name.len() > 2
            && !name.starts_with(".."))
        || ends_named(name)
}

/// Whether a name ends in an extension that has a letter.
fn ends_named(name: &str) -> bool {
    has_extension(name)
        && name.rsplit_once('.').is_some_and(|(stem, extension)| {
            !stem.is_empty() && extension.bytes().any(|byte| byte.is_ascii_alphabetic())
        })
}

/// A name without the marks of Markdown around it: `` `src/` ``, `**src**`. Underscores are none:
/// `__tests__` is a folder far more often than bold.
pub(in crate::tree) fn unmarked(text: &str) -> &str {
    let mut text = text;
    for mark in ["**", "`", "*"] {
        let inner = text.strip_prefix(mark).and_then(|inner| inner.split_once(mark));
        if let Some((inner, rest)) = inner
            && !inner.is_empty()
            && (rest.is_empty() || rest.starts_with([' ', ':', ',']))
        {
            text = inner;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remarks_in_any_script_and_bracket_go() {
        for (text, name) in [
            ("src/   # the code", "src/"),
            ("src/ the code", "src/"),
            ("docs/ - all about it", "docs/"),
            ("api.ts - see README.md", "api.ts"),
            ("api.ts starts the server", "api.ts"),
            ("api.ts (new)", "api.ts"),
            ("core [shared code]", "core"),
            ("pay 支付模块", "pay"),
            ("pay（支付）", "pay"),
            ("pay.ts：支付", "pay.ts"),
            ("модуль.ts // оплата", "модуль.ts"),
            ("src source code", "src"),
            (".env local secrets", ".env"),
            ("app.ts: starts it", "app.ts"),
        ] {
            assert_eq!(comment(text), name, "the name in {text:?}");
        }
    }

    #[test]
    fn after_a_branch_a_sentence_is_a_remark() {
        assert_eq!(drawn_comment("pay here is what takes money"), "pay");
        assert_eq!(drawn_comment("pay: takes money"), "pay");
        assert_eq!(comment("pay here is what takes money"), "pay here is what takes money");
    }

    #[test]
    fn names_with_spaces_stay_whole() {
        for name in [
            "user guide.md",
            "01 - Start.md",
            "New folder (2)",
            "report (final).pdf",
            "my notes",
            "v1.2 notes.md",
            "user guide/",
            "первый шаг.md",
            "说明（新）.md",
            "a.b c.md",
        ] {
            assert_eq!(comment(name), name, "{name:?} has no remark");
        }
    }
}
