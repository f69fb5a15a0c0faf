//! What a pasted or dropped text is, so that it goes where it belongs.

use crate::session::protocol::Input;
use crate::trace::batch::{self, Form};
use crate::trace::{self, Trace};
use crate::tree::{self, ReadOptions};

/// How many lines are looked at for owners.
const LOOKED_AT: usize = 400;

/// What a text is: an input, or none for a listing, which is what is pasted most.
///
/// `text` may be the beginning of a longer one. Linear.
pub fn recognise(text: &str) -> Option<Input> {
    if is_json(text) && is_event(text) {
        return Some(Input::Event);
    }
    let owned = Owned::of(text);
    if owned.most() {
        return Some(owned.input());
    }
    let table = matches!(batch::read(text, &trace::Options::default()).form, Form::Table);
    if table {
        return Some(Input::Event);
    }
    let traces = trace::parse(text, &trace::Options::default()).traces;
    let frames: usize = traces.iter().map(|trace| trace.frames().count()).sum();
    let sure = traces.iter().map(Trace::sure).fold(0.0, f64::max);
    if frames == 0 {
        return None;
    }
    let listing = tree::read(text, &ReadOptions::default());
    (sure >= f64::from(listing.sure)).then_some(Input::Event)
}

/// Whether it begins as JSON does, not as a section of CODEOWNERS or a line of a log.
fn is_json(text: &str) -> bool {
    let mut letters = text.chars().filter(|c| !c.is_whitespace());
    matches!(
        (letters.next(), letters.next()),
        (Some('{'), Some('"' | '}')) | (Some('['), Some('{' | '"' | ']' | '['))
    )
}

/// Whether JSON is of events rather than of files: by the names of fields, which the beginning shows.
fn is_event(text: &str) -> bool {
    const FIELDS: [&str; 8] = [
        "\"exception\"",
        "\"stacktrace\"",
        "\"event_id\"",
        "\"eventID\"",
        "\"entries\"",
        "\"culprit\"",
        "\"abs_path\"",
        "\"absPath\"",
    ];
    FIELDS.iter().any(|field| text.contains(field))
}

/// How many lines name owners, and in whose way.
#[derive(Default)]
struct Owned {
    written: usize,
    /// As Sentry's rules do: `#team`, or a type before the pattern.
    rules: usize,
    /// As CODEOWNERS does: `@name`, or an address.
    codeowners: usize,
}

impl Owned {
    fn of(text: &str) -> Self {
        let mut owned = Self::default();
        // Whether the section that a line stands in names owners for all of it.
        let mut covered = false;
        for line in text.lines().map(str::trim).take(LOOKED_AT) {
            let comment = line.starts_with('#') && !line.starts_with("#!");
            if line.is_empty() || comment {
                continue;
            }
            if let Some(rest) = section(line) {
                covered = !rest.is_empty();
                owned.written += usize::from(covered);
                owned.codeowners += usize::from(covered);
                continue;
            }
            owned.written += 1;
            match owner_of(line) {
                Some(Named::Team) => owned.rules += 1,
                Some(Named::Name) if is_typed(line) => owned.rules += 1,
                Some(Named::Name) => owned.codeowners += 1,
                None => owned.codeowners += usize::from(covered),
            }
        }
        owned
    }

    /// Whether most lines name an owner.
    fn most(&self) -> bool {
        let owned = self.rules + self.codeowners;
        owned > 0 && owned * 2 >= self.written
    }

    fn input(&self) -> Input {
        if self.rules > self.codeowners { Input::Rules } else { Input::Codeowners }
    }
}

enum Named {
    Team,
    Name,
}

/// What follows the name of a section of GitLab's, how many have to approve left out; none if the line is none.
fn section(line: &str) -> Option<&str> {
    let rest = line.strip_prefix('^').unwrap_or(line).strip_prefix('[')?;
    let (name, rest) = rest.split_once(']')?;
    let rest = rest.trim_start();
    let rest = match rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((number, rest)) if number.bytes().all(|b| b.is_ascii_digit()) => rest.trim_start(),
        Some(_) => return None,
        None => rest,
    };
    let named = rest.is_empty() || rest.starts_with('@');
    (named && !name.trim().is_empty()).then_some(rest)
}

/// The first owner that a line names behind a pattern.
fn owner_of(line: &str) -> Option<Named> {
    let name = |c: char| c.is_alphanumeric() || "-_./".contains(c);
    line.split_whitespace().skip(1).find_map(|word| {
        if let Some(team) = word.strip_prefix('#') {
            // `#0` is a frame's number.
            let numbered = team.bytes().all(|b| b.is_ascii_digit());
            return (!numbered && team.chars().all(name)).then_some(Named::Team);
        }
        if let Some(user) = word.strip_prefix('@') {
            let user = user.trim_start_matches('@').trim_end_matches(',');
            return (!user.is_empty() && user.chars().all(name)).then_some(Named::Name);
        }
        is_address(word).then_some(Named::Name)
    })
}

fn is_address(word: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || "-_.+".contains(c);
    word.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && (name.to_owned() + host).chars().all(plain)
    })
}

/// Whether a line has a type before its pattern, as only Sentry's rules do.
fn is_typed(line: &str) -> bool {
    const TYPES: [&str; 5] = ["path:", "url:", "module:", "codeowners:", "tags."];
    TYPES.iter().any(|kind| line.starts_with(kind))
}
