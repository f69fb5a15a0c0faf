//! Which file a frame is of.

use crate::support::{frame, frames};
use proptest::prelude::*;
use sentry_general::routing::{Mapping, SourceFiles, Via, link, propose, source_path};
use sentry_general::tree::Paths;
use serde_json::{Value, json};

const TREE: [&str; 12] = [
    "apps/cart/lib/cart/order.ex",
    "cmd/api/main.go",
    "ios/Shop/Cart.swift",
    "ios/ShopKit/Cart.swift",
    "mobile/lib/ui/page.dart",
    "pay/src/main/java/com/acme/pay/Charge.kt",
    "services/pay/app/charge.py",
    "setup.py",
    "web/app/(shop)/[id]/page.tsx",
    "web/src/cart/index.ts",
    "web/src/index.ts",
    "worker/src/index.ts",
];

fn found(json: &Value, mappings: &[Mapping]) -> (Option<String>, Vec<String>, Via) {
    let paths: Paths = TREE.into_iter().collect();
    let files = SourceFiles::new(&paths);
    let linked = link(&[frame(json)], &files, mappings).remove(0);
    let path = |id: &u32| paths.get(*id).to_owned();
    (linked.file.as_ref().map(path), linked.candidates.iter().map(path).collect(), linked.via)
}

#[track_caller]
fn check(json: &Value, expected: Option<&str>, via: Via) {
    let (file, _, found) = found(json, &[]);
    assert_eq!((file.as_deref(), found), (expected, via), "the file of {json}");
}

#[test]
fn frames_are_found_by_the_ends_of_their_paths() {
    let go = json!({"filename": "github.com/acme/shop/cmd/api/main.go"});
    check(&go, Some("cmd/api/main.go"), Via::End(3));
    let python = json!({"filename": "app/charge.py", "abs_path": "/srv/pay/app/charge.py"});
    check(&python, Some("services/pay/app/charge.py"), Via::End(2));
    let windows = json!({"abs_path": "C:\\a\\services\\pay\\app\\charge.py"});
    check(&windows, Some("services/pay/app/charge.py"), Via::End(4));
    check(&json!({"abs_path": "/workspace/cmd/api/main.go"}), Some("cmd/api/main.go"), Via::Path);
    check(&json!({"filename": "setup.py"}), Some("setup.py"), Via::Path);
    check(&json!({"filename": "/x/y/setup.py"}), None, Via::NotInTree);
    let dart = json!({"abs_path": "package:shop/ui/page.dart"});
    check(&dart, Some("mobile/lib/ui/page.dart"), Via::End(3));
}

#[test]
fn bundles_hide_paths_behind_schemes() {
    for path in [
        "webpack:///./src/cart/index.ts",
        "webpack://_N_E/./src/cart/index.ts?4f1a",
        "webpack-internal:///(rsc)/./src/cart/index.ts",
        "app:///src/cart/index.ts",
        "../../src/cart/index.ts",
        "https://shop.example/src/cart/index.ts?v=3",
        "~/src/cart/index.ts",
    ] {
        check(&json!({"filename": path}), Some("web/src/cart/index.ts"), Via::End(3));
    }
    let route =
        json!({"filename": "webpack-internal:///(app-pages-browser)/./app/(shop)/[id]/page.tsx"});
    check(&route, Some("web/app/(shop)/[id]/page.tsx"), Via::End(4));
}

#[test]
fn java_is_found_by_its_module() {
    let paths: Paths = TREE.into_iter().collect();
    let files = SourceFiles::new(&paths);
    let json = json!({"platform": "java", "stacktrace": {"frames": [
        {"module": "com.acme.pay.Charge$run$1", "abs_path": "Charge.kt"},
    ]}});
    let frames = crate::support::event(&json).frames;
    let linked = link(&frames, &files, &[]);
    assert_eq!(
        linked[0].file.map(|id| paths.get(id)),
        Some("pay/src/main/java/com/acme/pay/Charge.kt")
    );
    let proposals = propose(&frames, &linked, &files, Some("java"));
    let mapping = &proposals[0].mapping;
    assert_eq!(
        (&*mapping.stack_root, &*mapping.source_root),
        ("com/acme/pay/", "pay/src/main/java/com/acme/pay/")
    );
}

#[test]
fn what_fits_several_files_is_left_to_choice() {
    let (file, candidates, _) = found(&json!({"filename": "Cart.swift"}), &[]);
    assert_eq!(
        (file, &candidates[..]),
        (None, &["ios/Shop/Cart.swift".to_owned(), "ios/ShopKit/Cart.swift".to_owned()][..])
    );
    let (file, candidates, via) = found(&json!({"filename": "/deep/down/src/index.ts"}), &[]);
    assert_eq!((file, candidates.len(), via), (None, 2, Via::Similar));
    let umbrella = json!({"filename": "lib/cart/order.ex", "package": "cart"});
    check(&umbrella, Some("apps/cart/lib/cart/order.ex"), Via::End(3));
}

#[test]
fn libraries_and_what_has_no_path_are_said_to_be_so() {
    check(&json!({"filename": "/app/node_modules/x/src/cart/index.ts"}), None, Via::Library);
    check(&json!({"filename": "src/cart/index.ts", "in_app": false}), None, Via::Library);
    check(
        &json!({"filename": "web/src/index.ts", "in_app": false}),
        Some("web/src/index.ts"),
        Via::Path,
    );
    check(&json!({"function": "f"}), None, Via::NoPath);
    check(&json!({"filename": "node:fs"}), None, Via::NoPath);
    check(&json!({"filename": "<anonymous>"}), None, Via::NoPath);
    check(&json!({"filename": "src/gone.ts"}), None, Via::NotInTree);
}

#[test]
fn mappings_come_first_and_choices_make_new_ones() {
    let mapping = Mapping { stack_root: "/app/".into(), source_root: "worker/src/".into() };
    let (file, _, via) =
        found(&json!({"filename": "/app/index.ts"}), std::slice::from_ref(&mapping));
    assert_eq!((file.as_deref(), via), (Some("worker/src/index.ts"), Via::Mapping(0)));
    let paths: Paths = TREE.into_iter().collect();
    let files = SourceFiles::new(&paths);
    let frames = frames(
        &json!([{"filename": "/app/index.ts"}, {"filename": "/app/cart/index.ts"}, {"filename": "/app/none.ts"}]),
    );
    let mut links = link(&frames, &files, &[]);
    assert_eq!(links[0].file, None, "two files fit");
    links[0].file =
        links[0].candidates.iter().copied().find(|id| paths.get(*id) == "web/src/index.ts");
    let proposals = propose(&frames, &links, &files, Some("node"));
    assert_eq!(proposals.len(), 1, "{proposals:?}");
    assert_eq!(
        proposals[0].mapping,
        Mapping { stack_root: "/app/".into(), source_root: "web/src/".into() }
    );
    assert_eq!(proposals[0].frames, [0, 1]);
}

#[test]
fn bare_file_names_make_mappings_by_their_absolute_path() {
    let paths: Paths =
        ["apps/ios/Shop/Pay/Card.swift", "apps/ios/Shop/Cart.swift"].into_iter().collect();
    let files = SourceFiles::new(&paths);
    let frames = frames(&json!([
        {"filename": "Card.swift", "abs_path": "/Users/ci/build/Shop/Pay/Card.swift"},
        {"filename": "Cart.swift", "abs_path": "/Users/ci/build/Shop/Cart.swift"},
        {"filename": "Cart.swift"},
    ]));
    let links = link(&frames, &files, &[]);
    let proposals = propose(&frames, &links, &files, Some("cocoa"));
    let mapping =
        Mapping { stack_root: "/Users/ci/build/".into(), source_root: "apps/ios/".into() };
    assert_eq!(proposals.len(), 1, "{proposals:?}");
    assert_eq!((&proposals[0].mapping, &proposals[0].frames[..]), (&mapping, &[0, 1][..]));
    let applied = link(&frames, &files, &[mapping]);
    assert_eq!(applied[0].via, Via::Mapping(0), "it leads to the file");
}

const NAMES: [&str; 5] = ["a", "b", "src", "index.ts", "c.ts"];

fn path() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&NAMES[..]), 1..5).prop_map(|parts| parts.join("/"))
}

fn root() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["", "/", "a/", "src/", "a", "b/src/", "/a/", "a/b/", "s", "a\\"])
        .prop_map(str::to_owned)
}

proptest! {
    /// Mappings are looked up by their roots, as if each was tried in Sentry's order.
    #[test]
    fn mappings_lead_where_each_in_turn_would(
        paths in prop::collection::vec(path(), 0..20),
        mappings in prop::collection::vec((root(), root()), 0..12),
        (file, abs) in (path(), path()), slash in any::<bool>(),
    ) {
        let paths: Paths = paths.iter().map(String::as_str).collect();
        let files = SourceFiles::new(&paths);
        let mappings: Vec<Mapping> = mappings
            .into_iter()
            .map(|(stack_root, source_root)| Mapping { stack_root, source_root })
            .collect();
        let file = if slash { format!("/{file}") } else { file };
        let frame = frame(&json!({ "filename": file, "abs_path": format!("/{abs}") }));
        let mut order: Vec<usize> = (0..mappings.len()).collect();
        order.sort_by_key(|&at| {
            let root = &mappings[at].stack_root;
            (std::cmp::Reverse(root.starts_with('/')), std::cmp::Reverse(root.len()))
        });
        let first = order.into_iter().find_map(|at| {
            let path = source_path(&frame, &mappings[at])?;
            Some((paths.iter().position(|known| known == path)? as u32, Via::Mapping(at)))
        });
        let linked = link(&[frame], &files, &mappings).remove(0);
        let mapped = matches!(linked.via, Via::Mapping(_)).then_some((linked.file, linked.via));
        prop_assert_eq!(mapped, first.map(|(file, via)| (Some(file), via)));
    }

    /// The files that fit are those that looking at each file finds.
    #[test]
    fn files_that_fit_are_those_of_looking_at_each(
        paths in prop::collection::btree_set(path(), 0..30), wanted in path(),
    ) {
        let paths: Paths = paths.iter().map(String::as_str).collect();
        let files = SourceFiles::new(&paths);
        let linked = link(&[frame(&json!({ "filename": wanted, "in_app": true }))], &files, &[]).remove(0);
        let fit = |path: &str| {
            let shared = path.rsplit('/').zip(wanted.rsplit('/')).take_while(|(a, b)| a == b).count();
            let (parts, asked) = (path.split('/').count(), wanted.split('/').count());
            let whole = shared == parts.min(asked) && (parts > 1 || asked == 1);
            (whole || shared > 1).then_some((whole, shared))
        };
        let mut found: Vec<_> = (0_u32..)
            .zip(paths.iter())
            .filter_map(|(id, path)| Some((std::cmp::Reverse(fit(path)?), id)))
            .collect();
        found.sort_unstable();
        let exact = paths.iter().position(|path| path == wanted).map(|id| id as u32);
        let candidates: Vec<u32> = match exact {
            Some(id) => vec![id],
            None => found.iter().map(|(_, id)| *id).take(20).collect(),
        };
        prop_assert_eq!(linked.candidates, candidates);
    }
}
