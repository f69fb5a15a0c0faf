//! The platform of a component.

use super::super::evidence::{Counts, Evidence, Language, Mark, Sign, ends_in, has_word_in};
use super::super::platform::{Platform, Surface};
use super::super::table::LIMITS;
use super::candidate::{Candidate, Signal};
use super::languages::{dotnet_platform, is_worker_of_dotnet, jvm_platform, python_platform};
use super::scripts::{is_around_pages, is_module_of_the_whole, is_nest, script_platform};

/// The platform, and whether something decides it.
///
/// What decides is the heaviest signal that says so; then, of JavaScript, the kind of its
/// components and where it starts; then the language of the manifest or of most files.
#[must_use]
pub fn choose(candidate: &Candidate, evidence: &Evidence) -> (&'static str, bool) {
    let mut deciding: Vec<&Signal> = candidate
        .signals
        .iter()
        .filter(|signal| signal.decides_platform && signal.platform.is_some())
        .collect();
    // A window's shell is written in Rust, whatever its pages are written with.
    if candidate.is_shell() {
        return ("rust", true);
    }
    // What the pages of a server's code base need is no reason to take that for a front end.
    let of_server = holds_more_of_a_server(candidate);
    let is_around_pages = is_around_pages(candidate, evidence);
    if of_server || is_around_pages {
        deciding.retain(|signal| {
            signal.precedence >= PAGES
                || signal.platform.and_then(Platform::find).map(|platform| platform.surface)
                    != Some(Surface::Browser)
        });
    }
    // Angular and NestJS alike call the module of the whole `app.module.ts`.
    if is_nest(candidate, evidence) {
        let known = deciding.len();
        deciding.retain(|signal| !is_module_of_the_whole(signal));
        if deciding.len() < known && deciding.iter().all(|signal| signal.precedence < PAGES) {
            return ("node-nestjs", true);
        }
    }
    deciding.sort_by(|a, b| b.precedence.cmp(&a.precedence).then_with(|| a.path.cmp(&b.path)));
    // A server's runtime before a front end's in the same folder: the front end gets a
    // project of its own.
    let surface = |signal: &&&Signal| {
        signal.platform.and_then(Platform::find).map(|platform| platform.surface)
    };
    let server = deciding.iter().find(|signal| surface(signal) == Some(Surface::Server));
    if let Some(front) = deciding.first()
        && surface(&front) == Some(Surface::Browser)
    {
        // What serves the pages of a folder that is called a front end is no back end.
        let name = evidence.tree.folder_name(candidate.named);
        let pages = ["front-by-name", "front"].iter().any(|list| ends_in(name, list))
            && !is_around_pages
            && candidate.own.components() * 3 > candidate.own.scripts();
        let of_node = |signal: &&&Signal| signal.platform.is_some_and(|it| it.starts_with("node"));
        if let Some(platform) =
            server.filter(|it| !pages || !of_node(it)).and_then(|it| it.platform)
        {
            return (platform, true);
        }
        let boot = |signal: &Signal| signal.platform == Some("java-spring-boot");
        if candidate.signals.iter().any(boot) {
            return ("java-spring-boot", true);
        }
        if candidate.is_manifest_of("go") && candidate.is_go_main() {
            return ("go", true);
        }
    }
    if let Some(platform) = deciding.first().and_then(|signal| signal.platform) {
        // Flask's own commands are run by a file of Django's name; Django keeps its
        // `wsgi.py` in the package.
        let beside = |names: &[&str]| {
            let files = evidence.tree.own_files(candidate.root);
            files.iter().any(|&file| names.contains(&evidence.tree.name_of(file)))
        };
        if platform == "python-django" && beside(&["wsgi.py", "app.py", "application.py"]) {
            return ("python-flask", false);
        }
        // Others call what manages them so, too; each site of Django says which address leads where.
        let by_name =
            |it: &&Signal| it.platform == Some(platform) && !it.path.ends_with("manage.py");
        if platform == "python-django"
            && !deciding.iter().any(by_name)
            && !evidence.has_marked(candidate.root, Mark::Urls, URLS)
        {
            // Of a few files the addresses may have been left out.
            match python_platform(candidate, evidence) {
                "python" if candidate.own.of(Language::Python) < WHOLE => {}
                "python" => return ("python-flask", false),
                told => return (told, false),
            }
        }
        let name = evidence.tree.folder_name(candidate.root);
        if platform == "apple-ios" && has_word_in(name, "mac-words") {
            return ("apple-macos", true);
        }
        // A window is no telephone, though both are packed by the same tools.
        let of_desktops = ["src/jvmMain", "src/desktopMain"];
        let inside = |path: &str| evidence.tree.find_below(candidate.root, path).is_some();
        if platform == "android"
            && of_desktops.into_iter().any(inside)
            && !inside("src/androidMain")
        {
            return ("kotlin", true);
        }
        // A worker of .NET reads the same settings as a site.
        if platform == "dotnet-aspnetcore" && is_worker_of_dotnet(candidate, evidence) {
            return ("dotnet", true);
        }
        // What it is written in goes before the system that it is built for.
        let (own, native) = (&candidate.own, [Language::Java, Language::Kotlin, Language::Apple]);
        if matches!(platform, "android" | "apple-ios")
            && candidate.is_manifest_of("javascript")
            && own.scripts() > native.into_iter().map(|it| own.of(it)).sum()
        {
            return ("react-native", true);
        }
        return (refine(platform, &deciding), true);
    }
    let function = candidate.signals.iter().any(|signal| {
        signal.id.sign() == Sign::Function
            && !signal.path.ends_with("index.js")
            && !signal.path.ends_with("index.ts")
    });
    // Pages are deployed by such a stack, too.
    let below = &evidence.sources[candidate.root as usize];
    let function = function && below.components() * 2 < below.scripts().max(1);
    if function {
        let below = &evidence.sources[candidate.root as usize];
        return match below.main() {
            Some(Language::Python) => ("python-awslambda", true),
            Some(Language::DotNet) => ("dotnet-awslambda", true),
            Some(Language::Script | Language::Jsx) | None => ("node-awslambda", true),
            Some(other) => (other.platform(), false),
        };
    }
    let own = &candidate.own;
    let below = &evidence.sources[candidate.root as usize];
    // A roof has a few scripts of its own; what it is written in are its members.
    let counts = if own.total() * 10 > below.total() { own } else { below };
    let language = candidate
        .signals
        .iter()
        .filter(|signal| signal.id.sign() == Sign::Manifest)
        .filter_map(|signal| signal.platform)
        .filter(|&platform| platform != "javascript" || !of_server)
        // A manifest for what checks the code is not what it is written in.
        .filter(|&platform| {
            let most = counts.main().map_or(0, |main| counts.of(main));
            files_of(platform, counts) * HARDLY >= most
        })
        .max_by_key(|platform| files_of(platform, counts));
    let entry = || {
        let entries = candidate.signals.iter().filter(|signal| signal.id.sign() == Sign::Entry);
        entries.filter_map(|signal| signal.platform).next()
    };
    let counted = || counts.main().map(Language::platform);
    // What only an application of Java has decides it, however many scripts its pages have.
    let of_jvm = candidate.signals.iter().any(|signal| {
        signal.id.sign() == Sign::Runtime
            && signal.platform.is_some_and(|it| Platform::family(it) == "java")
    });
    let jvm = ["java", "kotlin"].into_iter().find(|it| of_jvm && candidate.is_manifest_of(it));
    let language = jvm.or(language).or_else(entry).or_else(counted).unwrap_or("other");
    match language {
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

/// Lambda is what Amazon calls its functions: what lies in a folder of that name is one, as is
/// what code that sets up a cloud is named after, where nothing else runs it.
#[must_use]
pub fn as_lambda(candidate: &Candidate, evidence: &Evidence) -> Option<&'static str> {
    let tree = evidence.tree;
    let name = tree.folder_name(candidate.named);
    let around = tree.parent(candidate.named).map_or("", |it| tree.folder_name(it));
    let says = |name: &str| has_word_in(name, "of-lambdas");
    let set_up = || {
        candidate.root != 0
            && evidence.deploy_names.stack(name).is_some()
            && !candidate.starts()
            && !candidate.has(Sign::Deploy)
    };
    // An image whose program starts beside it serves; one that nothing starts is Lambda's.
    let serves = candidate.is_built() && candidate.starts();
    if serves || !says(around) && (candidate.is_built() || !says(name) && !set_up()) {
        return None;
    }
    match candidate.platform {
        "node" | "node-express" => Some("node-awslambda"),
        "python" => Some("python-awslambda"),
        "dotnet" => Some("dotnet-awslambda"),
        _ => None,
    }
}

/// What one file in so many is written in is not what a component is written in.
const HARDLY: u32 = 20;

/// So many folders below the one that manages a site of Django, its addresses may be.
const URLS: usize = 5;

/// So many folders below a program, the windows that Qt builds into it may be.
const LEVELS_OF_QT: usize = 4;

/// With so many files of Python a listing is no excerpt.
const WHOLE: u32 = 30;

/// Below this, a platform is that of a library for pages which a manifest names.
const PAGES: u8 = 30;

/// Of a server with pages, at least one source file in so many is the server's.
const SERVER_SHARE: u32 = 10;

/// Whether there is a manifest of a server's language, and about as much of that as of scripts, or
/// enough of it that the pages are those of a server.
fn holds_more_of_a_server(candidate: &Candidate) -> bool {
    let own = &candidate.own;
    ["php", "python", "ruby", "go", "java", "elixir", "rust", "dotnet"].into_iter().any(
        |language| {
            let files = files_of(language, own);
            candidate.is_manifest_of(language)
                && (files * 2 > own.scripts()
                    || files >= LIMITS.small && files * SERVER_SHARE > own.scripts())
        },
    )
}

/// Of two platforms that decide, one may hold the other.
fn refine(platform: &'static str, deciding: &[&Signal]) -> &'static str {
    let has = |slug: &str| deciding.iter().any(|signal| signal.platform == Some(slug));
    match platform {
        "react-native" if has("electron") => "electron",
        "capacitor" if has("ionic") => "ionic",
        "dotnet-aspnetcore" if has("dotnet-maui") => "dotnet-maui",
        "elixir" => "elixir",
        _ => platform,
    }
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
