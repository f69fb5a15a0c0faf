use super::lines::Line;
use super::quote::unquote;
use super::shell;
use super::{Format, SkipReason, Skipped};
use crate::text::{Problem, Span};

/// What an entry of a listing is, as far as its line says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    File,
    Folder,
    /// The line does not say: a folder if another path goes through it.
    Unknown,
    /// A folder that is named in a heading: no record of its own.
    Heading,
}

/// A path in [`Sink::text`].
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) kind: Kind,
}

/// Where the readers of all formats put what they find.
///
/// Each record goes to exactly one of [`Self::entry`] (and its relatives),
/// [`Self::structure`] and [`Self::skip`].
#[derive(Debug, Default)]
pub(super) struct Sink {
    /// All paths after each other, normalised.
    pub(super) text: String,
    pub(super) entries: Vec<Entry>,
    pub(super) skipped: Vec<Skipped>,
    pub(super) structure: u32,
    /// How many entries were absolute.
    pub(super) absolute: u32,
    /// Headings of drawn trees: how many things stand at the top.
    pub(super) tops: u32,
    /// The first heading that has something below it.
    pub(super) root: Option<String>,
    /// How many files the listing itself says it has.
    pub(super) reported: Option<u32>,
    pub(super) problems: Vec<Problem>,
    /// The format, where reading showed another than was expected.
    pub(super) format: Option<Format>,
    /// Whether some lines of a plain list are indented and others are not, or the indentation of a
    /// drawn tree was lost.
    pub(super) is_ragged: bool,
    pub(super) not_utf8: Option<(Option<Span>, u32)>,
}

/// Instantiation
impl Sink {
    /// A sink for so much text: lists hold little else than paths, and room that grows by doubling is there twice for a while.
    pub(super) fn for_text(text: &str) -> Self {
        Self { text: String::with_capacity(text.len()), ..Self::default() }
    }
}

/// Records
impl Sink {
    /// A record that is neither a file nor a folder, but belongs.
    pub(super) fn structure(&mut self) {
        self.structure += 1;
    }

    /// A record that can't be read.
    pub(super) fn skip(&mut self, line: &Line<'_>, reason: SkipReason) {
        let text = Self::shortened(line.text);
        self.skipped.push(Skipped { line: line.number, span: line.span(), text, reason });
    }

    /// The beginning of a line.
    pub(super) fn shortened(line: &str) -> String {
        const SHOWN: usize = 120;
        match line.char_indices().nth(SHOWN) {
            Some((end, _)) => format!("{}…", &line[..end]),
            None => line.to_owned(),
        }
    }

    /// A record that may be a prompt, a message or a sentence.
    pub(super) fn stray(&mut self, line: &Line<'_>) {
        let text = line.text.trim();
        if text.is_empty() || shell::command(text).is_some() || shell::is_bare_prompt(text) {
            self.structure();
        } else {
            let reason = if shell::is_message(text) {
                SkipReason::ToolMessage
            } else if shell::is_elision(text) {
                SkipReason::Elided
            } else if shell::is_prose(text) {
                SkipReason::NotAPath
            } else {
                SkipReason::OtherFormat
            };
            self.skip(line, reason);
        }
    }

    /// A path, as it was written but for quotes.
    pub(super) fn entry(&mut self, line: &Line<'_>, kind: Kind, path: &str) {
        match self.normalise(path) {
            Ok(normal) if normal.is_empty => self.structure(),
            Ok(normal) => {
                let kind = if normal.is_folder { Kind::Folder } else { kind };
                self.absolute += u32::from(normal.is_absolute);
                self.entries.push(Entry { start: normal.start, end: self.text.len() as u32, kind });
            }
            Err(reason) => self.skip(line, reason),
        }
    }

    /// A path that is [ordinary](super::ordinary).
    pub(super) fn ordinary(&mut self, path: &str) {
        let start = self.text.len() as u32;
        self.text.push_str(path);
        let end = self.text.len() as u32;
        self.entries.push(Entry { start, end, kind: Kind::Unknown });
    }

    /// A path that may be quoted as git quotes.
    pub(super) fn quotable(&mut self, line: &Line<'_>, kind: Kind, path: &str) {
        if !path.starts_with('"') {
            return self.entry(line, kind, path);
        }
        match unquote(path) {
            Some(unquoted) if unquoted.rest.trim().is_empty() => {
                self.note_bytes(line, unquoted.utf8);
                self.entry(line, kind, &unquoted.path);
            }
            _ => self.skip(line, SkipReason::BadQuote),
        }
    }

    /// A folder that a heading names. The record itself is structure.
    pub(super) fn heading(&mut self, path: &str) {
        self.structure();
        if let Ok(normal) = self.normalise(path)
            && !normal.is_empty
        {
            let end = self.text.len() as u32;
            self.absolute += u32::from(normal.is_absolute);
            self.entries.push(Entry { start: normal.start, end, kind: Kind::Heading });
        }
    }

    /// Remembers whether the bytes of a quoted path were UTF-8.
    pub(super) fn note_bytes(&mut self, line: &Line<'_>, utf8: bool) {
        if !utf8 {
            self.not_utf8.get_or_insert((line.span(), 0)).1 += 1;
        }
    }
}

/// Results
impl Sink {
    /// How many records went in.
    pub(super) fn records(&self) -> u32 {
        let entries = self.entries.iter().filter(|entry| entry.kind != Kind::Heading).count();
        (entries + self.skipped.len()) as u32 + self.structure
    }

    /// The path of an entry.
    pub(super) fn path(&self, entry: Entry) -> &str {
        &self.text[entry.start as usize..entry.end as usize]
    }

    /// Turns what was counted into problems.
    pub(super) fn report(&mut self) {
        if let Some((span, count)) = self.not_utf8.take() {
            let message = format!(
                "{count} quoted {} that are not UTF-8; they were replaced by \u{fffd}.",
                if count == 1 { "path has bytes" } else { "paths have bytes" }
            );
            let mut problem = Problem::warning("tree/not-utf8", message)
                .hint("Rules can't name these files by their exact path.");
            problem.span = span;
            self.problems.push(problem);
        }
    }
}

/// A path that was added to [`Sink::text`].
struct Normal {
    start: u32,
    is_empty: bool,
    is_folder: bool,
    is_absolute: bool,
}

/// Normalising
impl Sink {
    /// `PATH_MAX` of Linux, the longest that any system allows.
    pub(super) const LONGEST: usize = 4096;

    /// Adds `path` to the text with `.` and empty parts dropped.
    fn normalise(&mut self, path: &str) -> Result<Normal, SkipReason> {
        if path.len() > Self::LONGEST {
            return Err(SkipReason::TooLong);
        }
        let start = self.text.len() as u32;
        if is_normal(path) {
            self.text.push_str(path);
            let is_absolute = has_drive(path);
            return Ok(Normal { start, is_empty: false, is_folder: false, is_absolute });
        }
        for part in path.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    self.text.truncate(start as usize);
                    return Err(SkipReason::OutsideRoot);
                }
                part => {
                    if self.text.len() > start as usize {
                        self.text.push('/');
                    }
                    self.text.push_str(part);
                }
            }
        }
        Ok(Normal {
            start,
            is_empty: self.text.len() == start as usize,
            is_folder: path.ends_with('/') || path.ends_with("/."),
            is_absolute: path.starts_with('/') || path.starts_with("~/") || has_drive(path),
        })
    }
}

/// Whether a path has only real parts between single slashes, and is not
/// below a home folder. Most paths are so; this decides the speed.
fn is_normal(path: &str) -> bool {
    let bytes = path.as_bytes();
    if matches!(bytes.first(), None | Some(b'/' | b'~')) {
        return false;
    }
    let dots = |rest: &[u8]| {
        let rest = rest.strip_prefix(b".").unwrap_or(rest);
        rest.strip_prefix(b".").unwrap_or(rest).first().is_none_or(|&byte| byte == b'/')
    };
    if bytes[0] == b'.' && dots(bytes) {
        return false;
    }
    // No early exit, so that this runs over many bytes at once.
    let suspicious = bytes.windows(2).fold(false, |suspicious, pair| {
        suspicious | ((pair[0] == b'/') & ((pair[1] == b'/') | (pair[1] == b'.')))
    });
    if bytes.ends_with(b"/") {
        return false;
    }
    !suspicious
        || memchr::memchr_iter(b'/', bytes).all(|at| match bytes[at + 1] {
            b'/' => false,
            b'.' => !dots(&bytes[at + 1..]),
            _ => true,
        })
}

/// Whether a path begins with a drive of Windows: `C:/`.
fn has_drive(path: &str) -> bool {
    let bytes = path.as_bytes();
    bytes.len() >= 2
        && bytes[1] == b':'
        && bytes[0].is_ascii_alphabetic()
        && matches!(bytes.get(2), None | Some(b'/'))
}
