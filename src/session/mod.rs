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

use crate::link::{self, Plan};
use crate::ownership::{self, Parsed};
use crate::routing::{Compiled, Options, OwnerId, Routing, route};
use crate::tree::{Listing, Paths, Position, ReadOptions, Tree};
use explorer::{Answers, Rows};
use protocol::{
    Choices, Explore, Reply, Request, Revisions, RoutingReport, Rows as RowsReply, TreeOptions,
    Unpacked,
};

/// What one open page works on.
#[derive(Default)]
pub struct Session {
    revisions: Revisions,
    tree_text: String,
    tree_options: TreeOptions,
    rules_text: String,
    rules: Parsed,
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
            Request::Rules { revision } => {
                self.revisions.rules = revision;
                self.rules_text = text.unwrap_or_default();
                (self.read_rules(), None)
            }
            Request::Explore(explore) => (vec![Reply::Rows(self.explore(&explore))], None),
            Request::Explain { path } => (vec![Reply::Explanation(self.explain(path))], None),
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
        let routing = self.route(Tree::new(files));
        vec![Reply::Tree(report), Reply::Routing(routing)]
    }

    fn read_rules(&mut self) -> Vec<Reply> {
        self.rules = ownership::parse(&self.rules_text);
        let report = reports::rules(&self.rules_text, &self.rules, self.revisions.rules);
        let tree = self.answer.take().map(|answer| answer.tree);
        let routing = self.route(tree.unwrap_or_else(|| Tree::new(Paths::default())));
        vec![Reply::Rules(report), Reply::Routing(routing)]
    }

    fn route(&mut self, tree: Tree) -> RoutingReport {
        let compiled = Compiled::new(self.rules.rules.clone());
        let routing = route(&tree, compiled, Options::default());
        let answer = Answer::new(tree, routing);
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

    fn pack(&self, choices: Choices) -> Reply {
        let (tree, rules) = (self.tree_text.clone(), self.rules_text.clone());
        Reply::Packed { fragment: link::encode(&Plan { tree, rules, choices }) }
    }
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
    fn new(tree: Tree, routing: Routing) -> Self {
        let counts = routing.counts().owners;
        let mut by_share: Vec<OwnerId> = (0..counts.len() as OwnerId).collect();
        by_share.sort_by_key(|&owner| std::cmp::Reverse(counts[owner as usize]));
        let mut place = vec![0; counts.len()];
        for (at, &owner) in (0..).zip(&by_share) {
            place[owner as usize] = at;
        }
        Self { tree, routing, by_share, place }
    }

    fn owner_name(&self, place: u32) -> String {
        let owner = self.by_share[place as usize];
        self.routing.compiled().owners()[owner as usize].to_string()
    }

    fn outcome(&self, at: Position) -> crate::routing::Outcome {
        self.routing.outcome_of(self.routing.set_at()[at as usize])
    }
}

impl Answers for Answer {
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
