//! Why a repository gets no project at all.

/// What a repository is that gets no project, and what tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What it is.
    pub kind: RefusalKind,
    /// What tells it, as a sentence.
    pub reason: String,
}

/// What a repository is that gets no project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusalKind {
    /// Text, configuration, tests: too little code to run.
    Bare,
    /// Many applications, which nobody deploys as a whole.
    Samples,
    /// Lessons or chapters, each with a program of its own.
    Course,
    /// Scripts that help with this and that.
    Helpers,
}

/// Instantiation
impl Refusal {
    pub(super) fn samples(what: impl std::fmt::Display) -> Self {
        let reason = format!("{what}: a collection of samples.");
        Self { kind: RefusalKind::Samples, reason }
    }

    pub(super) fn course(what: impl std::fmt::Display) -> Self {
        Self { kind: RefusalKind::Course, reason: format!("{what}: a course.") }
    }

    pub(super) fn helpers(what: impl std::fmt::Display) -> Self {
        let reason = format!("{what}: a collection of helpers.");
        Self { kind: RefusalKind::Helpers, reason }
    }
}

/// Access
impl RefusalKind {
    /// Asks whether it is that; none where there is nothing that could be a project else.
    #[must_use]
    pub fn question(self) -> Option<&'static str> {
        match self {
            Self::Bare => None,
            Self::Samples => {
                Some("Is this a collection of samples that nobody runs in production?")
            }
            Self::Course => Some("Is this a course whose programs nobody runs in production?"),
            Self::Helpers => Some("Is this a collection of helpers that nobody deploys?"),
        }
    }
}
