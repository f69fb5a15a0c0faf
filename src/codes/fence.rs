//! Fences: situations as plain text.

use super::example::{Example, example};
use super::{Page, Setting, page};

const FENCE: Setting = Setting::Fence;

#[rustfmt::skip] // One line per field reads as a table.
pub(super) const PAGES: &[Page] = &[
    page("fence/empty", "Nothing to route",
        "A fence holds files or rules in parts, each of which begins with three dashes and its name. Here no part begins.",
        "Write `--- tree` above the files and `--- rules` above the rules.",
        example("path: a.ts\n", FENCE), example("path: a.ts\n--- rules\n*.ts #web\n", FENCE)),
    page("fence/part", "No part of this name",
        "A word behind three dashes begins a part, and no part has this name. Its lines are passed over.",
        "Write the name as it is in the list. If the line is meant as text, put a backslash before its dashes.",
        example("--- tree\na.ts\n--- rulez\n*.ts #web\n", FENCE),
        example("--- tree\na.ts\n--- rules\n*.ts #web\n", FENCE)),
    page("fence/twice", "A part that is there twice",
        "Which of the two is meant cannot be told. The first counts, the second is passed over.",
        "Put both texts into one part.",
        example("--- rules\n*.ts #web\n--- rules\n*.go #api\n", FENCE),
        example("--- rules\n*.ts #web\n*.go #api\n", FENCE)),
    page("fence/stray", "A line that belongs nowhere",
        "Before the first part only lines of a name, a colon and a value are read.",
        "Begin a part above it, such as `--- tree`.",
        example("a.ts\n--- rules\n*.ts #web\n", FENCE), example("--- tree\na.ts\n--- rules\n*.ts #web\n", FENCE)),
    page("fence/name", "Nothing of this name",
        "Before the first part, `title`, `path`, `view`, `host` and `expect` mean something; this name does not.",
        "Write one of these, or leave the line out.",
        example("paths: a.ts\n--- rules\n*.ts #web\n", FENCE), example("path: a.ts\n--- rules\n*.ts #web\n", FENCE)),
    page("fence/too-many", "More questions than are answered",
        "Each `path` and `view` is a question of its own, with its reasons. An advisor answers 100.",
        "Use several advisors, or show a view of all files.",
        Example { text: "path: src/app.ts\n", times: 101, setting: FENCE },
        example("path: src/app.ts\n--- rules\nsrc/* #web\n", FENCE)),
    page("fence/value", "Not a value of this name",
        "The value is missing, or is none that this name can have, so the line is passed over.",
        "Write one of the values that the message lists.",
        example("view: rules\n--- rules\n*.ts #web\n", FENCE), example("view: files\n--- rules\n*.ts #web\n", FENCE)),
];
