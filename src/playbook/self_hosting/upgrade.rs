//! The way from a version of self-hosted Sentry to the newest.
//!
//! The installer refuses to jump over a hard stop: at each of them migrations are run that
//! later versions no longer hold.

use super::version::{Version, release};
use crate::playbook::{Source, sources};
use serde::Serialize;

/// The newest version that the facts here are of.
pub const NEWEST: Version = release(26, 8, 0);

/// The hard stops, in order, each with where it is from.
pub const HARD_STOPS: [(Version, Source); 9] = [
    (release(9, 1, 2), sources::SELF_HOSTED_RELEASES),
    (release(21, 5, 0), sources::SELF_HOSTED_RELEASES),
    (release(21, 6, 3), sources::SELF_HOSTED_RELEASES),
    (release(23, 6, 2), sources::SELF_HOSTED_RELEASES),
    (release(23, 11, 0), sources::SELF_HOSTED_RELEASES),
    (release(24, 8, 0), sources::STOP_24_8_0),
    (release(25, 5, 1), sources::STOP_25_5_1),
    (release(26, 5, 1), sources::STOP_26_5_1),
    (release(26, 7, 0), sources::STOP_26_7_0),
];

/// A way up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Path {
    /// Where it begins.
    pub from: Version,
    /// What to install, in this order; the last is the newest. Empty if there is nothing newer.
    pub stops: Vec<Stop>,
    /// What to know before.
    pub notes: Vec<Note>,
    /// The sentry-cli that fits the version one has.
    pub cli: Note,
    /// Whether it begins above the newest version that is known here.
    pub is_beyond: bool,
}

/// A version to install on the way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Stop {
    /// The version.
    pub version: Version,
    /// Whether the installer refuses to jump over it.
    pub is_hard: bool,
    /// What it goes by.
    pub source: Source,
}

/// Something to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Note {
    /// In sentences.
    pub text: &'static str,
    /// What it goes by.
    pub source: Source,
}

/// The way from a version to [`NEWEST`].
#[must_use]
pub fn path(from: Version) -> Path {
    let hard = HARD_STOPS.into_iter().filter(|(version, _)| *version > from);
    let mut stops: Vec<Stop> =
        hard.map(|(version, source)| Stop { version, is_hard: true, source }).collect();
    if from < NEWEST && stops.last().is_none_or(|last| last.version < NEWEST) {
        let source = sources::SELF_HOSTED_RELEASES;
        stops.push(Stop { version: NEWEST, is_hard: false, source });
    }
    let notes = NOTES.iter().filter(|(first, last, _)| (*first..=*last).contains(&from));
    Path {
        from,
        notes: notes.map(|(_, _, note)| *note).collect(),
        cli: sentry_cli(from),
        is_beyond: from > NEWEST,
        stops,
    }
}

/// The first of all.
const FIRST: Version = release(0, 0, 0);

const fn note(text: &'static str, source: Source) -> Note {
    Note { text, source }
}

/// What to know, for those who begin from the first version up to the last.
const NOTES: [(Version, Version, Note); 6] = [
    (
        FIRST,
        release(21, 12, 0),
        note(
            "Before you go above 21.12.0, run `COMPOSE_PROJECT_NAME=sentry_onpremise docker compose down --rmi local --remove-orphans`: the containers are called otherwise from then on.",
            sources::COMPOSE_NAME,
        ),
    ),
    (
        FIRST,
        release(23, 6, 2),
        note("Skip 23.7.0: from 23.6.2 go on to the next stop.", sources::SELF_HOSTED_RELEASES),
    ),
    (
        release(23, 7, 0),
        release(23, 7, 0),
        note(
            "23.7.0 is a version to be left out. Back up before you go on.",
            sources::SELF_HOSTED_RELEASES,
        ),
    ),
    (
        FIRST,
        release(23, 11, 0),
        note(
            "From 23.11.1 on the licence is the Functional Source License, and the least memory is 16 GB.",
            sources::RELEASE_23_11_1,
        ),
    ),
    (
        FIRST,
        release(25, 5, 0),
        note(
            "Migrations failed for some at 25.5.1. Back up before that stop, and restore that backup once, elsewhere.",
            sources::STOP_25_5_1,
        ),
    ),
    (
        FIRST,
        release(26, 7, 99),
        note(
            "Each stop is downtime: install it, let its migrations end, look whether events arrive, back up, go on.",
            sources::SELF_HOSTED_RELEASES,
        ),
    ),
];

/// The sentry-cli that fits a server.
#[must_use]
pub fn sentry_cli(server: Version) -> Note {
    let text = if server >= release(25, 11, 1) {
        "Any sentry-cli 3.x."
    } else if server >= release(24, 11, 1) {
        "sentry-cli 3.1.0 or later; 3.0 wants a server of 25.11.1."
    } else {
        "sentry-cli 2.58: 3.x wants a server of 24.11.1 at least."
    };
    note(text, sources::CLI_CHANGES)
}
