use super::keeping::{Contents, Shown};
use super::steps::{self, Kind};
use super::{Action, Effect, Engine, Naming, Origin, Pane, Room, State, TextInput};
use crate::page::text;
use crate::session::protocol::{
    Choices, Explore, Filter, FixReport, Input, Intent, Open, Place, Request, Revisions, View,
};
use std::rc::Rc;

impl State {
    /// Takes an action; returns what has to happen outside.
    pub fn apply(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::TypeTree(text) => self.list(text, true),
            Action::LoadTree(text) => self.list(text, false),
            Action::Take(text, as_listing) => self.take(text, as_listing),
            Action::TakeAs(input) => self.retake(input),
            Action::Undo => self.undo(),
            Action::Redo => self.redo(),
            Action::Shelve(work, contents, what) => self.shelved(work, contents, what),
            Action::OpenFile(text) => self.open_file(text),
            Action::SaveFile => {
                let (choices, name) = (self.choices(), self.contents().title());
                vec![Effect::Send(Request::WriteFile { choices, name })]
            }
            Action::Mend(input, at) => vec![Effect::Send(Request::Mend(input, at))],
            Action::Return(place, selected) => self.look_again(place, selected),
            Action::ReadTree(options) => {
                self.step("Read the listing otherwise", steps::Place::Tree, Kind::Changed);
                self.change(|state| state.tree.options = options, Changed::Tree)
            }
            Action::Type(input, text) => {
                let mut effects = self.type_text(Some(input), text);
                // The map may be of the errors; of all else here an error says nothing.
                let elsewhere = matches!(self.view, None | Some(View::Coverage | View::Review));
                if input == Input::Event
                    && elsewhere
                    && text::length(&self.inputs[input as usize].text) > 0
                {
                    effects.push(self.simulate());
                }
                effects
            }
            Action::LoadInput(input, text) => self.load_input(input, text),
            Action::Offer(files) => {
                self.offered = files;
                Vec::new()
            }
            Action::ReadContents(files) => {
                self.offered.retain(|path| path.ends_with("CODEOWNERS"));
                vec![Effect::Send(Request::Contents(files))]
            }
            Action::Load { tree, inputs, choices, settings, origin } => {
                // A repository that comes into view is of the same work.
                let name = match &self.naming {
                    Some(Naming::File(name)) => name.clone(),
                    Some(Naming::Repository(_)) | None if origin == Origin::User => {
                        self.name.clone()
                    }
                    Some(Naming::Repository(_)) | None => String::new(),
                };
                self.load(Contents { tree, inputs, settings, choices, name }, origin)
            }
            Action::Kept(report) => self.kept(report),
            Action::OpenWork(work) => self.open_work(work),
            Action::Opened { work, stamp, contents } => self.opened(work, Some(stamp), contents),
            Action::Back => self.back(),
            Action::KeepMine => self.keep_mine(),
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
                match (&self.engine, busy) {
                    (Engine::Ready, true) => self.engine = Engine::Busy,
                    (Engine::Busy | Engine::Starting, false) => self.engine = Engine::Ready,
                    (Engine::Ready, false)
                    | (Engine::Busy | Engine::Starting, true)
                    | (Engine::Stopped | Engine::Failed(_), _) => {}
                }
                Vec::new()
            }
            Action::Select(path) => {
                if self.selected == path {
                    return Vec::new();
                }
                if path.is_empty() && self.view != Some(View::Simulate) {
                    self.marks = Rc::default();
                }
                self.selected = path;
                let remember = Effect::Remember(self.selected.clone());
                self.explain().into_iter().chain([remember]).collect()
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
                    (true, true) | (false, false) => {}
                }
                self.explore(|explore| {
                    explore.search = search;
                    explore.from = 0;
                })
            }
            Action::Toggle(path) => self.explore(|explore| toggle(&mut explore.open, path)),
            Action::Reveal(path) => {
                self.look_at(None);
                self.reveal(path)
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
                if pane != Pane::Routing {
                    self.unfold();
                }
                Vec::new()
            }
            Action::Paint(theme) => {
                self.theme = theme;
                vec![Effect::Paint(theme)]
            }
            Action::GoToLine(input, line) => {
                let mut effects = self.apply(Action::Open(input));
                effects.push(Effect::GoToLine(input, line));
                effects
            }
            Action::Open(input) => {
                self.pane = Pane::Rules;
                self.unfold();
                self.inputs[input as usize].opened = true;
                if self.input == input {
                    return Vec::new();
                }
                self.input = input;
                self.under = Rc::default();
                let mut effects = vec![Effect::Send(Request::View(View::Under(input)))];
                let routes = self.room() == Room::Route;
                if input == Input::Event && routes && self.view != Some(View::Simulate) {
                    effects.push(self.simulate());
                }
                effects
            }
            Action::View(view) => {
                let before = self.view;
                if before != view {
                    self.beside = false;
                    (self.folder, self.folder_awaited) = (None, false);
                }
                self.look_at(view);
                if before == view {
                    return Vec::new();
                }
                if view != Some(View::Simulate) {
                    self.marks = Rc::new(self.explanation.marks.clone());
                }
                view.map(|view| Effect::Send(Request::View(view))).into_iter().collect()
            }
            Action::Use(intent, text) => self.use_element(intent, text),
            Action::Complete { id, kind, prefix } => {
                vec![Effect::Send(Request::Complete { id, kind, prefix })]
            }
            Action::Enter(room) => {
                let view = if self.room() == room { self.view } else { self.rooms.last(room) };
                self.apply(Action::View(view))
            }
            Action::Fold(folded) => {
                self.rooms.folded[self.room() as usize] = folded;
                vec![Effect::Folded(self.rooms.folded)]
            }
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
                self.copied = None;
                vec![Effect::Send(Request::Pack { choices: self.choices() })]
            }
            Action::Copied(copied) => {
                self.copied = Some(copied);
                Vec::new()
            }
            Action::Say(notice) => {
                self.notice = Some(notice);
                Vec::new()
            }
            Action::Dismiss => {
                self.notice = None;
                self.told = None;
                Vec::new()
            }
        }
    }

    /// The revisions of the inputs as they stand.
    #[must_use]
    pub fn revisions(&self) -> Revisions {
        let mut revisions = Revisions { tree: self.tree.revision, ..Revisions::default() };
        for input in Input::ALL {
            revisions.set(input, self.inputs[input as usize].revision);
        }
        revisions
    }

    /// Whether the routing shown is of older inputs.
    #[must_use]
    pub fn stale(&self) -> bool {
        self.routed != self.revisions()
    }

    /// The room in sight.
    #[must_use]
    pub fn room(&self) -> Room {
        Room::of(self.view)
    }

    /// Whether the inputs are folded in the room in sight.
    #[must_use]
    pub fn folded(&self) -> bool {
        self.rooms.folded[self.room() as usize]
    }

    /// Whether nothing is on the page yet: what is stored is being looked for.
    #[must_use]
    pub fn opening(&self) -> bool {
        self.keeping.shown == Shown::Nothing
    }

    /// What the user chose, for a link or the storage.
    #[must_use]
    pub fn choices(&self) -> Choices {
        Choices {
            tree: self.tree.options.clone(),
            selected: self.selected.clone(),
            place: self.place(),
        }
    }
}

/// What was changed.
#[derive(Clone, Copy)]
pub(super) enum Changed {
    Tree,
    Input(Input),
}

/// Steps
impl State {
    /// A view comes in sight, in its room.
    fn look_at(&mut self, view: Option<View>) {
        self.view = view;
        self.rooms.open(view);
        self.pane = Pane::Routing;
    }

    /// An error and what becomes of it belong together.
    fn simulate(&mut self) -> Effect {
        self.view = Some(View::Simulate);
        (self.folder, self.folder_awaited) = (None, false);
        self.rooms.open(self.view);
        Effect::Send(Request::View(View::Simulate))
    }

    /// What is looked at, beside the selected path.
    #[must_use]
    pub fn place(&self) -> Place {
        // Thousands of places are no place: a browser keeps so much of an entry and no more, a link less.
        let filter = match &self.explore.filter {
            Filter::Within(within) if within.places.len() > MOST_PLACES => Filter::All,
            filter => filter.clone(),
        };
        Place {
            view: self.view,
            input: self.input,
            filter,
            search: self.explore.search.clone(),
            folder: self.folder.clone(),
        }
    }

    /// What is looked at is as it was.
    pub(super) fn look_again(&mut self, place: Place, selected: String) -> Vec<Effect> {
        let Place { view, input, filter, search, folder } = place;
        let mut effects = Vec::new();
        if self.input != input {
            let pane = self.pane;
            let folded = self.rooms.folded;
            effects.extend(self.apply(Action::Open(input)));
            // It is in its place, and not what is to be seen.
            (self.pane, self.rooms.folded) = (pane, folded);
        }
        let seen = if self.view == view { self.folder.take() } else { None };
        if let (Some(view), Some(folder)) = (view, folder.clone())
            && seen != Some(folder.clone())
        {
            effects.push(Effect::Send(Request::Folder(view, folder)));
        }
        if self.view != view {
            effects.extend(self.apply(Action::View(view)));
        }
        self.folder_awaited = folder.is_some() && folder != seen;
        self.folder = folder;
        effects.extend(self.apply(Action::Filter(filter)));
        if self.explore.search != search {
            effects.extend(self.apply(Action::Search(search)));
        }
        if self.selected != selected {
            effects.extend(match view {
                None if !selected.is_empty() => self.apply(Action::Reveal(selected)),
                None | Some(_) => self.apply(Action::Select(selected)),
            });
        }
        effects
    }

    /// The inputs come in sight: something in them is to be seen.
    pub(super) fn unfold(&mut self) {
        self.rooms.folded[self.room() as usize] = false;
    }

    pub(super) fn change(&mut self, change: impl FnOnce(&mut Self), what: Changed) -> Vec<Effect> {
        change(self);
        self.told = None;
        let mut effects = self.keep();
        let sent = match what {
            Changed::Tree => {
                self.tree.revision += 1;
                self.send_tree()
            }
            Changed::Input(input) => {
                self.inputs[input as usize].revision += 1;
                self.send_input(input)
            }
        };
        if self.revive() {
            effects.extend(self.send_inputs());
        } else {
            effects.push(sent);
        }
        effects
    }

    /// After a stop or a failure, changed inputs are tried again: true if so. The
    /// fresh worker knows neither text then.
    pub(super) fn revive(&mut self) -> bool {
        let stopped = matches!(self.engine, Engine::Stopped | Engine::Failed(_));
        if stopped {
            self.engine = Engine::Starting;
        }
        stopped
    }

    pub(super) fn send_tree(&self) -> Effect {
        Effect::Send(Request::Tree {
            revision: self.tree.revision,
            options: self.tree.options.clone(),
        })
    }

    pub(super) fn send_input(&self, input: Input) -> Effect {
        let TextInput { revision, kept_revision, .. } = self.inputs[input as usize];
        Effect::Send(Request::Input { input, revision, kept: kept_revision == revision })
    }

    /// All that a fresh worker has to know.
    pub(super) fn send_inputs(&self) -> Vec<Effect> {
        let settings = Effect::Send(Request::Settings(self.settings.clone()));
        // What was never changed is empty, which the worker knows.
        let changed = Input::ALL.into_iter().filter(|&it| self.inputs[it as usize].revision > 0);
        let inputs = changed.map(|input| self.send_input(input));
        std::iter::once(settings).chain(inputs).chain([self.send_tree()]).collect()
    }

    /// What an element of a view does.
    pub(super) fn use_element(&mut self, intent: Intent, text: String) -> Vec<Effect> {
        match intent {
            Intent::GoTo(input, line) => self.apply(Action::GoToLine(input, line)),
            Intent::Reveal(path) => self.apply(Action::Reveal(path)),
            Intent::Select(path) => {
                self.beside = true;
                self.reveal(if path.is_empty() { text } else { path })
            }
            Intent::Filter(filter) => {
                self.look_at(None);
                self.apply(Action::Filter(filter))
            }
            Intent::Edit(input, fix) => self.edit(input, fix),
            Intent::Input(input) => self.apply(Action::Open(input)),
            Intent::View(view) => self.apply(Action::View(Some(view))),
            Intent::Copy(text) => vec![Effect::Copy(text)],
            Intent::Print => vec![Effect::Print],
            Intent::Save(name, kind, text) => vec![Effect::Download(name, kind, text)],
            Intent::Do(command) => {
                self.folder_awaited = false;
                vec![Effect::Send(Request::Do { command, text })]
            }
        }
    }

    /// Selects a path, which the explorer shows, now or when it comes in sight.
    fn reveal(&mut self, path: String) -> Vec<Effect> {
        open_above(&mut self.explore.open, &path);
        self.explore.reveal = Some(path.clone());
        let sent = Effect::Send(Request::Explore(self.explore.clone()));
        // Asked once; scrolling on must not jump back.
        self.explore.reveal = None;
        let mut effects = self.apply(Action::Select(path));
        effects.push(sent);
        effects
    }

    /// The editor makes the change; it is there from its first being seen on.
    pub(super) fn edit(&mut self, input: Input, fix: FixReport) -> Vec<Effect> {
        let mut effects = if self.inputs[input as usize].opened {
            Vec::new()
        } else {
            self.apply(Action::Open(input))
        };
        self.await_edit(input, &fix.title);
        effects.push(Effect::Edit(input, fix));
        effects
    }

    fn explore(&mut self, change: impl FnOnce(&mut Explore)) -> Vec<Effect> {
        let before = self.explore.clone();
        change(&mut self.explore);
        if before == self.explore {
            return Vec::new();
        }
        vec![Effect::Send(Request::Explore(self.explore.clone()))]
    }

    pub(super) fn explain(&self) -> Option<Effect> {
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

/// How many places a filter has that goes along with what is looked at.
const MOST_PLACES: usize = 300;

/// How many folders above a path are opened at most. What is below may be opened by hand; of a
/// path from outside with thousands of them, all their names would fill the memory.
const MOST_OPENED: usize = 256;

/// Opens the folders above a path. Linear in the path and in the folders that are known.
pub(super) fn open_above(open: &mut Open, path: &str) {
    let is_above =
        |folder: &String| path.strip_prefix(folder.as_str()).is_some_and(|it| it.starts_with('/'));
    match open {
        Open::Only(known) => {
            let there: Vec<usize> =
                known.iter().filter(|it| is_above(it)).map(String::len).collect();
            let above = path.match_indices('/').take(MOST_OPENED).map(|(slash, _)| slash);
            let new = above.filter(|slash| !there.contains(slash));
            known.extend(new.map(|slash| path[..slash].to_owned()));
        }
        Open::AllBut(closed) => closed.retain(|it| !is_above(it)),
    }
}
