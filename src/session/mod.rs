//! What one open page works on: its texts, and all that follows from them.
//!
//! [`Session`] is the engine's side of the page: it takes the [`protocol`]'s requests
//! and answers them. It knows nothing of browsers; the engine's worker puts it into one.
//!
//! Each input is read when it changes and only then; routing follows either. Rows of
//! the explorer are found when first asked for, and kept while only the window moves.

pub mod protocol;

mod act;
mod answer;
mod completions;
mod draw;
mod event;
mod evidence;
mod explain;
mod explorer;
mod export;
mod files;
mod inputs;
mod plan;
mod reports;
mod repositories;
mod settings;
mod trials;
mod views;

pub use explain::{Explanation, NearMiss, Place, Reviewed, RuleVerdict};
pub use repositories::{MOST_REPOSITORIES, OtherRepository};
pub use settings::{Assignment, Command, Settings};
pub use trials::Trial;

use crate::advice;
use crate::link;
use crate::ownership::Rule;
use crate::projects::Plan;
use crate::routing::{Compiled, Routing, mapping_list, route};
use crate::text::Problem;
use crate::tree::{Listing, Paths, ReadOptions, Tree};
use answer::Answer;
use event::Errors;
use explorer::Rows;
use inputs::{Follows, Inputs};
use protocol::{
    Advice, Explore, Filter, Input, ProblemReport, Reply, Request, Revisions, RoutingReport,
    Rows as RowsReply, TreeOptions, TreeReport, Unpacked, View, ViewReport,
};
use std::cell::OnceCell;
use trials::Trials;

/// What one open page works on.
#[derive(Default)]
pub struct Session {
    revisions: Revisions,
    tree_text: String,
    tree_options: TreeOptions,
    inputs: Inputs,
    errors: Errors,
    /// The rule whose frames are lit up; none for the one that decides.
    lit: Option<(Input, u32)>,
    settings: Settings,
    /// The rules that edits are compared with.
    kept_rules: Vec<Rule>,
    answer: Option<Answer>,
    rows: Option<Rows>,
    /// What is to be said about the answer; found when first asked for.
    advice: OnceCell<Advice>,
    /// The problem whose code is explained: its number in the list of an input.
    explained_problem: Option<(Input, usize)>,
    /// The proposed split; made when first asked for.
    planned: OnceCell<Plan>,
    /// What is planned for the other repositories; made when first asked for.
    other_plans: repositories::OtherPlans,
    /// The file whose contents are about to be given.
    asked: Option<String>,
    /// The view that was last asked for, beside the explorer.
    in_sight: View,
    /// What is tried out in the playbook's testers.
    trials: Trials,
}

/// What is answered: replies, and a text that travels beside them.
type Answered = (Vec<Reply>, Option<String>);

/// Answering
impl Session {
    /// Answers one request. `text` is what travelled beside it; a text may travel back.
    pub fn handle(&mut self, request: Request, text: Option<String>) -> Answered {
        let replies = match request {
            Request::Tree { revision, options } => {
                self.revisions.tree = revision;
                self.tree_text = text.unwrap_or_default();
                self.tree_options = options;
                self.read_tree()
            }
            Request::Input { input, revision, kept } => {
                self.revisions.set(input, revision);
                self.read_input(input, revision, text.unwrap_or_default(), kept)
            }
            Request::Settings(bytes) => {
                self.settings = Settings::from_bytes(&bytes);
                self.planned = OnceCell::new();
                self.inputs.import(&self.settings);
                self.errors = self.errors_of_text();
                Vec::new()
            }
            Request::Keep => vec![Reply::Routing(self.keep())],
            Request::Explore(explore) => vec![Reply::Rows(self.explore(&explore))],
            Request::Explain { path } => vec![Reply::Explanation(self.explained(path))],
            Request::Advise => vec![Reply::Advice(self.advise().clone())],
            Request::View(view) => {
                if !matches!(view, View::Under(_)) {
                    self.in_sight = view;
                }
                vec![Reply::View(self.view(view))]
            }
            Request::Do { command, text } => match protocol::decode(&command) {
                Some(command) => match self.change_repository(&command, &text) {
                    Some(answered) => return answered,
                    None => self.carry_out(command, &text),
                },
                None => Vec::new(),
            },
            Request::Contents(json) => self.read_contents(&json),
            Request::Complete { id, kind, prefix } => {
                let tree = self.answer.as_ref().map(|answer| &answer.tree);
                let items = completions::propose(tree, &self.inputs.rules, kind, &prefix);
                vec![Reply::Completions { id, items }]
            }
            Request::Pack { choices } => vec![self.pack(choices)],
            Request::Unpack { fragment } => return unpack(&fragment),
        };
        (replies, None)
    }
}

/// Reading
impl Session {
    fn read_tree(&mut self) -> Vec<Reply> {
        let listing = crate::tree::read(&self.tree_text, &read_options(&self.tree_options));
        let report = TreeReport {
            revision: self.revisions.tree,
            files: listing.files.len() as u32,
            skipped: listing.skipped.len() as u32,
            body: views::listing(&self.tree_text, &listing, &self.tree_options),
        };
        let Listing { files, .. } = listing;
        let tree = Tree::new(files);
        vec![Reply::Tree(report), Reply::Routing(self.route(tree))]
    }

    /// Routes a tree afresh.
    fn route(&mut self, tree: Tree) -> RoutingReport {
        let options = self.inputs.options(&self.settings);
        let fresh = |rules: &[Rule]| route(&tree, Compiled::new(rules), options.clone());
        let rules = self.inputs.all_rules();
        let routing = fresh(&rules);
        let kept = (!same(&self.kept_rules, &rules)).then(|| fresh(&self.kept_rules));
        self.answer_with(tree, routing, kept)
    }

    fn read_input(&mut self, input: Input, revision: u32, text: String, kept: bool) -> Vec<Reply> {
        if input == Input::Event && !kept && self.inputs.text(input) != text {
            // What was chosen was about another error.
            self.settings.case = None;
            self.settings.switched.clear();
            self.settings.placed.clear();
        }
        let follows = self.inputs.read(input, text, &self.settings);
        if input == Input::Event {
            let mut replies = self.read_errors(revision);
            if !kept {
                replies.push(self.kept_settings());
            }
            return replies;
        }
        let report = reports::input(&self.inputs, input, revision);
        let mut replies = vec![Reply::Input(report)];
        // Who exists, and where the repository lies, is what the others are judged by.
        let judged: &[Input] = match input {
            Input::People => &[Input::Rules, Input::Codeowners],
            Input::Mappings => &[Input::Codeowners],
            Input::Rules | Input::Codeowners | Input::Event => &[],
        };
        replies.extend(judged.iter().map(|&it| self.report(it)));
        if follows != Follows::Nothing {
            replies.push(Reply::Routing(self.reroute(follows, kept)));
        }
        replies
    }

    fn errors_of_text(&self) -> Errors {
        let tree = self.answer.as_ref().map(|answer| &answer.tree);
        event::read(self.inputs.text(Input::Event), &self.settings, tree)
    }

    fn read_errors(&mut self, revision: u32) -> Vec<Reply> {
        self.errors = self.errors_of_text();
        self.lit = None;
        let report = reports::errors(&self.inputs, &self.errors, revision);
        let views = [View::Under(Input::Event), View::Simulate];
        let views = views.map(|view| Reply::View(self.view(view)));
        let views = views.into_iter().chain(self.compared());
        std::iter::once(Reply::Input(report)).chain(views).collect()
    }

    /// The view that compares by the errors there are, if it is in sight.
    fn compared(&self) -> Option<Reply> {
        (self.in_sight == View::Compare).then(|| Reply::View(self.view(View::Compare)))
    }

    /// Routes the same tree by other rules, or by other paths in frames.
    fn reroute(&mut self, follows: Follows, kept: bool) -> RoutingReport {
        let rules = self.inputs.all_rules();
        if kept {
            self.kept_rules.clone_from(&rules);
        }
        let options = self.inputs.options(&self.settings);
        let Some(Answer { tree, routing, edited, .. }) = self.answer.take() else {
            let tree = Tree::new(Paths::default());
            let routing = route(&tree, Compiled::new(rules), options);
            return self.answer_with(tree, routing, None);
        };
        let moved_frames = follows == Follows::Frames || *routing.options() != options;
        let updated = if moved_frames {
            route(&tree, Compiled::new(rules.as_slice()), options)
        } else {
            routing.update(&tree, rules.as_slice())
        };
        // Until the first edit the last answer is the kept one.
        let before = edited.map_or(routing, |edited| edited.kept);
        let unedited =
            kept || same(&self.kept_rules, &rules) && before.options() == updated.options();
        self.answer_with(tree, updated, (!unedited).then_some(before))
    }

    fn keep(&mut self) -> RoutingReport {
        self.kept_rules = self.inputs.all_rules();
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
        let report = reports::routing(&answer, &self.inputs, self.revisions);
        self.answer = Some(answer);
        self.rows = None;
        self.advice = OnceCell::new();
        self.planned = OnceCell::new();
        if self.settings.invented.is_some() {
            self.errors = self.errors_of_text();
        }
        report
    }
}

/// Showing
impl Session {
    fn explore(&mut self, explore: &Explore) -> RowsReply {
        let Some(answer) = &self.answer else { return RowsReply::default() };
        if explore.filter == Filter::Disputed {
            // Found when first asked for; the rows read it.
            answer.disputes(&self.inputs.host, &self.inputs.people.names);
        }
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

    /// Why a path goes where it goes.
    #[must_use]
    pub fn explain(&self, path: &str) -> Explanation {
        let Some(answer) = &self.answer else { return Explanation::default() };
        explain::explain(answer, &self.inputs, path)
    }

    fn explained(&self, path: String) -> protocol::Explanation {
        let explanation = self.explain(&path);
        protocol::Explanation {
            revisions: self.revisions,
            marks: explanation.marks(),
            body: views::explanation(self.answer.as_ref(), &explanation, &path),
            path,
        }
    }

    fn view(&self, view: View) -> ViewReport {
        let (body, marks) = views::draw(self, view);
        ViewReport { revisions: self.revisions, view, body, marks }
    }

    fn advise(&self) -> &Advice {
        self.advice.get_or_init(|| self.find_advice())
    }

    /// All there is to say about an input, in the order of its text, what has no place
    /// last; and how much there is.
    fn remarks(&self, input: Input) -> (Vec<ProblemReport>, u32) {
        let report = reports::input(&self.inputs, input, 0);
        let (lints, more) = self.advise().about(input);
        let mut all = report.problems;
        all.extend_from_slice(lints);
        all.sort_by_key(|problem| (problem.line == 0, problem.from));
        (all, report.problem_count + more)
    }

    fn find_advice(&self) -> Advice {
        let Some(answer) = &self.answer else { return Advice::default() };
        let about = |input: Input| {
            let problems = self.lints(input, answer);
            let count = problems.len() as u32;
            (reports::problems(self.inputs.text(input), &problems), count)
        };
        Advice { revisions: self.revisions, inputs: Input::ALL.map(about).into() }
    }

    fn lints(&self, input: Input, answer: &Answer) -> Vec<Problem> {
        let (tree, routing) = (&answer.tree, &answer.routing);
        let text = self.inputs.text(input);
        match input {
            Input::Rules => advice::lint(text, &self.inputs.rules, tree, routing),
            Input::Codeowners if !text.is_empty() => advice::lint_codeowners(text, tree, routing),
            Input::Mappings => mapping_list::check_tree(&self.inputs.mapping_list.lines, tree),
            _ => Vec::new(),
        }
    }
}

/// Whether two lists of rules answer alike, wherever they stand.
fn same(one: &[Rule], other: &[Rule]) -> bool {
    let alike = |(one, other): (&Rule, &Rule)| {
        one.matcher == other.matcher && one.owners == other.owners && one.source == other.source
    };
    one.len() == other.len() && one.iter().zip(other).all(alike)
}

fn unpack(fragment: &str) -> Answered {
    match link::decode(fragment) {
        Ok(plan) => {
            let (unpacked, tree) = taken_apart(plan);
            (vec![Reply::Unpacked(Ok(unpacked))], Some(tree))
        }
        Err(error) => (vec![Reply::Unpacked(Err(error.to_string()))], None),
    }
}

/// A plan as the page takes it: the tree's text travels beside the rest.
fn taken_apart(plan: link::Plan) -> (Unpacked, String) {
    let inputs = vec![plan.rules, plan.codeowners, plan.mappings, plan.people, plan.event];
    let settings = plan.settings.to_bytes();
    (Unpacked { inputs, settings, choices: plan.choices }, plan.tree)
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
