use super::automaton::Automaton;
use super::column::Column;
use super::compiled::{Compiled, OwnerId, RuleId};
use super::frames::{Frames, Mapping, frame_path};
use super::sets::{SetId, Sets};
use super::walk::walk;
use crate::ownership::Source;
use crate::ownership::pattern::Dialect;
use crate::tree::{FolderId, PathId, Position, Tree};
use std::sync::Arc;

/// What routing depends on besides the tree and the rules.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// What a CODEOWNERS rule without owners does.
    pub exclusions: Exclusions,
    /// Where frames carry another path than the repository.
    pub mappings: Vec<Mapping>,
}

/// What a CODEOWNERS rule without owners does to the files it matches. Sentry's
/// behaviour is not verified, so both readings exist; see
/// [`Routing::is_disputed`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Exclusions {
    /// It wins, and nobody owns them: "last match wins" to the letter.
    #[default]
    Unown,
    /// It is passed over, and an earlier rule may win.
    PassOver,
}

/// What becomes of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// The rule wins, and its first owner gets the error.
    Owned(RuleId, OwnerId),
    /// The rule wins and has no owner: excluded.
    Excluded(RuleId),
    /// Rules match, but none that could win.
    Unowned,
    /// No rule matches.
    Unmatched,
}

/// Who gets an error from which file.
///
/// Every file is answered as if an error had one in-app frame of it. Files that
/// match the same rules share one set of rules, so the answer for a hundred
/// thousand files is one number each.
#[derive(Clone, Debug)]
pub struct Routing {
    pub(super) compiled: Arc<Compiled>,
    pub(super) options: Options,
    pub(super) sets: Sets,
    /// Per position, the rules that match there.
    pub(super) set_at: Vec<SetId>,
    /// Per set, what becomes of its files and how many there are.
    pub(super) answers: Vec<Answer>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Answer {
    pub(super) outcome: Outcome,
    pub(super) disputed: bool,
    pub(super) files: u32,
}

/// Routes every file of `tree`. The cost grows with the tree plus the rules,
/// not with their product.
///
/// ```
/// use sentry_general::ownership::{Matcher, MatcherKind, Owner, Rule, Source};
/// use sentry_general::routing::{Compiled, Options, route};
/// use sentry_general::text::Span;
/// use sentry_general::tree::Tree;
///
/// let tree = Tree::new(["src/pay/api.ts", "README.md"].into_iter().collect());
/// let matcher = Matcher { kind: MatcherKind::Path, pattern: "src/pay/*".into() };
/// let owners = vec![Owner::Team("payments".into())];
/// let rule = Rule { source: Source::Rules, span: Span::new(0, 21), line: 1, matcher, owners };
/// let routing = route(&tree, Compiled::new([rule]), Options::default());
/// assert_eq!(routing.rule_of(&tree, 0), Some(0));
/// assert_eq!(routing.rule_of(&tree, 1), None);
/// ```
#[must_use]
pub fn route(tree: &Tree, compiled: impl Into<Arc<Compiled>>, options: Options) -> Routing {
    let compiled = compiled.into();
    let mut sets = Sets::new();
    let mut column = Column::new(tree.len());
    let frames = Frames::new(tree, &options.mappings);
    let automata = compiled.automata();
    if !automata.globs.is_empty() {
        let mut fill = |range, set| column.fill(range, set);
        walk(tree, &automata.globs, &frames, &mut sets, &mut fill);
    }
    add_stars(tree, &automata.globs, &options, &mut sets, &mut column);
    if !automata.codeowners.is_empty() {
        let breaks = tree.has_line_feeds()
            || options.mappings.iter().any(|mapping| mapping.stack_root.contains('\n'));
        let exact = breaks.then(|| compiled.codeowners_with_line_feeds());
        let automaton = exact.as_ref().unwrap_or(&automata.codeowners);
        let mut found = Vec::new();
        let mut note = |range, set| found.push((range, set));
        walk(tree, automaton, &frames, &mut sets, &mut note);
        for (range, set) in found {
            column.add(range, set, &mut sets);
        }
    }
    Routing::new(compiled, options, sets, column)
}

/// Adds the rules of patterns that look at whole paths and no folder.
pub(super) fn add_stars(
    tree: &Tree,
    globs: &Automaton,
    options: &Options,
    sets: &mut Sets,
    column: &mut Column,
) {
    if globs.stars.is_empty() {
        return;
    }
    let mut rules = Vec::new();
    for position in 0..tree.len() as Position {
        let path = frame_path(tree.paths().get(tree.path_at(position)), &options.mappings);
        globs.stars.find(Dialect::PATH.normalize(&path).as_bytes(), &mut rules);
        let set = sets.intern_unsorted(&mut rules);
        rules.clear();
        column.add(position..position + 1, set, sets);
    }
}

/// Instantiation
impl Routing {
    pub(super) fn new(
        compiled: Arc<Compiled>,
        options: Options,
        sets: Sets,
        column: Column,
    ) -> Self {
        let (set_at, files) = column.into_parts(&sets);
        let mut routing = Self { compiled, options, sets, set_at, answers: Vec::new() };
        let answers = (0..).zip(files).map(|(set, files)| routing.answer(set, files)).collect();
        routing.answers = answers;
        routing
    }

    pub(super) fn answer(&self, set: SetId, files: u32) -> Answer {
        if files == 0 {
            // Passed through on the way to a larger set; nobody asks.
            return Answer { outcome: Outcome::Unmatched, disputed: false, files };
        }
        let rules = self.sets.get(set);
        let first = |rule| self.compiled.first_owner(rule);
        let source = |rule: RuleId| self.compiled.rules()[rule as usize].source;
        // A rule of one's own without owners can't exist in Sentry: passed over.
        let can_win = |rule: &RuleId| first(*rule).is_some() || source(*rule) == Source::Codeowners;
        let best = |can_win: &dyn Fn(&RuleId) -> bool| {
            let candidates = rules.iter().copied().filter(can_win);
            candidates.max_by_key(|&rule| self.compiled.rank(rule))
        };
        let by_letter = best(&can_win);
        let passing_over = best(&|rule| first(*rule).is_some());
        let winner = match self.options.exclusions {
            Exclusions::Unown => by_letter,
            Exclusions::PassOver => passing_over,
        };
        let outcome = match winner {
            None if rules.is_empty() => Outcome::Unmatched,
            None => Outcome::Unowned,
            Some(rule) => match first(rule) {
                Some(owner) => Outcome::Owned(rule, owner),
                None => Outcome::Excluded(rule),
            },
        };
        Answer { outcome, disputed: by_letter != passing_over, files }
    }
}

/// One file
impl Routing {
    /// What becomes of a file.
    #[must_use]
    pub fn outcome(&self, tree: &Tree, path: PathId) -> Outcome {
        self.answers[self.set_of(tree, path) as usize].outcome
    }

    /// The rule that wins for a file, if any does.
    #[must_use]
    pub fn rule_of(&self, tree: &Tree, path: PathId) -> Option<RuleId> {
        self.outcome(tree, path).rule()
    }

    /// Who gets the errors of a file, if anybody does.
    #[must_use]
    pub fn owner_of(&self, tree: &Tree, path: PathId) -> Option<OwnerId> {
        self.outcome(tree, path).owner()
    }

    /// Whether the two readings of [`Exclusions`] disagree about a file.
    #[must_use]
    pub fn is_disputed(&self, tree: &Tree, path: PathId) -> bool {
        self.answers[self.set_of(tree, path) as usize].disputed
    }

    /// The number of the set of rules that match a file.
    #[must_use]
    pub fn set_of(&self, tree: &Tree, path: PathId) -> SetId {
        self.set_at[tree.position_of(path) as usize]
    }

    /// The rules that match a file, in the order of the rules.
    #[must_use]
    pub fn matching(&self, tree: &Tree, path: PathId) -> &[RuleId] {
        self.sets.get(self.set_of(tree, path))
    }
}

/// All files
impl Routing {
    /// The rules and owners that this was routed by.
    #[must_use]
    pub fn compiled(&self) -> &Compiled {
        &self.compiled
    }

    /// What it was routed with.
    #[must_use]
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// How many sets of rules there are; some may have no file any more.
    #[must_use]
    pub fn sets(&self) -> usize {
        self.sets.len()
    }

    /// The rules of a set, in the order of the rules.
    #[must_use]
    pub fn rules_of(&self, set: SetId) -> &[RuleId] {
        self.sets.get(set)
    }

    /// How many files match exactly the rules of a set.
    #[must_use]
    pub fn files_of(&self, set: SetId) -> u32 {
        self.answers[set as usize].files
    }

    /// What becomes of the files of a set; of a set without files, nothing.
    #[must_use]
    pub fn outcome_of(&self, set: SetId) -> Outcome {
        self.answers[set as usize].outcome
    }

    /// Per position, the set of rules that match there.
    #[must_use]
    pub fn set_at(&self) -> &[SetId] {
        &self.set_at
    }

    /// Per path, the rule that wins, or -1.
    #[must_use]
    pub fn rule_column(&self, tree: &Tree) -> Vec<i32> {
        self.column(tree, Outcome::rule)
    }

    /// Per path, the owner who gets the error, or -1.
    #[must_use]
    pub fn owner_column(&self, tree: &Tree) -> Vec<i32> {
        self.column(tree, Outcome::owner)
    }

    fn column(&self, tree: &Tree, value: impl Fn(Outcome) -> Option<u32>) -> Vec<i32> {
        let by_set: Vec<i32> = self
            .answers
            .iter()
            .map(|answer| value(answer.outcome).map_or(-1, |value| value as i32))
            .collect();
        let mut column = vec![-1; self.set_at.len()];
        for (&path, &set) in tree.order().iter().zip(&self.set_at) {
            column[path as usize] = by_set[set as usize];
        }
        column
    }

    /// Per rule, for how many files it wins and how many it matches.
    #[must_use]
    pub fn rule_counts(&self) -> Vec<RuleCount> {
        let mut counts = vec![RuleCount::default(); self.compiled.rules().len()];
        for (set, answer) in (0..).zip(&self.answers) {
            if answer.files == 0 {
                continue;
            }
            for &rule in self.sets.get(set) {
                counts[rule as usize].matches += answer.files;
            }
            if let Some(rule) = answer.outcome.rule() {
                counts[rule as usize].wins += answer.files;
            }
        }
        counts
    }

    /// How many files go where.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::new(self);
        for answer in &self.answers {
            counts.add(answer, answer.files);
        }
        counts
    }

    /// How many files of a folder and below go where. Reads their part of the
    /// answer once.
    #[must_use]
    pub fn folder_counts(&self, tree: &Tree, folder: FolderId) -> Counts {
        let range = tree.positions(folder);
        let mut counts = Counts::new(self);
        let mut rest = &self.set_at[range.start as usize..range.end as usize];
        while let Some(&set) = rest.first() {
            let run = rest.iter().take_while(|&&next| next == set).count();
            counts.add(&self.answers[set as usize], run as u32);
            rest = &rest[run..];
        }
        counts
    }
}

/// For how many files a rule wins, and how many it matches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RuleCount {
    /// Files whose winner it is.
    pub wins: u32,
    /// Files that it matches, won or not.
    pub matches: u32,
}

/// How many files go where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counts {
    /// Per owner, the files whose errors they get.
    pub owners: Vec<u32>,
    /// Files that some rule matches, but nobody gets.
    pub unowned: u32,
    /// Files that no rule matches.
    pub unmatched: u32,
    /// Files about which the two readings of [`Exclusions`] disagree; they are
    /// counted above as well.
    pub disputed: u32,
}

impl Counts {
    fn new(routing: &Routing) -> Self {
        let owners = vec![0; routing.compiled.owners().len()];
        Self { owners, unowned: 0, unmatched: 0, disputed: 0 }
    }

    fn add(&mut self, answer: &Answer, files: u32) {
        *match answer.outcome {
            Outcome::Owned(_, owner) => &mut self.owners[owner as usize],
            Outcome::Excluded(_) | Outcome::Unowned => &mut self.unowned,
            Outcome::Unmatched => &mut self.unmatched,
        } += files;
        if answer.disputed {
            self.disputed += files;
        }
    }
}

impl Outcome {
    /// The rule that wins.
    #[must_use]
    pub fn rule(self) -> Option<RuleId> {
        match self {
            Self::Owned(rule, _) | Self::Excluded(rule) => Some(rule),
            Self::Unowned | Self::Unmatched => None,
        }
    }

    /// Who gets the error.
    #[must_use]
    pub fn owner(self) -> Option<OwnerId> {
        match self {
            Self::Owned(_, owner) => Some(owner),
            _ => None,
        }
    }
}
