use super::{
    Action, Effect, Engine, MORE_OWNERS, Notice, OWNERS_AT_FIRST, Origin, Pane, State, Text,
};
use crate::session::protocol::{Answer, Choices, Explore, Filter, Open, Reply, Request, Revisions};
use std::rc::Rc;

impl State {
    /// Takes an action; returns what has to happen outside.
    pub fn apply(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::TypeTree(text) => self.change(|state| state.tree.text = text, Changed::Tree),
            Action::LoadTree(text) => self.change(
                |state| {
                    state.tree.text = text;
                    state.tree.loads += 1;
                },
                Changed::Tree,
            ),
            Action::ReadTree(options) => {
                self.change(|state| state.tree.options = options, Changed::Tree)
            }
            Action::TypeRules(text) => self.change(|state| state.rules.text = text, Changed::Rules),
            Action::Load { tree, rules, choices, origin } => {
                self.load(tree, rules, choices, origin)
            }
            Action::Answer(answer, text) => self.answer(answer, text),
            Action::Restarted => {
                self.engine = Engine::Starting;
                self.send_inputs()
            }
            Action::Fail(reason) => {
                self.engine = Engine::Failed(reason);
                Vec::new()
            }
            Action::Stop => {
                self.engine = Engine::Stopped;
                vec![Effect::Restart]
            }
            Action::Busy(busy) => {
                match self.engine {
                    Engine::Ready if busy => self.engine = Engine::Busy,
                    Engine::Busy | Engine::Starting if !busy => self.engine = Engine::Ready,
                    _ => {}
                }
                Vec::new()
            }
            Action::Select(path) => {
                if self.selected == path {
                    return Vec::new();
                }
                self.selected = path;
                self.explain().into_iter().chain([Effect::Save]).collect()
            }
            Action::Filter(filter) => self.explore(|explore| {
                explore.filter = filter;
                explore.from = 0;
            }),
            Action::Search(search) => {
                // What is found is seen without opening folders; afterwards they are as before.
                match (self.explore.search.is_empty(), search.is_empty()) {
                    (true, false) => {
                        let all = Open::AllBut(Vec::new());
                        self.open_before = Some(std::mem::replace(&mut self.explore.open, all));
                    }
                    (false, true) => {
                        self.explore.open = self.open_before.take().unwrap_or_default();
                    }
                    _ => {}
                }
                self.explore(|explore| {
                    explore.search = search;
                    explore.from = 0;
                })
            }
            Action::Toggle(path) => self.explore(|explore| toggle(&mut explore.open, path)),
            Action::Reveal(path) => {
                open_above(&mut self.explore.open, &path);
                self.explore.reveal = Some(path.clone());
                let sent = Effect::Send(Request::Explore(self.explore.clone()));
                // Asked once; scrolling on must not jump back.
                self.explore.reveal = None;
                let mut effects = self.apply(Action::Select(path));
                effects.push(sent);
                effects
            }
            Action::OpenAll(open) => self.explore(|explore| {
                explore.open = if open { Open::AllBut(Vec::new()) } else { Open::default() };
            }),
            Action::Scroll { from, count } => self.explore(|explore| {
                explore.from = from;
                explore.count = count;
            }),
            Action::Show(pane) => {
                self.pane = pane;
                Vec::new()
            }
            Action::Paint(theme) => {
                self.theme = theme;
                vec![Effect::Paint(theme), Effect::Save]
            }
            Action::GoToLine(line) => {
                self.pane = Pane::Rules;
                vec![Effect::GoToLine(line)]
            }
            Action::Complete { id, kind, prefix } => {
                vec![Effect::Send(Request::Complete { id, kind, prefix })]
            }
            Action::LookUp { at, code } => {
                let shown = self.looked_up.take();
                if shown.is_some_and(|(shown, page)| shown == at && page.code == code) {
                    return Vec::new();
                }
                self.looked_up = Some((at, Rc::default()));
                vec![Effect::Send(Request::Code { code })]
            }
            Action::MoreOwners => {
                self.owners_shown += MORE_OWNERS;
                Vec::new()
            }
            Action::Give { path, owner } if owner.trim().is_empty() => {
                self.notice = Some(Notice {
                    text: format!(
                        "Name a team as `#team`, or a person by address, for {}.",
                        if path.is_empty() { "the rest" } else { &path }
                    ),
                    warning: true,
                });
                Vec::new()
            }
            Action::Give { path, owner } => vec![Effect::Send(Request::Give { path, owner })],
            Action::Keep => {
                let mut effects = Vec::new();
                if self.explore.filter == Filter::Moved {
                    effects = self.apply(Action::Filter(Filter::All));
                }
                effects.push(Effect::Send(Request::Keep));
                effects
            }
            Action::Share => {
                self.link = None;
                vec![Effect::Send(Request::Pack { choices: self.choices() })]
            }
            Action::Say(notice) => {
                self.notice = Some(notice);
                Vec::new()
            }
            Action::Dismiss => {
                self.notice = None;
                Vec::new()
            }
        }
    }

    /// The revisions of the inputs as they stand.
    #[must_use]
    pub fn revisions(&self) -> Revisions {
        Revisions { tree: self.tree.revision, rules: self.rules.revision }
    }

    /// Whether the routing shown is of older inputs.
    #[must_use]
    pub fn stale(&self) -> bool {
        self.routing.revisions != self.revisions()
    }

    /// What the user chose, for a link or the storage.
    #[must_use]
    pub fn choices(&self) -> Choices {
        Choices { tree: self.tree.options.clone(), selected: self.selected.clone() }
    }
}

#[derive(Clone, Copy)]
enum Changed {
    Tree,
    Rules,
}

/// Steps
impl State {
    fn change(&mut self, change: impl FnOnce(&mut Self), what: Changed) -> Vec<Effect> {
        let mut effects = Vec::new();
        if self.origin == Origin::Link {
            effects.push(Effect::PutAside);
        }
        self.origin = Origin::User;
        self.link = None;
        change(self);
        let (changed, sent) = match what {
            Changed::Tree => (&mut self.tree.revision, Self::send_tree as fn(&Self) -> Effect),
            Changed::Rules => (&mut self.rules.revision, Self::send_rules as fn(&Self) -> Effect),
        };
        *changed += 1;
        if self.revive() {
            effects.extend(self.send_inputs());
        } else {
            effects.push(sent(self));
        }
        effects.push(Effect::Save);
        effects
    }

    fn load(&mut self, tree: Text, rules: Text, choices: Choices, origin: Origin) -> Vec<Effect> {
        self.tree.text = tree;
        self.tree.options = choices.tree;
        self.tree.loads += 1;
        self.tree.revision += 1;
        self.rules.text = rules;
        self.rules.loads += 1;
        self.rules.revision += 1;
        self.rules.kept_revision = self.rules.revision;
        self.owners_shown = OWNERS_AT_FIRST;
        self.selected = choices.selected;
        let count = self.explore.count;
        self.explore = Explore { count, ..Explore::default() };
        open_above(&mut self.explore.open, &self.selected);
        self.link = None;
        let save = origin == Origin::User;
        self.origin = origin;
        self.revive();
        let mut effects = self.send_inputs();
        if save {
            effects.push(Effect::Save);
        }
        effects
    }

    /// After a stop or a failure, changed inputs are tried again: true if so. The
    /// fresh worker knows neither text then.
    fn revive(&mut self) -> bool {
        let stopped = matches!(self.engine, Engine::Stopped | Engine::Failed(_));
        if stopped {
            self.engine = Engine::Starting;
        }
        stopped
    }

    fn answer(&mut self, answer: Answer, mut text: Option<Text>) -> Vec<Effect> {
        let mut effects = Vec::new();
        for reply in answer.replies {
            match reply {
                Reply::Tree(report) if report.revision == self.tree.revision => {
                    self.tree.report = Rc::new(report);
                }
                Reply::Rules(report) if report.revision == self.rules.revision => {
                    self.rules.report = Rc::new(report);
                }
                Reply::Routing(report) => {
                    if report.revisions == self.revisions() {
                        self.routing = Rc::new(report);
                        effects.push(Effect::Send(Request::Explore(self.explore.clone())));
                        effects.extend(self.explain());
                        effects.push(Effect::Send(Request::Advise));
                    }
                }
                Reply::Rows(rows) if rows.revisions == self.revisions() => {
                    self.rows = Rc::new(rows);
                }
                Reply::Explanation(explanation)
                    if explanation.revisions == self.revisions()
                        && explanation.path == self.selected =>
                {
                    self.explanation = Rc::new(explanation);
                }
                Reply::Advice(advice) if advice.revisions == self.revisions() => {
                    self.advice = Rc::new(advice);
                }
                Reply::Fix { revisions, fix: Some(fix) } if revisions == self.revisions() => {
                    self.notice = None;
                    effects.push(Effect::Edit(fix));
                }
                Reply::Fix { revisions, fix: None } if revisions == self.revisions() => {
                    self.notice = Some(Notice {
                        text: "No rule is needed: it goes there already.".into(),
                        warning: false,
                    });
                }
                Reply::Code(page) => {
                    self.looked_up =
                        self.looked_up.take().zip(page).map(|((at, _), page)| (at, Rc::new(page)));
                }
                Reply::Completions { id, items } => effects.push(Effect::Complete(id, items)),
                Reply::Packed { fragment } => self.link = Some(fragment),
                Reply::Unpacked(Ok(unpacked)) => {
                    effects.push(Effect::Unpack(unpacked, text.take().unwrap_or_default()));
                }
                Reply::Unpacked(Err(reason)) => {
                    self.notice = Some(Notice {
                        text: format!("This link can't be read: {reason}"),
                        warning: true,
                    });
                }
                // Of older inputs: a newer answer is under way.
                Reply::Tree(_)
                | Reply::Rules(_)
                | Reply::Rows(_)
                | Reply::Explanation(_)
                | Reply::Advice(_)
                | Reply::Fix { .. } => {}
            }
        }
        effects
    }

    fn send_tree(&self) -> Effect {
        Effect::Send(Request::Tree {
            revision: self.tree.revision,
            options: self.tree.options.clone(),
        })
    }

    fn send_rules(&self) -> Effect {
        let kept = self.rules.kept_revision == self.rules.revision;
        Effect::Send(Request::Rules { revision: self.rules.revision, kept })
    }

    fn send_inputs(&self) -> Vec<Effect> {
        vec![self.send_tree(), self.send_rules()]
    }

    fn explore(&mut self, change: impl FnOnce(&mut Explore)) -> Vec<Effect> {
        let before = self.explore.clone();
        change(&mut self.explore);
        if before == self.explore {
            return Vec::new();
        }
        vec![Effect::Send(Request::Explore(self.explore.clone()))]
    }

    fn explain(&self) -> Option<Effect> {
        (!self.selected.is_empty())
            .then(|| Effect::Send(Request::Explain { path: self.selected.clone() }))
    }
}

fn toggle(open: &mut Open, path: String) {
    let (Open::Only(folders) | Open::AllBut(folders)) = open;
    match folders.iter().position(|folder| *folder == path) {
        Some(at) => {
            folders.remove(at);
        }
        None => folders.push(path),
    }
}

/// Opens the folders above a path.
fn open_above(open: &mut Open, path: &str) {
    for (slash, _) in path.match_indices('/') {
        let folder = &path[..slash];
        match open {
            Open::Only(folders) if !folders.iter().any(|it| it == folder) => {
                folders.push(folder.to_owned());
            }
            Open::AllBut(folders) => folders.retain(|it| it != folder),
            Open::Only(_) => {}
        }
    }
}
