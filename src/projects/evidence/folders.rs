//! Which folders of a tree hold no application, and what those of deployment belong to.

use super::super::table::Names;
use super::{Exclusion, Group, Language, Role};
use crate::text::hash::{Map, keyed};
use crate::tree::{FolderId, PathId, Tree};

/// Per folder, why no application is in it, if that is so.
#[inline(never)]
pub(super) fn exclusions(tree: &Tree) -> Vec<Option<Exclusion>> {
    let mut exclusion: Vec<Option<Exclusion>> = vec![None; tree.folders()];
    // Below `src/main/java` and the like, folders are packages.
    let mut packages = vec![false; tree.folders()];
    // Folder names repeat.
    let mut known: Map<&str, Option<Exclusion>> = Map::with_hasher(keyed(tree.paths().text()));
    for folder in 1..tree.folders() as FolderId {
        let parent = tree.parent(folder).unwrap_or(0);
        let name = tree.folder_name(folder);
        packages[folder as usize] =
            packages[parent as usize] || holds_packages(name, tree.folder_name(parent));
        exclusion[folder as usize] = match exclusion[parent as usize] {
            // `containers/login/{Dockerfile,package.json}` is built of its own code.
            Some(Exclusion::Infrastructure)
                if (tree.parent(parent) == Some(0)
                    || tree.folder_name(parent).eq_ignore_ascii_case("dockerfiles"))
                    && is_built_of_itself(tree, folder) =>
            {
                None
            }
            // Functions lie beside what sets up the cloud that runs them.
            Some(Exclusion::Infrastructure) if is_hosted(tree, folder) => None,
            Some(known) => Some(known),
            None if packages[folder as usize] => None,
            None => {
                let named = *known.entry(name).or_insert_with(|| Exclusion::of(name));
                let named = named.filter(|&why| !is_named_so_by_chance(tree, folder, parent, why));
                let copied = || tree.find_subfolder(folder, ".template.config").is_some();
                named.or_else(|| {
                    (holds_demos(tree, folder) || copied()).then_some(Exclusion::Examples)
                })
            }
        };
    }
    exclusion
}

/// Whether folders below one of this name are packages of the JVM.
fn holds_packages(name: &str, around: &str) -> bool {
    matches!(name, "java" | "kotlin" | "scala" | "groovy") && around != "src"
        || matches!(name, "com" | "org" | "io")
}

/// Whether a folder called a demo holds several: `shop-demo/{queue-demo,login-demo}`, `shop-demo/{shop-demo-queue,shop-demo-login}`.
/// One demo may be what a repository is.
fn holds_demos(tree: &Tree, folder: FolderId) -> bool {
    let is_demo = |it: FolderId| {
        let name = tree.folder_name(it);
        name.ends_with("-demo") || name.ends_with("-demos") || name.ends_with("_demo")
    };
    let holds = |is: &dyn Fn(FolderId) -> bool| {
        tree.subfolders(folder).filter(|&it| is(it)).take(2).count() > 1
    };
    let own = tree.folder_name(folder);
    let is_of_it = |it: FolderId| {
        let rest = tree.folder_name(it).strip_prefix(own);
        rest.is_some_and(|rest| rest.starts_with(['-', '_']))
    };
    // Where nearly all lies in it, it is the product.
    let is_little = || tree.positions(folder).count() * 2 < tree.len();
    is_demo(folder) && (holds(&is_demo) || holds(&is_of_it) && is_little())
}

/// Whether it is by chance that a folder is named like what holds no applications.
#[inline(never)]
fn is_named_so_by_chance(tree: &Tree, folder: FolderId, parent: FolderId, why: Exclusion) -> bool {
    // `resources/scripts` holds what a page runs, and no tools.
    let is_of_pages = why == Exclusion::Tooling
        && matches!(tree.folder_name(folder), "scripts" | "script")
        && Names::get().has("asset-folders", tree.folder_name(parent));
    // CocoaPods writes `Pods`; what Kubernetes runs in pods is one's own.
    let are_own = tree.folder_name(folder) == "pods";
    // Some keep the programs of Go in `build`, each in a folder.
    let starts = |it: &FolderId| tree.find_own_file(*it, "main.go").is_some();
    let of_programs = tree.folder_name(folder) == "build"
        && tree.subfolders(folder).filter(starts).take(2).count() > 1;
    is_of_pages
        || are_own
        || of_programs
        || is_application_named_so(tree, folder, parent, why)
        || why == Exclusion::Infrastructure && is_where_the_code_is(tree, folder)
        || Names::get().has("may-be-applications", tree.folder_name(folder))
            && holds_what_it_builds(tree, folder)
}

/// Per folder of deployment, whether it lies in a program that sets up a cloud: beside its
/// `cdk.json` or at most three levels below.
#[inline(never)]
pub(super) fn set_up_clouds(tree: &Tree, exclusion: &[Option<Exclusion>]) -> Vec<bool> {
    let sets_up =
        |&path: &PathId| matches!(tree.name_of(path), "cdk.json" | "Pulumi.yaml" | "cdktf.json");
    // How many levels it goes on, the folder itself included.
    let mut levels: Vec<u8> = vec![0; tree.folders()];
    for folder in 0..tree.folders() as FolderId {
        if exclusion[folder as usize] == Some(Exclusion::Infrastructure) {
            let around = tree.parent(folder).map_or(0, |around| levels[around as usize]);
            let begins = tree.own_files(folder).iter().any(sets_up);
            levels[folder as usize] = if begins { 4 } else { around.saturating_sub(1) };
        }
    }
    levels.into_iter().map(|levels| levels > 0).collect()
}

/// The folder that a folder of deployment belongs to: the one around the outermost of those, and
/// any other folder itself.
pub(super) fn owner_of(tree: &Tree, exclusion: &[Option<Exclusion>], folder: FolderId) -> FolderId {
    let mut owner = folder;
    while exclusion[owner as usize] == Some(Exclusion::Infrastructure)
        && let Some(around) = tree.parent(owner)
    {
        owner = around;
    }
    owner
}

/// Whether a folder holds a recipe and the manifest of what that builds.
fn is_built_of_itself(tree: &Tree, folder: FolderId) -> bool {
    let has = |is: &dyn Fn(&str) -> bool| {
        tree.own_files(folder).iter().any(|&path| is(tree.name_of(path)))
    };
    has(&|it| it == "Dockerfile") && has(&|it| is_of_application(it) && it != "Dockerfile")
}

/// Whether a folder holds a host of Azure's functions and the manifest of what that runs.
fn is_hosted(tree: &Tree, folder: FolderId) -> bool {
    tree.find_own_file(folder, "host.json").is_some() && holds_one(tree, folder)
}

/// Whether a folder that is named like `config`, `release` or `site` is an application of
/// that name: it lies among applications and has what an application has.
#[inline(never)]
fn is_application_named_so(
    tree: &Tree,
    folder: FolderId,
    parent: FolderId,
    exclusion: Exclusion,
) -> bool {
    let name = tree.folder_name(folder);
    let may_be = match exclusion {
        // `shop-infra` sets up what others run; `production` may be what a studio calls its shop.
        Exclusion::Infrastructure => Names::get().has("infrastructure", &name.to_ascii_lowercase()),
        Exclusion::Tooling => Role::of(name, false) != Role::Tool && !name.starts_with('.'),
        Exclusion::Docs => matches!(name, "site" | "website"),
        // A garage has a service for its workshop; what is copied for a new service is none.
        Exclusion::Examples => {
            !matches!(name, "template" | "templates" | "skeleton" | "boilerplate")
                && tree.find_own_file(folder, "Dockerfile").is_some()
        }
        _ => false,
    };
    // The site of a shop, with its own program in an image.
    let serves = |name: &str| {
        matches!(name, "app.py" | "main.py" | "manage.py" | "server.js" | "main.go" | "config.ru")
    };
    let has = |is: &dyn Fn(&str) -> bool| {
        tree.own_files(folder).iter().any(|&path| is(tree.name_of(path)))
    };
    // Inside a server, a site with a page of its own is what that serves: `internal/site/{package.json,index.html}`.
    let is_served = || {
        has(&|it| it == "package.json")
            && has(&|it| it == "index.html")
            && is_inside_server(tree, parent)
    };
    // What has an interface for programs is more than pages to read.
    let answers = || {
        has(&|it| it == "package.json")
            && ["src/pages/api", "pages/api", "src/app/api", "app/api", "prisma"]
                .iter()
                .any(|it| tree.find_below(folder, it).is_some())
    };
    // Where most of what there is lies in it, it is what the others are there for.
    let is_most = || holds_one(tree, folder) && tree.positions(folder).count() * 2 > tree.len();
    if exclusion == Exclusion::Docs && may_be && (answers() || is_most()) {
        return true;
    }
    if exclusion == Exclusion::Docs
        && may_be
        && (has(&serves) && has(&|it| it == "Dockerfile") || is_served())
    {
        return true;
    }
    // All that an image is built of lies with its recipe: `orders/docker/{Dockerfile,requirements.txt}`.
    if exclusion == Exclusion::Infrastructure
        && parent != 0
        && has(&|it| it == "Dockerfile")
        && has(&|it| is_of_application(it) && it != "Dockerfile")
        && !holds_one(tree, parent)
    {
        let is_code = |&path: &PathId| Language::of(tree.name_of(path)).is_some();
        let sources = tree
            .subfolders(folder)
            .filter(|&inner| Names::get().has("sources", tree.folder_name(inner)));
        return std::iter::once(folder)
            .chain(sources)
            .any(|it| tree.own_files(it).iter().any(is_code));
    }
    // A folder of programs, each with a manifest: `crates/bin/mailer/Cargo.toml`.
    if exclusion == Exclusion::Tooling
        && Names::get().has("folders-of-programs", name)
        && tree.subfolders(folder).filter(|&inner| holds_one(tree, inner)).count() > 1
    {
        return true;
    }
    // What tools are called, features of a product are called, too.
    let recipe = || {
        tree.own_files(0).iter().any(|&path| {
            let variant = tree.name_of(path).strip_prefix("Dockerfile.");
            variant.is_some_and(|variant| variant.split('.').next() == Some(name))
        })
    };
    if parent == 0
        && Names::get().has("may-be-applications", name)
        && has(&|it| is_of_application(it) && it != "Dockerfile" || it == "setup.py")
        && (has(&serves) || has(&|it| it == "Dockerfile") || recipe())
    {
        return true;
    }
    may_be && Group::of(tree.folder_name(parent)) == Group::Applications && holds_one(tree, folder)
}

/// Whether a folder, or one around it, has the manifest of a language that servers are written in, and none that builds pages.
fn is_inside_server(tree: &Tree, folder: FolderId) -> bool {
    let has = |folder: FolderId, names: &[&str]| {
        names.iter().any(|name| tree.find_own_file(folder, name).is_some())
    };
    let mut around = std::iter::successors(Some(folder), |&it| tree.parent(it));
    let nearest = around.find(|&it| has(it, &["package.json"]) || has(it, &SERVERS));
    nearest.is_some_and(|it| !has(it, &["package.json"]))
}

/// Manifests of languages that servers are written in and pages are not.
const SERVERS: [&str; 8] = [
    "go.mod",
    "Cargo.toml",
    "pom.xml",
    "build.gradle",
    "build.gradle.kts",
    "pyproject.toml",
    "mix.exs",
    "composer.json",
];

/// Whether a folder at the top that is named like infrastructure holds several applications and
/// most of the code: `containers`, with a folder for each service.
fn is_where_the_code_is(tree: &Tree, folder: FolderId) -> bool {
    let several = || tree.subfolders(folder).filter(|&inner| holds_one(tree, inner)).count() > 1;
    if tree.parent(folder) != Some(0) || !several() {
        return false;
    }
    let is_code = |path: PathId| Language::of(tree.name_of(path)).is_some();
    let inside = tree.positions(folder).filter(|&at| is_code(tree.path_at(at))).count();
    let all = (0..tree.len() as PathId).filter(|&path| is_code(path)).count();
    inside * 2 > all
}

/// Whether several folders inside, at most two levels down, hold code with the recipe of its image:
/// `pipeline/transformers/marc/{Dockerfile,src}`.
fn holds_what_it_builds(tree: &Tree, folder: FolderId) -> bool {
    let is_one = |&it: &FolderId| {
        tree.find_own_file(it, "Dockerfile").is_some() && tree.find_subfolder(it, "src").is_some()
    };
    let inside =
        tree.subfolders(folder).flat_map(|it| std::iter::once(it).chain(tree.subfolders(it)));
    inside.filter(is_one).take(2).count() > 1
}

/// Whether a manifest, or the recipe of an image, lies right in a folder.
fn holds_one(tree: &Tree, folder: FolderId) -> bool {
    tree.own_files(folder).iter().any(|&path| is_of_application(tree.name_of(path)))
}

/// Whether a file is a manifest or builds an image.
fn is_of_application(name: &str) -> bool {
    let known = [
        "package.json",
        "pyproject.toml",
        "requirements.txt",
        "Gemfile",
        "composer.json",
        "go.mod",
        "main.go",
        "Cargo.toml",
        "pom.xml",
        "build.gradle",
        "build.gradle.kts",
        "mix.exs",
        "Dockerfile",
        "main.py",
        "project.json",
    ];
    known.contains(&name) || name.ends_with(".csproj")
}
