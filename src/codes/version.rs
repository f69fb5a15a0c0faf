//! Versions of servers.

use super::example::example;
use super::{Page, Setting, page};

const VERSION: Setting = Setting::Version;

#[rustfmt::skip] // One line per field reads as a table.
pub(super) const PAGES: &[Page] = &[
    page("version/unreadable", "Not a version",
        "A number, a point and a number are looked for, and something else stands here, so no way up can be told.",
        "Type it as `24.1.0`, `v9.1.2` or `25.5.1.dev0`.",
        example("24", VERSION), example("24.1", VERSION)),
    page("version/moving", "The name of a moving target",
        "`nightly` and `latest` were another version yesterday, so the name does not tell which migrations were run.",
        "Take the version from the foot of Sentry's page, or from `docker compose images`.",
        example("nightly", VERSION), example("26.8.0", VERSION)),
    page("version/none-such", "A version that there was not",
        "Since 20.6.0 versions are a year and a month; between 10 and 20 there is none.",
        "Take the version from the foot of Sentry's page.",
        example("24.13.0", VERSION), example("24.12.0", VERSION)),
];
