//! Each project's own ownership rules, cut from the whole, and the proof that they do
//! the same.

use super::frames::{self, Part, WithCodeowners};
use super::plan::Inputs;
use crate::ownership::{MatcherKind, Owner, Rule, Source, parse};
use crate::routing::{BySource, Compiled, ImportRoots, Mapping, Options, Routing, RuleId, route};
use crate::tree::{PathId, Tree};
use std::collections::{BTreeMap, BTreeSet};

/// What becomes of errors by a project's rules and by the whole, side by side: frames of each
/// file, as the project's SDK sends them, went through the rules' text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proof {
    /// How many files were compared: the project's own that can be in frames, and those of
    /// libraries that it may run.
    pub files: u32,
    /// How many of them go to the same owner, however they are built.
    pub equal: u32,
    /// How many of the others nobody owns, so that the project's rule for everything takes
    /// them: no rule can say that nobody owns something.
    pub fallback: u32,
    /// The others, at most ten.
    pub different: Vec<Difference>,
    /// How many more files no SDK names in a frame: they raise no errors.
    pub unsent: u32,
    /// Rules that frames of well-known libraries match, too, at most ten.
    pub taken: Vec<Taken>,
}

/// A file whose errors the project's rules route to somebody else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The file.
    pub path: String,
    /// The path in its frame.
    pub frame: String,
    /// Its owner by the whole.
    pub before: Option<String>,
    /// Its owner by the project's rules; none also where that is a team without access to the project.
    pub after: Option<String>,
}

/// A rule that takes errors which pass through a library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The rule, as it is written.
    pub rule: String,
    /// The library's path in its frame.
    pub frame: String,
}

/// The rules of one project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cut {
    /// The text of its own rules, in the paths that its frames carry. CODEOWNERS rules are in
    /// it only where they are transcribed: else Sentry imports that file into each project.
    pub text: String,
    /// The rule of the whole that each of these comes from; none of a rule for what is left.
    pub origins: Vec<Option<u32>>,
    /// The same rules as they were given, for the repository's paths.
    pub given: String,
    /// Teams by the number of the project's files whose errors they get, the most first;
    /// then the teams that rules name besides.
    pub teams: Vec<String>,
    /// That the text does what the whole does.
    pub proof: Proof,
}

/// One project, as far as its rules depend on it.
#[derive(Clone, Copy, Debug)]
pub struct Project<'a> {
    /// Its folder.
    pub root: &'a str,
    /// Its platform.
    pub platform: &'a str,
    /// The code mapping that a CODEOWNERS file is imported by.
    pub mapping: &'a Mapping,
    /// Its own files.
    pub own: &'a [PathId],
    /// Files of libraries outside of all projects.
    pub shared: &'a [PathId],
}

/// All rules, and where they send the files of the tree.
#[derive(Debug)]
pub struct Whole<'a> {
    tree: &'a Tree,
    text: &'a str,
    rules: &'a [Rule],
    /// Those that look at something that no file tells.
    always: Vec<RuleId>,
    mappings: BySource<'a>,
    codeowners: WithCodeowners,
    routing: Option<(Routing, ImportRoots<'a>)>,
}

/// Instantiation
impl<'a> Whole<'a> {
    /// Routes the tree once.
    #[must_use]
    pub fn new(inputs: &Inputs<'a>) -> Self {
        let Inputs { tree, text, rules, mappings, codeowners, .. } = *inputs;
        let options = Options { mappings: mappings.to_vec(), ..Options::default() };
        let routing = (!rules.is_empty())
            .then(|| (route(tree, Compiled::new(rules.to_vec()), options), ImportRoots::new(tree)));
        let by_path =
            |it: &Rule| matches!(it.matcher.kind, MatcherKind::Path | MatcherKind::Codeowners);
        let numbered = (0..).zip(rules);
        let always =
            numbered.filter(|(_, rule)| !by_path(rule)).map(|(number, _)| number).collect();
        let mappings = BySource::new(mappings);
        Self { tree, text, rules, always, mappings, codeowners, routing }
    }
}

/// Cutting
impl Whole<'_> {
    /// The rules that a project needs, and what they do to its frames; see [`frames`].
    ///
    /// A rule stays if it matches one of the files, or looks at something that no file
    /// tells (a URL, a tag, a module).
    #[must_use]
    #[inline(never)]
    pub fn cut(&self, project: &Project) -> Cut {
        let Some((routing, imports)) = &self.routing else { return Cut::default() };
        let files: Vec<PathId> = project.own.iter().chain(project.shared).copied().collect();
        let kept = self.kept(routing, &files);
        let own_rules = kept.iter().filter(|(_, rule)| rule.source == Source::Rules);
        let mut given = String::new();
        for (_, rule) in own_rules {
            given.push_str(self.text.get(rule.span.range()).unwrap_or_default());
            given.push('\n');
        }
        let answer = frames::Answer {
            text: self.text,
            routing,
            codeowners: self.codeowners,
            mapping: project.mapping,
        };
        let part = Part {
            tree: self.tree,
            imports,
            mappings: &self.mappings,
            root: project.root,
            platform: project.platform,
            own: project.own,
            shared: project.shared,
        };
        let written = frames::write(&answer, &part);
        let rules = parse(&written.text).rules;
        let named = rules.iter().flat_map(|rule| &rule.owners).filter_map(Owner::team);
        let named = named.chain(written.owners.iter().filter_map(Owner::team));
        let teams = teams(routing, self.tree, project.own, named);
        let mut proof = written.proof;
        // Of a file that is imported, Sentry drops who has no access to the project.
        for difference in &mut proof.different {
            let after = difference.after.as_deref().and_then(|it| it.strip_prefix('#'));
            if after.is_some_and(|team| !teams.iter().any(|it| it == team)) {
                difference.after = None;
            }
        }
        Cut { teams, given, text: written.text, origins: written.origins, proof }
    }

    /// Whether Sentry imports a CODEOWNERS file into the projects.
    #[must_use]
    pub fn imports_codeowners(&self) -> bool {
        self.codeowners == WithCodeowners::Imported
            && self.rules.iter().any(|rule| rule.source == Source::Codeowners)
    }

    /// How many rules the texts of projects with these files would hold, if each runs the shared
    /// ones, too. It costs no routing.
    #[must_use]
    #[inline(never)]
    pub fn counts(&self, projects: &[Vec<PathId>], shared: &[PathId]) -> Vec<u32> {
        let Some((routing, _)) = &self.routing else { return vec![0; projects.len()] };
        let is_own = |number: &RuleId| {
            self.rules.get(*number as usize).is_some_and(|rule| rule.source == Source::Rules)
        };
        // What each of them has.
        let mut common = vec![false; self.rules.len()];
        for (number, rule) in self.kept(routing, shared) {
            common[number as usize] = rule.source == Source::Rules;
        }
        let all = common.iter().filter(|&&is_in| is_in).count() as u32;
        let further = |files: &Vec<PathId>| {
            let found = matching(routing, self.tree, files);
            found.iter().filter(|it| is_own(it) && !common[**it as usize]).count() as u32
        };
        projects.iter().map(|files| all + further(files)).collect()
    }

    /// The team that gets the errors of a file; none if it is nobody, or a person.
    #[must_use]
    pub fn team_of(&self, path: PathId) -> Option<&str> {
        let (routing, _) = self.routing.as_ref()?;
        let owner = routing.owner_of(self.tree, path)?;
        routing.compiled().owners().get(owner as usize)?.team()
    }

    /// The rules that a project with these files needs.
    fn kept(&self, routing: &Routing, files: &[PathId]) -> Vec<(RuleId, &Rule)> {
        let mut kept = matching(routing, self.tree, files);
        kept.extend(&self.always);
        let rule = |number: RuleId| Some((number, self.rules.get(number as usize)?));
        kept.into_iter().filter_map(rule).collect()
    }
}

/// The rules that match any of these files.
fn matching(routing: &Routing, tree: &Tree, files: &[PathId]) -> BTreeSet<RuleId> {
    let sets: BTreeSet<_> = files.iter().map(|&path| routing.set_of(tree, path)).collect();
    sets.iter().flat_map(|&set| routing.rules_of(set)).copied().collect()
}

/// Teams by the number of own files whose errors they get; then those that are named.
#[inline(never)]
fn teams<'r>(
    routing: &'r Routing,
    tree: &Tree,
    own: &[PathId],
    named: impl Iterator<Item = &'r str>,
) -> Vec<String> {
    let mut files: BTreeMap<&str, u32> = named.map(|slug| (slug, 0)).collect();
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
