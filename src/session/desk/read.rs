//! Reading the texts, and routing what was read.

use super::inputs::Follows;
use super::{Answer, Baseline, Desk, reports, views};
use crate::ownership::Rule;
use crate::routing::{Compiled, Routing, route};
use crate::session::protocol::{self, Input, Reply, RoutingReport, TreeOptions, TreeReport};
use crate::session::view_state::read_kept;
use crate::tree::{Compile, Format, Listing, Noise, Paths, ReadOptions, Strip, Tree};
use std::cell::OnceCell;

impl Desk {
    /// Takes a listing, and routes it.
    pub fn read_tree(
        &mut self,
        revision: u32,
        options: TreeOptions,
        text: String,
        globs: Compile,
    ) -> Vec<Reply> {
        self.revisions.tree = revision;
        self.tree_text = text;
        self.tree_options = options;
        let options = read_options(&self.tree_options);
        let listing = crate::tree::read_by(&self.tree_text, &options, globs);
        let report = TreeReport {
            revision,
            files: listing.files.len() as u32,
            skipped: listing.skipped.len() as u32,
            body: views::listing(&self.tree_text, &listing, &self.tree_options),
        };
        let Listing { files, .. } = listing;
        let tree = Tree::new(files);
        vec![Reply::Tree(report), Reply::Routing(self.route(tree))]
    }

    /// Takes what was chosen and seen.
    pub fn take_settings(&mut self, bytes: &[u8]) {
        (self.chosen, self.view_state) = read_kept(bytes);
        self.inputs.import(&self.chosen.settings.codeowners);
    }

    /// Takes one of the texts that routing follows from. `kept`: it is what later edits are
    /// compared with.
    pub fn read_input(
        &mut self,
        input: Input,
        revision: u32,
        text: String,
        kept: bool,
    ) -> Vec<Reply> {
        self.revisions.set(input, revision);
        let follows = self.inputs.read(input, text, &self.chosen.settings.codeowners);
        let mut replies = vec![Reply::Input(reports::input(&self.inputs, input, revision))];
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

    /// Routes a tree afresh.
    fn route(&mut self, tree: Tree) -> RoutingReport {
        self.guesses = OnceCell::new();
        let options = self.inputs.options(&self.chosen.settings.codeowners);
        let fresh = |rules: &[Rule]| route(&tree, Compiled::new(rules), options.clone());
        let rules = self.inputs.all_rules();
        let routing = fresh(&rules);
        let before = (!same(&self.baseline.rules, &rules)).then(|| fresh(&self.baseline.rules));
        self.answer_with(tree, routing, before)
    }

    /// Routes the same tree by other rules, or by other paths in frames.
    pub(super) fn reroute(&mut self, follows: Follows, kept: bool) -> RoutingReport {
        let rules = self.inputs.all_rules();
        if kept {
            self.compare_with(rules.clone());
        }
        let options = self.inputs.options(&self.chosen.settings.codeowners);
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
        // Until the first edit the last answer is the baseline.
        let before = edited.map_or(routing, |edited| edited.kept);
        let unedited =
            kept || same(&self.baseline.rules, &rules) && before.options() == updated.options();
        self.answer_with(tree, updated, (!unedited).then_some(before))
    }

    /// Later edits are compared with the rules as they stand.
    pub fn keep(&mut self) -> RoutingReport {
        self.compare_with(self.inputs.all_rules());
        match self.answer.take() {
            Some(answer) => self.answer_with(answer.tree, answer.routing, None),
            None => RoutingReport::default(),
        }
    }

    fn compare_with(&mut self, rules: Vec<Rule>) {
        self.baseline = Baseline {
            rules,
            texts: Input::ALL.map(|input| self.inputs.text(input).to_owned()),
            settings: self.chosen.settings.codeowners.clone(),
        };
    }

    pub(super) fn answer_with(
        &mut self,
        tree: Tree,
        routing: Routing,
        before: Option<Routing>,
    ) -> RoutingReport {
        self.answer = Some(Answer::new(tree, routing, before));
        self.in_frames = None;
        self.answers += 1;
        self.weighed = None;
        self.rows = None;
        self.advice = OnceCell::new();
        self.routing_report()
    }
}

/// Whether two lists of rules answer alike, wherever they stand.
fn same(one: &[Rule], other: &[Rule]) -> bool {
    let alike = |(one, other): (&Rule, &Rule)| {
        one.matcher == other.matcher && one.owners == other.owners && one.source == other.source
    };
    one.len() == other.len() && one.iter().zip(other).all(alike)
}

/// The engine's options for what the page chose.
pub fn read_options(options: &TreeOptions) -> ReadOptions {
    let globs = |text: &str| {
        text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
    };
    ReadOptions {
        format: options.format.as_deref().and_then(Format::from_id),
        column: options.column,
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
