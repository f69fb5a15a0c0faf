//! Folders without a project, and what is said of them.

use super::planned;
use sentry_general::projects::{Aside, Change, Place};

fn roots(asides: &[Aside]) -> Vec<&str> {
    asides.iter().map(|aside| aside.root.as_str()).collect()
}

#[test]
fn a_folder_called_config_is_no_aside_where_its_code_is_in_a_project() {
    for paths in [
        &["Gemfile", "config.ru", "config/application.rb", "config/routes.rb", "app/models/a.rb"][..],
        &["artisan", "composer.json", "config/app.php", "app/Models/User.php", "routes/web.php"],
        &["manage.py", "config/settings.py", "config/urls.py", "config/wsgi.py", "shop/models.py"],
        &["mix.exs", "config/config.exs", "config/runtime.exs", "lib/shop/application.ex"],
    ] {
        let plan = planned(paths, "", &[]);
        assert_eq!(plan.projects.len(), 1, "{paths:?}");
        assert_eq!(plan.projects[0].files as usize, paths.len());
        assert_eq!(roots(&plan.excluded), [""; 0], "{paths:?}");
    }
    // What sets tools up is no code, and beside all projects is no part of one.
    let paths = ["manage.py", "shop/models.py", "shop/urls.py", "config/nginx.conf", "docs/a.md"];
    assert_eq!(roots(&planned(&paths, "", &[]).excluded), ["config", "docs"]);
    let paths = ["api/manage.py", "api/shop/urls.py", "scripts/count.py"];
    let plan = planned(&paths, "", &[]);
    assert_eq!(roots(&plan.excluded), ["scripts"]);
    assert!(plan.excluded[0].reason.contains("helpers"), "{:?}", plan.excluded);
}

#[test]
fn a_program_of_go_runs_inside_nothing_else() {
    let paths = [
        "services/search/go.mod",
        "services/search/Dockerfile",
        "services/search/cmd/search/main.go",
        "services/search/cmd/indexer/main.go",
        "services/search/internal/i/i.go",
        "services/gw/go.mod",
        "services/gw/main.go",
        "services/gw/Dockerfile",
    ];
    let said = |changes: &[Change]| {
        let plan = planned(&paths, "", changes);
        let told = plan.libraries.into_iter().filter(|it| it.root.contains("/cmd/"));
        let told: Vec<String> = told.map(|it| format!("{}: {}", it.root, it.reason)).collect();
        assert!(!told.is_empty(), "a program has no project of its own");
        told.join("\n")
    };
    let whole = said(&[]);
    assert!(whole.contains("a program of the project around it"), "{whole}");
    let alone = said(&[Change::Exclude { project: Place::at("services/search") }]);
    assert!(alone.contains("nothing tells that it is deployed"), "{alone}");
    for told in [whole, alone] {
        assert!(!told.contains("It runs inside"), "nobody can import it: {told}");
    }
}
