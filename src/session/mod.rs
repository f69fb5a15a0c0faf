//! What one open page works on: its texts, and all that follows from them.
//!
//! [`Session`] is the engine's side of the page: it takes the [`protocol`]'s requests
//! and answers them. It knows nothing of browsers; the engine's worker puts it into one.
//!
//! Each input is read when it changes and only then; routing follows either. Rows of
//! the explorer are found when first asked for, and kept while only the window moves.

pub mod protocol;

mod completions;
mod explain;
mod explorer;
mod reports;

use crate::advice::{self, Target};
use crate::link::{self, Plan};
use crate::ownership::{self, Owner, Parsed, Rule};
use crate::routing::{Compiled, Difference, Options, OwnerId, Routing, difference, route};
use crate::text::LineIndex;
use crate::tree::{Listing, Paths, Position, ReadOptions, Tree};
use explorer::{Answers, Rows};
use protocol::{
    Advice, Choices, Explore, FixReport, Reply, Request, Revisions, RoutingReport,
    Rows as RowsReply, TreeOptions, Unpacked,
};

/// What one open page works on.
#[derive(Default)]
pub struct Session {
    revisions: Revisions,
    tree_text: String,
    tree_options: TreeOptions,
    rules_text: String,
    rules: Parsed,
    /// The rules that edits are compared with.
    kept_rules: Vec<Rule>,
    answer: Option<Answer>,
    rows: Option<Rows>,
}

/// The tree with everybody's share of it.
struct Answer {
    tree: Tree,
    routing: Routing,
    /// Owners by the number of their files, most first.
    by_share: Vec<OwnerId>,
    /// Per owner, its place in `by_share`.
    place: Vec<u32>,
    /// What edits changed since the kept state; none if nothing was edited.
    edited: Option<Edited>,
}

/// The kept state, and what the edits since then change.
struct Edited {
    kept: Routing,
    difference: Difference,
    /// Per position, whether the file changes hands.
    moved: Vec<bool>,
}

/// Answering
impl Session {
    /// Answers one request. `text` is what travelled beside it; a text may travel back.
    pub fn handle(
        &mut self,
        request: Request,
        text: Option<String>,
    ) -> (Vec<Reply>, Option<String>) {
        match request {
            Request::Tree { revision, options } => {
                self.revisions.tree = revision;
                self.tree_text = text.unwrap_or_default();
                self.tree_options = options;
                (self.read_tree(), None)
            }
            Request::Rules { revision, kept } => {
                self.revisions.rules = revision;
                self.rules_text = text.unwrap_or_default();
                (self.read_rules(kept), None)
            }
            Request::Keep => (vec![Reply::Routing(self.keep())], None),
            Request::Explore(explore) => (vec![Reply::Rows(self.explore(&explore))], None),
            Request::Explain { path } => (vec![Reply::Explanation(self.explain(path))], None),
            Request::Advise => (vec![Reply::Advice(self.advise())], None),
            Request::Give { path, owner } => {
                let fix = self.give(&path, &owner);
                (vec![Reply::Fix { revisions: self.revisions, fix }], None)
            }
            Request::Code { code } => (vec![Reply::Code(reports::code(&code))], None),
            Request::Complete { id, kind, prefix } => {
                let tree = self.answer.as_ref().map(|answer| &answer.tree);
                let items = completions::propose(tree, &self.rules, kind, &prefix);
                (vec![Reply::Completions { id, items }], None)
            }
            Request::Pack { choices } => (vec![self.pack(choices)], None),
            Request::Unpack { fragment } => unpack(&fragment),
        }
    }

    fn read_tree(&mut self) -> Vec<Reply> {
        let listing = crate::tree::read(&self.tree_text, &read_options(&self.tree_options));
        let report = reports::tree(&self.tree_text, &listing, self.revisions.tree);
        let Listing { files, .. } = listing;
        let tree = Tree::new(files);
        let fresh = |rules: &[Rule]| route(&tree, Compiled::new(rules), Options::default());
        let routing = fresh(&self.rules.rules);
        let kept = (!same(&self.kept_rules, &self.rules.rules)).then(|| fresh(&self.kept_rules));
        vec![Reply::Tree(report), Reply::Routing(self.answer_with(tree, routing, kept))]
    }

    fn read_rules(&mut self, kept: bool) -> Vec<Reply> {
        self.rules = ownership::parse(&self.rules_text);
        if kept {
            self.kept_rules.clone_from(&self.rules.rules);
        }
        let report = reports::rules(&self.rules_text, &self.rules, self.revisions.rules);
        let rules = self.rules.rules.as_slice();
        let unedited = same(&self.kept_rules, rules);
        let (tree, routing, before) = match self.answer.take() {
            Some(Answer { tree, routing, edited, .. }) => {
                // Until the first edit the last answer is the kept one.
                let updated = routing.update(&tree, rules);
                (tree, updated, Some(edited.map_or(routing, |edited| edited.kept)))
            }
            None => {
                let tree = Tree::new(Paths::default());
                let routing = route(&tree, Compiled::new(rules), Options::default());
                (tree, routing, None)
            }
        };
        let routing = self.answer_with(tree, routing, before.filter(|_| !unedited));
        vec![Reply::Rules(report), Reply::Routing(routing)]
    }

    fn keep(&mut self) -> RoutingReport {
        self.kept_rules.clone_from(&self.rules.rules);
        match self.answer.take() {
            Some(answer) => self.answer_with(answer.tree, answer.routing, None),
            None => RoutingReport::default(),
        }
    }

    fn answer_with(
        &mut self,
        tree: Tree,
        routing: Routing,
        kept: Option<Routing>,
    ) -> RoutingReport {
        let answer = Answer::new(tree, routing, kept);
        let report = reports::routing(&answer, &self.rules, self.revisions);
        self.answer = Some(answer);
        self.rows = None;
        report
    }

    fn explore(&mut self, explore: &Explore) -> RowsReply {
        let Some(answer) = &self.answer else { return RowsReply::default() };
        let rows = match self.rows.take() {
            Some(rows) if rows.are_for(explore) => rows,
            _ => Rows::new(&answer.tree, answer, explore),
        };
        let rows = self.rows.insert(rows);
        let revealed = explore.reveal.as_deref().and_then(|path| rows.find(&answer.tree, path));
        let from = match revealed {
            Some(row) => row.saturating_sub(explore.count / 2),
            None => explore.from,
        };
        RowsReply {
            revisions: self.revisions,
            total: rows.len(),
            files: rows.files(),
            from: from.min(rows.len()),
            rows: rows.window(&answer.tree, answer, from, explore.count),
            revealed,
        }
    }

    fn explain(&self, path: String) -> protocol::Explanation {
        let mut explanation = match &self.answer {
            Some(answer) => explain::explain(answer, &path),
            None => protocol::Explanation::default(),
        };
        explanation.revisions = self.revisions;
        explanation.path = path;
        explanation
    }

    fn advise(&self) -> Advice {
        let problems = self.answer.as_ref().map(|answer| {
            advice::lint(&self.rules_text, &self.rules, &answer.tree, &answer.routing)
        });
        let problems = problems.unwrap_or_default();
        Advice {
            revisions: self.revisions,
            problem_count: problems.len() as u32,
            problems: reports::problems(&self.rules_text, &problems),
        }
    }

    fn give(&self, path: &str, owner: &str) -> Option<FixReport> {
        let answer = self.answer.as_ref()?;
        let owner = match owner.trim().strip_prefix('#') {
            Some(team) => Owner::Team(team.to_owned()),
            None => Owner::User(owner.trim().to_lowercase()),
        };
        let (text, tree) = (self.rules_text.as_str(), &answer.tree);
        let fix = if path.is_empty() {
            advice::add_catch_all(&owner, text)
        } else {
            let file = explain::find_file(tree, path).map(Target::File);
            let target = file.or_else(|| tree.find_folder(path).map(Target::Folder))?;
            advice::make_rule_for(target, &owner, text, tree, &answer.routing)
        };
        fix.map(|fix| reports::fix(&fix, &LineIndex::new(text)))
    }

    fn pack(&self, choices: Choices) -> Reply {
        let (tree, rules) = (self.tree_text.clone(), self.rules_text.clone());
        Reply::Packed { fragment: link::encode(&Plan { tree, rules, choices }) }
    }
}

/// Whether two lists of rules answer alike, wherever they stand.
fn same(one: &[Rule], other: &[Rule]) -> bool {
    let alike = |(one, other): (&Rule, &Rule)| {
        one.matcher == other.matcher && one.owners == other.owners && one.source == other.source
    };
    one.len() == other.len() && one.iter().zip(other).all(alike)
}

fn unpack(fragment: &str) -> (Vec<Reply>, Option<String>) {
    match link::decode(fragment) {
        Ok(Plan { tree, rules, choices }) => {
            (vec![Reply::Unpacked(Ok(Unpacked { rules, choices }))], Some(tree))
        }
        Err(error) => (vec![Reply::Unpacked(Err(error.to_string()))], None),
    }
}

fn read_options(options: &TreeOptions) -> ReadOptions {
    use crate::tree::{Format, Noise, Strip};
    let globs = |text: &str| {
        text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
    };
    ReadOptions {
        format: options.format.as_deref().and_then(Format::from_id),
        strip: match options.strip {
            protocol::Strip::Offer => Strip::Offer,
            protocol::Strip::Off => Strip::Common,
            protocol::Strip::Keep => Strip::Keep,
        },
        noise: if options.keep_noise { Noise::Keep } else { Noise::LeaveOut },
        include: globs(&options.include),
        exclude: globs(&options.exclude),
    }
}

impl Answer {
    fn new(tree: Tree, routing: Routing, kept: Option<Routing>) -> Self {
        let edited = kept.map(|kept| Edited::new(&tree, kept, &routing));
        let counts = routing.counts().owners;
        let mut by_share: Vec<OwnerId> = (0..counts.len() as OwnerId).collect();
        by_share.sort_by_key(|&owner| std::cmp::Reverse(counts[owner as usize]));
        let mut place = vec![0; counts.len()];
        for (at, &owner) in (0..).zip(&by_share) {
            place[owner as usize] = at;
        }
        Self { tree, routing, by_share, place, edited }
    }

    fn owner_name(&self, place: u32) -> String {
        let owner = self.by_share[place as usize];
        self.routing.compiled().owners()[owner as usize].to_string()
    }

    fn outcome(&self, at: Position) -> crate::routing::Outcome {
        self.routing.outcome_of(self.routing.set_at()[at as usize])
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
    fn before(&self, at: Position) -> Option<Option<&Owner>> {
        let outcome = self.kept.outcome_of(self.kept.set_at()[at as usize]);
        let owners = self.kept.compiled().owners();
        self.moved[at as usize].then(|| outcome.owner().map(|owner| &owners[owner as usize]))
    }
}

impl Answers for Answer {
    fn moved(&self, at: Position) -> bool {
        self.edited.as_ref().is_some_and(|edited| edited.moved[at as usize])
    }

    fn owner(&self, at: Position) -> Option<u32> {
        self.outcome(at).owner().map(|owner| self.place[owner as usize])
    }

    fn line(&self, at: Position) -> Option<u32> {
        let rule = self.outcome(at).rule()?;
        Some(self.routing.compiled().rules()[rule as usize].line)
    }

    fn owner_named(&self, name: &str) -> Option<u32> {
        let owners = self.routing.compiled().owners();
        let owner = owners.iter().position(|owner| owner.to_string() == name)?;
        Some(self.place[owner])
    }
}
