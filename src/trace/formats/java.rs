//! Java and what else runs on the JVM or on Android: Kotlin, Scala, Clojure, Groovy.
//!
//! | line | is |
//! |---|---|
//! | `Exception in thread "T" package.Type: message` | a header |
//! | `at [loader/][module@version/]package.Class.method(File.java:1) [jar]` | a frame |
//! | `... 3 more`, `... 3 common frames omitted` | the end of the enclosing trace |
//! | `Caused by: `, `Wrapped by: `, `Suppressed: ` | another exception |
//! | `"main" prio=5 tid=1 Blocked` | a thread of a dump |
//! | `- locked <…>`, `[CIRCULAR REFERENCE:…]` | context |
//!
//! The SDK sends the class as the module and only the name of the file; it says
//! nothing of in-app, unless prefixes are set. On Android it knows the app's package.
//! It keeps 100 frames and leaves its own out.

use super::Format;
use crate::trace::draft::{Draft, Input, NOT_UNDERSTOOD, Reading};
use crate::trace::parse::{Certainty, Exception, ParsedFrame, Role};
use crate::trace::{Frame, InApp};
use exception::{Link, Node};

pub(crate) mod clojure;
mod exception;
mod frame;
pub(crate) mod native;

/// The format.
pub(crate) struct Java;

/// How many lines a message may have.
const LONGEST: usize = 60;
/// How many frames the SDK keeps, the newest.
const MOST: usize = 100;

impl Format for Java {
    fn name(&self) -> &'static str {
        "java"
    }

    fn title(&self) -> &'static str {
        "Java, Kotlin, Scala"
    }

    fn anchors(&self, line: &str) -> bool {
        let start = line.trim_start();
        match start.as_bytes()[0] {
            b'a' if start.starts_with("at ") => frame::parse(start).is_some(),
            b'"' => is_thread(line),
            b'C' if start.starts_with("Caused by: ") => true,
            _ => frame::bare(start).is_some(),
        }
    }

    fn read(&self, input: &Input, at: usize) -> Option<Reading> {
        let mut reader =
            Reader { input, draft: Draft::default(), nodes: Vec::new(), app: None, thread: None };
        let start = reader.header(at)?;
        reader.body(start);
        reader.finish()
    }
}

/// `"main" prio=5 tid=1 Blocked`, `"main" #1 prio=5 …`
fn is_thread(line: &str) -> bool {
    line.starts_with('"')
        && (line.contains("\" prio=") || line.contains("\" #") || line.contains(" tid="))
}

struct Reader<'r> {
    input: &'r Input<'r>,
    draft: Draft,
    nodes: Vec<Node>,
    /// The package of the app, on Android; empty if it is not known.
    app: Option<String>,
    thread: Option<String>,
}

/// Reading
impl Reader<'_> {
    /// Reads what is above the first frame, and says where the frames start.
    fn header(&mut self, at: usize) -> Option<usize> {
        let line = self.input.text(at);
        if is_thread(line) {
            let name = line[1..].split_once('"').map(|(name, _)| name)?;
            self.thread = Some(name.to_owned());
            // Only Android prints threads so.
            if line.contains(" tid=") && !line.contains("\" #") && !line.contains("nid=") {
                self.app = Some(String::new());
            }
            self.draft.role(at, Role::Header);
            self.nodes.push(Node::new(Link::Root, 0));
            let known = |line: &str| {
                let start = line.trim_start();
                start.starts_with("| ")
                    || start.starts_with("java.lang.Thread.State: ")
                    || start.starts_with("native: ")
            };
            let end = (at + 1..self.input.len().min(at + LONGEST))
                .find(|at| !known(self.input.text(*at)));
            let end = end?;
            let frame = self.input.text(end).trim_start();
            return frame::parse(frame).is_some().then_some(at + 1);
        }
        let mut root = Node::new(Link::Root, usize::MAX);
        if line.trim_start().starts_with("Caused by: ") {
            // The exception that this is the cause of is cut off.
            self.nodes.push(root);
            return Some(at);
        }
        if let Some((first, found)) = exception::above(self.input, at) {
            let odd = self.input.odd_above(first, at, looks);
            self.draft.roles(first..odd, Role::Message);
            self.draft.roles(odd..at, Role::Skipped(NOT_UNDERSTOOD));
            // Other languages have errors without a package, too.
            if found.exception.module.is_some() {
                self.draft.strong();
            } else {
                self.draft.weak();
            }
            self.thread = found.thread;
            root.exception = found.exception;
            root.indent = found.indent;
            self.above_header(first);
        }
        let bare = !line.trim_start().starts_with("at ");
        if bare && root.exception.ty.is_none() {
            let above = at.checked_sub(1).filter(|above| *above >= self.input.free)?;
            match clojure::head(self.input.text(above)) {
                Some(exception) => {
                    root.exception = exception;
                    self.draft.role(above, Role::Message);
                    self.draft.strong();
                }
                // One line alone may be a sentence.
                None => drop(frame::bare(self.input.text(at + 1))?),
            }
        }
        self.nodes.push(root);
        Some(at)
    }

    /// Android's log names the thread and the process above the exception.
    fn above_header(&mut self, header: usize) {
        for at in (self.input.free.max(header.saturating_sub(3))..header).rev() {
            let line = self.input.text(at).trim();
            if let Some(thread) = line.strip_prefix("FATAL EXCEPTION: ") {
                self.thread = Some(thread.to_owned());
                self.app.get_or_insert_default();
            } else if let Some(process) = line.strip_prefix("Process: ") {
                self.app = process.split(',').next().map(str::to_owned);
            } else {
                return;
            }
            self.draft.role(at, Role::Header);
        }
    }

    /// Reads frames and further exceptions.
    fn body(&mut self, start: usize) {
        let mut at = start;
        while at < self.input.len() {
            let line = self.input.text(at);
            let text = line.trim();
            if text.starts_with("at ") {
                if self.frame(at, text) {
                } else if self.input.next_frame(at + 1, looks, is_frame).is_some() {
                    self.draft.role(at, Role::Skipped(NOT_UNDERSTOOD));
                } else {
                    if self.input.text(at + 1).trim_start().starts_with("at ") || at == start {
                        break;
                    }
                    self.draft.role(at, Role::Skipped("it is cut off"));
                }
            } else if frame::bare(text).is_some() && self.frame(at, text) {
            } else if let Some(omitted) = exception::omitted(text) {
                self.expand(omitted);
                self.draft.role(at, Role::Context);
            } else if let Some((link, rest)) = exception::link(text) {
                let indent = line.len() - line.trim_start().len();
                self.linked(&mut at, link, rest, indent);
                continue;
            } else if let Some(native) = text.strip_prefix("native: ") {
                self.native(at, native);
            } else if is_context(text) {
                self.draft.role(at, Role::Context);
            } else if let Some(next) = self.goes_on(at) {
                self.draft.elided(self.input, at..next);
                at = next;
                continue;
            } else {
                break;
            }
            at += 1;
        }
    }

    /// Where the trace goes on behind frames that were left out by hand.
    fn goes_on(&self, at: usize) -> Option<usize> {
        let next = self.input.behind_elision(at)?;
        let text = self.input.text(next).trim();
        let more = || exception::omitted(text).is_some() || exception::link(text).is_some();
        (is_frame(text) || more()).then_some(next)
    }

    fn frame(&mut self, at: usize, text: &str) -> bool {
        let Some(found) = frame::parse(text).or_else(|| frame::bare(text)) else { return false };
        if found.strong {
            self.draft.strong();
        } else {
            self.draft.weak();
        }
        let Some(node) = self.nodes.last_mut() else { return false };
        let module = found.frame.module.as_deref().unwrap_or_default();
        let own = module.starts_with("io.sentry.")
            && !(module.starts_with("io.sentry.samples.")
                || module.starts_with("io.sentry.mobile."));
        if own || node.frames.len() >= MOST {
            let reason =
                if own { "the SDK leaves its own frames out" } else { "the SDK keeps 100 frames" };
            self.draft.role(at, Role::Skipped(reason));
            return true;
        }
        self.draft.role(at, Role::Frame);
        let span = self.input.span(at);
        node.frames.push(ParsedFrame { frame: found.frame, span, code: found.code, repeated: 0 });
        true
    }

    /// `#00 pc 0000 /lib/libc.so (syscall+28)` of a dump on Android.
    fn native(&mut self, at: usize, text: &str) {
        let Some(node) = self.nodes.last_mut() else { return };
        let mut parts = text.split_whitespace().skip_while(|part| *part != "pc").skip(2);
        let package = parts.next().map(str::to_owned);
        let function = parts.next().map(|name| {
            let name = name.trim_matches(['(', ')']);
            name.rsplit_once('+').map_or(name, |(name, _)| name).to_owned()
        });
        let frame = Frame { package, function, in_app: InApp::No, ..Frame::default() };
        let code = crate::trace::Code::Native;
        node.frames.push(ParsedFrame { frame, span: self.input.span(at), code, repeated: 0 });
        self.draft.role(at, Role::Frame);
        self.draft.strong();
    }

    /// Adds the frames that the last exception shares with the one around it.
    fn expand(&mut self, omitted: usize) {
        let Some((node, before)) = self.nodes.split_last_mut() else { return };
        let Some(around) = node.parent.and_then(|parent| before.get(parent)) else { return };
        let shared = around.frames.len().saturating_sub(omitted);
        let room = MOST.saturating_sub(node.frames.len());
        node.frames.extend(around.frames[shared..].iter().take(room).cloned());
    }

    /// Starts the exception of a `Caused by` and the like.
    fn linked(&mut self, at: &mut usize, link: Link, rest: &str, indent: usize) {
        let mut node = Node::new(link, indent);
        node.parent = self.parent(link, indent);
        if let Some(found) = exception::header(rest).or_else(|| exception::bare(rest)) {
            node.exception = found.exception;
        }
        self.draft.role(*at, Role::Message);
        self.draft.strong();
        *at += 1;
        // The message goes on until there are frames again.
        let end = (*at..self.input.len().min(*at + LONGEST)).find(|at| {
            let text = self.input.text(*at).trim();
            text.starts_with("at ")
                || exception::omitted(text).is_some()
                || exception::link(text).is_some()
        });
        let blank = (*at..self.input.len()).take(LONGEST).find(|at| self.input.is_blank(*at));
        if let Some(end) = end.filter(|end| blank.is_none_or(|blank| *end < blank)) {
            for line in *at..end {
                if let Some(value) = &mut node.exception.value {
                    value.push('\n');
                    value.push_str(self.input.text(line).trim_end());
                }
                self.draft.role(line, Role::Message);
            }
            *at = end;
        }
        self.nodes.push(node);
    }

    /// Which exception another is linked to: a cause to the last one of its
    /// indentation, what is suppressed to the last one further out.
    fn parent(&self, link: Link, indent: usize) -> Option<usize> {
        let fits = |node: &Node| match link {
            Link::Suppressed => node.indent == usize::MAX || node.indent < indent,
            _ => node.indent == usize::MAX || node.indent <= indent,
        };
        let found = self.nodes.iter().rposition(fits);
        found.or_else(|| self.nodes.len().checked_sub(1))
    }

    fn finish(mut self) -> Option<Reading> {
        let frames: usize = self.nodes.iter().map(|node| node.frames.len()).sum();
        if frames == 0 {
            return None;
        }
        let certain = frames > 1 || self.draft.score >= 8;
        if let Some(app) = &self.app {
            for node in &mut self.nodes {
                node.frames.iter_mut().for_each(|frame| frame::mark_android(&mut frame.frame, app));
            }
        }
        for mut exception in exception::ordered(self.nodes) {
            exception.thread.clone_from(&self.thread);
            exception.frames.reverse();
            self.draft.exception(exception);
        }
        let certainty = if certain { Certainty::Sure } else { Certainty::Guessed };
        self.draft.finish(self.input, "java", "java", certainty)
    }
}

/// Whether a line starts as frames do, whatever follows.
fn looks(text: &str) -> bool {
    text.starts_with("at ")
}

fn is_frame(text: &str) -> bool {
    looks(text) && frame::parse(text).is_some()
}

fn is_context(text: &str) -> bool {
    [
        "- locked ",
        "- waiting ",
        "- parking ",
        "- sleeping ",
        "| ",
        "java.lang.Thread.State: ",
        "[CIRCULAR REFERENCE",
        "(Coroutine boundary)",
    ]
    .iter()
    .any(|start| text.starts_with(start))
}
