//! What is found only here, beside what [`crate::codes`] has a page for.

/// An assertion that does not hold.
pub(super) const ASSERTION: &str = "assertion-failed";
/// A line of the assertions that can't be read or checked.
pub(super) const ASSERTION_UNREADABLE: &str = "assertion-unreadable";
/// More files without owner than are allowed.
pub(super) const UNOWNED: &str = "too-many-unowned";
/// Files whose errors reached somebody before, and nobody now.
pub(super) const LOST: &str = "lost-owner";

/// A code with what is wrong, why it matters, and what to do.
pub(super) struct Told {
    pub(super) title: &'static str,
    pub(super) why: &'static str,
    pub(super) fix: &'static str,
}

/// What a code means; none for one that nobody knows.
pub(super) fn told(code: &str) -> Option<Told> {
    let (title, why, fix) = match code {
        ASSERTION => (
            "An assertion does not hold",
            "A line of the assertions says who gets a file's errors, or what else should hold, and it is not so.",
            "Change the rules, or the assertion if that is what was meant.",
        ),
        ASSERTION_UNREADABLE => (
            "An assertion can't be checked",
            "A line of the assertions is none, or asks something that only an error or a plan could tell.",
            "Write a file, an arrow and a team: `src/pay/api.ts -> #payments`.",
        ),
        UNOWNED => (
            "Too many files without owner",
            "The errors of these files reach nobody, and there are more of them than the budget allows.",
            "Give the files to a team, exempt them, or allow more.",
        ),
        LOST => (
            "Files lost their owner",
            "Errors of these files reached somebody before the change, and reach nobody after it.",
            "Give the files to a team, if that was not meant.",
        ),
        code => {
            let page = crate::codes::find(code)?;
            (page.title, page.why, page.fix)
        }
    };
    Some(Told { title, why, fix })
}

/// All codes that can be ignored.
pub(super) fn all() -> impl Iterator<Item = &'static str> {
    let own = [ASSERTION, ASSERTION_UNREADABLE, UNOWNED, LOST];
    own.into_iter().chain(crate::codes::all().map(|page| page.code))
}
