//! Invented errors: plausible, the same every time, and named as what they are.

use proptest::prelude::*;
use sentry_general::trace::synthetic::{Invented, invent};
use sentry_general::trace::{InApp, Options, parse};
use sentry_general::tree::{Paths, Tree};

fn tree(paths: &[&str]) -> Tree {
    Tree::new(paths.iter().copied().collect::<Paths>())
}

/// A repository with code of every language that errors are invented for.
const FILES: [&str; 34] = [
    "web/api/cart.py",
    "web/services/prices.py",
    "web/lib/money.py",
    "web/tests/test_cart.py",
    "shop/controllers/cart.ts",
    "shop/model/price.ts",
    "shop/utils/money.js",
    "shop/node_modules/x/index.js",
    "pay/src/main/java/com/acme/pay/api/PayController.java",
    "pay/src/main/java/com/acme/pay/Ledger.java",
    "pay/src/main/kotlin/com/acme/common/Money.kt",
    "desk/src/Acme/Api/OrdersController.cs",
    "desk/src/Acme/Orders.cs",
    "cmd/quote/main.go",
    "quote/table.go",
    "internal/money/money.go",
    "app/controllers/carts_controller.rb",
    "app/models/cart.rb",
    "lib/money.rb",
    "admin/src/Controller/Cart.php",
    "admin/src/Prices.php",
    "engine/src/main.rs",
    "engine/src/table.rs",
    "engine/src/util/money.rs",
    "mobile/lib/screens/cart.dart",
    "mobile/lib/prices.dart",
    "live/lib/live_web/controllers/cart_controller.ex",
    "live/lib/live/prices.ex",
    "native/src/main.cpp",
    "native/src/table.cpp",
    "native/src/lib/money.c",
    "README.md",
    "docs/conf.py",
    "package.json",
];

#[test]
fn one_seed_gives_the_same_errors() {
    let tree = tree(&FILES);
    assert_eq!(invent(&tree, 7, 50), invent(&tree, 7, 50));
    assert_ne!(invent(&tree, 7, 50), invent(&tree, 8, 50));
    assert_eq!(
        invent(&tree, 7, 50)[..20],
        invent(&tree, 7, 20),
        "more errors don't change the first"
    );
}

#[test]
fn numbers_are_the_same_everywhere() {
    let tree = tree(&["api/a.py", "api/b.py", "lib/c.py"]);
    let counts: Vec<u64> = invent(&tree, 1, 6).iter().map(|error| error.counted.count).collect();
    assert_eq!(counts, [3, 2, 2, 3, 1, 7], "the generator is part of what people rely on");
}

#[test]
fn they_are_named_as_invented() {
    for error in invent(&tree(&FILES), 3, 100) {
        assert!(error.counted.title.starts_with("Invented: "), "{}", error.counted.title);
        assert!(error.counted.event.tags.iter().any(|tag| tag.key == "invented"));
    }
}

#[test]
fn handlers_are_called_first_and_shared_code_last() {
    let place = |path: &str| match path.rsplit('/').nth(1) {
        Some("api") => 0,
        Some("lib") => 2,
        _ => 1,
    };
    for error in invent(&tree(&FILES[..3]), 5, 100) {
        let own = error.counted.event.frames.iter().filter(|frame| frame.in_app == InApp::Yes);
        let places: Vec<_> =
            own.map(|frame| place(frame.filename.as_deref().unwrap_or(""))).collect();
        assert!(places.is_sorted() && places[0] == 0, "{:?}", error.text);
    }
}

#[test]
fn tests_and_dependencies_raise_none() {
    for error in invent(&tree(&FILES), 11, 300) {
        for frame in error.counted.event.frames.iter().filter(|frame| frame.in_app == InApp::Yes) {
            let path = frame.abs_path.as_deref().unwrap_or("");
            assert!(!path.contains("test") && !path.contains("node_modules"), "{path}");
        }
    }
    assert!(invent(&tree(&["README.md", "web/tests/test_cart.py"]), 1, 10).is_empty());
}

/// What the text says, read as if somebody had pasted it.
fn check_text(error: &Invented) {
    let parsed = parse(&error.text, &Options::default());
    assert_eq!(parsed.traces.len(), 1, "one trace: {}\n{:?}", error.text, parsed.problems);
    let read: Vec<_> = parsed.frames().map(|frame| &frame.frame).collect();
    let event = &error.counted.event;
    assert_eq!(read.len(), event.frames.len(), "{}\n{read:?}", error.text);
    for (read, invented) in read.iter().zip(&event.frames) {
        assert_eq!(read.line, invented.line, "{}", error.text);
        let name = |path: &Option<String>| {
            path.as_deref().and_then(|path| path.rsplit('/').next()).map(str::to_owned)
        };
        let file = read.abs_path.clone().or(read.filename.clone());
        assert_eq!(name(&file), name(&invented.filename), "{}", error.text);
        if invented.in_app == InApp::Yes {
            assert_ne!(read.in_app, InApp::No, "{}", error.text);
        }
    }
}

#[test]
fn their_texts_are_read_as_what_they_are() {
    for error in invent(&tree(&FILES), 2, 400) {
        check_text(&error);
    }
}

proptest! {
    #[test]
    fn any_tree_gives_errors_or_none(paths in prop::collection::vec("[a-zA-Z0-9_.é -]{1,8}(/[a-z_.é]{1,8}){0,3}\\.(py|ts|go|java|ex|rs|dart|php|c|txt)", 0..20), seed in any::<u64>()) {
        let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
        let errors = invent(&tree(&paths), seed, 10);
        prop_assert!(errors.is_empty() || errors.len() == 10);
    }
}
