//! Gradle's scripts, as far as they are literal.

use super::super::table::Id;
use super::Reader;
use super::jvm::{SPRING_BOOT, of_another, other_framework};
use super::workspace::Kind;

pub(super) fn read_gradle(reader: &mut Reader) {
    // Catalog aliases end as the plugin's name does.
    let has = |names: &[&str]| {
        reader.text.lines().map(str::trim).filter(|line| !line.starts_with("//")).any(|line| {
            let applied = ["id(", "id '", "id \""].iter().any(|it| line.contains(it))
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
    let boot = has(SPRING_BOOT);
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
    gradle_uses(reader);
    if reader.text.lines().any(|line| line.contains("io.sentry") && !line.trim().starts_with("//"))
    {
        reader.reports("io.sentry");
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

/// Takes the modules that a script names: `project(":shop:core")`, `projects.shopCore`.
fn gradle_uses(reader: &mut Reader) {
    let tree = reader.evidence.tree;
    if reader.folder != 0
        && reader.path.rsplit('/').next().is_some_and(|it| it.starts_with("build."))
    {
        reader.is_called(Kind::Gradle, &plain(tree.folder_name(reader.folder)));
    }
    for line in reader.text.lines().map(str::trim) {
        let configuration = line.split('(').next().unwrap_or_default();
        if configuration.to_ascii_lowercase().contains("test") {
            continue;
        }
        let quoted =
            line.split_once("project(").and_then(|(_, rest)| rest.split(['"', '\'']).nth(1));
        let dotted = || line.split_once("(projects.").and_then(|(_, rest)| rest.split(')').next());
        if let Some(module) = quoted.or_else(dotted) {
            let last = module.rsplit([':', '.']).next().unwrap_or(module);
            reader.uses(Kind::Gradle, &plain(last));
        }
    }
}

/// A module's name as accessors have it: without case and dashes.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_ascii_lowercase()
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
