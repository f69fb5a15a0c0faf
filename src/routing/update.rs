use super::automaton::{Automaton, LineFeeds, TextForm};
use super::column::Column;
use super::compiled::{Compiled, add};
use super::frames::Frames;
use super::route::{Routing, add_stars, route};
use super::sets::Sets;
use super::walk::walk;
use crate::ownership::{Matcher, Rule};
use crate::text::hash::keyed_by;
use crate::tree::Tree;
use std::collections::BTreeMap;
use std::sync::Arc;

/// With more changed rules than this the tree is routed afresh.
const MOST_CHANGES: usize = 64;

/// Routing again
impl Routing {
    /// The routing of the same tree after rules were edited; equal to a fresh
    /// one. Only rules whose matchers changed are looked for in the tree: for
    /// one edited rule the cost is one pass over the numbers of the answer, plus
    /// the folders in which that rule can match.
    ///
    /// Rules with equal matchers are the same rule wherever they stand, so rules
    /// may be edited, inserted, deleted and moved in any places; only more than
    /// 64 new ones at once are routed afresh.
    #[must_use]
    pub fn update(&self, tree: &Tree, rules: impl Into<Arc<[Rule]>>) -> Self {
        let compiled = Arc::new(Compiled::new(rules));
        let (old, new) = (self.compiled.rules(), compiled.rules());
        let (renumbered, inserted) = matched(old, new);
        if inserted.len() > MOST_CHANGES {
            return route(tree, compiled, self.options.clone());
        }
        let mut sets = Sets::new();
        let mut renamed = Vec::with_capacity(self.sets.len());
        let mut members = Vec::new();
        for (set, answer) in (0..).zip(&self.answers) {
            members.clear();
            // Sets without files are left behind.
            if answer.files > 0 {
                members.extend(
                    self.sets.get(set).iter().filter_map(|&rule| renumbered[rule as usize]),
                );
                // Rules may have changed places.
                if !members.is_sorted() {
                    members.sort_unstable();
                }
            }
            renamed.push(sets.intern(&members));
        }
        let files = self.answers.iter().map(|answer| answer.files);
        let mut column = Column::renamed(&self.set_at, &renamed, files);
        let added: Vec<_> =
            inserted.into_iter().map(|id| (id, &new[id as usize].matcher)).collect();
        self.add_rules(tree, &added, &mut sets, &mut column);
        Self::new(compiled, self.options.clone(), sets, column)
    }

    /// Adds rules to the sets of the files that they match.
    fn add_rules(
        &self,
        tree: &Tree,
        added: &[(u32, &Matcher)],
        sets: &mut Sets,
        column: &mut Column,
    ) {
        let keyed = keyed_by(added.iter().map(|(_, matcher)| matcher.pattern.as_bytes()));
        let mut globs = Automaton::new(TextForm::Normalized, added.len(), keyed);
        let mut codeowners = Automaton::new(TextForm::AsWritten, added.len(), keyed);
        for &(id, matcher) in added {
            add(&mut globs, &mut codeowners, id, matcher, LineFeeds::Possible);
        }
        let frames = Frames::new(tree, &self.options.mappings);
        let globs = globs.finish();
        add_stars(tree, &globs, &self.options, sets, column);
        for automaton in
            [globs, codeowners.finish()].iter().filter(|automaton| !automaton.is_empty())
        {
            let mut found = Vec::new();
            walk(tree, automaton, &frames, sets, &mut |range, set| found.push((range, set)));
            for (range, set) in found {
                column.add(range, set, sets);
            }
        }
    }

    /// Whether both say the same about every file: the rules that match, and
    /// what becomes of it.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        let pairs = self.set_at.iter().zip(&other.set_at);
        self.set_at.len() == other.set_at.len()
            && pairs.into_iter().all(|(&left, &right)| {
                self.rules_of(left) == other.rules_of(right)
                    && self.outcome_of(left) == other.outcome_of(right)
            })
    }
}

/// Per old rule, its number among the new ones, if its matcher is still there;
/// and the new rules that no old one became, in ascending order.
fn matched(old: &[Rule], new: &[Rule]) -> (Vec<Option<u32>>, Vec<u32>) {
    let same = |(old, new): &(&Rule, &Rule)| old.matcher == new.matcher;
    let head = old.iter().zip(new).take_while(same).count();
    let tails = old[head..].iter().rev().zip(new[head..].iter().rev());
    let tail = tails.take_while(same).count();
    let (old_end, new_end) = (old.len() - tail, new.len() - tail);
    // Between what both lists begin and end with, by content.
    let mut places: BTreeMap<&Matcher, Vec<u32>> = BTreeMap::new();
    for (id, rule) in (head as u32..new_end as u32).zip(&new[head..new_end]).rev() {
        places.entry(&rule.matcher).or_default().push(id);
    }
    let mut is_new = vec![true; new_end - head];
    let mut renumbered: Vec<_> = (0..head as u32).map(Some).collect();
    renumbered.extend(old[head..old_end].iter().map(|rule| {
        let id = places.get_mut(&rule.matcher)?.pop()?;
        is_new[id as usize - head] = false;
        Some(id)
    }));
    renumbered.extend((new_end as u32..new.len() as u32).map(Some));
    let inserted = (head as u32..).zip(is_new).filter(|&(_, is_new)| is_new).map(|(id, _)| id);
    (renumbered, inserted.collect())
}
