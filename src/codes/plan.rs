//! Plans: the files they are made from, and changes.

use super::example::example;
use super::{Page, Setting, page};

const MANIFEST: Setting = Setting::File("web/package.json");

#[rustfmt::skip] // One line per field reads as a table.
pub(super) const PAGES: &[Page] = &[
    page("files/unreadable", "A file that can't be read",
        "The parser of its format stops here, so the plan is made without the file.",
        "Mend it at the place shown, or leave it out.",
        example("{ name: shop }", MANIFEST), example(r#"{ "name": "shop" }"#, MANIFEST)),
    page("files/no-folder", "A file from elsewhere",
        "The tree has no folder with this path, so nothing in it can be told from the file.",
        "Give the file with its path from the repository's root, or list its folder.",
        example("module shop\n", Setting::File("api/go.mod")), example("module shop\n", Setting::File("web/go.mod"))),
    page("plan/change", "A change that does nothing",
        "It speaks of a project or folder that is not there, or of a platform that Sentry does not have.",
        "Take the change back, or make it for a project of the plan.",
        example(r#"[{ "exclude": { "project": { "root": "api" } } }]"#, Setting::Changes),
        example(r#"[{ "exclude": { "project": { "root": "web" } } }]"#, Setting::Changes)),
    page("plan/too-many-projects", "More projects than get rules of their own",
        "Sentry imports all of a CODEOWNERS file into each project, so that writing and proving rules costs projects times rules. 1,000 projects get rules here.",
        "Merge projects, or leave out folders that are no applications.",
        example("path:apps/* #web\n", Setting::Applications(1_001)), example("path:apps/* #web\n", Setting::Applications(9))),
];
