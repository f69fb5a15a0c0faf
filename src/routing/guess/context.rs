//! What a folder is part of, told from the names around it.

use crate::tree::{FolderId, Tree};

/// What a folder is part of. A field holds the folder that makes it so.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Context {
    /// Tests, dependencies, build output.
    pub(super) passed_over: bool,
    /// The folder above the outermost `__init__.py`.
    pub(super) python_chain: Option<FolderId>,
    /// The nearest Python project, or its `src`.
    pub(super) python: Option<FolderId>,
    pub(super) django: bool,
    /// A source folder such as `src/main/java`.
    pub(super) jvm: Option<FolderId>,
    /// The source folder belongs to an Android app.
    pub(super) android: bool,
    /// The nearest `package.json`.
    pub(super) package: Option<FolderId>,
    pub(super) go: Option<FolderId>,
    /// The outermost `Cargo.toml`: builds run there.
    pub(super) rust: Option<FolderId>,
    pub(super) ruby: Option<FolderId>,
    pub(super) rails: bool,
    pub(super) php: Option<FolderId>,
    pub(super) laravel: bool,
    /// The `lib` of the nearest `pubspec.yaml`.
    pub(super) dart: Option<FolderId>,
    pub(super) flutter: bool,
    pub(super) elixir: Option<FolderId>,
    /// The Elixir application is one of an umbrella's.
    pub(super) umbrella: bool,
    pub(super) dotnet: Option<FolderId>,
    /// Whether an Xcode project is directly in the folder.
    has_xcode: bool,
    /// The folder of an Apple target; paths are cut at its name.
    pub(super) apple: Option<FolderId>,
}

/// Besides hidden ones, folders whose code never runs in production, or is somebody else's.
const PASSED_OVER: [&str; 24] = [
    "Pods",
    "__fixtures__",
    "__mocks__",
    "__tests__",
    "androidTest",
    "bower_components",
    "deps",
    "dist",
    "e2e",
    "fixtures",
    "iosTest",
    "node_modules",
    "site-packages",
    "spec",
    "specs",
    "target",
    "test",
    "testFixtures",
    "testdata",
    "tests",
    "third_party",
    "vendor",
    "venv",
    "_build",
];

/// The context of every folder. One pass; folders come before what is in them.
pub(super) fn contexts(tree: &Tree) -> Vec<Context> {
    let mut contexts: Vec<Context> = Vec::with_capacity(tree.folders());
    for folder in 0..tree.folders() as FolderId {
        let above = tree.parent(folder).map(|above| (above, contexts[above as usize]));
        contexts.push(context(tree, folder, above));
    }
    contexts
}

fn context(tree: &Tree, folder: FolderId, above: Option<(FolderId, Context)>) -> Context {
    let (parent, mut context) = above.unwrap_or_default();
    let name = tree.folder_name(folder);
    context.passed_over |= PASSED_OVER.contains(&name) || name.starts_with('.');
    if context.passed_over {
        return context;
    }
    let names = Names::of(tree, folder);
    python(&names, parent, &mut context);
    jvm(&names, &mut context);
    if names.tell(Tell::Package) {
        context.package = Some(folder);
    }
    if names.tell(Tell::GoModule) {
        context.go = Some(folder);
    }
    if names.tell(Tell::Cargo) && context.rust.is_none() {
        context.rust = Some(folder);
    }
    if names.tell(Tell::Ruby) {
        context.ruby = Some(folder);
        context.rails = names.has_folder("config") && names.has_folder("app");
    }
    if names.tell(Tell::Composer) {
        context.php = Some(folder);
        context.laravel = names.tell(Tell::Artisan);
    }
    if names.tell(Tell::Mix) {
        context.umbrella = context.elixir.is_some();
        context.elixir = Some(folder);
    }
    if names.tell(Tell::Pub) {
        context.dart = tree.find_subfolder(folder, "lib");
        context.flutter = names.has_folder("android") || names.has_folder("ios");
    }
    if names.tell(Tell::Dotnet) {
        context.dotnet = Some(folder);
    }
    apple(&names, parent, &mut context);
    context
}

fn python(names: &Names<'_>, parent: FolderId, context: &mut Context) {
    if names.tell(Tell::Python) || names.tell(Tell::Django) {
        context.python = Some(names.folder);
        context.django = names.tell(Tell::Django);
    } else if names.name() == "src" && context.python == Some(parent) {
        context.python = Some(names.folder);
    }
    // Inside a package, a folder without the file is a package all the same.
    if names.tell(Tell::PythonPackage) {
        context.python_chain.get_or_insert(parent);
    }
}

/// `src/main/kotlin`, and the folder of `com` or `org` in older layouts.
fn jvm(names: &Names<'_>, context: &mut Context) {
    if names.tell(Tell::Android) {
        context.android = true;
    }
    let tree = names.tree;
    let above = |folder: Option<FolderId>| folder.and_then(|folder| tree.parent(folder));
    let name_of = |folder: Option<FolderId>| folder.map_or("", |folder| tree.folder_name(folder));
    let name = names.name();
    let set = above(Some(names.folder));
    let language = matches!(name, "java" | "kotlin" | "scala" | "groovy");
    if language && name_of(above(set)) == "src" {
        let is_test = name_of(set).to_ascii_lowercase().contains("test");
        context.passed_over |= is_test;
        context.jvm = Some(names.folder);
    } else if context.jvm.is_none() && name == "src" {
        const TOPS: [&str; 8] = ["com", "org", "net", "io", "dev", "de", "uk", "fr"];
        if tree.subfolders(names.folder).any(|it| TOPS.contains(&tree.folder_name(it))) {
            context.jvm = Some(names.folder);
        }
    }
}

/// The folder beside `Shop.xcodeproj` that has its name, and Swift packages'
/// `Sources/Shop`.
fn apple(names: &Names<'_>, parent: FolderId, context: &mut Context) {
    let tree = names.tree;
    let name = names.name();
    let project = |sub: FolderId| tree.folder_name(sub).strip_suffix(".xcodeproj");
    let is_of_xcode =
        context.has_xcode && tree.subfolders(parent).any(|sub| project(sub) == Some(name));
    let is_of_package = tree.folder_name(parent) == "Sources"
        && tree
            .parent(parent)
            .is_some_and(|folder| Names::of(tree, folder).tell(Tell::SwiftPackage));
    if names.folder != Tree::ROOT && (is_of_xcode || is_of_package) {
        context.apple = Some(names.folder);
    }
    context.has_xcode = tree.subfolders(names.folder).any(|sub| project(sub).is_some());
}

/// What a file's name tells of its folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tell {
    Package,
    GoModule,
    Cargo,
    Ruby,
    Composer,
    Artisan,
    Mix,
    Pub,
    Python,
    Django,
    PythonPackage,
    Android,
    Dotnet,
    SwiftPackage,
}

impl Tell {
    fn of(name: &str) -> Option<Self> {
        Some(match name {
            "package.json" => Self::Package,
            "go.mod" => Self::GoModule,
            "Cargo.toml" => Self::Cargo,
            "Gemfile" | "config.ru" => Self::Ruby,
            "composer.json" => Self::Composer,
            "artisan" => Self::Artisan,
            "mix.exs" => Self::Mix,
            "pubspec.yaml" => Self::Pub,
            "pyproject.toml" | "setup.py" | "setup.cfg" | "requirements.txt" | "Pipfile"
            | "poetry.lock" => Self::Python,
            "manage.py" => Self::Django,
            "__init__.py" => Self::PythonPackage,
            "AndroidManifest.xml" | "proguard-rules.pro" => Self::Android,
            "Package.swift" => Self::SwiftPackage,
            _ => {
                let ends = [".csproj", ".fsproj", ".vbproj"];
                return ends.iter().any(|end| name.ends_with(end)).then_some(Self::Dotnet);
            }
        })
    }
}

/// The names in a folder.
struct Names<'t> {
    tree: &'t Tree,
    folder: FolderId,
    /// What its files tell: a bit each.
    tells: u16,
}

impl<'t> Names<'t> {
    /// Looks at each file of the folder once.
    fn of(tree: &'t Tree, folder: FolderId) -> Self {
        let tells = tree.own_files(folder).iter().filter_map(|&file| Tell::of(tree.name_of(file)));
        Self { tree, folder, tells: tells.fold(0, |all, tell| all | 1 << tell as u16) }
    }

    fn name(&self) -> &str {
        self.tree.folder_name(self.folder)
    }

    fn tell(&self, tell: Tell) -> bool {
        self.tells & 1 << tell as u16 != 0
    }

    fn has_folder(&self, name: &str) -> bool {
        self.tree.find_subfolder(self.folder, name).is_some()
    }
}
