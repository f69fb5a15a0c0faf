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
    // Architecture and projects
    DATA_LOCATION = docs "/organization/data-storage-location/" Current;
    TEAMS = docs "/organization/getting-started/#2-set-up-teams" Current;
    MEMBERSHIP = docs "/organization/membership/" Current;
    SCIM = docs "/organization/authentication/sso/okta-sso/okta-scim/" Current;
    PROJECT = docs "/organization/getting-started/#whats-in-a-project" Current;
    /// Read as a page in Markdown, which the site has had since 2025.
    DSN = docs "/concepts/key-terms/dsn-explainer/" Recent;
    /// With `sentry/api/serializers/rest_framework/environment.py` of 2026.
    FIRST_EVENT = github "/sentry/issues/69546" Current;
    HOW_MANY = docs "/organization/getting-started/#how-many-projects-should-i-create" Current;
    /// The rule of the same page, carried further than it goes.
    HOW_MANY_BY_PRACTICE = docs "/organization/getting-started/#how-many-projects-should-i-create" Unverified;
    ORGANIZING = blog "/organizing-projects/" Old;
    ENVIRONMENTS = docs "/concepts/key-terms/environments/" Recent;
    ENRICH = docs "/concepts/key-terms/enrich-data/" Recent;
    MICRO_FRONTENDS = docs "/platforms/javascript/best-practices/micro-frontends/" Recent;
    OWNERSHIP = docs "/product/issues/ownership-rules/" Current;
    /// What SDKs send, by practice.
    FRAMES = docs "/product/issues/ownership-rules/" Unverified;
    /// Read as of about 2024.
    LAST_OWNER = github "/sentry/blob/master/src/sentry/notifications/utils/participants.py" Old;
    EXCLUSIONS = github "/sentry/pull/115322" Current;
    CODE_MAPPINGS = docs "/cli/code-mappings/" Current;
    // Releases
    RELEASE_NAMES = docs "/product/releases/naming-releases/" Recent;
    RELEASE_SETUP = docs "/product/releases/setup/" Current;
    RELEASE_HEALTH = docs "/product/releases/health/" Recent;
    GITHUB_ACTION = docs "/product/releases/setup/release-automation/github-actions/" Recent;
    CLI_RELEASES = docs "/cli/releases/" Recent;
    /// `src/commands/releases` of 3.6.
    CLI_SOURCE = github "/sentry-cli/tree/master/src/commands/releases" Current;
    CLI_CONFIGURATION = docs "/cli/configuration/" Recent;
    CLI_CHANGES = github "/sentry-cli/blob/master/CHANGELOG.md" Current;
    AUTH_TOKENS = docs "/account/auth-tokens/" Current;
    SOURCE_MAPS = docs "/platforms/javascript/sourcemaps/" Recent;
    DEBUG_FILES = docs "/cli/dif/" Recent;
    COMMITS = docs "/product/releases/associate-commits/" Recent;
    SUSPECT_COMMITS = docs "/product/issues/suspect-commits/" Recent;
    ONE_PROJECT_MANY_SERVICES = github "/sentry/issues/38290" Old;
    DEPLOYS_OF_PROJECTS = github "/sentry/issues/33648" Current;
    LEAKING_ENVIRONMENTS = github "/sentry/issues/77106" Recent;
    // Data, filtering, sensitive data
    OPTIONS = docs "/platforms/javascript/configuration/options/" Current;
    GROUPING = docs "/concepts/data-management/event-grouping/" Recent;
    FINGERPRINTS = docs "/concepts/data-management/event-grouping/fingerprint-rules/" Recent;
    STACK_TRACE_RULES = docs "/concepts/data-management/event-grouping/stack-trace-rules/" Recent;
    SIZE_LIMITS = docs "/concepts/data-management/size-limits/" Recent;
    INBOUND_FILTERS = docs "/concepts/data-management/filtering/" Recent;
    SDK_FILTERING = docs "/platforms/javascript/configuration/filtering/" Recent;
    SDK_SAMPLING = docs "/platforms/javascript/configuration/sampling/" Recent;
    RELAY = docs "/product/relay/" Current;
    RELAY_MODES = docs "/product/relay/modes/" Recent;
    SDK_SCRUBBING = docs "/platforms/javascript/data-management/sensitive-data/" Recent;
    SERVER_SCRUBBING = docs "/security-legal-pii/scrubbing/server-side-scrubbing/" Recent;
    ADVANCED_SCRUBBING = docs "/security-legal-pii/scrubbing/advanced-datascrubbing/" Recent;
    RETENTION = docs "/security-legal-pii/security/data-retention-periods/" Recent;
    DATA_COLLECTION = docs "/platforms/javascript/configuration/options/#dataCollection" Current;
    // Workflow
    INTEGRATIONS = docs "/organization/getting-started/#3-configure-integrations" Current;
    GITHUB = docs "/organization/integrations/source-code-mgmt/github/" Current;
    STACK_TRACE_LINKS = docs "/organization/integrations/source-code-mgmt/github/#stack-trace-linking" Current;
    GITLAB = docs "/organization/integrations/source-code-mgmt/gitlab/" Recent;
    BITBUCKET = docs "/organization/integrations/source-code-mgmt/bitbucket/" Recent;
    CODEOWNERS_ON_BITBUCKET = github "/sentry/issues/86446" Recent;
    AZURE_DEVOPS = docs "/organization/integrations/source-code-mgmt/azure-devops/" Recent;
    SLACK = docs "/organization/integrations/notification-incidents/slack/" Recent;
    PAGERDUTY = docs "/organization/integrations/notification-incidents/pagerduty/" Recent;
    JIRA = docs "/organization/integrations/issue-tracking/jira/" Recent;
    ALERTS = docs "/product/monitors-and-alerts/alerts/" Current;
    CREATE_ALERTS = docs "/product/monitors-and-alerts/alerts/create-alerts/" Current;
    ALERT_LIMITS = github "/sentry-docs/pull/19328" Current;
    SSO = docs "/organization/authentication/sso/" Recent;
    // Volume
    PRICING = docs "/pricing/" Recent;
    QUOTAS = docs "/pricing/quotas/" Recent;
    EVENT_STREAM = docs "/pricing/quotas/manage-event-stream-guide/" Recent;
    /// Read in a copy that links pages of 2026.
    SPIKE_PROTECTION = docs "/pricing/quotas/spike-protection/" Current;
    SPEND_ALLOCATION = docs "/pricing/quotas/spend-allocation/" Recent;
    DYNAMIC_SAMPLING = docs "/organization/dynamic-sampling/" Recent;
    TEAM_LIMITS = github "/sentry/issues/25037" Old;
    STATS = docs "/product/stats/" Recent;
    // One's own servers
    SELF_HOSTED = develop "/self-hosted/" Recent;
    /// What those who run it say.
    SELF_HOSTED_BY_PRACTICE = develop "/self-hosted/" Unverified;
    /// What the installer of 26.8.0 checks.
    INSTALLER = develop "/self-hosted/" Current;
    ERRORS_ONLY = develop "/self-hosted/optional-features/errors-only/" Current;
    SELF_HOSTED_RELEASES = develop "/self-hosted/releases/" Recent;
    STOP_24_8_0 = github "/sentry-docs/pull/11146" Recent;
    STOP_25_5_1 = github "/self-hosted/issues/3751" Recent;
    STOP_26_7_0 = github "/sentry-docs/pull/18702" Current;
    STOP_26_5_1 = github "/sentry-docs/pull/17988" Current;
    COMPOSE_NAME = github "/sentry-docs/pull/11605" Recent;
    RELEASE_23_11_1 = github "/self-hosted/releases/tag/23.11.1" Recent;
    BACKUP = develop "/self-hosted/backup/" Recent;
    REVERSE_PROXY = develop "/self-hosted/production-enhancements/reverse-proxy/" Recent;
    REFERENCE = develop "/self-hosted/reference-architecture/" Recent;
}
