//! What consoles and test runners print in the place of `at F (LOC)`.
//!
//! | line | of |
//! |---|---|
//! | `render @ cart.js:12` | the console of Chrome, whose files have no folders |
//! | `    render https://shop.example/cart.js:12` | an error copied from that of Firefox |
//! | ` ❯ total src/cart.ts:4:9` | Vitest, with the code below |
//! | `    in Cart (at App.js:12)` | the components of React up to 16 |
//! | `    render (cart.js:12:5)` | the console of Safari |
//!
//! The newest call is on top. Between two of Chrome's, a line may say what was waited
//! for: `Promise.then (async)`.

use super::header::Header;
use super::place::browser_frame;
use super::{gecko, node, push, strip_own};
use crate::trace::draft::{Draft, Input, Order, Reading};
use crate::trace::formats::{Format, evidence, scan};
use crate::trace::parse::{Certainty, Exception, Role};
use crate::trace::{Frame, InApp};

pub(crate) struct Console;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Chrome,
    Firefox,
    Vitest,
    React,
    Safari,
}

impl Format for Console {
    fn name(&self) -> &'static str {
        "javascript"
    }

    fn title(&self) -> &'static str {
        "JavaScript (consoles, Vitest)"
    }

    fn anchors(&self, line: &str) -> bool {
        Call::read(line).is_some()
    }

    fn read(&self, input: &Input, at: usize) -> Option<Reading> {
        let mut draft = Draft::default();
        let shape = Call::read(input.text(at))?.shape;
        let header = Header::above(input, at);
        let mut exception = Exception::default();
        if let Some(header) = &header {
            header.give(&mut exception, &mut draft);
            draft.weak();
        }
        if shape == Shape::React && header.is_none() {
            warned(input, at, &mut exception, &mut draft);
        }
        draft.exception(exception);
        let (kept, end) = calls(input, at, shape, &mut draft);
        if shape == Shape::React && is_beside_a_trace(input, at, end) {
            return None;
        }
        let firefox = shape == Shape::Firefox;
        let alone = header.is_some() || shape == Shape::Vitest;
        // Names with files in parentheses are of many lists.
        let surely = header.as_ref().is_some_and(Header::is_surely_one);
        let told = surely || shape != Shape::Safari;
        if kept == 0 || kept == 1 && !alone || !told {
            return None;
        }
        strip_own(&mut draft);
        // Two words and a place may be a sentence.
        let certain = kept > 1 && !(firefox && header.is_none()) || header.is_some();
        let certainty = if certain { Certainty::Sure } else { Certainty::Guessed };
        let platform = if shape == Shape::Vitest { "node" } else { "javascript" };
        draft.ordered(Order::NewestFirst).finish(input, "javascript", platform, certainty)
    }
}

/// React's warning, which stands a few lines above its components.
fn warned(input: &Input, at: usize, exception: &mut Exception, draft: &mut Draft) {
    const ABOVE: usize = 6;
    let least = input.free.max(at.saturating_sub(ABOVE));
    let found = (least..at).rev().find_map(|line| {
        let text = input.text(line);
        text.find("Warning: ").map(|cut| (line, &text[cut + "Warning: ".len()..]))
    });
    if let Some((line, value)) = found {
        exception.value = Some(value.trim_end().to_owned());
        draft.role(line, Role::Message);
    }
}

/// Whether the components from `at` to `end` belong to an error that has its own frames,
/// below or above.
fn is_beside_a_trace(input: &Input, at: usize, end: usize) -> bool {
    const NEAR: usize = 4;
    let below = (end..end + NEAR).find(|next| !input.is_blank(*next));
    let below = below.is_some_and(|next| {
        let line = input.text(next).trim_start();
        line.starts_with("at ") || gecko::is_frame(line)
    });
    below || (input.free > 0 && at - input.free < NEAR)
}

/// Reads the calls from `at` on, and says how many frames they are, and where they end.
fn calls(input: &Input, at: usize, shape: Shape, draft: &mut Draft) -> (usize, usize) {
    let (mut next, mut kept) = (at, 0);
    while next < input.len() {
        let line = input.text(next);
        match Call::read(line).filter(|call| call.shape == shape) {
            Some(call) => match call.frame(input) {
                Some(frame) => {
                    draft.strong();
                    kept += 1;
                    push(draft, input, next, frame, kept);
                }
                None => draft.role(next, Role::Skipped("an element of the page has no place")),
            },
            None if is_wait(line, shape) => {
                draft.role(next, Role::Skipped("it says what was waited for"));
            }
            None if shape == Shape::Vitest && is_code(line) => draft.role(next, Role::Context),
            None => break,
        }
        next += 1;
    }
    (kept, next)
}

/// `Promise.then (async)`, `await in load (async)`, `(Async: promise callback)`
fn is_wait(line: &str, shape: Shape) -> bool {
    let text = line.trim();
    match shape {
        Shape::Chrome => {
            text.ends_with("(async)")
                || matches!(text, "setTimeout" | "setInterval" | "Promise.then" | "postMessage")
                || text.starts_with("await in ")
        }
        Shape::Firefox => text.starts_with("(Async: "),
        // What runs promises has no place.
        Shape::Safari => line.starts_with('\t') && scan::is_word(text, b""),
        Shape::Vitest | Shape::React => false,
    }
}

/// `     12|   expect(1).toBe(2)`, `       |   ^`
fn is_code(line: &str) -> bool {
    let text = line.trim_start();
    let text = scan::leading_number(text).map_or(text, |(_, rest)| rest);
    line.starts_with("  ") && text.starts_with('|')
}

struct Call<'t> {
    shape: Shape,
    function: &'t str,
    /// Empty of an element of the page.
    place: &'t str,
}

impl<'t> Call<'t> {
    fn read(line: &'t str) -> Option<Self> {
        let text = line.trim();
        match text.as_bytes().first()? {
            b'\xe2' => text.strip_prefix("❯ ").and_then(Self::vitest),
            b'i' if text.starts_with("in ") => Self::react(line, text),
            _ => Self::chrome(text)
                .or_else(|| Self::firefox(line, text))
                .or_else(|| Self::safari(line, text)),
        }
    }

    /// `total src/cart.ts:4:9`, or a place alone.
    fn vitest(text: &'t str) -> Option<Self> {
        let (function, place) = text.rsplit_once(' ').unwrap_or(("", text));
        let place = place.trim_start_matches('(').trim_end_matches(')');
        let (file, line, column) = scan::position(place);
        let file_known = file.starts_with("node:") || evidence::language_of(file).is_some();
        (line.is_some() && column.is_some() && file_known && !function.contains("> "))
            .then_some(Self { shape: Shape::Vitest, function, place })
    }

    /// `(anonymous) @ main.tsx:12`; tabs may stand around the sign.
    fn chrome(text: &'t str) -> Option<Self> {
        let at = memchr::memchr(b'@', text.as_bytes())?;
        let (function, place) = (&text[..at], &text[at + 1..]);
        let apart = function.ends_with([' ', '\t']) && place.starts_with([' ', '\t']);
        let function = function.trim_end();
        let place = place.trim_start();
        let (file, line, _) = scan::position(place);
        let sound = apart
            && line.is_some()
            && !function.is_empty()
            && !place.contains([' ', '|'])
            && (is_script(file) || file.starts_with("VM") || file.starts_with('('));
        sound.then_some(Self { shape: Shape::Chrome, function, place })
    }

    /// `render https://shop.example/cart.js:12`, indented.
    fn firefox(line: &'t str, text: &'t str) -> Option<Self> {
        if !line.starts_with("    ") || !text.ends_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let (function, place) = text.rsplit_once(' ')?;
        let (file, number, _) = scan::position(place);
        // What is called back has a name of several words: `promise callback*render`.
        let one = !function.contains([' ', '(', '@', '"', ':']) || function.contains('*');
        let word = one && !matches!(function, "at" | "from" | "in" | "-" | "❯" | ">" | "|");
        let sound = number.is_some() && is_script(file) && word && !function.trim().is_empty();
        sound.then_some(Self { shape: Shape::Firefox, function, place })
    }

    /// `in Cart (at App.js:12)`, `in div (created by App)`
    fn react(line: &'t str, text: &'t str) -> Option<Self> {
        let (function, inner) = scan::last_group(text.strip_prefix("in ")?)?;
        let function = function.trim_end();
        let place = inner.strip_prefix("at ");
        let element = inner.starts_with("created by ");
        let placed = place.is_some_and(|place| scan::position(place).1.is_some());
        let sound = line.starts_with("  ") && !function.contains(' ') && (element || placed);
        sound.then_some(Self { shape: Shape::React, function, place: place.unwrap_or_default() })
    }

    /// `render (cart.js:12:5)`, `Global Code (cart.js:30)`, indented.
    fn safari(line: &str, text: &'t str) -> Option<Self> {
        if !line.starts_with([' ', '\t']) || !text.ends_with(')') || text.starts_with("at ") {
            return None;
        }
        let (function, place) = text.strip_suffix(')')?.rsplit_once(" (")?;
        let (file, number, _) = scan::position(place);
        let code = ["Global Code", "Module Code", "Eval Code", "(anonymous function)"];
        let named = code.contains(&function) || !function.contains([' ', '(', ':', '"', '@']);
        let sound = named && !function.is_empty() && number.is_some() && is_script(file);
        sound.then_some(Self { shape: Shape::Safari, function, place })
    }

    fn frame(&self, input: &Input) -> Option<Frame> {
        if self.place.is_empty() {
            return None;
        }
        if self.shape == Shape::Vitest {
            let line = match self.function {
                "" => format!("at {}", self.place),
                function => format!("at {function} ({})", self.place),
            };
            let frame = node::frame(&line, input.options)?;
            // Test runners print paths from the project's folder on.
            let file = frame.filename.as_deref().unwrap_or_default();
            let own = !file.starts_with("node:") && !evidence::is_dependency(file);
            return Some(Frame { in_app: if own { InApp::Yes } else { InApp::No }, ..frame });
        }
        let (file, line, column) = scan::position(self.place);
        let function = match self.function {
            "(anonymous)" | "<anonymous>" | "(anonymous function)" => "?",
            function => function,
        };
        Some(browser_frame(file, function, line, column))
    }
}

/// Whether a file is a script's, or has an address.
fn is_script(file: &str) -> bool {
    let addressed = [
        "http://",
        "https://",
        "webpack://",
        "webpack-internal://",
        "file://",
        "resource://",
        "moz-extension://",
        "chrome-extension://",
    ];
    let named = evidence::language_of(file).is_some_and(|language| language.format == "javascript");
    named || addressed.iter().any(|scheme| file.starts_with(scheme)) || file.ends_with(".html")
}
