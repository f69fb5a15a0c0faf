//! Exceptions of the JVM, and how they are linked.

use super::{Exception, Input, LONGEST, ParsedFrame};
use crate::trace::title;

/// What an exception is to the one that it is linked to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Link {
    Root,
    Cause,
    Suppressed,
    /// It wraps the one before it: the root cause is printed first.
    Wrapper,
}

/// An exception as it is read; its frames are newest first.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) exception: Exception,
    pub(super) frames: Vec<ParsedFrame>,
    pub(super) link: Link,
    pub(super) parent: Option<usize>,
    pub(super) indent: usize,
}

impl Node {
    pub(super) fn new(link: Link, indent: usize) -> Self {
        Self { exception: Exception::default(), frames: Vec::new(), link, parent: None, indent }
    }
}

/// What a line says about an exception.
pub(super) struct Header {
    pub(super) exception: Exception,
    pub(super) thread: Option<String>,
    pub(super) indent: usize,
}

/// `Caused by: X`
pub(super) fn link(text: &str) -> Option<(Link, &str)> {
    let strip = |start: &str, link| text.strip_prefix(start).map(|rest| (link, rest));
    strip("Caused by: ", Link::Cause)
        .or_else(|| strip("Suppressed: ", Link::Suppressed))
        .or_else(|| strip("Wrapped by: ", Link::Wrapper))
        .or_else(|| {
            // Crashlytics leaves the colon out.
            let caused = strip("Caused by ", Link::Cause);
            caused.filter(|(_, rest)| is_class(rest.split([':', ' ']).next().unwrap_or(rest)))
        })
}

/// `... 3 more`, `... 3 common frames omitted`
pub(super) fn omitted(text: &str) -> Option<usize> {
    let rest = text.strip_prefix("... ")?;
    let (number, rest) = rest.split_once(' ')?;
    (rest.starts_with("more") || rest.starts_with("common frames omitted"))
        .then(|| number.parse().ok())?
}

/// The header above the first frame, and its first line.
pub(super) fn above(input: &Input, at: usize) -> Option<(usize, Header)> {
    let lowest = input.free.max(at.saturating_sub(LONGEST));
    let end = input.odd_above(lowest, at, super::looks);
    let mut apart = false;
    for start in (lowest..at).rev() {
        apart |= input.is_blank(start);
        let line = input.text(start);
        let found = match clojure(input, start, at) {
            // Behind a blank line, only what says so itself is the header.
            _ if input.is_blank(at - 1) => crashed(line),
            Some(found) => Some(found),
            None => header(line).or_else(|| logged(line).filter(|_| !apart)),
        };
        let found = found.or_else(|| (start + 1 == end).then(|| bare(line)).flatten());
        let Some(mut found) = found else { continue };
        if let Some(value) =
            found.exception.value.as_mut().filter(|_| !line.starts_with("Execution error"))
        {
            for more in start + 1..end.max(start + 1) {
                value.push('\n');
                value.push_str(input.text(more).trim_end());
            }
        }
        found.indent = line.len() - line.trim_start().len();
        return Some((start, found));
    }
    None
}

/// `[Exception in thread "T" ]package.Type[: message]`
pub(super) fn header(line: &str) -> Option<Header> {
    let mut text = line.trim();
    let mut thread = None;
    if let Some(rest) = text.strip_prefix("Exception in thread \"") {
        let (name, rest) = rest.split_once("\" ")?;
        (thread, text) = (Some(name.to_owned()), rest);
    }
    for word in CRASHES {
        text = text.strip_prefix(word).unwrap_or(text);
    }
    let (name, value) = match text.split_once(": ") {
        Some((name, value)) => (name, Some(value.to_owned())),
        None => (text.strip_suffix(':').unwrap_or(text), None),
    };
    let (module, ty) = name.rsplit_once('.')?;
    (is_class(name) && !ty.is_empty()).then(|| {
        let (ty, module) = (Some(ty.to_owned()), Some(module.to_owned()));
        let exception = Exception { ty, module, value, ..Exception::default() };
        Header { exception, thread, indent: 0 }
    })
}

/// What Android's tools and Gradle say before the exception that ended a program.
const CRASHES: [&str; 5] =
    ["Fatal Exception: ", "FATAL EXCEPTION: ", "Uncaught exception: ", "Exception: ", "> "];

/// A header that says itself that it is one.
fn crashed(line: &str) -> Option<Header> {
    let text = line.trim();
    let said = CRASHES[..3].iter().any(|word| text.starts_with(word))
        || text.starts_with("Exception in thread \"");
    if said { header(line) } else { None }
}

/// `LateException: message`: an exception without a package.
pub(super) fn bare(line: &str) -> Option<Header> {
    let title = title::within(line)?;
    let (module, ty) = match title.name.rsplit_once('.') {
        Some((module, ty)) => (Some(module.to_owned()), ty),
        None => (None, title.name),
    };
    let value = Some(title.value.to_owned()).filter(|value| !value.is_empty());
    let exception = Exception { ty: Some(ty.to_owned()), module, value, ..Exception::default() };
    Some(Header { exception, thread: None, indent: 0 })
}

/// Whether a text is a class with its package.
fn is_class(name: &str) -> bool {
    let part = |part: &str| {
        part.starts_with(|c: char| c.is_alphabetic() || c == '_' || c == '$')
            && part.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '$')
    };
    name.contains('.') && name.split('.').all(part)
}

/// The exception at the end of a line of a log: `12:00 ERROR [main] a.B - x.Y: z`.
///
/// Only a word that can be a type is looked at, so that a long line takes no longer
/// than it must.
fn logged(line: &str) -> Option<Header> {
    let is_type = |word: &str| {
        let name = word.strip_suffix(':').unwrap_or(word);
        ["Exception", "Error", "Throwable"].iter().any(|end| name.ends_with(end))
    };
    let starts = line.match_indices(' ').map(|(at, _)| at + 1);
    let mut starts = starts.filter(|start| {
        let rest = &line[*start..];
        match rest.split_once(' ') {
            Some((word, _)) => word.ends_with(':') && is_type(word),
            None => is_type(rest),
        }
    });
    starts.find_map(|start| header(&line[start..]))
}

/// `Execution error (Type) at …`, then the message.
fn clojure(input: &Input, start: usize, at: usize) -> Option<Header> {
    let rest = input.text(start).strip_prefix("Execution error (")?;
    let (ty, _) = rest.split_once(')')?;
    let message: Vec<&str> = (start + 1..at).map(|at| input.text(at).trim_end()).collect();
    let exception = Exception {
        ty: Some(ty.to_owned()),
        value: Some(message.join("\n")).filter(|value| !value.is_empty()),
        ..Exception::default()
    };
    Some(Header { exception, thread: None, indent: 0 })
}

/// The exceptions in Sentry's order. The SDK visits an exception, what it has
/// suppressed, then its cause, and puts each before all others. What is suppressed
/// and has no frames is no exception of its own.
///
/// Source: `extractExceptionQueueInternal` in sentry-java.
pub(super) fn ordered(mut nodes: Vec<Node>) -> Vec<Exception> {
    // Of a wrapper the one before it is the cause.
    let wraps = nodes.iter().position(|node| node.link == Link::Wrapper);
    if wraps.is_some() {
        nodes.iter_mut().for_each(|node| node.link = Link::Cause);
        nodes.reverse();
        for (at, node) in nodes.iter_mut().enumerate() {
            node.parent = at.checked_sub(1);
        }
        if let Some(first) = nodes.first_mut() {
            first.link = Link::Root;
        }
    }
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); nodes.len()];
    for (at, node) in nodes.iter().enumerate() {
        if let Some(parent) = node.parent.filter(|parent| *parent != at) {
            children[parent].push(at);
        }
    }
    let mut visited = Vec::with_capacity(nodes.len());
    let mut stack: Vec<usize> =
        (0..nodes.len()).rev().filter(|at| nodes[*at].parent.is_none()).collect();
    while let Some(at) = stack.pop() {
        visited.push(at);
        let is_cause = |child: &&usize| nodes[**child].link == Link::Cause;
        stack.extend(children[at].iter().filter(is_cause).rev());
        stack.extend(children[at].iter().filter(|child| !is_cause(child)).rev());
    }
    let exception = |at: usize| {
        let node = &mut nodes[at];
        let frames = std::mem::take(&mut node.frames);
        let relation = match node.link {
            Link::Root => None,
            Link::Cause | Link::Wrapper => Some("cause".to_owned()),
            Link::Suppressed if frames.is_empty() => return None,
            Link::Suppressed => Some("suppressed".to_owned()),
        };
        Some(Exception { frames, relation, ..std::mem::take(&mut node.exception) })
    };
    let cut_off = |exception: &Exception| exception.ty.is_some() || !exception.frames.is_empty();
    visited.into_iter().rev().filter_map(exception).filter(cut_off).collect()
}
