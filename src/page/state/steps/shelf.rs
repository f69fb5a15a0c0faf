//! Steps of works that are not on the page.

use super::{Kind, Place, Step, What};
use crate::page::state::keeping::{Contents, Id};
use crate::page::state::own::orders;
use crate::page::state::{Effect, Origin, State};

/// What is done with a work that is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shelving {
    /// It gets this name; an empty one takes its name away.
    Rename(String),
    /// It is there twice.
    Copy,
    /// It goes.
    Delete,
}

/// Works that are not on the page
impl State {
    /// A work that is not on the page became another; `shown`: it was on it.
    pub(super) fn shelve(
        &mut self,
        words: &str,
        work: Id,
        before: Option<Contents>,
        after: Option<Contents>,
        shown: bool,
    ) -> Vec<Effect> {
        let (before, after) = (before.map(Box::new), after.map(Box::new));
        let effects = self.put_on_shelf(&work, after.as_deref(), false);
        let what = What::Shelf { work, before, after, shown };
        let (words, at) = (words.to_owned(), Place::View(self.view));
        let told = format!("Done: {words}.");
        self.steps.push(Step { words, at, what, size: 0 });
        self.tell(&told);
        self.told.iter_mut().for_each(|told| told.listed = true);
        effects
    }

    pub(super) fn put_on_shelf(
        &mut self,
        work: &Id,
        contents: Option<&Contents>,
        open: bool,
    ) -> Vec<Effect> {
        match contents {
            None => orders(self.keeping.drop(work)),
            Some(contents) => {
                let mut effects = orders(self.keeping.put(work, contents.clone()));
                if open {
                    effects.extend(self.show(contents.clone()));
                    self.origin = Origin::User;
                    self.keeping.open(work.clone(), None);
                }
                effects
            }
        }
    }

    /// Something is done with a work that holds this, as it was stored under a stamp.
    pub(in crate::page::state) fn shelved(
        &mut self,
        work: Id,
        contents: Contents,
        what: Shelving,
    ) -> Vec<Effect> {
        let contents = match self.keeping.draft(&work) {
            Some(draft) => draft.contents.clone(),
            None => contents,
        };
        let title = contents.title();
        match what {
            Shelving::Rename(name) if self.keeping.work() == Some(&work) => {
                self.step(&format!("Rename “{title}”"), Place::View(self.view), Kind::Changed);
                self.name = name;
                self.keep()
            }
            Shelving::Rename(name) => {
                let after = Contents { name, ..contents.clone() };
                let words = format!("Rename “{title}” to “{}”", after.title());
                self.shelve(&words, work, Some(contents), Some(after), false)
            }
            Shelving::Copy => {
                let copy = self.keeping.fresh();
                let after = Contents { name: format!("Copy of {title}"), ..contents };
                self.shelve(&format!("Duplicate “{title}”"), copy, None, Some(after), false)
            }
            Shelving::Delete => {
                let shown = self.keeping.work() == Some(&work);
                self.shelve(&format!("Delete “{title}”"), work, Some(contents), None, shown)
            }
        }
    }
}
