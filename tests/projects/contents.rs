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

/// A workspace of each kind with a member `a` and a component `b` that its list leaves out.
#[test]
fn what_a_workspace_leaves_out_is_less_likely_deployed() {
    for (manifest, file, text) in [
        ("package.json", "package.json", r#"{"workspaces":["a","packages/*","!b"]}"#),
        ("package.json", "package.json", r#"{"workspaces":{"packages":["./a/"]}}"#),
        ("package.json", "pnpm-workspace.yaml", "packages: ['a', '!**/b']\n"),
        ("package.json", "lerna.json", r#"{"packages":["a"]}"#),
        ("package.json", "rush.json", "{ // Rush\n \"projects\": [{\"projectFolder\": \"a\"},] }"),
        ("Cargo.toml", "Cargo.toml", "[workspace]\nmembers = [\"a\"]\nexclude = [\"b\"]\n"),
        ("go.mod", "go.work", "go 1.24\nuse (\n\t./a // here\n)\n"),
        ("pom.xml", "pom.xml", "<project><modules><module>a</module></modules></project>"),
        ("build.gradle", "settings.gradle", "rootProject.name = 'x'\ninclude ':a',\n  ':c:d'\n"),
        ("build.gradle.kts", "settings.gradle.kts", "include(\":a\")\nincludeBuild(\"x\")\n"),
        ("X.csproj", "X.sln", "Project(\"{F}\") = \"X\", \"a\\X.csproj\", \"{1}\"\nEndProject\n"),
        ("X.csproj", "X.slnx", "<Solution><Project Path=\"a/X.csproj\" /></Solution>"),
    ] {
        let own = [format!("a/{manifest}"), format!("b/{manifest}")];
        let mut paths: Vec<&str> = own.iter().map(String::as_str).collect();
        paths.extend(["a/Dockerfile", "b/Dockerfile", "a/main.go", "b/main.go", file]);
        let plan = with_files(&paths, &[(file, text)], "", &[]);
        assert!(plan.problems.is_empty(), "{file}: {:?}", plan.problems);
        let sure = |root: &str| {
            let found = plan.projects.iter().find(|project| project.place.root == root);
            found.map_or(0.0, |project| project.confidence)
        };
        assert!(sure("b") < sure("a"), "{file} does not list b: {text}");
    }
}

#[test]
fn a_list_that_is_not_known_speaks_against_nobody() {
    let paths =
        ["a/package.json", "b/package.json", "a/Dockerfile", "b/Dockerfile", "a/x.js", "b/x.js"];
    let confidence = |more: &[&str], files: &[(&str, &str)]| {
        let all: Vec<&str> = paths.iter().chain(more).copied().collect();
        let plan = with_files(&all, files, "", &[]);
        let found = plan.projects.iter().find(|project| project.place.root == "b");
        found.map(|project| project.confidence)
    };
    let alone = confidence(&["package.json"], &[("package.json", "{}")]);
    let listed = r#"{"workspaces":["a"]}"#;
    for (more, text, why) in [
        (&["package.json", "b/package-lock.json"][..], listed, "it is locked by itself"),
        (&["package.json"], r#"{"workspaces":["{a"]}"#, "a glob may stand for anything"),
        (&["package.json"], r#"{"workspaces":["**"]}"#, "it is listed"),
        (&["package.json"], r#"{"workspaces":[]}"#, "a list of nothing is none"),
    ] {
        assert_eq!(confidence(more, &[("package.json", text)]), alone, "{why}");
    }
}

#[test]
fn a_solution_whose_folders_nest_in_a_circle_is_planned() {
    let text = "Project(\"{B}\") = \"a\", \"a\\a.csproj\", \"{C}\"\nEndProject\n\
        GlobalSection(NestedProjects)\n{C} = {A}\n{A} = {C}\nEndGlobalSection\n";
    let paths = ["X.sln", "a/a.csproj", "a/Program.cs", "a/appsettings.json", "a/Dockerfile"];
    let plan = with_files(&paths, &[("X.sln", text)], "", &[]);
    assert!(plan.projects.iter().any(|project| project.place.root == "a"), "its projects count");
}

#[test]
fn folders_of_a_solution_and_manifests_of_nx_tell_applications_apart() {
    let sln = "Project(\"{2150E333-8FDC-42A3-9474-1A3956D46DE8}\") = \"samples\", \"samples\", \"{5}\"\nEndProject\n\
        Project(\"{9A19103F-16F7-4668-BE54-9A1E7A4F7556}\") = \"Shop\", \"Shop\\Shop.csproj\", \"{1}\"\nEndProject\n\
        Project(\"{9A19103F-16F7-4668-BE54-9A1E7A4F7556}\") = \"Demo\", \"Demo\\Demo.csproj\", \"{2}\"\nEndProject\n\
        Global\n GlobalSection(NestedProjects) = preSolution\n  {2} = {5}\n EndGlobalSection\nEndGlobal\n";
    let slnx = "<Solution><Folder Name=\"/samples/\"><Project Path=\"Demo\\Demo.csproj\" /></Folder><Project Path=\"Shop/Shop.csproj\" /></Solution>";
    let paths = [
        "Shop/Shop.csproj",
        "Shop/Program.cs",
        "Shop/appsettings.json",
        "Demo/Demo.csproj",
        "Demo/Program.cs",
        "Demo/appsettings.json",
    ];
    for (file, text) in [("All.sln", sln), ("All.slnx", slnx)] {
        let all: Vec<&str> = paths.iter().copied().chain([file]).collect();
        let plan = with_files(&all, &[(file, text)], "", &[]);
        let sure = |root: &str| {
            let found = plan.projects.iter().find(|project| project.place.root == root);
            found.map_or(0.0, |project| project.confidence)
        };
        assert!(sure("Demo") < sure("Shop"), "{file}: {:?}", lines(&plan));
    }
    let paths = [
        "angular.json",
        "package.json",
        "projects/shop/src/main.ts",
        "projects/shop/src/app/app.component.ts",
        "projects/office/src/main.ts",
        "projects/office/src/app/app.component.ts",
        "projects/kit/src/index.ts",
    ];
    let angular = r#"{ "projects": {
        "shop": {"projectType": "application", "root": "projects/shop"},
        "office": {"projectType": "application", "root": "projects/office"}, // two
        "kit": {"projectType": "library", "root": "projects/kit"} } }"#;
    let plan = with_files(&paths, &[("angular.json", angular)], "", &[]);
    let expected = ["projects/office javascript-angular", "projects/shop javascript-angular"];
    assert_eq!(
        lines(&plan),
        expected,
        "each application of an Angular workspace is built by itself"
    );
}

#[test]
fn a_plan_says_with_which_files_it_would_be_surer() {
    let paths = [
        "api/package.json",
        "api/Dockerfile",
        "api/src/index.js",
        "api/src/orders.js",
        "web/package.json",
        "web/next.config.js",
        "web/pages/index.tsx",
    ];
    let plan = with_files(&paths, &[], "", &[]);
    assert_eq!(plan.surer_with.first().map(String::as_str), Some("api/package.json"));
    assert!(!plan.surer_with.contains(&"web/package.json".to_owned()), "Next.js is certain");
    let manifest =
        r#"{"private": true, "scripts": {"start": "node ."}, "dependencies": {"fastify": "5"}}"#;
    let told = with_files(&paths, &[("api/package.json", manifest)], "", &[]);
    assert_eq!(lines(&told), ["api node-fastify", "web javascript-nextjs"]);
    assert!(!told.surer_with.contains(&"api/package.json".to_owned()), "nothing is asked twice");
    // What starts an editor's container starts no product.
    let editors = ".devcontainer/docker-compose.yml";
    let with_editors: Vec<_> = [editors].into_iter().chain(paths).collect();
    assert_eq!(with_files(&with_editors, &[], "", &[]).surer_with, plan.surer_with);
    let started: Vec<_> = ["docker-compose.yml"].into_iter().chain(with_editors).collect();
    let asked = with_files(&started, &[], "", &[]).surer_with;
    assert!(asked.contains(&"docker-compose.yml".to_owned()), "{asked:?}");
}

/// A file that deploys, and the projects with its contents; without them there are others.
#[test]
fn what_deploys_tells_which_folders_are_applications() {
    let plain = |root: &str| {
        ["package.json", "lib/a.js", "lib/b.js", "lib/c.js"].map(|it| format!("{root}/{it}"))
    };
    let paths: Vec<String> = ["tariffs", "dates"].iter().flat_map(|root| plain(root)).collect();
    for (file, text) in [
        (
            ".github/workflows/ship.yml",
            "jobs:\n  ship:\n    defaults: { run: { working-directory: tariffs } }\n    steps:\n      - run: |\n          npm ci\n          npx wrangler deploy --env live\n",
        ),
        (
            ".github/workflows/image.yml",
            "jobs:\n  image:\n    steps:\n      - run: cd tariffs && docker build -t registry/tariffs .\n      - run: docker build -t x -f tariffs/Dockerfile tariffs\n",
        ),
        (
            ".gitlab-ci.yml",
            "stages: [ship]\nship:\n  script:\n    - cd tariffs\n    - flyctl deploy --remote-only\n",
        ),
        (
            ".gitlab-ci.yml",
            "ship:\n  parallel:\n    matrix:\n      - SERVICE: [ports, tariffs]\n  script:\n    - cd $SERVICE\n    - flyctl deploy\n",
        ),
        (
            ".gitlab-ci.yml",
            "ship:\n  parallel:\n    matrix:\n      - SERVICE: [tariffs]\n  script: cd ./${SERVICE}/ && flyctl deploy --app $OTHER\n",
        ),
        ("render.yaml", "services:\n  - { type: web, name: tariffs, rootDir: tariffs }\n"),
        (
            "ecosystem.config.js",
            "module.exports = { apps: [{ name: 'tariffs', script: './tariffs/lib/a.js' }] }\n",
        ),
    ] {
        let mut paths: Vec<&str> = paths.iter().map(String::as_str).collect();
        paths.push(file);
        let sure = |files: &[(&str, &str)], root: &str| {
            let plan = with_files(&paths, files, "", &[]);
            assert!(plan.problems.is_empty(), "{file}: {:?}", plan.problems);
            let found = plan.projects.iter().find(|project| project.place.root == root);
            found.map_or(0.0, |project| project.confidence)
        };
        let (before, after) = (sure(&[], "tariffs"), sure(&[(file, text)], "tariffs"));
        assert!(after > before, "{file} deploys it: {before} before, {after} after");
        assert!(after > sure(&[(file, text)], "dates"), "{file} says nothing of the other");
    }
}

#[test]
fn units_and_deployments_name_programs() {
    let paths = [
        "go.mod",
        "cmd/tide/main.go",
        "cmd/gauge/main.go",
        "cmd/chart/main.go",
        "tide.go",
        "moon.go",
        "port.go",
        "wind.go",
    ];
    let unit = "[Unit]\nDescription=x\n\n[Service]\nExecStart=/usr/bin/gauge --all\n";
    let all: Vec<&str> = paths.iter().copied().chain(["etc/gauge.service"]).collect();
    let plan = with_files(&all, &[("etc/gauge.service", unit)], "", &[]);
    assert_eq!(lines(&plan), [". go"], "the one program that is started is what the module is for");
    let texts: Vec<_> = plan.projects[0].reasons.iter().flat_map(|it| &it.evidence).collect();
    assert!(texts.iter().any(|path| path.contains("cmd/gauge")), "{texts:?}");
}

#[test]
fn a_mix_file_tells_a_package_from_an_application() {
    let paths = ["mix.exs", "lib/a.ex", "lib/b.ex", "lib/c.ex"];
    let sure = |text: &str| {
        let plan = with_files(&paths, &[("mix.exs", text)], "", &[]);
        plan.projects.first().map_or(0.0, |project| project.confidence)
    };
    let phoenix = sure("def deps do\n  [\n    {:phoenix, \"~> 1.7\"},\n  ]\nend\n");
    let package = sure("def project do\n  [\n    app: :a,\n    package: package()\n  ]\nend\n");
    assert!(phoenix > package, "{phoenix} and {package}");
}

#[test]
fn what_is_published_is_no_project() {
    let paths =
        ["package.json", "index.js", "a.js", "b.js", "Dockerfile", ".github/workflows/r.yml"];
    let sure = |files: &[(&str, &str)]| {
        let plan = with_files(&paths, files, "", &[]);
        plan.projects.first().map_or(0.0, |project| project.confidence)
    };
    let text = "jobs:\n  release:\n    steps:\n      - run: npm publish --access public\n";
    assert!(sure(&[(".github/workflows/r.yml", text)]) < sure(&[]));
}

#[test]
fn what_a_matrix_says_once_for_each_value_is_said_once() {
    let workflow = ".github/workflows/image.yml";
    let paths = ["tariffs/package.json", "tariffs/Dockerfile", "tariffs/server.js", workflow];
    let text = "jobs:\n  image:\n    strategy: { matrix: { node: ['20', '22', '24'] } }\n    steps:\n      - run: cd tariffs && docker build -t x .\n";
    let plan = with_files(&paths, &[(workflow, text)], "", &[]);
    let evidence = plan.projects[0].reasons.iter().map(|it| &it.evidence);
    let shown: Vec<usize> = evidence
        .map(|it| it.iter().filter(|path| *path == workflow).count())
        .filter(|count| *count > 0)
        .collect();
    assert!(!shown.is_empty() && shown.iter().all(|&count| count == 1), "{shown:?}");
}

#[test]
fn requirements_are_read_unless_a_word_of_their_name_says_development() {
    let paths = ["api/requirements.txt", "api/serve.py", "api/Dockerfile"];
    for (name, expected) in [
        ("requirements.txt", "api python-fastapi"),
        ("requirements-latest.txt", "api python-fastapi"),
        ("requirements-docker.txt", "api python-fastapi"),
        ("requirements-social.txt", "api python-fastapi"),
        ("requirements-dev.txt", "api python"),
        ("requirements_tests.txt", "api python"),
        ("requirements.ci.txt", "api python"),
    ] {
        let file = format!("api/{name}");
        let plan = with_files(&paths, &[(&file, "fastapi==0.1\n")], "", &[]);
        assert_eq!(lines(&plan), [expected], "{name}");
    }
}

#[test]
fn lines_that_go_on_may_end_as_on_windows() {
    let paths =
        ["go.mod", "Dockerfile", "cmd/tide/main.go", "cmd/gauge/main.go", "cmd/moon/main.go"];
    let text = "FROM golang\nRUN go build \\\n  ./cmd/tide\n";
    let reasons = |files: &[(&str, &str)]| {
        let projects = with_files(&paths, files, "", &[]).projects;
        projects
            .into_iter()
            .map(|it| (it.place.root, format!("{:?}", it.reasons)))
            .collect::<Vec<_>>()
    };
    let read = reasons(&[("Dockerfile", text)]);
    assert_ne!(read, reasons(&[("Dockerfile", "FROM golang\n")]), "the command tells something");
    assert_eq!(read, reasons(&[("Dockerfile", &text.replace('\n', "\r\n"))]));
}

#[test]
fn the_place_of_an_error_is_counted_in_bytes() {
    let text = "{\n  \"größe\": \"für ältere\", \"b\": oops\n}";
    let plan = with_files(&["web/package.json"], &[("web/package.json", text)], "", &[]);
    let start = plan.problems[0].1.span.map(|span| span.range().start);
    assert_eq!(start, text.find("oops"));
}
