//! Errors without PHP's own stack: the place alone, Xdebug's calls, all in one line.

use super::{Site, callee, clean, entry, is_typed, made, scan, site_at_end, uncaught};
use crate::trace::draft::{Draft, Input};
use crate::trace::formats::scan::some;
use crate::trace::parse::{Exception, Role};

/// `Uncaught Type: message in F:L`, or `… in F on line L`, without a stack; and
/// Symfony's `Uncaught PHP Exception Type: "message" at F line L`.
pub(super) fn lone(input: &Input, at: usize, text: &str, draft: &mut Draft) {
    let symfony = text.strip_prefix("PHP Exception ");
    let Some((ty, message)) = symfony.unwrap_or(text).split_once(": ") else { return };
    if !ty.starts_with(char::is_alphabetic) || ty.contains(' ') {
        return;
    }
    let (message, site) = match symfony {
        Some(_) => on_line(message, " at ", " line "),
        None => on_line(message, " in ", " on line ").or_else(|| {
            let (message, site) = site_at_end(message);
            Some((message, site?))
        }),
    }
    .map_or((message, None), |(message, site)| (message, Some(site)));
    let Some(site) = site else { return };
    let inner = message.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    let value = some(inner.unwrap_or(message));
    draft.exception(Exception { ty: some(ty), value, ..Exception::default() });
    draft.strong();
    if let Some(stack) = call_stack(input, at, message) {
        draft.roles(at..stack, Role::Message);
        draft.role(stack, Role::Context);
        xdebug(input, stack + 1, site, draft);
        draft.current().frames.reverse();
    }
    if !draft.has_frames() {
        draft.frame(input, at, made(None, Some(site)));
    }
    if input.text(at + 1).starts_with("  thrown in ") {
        draft.role(at + 1, Role::Context);
    }
}

/// Where Xdebug's calls start below an error, which it prints twice.
fn call_stack(input: &Input, at: usize, message: &str) -> Option<usize> {
    let stack = (at + 1..at + 6).find(|next| is_call_stack(input.text(*next)))?;
    let again = |line: usize| input.is_blank(line) || input.text(line).contains(message);
    (at + 1..stack).all(again).then_some(stack)
}

fn is_call_stack(line: &str) -> bool {
    matches!(line.trim(), "PHP Stack trace:" | "Stack trace:" | "Call Stack:" | "Call Stack")
}

/// An exception with its calls in one line.
pub(super) struct Flattened<'t> {
    head: &'t str,
    calls: Vec<&'t str>,
}

/// `Uncaught Type: message in F:L Stack trace: #0 F(L): call() #1 {main} thrown in …`
pub(super) fn flattened(line: &str) -> Option<Flattened<'_>> {
    let at = line.find("Stack trace: #0 ").or_else(|| line.find("[stacktrace] #0 "))?;
    let head = line[..at].trim_end();
    let head = &head[uncaught(head).unwrap_or(0)..];
    let mut rest = line[at..].split_once(": ").or_else(|| line[at..].split_once("] "))?.1;
    let mut calls = Vec::new();
    for number in 1.. {
        let Some((call, more)) = rest.split_once(&format!(" #{number} ")) else { break };
        calls.push(call);
        rest = &rest[rest.len() - more.len() - format!("#{number} ").len()..];
    }
    let end = rest.find("{main}").map_or(rest.len(), |end| end + "{main}".len());
    calls.push(&rest[..end]);
    Some(Flattened { head, calls })
}

pub(super) fn one_line(input: &Input, at: usize, found: &Flattened, draft: &mut Draft) {
    let (body, site) = site_at_end(found.head);
    let (ty, value) = body.split_once(": ").unwrap_or(("", body));
    let (ty, value) = if is_typed(body) { (ty, value) } else { ("", body) };
    draft.exception(Exception { ty: some(ty), value: some(value), ..Exception::default() });
    draft.strong();
    let mut here = site;
    for entry in found.calls.iter().filter_map(|call| entry(call)) {
        draft.frame(input, at, made(entry.call.map(callee), here));
        draft.strong();
        here = entry.site;
    }
    if let Some(site) = here {
        draft.frame(input, at, made(None, Some(site)));
    }
}

/// What Drupal's log says of an error.
pub(super) struct Watched<'t> {
    ty: &'t str,
    value: &'t str,
    call: &'t str,
    site: Site<'t>,
}

/// `Type: message in call() (line 31 of modules/shop/shop.module).`
pub(super) fn drupal(line: &str) -> Option<Watched<'_>> {
    const ENDS: [&str; 6] = [".php", ".module", ".inc", ".theme", ".install", ".engine"];
    let (head, place) = line.trim_end().trim_end_matches('.').rsplit_once(" (line ")?;
    let (number, file) = scan::leading_number(place)?;
    let file = file.strip_prefix(" of ")?.strip_suffix(')')?;
    let (text, call) = head.rsplit_once(" in ")?;
    let (ty, value) = text.split_once(": ")?;
    let named = ENDS.iter().any(|end| file.ends_with(end)) && is_typed(text);
    named.then_some(Watched { ty, value, call, site: (file, number) })
}

pub(super) fn watched(input: &Input, at: usize, found: &Watched, draft: &mut Draft) {
    draft.role(at, Role::Message);
    draft.exception(Exception {
        ty: some(found.ty),
        value: some(found.value),
        ..Exception::default()
    });
    draft.strong();
    // A backtrace may be added, whose first call is this one.
    if entry(input.text(at + 1)).is_some() {
        super::entries(input, at + 1, Some(found.site), draft);
    } else {
        draft.frame(input, at, made(Some(callee(found.call)), Some(found.site)));
    }
}

/// `PHP Warning:  message in F on line L`, with Xdebug's stack if there is one.
pub(super) fn warning(input: &Input, at: usize, draft: &mut Draft) {
    const KINDS: [&str; 7] = [
        "Recoverable fatal error",
        "Fatal error",
        "Parse error",
        "Core error",
        "Warning",
        "Notice",
        "Deprecated",
    ];
    let line = input.text(at);
    let Some((head, text)) = line.split_once(":  ").or_else(|| line.split_once(": ")) else {
        return;
    };
    let named = |kind: &&&str| head.ends_with(**kind);
    let Some(kind) = KINDS.iter().find(named) else { return };
    let before = &head[..head.len() - kind.len()];
    let marked = before.ends_with("PHP ") || before.ends_with("] ") || before.ends_with("( ! ) ");
    if !(before.is_empty() || marked) {
        return;
    }
    let Some((message, site)) = on_line(text, " in ", " on line ") else { return };
    draft.exception(Exception { ty: some(kind), value: some(message), ..Exception::default() });
    draft.strong();
    if let Some(stack) = call_stack(input, at, message) {
        draft.roles(at..stack, Role::Message);
        draft.role(stack, Role::Context);
        xdebug(input, stack + 1, site, draft);
    }
    if !draft.has_frames() {
        draft.frame(input, at, made(None, Some(site)));
    }
}

/// A message before a file and a line, with words before both.
fn on_line<'t>(text: &'t str, file: &str, line: &str) -> Option<(&'t str, Site<'t>)> {
    let at = text.rfind(line)?;
    let (number, _) = scan::leading_number(&text[at + line.len()..])?;
    let cut = text[..at].rfind(file)?;
    Some((&text[..cut], (clean(&text[cut + file.len()..at]), number)))
}

/// `PHP   2. boom($x = 1) /srv/shop/a.php:3`, with time and memory in front or none;
/// the table of a page has the number first. Oldest first, each with where it was called
/// from.
fn xdebug(input: &Input, at: usize, site: Site, draft: &mut Draft) {
    let call = |at: usize| {
        let text = input.text(at).trim().trim_start_matches("PHP").trim_start();
        let (call, place) = without_columns(text)?.trim_end().rsplit_once([' ', '\t'])?;
        let (file, line) = scan::split_number(place, ':')?;
        Some((callee(call), (clean(file), line)))
    };
    let at = at + usize::from(input.text(at).trim_start().starts_with("#\tTime"));
    let mut next = at;
    while let Some((name, _)) = call(next) {
        let here = call(next + 1).map_or(site, |(_, site)| site);
        draft.frame(input, next, made(Some(name).filter(|name| *name != "{main}"), Some(here)));
        draft.strong();
        next += 1;
    }
}

/// What follows the columns of a call: `0.0004  393464   1. `, or a number, the time and
/// the memory.
fn without_columns(text: &str) -> Option<&str> {
    let mut rest = text;
    for _ in 0..3 {
        let end = rest.find(|c: char| !(c.is_ascii_digit() || c == '.'))?;
        let (column, after) = rest.split_at(end);
        if column.is_empty() {
            break;
        }
        rest = after.trim_start();
        if column.ends_with('.') {
            return Some(rest);
        }
    }
    (rest.len() < text.len() && text.contains('\t')).then_some(rest)
}
