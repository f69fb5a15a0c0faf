//! Advice: what rules do in this tree that is likely a mistake.
//!
//! [`lint`] looks at rules, tree and routing together; what the text of one rule
//! tells by itself, [`crate::ownership::parse`] says already. [`lint_codeowners`]
//! does the same for rules that came from a CODEOWNERS file, [`lint_review`] for what
//! its host makes of it. [`make_rule_for`]
//! and [`add_catch_all`] write rules at the right place, [`give_rest`] such as take nothing from anybody. [`advise`] does it all:
//! both texts, the people, the code mappings. [`review()`] compares code review with error routing.
//!
//! ```
//! use sentry_general::advice::lint;
//! use sentry_general::ownership::parse;
//! use sentry_general::routing::{Compiled, Options, route};
//! use sentry_general::tree::Tree;
//!
//! let tree = Tree::new(["src/pay/api.ts", "README.md"].into_iter().collect());
//! let text = "src/pay/* #payments\n* #web\n";
//! let parsed = parse(text);
//! let routing = route(&tree, Compiled::new(parsed.rules.clone()), Options::default());
//! let problems = lint(text, &parsed, &tree, &routing);
//! assert_eq!(problems[0].code, "rules/catch-all-below");
//! ```
//!
//! # Odd cases
//! - A rule that wins nothing here may win elsewhere. Only where one pattern
//!   provably covers the other does a message say that this holds in any tree.
//! - A rule that matches nothing may still be right: errors also carry paths of
//!   packages, bundles and generated code that no repository lists.
//! - A fallback above narrower rules is sound even where those take all of its files:
//!   it is there for files to come. Nothing is said about it.
//! - Rules below a catch-all are not listed one by one: the catch-all is the fault.
//!
//! # What is not modelled
//! Owners whom Sentry can't resolve count as if it could. Rules that look at
//! URLs, modules or tags are left alone: a tree says nothing about them.

mod all;
mod anchor;
mod broad;
mod facts;
mod generic;
mod lines;
mod nobody;
mod nothing;
mod people;
mod probe;
mod rest;
mod review;
mod suggest;
mod wins;

pub use all::{Advice, File, Setup, advise};
pub use rest::{Rescue, give_rest};
pub use review::{Review, lint_review, review};
pub use suggest::{Target, add_catch_all, make_rule_for};

use crate::ownership::grammar::Parsed;
use crate::ownership::other_file::{is_unmerged, other_than_codeowners};
use crate::routing::Routing;
use crate::text::order::Sort as _;
use crate::text::{Problem, Problems};
use crate::tree::Tree;
use facts::Facts;

/// What is to be said about the ownership rules `text`, in the order of the
/// text; what has no place comes last.
///
/// `routing` routes `tree` by the rules of `parsed`, with or without those of a
/// CODEOWNERS file. Rules that are not in the text (any more) are passed over.
/// The cost grows with the tree plus, per set of rules that match together, the
/// size of the set.
#[must_use]
pub fn lint(text: &str, parsed: &Parsed, tree: &Tree, routing: &Routing) -> Vec<Problem> {
    let facts = Facts::of_rules(text, parsed, tree, routing);
    let mut problems = check(&facts);
    nobody::check(&facts, &mut problems);
    most_of(problems)
}

/// The same about the rules that were imported from a CODEOWNERS file: places
/// are those of the file `text`.
#[must_use]
pub fn lint_codeowners(text: &str, tree: &Tree, routing: &Routing) -> Vec<Problem> {
    if other_than_codeowners(text).is_some() || is_unmerged(text) {
        // The import says so; what its lines match is beside the point.
        return Vec::new();
    }
    most_of(check(&Facts::of_codeowners(text, tree, routing)))
}

/// As many as are shown, and how many more there are.
fn most_of(problems: Vec<Problem>) -> Vec<Problem> {
    let mut most = Problems::default();
    most.extend(problems);
    most.into_vec()
}

fn check(facts: &Facts<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    if facts.tree.is_empty() {
        return problems;
    }
    wins::check(facts, &mut problems);
    nothing::check(facts, &mut problems);
    broad::check(facts, &mut problems);
    anchor::check(facts, &mut problems);
    generic::check(facts, &mut problems);
    people::check(facts, &mut problems);
    problems.sort_once_by_key(|problem| (problem.span, problem.code));
    problems
}
