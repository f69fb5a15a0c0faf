//! Several lists of rules as one.

use crate::ownership::{Matcher, Owner, Rule};
use std::collections::BTreeMap;

/// The rules of several projects, each once. Each list is a part of the repository's, in its
/// order, and so is what comes out: for every file the same rule is the last to match.
///
/// A rule that stands further down already is taken to be that; those before it that do not are
/// put in where the last one was. Costs a look-up for each rule, however many there are.
pub fn merged(lists: &[Vec<Rule>]) -> Vec<&Rule> {
    let mut all = Merged::new();
    for list in lists {
        let (mut at, mut new) = (START, Vec::new());
        for rule in list {
            match all.next_same(at, rule) {
                Some(same) => {
                    all.insert(at, &mut new);
                    at = same;
                }
                None => new.push(rule),
            }
        }
        all.insert(at, &mut new);
    }
    all.in_order()
}

/// What is before all rules, and behind them.
const START: usize = 0;
const END: usize = 1;

/// A list that is put into anywhere.
struct Merged<'r> {
    rules: Vec<Option<&'r Rule>>,
    /// Which rule follows on which.
    next: Vec<usize>,
    /// Numbers that rise from each rule to the next, with room between them.
    labels: Vec<u128>,
    /// Where rules are that say the same, in the order of the list.
    same: BTreeMap<(&'r Matcher, &'r [Owner]), Vec<usize>>,
}

impl<'r> Merged<'r> {
    fn new() -> Self {
        Self {
            rules: vec![None, None],
            next: vec![END, END],
            labels: vec![0, u128::MAX],
            same: BTreeMap::new(),
        }
    }

    /// The first rule behind a place that says the same.
    fn next_same(&self, at: usize, rule: &Rule) -> Option<usize> {
        let all = self.same.get(&(&rule.matcher, rule.owners.as_slice()))?;
        let behind = all.partition_point(|&it| self.labels[it] <= self.labels[at]);
        all.get(behind).copied()
    }

    /// Puts rules in behind a place, and leaves none of them.
    fn insert(&mut self, mut at: usize, new: &mut Vec<&'r Rule>) {
        let parts = new.len() as u128 + 1;
        if self.room(at) < parts {
            self.number();
        }
        let step = self.room(at) / parts;
        for rule in new.drain(..) {
            let (node, label) = (self.rules.len(), self.labels[at] + step);
            self.rules.push(Some(rule));
            self.labels.push(label);
            self.next.push(self.next[at]);
            self.next[at] = node;
            let all = self.same.entry((&rule.matcher, rule.owners.as_slice())).or_default();
            let before = all.partition_point(|&it| self.labels[it] < label);
            all.insert(before, node);
            at = node;
        }
    }

    fn room(&self, at: usize) -> u128 {
        self.labels[self.next[at]] - self.labels[at]
    }

    /// Numbers all anew, with the same room everywhere. Lists that meet in one place halve the room
    /// there, so that more than a hundred come between two times.
    fn number(&mut self) {
        let step = u128::MAX / self.rules.len() as u128;
        let (mut at, mut label) = (START, 0);
        while at != END {
            self.labels[at] = label;
            label += step;
            at = self.next[at];
        }
    }

    fn in_order(&self) -> Vec<&'r Rule> {
        let nodes = std::iter::successors(Some(START), |&at| (at != END).then(|| self.next[at]));
        nodes.filter_map(|at| self.rules[at]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ownership::parse;

    /// The same by going through all.
    fn plain(lists: &[Vec<Rule>]) -> Vec<&Rule> {
        let mut all: Vec<&Rule> = Vec::new();
        for list in lists {
            let mut after = 0;
            for rule in list {
                let same = |it: &&Rule| it.matcher == rule.matcher && it.owners == rule.owners;
                match all[after..].iter().position(same) {
                    Some(at) => after += at + 1,
                    None => {
                        all.insert(after, rule);
                        after += 1;
                    }
                }
            }
        }
        all
    }

    #[track_caller]
    fn check(lists: &[String]) {
        let lists: Vec<Vec<Rule>> = lists.iter().map(|list| parse(list).rules).collect();
        let told = |all: Vec<&Rule>| -> Vec<String> {
            all.iter().map(|it| format!("{} {:?}", it.matcher, it.owners)).collect()
        };
        assert_eq!(told(merged(&lists)), told(plain(&lists)), "of {lists:?}");
    }

    #[test]
    fn rules_come_out_as_by_going_through_all() {
        let mut seed = 7_u32;
        let mut number = |most: u32| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 16) % most
        };
        for _ in 0..300 {
            let lists: Vec<String> = (0..number(6))
                .map(|_| {
                    let list = 0..number(7);
                    list.map(|_| format!("path:a{} #t{}\n", number(4), number(2))).collect()
                })
                .collect();
            check(&lists);
        }
    }

    #[test]
    fn any_number_of_lists_fits_between_two_rules() {
        let lists = (0..300).map(|at| format!("path:* #all\npath:a{at} #t\npath:b #b\n"));
        check(&lists.collect::<Vec<_>>());
    }
}
