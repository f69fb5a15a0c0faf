//! Small files of repositories: whatever stands in one, there is a plan, and the order of paths changes nothing of it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sentry_general::projects::{self, Inputs};
use sentry_general::tree::Tree;
use std::collections::BTreeMap;

const NAMES: [&str; 28] = [
    "package.json",
    "pnpm-workspace.yaml",
    "Procfile",
    "docker-compose.yml",
    "Cargo.toml",
    "go.work",
    "go.mod",
    "pyproject.toml",
    "requirements.txt",
    "Gemfile",
    "composer.json",
    "settings.gradle",
    "build.gradle",
    "pom.xml",
    "x.sln",
    "apps/web/Web.csproj",
    "serverless.yml",
    "nx.json",
    "lerna.json",
    "angular.json",
    "mix.exs",
    "pubspec.yaml",
    ".github/workflows/ci.yml",
    ".gitlab-ci.yml",
    "fly.toml",
    "app.yaml",
    "turbo.json",
    "CODEOWNERS",
];

fuzz_target!(|given: (u8, &str)| {
    let (name, text) = (NAMES[usize::from(given.0) % NAMES.len()], given.1);
    let mut paths = vec![
        name,
        "apps/web/a.js",
        "apps/web/package.json",
        "services/pay/main.py",
        "src/b.ts",
        "libs/x/c.go",
    ];
    let plan = |paths: &[&str]| {
        let files = BTreeMap::from([(name.to_owned(), text.to_owned())]);
        let tree = Tree::new(paths.iter().copied().collect());
        format!("{:?}", projects::plan(&Inputs { files: &files, ..Inputs::of_tree(&tree) }, &[]))
    };
    let one = plan(&paths);
    paths.reverse();
    let other = plan(&paths);
    // Only the paths' own numbers follow their order.
    assert_eq!(one.len(), other.len(), "{one}\n{other}");
});
