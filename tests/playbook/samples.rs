//! Organizations of many kinds, planned from their trees as the page does.

use sentry_general::organization::{Organization, Repository, Team};
use sentry_general::ownership;
use sentry_general::playbook::{Chapter, Choice, Item, chapters};
use sentry_general::projects::{Inputs, plan};
use sentry_general::tree::Tree;
use std::collections::BTreeSet;

/// A repository: its name, its listing, its rules, its CODEOWNERS file.
type Given<'a> = (&'a str, &'a str, &'a str, &'a str);

fn planned(repositories: &[Given], chosen: &[(Choice, &str)]) -> Organization {
    let mut organization = Organization { organization: "acme".into(), ..Organization::default() };
    let mut teams = BTreeSet::new();
    for &(name, tree, rules, codeowners) in repositories {
        let tree = Tree::new(tree.split_whitespace().collect());
        let parsed = ownership::parse(rules);
        teams.extend(
            parsed
                .rules
                .iter()
                .flat_map(|rule| &rule.owners)
                .filter_map(|it| it.team().map(str::to_owned)),
        );
        let inputs = Inputs {
            text: rules,
            rules: &parsed.rules,
            repository: name.rsplit('/').next(),
            ..Inputs::of_tree(&tree)
        };
        let repository = Repository {
            name: name.into(),
            files: tree.len() as u32,
            codeowners: codeowners.into(),
            ..Repository::default()
        };
        organization.add(repository, &plan(&inputs, &[]));
    }
    let team = |slug: String| Team { code_owners: vec![format!("@acme/{slug}")], slug };
    organization.teams = teams.into_iter().map(team).collect();
    for (choice, text) in chosen {
        organization.choices.choose(choice, text);
    }
    organization
}

/// All items of a playbook.
pub fn items(organization: &Organization) -> Vec<Item> {
    chapters(organization).iter().flat_map(Chapter::items).cloned().collect()
}

/// All samples, by name.
pub fn all() -> Vec<(&'static str, Organization)> {
    vec![
        ("web shop", web_shop()),
        ("one project, one team", one()),
        ("monolith", monolith()),
        ("microservices", microservices()),
        ("mobile", mobile()),
        ("self-hosted", self_hosted()),
        ("no projects", Organization::default()),
        ("large", large()),
        ("medium", medium()),
    ]
}

/// A front end and a back end, with CODEOWNERS on GitHub.
pub fn web_shop() -> Organization {
    let tree = "web/next.config.js web/package.json web/pages/index.tsx web/pages/cart.tsx web/pages/pay.tsx
        api/manage.py api/requirements.txt api/shop/urls.py api/shop/views.py api/shop/pay.py";
    let rules = "path:* #web\npath:api/* #api\npath:*/pay* #pay\n";
    let codeowners = "/web/ @acme/web\n/api/ @acme/api @acme/ops\n/api/generated/\n";
    planned(&[("acme/shop", tree, rules, codeowners)], &[])
}

/// As small as it gets.
pub fn one() -> Organization {
    planned(
        &[("", "manage.py requirements.txt blog/urls.py blog/views.py", "path:* #web\n", "")],
        &[],
    )
}

/// One Rails application of many teams, on GitLab.
fn monolith() -> Organization {
    let domains = [
        "orders", "billing", "search", "catalog", "shipping", "returns", "users", "mail",
        "reports", "admin", "tax", "fraud",
    ];
    let mut tree = String::from(
        "Gemfile config.ru config/application.rb config/routes.rb bin/rails Procfile config/sidekiq.yml\n",
    );
    let mut rules = String::from("path:* #platform\n");
    for domain in domains {
        tree.push_str(&format!(
            "app/models/{domain}/a.rb app/models/{domain}/b.rb app/controllers/{domain}/c.rb\n"
        ));
        rules.push_str(&format!("path:app/*/{domain}/* #{domain}\n"));
    }
    let chosen = [
        (Choice::Host, "gitlab"),
        (Choice::Ci, "gitlab-ci"),
        (Choice::Environments, "prod canary qa"),
    ];
    planned(&[("acme/monolith", &tree, &rules, "/app/ @acme/platform\n")], &chosen)
}

/// Services in several languages and repositories, data in the European Union.
fn microservices() -> Organization {
    let platform = "services/orders/go.mod services/orders/main.go services/orders/Dockerfile services/orders/db/db.go
        services/billing/pom.xml services/billing/Dockerfile services/billing/src/main/java/com/acme/billing/Tax.java
        services/billing/src/main/resources/application.properties
        services/mail-worker/package.json services/mail-worker/Dockerfile services/mail-worker/src/index.ts
        services/search/Cargo.toml services/search/src/main.rs services/search/Dockerfile
        libs/money/go.mod libs/money/money.go docker-compose.yml";
    let rules =
        "path:* #platform\npath:services/orders/* #orders\npath:services/billing/* #billing\n";
    let web = "package.json vite.config.ts index.html src/main.tsx src/App.tsx";
    let data = "pyproject.toml app/main.py app/jobs/nightly.py Dockerfile requirements.txt";
    let chosen = [(Choice::Edition, "de"), (Choice::Ci, "circleci"), (Choice::Branch, "trunk")];
    let repositories = [
        ("acme/platform", platform, rules, ""),
        ("acme/web", web, "path:* #web\n", ""),
        ("acme/data", data, "path:* #data\n", ""),
    ];
    planned(&repositories, &chosen)
}

/// Two native apps, one for both systems, and their server.
fn mobile() -> Organization {
    let tree = "android/build.gradle android/settings.gradle android/app/build.gradle
        android/app/src/main/AndroidManifest.xml android/app/src/main/java/com/acme/Main.kt
        ios/Acme.xcodeproj/project.pbxproj ios/Podfile ios/Acme/AppDelegate.swift ios/Acme/Cart.swift
        tablet/pubspec.yaml tablet/lib/main.dart tablet/android/app/build.gradle tablet/ios/Runner/Info.plist
        server/package.json server/nest-cli.json server/src/main.ts server/Dockerfile";
    let rules = "path:* #server\npath:android/* #android\npath:ios/* #ios\n";
    planned(
        &[("acme/apps", tree, rules, "")],
        &[(Choice::Host, "bitbucket"), (Choice::Ci, "jenkins")],
    )
}

/// Servers of one's own, .NET and C++.
pub fn self_hosted() -> Organization {
    let tree = "src/Api/Api.csproj src/Api/Program.cs src/Api/Startup.cs src/Api/appsettings.json
        desktop/CMakeLists.txt desktop/src/main.cpp desktop/src/net.cpp Acme.sln";
    let rules = "path:* #core\npath:desktop/* #desktop\n";
    let chosen =
        [(Choice::Edition, "self-hosted"), (Choice::Host, "azure-devops"), (Choice::Ci, "shell")];
    planned(&[("acme/product", tree, rules, "* @acme/core\n")], &chosen)
}

/// A marketplace as a company of some sixty engineers has it: web, apps, services in four
/// languages, libraries, a CODEOWNERS file.
pub fn medium() -> Organization {
    let tree = "apps/storefront/next.config.js apps/storefront/package.json apps/storefront/pages/index.tsx
        apps/storefront/lib/basket.ts apps/backoffice/package.json apps/backoffice/vite.config.ts
        apps/backoffice/index.html apps/backoffice/src/main.tsx apps/backoffice/src/refunds.tsx
        apps/courier/pubspec.yaml apps/courier/lib/main.dart apps/courier/android/app/build.gradle
        apps/courier/ios/Runner/Info.plist services/catalogue/manage.py services/catalogue/requirements.txt
        services/catalogue/Dockerfile services/catalogue/catalogue/urls.py services/catalogue/catalogue/search.py
        services/ledger/pom.xml services/ledger/Dockerfile services/ledger/src/main/java/io/bazaar/ledger/Book.java
        services/ledger/src/main/resources/application.properties services/dispatch/go.mod services/dispatch/main.go
        services/dispatch/Dockerfile services/dispatch/route/route.go services/notify/package.json
        services/notify/Dockerfile services/notify/src/index.ts services/notify/src/worker.ts
        packages/money/package.json packages/money/src/round.ts packages/ui/package.json packages/ui/src/button.tsx
        packages/geo/package.json packages/geo/src/area.ts docs/readme.md docker-compose.yml infra/main.tf";
    let rules = "path:* #platform\npath:packages/ui/* #design\npath:apps/storefront/* #shop\n\
        path:apps/backoffice/* #operations\npath:apps/courier/* #courier\npath:services/catalogue/* #shop\n\
        path:services/catalogue/catalogue/search* #search\npath:services/ledger/* #ledger\n\
        path:services/dispatch/* #courier\npath:services/notify/* #platform\n";
    let codeowners = "* @bazaar/platform\n/apps/storefront/ @bazaar/shop\n/services/ledger/ @bazaar/ledger\n\
        /packages/ui/ @bazaar/design\n";
    planned(&[("bazaar/market", tree, rules, codeowners)], &[])
}

/// More projects and teams than anybody reads.
pub fn large() -> Organization {
    let project = |number: u32| {
        let platform = ["python-django", "javascript-react", "go", "java-spring-boot", "apple-ios"]
            [number as usize % 5];
        serde_json::json!({
            "slug": format!("service-{number}"), "name": format!("service-{number}"),
            "root": format!("services/{number}"), "platform": platform, "confidence": 0.9, "files": number,
            "teams": [format!("team-{number}"), format!("team-{}", number + 100)],
            "mapping": { "stackRoot": "src/", "sourceRoot": format!("services/{number}/src/") },
            "rules": format!("path:src/* #team-{number}"),
        })
    };
    let projects: Vec<_> = (0..200).map(project).collect();
    let plan = serde_json::json!({ "organization": "acme", "projects": projects, "repositories": [{ "name": "acme/all" }] });
    Organization::from_json(&plan.to_string()).expect("a plan")
}
