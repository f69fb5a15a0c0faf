//! Dart and Flutter: traces of the VM, in the short forms of package stack_trace,
//! of code compiled ahead of time, and Flutter's framed reports.
//!
//! ```text
//! Unhandled exception:
//! Bad state: No element
//! #0      List.first (dart:core-patch/growable_array.dart:343:5)
//! #1      CartBloc.checkout (package:shop/bloc/cart_bloc.dart:57:22)
//! <asynchronous suspension>
//! ```
//!
//! `abs_path` is the `package:` or `dart:` address, and of other files the name, as
//! the SDK has it; a suspension is a frame, too. Dart's own libraries and
//! `package:flutter` are outside the application.

use super::Format;
use super::scan::{self, some};
use crate::trace::draft::{Draft, Input, Order, Reading};
use crate::trace::parse::{Certainty, Code, Exception, Role};
use crate::trace::{Frame, InApp};

pub(crate) struct Dart;

/// How many lines a message, or a report before its stack, may have.
const ABOVE: usize = 40;

const SUSPENSION: &str = "<asynchronous suspension>";

impl Format for Dart {
    fn name(&self) -> &'static str {
        "dart"
    }

    fn title(&self) -> &'static str {
        "Dart and Flutter"
    }

    fn anchors(&self, line: &str) -> bool {
        line.starts_with("Unhandled exception:")
            || line.starts_with("══╡ ")
            || line.starts_with('#') && numbered(line).is_some()
            || compiled(line).is_some()
            || line.starts_with('[') && line.contains("Unhandled Exception: ")
            || line.contains(".dart ") && terse(line).is_some()
    }

    fn read(&self, input: &Input, at: usize) -> Option<Reading> {
        let mut draft = Draft::default();
        let line = input.text(at);
        if line.starts_with("══╡ ") {
            report(input, at, &mut draft)?;
        } else if let Some((_, message)) = line.split_once("Unhandled Exception: ") {
            let first = stack_below(input, at)?;
            draft.role(at, Role::Message);
            message_of(input, message, at + 1..first, &mut draft);
            stack(input, first, &mut draft);
        } else if line.starts_with("Unhandled exception:") {
            let first = stack_below(input, at)?;
            draft.role(at, Role::Header);
            draft.strong();
            let message = if first > at + 1 { input.text(at + 1) } else { "" };
            message_of(input, message, at + 2..first, &mut draft);
            draft.roles(at + 1..first, Role::Message);
            stack(input, first, &mut draft);
        } else {
            let above = input.free.max(at.saturating_sub(8));
            for next in above..at {
                let line = input.text(next);
                if line.starts_with("*** *** ***") || is_aot_field(line) {
                    draft.role(next, Role::Header);
                }
            }
            titled(input, at, &mut draft);
            stack(input, at, &mut draft);
        }
        if !draft.has_frames() {
            return None;
        }
        let flutter = is_flutter(&draft);
        let draft = draft.ordered(Order::NewestFirst);
        // The SDKs for Dart and Flutter send their events as `other`.
        let mut reading = draft.finish(input, "dart", "other", Certainty::Sure)?;
        reading.trace.sdk = Some(if flutter { "sentry.dart.flutter" } else { "sentry.dart" });
        Some(reading)
    }
}

/// Whether there are frames of Flutter.
fn is_flutter(draft: &Draft) -> bool {
    let frames = draft.exceptions.iter().flat_map(|exception| &exception.frames);
    let mut paths = frames.filter_map(|frame| frame.frame.abs_path.as_deref());
    paths.any(|path| path.starts_with("package:flutter/") || path.starts_with("dart:ui"))
}

fn is_aot_field(line: &str) -> bool {
    [
        "pid: ",
        "os: ",
        "build_id: ",
        "isolate_dso_base: ",
        "vm_instructions: ",
        "isolate_instructions: ",
    ]
    .iter()
    .any(|start| line.starts_with(start))
}

fn stack_below(input: &Input, at: usize) -> Option<usize> {
    let last = input.len().min(at + ABOVE);
    (at + 1..last).find(|next| frame(input.text(*next)).is_some())
}

/// The error in the line above a bare stack, if it names one.
fn titled(input: &Input, at: usize, draft: &mut Draft) {
    let above = (input.free..at).next_back().filter(|above| input.alike(*above, at));
    let message = above.map_or("", |above| input.text(above).trim());
    match (above, kind(message)) {
        (Some(above), Some(ty)) => {
            draft.role(above, Role::Message);
            draft.exception(Exception {
                ty: some(ty),
                value: some(message),
                ..Exception::default()
            });
        }
        _ => {
            draft.exception(Exception::default());
        }
    }
}

fn message_of(input: &Input, first: &str, more: std::ops::Range<usize>, draft: &mut Draft) {
    let mut value = first.trim().to_owned();
    for at in more.clone() {
        value.push('\n');
        value.push_str(input.text(at));
    }
    draft.roles(more, Role::Message);
    let value = value.trim_end();
    let ty = kind(value).and_then(some);
    draft.exception(Exception { ty, value: some(value), ..Exception::default() });
}

/// The class of an error, of which Dart prints only the message.
fn kind(message: &str) -> Option<&str> {
    const KNOWN: [(&str, &str); 14] = [
        ("Bad state: ", "StateError"),
        ("Invalid argument", "ArgumentError"),
        ("RangeError", "RangeError"),
        ("Unsupported operation: ", "UnsupportedError"),
        ("Concurrent modification during iteration", "ConcurrentModificationError"),
        ("Null check operator used on a null value", "TypeError"),
        ("type '", "TypeError"),
        ("Stack Overflow", "StackOverflowError"),
        ("Out of Memory", "OutOfMemoryError"),
        ("LateInitializationError", "LateError"),
        ("IntegerDivisionByZeroException", "IntegerDivisionByZeroException"),
        ("Exception: ", "Exception"),
        ("'package:", "AssertionError"),
        ("Assertion failed", "AssertionError"),
    ];
    if let Some((_, ty)) = KNOWN.iter().find(|(start, _)| message.starts_with(start)) {
        return Some(ty);
    }
    let name = message.split([':', ' ', '(']).next()?;
    let named = name.len() > 5 && (name.ends_with("Exception") || name.ends_with("Error"));
    (named && scan::is_word(name, b"<>$")).then_some(name)
}

/// Flutter's report: a frame of double lines, what happened, and often a stack.
fn report(input: &Input, at: usize, draft: &mut Draft) -> Option<()> {
    let last = input.len().min(at + 4 * ABOVE);
    let closes =
        |next: &usize| input.text(*next).starts_with("══") && !input.text(*next).contains('╡');
    let close = (at + 1..last).find(closes);
    let end = close.unwrap_or(last);
    draft.role(at, Role::Header);
    draft.strong();
    let mut exception = Exception::default();
    let mut message: Option<String> = None;
    let mut widget = None;
    let mut first = None;
    for next in at + 1..end {
        let line = input.text(next);
        if frame(line).is_some() {
            first = Some(next);
            break;
        }
        if let Some(ty) =
            line.strip_prefix("The following ").and_then(|line| line.split_once(" was thrown"))
        {
            exception.ty = some(if ty.0 == "assertion" { "FlutterError" } else { ty.0 });
            message = Some(String::new());
            draft.role(next, Role::Message);
        } else if let Some(text) = message.as_mut().filter(|_| exception.value.is_none()) {
            if line.trim().is_empty() {
                exception.value = some(text);
            } else {
                text.push_str(if text.is_empty() { "" } else { "\n" });
                text.push_str(line);
                draft.role(next, Role::Message);
            }
        } else if line.contains(".dart:") && widget.is_none() {
            widget = creator(line).map(|frame| (next, frame));
        }
    }
    exception.value = exception.value.or(message.and_then(|text| some(&text)));
    draft.exception(exception);
    let mut behind = end;
    match (first, widget) {
        (Some(first), _) => behind = stack(input, first, draft),
        (None, Some((at, frame))) => {
            draft.frame(input, at, frame);
        }
        (None, None) => return None,
    }
    if let Some(close) = close.filter(|close| *close >= behind && *close <= behind + 40) {
        draft.role(close, Role::Context);
    }
    Some(())
}

/// Where the widget was made that a report blames: `Row:file:///srv/shop/lib/a.dart:31:12`.
fn creator(line: &str) -> Option<Frame> {
    let text = line.trim();
    let at = text.find("file:///").or_else(|| text.find("package:"))?;
    let widget = text[..at].trim_end_matches(':');
    let widget = widget.rsplit(' ').next().unwrap_or(widget);
    Some(located(widget, &text[at..]))
}

/// Reads frames from `at` on, and gives the line behind.
fn stack(input: &Input, at: usize, draft: &mut Draft) -> usize {
    let mut next = at;
    loop {
        let line = input.text(next);
        if let Some((frame, code)) = frame(line) {
            draft.frame(input, next, frame).code(code);
            draft.strong();
        } else if is_elided(line) && next > at {
            draft.role(next, Role::Skipped("left out by Flutter"));
        } else if line.starts_with("=====") && line.contains("asynchronous gap") {
            draft.frame(input, next, suspension());
        } else {
            return next;
        }
        next += 1;
    }
}

fn is_elided(line: &str) -> bool {
    line.starts_with("(elided ") || line.starts_with("...  ") && line.ends_with(" frames)")
}

fn suspension() -> Frame {
    Frame { function: some(SUSPENSION), abs_path: some(SUSPENSION), ..Frame::default() }
}

/// Any line of a stack.
fn frame(line: &str) -> Option<(Frame, Code)> {
    let text = line.trim();
    if text == SUSPENSION {
        return Some((suspension(), Code::Source));
    }
    if let Some(frame) = compiled(line) {
        return Some((frame, Code::Native));
    }
    let frame = if text.starts_with('#') { numbered(text) } else { terse(line) };
    frame.map(|frame| (frame, Code::Source))
}

/// `#1      CartBloc.checkout (package:shop/bloc/cart_bloc.dart:57:22)`
fn numbered(text: &str) -> Option<Frame> {
    let (_, rest) = scan::leading_number(text.strip_prefix('#')?)?;
    let (member, place) = scan::last_group(rest.strip_prefix(' ')?.trim())?;
    let known = ["package:", "dart:", "file://", "http://", "https://", "org-dartlang"]
        .iter()
        .any(|scheme| place.starts_with(scheme));
    (known || place.contains(".dart")).then(|| located(member.trim_end(), place))
}

/// `package:shop/bloc/cart_bloc.dart 57:22  CartBloc.checkout`
fn terse(line: &str) -> Option<Frame> {
    let (path, rest) = line.trim_end().split_once(' ')?;
    let known = path.ends_with(".dart") && !path.contains(['(', '"']) || path.starts_with("dart:");
    // Dart's own libraries can come without a line.
    let (place, member) = match rest.starts_with("  ") {
        true => ("", rest),
        false => rest.split_once("  ")?,
    };
    let (line, column) = place.split_once(':').unwrap_or((place, ""));
    let member = member.trim();
    if !known || member.is_empty() || !place.is_empty() && scan::number(line).is_none() {
        return None;
    }
    let mut frame = located(member, path);
    frame.line = scan::number(line);
    frame.column = scan::number(column);
    Some(frame)
}

/// `    #00 abs 0000007c2f1d3f virt 0000000000211d3f _kDartIsolateSnapshotInstructions+0x1e8d3f`
fn compiled(line: &str) -> Option<Frame> {
    let (_, rest) = scan::leading_number(line.trim_start().strip_prefix('#')?)?;
    let rest = rest.strip_prefix(" abs ")?;
    let symbol = rest.rsplit(' ').next()?;
    let name = symbol.split_once("+0x").map_or(symbol, |(name, _)| name);
    Some(Frame { function: some(name).filter(|name| name.starts_with('_')), ..Frame::default() })
}

fn located(member: &str, place: &str) -> Frame {
    let (uri, line, column) = scan::position(place);
    let name = scan::file_name(uri);
    let package = uri.strip_prefix("package:").and_then(|rest| rest.split('/').next());
    let packaged = package.is_some() || uri.starts_with("dart:");
    let foreign = uri.starts_with("dart:") || package == Some("flutter");
    Frame {
        function: some(member),
        filename: some(name),
        abs_path: some(if packaged { uri } else { name }),
        package: package.and_then(some),
        line,
        column,
        in_app: if foreign { InApp::No } else { InApp::Yes },
        ..Frame::default()
    }
}
