//! The pages that items go by. No address stands anywhere else in the playbook.

use super::{Age, Source};

macro_rules! sources {
    ($($(#[$note:meta])* $name:ident = $base:ident $path:literal $age:ident;)*) => {
        $($(#[$note])* pub const $name: Source =
            Source { address: concat!(base!($base), $path), age: Age::$age };)*
    };
}

macro_rules! base {
    (docs) => {
        "https://docs.sentry.io"
    };
    (develop) => {
        "https://develop.sentry.dev"
    };
    (github) => {
        "https://github.com/getsentry"
    };
    (blog) => {
        "https://blog.sentry.io"
    };
}

sources! {
    DATA_LOCATION = docs "/organization/data-storage-location/" Current;
    TEAMS = docs "/organization/getting-started/#2-set-up-teams" Current;
    MEMBERSHIP = docs "/organization/membership/" Current;
    SCIM = docs "/organization/authentication/sso/okta-sso/okta-scim/" Current;
    PROJECT = docs "/organization/getting-started/#whats-in-a-project" Current;
    HOW_MANY = docs "/organization/getting-started/#how-many-projects-should-i-create" Current;
    INTEGRATIONS = docs "/organization/getting-started/#3-configure-integrations" Current;
    ENVIRONMENTS = docs "/concepts/key-terms/environments/" Recent;
    ENRICH = docs "/concepts/key-terms/enrich-data/" Recent;
    OWNERSHIP = docs "/product/issues/ownership-rules/" Current;
    SUSPECT_COMMITS = docs "/product/issues/suspect-commits/" Recent;
    CODE_MAPPINGS = docs "/cli/code-mappings/" Current;
    ALERTS = docs "/product/monitors-and-alerts/alerts/" Current;
    CREATE_ALERTS = docs "/product/monitors-and-alerts/alerts/create-alerts/" Current;
    RELEASE_NAMES = docs "/product/releases/naming-releases/" Recent;
    RELEASE_SETUP = docs "/product/releases/setup/" Current;
    RELEASE_HEALTH = docs "/product/releases/health/" Recent;
    CLI_RELEASES = docs "/cli/releases/" Recent;
    INBOUND_FILTERS = docs "/concepts/data-management/filtering/" Recent;
    SERVER_SCRUBBING = docs "/security-legal-pii/scrubbing/server-side-scrubbing/" Recent;
    QUOTAS = docs "/pricing/quotas/" Recent;
    SELF_HOSTED = develop "/self-hosted/" Recent;
}
