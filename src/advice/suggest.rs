//! Rules written for the user, at the place where they do what is wanted.

use super::facts::catches_all;
use super::lines::Lines;
use crate::ownership::grammar::{parse, print_parseable};
use crate::ownership::{Matcher, MatcherKind, Owner, Source};
use crate::routing::{Routing, RuleId, frame_path};
use crate::text::{Edit, Fix, Span};
use crate::tree::{FolderId, PathId, Tree};

/// What a rule is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// One file.
    File(PathId),
    /// A folder and everything below.
    Folder(FolderId),
}

/// A change to the ownership rules `text` that gives a file or folder to
/// `owner`: a rule right below the last one that wins any of the files now, so
/// that it wins over that; at the end if none does.
///
/// `routing` must be that of `text`. Nothing comes back if the owner gets all
/// these files already, or can't be written in a rule.
///
/// The pattern is that of the path that errors carry. Path rules know no
/// escapes: a wildcard in a name is written as a set of one (`[*]`), a brace as
/// `?`, which also matches other names that differ just there; and case does not
/// matter, so names that differ in case only go along.
///
/// ```
/// use sentry_general::advice::{Target, make_rule_for};
/// use sentry_general::ownership::{Owner, parse};
/// use sentry_general::routing::{Compiled, Options, route};
/// use sentry_general::tree::Tree;
///
/// let tree = Tree::new(["src/a b/x.py", "src/c.py"].into_iter().collect());
/// let text = "src/* #web\n";
/// let routing = route(&tree, Compiled::new(parse(text).rules), Options::default());
/// let folder = tree.find_folder("src/a b").expect("there is such a folder");
/// let owner = Owner::Team("pay".into());
/// let fix = make_rule_for(Target::Folder(folder), &owner, text, &tree, &routing);
/// assert_eq!(fix.expect("it can be made").edits[0].text, "path:\"src/a b/*\" #pay\n");
/// ```
#[must_use]
pub fn make_rule_for(
    target: Target,
    owner: &Owner,
    text: &str,
    tree: &Tree,
    routing: &Routing,
) -> Option<Fix> {
    let (path, positions) = match target {
        Target::File(path) => {
            let position = tree.position_of(path);
            (tree.paths().get(path).to_owned(), position..position + 1)
        }
        Target::Folder(Tree::ROOT) => (String::new(), tree.positions(Tree::ROOT)),
        Target::Folder(folder) => {
            (format!("{}/", tree.folder_path(folder)), tree.positions(folder))
        }
    };
    let mut pattern = literal(&frame_path(&path, &routing.options().mappings));
    if matches!(target, Target::Folder(_)) {
        pattern.push('*');
    }
    let mut last: Option<RuleId> = None;
    let mut has_all = !positions.is_empty();
    let mut before = None;
    for &set in &routing.set_at()[positions.start as usize..positions.end as usize] {
        if before.replace(set) == Some(set) {
            continue;
        }
        let outcome = routing.outcome_of(set);
        let gets = outcome.owner().map(|id| &routing.compiled().owners()[id as usize]);
        has_all &= gets == Some(owner);
        let of_rules =
            |rule: &RuleId| routing.compiled().rules()[*rule as usize].source == Source::Rules;
        last = last.max(outcome.rule().filter(of_rules));
    }
    if has_all {
        return None;
    }
    let matcher = Matcher { kind: MatcherKind::Path, pattern };
    let line = print_parseable(&matcher, std::slice::from_ref(owner)).ok()?;
    let lines = Lines(text);
    let span = last.map(|rule| routing.compiled().rules()[rule as usize].span);
    let edit = match span.filter(|span| text.get(span.range()).is_some()) {
        Some(span) => lines.insert_below(span, &line),
        None => lines.append(&line),
    };
    Some(Fix { title: format!("Give `{}` to `{owner}`", shown(&path)), edits: vec![edit] })
}

/// A change to the ownership rules `text` after which `owner` gets what no
/// other rule matches: a rule for everything on top, since the last rule that
/// matches wins. If the first rule is one already, its owners are replaced.
///
/// Ownership rules outrank CODEOWNERS rules, so where such a file is imported
/// this takes everything from it; `rules/overrides-codeowners` says so. Nothing
/// comes back if the text has this rule already, or the owner can't be written.
#[must_use]
pub fn add_catch_all(owner: &Owner, text: &str) -> Option<Fix> {
    let matcher = Matcher { kind: MatcherKind::Path, pattern: "*".to_owned() };
    let line = print_parseable(&matcher, std::slice::from_ref(owner)).ok()?;
    let title = format!("Give everything else to `{owner}`");
    let parsed = parse(text);
    let first = parsed.rules.first().filter(|rule| catches_all(rule));
    let edit = match first {
        Some(rule) if rule.owners == std::slice::from_ref(owner) => return None,
        Some(rule) => Edit { span: rule.span, text: line },
        None => {
            let lines = Lines(text);
            lines.insert_above(Span::new(0, 0), &line)
        }
    };
    Some(Fix { title, edits: vec![edit] })
}

/// A path as a pattern that matches it.
pub(super) fn literal(path: &str) -> String {
    let mut pattern = String::with_capacity(path.len());
    for c in path.chars() {
        match c {
            '*' | '?' | '[' => pattern.extend(['[', c, ']']),
            // Engines differ about braces in sets.
            '{' | '}' => pattern.push('?'),
            c => pattern.push(c),
        }
    }
    pattern
}

fn shown(path: &str) -> &str {
    if path.is_empty() { "*" } else { path }
}
