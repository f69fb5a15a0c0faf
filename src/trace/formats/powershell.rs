//! PowerShell: script stack traces, and error records as the console shows them.
//!
//! ```text
//! Exception: cart is empty
//! at Get-Total, /srv/shop/Cart.ps1: line 12
//! at <ScriptBlock>, /srv/shop/main.ps1: line 3
//! ```
//!
//! Modules of PowerShell itself and code without a file are outside the
//! application.

use super::Format;
use super::scan::{self, some};
use crate::trace::draft::{Draft, Input, Order, Reading};
use crate::trace::parse::{Certainty, Exception, Role};
use crate::trace::{Frame, InApp};

pub(crate) struct PowerShell;

/// How many lines an error record has behind its place.
const RECORD: usize = 10;

/// A file, a line and perhaps a column.
type Place<'t> = (&'t str, u32, Option<u32>);

impl Format for PowerShell {
    fn name(&self) -> &'static str {
        "powershell"
    }

    fn title(&self) -> &'static str {
        "PowerShell"
    }

    fn anchors(&self, line: &str) -> bool {
        frame(line).is_some() || at_line(line).is_some() || concise(line).is_some()
    }

    fn read(&self, input: &Input, at: usize) -> Option<Reading> {
        let mut draft = Draft::default();
        let line = input.text(at);
        if let Some((ty, place)) = concise(line) {
            view(input, at, ty, place, &mut draft)?;
        } else if let Some(place) = at_line(line) {
            record(input, at, place, &mut draft);
        } else {
            title(input, at, &mut draft);
            stack(input, at, &mut draft);
        }
        draft.ordered(Order::NewestFirst).finish(input, "powershell", "powershell", Certainty::Sure)
    }
}

fn stack(input: &Input, at: usize, draft: &mut Draft) {
    let mut next = at;
    while let Some(frame) = frame(input.text(next)) {
        draft.frame(input, next, frame);
        draft.strong();
        next += 1;
    }
}

/// The error in the line above a stack.
fn title(input: &Input, at: usize, draft: &mut Draft) {
    let above = (input.free..at).next_back();
    let above = above.filter(|above| !input.is_blank(*above) && input.alike(*above, at));
    if labelled(input.text(at)).is_some() {
        listed(input, at, draft);
        return;
    }
    let Some(above) = above else {
        draft.exception(Exception::default());
        return;
    };
    let line = input.text(above).trim();
    let (ty, value) = named(line);
    draft.role(above, Role::Message);
    draft.exception(Exception { ty, value: some(value), ..Exception::default() });
}

/// The error in the lines above a stack that is one of its properties, as `Format-List` and
/// `Get-Error` print them.
fn listed(input: &Input, at: usize, draft: &mut Draft) {
    const PROPERTIES: usize = 24;
    let mut exception = Exception::default();
    let lowest = input.free.max(at.saturating_sub(PROPERTIES));
    let above = (lowest..at).rev().take_while(|above| !input.is_blank(*above));
    let mut used = Vec::new();
    for above in above {
        let Some((label, value)) = property(input.text(above)) else { continue };
        // What stands higher is further out.
        match label {
            "Exception" if !value.is_empty() => {
                let (ty, value) = named(value);
                (exception.ty, exception.value) = (ty, some(value));
            }
            "Type" => exception.ty = some(value),
            "Message" => exception.value = some(value),
            _ => continue,
        }
        used.push(above);
    }
    draft.roles(used.last().copied().unwrap_or(at)..at, Role::Context);
    used.iter().for_each(|above| draft.role(*above, Role::Message));
    draft.exception(exception);
}

/// `Message : cart is empty`
fn property(line: &str) -> Option<(&str, &str)> {
    let (label, value) = line.trim().split_once(':')?;
    let apart = label.ends_with(' ') && (value.is_empty() || value.starts_with(' '));
    apart.then(|| (label.trim_end(), value.trim()))
}

/// The first call of a stack that is a property: `ScriptStackTrace : at …`.
fn labelled(line: &str) -> Option<&str> {
    property(line).filter(|(label, _)| label.ends_with("StackTrace")).map(|(_, value)| value)
}

/// The type and the message of `Type: message`.
fn named(line: &str) -> (Option<String>, &str) {
    match line.split_once(": ") {
        Some((ty, value))
            if scan::is_word(ty, b".") && (ty.ends_with("Exception") || ty.ends_with("Error")) =>
        {
            (some(ty), value)
        }
        _ => (None, line),
    }
}

/// `at Get-Total, C:\shop\Cart.ps1: line 12`; the words can be of another language.
fn frame(line: &str) -> Option<Frame> {
    let text = labelled(line).unwrap_or(line).trim().strip_prefix("at ")?;
    let (function, place) = text.split_once(", ")?;
    let (file, number) = place.rsplit_once(": line ")?;
    let number = scan::number(number)?;
    Some(made(function, file, number, None))
}

fn made(function: &str, file: &str, line: u32, column: Option<u32>) -> Frame {
    let none = file == "<No file>" || file.is_empty();
    let slashes = file.replace('\\', "/");
    let folders = [
        "/WindowsPowerShell/Modules/",
        "/PowerShell/Modules/",
        "/PowerShell/7/",
        "/powershell/7/",
        "/powershell/Modules/",
    ];
    let foreign = none || scan::has_folder(&slashes, &folders);
    Frame {
        function: some(function),
        filename: if none { None } else { some(file) },
        abs_path: scan::absolute(file),
        line: Some(line),
        column,
        in_app: if foreign { InApp::No } else { InApp::Yes },
        ..Frame::default()
    }
}

/// `At C:\shop\Cart.ps1:12 char:5`. The words can be of another language:
/// `In C:\shop\Cart.ps1:12 Zeichen:5`, `Au caractère C:\shop\Cart.ps1:12 : 5`.
fn at_line(line: &str) -> Option<(&str, u32, u32)> {
    let text = line.trim();
    if let Some((place, column)) = text.strip_prefix("At ").and_then(|t| t.split_once(" char:")) {
        let (file, number) = scan::split_number(place, ':')?;
        return Some((file, number, scan::number(column)?));
    }
    let end = [".ps1:", ".psm1:"].iter().find_map(|end| Some(text.find(end)? + end.len() - 1))?;
    let (number, rest) = scan::leading_number(text[end + 1..].trim_start())?;
    let (word, column) = rest.rsplit_once(':')?;
    let column = scan::number(column.trim())?;
    let spaced = word.starts_with(' ') && !word.trim().contains(' ');
    let start = text[..end]
        .find(":\\")
        .and_then(|colon| colon.checked_sub(1))
        .or_else(|| text[..end].find(" /").map(|at| at + 1))?;
    let file = text.get(start..end)?;
    // The words before it are short.
    (spaced && start > 0 && start < 40).then_some((file, number, column))
}

/// An error record: the message above, the place, then the code and categories.
fn record(input: &Input, at: usize, (file, line, column): (&str, u32, u32), draft: &mut Draft) {
    let above = (input.free..at).next_back().filter(|above| !input.is_blank(*above));
    let text = above.map_or("", |above| input.text(above)).trim();
    let (function, value) = text.split_once(" : ").unwrap_or(("", text));
    let mut ty = None;
    let mut next = at + 1;
    while input.text(next).trim_start().starts_with('+') && next < at + RECORD {
        let line = input.text(next).trim();
        if line.contains("CategoryInfo") {
            ty = line.rsplit_once(", ").map(|(_, ty)| ty.trim()).and_then(some);
        }
        draft.role(next, Role::Context);
        next += 1;
    }
    if let Some(above) = above {
        draft.role(above, Role::Message);
    }
    draft.exception(Exception { ty, value: some(value), ..Exception::default() });
    draft.frame(input, at, made(function, file, line, Some(column)));
    draft.strong();
    // `ScriptStackTrace`, if it was printed, tells more.
    let next = next + usize::from(input.is_blank(next));
    if frame(input.text(next)).is_some() {
        draft.current().frames.clear();
        stack(input, next, draft);
    }
}

/// The first line of the short view: `Exception: /srv/shop/Cart.ps1:12:5`.
fn concise(line: &str) -> Option<(&str, Place<'_>)> {
    let (ty, place) = line.trim_end().split_once(": ")?;
    let (file, number, column) = scan::position(place);
    let script = [".ps1", ".psm1"].iter().any(|end| file.ends_with(end));
    (script && scan::is_word(ty, b".-")).then_some((ty, (file, number?, column)))
}

/// The short view: `Line |`, the code with carets, then the message.
fn view(
    input: &Input,
    at: usize,
    ty: &str,
    (file, line, column): Place,
    draft: &mut Draft,
) -> Option<()> {
    if !input.text(at + 1).starts_with("Line |") {
        return None;
    }
    let mut next = at + 2;
    let mut value = String::new();
    let mut marked = false;
    while let Some((_, text)) = input.text(next).split_once('|').filter(|_| next < at + RECORD) {
        let text = text.trim();
        if marked {
            value.push_str(if value.is_empty() { "" } else { " " });
            value.push_str(text);
        }
        marked |= !text.is_empty() && text.bytes().all(|b| b == b'~');
        draft.role(next, if marked { Role::Message } else { Role::Context });
        next += 1;
    }
    draft.exception(Exception { ty: some(ty), value: some(&value), ..Exception::default() });
    draft.frame(input, at, made("", file, line, column));
    draft.role(at + 1, Role::Context);
    draft.strong();
    Some(())
}
