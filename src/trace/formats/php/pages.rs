//! PHP's calls as pages and consoles show them: Symfony's text and its error page,
//! Laravel's and Pest's Collision.
//!
//! ```text
//! ErrorException:
//! Undefined variable $cart
//!
//!   at /srv/shop/src/Cart.php:31
//!   at App\Controller\CartController->show()
//!      (/srv/shop/src/Controller/CartController.php:22)
//! ```
//!
//! The first place is where the exception was thrown; each call follows with where it
//! was made, so that places move by one, as in PHP's own text.

use super::{callee, clean, made, scan};
use crate::trace::InApp;
use crate::trace::draft::{Draft, Input};
use crate::trace::formats::scan::some;
use crate::trace::parse::{Exception, Role};

/// How far above the first place the type may stand.
const ABOVE: usize = 12;
/// How many lines of code or remarks may stand between two calls.
const BETWEEN: usize = 16;

/// A call, where it was made, and how many lines say so.
struct Entry<'t> {
    call: Option<&'t str>,
    site: Option<(&'t str, u32)>,
    lines: usize,
}

pub(super) fn anchors(line: &str) -> bool {
    let text = line.trim();
    let place = text.contains(".php");
    let called =
        text.ends_with(')') && (text.contains("->") || text.contains("::") || text.contains('\\'));
    text.starts_with("at ") && (place || called) || text.starts_with("in ") && place
}

pub(super) fn read(input: &Input, at: usize, draft: &mut Draft) -> Option<()> {
    let first = entry(input, at, true)?;
    let thrown = first.call.is_none();
    head(input, at, draft);
    let mut entries = vec![(at, first)];
    let mut next = at + entries[0].1.lines;
    let mut idle = 0;
    while next < input.len() && idle < BETWEEN {
        match entry(input, next, false) {
            Some(entry) => {
                let lines = entry.lines;
                entries.push((next, entry));
                next += lines;
                idle = 0;
            }
            // Code is shown below the first place, and Collision folds what is of others.
            None if is_between(input.text(next)) => {
                next += 1;
                idle += 1;
            }
            None => break,
        }
    }
    if entries.len() < 2 && draft.current().ty.is_none() {
        return None;
    }
    for (index, (line, entry)) in entries.iter().enumerate() {
        let call = entries.get(index + 1).and_then(|(_, next)| next.call).map(callee);
        if index == 0 && !thrown {
            // Where the newest call stands is cut off.
            let mut newest = made(entry.call.map(callee), None);
            newest.filename = None;
            newest.in_app = InApp::Missing;
            draft.frame(input, *line, newest);
        }
        draft.frame(input, *line, made(call, entry.site));
        draft.roles(*line..line + entry.lines, Role::Frame);
        draft.strong();
    }
    // Nobody else prints calls of PHP behind `at`.
    draft.strong();
    Some(())
}

/// The type and the message above the first place.
fn head(input: &Input, at: usize, draft: &mut Draft) {
    let least = input.free.max(at.saturating_sub(ABOVE));
    let mut exception = Exception::default();
    let found = (least..at).rev().find_map(|line| Some((line, typed(input.text(line))?)));
    if let Some((line, (ty, value))) = found {
        let more = (line + 1..at).map(|line| input.text(line).trim());
        let lines: Vec<&str> = std::iter::once(value).chain(more).collect();
        exception.ty = some(ty);
        exception.value = some(lines.join("\n").trim());
        draft.roles(line..at, Role::Message);
        draft.strong();
    }
    draft.exception(exception);
}

/// `App\Errors\Closed:`, `   ErrorException   `, `[App\Errors\Closed (500)]`,
/// `LogicException: cart is empty`
fn typed(line: &str) -> Option<(&str, &str)> {
    let text = line.trim().trim_start_matches(['[', '(', '1', '/', ')', ' ']).trim_end_matches(']');
    let text = text.strip_prefix("PHP ").unwrap_or(text);
    let (ty, value) = text.split_once(": ").unwrap_or((text.trim_end_matches(':'), ""));
    let ty = ty.split_once(" (").map_or(ty, |(ty, _)| ty);
    let ty = ty.split_once(" HTTP ").map_or(ty, |(ty, _)| ty).trim_end();
    let named = ["Exception", "Error", "Throwable"].iter().any(|end| ty.ends_with(end));
    (ty.contains('\\') || named).then_some(())?;
    scan::is_word(ty, b"\\").then_some((ty, value))
}

fn is_between(line: &str) -> bool {
    let text = line.trim();
    text.is_empty()
        || text.contains('▕')
        || text.starts_with('+') && text.contains("vendor frame")
        || text.starts_with("➜")
}

/// The entry that starts at a line.
fn entry<'t>(input: &Input<'t>, at: usize, first: bool) -> Option<Entry<'t>> {
    let text = input.text(at).trim();
    let below = || parenthesised(input.text(at + 1).trim());
    if let Some(rest) = text.strip_prefix("at ") {
        if let Some(site) = site(rest) {
            return Some(Entry { call: None, site: Some(site), lines: 1 });
        }
        if let Some((call, site)) = called_in(rest) {
            return Some(Entry { call: Some(call), site: Some(site), lines: 1 });
        }
        // In one line: `at Cart->total() (/srv/shop/src/Cart.php:31)`.
        let parted = scan::last_group(rest).filter(|(call, _)| call.trim_end().ends_with(')'));
        if let Some((call, site)) = parted.and_then(|(call, place)| Some((call, site(place)?))) {
            return Some(Entry { call: Some(call.trim_end()), site: Some(site), lines: 1 });
        }
        let is_call = rest.ends_with(')');
        return below().filter(|_| is_call).map(|site| Entry {
            call: Some(rest),
            site: Some(site),
            lines: 2,
        });
    }
    if let Some(rest) = text.strip_prefix("in ").filter(|_| first) {
        let site = line_of(rest).or_else(|| site(rest))?;
        return Some(Entry { call: None, site: Some(site), lines: 1 });
    }
    if first {
        return None;
    }
    // `  4   app/Models/Cart.php:12`, and the call below.
    let (_, rest) = scan::leading_number(text)?;
    let site = site(rest.strip_prefix("  ")?.trim_start())?;
    let call = input.text(at + 1).trim();
    call.ends_with(')').then_some(Entry { call: Some(call), site: Some(site), lines: 2 })
}

/// `(/srv/shop/src/Cart.php:22)`
fn parenthesised(text: &str) -> Option<(&str, u32)> {
    site(text.strip_prefix('(')?.strip_suffix(')')?)
}

/// `/srv/shop/src/Cart.php:31`
fn site(text: &str) -> Option<(&str, u32)> {
    let (file, line) = scan::split_number(text, ':')?;
    (!file.contains(['(', '"'])).then(|| (clean(file), line))
}

/// `Cart->total() in /srv/shop/src/Cart.php line 31`
fn called_in(text: &str) -> Option<(&str, (&str, u32))> {
    let (call, place) = text.rsplit_once(" in ")?;
    Some((call, line_of(place)?))
}

/// `Cart.php line 31`, `src/Cart.php (line 31)`, `src/Cart.php at line 31`
fn line_of(text: &str) -> Option<(&str, u32)> {
    let (file, line) = text.rsplit_once("line ")?;
    let file = file.trim_end_matches(['(', ' ']);
    let file = file.strip_suffix(" at").unwrap_or(file);
    let line = scan::number(line.trim_end_matches(')'))?;
    (file.ends_with(".php") && !file.contains(' ')).then_some((file, line))
}
