//! A folder with a script of a plan and a `curl` that stands in for Sentry.

use crate::support::file;
use sentry_general::export::Format;
use sentry_general::organization::Organization;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Command, Output};

/// Writes down method, address and body of each call. With `$SENTRY` it answers as Sentry would,
/// from the folder of that name, where it keeps what was made; else as `$STATUS` says, with
/// `$PAGE` as something that is not Sentry. Nothing is there then that was not made before.
const CURL: &str = include_str!("curl.sh");

/// A folder with a script of a plan and that `curl`.
pub struct Stage {
    pub folder: PathBuf,
}

impl Stage {
    pub fn new(name: &str, organization: &Organization) -> Self {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("script-{name}"));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a folder");
        let stage = Self { folder };
        stage.plan(organization);
        fs::write(stage.folder.join("curl"), CURL).expect("a file");
        let runs = fs::Permissions::from_mode(0o755);
        fs::set_permissions(stage.folder.join("curl"), runs).expect("a program");
        stage
    }

    /// Puts another plan's script in place; what is in Sentry stays.
    pub fn plan(&self, organization: &Organization) {
        fs::write(self.folder.join("plan.sh"), file(organization, Format::Shell)).expect("a file");
    }

    pub fn run(&self, arguments: &[&str], environment: &[(&str, &str)]) -> Output {
        let path =
            format!("{}:{}", self.folder.display(), std::env::var("PATH").unwrap_or_default());
        let mut bash = Command::new("bash");
        bash.arg("plan.sh").args(arguments).current_dir(&self.folder).env("PATH", path);
        for name in ["SENTRY_AUTH_TOKEN", "SENTRY_ORG", "SENTRY_URL", "SENTRY_TEAM", "SENTRY"] {
            bash.env_remove(name);
        }
        bash.env("CALLS", self.folder.join("calls")).envs(environment.iter().copied());
        bash.output().expect("bash is installed")
    }

    /// The same beside a Sentry that remembers, in which events came from `environments`.
    pub fn run_in_sentry(&self, arguments: &[&str], environments: &[&str]) -> Output {
        let names = environments.iter().map(|name| serde_json::json!({ "name": name }));
        let names = serde_json::Value::from(names.collect::<Vec<_>>()).to_string();
        let folder = self.folder.join("sentry").display().to_string();
        let set = [SET[0], SET[1], ("SENTRY", folder.as_str()), ("ENVIRONMENTS", names.as_str())];
        self.run(arguments, &set)
    }

    /// Method, address, body, and the file of options that held the token.
    pub fn calls(&self) -> Vec<[String; 4]> {
        let text = fs::read_to_string(self.folder.join("calls")).unwrap_or_default();
        let call = |line: &str| {
            let mut cells = line.split('\t').map(str::to_owned);
            std::array::from_fn(|_| cells.next().unwrap_or_default())
        };
        text.lines().map(call).collect()
    }

    /// Calls that change something since the last time this was asked: method and path.
    pub fn changes(&self) -> Vec<String> {
        let calls = self.calls();
        let _ = fs::remove_file(self.folder.join("calls"));
        let path =
            |address: &str| address.trim_start_matches("https://us.sentry.io/api/0/").to_owned();
        let changes = calls.iter().filter(|call| call[0] != "GET");
        changes.map(|[method, address, ..]| format!("{method} {}", path(address))).collect()
    }

    /// What Sentry has of a project.
    pub fn project(&self, slug: &str) -> serde_json::Value {
        let text = fs::read_to_string(self.folder.join(format!("sentry/projects/{slug}.json")));
        serde_json::from_str(&text.expect("a project")).expect("JSON")
    }

    /// Connects Sentry with channels and services: integrations, as its API lists them.
    pub fn connect(&self, integrations: &serde_json::Value) {
        let folder = self.folder.join("sentry");
        fs::create_dir_all(&folder).expect("a folder");
        fs::write(folder.join("integrations.json"), integrations.to_string()).expect("a file");
    }

    /// An alert in Sentry, by its name.
    pub fn alert(&self, name: &str) -> Option<serde_json::Value> {
        let files = fs::read_dir(self.folder.join("sentry/alerts")).expect("a folder");
        let texts = files.map(|file| fs::read_to_string(file.expect("a file").path()));
        let mut alerts = texts.map(|text| -> serde_json::Value {
            serde_json::from_str(&text.expect("an alert")).expect("JSON")
        });
        alerts.find(|alert| alert["name"] == name)
    }

    /// Puts a project of somebody else's into Sentry.
    pub fn put_project(&self, slug: &str, json: &serde_json::Value) {
        let folder = self.folder.join("sentry/projects");
        fs::create_dir_all(&folder).expect("a folder");
        let text = serde_json::to_string_pretty(json).expect("plain values");
        fs::write(folder.join(format!("{slug}.json")), text).expect("a file");
    }
}

/// What a run needs of its environment.
pub const SET: [(&str, &str); 2] = [("SENTRY_TEAM", "web"), ("SENTRY_AUTH_TOKEN", "sntrys_abc")];

pub fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

pub fn is_installed(program: &str) -> bool {
    let there = Command::new(program).arg("--version").output().is_ok();
    if !there {
        eprintln!("skipped: {program} is not installed");
    }
    there
}
