//! Alerts: where each team is told, and who would be told how often.

use super::Parts;
use crate::organization::Organization;
use crate::ownership::Owner;
use crate::playbook::Choice;
use crate::playbook::alerts::{
    Channel, Choice as Chosen, Destination, LEAST, Messenger, Preview, Row, Way, Who, WithoutOwner,
    preview,
};
use crate::routing::per_week;
use crate::session::commands::PlaybookCommand;
use crate::session::draw::{
    button, choice, details, el, field, owner, paragraph, prose, rest, table, text,
};
use crate::session::later::told::Told;
use crate::session::later::views::errors_behind::behind;
use crate::session::later::views::load::weekly;
use crate::session::protocol::{Intent, Node};
use crate::text::csv::quoted;
use crate::text::numbers::{large, plural};
use std::fmt::Write;

/// How many teams have fields in sight, and how many rows the table has.
const IN_SIGHT: usize = 24;
const MOST: usize = 200;

/// The tool of the chapter.
pub fn draw(parts: &Parts<'_>) -> Vec<Node> {
    let organization = parts.organization;
    let teams = organization.all_teams();
    let teams: Vec<&str> = teams.into_iter().filter(|team| !team.trim().is_empty()).collect();
    if organization.projects.is_empty() || teams.is_empty() {
        return vec![paragraph("soft", "Without teams that own projects there is nobody to tell.")];
    }
    let heading = |words: &str| el("h3", "", []).says(words).keyed(words);
    let mut body = vec![
        heading("Where teams are told"),
        paragraph(
            "",
            "Mail needs nothing: one alert follows the owners of each issue, and a channel that is linked with the team in \
             Sentry takes the mail’s place. A team with a channel here gets an alert of its own, on what is assigned to it, \
             and the alert for all passes that over.",
        ),
        without_owner(organization),
    ];
    body.extend(channels(organization, &teams));
    body.push(heading("Who would be told"));
    body.extend(told_of(parts, &(parts.told)()));
    body
}

fn pick(what: Chosen) -> PlaybookCommand {
    PlaybookCommand::Choose(Choice::Alerts(what))
}

fn without_owner(organization: &Organization) -> Node {
    let options = [WithoutOwner::ActiveMembers, WithoutOwner::AllMembers, WithoutOwner::NoOne]
        .map(|it| (it.id(), it.words()));
    let chosen = organization.choices.alerts.without_owner.id();
    let pick = choice("Issues without owner go to", &options, chosen, pick(Chosen::WithoutOwner));
    el("div", "fields", [pick]).keyed("without-owner")
}

/// The fields of each team.
fn channels(organization: &Organization, teams: &[&str]) -> Vec<Node> {
    let mut fields: Vec<Node> = teams.iter().map(|team| fields_of(organization, team)).collect();
    let rest = fields.split_off(fields.len().min(IN_SIGHT));
    let mut parts = fields;
    if !rest.is_empty() {
        let title = format!("{} more", plural(rest.len() as u32, "team", "teams"));
        parts.push(details("more-teams", &title, rest));
    }
    parts
}

fn fields_of(organization: &Organization, team: &str) -> Node {
    let messengers = [Messenger::Mail, Messenger::Slack, Messenger::MsTeams, Messenger::PagerDuty];
    let options = messengers.map(|it| (it.id(), it.title()));
    let (by, to) = organization.choices.alerts.channel(team);
    let by_field =
        choice(&format!("#{team} by"), &options, by.id(), pick(Chosen::By(team.to_owned())));
    let mut fields = vec![by_field];
    let placeholder = match by {
        Messenger::Mail => None,
        Messenger::Slack => Some("#web-alerts C024BE91L"),
        Messenger::MsTeams => Some("Team / Channel"),
        Messenger::PagerDuty => Some("name of the service"),
    };
    if let Some(placeholder) = placeholder {
        let label = match by {
            Messenger::Slack => "Channel, and its ID for Terraform",
            Messenger::Mail | Messenger::MsTeams => "Channel",
            Messenger::PagerDuty => "Service",
        };
        let field = field(label, to, placeholder, pick(Chosen::To(team.to_owned())));
        fields.push(field.keyed(format!("to-{team}")));
    }
    let channel = Channel { by, to: to.to_owned() };
    let has_project = organization.projects.iter().any(|it| it.teams.iter().any(|it| it == team));
    let missing = match Destination::read(&channel) {
        Err(missing) => Some(missing),
        Ok(Some(_)) if !organization.choices.has(LEAST) => {
            Some("It needs the Team plan or a larger one.")
        }
        Ok(Some(_)) if !has_project => {
            Some("The team has no project, so nothing is assigned to it.")
        }
        Ok(_) => None,
    };
    if let Some(missing) = missing {
        let words = format!("{missing} Until then it is told by mail.");
        fields.push(el("span", "soft", []).says(words).keyed(format!("missing-{team}")));
    }
    el("div", "fields channel", fields).keyed(format!("team-{team}"))
}

/// The preview.
fn told_of(parts: &Parts<'_>, told: &Told) -> Vec<Node> {
    if told.issues.is_empty() {
        let words = "Paste errors with their counts under Error, as Discover or the list of issues exports them: here \
             stands who would be told of them, and how often.";
        return vec![paragraph("soft", words).keyed("no-errors")];
    }
    let preview = preview(parts.organization, &told.issues);
    let mut body = vec![paragraph("lead", &sentence(&preview, told)).keyed("told-sentence")];
    let rows = preview.rows.iter().take(MOST).map(|row| cells(parts, row, told)).collect();
    let headings = ["Who", "Where", "#Issues", "#Told a week, at most", "#Errors a week", "Note"];
    body.push(table("told", &headings, rows).keyed("told"));
    body.extend(rest(preview.rows.len(), MOST, "row", "rows"));
    let csv = Intent::Save("who-is-told.csv".into(), "text/csv".into(), csv(&preview, told.days));
    body.push(el("p", "", [button("", "Save as CSV", csv)]).keyed("told-save"));
    body.extend(notes(&preview, told).into_iter().map(|words| paragraph("soft", &words)));
    body
}

fn sentence(preview: &Preview, told: &Told) -> String {
    let of = |holds: &dyn Fn(&Row) -> bool| -> u64 {
        preview.rows.iter().filter(|row| holds(row)).map(|row| row.issues).sum()
    };
    let fallen = of(&|row| matches!(row.who, Who::Members { .. }));
    let nobody = of(&|row| matches!(row.who, Who::Nobody));
    let unknown = of(&|row| matches!(row.who, Who::Unknown));
    let owned = preview.issues - fallen - nobody - unknown;
    let mut words = format!(
        "Of {}, {} {} an owner",
        plural(preview.issues as u32, "issue", "issues"),
        large(owned),
        if owned == 1 { "reaches" } else { "reach" }
    );
    for (number, one, many) in [
        (
            fallen,
            "goes to members at large, since it has no owner",
            "go to members at large, since they have no owner",
        ),
        (nobody, "is told to nobody", "are told to nobody"),
        (
            unknown,
            "can’t be placed: nothing says where it comes from",
            "can’t be placed: nothing says where they come from",
        ),
    ] {
        if number > 0 {
            let _ = write!(words, ", {} {}", large(number), if number == 1 { one } else { many });
        }
    }
    words.push('.');
    if told.issues.len() < told.all {
        let _ =
            write!(words, " They are those that come most often, of {}.", large(told.all as u64));
    }
    words
}

fn cells(parts: &Parts<'_>, row: &Row, told: &Told) -> Vec<Vec<Node>> {
    let (answer, days) = (parts.answer, told.days);
    let which: Vec<usize> = row.which.iter().flat_map(|&at| &told.issues[at].of).copied().collect();
    let who = match &row.who {
        Who::Owner(who) => owner(Some(&who.to_string()), answer.place_of(who)),
        Who::Members { .. } | Who::Unknown => el("span", "", prose(&name(&row.who))),
        Who::Nobody => owner(None, None),
    };
    vec![
        vec![who],
        vec![text(place(row))],
        vec![behind(large(row.issues), &which, parts.errors)],
        vec![text(if row.way.is_some() { weekly(row.issues, days) } else { "–".to_owned() })],
        vec![text(weekly(row.errors, days))],
        vec![text(note(row))],
    ]
}

fn name(who: &Who) -> String {
    match who {
        Who::Owner(owner) => owner.to_string(),
        Who::Members { of, project, teams } => {
            let of = of.words();
            match project {
                Some(project) if teams.len() < 4 => {
                    let teams: Vec<String> = teams.iter().map(|team| format!("#{team}")).collect();
                    format!("{of} of {}, for {project}", teams.join(", "))
                }
                Some(project) => format!("{of} of {} teams, for {project}", teams.len()),
                None => format!("{of} of a project that is not known"),
            }
        }
        Who::Nobody => "nobody".to_owned(),
        Who::Unknown => "not known".to_owned(),
    }
}

fn place(row: &Row) -> String {
    match row.way {
        Some(Way::Mail) => "mail".to_owned(),
        Some(Way::Channel(destination)) => destination.to_string(),
        None => String::new(),
    }
}

fn note(row: &Row) -> String {
    let last = format!(
        "{} of them assigned to somebody else: told as the last owner that rules name",
        large(row.as_last)
    );
    match row.who {
        Who::Owner(_) if row.as_last > 0 => last,
        Who::Owner(_) => String::new(),
        Who::Members { .. } => "fallthrough: no owner".to_owned(),
        Who::Nobody => "no owner".to_owned(),
        Who::Unknown => "no file and no frame is known".to_owned(),
    }
}

/// What the figures rest on.
fn notes(preview: &Preview, told: &Told) -> Vec<String> {
    let mut notes = vec![format!(
        "An alert tells of an issue when it is new or back, not of every error. So each counts once, as if all had become \
         new in {}; a regression adds one.",
        match days(told.days).as_str() {
            "1" => "one day".to_owned(),
            days => format!("these {days} days"),
        }
    )];
    if !preview.passed_over.is_empty() {
        let named = preview.passed_over.iter().take(5);
        let named: Vec<String> = named
            .map(|(owner, issues)| format!("{} of {}", shown(owner), large(*issues)))
            .collect();
        notes.push(format!(
            "Named as the last owner, and not told, since the issue is assigned to a team with a channel of its own: {}.",
            named.join(", ")
        ));
    }
    notes.push(
        "Not verified: that the alert for all tells the last owner and the assignee, and nobody else, was read in code of \
         about 2024. How many members count as recently active is not known. Authors of suspect commits may be told, too."
            .to_owned(),
    );
    notes
}

fn shown(owner: &Owner) -> String {
    format!("`{}`", owner.to_string().replace('`', "'"))
}

fn days(days: f64) -> String {
    if days.fract() == 0.0 { large(days as u64) } else { format!("{days:.1}") }
}

fn csv(preview: &Preview, days: f64) -> String {
    let mut csv = String::from("who,where,issues,told a week at most,errors a week,note\n");
    for row in &preview.rows {
        let told = if row.way.is_some() { per_week(row.issues, days) } else { 0.0 };
        let _ = writeln!(
            csv,
            "{},{},{},{told:.1},{:.1},{}",
            quoted(&name(&row.who)),
            quoted(&place(row)),
            row.issues,
            per_week(row.errors, days),
            quoted(&note(row))
        );
    }
    csv
}
