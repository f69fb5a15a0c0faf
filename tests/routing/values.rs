//! Values of frames, routed as if they were paths.

use sentry_general::ownership::codeowners::{Codeowners, import};
use sentry_general::ownership::pattern::{CodeownersPattern, Glob};
use sentry_general::ownership::{Directory, parse};
use sentry_general::routing::{Compiled, Options, route};
use sentry_general::tree::Tree;

/// Values of frames, which no repository has as paths.
const VALUES: [&str; 12] = [
    "/app/src/pay/card.ts",
    "./src/pay/card.ts",
    "../../src/pay/card.ts",
    "app:///src/pay/card.ts",
    "webpack:///./src/pay/card.ts",
    "https://shop.example/src/pay/card.ts",
    "turbopack:///[project]/web/src/pay/card.ts",
    "package:shop/pay/card.dart",
    "C:\\agent\\_work\\1\\s\\src\\Pay\\Card.cs",
    "node:internal/process/task_queues",
    "card.ts",
    "com/acme/pay/Card.kt",
];

#[test]
fn values_of_frames_are_routed_as_each_pattern_reads_them() {
    let globs = [
        "*",
        "**/pay/*",
        "**/src/pay/*",
        "*/pay/*",
        "/app/*",
        "./src/*",
        "src/*",
        "app:///*",
        "package:shop/*",
        "com/acme/*",
        "**/card.ts",
        "card.ts",
        "*pay*",
        "**/card*",
        "turbopack:///?project?/*",
        "C:/agent/*",
        "**/s/src/*",
    ];
    let codeowners =
        ["*", "*.ts", "/src/pay/", "src/", "/app/src/", "/", "pay/*", "/com/acme/**", "card.ts"];
    let tree = Tree::new(VALUES.iter().collect());
    for pattern in globs {
        let rule = parse(&format!("path:{pattern} #t")).rules;
        let routing = route(&tree, Compiled::new(rule), Options::default());
        for (at, value) in (0..).zip(VALUES) {
            let matches = Glob::path(pattern).is_match(value);
            assert_eq!(routing.rule_of(&tree, at).is_some(), matches, "path:{pattern} and {value}");
        }
    }
    for pattern in codeowners {
        let file = Codeowners::new(format!("{pattern} @a/t\n")).owned_by("@a/t", "#t");
        let rules = import(&file, &Directory::default()).rules;
        let routing = route(&tree, Compiled::new(rules), Options::default());
        for (at, value) in (0..).zip(VALUES) {
            let matches = CodeownersPattern::new(pattern).is_match(value);
            let found = routing.rule_of(&tree, at).is_some();
            assert_eq!(found, matches, "codeowners:{pattern} and {value}");
        }
    }
}
