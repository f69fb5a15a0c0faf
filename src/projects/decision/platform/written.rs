//! What a component is written in, where nothing decides its platform.

use super::super::super::evidence::{Counts, Evidence, Language, Mark, Sign};
use super::super::super::platform::Platform;
use super::super::candidate::Candidate;
use super::super::languages::{dotnet_platform, jvm_platform, python_platform};
use super::super::scripts::script_platform;
use super::Choice;

/// What one file in so many is written in is not what a component is written in.
const HARDLY: u32 = 20;

/// So many folders below a program, the windows that Qt builds into it may be.
const LEVELS_OF_QT: usize = 4;

/// The platform of a component's language, to the framework where its files tell one.
pub fn by_language(candidate: &Candidate, evidence: &Evidence, of_server: bool) -> Choice {
    let own = &candidate.own;
    let below = &evidence.sources[candidate.root as usize];
    // A roof has a few scripts of its own; what it is written in are its members.
    let counts = if own.total() * 10 > below.total() { own } else { below };
    match language(candidate, counts, of_server) {
        "javascript" | "javascript-react" | "javascript-vue" | "javascript-svelte" | "node" => {
            (script_platform(candidate, counts, evidence), false)
        }
        "python" => (python_platform(candidate, evidence), false),
        "java" | "kotlin" => jvm_platform(candidate, counts, evidence),
        "dotnet" => (dotnet_platform(candidate, evidence), false),
        "ruby" => {
            let rack = candidate.signals.iter().any(|signal| signal.platform == Some("ruby-rack"));
            (if rack { "ruby-rack" } else { "ruby" }, false)
        }
        "native" if evidence.has_marked(candidate.root, Mark::Qt, LEVELS_OF_QT) => {
            ("native-qt", false)
        }
        // No app is built into an image.
        "apple" if candidate.is_built() => ("native", false),
        "apple" => ("apple-ios", false),
        other => (other, false),
    }
}

/// The language: of what only an application of the JVM has, of a manifest, of what starts, or of
/// most files.
fn language(candidate: &Candidate, counts: &Counts, of_server: bool) -> &'static str {
    let told_by = |sign: Sign| {
        let signals = candidate.signals.iter().filter(move |signal| signal.id.sign() == sign);
        signals.filter_map(|signal| signal.platform)
    };
    // However many scripts its pages have.
    let of_jvm = told_by(Sign::Runtime).any(|it| Platform::family(it) == "java");
    let jvm = || ["java", "kotlin"].into_iter().find(|it| of_jvm && candidate.is_manifest_of(it));
    let most = counts.main().map_or(0, |main| counts.of(main));
    let of_manifest = || {
        told_by(Sign::Manifest)
            .filter(|&platform| platform != "javascript" || !of_server)
            // A manifest for what checks the code is not what it is written in.
            .filter(|&platform| files_of(platform, counts) * HARDLY >= most)
            .max_by_key(|platform| files_of(platform, counts))
    };
    jvm()
        .or_else(of_manifest)
        .or_else(|| told_by(Sign::Entry).next())
        .or_else(|| counts.main().map(Language::platform))
        .unwrap_or("other")
}

/// How many files of a language there are.
pub fn files_of(platform: &str, counts: &Counts) -> u32 {
    match platform {
        "javascript" | "deno" | "bun" => counts.scripts(),
        "python" => counts.of(Language::Python),
        "ruby" => counts.of(Language::Ruby),
        "php" => counts.of(Language::Php),
        "go" => counts.of(Language::Go),
        "rust" => counts.of(Language::Rust),
        "java" | "kotlin" => counts.of(Language::Java) + counts.of(Language::Kotlin),
        "dotnet" => counts.of(Language::DotNet),
        "elixir" => counts.of(Language::Elixir),
        "dart" => counts.of(Language::Dart),
        "apple" | "apple-ios" => counts.of(Language::Apple),
        "native" => counts.of(Language::Native),
        _ => 0,
    }
}
