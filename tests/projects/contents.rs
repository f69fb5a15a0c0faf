//! Contents of small files.

use super::{lines, with_files};
use sentry_general::projects::facts;

#[test]
fn a_file_that_cannot_be_read_is_a_located_problem_and_no_end() {
    let paths = ["web/package.json", "web/next.config.js", "web/pages/index.tsx"];
    for (file, text) in [
        ("web/package.json", "{\n  \"name\": oops\n}"),
        ("web/pyproject.toml", "[project\nname = 1"),
        ("web/compose.yaml", "services:\n  - a: [\n b"),
        ("web/pom.xml", "<project><a></b></project>"),
        ("web/Shop.csproj", "<Project><a></b></Project>"),
    ] {
        let plan = with_files(&paths, &[(file, text)], "", &[]);
        assert_eq!(lines(&plan), ["web javascript-nextjs"], "the plan goes on without {file}");
        let [(path, problem)] = &plan.problems[..] else {
            panic!("{file} has one problem: {:?}", plan.problems)
        };
        assert_eq!(path.as_deref(), Some(file));
        assert_eq!(problem.code, "files/unreadable");
        assert!(problem.span.is_some(), "the place in {file} is told");
    }
}

#[test]
fn a_file_of_a_folder_that_is_not_in_the_tree_is_told() {
    let plan = with_files(&["a.go"], &[("elsewhere/go.mod", "module x\n")], "", &[]);
    assert_eq!(plan.problems[0].1.code, "files/no-folder");
}

#[test]
fn compose_services_of_one_image_are_processes() {
    let paths = ["artisan", "composer.json", "app/Order.php", "compose.yaml"];
    let compose = "services:\n  web: { image: 'acme/shop:1' }\n  queue:\n    image: 'acme/shop:1'\n    command: php artisan queue:work\n  cron: { image: 'acme/shop:1', command: [php, artisan, 'schedule:run'] }\n  redis: { image: 'redis:7' }\n";
    let plan = with_files(&paths, &[("compose.yaml", compose)], "", &[]);
    assert_eq!(lines(&plan), [". php-laravel", ". php-laravel cron", ". php-laravel queue"]);
}

#[test]
fn deployments_of_kubernetes_name_processes() {
    let paths = ["api/go.mod", "api/main.go", "api/Dockerfile", "k8s/api.yaml"];
    let manifest = "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: api }\nspec:\n  template:\n    spec:\n      containers: [{ image: acme/api }]\n---\napiVersion: batch/v1\nkind: CronJob\nmetadata: { name: api-scheduler }\nspec:\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          containers: [{ image: acme/api, args: [schedule] }]\n";
    let plan = with_files(&paths, &[("k8s/api.yaml", manifest)], "", &[]);
    assert_eq!(lines(&plan), ["api go", "api go scheduler"]);
}

#[test]
fn tags_of_cloudformation_are_no_errors() {
    let paths = ["template.yaml", "src/a.py", "src/b.py", "src/c.py"];
    let template = "Transform: AWS::Serverless-2016-10-31\nResources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      Runtime: python3.12\n      Role: !GetAtt R.Arn\n      Layers: [!Ref L, !Sub 'x-${A}']\n";
    let plan = with_files(&paths, &[("template.yaml", template)], "", &[]);
    assert_eq!(lines(&plan), [". python-awslambda"]);
    assert!(plan.problems.is_empty(), "{:?}", plan.problems);
}

#[test]
fn owners_can_declare_that_something_is_no_service() {
    let paths = [
        "web/package.json",
        "web/next.config.js",
        "web/index.tsx",
        "kit/package.json",
        "kit/Dockerfile",
        "kit/server.js",
        "kit/catalog-info.yaml",
    ];
    let library = "kind: Component\nmetadata: { name: kit }\nspec: { type: library, owner: web }\n";
    let plan = with_files(&paths, &[("kit/catalog-info.yaml", library)], "", &[]);
    assert_eq!(lines(&plan), ["web javascript-nextjs"]);
}

#[test]
fn a_bomb_of_aliases_ends_as_a_problem() {
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..12 {
        let last = level - 1;
        let parts = vec![format!("*a{last}"); 10].join(", ");
        bomb.push_str(&format!("a{level}: &a{level} [{parts}]\n"));
    }
    let plan = with_files(&["go.mod", "main.go"], &[("compose.yaml", &bomb)], "", &[]);
    assert_eq!(plan.problems[0].1.code, "files/unreadable");
}

/// Names of files, and whether their contents are read; `src/page/browser.js` offers the same.
const SMALL_FILES: &str = include_str!("small_files.txt");

#[test]
fn files_worth_reading_are_known_by_their_names() {
    for line in SMALL_FILES.lines() {
        let (read, path) = line.split_once(' ').expect("yes or no, and a path");
        assert_eq!(facts::worth(path).is_some(), read == "yes", "{path}");
    }
}
