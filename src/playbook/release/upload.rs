//! What sentry-cli has to upload so that traces of a platform can be read.
//!
//! Sources: sentry-cli 3.6 (`src/commands/{sourcemaps,debug_files,proguard,dart_symbol_map}`),
//! `/cli/`, `/platforms/javascript/sourcemaps/`. What build plugins do by themselves is known from
//! practice, and said as a remark.

use crate::organization::Project;
use crate::text::shell::quote;

/// What there is to upload for a project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Upload {
    /// A remark for whoever reads the commands; empty for none.
    pub remark: String,
    /// Commands of a shell; none if traces can be read as they come.
    pub lines: Vec<String>,
}

/// What there is to upload for a project.
#[must_use]
pub fn upload(project: &Project) -> Upload {
    match Files::of(&project.platform) {
        Files::None(remark) => Upload { remark: remark.to_owned(), lines: Vec::new() },
        Files::Maps { folder, remark } => {
            let folder = in_root(project, folder);
            let slug = quote(&project.slug);
            let lines = vec![
                format!("sentry-cli sourcemaps inject {folder}"),
                format!(
                    "sentry-cli sourcemaps upload -p {slug} --release \"$SENTRY_RELEASE\" {folder}"
                ),
            ];
            Upload { remark: remark.to_owned(), lines }
        }
        Files::Debug { options, folder, remark } => {
            let folder = in_root(project, folder);
            let slug = quote(&project.slug);
            let line = format!("sentry-cli debug-files upload -p {slug}{options} {folder}");
            Upload { remark: remark.to_owned(), lines: vec![line] }
        }
        Files::Android => {
            let mapping = in_module(project, "build/outputs/mapping/release/mapping.txt");
            let slug = quote(&project.slug);
            Upload {
                remark: "The Sentry Gradle plugin does this during the build, and puts the mapping's id \
                    into the app: then leave it out."
                    .to_owned(),
                lines: vec![format!("sentry-cli proguard upload -p {slug} {mapping}")],
            }
        }
        Files::ReactNative => react_native(project),
        Files::Flutter => flutter(project),
    }
}

/// What SDKs of a platform need to make sense of a trace.
enum Files {
    None(&'static str),
    Maps { folder: &'static str, remark: &'static str },
    Debug { options: &'static str, folder: &'static str, remark: &'static str },
    Android,
    ReactNative,
    Flutter,
}

impl Files {
    #[rustfmt::skip] // One line per platform reads as a table.
    fn of(platform: &str) -> Self {
        const SOURCES: &str = " --include-sources";
        let maps = |folder, remark| Self::Maps { folder, remark };
        let debug = |options, folder, remark| Self::Debug { options, folder, remark };
        match platform {
            "javascript-nextjs" => maps(".next", "`withSentryConfig` uploads during the build where SENTRY_AUTH_TOKEN is set: then leave this out."),
            "javascript-nuxt" | "javascript-solidstart" | "javascript-tanstackstart-react" => maps(".output", BUNDLER),
            "javascript-sveltekit" | "javascript-remix" | "javascript-react-router" => maps("build", BUNDLER),
            "javascript-gatsby" => maps("public", BUNDLER),
            "ionic" | "cordova" => maps("www", BUNDLER),
            "react-native" => Self::ReactNative,
            "flutter" => Self::Flutter,
            "android" => Self::Android,
            "node-cloudflare-workers" | "node-cloudflare-pages" => maps("dist", "Build with `wrangler deploy --outdir dist --upload-source-maps`, so that the maps are there."),
            "electron" | "capacitor" => maps("dist", BUNDLER),
            "node" | "bun" | "deno" => maps("dist", COMPILED),
            it if it.starts_with("node-") => maps("dist", COMPILED),
            it if it.starts_with("javascript") => maps("dist", BUNDLER),
            "apple" | "apple-ios" | "apple-macos" => debug(SOURCES, "build", "The folder holds the archive's dSYMs; sources are optional."),
            "unity" => debug(" --il2cpp-mapping --include-sources", "Build", "The editor uploads by itself if that is switched on in Sentry's window."),
            "unreal" => debug(SOURCES, "Binaries", "The plugin uploads by itself if that is switched on in the project's settings."),
            "godot" => debug("", "export", "For native extensions and the engine's own debug files; scripts need nothing."),
            "rust" => debug(SOURCES, "target/release", "Build with `debug = \"line-tables-only\"` or more, and `split-debuginfo` as your system likes it."),
            "native" | "native-qt" | "minidump" => debug(SOURCES, "build", ""),
            "nintendo-switch" | "playstation" | "xbox" => debug("", "build", "The console's private documents say which files these are."),
            "dart" => debug("", "build", "Only if it is compiled with `--extract-main-symbols` or `--split-debug-info`."),
            "powershell" | "dotnet-awslambda" | "dotnet-gcpfunctions" => dotnet(platform),
            it if it.starts_with("dotnet") => dotnet(it),
            it if it.starts_with("java") || it == "kotlin" => Self::None("Traces are readable as they come. For source context, the Sentry Gradle or Maven plugin bundles the sources."),
            "elixir" => Self::None("Run `mix sentry.package_source_code` before `mix release`, for source context."),
            _ => Self::None(""),
        }
    }
}

const BUNDLER: &str =
    "The bundler's Sentry plugin does this during the build where it is set up: then leave it out.";
const COMPILED: &str = "Only if the build compiles or bundles the code.";

fn dotnet(platform: &str) -> Files {
    if platform == "powershell" {
        return Files::None("");
    }
    Files::Debug {
        options: " --include-sources",
        folder: "bin/Release",
        remark: "With `SentryUploadSymbols` in the project's file the build does this by itself.",
    }
}

fn react_native(project: &Project) -> Upload {
    let slug = quote(&project.slug);
    let root = if project.root.is_empty() { ".".to_owned() } else { format!("./{}", project.root) };
    let root = quote(&root);
    let bundle = |name: &str| {
        let file = in_root(project, name);
        let map = in_root(project, &format!("{name}.map"));
        format!(
            "sentry-cli sourcemaps upload -p {slug} --release \"$SENTRY_RELEASE\" --debug-id-reference \
             --strip-prefix {root} {file} {map}"
        )
    };
    Upload {
        remark: "Sentry's Xcode build phase and Gradle file do this during the build: then leave it out."
            .to_owned(),
        lines: vec![bundle("main.jsbundle"), bundle("index.android.bundle")],
    }
}

fn flutter(project: &Project) -> Upload {
    let slug = quote(&project.slug);
    let symbols = in_root(project, "build/symbols");
    let map = in_root(project, "build/app/obfuscation.map.json");
    let file = in_root(project, "build/symbols/app.android-arm64.symbols");
    Upload {
        remark: "For `flutter build --obfuscate --split-debug-info=build/symbols \
            --extra-gen-snapshot-options=--save-obfuscation-map=build/app/obfuscation.map.json`. \
            The package sentry_dart_plugin does it in one go."
            .to_owned(),
        lines: vec![
            format!("sentry-cli debug-files upload -p {slug} --include-sources {symbols}"),
            format!("sentry-cli dart-symbol-map upload -p {slug} {map} {file}"),
        ],
    }
}

/// A path of a project, as a word of a shell.
fn in_root(project: &Project, path: &str) -> String {
    below(project.root.trim_matches('/'), path)
}

/// A path of the Gradle module that an app is built by, as a word of a shell.
///
/// A plan's root is that module already. Where it isn't, as somebody may have typed the folder around,
/// the sources tell: Gradle keeps them in the module's `src`. Else it is Android Studio's `app`.
fn in_module(project: &Project, path: &str) -> String {
    let root = project.root.trim_matches('/');
    let around = if root.is_empty() { String::new() } else { format!("/{root}") };
    let sources = project.all_mappings().iter().find_map(|mapping| {
        let source = format!("/{}/", mapping.source_root.trim_matches('/'));
        let (inner, _) = source.strip_prefix(&around)?.rsplit_once("/src/")?;
        let is_in_root = inner.is_empty() || inner.starts_with('/');
        is_in_root.then(|| format!("{root}{inner}").trim_start_matches('/').to_owned())
    });
    let module = sources.unwrap_or_else(|| if root.is_empty() { "app" } else { root }.to_owned());
    below(&module, path)
}

/// A path in a folder, as a word of a shell.
fn below(folder: &str, path: &str) -> String {
    quote(&if folder.is_empty() { format!("./{path}") } else { format!("./{folder}/{path}") })
}
