//! Showing what was found: rows, reasons, advice, views.

use super::explorer::Rows;
use super::kinds::{Advised, kinds};
use super::{Answer, Desk, Explanation, completions, explain, reports, views};
use crate::advice::{Advice as Found, File, Setup, advise};
use crate::routing::guess_mappings;
use crate::session::parts::{DeskView, RoutingInput};
use crate::session::protocol::{
    self, About, Advice, Completing, Explore, Filter, Input, Mark, Node, Reply, Rows as RowsReply,
    View, ViewReport,
};

impl Desk {
    /// A window of the explorer's rows.
    pub fn explore(&mut self, explore: &Explore) -> RowsReply {
        let rows = self.rows.take().filter(|rows| rows.are_for(explore));
        // What edits move is known of the repository's paths.
        let filter = match &explore.filter {
            Filter::Within(within) => &within.of,
            filter => filter,
        };
        let shown = match filter {
            Filter::Moved => self.answer.as_ref(),
            Filter::All
            | Filter::Owner(_)
            | Filter::Nobody
            | Filter::Rule(..)
            | Filter::Unowned
            | Filter::Unmatched
            | Filter::Disputed
            | Filter::Elsewhere
            | Filter::Within(_) => self.answer_shown(),
        };
        let Some(answer) = shown else { return RowsReply::default() };
        if *filter == Filter::Disputed {
            // Found when first asked for; the rows read it.
            answer.disputes(&self.inputs.host, &self.inputs.people.names);
        }
        let mut rows = rows.unwrap_or_else(|| Rows::new(&answer.tree, answer, explore));
        let revealed = explore.reveal.as_deref().and_then(|path| rows.find(&answer.tree, path));
        let from = match revealed {
            Some(row) => row.saturating_sub(explore.count / 2),
            None => explore.from,
        };
        let reply = RowsReply {
            revisions: self.revisions,
            total: rows.len(),
            files: rows.files(),
            from: from.min(rows.len()),
            rows: rows.window(&answer.tree, answer, from, explore.count),
            revealed,
        };
        self.rows = Some(rows);
        reply
    }

    /// Why a path goes where it goes.
    pub fn explain(&self, path: &str) -> Explanation {
        let Some(answer) = &self.answer else { return Explanation::default() };
        explain::explain(answer, &self.inputs, path)
    }

    /// The same, drawn.
    pub fn explained(&self, path: String) -> protocol::Explanation {
        let explanation = self.explain(&path);
        let words = if self.reasons.0 == path { self.reasons.1.as_str() } else { "" };
        protocol::Explanation {
            revisions: self.revisions,
            marks: explanation.marks(),
            body: views::explanation(self.answer.as_ref(), &explanation, &path, words),
            path,
        }
    }

    /// Who gets how much of the whole tree, by which rules.
    pub fn explain_all(&self) -> Explanation {
        self.answer.as_ref().map_or_else(Explanation::default, explain::explain_all)
    }

    /// What could be typed next in the rules.
    pub fn complete(&self, id: u32, kind: Completing, prefix: &str) -> Reply {
        let tree = self.answer.as_ref().map(|answer| &answer.tree);
        let items = completions::propose(tree, &self.inputs.rules, kind, prefix);
        Reply::Completions { id, items }
    }

    /// A view, which is in sight from now on, unless it stands under an input.
    pub fn view(&mut self, view: DeskView) -> Reply {
        if !matches!(view, DeskView::Under(_)) {
            self.in_sight = view.into();
        }
        self.shown(view)
    }

    /// The same, while another may be in sight.
    pub fn shown(&self, view: DeskView) -> Reply {
        let body = match &self.answer {
            Some(answer) => self.draw(answer, view),
            None => Vec::new(),
        };
        self.drawn(view.into(), body, Vec::new())
    }

    /// A view that is drawn, with the lines that it is about.
    pub fn drawn(&self, view: View, mut body: Vec<Node>, marks: Vec<Mark>) -> Reply {
        if self.answer.as_ref().is_some_and(|it| !it.tree.is_empty()) {
            body.extend(views::limits(view));
        }
        let folder = self.folder_of(view).cloned();
        Reply::View(ViewReport { revisions: self.revisions, view, folder, body, marks })
    }

    /// The folder that a view is of, if it can be of one.
    fn folder_of(&self, view: View) -> Option<&String> {
        match view {
            View::Coverage => Some(&self.view_state.folder),
            View::Map => Some(&self.view_state.map.folder),
            View::Under(_)
            | View::Review
            | View::Simulate
            | View::Projects
            | View::Playbook
            | View::Export
            | View::Compare => None,
        }
    }

    fn draw(&self, answer: &Answer, view: DeskView) -> Vec<Node> {
        let (inputs, settings) = (&self.inputs, &self.chosen.settings.codeowners);
        match view {
            DeskView::Under(input) => {
                let mut body = match input {
                    RoutingInput::Rules => Vec::new(),
                    RoutingInput::Codeowners => views::codeowners(inputs, settings),
                    RoutingInput::Mappings => {
                        let guess = || guess_mappings(&answer.tree);
                        views::mappings(inputs, self.guesses.get_or_init(guess))
                    }
                    RoutingInput::People => views::people(inputs),
                };
                let input = Input::from(input);
                let (problems, all) = self.advise().about(input);
                let kinds = self.advised().kinds(input);
                let weighed = self.weighed.as_ref().filter(|it| it.input == input);
                let explained = self.explained_of(input).and_then(|at| {
                    let code = &problems.get(at)?.code;
                    Some((at, (self.pages.0)(code)?))
                });
                body.extend(views::problems(
                    input,
                    problems,
                    &views::Context { all, kinds: &kinds, explained, weighed },
                ));
                body
            }
            DeskView::Coverage => {
                let shown = self.answer_shown().unwrap_or(answer);
                with_line(self.paths_line(), views::coverage(shown, &self.view_state.folder))
            }
            DeskView::Review => {
                let shown = self.answer_shown().unwrap_or(answer);
                with_line(self.paths_line(), views::review(shown, inputs))
            }
        }
    }

    /// The number of the problem of an input whose code is explained.
    pub fn explained_of(&self, input: Input) -> Option<usize> {
        self.explained_problem.filter(|(of, _)| *of == input).map(|(_, at)| at)
    }

    /// What there is to say about rules, CODEOWNERS file, teams and mappings.
    pub fn advise(&self) -> &Advice {
        &self.advised().report
    }

    /// The same with all of it, the many beside the gravest.
    pub fn advised(&self) -> &Advised {
        self.advice.get_or_init(|| self.find_advice())
    }

    fn find_advice(&self) -> Advised {
        let Some(answer) = &self.answer else {
            return Advised { report: Advice::default(), found: Found::default() };
        };
        let inputs = &self.inputs;
        let codeowners = inputs.text(Input::Codeowners);
        let (import, host) = (&inputs.import, &inputs.host.problems);
        let found = advise(&Setup {
            rules: inputs.text(Input::Rules),
            parsed: &inputs.rules,
            codeowners: (!codeowners.is_empty()).then_some(File { text: codeowners, import, host }),
            tree: &answer.tree,
            routing: &answer.routing,
            directory: &inputs.directory(),
            people: &inputs.people,
            mappings: &inputs.mapping_list,
        });
        let mut advised = Advised { report: Advice::default(), found };
        let about = |input: Input| {
            let problems = advised.all(input);
            let listed = reports::problems(inputs.text(input), problems);
            About { listed, count: problems.len() as u32, kinds: kinds(problems).len() as u32 }
        };
        advised.report = Advice { revisions: self.revisions, inputs: Input::ALL.map(about).into() };
        advised
    }
}

/// A view with a line below its first sentence.
fn with_line(line: Option<Node>, mut body: Vec<Node>) -> Vec<Node> {
    if let Some(line) = line {
        body.insert(body.len().min(1), line);
    }
    body
}
