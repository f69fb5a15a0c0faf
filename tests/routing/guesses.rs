//! Which code mappings are guessed for which trees, as a table: the platform, the
//! mapping, the number of files, and the path that the first file would carry.

use proptest::prelude::*;
use sentry_general::routing::guess_mappings;
use sentry_general::tree::{Paths, Tree};

fn table(files: &str) -> Vec<String> {
    let tree = Tree::new(files.split_whitespace().collect::<Paths>());
    let row = |it: sentry_general::routing::Guess| {
        let (stack, source) = (it.mapping.stack_root, it.mapping.source_root);
        format!("{}: `{stack}` -> `{source}`, {}, {}", it.platform, it.files, it.frame_path)
    };
    guess_mappings(&tree).into_iter().map(row).collect()
}

#[track_caller]
fn check(files: &str, expected: &[&str]) {
    assert_eq!(table(files), expected, "the guesses for {files}");
}

#[test]
fn python_counts_from_where_packages_are_imported() {
    check("shop/__init__.py shop/pay.py", &["python: `shop/` -> `shop/`, 2, shop/__init__.py"]);
    check(
        "api/pyproject.toml api/src/shop/__init__.py api/src/shop/db/__init__.py api/src/shop/db/x.py",
        &["python: `shop/` -> `api/src/shop/`, 3, shop/__init__.py"],
    );
    check(
        "web/manage.py web/shop/__init__.py web/shop/urls.py web/tests/__init__.py web/tests/test_a.py",
        &[
            "python-django: `shop/` -> `web/shop/`, 2, shop/__init__.py",
            "python-django: `` -> `web/`, 1, manage.py",
        ],
    );
    check(
        "job/requirements.txt job/main.py job/lib/x.py",
        &["python: `` -> `job/`, 1, main.py", "python: `lib/` -> `job/lib/`, 1, lib/x.py"],
    );
    check(
        "home/__init__.py home/components/knx/x.py .ci/y.py",
        &["python: `home/` -> `home/`, 2, home/__init__.py"],
    );
    check("tool/run.py", &["python: `` -> `tool/`, 1, run.py"]);
}

#[test]
fn the_jvm_counts_from_its_source_folders() {
    check(
        "pay/src/main/java/com/acme/pay/A.java pay/src/main/java/com/acme/pay/db/B.java pay/src/test/java/com/acme/pay/T.java",
        &["java: `com/acme/pay/` -> `pay/src/main/java/com/acme/pay/`, 2, com/acme/pay/A.java"],
    );
    check(
        "app/src/main/AndroidManifest.xml app/src/main/kotlin/com/acme/A.kt app/src/main/kotlin/com/acme/ui/B.kt app/src/androidTest/kotlin/com/acme/T.kt",
        &["android: `com/acme/` -> `app/src/main/kotlin/com/acme/`, 2, com/acme/A.kt"],
    );
    check(
        "src/org/acme/A.java src/org/acme/B.java",
        &["java: `org/acme/` -> `src/org/acme/`, 2, org/acme/A.java"],
    );
    check(
        "a/src/commonMain/kotlin/x/A.kt",
        &["kotlin: `x/` -> `a/src/commonMain/kotlin/x/`, 1, x/A.kt"],
    );
    check("Lone.java", &[]);
}

#[test]
fn javascript_counts_from_its_package() {
    check(
        "package.json src/App.tsx src/api.ts src/App.test.tsx",
        &["javascript: `./` -> ``, 2, ./src/App.tsx"],
    );
    check(
        "web/package.json web/next.config.mjs web/app/page.tsx",
        &["javascript-nextjs: `./` -> `web/`, 1, ./app/page.tsx"],
    );
    check(
        "web/package.json web/vite.config.ts web/src/main.ts",
        &["javascript: `../../` -> `web/`, 1, ../../src/main.ts"],
    );
    check(
        "api/package.json api/src/server.ts api/node_modules/x/i.js",
        &["node: `app:///` -> `api/`, 1, app:///src/server.ts"],
    );
    check(
        "app/package.json app/metro.config.js app/src/Home.tsx app/ios/x app/android/y",
        &["react-native: `app:///` -> `app/`, 1, app:///src/Home.tsx"],
    );
    check(
        "package.json apps/web/package.json apps/web/index.html apps/web/src/a.tsx packages/ui/package.json packages/ui/src/b.tsx",
        &[
            "javascript: `./` -> `apps/web/`, 1, ./src/a.tsx",
            "javascript: `../../packages/ui/` -> `packages/ui/`, 1, ../../packages/ui/src/b.tsx",
        ],
    );
    check("src/lone.ts", &[]);
}

#[test]
fn what_is_built_counts_from_the_machine_that_builds() {
    check(
        "svc/go.mod svc/main.go svc/pay/x.go svc/pay/x_test.go",
        &["go: `/app/` -> `svc/`, 2, /app/main.go"],
    );
    check(
        "Cargo.toml crates/a/Cargo.toml crates/a/src/lib.rs",
        &["rust: `/app/` -> ``, 1, /app/crates/a/src/lib.rs"],
    );
    check(
        "src/Pay/Pay.csproj src/Pay/Tax.cs",
        &["dotnet: `/src/src/Pay/` -> `src/Pay/`, 1, /src/src/Pay/Tax.cs"],
    );
}

#[test]
fn ruby_php_and_elixir_count_from_the_application() {
    check(
        "shop/Gemfile shop/config/routes.rb shop/app/models/a.rb shop/app/models/b.rb shop/spec/a_spec.rb",
        &[
            "ruby-rails: `app/` -> `shop/app/`, 2, app/models/a.rb",
            "ruby-rails: `config/` -> `shop/config/`, 1, config/routes.rb",
        ],
    );
    check(
        "site/composer.json site/artisan site/app/Http/A.php site/vendor/x/B.php",
        &["php-laravel: `/app/` -> `site/app/`, 1, /app/Http/A.php"],
    );
    check(
        "mix.exs apps/web/mix.exs apps/web/lib/web.ex apps/core/mix.exs apps/core/lib/core.ex apps/core/lib/x.ex",
        &[
            "elixir: `lib/` -> `apps/core/lib/`, 2, lib/core.ex",
            "elixir: `lib/` -> `apps/web/lib/`, 1, lib/web.ex",
        ],
    );
    check(
        "mix.exs apps/web/mix.exs apps/web/lib/web/live/a.ex apps/web/lib/web/b.ex apps/core/mix.exs apps/core/lib/core/c.ex",
        &[
            "elixir: `lib/web/` -> `apps/web/lib/web/`, 2, lib/web/b.ex",
            "elixir: `lib/core/` -> `apps/core/lib/core/`, 1, lib/core/c.ex",
        ],
    );
    check("mix.exs lib/shop/a.ex lib/shop/b/c.ex", &["elixir: `lib/` -> `lib/`, 2, lib/shop/a.ex"]);
}

#[test]
fn apps_for_phones_count_from_the_package() {
    check(
        "pubspec.yaml ios/x lib/main.dart lib/ui/a.dart",
        &["flutter: `` -> `lib/`, 2, main.dart"],
    );
    check(
        "pkg/money/pubspec.yaml pkg/money/lib/money.dart",
        &["dart: `package:money/` -> `pkg/money/lib/`, 1, package:money/money.dart"],
    );
    check("pubspec.yaml lib/nameless.dart", &[]);
    check(
        "ios/Shop.xcodeproj/project.pbxproj ios/Shop/App.swift ios/Shop/Pay/P.swift ios/ShopTests/T.swift",
        &["apple: `Shop/` -> `ios/Shop/`, 2, Shop/App.swift"],
    );
    check(
        "Package.swift Sources/Money/Tax.swift",
        &["apple: `Money/` -> `Sources/Money/`, 1, Money/Tax.swift"],
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn every_guess_fits_its_sample_and_no_file_counts_twice(
        files in prop::collection::btree_set("((a|b|src|main|java|com|packages|lib)/){0,4}(__init__\\.py|x\\.py|A\\.java|package\\.json|y\\.tsx|go\\.mod|z\\.go|é\\.rb|Gemfile|pubspec\\.yaml|d\\.dart)", 0..25)
    ) {
        let tree = Tree::new(files.iter().collect::<Paths>());
        let guesses = guess_mappings(&tree);
        let counted: u32 = guesses.iter().map(|guess| guess.files).sum();
        prop_assert!(counted as usize <= files.len(), "{guesses:?}");
        for guess in &guesses {
            let path = tree.paths().get(guess.sample);
            let carried = guess.mapping.frame_path(path);
            prop_assert_eq!(carried.as_ref(), Some(&guess.frame_path), "{:?}", guess);
        }
    }
}
