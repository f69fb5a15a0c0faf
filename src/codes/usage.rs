//! Numbers of errors: statistics and what is typed.

use super::example::example;
use super::{Page, Setting, page};

const STATS: Setting = Setting::Stats;

#[rustfmt::skip] // One line per field reads as a table.
pub(super) const PAGES: &[Page] = &[
    page("usage/not-recognised", "No statistics",
        "Neither a table with a project and a number, nor JSON of Sentry's statistics is found, so nothing is counted.",
        "Paste the CSV of `stats-summary`, the JSON of it or of `stats_v2`, or the table of Stats, with its heading.",
        example("web has about 3000\n", STATS), example("project,accepted\nweb,3000\n", STATS)),
    page("usage/bad-row", "A row that does not count",
        "It names no project, or its number of errors can't be read. The other rows count.",
        "Put in the project's slug and a number of errors, or take the row out.",
        example("project,accepted\nweb,lots\n", STATS), example("project,accepted\nweb,3000\n", STATS)),
    page("usage/only-ids", "Projects by number",
        "`stats_v2` names projects by number, and no slug is told, so that no number finds its project.",
        "Ask `stats-summary`, which gives slugs, or put the slugs in.",
        example(r#"{"groups": [{"by": {"project": 11}, "totals": {"sum(quantity)": 9}}]}"#, STATS),
        example(r#"{"groups": [{"by": {"project": "web"}, "totals": {"sum(quantity)": 9}}]}"#, STATS)),
    page("usage/unknown-project", "A project outside the plan",
        "Its errors use up the organization's quota all the same, so they count there, and in no share.",
        "If it is a project of the plan under another name, put that name in.",
        example("project,accepted\nold-web,3000\n", STATS), example("project,accepted\nweb,3000\n", STATS)),
    page("usage/days-assumed", "How long was counted?",
        "A table does not say over how many days its errors came. They are taken for a month of thirty days.",
        "Type the number of days, or paste JSON, which says it.",
        example("project,accepted\nweb,3000\n", STATS),
        example(r#"{"start": "2026-05-01T00:00:00Z", "end": "2026-05-15T00:00:00Z", "projects": [{"slug": "web", "accepted": 3000}]}"#, STATS)),
    page("usage/bad-number", "Not a number",
        "What is typed can't be read as a number, or is out of range; it is left out, or cut to what can be.",
        "Type digits: `1,200`, `1.2k`, `12.5`.",
        example("a lot", Setting::Quota), example("50,000", Setting::Quota)),
];
