//! What is kept: whatever happens in whatever order, no step drops the last copy of a text.

use crate::browser::{Browser, Stored};
use crate::load;
use proptest::prelude::*;
use sentry_general::page::state::keeping::{Order, Report, Work};
use sentry_general::page::state::{Action, Effect, Origin, Shelving};
use sentry_general::session::protocol::Input;
use std::collections::BTreeSet;

impl Browser {
    fn check(&self) -> Result<(), TestCaseError> {
        for text in &self.wanted {
            let held = self.pages.iter().flat_map(|page| page.held.values());
            let found = held.chain(self.local.values()).any(|draft| draft.contents.tree == *text);
            prop_assert!(found || self.stored(text), "{text} is nowhere");
        }
        for page in &self.pages {
            let keeping = &page.state.keeping;
            if page.state.origin == Origin::User
                && let Some(work) = keeping.work()
                && keeping.draft(work).is_none()
                && keeping.rival.is_none()
                && page.news.is_empty()
            {
                let shown = self.works.get(work).map(|it| &it.contents.tree);
                prop_assert_eq!(shown, Some(&page.state.tree.text), "a work as it is stored");
            }
            let listed = keeping.list();
            for draft in page.held.values() {
                let way_back = listed.iter().any(|work| work.work == draft.work);
                prop_assert!(way_back, "a way back to what is not stored yet");
            }
        }
        Ok(())
    }

    fn step(&mut self, what: u8, which: usize) {
        if self.pages.is_empty() {
            self.open_page();
        }
        let at = which % self.pages.len();
        match what {
            0..=3 => self.type_text(at),
            4..=6 => self.answer(at, false),
            7 => self.answer(at, true),
            8 => self.act(at, load("somebody's", "* #t", Origin::Link)),
            9 => self.act(at, load("an example", "", Origin::Example(1))),
            10 => self.act(at, Action::Back),
            11 => {
                let list = self.pages[at].state.keeping.list();
                if let Some(work) = list.get(which / 7 % list.len().max(1)) {
                    self.act(at, Action::OpenWork(work.work.clone()));
                }
            }
            12 if self.pages.len() < 4 => self.open_page(),
            12 | 13 => self.close(at, false),
            14 => self.close(at, true),
            15 | 16 => {
                for (work, stamp) in std::mem::take(&mut self.pages[at].news) {
                    self.act(at, Action::Kept(Report::Elsewhere(work, stamp)));
                }
            }
            17 => self.act(at, Action::KeepMine),
            18 => {
                if let Some(work) = self.pages[at].state.keeping.rival.clone() {
                    self.act(at, Action::OpenWork(work));
                }
            }
            19 => {
                if let Some(key) = self.pages[at].waiting.pop() {
                    self.act(at, Action::Kept(Report::Due(key)));
                }
            }
            _ => {
                // The user clears what is stored: what no page shows or holds is gone.
                self.works.clear();
                self.local.clear();
                for at in 0..self.pages.len() {
                    self.act(at, Action::Kept(Report::Emptied));
                    self.pages[at].news.clear();
                }
                let held = self.pages.iter().flat_map(|page| page.held.values());
                let held: BTreeSet<_> = held.map(|draft| draft.contents.tree.clone()).collect();
                for page in &self.pages {
                    if page.state.origin == Origin::User {
                        assert!(
                            held.contains(&page.state.tree.text),
                            "what is shown is stored anew"
                        );
                    }
                }
                self.wanted.retain(|text| held.contains(text));
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_no_text_that_was_typed_is_lost(steps in prop::collection::vec((0..21_u8, 0..1_000_usize), 1..80)) {
        let mut browser = Browser::default();
        for (what, which) in steps {
            browser.step(what, which);
            browser.check()?;
        }
        // In the end all is stored, once the browser takes it.
        for at in 0..browser.pages.len() {
            while let Some(key) = browser.pages[at].waiting.pop() {
                browser.act(at, Action::Kept(Report::Due(key)));
            }
            for _ in 0..200 {
                browser.answer(at, false);
            }
            prop_assert!(browser.pages[at].state.keeping.all_stored());
            browser.check()?;
        }
    }
}

fn one_page() -> Browser {
    let mut browser = Browser::default();
    browser.open_page();
    browser
}

#[test]
fn own_texts_outlive_two_links() {
    let mut browser = one_page();
    browser.type_text(0);
    for link in ["one link", "another link"] {
        browser.act(0, load(link, "", Origin::Link));
        browser.type_text(0);
    }
    for _ in 0..9 {
        browser.answer(0, false);
    }
    let texts: Vec<_> = browser.works.values().map(|it| it.contents.tree.as_str()).collect();
    assert_eq!(texts, ["text 1", "text 2", "text 3"], "three works");
}

#[test]
fn looking_at_a_link_stores_nothing_and_leads_back() {
    let mut browser = one_page();
    browser.type_text(0);
    browser.answer(0, false);
    browser.act(0, load("a link", "", Origin::Link));
    assert!(browser.pages[0].held.is_empty());
    browser.act(0, Action::Back);
    let state = &browser.pages[0].state;
    assert_eq!((state.tree.text.as_str(), &state.origin), ("text 1", &Origin::User));
}

#[test]
fn of_two_tabs_both_versions_stay_and_each_says_so() {
    let mut browser = one_page();
    browser.type_text(0);
    browser.answer(0, false);
    browser.open_page();
    assert_eq!(browser.pages[1].state.tree.text, "text 1", "the same work");
    browser.type_text(0);
    browser.answer(0, false);
    browser.step(15, 1);
    assert!(browser.pages[1].state.keeping.rival.is_some(), "before anything is typed");
    browser.type_text(1);
    browser.answer(1, false);
    assert!(browser.stored("text 2") && browser.stored("text 3"));
    assert_eq!(browser.works.len(), 2);
    // The other way: both type at the same time.
    let mut browser = one_page();
    browser.type_text(0);
    browser.answer(0, false);
    browser.open_page();
    browser.type_text(0);
    browser.type_text(1);
    browser.answer(1, false);
    browser.answer(0, false);
    assert!(browser.pages[0].state.keeping.rival.is_some(), "the one that came later is told");
    browser.answer(0, false);
    assert!(browser.stored("text 2") && browser.stored("text 3"));
    browser.act(0, Action::OpenWork(browser.pages[0].state.keeping.rival.clone().unwrap()));
    assert_eq!(browser.pages[0].state.tree.text, "text 3", "the other tab's can be had");
}

#[test]
fn a_refused_write_is_said_and_tried_again_ever_more_seldom() {
    let mut browser = one_page();
    browser.type_text(0);
    browser.answer(0, true);
    assert_eq!(browser.pages[0].state.keeping.trouble(), Some("no room"));
    browser.type_text(0);
    assert!(browser.pages[0].under_way.is_empty(), "a full browser is not asked at each key");
    let key = browser.pages[0].waiting.pop().unwrap();
    browser.act(0, Action::Kept(Report::Due(key)));
    browser.answer(0, false);
    assert_eq!(browser.pages[0].state.keeping.trouble(), None);
    assert!(browser.stored("text 2"));
}

#[test]
fn what_could_not_be_stored_can_be_gone_back_to() {
    let mut browser = one_page();
    browser.type_text(0);
    browser.answer(0, true);
    browser.act(0, load("a link", "", Origin::Link));
    browser.act(0, Action::Back);
    assert_eq!(browser.pages[0].state.tree.text, "text 1");
}

#[test]
fn selecting_is_no_change_to_a_work() {
    let mut browser = one_page();
    browser.type_text(0);
    browser.answer(0, false);
    let state = &mut browser.pages[0].state;
    assert!(state.apply(Action::Select("a".into())).contains(&Effect::Remember("a".into())));
    assert!(state.keeping.all_stored());
    state.apply(Action::Type(Input::Rules, "a #t".into()));
    assert!(!state.keeping.all_stored());
}

#[test]
fn a_listed_work_of_an_earlier_visit_is_renamed_and_not_copied() {
    let mut browser = one_page();
    browser.type_text(0);
    browser.answer(0, false);
    browser.close(0, false);
    browser.open_page();
    let on_page = browser.pages[0].state.keeping.work().cloned();
    browser.act(0, load("an example", "", Origin::Example(0)));
    let work = on_page.unwrap_or_default();
    let Stored { stamp, contents, .. } = browser.works[&work].clone();
    let rename = |name: &str| Shelving::Rename(name.into());
    let base = Some(stamp);
    browser.act(0, Action::Shelve { work: work.clone(), base, contents, what: rename("Shop") });
    browser.answer(0, false);
    assert_eq!(browser.pages[0].state.keeping.rival, None, "no other tab has changed anything");
    assert_eq!(browser.works.len(), 1);
    assert_eq!(browser.works[&work].contents.title(), "Shop");
    browser.act(0, Action::Undo);
    browser.answer(0, false);
    assert_eq!((browser.works.len(), browser.works[&work].contents.name.as_str()), (1, ""));
}

#[test]
fn what_is_deleted_counts_until_the_browser_says_that_it_is_gone() {
    let mut browser = one_page();
    browser.type_text(0);
    browser.answer(0, false);
    let state = &mut browser.pages[0].state;
    let work = state.keeping.work().cloned().unwrap_or_default();
    state.apply(load("an example", "", Origin::Example(0)));
    let Stored { stamp, contents, .. } = browser.works[&work].clone();
    let what = Shelving::Delete;
    let delete = Action::Shelve { work: work.clone(), base: Some(stamp), contents, what };
    let effects = state.apply(delete);
    assert!(effects.contains(&Effect::Keep(Order::Remove(work.clone()))));
    assert!(!state.keeping.all_stored(), "a page that is left now would have it again");
    // A list that was asked for before is no reason to show it.
    let listed = vec![Work { work: work.clone(), ..Work::default() }];
    state.apply(Action::Kept(Report::Listed(listed)));
    assert_eq!(state.keeping.list(), Vec::new());
    let effects = state.apply(Action::Kept(Report::Gone(work)));
    assert!(state.keeping.all_stored());
    assert!(effects.contains(&Effect::Keep(Order::List)));
}
