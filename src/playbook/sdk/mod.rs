//! What goes into an application so that its errors arrive as the plan has them: what to
//! install, and an `init` with release, environment, tags, user, a hook, and what is left out.
//!
//! Every platform of Sentry's has a snippet. The DSN comes from the environment, never from the code;
//! tags name the project and its team by the same names in every language, so that one search, alert or
//! rule (`tags.team:shop #shop`) works for all.
//!
//! ```
//! use sentry_general::organization::Organization;
//! use sentry_general::playbook::sdk::snippet;
//!
//! let plan = r#"{"projects": [{"slug": "billing", "platform": "python-django", "teams": ["pay"]}]}"#;
//! let organization = Organization::from_json(plan).unwrap();
//! let snippet = snippet(&organization.projects[0]);
//! assert!(snippet.files[0].text.contains(r#"sentry_sdk.set_tag("team", "pay")"#));
//! ```
//!
//! # Odd cases
//! - Sentry's JavaScript SDK collects everything since version 11 unless `dataCollection` says otherwise,
//!   and since 10.57 as soon as that option is there at all. The snippets switch every category off.
//! - What is not a plain name (letters, digits, `-`, `_`, `.`) is made one before it goes into code.
//! - How much is traced is left to the chapter on volume: no snippet sets a rate.
//!
//! Sources: sentry-docs (`platform-includes`, options pages), and the types of `@sentry/core` 11.12 and
//! `sentry-sdk` 2.75. [`Snippet::source`] says how old what was read is.

mod dotnet;
mod games;
mod javascript;
mod jvm;
mod mobile;
mod python;
mod servers;

use crate::organization::Project;
use crate::playbook::{Age, Code, Source};
use crate::projects::slugify;

/// What goes into an application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippet {
    /// What is installed.
    pub install: Code,
    /// The files that it goes into, the first with the `init`.
    pub files: Vec<Code>,
    /// What to know, as sentences; code between backticks.
    pub remarks: Vec<&'static str>,
    /// The page that it goes by, and how old what was read is.
    pub source: Source,
}

/// A snippet before names are filled in.
struct Template {
    install: Install,
    files: Vec<File>,
    remarks: Vec<&'static str>,
    source: Source,
}

/// What is installed, and in which language that is said.
struct Install {
    place: &'static str,
    language: &'static str,
    text: String,
}

/// A file; in its text «service», «team», «module» and «Module» stand for names.
struct File {
    place: String,
    language: &'static str,
    text: String,
}

/// What goes into a project's application. Every platform has something; what is no platform of
/// Sentry's is answered as `other`.
#[must_use]
pub fn snippet(project: &Project) -> Snippet {
    let template = template(&project.platform);
    let names = Names::of(project);
    let code = |file: File| Code {
        place: file.place,
        language: file.language,
        text: names.fill(&file.text),
    };
    Snippet {
        install: Code {
            place: template.install.place.to_owned(),
            language: template.install.language,
            text: template.install.text,
        },
        files: template.files.into_iter().map(code).collect(),
        remarks: template.remarks,
        source: template.source,
    }
}

fn template(platform: &str) -> Template {
    match platform {
        "react-native" | "electron" | "capacitor" | "ionic" | "cordova" | "bun" | "deno" => {
            javascript::template(platform)
        }
        "android" => mobile::android(),
        "apple" | "apple-ios" | "apple-macos" => mobile::apple(),
        "flutter" => mobile::flutter(),
        "dart" => mobile::dart(),
        "rust" => servers::rust(),
        "elixir" => servers::elixir(),
        "powershell" => dotnet::powershell(),
        "unity" => games::unity(),
        "unreal" => games::unreal(),
        "godot" => games::godot(),
        "native" | "native-qt" | "minidump" | "nintendo-switch" | "playstation" | "xbox" => {
            games::native(platform)
        }
        it if it.starts_with("javascript") || it.starts_with("node") => javascript::template(it),
        it if it.starts_with("python") => python::template(it),
        it if it.starts_with("ruby") => servers::ruby(it),
        it if it.starts_with("php") => servers::php(it),
        it if it.starts_with("java") || it == "kotlin" => jvm::template(it),
        it if it == "go" || it.starts_with("go-") => servers::go(it),
        it if it.starts_with("dotnet") => dotnet::template(it),
        _ => servers::other(),
    }
}

fn shell(text: impl Into<String>) -> Install {
    Install { place: "", language: "bash", text: format!("{}\n", text.into()) }
}

fn file(place: impl Into<String>, language: &'static str, text: impl Into<String>) -> File {
    File { place: place.into(), language, text: text.into() }
}

const fn source(address: &'static str, age: Age) -> Source {
    Source { address, age }
}

/// The names that go into a snippet, each plain.
struct Names {
    service: String,
    team: Option<String>,
    module: String,
}

impl Names {
    fn of(project: &Project) -> Self {
        let service = plain(&project.slug);
        let folder = project.root.trim_matches('/').rsplit('/').next().unwrap_or_default();
        let module = plain(if folder.is_empty() { &project.slug } else { folder });
        let module = module.replace(['-', '.'], "_");
        let digit = module.starts_with(|it: char| it.is_ascii_digit());
        Self {
            service,
            team: project.teams.first().map(|team| plain(team)),
            module: if digit { format!("_{module}") } else { module },
        }
    }

    /// The text with the names; a line about the team is left out if there is none.
    fn fill(&self, text: &str) -> String {
        let kept = |line: &&str| self.team.is_some() || !line.contains("«team»");
        let lines: Vec<&str> = text.lines().filter(kept).collect();
        let team = self.team.as_deref().unwrap_or_default();
        lines
            .join("\n")
            .replace("«service»", &self.service)
            .replace("«team»", team)
            .replace("«module»", &self.module)
            .replace("«Module»", &camel(&self.module))
            + "\n"
    }
}

/// A name of which no language makes anything else.
fn plain(name: &str) -> String {
    let plain = |letter: u8| letter.is_ascii_alphanumeric() || b"-_.".contains(&letter);
    let name = if name.bytes().all(plain) { name.to_owned() } else { slugify(name) };
    if name.is_empty() { "app".to_owned() } else { name }
}

fn camel(name: &str) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        letters.next().map(|it| it.to_ascii_uppercase()).into_iter().chain(letters).collect()
    };
    let words: Vec<String> = name.split('_').map(word).collect();
    let name = words.concat();
    if name.is_empty() { "App".to_owned() } else { name }
}
