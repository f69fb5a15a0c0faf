//! Teams, people and their names, as somebody types them.

use super::example::example;
use super::{Example, Page, Setting, page};

const fn people(text: &'static str) -> Example {
    example(text, Setting::People)
}

#[rustfmt::skip] // One line per field reads as a table.
pub(super) const PAGES: &[Page] = &[
    page("people/unreadable", "Neither a team nor a person",
        "The line names nobody, or a name holds a blank or another mark that parts names here.",
        "Write `#team` or an e-mail address, and the names in CODEOWNERS files behind it.",
        people("@ -> #web\n"), people("@acme/web -> #web\n")),
    page("people/invisible", "A character that can't be seen",
        "It came along when text was copied or a file was saved. Around a word it is passed over, inside it belongs to the name.",
        "Delete it.",
        people("\u{feff}#web = @acme/web\n"), people("#web = @acme/web\n")),
    page("people/heading", "The heading of a table",
        "The first line names nobody, so it is taken for a heading and left out.",
        "Delete it.",
        people("name,team\n@acme/web,#web\n"), people("@acme/web,#web\n")),
    page("people/hash-comment", "A comment that begins with a hash",
        "Here a hash marks a team. The line is left out all the same.",
        "Begin comments with `//`.",
        people("# the shop\n#web\n"), people("// the shop\n#web\n")),
    page("people/missing-hash", "A team without its hash",
        "What is no e-mail address can only be a team, and is read as one.",
        "Write `#` in front of a team.",
        people("web = @acme/web\n"), people("#web = @acme/web\n")),
    page("people/missing-at", "A name without its at",
        "CODEOWNERS files name teams and people with an `@` in front.",
        "Write the name as it stands in the file.",
        people("#web = acme/web\n"), people("#web = @acme/web\n")),
    page("people/team-slug", "A slug that no team can have",
        "Sentry's slugs are of lower-case letters, digits, `-` and `_`, at most 50 and not digits alone.",
        "Write the slug as it stands in the team's settings.",
        people("#Web = @acme/web\n"), people("#web = @acme/web\n")),
    page("people/no-owner", "A name that goes to nobody",
        "A team or a person in Sentry is missing, so the name is left out.",
        "Write the team or an address behind the name.",
        people("@acme/web\n"), people("@acme/web -> #web\n")),
    page("people/two-owners", "Two teams in one entry",
        "A name goes to one owner in Sentry. The first team counts.",
        "Write a line for each team.",
        people("#web #pay @acme/web\n"), people("#web @acme/web\n#pay @acme/pay\n")),
    page("people/name-twice", "A name that goes to two owners",
        "Sentry maps a name to one team or person. The first line counts.",
        "Delete one of the two.",
        people("@acme/web -> #web\n@acme/web -> #pay\n"), people("@acme/web -> #web\n@acme/pay -> #pay\n")),
    page("people/access-twice", "Two lines that differ about access",
        "One line says that somebody has access to the project, another that not. The first counts.",
        "Delete one of the two.",
        people("#web\n#web no access\n"), people("#web\n#ops no access\n")),
    page("people/duplicate", "An entry that says nothing new",
        "Lines above say all of it.",
        "Delete it.",
        people("#web @acme/web\n#web @acme/web\n"), people("#web @acme/web @acme/frontend\n")),
    page("people/bad-json", "JSON that breaks off",
        "What stands before the break was read.",
        "Paste the whole record, or write one entry a line.",
        people("{\"@acme/web\": \"#web\", "), people("{\"@acme/web\": \"#web\"}")),
];
