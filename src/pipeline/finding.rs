use crate::text::{LineIndex, LocatedFix, Position, Problem, Severity};
use serde::{Serialize, Serializer};

/// Something found, at its place.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// The stable code.
    pub code: &'static str,
    /// How much it matters.
    #[serde(serialize_with = "name")]
    pub severity: Severity,
    /// What is so and why, as a sentence.
    pub message: String,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// What Sentry itself answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sentry: Option<String>,
    /// The file, from the root.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// Where it starts and ends; lines and columns from 1, columns in UTF-16 units.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "place")]
    pub place: Option<(Position, Position)>,
    /// The line it is on, as text: what stays the same when lines above it come and go.
    #[serde(skip)]
    pub line_text: String,
    /// A change that mends it.
    #[serde(skip)]
    pub fix: Option<LocatedFix>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
fn name<S: Serializer>(severity: &Severity, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(severity.name())
}

#[allow(clippy::ref_option, reason = "serde gives a reference")]
fn place<S: Serializer>(place: &Option<(Position, Position)>, to: S) -> Result<S::Ok, S::Error> {
    let place = place.map(|(start, end)| [start.line, start.column, end.line, end.column]);
    place.serialize(to)
}

/// Instantiation
impl Finding {
    /// An error without a place.
    #[must_use]
    pub fn new(code: &'static str, severity: Severity, message: impl Into<String>) -> Self {
        Self {
            code,
            severity,
            message: message.into(),
            hint: None,
            sentry: None,
            file: None,
            place: None,
            line_text: String::new(),
            fix: None,
        }
    }

    /// In a file.
    #[must_use]
    pub fn in_file(mut self, file: impl Into<String>) -> Self {
        self.file = Some(file.into());
        self
    }

    /// On a whole line, from 1.
    #[must_use]
    pub fn on_line(mut self, line: u32, text: &str) -> Self {
        let columns = text.encode_utf16().count() as u32;
        let at = |column| Position { line, column };
        self.place = Some((at(1), at(columns + 1)));
        text.trim().clone_into(&mut self.line_text);
        self
    }

    /// Of a key of the configuration: its place was that in a text that no file holds.
    #[must_use]
    pub fn of_key(self, key: &str, file: Option<&str>) -> Self {
        let message = format!("`{key}`: {}", self.message);
        Self { message, file: file.map(str::to_owned), place: None, fix: None, ..self }
    }

    /// With what to do about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// All of `problems`, found in `text`, which is in `file`.
    #[must_use]
    pub fn all(problems: &[Problem], text: &str, file: &str) -> Vec<Self> {
        if problems.is_empty() {
            return Vec::new();
        }
        let lines = LineIndex::new(text);
        let texts: Vec<&str> = crate::text::lines(text).map(|line| &text[line]).collect();
        let finding = |problem: &Problem| {
            let located = lines.problem(problem);
            let place = located.place.map(|at| (at.start, at.end));
            let line = place.and_then(|(start, _)| texts.get(start.line as usize - 1));
            Self {
                hint: located.hint,
                sentry: located.sentry,
                fix: located.fix,
                place,
                line_text: line.map(|line| line.trim().to_owned()).unwrap_or_default(),
                file: Some(file.to_owned()),
                ..Self::new(located.code, located.severity, located.message)
            }
        };
        problems.iter().map(finding).collect()
    }
}
