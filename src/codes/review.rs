//! What a code host makes of a CODEOWNERS file.

use super::example::example;
use super::{Example, Page, Setting, page};
use crate::ownership::codeowners::Dialect;

const fn github(text: &'static str) -> Example {
    example(text, Setting::Host(Dialect::Github))
}

const fn gitlab(text: &'static str) -> Example {
    example(text, Setting::Host(Dialect::Gitlab))
}

#[rustfmt::skip] // One line per field reads as a table.
pub(super) const PAGES: &[Page] = &[
    page("codeowners/host-too-long", "A file that GitHub ignores",
        "GitHub ignores a CODEOWNERS file of 3 MB or more: nobody is asked to review.",
        "Merge lines with wider patterns.",
        Example { text: "/src/pay/checkout/ @acme/pay\n", times: 110_000, setting: Setting::Host(Dialect::Github) },
        github("/src/pay/ @acme/pay\n")),
    page("codeowners/host-too-loose", "More lines of letters between stars than are read",
        "A pattern such as `*a*b*` has to be tried for every name by itself. Of such lines 200 are read here; the host takes all.",
        "Name folders, or longer parts of names.",
        Example { text: "*a*b* @acme/pay\n", times: 201, setting: Setting::Host(Dialect::Github) },
        github("*ab* @acme/pay\n")),
    page("codeowners/host-root-slash", "A slash alone",
        "`/` alone matches nothing.",
        "Write `*` for the whole repository.",
        github("/ @acme/web\n"), github("* @acme/web\n")),
    page("codeowners/host-folder-slash", "A folder without its slash on GitLab",
        "GitLab takes a path without a slash at its end for one entry of that name, not for what is in the folder. Sentry and GitHub include that.",
        "Write a slash at the end; that changes nothing for Sentry.",
        example("/src/pay @acme/pay\n", Setting::GitlabReview("src/pay/a.ts")),
        example("/src/pay/ @acme/pay\n", Setting::GitlabReview("src/pay/a.ts"))),
    page("codeowners/host-negation", "An exclamation mark",
        "GitHub and Bitbucket know no negation and skip the line.",
        "Write a line without owners, or with others, below.",
        github("!/src/ @acme/web\n"), github("/src/ @acme/web\n")),
    page("codeowners/host-hash", "An escaped hash at the start",
        "GitHub and Bitbucket skip the line.",
        "Write `?` instead of the hash.",
        github("\\#a @acme/web\n"), github("?a @acme/web\n")),
    page("codeowners/host-brackets", "Brackets in a path",
        "GitHub and Bitbucket know no ranges of characters and skip the line.",
        "Put a backslash before a bracket that is part of a name.",
        github("/src/[ab]/ @acme/web\n"), github("/src/\\[ab\\]/ @acme/web\n")),
    page("codeowners/host-owner", "An owner that the host doesn't know",
        "The word has none of the forms of an owner. GitHub and Bitbucket skip the whole line over it, GitLab the word.",
        "Write `@name`, `@organization/team` or an address.",
        github("/src/ web\n"), github("/src/ @acme/web\n")),
    page("codeowners/host-missing-owner", "A line without an owner",
        "On GitLab such a line takes the owners of its section, and this has none.",
        "Name an owner behind the pattern or in the section's header.",
        gitlab("/src/\n"), gitlab("/src/ @acme/web\n")),
    page("codeowners/host-section-name", "A section without a name",
        "GitLab reports a header with nothing between its brackets.",
        "Write a name.",
        gitlab("[]\n/src/ @acme/web\n"), gitlab("[Web]\n/src/ @acme/web\n")),
    page("codeowners/host-section-rest", "A header that GitLab reads in part",
        "Behind the name may stand a number in brackets, then owners. GitLab stops where something else comes.",
        "Write the name, a number in brackets, then owners.",
        gitlab("[Web][two] @acme/web\n/src/ @acme/web\n"), gitlab("[Web][2] @acme/web\n/src/\n")),
    page("codeowners/host-optional-approvals", "An optional section that demands approvals",
        "GitLab reports this and keeps the section optional.",
        "Delete the `^`, or the number.",
        gitlab("^[Web][2]\n/src/ @acme/web\n"), gitlab("[Web][2]\n/src/ @acme/web\n")),
    page("codeowners/host-duplicate", "A pattern twice in a section",
        "GitLab keeps one rule per pattern: the second replaces the first in its place, so a rule between them wins over both.",
        "Delete one of them.",
        gitlab("a @acme/web\nb @acme/pay\na @acme/docs\n"), gitlab("b @acme/pay\na @acme/docs\n")),
];
