use crate::organization::Organization;
use crate::playbook::{self, Code, Heading, Item, Level};
use serde::Serialize;

/// A plan in chapters.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Playbook {
    /// How many items are done: those that the plan's `choices.done` names.
    pub done: u32,
    /// How many items there are.
    pub items: u32,
    /// In their order.
    pub chapters: Vec<PlaybookChapter>,
}

/// A chapter.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlaybookChapter {
    /// A stable name.
    pub heading: Heading,
    /// For people.
    pub title: &'static str,
    /// What it is about here.
    pub intro: String,
    /// The basic items, then the advanced ones.
    pub items: Vec<PlaybookItem>,
}

/// One thing to do. In its texts, what stands between backticks is code.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PlaybookItem {
    /// Stable while the plan changes around it.
    pub id: String,
    /// For whom it is.
    pub level: Level,
    /// Whether the plan's `choices.done` names it.
    pub done: bool,
    /// What to do.
    pub what: String,
    /// Why.
    pub why: String,
    /// How one knows that it is done.
    pub done_when: String,
    /// What to type or paste.
    pub code: Vec<Code>,
    /// What older advice says, and what holds today.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub older_advice: Option<String>,
    /// The page it goes by.
    pub source: PlaybookSource,
}

/// A page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlaybookSource {
    /// Its address.
    pub address: &'static str,
    /// How old the copy is that was read: `current`, `recent`, `old` or `unverified`.
    pub age: playbook::Age,
    /// The same in words.
    pub remark: &'static str,
}

/// The playbook for a plan, as `planProjects` or `planOrganization` answers it. Linear in
/// the plan.
#[must_use]
pub fn playbook(plan: &Organization) -> Playbook {
    let done = &plan.choices.done;
    let mut all = Playbook { done: 0, items: 0, chapters: Vec::new() };
    for chapter in playbook::chapters(plan) {
        let (finished, items) = chapter.progress(done);
        all.done += finished as u32;
        all.items += items as u32;
        all.chapters.push(PlaybookChapter {
            heading: chapter.heading,
            title: chapter.heading.title(),
            intro: chapter.intro,
            items: chapter
                .basic
                .into_iter()
                .chain(chapter.advanced)
                .map(|it| {
                    let done = done.contains(&it.id);
                    item(it, done)
                })
                .collect(),
        });
    }
    all
}

fn item(item: Item, done: bool) -> PlaybookItem {
    let source = item.source;
    PlaybookItem {
        id: item.id,
        level: item.level,
        done,
        what: item.what,
        why: item.why,
        done_when: item.done_when,
        code: item.code,
        older_advice: item.older_advice,
        source: PlaybookSource {
            address: source.address,
            age: source.age,
            remark: source.age.remark(),
        },
    }
}
