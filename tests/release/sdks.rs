//! Snippets for SDKs: one for every platform, with the plan's names, in the language's own syntax.

use super::plans::HARMFUL;
use sentry_general::organization::Project;
use sentry_general::playbook::sdk::{Snippet, snippet};
use sentry_general::projects::platform::Platform;
use std::io::Write;
use std::process::{Command, Stdio};

fn project(platform: &str) -> Project {
    Project {
        slug: "billing-api".into(),
        root: "services/billing-core".into(),
        platform: platform.into(),
        teams: vec!["payments".into()],
        ..Project::default()
    }
}

/// Every platform with its snippet.
fn all() -> impl Iterator<Item = (&'static str, Snippet)> {
    Platform::all().iter().map(|it| (it.slug, snippet(&project(it.slug))))
}

fn text(snippet: &Snippet) -> String {
    snippet.files.iter().map(|file| file.text.as_str()).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_platform_gets_what_the_plan_says() {
    assert_eq!(Platform::all().len(), 110, "all of Sentry's platforms");
    for (slug, snippet) in all() {
        let text = text(&snippet);
        let every = format!("{text}{}", snippet.remarks.join(" "));
        assert!(!snippet.install.text.trim().is_empty(), "{slug} says what to install");
        assert!(snippet.source.address.starts_with("https://docs.sentry.io/"), "{slug} has a page");
        assert!(text.contains("billing-api"), "{slug} tags the service: {text}");
        // The tool for what has no SDK takes no more than a tag or two.
        if slug != "other" {
            assert!(text.contains("payments"), "{slug} tags the team: {text}");
            assert!(
                text.contains("ver_name")
                    || text.contains("erverName")
                    || text.contains("ServerName")
                    || text.to_lowercase().contains("before"),
                "{slug} has a hook: {text}"
            );
        }
        for part in ["SENTRY_DSN", "SENTRY_ENVIRONMENT"] {
            let by_itself = every.contains(part) || text.contains("kernel.environment");
            assert!(by_itself, "{slug} takes {part} from its surroundings: {text}");
        }
        for mark in ["«", "»", "ingest.sentry.io", "examplePublicKey", "___"] {
            assert!(!every.contains(mark), "{slug} holds no {mark}: {text}");
        }
        assert!(
            !text.contains("racesSampleRate") && !text.contains("traces_sample_rate"),
            "the chapter on volume says how much is traced, not {slug}"
        );
    }
}

#[test]
fn nothing_is_collected_unless_somebody_wants_it() {
    for (slug, snippet) in all() {
        let text = text(&snippet).to_lowercase();
        for on in ["pii = true", "pii: true", "pii=true", "pii, true", "'send_default_pii' => true"]
        {
            assert!(!text.contains(on), "{slug} collects nothing about people: {on}");
        }
        let javascript = snippet.files[0].language.ends_with("script")
            && slug != "powershell"
            && slug != "godot";
        assert_eq!(
            javascript,
            text.contains("datacollection: {"),
            "{slug}: the trap is JavaScript's"
        );
        if javascript {
            for category in [
                "userinfo",
                "cookies",
                "httpheaders",
                "httpbodies",
                "urlqueryparams",
                "graphql",
                "genai",
                "mcp",
                "databasequerydata",
                "queues",
                "stackframevariables",
            ] {
                assert!(
                    text.contains(&format!("{category}: ")),
                    "{slug}: what is not named is on: {category}"
                );
            }
        }
    }
}

#[test]
fn without_a_team_no_line_speaks_of_one() {
    for platform in Platform::all() {
        let snippet = snippet(&Project { teams: Vec::new(), ..project(platform.slug) });
        assert!(
            !text(&snippet).contains("\"team\"") && !text(&snippet).contains("'team'"),
            "{}: {}",
            platform.slug,
            text(&snippet)
        );
    }
}

#[test]
fn no_name_gets_out_of_its_quotes() {
    for name in HARMFUL {
        for platform in Platform::all() {
            let project = Project {
                slug: name.into(),
                root: name.into(),
                platform: platform.slug.into(),
                teams: vec![name.into()],
                ..Project::default()
            };
            let text = text(&snippet(&project));
            assert!(!text.contains(name), "{} is quoted by making it plain: {text}", platform.slug);
        }
    }
}

/// Brackets of a text outside its strings and comments pair up.
fn balanced(text: &str, comment: &str) -> Result<(), String> {
    let mut open = Vec::new();
    for line in text.lines() {
        let code = line.split(comment).next().unwrap_or_default();
        let mut quote = None;
        for letter in code.chars() {
            match (quote, letter) {
                (None, '"' | '\'') => quote = Some(letter),
                (Some(before), letter) if before == letter => quote = None,
                (None, '(' | '[' | '{') => open.push(letter),
                (None, ')' | ']' | '}') => {
                    let pair = matches!(
                        (open.pop(), letter),
                        (Some('('), ')') | (Some('['), ']') | (Some('{'), '}')
                    );
                    if !pair {
                        return Err(format!("`{letter}` closes nothing in {line}"));
                    }
                }
                _ => {}
            }
        }
    }
    if open.is_empty() { Ok(()) } else { Err(format!("{open:?} are left open")) }
}

#[test]
fn brackets_pair_up_in_every_language() {
    for (slug, snippet) in all() {
        for file in &snippet.files {
            let comment = match file.language {
                "python" | "ruby" | "elixir" | "yaml" | "properties" | "powershell"
                | "gdscript" => "#",
                "xml" => "<!--",
                "bash" => continue,
                // Regular expressions hold brackets and slashes; the parser below reads these.
                "javascript" | "typescript" => continue,
                _ => "//",
            };
            let found = balanced(&file.text, comment);
            assert_eq!(found, Ok(()), "{slug}, {}:\n{}", file.place, file.text);
        }
    }
}

/// Has a program read the texts, as a list in JSON; none if the program is not there.
fn read_by(program: &str, arguments: &[&str], texts: &[String]) -> Option<(bool, String)> {
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .ok()?;
    let list = serde_json::to_vec(texts).expect("texts are JSON");
    child.stdin.take()?.write_all(&list).ok()?;
    let output = child.wait_with_output().ok()?;
    Some((output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned()))
}

/// The texts in some languages.
fn in_languages(languages: &[&str]) -> Vec<String> {
    let files = all().flat_map(|(_, snippet)| snippet.files);
    files.filter(|file| languages.contains(&file.language)).map(|file| file.text).collect()
}

#[test]
fn node_reads_the_javascript() {
    let texts = in_languages(&["javascript", "typescript"]);
    assert!(texts.len() > 40, "there is JavaScript to read");
    let script = "const { SourceTextModule } = require('vm');\
        for (const text of JSON.parse(require('fs').readFileSync(0, 'utf8'))) {\
          try { new SourceTextModule(text); } catch (error) { console.error(String(error), text); process.exitCode = 1; }\
        }";
    let arguments = ["--experimental-vm-modules", "--no-warnings", "-e", script];
    let Some((valid, said)) = read_by("node", &arguments, &texts) else { return };
    assert!(valid, "Node reads every snippet: {said}");
}

#[test]
fn python_reads_the_python() {
    let texts = in_languages(&["python"]);
    assert!(texts.len() > 20, "there is Python to read");
    let script = "import ast, json, sys\nfor text in json.load(sys.stdin): ast.parse(text)";
    let Some((valid, said)) = read_by("python3", &["-c", script], &texts) else { return };
    assert!(valid, "Python reads every snippet: {said}");
}

#[test]
fn a_shell_reads_the_commands() {
    let mut texts = in_languages(&["bash"]);
    texts.extend(
        all().map(|(_, it)| it.install).filter(|it| it.language == "bash").map(|it| it.text),
    );
    for text in texts {
        let Ok(output) = Command::new("bash").args(["-n", "-c", &text]).output() else { return };
        assert!(output.status.success(), "{text}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn ruby_php_and_go_are_read_where_they_are_installed() {
    for (program, arguments, language) in
        [("ruby", &["-c", "-"][..], "ruby"), ("php", &["-l"], "php"), ("gofmt", &["-e"], "go")]
    {
        for text in in_languages(&[language]) {
            let child = Command::new(program)
                .args(arguments)
                .stdin(Stdio::piped())
                .stdout(Stdio::null())
                .stderr(Stdio::piped())
                .spawn();
            let Ok(mut child) = child else { break };
            let mut input = child.stdin.take().expect("a pipe was asked for");
            drop(input.write_all(text.as_bytes()));
            drop(input);
            let output = child.wait_with_output().expect("it ends");
            assert!(
                output.status.success(),
                "{program}: {}",
                String::from_utf8_lossy(&output.stderr)
            );
        }
    }
}

#[test]
fn the_yaml_is_yaml() {
    for text in in_languages(&["yaml"]) {
        let read: Result<serde_json::Value, _> = serde_saphyr::from_str(&text);
        assert!(read.is_ok(), "{text}: {read:?}");
    }
}
