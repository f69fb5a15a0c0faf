//! The code host, a chat, a tracker, one alert.

use crate::organization::{RepositoryHost, Subscription};
use crate::playbook::Item;
use crate::playbook::alerts::{self, WithoutOwner};
use crate::playbook::facts::Facts;
use crate::playbook::sources as source;
use crate::playbook::words::{self, of, teams};

pub fn code_host(facts: &Facts) -> Item {
    let repositories = facts.repositories();
    let which = match repositories.as_slice() {
        [] => String::new(),
        names => format!(", and let it see {}", words::list(names.iter().copied())),
    };
    let (page, note) = match facts.plan.choices.host {
        RepositoryHost::Github => (
            source::GITHUB,
            "There are several apps: the one for github.com, another for GitHub Enterprise on a domain of its own, \
             which must be reachable for Sentry.",
        ),
        RepositoryHost::Gitlab => {
            (source::GITLAB, "It also brings CODEOWNERS and suspect commits.")
        }
        RepositoryHost::Bitbucket => (
            source::BITBUCKET,
            "CODEOWNERS is read from there by now; suspect commits go by the commits of releases.",
        ),
        RepositoryHost::AzureDevops => (
            source::AZURE_DEVOPS,
            "CODEOWNERS is not read from there, so routing rests on ownership rules; suspect commits go by the commits of \
             releases.",
        ),
    };
    Item::new(
        "workflow/code-host",
        format!("Connect {}{which}.", facts.host()),
        format!(
            "All projects can use the connection. Commits, links into the code and code mappings rest on it. {note}"
        ),
        if repositories.len() == 1 {
            "Settings > Repositories lists it.".to_owned()
        } else {
            "Settings > Repositories lists each of them.".to_owned()
        },
        page,
    )
}

pub fn chat(facts: &Facts) -> Item {
    let number = facts.teams.len();
    let whose = match number {
        0 => "each team’s channel".to_owned(),
        1 => format!("the channel of {}", teams(facts.teams.iter().copied())),
        _ => format!("the channel of each of the {number} teams"),
    };
    Item::new(
        "workflow/chat",
        format!("Connect Slack, or your chat, and link {whose}."),
        "A team has no address of its own: its members get mail until a channel is linked. Once installed, the \
         connection serves everybody; `@sentry` has to be invited to private channels. If saving an alert is slow or refused, give the \
         channel’s ID.",
        of(number, "A test notification for the team arrives in its channel.", "A test notification for each team arrives in its channel."),
        source::SLACK,
    )
    .needs(Subscription::Team)
    .code("In the channel", "text", "/sentry link team\n")
}

pub fn tracker() -> Item {
    Item::new(
        "workflow/tracker",
        "Connect the tracker that teams plan in, and make a ticket from an issue.",
        "Work that is not in the tracker rarely gets done.",
        "A ticket links to its issue, and the issue to its ticket.",
        source::INTEGRATIONS,
    )
    .needs(Subscription::Team)
}

/// The plan's own alert, as the script and Terraform make it.
pub fn alert(facts: &Facts) -> Option<Item> {
    let alerts = alerts::of(facts.plan);
    let (alert, of_teams) = alerts.split_first()?;
    let when: Vec<&str> = alert.triggers.iter().map(|it| it.words()).collect();
    let place = alert.environment.map_or(String::new(), |it| format!(" in {}", words::name(it)));
    let after = alert.environment.map_or(String::new(), |it| {
        format!(
            " Make it after the first event from {}: before, Sentry refuses it.",
            words::name(it)
        )
    });
    let but = match of_teams {
        [] => String::new(),
        of_teams => format!(
            " It passes over what is assigned to {}, told by an alert of {}.",
            teams(of_teams.iter().filter_map(alerts::Alert::team)),
            of(of_teams.len(), "its own", "their own")
        ),
    };
    let fallthrough = match alert.without_owner() {
        Some(WithoutOwner::NoOne) => " An issue without owner is told to nobody.".to_owned(),
        Some(others) => {
            format!(" An issue without owner goes to {} of the project’s teams.", others.words())
        }
        None => String::new(),
    };
    let item = Item::new(
        "workflow/alert",
        format!(
            "Make one alert for {}: a {} issue{place} goes to suggested assignees.",
            facts.counted(),
            when.join(" or "),
        ),
        format!(
            "Suggested assignees are the assignee, the owners by rules, and authors of suspect commits: the alert \
             follows the plan’s ownership by itself. Where a rule names several owners, it tells the last of them beside the assignee, \
             who is the first; so Sentry’s code of about 2024 reads.{fallthrough} The script and Terraform make it, as {}.{but}{after}",
            words::name(&alert.name)
        ),
        "An error in a folder whose rule names one team notifies that team; where it names several, the first and the last, as Simulate shows.",
        source::CREATE_ALERTS,
    );
    Some(item.older(
        "Alerts belong to a project, one for each folder. Today an alert belongs to the organization and takes any \
         projects; who owns a folder is for the rules.",
    ))
}

/// Whom the plan's alert tells when there is no owner.
pub fn nobody(facts: &Facts) -> Option<Item> {
    let alerts = alerts::of(facts.plan);
    let alert = alerts.first()?;
    let without_owner = alert.without_owner()?;
    let all = facts.all_projects();
    let name = words::name(&alert.name);
    let (what, why) = match without_owner {
        WithoutOwner::ActiveMembers | WithoutOwner::AllMembers => (
            format!(
                "Once Coverage shows no file without owner in {all}, let {name} tell nobody when there is no owner; it begins \
                 with {}.",
                without_owner.words()
            ),
            "What goes to everybody is read by nobody.",
        ),
        WithoutOwner::NoOne => (
            format!(
                "Keep Coverage free of files without owner in {all}: when there is no owner, {name} tells nobody."
            ),
            "What has no owner is seen only by whoever looks at the list of issues.",
        ),
    };
    let item = Item::new(
        "workflow/no-owner",
        what,
        format!(
            "{why} This is set in the alert: a project’s old fallthrough setting no longer counts."
        ),
        "For a week nobody got a notification that was somebody else’s.",
        source::CREATE_ALERTS,
    );
    Some(item)
}

pub fn default_alerts(facts: &Facts) -> Option<Item> {
    let number = facts.projects().len();
    (number > 1).then(|| {
        Item::new(
            "workflow/default-alerts",
            format!("Make the {number} projects without the default alert, or delete it in each."),
            "Every new project comes with an alert of its own about new issues. Beside the one for all, everything \
             is told twice. The script and Terraform make projects without it, by `default_rules`.",
            "The list of alerts holds the ones you made.",
            source::ALERTS,
        )
    })
}
