//! Shells: what Bash and its kin say of a script's line, and Bats' failures.
//!
//! ```text
//! ./deploy.sh: line 12: cart: command not found
//! ```
//!
//! A shell prints one place and no calls. Several such lines in a row are one run of a
//! script; each is an error of its own. Sentry has no SDK for shells.

use super::Format;
use super::scan::{self, some};
use crate::trace::draft::{Draft, Input, Order, Reading};
use crate::trace::parse::{Certainty, Exception, Role};
use crate::trace::{Frame, InApp};

pub(crate) struct Bash;

impl Format for Bash {
    fn name(&self) -> &'static str {
        "bash"
    }

    fn title(&self) -> &'static str {
        "Bash and other shells"
    }

    fn anchors(&self, line: &str) -> bool {
        message(line).is_some() || bats(line).is_some()
    }

    fn read(&self, input: &Input, at: usize) -> Option<Reading> {
        let mut draft = Draft::default();
        let line = input.text(at);
        if let Some((file, number, value)) = message(line) {
            draft.exception(Exception { value: some(value), ..Exception::default() });
            draft.frame(input, at, frame(file, number, ""));
            draft.strong();
            // A line of a script's own name is what no other program prints.
            let known = is_script(file) && is_known(value);
            let certainty = if known { Certainty::Sure } else { Certainty::Guessed };
            return draft.finish(input, "bash", "other", certainty);
        }
        draft.exception(Exception::default());
        let mut next = at;
        while let Some((file, number, function)) = bats(input.text(next)) {
            draft.frame(input, next, frame(file, number, function));
            draft.strong();
            next += 1;
        }
        if let Some(text) = input.text(next).trim_start_matches(['#', ' ']).strip_prefix('`') {
            let value = text.trim_end().trim_end_matches("' failed");
            draft.current().value = some(value);
            draft.role(next, Role::Message);
        }
        let named = |line: &usize| input.text(*line).starts_with("not ok ");
        if let Some(above) = (input.free..at).next_back().filter(named) {
            draft.role(above, Role::Header);
        }
        draft.ordered(Order::NewestFirst).finish(input, "bash", "other", Certainty::Sure)
    }
}

fn frame(file: &str, line: u32, function: &str) -> Frame {
    Frame {
        filename: some(file),
        abs_path: scan::absolute(file),
        function: some(function),
        line: Some(line),
        in_app: InApp::Yes,
        ..Frame::default()
    }
}

/// `./deploy.sh: line 12: message`, of dash `deploy.sh: 12: message`, of zsh
/// `deploy.sh:12: message`.
fn message(line: &str) -> Option<(&str, u32, &str)> {
    let (file, rest) = match line.split_once(": line ") {
        Some(found) => found,
        None => {
            let end = line.find(".sh:")? + ".sh".len();
            (&line[..end], line[end + 1..].trim_start())
        }
    };
    let (number, value) = scan::leading_number(rest)?;
    let value = value.strip_prefix(": ")?.trim_end();
    let named = is_script(file) || file.contains('/') && is_known(value);
    let plain = !file.contains([' ', '"', '(', '\t']) && !file.is_empty();
    // `bash: line 3: …` is code that was piped in.
    (named && plain && !value.is_empty()).then_some((file, number, value))
}

fn is_script(file: &str) -> bool {
    [".sh", ".bash", ".zsh", ".bats", ".ksh", ".bashrc", ".zshrc", ".profile"]
        .iter()
        .any(|end| file.ends_with(end))
}

/// What shells say.
fn is_known(value: &str) -> bool {
    const SAID: [&str; 12] = [
        "command not found",
        "not found",
        "No such file or directory",
        "unbound variable",
        "parameter not set",
        "syntax error",
        "Permission denied",
        "unexpected",
        "bad substitution",
        "cannot execute",
        "Is a directory",
        "expected",
    ];
    SAID.iter().any(|said| value.contains(said))
}

/// ``#  (in test file test/cart.bats, line 5)``, ``# (from function `total' in file
/// src/cart.sh, line 12,``
fn bats(line: &str) -> Option<(&str, u32, &str)> {
    let text = line.trim_start_matches(['#', ' ']).trim_end();
    let text = text.strip_prefix('(').unwrap_or(text);
    let (function, rest) = match text.strip_prefix("from function `") {
        Some(rest) => rest.split_once("' in ")?,
        None => ("", text.strip_prefix("in ")?),
    };
    let rest = rest.strip_prefix("test file ").or_else(|| rest.strip_prefix("file "))?;
    let (file, rest) = rest.split_once(", line ")?;
    let (number, rest) = scan::leading_number(rest)?;
    matches!(rest, "," | ")").then_some((file, number, function))
}
