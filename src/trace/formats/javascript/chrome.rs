//! Lines of V8 as `@sentry/browser` reads them.
//!
//! Source: `chromeStackParserFn` in `packages/browser/src/stack-parsers.ts`. What its
//! expressions match is found here by one look at a few places.

use super::place::{browser_frame, of_extension, placed};
use crate::trace::Frame;

/// The frame of a line that starts with `at `.
pub(super) fn frame(line: &str) -> Option<Frame> {
    let rest = line.trim_start().strip_prefix("at ")?;
    if let Some(frame) = of_data_url(rest) {
        return Some(frame);
    }
    let token = rest.trim_end();
    if !token.contains(char::is_whitespace)
        && let (file, Some(line), Some(column)) = placed(token, 1)
    {
        return Some(browser_frame(file, "?", Some(line), Some(column)));
    }
    let (function, place) = parted(rest);
    let place = place.strip_prefix("async ").unwrap_or(place);
    let (mut file, mut line, mut column) = located(place);
    if file.starts_with("eval")
        && let Some((inner, inner_line, inner_column)) = of_eval(file)
    {
        (file, line, column) = (inner, inner_line, inner_column);
    }
    let function = if function.is_empty() { "?" } else { function };
    let (function, file) = of_extension(function, file);
    Some(browser_frame(&file, function, line, column))
}

/// `F (data:TYPE,…`: only its type is kept.
fn of_data_url(rest: &str) -> Option<Frame> {
    let at = rest.find("(data:")?;
    let name = rest[..at].strip_suffix(' ').unwrap_or(&rest[..at]);
    let (ty, _) = rest[at + "(data:".len()..].split_once(',')?;
    (!name.is_empty() && !ty.is_empty()).then(|| Frame {
        filename: Some(format!("<data:{ty}>")),
        function: Some(name.to_owned()),
        ..Frame::default()
    })
}

/// The function, and what is inside its parenthesis. A function may have parentheses
/// itself: `f (x) [as g] (LOC)`; then it ends at the first `)` before a `(`.
fn parted(rest: &str) -> (&str, &str) {
    let bytes = rest.as_bytes();
    for (at, _) in rest.match_indices(')').filter(|(at, _)| *at > 0) {
        let mut ends = [None, Some(at + 1)];
        if rest[at + 1..].starts_with(" [") {
            ends[0] = rest
                .rfind("] (")
                .or_else(|| rest.rfind("]("))
                .map(|end| end + 1)
                .filter(|end| *end > at + 4);
        }
        for end in ends.into_iter().flatten() {
            let open = end + usize::from(bytes.get(end) == Some(&b' '));
            if bytes.get(open) == Some(&b'(') {
                return (&rest[..end], without_address(&rest[open + 1..]));
            }
        }
    }
    let Some(open) = rest.find('(') else { return ("", rest) };
    let function = &rest[..open];
    (function.strip_suffix(' ').unwrap_or(function), without_address(&rest[open + 1..]))
}

fn without_address(place: &str) -> &str {
    place.strip_prefix("address at ").unwrap_or(place)
}

/// The file, line and column of a place, and a `)` at its end goes.
fn located(place: &str) -> (&str, Option<u32>, Option<u32>) {
    let place = place.trim_end();
    let place = place.strip_suffix(')').unwrap_or(place);
    placed(place, scheme(place))
}

/// How much of a place is its scheme for sure: `http:`, or all up to `bundle`.
fn scheme(place: &str) -> usize {
    if place.starts_with("<anonymous>") {
        return "<anonymous>".len();
    }
    let letters = place.bytes().take_while(|b| b.is_ascii_alphabetic() || *b == b'-').count();
    if letters > 0 && place[letters..].starts_with(':') {
        return letters + 1;
    }
    if let Some(at) = place.rfind("bundle") {
        return at + "bundle".len();
    }
    usize::from(place.starts_with('/'))
}

/// `eval at F (URL:1:2), <anonymous>:3:4`: the place that called it counts.
fn of_eval(file: &str) -> Option<(&str, Option<u32>, Option<u32>)> {
    file.match_indices('(').find_map(|(open, _)| {
        let inside = &file[open + 1..];
        let end = inside.find(char::is_whitespace).unwrap_or(inside.len());
        let inside = &inside[..end];
        let (inside, _) = inside.rsplit_once(')')?;
        let (file, line, column) = placed(inside, 0);
        (line.is_some() && column.is_some()).then_some((file, line, column))
    })
}
