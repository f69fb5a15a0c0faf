//! A chapter: an introduction, and what to do.

use super::facts::Facts;
use super::{First, Heading, Item, Level};
use super::{
    architecture, data, filtering, hosting, projects, releases, sensitive, volume, workflow,
};
use crate::organization::{Organization, Subscription};
use serde::Serialize;
use std::collections::BTreeSet;

/// A chapter of the playbook, for an organization.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Chapter {
    /// Which one.
    pub heading: Heading,
    /// What it is about here, in a few sentences.
    pub intro: String,
    /// What everybody does first.
    pub basic: Vec<Item>,
    /// For those who have the basics.
    pub advanced: Vec<Item>,
}

/// All chapters, in their order. Linear in the organization's projects and teams.
#[must_use]
pub fn chapters(organization: &Organization) -> Vec<Chapter> {
    let facts = Facts::of(organization);
    Heading::ALL.into_iter().map(|heading| write(&facts, heading)).collect()
}

/// One chapter.
#[must_use]
pub fn chapter(organization: &Organization, heading: Heading) -> Chapter {
    write(&Facts::of(organization), heading)
}

fn write(facts: &Facts, heading: Heading) -> Chapter {
    let chapter = Chapter::new(heading);
    let mut chapter = match heading {
        Heading::Architecture => architecture::write(facts, chapter),
        Heading::Projects => projects::write(facts, chapter),
        Heading::Releases => releases::write(facts, chapter),
        Heading::Data => data::write(facts, chapter),
        Heading::Filtering => filtering::write(facts, chapter),
        Heading::Sensitive => sensitive::write(facts, chapter),
        Heading::Workflow => workflow::write(facts, chapter),
        Heading::Volume => volume::write(facts, chapter),
        Heading::Hosting => hosting::write(facts, chapter),
    };
    let choices = &facts.plan.choices;
    let is_known = choices.plan != Subscription::Unknown || facts.is_self_hosted();
    for items in [&mut chapter.basic, &mut chapter.advanced] {
        items.retain(|item| item.needs.is_none_or(|least| choices.has(least)));
        // What is paid for need not be said.
        items.iter_mut().filter(|_| is_known).for_each(|item| item.needs = None);
    }
    chapter
}

/// Instantiation
impl Chapter {
    fn new(heading: Heading) -> Self {
        Self { heading, intro: String::new(), basic: Vec::new(), advanced: Vec::new() }
    }

    pub(super) fn intro(mut self, words: impl Into<String>) -> Self {
        self.intro = words.into();
        self
    }

    /// With basic items; a missing one does not apply.
    pub(super) fn basic<I: Into<Option<Item>>>(
        mut self,
        items: impl IntoIterator<Item = I>,
    ) -> Self {
        self.basic.extend(items.into_iter().filter_map(Into::into));
        self
    }

    /// With advanced items; a missing one does not apply.
    pub(super) fn advanced<I: Into<Option<Item>>>(
        mut self,
        items: impl IntoIterator<Item = I>,
    ) -> Self {
        let items = items.into_iter().filter_map(Into::into);
        self.advanced.extend(items.map(|item| Item { level: Level::Advanced, ..item }));
        self
    }
}

/// Access
impl Chapter {
    /// All items, the basic ones first.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.basic.iter().chain(&self.advanced)
    }

    /// The same without what comes first, where that is said already.
    #[must_use]
    pub fn without(&self, first: &[First]) -> Self {
        let left = |items: &[Item]| {
            let is_first = |item: &&Item| first.iter().any(|it| it.item.id == item.id);
            items.iter().filter(|item| !is_first(item)).cloned().collect()
        };
        Self {
            heading: self.heading,
            intro: self.intro.clone(),
            basic: left(&self.basic),
            advanced: left(&self.advanced),
        }
    }

    /// How many of its items are among those done, and how many there are.
    #[must_use]
    pub fn progress(&self, done: &BTreeSet<String>) -> (usize, usize) {
        (self.items().filter(|item| done.contains(&item.id)).count(), self.items().count())
    }
}
