//! Names of releases.

use super::example::{Example, example};
use super::{Page, Setting, page};

const fn name(text: &'static str) -> Example {
    example(text, Setting::Release)
}

const LONG: Example = Example { text: "web@1.4.2", times: 30, setting: Setting::Release };

#[rustfmt::skip] // One line per field reads as a table.
pub(super) const PAGES: &[Page] = &[
    page("release/empty", "A release without a name",
        "sentry-cli and the API refuse it; an SDK that sends it sends no release.",
        "Name it after the project and its version.",
        name(" "), name("web@1.4.2")),
    page("release/reserved", "A word of Sentry's own",
        "`latest` means the newest release in searches, and `.` and `..` are no names in an address.",
        "Name it after the project and its version.",
        name("latest"), name("web@1.4.2")),
    page("release/outer-blank", "Blanks around the name",
        "sentry-cli refuses the name, and Sentry stores it without them: two texts, one release.",
        "Take them off; a line break at the end of a command's output is the usual cause.",
        name("web@1.4.2\n"), name("web@1.4.2")),
    page("release/character", "A character that no name may have",
        "Slashes, backslashes, tabs, line breaks and other control characters are refused, since names stand in addresses.",
        "Put a hyphen there.",
        name("feature/login"), name("web@1.4.2-feature-login")),
    page("release/too-long", "A name that is too long",
        "Sentry drops an event whose release has more than 200 bytes.",
        "Leave out what does not tell builds apart.",
        LONG, name("web@1.4.2")),
    page("release/display-form", "What the product shows, not the name",
        "Sentry shows `web@1.0+42` as 1.0 (42); in parentheses the build is no part of a version.",
        "Write the build behind a plus.",
        name("web 1.0 (42)"), name("web@1.0+42")),
    page("release/no-package", "Whose release it is can't be told",
        "Names are unique in the organization, so projects with the same text share a release; and Sentry stores no version without an application in front.",
        "Put the project in front.",
        name("1.4.2"), name("web@1.4.2")),
    page("release/leading-v", "A version that begins with v",
        "Sentry's parser wants a number there, so that the release is ordered by its date.",
        "Take the letter off.",
        name("web@v1.4.2"), name("web@1.4.2")),
    page("release/short-commit", "A commit that is cut short",
        "Sentry takes a version for a commit if it has 12, 16, 20, 32, 40 or 64 digits; other lengths are mere words.",
        "Write all digits.",
        name("web@1a2b3c4"), name("web@0123456789abcdef0123456789abcdef01234567")),
    page("release/number-as-commit", "A number that is taken for a commit",
        "Digits are hexadecimal digits, too: a date and time of twelve of them looks like a commit.",
        "Part it by dots.",
        name("web@202611230930"), name("web@2026.11.23")),
    page("release/not-semver", "No version is read",
        "What Sentry can't read as a version is ordered by date; regressions and the latest release follow from that.",
        "Write up to four numbers, then perhaps a prerelease and a build.",
        name("web@summer"), name("web@1.4.2-rc.1+77")),
];
