//! Lines of SpiderMonkey and JavaScriptCore as `@sentry/browser` reads them.
//!
//! Source: `gecko` in `packages/browser/src/stack-parsers.ts`.

use super::place::{browser_frame, of_extension, placed};
use crate::trace::Frame;

/// Whether a line can start a trace: `F@LOC` or a URL, with a line number, or
/// `[native code]`. The SDK itself is laxer: it knows that it has a trace.
pub(super) fn is_frame(line: &str) -> bool {
    let line = line.trim();
    match memchr::memchr(b'@', line.as_bytes()) {
        Some(_) => {
            has_place(line) && line.match_indices('@').any(|(at, _)| is_place(&line[at + 1..]))
        }
        None => !line.contains(' ') && is_url(line) && has_place(line),
    }
}

/// Whether a line can go on a trace that has started.
pub(super) fn goes_on(line: &str) -> bool {
    let line = line.trim();
    is_frame(line) || line == "[native code]" || (!line.contains(' ') && has_place(line))
}

/// `eval code` alone: the SDK makes no frame of it.
pub(super) fn is_pseudo(line: &str) -> bool {
    matches!(line.trim(), "eval code" | "global code" | "module code" | "anonymous")
}

fn has_place(line: &str) -> bool {
    placed(line, 0).1.is_some() || line.ends_with("[native code]")
}

fn is_place(text: &str) -> bool {
    text.starts_with('/') || text.starts_with("[native code]") || is_url(text) || {
        let (file, ..) = placed(text, 0);
        !file.contains(' ') && (file.ends_with("bundle") || is_numbered(file))
    }
}

fn is_url(text: &str) -> bool {
    let scheme = text.bytes().take_while(|b| b.is_ascii_alphabetic() || *b == b'-').count();
    scheme > 0 && text[scheme..].starts_with(":/")
}

/// `12.js`, a file of a React Native RAM bundle.
fn is_numbered(file: &str) -> bool {
    let stem = file.strip_suffix(".js");
    stem.is_some_and(|stem| stem.ends_with(|c: char| c.is_ascii_digit()))
}

/// The frame of a line. The function ends as early as what follows is a place.
pub(super) fn frame(line: &str) -> Option<Frame> {
    let line = line.trim_end();
    let start = line.len() - line.trim_start().len();
    let (body, number, column) = placed(line, start);
    let places = Places::new(line, body);
    let (end, place) =
        (start..=body.len()).filter(|at| line.is_char_boundary(*at)).find_map(|end| {
            let bytes = line.as_bytes();
            // Arguments in parentheses, then an at sign; each may be absent.
            let close =
                (bytes.get(end) == Some(&b'(')).then(|| closing(line, end, &places)).flatten();
            close.or_else(|| places.behind_sign(end)).map(|place| (end, place))
        })?;
    let mut function = &line[start..end];
    let (mut file, mut number, mut column) = match places.is_code(place) {
        true => ("[native code]", None, None),
        false => (&body[place..], number, column),
    };
    if file.contains(" > eval")
        && let Some((outer, outer_line)) = of_eval(file)
    {
        (file, number, column) = (outer, Some(outer_line), None);
        function = if function.is_empty() { "eval" } else { function };
    }
    let function = if function.is_empty() { "?" } else { function };
    let (function, file) = of_extension(function, file);
    Some(browser_frame(&file, function, number, column))
}

/// The place behind `(…)` and an at sign, for the first `)` that has one.
fn closing(line: &str, open: usize, places: &Places) -> Option<usize> {
    let mut closes = line[open..].match_indices(')').map(|(at, _)| open + at + 1);
    closes.find_map(|close| places.behind_sign(close))
}

/// What can be a place in a line, told at once for all its offsets.
struct Places<'p> {
    line: &'p str,
    body: &'p str,
    /// From here on, no at sign follows; none if the line has no bundle at its end.
    bundle_from: Option<usize>,
    /// From here on, all is a plain path.
    path_from: usize,
}

impl<'p> Places<'p> {
    fn new(line: &'p str, body: &'p str) -> Self {
        let sign = body.rfind('@').map_or(0, |at| at + 1);
        let is_path = |c: char| c.is_ascii_alphanumeric() || "_-. /=".contains(c);
        let plain = body.len() - body.trim_end_matches(is_path).len();
        Self {
            line,
            body,
            bundle_from: (body.ends_with("bundle") || is_numbered(body)).then_some(sign),
            path_from: body.len() - plain,
        }
    }

    /// The place at an offset, or one further if an at sign is there.
    fn behind_sign(&self, at: usize) -> Option<usize> {
        let signed = (self.line.as_bytes().get(at) == Some(&b'@')).then_some(at + 1);
        signed.into_iter().chain([at]).find(|at| self.is_place(*at))
    }

    fn is_place(&self, at: usize) -> bool {
        let Some(text) = self.body.get(at..) else { return false };
        let letters = text.bytes().take_while(|b| b.is_ascii_alphabetic() || *b == b'-').count();
        text[letters..].starts_with(":/")
            || self.is_code(at)
            || (!text.is_empty() && self.bundle_from.is_some_and(|from| at >= from))
            || (text.len() > 1 && text.starts_with('/') && at >= self.path_from)
    }

    fn is_code(&self, at: usize) -> bool {
        self.line.get(at..).is_some_and(|text| text.trim_end() == "[native code]")
    }
}

/// `URL line 26 > eval line 2 > eval`: the place of the outermost.
fn of_eval(file: &str) -> Option<(&str, u32)> {
    let (before, rest) = file.split_once(" line ")?;
    let url = before.rsplit(char::is_whitespace).next()?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    rest[digits..].starts_with(" > ").then_some(())?;
    Some((url, rest[..digits].parse().ok()?))
}
