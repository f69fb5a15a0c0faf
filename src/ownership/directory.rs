//! Who exists: teams and people of an organization, as far as the user says.
//!
//! ```
//! use sentry_general::ownership::{Access, Directory, parse, validate};
//!
//! let mut directory = Directory::for_project("shop");
//! directory.add_team("web", Access::Project);
//! let validation = validate(&parse("*.js #wbe"), &directory);
//! assert_eq!(
//!     validation.answer.as_deref(),
//!     Some("Invalid rule owners: Team #wbe does not have access to project 'shop'."),
//! );
//! ```
//!
//! # Odd, but so
//! - Teams are found by their exact slug: `#Web` never finds `web`.
//! - The answer holds the messages of all unknown owners, sorted and joined by
//!   a space. Older servers answered with the owners alone, joined by commas
//!   (`Invalid rule owners: #faketeam, idont@exist.com`).

use super::grammar::{Parsed, Stage};
use super::{Matcher, Owner, Rule};
use crate::text::{Edit, Problem, Problems, Severity, Span};
use std::collections::{BTreeMap, BTreeSet};

/// How far somebody's access reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Access {
    /// In the organization, but not in the project: no owner there.
    Organization,
    /// A team of the project, or a person on one.
    Project,
}

/// The teams and people that are known. A kind of which none is known at all is
/// not checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Directory {
    /// The slug of the project, for messages.
    pub project: String,
    /// The teams by slug, if they are known.
    pub teams: Option<BTreeMap<String, Access>>,
    /// The people by e-mail address in lower case, if they are known.
    pub users: Option<BTreeMap<String, Access>>,
}

/// Instantiation
impl Directory {
    /// An empty directory of one project: nobody is checked yet.
    #[must_use]
    pub fn for_project(slug: impl Into<String>) -> Self {
        Self { project: slug.into(), ..Self::default() }
    }

    /// Makes a team known, and with it that teams are.
    pub fn add_team(&mut self, slug: impl Into<String>, access: Access) {
        self.teams.get_or_insert_default().insert(slug.into(), access);
    }

    /// Makes a person known by an address, and with it that people are.
    pub fn add_user(&mut self, mail: &str, access: Access) {
        self.users.get_or_insert_default().insert(mail.to_lowercase(), access);
    }
}

/// Looking people up
impl Directory {
    /// Whether neither teams nor people are known, so that nobody is checked.
    #[must_use]
    pub fn knows_nobody(&self) -> bool {
        self.teams.is_none() && self.users.is_none()
    }

    /// Whether an owner can own issues of the project; none if not known.
    /// Logarithmic.
    #[must_use]
    pub fn resolves(&self, owner: &Owner) -> Option<bool> {
        let (known, name) = self.entry(owner);
        Some(known?.get(name) == Some(&Access::Project))
    }

    /// Whether an owner is listed, with access or without.
    pub(super) fn lists(&self, owner: &Owner) -> bool {
        let (known, name) = self.entry(owner);
        known.is_some_and(|known| known.contains_key(name))
    }

    fn entry<'a>(&'a self, owner: &'a Owner) -> (Option<&'a BTreeMap<String, Access>>, &'a str) {
        match owner {
            Owner::Team(slug) => (self.teams.as_ref(), slug),
            Owner::User(mail) => (self.users.as_ref(), mail),
        }
    }
}

/// What [`validate`] found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Validation {
    /// A problem for every place that names an unknown owner; the first holds
    /// the answer, if Sentry comes as far as to give it.
    pub problems: Vec<Problem>,
    /// What Sentry answers, if unknown owners are why it refuses the text.
    pub answer: Option<String>,
}

/// Checks the owners of rules against those who exist.
///
/// Sentry looks owners up only if nothing earlier made it refuse the text; then
/// there are problems, but no answer. Linear in the rules, plus a search for
/// similar names for the owners that are unknown: of very many, for the first.
#[must_use]
pub fn validate(parsed: &Parsed, directory: &Directory) -> Validation {
    let mut problems = Problems::default();
    let mut messages = BTreeSet::new();
    let mut spelling = Spelling {
        directory,
        left: MOST_LOOKED_AT,
        comparing: MOST_COMPARED,
        letters: BTreeMap::new(),
        known: BTreeMap::new(),
    };
    for (rule, parts) in parsed.rules.iter().zip(&parsed.parts) {
        for (owner, &span) in rule.owners.iter().zip(&parts.owners) {
            if directory.resolves(owner) == Some(false) {
                messages.insert(message(owner, directory));
                // Looking for similar names costs, so only for what is shown.
                if problems.admits(Severity::Error) {
                    problems.keep(problem(owner, span, &mut spelling));
                }
            }
        }
    }
    let reached = parsed.refusal.as_ref().is_none_or(|refusal| refusal.stage > Stage::UnknownOwner);
    let answer = (reached && !messages.is_empty()).then(|| {
        let messages: Vec<String> = messages.into_iter().collect();
        format!("Invalid rule owners: {}", messages.join(" "))
    });
    let mut problems = problems.into_vec();
    if let Some(first) = problems.first_mut() {
        first.sentry.clone_from(&answer);
    }
    Validation { problems, answer }
}

/// Sentry's message on one owner, newest form.
fn message(owner: &Owner, directory: &Directory) -> String {
    let project = &directory.project;
    let known = directory.entry(owner).0.is_some_and(|known| known.contains_key(name(owner)));
    match owner {
        Owner::Team(slug) => format!("Team #{slug} does not have access to project '{project}'."),
        Owner::User(mail) if known => {
            format!("User {mail} does not have access to project '{project}'.")
        }
        Owner::User(mail) => format!("User {mail} is not a member of this organization."),
    }
}

fn problem<'d>(owner: &'d Owner, span: Span, spelling: &mut Spelling<'d>) -> Problem {
    let known = spelling.directory.entry(owner).0;
    let without_access = known.is_some_and(|known| known.contains_key(name(owner)));
    if without_access {
        let (who, hint) = match owner {
            Owner::Team(_) => ("The team", "Add the team to the project in its settings."),
            Owner::User(_) => ("The person", "Add the person to a team of the project."),
        };
        let text =
            format!("{who} `{owner}` has no access to the project, and Sentry refuses the rules.");
        return Problem::error("rules/owner-without-access", text).at(span).hint(hint);
    }
    let kind = if matches!(owner, Owner::Team(_)) { "team" } else { "person" };
    let text =
        format!("There is no {kind} `{owner}`, and Sentry refuses rules with unknown owners.");
    let problem = Problem::error("rules/unknown-owner", text).at(span);
    match spelling.similar(owner) {
        Some(meant) => {
            let meant = match owner {
                Owner::Team(_) => format!("#{meant}"),
                Owner::User(_) => meant.to_owned(),
            };
            problem
                .hint(format!("Did you mean `{meant}`?"))
                .fix(format!("Write `{meant}`"), vec![Edit { span, text: meant }])
        }
        None => problem
            .hint("Check the spelling; teams go by their slug, people by their e-mail address."),
    }
}

/// How many names are compared letter by letter in all: far more than a person misspells, where most others share few
/// letters with a name.
const MOST_COMPARED: usize = 3_000;

/// How many names are looked at whether they share letters.
const MOST_LOOKED_AT: usize = 1_000_000;

/// Names that may be meant by unknown ones.
struct Spelling<'d> {
    directory: &'d Directory,
    /// How many more names are looked at, and how many of them compared; of very many unknown and known ones, the last
    /// unknown ones are not.
    left: usize,
    comparing: usize,
    letters: BTreeMap<&'d str, Letters>,
    known: BTreeMap<&'d Owner, Option<&'d str>>,
}

impl<'d> Spelling<'d> {
    /// The known name nearest to one that is unknown, if it is near at all.
    fn similar(&mut self, owner: &'d Owner) -> Option<&'d str> {
        if let Some(&known) = self.known.get(owner) {
            return known;
        }
        let known = self.directory.entry(owner).0?;
        if self.left == 0 || self.comparing == 0 {
            return None;
        }
        self.left = self.left.saturating_sub(known.len());
        let lower = name(owner).to_lowercase();
        let near = 1 + lower.chars().count() / 4;
        let letters = letters(&lower);
        let mut found: Option<(usize, &str)> = None;
        for other in known.iter().filter(|(_, access)| **access == Access::Project) {
            let other = other.0.as_str();
            let others = self.letters.entry(other).or_insert_with(|| self::letters(other));
            // Each change of a letter changes two of these numbers at most.
            let differ: usize =
                letters.iter().zip(&*others).map(|(a, b)| usize::from(a.abs_diff(*b))).sum();
            if differ > 2 * near || self.comparing == 0 {
                continue;
            }
            self.comparing -= 1;
            let distance = strsim::osa_distance(&lower, other);
            if distance <= near && found.is_none_or(|found| (distance, other) < found) {
                found = Some((distance, other));
            }
        }
        let found = found.map(|(_, other)| other);
        self.known.insert(owner, found);
        found
    }
}

/// How often each letter comes, by its last bits, up to 255 times.
type Letters = [u8; 16];

fn letters(name: &str) -> Letters {
    let mut letters = [0_u8; 16];
    for char in name.chars() {
        let count = &mut letters[char as usize % 16];
        *count = count.saturating_add(1);
    }
    letters
}

fn name(owner: &Owner) -> &str {
    match owner {
        Owner::Team(name) | Owner::User(name) => name,
    }
}

/// Removes the owners that `resolves` refuses, as Sentry does at every reading
/// of stored rules and after a CODEOWNERS import
/// (`remove_deleted_owners_from_schema` in `sentry/issues/ownership/grammar.py`).
///
/// Faithful to its fault: the lists are changed while they are walked, so what
/// stands behind a removed owner, or behind a rule that lost its last, is not
/// looked at and stays, dead owners and all. Rules without owners are kept. It
/// also goes by names alone: where the team `x` exists and is named, a person
/// `x` counts as existing.
///
/// ```
/// use sentry_general::ownership::{parse, remove_unknown_owners};
///
/// let mut rules = parse("a gone@x.io\nb left@x.io\nc #web").rules;
/// remove_unknown_owners(&mut rules, |owner| owner.to_string() == "#web");
/// let kept: Vec<String> = rules.iter().map(ToString::to_string).collect();
/// assert_eq!(kept, ["path:b left@x.io", "path:c #web"]);
/// ```
pub fn remove_unknown_owners(rules: &mut Vec<Rule>, resolves: impl Fn(&Owner) -> bool) {
    let owners = rules.iter().flat_map(|rule| &rule.owners);
    if owners.clone().all(&resolves) {
        return;
    }
    let names: BTreeSet<String> =
        owners.filter(|owner| resolves(owner)).map(|owner| name(owner).to_owned()).collect();
    let exclusions: BTreeSet<Matcher> = rules
        .iter()
        .filter(|rule| rule.owners.is_empty())
        .map(|rule| rule.matcher.clone())
        .collect();
    let mut rest = std::mem::take(rules).into_iter();
    while let Some(mut rule) = rest.next() {
        if rule.owners.is_empty() || !remove_from(&mut rule.owners, &names) {
            rules.push(rule);
            continue;
        }
        // The first rule equal to the emptied one goes: an exclusion further up,
        // if there is one.
        if exclusions.contains(&rule.matcher) {
            let equal = |other: &Rule| other.owners.is_empty() && other.matcher == rule.matcher;
            if let Some(first) = rules.iter().position(equal) {
                rules.remove(first);
                rules.push(rule);
            }
        }
        rules.extend(rest.next());
    }
}

/// Walks one rule's owners as described; says whether none is left.
fn remove_from(owners: &mut Vec<Owner>, names: &BTreeSet<String>) -> bool {
    let mut at = 0;
    while let Some(owner) = owners.get(at) {
        if !names.contains(name(owner)) {
            let first = owners.iter().position(|other| other == owner).unwrap_or(at);
            owners.remove(first);
            if owners.is_empty() {
                return true;
            }
        }
        at += 1;
    }
    false
}
