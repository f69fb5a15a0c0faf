//! What is measured of one corpus, the same natively and in the browser.

use super::{Corpus, Form};
use sentry_general::ownership::Rule;
use sentry_general::routing::{Compiled, Options, Routing, route};
use sentry_general::tree::{Paths, Tree};
use std::cell::OnceCell;
use std::sync::Arc;

/// A corpus, made ready, so that [`Prepared::run`] does what is measured and
/// nothing else.
pub struct Prepared {
    pub corpus: Corpus,
    paths: Paths,
    tree: Tree,
    empty: Tree,
    rules: [Arc<[Rule]>; 2],
    everything: Arc<[Rule]>,
    before: [OnceCell<Routing>; 2],
    /// Per form and edit, the rules after it.
    edited: [[OnceCell<Arc<[Rule]>>; EDITS]; 2],
    #[cfg(not(target_arch = "wasm32"))]
    peer: Vec<codeowners_rs::Rule>,
}

/// How many edits of one rule are tried.
pub const EDITS: usize = 5;

impl Prepared {
    pub fn new(corpus: Corpus) -> Self {
        let mut everything = corpus.rules(Form::Path);
        everything.truncate(1);
        for rule in &mut everything {
            "*".clone_into(&mut rule.matcher.pattern);
        }
        Self {
            paths: corpus.paths(),
            tree: Tree::new(corpus.paths()),
            empty: Tree::new(Paths::default()),
            rules: [Form::Codeowners, Form::Path].map(|form| corpus.rules(form).into()),
            everything: everything.into(),
            before: Default::default(),
            edited: Default::default(),
            #[cfg(not(target_arch = "wasm32"))]
            peer: corpus.peer(),
            corpus,
        }
    }

    /// How many paths and rules there are.
    pub fn size(&self) -> (usize, usize) {
        (self.paths.len(), self.rules[0].len())
    }

    /// Does once what `case` names, and gives a number that depends on the
    /// result; nothing if there is no such case here.
    ///
    /// | case | what |
    /// |---|---|
    /// | `read` | looks at every byte of the paths once: what any program must do |
    /// | `tree` | builds the tree from the paths |
    /// | `codeowners`, `path` | compiles the rules and routes the tree |
    /// | `codeowners compile`, `path compile` | the same for a tree without files |
    /// | `fill` | routes the tree by one rule that matches everything: writes and counts the answers |
    /// | `codeowners edit N`, `path edit N` | routes again after one rule in the middle was edited |
    /// | `codeowners-rs whole` | the peer, natively only: parse the file, compile and match every path |
    /// | `codeowners-rs`, `ignore` | the peers, natively only: compile and match every path |
    pub fn run(&self, case: &str) -> Option<u32> {
        let (form, case) = match case.split_once(' ') {
            Some(("path", rest)) => (1, rest),
            Some(("codeowners", rest)) => (0, rest),
            _ if case == "path" => (1, "route"),
            _ if case == "codeowners" => (0, "route"),
            _ => (0, case),
        };
        let counted = |routing: &Routing| Some(routing.counts().unmatched);
        match case {
            "read" => Some(self.paths.iter().flat_map(str::bytes).map(u32::from).sum::<u32>()),
            "tree" => Some(Tree::new(self.paths.clone()).folders() as u32),
            "route" => counted(&self.route(&self.tree, &self.rules[form])),
            "compile" => counted(&self.route(&self.empty, &self.rules[form])),
            "fill" => counted(&self.route(&self.tree, &self.everything)),
            #[cfg(not(target_arch = "wasm32"))]
            "codeowners-rs" => {
                let rules = codeowners_rs::RuleSet::new(self.peer.clone());
                let unmatched = |path: &&String| rules.matching_rule(path).is_none();
                Some(self.corpus.paths.iter().filter(unmatched).count() as u32)
            }
            #[cfg(not(target_arch = "wasm32"))]
            "codeowners-rs whole" => {
                let rules = codeowners_rs::parse(&self.corpus.codeowners).into_ruleset();
                let unmatched = |path: &&String| rules.matching_rule(path).is_none();
                Some(self.corpus.paths.iter().filter(unmatched).count() as u32)
            }
            #[cfg(not(target_arch = "wasm32"))]
            "ignore" => {
                let set = self.corpus.ignore();
                let unmatched = |path: &&String| {
                    !set.matched_path_or_any_parents(path.as_str(), false).is_ignore()
                };
                Some(self.corpus.paths.iter().filter(unmatched).count() as u32)
            }
            _ => {
                let edit: usize = case.strip_prefix("edit ")?.parse().ok()?;
                let edited = self.edited[form].get(edit)?.get_or_init(|| self.edit(form, edit));
                counted(&self.before(form).update(&self.tree, Arc::clone(edited)))
            }
        }
    }

    /// Whether every edit gives the same as routing afresh.
    pub fn edits_are_exact(&self) -> bool {
        let pairs = (0..2).flat_map(|form| (0..EDITS).map(move |edit| (form, edit)));
        pairs.into_iter().all(|(form, edit)| {
            let rules = self.edit(form, edit);
            let fresh = self.route(&self.tree, &rules);
            self.before(form).update(&self.tree, rules).says_the_same(&fresh)
        })
    }

    fn route(&self, tree: &Tree, rules: &Arc<[Rule]>) -> Routing {
        route(tree, Compiled::new(Arc::clone(rules)), Options::default())
    }

    fn before(&self, form: usize) -> &Routing {
        self.before[form].get_or_init(|| self.route(&self.tree, &self.rules[form]))
    }

    /// The rules after the middle one was given another pattern: everything, a
    /// folder, a suffix, two letters anywhere; or was removed.
    fn edit(&self, form: usize, edit: usize) -> Arc<[Rule]> {
        let mut rules = self.rules[form].to_vec();
        let middle = rules.len() / 2;
        let path = &self.corpus.paths[self.corpus.paths.len() / 2];
        let folder = path.rsplit_once('/').map_or("src", |(folder, _)| folder);
        let folder = if form == 0 { format!("/{folder}/") } else { format!("{folder}/*") };
        let suffix = path.rsplit_once('.').map_or("*.py".to_owned(), |(_, end)| format!("*.{end}"));
        match edit {
            0 => "*".clone_into(&mut rules[middle].matcher.pattern),
            1 => rules[middle].matcher.pattern = folder,
            2 => rules[middle].matcher.pattern = suffix,
            3 => "*a*b*".clone_into(&mut rules[middle].matcher.pattern),
            _ => {
                rules.remove(middle);
            }
        }
        rules.into()
    }
}
