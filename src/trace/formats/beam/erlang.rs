//! Erlang: the shell's errors, and stack traces as terms.

use crate::trace::draft::{Draft, Input};
use crate::trace::formats::scan::{self, some};
use crate::trace::parse::{Exception, Role};
use crate::trace::{Frame, InApp};

/// How many lines a term may have.
const TERM: usize = 80;

/// Reads the error whose first line, or one of whose first frames, is at `at`.
pub(super) fn read(input: &Input, at: usize, draft: &mut Draft) -> Option<()> {
    let line = input.text(at).trim_start();
    // In a crash report, there are no stars.
    let headed = line.strip_prefix("** exception ").or_else(|| line.strip_prefix("exception "));
    if let Some(rest) = headed {
        let (class, message) = rest.split_once(": ")?;
        let last = input.len().min(at + 12);
        let first = (at + 1..last).find(|next| shell(input.text(*next)).is_some())?;
        let mut value = message.to_owned();
        for next in at + 1..first {
            value.push('\n');
            value.push_str(input.text(next).trim());
        }
        draft.roles(at..first, Role::Message);
        let unmatched = unmatched(&value);
        draft.exception(Exception { ty: some(class), value: some(&value), ..Exception::default() });
        if let Some(frame) = unmatched {
            draft.frame(input, at, frame);
            draft.role(at, Role::Message);
        }
        shell_stack(input, first, draft);
        return Some(());
    }
    if shell(line).is_some() {
        draft.exception(Exception::default());
        shell_stack(input, at, draft);
        return Some(());
    }
    terms(input, at, draft)
}

/// The newest call, which no clause of its function matches: it is printed in the message alone,
/// `no function clause matching ledger:post(3) (src/ledger.erl, line 5)`.
///
/// Source: `explain_reason` and `format_stacktrace` in OTP's `erl_error.erl`.
fn unmatched(message: &str) -> Option<Frame> {
    let call = message.strip_prefix("no function clause matching ")?;
    let (call, place) = scan::last_group(call.trim_end())?;
    let (file, line) = place.rsplit_once(", line ")?;
    let (function, arguments) = call.trim_end().strip_suffix(')')?.split_once('(')?;
    let function = format!("{function}/{}", elements(arguments));
    Some(made(&function, "", file, scan::number(line)))
}

fn shell_stack(input: &Input, at: usize, draft: &mut Draft) {
    let mut next = at;
    loop {
        let line = input.text(next);
        if let Some(frame) = shell(line) {
            draft.frame(input, next, frame);
            draft.strong();
        } else if line.trim_start().starts_with("called as ")
            || line.trim_start().starts_with("*** argument ")
        {
            draft.role(next, Role::Context);
        } else {
            return;
        }
        next += 1;
    }
}

/// `     in call from ledger:post/2 (src/ledger.erl, line 5)`
fn shell(line: &str) -> Option<Frame> {
    let text = line.trim();
    let text =
        text.strip_prefix("in function ").or_else(|| text.strip_prefix("in call from "))?.trim();
    let (function, place) = match scan::last_group(text).filter(|(head, _)| head.ends_with(' ')) {
        Some((function, place)) => (function.trim_end(), place),
        None => (text, ""),
    };
    let (file, line) = place.rsplit_once(", line ").unwrap_or((place, ""));
    if !function.contains('/') {
        return None;
    }
    Some(made(function, "", file, scan::number(line)))
}

fn made(function: &str, module: &str, file: &str, line: Option<u32>) -> Frame {
    let owner =
        if module.is_empty() { function.split(':').next().unwrap_or_default() } else { module };
    let own = !file.is_empty() && (file.contains('/') || !is_otp(owner));
    Frame {
        function: some(function),
        module: some(module),
        filename: some(file),
        abs_path: scan::absolute(file),
        line,
        in_app: if own { InApp::Yes } else { InApp::No },
        ..Frame::default()
    }
}

/// The modules of Erlang itself that stand in stack traces.
fn is_otp(module: &str) -> bool {
    const MODULES: [&str; 34] = [
        "application",
        "application_master",
        "base64",
        "binary",
        "c",
        "code",
        "code_server",
        "dict",
        "erl_eval",
        "erlang",
        "error_logger",
        "ets",
        "file",
        "filelib",
        "gb_trees",
        "gen",
        "gen_event",
        "gen_server",
        "gen_statem",
        "init",
        "io",
        "io_lib",
        "kernel",
        "lists",
        "logger",
        "maps",
        "proc_lib",
        "proplists",
        "rpc",
        "shell",
        "ssl_gen_statem",
        "supervisor",
        "timer",
        "unicode",
    ];
    MODULES.contains(&module)
}

/// `[{ledger,divide,[100,0],[{file,"src/ledger.erl"},{line,8}]},…]`, in one line or
/// in several.
fn terms(input: &Input, at: usize, draft: &mut Draft) -> Option<()> {
    let mut start = at;
    // The list may have begun above, as the printer wraps it.
    while start > input.free
        && at - start < 3
        && !input.text(start).contains("[{")
        && input.text(start - 1).trim_start().starts_with(['[', '{', '*'])
    {
        start -= 1;
    }
    draft.exception(Exception {
        ty: reason(input.text(start)).and_then(some),
        ..Exception::default()
    });
    let mut next = start;
    let mut pending = String::new();
    while next < input.len().min(start + TERM) {
        let line = input.text(next);
        pending.push_str(line.trim());
        draft.role(next, Role::Context);
        let mut taken = 0;
        while let Some((frame, end)) = tuple(&pending[taken..]) {
            draft.frame(input, next, frame);
            draft.strong();
            taken += end;
        }
        let goes_on = pending.trim_end().ends_with([',', '[', '{', '"'])
            || pending[taken..].contains("[{file,");
        pending.drain(..taken);
        next += 1;
        if !goes_on || pending.len() > 4_096 {
            break;
        }
    }
    draft.has_frames().then_some(())
}

/// The reason before the list: `{badarith,[{…`.
fn reason(line: &str) -> Option<&str> {
    let at = line.find(",[{")?;
    let start = line[..at].rfind(['{', ' '])? + 1;
    let word = &line[start..at];
    (scan::is_word(word, b"") && word.starts_with(|c: char| c.is_ascii_lowercase())).then_some(word)
}

/// The first frame in a text, and where it ends.
fn tuple(text: &str) -> Option<(Frame, usize)> {
    let place = text.find("[{file,\"")?;
    let rest = &text[place + 8..];
    let (file, rest) = rest.split_once('"')?;
    let line = rest.strip_prefix("},{line,").and_then(scan::leading_number).map(|(line, _)| line);
    let end = text.len() - rest.len() + rest.find("]}").map(|end| end + 2)?;
    // Before the place stand `{module,function,arity or arguments,`.
    let head = text[..place].strip_suffix(',')?;
    let (head, arity) = match head.strip_suffix(']') {
        Some(inner) => {
            let open = opening(inner)?;
            (&head[..open], elements(&inner[open + 1..]))
        }
        None => {
            let (_, number) = head.rsplit_once(',')?;
            (&head[..head.len() - number.len()], scan::number(number)? as usize)
        }
    };
    let head = head.strip_suffix(',')?;
    let head = &head[head.rfind('{')? + 1..];
    let (module, function) = head.split_once(',')?;
    Some((made(&format!("{function}/{arity}"), module, file, line), end))
}

/// Where the list opens that ends at the end of a text.
fn opening(inner: &str) -> Option<usize> {
    let mut depth = 1_usize;
    for (at, byte) in inner.bytes().enumerate().rev() {
        match byte {
            b']' => depth += 1,
            b'[' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

/// How many elements a list has.
fn elements(list: &str) -> usize {
    if list.trim().is_empty() {
        return 0;
    }
    let mut depth = 0_usize;
    let mut count = 1;
    let mut quoted = false;
    for byte in list.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'[' | b'{' | b'(' | b'<' => depth += 1,
            b']' | b'}' | b')' | b'>' => depth = depth.saturating_sub(1),
            b',' if depth == 0 => count += 1,
            _ => {}
        }
    }
    count
}
