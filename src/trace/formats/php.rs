//! PHP: uncaught exceptions, `getTraceAsString`, previous ones (`Next`), Laravel's
//! and Symfony's logs, Xdebug's numbered stack, PHPUnit, and plain warnings.
//!
//! ```text
//! PHP Fatal error:  Uncaught LogicException: closed in /srv/shop/src/Ledger.php:2
//! Stack trace:
//! #0 /srv/shop/main.php(3): Acme\Ledger->post()
//! #1 {main}
//!   thrown in /srv/shop/src/Ledger.php on line 2
//! ```
//!
//! PHP prints with each call where it was *made*. A frame is a function and where
//! in it execution stands, so that each call gets the place of the line above, and
//! the newest one the place where the exception was thrown, as sentry-php has it.
//! Functions of PHP itself have no file and are outside the application, and so is
//! `vendor/`, which the integrations for Laravel and Symfony exclude.

use super::Format;
use super::scan::{self, some};
use crate::trace::draft::{Draft, Input, Order, Reading};
use crate::trace::parse::{Certainty, Exception, Role};
use crate::trace::{Frame, InApp};
use memchr::memmem;

mod alone;
mod pages;
mod phpunit;

pub(crate) struct Php;

/// How many lines a message may have.
const MESSAGE: usize = 24;

/// A file and a line.
type Site<'t> = (&'t str, u32);

impl Format for Php {
    fn name(&self) -> &'static str {
        "php"
    }

    fn title(&self) -> &'static str {
        "PHP"
    }

    fn anchors(&self, line: &str) -> bool {
        let has = |text: &str| memmem::find(line.as_bytes(), text.as_bytes()).is_some();
        entry(line).is_some_and(|entry| entry.is_php())
            || line.trim() == "Stack trace:"
            || has("Uncaught ")
            || has("[object] (")
            || has(" on line ")
            || has(" (line ") && alone::drupal(line).is_some()
            || pages::anchors(line)
            || phpunit::anchors(line)
    }

    fn read(&self, input: &Input, at: usize) -> Option<Reading> {
        let mut draft = Draft::default();
        let line = input.text(at);
        if line.contains("[object] (") {
            logged(input, at, &mut draft);
            // Monolog prints the consequence first.
            draft.exceptions.reverse();
        } else if line.trim() == "Stack trace:" {
            chain(input, head_above(input, at)?, at, &mut draft);
        } else if entry(line).is_some_and(|entry| entry.is_php()) {
            entries(input, at, None, &mut draft);
        } else if let Some(found) = alone::flattened(line) {
            alone::one_line(input, at, &found, &mut draft);
        } else if let Some(cut) = uncaught(line) {
            match stack_below(input, at) {
                Some(stack) => chain(input, (at, cut), stack, &mut draft),
                None if input.text(at + 1).starts_with("[object] (") => {
                    draft.role(at, Role::Message);
                    logged(input, at + 1, &mut draft);
                    draft.exceptions.reverse();
                }
                None => alone::lone(input, at, &line[cut..], &mut draft),
            }
        } else if let Some(found) = alone::drupal(line) {
            alone::watched(input, at, &found, &mut draft);
        } else if pages::anchors(line) {
            pages::read(input, at, &mut draft)?;
        } else if phpunit::anchors(line) {
            phpunit::read(input, at, &mut draft)?;
        } else {
            alone::warning(input, at, &mut draft);
            // Xdebug's calls come oldest first.
            return finish(draft, input);
        }
        finish(draft.ordered(Order::NewestFirst), input)
    }
}

fn finish(draft: Draft, input: &Input) -> Option<Reading> {
    if !draft.has_frames() {
        return None;
    }
    draft.finish(input, "php", "php", Certainty::Sure)
}

/// Where the exception starts in a line with `Uncaught `.
fn uncaught(line: &str) -> Option<usize> {
    let at = line.find("Uncaught ")?;
    let before = line[..at].trim_end();
    (before.is_empty() || before.ends_with([':', ']'])).then_some(at + 9)
}

fn stack_below(input: &Input, at: usize) -> Option<usize> {
    (at + 1..input.len().min(at + MESSAGE)).find(|at| input.text(*at).trim() == "Stack trace:")
}

/// The line above `Stack trace:` that the exception starts in, and where in it.
fn head_above(input: &Input, stack: usize) -> Option<(usize, usize)> {
    let start = input.free.max(stack.saturating_sub(MESSAGE));
    (start..stack).rev().find_map(|at| {
        let line = input.text(at);
        let cut = uncaught(line).unwrap_or(0);
        let cut = if line.starts_with("Next ") { 5 } else { cut };
        is_typed(&line[cut..]).then_some((at, cut))
    })
}

/// Whether a text begins with a class and a colon or `in`.
fn is_typed(text: &str) -> bool {
    let word = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'\\' | b'@') || *b >= 0x80;
    let name = text.bytes().take_while(word).count();
    name > 0
        && !text.starts_with(|c: char| c.is_ascii_digit())
        && (text[name..].starts_with(": ") || text[name..].starts_with(" in "))
}

/// `Type: message in F:L`, `Stack trace:` and the calls; then `Next …`, in which
/// what was thrown first stands first.
fn chain(input: &Input, head: (usize, usize), stack: usize, draft: &mut Draft) {
    let (mut head, mut stack) = (head, stack);
    loop {
        let site = heading(input, head, stack, draft);
        draft.role(stack, Role::Context);
        draft.strong();
        let mut next = entries(input, stack + 1, site, draft);
        if input.text(next).starts_with("  thrown in ") {
            draft.role(next, Role::Context);
            return;
        }
        while next < input.len() && input.is_blank(next) {
            next += 1;
        }
        let below = stack_below(input, next);
        match below.filter(|_| input.text(next).starts_with("Next ")) {
            Some(below) => (head, stack) = ((next, 5), below),
            None => return,
        }
    }
}

/// Type, message and place between the head and the stack. The place ends the
/// last line.
fn heading<'t>(
    input: &Input<'t>,
    (at, cut): (usize, usize),
    stack: usize,
    draft: &mut Draft,
) -> Option<Site<'t>> {
    let last = stack - 1;
    let (body, site) = site_at_end(&input.text(last)[if last == at { cut } else { 0 }..]);
    let first = if last == at { body } else { &input.text(at)[cut..] };
    let (ty, message) = first.split_once(": ").unwrap_or((first, ""));
    let mut value = message.to_owned();
    for next in at + 1..stack {
        value.push('\n');
        value.push_str(if next == last { body } else { input.text(next) });
    }
    draft.roles(at..stack, Role::Message);
    draft.exception(Exception { ty: some(ty), value: some(&value), ..Exception::default() });
    site
}

/// Splits ` in F:L` off, or ` and defined in F:L` of a type error.
fn site_at_end(line: &str) -> (&str, Option<Site<'_>>) {
    for mark in [" and defined in ", " in "] {
        let Some(at) = line.rfind(mark) else { continue };
        if let Some((file, number)) = scan::split_number(&line[at + mark.len()..], ':') {
            return (&line[..at], Some((clean(file), number)));
        }
    }
    (line, None)
}

/// Laravel's log, whose JSON holds the exception as text:
/// `{"exception":"[object] (Type(code: 0): message at F:L)`, `[stacktrace]`. Symfony's leaves
/// the stacks out.
fn logged(input: &Input, at: usize, draft: &mut Draft) {
    let mut head = at;
    loop {
        let line = input.text(head);
        let Some(start) = line.find("[object] (").map(|at| &line[at + 10..]) else { return };
        let Some((ty, rest)) = start.split_once("(code: ") else { return };
        let last = input.len().min(head + MESSAGE);
        let is_stack = |at: &usize| input.text(*at).trim() == "[stacktrace]";
        let stack = (head + 1..last)
            .take_while(|at| !input.text(*at).starts_with("[previous exception]"))
            .find(is_stack);
        // The place alone ends the line.
        let Some(stack) = stack.or_else(|| place_at_end(line).map(|_| head + 1)) else { return };
        let mut body = rest.split_once("): ").map_or("", |(_, first)| first).to_owned();
        for next in head + 1..stack {
            body.push('\n');
            body.push_str(input.text(next));
        }
        let body = body.trim_end();
        let body = body.strip_suffix(')').unwrap_or(body);
        let site = place_at_end(input.text(stack - 1));
        let value = match body.rfind(" at ").filter(|_| site.is_some()) {
            Some(cut) => &body[..cut],
            None => body,
        };
        draft.exception(Exception {
            ty: some(&ty.replace("\\\\", "\\")),
            // It stands inside a string of JSON.
            value: some(&value.replace("\\\"", "\"").replace("\\\\", "\\")),
            ..Exception::default()
        });
        draft.roles(head..stack, Role::Message);
        draft.strong();
        let site = site.map(|(file, line)| (clean(file), line));
        let mut next = stack;
        if is_stack(&stack) {
            draft.role(stack, Role::Context);
            next = entries(input, stack + 1, site, draft);
        } else {
            draft.frame(input, head, made(None, site));
        }
        while next < input.len() && input.is_blank(next) {
            next += 1;
        }
        if !input.text(next).starts_with("[previous exception]") {
            if input.text(next).trim() == "\"}" {
                draft.role(next, Role::Context);
            }
            return;
        }
        head = next;
    }
}

/// `… at F:L)`
fn place_at_end(line: &str) -> Option<Site<'_>> {
    let end = line.trim_end();
    let end = end.strip_suffix(')').unwrap_or(end);
    let cut = end.rfind(" at ")?;
    scan::split_number(&end[cut + 4..], ':')
}

/// A line `#0 F(L): call`.
struct Entry<'t> {
    number: u32,
    site: Option<Site<'t>>,
    /// None for `{main}`.
    call: Option<&'t str>,
}

impl Entry<'_> {
    /// Whether no other language prints such a line.
    fn is_php(&self) -> bool {
        let named =
            self.site.is_none_or(|(file, _)| file.ends_with(".php") || file.ends_with(".phtml"));
        named && (self.site.is_some() || self.call.is_some())
    }
}

fn entry(line: &str) -> Option<Entry<'_>> {
    let (number, rest) = scan::leading_number(line.trim_start().strip_prefix('#')?)?;
    let rest = rest.strip_prefix(' ')?.trim_end();
    if rest == "{main}" {
        return Some(Entry { number, site: None, call: None });
    }
    if let Some(call) = rest.strip_prefix("[internal function]: ") {
        return Some(Entry { number, site: None, call: Some(call) });
    }
    let mut from = 0;
    while let Some(at) = rest[from..].find("): ") {
        let close = from + at;
        let open = rest[from..close].rfind('(').map(|open| from + open);
        if let Some((open, line)) =
            open.and_then(|open| Some((open, scan::number(&rest[open + 1..close])?)))
        {
            let site = Some(outside_eval(&rest[..open], line));
            return Some(Entry { number, site, call: Some(&rest[close + 3..]) });
        }
        from = close + 3;
    }
    None
}

/// Reads the calls from `at` on, and gives the line behind them. `site` is where
/// the exception was thrown.
fn entries<'t>(input: &Input<'t>, at: usize, site: Option<Site<'t>>, draft: &mut Draft) -> usize {
    let (mut next, mut here, mut known) = (at, site, site.is_some());
    let (mut complete, mut least) = (false, 0);
    while let Some(entry) = entry(input.text(next)) {
        if complete || entry.number < least {
            break;
        }
        least = entry.number + 1;
        complete = entry.call.is_none();
        if known || here.is_some() || entry.call.is_some() {
            let frame = draft.frame(input, next, made(entry.call.map(callee), here));
            if !known {
                // Where the newest call stands was in the line above.
                frame.frame.filename = None;
                frame.frame.in_app = InApp::Missing;
            }
        } else {
            draft.role(next, Role::Context);
        }
        draft.strong();
        known = true;
        here = entry.site;
        next += 1;
    }
    if !complete && here.is_some() {
        // Cut off: the last call was made somewhere.
        draft.frame(input, next.saturating_sub(1), made(None, here));
    }
    next
}

/// The name of what is called, without its arguments.
fn callee(call: &str) -> &str {
    let closure = call.find("{closure:").and_then(|at| Some(at + call[at..].find('}')?));
    let from = closure.unwrap_or(0);
    let end = call[from..].find('(').map_or(call.len(), |at| from + at);
    call[..end].trim_end()
}

fn made(call: Option<&str>, site: Option<Site>) -> Frame {
    let function = call.map(|call| named(&call.replace("\\\\", "\\").replace("->", "::")));
    let sdk = function.as_deref().is_some_and(|name| name.starts_with("Sentry\\"));
    let Some((file, line)) = site else {
        let filename = some("[internal]");
        return Frame { function, filename, in_app: InApp::No, ..Frame::default() };
    };
    let foreign = sdk || scan::has_folder(&file.replace('\\', "/"), &["/vendor/"]);
    Frame {
        function,
        filename: some(file),
        abs_path: scan::absolute(file),
        line: Some(line),
        in_app: if foreign { InApp::No } else { InApp::Yes },
        ..Frame::default()
    }
}

/// A class made at run time carries its place behind `@anonymous`; it is left out.
fn named(name: &str) -> String {
    let Some(at) = name.find("@anonymous").map(|at| at + 10) else { return name.to_owned() };
    let method = name[at..].find("::").map_or("", |method| &name[at + method..]);
    format!("{}{method}", &name[..at])
}

/// `a.php(7) : eval()'d code` is `a.php` in line 7.
fn outside_eval(file: &str, line: u32) -> Site<'_> {
    let end = file.find(") : ");
    let outer = end.and_then(|end| scan::split_number(&file[..end], '('));
    outer.unwrap_or((file, line))
}

fn clean(file: &str) -> &str {
    outside_eval(file, 0).0
}
