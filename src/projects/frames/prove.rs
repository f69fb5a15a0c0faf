//! Frames through rules.

use super::sent::AllSent;
use crate::ownership::{Owner, Rule, Source};
use crate::routing::{Compiled, Options, Routing, route};
use crate::trace::sdk::Sdk;
use crate::tree::{PathId, Tree};

/// Rules with what they do to all values that frames of a project hold.
pub(super) struct Through {
    routing: Routing,
    tree: Tree,
}

/// What becomes of one way that a file is in frames.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Way {
    /// The rule that wins, as a place in the list.
    pub(super) rule: Option<u32>,
    /// The value that is told: the first.
    pub(super) value: PathId,
}

impl Through {
    /// Routes every value once.
    pub(super) fn new(sent: &AllSent, rules: Vec<Rule>) -> Self {
        let tree = Tree::new(sent.values.clone());
        let routing = route(&tree, Compiled::new(rules), Options::default());
        Self { routing, tree }
    }

    /// The rules, in their order.
    pub(super) fn rules(&self) -> &[Rule] {
        self.routing.compiled().rules()
    }

    /// What becomes of each way that a file is in frames.
    pub(super) fn ways(&self, sent: &AllSent, file: usize) -> impl Iterator<Item = Way> {
        let file = &sent.files[file];
        let in_app = Sdk::row(sent.bases[file.base].family).own_is_in_app;
        let compiled = self.routing.compiled();
        let counts =
            move |rule: &&u32| in_app || compiled.rules()[**rule as usize].source == Source::Rules;
        let best = move |values: &Vec<PathId>| {
            let matching =
                values.iter().flat_map(|&value| self.routing.matching(&self.tree, value));
            Way {
                rule: matching.filter(counts).copied().max_by_key(|&rule| compiled.rank(rule)),
                value: values[0],
            }
        };
        file.ways.iter().map(best)
    }

    /// Which of the first so many rules match any value.
    pub(super) fn used(&self, number: usize) -> Vec<bool> {
        let mut used = vec![false; number];
        for value in 0..self.tree.len() as PathId {
            for &rule in self.routing.matching(&self.tree, value) {
                if let Some(used) = used.get_mut(rule as usize) {
                    *used = true;
                }
            }
        }
        used
    }

    /// Whoever gets the errors that a rule wins.
    pub(super) fn owners(&self, rule: Option<u32>) -> &[Owner] {
        rule.map_or(&[], |rule| &self.rules()[rule as usize].owners)
    }
}
