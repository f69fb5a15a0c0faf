//! What is left out before it counts.

use super::facts::{Facts, is_javascript, slugs, surface};
use super::sources as source;
use super::words;
use super::{Chapter, Item};
use crate::organization::{Project, Subscription};
use crate::projects::platform::{Platform, Surface};

/// The chapter.
pub fn write(facts: &Facts, chapter: Chapter) -> Chapter {
    chapter
        .intro(
            "What nobody would ever act on should not become an issue. Filters in the SDK save the traffic; \
             inbound filters need no new build, and what they drop costs nothing.",
        )
        .basic([Some(local(facts)), browsers(facts), health_checks(facts), Some(look(facts))])
        .advanced([
            messages(facts),
            releases(facts),
            sdk(facts),
            addresses(facts),
            Some(sampling(facts)),
            traces(facts),
            discard(facts),
            minidumps(facts),
            Some(ips()),
        ])
}

fn local(facts: &Facts) -> Item {
    let number = facts.projects().len();
    Item::new(
        "filtering/localhost",
        format!(
            "See that the filter for events from localhost is on in {}, under Settings > Inbound Filters.",
            words::all(number, "project")
        ),
        "What a developer breaks on their own machine is seen there already.",
        "An error on a developer’s machine appears nowhere, or only in an environment made for it.",
        source::INBOUND_FILTERS,
    )
}

fn pages<'o>(facts: &Facts<'o>) -> Vec<&'o Project> {
    facts.on(&[Surface::Browser, Surface::FullStack])
}

fn browsers(facts: &Facts) -> Option<Item> {
    let pages = pages(facts);
    (!pages.is_empty()).then(|| {
        Item::new(
            "filtering/browsers",
            format!("See that the filters for browser extensions, legacy browsers and web crawlers are on in {}, and look at those for hydration errors and `ChunkLoadError`.", slugs(&pages)),
            "Most of what a public page reports first is other people’s code: extensions, translators, robots. \
             Some filters are on in new projects. Hydration errors and chunks that fail to load often follow a deploy, so look \
             at them before you drop them.",
            "Stats shows events as filtered, and the first page of issues is your own code.",
            source::INBOUND_FILTERS,
        )
    })
}

fn health_checks(facts: &Facts) -> Option<Item> {
    let servers = facts.on(&[Surface::Server, Surface::FullStack, Surface::Function]);
    (!servers.is_empty()).then(|| {
        Item::new(
            "filtering/health-checks",
            format!("Turn on the filter for health-check transactions in {}.", slugs(&servers)),
            "Load balancers ask `*/health*`, `*/ping` or `*/ready` all day, and every answer is a transaction.",
            "No such address is among the busiest transactions.",
            source::INBOUND_FILTERS,
        )
    })
}

fn look(facts: &Facts) -> Item {
    let sessions = if facts.projects().iter().any(|it| surface(it) == Surface::Mobile) {
        " Filters do not touch sessions, so the crash-free rate of the apps stays true."
    } else {
        " Filters do not touch sessions."
    };
    Item::new(
        "filtering/look",
        "Look at what was filtered a week after you turned filters on.",
        format!(
            "A filter that is too broad shows by what is missing, which nobody sees.{sessions}"
        ),
        "Stats names how much each filter dropped, and you expected it.",
        source::STATS,
    )
}

fn messages(facts: &Facts) -> Option<Item> {
    let (name, patterns) = match pages(facts).first() {
        None => (facts.example_name(), "*Connection reset by peer*\n*Broken pipe*\n"),
        Some(page) => (
            words::name(super::facts::slug(page)),
            "*ResizeObserver loop*\n*Network request failed*\n",
        ),
    };
    (!facts.projects().is_empty()).then(|| {
        Item::new(
            "filtering/messages",
            format!("Filter single messages of {name} that say nothing."),
            "Patterns are globs, in any case, and have to match the whole text `Type: message`: write `*text*`. \
             The page’s tester of this chapter says whether one matches.",
            "The message no longer arrives, and its neighbours do.",
            source::INBOUND_FILTERS,
        )
        .needs(Subscription::Business)
        .code("Settings > Inbound Filters > Error Message", "text", patterns)
    })
}

fn releases(facts: &Facts) -> Option<Item> {
    let example = facts.example()?;
    let pattern = format!("{}@1.4.*", super::facts::slug(example));
    let item = Item::new(
        "filtering/releases",
        format!(
            "Silence one noisy version with a release filter such as {}.",
            words::name(&pattern),
        ),
        "Old versions of an app live on for months; their errors are fixed already, and still counted.",
        "Stats shows events of that release as filtered.",
        source::INBOUND_FILTERS,
    );
    Some(item.needs(Subscription::Business))
}

fn sdk(facts: &Facts) -> Option<Item> {
    let scripts = facts.those(is_javascript);
    let what = match (facts.projects().len(), scripts.as_slice()) {
        (0, _) => return None,
        (_, []) => "Drop in the SDK, with `before_send`, what never helped anybody.".to_owned(),
        (_, scripts) => format!(
            "Drop in the SDK what never helped anybody: `ignoreErrors` and `beforeSend` in {}, and their like elsewhere.",
            slugs(scripts)
        ),
    };
    let item = Item::new(
        "filtering/sdk",
        what,
        "What the SDK drops causes no traffic. A text in `ignoreErrors` matches a part of the message, a regular \
         expression what it says; `beforeSend` drops an event by returning null.",
        "The event never shows in Stats, not even as filtered.",
        source::SDK_FILTERING,
    );
    Some(item)
}

fn addresses(facts: &Facts) -> Option<Item> {
    let pages = pages(facts);
    (!pages.is_empty()).then(|| {
        Item::new(
            "filtering/addresses",
            format!("Name the addresses that scripts of {} come from in `allowUrls`.", slugs(&pages)),
            "Errors of scripts that others put into the page are then never sent. `denyUrls` names single ones \
             instead.",
            "No issue has only frames of other people’s hosts.",
            source::SDK_FILTERING,
        )
    })
}

fn sampling(facts: &Facts) -> Item {
    let number = facts.projects().len();
    Item::new(
        "filtering/sample-rate",
        format!(
            "Leave `sampleRate` for errors at 1{}.",
            if number > 1 { " everywhere" } else { "" }
        ),
        "It drops blindly, and rare errors go first. A rate limit on the key is better against floods.",
        "Searching the code for it finds nothing below 1.",
        source::SDK_SAMPLING,
    )
}

fn traces(facts: &Facts) -> Option<Item> {
    let servers = facts.on(&[Surface::Server, Surface::FullStack, Surface::Function]);
    (!servers.is_empty()).then(|| {
        let several = facts.projects().len() > 1;
        Item::new(
            "filtering/traces",
            format!(
                "Set either `tracesSampleRate` or `tracesSampler` in {}{}.",
                slugs(&servers),
                if several { ", and keep the caller’s decision" } else { "" }
            ),
            "They exclude each other. A service that decides anew, whatever its caller decided, tears holes into \
             traces.",
            if several { "A trace that passes through several projects has spans of all of them." } else { "A trace has all its spans." },
            source::SDK_SAMPLING,
        )
    })
}

fn discard(facts: &Facts) -> Option<Item> {
    (!facts.is_self_hosted()).then(|| {
        Item::new(
            "filtering/discard",
            "Delete and discard issues that will never be fixed.",
            "All later events of that issue are dropped without cost, and not seen.",
            "The list of discarded issues holds only what two people agreed on.",
            source::EVENT_STREAM,
        )
        .needs(Subscription::Business)
    })
}

fn minidumps(facts: &Facts) -> Option<Item> {
    let native = facts.those(|it| {
        matches!(
            Platform::family(&it.platform),
            "native" | "minidump" | "electron" | "unreal" | "unity"
        )
    });
    (!native.is_empty()).then(|| {
        Item::new(
            "filtering/minidumps",
            format!("Do not rely on message filters for crashes of {}.", slugs(&native)),
            "The filter for error messages does not reach minidumps.",
            "Crashes that should go are dropped by release, or by the SDK.",
            source::INBOUND_FILTERS,
        )
    })
}

fn ips() -> Item {
    Item::new(
        "filtering/addresses-of-senders",
        "Block the addresses of scanners and load tests.",
        "They make errors in paths that no user takes, and much of it at once.",
        "A load test raises no issue and uses no quota.",
        source::INBOUND_FILTERS,
    )
}
