//! What follows once these are connected.

use crate::organization::{Project, RepositoryHost, Subscription};
use crate::ownership::{MatcherKind, parse};
use crate::playbook::Item;
use crate::playbook::facts::{Facts, slug, slugs};
use crate::playbook::sources as source;
use crate::playbook::words::{self, many};
use crate::projects::platform::Platform;

/// An alert for a folder, by the path of a frame.
pub fn by_path(facts: &Facts) -> Option<Item> {
    let project =
        facts.those(|it| !it.teams.is_empty()).into_iter().max_by_key(|it| it.teams.len())?;
    let owned = ownership_of(project);
    let (folder, team) = owned.last().cloned().unwrap_or_else(|| {
        let root = [&project.mapping.stack_root, &project.root].into_iter();
        let root = root.map(|it| it.trim_matches('/')).find(|it| !it.is_empty()).unwrap_or("src");
        (format!("{root}/"), project.teams[0].clone())
    });
    let item = Item::new(
        "workflow/alerts-by-path",
        format!(
            "Where a folder has to wake somebody, give {} an alert with the filter `stacktrace.filename` contains {}.",
            words::team(&team),
            words::name(&folder)
        ),
        "It looks at the paths of frames, as ownership rules do. For everything else the owners are enough: they follow \
         the rules, an alert by path has to be kept up beside them.",
        format!(
            "A test error from that folder of {} fires it, one from another folder does not.",
            words::name(slug(project))
        ),
        source::CREATE_ALERTS,
    );
    Some(item)
}

/// Folders that rules of a project name, with their first team, as rules write them.
fn ownership_of(project: &Project) -> Vec<(String, String)> {
    let rules = parse(&project.rules).rules;
    let plain = |pattern: &str| {
        let folder = pattern.strip_suffix('*')?.trim_start_matches(['*', '/']);
        let is_folder = folder.ends_with('/') && !folder.contains(['*', '?', '[', '{']);
        is_folder.then(|| folder.to_owned())
    };
    let named = rules.iter().filter(|rule| rule.matcher.kind == MatcherKind::Path);
    named
        .filter_map(|rule| {
            Some((
                plain(&rule.matcher.pattern)?,
                rule.owners.iter().find_map(|it| it.team())?.to_owned(),
            ))
        })
        .collect()
}

pub fn pages(facts: &Facts) -> Option<Item> {
    let most: Vec<&str> = if facts.delicate.is_empty() {
        facts.example().map(slug).into_iter().collect()
    } else {
        facts.delicate.clone()
    };
    (!most.is_empty()).then(|| {
        Item::new(
            "workflow/paging",
            format!(
                "Let only what cannot wait page somebody, perhaps in {}.",
                words::list(most.iter().copied())
            ),
            "PagerDuty, Opsgenie and others are actions of an alert, with a service and a severity each. A metric \
             monitor without a warning level resolves its incident by itself.",
            "Nobody was woken by an issue that waited until morning.",
            source::PAGERDUTY,
        )
    })
}

/// Languages for which code mappings come by themselves.
const MAPPED: [&str; 15] = [
    "javascript",
    "node",
    "bun",
    "deno",
    "python",
    "java",
    "android",
    "php",
    "ruby",
    "go",
    "dotnet",
    "react",
    "electron",
    "capacitor",
    "ionic",
];

pub fn links(facts: &Facts) -> Item {
    let github = facts.plan.choices.host == RepositoryHost::Github;
    let (own, by_hand): (Vec<&Project>, Vec<&Project>) = facts
        .projects()
        .iter()
        .partition(|project| MAPPED.contains(&Platform::family(&project.platform)));
    let what = match (github, own.is_empty(), by_hand.as_slice()) {
        (true, false, []) => format!(
            "Look at the code mappings that Sentry made by itself for {}, and correct them.",
            slugs(&own)
        ),
        (true, false, by_hand) => format!(
            "Correct the code mappings that Sentry made by itself for {}, and make those of {}.",
            slugs(&own),
            slugs(by_hand)
        ),
        _ => "Make the code mappings, so that frames link to the code.".to_owned(),
    };
    Item::new(
        "workflow/stack-trace-links",
        what,
        "Several may stand side by side, and the most specific wins. Give none an empty stack root, where you can.",
        "A click on a frame opens the line at the code host.",
        source::STACK_TRACE_LINKS,
    )
}

pub fn comments(facts: &Facts) -> Option<Item> {
    let read = facts.those(|project| {
        matches!(
            Platform::family(&project.platform),
            "javascript" | "node" | "python" | "php" | "ruby" | "bun" | "deno"
        )
    });
    (facts.plan.choices.host == RepositoryHost::Github && !facts.projects().is_empty()).then(|| {
        let open = match read.as_slice() {
            [] => String::new(),
            read => format!(" For {} also on open ones, about files that fail already.", slugs(read)),
        };
        Item::new(
            "workflow/pull-request-comments",
            format!("Let Sentry comment on merged pull requests whose commits are suspects.{open}"),
            "Its author hears of it within two weeks of the merge, before anybody assigns an issue.",
            "A pull request carries such a comment.",
            source::GITHUB,
        )
    })
}

pub fn fixes(facts: &Facts) -> Item {
    let slug = facts.example().map_or("shop", slug);
    let short: String = slug.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    let short = if short.is_empty() { "SHOP".to_owned() } else { short.to_uppercase() };
    Item::new(
        "workflow/fixes",
        format!(
            "Close issues by commit: {} in the message or the pull request.",
            words::name(&format!("fixes {short}-1A"))
        ),
        "The issue is resolved with the release that holds the commit, and comes back as a regression if it fails \
         again. It needs releases that know their commits.",
        "An issue names the commit that resolved it.",
        source::COMMITS,
    )
}

pub fn people(facts: &Facts) -> Item {
    Item::new(
        "workflow/people",
        format!("Map people of {} to people in Sentry, one to one.", facts.host()),
        "Suspect commits and assignees go by that.",
        "The issue and its ticket have the same assignee.",
        source::INTEGRATIONS,
    )
}

pub fn jira() -> Item {
    Item::new(
        "workflow/jira",
        "With Jira, make no field of your own required where alerts make tickets.",
        "Such a field stops the ticket. The pages on Jira Server are of February 2024.",
        "An alert made a ticket without an error.",
        source::JIRA,
    )
    .needs(Subscription::Business)
}

pub fn who_may(facts: &Facts) -> Item {
    let number = facts.teams.len();
    Item::new(
        "workflow/who-may",
        "Decide whether members may make and change alerts.",
        if number > 1 {
            format!("By default they may. With {number} teams, one may change another’s alert.")
        } else {
            "By default they may.".to_owned()
        },
        "“Let Members Create and Edit Monitors and Alerts” is set as you decided.",
        source::CREATE_ALERTS,
    )
    .needs(Subscription::Team)
}

/// The numbers that large organizations meet.
pub fn limits(facts: &Facts) -> Option<Item> {
    let number = facts.projects().len();
    (number >= 50).then(|| {
        Item::new(
            "workflow/limits",
            format!("Count alerts before you make one per project: here that is {number}."),
            "An organization has at most 1,000; a project at most 100 with a frequency filter and 500 without. \
             Metric monitors have smaller limits by plan. The numbers come from a change to the pages that was still \
             open when it was read.",
            format!("There are far fewer alerts than {}.", many(number, "project", "projects")),
            source::ALERT_LIMITS,
        )
    })
}

pub fn single_sign_on() -> Item {
    Item::new(
        "workflow/single-sign-on",
        "Require single sign-on (SAML), and look at the audit log now and then.",
        "It removes nobody by itself: a session lasts up to 20 hours. SCIM removes.",
        "Nobody signs in with a password.",
        source::SSO,
    )
    .needs(Subscription::Business)
}

pub fn webhooks() -> Item {
    Item::new(
        "workflow/webhooks",
        "Use an internal integration for what has no connection of its own.",
        "Its token has rights that you choose and belongs to nobody; Terraform wants one, too.",
        "No script runs with a personal token.",
        source::AUTH_TOKENS,
    )
}
