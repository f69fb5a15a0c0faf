//! Sentry's own service, or one's own servers.

use super::facts::{Facts, slugs};
use super::self_hosting::upgrade::HARD_STOPS;
use super::sources as source;
use super::words::{self, of};
use super::{Chapter, Item};
use crate::organization::{Edition, Situation};

/// The chapter.
pub fn write(facts: &Facts, chapter: Chapter) -> Chapter {
    match facts.plan.choices.edition {
        Edition::Us | Edition::Us2 | Edition::De => hosted(facts, chapter),
        Edition::SelfHosted => self_hosted(facts, chapter),
    }
}

fn hosted(facts: &Facts, chapter: Chapter) -> Chapter {
    let place = facts.plan.choices.edition.place().unwrap_or_default();
    let moves = facts.situation() == Situation::Moving;
    chapter
        .intro(format!(
            "The plan is for Sentry’s own service, with data in {place}. The page’s questions say whether servers of \
             your own would suit you better."
        ))
        .basic([moves.then(|| arrive(facts)), Some(decide(facts)), residence(facts)])
        .advanced([leave()])
}

fn decide(facts: &Facts) -> Item {
    let size = words::all(facts.projects().len(), "project");
    Item::new(
        "hosting/decide",
        format!("Keep {size} with the service, unless an answer on the page says otherwise."),
        "Self-hosted Sentry is meant for low volume and trials, by its own description, and comes without support. It \
         lacks spike protection, spend allocation and the AI features.",
        "The reason for the choice is written down, with a date.",
        source::SELF_HOSTED,
    )
}

/// Where data lies is chosen with the region, before there is anything.
fn residence(facts: &Facts) -> Option<Item> {
    let here = facts.plan.choices.edition.place()?;
    (facts.situation() != Situation::Present).then(|| {
        Item::new(
            "hosting/residence",
            format!("Ask whoever looks after data protection whether {here} will do."),
            "The other region can be chosen, too, once: it is no reason for servers of your own.",
            "You have the answer in writing.",
            source::DATA_LOCATION,
        )
    })
}

fn leave() -> Item {
    Item::new(
        "hosting/tunnel",
        "Let SDKs send to an address of your own, if you may move one day.",
        "A move changes every DSN; behind a Relay, or the `tunnel` of browser SDKs, in one place.",
        "No program knows Sentry’s address.",
        source::RELAY,
    )
}

fn arrive(facts: &Facts) -> Item {
    Item::new(
        "hosting/arrive",
        format!(
            "Relocate the settings of your servers, and plan a new DSN for {}.",
            facts.all_projects()
        ),
        "Users, teams, projects, settings, dashboards, alerts and saved searches move. Events, releases, DSN keys, \
         integrations, code owners and tokens do not.",
        "Every SDK has its new DSN, and code owners are imported again.",
        source::DATA_LOCATION,
    )
}

fn self_hosted(facts: &Facts, chapter: Chapter) -> Chapter {
    chapter
        .intro(
            "The plan is for servers of your own. They are yours to run, to upgrade and to back up; the page’s \
             questions say whether that is worth it.",
        )
        .basic([purpose(facts), machine(), profile(), missing(), backups()])
        .advanced([upgrades(), stops(), border(facts), large(), clients(facts), licence(), move_away()])
}

fn purpose(facts: &Facts) -> Item {
    let size = words::all(facts.projects().len(), "project");
    Item::new(
        "hosting/purpose",
        format!("Name two people who run it: {size} will depend on them."),
        "Self-hosted Sentry is meant for low volume and trials, by its own description. Nobody supports it, and nothing \
         is promised about its size.",
        "Two people have upgraded it.",
        source::SELF_HOSTED,
    )
}

fn machine() -> Item {
    Item::new(
        "hosting/machine",
        "Take a machine with at least 4 processors, 16 GB of memory, as much swap, and 20 GB of free disk.",
        "32 GB are advised. The installer of 26.8.0 stops below 4 processors and 14,000 MB for Docker, or 2 and 7,000 MB \
         for errors only. It asks for Docker 19.03.6, Compose 2.32.2, Bash 4.4, and SSE 4.2 on x86-64; Podman 4.9.3 with \
         podman-compose 1.3.0 will do, too.",
        "`./install.sh` passes its checks.",
        source::INSTALLER,
    )
}

fn profile() -> Item {
    Item::new(
        "hosting/profile",
        "Choose what runs: everything, or errors only.",
        "Errors only has issues, alerts, integrations, dashboards, releases and Discover. It has no traces, profiles, \
         replays, feedback, crons or metrics, and needs half the machine.",
        "The profile in `.env` is the one you chose.",
        source::ERRORS_ONLY,
    )
    .code(".env", "bash", "COMPOSE_PROFILES=errors-only\n")
}

fn missing() -> Item {
    Item::new(
        "hosting/missing",
        "Read what is missing before you promise it to anybody.",
        "There is no spike protection, no spend allocation and no Seer. The exact list changes with the versions.",
        "Nobody waits for a feature that will not come.",
        source::SELF_HOSTED,
    )
}

fn backups() -> Item {
    Item::new(
        "hosting/backups",
        "Back up all Docker volumes whose names begin with `sentry-`, and restore them once, elsewhere.",
        "The JSON backup holds users, teams, projects, settings and alerts, and no events or issues. It is best restored \
         on the same version.",
        "A restored copy showed an issue of last week.",
        source::BACKUP,
    )
}

fn upgrades() -> Item {
    Item::new(
        "hosting/upgrades",
        "Upgrade every month or two, with a time that people know of.",
        "A version appears on the 15th, and old ones get no patches. Each upgrade means downtime; \
         read what changed in the configuration.",
        "The version is at most three months old.",
        source::SELF_HOSTED_RELEASES,
    )
}

fn stops() -> Item {
    let stops = HARD_STOPS.iter().map(|(version, _)| version.to_string());
    let stops: Vec<String> = stops.collect();
    Item::new(
        "hosting/stops",
        format!("Upgrade over every hard stop: {}.", stops.join(", ")),
        "The installer refuses to jump over one. The list was put together from several places, and later stops may have \
         come: look before each upgrade. Skip 23.7.0.",
        "The path from your version to the newest is written down, stop by stop.",
        source::SELF_HOSTED_RELEASES,
    )
}

fn border(facts: &Facts) -> Item {
    let public = facts.those(|project| {
        use crate::projects::platform::Surface;
        matches!(
            super::facts::surface(project),
            Surface::Browser | Surface::FullStack | Surface::Mobile | Surface::Desktop
        )
    });
    let who = match public.as_slice() {
        [] => String::new(),
        public => format!(
            " {} {} from outside your network.",
            slugs(public),
            of(public.len(), "sends", "send")
        ),
    };
    Item::new(
        "hosting/border",
        format!("Put a load balancer with TLS in front, and let it ask `/_health/`.{who}"),
        "Sentry itself speaks plain HTTP. The address in every DSN is the balancer’s, so choose one that will last.",
        "An event sent over HTTPS from outside arrives.",
        source::REVERSE_PROXY,
    )
}

fn large() -> Item {
    Item::new(
        "hosting/large",
        "When one machine no longer does, separate ingestion from the rest first.",
        "Every service runs once, and there is no official way to more. Two layouts are described: a single machine, \
         and a separate one that takes events in.",
        "Ingestion goes on while the other machine restarts.",
        source::REFERENCE,
    )
}

fn clients(facts: &Facts) -> Item {
    let number = facts.projects().len();
    Item::new(
        "hosting/clients",
        format!(
            "Before {} a newer SDK or sentry-cli, look which server it wants.",
            match number {
                0 | 1 => "the project takes".to_owned(),
                _ => format!("any of the {number} projects takes"),
            }
        ),
        "Version 3 of sentry-cli wants a server of 24.11.1 or later, version 11 of the JavaScript SDK one of 26.4.2 and \
         Node 20.19; SDKs may send what an older one does not know.",
        "A page lists the versions that go with your server.",
        source::CLI_CHANGES,
    )
}

fn licence() -> Item {
    Item::new(
        "hosting/licence",
        "Have the licence read: the Functional Source License, since 23.11.1.",
        "It allows your own use. It does not allow you to offer Sentry as a competing service.",
        "Whoever is responsible has agreed.",
        source::SELF_HOSTED,
    )
}

fn move_away() -> Item {
    Item::new(
        "hosting/relocate",
        "Know the way to the hosted service: settings move, events do not.",
        "Users, teams, projects, settings, dashboards, alerts and saved searches are relocated. Events, releases, DSN \
         keys, integrations, code owners and tokens are not, so every SDK needs a new DSN.",
        "You could say what a move would cost.",
        source::DATA_LOCATION,
    )
}
