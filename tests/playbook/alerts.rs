//! Alerts of a plan: which there are, and who would be told of given errors.

use sentry_general::document::{Channel, Messenger, WithoutOwner};
use sentry_general::organization::{Organization, Project, Subscription};
use sentry_general::ownership::{Directory, parse};
use sentry_general::playbook::alerts::{self, Issue, Preview, Tells, Way, Who, preview};
use sentry_general::playbook::{Heading, chapter};
use sentry_general::routing::{EventRules, Settings, decide};
use sentry_general::trace::Options;
use sentry_general::trace::batch::{self, Basis};

/// A bakery: an oven that two teams own, a till, and a project that is nobody's.
fn bakery() -> Organization {
    let project = |slug: &str, teams: &[&str]| Project {
        slug: slug.into(),
        teams: teams.iter().map(|it| (*it).to_owned()).collect(),
        ..Project::default()
    };
    let projects =
        vec![project("oven", &["heat", "dough"]), project("till", &["cash"]), project("yard", &[])];
    Organization { projects, ..Organization::default() }
}

fn with(channels: &[(&str, Messenger, &str)]) -> Organization {
    let mut plan = bakery();
    for &(team, by, to) in channels {
        let channel = Channel { by, to: to.to_owned() };
        plan.choices.alerts.channels.insert(team.to_owned(), channel);
    }
    plan
}

/// Issues of a table `filename,count,project`.
fn issues(plan: &Organization, rules: &str, rows: &str) -> Vec<Issue> {
    let rules = EventRules::new(parse(rules).rules);
    let table = format!("title,filename,count,project\n{rows}");
    let events = batch::read(&table, &Options::default()).events;
    let issue = |(at, counted): (usize, &batch::Counted)| {
        let matching: Vec<_> = rules.matching(&counted.event).iter().map(|it| it.0).collect();
        let decision =
            decide(rules.rules(), &matching, &Directory::default(), &Settings::default());
        let slug = counted.project.as_deref().unwrap_or_default();
        Issue {
            decision,
            is_known: counted.basis != Basis::Nothing,
            project: plan.projects.iter().position(|it| it.slug == slug),
            errors: counted.count,
            of: vec![at],
        }
    };
    events.iter().enumerate().map(issue).collect()
}

/// `who in where: issues (errors), of them told as the last owner`.
fn rows(preview: &Preview) -> Vec<String> {
    let row = |row: &alerts::Row| {
        let who = match &row.who {
            Who::Owner(owner) => owner.to_string(),
            Who::Members { of, project, teams } => {
                format!("{} of {} ({})", of.id(), project.unwrap_or("?"), teams.join(" "))
            }
            Who::Nobody => "nobody".to_owned(),
            Who::Unknown => "unknown".to_owned(),
        };
        let way = match row.way {
            Some(Way::Mail) => "mail".to_owned(),
            Some(Way::Channel(destination)) => destination.to_string(),
            None => "-".to_owned(),
        };
        let last =
            if row.as_last > 0 { format!(", {} as last", row.as_last) } else { String::new() };
        format!("{who} by {way}: {} ({}){last}", row.issues, row.errors)
    };
    let mut rows: Vec<String> = preview.rows.iter().map(row).collect();
    rows.sort();
    rows
}

const RULES: &str = "path:* #cash\npath:oven/* #heat\npath:oven/mix/* #dough #heat\n";

#[test]
fn by_default_the_owners_get_mail_and_the_last_owner_oddity_shows() {
    let plan = bakery();
    let errors = "A,oven/fire.py,30,oven\nB,oven/mix/knead.py,8,oven\nC,till/sum.py,2,till\n";
    let preview = preview(&plan, &issues(&plan, RULES, errors));
    // Of B the rules list #cash, #heat, #dough in this order: #heat stands where first named. It is
    // assigned to #dough, who is the last, too.
    let expected = ["#cash by mail: 1 (2)", "#dough by mail: 1 (8)", "#heat by mail: 1 (30)"];
    assert_eq!(rows(&preview), expected);
}

#[test]
fn the_last_owner_is_told_of_what_is_somebody_elses() {
    let plan = bakery();
    for (rules, expected) in [
        // The rule that decides names two: the first gets the issue, the last the alert.
        (
            "path:* #cash\npath:oven/* #heat #dough\n",
            ["#dough by mail: 1 (30), 1 as last", "#heat by mail: 1 (30)"],
        ),
        // Named again further down, #heat stands where it was named first.
        (
            "path:* #heat\npath:oven/* #dough\npath:oven/fire.py #heat\n",
            ["#dough by mail: 1 (30), 1 as last", "#heat by mail: 1 (30)"],
        ),
    ] {
        let preview = preview(&plan, &issues(&plan, rules, "A,oven/fire.py,30,oven\n"));
        assert_eq!(rows(&preview), expected, "{rules}");
    }
}

#[test]
fn a_channel_of_ones_own_goes_by_the_assignee_alone() {
    let rules = "path:* #cash\npath:oven/* #heat #dough\n";
    let errors = "A,oven/fire.py,30,oven\nB,till/sum.py,2,till\n";
    let plan = with(&[("heat", Messenger::Slack, "#heat-now")]);
    let first = preview(&plan, &issues(&plan, rules, errors));
    let expected = ["#cash by mail: 1 (2)", "#heat by #heat-now in Slack: 1 (30)"];
    assert_eq!(rows(&first), expected, "no mail beside the channel");
    let unheard: Vec<String> =
        first.passed_over.iter().map(|(owner, issues)| format!("{owner} {issues}")).collect();
    assert_eq!(unheard, ["#dough 1"], "the last owner hears nothing any more, and that is said");

    // The last owner's channel is for what is assigned to it: of this it gets mail.
    let plan = with(&[("dough", Messenger::PagerDuty, "Dough")]);
    let preview = preview(&plan, &issues(&plan, rules, errors));
    let expected =
        ["#cash by mail: 1 (2)", "#dough by mail: 1 (30), 1 as last", "#heat by mail: 1 (30)"];
    assert_eq!(rows(&preview), expected);
    assert!(preview.passed_over.is_empty());
}

#[test]
fn fallthrough_tells_members_of_the_projects_teams() {
    let rules = "path:till/* #cash\n";
    let errors = "A,oven/fire.py,30,oven\nB,oven/mix.py,5,oven\nC,yard/gate.py,4,yard\nD,lost.py,1,\nE,,9,oven\n";
    for (chosen, expected) in [
        (
            WithoutOwner::ActiveMembers,
            [
                "ActiveMembers of ? () by mail: 1 (1)",
                "ActiveMembers of oven (heat dough) by mail: 2 (35)",
                "nobody by -: 1 (4)",
                "unknown by -: 1 (9)",
            ]
            .as_slice(),
        ),
        (
            WithoutOwner::AllMembers,
            &[
                "AllMembers of ? () by mail: 1 (1)",
                "AllMembers of oven (heat dough) by mail: 2 (35)",
                "nobody by -: 1 (4)",
                "unknown by -: 1 (9)",
            ],
        ),
        (WithoutOwner::NoOne, &["nobody by -: 4 (40)", "unknown by -: 1 (9)"]),
    ] {
        let mut plan = bakery();
        plan.choices.alerts.without_owner = chosen;
        let preview = preview(&plan, &issues(&plan, rules, errors));
        assert_eq!(rows(&preview), expected, "{chosen:?}: a project without teams tells nobody");
        assert_eq!(preview.issues, 5);
    }
}

#[test]
fn people_are_told_by_mail_and_keep_the_last_team_informed() {
    let rules = "path:* jo@bakery.example #heat\n";
    let plan = with(&[("heat", Messenger::Slack, "#heat-now")]);
    let preview = preview(&plan, &issues(&plan, rules, "A,oven/fire.py,3,oven\n"));
    let expected = ["#heat by mail: 1 (3), 1 as last", "jo@bakery.example by mail: 1 (3)"];
    assert_eq!(rows(&preview), expected, "what is assigned to a person is not the team's");
}

#[test]
fn alerts_of_teams_stand_behind_the_one_for_all_and_see_their_projects() {
    let plan = with(&[
        ("cash", Messenger::MsTeams, "Front / Till"),
        ("dough", Messenger::Mail, "#kept-for-later"),
        ("heat", Messenger::Slack, ""),
        ("nobody", Messenger::Slack, "#none"),
    ]);
    let alerts = alerts::of(&plan);
    let names: Vec<&str> = alerts.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["New or back in production", "New or back in production for cash"]);
    let slugs: Vec<&str> = alerts[1].projects.iter().map(|it| it.slug.as_str()).collect();
    assert_eq!(slugs, ["till"]);
    let Tells::Owners { but, .. } = &alerts[0].tells else { panic!("the one for all is first") };
    assert_eq!(*but, ["cash"], "mail, no channel typed, and no project make no alert");
    let mut free = plan.clone();
    free.choices.plan = Subscription::Developer;
    assert_eq!(alerts::of(&free).len(), 1, "the smallest plan connects with no channel");
}

#[test]
fn lines_with_several_owners_are_named() {
    let mut plan = bakery();
    let item = |plan: &Organization| {
        let chapter = chapter(plan, Heading::Workflow);
        chapter.items().find(|it| it.id == "workflow/last-owner").cloned()
    };
    plan.projects[1].rules = "path:* #cash\n".into();
    assert_eq!(item(&plan), None, "one owner a line says nothing");
    plan.projects[0].rules = "path:* #dough\npath:oven/* #heat #dough\n".into();
    assert_eq!(item(&plan), None, "#dough is listed first, so #heat gets both");
    plan.projects[0].rules = "path:* #heat\npath:oven/* #heat #dough\n# a note\n".into();
    plan.projects[1].rules = "path:* #cash jo@bakery.example\nurl:*/till* #cash #heat\n".into();
    let item = item(&plan).expect("it is said");
    let expected = "`path:oven/* #heat #dough` in `oven`, on its own, assigns the issue to `#heat` but alerts `#dough`.";
    assert!(item.what.ends_with(expected), "{}", item.what);
    assert!(item.why.starts_with("3 lines of 2 projects name several owners."), "{}", item.why);
}
