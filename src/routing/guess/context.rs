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
    let names = Names { tree, folder };
    python(&names, parent, &mut context);
    jvm(&names, &mut context);
    if names.has_file("package.json") {
        context.package = Some(folder);
    }
    if names.has_file("go.mod") {
        context.go = Some(folder);
    }
    if names.has_file("Cargo.toml") && context.rust.is_none() {
        context.rust = Some(folder);
    }
    if names.has_file("Gemfile") || names.has_file("config.ru") {
        context.ruby = Some(folder);
        context.rails = names.has_folder("config") && names.has_folder("app");
    }
    if names.has_file("composer.json") {
        context.php = Some(folder);
        context.laravel = names.has_file("artisan");
    }
    if names.has_file("mix.exs") {
        context.umbrella = context.elixir.is_some();
        context.elixir = Some(folder);
    }
    if names.has_file("pubspec.yaml") {
        context.dart = tree.find_subfolder(folder, "lib");
        context.flutter = names.has_folder("android") || names.has_folder("ios");
    }
    if names
        .any_file(|name| [".csproj", ".fsproj", ".vbproj"].iter().any(|end| name.ends_with(end)))
    {
        context.dotnet = Some(folder);
    }
    apple(&names, parent, &mut context);
    context
}

fn python(names: &Names<'_>, parent: FolderId, context: &mut Context) {
    const PROJECT: [&str; 7] = [
        "pyproject.toml",
        "setup.py",
        "setup.cfg",
        "requirements.txt",
        "Pipfile",
        "manage.py",
        "poetry.lock",
    ];
    if PROJECT.iter().any(|name| names.has_file(name)) {
        context.python = Some(names.folder);
        context.django = names.has_file("manage.py");
    } else if names.name() == "src" && context.python == Some(parent) {
        context.python = Some(names.folder);
    }
    // Inside a package, a folder without the file is a package all the same.
    if names.has_file("__init__.py") {
        context.python_chain.get_or_insert(parent);
    }
}

/// `src/main/kotlin`, and the folder of `com` or `org` in older layouts.
fn jvm(names: &Names<'_>, context: &mut Context) {
    let path = names.tree.folder_path(names.folder);
    if names.has_file("AndroidManifest.xml") || names.has_file("proguard-rules.pro") {
        context.android = true;
    }
    let mut parts = path.rsplit('/');
    let (name, set, src) = (parts.next(), parts.next(), parts.next());
    let language = name.is_some_and(|name| ["java", "kotlin", "scala", "groovy"].contains(&name));
    if language && src == Some("src") {
        let is_test = set.is_some_and(|set| set.to_ascii_lowercase().contains("test"));
        context.passed_over |= is_test;
        context.jvm = Some(names.folder);
    } else if context.jvm.is_none() && name == Some("src") {
        const TOPS: [&str; 8] = ["com", "org", "net", "io", "dev", "de", "uk", "fr"];
        if TOPS.iter().any(|top| names.has_folder(top)) {
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
            .is_some_and(|folder| Names { tree, folder }.has_file("Package.swift"));
    if names.folder != Tree::ROOT && (is_of_xcode || is_of_package) {
        context.apple = Some(names.folder);
    }
    context.has_xcode = tree.subfolders(names.folder).any(|sub| project(sub).is_some());
}

/// The names in a folder.
struct Names<'t> {
    tree: &'t Tree,
    folder: FolderId,
}

impl Names<'_> {
    fn name(&self) -> &str {
        self.tree.folder_name(self.folder)
    }

    /// Files are sorted by name.
    fn has_file(&self, name: &str) -> bool {
        let files = self.tree.own_files(self.folder);
        files.binary_search_by(|&file| self.tree.name_of(file).cmp(name)).is_ok()
    }

    fn any_file(&self, is: impl Fn(&str) -> bool) -> bool {
        self.tree.own_files(self.folder).iter().any(|&file| is(self.tree.name_of(file)))
    }

    fn has_folder(&self, name: &str) -> bool {
        self.tree.find_subfolder(self.folder, name).is_some()
    }
}
