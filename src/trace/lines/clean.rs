//! What terminals, browsers and mail programs leave within a line.

use memchr::{memchr, memchr2, memmem};
use std::borrow::Cow;

/// A line without colours, entities, tags and odd blanks. `html` says that the text has
/// tags, `curly` that its quotation marks were made typographic. Linear.
pub(super) fn clean(raw: &str, html: bool, curly: bool) -> Cow<'_, str> {
    let raw = without_fence(raw);
    let mut text = without_colours(raw);
    if html && text.contains('<') {
        text = replaced(text, without_tags);
    }
    // What is escaped twice is undone twice.
    for _ in 0..2 {
        if memchr(b'&', text.as_bytes()).is_some() {
            text = replaced(text, without_entities);
        }
    }
    if text.bytes().any(|b| matches!(b, 0xc2 | 0xe2 | 0xef)) && text.contains(is_odd) {
        text = Cow::Owned(text.chars().filter_map(plain).collect());
    }
    if curly && text.contains(|c| straight(c) != c) {
        text = Cow::Owned(text.chars().map(straight).collect());
    }
    text
}

/// Whether a text processor, a mail program or a chat has made the quotation marks of a
/// text typographic: those of a frame are plain. Looks at the text once.
pub(super) fn is_curly(text: &str) -> bool {
    // The places where a format has such a mark itself.
    const BEFORE: [&str; 3] = ["File ", "in thread ", ":in "];
    let marked = |rest: &str| rest.starts_with(|c| straight(c) != c);
    let before = |word: &&str| {
        memmem::find_iter(text.as_bytes(), word.as_bytes())
            .any(|at| marked(&text[at + word.len()..]))
    };
    // Ruby's opening mark stays as it is.
    let ruby = || {
        memmem::find(text.as_bytes(), b":in `").is_some() && text.contains(['\u{2018}', '\u{2019}'])
    };
    let any = memchr(0xe2, text.as_bytes()).is_some() && text.contains(|c| straight(c) != c);
    any && (BEFORE.iter().any(before) || ruby())
}

/// The plain form of a typographic quotation mark.
fn straight(c: char) -> char {
    match c {
        '\u{201c}'..='\u{201f}' => '"',
        '\u{2018}'..='\u{201b}' => '\'',
        other => other,
    }
}

/// Without a fence of Markdown at the end of a line.
fn without_fence(line: &str) -> &str {
    let inner = line.trim_end().strip_suffix("```").map(|inner| inner.trim_end_matches('`'));
    inner.filter(|inner| !inner.trim().is_empty()).unwrap_or(line)
}

fn replaced<'t>(text: Cow<'t, str>, change: fn(&str) -> Option<String>) -> Cow<'t, str> {
    match change(&text) {
        Some(changed) => Cow::Owned(changed),
        None => text,
    }
}

/// Blanks and marks that are none of ASCII, though they look like them or like nothing.
fn is_odd(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202f}' | '\u{2060}' | '\u{feff}')
}

fn plain(c: char) -> Option<char> {
    match c {
        '\u{a0}' | '\u{202f}' => Some(' '),
        odd if is_odd(odd) => None,
        other => Some(other),
    }
}

/// Without control sequences, also where the escape character is lost or spelt out.
fn without_colours(raw: &str) -> Cow<'_, str> {
    let escape = memchr(0x1b, raw.as_bytes()).is_some();
    if !escape && !has_lost_colour(raw) {
        return Cow::Borrowed(raw);
    }
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = memchr2(0x1b, b'[', rest.as_bytes()) {
        let (before, after) = (&rest[..at], &rest[at + 1..]);
        if rest.as_bytes()[at] == 0x1b {
            text.push_str(before);
            rest = after_escape(after);
        } else if let Some(behind) = after_lost(after) {
            text.push_str(without_spelt(before));
            rest = behind;
        } else {
            // `^[[1m`: the next bracket is that of the colour.
            let spelt = before.ends_with('^')
                && after.strip_prefix('[').is_some_and(|rest| after_lost(rest).is_some());
            text.push_str(if spelt { &rest[..at - 1] } else { &rest[..=at] });
            rest = after;
        }
    }
    text.push_str(rest);
    Cow::Owned(text)
}

/// What follows a control sequence, of which the escape character is gone.
fn after_escape(rest: &str) -> &str {
    match rest.as_bytes().first() {
        Some(b'[') => {
            let end = rest[1..].find(|c: char| ('@'..='~').contains(&c));
            end.map_or("", |end| &rest[end + 2..])
        }
        Some(b']') => match rest.find(['\u{7}', '\u{1b}']) {
            Some(end) if rest[end..].starts_with("\u{1b}\\") => &rest[end + 2..],
            Some(end) => &rest[end + 1..],
            None => "",
        },
        Some(b'(' | b')') => rest.get(2..).unwrap_or(""),
        _ => rest,
    }
}

/// Whether a line has a colour without its escape character: `[31m`, `[0m`.
fn has_lost_colour(line: &str) -> bool {
    memchr::memchr_iter(b'[', line.as_bytes()).any(|at| after_lost(&line[at + 1..]).is_some())
}

/// What follows `1;31m`. What looks like a span of time, `[5m]`, is no colour.
fn after_lost(rest: &str) -> Option<&str> {
    let end = rest.bytes().take(12).take_while(|b| b.is_ascii_digit() || *b == b';').count();
    let behind = rest[end..].strip_prefix('m')?;
    (end > 0 && !behind.starts_with(']')).then_some(behind)
}

/// Without an escape character that is spelt out: `\x1b`, `\033`, `^[`.
fn without_spelt(text: &str) -> &str {
    const SPELT: [&str; 6] = ["\\x1b", "\\x1B", "\\033", "\\u001b", "\\u001B", "\\e"];
    let spelt = SPELT.iter().find_map(|spelt| text.strip_suffix(spelt));
    spelt.or_else(|| text.strip_suffix(['\u{241b}', '\u{fffd}'])).unwrap_or(text)
}

/// Without HTML's entities; none if there are none.
fn without_entities(text: &str) -> Option<String> {
    const LONGEST: usize = 10;
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr(b'&', rest.as_bytes()) {
        plain.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let end = rest.bytes().take(LONGEST).position(|b| b == b';');
        match end.and_then(|end| Some((entity(&rest[..end])?, end))) {
            Some((character, end)) => {
                plain.push(character);
                rest = &rest[end + 1..];
            }
            None => plain.push('&'),
        }
    }
    plain.push_str(rest);
    (plain.len() != text.len()).then_some(plain)
}

fn entity(name: &str) -> Option<char> {
    let named = match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "Tab" => '\t',
        "lsquo" | "rsquo" => '\'',
        "ldquo" | "rdquo" => '"',
        "hellip" => '…',
        "mdash" => '—',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            // A line feed is looked for before; other control characters say nothing.
            return char::from_u32(code).map(|c| if c.is_control() && c != '\t' { ' ' } else { c });
        }
    };
    Some(named)
}

/// Whether a text has HTML's tags: what can only be one is there.
pub(super) fn is_html(text: &str) -> bool {
    const SURE: [&str; 14] = [
        "</pre>",
        "<pre>",
        "<br>",
        "<br/>",
        "<br />",
        "</span>",
        "</p>",
        "</div>",
        "</code>",
        "</li>",
        "</td>",
        "</b>",
        "</h1>",
        "<![CDATA[",
    ];
    memmem::find(text.as_bytes(), b"<").is_some()
        && SURE.iter().any(|tag| memmem::find(text.as_bytes(), tag.as_bytes()).is_some())
}

/// Without HTML's tags; none if there are none. Names in angle brackets that are no
/// tags, such as `<module>`, stay.
fn without_tags(text: &str) -> Option<String> {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr(b'<', rest.as_bytes()) {
        plain.push_str(&rest[..at]);
        match tag(&rest[at..]) {
            Some(length) => rest = &rest[at + length..],
            None => {
                plain.push('<');
                rest = &rest[at + 1..];
            }
        }
    }
    plain.push_str(rest);
    if let Some(end) = plain.find("]]>") {
        plain.replace_range(end..end + 3, "");
    }
    (plain.len() != text.len()).then_some(plain)
}

/// The length of the tag that a text starts with.
fn tag(text: &str) -> Option<usize> {
    const NAMES: [&str; 46] = [
        "a",
        "abbr",
        "article",
        "b",
        "big",
        "blockquote",
        "body",
        "br",
        "code",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "em",
        "error",
        "failure",
        "font",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "head",
        "hr",
        "html",
        "i",
        "kbd",
        "li",
        "ol",
        "p",
        "pre",
        "samp",
        "section",
        "small",
        "span",
        "strong",
        "summary",
        "system-err",
        "system-out",
        "table",
        "tbody",
        "td",
        "th",
        "tr",
        "ul",
    ];
    if text.starts_with("<![CDATA[") {
        return Some("<![CDATA[".len());
    }
    let inner = text[1..].strip_prefix('/').unwrap_or(&text[1..]);
    let end = inner.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).unwrap_or(inner.len());
    let name = inner[..end].to_ascii_lowercase();
    let rest = inner[end..].trim_start();
    let plain =
        rest.starts_with(['>', '/']) || (rest.len() < inner[end..].len() && rest.contains('='));
    if !NAMES.contains(&name.as_str()) || !plain {
        return None;
    }
    let start = text.len() - inner.len() + end;
    // A tag may be cut at the end of its line, but no tag is that long.
    let close = text[start..].bytes().take(2000).position(|b| b == b'>')?;
    Some(start + close + 1)
}

#[cfg(test)]
mod tests {
    use super::{clean, is_curly, is_html};

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(
            clean(text, is_html(text), is_curly(text)),
            expected,
            "{text:?} without decoration"
        );
    }

    #[test]
    fn colours_go_with_their_escape_character_or_without() {
        check("\u{1b}[1;31mTypeError\u{1b}[0m: x", "TypeError: x");
        check("[31mTypeError[39m: x", "TypeError: x");
        check("\\x1b[31mE\\033[0m ^[[1mx", "E x");
        check("rate(x[5m]) [cause]: [12]", "rate(x[5m]) [cause]: [12]");
    }

    #[test]
    fn entities_and_tags_go() {
        check("&lt;module&gt; &quot;a&quot; &#39;b&#x27; &amp;lt;", "<module> \"a\" 'b' <");
        check("a & b; &unknown; &#0;", "a & b; &unknown;  ");
        check("<pre class=\"x\">in <module></pre>", "in <module>");
        check("List<b> and <init>", "List<b> and <init>");
        check("</div>f<span style='a'>g</span> <lambda>", "fg <lambda>");
    }

    #[test]
    fn quotation_marks_are_plain_where_a_frame_has_them() {
        check("File “/srv/a.py”, line 1, in ‘f’", "File \"/srv/a.py\", line 1, in 'f'");
        check("File „/srv/a.py“, line 1", "File \"/srv/a.py\", line 1");
        check("a.rb:1:in `f’: no", "a.rb:1:in `f': no");
        check("ValueError: no “total” in ‘cart’", "ValueError: no “total” in ‘cart’");
    }

    #[test]
    fn odd_blanks_go() {
        check("\u{feff}\u{a0}\u{a0}File\u{200b}", "  File");
    }
}
