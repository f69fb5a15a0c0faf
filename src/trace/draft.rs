//! What a format makes of the lines it reads.

use super::Frame;
use super::formats::scan;
use super::lines::Line;
use super::options::Options;
use super::parse::{Certainty, Code, Exception, ParsedFrame, Role, Trace};
use crate::text::Span;
use crate::text::order::Sort as _;
use std::cell::Cell;

/// The lines of a text, as a format sees them.
pub(crate) struct Input<'i> {
    lines: &'i [Line<'i>],
    /// The first line that no trace before has taken. Whoever looks back for a
    /// header stops here.
    pub(crate) free: usize,
    /// What the user has set.
    pub(crate) options: &'i Options,
    /// The furthest line that was looked at.
    furthest: Cell<usize>,
}

#[cfg(test)]
thread_local! {
    /// How many lines have been looked at, over all readings: how reading grows.
    pub(crate) static LOOKS: Cell<u64> = const { Cell::new(0) };
}

/// Access
impl<'i> Input<'i> {
    pub(crate) fn new(lines: &'i [Line<'i>], free: usize, options: &'i Options) -> Self {
        Self { lines, free, options, furthest: Cell::new(0) }
    }

    /// How many lines there are.
    pub(crate) fn len(&self) -> usize {
        self.lines.len()
    }

    /// A line; empty behind the last one.
    pub(crate) fn text(&self, at: usize) -> &'i str {
        #[cfg(test)]
        LOOKS.set(LOOKS.get() + 1);
        if at > self.furthest.get() {
            self.furthest.set(at);
        }
        self.lines.get(at).map_or("", |line| &line.text)
    }

    /// The furthest line that was looked at since this was asked last.
    pub(crate) fn take_furthest(&self) -> usize {
        self.furthest.replace(0)
    }

    /// Whether a line is blank, or there is none.
    pub(crate) fn is_blank(&self, at: usize) -> bool {
        self.text(at).trim().is_empty()
    }

    pub(crate) fn span(&self, at: usize) -> Span {
        let end = self.lines.last().map_or(0, |line| line.span.end);
        self.lines.get(at).map_or(Span { start: end, end }, |line| line.span)
    }

    /// Where the trace goes on behind frames that somebody left out by hand: behind `...`,
    /// `[...]` and the like, with blank lines around. None if none starts here.
    pub(crate) fn behind_elision(&self, at: usize) -> Option<usize> {
        const AHEAD: usize = 5;
        let stays = |at: &usize| !self.is_blank(*at) && !scan::is_elision(self.text(*at));
        let end = (at..self.len().min(at + AHEAD)).find(stays)?;
        (at..end).any(|at| !self.is_blank(at)).then_some(end)
    }

    /// The first line from one on that is a frame, if only lines that look like frames are
    /// before it.
    pub(crate) fn next_frame(
        &self,
        at: usize,
        looks: impl Fn(&str) -> bool,
        is_frame: impl Fn(&str) -> bool,
    ) -> Option<usize> {
        const AHEAD: usize = 4;
        let end = self.len().min(at + AHEAD);
        let next = (at..end).find(|at| {
            let line = self.text(*at).trim();
            is_frame(line) || !looks(line)
        })?;
        is_frame(self.text(next).trim()).then_some(next)
    }

    /// Where the message of a header ends, above frames that begin at a line: right above these may
    /// be lines that look like frames, and stand as deep.
    pub(crate) fn odd_above(
        &self,
        header: usize,
        at: usize,
        looks: impl Fn(&str) -> bool,
    ) -> usize {
        let indent = |line: &str| line.len() - line.trim_start().len();
        let depth = indent(self.text(at));
        let odd = |line: &usize| {
            let text = self.text(*line);
            depth > 0 && indent(text) == depth && looks(text.trim_start())
        };
        at - (header + 1..at).rev().take_while(odd).count()
    }

    /// Whether two lines have the same kind of log prefix, of the same service. A line
    /// with a time is hardly part of a message whose first line has none.
    pub(crate) fn alike(&self, left: usize, right: usize) -> bool {
        match (self.lines.get(left), self.lines.get(right)) {
            (Some(left), Some(right)) => {
                let known = left.source != 0 && right.source != 0;
                left.prefix == right.prefix && !(known && left.source != right.source)
            }
            _ => false,
        }
    }
}

/// A trace as it is read, line by line.
///
/// A format pushes exceptions and frames in the order of the text, gives every
/// line its role, and turns the frames around at the end if its language prints
/// the newest first.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    pub(crate) exceptions: Vec<Exception>,
    pub(crate) roles: Vec<(usize, Role)>,
    /// How well the lines fit: [`Self::strong`] and [`Self::weak`] add to it.
    pub(crate) score: u32,
}

/// Why a line is left out that looks like a frame of the trace around it: whoever reads it
/// is less sure then.
pub(crate) const NOT_UNDERSTOOD: &str = "it looks like a frame, but is not understood";

/// Why a line is left out that stands for others.
pub(crate) const ELIDED: &str = "frames were left out of the text here";

/// In which order a language prints its frames.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    OldestFirst,
    NewestFirst,
}

/// Reading
impl Draft {
    /// Gives a line its role.
    pub(crate) fn role(&mut self, at: usize, role: Role) {
        self.roles.push((at, role));
    }

    /// Gives several lines one role.
    pub(crate) fn roles(&mut self, lines: std::ops::Range<usize>, role: Role) {
        self.roles.extend(lines.map(|at| (at, role)));
    }

    /// Lines that stand for frames that were left out, and blank ones around them.
    pub(crate) fn elided(&mut self, input: &Input, lines: std::ops::Range<usize>) {
        for at in lines {
            let blank = input.is_blank(at);
            self.role(at, if blank { Role::Context } else { Role::Skipped(ELIDED) });
        }
    }

    /// Starts an exception. Frames go to the last one.
    pub(crate) fn exception(&mut self, exception: Exception) -> &mut Exception {
        self.exceptions.push(exception);
        let last = self.exceptions.len() - 1;
        &mut self.exceptions[last]
    }

    /// The exception that frames go to; there is one at least.
    pub(crate) fn current(&mut self) -> &mut Exception {
        if self.exceptions.is_empty() {
            self.exceptions.push(Exception::default());
        }
        let last = self.exceptions.len() - 1;
        &mut self.exceptions[last]
    }

    /// Adds the frame that stands in a line.
    pub(crate) fn frame(&mut self, input: &Input, at: usize, frame: Frame) -> &mut ParsedFrame {
        self.role(at, Role::Frame);
        let frames = &mut self.current().frames;
        frames.push(ParsedFrame { frame, span: input.span(at), ..ParsedFrame::default() });
        let last = frames.len() - 1;
        &mut frames[last]
    }

    /// A line that no other format would have.
    pub(crate) fn strong(&mut self) {
        self.score += 4;
    }

    /// A line that other formats could have, too.
    pub(crate) fn weak(&mut self) {
        self.score += 1;
    }

    /// Whether there are any frames yet.
    pub(crate) fn has_frames(&self) -> bool {
        self.exceptions.iter().any(|exception| !exception.frames.is_empty())
    }

    /// Turns the frames of every exception around if need be, so that the oldest
    /// is first.
    pub(crate) fn ordered(mut self, order: Order) -> Self {
        if order == Order::NewestFirst {
            for exception in &mut self.exceptions {
                exception.frames.reverse();
            }
        }
        self
    }

    /// The trace, and the lines it takes: all from the first to the last that has
    /// a role. Lines between that have none are context.
    pub(crate) fn finish(
        mut self,
        input: &Input,
        format: &'static str,
        platform: &'static str,
        certainty: Certainty,
    ) -> Option<Reading> {
        // Behind the last line all lines are empty, so that no format need look out for the
        // end; what one says of them is dropped.
        debug_assert!(
            self.roles.iter().all(|(at, _)| *at < input.len()),
            "{format}: a line behind the last"
        );
        self.roles.retain(|(at, _)| *at < input.len());
        // Of two roles of a line, the one given last holds.
        self.roles.reverse();
        self.roles.sort_once_by_key(|(at, _)| *at);
        self.roles.dedup_by_key(|(at, _)| *at);
        let (first, last) = (self.roles.first()?.0, self.roles.last()?.0);
        let span = Span { start: input.span(first).start, end: input.span(last).end };
        let span = Span { end: span.end.max(span.start), ..span };
        let of_none = (first..last + 1).filter(|at| !input.is_blank(*at)).count();
        let with_role = self.roles.iter().filter(|(at, _)| !input.is_blank(*at)).count();
        let odd = |role: &Role| *role == Role::Skipped(NOT_UNDERSTOOD);
        let beside = self.roles.iter().filter(|(_, role)| odd(role)).count();
        let trace = Trace {
            unread: of_none.saturating_sub(with_role),
            beside,
            rival: None,
            format,
            platform,
            sdk: None,
            exceptions: self.exceptions,
            span,
            certainty,
            event: None,
        };
        Some(Reading { trace, roles: self.roles, lines: first..last + 1, score: self.score })
    }
}

/// A trace with what every one of its lines is.
#[derive(Debug)]
pub(crate) struct Reading {
    pub(crate) trace: Trace,
    pub(crate) roles: Vec<(usize, Role)>,
    pub(crate) lines: std::ops::Range<usize>,
    pub(crate) score: u32,
}

/// Marking
impl ParsedFrame {
    /// Marks it as native or minified.
    pub(crate) fn code(&mut self, code: Code) -> &mut Self {
        self.code = code;
        self
    }
}
