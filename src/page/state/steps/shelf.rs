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
    fn shelve(
        &mut self,
        words: &str,
        (work, base): (Id, Option<Id>),
        before: Option<Contents>,
        after: Option<Contents>,
        shown: bool,
    ) -> Vec<Effect> {
        let (before, after) = (before.map(Box::new), after.map(Box::new));
        let effects = self.put_on_shelf(&work, base, after.as_deref(), false);
        let what = What::Shelf { work, before, after, shown };
        let at = Place::View(self.view);
        self.steps.push(Step { words: words.to_owned(), at, what, size: 0 });
        self.tell_listed(words);
        effects
    }

    fn tell_listed(&mut self, words: &str) {
        self.tell(&format!("Done: {words}."));
        self.told.iter_mut().for_each(|told| told.listed = true);
    }

    /// A work holds this from now on, which follows from a stored version; from none where this page made the last.
    pub(super) fn put_on_shelf(
        &mut self,
        work: &Id,
        base: Option<Id>,
        contents: Option<&Contents>,
        open: bool,
    ) -> Vec<Effect> {
        match contents {
            None => orders(self.keeping.drop(work)),
            Some(contents) => {
                let mut effects = orders(self.keeping.put(work, base, contents.clone()));
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
        base: Option<Id>,
        contents: Contents,
        what: Shelving,
    ) -> Vec<Effect> {
        let contents = match self.keeping.draft(&work) {
            Some(draft) => draft.contents.clone(),
            None => contents,
        };
        let title = contents.title();
        match what {
            Shelving::Rename(name) => {
                let after = Contents { name, ..contents.clone() };
                let words = format!("Rename “{title}” to “{}”", after.title());
                if self.keeping.work() != Some(&work) {
                    return self.shelve(&words, (work, base), Some(contents), Some(after), false);
                }
                self.step(&words, Place::View(self.view), Kind::Changed);
                self.name = after.name;
                self.tell_listed(&words);
                self.keep()
            }
            Shelving::Copy => {
                let copy = self.keeping.fresh();
                let after = Contents { name: format!("Copy of {title}"), ..contents };
                let words = format!("Duplicate “{title}”");
                self.shelve(&words, (copy, None), None, Some(after), false)
            }
            Shelving::Delete => {
                let shown = self.keeping.work() == Some(&work);
                let words = format!("Delete “{title}”");
                self.shelve(&words, (work, None), Some(contents), None, shown)
            }
        }
    }
}
