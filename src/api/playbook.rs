use crate::organization::{Organization, Subscription};
use crate::playbook::{self, Code, Heading, Item, Level};
use serde::Serialize;

/// A plan in chapters.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Playbook {
    /// How many items are done: those that the plan's `choices.done` names.
    pub done: u32,
    /// How many items there are.
    pub items: u32,
    /// What comes first, in its order; its items are those of chapters.
    pub week_one: Vec<PlaybookFirst>,
    /// In their order.
    pub chapters: Vec<PlaybookChapter>,
    /// In which order the plan is carried out.
    pub rollout: Vec<RolloutStep>,
}

/// An item of the first week.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlaybookFirst {
    /// The item of a chapter.
    pub id: String,
    /// The team that does it, by slug; none if the plan has no team for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// How long it takes, about, in words.
    pub effort: &'static str,
    /// Why it comes before what follows.
    pub because: String,
    /// The working day on which it is done, from 0.
    pub day: u16,
}

/// A step of carrying the plan out.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RolloutStep {
    /// The working day on which it begins, from 0.
    pub day: u16,
    /// The same as a date, if the plan’s `choices.start` is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// What is done.
    pub what: String,
    /// The team that does it, by slug; none for each team.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// The items that it is made of.
    pub items: Vec<String>,
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
    /// The least of Sentry's plans that it needs, if `choices.plan` does not say what is paid for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub needs: Option<Subscription>,
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
    let chapters = playbook::chapters(plan);
    let week = playbook::first_of(plan, &chapters);
    let steps = playbook::rollout::from(plan, &week).into_iter().map(|it| RolloutStep {
        day: it.day,
        date: it.date,
        what: it.what,
        owner: it.owner,
        items: it.items,
    });
    let first = week.into_iter().map(|it| PlaybookFirst {
        id: it.item.id,
        owner: it.owner,
        effort: it.effort.words(),
        because: it.because,
        day: it.day,
    });
    let mut all = Playbook {
        done: 0,
        items: 0,
        week_one: first.collect(),
        chapters: Vec::new(),
        rollout: steps.collect(),
    };
    for chapter in chapters {
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
        needs: item.needs,
        older_advice: item.older_advice,
        source: PlaybookSource {
            address: source.address,
            age: source.age,
            remark: source.age.remark(),
        },
    }
}
