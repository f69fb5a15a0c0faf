//! The lines of error trackers, in all their forms.

use super::evidence::{self, Language};
use super::{python, scan};
use crate::trace::Frame;
use crate::trace::draft::Input;
use crate::trace::formats::scan::some;

/// In which of the forms a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    File,
    AtLine,
    Dash,
    LineOf,
    In,
    Falling,
}

/// What a line says of a frame.
pub(super) struct Place<'t> {
    pub(super) shape: Shape,
    pub(super) path: &'t str,
    /// The path names a module.
    module: bool,
    function: &'t str,
    line: Option<u32>,
    column: Option<u32>,
    /// Where lines are numbered.
    pub(super) number: u32,
}

impl<'t> Place<'t> {
    pub(super) fn read(text: &'t str) -> Option<Self> {
        let trimmed = text.trim();
        match trimmed.as_bytes().first()? {
            b'F' | b'M' => Self::file(trimmed).or_else(|| Self::other(text)),
            b'#' => Self::falling(trimmed),
            _ => Self::other(text),
        }
    }

    fn other(text: &'t str) -> Option<Self> {
        let trimmed = text.trim();
        if let Some(at) = memchr::memmem::find(trimmed.as_bytes(), b" at line ") {
            return Self::at_line(trimmed, at);
        }
        if trimmed.starts_with("line ") {
            return Self::line_of(trimmed);
        }
        let dashed = text.starts_with("    ").then(|| Self::dash(trimmed)).flatten();
        dashed.or_else(|| Self::in_function(trimmed))
    }

    /// `/PROJECT_ROOT/P:N in F`
    fn in_function(text: &'t str) -> Option<Self> {
        let rooted = text.starts_with("/PROJECT_ROOT/") || text.starts_with("/GEM_ROOT/");
        let (place, function) = text.split_once(" in ").filter(|_| rooted)?;
        let (path, line, column) = scan::position(place);
        line?;
        Some(Self {
            shape: Shape::In,
            path: path.strip_prefix("/PROJECT_ROOT/").unwrap_or(path),
            module: false,
            function: function.trim(),
            line,
            column,
            number: 0,
        })
    }

    /// `File "P", line N, col C, in F`
    fn file(text: &'t str) -> Option<Self> {
        let (module, rest) = match text.strip_prefix("File \"") {
            Some(rest) => (false, rest),
            None => (true, text.strip_prefix("Module \"")?),
        };
        let (path, rest) = rest.split_once("\", line ")?;
        let (line, rest) = scan::leading_number(rest)?;
        let (column, rest) = match rest.strip_prefix(", col ").map(scan::leading_number) {
            Some(found) => found.map(|(column, rest)| (Some(column), rest))?,
            None => (None, rest),
        };
        let function = rest.strip_prefix(", in ").or_else(|| rest.is_empty().then_some(""))?;
        Some(Self {
            shape: Shape::File,
            path,
            module,
            function: function.trim(),
            line: Some(line),
            column,
            number: 0,
        })
    }

    /// `P in F at line N:C`
    fn at_line(text: &'t str, at: usize) -> Option<Self> {
        let (path, function) = text[..at].split_once(" in ").unwrap_or((&text[..at], ""));
        let (line, rest) = scan::leading_number(&text[at + 9..])?;
        let column = rest.strip_prefix(':').and_then(scan::number);
        let plain = !path.contains([' ', '"']) && evidence::language_of(path).is_some();
        (plain && (rest.is_empty() || column.is_some())).then_some(Self {
            shape: Shape::AtLine,
            path,
            module: false,
            function: function.trim(),
            line: Some(line),
            column,
            number: 0,
        })
    }

    /// `P:N - F`
    fn dash(text: &'t str) -> Option<Self> {
        let (place, function) = text.split_once(" - ")?;
        let (path, line, column) = scan::position(place);
        let plain = !path.contains([' ', '"', '(']) && evidence::language_of(path).is_some();
        (plain && line.is_some()).then_some(Self {
            shape: Shape::Dash,
            path,
            module: false,
            function: function.trim(),
            line,
            column,
            number: 0,
        })
    }

    /// `line N of [PROJECT_ROOT]/P: F`
    fn line_of(text: &'t str) -> Option<Self> {
        let (line, rest) = scan::leading_number(text.strip_prefix("line ")?)?;
        let (path, function) = rest.strip_prefix(" of ")?.split_once(": ")?;
        let path = path.strip_prefix("[PROJECT_ROOT]/").unwrap_or(path);
        (!path.contains(' ')).then_some(Self {
            shape: Shape::LineOf,
            path,
            module: false,
            function: function.trim(),
            line: Some(line),
            column: None,
            number: 0,
        })
    }

    /// `#N P(L): F`. PHP itself numbers upwards, and means by its places something else.
    fn falling(text: &'t str) -> Option<Self> {
        let (number, rest) = scan::leading_number(text.strip_prefix('#')?)?;
        let (place, function) = rest.strip_prefix(' ')?.split_once("): ")?;
        let (path, line) = scan::split_number(place, '(')?;
        Some(Self {
            shape: Shape::Falling,
            path,
            module: false,
            function: function.trim(),
            line: Some(line),
            column: None,
            number,
        })
    }

    pub(super) fn frame(&self, language: Language, input: &Input) -> Frame {
        if self.module {
            let module = some(self.path);
            return Frame {
                module,
                filename: None,
                abs_path: None,
                ..self.named(Frame::default())
            };
        }
        if language.format == "python" {
            return self.named(python::frame_of(self.path, input.options));
        }
        evidence::frame(self.path, self.function, self.line, self.column)
    }

    fn named(&self, frame: Frame) -> Frame {
        Frame { function: some(self.function), line: self.line, column: self.column, ..frame }
    }
}
