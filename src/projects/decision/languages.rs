//! The platform of what is written in one language: the frameworks of Python, of Java's machine and of .NET, as far as
//! names tell.

use super::super::evidence::{Counts, Evidence, Language, Mark, Sign, ends_in, has_word_in, words};
use super::super::table::{Id, Names};
use super::candidate::{Candidate, Signal};

/// Python's frameworks, as far as names tell.
#[inline(never)]
pub(super) fn python_platform(candidate: &Candidate, evidence: &Evidence) -> &'static str {
    let entry = |list: &str| {
        let mut entries = candidate.signals.iter().filter(|signal| signal.id.sign() == Sign::Entry);
        entries.any(|signal| {
            let (folder, name) = signal.path.rsplit_once('/').unwrap_or(("", &signal.path));
            // A part with a manifest of its own starts by a framework of its own.
            let is_apart = || {
                let folder = evidence.tree.find_folder(folder);
                folder.is_some_and(|it| evidence.is_apart(it, candidate.root))
            };
            Names::get().has(list, name) && !is_apart()
        })
    };
    let marked = |mark| evidence.has_marked(candidate.root, mark, 3);
    let routes = marked(Mark::Endpoints);
    let told = |platform| evidence.is_marked_for(candidate.root, platform, 3);
    if told("python-flask") {
        "python-flask"
    } else if evidence.has_marked(candidate.root, Mark::Urls, 2) {
        "python-django"
    } else if candidate.says(Id::Plain) {
        "python"
    } else if entry("fastapi-starts") && routes || told("python-fastapi") {
        "python-fastapi"
    } else if entry("flask-starts") || entry("flask-starts-with-pages") && marked(Mark::Templates) {
        "python-flask"
    } else if keeps_routes(candidate, evidence) && !marked(Mark::Templates) {
        "python-fastapi"
    } else {
        "python"
    }
}

/// Whether a component of Python keeps its routes in a folder for them, none of its parts with a manifest of their own.
fn keeps_routes(candidate: &Candidate, evidence: &Evidence) -> bool {
    evidence.marked_below(candidate.root, Mark::Endpoints, 3).any(|it| {
        it != candidate.root
            && evidence.sources[it as usize].of(Language::Python) > 0
            && !evidence.is_apart(it, candidate.root)
    })
}

/// Spring, Quarkus, Micronaut and Ktor, and whether something decides it.
#[inline(never)]
pub(super) fn jvm_platform(
    candidate: &Candidate,
    counts: &Counts,
    evidence: &Evidence,
) -> (&'static str, bool) {
    let kotlin = counts.of(Language::Kotlin) > counts.of(Language::Java);
    let boot = !evidence.is_of_springs_rivals
        && candidate.signals.iter().any(|signal| signal.platform == Some("java-spring-boot"));
    // Quarkus' and Micronaut's templates leave files that Spring has no use for.
    let of_others = candidate.signals.iter().any(|signal| {
        signal.path.contains("/docker/Dockerfile.") || signal.path.ends_with("micronaut-cli.yml")
    });
    if of_others {
        return (if kotlin { "kotlin" } else { "java" }, true);
    }
    // Ktor's programs start in `Application.kt`, and nowhere else; its configuration has no profiles.
    let profile = |signal: &Signal| signal.path.contains("/resources/application-");
    let ktor = counts.of(Language::Java) == 0
        && starts_in_application(candidate)
        && !candidate.signals.iter().any(profile);
    let path = evidence.tree.folder_path(candidate.root);
    let named = path.split('/').flat_map(words).any(|it| it == "spring" || it == "springboot");
    if boot && !(kotlin && ktor) || named && !candidate.has(Sign::Library) {
        return ("java-spring-boot", true);
    }
    let spring = candidate.signals.iter().any(|signal| signal.platform == Some("java-spring"));
    (
        if kotlin {
            "kotlin"
        } else if spring {
            "java-spring"
        } else {
            "java"
        },
        false,
    )
}

/// Whether the program starts in a file called `Application.kt`.
fn starts_in_application(candidate: &Candidate) -> bool {
    candidate.signals.iter().any(|signal| signal.path.ends_with("/Application.kt"))
}

/// WPF, ASP.NET Core, or neither.
#[inline(never)]
pub(super) fn dotnet_platform(candidate: &Candidate, evidence: &Evidence) -> &'static str {
    let wpf = candidate
        .signals
        .iter()
        .any(|signal| signal.id.sign() == Sign::Runtime && signal.platform == Some("dotnet-wpf"));
    let name = evidence.tree.folder_name(candidate.root);
    let beside = |name: &str| evidence.tree.find_own_file(candidate.root, name).is_some();
    // Azure's functions have a host, which takes what `Startup` says.
    let serves = !beside("host.json")
        && (beside("Program.cs") && beside("Startup.cs")
            || candidate.starts() && ends_in(name, "server-ends"));
    if wpf {
        "dotnet-wpf"
    } else if serves {
        "dotnet-aspnetcore"
    } else {
        "dotnet"
    }
}

/// Whether a program of .NET that reads a site's settings is none: by a word of its name, or by a worker beside its start
/// where no folder is of what answers requests.
pub(super) fn is_worker_of_dotnet(candidate: &Candidate, evidence: &Evidence) -> bool {
    let tree = evidence.tree;
    let name = tree.folder_name(candidate.root);
    if has_word_in(name, "worker-ends") && !ends_in(name, "server-ends") {
        return true;
    }
    let has_worker =
        tree.own_files(candidate.root).iter().any(|&it| tree.name_of(it).ends_with("Worker.cs"));
    let answers = ["Controllers", "Endpoints", "Pages", "Hubs"];
    has_worker && !answers.iter().any(|it| tree.find_subfolder(candidate.root, it).is_some())
}
