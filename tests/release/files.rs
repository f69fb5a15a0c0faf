//! Commands and CI files: valid where a checker is at hand, and harmless whatever things are called.

use super::plans::{HARMFUL, SERVICES, harmful, usual, variants};
use sentry_general::organization::{Ci, Organization};
use sentry_general::playbook::release::{Group, ci, commands};
use serde_json::Value;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

fn plans() -> Vec<(String, Organization)> {
    let mut all = variants(&usual());
    for name in HARMFUL {
        all.extend(
            variants(&harmful(name)).into_iter().map(|(what, it)| (format!("{name:?} {what}"), it)),
        );
    }
    all
}

/// Every script that a file would have a shell run.
fn scripts(file: &str, service: Ci) -> Vec<String> {
    match service {
        Ci::Shell => vec![file.to_owned()],
        Ci::Jenkins => groovy_scripts(file),
        _ => {
            let yaml: Value =
                serde_saphyr::from_str(file).unwrap_or_else(|it| panic!("{it}\n{file}"));
            let mut found = Vec::new();
            collect(&yaml, &mut found);
            found
        }
    }
}

/// What stands under the keys that hold commands.
fn collect(yaml: &Value, found: &mut Vec<String>) {
    match yaml {
        Value::Object(map) => {
            for (key, value) in map {
                match (key.as_str(), value) {
                    ("run" | "command", Value::String(script)) => found.push(script.clone()),
                    ("script", Value::Array(lines)) => {
                        found.extend(lines.iter().filter_map(Value::as_str).map(str::to_owned));
                    }
                    _ => collect(value, found),
                }
            }
        }
        Value::Array(list) => list.iter().for_each(|it| collect(it, found)),
        _ => {}
    }
}

/// Strings of several lines, as Groovy reads them.
fn groovy_scripts(file: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = file;
    while let Some(at) = rest.find("sh '''\\\n") {
        let body = &rest[at + 8..];
        let (mut text, mut letters, mut quotes) = (String::new(), body.char_indices(), 0);
        let end = loop {
            let Some((at, letter)) = letters.next() else { panic!("a string has no end: {file}") };
            match letter {
                '\\' => text.extend(letters.next().map(|it| it.1)),
                '\'' => quotes += 1,
                other => text.push(other),
            }
            if letter != '\'' {
                quotes = 0;
            } else if quotes == 3 {
                break at + 1;
            }
        };
        found.push(text);
        rest = &body[end..];
    }
    found
}

/// Runs a checker with a text as its input; none if it is not installed.
fn checked_by(program: &str, arguments: &[&str], text: &str) -> Option<(bool, String)> {
    let child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut child = child.ok()?;
    child.stdin.take()?.write_all(text.as_bytes()).ok()?;
    let output = child.wait_with_output().ok()?;
    let said = [output.stdout, output.stderr].concat();
    Some((output.status.success(), String::from_utf8_lossy(&said).into_owned()))
}

#[test]
fn every_file_holds_scripts_that_a_shell_reads() {
    for (what, organization) in plans() {
        for service in SERVICES {
            let file = ci::file_for(&organization, service).expect("there are projects");
            let scripts = scripts(&file.text, service);
            assert!(!scripts.is_empty(), "{what}: {service:?} runs something");
            let all = scripts.join("\n");
            if let Some((valid, said)) = checked_by("bash", &["-n"], &all) {
                assert!(valid, "{what}: bash reads the script of {service:?}: {said}\n{all}");
            }
        }
    }
}

#[test]
fn files_are_the_same_in_substance() {
    for (what, organization) in variants(&usual()) {
        for service in SERVICES {
            let file = ci::file_for(&organization, service).expect("there are projects");
            let all = scripts(&file.text, service).join("\n");
            for group in Group::chosen(&organization) {
                for step in commands::steps(&group, service) {
                    for line in &step.lines {
                        assert!(
                            all.contains(line.as_str()),
                            "{what}: {service:?} runs {line}\n{all}"
                        );
                    }
                }
            }
            let gone = [
                "sentry-cli files",
                "releases files",
                "send-metric",
                "upload-proguard",
                "releases deploys",
            ];
            for gone in gone {
                assert!(!all.contains(gone), "{what}: sentry-cli 3 has no `{gone}`");
            }
            let secret = file.text.lines().find(|line| line.contains("SENTRY_AUTH_TOKEN="));
            assert_eq!(secret, None, "{what}: no file holds a token");
        }
    }
}

#[test]
fn shellcheck_finds_nothing_in_the_plain_script() {
    let usual = variants(&usual()).into_iter().map(|(what, it)| (what, it, "style"));
    // What looks like a command in a name is to stay a name: no advice on that.
    let harmful = HARMFUL.into_iter().flat_map(|name| {
        let all = variants(&harmful(name)).into_iter().step_by(4);
        all.map(move |(what, it)| (format!("{name:?} {what}"), it, "warning"))
    });
    for (what, organization, severity) in usual.chain(harmful) {
        let file = ci::file_for(&organization, Ci::Shell).expect("there are projects");
        let arguments = ["--severity", severity, "-"];
        let Some((clean, said)) = checked_by("shellcheck", &arguments, &file.text) else { return };
        assert!(clean, "{what}: {said}\n{}", file.text);
    }
}

/// Stands in the place of the real programs: `sentry-cli` writes down what it is asked.
const STUBS: &str = "npm() { :; }
git() {
  case \"$1\" in
    describe | tag) echo web@1.4.2 ;;
    remote) echo git@github.com:other/one.git ;;
    *) echo 0123abcd ;;
  esac
}
sentry-cli() { for word in \"$@\"; do printf '%s\\0' \"$word\" >> \"$LOG\"; done; }
";

/// Runs a script among such programs; what sentry-cli was asked, word by word, and what
/// stands in the folder afterwards. None without a shell.
fn run(script: &str, folder: &Path) -> Option<(Vec<String>, Vec<String>)> {
    let work = folder.join("work");
    std::fs::create_dir_all(&work).ok()?;
    let log = folder.join("log");
    let tags = ["GITHUB_REF_NAME", "CI_COMMIT_TAG", "CIRCLE_TAG", "TAG_NAME"];
    let numbers = ["GITHUB_RUN_NUMBER", "CI_PIPELINE_IID", "CIRCLE_BUILD_NUM", "BUILD_NUMBER"];
    let output = Command::new("bash")
        .args(["-c", &format!("{STUBS}{script}"), "bash", "--deploy"])
        .current_dir(&work)
        .env("HOME", &work)
        .env("LOG", &log)
        .env("SENTRY_AUTH_TOKEN", "t")
        .env("REPO_OTHER_ONE_TO", "feed")
        .envs(numbers.map(|it| (it, "77")))
        .envs(tags.map(|it| (it, "web@1.4.2")))
        .env("GITHUB_ENV", folder.join("env"))
        .env("GITHUB_PATH", folder.join("path"))
        .output()
        .ok()?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "the script runs: {said}\n{script}");
    let words = std::fs::read(&log).unwrap_or_default();
    let words = String::from_utf8_lossy(&words).into_owned();
    let left = std::fs::read_dir(&work).ok()?.filter_map(|it| Some(it.ok()?.file_name()));
    let left = left.map(|it| it.to_string_lossy().into_owned()).collect();
    Some((words.split_terminator('\0').map(str::to_owned).collect(), left))
}

#[test]
fn whatever_a_project_is_called_sentry_cli_is_asked_for_just_that() {
    let base = std::env::temp_dir().join(format!("sentry-general-{}", std::process::id()));
    for (at, name) in HARMFUL.into_iter().enumerate() {
        for (turn, (what, organization)) in
            variants(&harmful(name)).into_iter().enumerate().step_by(5)
        {
            for service in SERVICES {
                let folder = base.join(format!("{at}-{turn}-{service:?}"));
                let file = ci::file_for(&organization, service).expect("there are projects");
                // GitHub replaces its marks before a shell sees them: none may be left.
                let all = scripts(&file.text, service).join("\n");
                assert!(!all.contains("${{") && !all.contains("<<"), "{what}: {service:?}\n{all}");
                let Some((words, left)) = run(&all, &folder) else { return };
                assert!(left.is_empty(), "{name:?} {what}: {service:?} made {left:?}\n{all}");
                assert!(
                    words.iter().any(|word| word == name),
                    "{what}: sentry-cli is asked for {name:?}: {words:?}"
                );
            }
        }
    }
    drop(std::fs::remove_dir_all(base));
}

#[test]
fn the_usual_commands_are_those_of_the_documentation() {
    let organization = usual();
    let groups = Group::all(&organization);
    let lines = |at: usize| -> Vec<String> {
        commands::steps(&groups[at], Ci::Shell).into_iter().flat_map(|it| it.lines).collect()
    };
    let web = [
        "TAG=\"$(git describe --tags --abbrev=0 --match 'web@[0-9]*')\"",
        "BUILD=\"${BUILD_NUMBER:-1}\"",
        "SENTRY_RELEASE=\"$TAG+$BUILD\"",
        "export SENTRY_RELEASE",
        "sentry-cli releases new -p web \"$SENTRY_RELEASE\"",
        "sentry-cli releases set-commits \"$SENTRY_RELEASE\" --auto --ignore-missing",
        "sentry-cli sourcemaps inject ./apps/web/.next",
        "sentry-cli sourcemaps upload -p web --release \"$SENTRY_RELEASE\" ./apps/web/.next",
        "sentry-cli releases finalize \"$SENTRY_RELEASE\"",
        "sentry-cli deploys new --release \"$SENTRY_RELEASE\" -e production -p web",
    ];
    assert_eq!(lines(0), web, "name, release, commits, source maps, date, deploy");
    let python = lines(1);
    assert!(
        !python.iter().any(|it| it.contains("upload")),
        "Python's traces can be read as they are"
    );
    assert!(lines(3).iter().any(|it| it.starts_with("sentry-cli proguard upload -p android ")));
    assert!(lines(4).iter().any(|it| it.starts_with("sentry-cli dart-symbol-map upload -p app ")));
}

#[test]
fn several_repositories_set_their_commits_by_name() {
    let json = r#"{"organization": "acme", "repositories": [{"name": "acme/shop"}, {"name": "acme/pay"}],
        "projects": [{"slug": "web", "platform": "go", "repository": "acme/shop"},
            {"slug": "pay", "platform": "go", "repository": "acme/pay"}],
        "choices": {"release": {"train": "shared"}}}"#;
    let organization = Organization::from_json(json).expect("a plan");
    let [group] = Group::all(&organization).try_into().expect("one train");
    let lines: Vec<String> =
        commands::steps(&group, Ci::Shell).into_iter().flat_map(|it| it.lines).collect();
    let commits = lines.iter().find(|line| line.contains("set-commits")).expect("commits are set");
    assert!(commits.contains("--commit acme/shop@\"$(git rev-parse HEAD)\""), "{commits}");
    assert!(commits.contains("--commit acme/pay@\"${REPO_ACME_PAY_FROM:+"), "{commits}");
    assert!(
        lines.iter().any(|it| it.contains("new -p web -p pay")),
        "one release of both: {lines:?}"
    );
}

/// Where sentry-cli is installed, it takes every command: it gets as far as asking the server.
#[test]
fn sentry_cli_itself_takes_every_command() {
    let program = std::env::var("SENTRY_CLI").unwrap_or_else(|_| "sentry-cli".to_owned());
    if Command::new(&program).arg("--version").output().is_err() {
        return;
    }
    let organization = usual();
    for group in Group::all(&organization) {
        let steps = commands::steps(&group, Ci::Shell).into_iter().flat_map(|it| it.lines);
        let by_hand = commands::commits_by_hand(&group).into_iter();
        for line in steps.chain(by_hand).filter(|line| line.starts_with("sentry-cli ")) {
            let line = line.replacen("sentry-cli", "\"$SENTRY_CLI\"", 1);
            let output = Command::new("bash")
                .args(["-c", &line])
                .env("SENTRY_CLI", &program)
                .env("SENTRY_URL", "http://127.0.0.1:9/")
                .env("SENTRY_ORG", "acme")
                .env("SENTRY_AUTH_TOKEN", "0123456789abcdef")
                .envs([("SENTRY_RELEASE", "web@1.0"), ("FROM", "aaaa"), ("TO", "bbbb")])
                .output();
            let Ok(output) = output else { return };
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(!said.contains("Usage:"), "sentry-cli knows every option of {line}: {said}");
        }
    }
}

/// Every text in a file of YAML, keys left out.
fn texts_of(yaml: &Value, found: &mut Vec<String>) {
    match yaml {
        Value::String(text) => found.push(text.clone()),
        Value::Array(list) => list.iter().for_each(|it| texts_of(it, found)),
        Value::Object(map) => map.values().for_each(|it| texts_of(it, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[test]
fn no_service_puts_anything_in_the_place_of_a_name() {
    let marks =
        ["${{ secrets.TOKEN }}", "<< pipeline.id >>", "$[[ inputs.x ]]", "a$[[b", "$HOME %PATH%"];
    let parted = |text: &str| -> String { text.chars().flat_map(|it| [it, '\u{7f}']).collect() };
    let names =
        marks.iter().flat_map(|mark| [(*mark).to_owned(), format!("x\u{1}{mark}"), parted(mark)]);
    for name in names {
        for (what, organization) in variants(&harmful(&name)) {
            for service in [Ci::GithubActions, Ci::GitlabCi, Ci::Circleci] {
                let file = ci::file_for(&organization, service).expect("there are projects");
                let yaml: Value = serde_saphyr::from_str(&file.text).expect("YAML");
                let mut texts = Vec::new();
                texts_of(&yaml, &mut texts);
                for text in &texts {
                    let ours = [
                        "${{ secrets.SENTRY_AUTH_TOKEN }}",
                        "${{ env.SENTRY_RELEASE }}",
                        "${{ '${{' }}",
                    ];
                    let rest = ours.iter().fold(text.clone(), |text, mark| text.replace(mark, ""));
                    let rest = rest.replace("\\<<", "");
                    let mark = match service {
                        Ci::GithubActions => "${{",
                        Ci::GitlabCi => "$[[",
                        Ci::Circleci | Ci::Jenkins | Ci::Shell => "<<",
                    };
                    assert!(
                        !rest.contains(mark),
                        "{what}: {service:?} would replace {mark} in {text:?}"
                    );
                }
                let of_key = |key: &str| -> Vec<String> {
                    let mut found = Vec::new();
                    find(&yaml, key, &mut found);
                    found
                };
                for rule in of_key("changes") {
                    let variable = |it: &str| rule.contains(it) && service == Ci::GitlabCi;
                    assert!(
                        !variable("$HOME") && !variable("%PATH%"),
                        "GitLab would replace it: {rule}"
                    );
                }
            }
        }
    }
}

/// What stands under a key, at any depth.
fn find(yaml: &Value, key: &str, found: &mut Vec<String>) {
    match yaml {
        Value::Object(map) => {
            for (name, value) in map {
                if name == key {
                    texts_of(value, found);
                }
                find(value, key, found);
            }
        }
        Value::Array(list) => list.iter().for_each(|it| find(it, key, found)),
        _ => {}
    }
}

#[test]
fn repositories_whose_names_differ_by_a_mark_have_variables_of_their_own() {
    let json = r#"{"organization": "acme", "repositories": [{"name": "acme/shop"}, {"name": "acme/shop-api"}, {"name": "acme/shop.api"}],
        "projects": [{"slug": "web", "platform": "go", "repository": "acme/shop"},
            {"slug": "api", "platform": "go", "repository": "acme/shop-api"},
            {"slug": "old", "platform": "go", "repository": "acme/shop.api"}],
        "choices": {"release": {"train": "shared"}}}"#;
    let organization = Organization::from_json(json).expect("a plan");
    let [group] = Group::all(&organization).try_into().expect("one train");
    let lines: Vec<String> =
        commands::steps(&group, Ci::Shell).into_iter().flat_map(|it| it.lines).collect();
    for name in ["REPO_ACME_SHOP_API", "REPO_ACME_SHOP_API_2"] {
        let asked = format!(": \"${{{name}_TO:?");
        assert_eq!(lines.iter().filter(|it| it.starts_with(&asked)).count(), 1, "{lines:#?}");
        let given = format!("\"${{{name}_FROM:+${name}_FROM..}}${name}_TO\"");
        assert!(lines.iter().any(|it| it.contains(&given)), "{lines:#?}");
    }
}
