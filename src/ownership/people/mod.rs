//! Teams and people, and their names in CODEOWNERS files, as somebody types or
//! pastes them.
//!
//! One entry a line: an owner as Sentry knows it (`#team-slug` or an e-mail
//! address), then the names by which CODEOWNERS files call it, then perhaps
//! `no access`: in the organization, but not in the project. Or the other way
//! round, the names first: then an arrow or a comma, and the owner.
//!
//! ```
//! use sentry_general::ownership::people;
//!
//! let people = people::read("// shop\n#web = @acme/web @acme/frontend\n#ops no access\n@jo -> jo@acme.io\n");
//! assert_eq!(people.names["@acme/frontend"], "#web");
//! assert_eq!(people.names["@jo"], "jo@acme.io");
//! assert!(people.problems.is_empty());
//! ```
//!
//! # Who exists
//! A line that begins with the owner says that it exists; as soon as one team is
//! listed so, all teams that are not listed are unknown ([`People::directory`]). A
//! line that begins with a name only translates it. So one can map the names of a
//! CODEOWNERS file without listing every team there is.
//!
//! # Also read
//! - JSON of names and their owners: `{"@acme/web": "#web"}`, as
//!   [`crate::api::Codeowners`] takes it.
//! - Lines of two cells, such as `@acme/web,#web`, in either order.
//!
//! # Odd cases
//! - Between the parts may stand blanks, `=`, `:`, `,`, `;`, an arrow, quotes, braces and
//!   parentheses, so none of them can be part of a name.
//! - `#` marks teams, so comments begin with `//`.
//! - Sentry's slugs are lower case; `#Web` is read as `#web`, with a problem.
//! - Two lines about one name: the first counts.
//!
//! # Not modelled
//! Members of teams, and people with several addresses.

mod line;
mod paste;
mod print;
mod propose;
mod remark;

pub use print::print;
pub use propose::Proposal;

use super::{Access, Directory, Owner};
use crate::text::{LineIndex, Problem, Problems, Span, invisible, lines};
use std::collections::{BTreeMap, BTreeSet};

/// What is known of teams and people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct People {
    /// The entries in the order of the text.
    pub entries: Vec<Entry>,
    /// The owner (`#team` or an address) of each name of CODEOWNERS files, as
    /// [`super::codeowners::Codeowners::owners`] takes it.
    pub names: BTreeMap<String, String>,
    /// What is wrong, in the order of the text.
    pub problems: Vec<Problem>,
}

/// One team or person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The line, from 1.
    pub line: u32,
    /// The entry, without blanks around.
    pub span: Span,
    /// The team or person in Sentry; a slug in lower case.
    pub owner: Owner,
    /// Its names in CODEOWNERS files, in written order.
    pub names: Vec<Name>,
    /// How far its access reaches.
    pub access: Access,
    /// What the entry says besides the names.
    pub form: Form,
}

/// A name in CODEOWNERS files: `@acme/web`, `@jo` or an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The name.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// What comes first in an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// The owner: it is said to exist.
    Listed,
    /// A name: it is only translated.
    Mapped,
}

/// Reads teams, people and names. Linear, but for looking up what came before.
#[must_use]
pub fn read(text: &str) -> People {
    let index = LineIndex::new(text);
    let hidden = lines(text).filter_map(|line| remark::invisible(text, Span::from(line)));
    let hidden: Vec<Problem> = hidden.collect();
    let text = &*invisible::without_mark(text);
    let (entries, mut problems) = match text.trim_start().starts_with('{') {
        true => paste::read(text, &index),
        false => line::read(text, &index),
    };
    problems.extend(hidden);
    let names = Names::of(text, &entries, &mut problems);
    People { entries, names, problems: problems.sorted() }
}

/// Access
impl People {
    /// Who exists, for a project. A kind (teams, people) of which no entry is
    /// [`Form::Listed`] is not checked.
    #[must_use]
    pub fn directory(&self, project: impl Into<String>) -> Directory {
        let mut directory = Directory::for_project(project);
        let is_team = |entry: &Entry| matches!(entry.owner, Owner::Team(_));
        for kind in [true, false] {
            let of_kind = self.entries.iter().filter(|entry| is_team(entry) == kind);
            if !of_kind.clone().any(|entry| entry.form == Form::Listed) {
                continue;
            }
            let mut known = BTreeSet::new();
            // What says something about the access comes before what does not.
            let (said, unsaid): (Vec<_>, Vec<_>) = of_kind.partition(|entry| entry.says_access());
            for entry in said.into_iter().chain(unsaid) {
                if !known.insert(&entry.owner) {
                    continue;
                }
                match &entry.owner {
                    Owner::Team(slug) => directory.add_team(slug.clone(), entry.access),
                    Owner::User(mail) => directory.add_user(mail, entry.access),
                }
            }
        }
        directory
    }

    /// The teams that occur, each once.
    pub fn teams(&self) -> impl Iterator<Item = &str> {
        let slugs = self.entries.iter().filter_map(|entry| match &entry.owner {
            Owner::Team(slug) => Some(slug.as_str()),
            Owner::User(_) => None,
        });
        slugs.collect::<BTreeSet<_>>().into_iter()
    }
}

impl Entry {
    fn says_access(&self) -> bool {
        self.form == Form::Listed || self.access == Access::Organization
    }
}

/// The names, and what entries say about each other.
struct Names;

impl Names {
    fn of(text: &str, entries: &[Entry], problems: &mut Problems) -> BTreeMap<String, String> {
        let mut names = BTreeMap::new();
        let mut known: BTreeMap<String, &Entry> = BTreeMap::new();
        let mut said: BTreeMap<&Owner, &Entry> = BTreeMap::new();
        for entry in entries {
            let mut is_new = false;
            for name in &entry.names {
                // Sentry compares these names in lower case.
                match known.get(&name.text.to_lowercase()) {
                    None => {
                        is_new = true;
                        known.insert(name.text.to_lowercase(), entry);
                        names.insert(name.text.clone(), entry.owner.to_string());
                    }
                    Some(first) if first.owner != entry.owner => {
                        is_new = true;
                        problems.push(remark::name_twice(text, entry, name, first));
                    }
                    Some(_) => {}
                }
            }
            let first = said.get(&entry.owner).copied();
            if entry.says_access() {
                is_new |= first.is_none();
                said.entry(&entry.owner).or_insert(entry);
            }
            match first {
                Some(first) if entry.says_access() && first.access != entry.access => {
                    problems.push(remark::access_twice(entry, first));
                }
                _ if !is_new => problems.push(remark::duplicate(text, entry)),
                _ => {}
            }
        }
        names
    }
}
