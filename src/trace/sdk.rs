//! What Sentry's SDKs send of a frame, family by family.
//!
//! A rule of a project looks at the paths in frames, never at those of the repository.
//! [`Sdk`] says what each family of platforms puts there, and [`Sdk::frames`] gives the
//! frames of one file as they reach Sentry's rules: after Relay has filled in what the SDK
//! left out, and after source maps and debug files were applied where these are needed.
//!
//! ```
//! use sentry_general::trace::sdk::{Sdk, Source};
//!
//! let sdk = Sdk::of("java-spring", "pay/src/main/java/com/acme/pay/Tax.java").unwrap();
//! let file = Source {
//!     path: "pay/src/main/java/com/acme/pay/Tax.java",
//!     below: "src/main/java/com/acme/pay/Tax.java",
//!     import: Some("com/acme/pay/Tax.java"),
//!     ..Source::default()
//! };
//! let frames = sdk.frames(&file);
//! assert_eq!(frames[0].filename.as_deref(), Some("Tax.java"));
//! assert_eq!(frames[0].munged.as_deref(), Some("com/acme/pay/Tax.java"));
//! ```
//!
//! # Several frames for one file
//! What a machine is called that builds or runs the code shows in no tree. So a file has one
//! frame for each way that is usual: built in a container from the project's folder, built
//! from a checkout of the repository, bundled by webpack or by Vite. Rules that are right for
//! one of them only are not right.
//!
//! # Sources
//! `stacktrace.go` of sentry-go, `interfaces/stacktrace.rb` of sentry-ruby, `FrameBuilder.php`
//! of sentry-php, `DebugStackTrace.cs` of sentry-dotnet, `SentryStackTraceFactory.java` of
//! sentry-java, `sentry_stack_trace_factory.dart`, `event.ex` of sentry-elixir, `utils.py` of
//! sentry-python; `symbolication.rs` and `utils.rs` of symbolicator's JavaScript part;
//! `stacktrace.rs` of Relay (which puts the file name in place of an absolute path that is
//! missing). [`Sdk::known`] says which rows rest on such a reading.

mod frames;
mod table;

pub(crate) use frames::APP_FOLDERS;
pub use frames::Source;

use super::InApp;

/// A family of platforms whose frames look alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// CPython.
    Python,
    /// JavaScript on a server.
    Node,
    /// JavaScript in browsers, bundled.
    Browser,
    /// One code base in browsers and on a server.
    FullStack,
    /// JavaScript in React Native.
    ReactNative,
    /// Java, Kotlin, Scala, Groovy, Clojure; Android, too.
    Jvm,
    /// C#, F#, Visual Basic.
    Dotnet,
    /// C# in Unity.
    Unity,
    /// Go.
    Go,
    /// Ruby.
    Ruby,
    /// PHP.
    Php,
    /// Rust.
    Rust,
    /// Swift and Objective-C.
    Apple,
    /// C and C++.
    Native,
    /// Dart without Flutter.
    Dart,
    /// Flutter.
    Flutter,
    /// Elixir and Erlang.
    Elixir,
    /// PowerShell.
    PowerShell,
    /// GDScript.
    Godot,
}

/// What a family sends. The four sentences are for people.
#[derive(Debug)]
pub struct Sdk {
    /// The family.
    pub family: Family,
    /// Its name for people.
    pub name: &'static str,
    /// What is in `filename`.
    pub filename: &'static str,
    /// What is in `abs_path`.
    pub abs_path: &'static str,
    /// What is in `module`.
    pub module: &'static str,
    /// What `in_app` says of the application's own code.
    pub in_app: &'static str,
    /// Whether that was read in the SDK's source, or goes by tests and documentation only.
    pub known: Known,
    /// What `in_app` is by default; rules of CODEOWNERS pass frames over that say no.
    pub(crate) own_is_in_app: bool,
    /// Paths of libraries and runtimes that stacks of this family often pass through.
    pub libraries: &'static [&'static str],
    /// What frames of the project's folder may begin with, the likeliest first. For rules
    /// that have to keep off libraries.
    pub starts: &'static [&'static str],
}

/// How far a row can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// Read in the SDK's source.
    Read,
    /// Not verified.
    Unverified,
}

/// Choosing
impl Sdk {
    /// The row of a family.
    #[must_use]
    pub fn row(family: Family) -> &'static Self {
        table::row(family)
    }

    /// All rows.
    #[must_use]
    pub fn all() -> &'static [Self] {
        table::ALL
    }

    /// What reports errors of this file in a project of this platform; none if no SDK names
    /// such a file in a frame.
    #[must_use]
    pub fn of(platform: &str, path: &str) -> Option<&'static Self> {
        family(platform, extension(path)?).map(Self::row)
    }
}

/// Choosing by platform
impl Sdk {
    /// The row that most frames of a project of this platform are of; none if its languages
    /// are not known.
    #[must_use]
    pub fn of_platform(platform: &str) -> Option<&'static Self> {
        let extension = match platform.split('-').next().unwrap_or_default() {
            "python" => "py",
            "node" | "bun" | "deno" | "electron" | "javascript" | "react" | "capacitor"
            | "cordova" | "ionic" => "js",
            "java" | "kotlin" | "android" => "java",
            "dotnet" | "unity" => "cs",
            "go" => "go",
            "ruby" => "rb",
            "php" => "php",
            "rust" => "rs",
            "apple" => "swift",
            "native" | "minidump" | "unreal" | "xbox" | "playstation" | "nintendo" => "cpp",
            "dart" | "flutter" => "dart",
            "elixir" => "ex",
            "powershell" => "ps1",
            "godot" => "gd",
            _ => return None,
        };
        family(platform, extension).map(Self::row)
    }
}

/// Access
impl Sdk {
    /// What the application's own frames say about being its own.
    #[must_use]
    pub fn own_in_app(&self) -> InApp {
        if self.own_is_in_app { InApp::Yes } else { InApp::No }
    }
}

/// The languages of files by what they end in, and by the platform where that decides.
fn family(platform: &str, extension: &str) -> Option<Family> {
    let first = platform.split('-').next().unwrap_or_default();
    Some(match extension {
        "py" | "pyx" => Family::Python,
        "js" | "jsx" | "ts" | "tsx" | "mjs" | "cjs" | "mts" | "cts" | "vue" | "svelte"
        | "astro" | "coffee" => script(platform, first),
        "kt" if first == "javascript" => script(platform, first),
        "kt" if first == "apple" => Family::Apple,
        "java" | "kt" | "scala" | "groovy" | "clj" | "cljc" => Family::Jvm,
        "cs" if first == "unity" => Family::Unity,
        "cs" | "fs" | "vb" | "cshtml" | "razor" => Family::Dotnet,
        "go" => Family::Go,
        "rb" | "rake" | "ru" | "erb" | "haml" | "slim" => Family::Ruby,
        "php" | "phtml" | "phpt" => Family::Php,
        "rs" => Family::Rust,
        "swift" | "m" | "mm" => Family::Apple,
        "c" | "cc" | "cpp" | "cxx" | "h" | "hh" | "hpp" | "hxx" | "inl" => Family::Native,
        "dart" if first == "dart" => Family::Dart,
        "dart" => Family::Flutter,
        "ex" | "heex" | "eex" | "leex" | "erl" => Family::Elixir,
        "ps1" | "psm1" => Family::PowerShell,
        "gd" => Family::Godot,
        _ => return None,
    })
}

/// Where JavaScript runs.
fn script(platform: &str, first: &str) -> Family {
    const BOTH: [&str; 9] = [
        "astro",
        "gatsby",
        "nextjs",
        "nuxt",
        "react-router",
        "remix",
        "solidstart",
        "sveltekit",
        "tanstackstart-react",
    ];
    match first {
        "node" | "bun" | "deno" | "electron" => Family::Node,
        "react" | "expo" => Family::ReactNative,
        "javascript" if platform.split_once('-').is_some_and(|(_, it)| BOTH.contains(&it)) => {
            Family::FullStack
        }
        _ => Family::Browser,
    }
}

/// What a file's name ends in; none of hidden files.
fn extension(path: &str) -> Option<&str> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let (stem, extension) = name.rsplit_once('.')?;
    (!stem.is_empty()).then_some(extension)
}

/// Whether code of this path runs where an SDK watches: no test, no declaration, nothing
/// that was installed. The folders above the application are not looked at.
#[must_use]
pub fn runs(below: &str) -> bool {
    let (folders, name) = below.rsplit_once('/').unwrap_or(("", below));
    let idle = |part: &str| {
        part.starts_with('.')
            || IDLE.contains(&part)
            || part.ends_with("Test") && part != "Test"
            || part.ends_with("-e2e")
    };
    let marked = MARKS.iter().any(|mark| name.contains(mark));
    let tested = name.starts_with("test_") || name.starts_with("conftest.");
    let hidden = name.starts_with('.');
    !(marked || tested || hidden || folders.split('/').any(idle))
}

/// Folders whose code runs nowhere that an SDK watches, or is somebody else's.
const IDLE: [&str; 24] = [
    "Pods",
    "__fixtures__",
    "__mocks__",
    "__snapshots__",
    "__tests__",
    "androidTest",
    "bower_components",
    "commonTest",
    "cypress",
    "e2e",
    "fixtures",
    "iosTest",
    "jvmTest",
    "mocks",
    "node_modules",
    "site-packages",
    "spec",
    "specs",
    "stories",
    "test",
    "testFixtures",
    "testdata",
    "tests",
    "vendor",
];

/// What names of tests, stories and declarations hold.
const MARKS: [&str; 13] = [
    ".test.",
    ".spec.",
    ".stories.",
    ".story.",
    ".d.ts",
    ".d.mts",
    ".d.cts",
    ".config.",
    ".min.",
    "_test.",
    "_spec.",
    ".cy.",
    ".e2e.",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_platform_decides_where_the_language_does_not() {
        let family = |platform, path| Sdk::of(platform, path).map(|sdk| sdk.family);
        assert_eq!(family("node-express", "a.ts"), Some(Family::Node));
        assert_eq!(family("javascript-react", "a.ts"), Some(Family::Browser));
        assert_eq!(family("javascript-nextjs", "a.ts"), Some(Family::FullStack));
        assert_eq!(family("react-native", "a.ts"), Some(Family::ReactNative));
        assert_eq!(family("python-django", "static/a.js"), Some(Family::Browser));
        assert_eq!(family("unity", "A.cs"), Some(Family::Unity));
        assert_eq!(family("dart", "a.dart"), Some(Family::Dart));
        assert_eq!(family("go", "README.md"), None);
        assert_eq!(family("go", ".go"), None);
    }

    #[test]
    fn tests_and_declarations_run_nowhere() {
        for path in [
            "tests/a.py",
            "a/__tests__/b.ts",
            "a.test.ts",
            "x/a_test.go",
            "a.d.ts",
            "src/test/A.java",
        ] {
            assert!(!runs(path), "{path}");
        }
        for path in ["a.py", "attest/a.py", "contest.py", "src/latest.ts", "Test.java"] {
            assert!(runs(path), "{path}");
        }
    }

    #[test]
    fn every_family_has_one_row() {
        for sdk in Sdk::all() {
            assert_eq!(Sdk::row(sdk.family).name, sdk.name);
            assert!(!sdk.libraries.is_empty(), "{}: stacks pass through libraries", sdk.name);
        }
    }
}
