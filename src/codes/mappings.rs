//! Code mappings, as somebody types them.

use super::example::example;
use super::{Example, Page, Setting, page};

const fn mappings(text: &'static str) -> Example {
    example(text, Setting::Mappings("src/app/a.ts src/application/b.ts lib/x.ts"))
}

#[rustfmt::skip] // One line per field reads as a table.
pub(super) const PAGES: &[Page] = &[
    page("mappings/no-arrow", "A line that is no mapping",
        "A mapping has two roots with an arrow between them. This line was left out.",
        "Write `stack root -> source root`; one of them may be `\"\"`.",
        mappings("app/ src/\n"), mappings("app/ -> src/\n")),
    page("mappings/invisible", "A character that can't be seen",
        "It came along when text was copied or a file was saved, and belongs to the root that it stands in.",
        "Delete it.",
        mappings("app/ -> \u{200b}src/\n"), mappings("app/ -> src/\n")),
    page("mappings/leading-slash", "A source root that begins with a slash",
        "Paths in a repository begin with the name of a folder, so none starts with `/` or `./`.",
        "Leave out what stands before the first folder.",
        mappings("app/ -> /src/\n"), mappings("app/ -> src/\n")),
    page("mappings/slash", "Only one root ends in a slash",
        "Sentry cuts off one root and puts the other in its place, just as they stand: a slash is lost, or there is one too many.",
        "End both roots in a slash.",
        mappings("app/ -> src\n"), mappings("app/ -> src/\n")),
    page("mappings/empty-root", "An empty root",
        "It stands for the start of every path. Sentry's settings take it; `sentry-cli code-mappings upload` refuses it.",
        "Make this mapping in the settings, or let both roots end with the same folder.",
        mappings("\"\" -> src/\n"), mappings("app/ -> src/app/\n")),
    page("mappings/duplicate", "A mapping that is there already",
        "A line above says the same.",
        "Delete it.",
        mappings("app/ -> src/\napp/ -> src/\n"), mappings("app/ -> src/\n")),
    page("mappings/same-stack-root", "A stack root with two source roots",
        "A path in a stack trace does not say which of them is meant. Sentry tries one after the other; that older versions keep one per project is not verified.",
        "Make the stack roots longer, or the two parts two projects.",
        mappings("app/ -> src/app/\napp/ -> lib/\n"), mappings("app/ -> src/app/\nlib/ -> lib/\n")),
    page("mappings/matches-nothing", "A source root that is not in the tree",
        "No file begins with it, so the mapping does nothing.",
        "Write the folder as it stands in the tree.",
        mappings("app/ -> source/\n"), mappings("app/ -> src/\n")),
    page("mappings/longer-name", "A root that takes in longer names",
        "Roots are plain beginnings of paths. Without a slash at its end, a folder's name also begins longer ones.",
        "End both roots in a slash.",
        mappings("app -> src/app\n"), mappings("app/ -> src/app/\n")),
    page("mappings/bad-record", "A record that is no mapping",
        "A mapping has the two fields `stackRoot` and `sourceRoot`, both texts without line breaks.",
        "Add what is missing.",
        mappings("[{\"stackRoot\": \"app/\"}]"), mappings("[{\"stackRoot\": \"app/\", \"sourceRoot\": \"src/\"}]")),
    page("mappings/bad-json", "JSON that breaks off",
        "What stands before the break was read.",
        "Paste the whole array, or write one mapping a line.",
        mappings("[{\"stackRoot\": \"app/\", "), mappings("[{\"stackRoot\": \"app/\", \"sourceRoot\": \"src/\"}]")),
];
