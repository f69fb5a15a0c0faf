//! Which projects there are, and who gets their errors.

mod advanced;
mod basic;
mod codeowners;
mod ownership;

use crate::organization::Project;
use crate::playbook::Chapter;
use crate::playbook::facts::{Facts, slugs};
use crate::playbook::words::many;

/// The chapter.
pub fn write(facts: &Facts, chapter: Chapter) -> Chapter {
    chapter
        .intro(intro(facts))
        .basic([
            basic::questions(facts),
            basic::take_stock(facts),
            Some(basic::create(facts)),
            basic::dsn(facts),
            basic::first_event(facts),
            basic::processes(facts),
            basic::stages(facts),
            basic::several_repositories(facts),
            basic::full_stack(facts),
            basic::apps(facts),
        ])
        .basic(ownership::basic(facts))
        .advanced([
            advanced::doubtful(facts),
            advanced::many_teams(facts),
            advanced::libraries(facts),
        ])
        .advanced([
            Some(advanced::customers(facts)),
            advanced::frontends(facts),
            advanced::issue_stream(facts),
        ])
        .advanced(ownership::advanced(facts))
}

fn intro(facts: &Facts) -> String {
    let number = facts.projects().len();
    if number == 0 {
        return format!("The plan has no project yet. {}", facts.plan.why_no_project());
    }
    let all: Vec<&Project> = facts.projects().iter().collect();
    format!(
        "The plan has {}: {}. A project carries its own keys, filters, ownership and grouping rules, \
         scrubbing, sampling and share of the quota. Split where these should differ, and nowhere else.",
        many(number, "project", "projects"),
        slugs(&all)
    )
}
