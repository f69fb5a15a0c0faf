//! Back and Forward: what is looked at, as entries of the browser's history. In a frame that history is the embedding
//! page's, and stays untouched.

use super::browser;
use super::state::keeping::{Id, Shown};
use super::state::{Action, Origin, State};
use crate::session::protocol::{self, Place, VERSION};
use serde::{Deserialize, Serialize};

/// Paths that are selected within so many milliseconds are one entry: somebody walks through them.
const WALK: f64 = 700.0;

/// What an entry holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Whose texts are on the page.
    pub whose: Whose,
    place: Place,
    selected: String,
}

/// Whose texts are on the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Whose {
    /// A work of the user's.
    Work(Id),
    /// An example, by its number.
    Example(usize),
    /// A link, which is in the address.
    Link,
}

/// Follows what is looked at.
#[derive(Default)]
pub struct Places {
    /// The entry that the browser is at.
    now: Option<Entry>,
    /// What is to be looked at again once its texts are on the page.
    awaited: Option<Entry>,
    /// When a path was selected last.
    walked: f64,
}

impl Places {
    /// After a reload, what was looked at before it is looked at again.
    pub fn begin(&mut self) {
        self.awaited = browser::history_state().as_deref().and_then(read);
    }

    /// The browser went to an entry; gives it.
    pub fn went(&mut self, state: &[u8]) -> Option<Entry> {
        let entry = read(state)?;
        self.awaited = Some(entry.clone());
        Some(entry)
    }

    /// Whether what is to be looked at is not on the page yet.
    pub fn awaits(&self) -> bool {
        self.awaited.is_some()
    }

    /// After something happened: what is to be done, if an awaited entry's texts are there. Else what is looked at
    /// becomes an entry, or a part of the present one.
    pub fn follow(&mut self, state: &State) -> Option<Action> {
        let entry = Entry::of(state)?;
        if let Some(awaited) = self.awaited.take_if(|it| it.whose == entry.whose) {
            self.now = Some(awaited.clone());
            let Entry { place, selected, .. } = awaited;
            return Some(Action::Return(place, selected));
        }
        if self.now.as_ref() == Some(&entry) {
            return None;
        }
        let another = self.now.as_ref().is_some_and(|now| self.is_another(now, &entry, state));
        if self.now.as_ref().is_some_and(|now| now.selected != entry.selected) {
            self.walked = js_sys::Date::now();
        }
        let bytes = protocol::encode(&(VERSION, &entry));
        browser::set_history(&bytes, another);
        self.now = Some(entry);
        None
    }

    fn is_another(&self, now: &Entry, entry: &Entry, state: &State) -> bool {
        // What a visit begins with is one place, and of a link the browser has made an entry already.
        let other_texts =
            now.whose != entry.whose && entry.whose != Whose::Link && state.steps.back().is_some();
        let walks = js_sys::Date::now() - self.walked < WALK;
        let other_path = now.selected != entry.selected && !entry.selected.is_empty() && !walks;
        let (was, is) = (&now.place, &entry.place);
        // What a view says of its folder when it comes in sight is no other place.
        let other_folder = was.folder.is_some() && is.folder.is_some() && was.folder != is.folder;
        let searches = was.search.is_empty() != is.search.is_empty();
        let other_place = was.view != is.view || other_folder || was.filter != is.filter;
        other_texts || other_place || searches || other_path
    }
}

impl Entry {
    fn of(state: &State) -> Option<Self> {
        let whose = match (&state.origin, &state.keeping.shown) {
            (_, Shown::Nothing) => return None,
            (Origin::Example(number), _) => Whose::Example(*number),
            (Origin::Link, _) => Whose::Link,
            (Origin::User, shown) => Whose::Work(shown.work()?.clone()),
        };
        Some(Self { whose, place: state.place(), selected: state.selected.clone() })
    }
}

fn read(state: &[u8]) -> Option<Entry> {
    let (version, entry) = protocol::decode::<(u32, Entry)>(state)?;
    (version == VERSION).then_some(entry)
}
