//! CODEOWNERS files, read twice.
//!
//! [`import`] reads a file as Sentry does when it turns it into `codeowners:`
//! rules, with all that gets lost on the way. [`host`] reads it as the code host
//! does that asks people for review. Where the two differ, reviews and errors go
//! to different people.
//!
//! ```
//! use sentry_general::ownership::Directory;
//! use sentry_general::ownership::codeowners::{Codeowners, import};
//!
//! let file = Codeowners::new("/api/ @acme/api\n/docs/ @acme/docs\n").owned_by("@acme/api", "#api");
//! let import = import(&file, &Directory::default());
//! assert_eq!(import.text, "codeowners:/api/ #api\n");
//! assert_eq!(import.lines[1].reason.as_deref(), Some("none of its owners is mapped to Sentry: @acme/docs"));
//! ```

pub mod host;
mod import;
mod line;
mod lint;
mod offer;
mod remark;
mod rewrite;
mod tokens;

pub use host::Dialect;
pub use import::{Import, Line, MAX_CHARACTERS, Outcome, import, import_parts};
pub use line::{Names, names};
pub(crate) use line::{is_mail, section_header};
pub(crate) use lint::is_told;
pub use tokens::tokens;

use std::collections::BTreeMap;

/// How paths of the repository become paths in stack traces: a code mapping.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Mapping {
    /// What paths in stack traces start with.
    pub stack_root: String,
    /// What the same paths start with in the repository.
    pub source_root: String,
}

/// A CODEOWNERS file with what Sentry needs to import it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Codeowners {
    /// The file.
    pub text: String,
    /// The host it is written for.
    pub dialect: Dialect,
    /// The one code mapping it is tied to; without one, paths stay.
    pub mapping: Mapping,
    /// The owner in Sentry (`#team` or an address) for each name in the file.
    /// Upper and lower case of names don't matter. An e-mail address needs no
    /// entry: Sentry finds its people by it.
    pub owners: BTreeMap<String, String>,
}

/// The pattern of a line after a code mapping, as Sentry rewrites it on import: the first
/// occurrence of the source root, wherever it is, makes way for the stack root.
///
/// ```
/// use sentry_general::ownership::codeowners::{Mapping, rewritten};
///
/// let mapping = Mapping { stack_root: "shop/".into(), source_root: "api/shop/".into() };
/// assert_eq!(rewritten("/api/shop/pay/", &mapping), "/shop/pay/");
/// ```
#[must_use]
pub fn rewritten(pattern: &str, mapping: &Mapping) -> String {
    rewrite::rewrite(pattern, mapping).path
}

/// Instantiation
impl Codeowners {
    /// A file for GitHub without mapping or owners.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// With the owner in Sentry for a name in the file.
    #[must_use]
    pub fn owned_by(mut self, name: impl Into<String>, owner: impl Into<String>) -> Self {
        self.owners.insert(name.into(), owner.into());
        self
    }

    /// With its code mapping.
    #[must_use]
    pub fn mapped(mut self, stack_root: &str, source_root: &str) -> Self {
        self.mapping =
            Mapping { stack_root: stack_root.to_owned(), source_root: source_root.to_owned() };
        self
    }
}
