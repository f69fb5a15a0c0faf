//! Issues copied as Markdown: Sentry's, and those of Laravel's error page.
//!
//! ```text
//! ### Exception 1
//! **Type:** KeyError
//! **Value:** 'EUR'
//!
//! #### Stacktrace
//!
//!  fee in shop/fees.py [Line 5, column 9] (In app)
//! ```
//!
//! The newest call is on top, of Python, too. Below a frame stand its code and its
//! variables. Laravel prints `0 - app/Models/Cart.php:31`, without functions.
//!
//! Source: `formatStacktraceToMarkdown` in Sentry's `useCopyIssueDetails.tsx`; Laravel's
//! `markdown.blade.php`.

use crate::trace::draft::{Draft, Input, Order, Reading};
use crate::trace::formats::scan::{self, some};
use crate::trace::formats::{Format, evidence};
use crate::trace::parse::{Certainty, Exception, Role};
use crate::trace::{Frame, InApp};

pub(crate) struct Copied;

/// How many lines of code and variables may stand between two frames.
const BETWEEN: usize = 200;
/// How far above the first frame the type may stand.
const ABOVE: usize = 16;

impl Format for Copied {
    fn name(&self) -> &'static str {
        "tracker"
    }

    fn title(&self) -> &'static str {
        "issue copied from Sentry or Laravel"
    }

    fn anchors(&self, line: &str) -> bool {
        frame(line).is_some()
    }

    fn read(&self, input: &Input, at: usize) -> Option<Reading> {
        let mut draft = Draft::default();
        let laravel = listed(input.text(at)).is_some();
        head(input, at, input.free, &mut draft);
        let (mut next, mut idle) = (at, 0);
        let mut least = at;
        while next < input.len() && idle < BETWEEN {
            let line = input.text(next);
            if let Some(frame) = frame(line) {
                draft.frame(input, next, frame);
                draft.strong();
                idle = 0;
                least = next + 1;
            } else if laravel {
                break;
            } else if line.starts_with("### Exception ") {
                // The causes come first, as they are stored.
                let more = (next + 1..next + ABOVE).find(|line| frame(input.text(*line)).is_some());
                let Some(more) = more else { break };
                head(input, more, least, &mut draft);
                next = more;
                continue;
            } else if line.starts_with("## ") {
                break;
            }
            next += 1;
            idle += 1;
        }
        let paths = draft.exceptions.iter().flat_map(|exception| &exception.frames);
        let paths = paths.filter_map(|frame| frame.frame.filename.as_deref());
        let language = evidence::language_of_most(paths);
        let (format, platform) = match language {
            Some(language) => (language.format, language.platform),
            None if laravel => return None,
            None => ("tracker", "other"),
        };
        let sure = !laravel || draft.score >= 12;
        let certainty = if sure { Certainty::Sure } else { Certainty::Guessed };
        draft.ordered(Order::NewestFirst).finish(input, format, platform, certainty)
    }
}

/// Reads type and message above the frame at a line, not before `least`.
fn head(input: &Input, at: usize, least: usize, draft: &mut Draft) {
    let mut exception = Exception::default();
    for above in (least.max(at.saturating_sub(ABOVE))..at).rev() {
        let line = input.text(above).trim();
        if let Some(value) = line.strip_prefix("**Value:**") {
            exception.value = some(value.trim());
            draft.role(above, Role::Message);
        } else if let Some(ty) = line.strip_prefix("**Type:**") {
            exception.ty = some(ty.trim());
            draft.role(above, Role::Message);
            draft.strong();
            break;
        } else if let Some((ty, _)) =
            line.strip_prefix("# ").and_then(|line| line.split_once(" - Internal Server Error"))
        {
            exception.ty = some(ty);
            let below = above + 1 + usize::from(input.is_blank(above + 1));
            exception.value = some(input.text(below).trim());
            draft.role(above, Role::Message);
            if exception.value.is_some() {
                draft.role(below, Role::Message);
            }
            draft.strong();
            break;
        }
    }
    draft.exception(exception);
}

fn frame(line: &str) -> Option<Frame> {
    marked(line).or_else(|| listed(line))
}

/// ` fee in shop/fees.py [Line 5, column 9] (In app)`
fn marked(line: &str) -> Option<Frame> {
    let text = line.trim();
    let (rest, in_app) = match text.strip_suffix(" (In app)") {
        Some(rest) => (rest, InApp::Yes),
        None => (text.strip_suffix(" (Not in app)")?, InApp::No),
    };
    let (call, place) = rest.strip_suffix(']')?.rsplit_once(" [Line")?;
    let (function, path) = call.rsplit_once(" in ")?;
    let (line, column) = place.split_once(", column ").unwrap_or((place, ""));
    let known = |text: &str, none: &str| some(text).filter(|text| text != none);
    Some(Frame {
        function: known(function, "Unknown function"),
        filename: known(path, "unknown file"),
        abs_path: scan::absolute(path),
        line: scan::number(line.trim()),
        column: scan::number(column),
        in_app,
        ..Frame::default()
    })
}

/// `0 - app/Models/Cart.php:31`
fn listed(line: &str) -> Option<Frame> {
    let (_, rest) = scan::leading_number(line)?;
    let (file, number, _) = scan::position(rest.strip_prefix(" - ")?.trim_end());
    let php = file.ends_with(".php") && !file.contains(' ');
    number.filter(|_| php).map(|line| evidence::frame(file, "", Some(line), None))
}
