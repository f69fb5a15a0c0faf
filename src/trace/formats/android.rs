//! Android: tombstones of native crashes, and the thread dumps of ART, as an ANR
//! writes them.
//!
//! ```text
//! signal 11 (SIGSEGV), code 1 (SEGV_MAPERR), fault addr 0x10
//! backtrace:
//!       #00 pc 00000000000a1b2c  /data/app/com.acme.shop/lib/arm64/libshop.so (post(int)+44)
//! ```
//!
//! A native frame has a library and no file, so that rules on paths can't match it
//! before Sentry has symbolicated it. It is in-app if its library was installed
//! with the app. Of a dump, the main thread counts, else the first one.

use super::Format;
use super::scan::{self, some};
use crate::trace::draft::{Draft, Input, Order, Reading};
use crate::trace::parse::{Certainty, Code, Exception, Role};
use crate::trace::{Frame, InApp};

pub(crate) struct Android;

/// How far above the first frame the header may stand.
const ABOVE: usize = 60;

impl Format for Android {
    fn name(&self) -> &'static str {
        "android"
    }

    fn title(&self) -> &'static str {
        "Android tombstones and thread dumps"
    }

    fn anchors(&self, line: &str) -> bool {
        line.starts_with("*** *** ***") || native(line).is_some() || thread(line).is_some()
    }

    fn read(&self, input: &Input, at: usize) -> Option<Reading> {
        let mut draft = Draft::default();
        let line = input.text(at);
        if thread(line).is_some() {
            dump(input, at, &mut draft)?;
            let draft = draft.ordered(Order::NewestFirst);
            return draft.finish(input, "android", "java", Certainty::Sure);
        }
        let (head, first) = match native(line) {
            Some(_) => (input.free.max(at.saturating_sub(ABOVE)), at),
            None => {
                let last = input.len().min(at + ABOVE);
                let first = (at + 1..last).find(|next| native(input.text(*next)).is_some());
                // Dart's ahead-of-time traces begin with the same stars.
                (at, first?)
            }
        };
        tombstone(input, head, first, &mut draft);
        draft.ordered(Order::NewestFirst).finish(input, "android", "native", Certainty::Sure)
    }
}

fn tombstone(input: &Input, head: usize, first: usize, draft: &mut Draft) {
    let mut exception = Exception::default();
    for next in head..first {
        let line = input.text(next);
        if line.starts_with("*** *** ***") || line.trim() == "backtrace:" {
            draft.role(next, Role::Header);
        } else if line.starts_with("pid: ") {
            let name = line.split_once("name: ").map_or("", |(_, name)| name);
            exception.thread = some(name.split("  >>>").next().unwrap_or(name).trim());
            draft.role(next, Role::Header);
        } else if line.starts_with("signal ") {
            signal(line, &mut exception);
            draft.role(next, Role::Message);
        } else if let Some(message) = line.strip_prefix("Abort message: ") {
            exception.value = some(message.trim_matches('\''));
            draft.role(next, Role::Message);
        }
    }
    draft.exception(exception);
    let mut next = first;
    while let Some(frame) = native(input.text(next)) {
        draft.frame(input, next, frame).code(Code::Native);
        draft.strong();
        next += 1;
    }
}

/// `signal 11 (SIGSEGV), code 1 (SEGV_MAPERR), fault addr 0x0000000000000010`
fn signal(line: &str, exception: &mut Exception) {
    let mut groups = line.split('(').skip(1).filter_map(|part| part.split(')').next());
    exception.ty = groups.next().and_then(some);
    let code = groups.next().unwrap_or_default();
    let address = line.find("fault addr ").map_or("", |at| line[at..].trim_end());
    let address = if address.contains("----") { "" } else { address };
    if exception.value.is_none() {
        exception.value = some(format!("{code} {address}").trim());
    }
}

/// `#00 pc 0000a1b2  /data/app/…/libshop.so!a.so (offset 0x1000) (post(int)+44) (BuildId: 5f)`
fn native(line: &str) -> Option<Frame> {
    let text = line.trim_start();
    let text = text.strip_prefix("native: ").unwrap_or(text).strip_prefix('#')?;
    let (_, rest) = scan::leading_number(text)?;
    // Play Console has one blank more, and `0x`.
    let rest = rest.strip_prefix(' ')?.trim_start().strip_prefix("pc ")?;
    let rest = rest.strip_prefix("0x").unwrap_or(rest);
    let digits = rest.bytes().take_while(u8::is_ascii_hexdigit).count();
    let rest = rest[digits..].strip_prefix(' ')?.trim();
    let mut path = rest;
    let mut symbol = "";
    while let Some((head, inner)) =
        scan::last_group(path).filter(|(head, _)| head.ends_with(' ') || head.is_empty())
    {
        if !(inner.starts_with("BuildId: ") || inner.starts_with("offset 0x") || inner == "???") {
            symbol = inner;
        }
        path = head.trim_end();
    }
    let symbol = match scan::split_number(symbol, '+') {
        Some((head, _)) => head,
        None => symbol,
    };
    let mut frame = Frame { function: some(symbol), ..Frame::default() };
    // `[anon:dalvik-classes.dex extracted in memory from base.apk]`: code of the VM.
    if path.starts_with('[') || path.starts_with('<') {
        return Some(frame);
    }
    frame.package = some(path);
    frame.in_app = match path.starts_with("/data/") {
        true => InApp::Yes,
        false => InApp::No,
    };
    Some(frame)
}

/// The name of a thread: `"main" prio=5 tid=1 Blocked`.
fn thread(line: &str) -> Option<&str> {
    let (name, rest) = line.strip_prefix('"')?.split_once('"')?;
    let marked = rest.contains(" prio=") && rest.contains(" tid=") && !rest.contains(" nid=");
    (marked || rest.contains(" sysTid=")).then_some(name)
}

/// A dump's threads, of which the main one is read.
fn dump(input: &Input, at: usize, draft: &mut Draft) -> Option<()> {
    let mut next = at;
    let mut chosen = None;
    let mut end = at;
    while let Some(name) = thread(input.text(next)) {
        if chosen.is_none() || name == "main" && chosen.is_some_and(|(chosen, _)| chosen != "main")
        {
            chosen = Some((name, next));
        }
        next += 1;
        while next < input.len() && is_of_thread(input.text(next)) {
            next += 1;
        }
        end = next;
        while next < input.len() && input.is_blank(next) {
            next += 1;
        }
    }
    let (name, start) = chosen?;
    draft.role(start, Role::Header);
    draft.exception(Exception { thread: some(name), ..Exception::default() });
    draft.strong();
    for next in start + 1..end {
        let line = input.text(next);
        if thread(line).is_some() {
            break;
        }
        let frame = match native(line) {
            Some(frame) => Some((frame, Code::Native)),
            None => method(line),
        };
        if let Some((frame, code)) = frame {
            draft.frame(input, next, frame).code(code);
            draft.strong();
        }
    }
    for next in at..end {
        let inside = draft.roles.iter().any(|(line, _)| *line == next);
        if !inside && (native(input.text(next)).is_some() || method(input.text(next)).is_some()) {
            draft.role(next, Role::Skipped("of another thread"));
        }
    }
    draft.has_frames().then_some(())
}

fn is_of_thread(line: &str) -> bool {
    line.starts_with([' ', '\t']) && !line.trim().is_empty()
}

/// `  at android.os.Handler.handleCallback(Handler.java:942)`
fn method(line: &str) -> Option<(Frame, Code)> {
    let text = line.trim().strip_prefix("at ")?;
    let (name, place) = scan::last_group(text)?;
    let (module, function) = name.rsplit_once('.')?;
    const SYSTEM: [&str; 9] = [
        "java.",
        "javax.",
        "android.",
        "androidx.",
        "dalvik.",
        "libcore.",
        "kotlin.",
        "com.android.",
        "sun.",
    ];
    let own = !SYSTEM.iter().any(|prefix| module.starts_with(prefix));
    let mut frame = Frame {
        module: some(module),
        function: some(function),
        in_app: if own { InApp::Yes } else { InApp::No },
        ..Frame::default()
    };
    if place.eq_ignore_ascii_case("native method") {
        return Some((frame, Code::Native));
    }
    let (file, line, _) = scan::position(place);
    if line.is_some() || file.contains('.') {
        frame.filename = some(file);
        frame.line = line;
    }
    Some((frame, Code::Source))
}
