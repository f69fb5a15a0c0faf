//! Likely mistakes in a CODEOWNERS file, as far as its text alone tells: no host
//! and no import complains about most of them, the line just does something else.
//!
//! What the tree tells is said by [`crate::advice`].

mod list;
mod owners;
mod path;
mod patterns;
mod plain;
mod reads;

use super::line::words;
use crate::text::{Edit, Problem, Span, invisible};
use std::collections::BTreeSet;
use std::ops::Range;

/// One line that is neither blank nor a comment.
#[derive(Clone, Copy)]
pub(super) struct Line<'t> {
    pub(super) text: &'t str,
    /// The words as Sentry cuts them: the path, then owners, then a comment.
    pub(super) words: &'t [Span],
    /// The line right above, if that is no comment.
    pub(super) above: Option<Above>,
    /// Whether no line with words stands above.
    pub(super) is_first: bool,
    /// Whether a name is mapped to an owner in Sentry.
    pub(super) knows: &'t dyn Fn(&str) -> bool,
    /// Whether none of these names is a whole owner behind its first `@`: `@@acme/web`.
    pub(super) knows_plain_names: bool,
}

/// What counts of the line above.
#[derive(Clone, Copy, Debug)]
pub(super) struct Above {
    /// Behind its last word.
    pub(super) end: u32,
    /// Whether it has words behind its path.
    pub(super) has_owners: bool,
    /// Whether it ends in a comma or a backslash.
    pub(super) is_open: bool,
}

/// What is said about a line, and what needs no further word.
#[derive(Debug, Default)]
pub(super) struct Remarks {
    pub(super) problems: Vec<Problem>,
    /// Nothing else is to be said about the path.
    pub(super) path: bool,
    /// Nor about the owners from this word on, counted among all words.
    pub(super) from: Option<usize>,
    /// Nor about these words.
    pub(super) words: BTreeSet<usize>,
}

impl Remarks {
    /// One problem that explains the whole line.
    fn whole(problem: Problem) -> Self {
        Self { problems: vec![problem], path: true, from: Some(0), words: BTreeSet::new() }
    }

    /// Whether the word of this number is explained already.
    pub(super) fn explain(&self, word: usize) -> bool {
        self.from.is_some_and(|from| from <= word) || self.words.contains(&word)
    }
}

impl<'t> Line<'t> {
    pub(super) fn word(&self, at: usize) -> &'t str {
        self.words.get(at).map_or("", |span| &self.text[span.range()])
    }

    /// How many words stand before a comment as hosts read it.
    fn named(&self) -> usize {
        let comment = |span: &Span| self.text[span.range()].starts_with('#');
        1 + self.words[1..].iter().position(comment).unwrap_or(self.words.len() - 1)
    }

    /// From the first word to the last.
    fn span(&self) -> Span {
        let (first, last) = (self.words[0], self.words[self.words.len() - 1]);
        Span { start: first.start, end: last.end }
    }
}

/// Looks at one line.
pub(super) fn check(line: &Line<'_>) -> Remarks {
    // Most lines are so, and every lint below would look at each word of them.
    if plain::is_plain(line) {
        return Remarks::default();
    }
    look(line)
}

fn look(line: &Line<'_>) -> Remarks {
    if line.word(0).starts_with('#') {
        // An indented comment, which has no owners.
        return Remarks { from: Some(0), ..Remarks::default() };
    }
    let whole = hidden(line)
        .or_else(|| list::conflict(line))
        .or_else(|| list::comment_sign(line))
        .or_else(|| list::fence(line))
        .or_else(|| path::quoted(line))
        .or_else(|| owners::marks(line))
        .or_else(|| list::separators(line))
        .or_else(|| list::mark(line))
        .or_else(|| list::missing_pattern(line))
        .or_else(|| path::rules_syntax(line))
        .or_else(|| path::backslashes(line))
        .or_else(|| patterns::several(line))
        .or_else(|| patterns::glued_to_owner(line));
    if let Some(problem) = whole {
        return Remarks::whole(problem);
    }
    let mut remarks = Remarks::default();
    odd_spaces(line, &mut remarks);
    path::check(line, &mut remarks);
    owners::check(line, &mut remarks);
    remarks
}

/// Whether the words of a line are told to be a mistake, whatever stands around it.
pub(crate) fn is_told(text: &str, line: Range<usize>) -> bool {
    let words = words(text, line);
    let line = Line {
        text,
        words: &words,
        above: None,
        is_first: false,
        knows: &|_| false,
        knows_plain_names: true,
    };
    !words.is_empty() && check(&line).path
}

fn hidden(line: &Line<'_>) -> Option<Problem> {
    let (character, at, edits) = invisible::find(line.text, line.span())?;
    Some(
        Problem::warning(
            "codeowners/invisible",
            format!(
                "This line holds {}, which can't be seen. It separates nothing: it becomes part of the path or of an owner's name.",
                invisible::name(character)
            ),
        )
        .at(at)
        .hint("Delete it. Such characters often come along when text is copied, or when an editor saves a file.")
        .fix("Delete invisible characters", edits),
    )
}

/// White space other than blanks and tabs, between words.
fn odd_spaces(line: &Line<'_>, remarks: &mut Remarks) {
    let span = line.span();
    let start = span.start as usize;
    let odd = |&(_, c): &(usize, char)| c.is_whitespace() && c != ' ' && c != '\t';
    let found: Vec<Edit> = line.text[span.range()]
        .char_indices()
        .filter(odd)
        .map(|(at, c)| Edit {
            span: Span::new(start + at, start + at + c.len_utf8()),
            text: " ".to_owned(),
        })
        .collect();
    let Some(first) = found.first().map(|edit| edit.span) else { return };
    let code = line.text[first.range()].chars().next().map_or(0, u32::from);
    remarks.problems.push(
        Problem::warning(
            "codeowners/odd-space",
            format!("The space here is the character U+{code:04X}. Sentry separates words at it; whether the code host does is not certain."),
        )
        .at(first)
        .hint("Put a plain space instead.")
        .fix("Replace with plain spaces", found),
    );
}

/// One replacement as a list, the usual fix.
fn replace(span: Span, text: impl Into<String>) -> Vec<Edit> {
    vec![Edit { span, text: text.into() }]
}
