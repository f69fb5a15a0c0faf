//! The error above a bare list of frames, as Rails, Sidekiq, RSpec and loggers print it.

use super::{class_at_start, listed, some};
use crate::trace::draft::{Draft, Input};
use crate::trace::formats::scan;
use crate::trace::parse::{Exception, Role};
use crate::trace::title;

/// How far above the frames it may stand, the lines of a template included.
const LONGEST: usize = 30;

/// Looks back for it, and gives it to the draft.
pub(super) fn above(input: &Input, at: usize, draft: &mut Draft) {
    let lowest = input.free.max(at.saturating_sub(LONGEST));
    let mut blanks = 0;
    for line in (lowest..at).rev() {
        let text = input.text(line).trim_end();
        if text.trim().is_empty() {
            blanks += 1;
            continue;
        }
        // What is further up belongs to the frames only if all between is its message,
        // or the lines of a template.
        let near = blanks == at - line - 1 && blanks <= 3;
        let Some((ty, value, spans)) = told(text) else {
            let part = is_template(text) || scan::indent(text) > 0;
            if part || (near && blanks == 0) {
                continue;
            } else {
                return;
            };
        };
        if !(near || spans) {
            return;
        }
        let mut value = value.trim().to_owned();
        let more = (line + 1..at).take_while(|more| !input.is_blank(*more));
        let mut end = line + 1;
        for more in more.filter(|_| spans) {
            if is_template(input.text(more)) {
                break;
            }
            value.push_str(if value.is_empty() { "" } else { "\n" });
            value.push_str(input.text(more).trim());
            end = more + 1;
        }
        draft.roles(line..end, Role::Message);
        draft.roles(end..at, Role::Context);
        let (ty, value) = (some(ty), some(value.trim()));
        draft.exception(Exception { ty, value, ..Exception::default() });
        return;
    }
}

/// The causes that RSpec prints below the frames, each with its own: the deepest is last.
pub(super) fn causes(input: &Input, start: usize, draft: &mut Draft) {
    let mut next = start;
    loop {
        let head = next + usize::from(is_rule(input.text(next)));
        if input.text(head).trim().trim_start_matches(['#', ' ', '-']) != "Caused by: ---" {
            return;
        }
        let inner = |at: usize| {
            let text = input.text(at).trim().trim_start_matches('#').trim();
            Some(text).filter(|text| !text.is_empty())
        };
        let Some((ty, first, _)) = inner(head + 1).and_then(told) else { return };
        let mut value = first.trim().to_owned();
        let mut end = head + 2;
        let last = input.len().min(end + LONGEST);
        while end < last && listed(input.text(end)).is_none() && !is_rule(input.text(end)) {
            let Some(more) = inner(end) else { break };
            value.push_str(if value.is_empty() { "" } else { "\n" });
            value.push_str(more);
            end += 1;
        }
        draft.roles(next..head + 1, Role::Context);
        draft.roles(head + 1..end, Role::Message);
        let (ty, value) = (some(ty), some(&value));
        let relation = some("cause");
        draft.exception(Exception { ty, value, relation, ..Exception::default() });
        next = super::list(input, end, draft);
    }
}

/// `# ------------------`
fn is_rule(line: &str) -> bool {
    let text = line.trim().trim_start_matches(['#', ' ']);
    text.len() > 3 && text.bytes().all(|b| b == b'-')
}

/// The class and the message of a line, and whether they may go on below it.
fn told(line: &str) -> Option<(&str, &str, bool)> {
    let text = line.trim_start();
    let level = ["WARN: ", "ERROR: ", "FATAL: "].iter().find_map(|level| text.strip_prefix(level));
    let text = level.unwrap_or(text);
    let class = class_at_start(text);
    let rest = &text[class.len()..];
    if !class.is_empty() {
        if let Some(value) = rest.strip_prefix(" (").and_then(|value| value.strip_suffix("):")) {
            return Some((class, value, true));
        }
        if let Some(value) = rest.strip_prefix(':').filter(|value| !value.starts_with(':')) {
            let error = class.contains("::") || title::is_error_name(class);
            // A word alone before a colon is a heading, `Failures:`, if it names no error.
            let plain = if value.is_empty() { error } else { value.starts_with(' ') };
            // RSpec's `Failure/Error: …` shows code.
            return plain.then_some((class, value, error));
        }
    }
    bracketed(text).or_else(|| within(text)).map(|(class, value)| (class, value, false))
}

/// `Error caught: [ActionView::Template::Error] message`
fn bracketed(text: &str) -> Option<(&str, &str)> {
    let mut opens = memchr::memchr_iter(b'[', text.as_bytes()).take(8);
    opens.find_map(|open| {
        let (class, value) = text[open + 1..].split_once("] ")?;
        let named =
            class_at_start(class) == class && (class.contains("::") || title::is_error_name(class));
        named.then_some((class, value))
    })
}

/// An error behind what a log says: `Job failed: A::B (message):`, `… -- : ArgumentError: x`.
fn within(text: &str) -> Option<(&str, &str)> {
    if let Some(title) = title::within(text) {
        return Some((title.name, title.value));
    }
    let inner = text.strip_suffix("):")?;
    let open = inner.find(" (")?;
    let start = inner[..open].rfind([' ', '\t']).map_or(0, |blank| blank + 1);
    let class = &inner[start..open];
    (!class.is_empty() && class_at_start(class) == class).then_some((class, &inner[open + 2..]))
}

/// `    12: <%= total %>`
fn is_template(line: &str) -> bool {
    scan::leading_number(line.trim_start()).is_some_and(|(_, rest)| rest.starts_with(':'))
        && listed(line).is_none()
}
