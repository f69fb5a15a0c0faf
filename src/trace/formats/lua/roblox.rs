//! Roblox: the stacks of its output window, and those of `debug.traceback()`.
//!
//! ```text
//! 12:01:33.123  ServerScriptService.Cart:31: attempt to index nil with 'total'  -  Server - Cart:31
//! 12:01:33.123  Stack Begin  -  Studio
//! 12:01:33.123  Script 'ServerScriptService.Cart', Line 31 - function total  -  Studio - Cart:31
//! 12:01:33.123  Stack End  -  Studio
//! ```
//!
//! A script's place is its path in the game.

use super::{Code, Frame, InApp, scan, some};

/// Whether a stack may start here.
pub(super) fn starts(line: &str) -> bool {
    is_begin(line) || traced(line).is_some_and(|frame| frame.function.is_some())
}

pub(super) fn is_begin(line: &str) -> bool {
    without_columns(line).trim() == "Stack Begin"
}

pub(super) fn is_end(line: &str) -> bool {
    without_columns(line).trim() == "Stack End"
}

/// A line without its time in front and what printed it behind.
pub(super) fn without_columns(line: &str) -> &str {
    let text = match line.trim_start().split_once("  ") {
        Some((clock, rest)) if is_clock(clock) => rest.trim_start(),
        _ => line,
    };
    text.split_once("  -  ").map_or(text, |(text, _)| text)
}

/// `12:01:33.123`
fn is_clock(text: &str) -> bool {
    text.len() >= 8
        && text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b':' | b'.'))
        && text.contains(':')
}

pub(super) fn frame(line: &str) -> Option<(Frame, Code)> {
    let text = without_columns(line);
    script(text).or_else(|| traced(text)).map(|frame| (frame, Code::Source))
}

/// `Script 'ServerScriptService.Cart', Line 31 - function total`
fn script(text: &str) -> Option<Frame> {
    let (script, rest) = text.trim().strip_prefix("Script '")?.split_once("', Line ")?;
    let (number, rest) = scan::leading_number(rest)?;
    let function = rest.strip_prefix(" - ").unwrap_or_default();
    Some(made(script, number, function.strip_prefix("function ").unwrap_or(function)))
}

/// `ServerScriptService.Cart:31 function total`, and `ServerScriptService.Main:4`
fn traced(line: &str) -> Option<Frame> {
    let text = line.trim_end();
    let (script, rest) = text.split_once(':')?;
    let (number, rest) = scan::leading_number(rest)?;
    let function = match rest {
        "" => "",
        rest => rest.strip_prefix(" function ")?,
    };
    let rooted = [
        "ServerScriptService",
        "ReplicatedStorage",
        "Workspace",
        "Players",
        "StarterPlayer",
        "ServerStorage",
        "ReplicatedFirst",
        "StarterGui",
    ];
    let known = rooted.contains(&script.split('.').next()?);
    (known && scan::is_word(script, b". ")).then(|| made(script, number, function))
}

fn made(script: &str, line: u32, function: &str) -> Frame {
    Frame {
        filename: some(script),
        function: some(function),
        line: Some(line),
        in_app: InApp::Yes,
        ..Frame::default()
    }
}
