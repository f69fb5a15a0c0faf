//! Modules of the JVM, whether Maven or Gradle builds them.

use super::super::decision::Signal;
use super::super::evidence::{Evidence, Language};
use super::super::table::{Id, Sign};
use super::{Facts, Reader};
use crate::tree::FolderId;
use std::collections::BTreeSet;

/// A module, and what its manifest makes of it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Module {
    path: String,
    folder: FolderId,
    /// Whether a plugin makes a program of it.
    program: bool,
    /// Whether Spring Boot's does.
    boot: bool,
    /// Whether what it says is for the modules below it.
    roof: bool,
    /// Whether it names Spring Boot.
    of_spring: bool,
}

/// How manifests name Spring Boot: its group, aliases of catalogs, and plugins of a build's own, which are
/// named after what they set up.
pub(super) const SPRING_BOOT: &[&str] =
    &["org.springframework.boot", "spring.boot", "springBoot", "spring-boot"];

impl Reader<'_> {
    pub(super) fn module(&mut self, program: bool, boot: bool, roof: bool) {
        let (path, folder) = (self.path.to_owned(), self.folder);
        let of_spring = SPRING_BOOT.iter().any(|name| self.text.contains(name));
        self.facts.modules.push(Module { path, folder, program, boot, roof, of_spring });
    }
}

/// Notes modules that no plugin makes a program of, where one does so with others. Nothing
/// follows where a roof does it for all below it, or where something else builds or starts it.
#[inline(never)]
pub(super) fn apply(facts: &mut Facts, evidence: &Evidence) {
    let modules = std::mem::take(&mut facts.modules);
    without_spring_anywhere(&modules, facts, evidence);
    without_start(&modules, facts, evidence);
    if !modules.iter().any(|it| it.program && !it.roof)
        || modules.iter().any(|it| it.program && it.roof)
    {
        return;
    }
    for module in modules.into_iter().filter(|it| !it.program && !it.roof && it.folder != 0) {
        let known = is_started(module.folder, evidence)
            || facts.signals_of(module.folder).any(|signal| runs(signal.id));
        let counts = &evidence.sources[module.folder as usize];
        let own = counts.of(Language::Java) + counts.of(Language::Kotlin);
        if known || own == 0 {
            continue;
        }
        let signal =
            built(&module, "A plugin makes programs of other modules, and not of this one.");
        facts.signals.entry(module.folder).or_default().push(signal);
    }
}

/// Says of a module that it is a library.
fn built(module: &Module, fact: &str) -> Signal {
    Signal::told(Id::Built, 0, None, &module.path, fact)
}

/// What is started, to judge by a signal.
fn runs(id: Id) -> bool {
    matches!(id, Id::Image | Id::Hosted | Id::Host | Id::Settings | Id::Serves | Id::Runs)
        || id.sign() == Sign::Entry
}

/// Whether files of a folder start something, or are made for it.
fn is_started(folder: FolderId, evidence: &Evidence) -> bool {
    evidence.has_row(folder, |row| runs(row.id))
}

/// Whether a module has settings as what Spring Boot starts has them.
fn has_settings(folder: FolderId, evidence: &Evidence) -> bool {
    evidence.has_row(folder, |row| row.id == Id::SettingsLikely)
}

/// Takes back that Spring Boot's plugin makes a program of a module that has no class to start,
/// where others have one: libraries take the versions of what they depend on from the plugin, with its task off.
fn without_start(modules: &[Module], facts: &mut Facts, evidence: &Evidence) {
    let of_boot = || modules.iter().filter(|it| it.boot && !it.roof);
    let (started, bare): (Vec<&Module>, Vec<&Module>) = of_boot()
        .partition(|it| is_started(it.folder, evidence) || has_settings(it.folder, evidence));
    if started.is_empty() {
        return;
    }
    for module in bare {
        let Some(signals) = facts.signals.get_mut(&module.folder) else { continue };
        signals.retain(|it| it.path != module.path || !matches!(it.id, Id::Runs | Id::Start));
        signals.push(built(
            module,
            "Others of its build have a class to start, and this one has none.",
        ));
    }
}

/// Says of the modules below a roof whose manifests are given that they are not Spring Boot's, where
/// none of all manifests names that: others keep their settings in `application.yml`, too.
fn without_spring_anywhere(modules: &[Module], facts: &mut Facts, evidence: &Evidence) {
    if modules.iter().any(|it| it.of_spring) {
        return;
    }
    let tree = evidence.tree;
    let roofs: BTreeSet<FolderId> =
        modules.iter().filter(|it| it.roof).map(|it| it.folder).collect();
    for module in modules {
        let mut around =
            std::iter::successors(Some(module.folder), |&folder| tree.parent(folder)).skip(1);
        let Some(platform) = language_of(module.folder, evidence) else { continue };
        if evidence.has_row(module.folder, |row| row.platform == Some("java-spring-boot"))
            && around.any(|folder| roofs.contains(&folder))
        {
            let fact = "No manifest of its build names Spring Boot.";
            let signal = Signal::told(Id::Platform, 5, Some(platform), &module.path, fact);
            facts.signals.entry(module.folder).or_default().push(signal);
        }
    }
}

/// A framework beside Spring that a manifest names.
pub(super) fn other_framework(text: &str) -> Option<&'static str> {
    let all = ["micronaut", "dropwizard", "helidon", "vertx", "javalin", "ktor"];
    all.into_iter().find(|name| text.contains(name))
}

pub(super) fn of_another(reader: &mut Reader, framework: &str) {
    let platform = language(reader).unwrap_or("java");
    reader.platform(platform, 31, format!("Its manifest names `{framework}`."));
}

/// What its own manifest has nothing of, its file names don't tell of either.
pub(super) fn without_spring(reader: &mut Reader) {
    // Maven builds a front end, too.
    if let Some(platform) = language(reader) {
        reader.platform(platform, 5, "Its manifest has nothing of Spring.");
    }
}

/// What most of the module is written in: `kotlin` or `java`; none where it has neither.
fn language(reader: &Reader) -> Option<&'static str> {
    language_of(reader.folder, reader.evidence)
}

fn language_of(folder: FolderId, evidence: &Evidence) -> Option<&'static str> {
    let counts = &evidence.sources[folder as usize];
    let (java, kotlin) = (counts.of(Language::Java), counts.of(Language::Kotlin));
    (java + kotlin > 0).then_some(if kotlin > java { "kotlin" } else { "java" })
}
