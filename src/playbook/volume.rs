//! How much comes in, and what guards against too much.

use super::facts::{Facts, slug, slugs, surface};
use super::sources as source;
use super::words::{self, list, many, of};
use super::{Chapter, Item};
use crate::organization::{Project, Subscription};
use crate::projects::platform::Surface;
use crate::text::numbers::count;

/// The chapter.
pub fn write(facts: &Facts, chapter: Chapter) -> Chapter {
    let chapter = chapter.intro(
        "What comes in is accepted, filtered or dropped, and only what is accepted counts. The page’s calculator says \
         what that means for these projects.",
    );
    if facts.is_self_hosted() {
        return chapter.basic([stats(facts), own_disk(), own_limits()]).advanced([
            Some(keys(facts)),
            Some(rate_limits(facts)),
            sampling(facts),
        ]);
    }
    chapter.basic([stats(facts), counts(), spikes(facts), over_quota(), prices()]).advanced([
        floor(facts),
        Some(rate_limits(facts)),
        Some(keys(facts)),
        Some(allocation(facts)),
        sampling(facts),
        per_team(facts),
        Some(reserved()),
    ])
}

fn stats(facts: &Facts) -> Item {
    let number = facts.projects().len();
    Item::new(
        "volume/stats",
        match number {
            0 | 1 => "Look at Stats > Usage every week for the first month.".to_owned(),
            _ => format!(
                "Look at Stats > Usage every week for the first month, project by project: there are {number}."
            ),
        },
        "It separates what was accepted, filtered and dropped, for up to 90 days, and every member may look. A project \
         that takes most of the quota is found there and nowhere else.",
        "You can name the project with the most events, and why.",
        source::EVENT_STREAM,
    )
}

fn counts() -> Item {
    Item::new(
        "volume/counts",
        "Learn what counts: every accepted event, of archived issues as well.",
        "What filters, rate limits or spike protection drop does not; archiving saves nothing.",
        "No noisy issue is merely archived.",
        source::QUOTAS,
    )
}

/// Projects that work in bursts, as far as names and platforms tell.
fn bursts<'o>(facts: &Facts<'o>) -> Vec<&'o Project> {
    let words = [
        "batch",
        "worker",
        "workers",
        "cron",
        "job",
        "jobs",
        "etl",
        "import",
        "importer",
        "scheduler",
    ];
    let named = |text: &str| {
        let mut parts = text.split(|c: char| !c.is_alphanumeric());
        parts.any(|part| words.contains(&part.to_lowercase().as_str()))
    };
    facts.those(|it| {
        matches!(it.platform.as_str(), "python-celery" | "python-rq")
            || named(&it.slug)
            || it.process.as_deref().is_some_and(named)
    })
}

fn spikes(facts: &Facts) -> Item {
    let bursts = bursts(facts);
    let number = facts.projects().len();
    let which = words::all(number, "project");
    let except = match bursts.as_slice() {
        [] => String::new(),
        bursts => {
            format!(" (consider leaving out {}, which may work in bursts)", slugs(bursts))
        }
    };
    Item::new(
        "volume/spike-protection",
        format!(
            "Turn spike protection on for {which}{except}, and turn on its notifications, too."
        ),
        "It drops errors, transactions and attachments above a threshold that follows the last seven days. \
         Notifications are off by default. It does nothing during a trial.",
        "Settings > Spike Protection shows it on, as the script and Terraform set it, and somebody gets the notification.",
        source::SPIKE_PROTECTION,
    )
}

fn over_quota() -> Item {
    Item::new(
        "volume/over-quota",
        "Settle who decides when the quota is used up.",
        "Sentry then drops everything until the next period, after three days of grace, once.",
        "Somebody who may decide hears of it before.",
        source::QUOTAS,
    )
}

fn prices() -> Item {
    Item::new(
        "volume/prices",
        "Take prices and included volumes from Sentry’s page on the day you decide.",
        "They have changed more than once, so none are printed here.",
        "The figure in your budget has a date.",
        source::PRICING,
    )
}

fn floor(facts: &Facts) -> Option<Item> {
    let number = facts.projects().len();
    let counted = number.clamp(1, 5) as u32;
    let many = many(number, "project", "projects");
    (number > 0).then(|| Item::new(
        "volume/spike-floor",
        format!(
            "Know when spike protection starts to drop events: with {many}, at a {}th of the quota in an hour.",
            count(240 * counted)
        ),
        "The floor is `max(500, 3 × quota ÷ (720 × projects))` events an hour for each project, with projects counted \
         to five at most. More than five therefore lower it no further.",
        "The floor in the calculator lies above what your busiest project sends in a usual hour.",
        source::SPIKE_PROTECTION,
    ))
}

fn rate_limits(facts: &Facts) -> Item {
    let what = match facts.example() {
        Some(project) => format!(
            "Set a rate limit on the production key of {}, then on others.",
            words::name(slug(project))
        ),
        None => "Set a rate limit on the production key of each project.".to_owned(),
    };
    let (organization, project) = (facts.plan.slug(), facts.example().map_or("shop", slug));
    let address = format!("/api/0/projects/{organization}/{project}/keys/{{key}}/");
    Item::new(
        "volume/rate-limits",
        what,
        String::from(
            "Unlike spike protection, it is a fixed ceiling. `GET` on the address without the key lists the keys. Take the peak of the last 30 days and add to it; a window \
             of a minute drops the flood and keeps what follows."
        ),
        "The key that is deployed shows a limit, and Stats shows nothing dropped by it on a usual day.",
        source::EVENT_STREAM,
    )
    .code(&format!("PUT {address}"), "json", r#"{"rateLimit": {"window": 60, "count": 1000}}"#)
    .needs(Subscription::Business)
}

fn keys(facts: &Facts) -> Item {
    let stages = facts.environments.iter().skip(1).copied();
    let stages = list(stages);
    Item::new(
        "volume/keys",
        if stages.is_empty() {
            format!("Give load tests of {} their own key.", facts.example_name())
        } else {
            format!("Give {stages} of {} their own key, with a low limit.", facts.example_name())
        },
        "A project can have several keys, and so several DSNs. A load test then uses up its own limit.",
        format!("Turning off that key leaves {} untouched.", words::name(facts.production())),
        source::EVENT_STREAM,
    )
}

fn allocation(facts: &Facts) -> Item {
    let whose = if facts.delicate.is_empty() {
        facts
            .example()
            .map_or("the projects you cannot do without".to_owned(), |it| words::name(slug(it)))
    } else {
        list(facts.delicate.iter().copied())
    };
    Item::new(
        "volume/spend-allocation",
        format!(
            "Guarantee a part of the quota to {whose}, by spend allocation."
        ),
        "It is a least share of errors and attachments, not a ceiling: others cannot take it away. It may use \
         pay-as-you-go although reserved volume is left elsewhere.",
        "The shares add up to less than the whole, so that something is left for the rest.",
        source::SPEND_ALLOCATION,
    )
    .needs(Subscription::Enterprise)
}

fn sampling(facts: &Facts) -> Option<Item> {
    let begin = facts.on(&[Surface::Browser, Surface::FullStack, Surface::Mobile]);
    let servers = facts.those(|it| matches!(surface(it), Surface::Server | Surface::Function));
    let what = match (begin.as_slice(), servers.as_slice()) {
        ([], []) => return None,
        ([], servers) => format!(
            "Choose the sampling of traces where they begin: in {}, whatever is called first.",
            slugs(servers)
        ),
        (begin, _) => {
            format!("Choose the sampling of traces where they begin: in {}.", slugs(begin))
        }
    };
    let dynamic = if facts.is_self_hosted() {
        "A service that is called keeps its caller’s decision."
    } else {
        "Splitting breaks no trace: it runs on across projects. Dynamic sampling on the server takes the rate of the project where the trace began for every project in it. \
         It keeps more of the latest release, of small projects and of environments such as `*dev*`, `*test*` or `*qa*`, \
         and less of health checks. Rates of your own per project need the Enterprise plan."
    };
    let item = Item::new(
        "volume/sampling",
        what,
        dynamic,
        of(
            begin.len().max(1),
            "A trace that begins there is whole.",
            "A trace that begins in any of them is whole.",
        ),
        source::DYNAMIC_SAMPLING,
    );
    Some(item)
}

fn per_team(facts: &Facts) -> Option<Item> {
    let number = facts.teams.len();
    (number > 1).then(|| {
        Item::new(
            "volume/per-team",
            format!("Share the volume out by project: there is no limit per team, and here are {number} teams."),
            "It was asked for in 2021 and is not there. Teams that share a project share its limits, which can be a \
             reason to split.",
            "Each team knows its projects’ share.",
            source::TEAM_LIMITS,
        )
    })
}

fn reserved() -> Item {
    Item::new(
        "volume/reserved",
        "Reserve for a usual month, not for the worst.",
        "What is not used expires each month, and a yearly contract shrinks only when it is renewed.",
        "The last three months used most of it.",
        source::QUOTAS,
    )
}

/// On one's own servers the disk is the quota.
fn own_disk() -> Item {
    Item::new(
        "volume/disk",
        "Watch the disk and the lag of Kafka’s consumers on your servers.",
        "There is no quota and no bill: what limits you is the machine, and when it is full everything stops.",
        "Somebody is told before the disk is full.",
        source::SELF_HOSTED_BY_PRACTICE,
    )
}

fn own_limits() -> Item {
    Item::new(
        "volume/no-spike-protection",
        "Set rate limits on keys from the first day.",
        "Spike protection and spend allocation belong to Sentry’s own service. On your servers a limit per key is the \
         only brake.",
        "Every production key has a limit.",
        source::SELF_HOSTED,
    )
}
