use super::keeping::{Contents, Shown};
use super::looking::toggle;
use super::sending::Changed;
use super::steps::{self, Kind};
use super::{Action, Effect, Engine, Naming, Origin, Pane, Room, State};
use crate::session::protocol::{Choices, Filter, Input, Open, Request, Revisions};

impl State {
    /// Takes an action; returns what has to happen outside.
    pub fn apply(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::TypeTree(text) => self.list(text, true),
            Action::LoadTree(text) => self.list(text, false),
            Action::Take(text, as_listing) => self.take(text, as_listing),
            Action::TakeAs(input) => self.retake(input),
            Action::Undo => {
                self.leave_pasted();
                self.undo()
            }
            Action::Redo => {
                self.leave_pasted();
                self.redo()
            }
            Action::Shelve { work, base, contents, what } => {
                self.shelved(work, base, contents, what)
            }
            Action::OpenFile(text) => self.open_file(text),
            Action::SaveFile => {
                let (choices, name) = (self.choices(), self.contents().title());
                vec![Effect::Send(Request::WriteFile { choices, name })]
            }
            Action::Mend(input, at) => vec![Effect::Send(Request::Mend(input, at))],
            Action::Return(place, selected) => self.look_again(place, selected),
            Action::ReadTree(options) => {
                self.step("Change how the listing is read", steps::Place::Tree, Kind::Changed);
                self.change(|state| state.tree.options = options, Changed::Tree)
            }
            Action::Type(input, text) => self.type_input(input, text),
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
                let name = self.name_of_loaded(&origin);
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
                self.engine.says_busy(busy);
                Vec::new()
            }
            Action::Select(path) => self.select(path),
            Action::Filter(filter) => self.explore(|explore| {
                explore.filter = filter;
                explore.from = 0;
            }),
            Action::Search(search) => self.search(search),
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
            Action::Open(input) => self.open_input(input),
            Action::View(view) => self.open_view(view),
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

    /// What the work is called that a `Load` brings: a repository that comes into view is of the same.
    fn name_of_loaded(&self, origin: &Origin) -> String {
        match &self.naming {
            Some(Naming::File(name)) => name.clone(),
            Some(Naming::Repository(_)) | None if *origin == Origin::User => self.name.clone(),
            Some(Naming::Repository(_)) | None => String::new(),
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
