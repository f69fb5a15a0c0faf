//! IPython, Jupyter and Colab: a rule, the type, then cells and files with their code.
//! Colab makes links of the files, and says how many frames it has folded.

use super::{IPYTHON, frame, message};
use crate::trace::Frame;
use crate::trace::draft::{Draft, Input, Reading};
use crate::trace::formats::scan;
use crate::trace::parse::{Certainty, Exception, ParsedFrame, Role};

/// Whether a line is a frame of IPython.
pub(super) fn is_frame(line: &str) -> bool {
    place(line).is_some()
}

/// Whether a trace of IPython starts here: its header, not that of Python.
pub(super) fn starts(input: &Input, at: usize) -> bool {
    let line = input.text(at).trim_end();
    (line.ends_with(IPYTHON) && line.len() > IPYTHON.len()) || is_frame(line)
}

/// Reads frames until there are no more, then the message.
pub(super) fn read(input: &Input, at: usize) -> Option<Reading> {
    let mut draft = Draft::default();
    let line = input.text(at).trim_end();
    let mut next = at;
    let mut ty = None;
    if let Some(name) = line.strip_suffix(IPYTHON) {
        let (name, _) = message::exception_line(name.trim_end())?;
        ty = Some(name);
        draft.role(at, Role::Header);
        draft.strong();
        let above = at.checked_sub(1).filter(|above| *above >= input.free);
        if let Some(above) = above.filter(|above| is_rule(input.text(*above))) {
            draft.role(above, Role::Context);
        }
        next += 1;
    }
    let mut exception = Exception::default();
    loop {
        while next < input.len() && is_between(input.text(next)) && frame_is_near(input, next + 1) {
            next += 1;
        }
        let Some(place) = place(input.text(next)) else { break };
        draft.role(next, Role::Frame);
        draft.strong();
        let (frame_at, mut line) = (next, place.line);
        next += 1;
        while is_code(input.text(next)) {
            let marked = input.text(next).trim_start().trim_start_matches('-').strip_prefix("> ");
            let number = marked.and_then(|rest| rest.split(' ').next()?.parse().ok());
            line = number.or(line);
            draft.role(next, Role::Context);
            next += 1;
        }
        let mut frame = match place.file {
            Some(file) => frame::of_path(file, input.options),
            None => Frame::default(),
        };
        frame.function = Some(place.function);
        frame.line = line;
        let parsed = ParsedFrame { frame, span: input.span(frame_at), ..ParsedFrame::default() };
        exception.frames.push(parsed);
    }
    let end = if input.is_blank(next) { next + 1 } else { next };
    let ended = message::exception_line(input.text(end).trim());
    if let Some((name, value)) = ended.filter(|(name, _)| ty.is_none_or(|ty| name.ends_with(ty))) {
        draft.role(end, Role::Message);
        draft.strong();
        ty = Some(name);
        exception.value = Some(value.to_owned());
    }
    if exception.frames.is_empty() {
        return None;
    }
    if let Some((module, ty)) = ty.map(message::qualified) {
        (exception.module, exception.ty) = (Some(module), Some(ty));
    }
    draft.exception(exception);
    draft.finish(input, "python", "python", Certainty::Sure)
}

/// Where a frame is.
struct Place<'p> {
    file: Option<&'p str>,
    line: Option<u32>,
    function: String,
}

/// `Cell In[3], line 2`, `Input In [3], in <cell line: 2>()`, `File P:N, in F(x)`,
/// `P in F(x)`.
fn place(line: &str) -> Option<Place<'_>> {
    if let Some(rest) = line.strip_prefix("Cell In").or_else(|| line.strip_prefix("Input In")) {
        let rest = rest.trim_start().strip_prefix('[')?;
        let (number, rest) = rest.split_once(']')?;
        let function = match rest.split_once("in ") {
            Some((_, function)) if !function.starts_with("<cell line") => {
                function.trim_end().to_owned()
            }
            _ => format!("<cell {number}>"),
        };
        let after = |word: &str| rest.split_once(word).map(|(_, rest)| rest);
        let line = after("line ").or_else(|| after("line: ")).and_then(leading_number);
        return Some(Place { file: None, line, function });
    }
    if let Some(rest) = line.strip_prefix("File ").filter(|rest| !rest.starts_with('"')) {
        let (place, function) = rest.split_once(", in ").unwrap_or((rest, ""));
        let (file, number) = place.rsplit_once(':')?;
        let line = Some(number.parse().ok()?);
        return Some(Place { file: Some(file), line, function: function.trim_end().to_owned() });
    }
    let (file, function) = line.split_once(" in ")?;
    let file = unlinked(file);
    let cell = file.starts_with("<ipython-input-") && file.ends_with('>');
    let python = [".py", ".pyx"].iter().any(|end| file.ends_with(end));
    let module = python && (!file.contains([' ', '"', ':']) || scan::is_absolute(file));
    let called = function.contains('(') || function.starts_with("<");
    if !(cell || module) || !called {
        return None;
    }
    let function = function.trim_end().to_owned();
    Some(Place { file: Some(file), line: None, function })
}

/// The text of a link, `[/srv/a.py](https://…)`; anything else as it is.
fn unlinked(text: &str) -> &str {
    let link = text.strip_prefix('[').and_then(|text| text.strip_suffix(')'));
    link.and_then(|link| link.split_once("](")).map_or(text, |(text, _)| text)
}

/// What may stand between two frames: nothing, or how many are folded.
fn is_between(line: &str) -> bool {
    let text = line.trim();
    text.is_empty()
        || text
            .strip_suffix(" frames")
            .or_else(|| text.strip_suffix(" hidden frames"))
            .is_some_and(|count| !count.is_empty() && count.bytes().all(|b| b.is_ascii_digit()))
}

fn frame_is_near(input: &Input, at: usize) -> bool {
    const NEAR: usize = 3;
    let end = (at..at + NEAR).find(|next| !is_between(input.text(*next)));
    end.is_some_and(|next| is_frame(input.text(next)))
}

fn leading_number(text: &str) -> Option<u32> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    text[..digits].parse().ok()
}

/// `     13 def f():`, `---> 14     return a`, or more of the line before.
fn is_code(line: &str) -> bool {
    let text = line.trim_start();
    let text = text.trim_start_matches('-').strip_prefix("> ").unwrap_or(text);
    leading_number(text).is_some() && (line.starts_with([' ', '-']))
        || text.starts_with("(...)")
        || (line.starts_with("      ") && !text.is_empty())
}

fn is_rule(line: &str) -> bool {
    line.len() >= 10 && line.bytes().all(|b| b == b'-')
}
