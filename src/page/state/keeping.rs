//! What is kept of the user's work: a state machine in which no step drops the last copy
//! of a text. `docs/design.md` draws it.
//!
//! A *work* is all that one page holds: the texts, the settings, the choices. It has an
//! identity, and each version of it that is stored has a *stamp*. Three rules make it safe:
//!
//! - What is changed is a `Draft` until the browser has confirmed that it is stored,
//!   whatever the page shows by then. A refused write is tried again.
//! - A version replaces the one that it follows from, and no other. If another tab stored
//!   one in between, this tab's becomes a work of its own, and the page says so.
//! - What comes from a link or an example is nobody's. Changing it begins a new work, so it
//!   never takes the place of another.
//!
//! Nothing here touches the browser: `Order`s say what is to be done, `Report`s what
//! became of it.

mod draft;
mod orders;

pub use draft::{Contents, Draft, Id, Work};
pub use orders::{Order, Report};

use std::rc::Rc;

/// What the page shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Shown {
    /// Nothing yet: what is stored is being looked for.
    #[default]
    Nothing,
    /// An example's or a link's texts, unchanged.
    Borrowed,
    /// A work of the user's.
    Own {
        /// Which one.
        work: Id,
        /// The stored version that it shows or follows from; none if there is none.
        base: Option<Id>,
    },
}

/// The machine.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Keeping {
    tab: String,
    count: u32,
    /// What the page shows.
    pub shown: Shown,
    /// What is not known to be stored.
    drafts: Vec<Draft>,
    /// What is stored, the newest first.
    pub works: Rc<Vec<Work>>,
    /// Works that are being deleted.
    going: Vec<Id>,
    /// The user's work that the page showed before somebody else's texts.
    before: Option<Id>,
    /// A work of which another tab has stored a version that this page does not show.
    pub rival: Option<Id>,
}

/// How long a refused write rests at first, and at most, in milliseconds.
const REST: (u32, u32) = (1_000, 60_000);

impl Shown {
    /// The work, if it is the user's.
    #[must_use]
    pub fn work(&self) -> Option<&Id> {
        match self {
            Self::Own { work, .. } => Some(work),
            Self::Nothing | Self::Borrowed => None,
        }
    }
}

/// Instantiation
impl Keeping {
    /// For a page; no other may have the same name.
    #[must_use]
    pub fn new(tab: String) -> Self {
        Self { tab, ..Self::default() }
    }
}

/// Access
impl Keeping {
    /// Whether all that was changed is stored, and what was deleted is gone.
    #[must_use]
    pub fn all_stored(&self) -> bool {
        self.drafts.is_empty() && self.going.is_empty()
    }

    /// Why something can't be stored at present.
    #[must_use]
    pub fn trouble(&self) -> Option<&str> {
        self.drafts.iter().find(|draft| draft.refused.0 > 0).map(|draft| draft.refused.1.as_str())
    }

    /// The work on the page, if it is the user's.
    #[must_use]
    pub fn work(&self) -> Option<&Id> {
        self.shown.work()
    }

    /// All works that there are to go back to: those that are not stored yet, then those
    /// that are, the newest first.
    #[must_use]
    pub fn list(&self) -> Vec<Work> {
        let unlisted = |draft: &&Draft| !self.works.iter().any(|it| it.work == draft.work);
        let drafts = self.drafts.iter().filter(unlisted).map(|draft| Work {
            work: draft.work.clone(),
            title: draft.contents.title(),
            changed: "not stored yet".into(),
            size: String::new(),
        });
        drafts.chain(self.works.iter().cloned()).collect()
    }

    /// The user's work to go back to from somebody else's texts: what the page showed before,
    /// else what was changed last.
    #[must_use]
    pub fn last(&self) -> Option<Id> {
        let all = self.list();
        let before = self.before.as_ref().filter(|id| all.iter().any(|it| it.work == **id));
        before.or_else(|| all.first().map(|it| &it.work)).cloned()
    }

    /// What is not stored yet of a work, if anything: newer than what is.
    #[must_use]
    pub fn draft(&self, work: &str) -> Option<&Draft> {
        self.drafts.iter().find(|draft| draft.work == work)
    }
}

/// Steps
impl Keeping {
    /// The user changed what is on the page, to this.
    pub fn edit(&mut self, contents: Contents) -> Vec<Order> {
        let (work, from, base) = self.own();
        let stamp = self.fresh();
        self.hold(work, from, base, stamp, contents)
    }

    fn hold(
        &mut self,
        work: Id,
        from: Option<Id>,
        base: Option<Id>,
        stamp: Id,
        contents: Contents,
    ) -> Vec<Order> {
        let at = match self.drafts.iter().position(|draft| draft.work == work) {
            Some(at) => at,
            None => {
                self.drafts.push(Draft {
                    key: self.count,
                    work,
                    from,
                    base,
                    stamp: String::new(),
                    contents: Contents::default(),
                    writing: false,
                    refused: (0, String::new()),
                });
                self.drafts.len() - 1
            }
        };
        let draft = &mut self.drafts[at];
        draft.contents = contents;
        draft.stamp = stamp;
        let mut orders = vec![Order::Hold(Box::new(draft.clone()))];
        // What was refused has its own time.
        if draft.refused.0 == 0 {
            orders.extend(draft.write());
        }
        orders
    }

    /// A work that is not on the page holds this from now on, which follows from a stored version.
    pub fn put(&mut self, work: &Id, base: Option<Id>, contents: Contents) -> Vec<Order> {
        let stamp = self.fresh();
        let mut orders = self.hold(work.clone(), None, base, stamp, contents);
        orders.push(Order::List);
        orders
    }

    /// A work goes; what it held is in the way back.
    pub fn drop(&mut self, work: &Id) -> Vec<Order> {
        let gone = self.drafts.iter().filter(|draft| draft.work == *work);
        let mut orders: Vec<Order> = gone.map(|draft| Order::Release(draft.key)).collect();
        self.drafts.retain(|draft| draft.work != *work);
        self.works = Rc::new(self.works.iter().filter(|it| it.work != *work).cloned().collect());
        if self.before.as_ref() == Some(work) {
            self.before = None;
        }
        if self.work() == Some(work) {
            self.shown = Shown::Borrowed;
        }
        self.going.push(work.clone());
        orders.push(Order::Remove(work.clone()));
        orders
    }

    /// Forgets all works: what is stored is about to be deleted.
    pub fn forget(&mut self) {
        *self = Self { tab: std::mem::take(&mut self.tab), count: self.count, ..Self::default() };
    }

    /// The page shows a work again, as it left it, or anew if it is no longer there.
    pub fn resume(&mut self, shown: Shown, contents: Contents) -> Vec<Order> {
        self.rival = None;
        let there = |work: &Id| self.list().iter().any(|it| it.work == *work);
        match shown {
            Shown::Own { work, .. } if !there(&work) => {
                self.shown = Shown::Own { work, base: None };
                self.edit(contents)
            }
            Shown::Own { work, base } => {
                let base = self.draft(&work).map_or(base, |draft| draft.base.clone());
                self.shown = Shown::Own { work, base };
                Vec::new()
            }
            Shown::Nothing | Shown::Borrowed => Vec::new(),
        }
    }

    /// The page shows a link's or an example's texts.
    pub fn borrow(&mut self) {
        if let Shown::Own { work, .. } = std::mem::replace(&mut self.shown, Shown::Borrowed) {
            self.before = Some(work);
        }
        self.rival = None;
    }

    /// The page shows a work, as stored under a stamp, or as a draft has it.
    pub fn open(&mut self, work: Id, stamp: Option<Id>) {
        let base = self.draft(&work).map_or(stamp, |draft| draft.base.clone());
        self.rival = None;
        self.shown = Shown::Own { work, base };
    }

    /// Of two versions of one work, the one on this page is to go on; the other tab's stays
    /// a work of its own.
    pub fn keep_mine(&mut self, contents: Contents) -> Vec<Order> {
        let same = self.rival.is_some() && self.rival.as_ref() == self.work();
        let orders = if same { self.edit(contents) } else { Vec::new() };
        self.rival = None;
        orders
    }

    /// Takes a report. `contents` is what the page shows.
    pub fn take(&mut self, report: Report, contents: impl FnOnce() -> Contents) -> Vec<Order> {
        match report {
            Report::Stored(key, stamp) => self.stored(key, &stamp),
            Report::Conflict(key) => self.split(key),
            Report::Refused(key, reason) => {
                let Some(draft) = self.find(key) else { return Vec::new() };
                draft.writing = false;
                let times = draft.refused.0;
                draft.refused = (times + 1, reason);
                vec![Order::Wait(key, (REST.0 << times.min(10)).min(REST.1))]
            }
            Report::Due(key) => {
                let Some(draft) = self.find(key) else { return Vec::new() };
                draft.write().into_iter().collect()
            }
            Report::Elsewhere(work, stamp) => {
                let behind = matches!(&self.shown, Shown::Own { work: own, base } if *own == work && base.as_ref() != Some(&stamp));
                // With a draft, the next write finds it out.
                if behind && self.draft(&work).is_none() {
                    self.rival = Some(work);
                }
                vec![Order::List]
            }
            Report::Emptied => {
                self.works = Rc::default();
                let mut orders = Vec::new();
                // Nothing is stored that a version could follow from.
                for draft in &mut self.drafts {
                    draft.base = None;
                    orders.push(Order::Hold(Box::new(draft.clone())));
                }
                if let Shown::Own { work, base } = &mut self.shown {
                    *base = None;
                    let work = work.clone();
                    if self.draft(&work).is_none() {
                        orders.extend(self.edit(contents()));
                    }
                }
                orders
            }
            Report::Gone(work) => {
                if let Some(at) = self.going.iter().position(|it| *it == work) {
                    self.going.remove(at);
                }
                vec![Order::List]
            }
            Report::Listed(mut works) => {
                // The list may have been asked for before a work was gone.
                works.retain(|it| !self.going.contains(&it.work));
                self.works = Rc::new(works);
                Vec::new()
            }
        }
    }

    fn stored(&mut self, key: u32, stamp: &Id) -> Vec<Order> {
        let Some(at) = self.drafts.iter().position(|draft| draft.key == key) else {
            return Vec::new();
        };
        let draft = &mut self.drafts[at];
        draft.writing = false;
        draft.refused.0 = 0;
        draft.base = Some(stamp.clone());
        if let Shown::Own { work, base } = &mut self.shown
            && *work == draft.work
        {
            *base = Some(stamp.clone());
        }
        if draft.stamp == *stamp {
            self.drafts.remove(at);
            return vec![Order::Release(key), Order::List];
        }
        // It was changed meanwhile.
        let mut orders = vec![Order::Hold(Box::new(draft.clone()))];
        orders.extend(draft.write());
        orders
    }

    /// A draft becomes a work of its own, since another tab changed the one it was of.
    fn split(&mut self, key: u32) -> Vec<Order> {
        let (fresh, stamp) = (self.fresh(), self.fresh());
        let Some(draft) = self.find(key) else { return Vec::new() };
        let former = std::mem::replace(&mut draft.work, fresh.clone());
        draft.from = Some(former.clone());
        draft.base = None;
        draft.stamp = stamp;
        draft.writing = false;
        let mut orders = vec![Order::Hold(Box::new(draft.clone()))];
        orders.extend(draft.write());
        if self.work() == Some(&former) {
            self.shown = Shown::Own { work: fresh, base: None };
        }
        self.rival = Some(former);
        orders.push(Order::List);
        orders
    }

    /// The work that a change belongs to, what it was split off from, and the version that
    /// the change follows from.
    fn own(&mut self) -> (Id, Option<Id>, Option<Id>) {
        let from = match &self.shown {
            Shown::Own { work, base } if self.rival.as_ref() != Some(work) => {
                return (work.clone(), None, base.clone());
            }
            Shown::Own { work, .. } => Some(work.clone()),
            Shown::Nothing | Shown::Borrowed => None,
        };
        let work = self.fresh();
        self.shown = Shown::Own { work: work.clone(), base: None };
        (work, from, None)
    }

    fn find(&mut self, key: u32) -> Option<&mut Draft> {
        self.drafts.iter_mut().find(|draft| draft.key == key)
    }

    /// A name that no other work or version has.
    pub fn fresh(&mut self) -> Id {
        self.count += 1;
        format!("{}-{}", self.tab, self.count)
    }
}
