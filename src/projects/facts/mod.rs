//! What the contents of a few small files add to their names.
//!
//! Each kind of file has a reader of its own, named after the file. A reader says what it
//! finds in the catalog's words ([`Signal`]), so that names and contents are weighed alike.
//! A file that can't be parsed is a problem at its place; the plan goes on without it.
//!
//! Parsers: `serde_json` (after `json-strip-comments` where tools allow comments), `toml`,
//! `granit-parser` (YAML) and `quick-xml`. Gradle scripts, Gemfiles, `go.mod`, `go.work`,
//! requirements, Procfiles and `.sln` are read line by line: the first two are programs, of
//! which only literal declarations are understood.

mod cargo;
mod ci;
mod commands;
mod compose;
mod declared;
mod dotnet;
mod elixir;
mod go;
mod gradle;
mod hosts;
mod jvm;
mod maven;
mod nx;
mod package;
mod php;
mod procfile;
mod python;
mod ruby;
mod serverless;
mod services;
mod solution;
mod uses;
mod workspace;
mod worth;
mod yaml;

pub use services::Service;
pub use worth::{is_read, worth};

use workspace::Workspace;
use worth::is_ci;

use super::decision::Signal;
use super::evidence::{DeployNames, Evidence};
use super::processes::Process;
use super::table::{Id, Sign};
use crate::text::{Problem, Span, json};
use crate::tree::FolderId;
use commands::Packages;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

/// Facts of the files whose contents are given.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    signals: BTreeMap<FolderId, Vec<Signal>>,
    repository: Option<String>,
    services: Vec<Service>,
    /// What is deployed, by names in files that deploy.
    deployed: DeployNames,
    workspaces: Vec<Workspace>,
    /// Modules of Maven and Gradle.
    modules: Vec<jvm::Module>,
    uses: uses::Uses,
}

/// What a reader gets: one file, and where its findings go.
#[derive(Debug)]
struct Reader<'a> {
    facts: &'a mut Facts,
    evidence: &'a Evidence<'a>,
    problems: &'a mut Vec<(Option<String>, Problem)>,
    path: &'a str,
    text: &'a str,
    /// How many bytes of a byte order mark were cut off before the text.
    mark: usize,
    folder: FolderId,
    /// What the file has said already: a step is read once for each value of a matrix.
    said: BTreeSet<(FolderId, Id, u8, Option<&'static str>, String)>,
    /// The packages of Cargo by their folders' names, once they are asked for.
    packages: &'a OnceCell<Packages>,
}

/// Instantiation
impl Facts {
    /// Reads the files given. What can't be read is a problem with its path and place.
    #[must_use]
    #[inline(never)]
    pub fn read(
        files: &BTreeMap<String, String>,
        evidence: &Evidence,
        problems: &mut Vec<(Option<String>, Problem)>,
    ) -> Self {
        let mut facts = Self::default();
        let packages = OnceCell::new();
        for (path, text) in files {
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            let folder =
                if folder.is_empty() { Some(0) } else { evidence.tree.find_folder(folder) };
            let Some(folder) = folder else {
                let message = "The tree has no folder of this file, so it is left out.";
                problems.push((Some(path.clone()), Problem::info("files/no-folder", message)));
                continue;
            };
            let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
            let mut reader = Reader {
                facts: &mut facts,
                evidence,
                problems,
                path,
                text: &text[mark..],
                mark,
                folder,
                said: BTreeSet::new(),
                packages: &packages,
            };
            reader.read();
        }
        workspace::apply(&mut facts, evidence);
        jvm::apply(&mut facts, evidence);
        uses::apply(&mut facts, evidence);
        facts.deployed.finish();
        facts
    }
}

/// Access
impl Facts {
    /// Components that only contents tell of.
    pub fn roots(&self) -> impl Iterator<Item = FolderId> {
        let tells = |signal: &Signal| match signal.id.sign() {
            Sign::Runtime
            | Sign::Entry
            | Sign::Deploy
            | Sign::Function
            | Sign::Declared
            | Sign::Sdk => true,
            Sign::Platform => signal.precedence >= 15,
            _ => false,
        };
        let telling = move |signals: &Vec<Signal>| signals.iter().any(tells);
        self.signals.iter().filter(move |(_, signals)| telling(signals)).map(|(&root, _)| root)
    }

    /// What contents say of a component.
    pub fn signals_of(&self, root: FolderId) -> impl Iterator<Item = &Signal> {
        self.signals.get(&root).into_iter().flatten()
    }

    /// What contents deploy, by name.
    #[must_use]
    pub fn deployed(&self) -> &DeployNames {
        &self.deployed
    }

    /// The name of the repository by the manifest at its root.
    #[must_use]
    pub fn repository(&self) -> Option<&str> {
        self.repository.as_deref()
    }

    /// Processes that contents name, of the components at `roots`.
    #[must_use]
    pub fn processes(&self, evidence: &Evidence, roots: &[FolderId]) -> Vec<Process> {
        services::processes(&self.services, evidence, roots)
    }
}

/// Reading
impl Reader<'_> {
    fn read(&mut self) {
        let name = self.path.rsplit('/').next().unwrap_or(self.path);
        match name {
            "package.json" => package::read(self),
            "composer.json" => php::read(self),
            "lerna.json" | "nx.json" | "turbo.json" | "rush.json" => package::read_workspace(self),
            "project.json" => nx::read_project(self),
            "angular.json" => nx::read_angular(self),
            "go.work" => go::read_work(self),
            "pnpm-workspace.yaml" | "pnpm-workspace.yml" => package::read_pnpm(self),
            "pubspec.yaml" => declared::read_pubspec(self),
            "catalog-info.yaml" | "catalog-info.yml" => declared::read_backstage(self),
            "pyproject.toml" | "Pipfile" => python::read_toml(self),
            "Cargo.toml" => cargo::read(self),
            "go.mod" => go::read(self),
            "Gemfile" => ruby::read(self),
            "mix.exs" => elixir::read(self),
            "render.yaml" => hosts::read_render(self),
            "fly.toml" => hosts::read_fly(self),
            "ecosystem.config.js" | "ecosystem.config.cjs" => hosts::read_pm2(self),
            ".gitlab-ci.yml" => ci::read_gitlab(self),
            "pom.xml" => maven::read_pom(self),
            "settings.gradle" | "settings.gradle.kts" => gradle::read_settings(self),
            "serverless.yml" | "serverless.yaml" => serverless::read(self),
            "template.yaml" | "template.yml" => serverless::read_template(self),
            _ if is_ci(self.path) => ci::read_workflow(self),
            _ if name.ends_with(".service") => hosts::read_unit(self),
            _ if name.starts_with("Procfile") => procfile::read(self),
            _ if name.ends_with(".sln") => solution::read_sln(self),
            _ if name.ends_with(".slnx") => solution::read_slnx(self),
            _ if name.starts_with("requirements") && name.ends_with(".txt") => {
                python::read_requirements(self);
            }
            _ if name.ends_with(".gradle") || name.ends_with(".gradle.kts") => {
                gradle::read_gradle(self);
            }
            _ if name.ends_with(".csproj")
                || name.ends_with(".fsproj")
                || name.ends_with(".vbproj") =>
            {
                dotnet::read(self);
            }
            _ if name.ends_with(".yaml") || name.ends_with(".yml") => {
                if name.contains("compose") {
                    compose::read(self);
                } else {
                    compose::read_kubernetes(self);
                }
            }
            _ if name == "Dockerfile" || name.starts_with("Dockerfile.") => {
                procfile::read_dockerfile(self);
            }
            _ => {}
        }
    }

    fn note(&mut self, id: Id, fact: impl Into<String>) {
        self.note_at(self.folder, id, fact);
    }

    /// Notes an SDK of Sentry's that it depends on.
    fn reports(&mut self, sdk: &str) {
        self.note(Id::Reports, format!("It depends on `{sdk}`."));
    }

    fn note_at(&mut self, folder: FolderId, id: Id, fact: impl Into<String>) {
        self.push(folder, id, 0, None, fact.into());
    }

    /// A platform; the one of the highest precedence wins. It takes no part in whether this
    /// is deployed.
    fn platform(&mut self, platform: &'static str, precedence: u8, fact: impl Into<String>) {
        self.push(self.folder, Id::Platform, precedence, Some(platform), fact.into());
    }

    fn push(
        &mut self,
        folder: FolderId,
        id: Id,
        precedence: u8,
        platform: Option<&'static str>,
        fact: String,
    ) {
        if !self.said.insert((folder, id, precedence, platform, fact.clone())) {
            return;
        }
        let signal = Signal::told(id, precedence, platform, self.path, fact);
        self.facts.signals.entry(folder).or_default().push(signal);
    }

    fn name_repository(&mut self, name: &str) {
        let last = name.rsplit('/').next().unwrap_or(name);
        if self.folder == 0 && self.facts.repository.is_none() && !last.is_empty() {
            self.facts.repository = Some(last.to_owned());
        }
    }

    fn unreadable(&mut self, kind: &str, reason: &str, at: Option<usize>) {
        let reason = reason.lines().next().unwrap_or_default();
        let mut problem = Problem::warning(
            "files/unreadable",
            format!("This is no valid {kind}: {reason}. The plan goes on without it."),
        )
        .hint("Mend it, or leave it out.");
        if let Some(at) = at {
            let start = (0..=at.min(self.text.len()))
                .rev()
                .find(|&at| self.text.is_char_boundary(at))
                .unwrap_or(0);
            problem = problem.at(Span::new(start + self.mark, start + self.mark));
        }
        self.problems.push((Some(self.path.to_owned()), problem));
    }

    /// Says of XML where it breaks off.
    fn no_xml(&mut self, at: u64, error: &quick_xml::Error) {
        self.unreadable("XML", &error.to_string(), Some(at as usize));
    }

    fn json(&mut self) -> Option<serde_json::Value> {
        self.json_of(self.text)
    }

    /// JSON with comments and commas too many, as tools for JavaScript take it.
    fn jsonc(&mut self) -> Option<serde_json::Value> {
        let mut plain = self.text.to_owned();
        // What can't be stripped is no JSON either, and said below. Places stay as they were.
        let _ = json_strip_comments::strip(&mut plain);
        self.json_of(&plain)
    }

    fn json_of(&mut self, text: &str) -> Option<serde_json::Value> {
        match serde_json::from_str(text) {
            Ok(value) => Some(value),
            Err(error) => {
                let at = json::place(self.text, &error);
                self.unreadable("JSON", &json::reason(&error), Some(at));
                None
            }
        }
    }

    fn toml(&mut self) -> Option<toml::Table> {
        match toml::from_str(self.text) {
            Ok(value) => Some(value),
            Err(error) => {
                let at = error.span().map(|span| span.start);
                let reason = error.message().to_owned();
                self.unreadable("TOML", &reason, at);
                None
            }
        }
    }

    /// All documents of a YAML file.
    fn yaml(&mut self) -> Vec<serde_json::Value> {
        match yaml::read(self.text) {
            Ok(values) => values,
            Err((reason, at)) => {
                self.unreadable("YAML", &reason, Some(at));
                Vec::new()
            }
        }
    }
}
