//! The folders that may be applications, each with its files, its signals and what its name promises.

use super::super::evidence::{
    Counts, Evidence, Exclusion, Group, Hit, Language, Role, Row, Sign, words,
};
use super::super::facts::Facts;
use super::super::platform::Surface;
use super::super::table::{Id, LIMITS, Names};
use super::candidate::{Candidate, Signal};
use super::platform::{as_lambda, choose};
use super::spoken::signals;
use crate::tree::{FolderId, Tree};
use std::collections::BTreeSet;

/// All folders that may be applications, in the order of the tree; `mains` are those in which [programs of Go](super::starting::mains) start.
#[must_use]
#[inline(never)]
pub fn find(evidence: &Evidence, facts: &Facts, mains: &[FolderId]) -> Vec<Candidate> {
    let roots = roots(evidence, facts, mains);
    let own = own_sources(evidence, &roots);
    let found = roots.iter().zip(own).map(|(&root, own)| {
        let mut candidate = Candidate {
            root,
            named: named(evidence, root),
            score: 0,
            notes: Vec::new(),
            signals: signals(evidence, facts, root),
            own,
            platform: "other",
            platform_is_sure: false,
            role: Role::Unknown,
            group: Group::Unknown,
        };
        (candidate.platform, candidate.platform_is_sure) = choose(&candidate, evidence);
        if let Some(platform) = as_lambda(&candidate, evidence) {
            candidate.platform = platform;
        }
        let tree = evidence.tree;
        let front = matches!(candidate.surface(), Surface::Browser | Surface::FullStack)
            || candidate.signals.iter().any(|signal| signal.path.ends_with("/index.html"));
        let root = candidate.named;
        candidate.role = Role::of(tree.folder_name(root), front);
        let around = tree.parent(root).map_or("", |parent| tree.folder_name(parent));
        candidate.group = Group::of(around);
        // `services/billing/invoices` lies among applications that are sorted by subject.
        let subject = tree.parent(root).filter(|&around| is_subject(evidence, around));
        if candidate.group == Group::Unknown
            && let Some(further) = subject.and_then(|it| tree.parent(it))
            && Group::of(tree.folder_name(further)) == Group::Applications
        {
            candidate.group = Group::Applications;
        }
        // An umbrella of Elixir or Erlang keeps its parts in `apps`, and releases them as one.
        if candidate.platform == "elixir" && umbrella_of(evidence, candidate.root).is_some() {
            candidate.group = Group::Libraries;
        }
        // `packages/cloud_functions` holds the packages of one plugin.
        let further = tree.parent(root).and_then(|it| tree.parent(it));
        let is_package =
            further.is_some_and(|it| Group::of(tree.folder_name(it)) == Group::Libraries);
        if is_package && candidate.group == Group::Applications && around.contains(['-', '_']) {
            candidate.group = Group::Libraries;
        }
        // A library may be called an extension, but not what a browser is told about by a manifest.
        let is_for_browsers =
            |it: &Signal| it.id == Id::SettingsLikely && it.path.ends_with("/manifest.json");
        if words(tree.folder_name(root)).last().is_some_and(|it| it == "extension")
            && candidate.signals.iter().any(is_for_browsers)
        {
            candidate.role = Role::Application;
        }
        candidate.role = candidate.role.among(candidate.group, tree.folder_name(candidate.named));
        let below = tree.with_descendants(candidate.root);
        let starts = mains
            .get(mains.partition_point(|&it| it < below.start))
            .is_some_and(|it| below.contains(it));
        candidate.role = told_by_language(&candidate, starts, tree);
        let is_free = !matches!(candidate.role, Role::Orchestrator | Role::ThirdParty | Role::Tool);
        if is_free && candidate.says(Id::Main) && is_named_as_solution(&candidate, tree) {
            candidate.role = Role::Application;
        }
        candidate
    });
    found.collect()
}

/// What a component's name promises in its language; `starts` says whether a program of Go starts in it.
fn told_by_language(candidate: &Candidate, starts: bool, tree: &Tree) -> Role {
    let words = words(tree.folder_name(candidate.named));
    let last = words.last().map_or("", String::as_str);
    let is_bare =
        || ![Sign::Runtime, Sign::Entry, Sign::Deploy].into_iter().any(|it| candidate.has(it));
    match (candidate.role, last) {
        // Beside the window of a product of .NET, its command line is a program for users, too.
        (Role::Tool, "cli") if candidate.is_manifest_of("dotnet") && words.len() > 1 => {
            Role::Unknown
        }
        // What shows a window is a program for users, whatever it does.
        (Role::Tool, _)
            if candidate.is_manifest_of("dotnet")
                && candidate.says(Id::SettingsLikely)
                && candidate.says(Id::Main) =>
        {
            Role::Unknown
        }
        // Modules of the JVM describe by interfaces what others answer: `orders-api` beside `orders`, `orders/api`.
        (Role::LikeApplication | Role::Application, "api")
            if (candidate.role == Role::LikeApplication
                || tree.parent(candidate.named) != Some(Tree::ROOT))
                && candidate.is_module_of_jvm()
                && is_bare() =>
        {
            Role::Library
        }
        // Pages start in it: the client of a server, and no library to call one by.
        (Role::Library, "client")
            if candidate.surface() == Surface::Browser && candidate.says(Id::Start) =>
        {
            Role::LikeApplication
        }
        // What one calls one's own like other people's software has code and a runtime of its own.
        (Role::ThirdParty, _)
            if candidate.has(Sign::Manifest)
                && (candidate.says(Id::SettingsLikely) || candidate.says(Id::Main) || starts)
                && candidate.own.total() >= LIMITS.small =>
        {
            Role::Unknown
        }
        (role, _) => role,
    }
}

/// Whether the folder of a .NET project bears the name of a solution at the top: then it is what that is for.
fn is_named_as_solution(candidate: &Candidate, tree: &Tree) -> bool {
    let name = tree.folder_name(candidate.named);
    let has = |file: String| tree.find_own_file(Tree::ROOT, &file).is_some();
    candidate.is_manifest_of("dotnet")
        && (has(format!("{name}.sln")) || has(format!("{name}.slnx")))
}

/// The umbrella that a part of Elixir or Erlang is of: the folder with a manifest of the same make, in whose `apps` it lies.
pub(super) fn umbrella_of(evidence: &Evidence, part: FolderId) -> Option<FolderId> {
    let tree = evidence.tree;
    let apps = tree.parent(part).filter(|&it| tree.folder_name(it) == "apps")?;
    tree.parent(apps).filter(|&umbrella| {
        let of_elixir = |row: &Row| row.sign == Sign::Manifest && row.platform == Some("elixir");
        evidence.has_row(umbrella, of_elixir)
    })
}

/// Whether a folder only sorts what lies in it: no component, and no code of its own.
fn is_subject(evidence: &Evidence, folder: FolderId) -> bool {
    let tree = evidence.tree;
    let is_code = |name: &str| Language::of(name).is_some();
    evidence.hits_of(folder).is_empty()
        && !tree.own_files(folder).iter().any(|&it| is_code(tree.name_of(it)))
}

/// Whether a folder lies in one at the top that is for applications: what starts there is one,
/// though the manifest of all of them lies at the top.
pub(super) fn is_in_a_folder_of_applications(evidence: &Evidence, root: FolderId) -> bool {
    let tree = evidence.tree;
    let around = tree.parent(root).filter(|&around| tree.parent(around) == Some(0));
    // Django calls its packages apps, and keeps what manages them among them.
    let is_of_django = |it: FolderId| tree.find_own_file(it, "manage.py").is_some();
    let is_one = around.is_some_and(|it| {
        Group::of(tree.folder_name(it)) == Group::Applications && !is_of_django(it)
    });
    is_one && !evidence.starts_at_top
}

/// The folder whose name tells what a component is: `orders` of `orders/src`.
fn named(evidence: &Evidence, root: FolderId) -> FolderId {
    let tree = evidence.tree;
    let around = tree.parent(root).filter(|&around| around != 0);
    let name = tree.folder_name(root);
    let is_source = Names::get().has("sources", name)
        || Exclusion::of(name) == Some(Exclusion::Infrastructure)
            && Names::get().has("images-of-the-whole", &name.to_ascii_lowercase());
    around.filter(|_| is_source || is_version(name)).unwrap_or(root)
}

/// Whether a folder is named after a version of what is around it: `v2`, `v1beta1`.
fn is_version(name: &str) -> bool {
    let rest = name.strip_prefix('v').unwrap_or_default();
    let mut parts = rest.split(|it: char| !it.is_ascii_digit()).filter(|it| !it.is_empty());
    let kind = rest.trim_matches(|it: char| it.is_ascii_digit());
    rest.starts_with(|it: char| it.is_ascii_digit())
        && matches!(kind, "" | "alpha" | "beta")
        && parts.all(|it| it.len() < 3)
}

/// The folders of components: with a manifest or something as strong.
#[inline(never)]
fn roots(evidence: &Evidence, facts: &Facts, mains: &[FolderId]) -> Vec<FolderId> {
    let mut roots = BTreeSet::new();
    for hit in &evidence.hits {
        let row = evidence.row(hit);
        let counts = match row.sign {
            Sign::Manifest | Sign::Function | Sign::Declared => true,
            Sign::Runtime => row.id != Id::SettingsHint,
            Sign::Deploy => matches!(row.id, Id::Host | Id::Image),
            Sign::Entry => {
                row.id == Id::Main
                    || row.platform == Some("apple")
                    || matches!(row.id, Id::Start | Id::StartLikely)
                        && is_in_a_folder_of_applications(evidence, hit.root)
            }
            _ => false,
        };
        if counts {
            roots.insert(hit.root);
        }
    }
    roots.extend(facts.roots());
    // Programs of Go need no file of a certain name.
    roots.extend(mains);
    let is_one = |root: &FolderId| {
        let has_manifest = || evidence.has_row(*root, |row| row.sign == Sign::Manifest);
        // A folder of libraries is none itself.
        let holds_others = Group::of(evidence.tree.folder_name(*root)) == Group::Libraries;
        let starts = || mains.binary_search(root).is_ok();
        evidence.exclusion[*root as usize].is_none()
            && !is_test_of_dotnet(evidence, *root)
            && (!holds_others || has_manifest() || starts())
    };
    roots.into_iter().filter(is_one).collect()
}

/// Whether the only manifest of a .NET project says that it tests another, whatever its folder is called:
/// `unit/Shop.UnitTests.csproj`.
fn is_test_of_dotnet(evidence: &Evidence, root: FolderId) -> bool {
    let is_project = |hit: &&Hit| {
        let row = evidence.row(hit);
        row.sign == Sign::Manifest && row.platform.is_some_and(|it| it.starts_with("dotnet"))
    };
    let tree = evidence.tree;
    let projects = evidence.hits_of(root).iter().filter(is_project);
    let mut names = projects.map(|hit| tree.name_of(hit.path));
    let is_test = |name: &str| {
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        matches!(words(stem).last().map(String::as_str), Some("test" | "tests"))
    };
    names.next().is_some_and(is_test) && names.next().is_none()
}

/// Of folders around each other by place, the outermost first, keeps those that hold a folder; `root` is the folder of a
/// place. Who goes through folders in the order of the tree has those around each so.
#[inline(never)]
pub(super) fn keep_around(
    around: &mut Vec<usize>,
    tree: &Tree,
    folder: FolderId,
    root: impl Fn(usize) -> FolderId,
) {
    let ends = |&mut outer: &mut usize| !tree.with_descendants(root(outer)).contains(&folder);
    while around.pop_if(ends).is_some() {}
}

/// Takes out the candidates at the places that are marked.
pub(super) fn take_out(candidates: &mut Vec<Candidate>, marked: Vec<bool>) {
    let mut marked = marked.into_iter();
    candidates.retain(|_| marked.next() == Some(false));
}

/// Per root, the source files nearest to it.
#[inline(never)]
fn own_sources(evidence: &Evidence, roots: &[FolderId]) -> Vec<Counts> {
    let mut own: Vec<Counts> = roots.iter().map(|&root| evidence.sources[root as usize]).collect();
    // Roots are in depth-first order, so those around one are on a stack.
    let mut around: Vec<usize> = Vec::new();
    for (at, &root) in roots.iter().enumerate() {
        keep_around(&mut around, evidence.tree, root, |outer| roots[outer]);
        if let Some(&outer) = around.last() {
            own[outer].take_away(&evidence.sources[root as usize]);
        }
        around.push(at);
    }
    own
}
