//! The tracebacks of rich, in boxes drawn of lines or of plain characters.
//!
//! ```text
//! ╭───────────── Traceback (most recent call last) ─────────────╮
//! │ /srv/shop/shop/cart.py:14 in total                          │
//! │                                                             │
//! │ ❱ 14 │   return sum(items)                                  │
//! ╰─────────────────────────────────────────────────────────────╯
//! TypeError: unsupported operand type(s)
//! ```
//!
//! A path that is too long goes on in the next line. What stands below a frame is its
//! code, and the variables in a box of their own.

use super::message::{exception_line, qualified, relation};
use super::{Format, IPYTHON, frame};
use crate::trace::ParsedFrame;
use crate::trace::draft::{Draft, Input, Reading};
use crate::trace::formats::scan;
use crate::trace::parse::{Certainty, Exception, Role};

pub(crate) struct Rich;

/// How many lines of code and variables may stand between two frames.
const BETWEEN: usize = 200;

impl Format for Rich {
    fn name(&self) -> &'static str {
        "python"
    }

    fn title(&self) -> &'static str {
        "rich"
    }

    fn anchors(&self, line: &str) -> bool {
        is_top(line)
    }

    fn read(&self, input: &Input, at: usize) -> Option<Reading> {
        let mut draft = Draft::default();
        let mut next = at;
        loop {
            let (frames, end) = boxed(input, next, &mut draft)?;
            let (exception, end) = below(input, end, frames, &mut draft);
            draft.exception(exception);
            let blanks = (end..end + 2).take_while(|at| input.is_blank(*at)).count();
            let relation = relation(input.text(end + blanks));
            let more = end + blanks + 1;
            let more = more + usize::from(input.is_blank(more));
            let Some(relation) = relation.filter(|_| is_top(input.text(more))) else { break };
            draft.role(end + blanks, Role::Context);
            draft.current().relation = Some(relation.to_owned());
            next = more;
        }
        if !draft.has_frames() {
            return None;
        }
        draft.finish(input, "python", "python", Certainty::Sure)
    }
}

/// The line above a box.
fn is_top(line: &str) -> bool {
    let text = line.trim_start();
    text.starts_with(['╭', '┌', '+']) && text.contains(IPYTHON) && !text.contains("+ Exception")
}

fn is_bottom(line: &str) -> bool {
    let text = line.trim();
    text.starts_with(['╰', '└']) || text.starts_with("+--") && text.ends_with("-+")
}

/// The text between the sides of a box. Where the sides are gone, all of it.
fn inside(line: &str) -> &str {
    let text = line.trim();
    let text = text.strip_prefix(['│', '|']).unwrap_or(text);
    text.strip_suffix(['│', '|']).unwrap_or(text).trim_end()
}

/// Reads the frames in a box, and gives the line behind it.
fn boxed(input: &Input, at: usize, draft: &mut Draft) -> Option<(Vec<ParsedFrame>, usize)> {
    draft.role(at, Role::Header);
    draft.strong();
    let mut frames = Vec::new();
    let (mut next, mut idle) = (at + 1, 0);
    let mut code = Vec::new();
    while next < input.len() && idle < BETWEEN {
        let line = input.text(next);
        if is_bottom(line) {
            draft.role(next, Role::Context);
            draft.roles.extend(code.into_iter().map(|at| (at, Role::Context)));
            return Some((frames, next + 1));
        }
        if let Some((place, lines)) = place(input, next) {
            let (path, line, function) = place;
            let mut frame = frame::of_path(&path, input.options);
            frame.line = Some(line);
            frame.function = Some(function);
            frames.push(ParsedFrame { frame, span: input.span(next), ..ParsedFrame::default() });
            draft.roles(next..next + lines, Role::Frame);
            draft.strong();
            next += lines;
            idle = 0;
            continue;
        }
        code.push(next);
        next += 1;
        idle += 1;
    }
    // The box is cut off.
    let last = draft.roles.last().map_or(at, |(last, _)| *last);
    (!frames.is_empty()).then_some((frames, last + 1))
}

/// A path, a line and a function.
type Found = (String, u32, String);

/// `P:N in F`, in one line or wrapped at the side of the box.
fn place(input: &Input, at: usize) -> Option<(Found, usize)> {
    const MOST: usize = 4;
    let first = unindented(input.text(at))?;
    if !(scan::is_absolute(first) || first.starts_with(['<', '.', '~'])) {
        return None;
    }
    let mut text = first.to_owned();
    for lines in 1..=MOST {
        if let Some(found) = parse(&text) {
            return Some((found, lines));
        }
        let more = unindented(input.text(at + lines)).filter(|more| !more.is_empty())?;
        if !text.contains(':') || more.starts_with("in ") {
            // The break may stand at a blank, or anywhere in a long name.
            text.push_str(if more.starts_with("in ") { " " } else { "" });
        }
        text.push_str(more);
    }
    None
}

/// The text of a box's line that is not indented: code is, and so are variables.
fn unindented(line: &str) -> Option<&str> {
    let text = inside(line);
    let text = text.strip_prefix(' ').unwrap_or(text);
    (!text.starts_with([' ', '❱', '╭', '│', '╰', '>'])).then_some(text)
}

fn parse(text: &str) -> Option<Found> {
    let (place, function) = text.rsplit_once(" in ")?;
    let (path, line) = scan::split_number(place.trim_end(), ':')?;
    let named = !function.is_empty() && !function.contains([' ', '"']);
    named.then(|| (path.to_owned(), line, function.to_owned()))
}

/// The type and the message below a box.
fn below(
    input: &Input,
    at: usize,
    frames: Vec<ParsedFrame>,
    draft: &mut Draft,
) -> (Exception, usize) {
    const LONGEST: usize = 40;
    let mut exception = Exception { frames, ..Exception::default() };
    let Some((name, value)) = exception_line(input.text(at).trim()) else { return (exception, at) };
    draft.role(at, Role::Message);
    let (module, ty) = qualified(name);
    let mut value = value.to_owned();
    let mut next = at + 1;
    // The message is broken at the width of the terminal.
    while next < at + LONGEST && !input.is_blank(next) && !is_top(input.text(next)) {
        let line = input.text(next);
        if !input.alike(at, next) || scan::begins_entry(line) || relation(line).is_some() {
            break;
        }
        value.push('\n');
        value.push_str(line.trim_end());
        draft.role(next, Role::Message);
        next += 1;
    }
    (exception.module, exception.ty, exception.value) = (Some(module), Some(ty), Some(value));
    (exception, next)
}
