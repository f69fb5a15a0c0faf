//! Each project's own ownership rules, cut from the whole, and the proof that they do
//! the same.

use crate::ownership::{MatcherKind, Owner, Rule, Source};
use crate::routing::{Compiled, Options, Routing, route};
use crate::tree::{PathId, Tree};
use std::collections::{BTreeMap, BTreeSet};

/// What is routed by the cut rules and by all, side by side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proof {
    /// How many files were compared: the project's own, and the libraries it may hold.
    pub files: u32,
    /// How many of them go to the same owner.
    pub equal: u32,
    /// Those that don't, at most ten; there should be none.
    pub different: Vec<Difference>,
}

/// A file that the cut rules route to somebody else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The file.
    pub path: String,
    /// Its owner by all rules.
    pub before: Option<String>,
    /// Its owner by the cut rules.
    pub after: Option<String>,
}

/// The rules of one project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cut {
    /// The text of its own rules. CODEOWNERS rules are not in it: Sentry imports that file
    /// as a whole into each project.
    pub text: String,
    /// How many rules the text holds.
    pub rules: u32,
    /// Teams by the number of the project's files whose errors they get, the most first;
    /// then the teams that rules name besides.
    pub teams: Vec<String>,
    /// That the cut does what the whole does.
    pub proof: Proof,
}

/// All rules, and where they send the files of the tree.
#[derive(Debug)]
pub struct Whole<'a> {
    tree: &'a Tree,
    text: &'a str,
    rules: &'a [Rule],
    routing: Option<Routing>,
}

/// Instantiation
impl<'a> Whole<'a> {
    /// Routes the tree once. `text` is what the rules of one's own were read from.
    #[must_use]
    pub fn new(tree: &'a Tree, text: &'a str, rules: &'a [Rule]) -> Self {
        let routing = (!rules.is_empty())
            .then(|| route(tree, Compiled::new(rules.to_vec()), Options::default()));
        Self { tree, text, rules, routing }
    }
}

/// Cutting
impl Whole<'_> {
    /// The rules that a project with these files needs, and what they do.
    ///
    /// A rule stays if it matches one of the files, or looks at something that no file
    /// tells (a URL, a tag, a module). Order stays. So for each file the same rules match
    /// in the same order as before, and the same one wins; [`Proof`] checks that by
    /// routing again. Costs as much as routing the files.
    #[must_use]
    pub fn cut(&self, own: &[PathId], shared: &[PathId]) -> Cut {
        let Some(routing) = &self.routing else { return Cut::default() };
        let files: Vec<PathId> = own.iter().chain(shared).copied().collect();
        let kept = self.kept(routing, &files);
        let own_rules = kept.iter().filter(|rule| rule.source == Source::Rules);
        let lines: Vec<&str> =
            own_rules.clone().filter_map(|rule| self.text.get(rule.span.range())).collect();
        let mut text = lines.join("\n");
        if !text.is_empty() {
            text.push('\n');
        }
        Cut {
            rules: lines.len() as u32,
            teams: teams(routing, self.tree, own, own_rules.copied()),
            proof: self.prove(routing, &files, &kept),
            text,
        }
    }

    /// How many rules such a project's text would hold. It costs no routing.
    #[must_use]
    pub fn count(&self, own: &[PathId], shared: &[PathId]) -> u32 {
        let Some(routing) = &self.routing else { return 0 };
        let files: Vec<PathId> = own.iter().chain(shared).copied().collect();
        let kept = self.kept(routing, &files);
        kept.iter().filter(|rule| rule.source == Source::Rules).count() as u32
    }

    /// The team that gets the errors of a file; none if it is nobody, or a person.
    #[must_use]
    pub fn team_of(&self, path: PathId) -> Option<&str> {
        let routing = self.routing.as_ref()?;
        let owner = routing.owner_of(self.tree, path)?;
        routing.compiled().owners().get(owner as usize)?.team()
    }

    /// The rules that a project with these files needs.
    fn kept(&self, routing: &Routing, files: &[PathId]) -> Vec<&Rule> {
        let sets: BTreeSet<_> = files.iter().map(|&path| routing.set_of(self.tree, path)).collect();
        let matching: BTreeSet<_> =
            sets.iter().flat_map(|&set| routing.rules_of(set)).copied().collect();
        let stays = |number: u32, rule: &Rule| {
            !matches!(rule.matcher.kind, MatcherKind::Path | MatcherKind::Codeowners)
                || matching.contains(&number)
        };
        let numbered = (0..).zip(self.rules);
        numbered.filter(|&(number, rule)| stays(number, rule)).map(|(_, rule)| rule).collect()
    }

    fn prove(&self, before: &Routing, files: &[PathId], kept: &[&Rule]) -> Proof {
        let paths = self.tree.paths();
        let part = Tree::new(files.iter().map(|&path| paths.get(path)).collect());
        let rules: Vec<Rule> = kept.iter().map(|&rule| rule.clone()).collect();
        let after = route(&part, Compiled::new(rules), Options::default());
        let mut proof = Proof { files: files.len() as u32, ..Proof::default() };
        for (here, &there) in (0..).zip(files) {
            let owner = |routing: &Routing, tree: &Tree, path| {
                let owner = routing.owner_of(tree, path)?;
                routing.compiled().owners().get(owner as usize).map(ToString::to_string)
            };
            let (old, new) = (owner(before, self.tree, there), owner(&after, &part, here));
            if old == new {
                proof.equal += 1;
            } else if proof.different.len() < 10 {
                let path = paths.get(there).to_owned();
                proof.different.push(Difference { path, before: old, after: new });
            }
        }
        proof
    }
}

fn teams<'r>(
    routing: &Routing,
    tree: &Tree,
    own: &[PathId],
    rules: impl Iterator<Item = &'r Rule>,
) -> Vec<String> {
    let mut files: BTreeMap<&str, u32> = BTreeMap::new();
    for rule in rules {
        for owner in &rule.owners {
            if let Owner::Team(slug) = owner {
                files.entry(slug).or_default();
            }
        }
    }
    let owners = routing.compiled().owners();
    let mut counts = vec![0_u32; owners.len()];
    for &path in own {
        if let Some(owner) = routing.owner_of(tree, path) {
            counts[owner as usize] += 1;
        }
    }
    for (owner, count) in owners.iter().zip(counts) {
        if let Owner::Team(slug) = owner
            && count > 0
        {
            *files.entry(slug).or_default() += count;
        }
    }
    let mut teams: Vec<(&str, u32)> = files.into_iter().collect();
    teams.sort_by_key(|&(slug, count)| (std::cmp::Reverse(count), slug));
    teams.into_iter().map(|(slug, _)| slug.to_owned()).collect()
}
