//! Rust: panics of all versions with their backtraces, and the errors with causes
//! that anyhow and eyre print.
//!
//! ```text
//! thread 'main' panicked at src/billing.rs:6:60:
//! index out of bounds: the len is 0 but the index is 3
//! stack backtrace:
//!    0: shop::billing::Ledger::post
//!              at ./src/billing.rs:6:60
//! ```
//!
//! Hashes are cut off the symbols. A frame is outside the application if its
//! function begins, `<` aside, with one of the crates that sentry-rust knows, or is
//! of the C library. The place in a panic's first line is no frame: without a
//! backtrace there is none, in Sentry, too.

use super::Format;
use super::scan::{self, some};
use crate::trace::draft::{Draft, Input, Order, Reading};
use crate::trace::parse::{Certainty, Exception, Role};
use crate::trace::{Frame, InApp};
use memchr::memmem;
use std::borrow::Cow;

pub(crate) struct Rust;

/// How many lines a message may have.
const MESSAGE: usize = 60;

/// How color-eyre and color-backtrace begin the report of a panic.
const CRASHED: &str = "The application panicked (crashed).";

impl Format for Rust {
    fn name(&self) -> &'static str {
        "rust"
    }

    fn title(&self) -> &'static str {
        "Rust"
    }

    fn anchors(&self, line: &str) -> bool {
        memmem::find(line.as_bytes(), b"panicked at ").is_some()
            || line.starts_with("Error:")
            || line.starts_with(CRASHED)
            || is_heading(line)
            || line.starts_with("  ") && symbol(line).is_some()
    }

    fn read(&self, input: &Input, at: usize) -> Option<Reading> {
        let mut draft = Draft::default();
        let line = input.text(at);
        if line.contains("panicked at ") {
            panic(input, at, &mut draft)?;
        } else if line.starts_with("Error:") {
            causes(input, at, &mut draft)?;
        } else if line.starts_with(CRASHED) {
            crashed(input, at, &mut draft)?;
        } else {
            let heading = is_heading(line);
            if heading {
                draft.role(at, Role::Header);
            }
            backtrace(input, at + usize::from(heading), &mut draft);
            let placed = draft.current().frames.iter().any(|frame| frame.frame.line.is_some());
            if !draft.has_frames() || !(placed || heading) {
                return None;
            }
        }
        // Sentry's Rust SDK sends all events as `native`.
        draft.ordered(Order::NewestFirst).finish(input, "rust", "native", Certainty::Sure)
    }
}

/// `thread 'main' (12) panicked at …`
fn panic(input: &Input, at: usize, draft: &mut Draft) -> Option<()> {
    let line = input.text(at);
    let start = line.find("thread '")? + 8;
    let end = line.rfind(" panicked at ")?;
    let name = line.get(start..end)?;
    let name = &name[..name.rfind('\'')?];
    let rest = &line[end + 13..];
    let (value, next) = match rest.strip_prefix(['\'', '"']) {
        Some(quoted) => old_message(input, at, quoted),
        None if rest.trim_end().ends_with(':') => new_message(input, at),
        None => (rest.rsplit_once(", ").map_or(rest, |(value, _)| value).to_owned(), at + 1),
    };
    draft.role(at, Role::Header);
    draft.roles(at + 1..next, Role::Message);
    draft.strong();
    draft.exception(Exception {
        ty: some("panic"),
        value: some(&value),
        thread: some(name),
        ..Exception::default()
    });
    let mut end = next;
    while end < input.len() && input.is_blank(end) {
        end += 1;
    }
    let mut behind = if is_heading(input.text(end)) {
        draft.role(end, Role::Header);
        draft.strong();
        backtrace(input, end + 1, draft)
    } else {
        notes(input, next, draft)
    };
    while behind < input.len() && input.is_blank(behind) {
        behind += 1;
    }
    if draft.exceptions.len() == 1 && draft.has_frames() {
        passed_on(input, behind, draft);
    }
    Some(())
}

/// A panic that another thread passes on by `join().unwrap()` is one error: the
/// frames of who waited go before those of the thread.
fn passed_on(input: &Input, at: usize, draft: &mut Draft) {
    let waits = input.text(at).starts_with("thread '")
        && input.text(at + 1).starts_with("called `Result::unwrap()`")
        && input.text(at + 1).ends_with(": Any { .. }");
    if !waits || panic(input, at, draft).is_none() {
        return;
    }
    let waiting = draft.exceptions.pop().map(|exception| exception.frames);
    draft.current().frames.extend(waiting.into_iter().flatten());
}

/// Before 1.73: `'message', src/main.rs:4:39`, where the message can have lines.
fn old_message(input: &Input, at: usize, quoted: &str) -> (String, usize) {
    let ended = |text: &str| {
        let cut = text.rfind("', ").or_else(|| text.rfind("\", "))?;
        let (_, line, column) = scan::position(text[cut + 3..].trim_end());
        (line.is_some() && column.is_some()).then_some(cut)
    };
    let mut value = String::new();
    for next in at..input.len().min(at + MESSAGE) {
        let text = if next == at { quoted } else { input.text(next) };
        if next > at {
            value.push('\n');
        }
        if let Some(cut) = ended(text) {
            value.push_str(&text[..cut]);
            return (value, next + 1);
        }
        value.push_str(text);
    }
    (quoted.to_owned(), at + 1)
}

/// From 1.73 on: the message stands on the lines below the place.
fn new_message(input: &Input, at: usize) -> (String, usize) {
    let last = input.len().min(at + 1 + MESSAGE);
    let ends =
        |line: &str| is_heading(line) || line.starts_with("note: ") || line.starts_with("thread '");
    let end = (at + 1..last).find(|next| ends(input.text(*next))).unwrap_or_else(|| {
        // Nothing says how far it goes: up to a blank line, or another log entry.
        let stops = |next: &usize| input.is_blank(*next) || !input.alike(at, *next);
        (at + 1..last).find(stops).unwrap_or(last)
    });
    let lines: Vec<&str> = (at + 1..end).map(|next| input.text(next)).collect();
    (lines.join("\n").trim_end().to_owned(), end)
}

/// `Message:  …`, `Location: …` and a backtrace, as color-eyre reports a panic. Without a
/// backtrace there are no frames, as of other panics.
fn crashed(input: &Input, at: usize, draft: &mut Draft) -> Option<()> {
    draft.role(at, Role::Header);
    draft.strong();
    let mut exception = Exception { ty: some("panic"), ..Exception::default() };
    let mut lines: Vec<&str> = Vec::new();
    let mut next = at + 1;
    while !(input.text(next).starts_with("Location:") || input.is_blank(next)) {
        let line = input.text(next);
        lines.push(line.strip_prefix("Message:").unwrap_or(line).trim());
        draft.role(next, Role::Message);
        next += 1;
    }
    exception.value = some(lines.join("\n").trim());
    draft.exception(exception);
    let stack = (next..next + 6).find(|next| input.text(*next).contains("━ BACKTRACE ━"));
    if let Some(stack) = stack {
        draft.roles(next..stack, Role::Context);
        backtrace(input, stack + 1, draft);
    }
    Some(())
}

/// `Error: outer`, `Caused by:` and a list, as `main` prints anyhow's and eyre's.
fn causes(input: &Input, at: usize, draft: &mut Draft) -> Option<()> {
    let mut chain = Vec::new();
    let first = input.text(at)["Error:".len()..].trim();
    let mut next = at + 1;
    if !first.is_empty() {
        chain.push(first);
    }
    // color-eyre numbers all of them: `   0: outer`.
    while let Some(cause) = numbered(input.text(next)).filter(|_| first.is_empty()) {
        chain.push(cause);
        next += 1;
    }
    draft.roles(at..next, Role::Message);
    let mut known = chain.len() > 1;
    let mut stack = None;
    while next < input.len() {
        let line = input.text(next);
        let text = line.trim();
        if text == "Caused by:" || text == "Location:" {
            let caused = text == "Caused by:";
            known |= caused || input.text(next + 1).contains(".rs:");
            draft.role(next, Role::Context);
            next += 1;
            while input.text(next).starts_with("   ") && !input.is_blank(next) {
                let line = input.text(next);
                if caused {
                    chain.push(numbered(line).unwrap_or(line.trim()));
                }
                draft.role(next, if caused { Role::Message } else { Role::Context });
                next += 1;
            }
        } else if is_heading(line) || text.contains("━ BACKTRACE ━") {
            stack = Some(next);
            break;
        } else if text.is_empty() {
            next += 1;
        } else {
            break;
        }
    }
    if !(known || stack.is_some()) || chain.is_empty() {
        return None;
    }
    for value in chain.into_iter().rev() {
        draft.exception(Exception { value: some(value), ..Exception::default() });
    }
    draft.strong();
    // The backtrace is the outermost error's.
    if let Some(stack) = stack {
        draft.role(stack, Role::Header);
        backtrace(input, stack + 1, draft);
    }
    Some(())
}

fn numbered(line: &str) -> Option<&str> {
    let (_, rest) = scan::leading_number(line.strip_prefix("   ")?.trim_start())?;
    Some(rest.strip_prefix(": ")?.trim())
}

fn is_heading(line: &str) -> bool {
    matches!(line.trim(), "stack backtrace:" | "Stack backtrace:")
}

/// Reads numbered symbols and their places, and the notes below. Gives the line
/// behind them.
fn backtrace(input: &Input, at: usize, draft: &mut Draft) -> usize {
    let mut next = at;
    while next < input.len() {
        let line = input.text(next);
        if let Some(name) = symbol(line) {
            draft.frame(input, next, named(name));
            draft.weak();
        } else if let Some(place) = place(line) {
            let Some(frame) = draft.current().frames.last_mut() else { break };
            locate(&mut frame.frame, place);
            draft.role(next, Role::Frame);
            draft.strong();
        } else if line.trim_start().starts_with('⋮') {
            draft.role(next, Role::Skipped("hidden by color-backtrace"));
        } else {
            break;
        }
        next += 1;
    }
    notes(input, next, draft)
}

/// `note: run with …` belongs to the panic. Gives the line behind.
fn notes(input: &Input, at: usize, draft: &mut Draft) -> usize {
    let mut next = at;
    while input.text(next).starts_with("note: ") {
        draft.role(next, Role::Context);
        next += 1;
    }
    next
}

/// `  12:     0x55d2ec6d8ef1 - std::panicking::default_hook`, with the address or
/// without.
fn symbol(line: &str) -> Option<&str> {
    let text = line.trim_start();
    let (_, rest) = scan::leading_number(text).filter(|_| text.len() < line.len())?;
    let rest = rest.strip_prefix(':')?.trim_start();
    let name = match scan::after_address(rest) {
        Some(rest) => rest.strip_prefix("- ")?,
        None => rest,
    };
    // Reports of human-panic have the address behind the name.
    let name = name
        .rsplit_once(" (0x")
        .filter(|(_, end)| end.ends_with(')'))
        .map_or(name, |(name, _)| name);
    Some(name.trim_end()).filter(|name| !name.is_empty())
}

/// `             at ./src/main.rs:9:40`
fn place(line: &str) -> Option<(&str, u32, Option<u32>)> {
    let text = line.strip_prefix("    ")?.trim_start().strip_prefix("at ")?;
    let (path, line, column) = scan::position(text.trim_end());
    Some((path, line?, column))
}

fn named(symbol: &str) -> Frame {
    let function = without_hashes(symbol);
    let foreign = is_well_known(&function) || is_c(&function);
    let in_app = if foreign { InApp::No } else { InApp::Yes };
    Frame { function: Some(function.into_owned()), in_app, ..Frame::default() }
}

fn locate(frame: &mut Frame, (path, line, column): (&str, u32, Option<u32>)) {
    frame.filename = some(scan::file_name(path));
    frame.abs_path = some(path);
    frame.line = Some(line);
    frame.column = column;
    if scan::has_folder(path, &["/sysdeps/", "/nptl/", "/csu/"]) {
        frame.in_app = InApp::No;
    }
}

/// Cuts `::h4a8e3296ef1e5786` and every `[e28293b1aa0f68bd]` off.
fn without_hashes(symbol: &str) -> Cow<'_, str> {
    let is_hash = |text: &str| text.len() == 16 && text.bytes().all(|b| b.is_ascii_hexdigit());
    let symbol = match symbol.rsplit_once("::h") {
        Some((head, hash)) if is_hash(hash) => head,
        _ => symbol,
    };
    if !symbol.contains('[') {
        return Cow::Borrowed(symbol);
    }
    let mut name = String::with_capacity(symbol.len());
    let mut rest = symbol;
    while let Some(open) = rest.find('[') {
        let inside = &rest[open + 1..];
        let hash = inside.get(..16).filter(|hash| is_hash(hash) && inside[16..].starts_with(']'));
        name.push_str(&rest[..open + usize::from(hash.is_none())]);
        rest = if hash.is_some() { &inside[17..] } else { inside };
    }
    name.push_str(rest);
    Cow::Owned(name)
}

/// The crates that sentry-rust takes for the system's (`sentry-backtrace`).
fn is_well_known(function: &str) -> bool {
    const PREFIXES: [&str; 19] = [
        "std::",
        "core::",
        "alloc::",
        "backtrace::",
        "sentry::",
        "sentry_core::",
        "sentry_types::",
        "sentry_backtrace::",
        "sentry_panic::",
        "__rust",
        "___rust_",
        "rust_begin_unwind",
        "_start",
        "anyhow::",
        "log::",
        "tokio::",
        "tracing_core::",
        "futures_core::",
        "futures_util::",
    ];
    let name = function.trim_start_matches('<');
    PREFIXES.iter().any(|prefix| name.starts_with(prefix))
}

/// What the C library runs before and around a program.
fn is_c(function: &str) -> bool {
    matches!(function, "main" | "start" | "start_thread" | "clone" | "clone3")
        || function.starts_with("__libc_start")
}
