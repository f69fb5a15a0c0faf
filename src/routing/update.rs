use super::automaton::{Automaton, LineFeeds, TextForm};
use super::column::Column;
use super::compiled::{Compiled, add};
use super::frames::Frames;
use super::route::{Routing, route};
use super::sets::Sets;
use super::walk::walk;
use crate::ownership::{Matcher, Rule};
use crate::tree::Tree;
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
    /// The lists are compared from both ends, so rules edited, inserted or
    /// deleted in one place are recognised; changes at both ends of a long list
    /// are routed afresh.
    #[must_use]
    pub fn update(&self, tree: &Tree, rules: impl Into<Arc<[Rule]>>) -> Self {
        let compiled = Arc::new(Compiled::new(rules));
        let (old, new) = (self.compiled.rules(), compiled.rules());
        let head = old.iter().zip(new).take_while(|(old, new)| old.matcher == new.matcher).count();
        let tails = old[head..].iter().rev().zip(new[head..].iter().rev());
        let tail = tails.take_while(|(old, new)| old.matcher == new.matcher).count();
        let inserted = head..new.len() - tail;
        if inserted.len() > MOST_CHANGES {
            return route(tree, compiled, self.options.clone());
        }
        let shift = new.len() as i64 - old.len() as i64;
        let kept_after = old.len() - tail;
        let mut sets = Sets::new();
        let mut renamed = Vec::with_capacity(self.sets.len());
        let mut members = Vec::new();
        for (set, answer) in (0..).zip(&self.answers) {
            members.clear();
            // Sets without files are left behind.
            if answer.files > 0 {
                let rules = self.sets.get(set).iter().map(|&rule| rule as usize);
                members.extend(rules.filter_map(|rule| match rule {
                    rule if rule < head => Some(rule as u32),
                    rule if rule >= kept_after => Some((rule as i64 + shift) as u32),
                    _ => None,
                }));
            }
            renamed.push(sets.intern(&members));
        }
        let files = self.answers.iter().map(|answer| answer.files);
        let mut column = Column::renamed(&self.set_at, &renamed, files);
        let added = (head as u32..).zip(&new[inserted]);
        let added: Vec<_> = added.map(|(id, rule)| (id, &rule.matcher)).collect();
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
        let mut globs = Automaton::new(TextForm::Normalized, added.len());
        let mut codeowners = Automaton::new(TextForm::AsWritten, added.len());
        for &(id, matcher) in added {
            add(&mut globs, &mut codeowners, id, matcher, LineFeeds::Possible);
        }
        let frames = Frames::new(tree, &self.options.mappings);
        for automaton in
            [globs.finish(), codeowners.finish()].iter().filter(|automaton| !automaton.is_empty())
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
