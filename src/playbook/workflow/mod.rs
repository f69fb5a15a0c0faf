//! Alerts, code hosts, trackers, chats.

mod advanced;
mod basic;
mod team_alerts;

use crate::playbook::Chapter;
use crate::playbook::facts::Facts;

/// The chapter.
pub fn write(facts: &Facts, chapter: Chapter) -> Chapter {
    chapter
        .intro(
            "An error is worth something once the right people see it where they work: one alert that follows the \
             owners, the code host, a chat and the tracker.",
        )
        .basic([
            Some(basic::code_host(facts)),
            Some(basic::chat(facts)),
            Some(basic::tracker()),
            basic::alert(facts),
            basic::nobody(facts),
            basic::default_alerts(facts),
        ])
        .advanced([
            team_alerts::team_alerts(facts),
            team_alerts::last_owner(facts),
            advanced::by_path(facts),
            advanced::pages(facts),
            Some(advanced::links(facts)),
            advanced::comments(facts),
            Some(advanced::fixes(facts)),
            Some(advanced::people(facts)),
            Some(advanced::jira()),
            Some(advanced::who_may(facts)),
            advanced::limits(facts),
            Some(advanced::single_sign_on()),
            Some(advanced::webhooks()),
        ])
}
