//! Kotlin/Native: exceptions of programs and of frameworks for Apple's systems.
//!
//! ```text
//! Uncaught Kotlin exception: kotlin.IllegalStateException: cart is empty
//!     at 0   shop.kexe  0x10f0e5f  kfun:kotlin.Throwable#<init>(kotlin.String?){} + 95 (/opt/Throwable.kt:28:37)
//!     at 1   shop.kexe  0x10f0123  kfun:com.acme.Cart#total(){} + 35 (/srv/shop/src/Cart.kt:12:9)
//! ```
//!
//! Symbols stay as they are printed. Kotlin's own and those of the runtime are outside
//! the application.

use super::Exception;
use crate::trace::draft::{Draft, Input, Order, Reading};
use crate::trace::formats::Format;
use crate::trace::formats::scan::{self, some};
use crate::trace::parse::{Certainty, Role};
use crate::trace::{Frame, InApp};

pub(crate) struct KotlinNative;

const UNCAUGHT: &str = "Uncaught Kotlin exception: ";

impl Format for KotlinNative {
    fn name(&self) -> &'static str {
        "kotlin-native"
    }

    fn title(&self) -> &'static str {
        "Kotlin/Native"
    }

    fn anchors(&self, line: &str) -> bool {
        line.trim_start().starts_with("at ") && entry(line).is_some()
    }

    fn read(&self, input: &Input, at: usize) -> Option<Reading> {
        let mut draft = Draft::default();
        let mut next = at;
        let mut headed = false;
        loop {
            headed |= head(input, next, &mut draft);
            while let Some(frame) = entry(input.text(next)) {
                draft.frame(input, next, frame);
                draft.strong();
                next += 1;
            }
            if input.text(next).trim_start().starts_with("... and ") {
                draft.role(next, Role::Context);
                next += 1;
            }
            let caused = input.text(next).trim_start().starts_with("Caused by: ");
            if !caused || entry(input.text(next + 1)).is_none() {
                break;
            }
            next += 1;
        }
        // Nothing else prints a number and an image behind `at`.
        draft.strong();
        draft.exceptions.reverse();
        let causes = draft.exceptions.len().saturating_sub(1);
        for cause in draft.exceptions.iter_mut().take(causes) {
            cause.relation = Some("cause".to_owned());
        }
        let sure = headed || draft.score >= 12;
        let certainty = if sure { Certainty::Sure } else { Certainty::Guessed };
        draft.ordered(Order::NewestFirst).finish(input, "kotlin-native", "native", certainty)
    }
}

/// Reads the line above the frames; whether it names the exception.
fn head(input: &Input, at: usize, draft: &mut Draft) -> bool {
    let above = at.checked_sub(1).filter(|above| *above >= input.free);
    let line = above.map_or("", |above| input.text(above).trim());
    let text = match line.find(UNCAUGHT) {
        Some(at) => &line[at + UNCAUGHT.len()..],
        None => line.strip_prefix("Caused by: ").unwrap_or(line),
    };
    let (name, value) = text.split_once(": ").unwrap_or((text, ""));
    let (module, ty) = name.rsplit_once('.').unwrap_or(("", name));
    let named = scan::is_word(name, b".$") && (!module.is_empty() || ty.ends_with("Exception"));
    let Some(above) = above.filter(|_| named) else {
        draft.exception(Exception::default());
        return false;
    };
    let (ty, module, value) = (some(ty), some(module), some(value));
    draft.exception(Exception { ty, module, value, ..Exception::default() });
    draft.role(above, Role::Message);
    draft.strong();
    true
}

/// `at 1   shop.kexe   0x10f0123   kfun:com.acme.Cart#total(){} + 35 (/srv/Cart.kt:12:9)`
fn entry(line: &str) -> Option<Frame> {
    let rest = line.trim().strip_prefix("at ")?;
    let (_, rest) = scan::leading_number(rest)?;
    let rest = rest.strip_prefix(' ')?.trim_start();
    let at = rest.find(" 0x")?;
    let package = rest[..at].trim();
    let symbol = scan::after_address(&rest[at + 1..])?;
    let (symbol, place) = match scan::last_group(symbol.trim_end()) {
        Some((symbol, place)) if scan::position(place).1.is_some() => (symbol.trim_end(), place),
        _ => (symbol.trim_end(), ""),
    };
    let offset = symbol.rsplit_once(" + ").filter(|(_, offset)| scan::number(offset).is_some());
    let symbol = offset.map_or(symbol, |(symbol, _)| symbol);
    let (file, number, column) = scan::position(place);
    let runtime = !symbol.starts_with("kfun:") && file.is_empty()
        || symbol.starts_with("kfun:kotlin")
        || symbol.starts_with("Konan_")
        || symbol.starts_with("Init_and_run_start");
    Some(Frame {
        function: some(symbol),
        package: some(package),
        filename: some(file),
        abs_path: scan::absolute(file),
        line: number,
        column,
        in_app: if runtime { InApp::No } else { InApp::Yes },
        ..Frame::default()
    })
}
