//! What reaches nobody, given to somebody, and nothing else.

use super::lines::Lines;
use super::suggest::{add_catch_all, literal};
use crate::ownership::grammar::{parse, print_parseable};
use crate::ownership::{Matcher, MatcherKind, Owner, Rule, Source};
use crate::routing::{Difference, Routing, Spot, difference, frame_path, spots};
use crate::text::{Edit, Fix, Span};
use crate::tree::{FolderId, Tree};
use std::collections::BTreeSet;

/// How many rules are written at most: what is left is better said by a catch-all, or by hand.
const MOST: usize = 200;

/// A change that gives files which reach nobody to an owner, and takes none from anybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rescue {
    /// The change.
    pub fix: Fix,
    /// How many rules it adds.
    pub rules: u32,
    /// How many files reach the owner by it.
    pub files: u32,
    /// How many of the folder's files reach nobody after it.
    pub left: u32,
}

/// A change to the ownership rules `text` that gives `owner` what reaches nobody in a folder.
///
/// Rules on top of all others, since the last rule that matches wins: a catch-all, if that takes nothing from
/// anybody, else one rule for each place. Ownership rules go before CODEOWNERS, so where such a file is imported a
/// catch-all would take everything that it gives: then only the places remain. What is written is routed before it
/// is offered, and a rule that would take a file from somebody is left out.
///
/// `routing` must be that of `text`. Nothing comes back if nothing can be given so.
///
/// ```
/// use sentry_general::advice::give_rest;
/// use sentry_general::ownership::{Owner, parse};
/// use sentry_general::routing::{Compiled, Options, route};
/// use sentry_general::tree::Tree;
///
/// let tree = Tree::new(["docs/a.md", "src/b.ts"].into_iter().collect());
/// let text = "src/* #web\n";
/// let routing = route(&tree, Compiled::new(parse(text).rules), Options::default());
/// let rescue = give_rest(Tree::ROOT, &Owner::Team("ops".into()), text, &tree, &routing).expect("one file does");
/// assert_eq!((rescue.fix.edits[0].text.as_str(), rescue.files, rescue.left), ("path:* #ops\n", 1, 0));
/// ```
#[must_use]
pub fn give_rest(
    folder: FolderId,
    owner: &Owner,
    text: &str,
    tree: &Tree,
    routing: &Routing,
) -> Option<Rescue> {
    let on = On { tree, routing, text, folder };
    catch_all(&on, owner).or_else(|| on.places(owner))
}

/// By a catch-all, if that takes nothing from anybody.
fn catch_all(on: &On<'_>, owner: &Owner) -> Option<Rescue> {
    if on.folder != Tree::ROOT {
        return None;
    }
    let fix = add_catch_all(owner, on.text)?;
    let rescue = on.rescue(fix, 1)?;
    (rescue.left == 0).then_some(rescue)
}

/// What is routed, and what of it is given.
struct On<'a> {
    tree: &'a Tree,
    routing: &'a Routing,
    text: &'a str,
    folder: FolderId,
}

impl On<'_> {
    /// By a rule for each place, the largest first.
    fn places(&self, owner: &Owner) -> Option<Rescue> {
        let nobody = spots(self.tree, self.routing, |outcome| outcome.owner().is_none());
        let mut lines: Vec<String> = nobody
            .iter()
            .filter_map(|spot| self.within(spot))
            .flat_map(|spot| self.patterns(spot))
            .filter_map(|pattern| {
                let matcher = Matcher { kind: MatcherKind::Path, pattern };
                print_parseable(&matcher, std::slice::from_ref(owner)).ok()
            })
            .take(MOST)
            .collect();
        // Those that take something are known by their numbers: the added rules come first.
        let taking: BTreeSet<usize> = self.taking(&lines);
        let mut number = 0..;
        lines.retain(|_| number.next().is_some_and(|at| !taking.contains(&at)));
        let first = lines.first()?;
        let title = match lines.len() {
            1 => format!("Add `{}`", first.trim_end()),
            many => format!("Add {many} rules on top"),
        };
        let top = Lines(self.text).insert_above(Span::new(0, 0), &lines.join("\n"));
        self.rescue(Fix { title, edits: vec![top] }, lines.len() as u32)
    }

    /// The part of a spot that is in the folder.
    fn within(&self, spot: &Spot) -> Option<Spot> {
        let (all, at) = (self.tree.positions(self.folder), self.tree.positions(spot.folder));
        if all.start <= at.start && at.end <= all.end {
            return Some(*spot);
        }
        let around = spot.whole && at.start <= all.start && all.end <= at.end;
        around.then(|| Spot { folder: self.folder, files: all.len() as u32, whole: true })
    }

    /// What matches a spot: the folder and everything below, or each of its files. In ownership rules no star ends at the
    /// folder: `codeowners:` patterns have such stars, and Sentry takes these from imported files alone.
    fn patterns(&self, spot: Spot) -> impl Iterator<Item = String> {
        let (tree, routing) = (self.tree, self.routing);
        let mappings = &routing.options().mappings;
        let folder = spot.whole.then(|| {
            let path = tree.folder_path(spot.folder);
            let path = if path.is_empty() { String::new() } else { format!("{path}/") };
            format!("{}*", literal(&frame_path(&path, mappings)))
        });
        let own = if spot.whole { 0..0 } else { tree.own_positions(spot.folder) };
        let nobody =
            move |at: &u32| routing.outcome_of(routing.set_at()[*at as usize]).owner().is_none();
        let files = own
            .filter(nobody)
            .map(move |at| literal(&frame_path(tree.paths().get(tree.path_at(at)), mappings)));
        folder.into_iter().chain(files)
    }

    /// The numbers of the lines that would take files from somebody.
    fn taking(&self, lines: &[String]) -> BTreeSet<usize> {
        let top = Edit { span: Span::new(0, 0), text: format!("{}\n", lines.join("\n")) };
        let after = self.after(&Fix { title: String::new(), edits: vec![top] });
        let taken = difference(self.tree, self.routing, &after);
        let files = taken.moves.iter().filter(|it| it.from.is_some()).flat_map(|it| &it.files);
        let by = files.filter_map(|&path| {
            let at = self.tree.position_of(path);
            let rule = after.outcome_of(after.set_at()[at as usize]).rule()?;
            let rule = &after.compiled().rules()[rule as usize];
            (rule.source == Source::Rules).then(|| rule.line as usize - 1)
        });
        by.collect()
    }

    /// What a change does, if it takes nothing from anybody and gives something.
    fn rescue(&self, fix: Fix, rules: u32) -> Option<Rescue> {
        let after = self.after(&fix);
        let Difference { moves, files } = difference(self.tree, self.routing, &after);
        let harmless = moves.iter().all(|it| it.from.is_none());
        let left = self.nobody(&after);
        (harmless && files > 0).then_some(Rescue { fix, rules, files: files as u32, left })
    }

    /// How many of the folder's files reach nobody.
    fn nobody(&self, routing: &Routing) -> u32 {
        let counts = routing.folder_counts(self.tree, self.folder);
        counts.unowned + counts.unmatched
    }

    /// The routing after a change to the ownership rules.
    fn after(&self, fix: &Fix) -> Routing {
        let mut text = self.text.to_owned();
        for edit in fix.edits.iter().rev() {
            text.replace_range(edit.span.range(), &edit.text);
        }
        let others = self.routing.compiled().rules().iter();
        let others = others.filter(|rule| rule.source != Source::Rules).cloned();
        let rules: Vec<Rule> = parse(&text).rules.into_iter().chain(others).collect();
        self.routing.update(self.tree, rules.as_slice())
    }
}
