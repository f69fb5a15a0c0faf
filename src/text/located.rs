use super::{Fix, LineIndex, Position, Problem};

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

    /// The replacements of a fix of this text.
    #[must_use]
    pub fn edits(&self, fix: &Fix) -> Vec<LocatedEdit> {
        let edits = fix.edits.iter().map(|edit| LocatedEdit {
            start: self.utf16(edit.span.start),
            end: self.utf16(edit.span.end),
            text: edit.text.clone(),
        });
        edits.collect()
    }
}
