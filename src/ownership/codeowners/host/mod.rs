//! A CODEOWNERS file as its own host reads it: who reviews a change to a file.
//!
//! ```
//! use sentry_general::ownership::codeowners::{Dialect, host};
//!
//! let rules = host::read("*.js @web\n/docs @writers\n", Dialect::Github);
//! assert_eq!(rules.rules[1].owners[0].name, "@writers");
//!
//! let reviewers = rules.compile();
//! let reviews = reviewers.reviews("docs/a.js");
//! assert_eq!(reviews[0].rule, 1, "the last rule that matches");
//! ```
//!
//! | | GitHub | GitLab | Bitbucket Cloud |
//! |---|---|---|---|
//! | winner | last rule | last rule of each section | last rule |
//! | `a/b` | from the root | at any depth | from the root |
//! | `docs` | also what is in it | the entry alone | also what is in it |
//! | `[a-z]` | line skipped | a class | line skipped |
//! | `!x` | line skipped | nobody, for good | line skipped |
//! | no owners | nobody | the section's | nobody |
//!
//! # Sources
//! GitHub: docs, `about-code-owners`, and the tests of peers that reproduce it.
//! GitLab: docs, `user/project/codeowners`, and `ee/lib/gitlab/code_owners`.
//! Bitbucket: Atlassian's "Set up and use code owners".
//!
//! # Not modelled
//! - Whether owners exist and may write, which hosts ask before they request.
//! - How many of a group's members Bitbucket picks; the strategy is kept as text.
//! - Bitbucket documents its patterns as "like .gitignore" without more; they
//!   are read as GitHub's, whose exceptions it repeats word for word. That the
//!   last rule wins follows from its own example.

mod compile;
mod github;
mod gitlab;
mod globs;
mod owner;
mod pattern;

pub use compile::{Review, Reviewers};
pub use owner::{HostOwner, OwnerKind};
pub use pattern::Pattern;

use crate::ownership::grammar::MOST_LOOSE;
use crate::text::{Problem, Span};

/// The host that a CODEOWNERS file is written for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dialect {
    /// GitHub.
    #[default]
    Github,
    /// GitLab.
    Gitlab,
    /// Bitbucket Cloud.
    Bitbucket,
}

impl Dialect {
    /// All of them, the likeliest first.
    pub const ALL: [Self; 3] = [Self::Github, Self::Gitlab, Self::Bitbucket];

    /// Where the host looks for the file; the first that exists counts.
    #[must_use]
    pub fn locations(self) -> &'static [&'static str] {
        match self {
            Self::Github => &[".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"],
            Self::Gitlab => &["CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"],
            Self::Bitbucket => &[".bitbucket/CODEOWNERS"],
        }
    }
}

/// A CODEOWNERS file, read by its host's rules.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HostRules {
    /// The host.
    pub dialect: Dialect,
    /// The sections in the order of the file. The first has no header; only
    /// GitLab has others.
    pub sections: Vec<Section>,
    /// The rules in force. A later one wins over an earlier one of its section.
    pub rules: Vec<HostRule>,
    /// Everything worth saying, in the order of the file.
    pub problems: Vec<Problem>,
}

/// A section of a GitLab file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Its name as first written; `codeowners` for lines without a header.
    pub name: String,
    /// The line of its first header, from 1, if it has one.
    pub line: Option<u32>,
}

/// One rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostRule {
    /// The line, from 1.
    pub line: u32,
    /// The line from its first to its last word.
    pub span: Span,
    /// The pattern as written.
    pub pattern: String,
    /// Who owns what it matches, in written order.
    pub owners: Vec<HostOwner>,
    /// An index into [`HostRules::sections`].
    pub section: u32,
    /// What it does.
    pub effect: Effect,
    /// Whether GitLab demands an approval.
    pub approval: Approval,
    /// The pattern, read.
    matcher: Pattern,
}

/// What a rule does to the files it matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Effect {
    /// Its owners review them; without owners nobody does.
    Own,
    /// GitLab's `!`: nobody in this section, whatever else matches.
    Exclude,
}

/// Whether owners must approve.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Approval {
    /// As the project's settings say.
    Default,
    /// So many of them must, as the section's header says.
    Required(u32),
    /// GitLab's `^[Section]`: they may.
    Optional,
}

/// Reads a CODEOWNERS file as its host does. Never fails: lines that the host
/// skips are problems. Linear.
#[must_use]
pub fn read(text: &str, dialect: Dialect) -> HostRules {
    let mut rules = match dialect {
        Dialect::Github | Dialect::Bitbucket => github::read(text, dialect),
        Dialect::Gitlab => gitlab::read(text),
    };
    rules.drop_loose();
    rules
}

impl HostRules {
    /// Leaves out what is beyond [`MOST_LOOSE`], and says so at the first.
    fn drop_loose(&mut self) {
        let mut number = 0;
        let mut first = None;
        let mut dropped = 0;
        self.rules.retain(|rule| {
            let is_loose = rule.matcher.is_loose();
            number += usize::from(is_loose);
            let stays = number <= MOST_LOOSE || !is_loose;
            dropped += u32::from(!stays);
            first = first.or((!stays).then_some(rule.span));
            stays
        });
        let Some(at) = first else { return };
        let message = format!(
            "Of lines that look for single letters between stars, such as `*a*b*`, {MOST_LOOSE} are read; this one and all such lines below it, {dropped} in all, are not. The host takes them, so others may be asked to review than shown here."
        );
        let problem = Problem::error("codeowners/host-too-loose", message)
            .at(at)
            .hint("Name folders or longer parts of names.");
        let place =
            self.problems.partition_point(|it| it.span.is_some_and(|it| it.start < at.start));
        self.problems.insert(place, problem);
    }

    /// Prepares the rules for many paths. Linear in the length of the patterns.
    #[must_use]
    pub fn compile(&self) -> Reviewers {
        Reviewers::new(&self.rules)
    }

    /// Whether nobody's approval is demanded in a section: GitLab asks this of
    /// all its rules together.
    #[must_use]
    pub fn is_optional(&self, section: u32) -> bool {
        let mut rules = self.rules.iter().filter(|rule| rule.section == section).peekable();
        rules.peek().is_some() && rules.all(|rule| rule.approval == Approval::Optional)
    }
}

impl HostRule {
    /// Whether the rule's pattern matches a path without leading `/`. For many
    /// paths or rules, [`HostRules::compile`] is the faster way.
    #[must_use]
    pub fn is_match(&self, path: &str) -> bool {
        self.matcher.is_match(path)
    }
}
