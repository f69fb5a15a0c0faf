//! What is in Sentry today: read from what is pasted, kept with the document, compared with the
//! plan when it is looked at.

use super::Later;
use super::work::Work;
use crate::document::MOST_TODAY;
use crate::live::{self, Comparison, Live, Reading};
use crate::organization::Organization;
use crate::session::desk::Desk;
use crate::session::memo::Memo;
use crate::session::parts::LaterView;
use crate::session::protocol::Reply;
use std::rc::Rc;

/// What is read of it, and what comes of comparing it.
#[derive(Debug, Default)]
pub struct Today {
    /// What came of reading the last text; not kept when the page is closed.
    pub reading: Reading,
    /// Counts the texts: each is typed into a field of its own, which is empty at first.
    pub texts: u32,
    live: Memo<String, Live>,
    comparison: Memo<Key, Comparison>,
}

/// What a comparison follows from.
#[derive(Debug, PartialEq)]
struct Key {
    answers: u32,
    today: String,
    organization: Organization,
}

/// Commands
impl Later {
    /// Takes what was pasted, and adds it to what is known.
    pub fn read_today(&mut self, desk: &mut Desk, text: &str) -> Vec<Reply> {
        self.today.texts += 1;
        let mut known = known(&desk.chosen.today);
        let reading = live::read(text, &mut known);
        // Its own form is all that is kept: names and addresses of people are not in it.
        let stored = serde_json::to_string(&known).unwrap_or_default();
        if stored.len() > MOST_TODAY {
            let words = "That is too much: 2 MB of what is in Sentry are kept.";
            return vec![Reply::Say(words.to_owned(), true)];
        }
        self.today.reading = reading;
        if !known.is_empty() {
            desk.chosen.today = stored;
        }
        if desk.chosen.organization.is_empty() {
            desk.chosen.organization = known.organization;
        }
        vec![desk.choices(), self.show(desk, LaterView::Projects)]
    }

    /// What was said about the last text is of no interest any more.
    pub fn forget_reading(&mut self) {
        self.today.reading = Reading::default();
    }
}

impl Work<'_> {
    /// What is in Sentry today; nothing if nobody said.
    pub fn live(&self) -> Option<Rc<Live>> {
        let today = &self.chosen.today;
        (!today.is_empty())
            .then(|| self.later().today.live.get(today.clone(), |today| known(today)))
    }

    /// Today beside the plan.
    pub fn comparison(&self, live: &Live, organization: &Organization) -> Rc<Comparison> {
        let key = Key {
            answers: self.answers(),
            today: self.chosen.today.clone(),
            organization: organization.clone(),
        };
        let listing = (self.settings.repository.as_str(), &self.answer.tree);
        let compare = |_: &Key| live::compare(live, organization, Some(listing));
        self.later().today.comparison.get(key, compare)
    }
}

/// What is stored, read back. What a later version stored is left out as far as it is not known.
fn known(stored: &str) -> Live {
    serde_json::from_str(stored).unwrap_or_default()
}
