//! Writes the texts that fuzzing starts from, one file each, out of what the tests hold: `fuzz_seeds FOLDER` makes
//! `FOLDER/<target>/…`. So the repository holds them once.

use sentry_general::codes;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Longer ones would be cut by the fuzzer.
const LONGEST: usize = 4_096;

const TREE: &str = "apps/web/package.json\napps/web/src/a.ts\nservices/pay/main.py\nlibs/x/b.go\n";
const RULES: &str = "# all\npath:src/pay/* #pay jo@acme.example\n\"a b\" #web\ntags.area:x #y\nmodule:app.* #app\nurl:*/x* #u\n";
const CODEOWNERS: &str = "* @acme/web\n/src/ @acme/pay jo@acme.example # why\n[Docs][2] @acme/docs\n^[Opt] @x\n*.md\n!/a\n";
const TEAMS: &str =
    "#web = @acme/web\n@acme/pay -> #pay\n#docs (no access)\njo@acme.example = @jo\n";
const TRACE: &str =
    "Traceback (most recent call last):\n  File \"app/pay/a.py\", line 3, in f\n    g()\nE: no\n";

fn main() {
    let folder = std::env::args().nth(1).expect("a folder to write to");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut seeds: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let mut add = |target: &'static str, text: String| {
        if !text.is_empty() && text.len() <= LONGEST {
            seeds.entry(target).or_default().push(text);
        }
    };
    for text in files(&root.join("tests/tree/listings")) {
        add("listing", text);
    }
    for all in files(&root.join("tests/tree/pasted")) {
        for case in all.split("\n=== ") {
            add("listing", case.split_once("--- text\n").unwrap_or_default().1.to_owned());
        }
    }
    for folder in ["tests/trace/vectors", "tests/trace/samples"] {
        for (number, line) in files(&root.join(folder)).iter().flat_map(|it| it.lines()).enumerate()
        {
            let Ok(case) = serde_json::from_str::<Value>(line) else { continue };
            let text = case["text"].as_str().unwrap_or_default().to_owned();
            if number % 6 == 0 {
                add("table", text.clone());
                add(
                    "engine",
                    [TREE, RULES, CODEOWNERS, "app/ -> src/", "@acme/web = #web", &text]
                        .join("\n---\n"),
                );
            }
            add("trace", text);
        }
    }
    for page in codes::all() {
        for example in [&page.bad, &page.good] {
            for target in ["rules", "codeowners", "teams", "mappings"] {
                add(target, example.text.to_owned());
            }
        }
    }
    add("rules", RULES.into());
    add("rules", format!("{RULES}\n---\n{RULES}src/* #z\n"));
    add("codeowners", CODEOWNERS.into());
    add("teams", TEAMS.into());
    add(
        "teams",
        r##"{"teams": [{"slug": "web"}], "users": [{"email": "jo@acme.example", "name": "@jo"}]}"##
            .into(),
    );
    add("mappings", "app/ -> src/app/\n\"\" -> \"src x/\"\n".into());
    add("mappings", r#"[{"stackRoot": "app/", "sourceRoot": "src/"}]"#.into());
    add(
        "fence",
        format!(
            "title: X\npath: apps/web/src/a.ts\nshow: coverage\nexpect: apps/web/src/a.ts -> #web\n\n--- tree\n{TREE}--- rules\n{RULES}--- codeowners\n{CODEOWNERS}--- teams\n{TEAMS}--- error\n{TRACE}--- releases\nweb@1.0.0\n"
        ),
    );
    for event in [
        r##"{"platform": "python", "exception": {"values": [{"type": "E", "value": "no", "stacktrace": {"frames": [{"filename": "app/pay/a.py", "abs_path": "/srv/app/pay/a.py", "module": "app.pay.a", "function": "f", "lineno": 3, "in_app": true}]}}]}, "tags": [["area", "pay"]], "request": {"url": "https://acme.example/x"}}"##,
        r##"{"platform": "java", "threads": {"values": [{"crashed": true, "stacktrace": {"frames": [{"module": "com.acme.Pay$A", "filename": "Pay.java", "in_app": true}]}}]}, "tags": {"area": "x"}}"##,
        r##"{"entries": [{"type": "exception", "data": {"values": [{"type": "E", "stacktrace": {"frames": [{"filename": "./src/a.ts", "absPath": "app:///src/a.ts", "inApp": true}]}}]}}], "culprit": "a"}"##,
    ] {
        add("event", event.into());
        add("table", format!("[{event}, {event}]"));
    }
    add("table", "title,culprit,count()\n\"E: no\",\"app/pay/a.py in f\",12\nF,b.js,3\n".into());
    add("table", "issue\tlevel\tevents\nWEB-1\terror\t4\n".into());
    let document = r##"{"version": 2, "inputs": {"tree": "a/b.ts\n", "rules": "a/* #x\n"}, "settings": {"repository": "shop", "split": {"changes": [{"exclude": {"project": {"root": "a"}}}]}}, "organization": "acme", "repositories": {"others": []}, "view": {"selected": "a/b.ts"}}"##;
    add("link", document.into());
    add(
        "workspace",
        document.replacen('{', "{\"format\": \"sentry-general\", \"name\": \"Shop\", ", 1),
    );
    add(
        "workspace",
        document
            .replacen('{', "{\"format\": \"sentry-general\", ", 1)
            .replace("\"a/b.ts\\n\"", "[\"a/b.ts\", \"\"]"),
    );
    for live in [
        r##"[{"slug": "web", "name": "Web", "platform": "javascript", "teams": [{"slug": "web"}]}, {"slug": "pay", "platform": "python", "team": {"slug": "pay"}}]"##,
        r##"{"raw": "path:* #web\n", "fallthrough": true, "autoAssignment": "Auto Assign to Issue Owner"}"##,
        "# project: web\npath:* #web\n# project: pay\nsrc/* #pay\n",
        "resource \"sentry_project\" \"web\" {\n  organization = \"acme\"\n  teams = [sentry_team.web.slug]\n  slug = \"web\"\n  platform = \"javascript\"\n}\nresource \"sentry_team\" \"web\" {\n  slug = \"web\"\n}\n",
        r##"{"version": 4, "terraform_version": "1.9.0", "resources": [{"mode": "managed", "type": "sentry_project", "name": "web", "instances": [{"attributes": {"slug": "web", "teams": ["web"]}}]}]}"##,
        r##"{"get": "/api/0/organizations/acme/teams/", "body": [{"slug": "web", "projects": []}]}"##,
    ] {
        add("live", live.into());
        add("live", format!("{live}\n---\n{live}"));
    }
    add("plan", r##"{"organization": "acme", "repositories": [{"name": "acme/shop", "files": 9, "codeowners": "* @acme/web\n"}], "teams": [{"slug": "web", "codeOwners": ["@acme/web"]}], "people": [{"address": "jo@acme.example", "codeOwners": ["@jo"]}], "projects": [{"slug": "web", "name": "Web", "repository": "acme/shop", "root": "apps/web", "process": "p", "platform": "javascript-nextjs", "teams": ["web"], "confidence": 0.5, "mapping": {"stackRoot": "", "sourceRoot": "apps/web/"}, "mappings": [{"stackRoot": "", "sourceRoot": "apps/web/"}], "rules": "path:* #web\n", "repositoryRules": "path:* #web\n", "files": 4, "reasons": [{"principle": "one-app", "text": "x", "evidence": ["a"]}], "wouldHelp": ["b"]}], "libraries": [{"root": "libs", "reason": "r"}], "excluded": [{"root": "docs", "reason": "r"}], "questions": [{"text": "q", "options": [{"label": "l", "effect": "e", "changes": ["splitAnyway"]}]}], "leftOver": 3, "choices": {"start": "2026-03-02", "branch": "main", "alerts": {"channels": {"web": {"by": "slack", "to": "#web"}}}}}"##.into());
    // Its first byte chooses the question.
    for question in ["\u{0}", "\u{1}", "\u{2}", "\u{3}", "\u{4}"] {
        add(
            "pipeline",
            [
                question,
                TREE,
                "\n---\n",
                RULES,
                "\n---\n",
                CODEOWNERS,
                "\n---\n",
                TEAMS,
                "\n---\napps/web/src/a.ts -> #web\n\n---\n{\"unowned\": 3, \"notes\": true}",
            ]
            .concat(),
        );
    }
    for text in [
        r##"{"name": "a", "workspaces": ["apps/*"], "dependencies": {"next": "1"}, "scripts": {"start": "node a.js"}, "bin": {"a": "b.js"}}"##,
        "packages:\n  - 'apps/*'\n  - \"!apps/old\"\n",
        "web: gunicorn app.wsgi --bind x\nworker: celery -A app worker\n",
        "services:\n  web: &w\n    build: ./apps/web\n    command: npm start\n    depends_on: [db]\n  db:\n    <<: *w\n    image: postgres\n",
        "[workspace]\nmembers = [\"crates/*\"]\n[dependencies]\naxum = \"1\"\n",
        "go 1.22\nuse (\n\t./apps/web\n\t./libs\n)\n",
        "module acme.example/x\nrequire github.com/gin-gonic/gin v1.9.0\n",
        "[project]\nname = \"x\"\ndependencies = [\"django>=4\"]\n[project.scripts]\nx = \"x:main\"\n",
        "django==4.2 # web\ncelery[redis]>=5\n",
        "source 'https://x'\ngem 'rails', '~> 7'\ngem \"sidekiq\"\n",
        "include ':app', ':lib'\nproject(':app').projectDir = file('apps/web')\n",
        "plugins { id 'com.android.application' }\n",
        "<project><modules><module>a</module></modules><artifactId>x</artifactId></project>",
        "Project(\"{1}\") = \"Web\", \"apps\\web\\Web.csproj\", \"{2}\"\nEndProject\n",
        "service: a\nfunctions:\n  b:\n    handler: src/b.main\n",
        "jobs:\n  d:\n    steps:\n      - run: cd apps/web && npm run deploy\n",
    ] {
        for number in 0..28_u8 {
            add("small_files", format!("{}{text}", char::from(number)));
        }
    }
    add("session", format!("\u{1}{TREE}\u{2}{RULES}"));
    for (target, texts) in seeds {
        let folder = Path::new(&folder).join(target);
        fs::create_dir_all(&folder).expect("a folder");
        for (number, text) in texts.iter().enumerate() {
            fs::write(folder.join(format!("seed-{number:04}")), text).expect("a file");
        }
    }
}

/// The texts in a folder's files, by name; none if it is not there.
fn files(folder: &Path) -> Vec<String> {
    let mut paths: Vec<_> =
        fs::read_dir(folder).into_iter().flatten().flatten().map(|it| it.path()).collect();
    paths.sort();
    paths.into_iter().filter_map(|path| fs::read_to_string(path).ok()).collect()
}
