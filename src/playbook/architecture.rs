//! Organization, teams, roles.

use super::facts::{Facts, slug};
use super::sources as source;
use super::words::{self, list, many, of, teams};
use super::{Chapter, Item};

/// The chapter.
pub fn write(facts: &Facts, chapter: Chapter) -> Chapter {
    chapter
        .intro(intro(facts))
        .basic([
            Some(organization(facts)),
            region(facts),
            Some(make_teams(facts)),
            bad_slugs(facts),
            access(facts),
            Some(open_membership()),
            Some(roles(facts)),
        ])
        .advanced([
            Some(closed_membership(facts)),
            team_admins(facts),
            own_projects(facts),
            Some(directory(facts)),
            second_organization(facts),
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
        "" => {
            "Make one organization for everything, and put its slug into “What the plan is for”, \
               above."
                .to_owned()
        }
        _ => format!("Keep everything in one organization, {}.", facts.organization()),
    };
    Item::new(
        "architecture/organization",
        what,
        "Organizations share nothing: members, projects, usage and the bill are all separate. Nobody \
         can follow an error from one into another.",
        format!("Every team works in {}, and no second one is in use.", facts.organization()),
        source::DATA_LOCATION,
    )
}

fn region(facts: &Facts) -> Option<Item> {
    let edition = facts.plan.choices.edition;
    let (place, host) = (edition.place()?, edition.api_host()?);
    let item = Item::new(
        "architecture/region",
        format!("Choose the data region before the first event arrives: {place}."),
        "The region is set when the organization is made and can never be changed; a new organization \
         would be needed. Wherever that is, accounts, organization settings, teams, DSN keys, the audit \
         log, cron check-ins and usage figures may still be kept in the United States: tell whoever \
         looks after data protection.",
        format!("API calls for {} go to `{host}`.", facts.organization()),
        source::DATA_LOCATION,
    );
    Some(item)
}

fn make_teams(facts: &Facts) -> Item {
    let why = "Members of a team get its notifications, and its issues can be assigned to it. Mirror \
               the real chart of teams, or nobody feels addressed.";
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
        let what = format!("Make {}: {these}.", words::the(number, "team", "teams"));
        (
            what,
            format!(
                "{} under Settings > Teams, and {} members.",
                if number == 1 { "It is".to_owned() } else { format!("All {number} are") },
                of(number, "it has", "each has")
            ),
        )
    };
    Item::new("architecture/teams", what, why, done, source::TEAMS)
}

/// Teams whose names Sentry would not take for slugs.
fn bad_slugs(facts: &Facts) -> Option<Item> {
    let bad: Vec<&str> = facts.teams.iter().copied().filter(|team| !is_slug(team)).collect();
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

fn is_slug(team: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '-';
    team.len() <= 50 && team.chars().all(plain) && !team.chars().all(|c| c.is_ascii_digit())
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
        "Access to a project comes through its teams. If a rule names a team without access, Sentry \
         refuses to save the whole text.",
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
        "Everybody can then join or leave a team, or add others, without waiting for somebody with \
         rights. It is on unless somebody turned it off.",
        "Settings > General Settings shows it on, and a new member joined a team without help.",
        source::MEMBERSHIP,
    )
}

fn roles(facts: &Facts) -> Item {
    let hosted = "On the Business and Enterprise plans the role Admin is given no more; Team Admin, for \
                  single teams, took its place.";
    let why = "Rights from several roles add up. Only Owners move a project to another organization, and \
               Owners and Billing see the bill.";
    Item::new(
        "architecture/roles",
        "Give people the smallest role that does: Member for nearly all, Manager for the few who run \
         Sentry, Owner for two or three.",
        if facts.is_self_hosted() { why.to_owned() } else { format!("{why} {hosted}") },
        "Settings > Members lists at least two Owners, and you can say of each why.",
        source::MEMBERSHIP,
    )
}

fn closed_membership(facts: &Facts) -> Item {
    let what = "Turn Open Membership off if not everybody may see every project.";
    let what = match facts.delicate.len() {
        0 => format!("{what} No name here suggests it, but you know better."),
        number => format!(
            "{what} By {}, {} may hold data that not all should see.",
            of(number, "its name", "their names"),
            list(facts.delicate.iter().copied()),
        ),
    };
    Item::new(
        "architecture/closed-membership",
        what,
        "With it off, people join by invitation only, approved by a Manager, an Owner or that team’s \
         Team Admin.",
        "A member who asks to join such a team waits for approval.",
        source::MEMBERSHIP,
    )
}

fn team_admins(facts: &Facts) -> Option<Item> {
    let number = facts.teams.len();
    (number > 1 && !facts.is_self_hosted()).then(|| {
        Item::new(
            "architecture/team-admins",
            format!("Name a Team Admin in each of the {number} teams (Business and Enterprise plans)."),
            "A Team Admin makes projects and alerts for the team, changes its projects’ settings and \
             adds people, so that these things need no Manager.",
            "Every team shows at least one Team Admin.",
            source::MEMBERSHIP,
        )
    })
}

fn own_projects(facts: &Facts) -> Option<Item> {
    (!facts.is_self_hosted()).then(|| {
        Item::new(
            "architecture/own-projects",
            "Decide whether members may make a project of their own (Business and Enterprise plans).",
            "A plain Member can make one, with a team of one person, and so does a script that names no team. \
             Projects that nobody planned take errors that nobody routes.",
            "The project list holds nothing but the plan’s projects and those you know of.",
            source::MEMBERSHIP,
        )
    })
}

fn directory(facts: &Facts) -> Item {
    let number = facts.teams.len();
    let whose = match number {
        0 => "your teams".to_owned(),
        1 => teams(facts.teams.iter().copied()),
        _ => format!("the {number} teams"),
    };
    Item::new(
        "architecture/directory",
        format!("Fill {whose} from your identity provider by SCIM, if you have one."),
        "Who joins or leaves the company joins or leaves the team, without anybody thinking of Sentry. \
         Okta and Microsoft Entra are described.",
        "Somebody who was moved in the identity provider has moved in Sentry.",
        source::SCIM,
    )
}

fn second_organization(facts: &Facts) -> Option<Item> {
    let here = facts.plan.choices.edition.place()?;
    let item = Item::new(
        "architecture/second-organization",
        format!("Make a second organization only for data that must not be kept in {here}."),
        "A legal wall between regions is the one good reason. Departments, customers and stages are \
         none: teams, tags and environments serve them.",
        "There is one organization, or a written reason for the second.",
        source::DATA_LOCATION,
    );
    Some(item)
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
