//! An answer for some of the files, some of which go elsewhere.

use super::column::Column;
use super::compiled::RuleId;
use super::route::Routing;
use super::sets::SetId;
use crate::tree::{PathId, Tree};

impl Routing {
    /// The answer for some of the files of `tree`, which are all those of `part`: `of` says which
    /// file each is, and, if it goes elsewhere than by this routing, by which rule; none if by no
    /// rule. Rules and owners keep their numbers.
    #[must_use]
    pub fn of_part(
        &self,
        tree: &Tree,
        part: &Tree,
        of: impl Fn(PathId) -> (PathId, Option<Option<RuleId>>),
    ) -> Self {
        let mut sets = self.sets.clone();
        let set_at = part.order().iter().map(|&path| match of(path) {
            (path, None) => self.set_of(tree, path),
            (_, Some(rule)) => sets.intern(rule.as_slice()),
        });
        let set_at: Vec<SetId> = set_at.collect();
        let column = Column::of(set_at, sets.len());
        Self::new(self.compiled.clone(), self.options.clone(), sets, column)
    }
}

#[cfg(test)]
mod tests {
    use crate::ownership::parse;
    use crate::routing::{Compiled, Options, Outcome, route};
    use crate::tree::Tree;

    #[test]
    fn the_part_keeps_its_answers_and_what_goes_elsewhere_goes_there() {
        let tree = Tree::new(["src/a", "src/b", "docs/c", "src/d"].into_iter().collect());
        let rules = parse("src/* #web\nsrc/b #pay\n").rules;
        let routing = route(&tree, Compiled::new(rules), Options::default());
        let part = Tree::new(["src/b", "src/a", "src/d"].into_iter().collect());
        let of = [(1, None), (0, Some(Some(1))), (3, Some(None))];
        let seen = routing.of_part(&tree, &part, |path| of[path as usize]);
        let outcomes: Vec<Outcome> = (0..3).map(|path| seen.outcome(&part, path)).collect();
        assert_eq!(outcomes, [Outcome::Owned(1, 1), Outcome::Owned(1, 1), Outcome::Unmatched]);
        let counts = seen.counts();
        assert_eq!((counts.owners, counts.unmatched), (vec![0, 2], 1));
    }
}
