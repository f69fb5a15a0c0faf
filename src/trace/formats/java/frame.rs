//! Frames of the JVM.

use crate::trace::parse::Code;
use crate::trace::{Frame, InApp};

/// A frame, and how sure it is one.
pub(super) struct Found {
    pub(super) frame: Frame,
    pub(super) code: Code,
    /// Its file is one of a language of the JVM.
    pub(super) strong: bool,
}

/// `at [loader/][module/]package.Class.method(PLACE) [jar]`
///
/// Source: `SentryStackTraceFactory` in sentry-java.
pub(super) fn parse(text: &str) -> Option<Found> {
    called(text.trim().strip_prefix("at ")?)
}

/// A frame without `at`, as some loggers and Clojure print them below the first:
/// `shop.Cart.total(Cart.scala:12)`, `user/total (cart.clj:12)`. Only its file can tell.
pub(super) fn bare(text: &str) -> Option<Found> {
    let text = text.trim();
    let end = text.len() - text.bytes().rev().take_while(|b| *b != b'(').count();
    if !text.ends_with(')') || !text[end..].contains(':') {
        return None;
    }
    called(text).filter(|found| {
        let file = found.frame.filename.as_deref().unwrap_or_default();
        found.strong && file.contains('.') || file == "NO_SOURCE_FILE"
    })
}

/// `[loader/][module/]package.Class.method(PLACE) [jar]`; a blank may stand before the
/// parenthesis.
fn called(body: &str) -> Option<Found> {
    let body = without_jar(body).strip_suffix(')')?;
    let (name, place) = body.rsplit_once('(')?;
    let spaced = name.ends_with(' ');
    let name = name.strip_suffix(' ').unwrap_or(name);
    let (class, method) = parted(name)?;
    let plain = |c: char| !c.is_whitespace() && !matches!(c, '(' | ')' | ':' | '@' | '\\');
    let owner = without_operator(class);
    // Kotlin and Groovy let names of tests have blanks, and classes within them.
    let named = owner.split_once(' ').filter(|(start, _)| {
        start.contains('.') && place.rsplit_once(':').is_some_and(|(file, _)| is_source(file))
    });
    let owner = named.map_or(owner, |(start, _)| start);
    if owner.is_empty() || method.is_empty() || !owner.chars().all(plain) || owner.contains("://") {
        return None;
    }
    // Dumps of threads name the module there: `java.base@17/Native Method`.
    let place = place
        .rsplit_once('/')
        .filter(|(module, _)| module.contains('@'))
        .map_or(place, |(_, place)| place);
    let (file, line, native) =
        placed(place).or_else(|| unnamed(place).filter(|_| !spaced && is_class(owner)))?;
    let outer = class.rsplit('.').next().and_then(|class| class.split('$').next()).unwrap_or(class);
    let file = match (file, native) {
        // The JVM prints no file for native methods, but the SDK knows it.
        (None, true) if place == "Native Method" => Some(format!("{outer}.java")),
        (file, _) => file.map(str::to_owned),
    };
    let strong =
        native || place.starts_with("Unknown Source") || file.as_deref().is_some_and(is_source);
    let code = match native {
        true => Code::Native,
        false if is_obfuscated(class, file.as_deref()) => Code::Minified,
        false => Code::Source,
    };
    let frame = Frame {
        module: Some(class.to_owned()),
        function: Some(method.to_owned()),
        filename: file,
        line,
        ..Frame::default()
    };
    Some(Found { frame, code, strong })
}

/// The class and the method. Clojure parts a namespace from a function with a slash:
/// `clj-stacktrace.core/parse-exception`.
fn parted(name: &str) -> Option<(&str, &str)> {
    let is_clojure = |(space, function): &(&str, &str)| {
        let plain = |c: char| c.is_alphanumeric() || "_-+*!?<>=$'".contains(c);
        !space.is_empty()
            && !function.starts_with(|c: char| c.is_ascii_digit())
            && function.chars().all(plain)
    };
    let clojure = name.split_once('/').filter(is_clojure);
    clojure.or_else(|| without_modules(name).rsplit_once('.'))
}

/// Without the operator that Cats Effect puts before the class where a fiber was suspended,
/// as in `map @ shop.Web$`. To the SDK it is part of the class.
///
/// Source: `combineOpAndCallSite` in cats-effect's `Tracing`.
fn without_operator(class: &str) -> &str {
    let parts = class.split_once(" @ ");
    parts
        .filter(|(word, _)| !word.is_empty() && !word.contains(' '))
        .map_or(class, |(_, rest)| rest)
}

/// Without ` ~[spring-web-6.1.jar!/:6.1]`, and without ` {re:mixin}`, which Forge says of
/// the class loader behind it.
fn without_jar(body: &str) -> &str {
    let body = body.trim_end();
    let forge = body.strip_suffix('}').and_then(|body| body.rsplit_once(" {"));
    let body = forge.map_or(body, |(body, _)| body.trim_end());
    if !body.ends_with(']') {
        return body;
    }
    let start = body.rfind(") [").or_else(|| body.rfind(") ~["));
    start.map_or(body, |at| &body[..=at])
}

/// Without `app//` and `java.base@17/`. The `/` of a hidden class, as in
/// `Main$$Lambda/0x0008`, stays.
fn without_modules(name: &str) -> &str {
    let mut rest = name;
    while let Some((_, after)) = rest.split_once('/') {
        if after.starts_with(|c: char| c.is_ascii_digit()) {
            break;
        }
        rest = after;
    }
    rest
}

/// The file, the line and whether the method is native.
fn placed(place: &str) -> Option<(Option<&str>, Option<u32>, bool)> {
    let (file, line) = match place.rsplit_once(':') {
        Some((file, line)) => {
            // Some runtimes print a negative number for none, which the SDK drops.
            let digits = line.strip_prefix('-').unwrap_or(line);
            let is_number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
            is_number.then_some((file, line.parse().ok()))?
        }
        None => (place, None),
    };
    match file {
        "Native Method" | "Native method" => Some((None, None, true)),
        "Unknown Source" | "" => {
            (line.is_some() || !file.is_empty()).then_some((None, line, false))
        }
        "SourceFile" | "<generated>" | "NO_SOURCE_FILE" | "REPL" => Some((Some(file), line, false)),
        file => {
            let plain = !file.contains([':', '/', '\\', ' ', '(', ',']) && is_named(file);
            (plain || is_path(file) || file.starts_with("go/retraceme ")).then_some((
                Some(file),
                line,
                false,
            ))
        }
    }
}

/// `WorkflowScript:12`: what a build or a script engine calls a file need not be one.
fn unnamed(place: &str) -> Option<(Option<&str>, Option<u32>, bool)> {
    // Hidden classes are named in the place of their file: `LambdaForms$MH`.
    if place.starts_with("LambdaForms$") && !place.contains([':', ' ']) {
        return Some((Some(place), None, false));
    }
    let (name, line) = place.rsplit_once(':')?;
    let plain = |c: char| c.is_alphanumeric() || "_$.-".contains(c);
    let sound = name.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && name.chars().all(plain)
        && name != "native"
        && (1..=7).contains(&line.len())
        && line.bytes().all(|b| b.is_ascii_digit());
    sound.then(|| (Some(name), line.parse().ok(), false))
}

/// Whether a text is a class, with its package or without.
fn is_class(name: &str) -> bool {
    name.split('.').all(|part| {
        part.starts_with(|c: char| c.is_alphabetic() || "_$".contains(c))
            && part.chars().all(|c| c.is_alphanumeric() || "_$-/".contains(c))
    })
}

/// Whether a script of the JVM is named by its path, as builds do:
/// `/home/jo/shop/build.gradle`.
fn is_path(file: &str) -> bool {
    let place = file.strip_prefix("file:").unwrap_or(file);
    let drive = place.get(1..3).is_some_and(|text| matches!(text, ":\\" | ":/"));
    let rest = if drive { &place[2..] } else { place };
    rest.contains(['/', '\\']) && !rest.contains([':', '(', ',']) && is_source(file)
}

/// `Main.java`, `R8$$SyntheticClass`; not an argument such as `String`, as .NET has.
fn is_named(file: &str) -> bool {
    is_shrunk(file)
        || file.starts_with("R8$$")
        || file.starts_with("D8$$")
        || file.rsplit_once('.').is_some_and(|(stem, end)| {
            !stem.is_empty()
                && (1..=8).contains(&end.len())
                && end.bytes().all(|b| b.is_ascii_alphanumeric())
        })
}

/// Whether R8 has put its own name in the place of the file's: that of the mapping that
/// takes the names back, or a word that was chosen for all files.
fn is_shrunk(file: &str) -> bool {
    file.starts_with("r8-map-id-")
        || file.starts_with("go/retraceme ")
        || matches!(file, "PG" | "Proguard" | "ProGuard")
}

fn is_source(file: &str) -> bool {
    const ENDS: [&str; 8] =
        [".java", ".kt", ".kts", ".scala", ".clj", ".groovy", ".cljc", ".gradle"];
    file == "SourceFile" || is_shrunk(file) || ENDS.iter().any(|end| file.ends_with(end))
}

/// Code that R8 or ProGuard has renamed: `a.b.c` in `SourceFile` or an unknown file.
fn is_obfuscated(class: &str, file: Option<&str>) -> bool {
    // Such a file says that the lines are shrunk, too.
    if file.is_some_and(|file| file.starts_with("r8-map-id-") || file.starts_with("go/")) {
        return true;
    }
    let name = class.rsplit('.').next().unwrap_or(class);
    let short = name.len() <= 3 && name.starts_with(|c: char| c.is_ascii_lowercase());
    short
        && file.is_none_or(|file| {
            file == "SourceFile" || is_shrunk(file) || !is_source(file) || file.len() <= 7
        })
}

/// Tells on Android whose code a frame is: the app's package is known to the SDK, or
/// else all that is not of the platform counts.
pub(super) fn mark_android(frame: &mut Frame, app: &str) {
    const PLATFORM: [&str; 10] = [
        "java.",
        "javax.",
        "android.",
        "androidx.",
        "com.android.",
        "kotlin.",
        "kotlinx.",
        "dalvik.",
        "libcore.",
        "sun.",
    ];
    let Some(module) = frame.module.as_deref() else { return };
    frame.in_app = match app {
        "" if PLATFORM.iter().any(|start| module.starts_with(start)) => InApp::Missing,
        "" => InApp::Yes,
        app if module.starts_with(app) => InApp::Yes,
        _ => InApp::Missing,
    };
}
