//! What stands above the frames: the type and the message.

use crate::trace::draft::{Draft, Input};
use crate::trace::formats::scan::{self, some};
use crate::trace::parse::{Exception, Role};
use crate::trace::title::{self, is_level};

/// The type and message above the frames.
pub(super) struct Header {
    /// The lines of the message, the first included.
    lines: std::ops::Range<usize>,
    ty: String,
    value: String,
    /// Where Node shows the place of a syntax error, above.
    place: Option<usize>,
    /// Where the code ends that a test runner shows below.
    shown: usize,
}

/// How many lines a message may have.
const LONGEST: usize = 40;

impl Header {
    /// Finds it: right above, or, of a message of several lines, further up.
    pub(super) fn above(input: &Input, at: usize) -> Option<Self> {
        let lowest = input.free.max(at.saturating_sub(LONGEST));
        let (mut found, mut apart) = (None, false);
        for line in (lowest..at).rev() {
            let text = input.text(line);
            let near = line + 1 == at || (line + 2 == at && input.is_blank(line + 1));
            let typed = |ty: &str| is_type(ty) || near && !is_label(ty);
            let started = type_and_value(text).filter(|(ty, _)| typed(ty));
            // Behind what a log says before it, and no blank line between.
            let inside = || title::within(text).map(|title| (title.name, title.value));
            let inside = || if apart { None } else { inside() };
            if let Some((ty, value)) = started.or_else(inside) {
                found = Some((line, ty, value));
                break;
            }
            apart |= input.is_blank(line) && !near;
            // Only the first line of an entry has what a log puts before it.
            if !input.alike(line, at) {
                break;
            }
        }
        let (start, ty, first) = found?;
        // A blank line ends the message, unless its first line is empty.
        let mut end = start + 1;
        let mut value = first.to_owned();
        // Deno shows the source and a caret between the message and the frames.
        let shown = at >= start + 3 && is_caret(input.text(at - 1));
        let at = if shown { at - 2 } else { at };
        while end < at && (!input.is_blank(end) || first.is_empty()) {
            value.push('\n');
            value.push_str(input.text(end));
            end += 1;
        }
        let place = place_above(input, start);
        let coded = (end..at).any(|line| is_code(input.text(line)));
        let shown = if coded { at } else { end };
        Some(Self {
            lines: start..end,
            ty: ty.to_owned(),
            value: value.trim_end().to_owned(),
            place,
            shown,
        })
    }

    /// What Jest says of a test that fails, which names no type: all between the test's name and
    /// the frames, or the code that is shown above these.
    pub(super) fn of_jest(input: &Input, at: usize) -> Option<Self> {
        let name = jest_test(input, at)?;
        let start = (name + 1..at).find(|line| !input.is_blank(*line))?;
        let coded = |line: &usize| is_code(input.text(*line));
        let end = (start..at).find(coded).unwrap_or(at);
        let end = (start..end).rfind(|line| !input.is_blank(*line))? + 1;
        let depth = scan::indent(input.text(start));
        let lines = (start..end).map(|line| {
            let text = input.text(line);
            &text[scan::indent(text).min(depth)..]
        });
        let value = lines.collect::<Vec<_>>().join("\n").trim_end().to_owned();
        Some(Self { lines: start..end, ty: String::new(), value, place: None, shown: at })
    }

    /// Where the type stands.
    pub(super) fn line(&self) -> usize {
        self.lines.start
    }

    /// A line of the message that the SDK takes for a frame: the first that starts
    /// with `at `.
    pub(super) fn frame_like_line(&self, input: &Input, at: usize) -> Option<usize> {
        (self.lines.start + 1..at).find(|line| input.text(*line).trim_start().starts_with("at "))
    }

    /// Whether the type is named with the package or namespace that it is in, as in Java and
    /// .NET: `System.InvalidCastException`.
    pub(super) fn names_a_package(&self) -> bool {
        self.ty.contains('.')
    }

    /// Whether the type has a name that only errors have.
    pub(super) fn is_surely_one(&self) -> bool {
        is_type(&self.ty)
    }

    /// Tells the exception and the draft.
    pub(super) fn give(&self, exception: &mut Exception, draft: &mut Draft) {
        exception.ty = some(&self.ty);
        exception.value = Some(self.value.clone());
        draft.roles(self.lines.clone(), Role::Message);
        draft.roles(self.lines.end..self.shown, Role::Context);
        if let Some(place) = self.place {
            draft.roles(place..self.lines.start, Role::Context);
        }
    }
}

/// `/srv/shop/bad.js:1`, the source and a caret, which Node prints before an error
/// that nobody catches.
fn place_above(input: &Input, header: usize) -> Option<usize> {
    let mut near = (1..=2).filter_map(|back| header.checked_sub(back));
    let at = near.find(|at| is_caret(input.text(*at)))?;
    let place = at.checked_sub(2).filter(|place| *place >= input.free)?;
    let text = input.text(place);
    let (file, line) = text.rsplit_once(':')?;
    let is_place = !file.is_empty() && !line.is_empty() && line.bytes().all(|b| b.is_ascii_digit());
    is_place.then_some(place)
}

/// The line above in which Jest names the test: `  ● cart › adds`.
pub(super) fn jest_test(input: &Input, at: usize) -> Option<usize> {
    let lowest = input.free.max(at.saturating_sub(LONGEST));
    (lowest..at).rev().find(|line| input.text(*line).starts_with("  ● "))
}

/// `    > 12 |   expect(total())`
fn is_code(line: &str) -> bool {
    let text = line.trim_start().trim_start_matches("> ");
    scan::leading_number(text).is_some_and(|(_, rest)| rest.starts_with(" |"))
}

/// What assertions say of their two sides.
fn is_label(name: &str) -> bool {
    const LABELS: [&str; 6] = ["Expected", "Received", "Actual", "Difference", "Got", "Want"];
    LABELS.iter().any(|label| name.eq_ignore_ascii_case(label))
}

/// `    ^^^`
fn is_caret(line: &str) -> bool {
    let text = line.trim();
    !text.is_empty() && text.bytes().all(|b| b == b'^')
}

/// Whether a trace of React's components starts here: a sentence and a blank line are
/// above.
pub(super) fn component_stack(input: &Input, at: usize) -> bool {
    let above = at.checked_sub(2).filter(|above| *above >= input.free && input.is_blank(at - 1));
    above.is_some_and(|above| input.text(above).trim_end().ends_with(" component:"))
}

/// The type and the message of a line such as `Uncaught TypeError [CODE]: x`.
pub(super) fn type_and_value(line: &str) -> Option<(&str, &str)> {
    let text = without_words(line.trim());
    let end =
        text.find(|c: char| !(c.is_alphanumeric() || "_$.".contains(c))).unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    if !name.starts_with(|c: char| c.is_alphabetic() || c == '_' || c == '$') || name.ends_with('.')
    {
        return None;
    }
    // `Invariant Violation: x`: some names are two words.
    if let Some((second, value)) = rest.strip_prefix(' ').and_then(|rest| rest.split_once(": "))
        && [name, second].iter().all(|word| is_capitalised(word))
        && !is_type(second)
    {
        let end = text.len() - value.len() - ": ".len();
        return Some((&text[..end], value));
    }
    let rest = match rest.strip_prefix(" [").and_then(|rest| rest.split_once(']')) {
        Some((code, rest))
            if code.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_') =>
        {
            rest
        }
        _ => rest,
    };
    if rest.is_empty() {
        return (name.starts_with(char::is_uppercase) && !is_level(name)).then_some((name, ""));
    }
    let value = rest.strip_prefix(':')?;
    let plain = value.is_empty() || value.starts_with([' ', '\t']);
    if !plain || is_level(name) {
        return None;
    }
    let value = value.trim_start();
    // `Unhandled: TypeError: x`: what stands before a type need not be one.
    let inner = value.split_once(": ").filter(|(inner, _)| {
        !is_type(name) && is_type(inner) && inner.bytes().all(|b| b.is_ascii_alphanumeric())
    });
    Some(inner.unwrap_or((name, value)))
}

/// A text without what logs and consoles say before the type.
fn without_words(text: &str) -> &str {
    const WORDS: [&str; 17] = [
        "Uncaught ",
        "Unhandled Promise Rejection: ",
        "Unhandled Rejection: ",
        "Unhandled ",
        "(in promise) ",
        "(in promise)",
        "error: ",
        "ERROR ",
        "[ERROR] ",
        "[error] ",
        "[Error] ",
        "UnhandledPromiseRejectionWarning: ",
        "Invoke Error ",
        "Caused by: ",
        "[cause]: ",
        "|- ",
        "⨯ ",
    ];
    let mut rest = text;
    if rest.starts_with("(node:")
        && let Some((_, after)) = rest.split_once(") ")
    {
        rest = after;
    }
    while let Some(shorter) = WORDS.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = shorter.trim_start();
    }
    rest
}

/// What a line says that stands between an error and its cause, and how the cause
/// starts: `Cause: Error: x`, `[cause]: TypeError: y`, `cause: AggregateError`.
pub(super) fn cause(line: &str) -> Option<(&str, &str)> {
    const WORDS: [&str; 5] = ["[cause]: ", "cause: ", "Cause: ", "Caused by: ", "caused by: "];
    let text = line.trim();
    let rest = WORDS.iter().find_map(|word| text.strip_prefix(word))?;
    let (name, value) = type_and_value(rest)?;
    (is_type(name) || name.starts_with(char::is_uppercase)).then_some((name, value))
}

/// `Violation`
fn is_capitalised(word: &str) -> bool {
    word.len() > 2
        && word.starts_with(|c: char| c.is_ascii_uppercase())
        && word[1..].bytes().all(|b| b.is_ascii_lowercase())
}

/// Names that only errors have: further up, only these count.
pub(super) fn is_type(name: &str) -> bool {
    let named = name.starts_with(|c: char| !c.is_lowercase());
    named && is_ended(name)
}

fn is_ended(name: &str) -> bool {
    name.ends_with("Error") || name.ends_with("Exception") || name.ends_with("Rejection")
}
