//! Organization, teams, roles.

use super::facts::{Facts, slug};
use super::sources as source;
use super::words::{self, list, many, of, teams};
use super::{Chapter, Item};
use crate::organization::{Edition, Situation, Subscription, is_slug};
use std::collections::BTreeMap;

/// The chapter.
pub fn write(facts: &Facts, chapter: Chapter) -> Chapter {
    chapter
        .intro(intro(facts))
        .basic([
            Some(organization(facts)),
            region(facts),
            Some(make_teams(facts)),
            bad_slugs(facts),
            many_projects(facts),
            access(facts),
            Some(open_membership()),
            Some(roles(facts)),
        ])
        .advanced([
            closed_membership(facts),
            team_admins(facts),
            own_projects(facts),
            Some(directory(facts)),
            Some(names(facts)),
            long_names(facts),
        ])
}

fn intro(facts: &Facts) -> String {
    let projects = many(facts.projects().len(), "project", "projects");
    let teams = many(facts.teams.len(), "team", "teams");
    let repositories = facts.plan.repositories.len();
    let place =
        if repositories > 1 { format!(", in {repositories} repositories") } else { String::new() };
    format!(
        "An organization has teams and projects; a project takes the errors of one application, and \
         people see it through its teams. This plan has {projects} and {teams}{place}."
    )
}

fn organization(facts: &Facts) -> Item {
    let what = match facts.plan.organization.trim() {
        "" => "Make one organization for everything, and put its slug into “What the plan is for”."
            .to_owned(),
        _ => format!("Keep everything in one organization, {}.", facts.organization()),
    };
    let second = match facts.plan.choices.edition.place() {
        Some(place) => format!("; a second is only for data that must not lie in {place}"),
        None => String::new(),
    };
    Item::new(
        "architecture/organization",
        what,
        format!("Members, projects, usage and bill of two are separate{second}."),
        "Every team works in it.",
        source::DATA_LOCATION,
    )
}

/// Chosen once; who is there already has chosen.
fn region(facts: &Facts) -> Option<Item> {
    let edition = facts.plan.choices.edition;
    let (place, host) = (edition.place()?, edition.api_host()?);
    let two = match edition {
        Edition::Us | Edition::Us2 => " (of `us` and `us2`, Sentry chooses)",
        Edition::De | Edition::SelfHosted => "",
    };
    (facts.situation() != Situation::Present).then(|| {
        Item::new(
            "architecture/region",
            format!("Choose the data region before the first event arrives: {place}."),
            "It never changes. Accounts, keys, audit log and usage may lie in the United States anyway.",
            format!("API calls go to `{host}`{two}."),
            source::DATA_LOCATION,
        )
    })
}

fn make_teams(facts: &Facts) -> Item {
    let why = "Access goes by teams: who is in none of a project’s teams does not see it, and gets none of its \
               notifications. Mirror your real teams; otherwise nobody feels responsible.";
    let number = facts.teams.len();
    let (what, done) = if number == 0 {
        (
            "Make a team for every real team, and name its folders in the ownership rules: so far \
             they name no team."
                .to_owned(),
            "The ownership rules name your teams, and this list does, too.".to_owned(),
        )
    } else {
        let these = teams(facts.teams.iter().copied());
        let what = format!(
            "Make {}: {these}. Add people to each as members.",
            words::the(number, "team", "teams")
        );
        let what = if number == 1 { what.replace(" to each", "") } else { what };
        (
            what,
            format!(
                "{} under Settings > Teams, and {} members.",
                match number {
                    1 => "It is".to_owned(),
                    2 => "Both are".to_owned(),
                    _ => format!("All {number} teams are"),
                },
                of(number, "it has", "each has")
            ),
        )
    };
    Item::new("architecture/teams", what, why, done, source::TEAMS)
}

/// Teams whose names Sentry would not take for slugs.
fn bad_slugs(facts: &Facts) -> Option<Item> {
    let bad: Vec<&str> = facts.teams.iter().copied().filter(|team| !is_slug(team, 50)).collect();
    (!bad.is_empty()).then(|| {
        Item::new(
            "architecture/team-slugs",
            format!("Rename {} before you make {}.", teams(bad.iter().copied()), of(bad.len(), "it", "them")),
            "A team’s slug takes lower-case letters, digits, `_` and `-`, is not all digits, and has at \
             most 50 characters. Ownership rules name teams by their slugs.",
            "The rules name teams by the slugs that Sentry shows.",
            source::TEAMS,
        )
    })
}

/// A team has many projects, whether this plan shows one or not.
fn many_projects(facts: &Facts) -> Option<Item> {
    let mut projects: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for project in facts.projects() {
        for team in project.teams.iter().filter(|team| !team.trim().is_empty()) {
            projects.entry(team).or_default().push(slug(project));
        }
    }
    let (team, theirs) = projects.into_iter().rev().max_by_key(|(_, theirs)| theirs.len())?;
    let what = match theirs.as_slice() {
        [] => return None,
        [one] => format!(
            "When {} gets a second project, add it to the team that has {} today: a team has as many as it \
             needs.",
            words::team(team),
            words::name(one),
        ),
        several => format!(
            "Give a team all its projects: {} has {}, {}.",
            words::team(team),
            several.len(),
            list(several.iter().copied())
        ),
    };
    let item = Item::new(
        "architecture/many-projects",
        what,
        "One person then sees, and is told of, all that the team runs.",
        format!(
            "Settings > Teams > {} > Projects lists {}.",
            words::team(team),
            of(theirs.len(), "it", "them")
        ),
        source::TEAMS,
    );
    Some(item)
}

fn access(facts: &Facts) -> Option<Item> {
    let shared = facts.those(|project| project.teams.len() > 1);
    let example = shared.iter().rev().max_by_key(|project| project.teams.len())?;
    let theirs = teams(example.teams.iter().map(String::as_str));
    let name = words::name(slug(example));
    let what = match shared.len() {
        1 => format!("Give {name} every team that works on it: {theirs}."),
        number => format!(
            "Give each project every team that works on it: {number} have more than one, {name} for \
             example {theirs}."
        ),
    };
    let item = Item::new(
        "architecture/access",
        what,
        "If a rule names a team without access, Sentry refuses to save the whole text.",
        "The rules of every project save without an error.",
        source::MEMBERSHIP,
    );
    Some(item.older(
        "A team has many projects, one to many. Today it is many to many: a project carries several \
         teams, which is what makes ownership inside one project work.",
    ))
}

fn open_membership() -> Item {
    Item::new(
        "architecture/open-membership",
        "Leave Open Membership on, unless an item below says otherwise.",
        "Members then manage their own teams, without an admin. It is on unless somebody turned it off.",
        "A new member joined a team without help.",
        source::MEMBERSHIP,
    )
    .needs(Subscription::Team)
}

fn roles(facts: &Facts) -> Item {
    let admin = if facts.is_self_hosted() || !facts.plan.choices.has(Subscription::Business) {
        "Only Owners move a project elsewhere."
    } else {
        "On Business and above, Team Admin has taken the place of Admin."
    };
    Item::new(
        "architecture/roles",
        "Give people the smallest role that does: Member for most, Manager for few, Owner for two or three.",
        format!("Rights add up. {admin}"),
        "Settings > Members lists at least two Owners.",
        source::MEMBERSHIP,
    )
    .needs(Subscription::Team)
}

fn closed_membership(facts: &Facts) -> Option<Item> {
    let number = facts.delicate.len();
    (number > 0).then(|| {
        Item::new(
            "architecture/closed-membership",
            format!(
                "Turn Open Membership off if not everybody may see {}: by {}, that may be so.",
                list(facts.delicate.iter().copied()),
                of(number, "its name", "their names"),
            ),
            "People then join by invitation only, approved by a Manager, an Owner or that team’s Team Admin.",
            "A member who asks to join such a team waits for approval.",
            source::MEMBERSHIP,
        )
        .needs(Subscription::Team)
    })
}

fn team_admins(facts: &Facts) -> Option<Item> {
    let number = facts.teams.len();
    (number > 1 && !facts.is_self_hosted()).then(|| {
        Item::new(
            "architecture/team-admins",
            format!("Name a Team Admin in each of the {number} teams, {} to begin with.", words::team(facts.lead().unwrap_or(facts.teams[0]))),
            "A Team Admin makes projects and alerts for the team, changes its projects’ settings and \
             adds people, so that these things need no Manager.",
            "Every team shows at least one Team Admin.",
            source::MEMBERSHIP,
        )
        .needs(Subscription::Business)
    })
}

fn own_projects(facts: &Facts) -> Option<Item> {
    (!facts.is_self_hosted()).then(|| {
        Item::new(
            "architecture/own-projects",
            "Decide whether members may make a project of their own.",
            "Each may make one, with a team of one; projects that nobody planned take errors that nobody routes.",
            "The project list holds nothing that you do not know.",
            source::MEMBERSHIP,
        )
        .needs(Subscription::Business)
    })
}

/// SCIM makes teams; what was made by hand is in its way.
fn directory(facts: &Facts) -> Item {
    let whose = match facts.teams.len() {
        0 => "your teams".to_owned(),
        _ => teams(facts.teams.iter().copied()),
    };
    Item::new(
        "architecture/directory",
        format!("Before you make {whose} by hand, decide whether your identity provider makes {}, by SCIM.", of(facts.teams.len(), "it", "them")),
        "A team of the same name that is there already is in SCIM’s way (“slug already exists”). SAML alone removes \
         nobody: access ends with the session, 20 hours at most; SCIM removes at once.",
        "Somebody who was moved in the identity provider has moved in Sentry.",
        source::SCIM,
    )
    .needs(Subscription::Business)
}

/// How things are called, and what breaks the habit.
fn names(facts: &Facts) -> Item {
    let odd = super::naming::check(facts.plan);
    let what = match odd.as_slice() {
        [] => "Write down how things are called, as this plan has it: the report has a table."
            .to_owned(),
        [one] => {
            format!("Put right what breaks the convention of names: {}", words::lower(&one.message))
        }
        [one, more @ ..] => format!(
            "Put right the {} names that break the convention; the first: {}",
            more.len() + 1,
            words::lower(&one.message)
        ),
    };
    Item::new(
        "architecture/names",
        what,
        format!(
            "Teams, projects, environments and releases such as {} are searched by name, and some names never change.",
            words::name(&super::naming::release(facts.plan))
        ),
        "The next project was named by it without a question.",
        source::PROJECT,
    )
}

/// Names that Sentry would cut or refuse.
fn long_names(facts: &Facts) -> Option<Item> {
    let long = facts.those(|it| it.name.chars().count() > 50 || it.slug.chars().count() > 100);
    (!long.is_empty()).then(|| {
        Item::new(
            "architecture/long-names",
            format!(
                "Shorten {} of {}.",
                of(long.len(), "the name", "the names"),
                super::facts::slugs(&long)
            ),
            "A project’s name has at most 50 characters, its slug at most 100.",
            "Every project in Sentry is called as in the plan.",
            source::PROJECT,
        )
    })
}
