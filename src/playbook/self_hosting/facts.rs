//! What self-hosted Sentry lacks, what a move takes along, and what lies where.

use crate::playbook::{Source, sources};
use serde::Serialize;

/// A fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// A few words.
    pub what: &'static str,
    /// In sentences.
    pub text: &'static str,
    /// What it goes by.
    pub source: Source,
}

const fn fact(what: &'static str, text: &'static str, source: Source) -> Fact {
    Fact { what, text, source }
}

/// What self-hosted Sentry lacks, whatever the profile.
pub const MISSING: [Fact; 6] = [
    fact("Seer", "The AI features and their fixes are not part of it.", sources::SELF_HOSTED),
    fact("Spike protection", "Rate limits of keys are what there is.", sources::SELF_HOSTED),
    fact("Spend allocation", "There is no billing, so nothing is allocated.", sources::SELF_HOSTED),
    fact(
        "Support",
        "Nobody answers for it, and nothing is promised about its size.",
        sources::SELF_HOSTED,
    ),
    fact(
        "Scaling",
        "Every service runs once; two layouts are described, and no official way to more.",
        sources::REFERENCE,
    ),
    fact(
        "Patches of old versions",
        "A version appears on the 15th of the month, and only the newest is mended.",
        sources::SELF_HOSTED_RELEASES,
    ),
];

/// What the profile for errors only lacks besides.
pub const MISSING_WITH_ERRORS_ONLY: Fact = fact(
    "With errors only",
    "No traces, profiles, replays, user feedback, crons or metrics either.",
    sources::ERRORS_ONLY,
);

/// What relocating to the service moves, and what it does not.
pub const RELOCATION: [Fact; 3] = [
    fact(
        "Moves",
        "Users, settings, projects, teams, dashboards, alerts and saved searches.",
        sources::DATA_LOCATION,
    ),
    fact(
        "Stays behind",
        "Events, releases, DSN keys, integrations, code owners of projects and tokens.",
        sources::DATA_LOCATION,
    ),
    fact(
        "So plan",
        "Every SDK needs a new DSN; a Relay or the `tunnel` of browser SDKs hides that. Import \
         CODEOWNERS again, and connect integrations anew.",
        sources::RELAY,
    ),
];

/// Where data lies.
pub const REGIONS: [Fact; 4] = [
    fact(
        "United States",
        "`us.sentry.io` for the API, with a second region at `us2.sentry.io`.",
        sources::DATA_LOCATION,
    ),
    fact("European Union", "`de.sentry.io` for the API, in Germany.", sources::DATA_LOCATION),
    fact(
        "Once and for all",
        "The region is chosen when the organization is made. Another region is another \
         organization, with its own billing, users and projects.",
        sources::DATA_LOCATION,
    ),
    fact(
        "In the United States anyway",
        "User accounts, the organization’s settings, teams, DSN keys, the audit log, check-ins of \
         crons and usage may lie there whatever you choose.",
        sources::DATA_LOCATION,
    ),
];
