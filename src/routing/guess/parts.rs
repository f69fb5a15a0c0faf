//! Which part of the tree a file belongs to, and what paths that part reports.

use super::context::Context;
use super::{Files, Kind, Mapping, Part, with_slash};
use crate::tree::{FolderId, PathId, Tree, stem_and_ending};
use std::collections::BTreeMap;

/// The part that a file of code belongs to.
pub(super) fn part_of<'t>(
    tree: &'t Tree,
    folder: FolderId,
    context: &Context,
    file: PathId,
) -> Option<Part<'t>> {
    let visible = |name: &&str| !name.starts_with('.');
    let (stem, extension) = stem_and_ending(Some(tree.name_of(file)).filter(visible)?)?;
    let path = |folder: Option<FolderId>| folder.map(|folder| tree.folder_path(folder));
    let below = |root: Option<&'t str>, kind| {
        let root = root?;
        Some(Part::Below { root, first: first_below(tree.paths().get(file), root), kind })
    };
    let whole = |folder, kind| Some(Part::Whole { root: path(folder)?, kind });
    match extension {
        "py" if stem.starts_with("test_") || stem.ends_with("_test") || stem == "conftest" => None,
        "py" if stem == "setup" => None,
        "py" => {
            let kind = if context.django { Kind::Django } else { Kind::Python };
            let root = context.python_chain.or(context.python).unwrap_or(folder);
            below(Some(tree.folder_path(root)), kind)
        }
        "java" | "kt" | "scala" | "groovy" => {
            let platform = match extension {
                _ if context.android => "android",
                "kt" => "kotlin",
                _ => "java",
            };
            Some(Part::Jvm { root: path(context.jvm)?, platform })
        }
        "go" if stem.ends_with("_test") => None,
        "go" => whole(context.go, Kind::Go),
        "rs" if stem == "build" => None,
        "rs" => whole(context.rust, Kind::Rust),
        "rb" | "rake" => {
            let kind = if context.rails { Kind::Rails } else { Kind::Ruby };
            below(path(context.ruby), kind)
        }
        "php" => {
            let kind = if context.laravel { Kind::Laravel } else { Kind::Php };
            below(path(context.php), kind)
        }
        "ex" | "erl" if context.umbrella => {
            // All applications report `lib/`; what is below tells them apart.
            let root = path(context.elixir)?;
            let (file, kind) = (tree.paths().get(file), Kind::Umbrella);
            let first = first_below(file, root);
            let second = first_below(file, &file[..root.len() + 1 + first.len()]);
            let deeper = if first.is_empty() || second.is_empty() { 0 } else { second.len() + 1 };
            let start = root.len() + 1;
            Some(Part::Below { root, first: &file[start..start + first.len() + deeper], kind })
        }
        "ex" | "erl" => below(path(context.elixir), Kind::Elixir),
        "dart" => {
            let kind = if context.flutter { Kind::Flutter } else { Kind::Dart };
            whole(context.dart.filter(|lib| tree.with_descendants(*lib).contains(&folder)), kind)
        }
        "cs" | "fs" | "vb" => whole(context.dotnet, Kind::Dotnet),
        "swift" | "m" | "mm" => whole(context.apple, Kind::Apple),
        "js" | "jsx" | "ts" | "tsx" | "mjs" | "cjs" | "mts" | "cts" | "vue" | "svelte" => {
            let last = stem_and_ending(stem).map(|(_, last)| last);
            let is_code =
                !matches!(last, Some("config" | "d" | "test" | "spec" | "stories" | "setup"));
            context.package.filter(|_| is_code).map(|folder| Part::Package { folder })
        }
        _ => None,
    }
}

/// What a path has below a folder: its first part if there are more, else nothing.
fn first_below<'t>(path: &'t str, root: &str) -> &'t str {
    let rest = path.strip_prefix(root).unwrap_or(path);
    let rest = if root.is_empty() { rest } else { rest.strip_prefix('/').unwrap_or(rest) };
    rest.split_once('/').map_or("", |(first, _)| first)
}

/// Whether a file of JavaScript is for browsers by its name.
pub(super) fn is_for_browsers(name: &str) -> bool {
    [".tsx", ".jsx", ".vue", ".svelte"].iter().any(|end| name.ends_with(end))
}

/// The mapping of a part, its platform, and why.
pub(super) fn mapping(
    tree: &Tree,
    part: Part<'_>,
    files: &Files<'_>,
    app: Option<App>,
) -> Option<(Mapping, &'static str, &'static str)> {
    let mapping = |stack_root: String, source_root: String| Mapping { stack_root, source_root };
    match part {
        Part::Below { root, first, kind } => {
            let (platform, reason) = about(kind);
            let start = if matches!(kind, Kind::Php | Kind::Laravel) { "/" } else { "" };
            let below = with_slash(first);
            let stack = format!("{start}{below}");
            Some((mapping(stack, format!("{}{below}", with_slash(root))), platform, reason))
        }
        Part::Whole { root, kind } => {
            let (platform, reason) = about(kind);
            let source = with_slash(root);
            let name = root.rsplit('/').next().unwrap_or_default();
            let stack = match kind {
                Kind::Go | Kind::Rust => "/app/".to_owned(),
                Kind::Dotnet => format!("/src/{source}"),
                Kind::Apple => with_slash(name),
                Kind::Dart => {
                    // The package is called as its folder, most often.
                    let package = root.strip_suffix("/lib")?;
                    let package = package.rsplit('/').next().unwrap_or(package);
                    format!("package:{package}/")
                }
                _ => String::new(),
            };
            Some((mapping(stack, source), platform, reason))
        }
        Part::Jvm { root, platform } => {
            let package = files.common.strip_prefix(root).unwrap_or_default();
            let package = with_slash(package.trim_start_matches('/'));
            let reason = "Sentry makes the path of a class from its module and file name; the \
                          package root is the folder that all files of the source folder share.";
            let source = format!("{}{package}", with_slash(root));
            Some((mapping(package, source), platform, reason))
        }
        Part::Package { folder } => {
            let (stack, platform, reason) = Package { tree, folder }.about(files, app);
            Some((mapping(stack, with_slash(tree.folder_path(folder))), platform, reason))
        }
    }
}

fn about(kind: Kind) -> (&'static str, &'static str) {
    let python = "Python reports paths below the folder that packages are imported from.";
    let ruby = "The Ruby SDK cuts off the application's folder.";
    let php = "The PHP SDK cuts off the project's folder and leaves the slash.";
    match kind {
        Kind::Python => ("python", python),
        Kind::Django => ("python-django", python),
        Kind::Go => (
            "go",
            "Go reports the path on the machine that builds, `/app` in most container images; with -trimpath, the module's path.",
        ),
        Kind::Rust => (
            "rust",
            "Rust reports the path on the machine that builds, `/app` in most container images.",
        ),
        Kind::Ruby => ("ruby", ruby),
        Kind::Rails => ("ruby-rails", ruby),
        Kind::Php => ("php", php),
        Kind::Laravel => ("php-laravel", php),
        Kind::Dart => (
            "dart",
            "Dart reports `package:` and the package's name for `lib`; the folder's name is taken for it.",
        ),
        Kind::Flutter => {
            ("flutter", "Sentry cuts `package:` and the package's name off, which stand for `lib`.")
        }
        Kind::Elixir => ("elixir", "Elixir reports paths below the application's folder."),
        Kind::Umbrella => (
            "elixir",
            "Elixir reports paths below the application's folder, so all applications of an umbrella report `lib/`, and the folder below tells them apart. Of several mappings for `lib/` itself, Sentry takes one.",
        ),
        Kind::Dotnet => (
            "dotnet",
            ".NET reports the path on the machine that builds, `/src` in the usual container images.",
        ),
        Kind::Apple => {
            ("apple", "Sentry cuts the path at the first folder that is called as the target.")
        }
    }
}

/// An app whose bundler also takes in the libraries of the repository.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct App {
    /// How many folders it is deep.
    depth: usize,
}

impl App {
    /// The app with the most files, if there is one below the root.
    pub(super) fn deepest(tree: &Tree, parts: &BTreeMap<Part<'_>, Files<'_>>) -> Option<Self> {
        let app = |(part, files): (&Part<'_>, &Files<'_>)| match *part {
            Part::Package { folder } if folder != Tree::ROOT => {
                let path = tree.folder_path(folder);
                let is_library = Package { tree, folder }.is_library();
                (!is_library).then(|| (files.count, path.split('/').count()))
            }
            _ => None,
        };
        let depth = parts.iter().filter_map(app).max_by_key(|&(files, _)| files)?.1;
        Some(Self { depth })
    }
}

/// A folder with a `package.json`.
struct Package<'t> {
    tree: &'t Tree,
    folder: FolderId,
}

impl Package<'_> {
    fn has(&self, wanted: impl Fn(&str) -> bool) -> bool {
        self.tree.own_files(self.folder).iter().any(|&file| wanted(self.tree.name_of(file)))
    }

    fn has_folder(&self, name: &str) -> bool {
        self.tree.find_subfolder(self.folder, name).is_some()
    }

    /// In the folder for libraries, and without what an app has.
    fn is_library(&self) -> bool {
        let path = self.tree.folder_path(self.folder);
        let shelved = path.split('/').any(|part| matches!(part, "packages" | "libs" | "shared"));
        let runs = |name: &str| {
            matches!(name, "Dockerfile" | "Procfile" | "index.html" | "angular.json" | "server.js")
                || ["next.config.", "nuxt.config.", "metro.config.", "forge.config.", "nest-cli."]
                    .iter()
                    .any(|start| name.starts_with(start))
        };
        shelved && !self.has(runs)
    }

    fn about(&self, files: &Files<'_>, app: Option<App>) -> (String, &'static str, &'static str) {
        let starts = |start: &'static str| self.has(move |name| name.starts_with(start));
        let webpack = "webpack names modules from the project's folder.";
        let app_root = "`RewriteFrames`, which the SDK brings, makes paths start so.";
        if let Some(app) = app.filter(|_| self.is_library()) {
            let up = "../".repeat(app.depth);
            let path = with_slash(self.tree.folder_path(self.folder));
            let reason = "A library is bundled into an app, and named from the app's folder.";
            return (format!("{up}{path}"), "javascript", reason);
        }
        if starts("metro.config.") || self.has_folder("ios") && self.has_folder("android") {
            return ("app:///".to_owned(), "react-native", app_root);
        }
        if starts("electron-builder.") || starts("forge.config.") {
            return ("app:///".to_owned(), "electron", app_root);
        }
        if starts("next.config.") {
            return ("./".to_owned(), "javascript-nextjs", webpack);
        }
        if starts("angular.json") {
            return ("./".to_owned(), "javascript-angular", webpack);
        }
        if starts("vite.config.") {
            let reason = "Vite's source maps go up from `dist/assets` to the project's folder.";
            return ("../../".to_owned(), "javascript", reason);
        }
        if files.browser || self.has(|name| name == "index.html") || self.has_folder("public") {
            return ("./".to_owned(), "javascript", webpack);
        }
        let reason = "Node reports the path on the machine that runs it; `RewriteFrames` makes \
                      paths start so.";
        ("app:///".to_owned(), "node", reason)
    }
}
