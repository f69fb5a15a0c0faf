use super::{Fix, LineIndex, Position, Problem, Severity};

/// Where a problem stands as people and JavaScript count: lines and columns from
/// 1, columns and offsets in UTF-16 units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Located {
    /// Where it starts.
    pub start: Position,
    /// Where it ends: the column after the last.
    pub end: Position,
    /// The first UTF-16 unit.
    pub from: u32,
    /// One past the last.
    pub to: u32,
}

/// A [`Problem`] as it leaves the engine. What JavaScript gets and what the page shows are both
/// made of this one, so that they cannot differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocatedProblem {
    /// The stable code.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What is so and why, as a sentence.
    pub message: String,
    /// What to do about it, as a sentence.
    pub hint: Option<String>,
    /// The exact text that Sentry itself answers with, where it does.
    pub sentry: Option<String>,
    /// Where, if it has a place.
    pub place: Option<Located>,
    /// A change that mends it.
    pub fix: Option<LocatedFix>,
}

/// A [`Fix`], its offsets in UTF-16 units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocatedFix {
    /// What the button says.
    pub title: String,
    /// The replacements, in ascending order.
    pub edits: Vec<LocatedEdit>,
}

/// One replacement, its offsets in UTF-16 units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocatedEdit {
    /// The first unit.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// What comes there instead.
    pub text: String,
}

/// Converting problems
impl LineIndex<'_> {
    /// Where a problem of this text stands, if it has a place.
    ///
    /// ```
    /// use sentry_general::text::{LineIndex, Problem};
    ///
    /// let problem = Problem::info("rules/tab", "A tab.").at(3..4);
    /// let place = LineIndex::new("é\n\t").locate(&problem).unwrap();
    /// assert_eq!((place.start.line, place.start.column), (2, 1));
    /// assert_eq!((place.from, place.to), (2, 3));
    /// ```
    #[must_use]
    pub fn locate(&self, problem: &Problem) -> Option<Located> {
        problem.span.map(|span| Located {
            start: self.position(span.start),
            end: self.position(span.end),
            from: self.utf16(span.start),
            to: self.utf16(span.end),
        })
    }

    /// A problem of this text, as it leaves the engine.
    #[must_use]
    pub fn problem(&self, problem: &Problem) -> LocatedProblem {
        LocatedProblem {
            code: problem.code,
            severity: problem.severity,
            message: problem.message.clone(),
            hint: problem.hint.as_deref().map(str::to_owned),
            sentry: problem.sentry.clone(),
            place: self.locate(problem),
            fix: problem.fix.as_ref().map(|fix| self.fix(fix)),
        }
    }

    /// A fix of this text.
    #[must_use]
    pub fn fix(&self, fix: &Fix) -> LocatedFix {
        let edits = fix.edits.iter().map(|edit| LocatedEdit {
            start: self.utf16(edit.span.start),
            end: self.utf16(edit.span.end),
            text: edit.text.clone(),
        });
        LocatedFix { title: fix.title.clone(), edits: edits.collect() }
    }
}
