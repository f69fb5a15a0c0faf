use super::automaton::{Automaton, LineFeeds, TextForm};
use crate::ownership::pattern::Pairs;
use crate::ownership::{Matcher, MatcherKind, Owner, Rule, Source};
use crate::text::hash::{Keyed, Map, keyed_by};
use std::sync::{Arc, OnceLock};

/// The number of a rule in the list that a [`Compiled`] was made from.
pub type RuleId = u32;

/// The number of an owner in [`Compiled::owners`].
pub type OwnerId = u32;

/// Rules, ready to route any tree.
///
/// Rules that do not look at paths (`url:`, `module:`, `tags.*`) are kept, so
/// that rule numbers are the caller's, but match no file.
#[derive(Debug)]
pub struct Compiled {
    rules: Arc<[Rule]>,
    /// Whoever is first in some rule, by first appearance.
    owners: Vec<Owner>,
    /// Per rule, its first owner.
    first_owner: Vec<Option<OwnerId>>,
    /// Made when first needed: an edit looks for the edited rules only.
    automata: OnceLock<Automata>,
    /// Per rule, the pairs of letters of its pattern; made when first needed, too.
    pairs: OnceLock<Box<[Pairs]>>,
}

/// All rules that look at paths, merged.
#[derive(Debug)]
pub(crate) struct Automata {
    pub(crate) globs: Automaton,
    pub(crate) codeowners: Automaton,
}

/// Instantiation
impl Compiled {
    /// Takes rules in the order of their texts. They are merged when a tree is
    /// first routed, in time linear in the length of the patterns.
    #[must_use]
    pub fn new(rules: impl Into<Arc<[Rule]>>) -> Self {
        let rules = rules.into();
        let (owners, first_owner) = first_owners(&rules);
        Self { rules, owners, first_owner, automata: OnceLock::new(), pairs: OnceLock::new() }
    }
}

/// Access
impl Compiled {
    /// The rules, in the order given.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// Whoever stands first in some rule. A file's owner is the first owner of
    /// the rule that wins.
    #[must_use]
    pub fn owners(&self) -> &[Owner] {
        &self.owners
    }

    /// The first owner of a rule.
    #[must_use]
    pub fn first_owner(&self, rule: RuleId) -> Option<OwnerId> {
        self.first_owner[rule as usize]
    }

    /// The rank of a rule: of two that match, the higher wins. All ownership
    /// rules outrank all CODEOWNERS rules, then the later outranks the earlier.
    #[must_use]
    pub fn rank(&self, rule: RuleId) -> (Source, RuleId) {
        (self.rules[rule as usize].source, rule)
    }

    /// Per rule, which pairs of letters the words of its pattern hold.
    pub(crate) fn pairs(&self) -> &[Pairs] {
        self.pairs.get_or_init(|| {
            self.rules.iter().map(|rule| Pairs::of_pattern(&rule.matcher.pattern)).collect()
        })
    }

    /// The rules, merged.
    pub(crate) fn automata(&self) -> &Automata {
        self.automata.get_or_init(|| {
            let of_kind = |wanted: MatcherKind| {
                self.rules.iter().filter(|rule| rule.matcher.kind == wanted).count()
            };
            let keyed = keyed(&*self.rules);
            let mut globs = Automaton::new(TextForm::Normalized, of_kind(MatcherKind::Path), keyed);
            let mut codeowners =
                Automaton::new(TextForm::AsWritten, of_kind(MatcherKind::Codeowners), keyed);
            for (id, rule) in (0..).zip(&*self.rules) {
                add(&mut globs, &mut codeowners, id, &rule.matcher, LineFeeds::Absent);
            }
            Automata { globs: globs.finish(), codeowners: codeowners.finish() }
        })
    }

    /// The CODEOWNERS rules for trees whose paths hold line feeds.
    pub(crate) fn codeowners_with_line_feeds(&self) -> Automaton {
        let keyed = keyed(&*self.rules);
        let mut globs = Automaton::new(TextForm::Normalized, 0, keyed);
        let mut codeowners = Automaton::new(TextForm::AsWritten, self.rules.len(), keyed);
        for (id, rule) in (0..).zip(&*self.rules) {
            if rule.matcher.kind == MatcherKind::Codeowners {
                add(&mut globs, &mut codeowners, id, &rule.matcher, LineFeeds::Possible);
            }
        }
        codeowners.finish()
    }
}

/// The hash for names in the patterns of these rules.
pub(super) fn keyed<'r>(rules: impl IntoIterator<Item = &'r Rule>) -> Keyed {
    keyed_by(rules.into_iter().map(|rule| rule.matcher.pattern.as_bytes()))
}

pub(super) fn add(
    globs: &mut Automaton,
    codeowners: &mut Automaton,
    rule: RuleId,
    matcher: &Matcher,
    feeds: LineFeeds,
) {
    match matcher.kind {
        MatcherKind::Path => globs.add_glob(rule, &matcher.pattern),
        MatcherKind::Codeowners => codeowners.add_codeowners(rule, &matcher.pattern, feeds),
        MatcherKind::Module | MatcherKind::Url | MatcherKind::Tag(_) => {}
    }
}

fn first_owners(rules: &[Rule]) -> (Vec<Owner>, Vec<Option<OwnerId>>) {
    let mut owners = Vec::new();
    let names = rules.iter().filter_map(|rule| match rule.owners.first()? {
        Owner::Team(name) | Owner::User(name) => Some(name.as_bytes()),
    });
    let mut known = Map::with_hasher(keyed_by(names));
    let firsts = rules
        .iter()
        .map(|rule| {
            let owner = rule.owners.first()?;
            Some(*known.entry(owner).or_insert_with(|| {
                owners.push(owner.clone());
                owners.len() as OwnerId - 1
            }))
        })
        .collect();
    (owners, firsts)
}
