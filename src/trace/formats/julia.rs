//! Julia: errors with their stack traces, of all versions since 1.0.
//!
//! ```text
//! ERROR: LoadError: BoundsError: attempt to access 3-element Vector{Int64} at index [4]
//! Stacktrace:
//!  [1] getindex
//!    @ ./essentials.jl:13 [inlined]
//!  [2] total(items::Vector{Int64})
//!    @ Main.Shop /srv/shop/src/cart.jl:12
//! ```
//!
//! Up to 1.5 the place stands in the same line, behind `at`. Sentry has no SDK for
//! Julia. What has a path that is relative to Julia's own (`./array.jl`), or is in the
//! folder of packages, is outside the application.

use super::Format;
use super::scan::{self, some};
use crate::trace::draft::{Draft, Input, Order, Reading};
use crate::trace::parse::{Certainty, Exception, Role};
use crate::trace::{Frame, InApp};

pub(crate) struct Julia;

/// How many lines a message may have.
const MESSAGE: usize = 30;

impl Format for Julia {
    fn name(&self) -> &'static str {
        "julia"
    }

    fn title(&self) -> &'static str {
        "Julia"
    }

    fn anchors(&self, line: &str) -> bool {
        is_heading(line)
    }

    fn read(&self, input: &Input, at: usize) -> Option<Reading> {
        let mut draft = Draft::default();
        let mut at = at;
        loop {
            head(input, at, &mut draft);
            draft.role(at, Role::Header);
            let end = stack(input, at + 1, &mut draft);
            // `caused by: …`, which is printed below what it has caused.
            let cause = (end..end + 3).find(|next| !input.is_blank(*next));
            let caused = cause.filter(|next| input.text(*next).starts_with("caused by: "));
            let heading = caused.and_then(|cause| {
                (cause + 1..cause + MESSAGE).find(|next| is_heading(input.text(*next)))
            });
            match heading {
                Some(heading) => at = heading,
                None => break,
            }
        }
        if !draft.has_frames() {
            return None;
        }
        draft.exceptions.reverse();
        let causes = draft.exceptions.len() - 1;
        for cause in draft.exceptions.iter_mut().take(causes) {
            cause.relation = Some("cause".to_owned());
        }
        draft.ordered(Order::NewestFirst).finish(input, "julia", "other", Certainty::Sure)
    }
}

fn is_heading(line: &str) -> bool {
    line.trim() == "Stacktrace:"
}

/// Reads the error above a stack.
fn head(input: &Input, at: usize, draft: &mut Draft) {
    let taken = draft.roles.iter().map(|(line, _)| line + 1).max().unwrap_or(0);
    let least = input.free.max(taken).max(at.saturating_sub(MESSAGE));
    let text = |line: usize| {
        let text = input.text(line).trim_start();
        text.strip_prefix("ERROR: ").or_else(|| text.strip_prefix("caused by: "))
    };
    let mut exception = Exception::default();
    let start = (least..at).rev().find(|line| text(*line).is_some());
    let start = start.or_else(|| {
        let above = at.checked_sub(1).filter(|above| *above >= least)?;
        typed(input.text(above).trim()).is_some().then_some(above)
    });
    if let Some(start) = start {
        let mut first = text(start).unwrap_or(input.text(start).trim());
        // What loading a file, or a task, wraps around the error.
        for wrapper in ["LoadError: ", "InitError: ", "TaskFailedException: "] {
            first = first.strip_prefix(wrapper).unwrap_or(first);
        }
        let (ty, value) =
            typed(first).or_else(|| shown(first)).unwrap_or(("ErrorException", first));
        let more = (start + 1..at).map(|line| input.text(line).trim_end());
        let lines: Vec<&str> = std::iter::once(value).chain(more).collect();
        exception.ty = some(ty);
        exception.value = some(lines.join("\n").trim_end());
        draft.roles(start..at, Role::Message);
        draft.strong();
    }
    draft.exception(exception);
}

/// `BoundsError: message`
fn typed(text: &str) -> Option<(&str, &str)> {
    let (ty, value) = text.split_once(": ").unwrap_or((text, ""));
    let named = ["Error", "Exception", "Interrupt"].iter().any(|end| ty.ends_with(end));
    (named && scan::is_word(ty, b".")).then_some((ty, value))
}

/// `Shop.Closed("monday")`: an error as Julia shows those that print nothing themselves.
fn shown(text: &str) -> Option<(&str, &str)> {
    let (ty, value) = scan::last_group(text.trim_end())?;
    let name = ty.rsplit('.').next()?;
    (scan::is_word(ty, b".") && name.starts_with(char::is_uppercase)).then_some((ty, value))
}

/// Reads the frames from `at` on, and gives the line behind them.
fn stack(input: &Input, at: usize, draft: &mut Draft) -> usize {
    let mut next = at;
    while next < input.len() {
        let line = input.text(next);
        if let Some((call, place)) = entry(line) {
            let mut frame =
                Frame { function: some(name(call)), in_app: InApp::No, ..Frame::default() };
            let below = input.text(next + 1).trim_start().strip_prefix("@ ");
            if let Some(place) = place.or(below) {
                locate(&mut frame, place);
            }
            draft.frame(input, next, frame);
            draft.strong();
            if place.is_none() && below.is_some() {
                next += 1;
                draft.role(next, Role::Frame);
            }
        } else if line.trim_start().starts_with("--- the last ") || line.trim() == "⋮" {
            draft.role(next, Role::Skipped("left out by Julia"));
        } else if line.starts_with("in expression starting at ") {
            draft.role(next, Role::Context);
            return next + 1;
        } else {
            break;
        }
        next += 1;
    }
    // The place of the expression may stand below a blank line.
    let below = next + usize::from(input.is_blank(next));
    if input.text(below).starts_with("in expression starting at ") {
        draft.role(below, Role::Context);
        return below + 1;
    }
    next
}

/// The call of ` [2] total(x) at src/a.jl:3` and its place, if it is in the line.
fn entry(line: &str) -> Option<(&str, Option<&str>)> {
    let rest = line.trim_start().strip_prefix('[')?;
    let (_, rest) = scan::leading_number(rest)?;
    let rest = rest.strip_prefix(']')?.trim();
    let parted = rest.rsplit_once(" @ ").or_else(|| {
        let (call, place) = rest.rsplit_once(" at ")?;
        scan::position(without_marks(place)).1.map(|_| (call, place))
    });
    match parted {
        Some((call, place)) => Some((call.trim_end(), Some(place))),
        None => (!rest.is_empty()).then_some((rest, None)),
    }
}

/// The function without its arguments.
fn name(call: &str) -> &str {
    let call = call.strip_prefix("macro expansion").map_or(call, |_| "macro expansion");
    let call = without_marks(call);
    match call.find('(').filter(|at| *at > 0) {
        Some(at) => call[..at].trim_end(),
        None => call,
    }
}

fn without_marks(text: &str) -> &str {
    let text = text.trim_end();
    text.strip_suffix("[inlined]").unwrap_or(text).trim_end()
}

/// `Main.Shop /srv/shop/src/cart.jl:12`, `./array.jl:744 [inlined]`
fn locate(frame: &mut Frame, place: &str) {
    let place = without_marks(place.trim());
    let (file, line, _) = scan::position(place);
    let (module, file) = match file.split_once(' ') {
        Some((module, file)) if scan::is_word(module, b".") => (module, file.trim_start()),
        _ => ("", file),
    };
    let bundled = ["Base", "Core", "REPL", "Test", "LinearAlgebra", "Pkg"];
    let foreign = file.starts_with("./")
        || file.starts_with("none")
        || bundled.contains(&module.split('.').next().unwrap_or_default())
        || scan::has_folder(file, &["/.julia/packages/", "/share/julia/"])
        || file.starts_with("~/.julia/packages/")
        || file.contains("/julia/stdlib/")
        || file.starts_with("REPL[");
    frame.module = some(module);
    frame.filename = some(file);
    frame.abs_path = scan::absolute(file);
    frame.line = line;
    frame.in_app = if foreign { InApp::No } else { InApp::Yes };
}
