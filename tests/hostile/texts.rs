//! Texts of every format that is read, to be spoilt.

use sentry_general::codes;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

/// Listings, as tools print them.
pub static LISTINGS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut texts = files("tests/tree/listings");
    texts.push("Archive: x.zip\n       12  2024-01-01 12:00   \u{a0}a.ts\n       12  2024-01-01 12:00   \u{a0}b.ts\n".into());
    texts
});

/// Stack traces of every language.
pub static TRACES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let lines = ["tests/trace/vectors", "tests/trace/samples"].into_iter().flat_map(files);
    let cases: Vec<String> = lines
        .flat_map(|file| {
            let cases = file.lines().map(|line| {
                let case: serde_json::Value = serde_json::from_str(line).expect("JSON");
                case["text"].as_str().expect("a text").to_owned()
            });
            cases.collect::<Vec<_>>()
        })
        .filter(|text| text.len() < 4_000)
        .collect();
    cases
});

/// Rules, CODEOWNERS files, teams, mappings, small files: the examples of every code.
pub static EXAMPLES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let examples = codes::all().flat_map(|page| [page.bad, page.good]);
    let mut texts: Vec<String> = examples.map(|example| example.text.to_owned()).collect();
    texts.push("# all\npath:src/pay/* #pay jo@acme.io\n\"a b\" #web\ntags.x:1 #y\n".into());
    texts.push("* @acme/web\n/src/ @acme/pay jo@acme.io # why\n[Docs] @acme/docs\n*.md\n".into());
    texts
});

/// Small files of repositories, with their names.
pub const SMALL_FILES: &[(&str, &str)] = &[
    (
        "package.json",
        "{\"name\": \"a\", \"workspaces\": [\"apps/*\"], \"dependencies\": {\"next\": \"1\"}}",
    ),
    ("pnpm-workspace.yaml", "packages:\n  - 'apps/*'\n  - \"!apps/old\"\n"),
    ("Procfile", "web: gunicorn app.wsgi --bind x\nworker: celery -A app worker\n"),
    ("docker-compose.yml", "services:\n  web:\n    build: ./apps/web\n    command: npm start\n"),
    ("Cargo.toml", "[workspace]\nmembers = [\"crates/*\"]\n[dependencies]\naxum = \"1\"\n"),
    ("go.work", "go 1.22\nuse (\n\t./apps/web\n\t./libs\n)\n"),
    ("go.mod", "module acme.io/x\nrequire github.com/gin-gonic/gin v1.9.0\n"),
    ("pyproject.toml", "[project]\nname = \"x\"\ndependencies = [\"django>=4\"]\n"),
    ("requirements.txt", "django==4.2 # web\ncelery[redis]>=5\n"),
    ("Gemfile", "source 'https://x'\ngem 'rails', '~> 7'\ngem \"sidekiq\"\n"),
    ("composer.json", "{\"require\": {\"laravel/framework\": \"^10\"}}"),
    ("settings.gradle", "include ':app', ':lib'\nproject(':app').projectDir = file('apps/web')\n"),
    ("build.gradle", "plugins { id 'com.android.application' }\n"),
    (
        "pom.xml",
        "<project><modules><module>a</module></modules><artifactId>x</artifactId></project>",
    ),
    ("x.sln", "Project(\"{1}\") = \"Web\", \"apps\\web\\Web.csproj\", \"{2}\"\nEndProject\n"),
    ("apps/web/Web.csproj", "<Project Sdk=\"Microsoft.NET.Sdk.Web\"><PropertyGroup/></Project>"),
    ("serverless.yml", "service: a\nfunctions:\n  b:\n    handler: src/b.main\n"),
    ("nx.json", "{\"projects\": {\"web\": \"apps/web\"}}"),
    ("CODEOWNERS", "* @acme/web\n/src/ @acme/pay\n"),
];

fn files(folder: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut paths: Vec<_> =
        fs::read_dir(folder).expect("a folder").map(|it| it.expect("a file").path()).collect();
    paths.sort();
    paths.into_iter().map(|it| fs::read_to_string(it).expect("text")).collect()
}
