use super::Span;
use super::numbers::large;
use super::order::Sort as _;
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

/// Access
impl Severity {
    /// Its name, as JavaScript gets it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
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

/// How many problems of one severity are said of one text: more help nobody, and those of
/// megabytes of prose would fill the memory.
pub(crate) const MOST_OF_EACH: usize = 1_000;

/// The problems of one text: the first [`MOST_OF_EACH`] of each severity, and how many more
/// there are. So a thousand remarks hide no error.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Problems {
    kept: Vec<Problem>,
    /// Per severity, how many there are in all.
    count: [usize; 3],
}

/// Collecting
impl Problems {
    /// Whether one more of this severity would be kept. If not, it is counted.
    pub(crate) fn admits(&mut self, severity: Severity) -> bool {
        let count = &mut self.count[severity as usize];
        *count += 1;
        *count <= MOST_OF_EACH
    }

    /// Takes one back that was counted: it is shown all the same.
    pub(crate) fn take_back(&mut self, severity: Severity) {
        self.count[severity as usize] -= 1;
    }

    /// Adds a problem.
    pub(crate) fn push(&mut self, problem: Problem) {
        if self.admits(problem.severity) {
            self.keep(problem);
        }
    }

    /// Adds a problem that was counted and admitted.
    pub(crate) fn keep(&mut self, problem: Problem) {
        self.kept.push(problem);
    }

    /// All in the order of the text; the last says how many more there are.
    pub(crate) fn sorted(mut self) -> Vec<Problem> {
        self.kept.sort_once_by_key(|problem| problem.span.map_or(0, |span| span.start));
        self.into_vec()
    }

    /// All in the order in which they were added; the last says how many more there are.
    pub(crate) fn into_vec(mut self) -> Vec<Problem> {
        self.kept.extend(self.more());
        self.kept
    }

    /// What says how many more there are, if there are any.
    pub(crate) fn more(&self) -> Option<Problem> {
        more(self.count)
    }
}

impl Extend<Problem> for Problems {
    fn extend<I: IntoIterator<Item = Problem>>(&mut self, problems: I) {
        problems.into_iter().for_each(|problem| self.push(problem));
    }
}

/// What says that only the first of so many problems are shown, per severity.
fn more(count: [usize; 3]) -> Option<Problem> {
    let more = |severity: Severity| count[severity as usize].saturating_sub(MOST_OF_EACH);
    let all = [Severity::Error, Severity::Warning, Severity::Info];
    let gravest = all.into_iter().find(|severity| more(*severity) > 0)?;
    let number = all.into_iter().map(more).sum::<usize>();
    let noun = if number == 1 { "problem" } else { "problems" };
    let message = format!("There are {} more {noun} in this text.", large(number as u64));
    let hint = "Mend the first ones: often one slip makes them all.";
    Some(Problem::new(gravest, "input/more-problems", message).hint(hint))
}
