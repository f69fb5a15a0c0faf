//! Haskell: the `CallStack` of an error, as GHC prints it.
//!
//! ```text
//! shop: Prelude.head: empty list
//! CallStack (from HasCallStack):
//!   error, called at libraries/base/GHC/List.hs:1646:3 in base:GHC.List
//!   head, called at src/Shop/Cart.hs:14:9 in shop-0.1-inplace:Shop.Cart
//! ```
//!
//! Each line names what was called, and where. A frame is a function and where in it
//! execution stands, so that each call gets the place of the line above; the oldest
//! function is not in the text. Packages that come with GHC are outside the application.

use super::Format;
use super::scan::{self, some};
use crate::trace::draft::{Draft, Input, Order, Reading};
use crate::trace::parse::{Certainty, Exception, Role};
use crate::trace::{Frame, InApp};

pub(crate) struct Haskell;

/// How many lines a message may have.
const MESSAGE: usize = 24;

impl Format for Haskell {
    fn name(&self) -> &'static str {
        "haskell"
    }

    fn title(&self) -> &'static str {
        "Haskell"
    }

    fn anchors(&self, line: &str) -> bool {
        is_heading(line) || line.starts_with("  ") && call(line).is_some()
    }

    fn read(&self, input: &Input, at: usize) -> Option<Reading> {
        let mut draft = Draft::default();
        let headed = is_heading(input.text(at));
        let mut exception = Exception::default();
        if headed {
            draft.role(at, Role::Header);
            draft.strong();
            message(input, at, &mut exception, &mut draft);
        }
        draft.exception(exception);
        let first = at + usize::from(headed);
        let mut next = first;
        while let Some((_, mut frame)) = call(input.text(next)) {
            // What the next line says was called is what this call was made in.
            frame.function = call(input.text(next + 1)).map(|(name, _)| name.to_owned());
            draft.frame(input, next, frame);
            draft.strong();
            next += 1;
        }
        if next == first {
            return None;
        }
        let certainty = if headed { Certainty::Sure } else { Certainty::Guessed };
        draft.ordered(Order::NewestFirst).finish(input, "haskell", "haskell", certainty)
    }
}

fn is_heading(line: &str) -> bool {
    let text = line.trim();
    text == "CallStack (from HasCallStack):" || text == "HasCallStack backtrace:"
}

/// `shop: message`, and from 9.10 on `shop: Uncaught exception package:Module.Type:`.
fn message(input: &Input, at: usize, exception: &mut Exception, draft: &mut Draft) {
    let least = input.free.max(at.saturating_sub(MESSAGE));
    let uncaught = |line: &usize| {
        input.text(*line).trim_end().ends_with(':') && type_of(input.text(*line)).is_some()
    };
    if let Some(start) = (least..at).rev().find(uncaught) {
        let name = type_of(input.text(start)).unwrap_or_default();
        let (module, ty) = name.rsplit_once('.').unwrap_or(("", name));
        (exception.ty, exception.module) = (some(ty), some(module));
        let lines: Vec<&str> = (start + 1..at).map(|line| input.text(line)).collect();
        exception.value = some(lines.join("\n").trim());
        draft.roles(start..at, Role::Message);
        return;
    }
    // The message's lines are those above that are not blank.
    let start = (least..at).rev().take_while(|line| !input.is_blank(*line)).last();
    let Some(start) = start else { return };
    let mut lines: Vec<&str> = (start..at).map(|line| input.text(line).trim_end()).collect();
    if let Some((program, rest)) = lines[0].split_once(": ")
        && scan::is_word(program, b"-.")
    {
        lines[0] = rest;
    }
    // In GHCi.
    lines[0] = lines[0].strip_prefix("*** Exception: ").unwrap_or(lines[0]);
    exception.value = some(lines.join("\n").trim());
    draft.roles(start..at, Role::Message);
}

/// `base:GHC.Exception.ErrorCall` of the line that says so, without the package.
fn type_of(line: &str) -> Option<&str> {
    let (_, name) = line.trim_end().trim_end_matches(':').split_once(": Uncaught exception ")?;
    Some(name.split_once(':').map_or(name, |(_, name)| name))
}

/// What was called, and the frame of where: `head, called at P:L:C in package:Module`.
fn call(line: &str) -> Option<(&str, Frame)> {
    let (name, rest) = line.trim().split_once(", called at ")?;
    let (place, unit) = rest.split_once(" in ").unwrap_or((rest, ""));
    let (file, number, column) = scan::position(place);
    number?;
    let (package, module) = unit.split_once(':').unwrap_or(("", unit));
    let own = !is_bundled(package) && !file.starts_with("libraries/");
    let frame = Frame {
        filename: some(file),
        abs_path: scan::absolute(file),
        module: some(module),
        package: some(package),
        line: number,
        column,
        in_app: if own { InApp::Yes } else { InApp::No },
        ..Frame::default()
    };
    Some((name, frame))
}

/// Whether a package comes with the compiler.
fn is_bundled(package: &str) -> bool {
    const BUNDLED: [&str; 9] = [
        "base",
        "ghc-prim",
        "ghc-internal",
        "ghc-bignum",
        "containers",
        "bytestring",
        "text",
        "mtl",
        "transformers",
    ];
    // A hash or a version may follow the name.
    BUNDLED.iter().any(|name| {
        package.strip_prefix(name).is_some_and(|rest| {
            rest.is_empty() || rest[1..].starts_with(|c: char| c.is_ascii_digit())
        })
    })
}
