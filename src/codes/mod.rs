//! The page of every problem code: what, why, an example of each, what to do.
//!
//! ```
//! use sentry_general::codes;
//!
//! let page = codes::find("rules/tab").expect("every code has a page");
//! assert!(page.bad.codes().contains(&page.code));
//! assert!(!page.good.codes().contains(&page.code));
//! ```
//!
//! The examples are real: [`Example::codes`] runs one and says what is found, and
//! a test holds every page to it. What is not modelled: other languages.

mod advice;
mod example;
mod fence;
mod import;
mod input;
mod live;
mod mappings;
mod mistakes;
mod people;
mod plan;
mod release;
mod review;
mod rules;
mod traces;
mod usage;
mod version;

pub use example::{Example, Setting};

/// All there is to say about one code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// The code, as in [`crate::text::Problem::code`].
    pub code: &'static str,
    /// What is wrong, in a few words.
    pub title: &'static str,
    /// What is so, and why it matters.
    pub why: &'static str,
    /// What to do.
    pub fix: &'static str,
    /// Something of which it is said.
    pub bad: Example,
    /// The same as it should be.
    pub good: Example,
}

/// The page of a code. Looks at one after another.
#[must_use]
pub fn find(code: &str) -> Option<&'static Page> {
    all().find(|page| page.code == code)
}

/// All pages, by topic.
pub fn all() -> impl Iterator<Item = &'static Page> {
    let topics = [
        rules::PAGES,
        advice::PAGES,
        import::PAGES,
        mistakes::PAGES,
        review::PAGES,
        people::PAGES,
        mappings::PAGES,
        input::PAGES,
        traces::PAGES,
        plan::PAGES,
        release::PAGES,
        usage::PAGES,
        version::PAGES,
        live::PAGES,
        fence::PAGES,
    ];
    topics.into_iter().flatten()
}

const fn page(
    code: &'static str,
    title: &'static str,
    why: &'static str,
    fix: &'static str,
    bad: Example,
    good: Example,
) -> Page {
    Page { code, title, why, fix, bad, good }
}
