//! What the worker answered, taken: what is of older inputs is dropped.

use super::steps::{Kind, Place};
use super::{Action, Effect, Naming, Notice, Origin, Outcomes, Said, State, Text, TextInput};
use crate::session::protocol::{
    About, Advice, Answer, Explanation, Input, Intent, Opened, Reply, Request, Revisions,
    RoutingReport, Rows, View, ViewReport,
};
use std::rc::Rc;

impl State {
    pub(super) fn answer(&mut self, answer: Answer, mut text: Option<Text>) -> Vec<Effect> {
        let mut effects = Vec::new();
        let step = answer.step;
        for reply in answer.replies {
            match reply {
                Reply::Tree(report) if report.revision == self.tree.revision => {
                    self.tree.report = Rc::new(report);
                }
                Reply::Input(mut report) => {
                    let input = &mut self.inputs[report.input as usize];
                    if report.revision == input.revision {
                        let problems = std::mem::take(&mut report.problems);
                        if report.input == Input::Event {
                            // Nobody else says anything about it.
                            input.say(About {
                                listed: problems,
                                count: report.problem_count,
                                kinds: 0,
                            });
                        }
                        input.report = Rc::new(report);
                    }
                }
                Reply::Routing(mut report) => {
                    if report.revisions == self.revisions() {
                        self.routed = report.revisions;
                        self.micros = std::mem::take(&mut report.micros);
                        self.take_outcomes(std::mem::take(&mut report.outcomes));
                        put(&mut self.routing, report);
                        effects.push(Effect::Send(Request::Explore(self.explore.clone())));
                        // Asked once; scrolling on must not jump back.
                        self.explore.reveal = None;
                        effects.extend(self.explain());
                        effects.push(Effect::Send(Request::Advise));
                        let views = [Some(View::Under(self.input)), self.view];
                        let views = views.into_iter().flatten();
                        effects.extend(views.map(|view| Effect::Send(Request::View(view))));
                    }
                }
                Reply::Rows(rows) if rows.revisions == self.revisions() => {
                    put(&mut self.rows, rows);
                    self.owners = self.routing.clone();
                }
                Reply::Explanation(explanation)
                    if explanation.revisions == self.revisions()
                        && explanation.path == self.selected =>
                {
                    if self.view != Some(View::Simulate) {
                        self.marks = Rc::new(explanation.marks.clone());
                    }
                    put(&mut self.explanation, explanation);
                }
                Reply::Advice(advice) if advice.revisions == self.revisions() => {
                    self.take_advice(advice);
                }
                Reply::View(report) if report.revisions == self.revisions() => {
                    if report.view == View::Under(self.input) {
                        put(&mut self.under, report);
                    } else if Some(report.view) == self.view {
                        if report.view == View::Simulate {
                            self.marks = Rc::new(report.marks.clone());
                        }
                        if !self.folder_awaited || self.folder == report.folder {
                            self.folder_awaited = false;
                            self.folder.clone_from(&report.folder);
                        }
                        put(&mut self.drawn, report);
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
                    if self.settings == settings {
                        continue;
                    }
                    match &step {
                        // A choice makes somebody's texts the user's own, as typing does.
                        Some(words) => {
                            self.step(words, Place::View(self.view), Kind::Changed);
                            self.told = None;
                            self.settings = settings;
                            effects.extend(self.keep());
                        }
                        None => effects.extend(self.saw(settings)),
                    }
                }
                Reply::Moves(words) => self.moves = words,
                Reply::IsFile => effects.extend(self.recognised_file()),
                Reply::Recognised(input) => effects.extend(self.recognised(input)),
                Reply::ReadTree(options) => effects.extend(self.apply(Action::ReadTree(options))),
                Reply::Show(filter) => {
                    effects.extend(self.use_element(Intent::Filter(filter), String::new()));
                }
                Reply::Completions { id, items } => effects.push(Effect::Complete(id, items)),
                Reply::Packed { fragment } => self.link = Some(fragment),
                Reply::Unpacked(Ok(unpacked)) => {
                    let tree = text.take().unwrap_or_default();
                    effects.push(Effect::Unpack(unpacked, tree, Origin::Link));
                }
                Reply::File(Ok(Opened { name, remark, unpacked })) => {
                    let tree = text.take().unwrap_or_default();
                    self.opened_file(name, remark);
                    effects.push(Effect::Unpack(unpacked, tree, Origin::User));
                }
                Reply::File(Err(reason)) => {
                    self.file = None;
                    self.notice = Some(Notice {
                        text: format!("This file can’t be read: {reason}"),
                        warning: true,
                    });
                }
                // Of older inputs, what was typed since would be lost; one can press again.
                Reply::Repository { revisions, unpacked } if revisions == self.revisions() => {
                    let tree = text.take().unwrap_or_default();
                    self.naming = step.clone().map(Naming::Repository);
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

    /// What is to be said about the inputs as they stand; nothing is said about the error here.
    fn take_advice(&mut self, advice: Advice) {
        let inputs = Input::ALL.into_iter().zip(advice.inputs);
        for (input, about) in inputs.filter(|(input, _)| *input != Input::Event) {
            self.inputs[input as usize].say(about);
        }
    }

    fn take_outcomes(&mut self, outcomes: Vec<String>) {
        for (input, json) in self.inputs.iter_mut().zip(outcomes) {
            let outcomes = Outcomes { revision: input.revision, json };
            if *input.outcomes != outcomes {
                input.outcomes = Rc::new(outcomes);
            }
        }
    }
}

impl TextInput {
    /// Takes what is to be said about the text as it stands.
    fn say(&mut self, about: About) {
        let About { listed: problems, count, kinds } = about;
        let said = Said { revision: self.revision, problems, count, kinds };
        if *self.said != said {
            self.said = Rc::new(said);
        }
    }
}

/// Puts a report in the place of another, unless it says the same of other inputs: then what is
/// drawn from it stands.
fn put<R: OfInputs + PartialEq>(place: &mut Rc<R>, mut report: R) {
    let (now, before) = (report.revisions(), place.revisions());
    report.set_revisions(before);
    if before == Revisions::default() || report != **place {
        report.set_revisions(now);
        *place = Rc::new(report);
    }
}

/// What is made from certain inputs.
trait OfInputs {
    fn revisions(&self) -> Revisions;
    fn set_revisions(&mut self, revisions: Revisions);
}

macro_rules! of_inputs {
    ($($report:ty),+) => {$(
        impl OfInputs for $report {
            fn revisions(&self) -> Revisions {
                self.revisions
            }

            fn set_revisions(&mut self, revisions: Revisions) {
                self.revisions = revisions;
            }
        }
    )+};
}

of_inputs!(Explanation, RoutingReport, Rows, ViewReport);
