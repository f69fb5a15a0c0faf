//! Maven's `pom.xml`, and Gradle's scripts as far as they are literal.

use super::super::decision::Signal;
use super::super::evidence::{Evidence, Language, Sign};
use super::super::table::Id;
use super::workspace::Kind;
use super::{Facts, Reader};
use crate::tree::FolderId;
use quick_xml::Reader as Xml;
use quick_xml::events::Event;

pub(super) fn read_pom(reader: &mut Reader) {
    let mut xml = Xml::from_str(reader.text);
    let mut path: Vec<String> = Vec::new();
    let mut modules: Vec<String> = Vec::new();
    let (mut packaging, mut boot, mut plugin, mut quarkus) = (String::new(), false, false, false);
    let (mut image, mut bundle) = (false, false);
    loop {
        match xml.read_event() {
            Ok(Event::Start(start)) => path.push(start.local_name().as_ref().to_owned()),
            Ok(Event::End(_)) => {
                path.pop();
            }
            Ok(Event::Text(text)) => {
                let text = text.trim().to_owned();
                match path.last().map(String::as_str) {
                    Some("packaging") if path.len() == 2 => packaging = text,
                    // Directly, or of a profile.
                    Some("module") if path.iter().any(|it| it == "modules") && !text.is_empty() => {
                        let folder = text.strip_suffix("/pom.xml").unwrap_or(&text);
                        modules.push(globset::escape(folder));
                    }
                    Some("artifactId" | "groupId") => {
                        plugin |= text == "spring-boot-maven-plugin";
                        boot |= text.starts_with("spring-boot-starter");
                        image |= text == "jib-maven-plugin" || text == "docker-maven-plugin";
                        bundle |=
                            text == "maven-shade-plugin" || text == "appassembler-maven-plugin";
                        quarkus |= text.starts_with("quarkus-") || text == "io.quarkus";
                    }
                    _ => {}
                }
            }
            Ok(Event::Eof) => break,
            Err(error) => {
                let at = xml.error_position() as usize;
                reader.unreadable("XML", &error.to_string(), Some(at));
                return;
            }
            Ok(_) => {}
        }
    }
    let programs = plugin || quarkus || image || bundle || packaging == "war";
    reader.module(programs, plugin, packaging == "pom");
    if !modules.is_empty() {
        // Further manifests beside it list modules of their own: `pom-services.xml`.
        let tree = reader.evidence.tree;
        let others = tree.own_files(reader.folder).iter().any(|&it| {
            let name = tree.name_of(it);
            name.starts_with("pom") && name.ends_with(".xml") && name != "pom.xml"
        });
        reader.workspace(Kind::Maven, modules.iter().map(String::as_str), !others);
    }
    if packaging == "pom" {
        reader.note(Id::Workspace, "Its packaging is `pom`: the roof over modules.");
        return;
    }
    if plugin {
        reader.note(Id::Runs, "Spring Boot's plugin makes a program of it.");
    }
    if quarkus {
        reader.platform("java", 30, "It depends on Quarkus.");
    } else if let Some(name) = other_framework(reader.text).filter(|_| !boot && !plugin) {
        of_another(reader, name);
    } else if boot || plugin {
        reader.platform("java-spring-boot", 32, "It depends on Spring Boot.");
    } else if !reader.text.contains("spring") && !reader.text.contains("<parent>") {
        without_spring(reader);
    }
    if image {
        reader.note(Id::Image, "Its plugin builds an image of it.");
    } else if bundle {
        reader.note(Id::StartLikely, "Its plugin bundles all it needs, as for a program.");
    }
    if packaging == "maven-plugin" {
        reader.note(Id::Published, "It is a plugin of Maven.");
    }
    let war = packaging == "war";
    if war {
        reader.note(Id::Main, "Its packaging is `war`: a server runs it.");
    }
}

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
}

impl Reader<'_> {
    fn module(&mut self, program: bool, boot: bool, roof: bool) {
        let (path, folder) = (self.path.to_owned(), self.folder);
        self.facts.modules.push(Module { path, folder, program, boot, roof });
    }
}

/// Notes modules that no plugin makes a program of, where one does so with others. Nothing
/// follows where a roof does it for all below it, or where something else builds or starts it.
#[inline(never)]
pub(super) fn apply(facts: &mut Facts, evidence: &Evidence) {
    let modules = std::mem::take(&mut facts.modules);
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
    let (path, fact) = (module.path.clone(), Some(fact.to_owned()));
    Signal { id: Id::Built, precedence: 0, platform: None, decides_platform: false, path, fact }
}

/// What is started, to judge by a signal.
fn runs(id: Id) -> bool {
    matches!(id, Id::Image | Id::Hosted | Id::Host | Id::Settings | Id::Serves | Id::Runs)
        || id.sign() == Sign::Entry
}

/// Whether files of a folder start something, or are made for it.
fn is_started(folder: FolderId, evidence: &Evidence) -> bool {
    evidence.hits_of(folder).iter().any(|hit| runs(evidence.row(hit).id))
}

/// Takes back that Spring Boot's plugin makes a program of a module that has no class to start,
/// where others have one: libraries take the versions of what they depend on from the plugin, with its task off.
fn without_start(modules: &[Module], facts: &mut Facts, evidence: &Evidence) {
    let of_boot = || modules.iter().filter(|it| it.boot && !it.roof);
    let (started, bare): (Vec<&Module>, Vec<&Module>) =
        of_boot().partition(|it| is_started(it.folder, evidence));
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

/// A framework beside Spring that a manifest names.
fn other_framework(text: &str) -> Option<&'static str> {
    let all = ["micronaut", "dropwizard", "helidon", "vertx", "javalin", "ktor"];
    all.into_iter().find(|name| text.contains(name))
}

fn of_another(reader: &mut Reader, framework: &str) {
    let platform = language(reader).unwrap_or("java");
    reader.platform(platform, 31, format!("Its manifest names `{framework}`."));
}

/// What its own manifest has nothing of, its file names don't tell of either.
fn without_spring(reader: &mut Reader) {
    // Maven builds a front end, too.
    if let Some(platform) = language(reader) {
        reader.platform(platform, 5, "Its manifest has nothing of Spring.");
    }
}

/// What most of the module is written in: `kotlin` or `java`; none where it has neither.
fn language(reader: &Reader) -> Option<&'static str> {
    let counts = &reader.evidence.sources[reader.folder as usize];
    let (java, kotlin) = (counts.of(Language::Java), counts.of(Language::Kotlin));
    (java + kotlin > 0).then_some(if kotlin > java { "kotlin" } else { "java" })
}

pub(super) fn read_gradle(reader: &mut Reader) {
    // Catalog aliases end as the plugin's name does.
    let has = |names: &[&str]| {
        reader.text.lines().map(str::trim).filter(|line| !line.starts_with("//")).any(|line| {
            let applied = line.contains("id")
                || line.contains("alias")
                || line.contains("apply")
                || line.contains("plugin")
                || line.starts_with('`')
                || line == "application";
            applied && !line.contains("apply false") && names.iter().any(|name| line.contains(name))
        })
    };
    // Plugins of a build's own name it, too, and hold no application.
    let android = has(&["com.android.application", "android.application", "androidApplication"])
        && describes_android(reader);
    let android_library = has(&["com.android.library", "android.library", "androidLibrary"]);
    let boot = has(&["org.springframework.boot", "spring.boot", "springBoot"]);
    let quarkus = has(&["io.quarkus"]);
    let server = has(&[
        "io.ktor.plugin",
        "ktor",
        "io.micronaut.application",
        "com.gradleup.shadow",
        "johnrengelman.shadow",
    ]);
    let image = has(&["com.google.cloud.tools.jib", "com.bmuschko.docker-"]);
    let library = has(&["java-library", "maven-publish", "com.vanniktech.maven.publish"]);
    // What servers of servlets take in is a program, too.
    let applied = |name: &str| {
        has(&[&format!("\"{name}\""), &format!("'{name}'"), &format!("`{name}`")])
            || reader.text.lines().any(|line| line.trim() == name)
    };
    let application = applied("application") || applied("war");
    if android {
        reader.note(Id::Settings, "Its plugin builds an Android application.");
        reader.platform("android", 45, "Its plugin builds an Android application.");
    } else if android_library {
        reader.note(Id::Published, "Its plugin builds an Android library.");
    }
    if boot {
        reader.note(Id::Runs, "Spring Boot's plugin makes a program of it.");
        reader.platform("java-spring-boot", 32, "It applies Spring Boot's plugin.");
    } else if quarkus {
        reader.platform("java", 30, "It applies Quarkus' plugin.");
    } else if let Some(name) = other_framework(reader.text) {
        of_another(reader, name);
    }
    let everywhere = ["subprojects", "allprojects"].iter().any(|it| reader.text.contains(it));
    let programs = application || server || boot || quarkus || image || android;
    reader.module(programs, boot, everywhere || reader.folder == 0);
    if application || server {
        reader.note(Id::Start, "Its plugin builds a program.");
    } else if library && !(android || boot || quarkus || image) {
        reader.note(Id::Built, "Its plugin builds a library.");
    }
    if image {
        reader.note(Id::Image, "Its plugin builds an image of it.");
    }
}

/// Whether a module describes an Android application: in its own folder, or in one of its sources.
fn describes_android(reader: &Reader) -> bool {
    let tree = reader.evidence.tree;
    let sources = tree.find_subfolder(reader.folder, "src");
    let sources = sources.into_iter().flat_map(|src| tree.subfolders(src));
    std::iter::once(reader.folder)
        .chain(sources)
        .any(|folder| tree.find_own_file(folder, "AndroidManifest.xml").is_some())
}

pub(super) fn read_settings(reader: &mut Reader) {
    reader.note(Id::Workspace, "It is the roof over modules.");
    if let Some(modules) = included(reader.text) {
        reader.workspace(Kind::Gradle, modules.iter().map(String::as_str), true);
    }
    let name = reader.text.lines().find_map(|line| {
        let rest = line.trim().strip_prefix("rootProject.name")?;
        rest.split(['"', '\'']).nth(1)
    });
    if let Some(name) = name {
        reader.name_repository(name);
    }
}

/// The folders of the modules that settings include by literal names; none if a program
/// finds them, or puts them elsewhere.
fn included(text: &str) -> Option<Vec<String>> {
    const PROGRAM: [&str; 8] =
        ["listFiles", "fileTree", ".walk", "eachDir", "forEach", ".each", "for (", "projectDir"];
    let lines = text.lines().map(|line| line.split("//").next().unwrap_or_default());
    let text = lines.collect::<Vec<_>>().join("\n");
    if PROGRAM.iter().any(|word| text.contains(word)) {
        return None;
    }
    let mut modules = Vec::new();
    for (at, word) in text.match_indices("include") {
        let before = text[..at].chars().next_back();
        let rest = &text[at + word.len()..];
        let build = rest.starts_with("Build");
        let rest = rest.strip_prefix("Build").unwrap_or(rest).trim_start();
        if before.is_some_and(char::is_alphanumeric) || !rest.starts_with(['(', '"', '\'']) {
            continue;
        }
        for name in quoted(rest.strip_prefix('(').unwrap_or(rest)) {
            let folder = if build { name.to_owned() } else { name.replace(':', "/") };
            modules.push(globset::escape(folder.trim_matches('/')));
        }
    }
    (!modules.is_empty()).then_some(modules)
}

/// The quoted names at the start of a text, parted by commas.
fn quoted(mut text: &str) -> Vec<&str> {
    let mut names = Vec::new();
    loop {
        text = text.trim_start();
        let Some(quote) = text.chars().next().filter(|it| matches!(it, '"' | '\'')) else { break };
        let Some((name, rest)) = text[1..].split_once(quote) else { break };
        names.push(name);
        match rest.trim_start().strip_prefix(',') {
            Some(rest) => text = rest,
            None => break,
        }
    }
    names
}
