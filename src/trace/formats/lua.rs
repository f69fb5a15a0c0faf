//! Lua: `debug.traceback`, OpenResty's log, LÖVE's error screen, Roblox's stack.
//!
//! ```text
//! lua5.4: ./ledger.lua:2: division by zero
//! stack traceback:
//!     [C]: in function 'error'
//!     ./ledger.lua:2: in function 'ledger.divide'
//!     main.lua:8: in main chunk
//! ```
//!
//! Sentry has no SDK for Lua. Functions written in C and installed libraries are
//! outside the application.

use super::Format;
use super::scan::{self, some};
use crate::trace::draft::{Draft, Input, Order, Reading};
use crate::trace::parse::{Certainty, Code, Exception, Role};
use crate::trace::{Frame, InApp};

mod roblox;

pub(crate) struct Lua;

/// How many lines a message may have.
const MESSAGE: usize = 12;

impl Format for Lua {
    fn name(&self) -> &'static str {
        "lua"
    }

    fn title(&self) -> &'static str {
        "Lua"
    }

    fn anchors(&self, line: &str) -> bool {
        is_heading(line)
            || line.starts_with(['\t', '[']) && frame(line, false).is_some()
            || roblox::starts(line)
    }

    fn read(&self, input: &Input, at: usize) -> Option<Reading> {
        let mut draft = Draft::default();
        let line = input.text(at);
        let headed = is_heading(line) || roblox::is_begin(line);
        let first = at + usize::from(headed);
        if headed {
            draft.role(at, Role::Header);
            message(input, at, &mut draft);
        } else {
            draft.exception(Exception::default());
        }
        let mut next = first;
        loop {
            let line = input.text(next);
            if let Some((frame, code)) = frame(line, headed).or_else(|| roblox::frame(line)) {
                draft.frame(input, next, frame).code(code);
                draft.strong();
            } else if line.contains("(...tail calls...)") || line.contains("\t...") {
                draft.role(next, Role::Skipped("left out by Lua"));
            } else if line.starts_with("coroutine ") && line.ends_with(':')
                || roblox::is_end(line)
                || next == first && line.trim().is_empty()
            {
                draft.role(next, Role::Context);
            } else {
                break;
            }
            next += 1;
            if next >= input.len() {
                break;
            }
        }
        if !draft.has_frames() {
            return None;
        }
        let sure = headed || draft.current().frames.len() > 1;
        let certainty = if sure { Certainty::Sure } else { Certainty::Guessed };
        draft.ordered(Order::NewestFirst).finish(input, "lua", "other", certainty)
    }
}

fn is_heading(line: &str) -> bool {
    matches!(line.trim(), "stack traceback:" | "Traceback")
}

/// Reads the message above the stack.
fn message(input: &Input, at: usize, draft: &mut Draft) {
    let least = input.free.max(at.saturating_sub(MESSAGE));
    let is_placed = |next: &usize| placed(roblox::without_columns(input.text(*next))).is_some();
    let found = (least..at).rev().find(is_placed);
    let Some(start) =
        found.or_else(|| (least..at).next_back().filter(|next| !input.is_blank(*next)))
    else {
        draft.exception(Exception::default());
        return;
    };
    let line = roblox::without_columns(input.text(start));
    let mut value = match placed(line) {
        Some(cut) => &line[cut..],
        None => line.split_once("lua: ").map_or(line, |(_, message)| message),
    }
    .to_owned();
    for next in start + 1..at {
        value.push('\n');
        value.push_str(input.text(next));
    }
    draft.roles(start..at, Role::Message);
    draft.exception(Exception { value: some(value.trim_end()), ..Exception::default() });
}

/// Where the message starts behind `./ledger.lua:2: ` or `[string "x"]:3: `.
fn placed(line: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(at) = line[from..].find(':') {
        let colon = from + at;
        // A place of Roblox is the path of a script: `ServerScriptService.Quote`.
        let known = [".lua", "\"]", ".luau", "input", "user_script"]
            .iter()
            .any(|end| line[..colon].ends_with(end))
            || line[..colon].contains('.') && scan::is_word(&line[..colon], b".");
        let rest = scan::leading_number(&line[colon + 1..]).filter(|_| known);
        if let Some((_, rest)) = rest.filter(|(_, rest)| rest.starts_with(": ")) {
            return Some(line.len() - rest.len() + 2);
        }
        from = colon + 1;
    }
    None
}

/// `    ./ledger.lua:2: in function 'ledger.divide'`. Inside a stack, the line need not
/// be indented.
fn frame(line: &str, inside: bool) -> Option<(Frame, Code)> {
    let text = line.trim();
    let at = text.find(": in ")?;
    let (place, rest) = (&text[..at], &text[at + 5..]);
    let (file, number, _) = scan::position(place);
    let native = place == "[C]" || place == "[builtin]";
    let lua = file.ends_with(".lua")
        || file.ends_with(".luau")
        || file.ends_with("...")
        || file.starts_with('[')
        || number.is_some();
    let indented = inside || line.starts_with(['\t', ' ', '[']);
    if !(native || lua && indented) || place.contains(".rb") || place.contains(".py") {
        return None;
    }
    let function = function(rest)?;
    let foreign = native
        || scan::has_folder(
            file,
            &["/share/lua/", "/lib/lua/", "/luarocks/", "/lualib/", "/lua_modules/"],
        )
        || file.starts_with("[love ");
    let frame = Frame {
        function: some(function),
        filename: some(if native { place } else { file }),
        abs_path: scan::absolute(file),
        line: number,
        in_app: if foreign { InApp::No } else { InApp::Yes },
        ..Frame::default()
    };
    Some((frame, if native { Code::Native } else { Code::Source }))
}

/// What stands behind `in`: `function 'x'`, `local 'x'`, `function <a.lua:3>`,
/// `main chunk`, `?`.
fn function(text: &str) -> Option<&str> {
    // OpenResty adds the request to the last line.
    for name in ["main chunk", "?"] {
        if text.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with(", ")) {
            return Some(name);
        }
    }
    const KINDS: [&str; 8] = [
        "function ",
        "local ",
        "method ",
        "upvalue ",
        "field ",
        "global ",
        "metamethod ",
        "for iterator ",
    ];
    let name = KINDS.iter().find_map(|kind| text.strip_prefix(kind))?;
    if let Some(quoted) = name.strip_prefix(['\'', '`']) {
        return quoted.find('\'').map(|end| &quoted[..end]);
    }
    if name.starts_with('<') {
        return name.find('>').map(|end| &name[..=end]);
    }
    Some(name)
}
