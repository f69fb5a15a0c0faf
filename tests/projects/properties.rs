//! What holds for any tree.

use proptest::prelude::*;
use sentry_general::ownership::parse;
use sentry_general::projects::{Inputs, MAX_SLUG, plan};
use sentry_general::tree::Tree;
use std::collections::{BTreeMap, BTreeSet};

const NAMES: [&str; 26] = [
    "package.json",
    "next.config.js",
    "go.mod",
    "main.go",
    "Dockerfile",
    "manage.py",
    "Cargo.toml",
    "src/main.rs",
    "pom.xml",
    "src/main/resources/application.yml",
    "artisan",
    "index.ts",
    "App.tsx",
    "Program.cs",
    "Shop.csproj",
    "mix.exs",
    "config/runtime.exs",
    "pubspec.yaml",
    "lib/main.dart",
    "serverless.yml",
    "README.md",
    "compose.yaml",
    "Gemfile",
    "config/application.rb",
    "config/sidekiq.yml",
    "src/worker.ts",
];
const FOLDERS: [&str; 14] = [
    "apps", "web", "api", "packages", "services", "cart", "libs", "docs", "tests", "cmd", "src",
    "2024", "Ünï", "app",
];

fn path() -> impl Strategy<Value = String> {
    let folders = prop::collection::vec(prop::sample::select(&FOLDERS[..]), 0..4);
    (folders, prop::sample::select(&NAMES[..])).prop_map(|(mut parts, name)| {
        parts.push(name);
        parts.join("/")
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn the_order_of_paths_changes_nothing(paths in prop::collection::btree_set(path(), 0..60), seed in any::<u64>()) {
        let sorted: Vec<&String> = paths.iter().collect();
        let mut mixed = sorted.clone();
        mixed.sort_by_key(|path| path.bytes().fold(seed, |hash, byte| hash.rotate_left(9) ^ u64::from(byte).wrapping_mul(0x9e37_79b9)));
        let plans = [sorted, mixed].map(|paths| {
            let tree = Tree::new(paths.into_iter().collect());
            format!("{:?}", plan(&Inputs::of_tree(&tree), &[]))
        });
        prop_assert_eq!(&plans[0], &plans[1]);
    }

    #[test]
    fn plans_are_sound(paths in prop::collection::btree_set(path(), 0..60)) {
        let rules = "path:* #all\npath:*api* #api\npath:web/* #web\n";
        let tree = Tree::new(paths.iter().collect());
        let parsed = parse(rules).rules;
        let files = BTreeMap::new();
        let inputs = Inputs { files: &files, text: rules, rules: &parsed, repository: Some("shop"), ..Inputs::of_tree(&tree) };
        let plan = plan(&inputs, &[]);
        let mut slugs = BTreeSet::new();
        for project in &plan.projects {
            let slug = &project.slug;
            prop_assert!(slugs.insert(slug.clone()), "slugs are unique: {slug}");
            prop_assert!(!slug.is_empty() && slug.len() <= MAX_SLUG);
            prop_assert!(slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_'));
            prop_assert!(!slug.bytes().all(|b| b.is_ascii_digit()), "a slug is not all digits");
            prop_assert!((0.0..=1.0).contains(&project.confidence));
            let proof = &project.proof;
            prop_assert!(proof.files + proof.unsent >= project.files, "every file is told of");
            let told = proof.equal + proof.fallback + proof.different.len() as u32;
            prop_assert!(told == proof.files || proof.different.len() == 10, "every difference is named");
            for it in &proof.different {
                // Only frames that look alike are sent to the wrong owner.
                let name = it.frame.rsplit('/').next().unwrap_or_default();
                let alike = paths.iter().filter(|path| path.rsplit('/').next() == Some(name)).count();
                prop_assert!(alike > 1, "{} is {:?}, not {:?}", it.path, it.after, it.before);
            }
            prop_assert!(project.files > 0 && !project.reasons.is_empty());
            let root = &project.place.root;
            prop_assert!(root.is_empty() || tree.find_folder(root).is_some(), "roots are folders of the tree");
        }
    }

    #[test]
    fn no_contents_end_a_plan(name in prop::sample::select(&FILES[..]), text in contents()) {
        let tree = Tree::new(["a/x.py", "a/main.go", "a/go.mod", "b/artisan", "b/app/Order.php"].into_iter().collect());
        let files = BTreeMap::from([(format!("a/{name}"), text)]);
        let inputs = Inputs { files: &files, ..Inputs::of_tree(&tree) };
        let plan = plan(&inputs, &[]);
        prop_assert!(plan.projects.iter().any(|project| project.place.root == "b"), "the rest is planned");
        for (path, problem) in &plan.problems {
            prop_assert!(path.is_some() && problem.code.starts_with("files/"));
            let length = files.values().map(String::len).max().unwrap_or(0);
            prop_assert!(problem.span.is_none_or(|span| span.range().end <= length), "the place is in the text");
        }
    }
}

const FILES: [&str; 26] = [
    "package.json",
    "composer.json",
    "lerna.json",
    "pnpm-workspace.yaml",
    "pubspec.yaml",
    "catalog-info.yaml",
    "pyproject.toml",
    "Pipfile",
    "Cargo.toml",
    "go.mod",
    "Gemfile",
    "pom.xml",
    "settings.gradle",
    "serverless.yml",
    "template.yaml",
    "Procfile",
    "requirements.txt",
    "Shop.csproj",
    "compose.yaml",
    "Dockerfile",
    "Shop.sln",
    "Shop.slnx",
    "go.work",
    "rush.json",
    "project.json",
    "angular.json",
];

/// Texts that look like the inside of some manifest, and any text at all.
fn contents() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(
        &[
            "{",
            "}",
            "[",
            "]",
            "\"name\"",
            ":",
            ",",
            " ",
            "\n",
            "\n  ",
            "- ",
            "services",
            "build",
            "&a ",
            "*a",
            "!Ref x",
            "<Project",
            ">",
            "</a>",
            "<a>",
            "[project]",
            "=",
            "\"x\"",
            "'",
            "kind: Deployment",
            "\u{feff}",
            "ü",
            "\0",
            "web: run",
            "gem \"rails\"",
            "module x",
            "CMD x",
            "#",
            "|",
            "<!--",
            "&amp;",
            "Project(\"{2150E333-8FDC-42A3-9474-1A3956D46DE8}\") = \"t\", \"t\", \"{A}\"\n",
            "Project(\"{B}\") = \"x\", \"x\\x.csproj\", \"{C}\"\n",
            "GlobalSection(NestedProjects)\n{C} = {A}\n{A} = {C}\n",
            "<Folder Name=\"/a/\">",
            "use (\n./a\n",
            "include(\":a\", ':b')\n",
            "\"workspaces\": [\"*\", \"!{\", \"[\"]",
            "<modules><module>../a</module>",
            "[workspace]\nmembers = [\"**\"]\n",
            "// x\n",
        ][..],
    );
    prop_oneof![
        prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat()),
        any::<String>(),
    ]
}
