//! A model of the browser, as `src/page/keep` uses it: a store that compares and writes in one
//! step, local storage for when a page is left, and pages that are closed or killed.

use crate::load;
use sentry_general::page::state::keeping::{Contents, Draft, Id, Keeping, Order, Report, Work};
use sentry_general::page::state::{Action, Effect, Origin, State};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// A version as it is stored.
#[derive(Clone, Debug)]
pub struct Stored {
    pub stamp: Id,
    pub contents: Contents,
    pub changed: usize,
}

/// One open page.
pub struct Page {
    pub state: State,
    pub held: BTreeMap<u32, Draft>,
    /// Writes under way, and refused ones that wait.
    pub under_way: VecDeque<Draft>,
    pub waiting: Vec<u32>,
    /// What other pages told and this one has not heard yet.
    pub news: Vec<(Id, Id)>,
}

#[derive(Default)]
pub struct Browser {
    pub works: BTreeMap<Id, Stored>,
    pub local: BTreeMap<Id, Draft>,
    pub pages: Vec<Page>,
    pub opened: usize,
    pub typed: usize,
    pub clock: usize,
    /// Texts that the user typed and has not replaced by others.
    pub wanted: BTreeSet<String>,
}

fn page_of(stamp: &str) -> &str {
    stamp.rsplit_once('-').map_or("", |(page, _)| page)
}

fn number_of(stamp: &str) -> usize {
    stamp.rsplit_once('-').and_then(|(_, number)| number.parse().ok()).unwrap_or_default()
}

/// As a work of its own.
fn apart(mut draft: Draft) -> Draft {
    draft.work.clone_from(&draft.stamp);
    draft.base = None;
    draft
}

impl Browser {
    /// Opens a page: what lies in local storage is moved first, as `start` does.
    pub fn open_page(&mut self) {
        for (_, draft) in std::mem::take(&mut self.local) {
            let there = self.works.get(&draft.work).is_some_and(|stored| {
                page_of(&stored.stamp) == page_of(&draft.stamp)
                    && number_of(&stored.stamp) >= number_of(&draft.stamp)
            });
            let draft = if there || self.put(&draft) { draft } else { apart(draft) };
            assert!(there || self.put(&draft), "nobody else has that name");
            self.tell(&draft, None);
        }
        self.opened += 1;
        let keeping = Keeping::new(format!("page{}", self.opened));
        let mut state = State { keeping, ..State::default() };
        state.apply(Action::Kept(Report::Listed(self.list())));
        self.pages.push(Page {
            state,
            held: BTreeMap::new(),
            under_way: VecDeque::new(),
            waiting: Vec::new(),
            news: Vec::new(),
        });
        let at = self.pages.len() - 1;
        match self.list().first() {
            Some(work) => self.act(at, Action::OpenWork(work.work.clone())),
            None => self.act(at, load("an example", "", Origin::Example(0))),
        }
    }

    pub fn list(&self) -> Vec<Work> {
        let mut works: Vec<_> = self.works.iter().collect();
        works.sort_by_key(|(_, stored)| std::cmp::Reverse(stored.changed));
        works.into_iter().map(|(work, _)| Work { work: work.clone(), ..Work::default() }).collect()
    }

    /// Compares and writes in one step; false if another page's version is there.
    pub fn put(&mut self, draft: &Draft) -> bool {
        if let Some(stored) = self.works.get(&draft.work)
            && Some(&stored.stamp) != draft.base.as_ref()
            && page_of(&stored.stamp) != page_of(&draft.stamp)
        {
            return false;
        }
        self.clock += 1;
        let (stamp, contents) = (draft.stamp.clone(), draft.contents.clone());
        self.works.insert(draft.work.clone(), Stored { stamp, contents, changed: self.clock });
        true
    }

    /// Tells all pages but one that a version is stored.
    pub fn tell(&mut self, draft: &Draft, but: Option<usize>) {
        for (_, page) in self.pages.iter_mut().enumerate().filter(|(at, _)| Some(*at) != but) {
            page.news.push((draft.work.clone(), draft.stamp.clone()));
        }
    }

    pub fn act(&mut self, at: usize, action: Action) {
        let effects = self.pages[at].state.apply(action);
        for effect in effects {
            let Effect::Keep(order) = effect else { continue };
            let page = &mut self.pages[at];
            match order {
                Order::Hold(draft) => drop(page.held.insert(draft.key, *draft)),
                Order::Write(key) => page.under_way.push_back(page.held[&key].clone()),
                Order::Release(key) => drop(page.held.remove(&key)),
                Order::Wait(key, time) => {
                    assert!((1_000..=60_000).contains(&time), "{time}");
                    page.waiting.push(key);
                }
                Order::Load(work) => {
                    if let Some(stored) = self.works.get(&work).cloned() {
                        let Stored { stamp, contents, .. } = stored;
                        self.act(at, Action::Opened { work, stamp, contents });
                    }
                }
                Order::Remove(work) => {
                    self.works.remove(&work);
                    self.act(at, Action::Kept(Report::Gone(work)));
                }
                Order::List => {
                    let works = self.list();
                    self.act(at, Action::Kept(Report::Listed(works)));
                }
            }
        }
    }

    /// The browser carries out a page's oldest write, or refuses it.
    pub fn answer(&mut self, at: usize, refuse: bool) {
        let Some(draft) = self.pages[at].under_way.pop_front() else { return };
        let key = draft.key;
        let report = if refuse {
            Report::Refused(key, "no room".into())
        } else if self.put(&draft) {
            self.tell(&draft, Some(at));
            Report::Stored(key, draft.stamp)
        } else {
            Report::Conflict(key)
        };
        self.act(at, Action::Kept(report));
    }

    pub fn type_text(&mut self, at: usize) {
        let state = &self.pages[at].state;
        let replaced = state.tree.text.clone();
        self.typed += 1;
        let text = format!("text {}", self.typed);
        self.wanted.remove(&replaced);
        self.wanted.insert(text.clone());
        self.act(at, Action::TypeTree(text));
    }

    /// A page ends: in order, when all that is held is saved; or it is killed, when what was
    /// not stored yet is lost, and nothing else.
    pub fn close(&mut self, at: usize, killed: bool) {
        let page = self.pages.remove(at);
        // What is under way may still be carried out.
        let carried_out = self.typed.is_multiple_of(2);
        for draft in page.under_way.iter().filter(|_| carried_out) {
            if self.put(draft) {
                self.tell(draft, None);
            }
        }
        for draft in page.held.into_values() {
            if !killed {
                let foreign = self.local.get(&draft.work).is_some_and(|other| {
                    Some(&other.stamp) != draft.base.as_ref()
                        && page_of(&other.stamp) != page_of(&draft.stamp)
                });
                let draft = if foreign { apart(draft) } else { draft };
                self.local.insert(draft.work.clone(), draft);
            } else if !self.stored(&draft.contents.tree) {
                self.wanted.remove(&draft.contents.tree);
            }
        }
    }

    pub fn stored(&self, text: &str) -> bool {
        self.works.values().any(|stored| stored.contents.tree == text)
    }
}
