//! Rules in frame paths, family by family: frames as the SDKs send them, written out here and
//! not by the engine's own table, go through the rules that leave the product.

use super::{planned, with_files};
use sentry_general::ownership::{Directory, parse};
use sentry_general::projects::{Plan, Proposal};
use sentry_general::routing::{EventRules, Exclusions, owner_of};
use sentry_general::trace::Event;
use serde_json::{Value, json};

/// The team that an error of these frames reaches by a project's rules.
#[track_caller]
fn owner(project: &Proposal, platform: &str, sdk: Option<&str>, frames: &Value) -> Option<String> {
    let json = json!({
        "platform": platform,
        "sdk": { "name": sdk.unwrap_or("sentry.sdk") },
        "exception": { "values": [{ "stacktrace": { "frames": frames } }] },
    });
    let rules = parse(&project.rules);
    assert!(rules.problems.is_empty(), "Sentry takes them: {:?}", rules.problems);
    let rules = EventRules::new(rules.rules);
    let event = Event::read(&json).event;
    let owner = owner_of(&event, &rules, &Directory::default(), Exclusions::default());
    owner.map(|it| it.to_string())
}

/// A frame: file name, absolute path.
fn frame(filename: &str, abs_path: &str) -> Value {
    json!({ "filename": filename, "abs_path": abs_path })
}

fn project<'p>(plan: &'p Plan, root: &str) -> &'p Proposal {
    plan.projects.iter().find(|project| project.place.root == root).expect("it is a project")
}

/// Each frame alone, with the team it should reach.
#[track_caller]
fn reach(project: &Proposal, platform: &str, frames: &[(&str, &str, &str)]) {
    for (filename, abs_path, team) in frames {
        let found = owner(project, platform, None, &json!([frame(filename, abs_path)]));
        assert_eq!(found.as_deref(), Some(*team), "{filename} at {abs_path} by\n{}", project.rules);
    }
    assert_eq!(project.proof.files, project.proof.equal, "{:?}", project.proof.different);
}

#[test]
fn python_reports_from_the_import_root_on() {
    let plan = planned(
        &[
            "api/Dockerfile",
            "api/manage.py",
            "api/requirements.txt",
            "api/shop/__init__.py",
            "api/shop/views.py",
            "api/shop/pay/__init__.py",
            "api/shop/pay/card.py",
            "api/tasks/__init__.py",
            "api/tasks/mail.py",
            "web/package.json",
            "web/index.html",
            "web/src/main.ts",
        ],
        "path:api/* #backend\npath:api/shop/pay/* #payments\npath:api/tasks/* #ops\n",
        &[],
    );
    let api = project(&plan, "api");
    reach(
        api,
        "python",
        &[
            ("shop/pay/card.py", "/app/shop/pay/card.py", "#payments"),
            ("shop/views.py", "/srv/www/shop/views.py", "#backend"),
            ("tasks/mail.py", "/home/jo/shop/api/tasks/mail.py", "#ops"),
            ("__init__.py", "/app/tasks/__init__.py", "#ops"),
            ("manage.py", "/app/manage.py", "#backend"),
        ],
    );
    let django = "/usr/local/lib/python3.12/site-packages/django/core/handlers/base.py";
    let frames = json!([
        frame("django/core/handlers/base.py", django),
        frame("shop/pay/card.py", "/app/shop/pay/card.py")
    ]);
    assert_eq!(owner(api, "python", None, &frames).as_deref(), Some("#payments"));
    assert_eq!(api.mapping.source_root, "api/shop/");
}

#[test]
fn python_without_packages_reports_the_absolute_path() {
    let plan = planned(
        &["bot/Dockerfile", "bot/main.py", "bot/requirements.txt", "bot/jobs/a.py", "bot/lib/b.py"],
        "path:bot/* #bot\npath:bot/jobs/* #jobs\n",
        &[],
    );
    reach(
        project(&plan, "bot"),
        "python",
        &[
            ("/app/jobs/a.py", "/app/jobs/a.py", "#jobs"),
            ("main.py", "/app/main.py", "#bot"),
            ("/srv/bot/lib/b.py", "/srv/bot/lib/b.py", "#bot"),
        ],
    );
}

#[test]
fn one_folder_of_several_does_not_stand_for_all() {
    let paths = ["Dockerfile", "requirements.txt", "lib/a.py", "src/app.py", "src/payments/api.py"];
    for paths in [&paths[..], &["Dockerfile", "lib/a.py", "src/app.py", "src/payments/api.py"]] {
        let plan = planned(paths, "path:* #all\n", &[]);
        let mapping = &plan.projects[0].mapping;
        let led = paths.iter().filter(|path| path.starts_with(&mapping.source_root)).count();
        assert!(
            !mapping.stack_root.is_empty() || led * 2 >= paths.len(),
            "{mapping:?} of {paths:?}"
        );
    }
}

#[test]
fn node_reports_the_machines_path_or_the_source_maps() {
    let plan = planned(
        &[
            "svc/pay/Dockerfile",
            "svc/pay/package.json",
            "svc/pay/src/index.ts",
            "svc/pay/src/card/charge.ts",
            "svc/pay/lib/db.ts",
            "svc/pay/lib/log/write.ts",
            "packages/money/package.json",
            "packages/money/src/round.ts",
        ],
        "path:svc/pay/* #pay\npath:svc/pay/src/card/* #cards\npath:svc/pay/lib/* #platform\npath:packages/money/* #money\n",
        &[],
    );
    let pay = project(&plan, "svc/pay");
    reach(
        pay,
        "node",
        &[
            ("/app/src/card/charge.ts", "/app/src/card/charge.ts", "#cards"),
            ("../src/card/charge.ts", "app:///src/card/charge.ts", "#cards"),
            ("/usr/src/app/svc/pay/lib/db.ts", "/usr/src/app/svc/pay/lib/db.ts", "#platform"),
            (
                "/usr/src/app/packages/money/src/round.ts",
                "/usr/src/app/packages/money/src/round.ts",
                "#money",
            ),
            ("/app/src/index.ts", "/app/src/index.ts", "#pay"),
        ],
    );
    let express = "/app/node_modules/express/lib/router/layer.js";
    let frames = json!([
        frame(express, express),
        frame("/app/src/card/charge.ts", "/app/src/card/charge.ts")
    ]);
    let found = owner(pay, "node", None, &frames);
    assert_eq!(found.as_deref(), Some("#cards"), "`lib/` of Express is not ours:\n{}", pay.rules);
}

#[test]
fn browsers_report_what_source_maps_say() {
    let plan = planned(
        &[
            "apps/web/package.json",
            "apps/web/index.html",
            "apps/web/vite.config.ts",
            "apps/web/src/main.tsx",
            "apps/web/src/cart/Cart.tsx",
            "apps/web/lib/format.ts",
            "packages/ui/package.json",
            "packages/ui/src/Button.tsx",
        ],
        "path:apps/web/* #web\npath:apps/web/src/cart/* #cart\npath:apps/web/lib/* #platform\npath:packages/ui/* #design\n",
        &[],
    );
    let web = project(&plan, "apps/web");
    reach(
        web,
        "javascript",
        &[
            ("./src/cart/Cart.tsx", "webpack:///./src/cart/Cart.tsx", "#cart"),
            ("../../src/cart/Cart.tsx", "https://shop.example/src/cart/Cart.tsx", "#cart"),
            ("src/cart/Cart.tsx", "app:///src/cart/Cart.tsx", "#cart"),
            (
                "../../packages/ui/src/Button.tsx",
                "webpack:///../../packages/ui/src/Button.tsx",
                "#design",
            ),
            ("./lib/format.ts", "webpack:///./lib/format.ts", "#platform"),
            ("/assets/index-4f2a.js", "https://shop.example/assets/index-4f2a.js", "#web"),
        ],
    );
    let axios = frame(
        "../../node_modules/axios/lib/core/AxiosError.js",
        "https://shop.example/node_modules/axios/lib/core/AxiosError.js",
    );
    let frames =
        json!([axios, frame("../../src/cart/Cart.tsx", "https://shop.example/src/cart/Cart.tsx")]);
    assert_eq!(owner(web, "javascript", None, &frames).as_deref(), Some("#cart"), "{}", web.rules);
    assert!(
        web.mappings.iter().any(|it| it.source_root == "packages/ui/"),
        "shared code is mapped, too: {:?}",
        web.mappings
    );
}

#[test]
fn react_native_reports_below_the_projects_folder() {
    let plan = planned(
        &[
            "mobile/package.json",
            "mobile/metro.config.js",
            "mobile/index.js",
            "mobile/ios/Podfile",
            "mobile/android/build.gradle",
            "mobile/src/App.tsx",
            "mobile/src/pay/Pay.tsx",
        ],
        "path:mobile/* #mobile\npath:mobile/src/pay/* #payments\n",
        &[],
    );
    reach(
        project(&plan, "mobile"),
        "javascript",
        &[
            ("src/pay/Pay.tsx", "app:///src/pay/Pay.tsx", "#payments"),
            ("src/App.tsx", "app:///src/App.tsx", "#mobile"),
            ("main.jsbundle", "app:///main.jsbundle", "#mobile"),
        ],
    );
}

/// A frame of the JVM as the SDK sends it, and as Relay leaves it.
fn class(module: &str, file: &str) -> Value {
    json!({ "module": module, "filename": file, "abs_path": file })
}

#[test]
fn java_and_kotlin_report_classes() {
    let plan = planned(
        &[
            "pay/pom.xml",
            "pay/Dockerfile",
            "pay/src/main/java/com/acme/pay/App.java",
            "pay/src/main/java/com/acme/pay/tax/Tax.java",
            "pay/src/main/java/com/acme/db/Pool.java",
            "pay/src/main/kotlin/com/acme/pay/mail/Mail.kt",
            "pay/src/test/java/com/acme/pay/tax/TaxTest.java",
        ],
        "path:pay/* #pay\npath:pay/src/main/java/com/acme/pay/tax/* #tax\npath:*/acme/db/* #platform\npath:pay/src/main/kotlin/* #mail\npath:pay/src/test/* #qa\n",
        &[],
    );
    let pay = project(&plan, "pay");
    for (module, file, team) in [
        ("com.acme.pay.tax.Tax", "Tax.java", "#tax"),
        ("com.acme.pay.tax.Tax$Rate$1", "Tax.java", "#tax"),
        ("com.acme.db.Pool", "Pool.java", "#platform"),
        ("com.acme.pay.App", "App.java", "#pay"),
        ("com.acme.pay.mail.MailKt", "Mail.kt", "#mail"),
    ] {
        let frames = json!([class("java.lang.Thread", "Thread.java"), class(module, file)]);
        assert_eq!(
            owner(pay, "java", None, &frames).as_deref(),
            Some(team),
            "{module} by\n{}",
            pay.rules
        );
    }
    assert_eq!(pay.proof.files, pay.proof.equal, "{:?}", pay.proof.different);
}

#[test]
fn kotlin_may_leave_out_what_packages_begin_with() {
    let plan = planned(
        &[
            "api/build.gradle.kts",
            "api/Dockerfile",
            "api/src/main/kotlin/App.kt",
            "api/src/main/kotlin/pay/Tax.kt",
            "api/src/main/kotlin/mail/Mail.kt",
        ],
        "path:api/* #api\npath:api/src/main/kotlin/pay/* #pay\n",
        &[],
    );
    let api = project(&plan, "api");
    let of = |module, file| owner(api, "java", None, &json!([class(module, file)]));
    assert_eq!(of("org.shop.pay.Tax", "Tax.kt").as_deref(), Some("#pay"), "{}", api.rules);
    assert_eq!(of("org.shop.mail.Mail", "Mail.kt").as_deref(), Some("#api"));
}

#[test]
fn android_reports_classes_of_all_modules() {
    let plan = planned(
        &[
            "settings.gradle.kts",
            "build.gradle.kts",
            "app/proguard-rules.pro",
            "app/src/main/res/mipmap-hdpi/ic_launcher.png",
            "app/build.gradle.kts",
            "app/src/main/AndroidManifest.xml",
            "app/src/main/java/org/shop/app/Main.kt",
            "feature/cart/build.gradle.kts",
            "feature/cart/src/main/java/org/shop/cart/Cart.kt",
            "core/net/build.gradle.kts",
            "core/net/src/main/java/org/shop/net/Net.kt",
        ],
        "path:* #android\npath:feature/cart/* #cart\npath:core/* #platform\n",
        &[],
    );
    let app = &plan.projects[0];
    for (module, file, team) in [
        ("org.shop.cart.Cart", "Cart.kt", "#cart"),
        ("org.shop.net.Net$send$1", "Net.kt", "#platform"),
        ("org.shop.app.Main", "Main.kt", "#android"),
    ] {
        let found = owner(app, "java", None, &json!([class(module, file)]));
        assert_eq!(found.as_deref(), Some(team), "{module} by\n{}", app.rules);
    }
}

#[test]
fn dotnet_reports_the_building_machines_path() {
    let plan = planned(
        &[
            "src/Pay/Pay.csproj",
            "src/Pay/Program.cs",
            "src/Pay/Tax/Rate.cs",
            "src/Pay/Dockerfile",
            "src/Shared/Shared.csproj",
            "src/Shared/Money.cs",
            "Shop.sln",
        ],
        "path:src/Pay/* #pay\npath:src/Pay/Tax/* #tax\npath:src/Shared/* #platform\n",
        &[],
    );
    reach(
        project(&plan, "src/Pay"),
        "csharp",
        &[
            ("Tax/Rate.cs", "/src/src/Pay/Tax/Rate.cs", "#tax"),
            ("Tax/Rate.cs", "/src/Tax/Rate.cs", "#tax"),
            ("Tax\\Rate.cs", "C:\\agent\\_work\\7\\s\\src\\Pay\\Tax\\Rate.cs", "#tax"),
            ("Program.cs", "/_/src/Pay/Program.cs", "#pay"),
            ("Money.cs", "/src/src/Shared/Money.cs", "#platform"),
        ],
    );
}

#[test]
fn programs_that_are_deployed_apart_share_what_lies_beside_them() {
    let compose = "services:\n  pay:\n    build: ./services/pay\n  payworker:\n    build: ./services/pay\n    command: /payworker\n";
    let plan = with_files(
        &[
            "docker-compose.yml",
            "services/pay/go.mod",
            "services/pay/Dockerfile",
            "services/pay/cmd/pay/main.go",
            "services/pay/cmd/payworker/main.go",
            "services/pay/internal/ledger/ledger.go",
        ],
        &[("docker-compose.yml", compose)],
        "path:services/pay/* #pay\npath:services/pay/internal/ledger/* #billing\n",
        &[],
    );
    for root in ["services/pay/cmd/pay", "services/pay/cmd/payworker"] {
        let project = project(&plan, root);
        assert_eq!(project.teams, ["pay", "billing"], "{root}");
        reach(project, "go", &[("ledger.go", "/app/internal/ledger/ledger.go", "#billing")]);
        assert!(
            project.mappings.iter().any(|it| it.source_root == "services/pay/"),
            "its stack links lead to what both share: {:?}",
            project.mappings
        );
    }
}

#[test]
fn go_reports_the_building_machines_path_or_the_modules() {
    let plan = planned(
        &[
            "pay/go.mod",
            "pay/Dockerfile",
            "pay/main.go",
            "pay/tax/rate.go",
            "pay/http/serve.go",
            "pay/http/auth.go",
            "pay/internal/db/pool.go",
        ],
        "path:pay/* #pay\npath:pay/tax/* #tax\npath:pay/http/* #edge\npath:pay/internal/db/* #platform\n",
        &[],
    );
    let pay = project(&plan, "pay");
    reach(
        pay,
        "go",
        &[
            ("rate.go", "/app/tax/rate.go", "#tax"),
            ("rate.go", "/home/ci/work/shop/pay/tax/rate.go", "#tax"),
            ("rate.go", "github.com/acme/pay/tax/rate.go", "#tax"),
            ("pool.go", "/src/internal/db/pool.go", "#platform"),
            ("serve.go", "/app/http/serve.go", "#edge"),
            ("main.go", "/app/main.go", "#pay"),
        ],
    );
    let frames = json!([
        frame("server.go", "/usr/local/go/src/net/http/server.go"),
        frame("rate.go", "/app/tax/rate.go")
    ]);
    assert_eq!(
        owner(pay, "go", None, &frames).as_deref(),
        Some("#tax"),
        "Go's own `http` is not ours:\n{}",
        pay.rules
    );
}

#[test]
fn ruby_reports_below_the_applications_folder() {
    let plan = planned(
        &[
            "shop/Gemfile",
            "shop/config.ru",
            "shop/config/application.rb",
            "shop/app/models/cart.rb",
            "shop/app/models/pay/card.rb",
            "shop/lib/tax.rb",
            "shop/engines/blog/app/models/post.rb",
        ],
        "path:shop/* #shop\npath:shop/app/models/pay/* #payments\npath:shop/engines/blog/* #content\n",
        &[],
    );
    reach(
        project(&plan, "shop"),
        "ruby",
        &[
            ("app/models/pay/card.rb", "/rails/app/models/pay/card.rb", "#payments"),
            ("lib/tax.rb", "/app/lib/tax.rb", "#shop"),
            ("post.rb", "/app/engines/blog/app/models/post.rb", "#content"),
        ],
    );
}

#[test]
fn php_reports_without_the_projects_folder() {
    let plan = planned(
        &[
            "shop/composer.json",
            "shop/artisan",
            "shop/app/Http/Cart.php",
            "shop/app/Pay/Card.php",
            "shop/src/Tax.php",
            "shop/public/index.php",
        ],
        "path:shop/* #shop\npath:shop/app/Pay/* #payments\npath:shop/src/* #tax\n",
        &[],
    );
    let shop = project(&plan, "shop");
    reach(
        shop,
        "php",
        &[
            ("/app/Pay/Card.php", "/var/www/html/app/Pay/Card.php", "#payments"),
            ("/srv/shop/app/Pay/Card.php", "/srv/shop/app/Pay/Card.php", "#payments"),
            ("/src/Tax.php", "/var/www/html/src/Tax.php", "#tax"),
            ("/app/Http/Cart.php", "/var/www/html/app/Http/Cart.php", "#shop"),
        ],
    );
    let laravel = "/vendor/laravel/framework/src/Illuminate/Pipeline/Pipeline.php";
    let frames = json!([
        frame(laravel, laravel),
        frame("/app/Pay/Card.php", "/var/www/html/app/Pay/Card.php")
    ]);
    assert_eq!(owner(shop, "php", None, &frames).as_deref(), Some("#payments"), "{}", shop.rules);
}

#[test]
fn swift_reports_the_building_machines_path() {
    let plan = planned(
        &[
            "ios/Shop.xcodeproj/project.pbxproj",
            "ios/Shop/AppDelegate.swift",
            "ios/Shop/Info.plist",
            "ios/Shop/Pay/Card.swift",
            "ios/Shop/Cart/Cart.swift",
        ],
        "path:ios/* #ios\npath:ios/Shop/Pay/* #payments\n",
        &[],
    );
    let ios = &plan.projects[0];
    reach(
        ios,
        "cocoa",
        &[
            ("Card.swift", "/Users/runner/work/shop/shop/ios/Shop/Pay/Card.swift", "#payments"),
            ("Cart.swift", "/Users/jo/shop/ios/Shop/Cart/Cart.swift", "#ios"),
        ],
    );
}

#[test]
fn flutter_reports_packages() {
    let plan = with_files(
        &[
            "app/pubspec.yaml",
            "app/lib/main.dart",
            "app/lib/pay/card.dart",
            "app/lib/src/boot.dart",
            "app/android/build.gradle",
            "app/ios/Runner/Info.plist",
            "packages/money/pubspec.yaml",
            "packages/money/lib/pay/round.dart",
        ],
        &[],
        "path:app/* #app\npath:app/lib/pay/* #payments\npath:packages/money/* #money\n",
        &[],
    );
    let app = project(&plan, "app");
    let of = |package: &str, rest: &str| {
        let name = rest.rsplit('/').next();
        let frame = json!({ "filename": name, "abs_path": format!("package:{package}/{rest}"), "package": package });
        let ink = json!({ "filename": "ink_well.dart", "abs_path": "package:flutter/src/material/ink_well.dart", "package": "flutter" });
        owner(app, "other", Some("sentry.dart.flutter"), &json!([ink, frame]))
    };
    assert_eq!(of("shop_app", "pay/card.dart").as_deref(), Some("#payments"), "{}", app.rules);
    assert_eq!(of("money", "pay/round.dart").as_deref(), Some("#money"));
    assert_eq!(of("shop_app", "src/boot.dart").as_deref(), Some("#app"));
    assert_eq!(app.proof.files, app.proof.equal, "{:?}", app.proof.different);
}

#[test]
fn rust_reports_the_building_machines_path() {
    let plan = planned(
        &[
            "server/Cargo.toml",
            "server/Dockerfile",
            "server/src/main.rs",
            "server/src/pay/card.rs",
            "server/src/runtime/mod.rs",
        ],
        "path:server/* #server\npath:server/src/pay/* #payments\npath:server/src/runtime/* #platform\n",
        &[],
    );
    let server = project(&plan, "server");
    reach(
        server,
        "native",
        &[
            ("card.rs", "/app/src/pay/card.rs", "#payments"),
            ("card.rs", "/home/runner/work/shop/shop/server/src/pay/card.rs", "#payments"),
            ("main.rs", "/app/src/main.rs", "#server"),
        ],
    );
    let tokio = "/usr/local/cargo/registry/src/index.crates.io-6f17d22bba15001f/tokio-1.38.0/src/runtime/task/core.rs";
    let frames = json!([frame("core.rs", tokio), frame("card.rs", "/app/src/pay/card.rs")]);
    assert_eq!(
        owner(server, "native", None, &frames).as_deref(),
        Some("#payments"),
        "Tokio's `src/runtime` is not ours:\n{}",
        server.rules
    );
}

#[test]
fn elixir_reports_below_the_applications_folder() {
    let plan = planned(
        &[
            "mix.exs",
            "config/runtime.exs",
            "apps/shop/mix.exs",
            "apps/shop/lib/shop/cart.ex",
            "apps/shop/lib/shop/pay/card.ex",
            "apps/shop_web/mix.exs",
            "apps/shop_web/lib/shop_web/router.ex",
            "Dockerfile",
        ],
        "path:* #shop\npath:apps/shop/lib/shop/pay/* #payments\npath:apps/shop_web/* #web\n",
        &[],
    );
    let all = &plan.projects[0];
    for (file, team) in [
        ("lib/shop/pay/card.ex", "#payments"),
        ("lib/shop_web/router.ex", "#web"),
        ("lib/shop/cart.ex", "#shop"),
    ] {
        let frames =
            json!([frame("lib/phoenix/router.ex", "lib/phoenix/router.ex"), frame(file, file)]);
        assert_eq!(
            owner(all, "elixir", None, &frames).as_deref(),
            Some(team),
            "{file} by\n{}",
            all.rules
        );
    }
}

#[test]
fn unity_reports_below_the_projects_folder() {
    let plan = planned(
        &[
            "ProjectSettings/ProjectVersion.txt",
            "Packages/manifest.json",
            "Assets/Scripts/Game.cs",
            "Assets/Scripts/Pay/Shop.cs",
            "Assets/Scripts/Net/Link.cs",
        ],
        "path:* #game\npath:Assets/Scripts/Pay/* #payments\n",
        &[],
    );
    reach(
        &plan.projects[0],
        "csharp",
        &[
            ("Assets/Scripts/Pay/Shop.cs", "Assets/Scripts/Pay/Shop.cs", "#payments"),
            (
                "/Users/ci/game/Assets/Scripts/Net/Link.cs",
                "/Users/ci/game/Assets/Scripts/Net/Link.cs",
                "#game",
            ),
        ],
    );
}

#[test]
fn native_code_reports_the_building_machines_path() {
    let plan = planned(
        &["CMakeLists.txt", "Dockerfile", "src/main.cpp", "src/audio/mix.cpp", "src/net/link.cpp"],
        "path:* #core\npath:src/audio/* #audio\n",
        &[],
    );
    reach(
        &plan.projects[0],
        "native",
        &[
            ("mix.cpp", "/build/src/audio/mix.cpp", "#audio"),
            ("mix.cpp", "C:\\ci\\shop\\src\\audio\\mix.cpp", "#audio"),
            ("link.cpp", "/build/src/net/link.cpp", "#core"),
        ],
    );
}
