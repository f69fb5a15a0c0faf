//! Perl: `die`, Carp's long messages, Devel::StackTrace.
//!
//! ```text
//! Can't locate object method "total" at lib/Shop/Cart.pm line 21.
//!     Shop::Cart::show("x") called at main.pl line 3
//! ```
//!
//! Each call is printed with where it was made: the place above is where it stands
//! (as in PHP). Sentry has no SDK for Perl any more; installed modules are outside the
//! application here.

use super::Format;
use super::scan::{self, some};
use crate::trace::draft::{Draft, Input, Order, Reading};
use crate::trace::parse::{Certainty, Exception, Role};
use crate::trace::{Frame, InApp};
use memchr::memmem;

pub(crate) struct Perl;

/// A file and a line.
type Site<'t> = (&'t str, u32);

impl Format for Perl {
    fn name(&self) -> &'static str {
        "perl"
    }

    fn title(&self) -> &'static str {
        "Perl"
    }

    fn anchors(&self, line: &str) -> bool {
        memmem::find(line.as_bytes(), b" line ").is_some()
            && (thrown(line).is_some() || called(line).is_some())
    }

    fn read(&self, input: &Input, at: usize) -> Option<Reading> {
        let mut draft = Draft::default();
        let mut next = at;
        let mut here = None;
        let line = input.text(at);
        if let Some((message, site)) = thrown(line) {
            let begun = message == "Trace begun";
            let message = if begun { "" } else { message };
            draft.role(at, Role::Message);
            draft.exception(Exception { value: some(message), ..Exception::default() });
            here = Some((at, site));
            next += 1;
        } else {
            draft.exception(Exception::default());
        }
        while next < input.len() {
            let line = input.text(next);
            if let Some((call, site)) = called(line) {
                if let Some((above, site)) = here {
                    draft.frame(input, above, made(call, Some(site)));
                } else {
                    draft.frame(input, next, made(call, None));
                }
                here = Some((next, site));
                draft.strong();
            } else if let Some((_, site)) = thrown(line).filter(|(message, _)| follows(message)) {
                if let Some((above, site)) = here.replace((next, site)) {
                    draft.frame(input, above, made("", Some(site)));
                }
                draft.strong();
            } else {
                break;
            }
            next += 1;
        }
        if let Some((at, site)) = here {
            draft.frame(input, at, made("", Some(site)));
        }
        draft.weak();
        draft.ordered(Order::NewestFirst).finish(input, "perl", "perl", Certainty::Sure)
    }
}

/// Without the date and the program that CGI::Carp puts in front: `[Tue Mar 12 14:03:00
/// 2024] shop.pl: `.
fn undated(line: &str) -> &str {
    let dated = line.strip_prefix('[').and_then(|line| line.split_once("] "));
    let Some((date, rest)) = dated.filter(|(date, _)| date.contains(':')) else { return line };
    let plain = date.bytes().all(|b| b.is_ascii_alphanumeric() || b" :.-/+".contains(&b));
    let program = |name: &str| !name.is_empty() && !name.contains([' ', '(', '"', '\'', '\t']);
    match rest.split_once(": ") {
        Some((name, rest)) if plain && program(name) && is_perl(name) => rest,
        _ => line,
    }
}

/// What Perl adds when a file that is loaded fails.
fn follows(message: &str) -> bool {
    message == "BEGIN failed--compilation aborted" || message == "Compilation failed in require"
}

/// `message at F line L.`, perhaps with the line of an input read at the time.
fn thrown(line: &str) -> Option<(&str, Site<'_>)> {
    let line = undated(line.trim_end());
    let at = line.rfind(" line ").and_then(|last| {
        // `…, <STDIN> line 3.`
        match line[..last].rfind(", <") {
            Some(input) if line[..last].ends_with('>') => line[..input].rfind(" line "),
            _ => Some(last),
        }
    })?;
    let (number, rest) = scan::leading_number(&line[at + 6..])?;
    let ends = rest == "." || rest.starts_with(", <") && rest.ends_with('.') || rest.is_empty();
    let cut = line[..at].rfind(" at ")?;
    let (message, file) = (line[..cut].trim(), &line[cut + 4..at]);
    let known =
        is_perl(file) && (rest == "." || rest.starts_with(", <") || message == "Trace begun");
    (ends && known && !message.is_empty()).then_some((message, (file, number)))
}

/// Whether a path can be a Perl file's.
fn is_perl(file: &str) -> bool {
    const ENDS: [&str; 7] = [".pl", ".pm", ".t", ".cgi", ".psgi", ".plx", ".pmc"];
    ENDS.iter().any(|end| file.ends_with(end))
        || file == "-e"
        || file.starts_with("(eval ")
        || file.starts_with('/')
            && !file.contains([' ', ':'])
            && !scan::file_name(file).contains('.')
}

/// `    Shop::Cart::show("x") called at main.pl line 3`
fn called(line: &str) -> Option<(&str, Site<'_>)> {
    let text = undated(line.trim()).trim().trim_end_matches('.');
    let at = text.rfind(" called at ")?;
    let (file, number) = text[at + 11..].rsplit_once(" line ")?;
    let number = match number.split_once(", <") {
        Some((number, _)) => scan::number(number)?,
        None => scan::number(number)?,
    };
    let call = &text[..at];
    let name = call.find(['(', ' ', '{']).map_or(call, |end| &call[..end]);
    (!name.is_empty()).then_some((name, (file, number)))
}

fn made(call: &str, site: Option<Site>) -> Frame {
    let (module, function) = call.rsplit_once("::").unwrap_or(("", call));
    let mut frame = Frame { module: some(module), function: some(function), ..Frame::default() };
    if let Some((file, line)) = site {
        frame.filename = some(file);
        frame.abs_path = scan::absolute(file);
        frame.line = Some(line);
        frame.in_app = if is_foreign(file) { InApp::No } else { InApp::Yes };
    }
    frame
}

/// Whether a file is of an installed module or of Perl itself.
fn is_foreign(file: &str) -> bool {
    const FOLDERS: [&str; 10] = [
        "/lib/perl5/",
        "/share/perl/",
        "/share/perl5/",
        "/lib/perl/",
        "/site_perl/",
        "/vendor_perl/",
        "/perl-base/",
        "/perlbrew/",
        "/.plenv/",
        "/x86_64-linux-gnu/perl/",
    ];
    scan::has_folder(file, &FOLDERS)
}
