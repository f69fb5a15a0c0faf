//! Go: panics and fatal errors with their goroutines, the pairs of lines that `%+v`
//! prints for an error of pkg/errors, the race detector, failed tests, the stacks of zerolog
//! and Gin.
//!
//! ```text
//! panic: boom
//!
//! goroutine 1 [running]:
//! github.com/acme/shop/internal/jobs.(*Runner).Run(0xc000010000)
//!     /srv/shop/internal/jobs/runner.go:40 +0x1d
//! ```
//!
//! Only the first goroutine is the error; `created by` is where it was spawned, not
//! a frame. A frame is outside the application if it is Go's own or has `vendor`
//! or `third_party` in its module; a dependency from the module cache is inside,
//! as sentry-go has it.

use super::Format;
use super::scan::{self, some};
use crate::trace::draft::{Draft, Input, Order, Reading};
use crate::trace::parse::{Certainty, Exception, Role};
use crate::trace::{Frame, InApp};

mod gin;
mod race;
mod testing;
mod zerolog;

pub(crate) struct Go;

/// How many lines a panic's message may have.
const MESSAGE: usize = 40;

impl Format for Go {
    fn name(&self) -> &'static str {
        "go"
    }

    fn title(&self) -> &'static str {
        "Go"
    }

    fn anchors(&self, line: &str) -> bool {
        header(line).is_some()
            || is_goroutine(line)
            || is_go_place(line)
            || race::anchors(line)
            || testing::anchors(line)
            || zerolog::anchors(line)
            || gin::anchors(line)
    }

    fn read(&self, input: &Input, at: usize) -> Option<Reading> {
        let mut draft = Draft::default();
        let line = input.text(at);
        let sure = if let Some((kind, value)) = header(line) {
            panic(input, at, kind, value, &mut draft)?
        } else if is_goroutine(line) {
            goroutines(input, at, &mut draft);
            draft.has_frames()
        } else if race::anchors(line) {
            race::read(input, at, &mut draft).is_some()
        } else if testing::anchors(line) {
            testing::read(input, at, &mut draft)?;
            true
        } else if zerolog::anchors(line) {
            zerolog::read(input, at, &mut draft).is_some()
        } else if gin::anchors(line) {
            gin::read(input, at, &mut draft).is_some()
        } else {
            errors(input, at, &mut draft);
            draft.has_frames()
        };
        let certainty = if sure { Certainty::Sure } else { Certainty::Guessed };
        draft.ordered(Order::NewestFirst).finish(input, "go", "go", certainty)
    }
}

/// `panic: …`, `fatal error: …`, and what net/http says of a handler's panic.
fn header(line: &str) -> Option<(&'static str, &str)> {
    match line.as_bytes().first()? {
        b'p' => line.strip_prefix("panic: ").map(|value| ("panic", value)),
        b'f' => line.strip_prefix("fatal error: ").map(|value| ("fatal error", value)),
        b'h' | b'0'..=b'9' => {
            let at = line.find("http: panic serving ")?;
            let (_, value) = line[at + 20..].split_once(": ")?;
            Some(("panic", value))
        }
        _ => None,
    }
}

/// Reads a panic; whether it is surely one. None if nothing but the word says so.
fn panic(input: &Input, at: usize, kind: &str, first: &str, draft: &mut Draft) -> Option<bool> {
    let last = input.len().min(at + MESSAGE);
    let start = (at + 1..last).find(|next| is_goroutine(input.text(*next)));
    let end = start.unwrap_or(at + 1);
    let mut value = unmarked(first).to_owned();
    let mut marked = first.len() != value.len();
    draft.role(at, Role::Header);
    draft.strong();
    for next in at + 1..end {
        let line = input.text(next);
        draft.role(next, Role::Message);
        if let Some(again) = line.strip_prefix("\tpanic: ") {
            value = unmarked(again).to_owned();
            marked = true;
        } else if header(line).is_some() {
            return None;
        } else if line.starts_with("[signal ") || line.starts_with("runtime: ") {
            draft.role(next, Role::Context);
        } else if !line.trim().is_empty() {
            value.push('\n');
            value.push_str(line);
        }
    }
    draft.exception(Exception { ty: some(kind), value: some(&value), ..Exception::default() });
    if let Some(start) = start {
        goroutines(input, start, draft);
        return Some(true);
    }
    let ended = (at + 1..input.len()).find(|next| !input.is_blank(*next));
    let exits = ended.is_none_or(|next| is_exit(input.text(next)));
    (exits || marked).then_some(marked)
}

fn unmarked(value: &str) -> &str {
    let marks = [" [recovered, repanicked]", " [recovered]"];
    marks.iter().find_map(|mark| value.strip_suffix(mark)).unwrap_or(value)
}

fn is_exit(line: &str) -> bool {
    line.starts_with("exit status ")
}

/// `goroutine 18 [running, locked to thread]:`
fn is_goroutine(line: &str) -> bool {
    line.strip_prefix("goroutine ").is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_digit())
            && rest.contains('[')
            && rest.trim_end().ends_with("]:")
    })
}

/// Reads the goroutines from `at` on. The first one's frames are the error's; the
/// others are what else ran.
fn goroutines(input: &Input, at: usize, draft: &mut Draft) {
    let mut next = at;
    let mut first = true;
    while is_goroutine(input.text(next)) {
        draft.role(next, Role::Header);
        draft.strong();
        next += 1;
        while let Some((frame, length)) = call(input, next) {
            let role = if first { Role::Context } else { Role::Skipped("of another goroutine") };
            match frame.filter(|_| first) {
                Some(frame) => {
                    draft.frame(input, next, frame);
                    draft.roles(next + 1..next + length, Role::Frame);
                }
                None => draft.roles(next..next + length, role),
            }
            draft.strong();
            next += length;
        }
        first &= !draft.has_frames();
        while next < input.len() && input.is_blank(next) {
            next += 1;
        }
    }
    if is_exit(input.text(next)) {
        draft.role(next, Role::Context);
    }
}

/// A call and its place, and how many lines they take. `created by` and elided
/// frames are none.
fn call(input: &Input, at: usize) -> Option<(Option<Frame>, usize)> {
    let line = input.text(at);
    if line.starts_with("...") && line.contains("frames elided") {
        return Some((None, 1));
    }
    if line.starts_with("created by ") {
        return Some((None, 1 + usize::from(place(input.text(at + 1)).is_some())));
    }
    let (name, _) = scan::last_group(line.trim_end()).filter(|(name, _)| is_name(name))?;
    match place(input.text(at + 1)) {
        Some(place) => Some((Some(made(name, Some(place))), 2)),
        // Cut off in the middle: the call alone is still a frame.
        None => (at + 1 >= input.len()).then(|| (Some(made(name, None)), 1)),
    }
}

/// `    /srv/shop/main.go:14 +0x1d9`
fn place(line: &str) -> Option<(&str, u32)> {
    let text = line.strip_prefix('\t').or_else(|| line.strip_prefix("    "))?.trim();
    let text = match text.find(" +0x").or_else(|| text.find(" fp=0x")) {
        Some(end) => &text[..end],
        None => text,
    };
    let (path, number) = scan::split_number(text, ':')?;
    let known = [".go", ".s", ".c"].iter().any(|end| path.ends_with(end));
    (known || path.starts_with('<')).then_some((path, number))
}

fn is_go_place(line: &str) -> bool {
    line.starts_with(['\t', ' '])
        && place(line).is_some_and(|(path, _)| path.ends_with(".go") || path.ends_with(".s"))
}

/// Whether it is a function with its import path: no blanks outside of brackets.
fn is_name(name: &str) -> bool {
    let plain = &name[..name.find(['(', '[']).unwrap_or(name.len())];
    !name.is_empty() && !plain.contains([' ', '\t']) && !name.ends_with(':')
}

fn made(name: &str, place: Option<(&str, u32)>) -> Frame {
    let (module, function) = split_name(name);
    let mut core = is_core(module);
    let mut frame = Frame { module: some(module), function: some(function), ..Frame::default() };
    if let Some((path, line)) = place {
        if scan::is_absolute(path) {
            frame.abs_path = some(path);
            core = core && path.contains("/src/");
        } else {
            frame.filename = some(path);
        }
        frame.line = Some(line);
    }
    let foreign = core || module.contains("vendor") || module.contains("third_party");
    frame.in_app = if foreign { InApp::No } else { InApp::Yes };
    frame
}

/// The import path, and the function after it with its receiver.
fn split_name(name: &str) -> (&str, &str) {
    let path_end = name[..name.find('[').unwrap_or(name.len())].rfind('/').unwrap_or(0);
    match name[path_end..].find('.') {
        Some(dot) => (&name[..path_end + dot], &name[path_end + dot + 1..]),
        // `panic({…})` is printed without its package.
        None => ("runtime", name),
    }
}

/// Whether an import path is of Go's own library.
fn is_core(module: &str) -> bool {
    const CORE: [&str; 49] = [
        "archive",
        "bufio",
        "builtin",
        "bytes",
        "cmp",
        "compress",
        "container",
        "context",
        "crypto",
        "database",
        "debug",
        "embed",
        "encoding",
        "errors",
        "expvar",
        "flag",
        "fmt",
        "go",
        "hash",
        "html",
        "image",
        "index",
        "internal",
        "io",
        "iter",
        "log",
        "maps",
        "math",
        "mime",
        "net",
        "os",
        "path",
        "plugin",
        "reflect",
        "regexp",
        "runtime",
        "slices",
        "sort",
        "strconv",
        "strings",
        "structs",
        "sync",
        "syscall",
        "testing",
        "text",
        "time",
        "unicode",
        "unique",
        "unsafe",
    ];
    CORE.contains(&module.split('/').next().unwrap_or(module))
}

/// The stacks that `%+v` prints: a message, then pairs without parentheses. `at`
/// is the place of the first pair.
fn errors(input: &Input, at: usize, draft: &mut Draft) {
    if at == input.free || bare(input, at - 1).is_none() {
        return;
    }
    let mut next = at - 1;
    let messaged = next > input.free
        && !input.is_blank(next - 1)
        && input.alike(next - 1, next)
        && !is_go_place(input.text(next - 1));
    if messaged {
        next -= 1;
    }
    loop {
        let has_message = bare(input, next).is_none();
        let first = next + usize::from(has_message);
        if bare(input, first).is_none() {
            break;
        }
        let message = if has_message { input.text(next).trim() } else { "" };
        draft.exception(Exception { value: some(message), ..Exception::default() });
        draft.roles(next..first, Role::Message);
        next = first;
        while let Some(frame) = bare(input, next) {
            draft.frame(input, next, frame);
            draft.role(next + 1, Role::Frame);
            draft.strong();
            next += 2;
        }
    }
}

/// A pair of lines of which the first is a function, with arguments or without.
fn bare(input: &Input, at: usize) -> Option<Frame> {
    let line = input.text(at).trim_end();
    let place = Some(input.text(at + 1)).filter(|line| is_go_place(line)).and_then(place)?;
    let name = match scan::last_group(line) {
        Some((name, _)) if !name.is_empty() && !name.ends_with('.') => name,
        _ => line,
    };
    (name.contains('.') && is_name(name)).then(|| made(name, Some(place)))
}
