//! Clojure: the columns of clj-stacktrace, `pst`, and the maps of `Throwable->map`.
//!
//! ```text
//! java.lang.NullPointerException:
//!      Reflector.java:296 clojure.lang.Reflector.invokeNoArgInstanceMember
//!             core.clj:14 shop.core/total
//! ```
//!
//! In a map each call is a vector: `[shop.core$total invokeStatic "core.clj" 14]`.

use super::{Exception, frame};
use crate::trace::draft::{Draft, Input, Order, Reading};
use crate::trace::formats::Format;
use crate::trace::formats::scan::{self, some};
use crate::trace::parse::{Certainty, Role};
use crate::trace::{Frame, ParsedFrame};

pub(crate) struct Clojure;

/// How many lines may stand between the types of a map and its calls.
const ABOVE: usize = 60;

impl Format for Clojure {
    fn name(&self) -> &'static str {
        "java"
    }

    fn title(&self) -> &'static str {
        "Clojure"
    }

    fn anchors(&self, line: &str) -> bool {
        is_trace(line) || column(line).is_some()
    }

    fn read(&self, input: &Input, at: usize) -> Option<Reading> {
        let mut draft = Draft::default();
        if is_trace(input.text(at)) {
            map(input, at, &mut draft)?;
        } else {
            columns(input, at, &mut draft)?;
        }
        draft.ordered(Order::NewestFirst).finish(input, "java", "java", Certainty::Sure)
    }
}

/// The head of what `pst` prints: `ArithmeticException Divide by zero`.
pub(super) fn head(line: &str) -> Option<Exception> {
    let (name, value) = line.trim().split_once(' ')?;
    let named = ["Exception", "Error", "Info"].iter().any(|end| name.ends_with(end));
    let (module, ty) = name.rsplit_once('.').unwrap_or(("", name));
    (named && scan::is_word(name, b".$")).then(|| Exception {
        ty: some(ty),
        module: some(module),
        value: some(value.trim_start_matches(['-', ' '])),
        ..Exception::default()
    })
}

/// `     core.clj:14 shop.core/total`
fn column(line: &str) -> Option<Frame> {
    let text = line.trim();
    let (place, name) = text.split_once(' ')?;
    let (file, number, _) = scan::position(place);
    let named = name.contains(['.', '/']) && !name.contains([' ', ':', '(']);
    (named && number.is_some() && line.starts_with("  ")).then_some(())?;
    let found = frame::bare(&format!("{name}({file}:{})", number?))?;
    Some(found.frame)
}

fn columns(input: &Input, at: usize, draft: &mut Draft) -> Option<()> {
    let mut exception = Exception::default();
    let above = at.checked_sub(1).filter(|above| *above >= input.free);
    let header = above.and_then(|above| super::exception::header(input.text(above).trim_end()));
    let headed = header.is_some();
    if let (Some(header), Some(above)) = (header, above) {
        exception = header.exception;
        draft.role(above, Role::Message);
        draft.strong();
    }
    draft.exception(exception);
    let mut next = at;
    while let Some(frame) = column(input.text(next)) {
        draft.frame(input, next, frame);
        draft.strong();
        next += 1;
    }
    (headed || next > at + 1).then_some(())
}

/// Whether the calls of a map start in a line.
fn is_trace(line: &str) -> bool {
    let text = line.trim_start();
    text.starts_with(":trace [[") || text.trim_end() == ":trace"
}

/// `:via [{:type T :message M}] :trace [[class method "File" line] …]`
fn map(input: &Input, at: usize, draft: &mut Draft) -> Option<()> {
    let least = input.free.max(at.saturating_sub(ABOVE));
    let start =
        (least..at).rev().find(|line| input.text(*line).contains("#error")).unwrap_or(least);
    let mut chain: Vec<Exception> = Vec::new();
    for line in start..at {
        let text = input.text(line);
        if let Some((_, rest)) = text.split_once(":type ") {
            let name = rest.split([' ', ',', '}']).next().unwrap_or(rest);
            let (module, ty) = name.rsplit_once('.').unwrap_or(("", name));
            let (ty, module) = (some(ty), some(module));
            chain.push(Exception { ty, module, ..Exception::default() });
            draft.role(line, Role::Message);
        }
        let last = chain.last_mut();
        if let (Some(last), Some((_, rest))) = (last, text.split_once(":message \"")) {
            last.value = some(rest.rsplit_once('"').map_or(rest, |(value, _)| value));
            draft.role(line, Role::Message);
        }
        if let (Some(last), Some((_, rest))) = (chain.last_mut(), text.split_once(":at ")) {
            let span = input.span(line);
            last.frames = entry(rest)
                .into_iter()
                .map(|(frame, _)| ParsedFrame { frame, span, ..ParsedFrame::default() })
                .collect();
        }
    }
    // The outermost is printed first; the calls are those of the innermost.
    let mut root = chain.pop().unwrap_or_default();
    root.frames.clear();
    let mut next = at;
    let mut done = false;
    while next < input.len() && !done {
        let mut text = input.text(next).trim_start();
        text = text.strip_prefix(":trace").unwrap_or(text).trim_start();
        let mut found = false;
        while let Some((frame, rest)) =
            entry(text.trim_start().trim_start_matches("[[").trim_start_matches('['))
        {
            let span = input.span(next);
            root.frames.push(ParsedFrame { frame, span, ..ParsedFrame::default() });
            draft.role(next, Role::Frame);
            draft.strong();
            found = true;
            done = rest.starts_with(']');
            text = rest.trim_start();
        }
        if !found && next > at {
            break;
        }
        next += 1;
    }
    if root.frames.is_empty() {
        return None;
    }
    draft.exception(root);
    for mut outer in chain.into_iter().rev() {
        if let Some(inner) = draft.exceptions.last_mut() {
            inner.relation = Some("cause".to_owned());
        }
        outer.frames.truncate(1);
        draft.exception(outer);
    }
    Some(())
}

/// `shop.core$total invokeStatic "core.clj" 14]`, perhaps with its bracket; and what
/// follows.
fn entry(text: &str) -> Option<(Frame, &str)> {
    let text = text.strip_prefix('[').unwrap_or(text);
    let (class, rest) = text.split_once(' ')?;
    let (method, rest) = rest.split_once(" \"")?;
    let (file, rest) = rest.split_once("\" ")?;
    let rest = rest.strip_prefix('-').unwrap_or(rest);
    let (line, rest) = scan::leading_number(rest)?;
    let rest = rest.strip_prefix(']')?;
    let plain = !class.contains(['"', '(']) && !method.contains([' ', '"']);
    plain.then(|| {
        let frame = Frame {
            module: some(class),
            function: some(method),
            filename: some(file),
            line: Some(line),
            ..Frame::default()
        };
        (frame, rest)
    })
}
