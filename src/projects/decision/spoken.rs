//! What a component's files say of it: the rows of the catalog, unless what lies beside a file gives it another meaning.

use super::super::evidence::{Evidence, Hit, Language, Role, Row, Sign, words};
use super::super::facts::Facts;
use super::super::platform::Platform;
use super::super::table::{Id, Names};
use super::candidate::{Signal, sort};
use super::platform::files_of;
use crate::tree::{FolderId, Tree};

/// The signals of a component by its files, and the facts that contents tell, the strongest first.
#[inline(never)]
pub(super) fn signals(evidence: &Evidence, facts: &Facts, root: FolderId) -> Vec<Signal> {
    let means = |hit: &&Hit| means_it(hit, root, evidence);
    let hits = evidence.hits_of(root).iter().filter(means).map(|hit| {
        let row = evidence.row(hit);
        Signal {
            id: said_by(hit, root, evidence),
            precedence: row.precedence,
            platform: row.platform,
            decides_platform: row.decides_platform,
            path: evidence.path(hit).to_owned(),
            fact: None,
        }
    });
    let start = |platform| {
        move |path| Signal {
            id: Id::StartLikely,
            precedence: 10,
            platform: Some(platform),
            decides_platform: false,
            path,
            fact: None,
        }
    };
    let own_name = program_of_its_name(evidence, root).map(start("python"));
    let native = native_program_of_its_name(evidence, root).map(start("native"));
    let mut signals: Vec<Signal> =
        hits.chain(facts.signals_of(root).cloned()).chain(own_name).chain(native).collect();
    sort(&mut signals);
    signals
}

/// What a program of .NET starts with.
const STARTS: [&str; 2] = ["Program.cs", "Program.fs"];

/// So many folders beside a component are looked through for what starts it: no solution keeps more side by side, and each
/// of thousands of components would look through all.
const BESIDE: usize = 200;

/// Whether a file says of a component what its name usually says.
#[inline(never)]
fn means_it(hit: &Hit, root: FolderId, evidence: &Evidence) -> bool {
    let tree = evidence.tree;
    let (row, name) = (evidence.row(hit), tree.name_of(hit.path));
    let lies_beside =
        |files: &[&str]| files.iter().any(|it| tree.find_own_file(root, it).is_some());
    match (row.id, row.platform) {
        // `AbstractOrderApplication.java` is what applications are built of.
        _ if name.starts_with("Abstract") => false,
        // Other tools have settings of that ending.
        (Id::Manifest, Some("native")) if name.ends_with(".pro") => {
            evidence.sources[root as usize].of(Language::Native) > 0
        }
        // A program's installer is described so, too.
        (Id::Published, _)
            if name.ends_with(".nuspec")
                && Role::of(tree.folder_name(root), false).is_of_application() =>
        {
            !lies_beside(&STARTS)
        }
        // The image of a package of PHP is there to try it.
        (Id::Image | Id::ImageContext | Id::DeployHint, _) => !is_package_of_php(root, evidence),
        // What an image is built of is not published, whatever its monorepo keeps out of packages.
        (Id::Built, _) if name == ".npmignore" => !evidence.has_row(root, |it| it.id == Id::Image),
        // What apps of several systems share brings their icons: `shared/src/androidMain/res`.
        (Id::Settings, Some("android"))
            if evidence.path(hit).contains("/androidMain/")
                && Role::of(tree.folder_name(root), false) == Role::Library =>
        {
            false
        }
        // What Avalonia shows is started by a program for each system beside it: `Shop.Desktop`.
        _ if name == "App.axaml" && !lies_beside(&STARTS) => {
            let starts =
                |it: FolderId| STARTS.iter().any(|name| tree.find_own_file(it, name).is_some());
            let beside = tree.parent(root).into_iter().flat_map(|it| tree.subfolders(it));
            !beside.take(BESIDE).any(starts)
        }
        // An addon of Ember is tried in an application of its own.
        (_, Some("javascript-ember")) => tree.find_subfolder(root, "addon").is_none(),
        // What Electron loads before a page lies beside what starts it.
        (_, Some("electron")) if name.starts_with("preload.") => {
            tree.folder_of(hit.path) != root || lies_beside(&["main.js", "main.ts", "main.cjs"])
        }
        // With a page of its own or another bundler, its router is one that only runs in browsers.
        (Id::Platform, Some("javascript-tanstackstart-react")) => {
            let is_other = |name: &str| {
                name == "index.html"
                    || ["rsbuild.", "webpack."].iter().any(|tool| name.starts_with(tool))
            };
            !tree.own_files(root).iter().any(|&file| is_other(tree.name_of(file)))
        }
        _ => match row.sign {
            // `entity/App.java` is what programs deal with.
            Sign::Entry if family(row) == "java" => {
                let around = tree.folder_name(tree.folder_of(hit.path));
                // Nor does `application/Application.java`, where somebody applies for something.
                let is_entity = name.starts_with("Application.") && around == "application";
                !Names::get().has("holds-entities", around) && !is_entity
            }
            Sign::Runtime => is_written(row, name, root, evidence),
            _ => true,
        },
    }
}

/// Whether a runtime's configuration has the code that it configures: `bin/console` and the like are files of several
/// languages.
fn is_written(row: &Row, name: &str, root: FolderId, evidence: &Evidence) -> bool {
    let is_package = |wanted: &str| {
        evidence.has_row(root, |row| row.id == Id::Manifest && row.platform == Some(wanted))
    };
    let has_code = |family| files_of(family, &evidence.sources[root as usize]) > 0;
    match family(row) {
        family @ ("php" | "ruby" | "python" | "elixir") => has_code(family),
        // XcodeGen's `project.yml` has a name that others give to their files.
        "apple" if name.ends_with("project.yml") => has_code("apple"),
        // Nothing of Flutter is built without a package; a snippet has none.
        "flutter" => is_package("dart"),
        // Other tools read a `config.xml`, too.
        "cordova" => is_package("javascript"),
        _ => true,
    }
}

/// What a file says of a component, beside the others.
fn said_by(hit: &Hit, root: FolderId, evidence: &Evidence) -> Id {
    let row = evidence.row(hit);
    let is_bundled = || evidence.has_row(root, |row| row.id == Id::Bundler);
    // A page among sources is a template, if no bundler makes one of it.
    if row.sign == Sign::Entry && evidence.path(hit).ends_with("src/index.html") && !is_bundled() {
        return Id::Platform;
    }
    // Only classes are asked for more, since names of folders take time.
    match row.id {
        Id::Settings if row.platform == Some("java-spring-boot") => {
            said_by_class(row, root, evidence)
        }
        Id::StartLikely if family(row) == "java" => {
            // What a module is called may be what it starts in: `BridgeMain.java` of `bridge`.
            let module = evidence.tree.folder_name(root);
            let is_start = is_called_like(evidence.tree.name_of(hit.path), module)
                && Role::of(module, false) != Role::Library;
            // Many a class is called a runner that others call.
            let is_runner = || evidence.tree.name_of(hit.path).ends_with("Runner.java");
            if is_start {
                Id::Start
            } else if is_runner() {
                Id::Platform
            } else {
                row.id
            }
        }
        id => id,
    }
}

/// What a class that is called an application says of its module: without a configuration it may be what a library calls a
/// class, or what applications are built of.
fn said_by_class(row: &Row, root: FolderId, evidence: &Evidence) -> Id {
    if evidence.has_row(root, |it| it.sign == Sign::Deploy) {
        return row.id;
    }
    let name = evidence.tree.folder_name(root);
    let role = Role::of(name, false);
    let is_bare = !role.is_of_application() && !is_set_up(evidence.tree, root);
    // Spring looks for settings of these names.
    let is_sprung = || {
        evidence.has_row(root, |it| {
            it.id == Id::SettingsLikely && it.platform == Some("java-spring-boot")
        })
    };
    // What is called a base is what applications are built of.
    let is_base = || words(name).last().is_some_and(|it| it == "base");
    match role {
        // A model of what is applied for is no program.
        Role::Library if is_bare => Id::Platform,
        Role::Library if is_base() || !is_sprung() => Id::SettingsLikely,
        _ if is_bare => Id::SettingsLikely,
        _ => row.id,
    }
}

/// How classes end in which programs of the JVM start.
const STARTING: [&str; 4] = ["Main", "Start", "Server", "Runner"];

/// Whether a class is called like its module, or some words of that, and a start: `DdiStart` of `shop-ddi-server`. A server
/// is also what others start, unless the module is called one, too.
fn is_called_like(file: &str, module: &str) -> bool {
    let stem = file.split('.').next().unwrap_or_default();
    let Some(end) = STARTING.into_iter().find(|end| stem.ends_with(end)) else { return false };
    let rest = stem[..stem.len() - end.len()].to_ascii_lowercase();
    let words = words(module);
    if rest.is_empty()
        || end == "Server" && !words.iter().any(|it| it == "server")
        || module.ends_with("test")
    {
        return false;
    }
    (0..words.len()).any(|from| (from + 1..=words.len()).any(|to| words[from..to].concat() == rest))
}

/// Whether a module of the JVM brings files that set something up, whatever they are called: `src/main/resources/mail.yml`.
fn is_set_up(tree: &Tree, module: FolderId) -> bool {
    let resources = tree.find_below(module, "src/main/resources");
    // What a window says, and how its user likes it, sets no program up.
    let of_users = |name: &str| name.starts_with("messages") || name.contains("preferences");
    let sets_up = |name: &str| {
        !of_users(name)
            && [".yml", ".yaml", ".properties", ".conf"].into_iter().any(|end| name.ends_with(end))
    };
    resources.is_some_and(|it| tree.own_files(it).iter().any(|&path| sets_up(tree.name_of(path))))
}

/// Whether nothing of a package of PHP is started, here or in any folder below: programs have an `index.php` or a
/// configuration.
fn is_package_of_php(root: FolderId, evidence: &Evidence) -> bool {
    let is_php = |row: &Row| row.sign == Sign::Manifest && row.platform == Some("php");
    let runs = |hit: &Hit| {
        let row = evidence.row(hit);
        evidence.path(hit).ends_with("index.php")
            || hit.root == root
                && matches!(row.sign, Sign::Runtime | Sign::Entry | Sign::Function | Sign::Declared)
    };
    evidence.has_row(root, is_php) && !evidence.hits_below(root).iter().any(runs)
}

/// A script of Python that is called like its folder, where that is no package to import.
fn program_of_its_name(evidence: &Evidence, root: FolderId) -> Option<String> {
    let tree = evidence.tree;
    let name = tree.folder_name(root).replace('-', "_");
    let files = tree.own_files(root);
    let is_package = || files.iter().any(|&file| tree.name_of(file) == "__init__.py");
    let mut scripts = files
        .iter()
        .filter(|&&file| tree.name_of(file).strip_suffix(".py").is_some_and(|stem| stem == name));
    let found = scripts.next().filter(|_| root != 0 && !is_package())?;
    Some(tree.paths().get(*found).to_owned())
}

/// A file of C or C++ that is called like its folder, where no header of that name tells others what is in it.
fn native_program_of_its_name(evidence: &Evidence, root: FolderId) -> Option<String> {
    let tree = evidence.tree;
    let name = tree.folder_name(root);
    let is_native = |row: &Row| row.sign == Sign::Manifest && row.platform == Some("native");
    if root == 0 || !evidence.has_row(root, is_native) {
        return None;
    }
    let file = |end: &str| tree.find_own_file(root, &format!("{name}.{end}"));
    if ["h", "hpp", "hh"].into_iter().any(|end| file(end).is_some()) {
        return None;
    }
    let found = ["cpp", "cxx", "cc", "c"].into_iter().find_map(file)?;
    Some(tree.paths().get(found).to_owned())
}

fn family(row: &Row) -> &'static str {
    row.platform.map_or("", Platform::family)
}
