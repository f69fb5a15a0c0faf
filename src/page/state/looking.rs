//! What is looked at: views, folders, filters, the selected path; and what the elements of a view do.

use super::{Action, Effect, Pane, Room, State};
use crate::page::text::{self, Text};
use crate::session::protocol::{
    Explore, Filter, FixReport, Input, Intent, Open, Place, Request, View,
};
use std::rc::Rc;

/// Looking
impl State {
    /// A view comes in sight, in its room.
    pub(super) fn look_at(&mut self, view: Option<View>) {
        self.view = view;
        self.rooms.open(view);
        self.pane = Pane::Routing;
    }

    /// An error and what becomes of it belong together.
    pub(super) fn simulate(&mut self) -> Effect {
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

    /// Another view, or none: then the explorer is in sight.
    pub(super) fn open_view(&mut self, view: Option<View>) -> Vec<Effect> {
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

    /// An input comes in sight; of an error, so does what becomes of it.
    pub(super) fn open_input(&mut self, input: Input) -> Vec<Effect> {
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

    /// The user types in an input. An error comes in sight with what becomes of it.
    pub(super) fn type_input(&mut self, input: Input, text: Text) -> Vec<Effect> {
        let mut effects = self.type_text(Some(input), text);
        // The map may be of the errors; of all else here an error says nothing.
        let elsewhere = matches!(self.view, None | Some(View::Coverage | View::Review));
        if input == Input::Event && elsewhere && text::length(&self.inputs[input as usize].text) > 0
        {
            effects.push(self.simulate());
        }
        effects
    }

    /// A path is looked at, or none.
    pub(super) fn select(&mut self, path: String) -> Vec<Effect> {
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

    /// What is found is seen without opening folders; afterwards they are as before.
    pub(super) fn search(&mut self, search: String) -> Vec<Effect> {
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
            Intent::Look(view, command) => {
                let mut effects = self.apply(Action::Use(Intent::Do(command), text));
                effects.extend(self.apply(Action::View(Some(view))));
                effects
            }
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
    pub(super) fn reveal(&mut self, path: String) -> Vec<Effect> {
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

    pub(super) fn explore(&mut self, change: impl FnOnce(&mut Explore)) -> Vec<Effect> {
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

pub(super) fn toggle(open: &mut Open, path: String) {
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
