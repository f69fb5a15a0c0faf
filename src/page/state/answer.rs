//! What the worker answered, taken: what is of older inputs is dropped.

use super::{Action, Effect, Notice, Origin, State, Text};
use crate::session::protocol::{Answer, Reply, Request, View};
use std::rc::Rc;

impl State {
    pub(super) fn answer(&mut self, answer: Answer, mut text: Option<Text>) -> Vec<Effect> {
        let mut effects = Vec::new();
        for reply in answer.replies {
            match reply {
                Reply::Tree(report) if report.revision == self.tree.revision => {
                    self.tree.report = Rc::new(report);
                }
                Reply::Input(report) => {
                    let input = &mut self.inputs[report.input as usize];
                    if report.revision == input.revision {
                        input.report = Rc::new(report);
                    }
                }
                Reply::Routing(report) => {
                    if report.revisions == self.revisions() {
                        self.routing = Rc::new(report);
                        effects.push(Effect::Send(Request::Explore(self.explore.clone())));
                        effects.extend(self.explain());
                        effects.push(Effect::Send(Request::Advise));
                        let views = [Some(View::Under(self.input)), self.view];
                        let views = views.into_iter().flatten();
                        effects.extend(views.map(|view| Effect::Send(Request::View(view))));
                    }
                }
                Reply::Rows(rows) if rows.revisions == self.revisions() => {
                    self.rows = Rc::new(rows);
                }
                Reply::Explanation(explanation)
                    if explanation.revisions == self.revisions()
                        && explanation.path == self.selected =>
                {
                    if self.view != Some(View::Simulate) {
                        self.marks = Rc::new(explanation.marks.clone());
                    }
                    self.explanation = Rc::new(explanation);
                }
                Reply::Advice(advice) if advice.revisions == self.revisions() => {
                    self.advice = Rc::new(advice);
                }
                Reply::View(report) if report.revisions == self.revisions() => {
                    if report.view == View::Under(self.input) {
                        self.under = Rc::new(report);
                    } else if Some(report.view) == self.view {
                        if report.view == View::Simulate {
                            self.marks = Rc::new(report.marks.clone());
                        }
                        self.drawn = Rc::new(report);
                    }
                }
                Reply::Fix { revisions, input, fix } if revisions == self.revisions() => {
                    self.notice = None;
                    effects.extend(self.edit(input, fix));
                }
                Reply::Save(name, kind, text) => {
                    effects.push(Effect::Download(name, kind, text));
                }
                Reply::Say(text, warning) => self.notice = Some(Notice { text, warning }),
                Reply::Settings(settings) => {
                    // A choice makes somebody's texts the user's own, as typing does.
                    if self.settings != settings {
                        self.settings = settings;
                        effects.extend(self.keep());
                    }
                }
                Reply::ReadTree(options) => effects.extend(self.apply(Action::ReadTree(options))),
                Reply::Completions { id, items } => effects.push(Effect::Complete(id, items)),
                Reply::Packed { fragment } => self.link = Some(fragment),
                Reply::Unpacked(Ok(unpacked)) => {
                    let tree = text.take().unwrap_or_default();
                    effects.push(Effect::Unpack(unpacked, tree, Origin::Link));
                }
                // Of older inputs, what was typed since would be lost; one can press again.
                Reply::Repository { revisions, unpacked } if revisions == self.revisions() => {
                    let tree = text.take().unwrap_or_default();
                    effects.push(Effect::Unpack(unpacked, tree, Origin::User));
                }
                Reply::Unpacked(Err(reason)) => {
                    self.notice = Some(Notice {
                        text: format!("This link can't be read: {reason}"),
                        warning: true,
                    });
                }
                // Of older inputs: a newer answer is under way.
                Reply::Tree(_)
                | Reply::Rows(_)
                | Reply::Explanation(_)
                | Reply::Advice(_)
                | Reply::View(_)
                | Reply::Fix { .. }
                | Reply::Repository { .. } => {}
            }
        }
        effects
    }
}
