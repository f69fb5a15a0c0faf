//! A small situation as plain text: some files, the rules for them, and what is asked about them.
//!
//! It is what a fenced code block of a documentation page holds, so it reads well where nothing
//! draws it: in a feed, in print, in the page's source.
//!
//! ```text
//! title: The last rule that matches wins
//! path: src/pay/api.ts
//! expect: src/pay/api.ts -> #payments
//!
//! --- tree
//! src/pay/api.ts
//! src/app.ts
//!
//! --- rules
//! src/*      #web
//! src/pay/*  #payments
//! ```
//!
//! # Head
//! Lines `name: value` before the first part, all of which may be missing:
//!
//! | name | value | how often |
//! |---|---|---|
//! | `title` | what it shows, for a person | once |
//! | `path` | a file or folder: who gets its errors, and why? | any |
//! | `view` | what is shown of the whole: `files`, `coverage`, `review`, `error` or `projects` | any |
//! | `host` | whose CODEOWNERS file it is: `github`, `gitlab` or `bitbucket` | once |
//! | `expect` | what should hold, see below | any |
//!
//! If nothing is asked, the error is what is asked about, if there is one, and all files otherwise.
//!
//! # What should hold
//!
//! | words | what holds |
//! |---|---|
//! | `path -> #team`, `path -> person@example.com`, `path -> nobody` | who gets the errors of a file |
//! | `every file has an owner` | no file reaches nobody |
//! | `Sentry accepts the rules` | the ownership rules can be saved, and their owners are known where teams are listed |
//! | `every rule decides`, `rule 2 decides` | the ownership rule, by its line, wins for some file |
//! | `at most 5 projects`, `at least 2 projects` | how the repository is split |
//! | `the error goes to #team` (or `nobody`) | who the error is assigned to |
//! | `an alert tells #team`, `an alert does not tell #team` | who gets an alert to issue owners about it |
//! | `every release name is accepted` | of those under `releases`, a line each |
//!
//! Behind ` | ` stands what is said where it does not hold: `expect: a.ts -> #web | Look at the order of the rules.`
//!
//! # Parts
//! A line of three dashes, a space and a name begins one: `tree`, `rules`, `codeowners`, `mappings`, `teams`, `error`
//! or `releases`. A part holds what the page's input of that name takes, down to the next part or the end; blank
//! lines at its end do not count. A line that looks like a part's beginning and is none has a
//! backslash before its dashes.
//!
//! # What goes wrong
//! Reading never fails. What is not understood is named with its place, and all around it is read.
//!
//! ```
//! use sentry_general::fence::{Question, read};
//!
//! let read = read("path: a.ts\n\n--- tree\na.ts\n--- rules\n*.ts #web\n");
//! assert!(read.problems.is_empty());
//! assert_eq!(read.fence.texts.rules, "*.ts #web\n");
//! assert_eq!(read.fence.questions, [Question::Path("a.ts".into())]);
//! assert_eq!(read.fence.to_string().parse(), Ok(read.fence));
//! ```

mod check;
mod print;
mod read;

pub use check::{Check, Expected};
pub use read::{Place, Read, read};

use std::collections::BTreeSet;

use crate::document::{Chosen, CodeownersSettings, Document, Settings, Texts};

/// A situation, and what is asked about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fence {
    /// What it shows, for a person; empty for nothing.
    pub title: String,
    /// Whose CODEOWNERS file it is, as [`CodeownersSettings::dialect`]; empty: as it looks.
    pub host: String,
    /// What stands in its parts; an empty text is a missing part.
    pub texts: Texts,
    /// What is asked, in this order.
    pub questions: Vec<Question>,
    /// Names of releases, a line each.
    pub releases: String,
    /// What should hold.
    pub expected: Vec<Expected>,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// Who gets the errors of this file or folder, and why.
    Path(String),
    /// What the whole is like.
    View(Shown),
}

/// What is shown of the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Every file with who gets its errors.
    Files,
    /// Who has how much of it.
    Coverage,
    /// Where code review and error routing disagree.
    Review,
    /// From the error to who is told.
    Error,
    /// How the repository is split into projects.
    Projects,
}

impl Shown {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Files, Self::Coverage, Self::Review, Self::Error, Self::Projects];

    /// Its name in the head.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Files => "files",
            Self::Coverage => "coverage",
            Self::Review => "review",
            Self::Error => "error",
            Self::Projects => "projects",
        }
    }
}

/// A part of a fence: an input of the page, or what only fences hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The files.
    Tree,
    /// Ownership rules.
    Rules,
    /// A CODEOWNERS file.
    Codeowners,
    /// Code mappings.
    Mappings,
    /// Teams and people, and what CODEOWNERS calls them.
    Teams,
    /// A stack trace or an event.
    Error,
    /// Names of releases.
    Releases,
}

impl Part {
    /// All of them, in the order in which they are written.
    pub const ALL: [Self; 7] = [
        Self::Tree,
        Self::Rules,
        Self::Codeowners,
        Self::Mappings,
        Self::Teams,
        Self::Error,
        Self::Releases,
    ];

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Tree => "tree",
            Self::Rules => "rules",
            Self::Codeowners => "codeowners",
            Self::Mappings => "mappings",
            Self::Teams => "teams",
            Self::Error => "error",
            Self::Releases => "releases",
        }
    }
}

/// Access
impl Fence {
    /// What stands in a part; empty for nothing.
    #[must_use]
    pub fn text(&self, part: Part) -> &str {
        let Texts { tree, rules, codeowners, mappings, people, event } = &self.texts;
        match part {
            Part::Tree => tree,
            Part::Rules => rules,
            Part::Codeowners => codeowners,
            Part::Mappings => mappings,
            Part::Teams => people,
            Part::Error => event,
            Part::Releases => &self.releases,
        }
    }

    fn text_mut(&mut self, part: Part) -> &mut String {
        let Texts { tree, rules, codeowners, mappings, people, event } = &mut self.texts;
        match part {
            Part::Tree => tree,
            Part::Rules => rules,
            Part::Codeowners => codeowners,
            Part::Mappings => mappings,
            Part::Teams => people,
            Part::Error => event,
            Part::Releases => &mut self.releases,
        }
    }

    /// What is asked; never nothing.
    #[must_use]
    pub fn asked(&self) -> Vec<Question> {
        if !self.questions.is_empty() {
            return self.questions.clone();
        }
        let shown = if self.texts.event.is_empty() { Shown::Files } else { Shown::Error };
        vec![Question::View(shown)]
    }

    /// The first path that is asked about; empty if none is.
    #[must_use]
    pub fn selected(&self) -> &str {
        let path = |question: &Question| matches!(question, Question::Path(_));
        match self.questions.iter().find(|question| path(question)) {
            Some(Question::Path(path)) => path,
            Some(Question::View(_)) | None => "",
        }
    }

    /// The same as a document, which the page can open. Where there is no tree, the files that are
    /// asked about are one.
    #[must_use]
    pub fn document(&self) -> Document {
        let mut texts = self.texts.clone();
        if texts.tree.is_empty() {
            texts.tree = self.files_named();
        }
        let codeowners =
            CodeownersSettings { dialect: self.host.clone(), ..CodeownersSettings::default() };
        let settings = Settings { codeowners, ..Settings::default() };
        let chosen = Chosen { settings, ..Chosen::default() };
        Document { texts, chosen }
    }

    fn files_named(&self) -> String {
        let asked = self.questions.iter().filter_map(|question| match question {
            Question::Path(path) => Some(path),
            Question::View(_) => None,
        });
        let expected = self.expected.iter().filter_map(|expected| match &expected.check {
            Check::Owner { path, .. } => Some(path),
            Check::Covered
            | Check::Accepted
            | Check::Decides(_)
            | Check::EveryRuleDecides
            | Check::AtMost(_)
            | Check::AtLeast(_)
            | Check::Assigned(_)
            | Check::Told(..)
            | Check::Releases => None,
        });
        let files: BTreeSet<&String> = asked.chain(expected).collect();
        files.into_iter().flat_map(|path| [path, "\n"]).collect()
    }
}
