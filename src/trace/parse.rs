//! A stack trace's text, read.

use super::lines::{View, is_call, lines, tries};
use super::options::Options;
use super::{Event, Frame, FrameSource, beside, events, in_app, recognise};
use crate::text::{Problem, Span};

/// What a text holds of stack traces.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parsed {
    /// The errors, in the order of the text. Exceptions that are chained are one.
    pub traces: Vec<Trace>,
    /// What every line is, in the order of the text. None is missing.
    pub lines: Vec<ReadLine>,
    /// What is wrong, and what is not certain.
    pub problems: Vec<Problem>,
}

/// One error with its stack traces: what would be one event in Sentry.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trace {
    /// The name of its format, such as `python`.
    pub format: &'static str,
    /// The platform of Sentry events, such as `csharp`.
    pub platform: &'static str,
    /// The SDK that would send it, where ownership depends on it.
    pub sdk: Option<&'static str>,
    /// Its exceptions, the innermost cause first, as Sentry stores them.
    pub exceptions: Vec<Exception>,
    /// Where it stands in the text.
    pub span: Span,
    /// How sure the format is.
    pub certainty: Certainty,
    /// How many lines between its first and its last fit nothing.
    pub unread: usize,
    /// How many lines in it and near it look like frames, but were not read.
    pub beside: usize,
    /// The format that fits as well, if another does.
    pub rival: Option<&'static str>,
    /// The event itself, if that was given and not a text.
    pub event: Option<Event>,
}

/// Below it, a remark says what there is to doubt.
const SURE: f64 = 0.75;

/// How sure a format is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// Too little was there to tell the format from others.
    #[default]
    Guessed,
    /// No other format looks like that.
    Sure,
}

/// An exception, or what a language has in its place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Exception {
    /// The type, as the SDK names it.
    pub ty: Option<String>,
    /// The message.
    pub value: Option<String>,
    /// The module or package of the type.
    pub module: Option<String>,
    /// What it is to the exception behind it, such as `__cause__` or `group[0]`.
    pub relation: Option<String>,
    /// The thread.
    pub thread: Option<String>,
    /// The frames, oldest first.
    pub frames: Vec<ParsedFrame>,
}

/// A frame with what only its text tells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ParsedFrame {
    /// The frame as the SDK would send it.
    pub frame: Frame,
    /// Where it stands in the text.
    pub span: Span,
    /// Whether it runs no source code that could be shown.
    pub code: Code,
    /// How often the same call was left out of the text.
    pub repeated: u32,
}

/// What kind of code a frame runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Code {
    /// Source code, as far as one can see.
    #[default]
    Source,
    /// Code of the runtime or the machine.
    Native,
    /// Minified or obfuscated code: its path and names are not those of the
    /// repository.
    Minified,
}

/// A line of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadLine {
    /// Where it stands, without its log prefix.
    pub span: Span,
    /// What it is.
    pub role: Role,
    /// The trace it belongs to, as a place in [`Parsed::traces`].
    pub trace: Option<usize>,
}

/// What a line is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// It is not part of a stack trace.
    #[default]
    Outside,
    /// It starts a stack trace, or names the thread.
    Header,
    /// It names the type, or is part of the message.
    Message,
    /// It is a frame, or part of one.
    Frame,
    /// It belongs to a stack trace and says nothing that Sentry keeps: source
    /// code, markers, separators.
    Context,
    /// It stands where a frame is expected, and is left out for this reason.
    Skipped(&'static str),
}

/// Reads all stack traces of a text, or the events of JSON: see
/// [`super::read_events`]. Linear; whatever the text, it comes back.
#[must_use]
pub fn parse(text: &str, options: &Options) -> Parsed {
    let broken = match events::parse_events(text) {
        Ok(mut parsed) => {
            in_app::apply(&mut parsed, options);
            return parsed;
        }
        Err(broken) => broken,
    };
    let lines = lines(text);
    let tries = tries(&lines);
    let unshortened = View::unshortened(&lines);
    let mut parsed = read(&View::of(lines), options);
    let views = tries.into_iter().map(View::of).chain(unshortened);
    for other in views {
        let other = read(&other, options);
        if other.found() > parsed.found() {
            parsed = other;
        }
    }
    beside::tell(text, &mut parsed);
    in_app::apply(&mut parsed, options);
    look_beside(text, &mut parsed);
    parsed.remark(text, broken);
    parsed
}

fn read(view: &View, options: &Options) -> Parsed {
    let mut parsed = recognise::recognise(&view.lines, options);
    view.restore(&mut parsed);
    parsed
}

/// Counts the lines near a trace that look like frames and belong to none.
fn look_beside(text: &str, parsed: &mut Parsed) {
    const NEAR: usize = 3;
    let trace_of = |at: usize| parsed.lines.get(at).and_then(|line: &ReadLine| line.trace);
    let mut beside = vec![0; parsed.traces.len()];
    let mut last = None;
    for (at, line) in parsed.lines.iter().enumerate() {
        // Lines of text that is escaped twice have the place of all of it: one look will do.
        let again = last.replace(line.span) == Some(line.span);
        if again || line.trace.is_some() || !is_call(&text[line.span.range()]) {
            continue;
        }
        let before = (1..=NEAR).filter_map(|back| at.checked_sub(back)).find_map(trace_of);
        let near = before.or_else(|| (at + 1..=at + NEAR).find_map(trace_of));
        if let Some(trace) = near {
            beside[trace] += 1;
        }
    }
    for (trace, count) in parsed.traces.iter_mut().zip(beside) {
        trace.beside += count;
    }
}

/// How surely it is read
impl Trace {
    /// From 0 to 1: less than one if too little tells the format, if another format fits
    /// as well, if lines fit nothing, or if frames are read by half.
    #[must_use]
    pub fn sure(&self) -> f64 {
        let frames = self.frames().count() as f64;
        let half = self.frames().filter(|(_, frame)| is_half_read(&frame.frame)).count() as f64;
        let mut sure = match self.certainty {
            Certainty::Sure => 1.0,
            Certainty::Guessed => 0.4,
        };
        if self.rival.is_some() {
            sure *= 0.5;
        }
        // A few lines are source code, or the program's own output; many are not.
        const FEW: usize = 4;
        sure *= (frames + 2.0) / (frames + 2.0 + self.unread.saturating_sub(FEW) as f64);
        sure *= (frames + 1.0) / (frames + 1.0 + self.beside as f64);
        if frames > 0.0 { sure * (1.0 - half / (frames + 1.0)) } else { sure }
    }

    /// Why it is not surely read, for a person.
    fn doubt(&self) -> String {
        let half = self.frames().filter(|(_, frame)| is_half_read(&frame.frame)).count();
        let lines = |count: usize| if count == 1 { "line" } else { "lines" };
        let reason = if let Some(rival) = self.rival {
            format!("it could be one of {rival} as well")
        } else if self.beside > 0 {
            let count = self.beside;
            format!("{count} {} near it look like frames that are not understood", lines(count))
        } else if self.unread > 0 {
            let count = self.unread;
            format!("{count} {} inside it fit nothing that is known", lines(count))
        } else if half > 0 {
            "the places of its frames are read only by half".to_owned()
        } else {
            "too little of it is there to be sure".to_owned()
        };
        format!("This looks like a stack trace of {}, but {reason}.", self.format)
    }
}

/// Whether what should be a path still has in it what does not belong there.
fn is_half_read(frame: &Frame) -> bool {
    let path = frame.abs_path.as_deref().or(frame.filename.as_deref()).unwrap_or_default();
    let place = path
        .rsplit_once(':')
        .is_some_and(|(_, line)| !line.is_empty() && line.bytes().all(|b| b.is_ascii_digit()));
    path.contains(['\t', '\n', '"']) || (place && frame.line.is_none()) || path.ends_with("```")
}

/// Routing
impl Trace {
    /// The event as Sentry stores it, ready for
    /// [`crate::routing::EventRules`]. A frame without an absolute path gets its
    /// file name for one, as Sentry does on receipt; of a URL only the path stays
    /// the file name.
    ///
    /// Source: `process_non_raw_frame` in Relay's `relay-event-normalization`.
    #[must_use]
    pub fn event(&self) -> Event {
        if let Some(event) = &self.event {
            return self.switched(event);
        }
        let frames = self.exceptions.iter().flat_map(|exception| &exception.frames);
        let frames: Vec<Frame> = frames.map(|parsed| stored(&parsed.frame)).collect();
        let source = if frames.is_empty() { FrameSource::Nothing } else { FrameSource::Exceptions };
        let event = Event { sdk: self.sdk.map(str::to_owned), frames, source, ..Event::default() };
        event.with_platform(self.platform)
    }

    /// The event that was given, with in-app as it has been set.
    fn switched(&self, event: &Event) -> Event {
        let mut event = event.clone();
        if self.frames().count() == event.frames.len() {
            for (frame, (_, parsed)) in event.frames.iter_mut().zip(self.frames()) {
                frame.in_app = parsed.frame.in_app;
            }
        }
        event
    }

    /// All frames with the exception that each is of, oldest first per exception.
    pub fn frames(&self) -> impl Iterator<Item = (usize, &ParsedFrame)> {
        self.exceptions
            .iter()
            .enumerate()
            .flat_map(|(at, exception)| exception.frames.iter().map(move |frame| (at, frame)))
    }
}

/// A frame as Sentry stores it.
pub(super) fn stored(frame: &Frame) -> Frame {
    let mut frame = frame.clone();
    let blank = |text: &Option<String>| text.as_deref().is_none_or(str::is_empty);
    if blank(&frame.abs_path) {
        frame.abs_path = frame.filename.take();
    }
    if blank(&frame.filename) {
        frame.filename = frame.abs_path.as_deref().map(|path| url_path(path).to_owned());
    }
    frame
}

/// The path of a URL; of anything else, all of it.
fn url_path(text: &str) -> &str {
    let Some((scheme, rest)) = text.split_once("://") else { return text };
    if !matches!(scheme, "http" | "https" | "file" | "chrome-extension" | "app" | "webpack") {
        return text;
    }
    let rest = &rest[..rest.find(['?', '#']).unwrap_or(rest.len())];
    match rest.find('/').map(|slash| &rest[slash..]) {
        None | Some("" | "/") => text,
        Some(path) => path,
    }
}

impl Parsed {
    /// How much was found: a frame counts more if it has a place, an exception if it has
    /// a type or a message. Of the same frames, the reading with fewer errors has found more, and then
    /// that with shorter names, in which there is nothing of a log.
    fn found(&self) -> (i64, i64) {
        if self.traces.is_empty() {
            return (i64::MIN, 0);
        }
        let (mut found, mut names) = (0, 0);
        for trace in &self.traces {
            for exception in &trace.exceptions {
                let told = exception.ty.is_some() || exception.value.is_some();
                found += if told { 3 } else { 0 };
                let placed = |frame: &&ParsedFrame| frame.frame.line.is_some();
                found += exception.frames.len() as i64 * 2;
                found += exception.frames.iter().filter(placed).count() as i64 * 2;
            }
            let frames = trace.frames().map(|(_, frame)| &frame.frame);
            let lengths = frames.flat_map(|frame| [&frame.filename, &frame.function]);
            names -= lengths.flatten().map(|name| name.len() as i64).sum::<i64>();
        }
        found -= 8 * (self.traces.len() as i64 - 1).max(0);
        (found, names)
    }
}

/// Remarks
impl Parsed {
    /// All frames of all traces.
    pub fn frames(&self) -> impl Iterator<Item = &ParsedFrame> {
        self.traces.iter().flat_map(|trace| trace.frames().map(|(_, frame)| frame))
    }

    /// `broken` is what is wrong with the JSON of an event, if that is what the text holds.
    fn remark(&mut self, text: &str, broken: Option<Box<Problem>>) {
        if self.traces.is_empty() {
            self.problems.push(broken.map_or_else(|| not_recognised(text), |broken| *broken));
        }
        for trace in &self.traces {
            let problems = &mut self.problems;
            if trace.sure() < SURE {
                let message = trace.doubt();
                let hint = "Paste the lines above and below, too.";
                problems.push(Problem::warning("trace/unsure", message).at(trace.span).hint(hint));
            }
            let minified = trace.frames().find(|(_, frame)| frame.code == Code::Minified);
            if let Some((_, frame)) = minified {
                let message = "This code is minified: its file and names are not those of the \
                               repository. Sentry puts them right by source maps or mapping files \
                               before it looks for owners; here they stay as they are.";
                let hint = "Paste the trace from Sentry, where it is put right.";
                problems
                    .push(Problem::warning("trace/minified", message).at(frame.span).hint(hint));
            }
            if trace.frames().next().is_none() {
                let message = "This error has no frames, so no rule on paths or modules can match.";
                problems.push(Problem::warning("trace/no-frames", message).at(trace.span));
            }
        }
    }
}

fn not_recognised(text: &str) -> Problem {
    let tried: Vec<&str> = super::formats::ALL.iter().map(|format| format.title()).collect();
    let message = match text.trim().is_empty() {
        true => "No stack trace recognised: the text is empty.".to_owned(),
        false => format!("No stack trace recognised. Tried: {}.", tried.join(", ")),
    };
    let hint = "Paste the stack trace with its first line, or the event's JSON.";
    Problem::error("trace/not-recognised", message).hint(hint)
}
