//! The tree with everybody's share of it, and what edits change.

use super::explorer::Answers;
use crate::advice::{Review, review};
use crate::ownership::codeowners::host::HostRules;
use crate::ownership::{Owner, Source};
use crate::routing::{
    Difference, Outcome, OwnerId, Reviews, Routing, RuleId, difference, frame_path,
};
use crate::session::protocol::Input;
use crate::text::order::Sort as _;
use crate::tree::{Paths, Position, Tree};
use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeMap;

/// The tree with everybody's share of it.
pub struct Answer {
    pub tree: Tree,
    pub routing: Routing,
    /// Owners by the number of their files, most first.
    pub by_share: Vec<OwnerId>,
    /// Per owner, its place in `by_share`.
    place: Vec<u32>,
    /// What edits changed since the kept state; none if nothing was edited.
    pub edited: Option<Edited>,
    /// Found when first asked for.
    disputes: OnceCell<Disputes>,
    /// The path in a frame of each file, if this is about frames.
    frames: Option<Paths>,
    /// Per file, whether its frames go elsewhere than it does by all rules; empty if nobody asked.
    pub elsewhere: Vec<bool>,
}

/// The kept state, and what the edits since then change.
pub struct Edited {
    pub kept: Routing,
    pub difference: Difference,
    /// Per position, whether the file changes hands.
    moved: Vec<bool>,
}

/// Where code review and error routing disagree.
#[derive(Default)]
pub struct Disputes {
    pub review: Review,
    /// Per position, whether they disagree about the file.
    disputed: Vec<bool>,
}

/// Instantiation
impl Answer {
    pub fn new(tree: Tree, routing: Routing, kept: Option<Routing>) -> Self {
        let edited = kept.map(|kept| Edited::new(&tree, kept, &routing));
        let counts = routing.counts().owners;
        let mut by_share: Vec<OwnerId> = (0..counts.len() as OwnerId).collect();
        by_share.sort_once_by_key(|&owner| std::cmp::Reverse(counts[owner as usize]));
        let mut place = vec![0; counts.len()];
        for (at, &owner) in (0..).zip(&by_share) {
            place[owner as usize] = at;
        }
        Self {
            tree,
            routing,
            by_share,
            place,
            edited,
            disputes: OnceCell::new(),
            frames: None,
            elsewhere: Vec::new(),
        }
    }

    /// The same rules' answer for frames: `tree` is of the files that are in some, `frames` their
    /// paths there. Owners stand in the order of `like`, so that each keeps its colour.
    pub fn of_frames(
        like: &Self,
        tree: Tree,
        routing: Routing,
        frames: Paths,
        elsewhere: Vec<bool>,
    ) -> Self {
        Self {
            by_share: like.by_share.clone(),
            place: like.place.clone(),
            frames: Some(frames),
            elsewhere,
            ..Self::new(tree, routing, None)
        }
    }
}

/// Access
impl Answer {
    /// The name of the owner at a place in the order of shares.
    pub fn owner_name(&self, place: u32) -> String {
        self.owner_at(self.by_share[place as usize])
    }

    /// The name of an owner.
    pub fn owner_at(&self, owner: OwnerId) -> String {
        self.routing.compiled().owners()[owner as usize].to_string()
    }

    /// The place of an owner in the order of shares.
    pub fn place(&self, owner: OwnerId) -> u32 {
        self.place[owner as usize]
    }

    /// The place of the owner with this name.
    pub fn place_of(&self, owner: &Owner) -> Option<u32> {
        let owners = self.routing.compiled().owners();
        owners.iter().position(|other| other == owner).map(|owner| self.place[owner])
    }

    pub fn outcome(&self, at: Position) -> Outcome {
        self.routing.outcome_of(self.routing.set_at()[at as usize])
    }

    /// Where a rule stands.
    pub fn line_of(&self, rule: RuleId) -> (Input, u32) {
        let rule = &self.routing.compiled().rules()[rule as usize];
        (input_of(rule.source), rule.line)
    }

    /// Where the given reviewers and routing disagree. They are those of the texts that
    /// this answer was made from.
    pub fn disputes(&self, rules: &HostRules, names: &BTreeMap<String, String>) -> &Disputes {
        self.disputes.get_or_init(|| {
            if rules.rules.is_empty() {
                return Disputes::default();
            }
            let reviews = Reviews { rules, owners: names };
            let review = review(&self.tree, &self.routing, &reviews);
            let mut disputed = vec![false; self.tree.len()];
            for &path in review.groups.iter().flat_map(|it| &it.files) {
                disputed[self.tree.position_of(path) as usize] = true;
            }
            Disputes { review, disputed }
        })
    }
}

impl Disputes {
    /// Whether review and routing disagree about the file at a position.
    pub fn holds(&self, at: Position) -> bool {
        self.disputed.get(at as usize).is_some_and(|&it| it)
    }
}

/// The input that rules of a source stand in.
pub fn input_of(source: Source) -> Input {
    match source {
        Source::Rules => Input::Rules,
        Source::Codeowners => Input::Codeowners,
    }
}

impl Edited {
    fn new(tree: &Tree, kept: Routing, routing: &Routing) -> Self {
        let difference = difference(tree, &kept, routing);
        let mut moved = vec![false; tree.len()];
        for &path in difference.moves.iter().flat_map(|it| &it.files) {
            moved[tree.position_of(path) as usize] = true;
        }
        Self { kept, difference, moved }
    }

    /// Who got the errors of a file before, if somebody else gets them now.
    pub fn before(&self, at: Position) -> Option<Option<&Owner>> {
        let outcome = self.kept.outcome_of(self.kept.set_at()[at as usize]);
        let owners = self.kept.compiled().owners();
        self.moved[at as usize].then(|| outcome.owner().map(|owner| &owners[owner as usize]))
    }
}

impl Answers for Answer {
    fn moved(&self, at: Position) -> bool {
        self.edited.as_ref().is_some_and(|edited| edited.moved[at as usize])
    }

    fn disputed(&self, at: Position) -> bool {
        self.disputes.get().is_some_and(|disputes| disputes.holds(at))
    }

    fn unmatched(&self, at: Position) -> bool {
        self.outcome(at) == Outcome::Unmatched
    }

    fn owner(&self, at: Position) -> Option<u32> {
        self.outcome(at).owner().map(|owner| self.place[owner as usize])
    }

    fn line(&self, at: Position) -> Option<(Input, u32)> {
        self.outcome(at).rule().map(|rule| self.line_of(rule))
    }

    fn elsewhere(&self, at: Position) -> bool {
        self.elsewhere.get(self.tree.path_at(at) as usize).is_some_and(|&it| it)
    }

    fn frame(&self, at: Position) -> Option<String> {
        let id = self.tree.path_at(at);
        let path = self.tree.paths().get(id);
        let frame = match &self.frames {
            Some(frames) => Cow::Borrowed(frames.get(id)),
            None => frame_path(path, &self.routing.options().mappings),
        };
        (*frame != *path).then(|| frame.into_owned())
    }

    fn owner_named(&self, name: &str) -> Option<u32> {
        let owners = self.routing.compiled().owners();
        let owner = owners.iter().position(|owner| owner.to_string() == name)?;
        Some(self.place[owner])
    }
}
