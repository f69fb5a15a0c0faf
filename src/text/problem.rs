use super::Span;
use std::borrow::Cow;

/// How much a [`Problem`] matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; nothing is wrong.
    Info,
    /// Works, but probably not as meant.
    Warning,
    /// Sentry refuses this, or the input can't be read.
    Error,
}

/// Something the user should know about a text, at its place, with the reason.
///
/// `message` says what and why, in a sentence; `hint` says what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// A stable name such as `rules/missing-owner`: what it is about, a slash,
    /// what is wrong. Each code has a page in the app.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What is so and why, as a sentence.
    pub message: String,
    /// What to do about it, as a sentence.
    pub hint: Option<Cow<'static, str>>,
    /// Where, if it has a place.
    pub span: Option<Span>,
    /// The exact text that Sentry itself answers with, where it does.
    pub sentry: Option<String>,
    /// A change that mends it, applied with one click.
    pub fix: Option<Fix>,
}

/// A change to the text that a user can accept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What the button says.
    pub title: String,
    /// The replacements: in ascending order, not overlapping.
    pub edits: Vec<Edit>,
}

/// One replacement in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty to insert.
    pub span: Span,
    /// By what.
    pub text: String,
}

/// Instantiation
impl Problem {
    /// An error: Sentry refuses this, or the input can't be read.
    #[must_use]
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, message.into())
    }

    /// A warning: works, but probably not as meant.
    #[must_use]
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, message.into())
    }

    /// A note: worth knowing.
    #[must_use]
    pub fn info(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Info, code, message.into())
    }

    fn new(severity: Severity, code: &'static str, message: String) -> Self {
        Self { code, severity, message, hint: None, span: None, sentry: None, fix: None }
    }

    /// With its place.
    #[must_use]
    pub fn at(mut self, span: impl Into<Span>) -> Self {
        self.span = Some(span.into());
        self
    }

    /// With what to do about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<Cow<'static, str>>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// With the exact text of Sentry's own answer.
    #[must_use]
    pub fn sentry(mut self, text: impl Into<String>) -> Self {
        self.sentry = Some(text.into());
        self
    }

    /// With a change that mends it.
    #[must_use]
    pub fn fix(mut self, title: impl Into<String>, edits: Vec<Edit>) -> Self {
        self.fix = Some(Fix { title: title.into(), edits });
        self
    }
}
