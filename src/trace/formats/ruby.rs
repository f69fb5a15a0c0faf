//! Ruby: `full_message` in both orders, with backticks and with the quotes of 3.4,
//! causes, Rails' log, and bare lists of frames.
//!
//! ```text
//! app/services/ledger.rb:7:in `divide': divided by 0 (ZeroDivisionError)
//!     from app/services/ledger.rb:4:in `post'
//!     from main.rb:6:in `<main>'
//! ```
//!
//! The first line is a frame, too. With the newest frame last (`order: :bottom`)
//! the others are numbered and stand before it. A cause is printed after its
//! consequence in one order, before it in the other. A `Class#` in front of a
//! method goes into the module; `Class.` and `block in` stay in the function, as
//! sentry-ruby has it. Gems and Ruby's own library are outside the application.

use super::Format;
use super::scan::{self, some};
use crate::trace::draft::{Draft, Input, Order, Reading};
use crate::trace::parse::{Certainty, Exception, Role};
use crate::trace::{Frame, InApp};
use memchr::memmem;

mod title;

pub(crate) struct Ruby;

/// How many lines a message may have.
const MESSAGE: usize = 30;

impl Format for Ruby {
    fn name(&self) -> &'static str {
        "ruby"
    }

    fn title(&self) -> &'static str {
        "Ruby"
    }

    fn anchors(&self, line: &str) -> bool {
        line.starts_with("Traceback (most recent call last)")
            || memmem::find(line.as_bytes(), b":in ").is_some()
            || memmem::find(line.as_bytes(), b".rb:").is_some()
    }

    fn read(&self, input: &Input, at: usize) -> Option<Reading> {
        let mut draft = Draft::default();
        let line = input.text(at);
        let begins = line.starts_with("Traceback");
        if begins || numbered(line).is_some() {
            if begins {
                draft.role(at, Role::Header);
                draft.strong();
            }
            bottom(input, at + usize::from(begins), &mut draft);
            return finish(draft, input, Certainty::Sure);
        }
        if header(line).is_some() {
            top(input, at, &mut draft);
            draft = draft.ordered(Order::NewestFirst);
            draft.exceptions.reverse();
            return finish(draft, input, Certainty::Sure);
        }
        let place = listed(line)?;
        title::above(input, at, &mut draft);
        let end = list(input, at, &mut draft);
        let labelled = place.label.is_some() || draft.current().frames.len() > 1;
        if !labelled {
            return None;
        }
        title::causes(input, end, &mut draft);
        let mut draft = draft.ordered(Order::NewestFirst);
        draft.exceptions.reverse();
        finish(draft, input, Certainty::Sure)
    }
}

fn finish(draft: Draft, input: &Input, certainty: Certainty) -> Option<Reading> {
    if !draft.has_frames() {
        return None;
    }
    draft.finish(input, "ruby", "ruby", certainty)
}

/// Newest first: a header, `from` lines; then, if there is a cause, its own.
fn top(input: &Input, at: usize, draft: &mut Draft) {
    let mut next = at;
    while let Some(place) = header(input.text(next)) {
        let end = message(input, next, place, draft);
        draft.frame(input, next, place.frame());
        draft.strong();
        next = list(input, end, draft);
    }
}

/// Oldest first: numbered lines, then the header. Causes come first.
fn bottom(input: &Input, at: usize, draft: &mut Draft) {
    let mut next = at;
    loop {
        let start = next;
        while numbered(input.text(next)).is_some() {
            next += 1;
        }
        let place = header(input.text(next));
        if next == start && (place.is_none() || draft.has_frames()) {
            return;
        }
        let end = match place {
            Some(place) => message(input, next, place, draft),
            None => {
                draft.exception(Exception::default());
                next
            }
        };
        for at in start..next {
            if let Some(place) = numbered(input.text(at)) {
                draft.frame(input, at, place.frame());
                draft.strong();
            }
        }
        let Some(place) = place else { return };
        draft.frame(input, next, place.frame());
        draft.strong();
        next = end;
    }
}

/// The class that a line begins with: `ActiveRecord::RecordInvalid`.
fn class_at_start(line: &str) -> &str {
    let mut end = 0_usize;
    for part in line.split("::") {
        let word = part.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count();
        if word == 0 || !part.as_bytes()[0].is_ascii_uppercase() {
            return &line[..end.saturating_sub(2)];
        }
        end += word;
        if word < part.len() {
            return &line[..end];
        }
        end += 2;
    }
    line
}

/// Reads frames below each other; the line behind them.
fn list(input: &Input, at: usize, draft: &mut Draft) -> usize {
    let mut next = at;
    loop {
        let line = input.text(next);
        if let Some(place) = listed(line) {
            draft.frame(input, next, place.frame());
            if place.label.is_some() { draft.strong() } else { draft.weak() }
        } else if line.trim_start().starts_with("... ") && line.contains(" levels...") {
            draft.role(next, Role::Skipped("left out by Ruby"));
        } else {
            return next;
        }
        next += 1;
    }
}

/// A frame with `from`, `#` or nothing before it.
fn listed(line: &str) -> Option<Place<'_>> {
    let text = line.trim();
    let bare = text.strip_prefix("from ").or_else(|| text.strip_prefix("# ")).unwrap_or(text);
    let bare = bare.trim_start();
    place(bare).filter(|place| place.message.is_none())
}

/// A line of the newest-last order: ``     3: from main.rb:6:in `<main>'``.
fn numbered(line: &str) -> Option<Place<'_>> {
    let (_, rest) = scan::leading_number(line.strip_prefix(['\t', ' '])?.trim_start())?;
    place(rest.strip_prefix(": from ")?)
}

/// The first line of an error: a place with a message.
fn header(line: &str) -> Option<Place<'_>> {
    if line.starts_with(char::is_whitespace) {
        return None;
    }
    place(line).filter(|place| place.message.is_some())
}

/// Type and message: the header's, and the lines that follow up to the frames.
/// Gives the line behind.
fn message(input: &Input, at: usize, place: Place, draft: &mut Draft) -> usize {
    let first = place.message.unwrap_or_default();
    let (text, ty) = match first.strip_suffix(')').and_then(|text| text.rsplit_once(" (")) {
        Some((text, class)) if class_at_start(class) == class => (text, Some(class.to_owned())),
        _ => (first, None),
    };
    let end = message_end(input, at);
    let mut value = text.to_owned();
    for next in at + 1..end {
        value.push('\n');
        value.push_str(input.text(next));
        draft.role(next, Role::Message);
    }
    let value = some(value.trim_end());
    draft.exception(Exception { ty, value, ..Exception::default() });
    end
}

/// Where the message that starts at `at` ends: before its first `from`; without
/// one, before the next error, another log entry, or a blank line that no
/// indented line follows.
fn message_end(input: &Input, at: usize) -> usize {
    let last = input.len().min(at + MESSAGE);
    let starts = |line: &str| header(line).is_some() || numbered(line).is_some();
    for next in at + 1..last {
        let line = input.text(next);
        if line.trim_start().starts_with("from ") && listed(line).is_some() {
            return next;
        }
        if starts(line) || !input.alike(at, next) {
            break;
        }
    }
    let mut next = at + 1;
    while next < last {
        let line = input.text(next);
        let below = input.text(next + 1);
        let goes_on = match line.trim().is_empty() {
            true => below.starts_with("  ") && !below.trim().is_empty() && listed(below).is_none(),
            false => !scan::begins_entry(line) && listed(line).is_none(),
        };
        if !goes_on || starts(line) || !input.alike(at, next) {
            break;
        }
        next += 1;
    }
    next
}

/// `file:line[:in 'label'][: message]`
#[derive(Clone, Copy)]
struct Place<'t> {
    file: &'t str,
    line: u32,
    label: Option<&'t str>,
    message: Option<&'t str>,
}

/// Reads one line without its indentation and `from`.
fn place(text: &str) -> Option<Place<'_>> {
    let (file, line, rest) = file_and_line(text)?;
    let Some(quoted) = rest.strip_prefix(":in `").or_else(|| rest.strip_prefix(":in '")) else {
        let message = rest.strip_prefix(": ");
        let plausible = match message {
            None => rest.is_empty(),
            Some(message) => message.ends_with(')'),
        };
        return (plausible && is_ruby(file)).then_some(Place { file, line, label: None, message });
    };
    let (label, message) = match quoted.split_once("': ") {
        Some((label, message)) => (label, Some(message)),
        None => (quoted.trim_end().strip_suffix('\'')?, None),
    };
    (!label.is_empty()).then_some(Place { file, line, label: Some(label), message })
}

/// The file, which may be `C:/a.rb` or `(eval at a.rb:3)`, its line, and the rest.
fn file_and_line(text: &str) -> Option<(&str, u32, &str)> {
    let mut from = 0;
    while let Some(at) = text[from..].find(':') {
        let colon = from + at;
        if let Some((line, rest)) = scan::leading_number(&text[colon + 1..]) {
            let file = &text[..colon];
            let open = file.starts_with('(') && !file.ends_with(')');
            if !open && !file.is_empty() && (rest.is_empty() || rest.starts_with(':')) {
                let odd = file.contains(['"', '\t', '|']) || file.starts_with(char::is_whitespace);
                return (!odd).then_some((file, line, rest));
            }
        }
        from = colon + 1;
    }
    None
}

fn is_ruby(file: &str) -> bool {
    const ENDS: [&str; 9] =
        [".rb", ".rake", ".ru", ".erb", ".haml", ".slim", ".jbuilder", "Rakefile", "Gemfile"];
    ENDS.iter().any(|end| file.ends_with(end))
        || file.starts_with("(eval")
        || file.starts_with("<internal:")
}

impl Place<'_> {
    fn frame(self) -> Frame {
        let label = self.label.unwrap_or_default();
        let (module, function) = match label.split_once('#') {
            Some((class, method)) if scan::is_word(class, b":") && !method.is_empty() => {
                (class, method)
            }
            _ => ("", label),
        };
        Frame {
            filename: some(self.file),
            abs_path: scan::absolute(self.file),
            module: some(module),
            function: some(function),
            line: Some(self.line),
            in_app: if is_foreign(self.file) { InApp::No } else { InApp::Yes },
            ..Frame::default()
        }
    }
}

/// Whether a file is of a gem or of Ruby itself.
fn is_foreign(file: &str) -> bool {
    const FOLDERS: [&str; 8] = [
        "/gems/",
        "/lib/ruby/",
        "/rubygems/",
        "/bundler/",
        "/vendor/",
        "/.rbenv/",
        "/.rvm/",
        "/.asdf/",
    ];
    file.starts_with('<') || scan::has_folder(file, &FOLDERS)
}
