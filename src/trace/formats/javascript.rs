//! JavaScript: V8 (Chrome, Node, Deno, Edge), Hermes and React Native, SpiderMonkey
//! and JavaScriptCore, React's component stacks.
//!
//! Two shapes: `at F (LOC)` of V8 and those that follow it, and `F@LOC` of the others.
//! The SDKs have a parser for browsers and one for Node; they name functions and files
//! differently, and only that of Node tells whose code it is. Which one is asked is told
//! by all frames together: `node:` means Node, a URL means a browser.
//!
//! As the SDKs do: lines end after 1,024 units, those with `Error: ` are passed over,
//! webpack's `(error: …)` is unwrapped, 50 frames are kept, and the SDK's own frames go.

use super::{Format, evidence, scan};
use crate::trace::Frame;
use crate::trace::draft::{Draft, Input, Order, Reading};
use crate::trace::parse::{Certainty, Code, Exception, Role};
pub(crate) use console::Console;
pub(crate) use opera::Opera;
pub(crate) use vue::Vue;

use header::Header;
use runtime::{Runtime, is_of_a_test, runtime};
use std::borrow::Cow;

mod chrome;
mod components;
mod console;
mod elided;
mod gecko;
mod header;
mod inspected;
mod node;
mod opera;
mod place;
mod runtime;
mod vue;

/// `at F (LOC)`
pub(crate) struct V8;

/// `F@LOC`
pub(crate) struct Gecko;

/// How many frames the SDKs keep.
const MOST: usize = 50;

impl Format for V8 {
    fn name(&self) -> &'static str {
        "javascript"
    }

    fn title(&self) -> &'static str {
        "JavaScript (Chrome, Node, Hermes)"
    }

    fn anchors(&self, line: &str) -> bool {
        let start = line.trim_start();
        start.strip_prefix("at ").is_some_and(is_placed) || start.starts_with("(error: ")
    }

    fn read(&self, input: &Input, at: usize) -> Option<Reading> {
        let mut reader = Reader { input, draft: Draft::default(), runtime: runtime(input, at) };
        reader.trace(at)
    }
}

impl Format for Gecko {
    fn name(&self) -> &'static str {
        "javascript"
    }

    fn title(&self) -> &'static str {
        "JavaScript (Firefox, Safari)"
    }

    fn anchors(&self, line: &str) -> bool {
        gecko::is_frame(line)
    }

    fn read(&self, input: &Input, at: usize) -> Option<Reading> {
        let mut draft = Draft::default();
        let mut exception = Exception::default();
        let header = Header::above(input, at);
        if let Some(header) = &header {
            header.give(&mut exception, &mut draft);
            draft.weak();
        }
        draft.exception(exception);
        let mut next = at;
        let mut kept = 0;
        while next < input.len() {
            let line = capped(input.text(next));
            if gecko::is_pseudo(&line) {
                draft.role(next, Role::Skipped("code of eval has no place"));
            } else if let Some(frame) = gecko::frame(&line).filter(|_| gecko::goes_on(&line)) {
                draft.strong();
                kept += 1;
                push(&mut draft, input, next, frame, kept);
            } else {
                break;
            }
            next += 1;
        }
        let frames = kept;
        if frames == 0 || (frames == 1 && header.is_none() && !input.text(at).contains('@')) {
            return None;
        }
        strip_own(&mut draft);
        let certain = frames > 1 || header.is_some();
        let certainty = if certain { Certainty::Sure } else { Certainty::Guessed };
        draft.ordered(Order::NewestFirst).finish(input, "javascript", "javascript", certainty)
    }
}

/// Whether what follows `at ` names a place: `(…)` at its end, or `:1` or `:1:2`.
fn is_placed(rest: &str) -> bool {
    let rest = without_engine(rest.trim_end());
    let rest = rest.strip_suffix(" {").unwrap_or(rest);
    let rest = rest.strip_suffix(',').unwrap_or(rest);
    let digits = rest.bytes().rev().take_while(u8::is_ascii_digit).count();
    (digits > 0 && rest[..rest.len() - digits].ends_with(':') && !rest.ends_with("::"))
        || (rest.ends_with(')') && rest.contains('('))
        || rest == "<anonymous>"
}

/// A line without what React Native puts behind the last one: `, js engine: hermes`.
fn without_engine(line: &str) -> &str {
    let parts = line.rsplit_once(", js engine: ");
    parts
        .filter(|(_, engine)| scan::is_word(engine.trim_end(), b"-"))
        .map_or(line, |(line, _)| line)
}

/// A line as long as the SDKs look at it, without webpack's wrapper.
fn capped(line: &str) -> Cow<'_, str> {
    const LONGEST: usize = 1024;
    let mut line = without_engine(line);
    if line.len() > LONGEST {
        let mut units = 0;
        let end = line.char_indices().find(|(_, c)| {
            units += c.len_utf16();
            units > LONGEST
        });
        line = &line[..end.map_or(line.len(), |(at, _)| at)];
    }
    let unwrapped = line.split_once("(error: ").and_then(|(before, rest)| {
        let (inside, after) = rest.rsplit_once(')')?;
        Some(format!("{before}{inside}{after}"))
    });
    unwrapped.map_or(Cow::Borrowed(line), Cow::Owned)
}

fn push(draft: &mut Draft, input: &Input, at: usize, frame: Frame, kept: usize) {
    if kept > MOST {
        draft.role(at, Role::Skipped("the SDK keeps 50 frames"));
        return;
    }
    let code = code_of(&frame);
    draft.frame(input, at, frame).code(code);
}

/// Minified code has few, long lines; so has a file of bytecode.
fn code_of(frame: &Frame) -> Code {
    let file = frame.filename.as_deref().unwrap_or_default();
    let native = matches!(file, "native" | "[native code]" | "native code" | "<anonymous>");
    if native || file.is_empty() || file.starts_with("node:") {
        return Code::Native;
    }
    let column = frame.column.unwrap_or_default();
    let long = frame.line.is_some_and(|line| line <= 10) && column > 300;
    if long || column > 5000 || file.contains(".min.") { Code::Minified } else { Code::Source }
}

/// Takes away frames of the SDK itself: its wrapper at the oldest end, its own calls at
/// the newest. Frames are newest first here.
///
/// Source: `stripSentryFramesAndReverse` in `packages/core/src/utils/stacktrace.ts`.
fn strip_own(draft: &mut Draft) {
    let frames = &mut draft.current().frames;
    let named = |frame: Option<&crate::trace::ParsedFrame>, names: &[&str]| {
        let function = frame.and_then(|frame| frame.frame.function.as_deref()).unwrap_or_default();
        names.iter().any(|name| function.contains(name))
    };
    if named(frames.last(), &["sentryWrapped"]) {
        frames.pop();
    }
    for _ in 0..2 {
        if named(frames.first(), &["captureMessage", "captureException"]) {
            frames.remove(0);
        }
    }
}

struct Reader<'r> {
    input: &'r Input<'r>,
    draft: Draft,
    runtime: Runtime,
}

/// Reading
impl Reader<'_> {
    fn trace(&mut self, at: usize) -> Option<Reading> {
        let mut header = Header::above(self.input, at).or_else(|| Header::of_jest(self.input, at));
        let mut start = at;
        let mut exception = Exception::default();
        let holder =
            header.as_ref().and_then(|header| inspected::holder(self.input, header.line()));
        if let Some(holder) = holder {
            return self.held(holder);
        }
        if let Some(header) = &mut header {
            if let Some(odd) = header.frame_like_line(self.input, at) {
                // The SDK takes such a line of a message for a frame, and so do we.
                start = odd;
            }
            header.give(&mut exception, &mut self.draft);
        }
        let minified_react = exception
            .value
            .as_deref()
            .is_some_and(|value| value.contains("Minified React error #"));
        let components = header::component_stack(self.input, at);
        if components {
            self.draft.role(at - 2, Role::Header);
            if let Some(error) = self.error_below_components(at) {
                return self.trace(error);
            }
        }
        self.draft.exception(exception);
        let end = self.frames(start, at, components);
        let frames = self.draft.current().frames.len();
        if frames == 0 {
            return None;
        }
        let shown = self.draft.current().frames.iter().any(|frame| is_shown(&frame.frame));
        let foreign = |header: &Header| header.names_a_package();
        if !shown && header.as_ref().is_some_and(foreign) {
            // A type with its package, and places of no script: .NET, or the JVM.
            return None;
        }
        if minified_react {
            // Source: React sets `framesToPop` to 1 on such errors.
            self.draft.current().frames.remove(0);
        }
        strip_own(&mut self.draft);
        if self.runtime == Runtime::Node {
            let coded = is_of_a_test(self.input, at);
            node::mark_project(&mut self.draft.current().frames, coded);
        }
        self.draft.current().frames.reverse();
        if !self.inspected(end) {
            let end = self.caused(end);
            self.components_below(end);
        }
        // Where no place is one of a script, these could be frames of any language.
        let certain = (frames > 1 || header.is_some() || self.draft.score >= 4) && shown;
        let certainty = if certain { Certainty::Sure } else { Certainty::Guessed };
        let platform = match self.runtime {
            Runtime::Node => "node",
            Runtime::Browser => "javascript",
        };
        let draft = std::mem::take(&mut self.draft);
        match foreign_language(&draft) {
            // The form is common; that the files are of another language is not.
            Some(of) => draft.finish(self.input, of.format, of.platform, Certainty::Guessed),
            None => draft.finish(self.input, "javascript", platform, certainty),
        }
    }

    /// Reads frames, from `start`; from `sure` on there are nothing but frames. Says
    /// where they end.
    fn frames(&mut self, start: usize, sure: usize, components: bool) -> usize {
        let mut next = start;
        let mut kept = 0;
        while next < self.input.len() {
            let text = self.input.text(next);
            let line = capped(text);
            let trimmed = line.trim();
            let is_frame = trimmed.starts_with("at ") || text.trim_start().starts_with("(error: ");
            if !is_frame {
                if let Some(count) = elided::by_node(trimmed) {
                    self.draft.role(next, Role::Context);
                    kept += self.fill(next, count, kept);
                } else if next >= sure {
                    let Some(end) = self.goes_on(next) else { break };
                    self.draft.elided(self.input, next..end);
                    next = end;
                    continue;
                }
                next += 1;
                continue;
            }
            if has_error(&line) {
                self.draft.role(next, Role::Skipped("the SDK passes over lines with `Error: `"));
            } else if trimmed.strip_prefix("at ").is_some_and(is_bare_name)
                && (components || self.runtime == Runtime::Browser)
            {
                self.draft.role(next, Role::Skipped("an element of the page has no place"));
            } else if is_unplaced(trimmed) {
                self.draft.role(next, Role::Skipped("code of the runtime has no file"));
            } else if let Some(frame) = self.frame(&line) {
                let strong = frame.column.is_some()
                    || trimmed.contains("<anonymous>")
                    || frame.line.is_some() && frame.filename.as_deref().is_some_and(is_script);
                if strong {
                    self.draft.strong();
                } else {
                    self.draft.weak();
                }
                kept += 1;
                push(&mut self.draft, self.input, next, frame, kept);
            }
            next += 1;
            if line.trim_end().ends_with('{') {
                break;
            }
        }
        next
    }

    fn frame(&self, line: &str) -> Option<Frame> {
        let line = line.trim_end();
        let line = line.strip_suffix(" {").unwrap_or(line);
        match self.runtime {
            Runtime::Node => node::frame(line, self.input.options),
            Runtime::Browser => chrome::frame(line).or_else(|| gecko::frame(line)),
        }
    }
}

/// Whether a file is of JavaScript or of what is made into it.
fn is_script(file: &str) -> bool {
    const ENDS: [&str; 9] =
        [".js", ".ts", ".jsx", ".tsx", ".mjs", ".cjs", ".mts", ".vue", ".svelte"];
    ENDS.iter().any(|end| file.ends_with(end))
}

/// Whether the place of a frame is one that only JavaScript prints.
fn is_shown(frame: &Frame) -> bool {
    let file = frame.filename.as_deref().unwrap_or_default();
    frame.column.is_some()
        || is_script(file)
        || file.contains("://")
        || file.contains("bundle")
        || matches!(file, "native" | "native code" | "<anonymous>")
}

/// `at f (2:1)`, as Bun prints its own code.
fn is_unplaced(line: &str) -> bool {
    let place = line.strip_suffix(')').and_then(|line| line.rsplit_once('('));
    place.is_some_and(|(_, place)| {
        place.contains(':') && place.bytes().all(|b| b.is_ascii_digit() || b == b':')
    })
}

/// The language of the files, if none can hold a script. An address can: a page of PHP has
/// scripts of its own.
fn foreign_language(draft: &Draft) -> Option<evidence::Language> {
    let frames = draft.exceptions.iter().flat_map(|exception| &exception.frames);
    let paths = || frames.clone().filter_map(|frame| frame.frame.filename.as_deref());
    let script = |path: &str| {
        path.contains("://")
            || evidence::language_of(path).is_none_or(|of| of.format == "javascript")
    };
    if paths().any(script) { None } else { evidence::language_of_most(paths()) }
}

fn has_error(line: &str) -> bool {
    line.contains("Error: ")
}

/// `div`, `Suspense`: a name and nothing else.
fn is_bare_name(text: &str) -> bool {
    let text = text.trim_end();
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.' || b == b'_')
}
