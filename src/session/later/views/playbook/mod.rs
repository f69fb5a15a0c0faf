//! The playbook: what is chosen for it, what comes first, and a chapter at a time.

mod alerts;
pub(super) mod chosen;
mod data;
mod filtering;
mod hosting;
mod items;
mod names;
mod releases;
mod sensitive;
mod testers;
mod volume;
mod week_one;

use super::counted::counted;
use crate::organization::Organization;
use crate::playbook::{self, Chapter, First, Heading};
use crate::session::commands::PlaybookCommand;
use crate::session::desk::Answer;
use crate::session::draw::{button, command, el, paragraph, prose, text};
use crate::session::later::evidence::Known;
use crate::session::later::told::Told;
use crate::session::later::trials::Trials;
use crate::session::protocol::{Attribute, Intent, Node};
use crate::session::view_state::{Reading, ViewState};
use crate::text::numbers::plural;
use crate::trace::batch::Counted;

/// What a playbook is shown of.
pub struct Parts<'s> {
    pub organization: &'s Organization,
    /// The name of the repository in view.
    pub repository: &'s str,
    /// Which chapter is read.
    pub seen: &'s ViewState,
    /// What is tried out in testers.
    pub trials: &'s Trials,
    pub answer: &'s Answer,
    /// The errors that are pasted.
    pub errors: &'s [Counted],
    /// What is known of volume; costs a look at all errors.
    pub evidence: &'s dyn Fn() -> Known,
    /// The issues that alerts may tell of; costs the same.
    pub told: &'s dyn Fn() -> Told,
}

/// What comes first in the playbook, or a chapter, with the way to the others; or all of them.
pub fn draw(parts: &Parts<'_>) -> Vec<Node> {
    let Parts { organization, seen, .. } = *parts;
    if parts.answer.tree.is_empty() && organization.repositories.len() < 2 {
        return vec![paragraph("soft", "Paste a file tree to get a plan for it.")];
    }
    let chapters = playbook::chapters(organization);
    let first = playbook::first_of(organization, &chapters);
    let shown = chapters.iter().filter(|it| match seen.reading {
        Reading::WeekOne => false,
        Reading::Chapter => it.heading == seen.heading,
        Reading::Whole => true,
    });
    // Of all together, what comes first stands there and is not said again.
    let said: &[First] = if seen.reading == Reading::Whole { &first } else { &[] };
    let shown = shown.map(|chapter| draw_chapter(parts, chapter, said));
    let week = (seen.reading != Reading::Chapter).then(|| week_one::draw(&first, organization));
    let body = el("div", "chapter-list", week.into_iter().chain(shown)).keyed("shown");
    let both = [navigation(&first, &chapters, organization, seen), body];
    let both = el("div", "playbook", both).keyed("parts");
    vec![
        chosen::draw(organization, parts.repository),
        progress(&chapters, organization).keyed("progress"),
        el("div", "plan", [both]).keyed("plan"),
    ]
}

/// What else there is to a chapter, below its checklist.
fn tool(parts: &Parts<'_>, heading: Heading) -> Vec<Node> {
    let Parts { organization, trials, .. } = *parts;
    match heading {
        Heading::Releases => releases::draw(trials, organization),
        Heading::Data => data::draw(organization),
        Heading::Filtering => filtering::draw(trials),
        Heading::Sensitive => sensitive::draw(trials),
        Heading::Volume => volume::draw(parts),
        Heading::Hosting => hosting::draw(organization),
        Heading::Architecture => names::draw(organization),
        Heading::Workflow => alerts::draw(parts),
        Heading::Projects => Vec::new(),
    }
}

fn draw_chapter(parts: &Parts<'_>, chapter: &Chapter, said: &[First]) -> Node {
    let done = &parts.organization.choices.done;
    let title = el("h2", "", [text(chapter.heading.title())]);
    let mut body = vec![title, el("p", "intro", counted(&chapter.intro))];
    let rest = chapter.without(said);
    let before = chapter.items().count() - rest.items().count();
    if before > 0 {
        let number = plural(before as u32, "item", "items");
        let stands = if before == 1 { " stands in " } else { " stand in " };
        let words = [
            command("plain", number, PlaybookCommand::ReadWeekOne),
            text(format!("{stands}{}.", week_one::TITLE)),
        ];
        body.push(el("p", "soft", words).keyed("before"));
    }
    for (name, items) in [("Basic", &rest.basic), ("Advanced", &rest.advanced)] {
        if items.is_empty() {
            continue;
        }
        body.push(el("h3", "", [text(name)]).keyed(name));
        body.push(items::list(items, done).keyed(format!("{name}-items")));
    }
    let tool = tool(parts, chapter.heading);
    if !tool.is_empty() {
        body.push(el("div", "tool", tool).keyed("tool"));
    }
    el("section", "chapter", body)
        .with(Attribute::Label, chapter.heading.title())
        .keyed(chapter.heading.title())
}

/// How far the whole is.
fn progress(chapters: &[Chapter], organization: &Organization) -> Node {
    let counts = chapters.iter().map(|chapter| chapter.progress(&organization.choices.done));
    let (done, all) = counts.fold((0, 0), |(a, b), (c, d)| (a + c, b + d));
    let words = format!("{done} of {all} done");
    let bar = el("progress", "", [])
        .with(Attribute::Value, done.to_string())
        .with(Attribute::Max, all.to_string())
        .with(Attribute::Label, "The whole plan");
    let words = el("span", "", []).with(Attribute::Live, "polite").says(words);
    let print = button("", "Print", Intent::Print)
        .with(Attribute::Title, "Prints what is in sight: this chapter, or all of them");
    el("p", "progress", [bar, words, print])
}

/// The chapters, as a list of ways to them.
fn navigation(
    first: &[First],
    chapters: &[Chapter],
    organization: &Organization,
    seen: &ViewState,
) -> Node {
    let go = |title: &str, here: bool, far: Node, read: PlaybookCommand| {
        let go = command("", "", read);
        let go = if here { go.with(Attribute::Current, "true") } else { go };
        let name = el("span", "", []).says(title);
        el("li", "", [Node { children: vec![name, far], ..go }]).keyed(title)
    };
    let ticks = &organization.choices.done;
    let far = |done: usize, all: usize| {
        let class = if done == all { "far won" } else { "far" };
        el("span", class, []).says(format!("{done} of {all} done"))
    };
    let chapter = |chapter: &Chapter| {
        let heading = chapter.heading;
        let (done, all) = chapter.progress(ticks);
        let here = seen.reading == Reading::Chapter && heading == seen.heading;
        go(heading.title(), here, far(done, all), PlaybookCommand::Read(heading))
    };
    let week = {
        let done = first.iter().filter(|it| ticks.contains(&it.item.id)).count();
        let here = seen.reading == Reading::WeekOne;
        go(week_one::TITLE, here, far(done, first.len()), PlaybookCommand::ReadWeekOne)
    };
    let all = go(
        "All chapters",
        seen.reading == Reading::Whole,
        el("span", "far", prose("to read or print")),
        PlaybookCommand::ReadAll,
    );
    let list = std::iter::once(week).chain(chapters.iter().map(chapter)).chain([all]);
    let list = el("ol", "chapters", list);
    el("nav", "", [list]).with(Attribute::Label, "Chapters").keyed("chapters")
}
