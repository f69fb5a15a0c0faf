//! Godot: errors of scripts and of the engine, with their backtraces.
//!
//! ```text
//! SCRIPT ERROR: Invalid get index 'total' (on base: 'Nil').
//!           at: Cart.sum (res://scripts/cart.gd:31)
//! ```
//!
//! What is at `res://` is the application's, except for `res://addons/`; the engine's
//! own C++ is not.

use super::Format;
use super::scan::{self, some};
use crate::trace::draft::{Draft, Input, Order, Reading};
use crate::trace::parse::{Certainty, Exception, Role};
use crate::trace::{Frame, InApp};

pub(crate) struct Godot;

const KINDS: [&str; 6] =
    ["SCRIPT ERROR", "USER SCRIPT ERROR", "USER ERROR", "USER WARNING", "SHADER ERROR", "ERROR"];

impl Format for Godot {
    fn name(&self) -> &'static str {
        "godot"
    }

    fn title(&self) -> &'static str {
        "Godot"
    }

    fn anchors(&self, line: &str) -> bool {
        header(line).is_some() || frame(line).is_some()
    }

    fn read(&self, input: &Input, at: usize) -> Option<Reading> {
        let mut draft = Draft::default();
        let mut next = at;
        if let Some((ty, value)) = header(input.text(at)) {
            draft.role(at, Role::Message);
            draft.exception(Exception { ty: some(ty), value: some(value), ..Exception::default() });
            next += 1;
        } else {
            draft.exception(Exception::default());
        }
        // With a backtrace below, the place that stands before it comes again.
        let place =
            frame(input.text(next)).filter(|_| input.text(next).trim_start().starts_with("at: "));
        let traced = next + usize::from(place.is_some());
        if input.text(traced).trim_start().starts_with("GDScript backtrace") {
            if frame(input.text(traced + 1)).is_some() {
                draft.roles(next..traced, Role::Context);
                next = traced + 1;
            }
            draft.role(traced, Role::Header);
        }
        while let Some(frame) = frame(input.text(next)) {
            draft.frame(input, next, frame);
            draft.strong();
            next += 1;
        }
        if !draft.has_frames() {
            return None;
        }
        // Sentry's SDK for Godot sends events through sentry-native.
        draft.ordered(Order::NewestFirst).finish(input, "godot", "native", Certainty::Sure)
    }
}

/// `SCRIPT ERROR: message`
fn header(line: &str) -> Option<(&'static str, &str)> {
    if !line.starts_with(['S', 'U', 'E']) {
        return None;
    }
    KINDS.iter().find_map(|kind| Some((*kind, line.strip_prefix(kind)?.strip_prefix(": ")?.trim())))
}

/// `   at: Cart.sum (res://cart.gd:31)`, `   [0] sum (res://cart.gd:31)`, and
/// `Frame 0 - res://cart.gd:31 in function 'sum'` of `print_stack()`.
fn frame(line: &str) -> Option<Frame> {
    let text = line.trim();
    if let Some(rest) = text.strip_prefix("Frame ") {
        let (_, rest) = scan::leading_number(rest)?;
        let (place, function) = rest.strip_prefix(" - ")?.split_once(" in function '")?;
        return made(function.trim_end_matches('\''), place);
    }
    let rest = match text.strip_prefix("at: ") {
        Some(rest) => rest,
        None => {
            let (_, rest) = scan::leading_number(text.strip_prefix('[')?)?;
            rest.strip_prefix("] ")?
        }
    };
    let (function, place) = scan::last_group(rest)?;
    made(function.trim(), place)
}

fn made(function: &str, place: &str) -> Option<Frame> {
    let (file, line, column) = scan::position(place);
    let own = file.starts_with("res://") && !file.starts_with("res://addons/");
    let known = file.starts_with("res://")
        || file.starts_with("user://")
        || file.ends_with(".cpp")
        || file.ends_with(".h")
        || file.ends_with(".gd");
    (known && line.is_some()).then(|| Frame {
        function: some(function),
        filename: some(file),
        // `res://` and `user://` say where they start.
        abs_path: if file.contains("://") { some(file) } else { scan::absolute(file) },
        line,
        column,
        in_app: if own || file.ends_with(".gd") && !file.contains("addons/") {
            InApp::Yes
        } else {
            InApp::No
        },
        ..Frame::default()
    })
}
