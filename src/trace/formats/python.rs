//! Python: tracebacks of CPython and PyPy, exception groups, chained exceptions,
//! syntax errors, IPython, the fault handler.
//!
//! | line | is |
//! |---|---|
//! | `Traceback (most recent call last):` | a header |
//! | `  File "P", line N, in F` | a frame |
//! | `  File "P", line N` | where a syntax error is: no frame |
//! | anything deeper than its `File` | source code or carets |
//! | `  [Previous line repeated N more times]` | calls left out |
//! | `package.Type: message` | the end |
//! | *The above exception was …*, *During handling …* | a chain goes on |
//!
//! File name and module are not in the text. They are made of the path below
//! `site-packages`, the standard library or the application's folder.

use super::Format;
use crate::trace::draft::{Draft, Input, Reading};
use crate::trace::parse::{Certainty, Exception, ParsedFrame, Role};
use crate::trace::title;

mod fault;
mod frame;
mod ipython;
mod margin;
mod message;
pub(crate) mod pytest;
pub(crate) mod rich;

pub(super) use frame::of_path as frame_of;
use margin::{indent, separator, unmarked};
pub(in crate::trace) use message::qualified;

/// The format.
pub(crate) struct Python;

const HEADER: &str = "Traceback (most recent call last):";
const IPYTHON: &str = "Traceback (most recent call last)";
const FAULT: &str = "(most recent call first):";
/// Python itself prints ten levels of groups at most.
const DEEPEST: usize = 32;

impl Format for Python {
    fn name(&self) -> &'static str {
        "python"
    }

    fn title(&self) -> &'static str {
        "Python"
    }

    fn anchors(&self, line: &str) -> bool {
        let start = line.trim_start();
        match start.as_bytes()[0] {
            b'T' if start.trim_end() == "Traceback:" => true,
            b'F' => start.starts_with("File \"") || ipython::is_frame(start),
            b'C' | b'I' | b'T' | b'/' | b'~' | b'<' if line.contains(IPYTHON) => true,
            b'C' | b'T' if line.trim_end().ends_with(FAULT) => true,
            b'C' | b'I' | b'<' | b'[' => ipython::is_frame(start),
            _ => line.contains(IPYTHON),
        }
    }

    fn read(&self, input: &Input, at: usize) -> Option<Reading> {
        let line = input.text(at);
        if line.trim_end().ends_with(FAULT) {
            return fault::read(input, at);
        }
        if ipython::starts(input, at) {
            return ipython::read(input, at);
        }
        let mut reader = Reader { input, draft: Draft::default(), spaced: false };
        let end = reader.chain(at, None, 0);
        reader.page(end);
        reader.look_back(at);
        let certain = reader.draft.score >= 8;
        let certainty = if certain { Certainty::Sure } else { Certainty::Guessed };
        let mut reading = reader.draft.finish(input, "python", "python", certainty)?;
        if !frame::is_of_another_language(&mut reading.trace) {
            frame::mark_main(&mut reading.trace);
        }
        Some(reading)
    }
}

struct Reader<'r> {
    input: &'r Input<'r>,
    draft: Draft,
    /// Whether blank lines stand between frames.
    spaced: bool,
}

/// Reading. `column` is where the bar of an exception group stands.
impl<'r> Reader<'r> {
    /// Reads exceptions that are chained, and says where they end.
    fn chain(&mut self, mut at: usize, column: Option<usize>, depth: usize) -> usize {
        while let Some(end) = self.block(at, column, depth) {
            at = end;
            let next = self.after_blanks(at, column);
            let Some(relation) = self.content(next, column).and_then(message::relation) else {
                break;
            };
            if let Some(cause) = self.draft.exceptions.last_mut() {
                cause.relation = Some(relation.to_owned());
            }
            self.draft.role(next, Role::Context);
            at = self.after_blanks(next + 1, column);
        }
        at
    }

    /// Reads one traceback with its exception and, of a group, what is in it.
    fn block(&mut self, start: usize, column: Option<usize>, depth: usize) -> Option<usize> {
        let (mut at, mut column) = (start, column);
        let mut exception = Exception::default();
        let line = self.content(at, column)?;
        let group = line.trim_start().strip_prefix("+ ").filter(|_| column.is_none());
        if group.is_some_and(|rest| rest.starts_with("Exception Group Traceback")) {
            column = Some(indent(line));
        }
        let headed = line.contains(HEADER) || line.trim() == "Traceback:";
        if headed {
            self.draft.role(at, Role::Header);
            self.draft.strong();
            at += 1;
        } else if !frame::is_location(line) {
            return None;
        }
        let indent = if column.is_some() { 0 } else { indent(line) };
        let location = self.frames(&mut at, column, &mut exception.frames);
        // loguru leaves a line blank before the end, too.
        let spaced = self.spaced && self.input.is_blank(at) && !exception.frames.is_empty();
        at += usize::from(spaced);
        let ends = self.content(at, column).filter(|text| margin::indent(text) <= indent);
        let ends = ends.and_then(|text| message::exception_line(text.trim()));
        if let Some((name, text)) = ends {
            self.draft.role(at, Role::Message);
            self.draft.strong();
            let (module, ty) = message::qualified(name);
            let more = self.continuation(at, column, &module);
            let mut value = text.to_owned();
            for next in at + 1..more {
                if message::spans_lines(&module) {
                    value.push('\n');
                    value.push_str(self.content(next, column).unwrap_or_default());
                }
                self.draft.role(next, Role::Message);
            }
            if let Some((file, number)) = location {
                let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
                value = format!("{value} ({name}, line {number})");
            }
            exception.ty = Some(ty);
            exception.module = Some(module);
            exception.value = Some(value);
            at = more;
            // The worker's traceback is a string in that of multiprocessing.
            if self.content(at, column).is_some_and(|text| text.trim() == "\"\"\"") {
                self.draft.role(at, Role::Context);
                at += 1;
            }
        } else if exception.frames.is_empty() && !headed {
            return None;
        }
        if let Some(column) = column.filter(|_| depth < DEEPEST) {
            at = self.members(at, column, depth);
        }
        self.draft.exception(exception);
        Some(at)
    }

    /// Reads frames with their source code. Gives the place of a syntax error.
    fn frames(
        &mut self,
        at: &mut usize,
        column: Option<usize>,
        frames: &mut Vec<ParsedFrame>,
    ) -> Option<(&'r str, u32)> {
        let mut location = None;
        while let Some(line) = self.content(*at, column) {
            let depth = indent(line);
            if let Some(next) = self.behind_blanks(*at, column) {
                *at = next;
                self.spaced = true;
                continue;
            }
            if let Some(found) = self.shown(*at, column) {
                self.draft.role(*at, Role::Frame);
                self.draft.role(*at + 1, Role::Context);
                self.draft.strong();
                frames.push(frame::parsed(&found, self.input, *at));
                *at += 2;
                continue;
            }
            if let Some(found) = frame::location(unmarked(line)) {
                match found.function {
                    Some(_) => {
                        self.draft.role(*at, Role::Frame);
                        frames.push(frame::parsed(&found, self.input, *at));
                        location = None;
                    }
                    None => {
                        self.draft.role(*at, Role::Context);
                        location = Some((found.path, found.line));
                    }
                }
                self.draft.strong();
                *at += 1;
                self.source(at, column, depth);
            } else if let Some(times) = message::repeated(line.trim()) {
                if let Some(frame) = frames.last_mut() {
                    frame.repeated = times;
                }
                self.draft.role(*at, Role::Context);
                *at += 1;
            } else if let Some(next) = self.goes_on(*at, column) {
                self.draft.elided(self.input, *at..next);
                *at = next;
            } else {
                break;
            }
        }
        location
    }

    /// Where the frames go on behind some that were left out by hand.
    fn goes_on(&self, at: usize, column: Option<usize>) -> Option<usize> {
        let next = self.input.behind_elision(at).filter(|_| column.is_none())?;
        let follows = frame::is_location(unmarked(self.input.text(next)));
        follows.then_some(next)
    }

    /// Where the next frame stands, or the end, if blank lines are before it, as loguru
    /// and Django print them.
    fn behind_blanks(&self, at: usize, column: Option<usize>) -> Option<usize> {
        let next = self.after_blanks(at, column);
        let text = self.content(next, column)?.trim();
        let goes_on = frame::is_location(unmarked(text)) || self.shown(next, column).is_some();
        (next > at && goes_on).then_some(next)
    }

    /// A frame of Django's page: `File "P" in F`, and below it `  34. code`.
    fn shown(&self, at: usize, column: Option<usize>) -> Option<frame::Location<'r>> {
        let (path, function) =
            self.content(at, column)?.trim().strip_prefix("File \"")?.split_once("\" in ")?;
        let below = self.content(at + 1, column)?.trim();
        let (line, rest) = super::scan::leading_number(below)?;
        rest.starts_with('.').then_some(frame::Location { path, line, function: Some(function) })
    }

    /// Passes over the source code below a frame, which is deeper than it. Where
    /// indentation is lost, one line is.
    fn source(&mut self, at: &mut usize, column: Option<usize>, depth: usize) {
        if depth == 0 {
            let next = |at| self.content(at, column).unwrap_or_default().trim();
            let is_source = !frame::is_location(unmarked(next(*at)))
                && (frame::is_location(next(*at + 1))
                    || message::exception_line(next(*at)).is_none());
            if is_source && !next(*at).is_empty() && !next(*at).contains(HEADER) {
                self.draft.role(*at, Role::Context);
                *at += 1;
            }
        }
        while let Some(line) = self.content(*at, column) {
            let text = line.trim();
            let inside =
                indent(line) > depth && !text.is_empty() && !frame::is_location(unmarked(text));
            if !inside || (depth == 0 && message::repeated(text).is_some()) {
                break;
            }
            self.draft.role(*at, Role::Context);
            *at += 1;
        }
    }

    /// The members of an exception group, if any follow.
    fn members(&mut self, start: usize, column: usize, depth: usize) -> usize {
        let mut at = start;
        if !self.input.text(at).get(column..).is_some_and(|rest| rest.starts_with("+-+-")) {
            return at;
        }
        let inner = column + 2;
        while let Some(rest) = separator(self.input.text(at), inner) {
            self.draft.role(at, Role::Context);
            at += 1;
            let title = rest.trim_matches(['-', ' ']);
            if title.is_empty() {
                break;
            }
            let before = self.draft.exceptions.len();
            at = self.chain(at, Some(inner), depth + 1);
            if let (Ok(number), true) = (title.parse::<u32>(), self.draft.exceptions.len() > before)
                && let Some(member) = self.draft.exceptions.last_mut()
            {
                member.relation = Some(format!("group[{}]", number.saturating_sub(1)));
            }
            // "and 3 more exceptions", and whatever else stands behind the bar.
            while self.content(at, Some(inner)).is_some() {
                self.draft.role(at, Role::Context);
                at += 1;
            }
        }
        at
    }

    /// Where the message that starts at a line ends.
    fn continuation(&self, at: usize, column: Option<usize>, module: &str) -> usize {
        const LONGEST: usize = 100;
        let mut end = at + 1;
        while end < at + LONGEST
            && self.input.alike(at, end)
            && self.content(end, column).is_some_and(|text| message::continues(text, module))
        {
            end += 1;
        }
        end
    }

    /// Django's page names the error below the frames.
    fn page(&mut self, end: usize) {
        let at = self.after_blanks(end, None);
        let Some(text) = self.input.text(at).trim().strip_prefix("Exception Type: ") else {
            return;
        };
        let name = text.split(" at ").next().unwrap_or(text);
        let value = self.input.text(at + 1).trim().strip_prefix("Exception Value:").map(str::trim);
        let Some(last) = self.draft.exceptions.last_mut().filter(|last| last.ty.is_none()) else {
            return;
        };
        let (module, ty) = message::qualified(name.trim());
        (last.ty, last.module) = (Some(ty), Some(module));
        last.value = value.map(str::to_owned);
        self.draft.role(at, Role::Message);
        if value.is_some() {
            self.draft.role(at + 1, Role::Message);
        }
    }

    /// A traceback that is cut off, or of AWS Lambda, has its exception above.
    fn look_back(&mut self, at: usize) {
        let Some(above) = at.checked_sub(1).filter(|above| *above >= self.input.free) else {
            return;
        };
        let text = self.input.text(above).trim();
        if let Some(thread) = text.strip_prefix("Exception in thread ")
            && let Some(last) = self.draft.exceptions.last_mut()
        {
            last.thread = Some(thread.trim_end_matches(':').to_owned());
            self.draft.role(above, Role::Header);
            return;
        }
        let open = self.draft.exceptions.last().is_some_and(|last| last.ty.is_none());
        if !open {
            return;
        }
        let text = text.strip_prefix("[ERROR] ").unwrap_or(text);
        let inside = || title::within(text).map(|title| (title.name, title.value));
        let Some((name, value)) = message::exception_line(text).or_else(inside) else { return };
        self.draft.role(above, Role::Message);
        if let Some(last) = self.draft.exceptions.last_mut() {
            let (module, ty) = message::qualified(name);
            (last.ty, last.module) = (Some(ty), Some(module));
            last.value = Some(value.to_owned());
        }
    }

    /// The text of a line, without the bar of a group; none if there is no line,
    /// or no bar where one must be.
    fn content(&self, at: usize, column: Option<usize>) -> Option<&'r str> {
        if at >= self.input.len() {
            return None;
        }
        let line = self.input.text(at);
        let Some(column) = column else { return Some(line) };
        let blank = line.as_bytes().get(..column)?.iter().all(|b| *b == b' ');
        let rest = line.get(column..).filter(|_| blank)?;
        match rest.as_bytes() {
            [b'|'] => Some(""),
            [b'|' | b'+', b' ', ..] => Some(&rest[2..]),
            _ => None,
        }
    }

    fn after_blanks(&self, start: usize, column: Option<usize>) -> usize {
        const MOST: usize = 4;
        let blank =
            |at: &usize| self.content(*at, column).is_some_and(|text| text.trim().is_empty());
        start + (start..start + MOST).take_while(blank).count()
    }
}
