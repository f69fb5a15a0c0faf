//! What several targets hold to.

use sentry_general::text::Problem;

/// Every problem lies in the text that it is about, and so do the edits of its fix.
///
/// # Panics
/// If one does not.
pub fn lie_in(problems: &[Problem], text: &str) {
    for problem in problems {
        if let Some(span) = problem.span {
            assert!(text.get(span.range()).is_some(), "{span:?} of {problem:?}");
        }
        for edit in problem.fix.iter().flat_map(|fix| &fix.edits) {
            assert!(text.get(edit.span.range()).is_some(), "{edit:?} of {problem:?}");
        }
    }
}

/// The parts of a text, which are kept apart by a line of three dashes: so that one text can be several inputs, and
/// stays readable.
#[must_use]
pub fn parts<const N: usize>(text: &str) -> [&str; N] {
    let mut parts = text.splitn(N, "\n---\n");
    std::array::from_fn(|_| parts.next().unwrap_or_default())
}
