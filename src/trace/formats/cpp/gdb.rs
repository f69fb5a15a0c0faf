//! gdb's `backtrace`.

use super::{is_system_file, scan, without_parameters};
use crate::trace::draft::{Draft, Input};
use crate::trace::formats::scan::some;
use crate::trace::parse::{Exception, Role};
use crate::trace::{Frame, InApp};

/// How far above the first frame the signal may stand.
const ABOVE: usize = 12;

pub(super) fn anchors(line: &str) -> bool {
    let text = line.trim_start();
    text.starts_with("#0 ")
        || line.starts_with('#') && (text.contains(" in ") || text.contains(" at "))
}

pub(super) fn read(input: &Input, at: usize, draft: &mut Draft) -> Option<()> {
    let first = frame(input, at)?.0;
    let known = first.line.is_some() || first.package.is_some() || first.function.is_some();
    let mut exception = Exception::default();
    let above = input.free.max(at.saturating_sub(ABOVE));
    let signals = (above..at).rev().find(|next| signal(input.text(*next), &mut exception));
    if let Some(signals) = signals {
        draft.role(signals, Role::Header);
        draft.strong();
    }
    draft.exception(exception);
    let heading = (above..at).next_back().filter(|next| is_thread(input.text(*next)));
    let threads = threads(input, heading, at);
    // The numbers of threads are told above all stacks.
    let told = (above..at).rev().find_map(|next| current(input.text(next)));
    let crashed = heading.map_or(0, |_| crashed(input, &threads, told));
    for (place, thread) in threads.iter().enumerate() {
        if place == crashed {
            draft.roles(thread.start..thread.frames, Role::Header);
            stack(input, thread.frames, Some(draft));
        } else {
            draft.roles(thread.start..thread.end, Role::Skipped("of another thread"));
        }
    }
    known.then_some(())
}

/// A thread: its heading, if it has one, and its stack.
struct Thread {
    start: usize,
    /// Where its frames start.
    frames: usize,
    end: usize,
}

/// The threads whose stacks stand below each other.
fn threads(input: &Input, heading: Option<usize>, at: usize) -> Vec<Thread> {
    let (mut start, mut frames) = (heading.unwrap_or(at), at);
    let mut threads = Vec::new();
    loop {
        let end = stack(input, frames, None);
        threads.push(Thread { start, frames, end });
        start = (end..input.len()).find(|next| !input.is_blank(*next)).unwrap_or(input.len());
        if !is_thread(input.text(start)) {
            return threads;
        }
        frames = start + 1;
    }
}

/// Which thread is the error: the one that gdb has named, else the only one in which a signal
/// is handled, else the first that the process started, which core files have the signal of,
/// unless it waits; then the first that does not.
fn crashed(input: &Input, threads: &[Thread], told: Option<u32>) -> usize {
    const SIGNAL: &str = "<signal handler called>";
    let numbered = |number: u32| {
        threads.iter().position(|thread| thread_number(input.text(thread.start)) == Some(number))
    };
    let handles =
        |thread: &Thread| (thread.frames..thread.end).any(|at| input.text(at).contains(SIGNAL));
    let mut handling = (0..threads.len()).filter(|at| handles(&threads[*at]));
    let only = handling.next().filter(|_| handling.next().is_none());
    let busy = |at: &usize| !waits(input, &threads[*at]);
    told.and_then(numbered)
        .or(only)
        .or_else(|| numbered(1).filter(busy))
        .or_else(|| (0..threads.len()).find(busy))
        .unwrap_or(0)
}

/// Whether a thread stands in a call that waits for others.
fn waits(input: &Input, thread: &Thread) -> bool {
    const ENDS: [&str; 9] =
        ["poll", "wait", "select", "sleep", "accept", "recv", "timedwait", "wait4", "waitpid"];
    let function = frame(input, thread.frames).and_then(|(frame, ..)| frame.function);
    function.is_some_and(|name| {
        let name = name.trim_start_matches("__GI_").trim_matches('_');
        name == "read" || name.contains("futex") || ENDS.iter().any(|end| name.ends_with(end))
    })
}

/// The number in `Thread 2 (Thread 0x7f12 (LWP 12)):`.
fn thread_number(line: &str) -> Option<u32> {
    Some(scan::leading_number(line.strip_prefix("Thread ")?)?.0)
}

/// The number in `[Current thread is 1 (Thread 0x7f12 (LWP 12))]`, and in `Thread 3 "worker"
/// received signal`.
fn current(line: &str) -> Option<u32> {
    match line.split_once("Current thread is ") {
        Some((_, rest)) => Some(scan::leading_number(rest)?.0),
        None => thread_number(line).filter(|_| line.contains(" received signal ")),
    }
}

/// `Program received signal SIGSEGV, Segmentation fault.`, and for a core file
/// `Program terminated with signal …`; `Thread 3 "worker" received signal …`.
fn signal(line: &str, exception: &mut Exception) -> bool {
    let Some((head, rest)) = line
        .split_once(" signal ")
        .filter(|(head, _)| head.ends_with("received") || head.ends_with("terminated with"))
    else {
        return false;
    };
    let (ty, value) = rest.split_once(", ").unwrap_or((rest, ""));
    exception.ty = some(ty.trim_end_matches('.'));
    exception.value = some(value);
    exception.thread = head.split('"').nth(1).and_then(some);
    true
}

/// `Thread 2 (Thread 0x7f12 (LWP 12)):`
fn is_thread(line: &str) -> bool {
    line.starts_with("Thread ") && line.trim_end().ends_with(':') && line.contains("LWP")
        || line.starts_with("Thread ") && line.contains(" (Thread 0x")
}

/// Reads the frames from `at` on into a draft, if there is one; the line behind.
fn stack(input: &Input, at: usize, mut draft: Option<&mut Draft>) -> usize {
    let mut next = at;
    let mut number = 0;
    while let Some((frame, index, lines)) = frame(input, next) {
        if index < number {
            break;
        }
        number = index + 1;
        if let Some(draft) = draft.as_deref_mut() {
            draft.frame(input, next, frame);
            draft.roles(next + 1..next + lines, Role::Frame);
            draft.strong();
        }
        next += lines;
        while is_local(input.text(next)) {
            if let Some(draft) = draft.as_deref_mut() {
                draft.role(next, Role::Context);
            }
            next += 1;
        }
    }
    next
}

/// What `bt full` prints of variables; one that is a structure goes on further in.
fn is_local(line: &str) -> bool {
    const NONE: [&str; 2] = ["No locals.", "No symbol table info available."];
    let text = line.trim();
    NONE.contains(&text)
        || line.starts_with("        ") && text.contains(" = ")
        || line.starts_with("          ") && !text.is_empty()
}

/// A frame, its number and how many lines it takes: gdb wraps long ones.
fn frame(input: &Input, at: usize) -> Option<(Frame, u32, usize)> {
    let line = input.text(at).trim_start();
    let (number, rest) = scan::leading_number(line.strip_prefix('#')?)?;
    let rest = rest.strip_prefix(' ')?.trim_start();
    let mut lines = 1;
    let mut joined = String::new();
    let mut text = rest;
    while lines < 4 && is_open(text) && input.text(at + lines).starts_with("    ") {
        if joined.is_empty() {
            joined.push_str(rest);
        }
        joined.push(' ');
        joined.push_str(input.text(at + lines).trim());
        lines += 1;
        text = &joined;
    }
    // A location alone on the next line.
    let below = input.text(at + lines).trim_start();
    if text.ends_with(')') && input.text(at + lines).starts_with("    ") && below.starts_with("at ")
    {
        joined = format!("{text} {below}");
        lines += 1;
        text = &joined;
    }
    Some((parse(text)?, number, lines))
}

fn is_open(text: &str) -> bool {
    let count = |byte: u8| text.bytes().filter(|b| *b == byte).count();
    count(b'(') > count(b')')
}

/// `[0xaddr in ]fn (args)[ at file:L| from lib]`
fn parse(text: &str) -> Option<Frame> {
    let rest = match scan::after_address(text) {
        Some(rest) => rest.strip_prefix("in ").or_else(|| rest.starts_with('<').then_some(rest))?,
        None => text,
    };
    if rest.starts_with("<signal handler called>") {
        return Some(Frame {
            function: some("<signal handler called>"),
            in_app: InApp::No,
            ..Frame::default()
        });
    }
    let addressed = rest.len() < text.len();
    let (call, place) = match rest.rfind(") at ") {
        Some(at) => (&rest[..=at], Some(&rest[at + 5..])),
        None => match rest.rfind(" at ").filter(|_| addressed) {
            Some(at) => (&rest[..at], Some(&rest[at + 4..])),
            None => (rest, None),
        },
    };
    let (call, package) = match call.rfind(") from ").filter(|_| place.is_none()) {
        Some(at) => (&call[..=at], Some(&call[at + 7..])),
        None => (call, None),
    };
    // Libraries that print as gdb does leave the arguments to the symbol.
    let whole = place.is_some_and(|place| scan::position(place).1.is_some());
    let arguments = arguments(call).or_else(|| whole.then_some(call.len()))?;
    // Other languages print a place in parentheses behind the function.
    let inner = call[arguments..].trim().trim_start_matches('(').trim_end_matches(')');
    let plain = inner.is_empty() || inner.contains('=');
    if !plain && place.is_none() && package.is_none() && rest.len() == text.len() {
        return None;
    }
    let function = without_parameters(&call[..arguments]);
    let mut frame =
        Frame { function: some(function), package: package.and_then(some), ..Frame::default() };
    if let Some(place) = place {
        let (file, line, column) = scan::position(place.trim_end());
        frame.filename = some(file);
        frame.abs_path = scan::absolute(file);
        (frame.line, frame.column) = (line, column);
    }
    let foreign = match &frame.filename {
        Some(file) => is_system_file(file),
        None => frame.package.is_some() || function == "??",
    };
    frame.in_app = match (foreign, &frame.filename) {
        (true, _) => InApp::No,
        (false, Some(_)) => InApp::Yes,
        (false, None) => InApp::Missing,
    };
    Some(frame)
}

/// Where the arguments start: the blank before the first parenthesis outside of
/// template parameters and of the function's own parentheses.
fn arguments(call: &str) -> Option<usize> {
    let bytes = call.as_bytes();
    let (mut angles, mut parens) = (0_usize, 0_usize);
    for (at, byte) in call.bytes().enumerate() {
        match byte {
            b'(' if angles == 0 && parens == 0 && at > 0 && bytes[at - 1] == b' ' => {
                return Some(at - 1);
            }
            b'(' => parens += 1,
            b')' => parens = parens.saturating_sub(1),
            b'<' => angles += 1,
            b'>' => angles = angles.saturating_sub(1),
            _ => {}
        }
    }
    call.find(" (")
}
