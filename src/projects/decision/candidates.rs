//! The folders that may be applications, each with its files, its signals and what its name promises.

use super::super::evidence::{Counts, Evidence, Exclusion, Group, Hit, Language, Role, Sign};
use super::super::facts::Facts;
use super::super::platform::{Platform, Surface};
use super::super::table::{Id, Names};
use super::candidate::{Candidate, Signal, sort};
use super::platform::{as_lambda, choose, files_of};
use crate::tree::{FolderId, Tree};
use std::collections::BTreeSet;

/// All folders that may be applications, in the order of the tree; `mains` are those in which [programs of Go](super::mains::mains) start.
#[must_use]
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
        candidate.role = candidate.role.among(candidate.group, tree.folder_name(candidate.named));
        candidate
    });
    found.collect()
}

/// The umbrella that a part of Elixir or Erlang is of: the folder with a manifest of the same make, in whose `apps` it lies.
pub(super) fn umbrella_of(evidence: &Evidence, part: FolderId) -> Option<FolderId> {
    let tree = evidence.tree;
    let apps = tree.parent(part).filter(|&it| tree.folder_name(it) == "apps")?;
    tree.parent(apps).filter(|&umbrella| {
        let mut rows = evidence.hits_of(umbrella).iter().map(|hit| evidence.row(hit));
        rows.any(|row| row.sign == Sign::Manifest && row.platform == Some("elixir"))
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
    let is_one = around.is_some_and(|it| Group::of(tree.folder_name(it)) == Group::Applications);
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
    around.filter(|_| is_source).unwrap_or(root)
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
        let has_manifest =
            || evidence.hits_of(*root).iter().any(|it| evidence.row(it).sign == Sign::Manifest);
        // A folder of libraries is none itself.
        let holds_others = Group::of(evidence.tree.folder_name(*root)) == Group::Libraries;
        evidence.exclusion[*root as usize].is_none() && (!holds_others || has_manifest())
    };
    roots.into_iter().filter(is_one).collect()
}

/// Of folders around each other by place, the outermost first, keeps those that hold a folder; `root` is the folder of a
/// place. Who goes through folders in the order of the tree has those around each so.
pub(super) fn keep_around(
    around: &mut Vec<usize>,
    tree: &Tree,
    folder: FolderId,
    root: impl Fn(usize) -> FolderId,
) {
    let ends = |&mut outer: &mut usize| !tree.with_descendants(root(outer)).contains(&folder);
    while around.pop_if(ends).is_some() {}
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

#[inline(never)]
fn signals(evidence: &Evidence, facts: &Facts, root: FolderId) -> Vec<Signal> {
    let counts = &evidence.sources[root as usize];
    // `bin/console` and the like are files of several languages.
    let is_package = |wanted: &str| {
        let mut rows = evidence.hits_of(root).iter().map(|hit| evidence.row(hit));
        rows.any(|row| row.id == Id::Manifest && row.platform == Some(wanted))
    };
    let is_bundled = || {
        let mut rows = evidence.hits_of(root).iter().map(|hit| evidence.row(hit));
        rows.any(|row| row.id == Id::Bundler)
    };
    let is_written = |hit: &&Hit| {
        let row = evidence.row(hit);
        // `AbstractOrderApplication.java` is what applications are built of.
        if evidence.tree.name_of(hit.path).starts_with("Abstract") {
            return false;
        }
        // With a page of its own or another bundler, its router is one that only runs in browsers.
        if row.platform == Some("javascript-tanstackstart-react") && row.id == Id::Platform {
            let mut files = evidence.tree.own_files(root).iter();
            return files.all(|&file| {
                let name = evidence.tree.name_of(file);
                name != "index.html"
                    && !["rsbuild.", "webpack."].iter().any(|tool| name.starts_with(tool))
            });
        }
        let family = row.platform.map_or("", Platform::family);
        // `entity/App.java` is what programs deal with.
        if row.sign == Sign::Entry
            && family == "java"
            && Names::get()
                .has("holds-entities", evidence.tree.folder_name(evidence.tree.folder_of(hit.path)))
        {
            return false;
        }
        row.sign != Sign::Runtime
            || match family {
                "php" | "ruby" | "python" | "elixir" => files_of(family, counts) > 0,
                // Nothing of Flutter is built without a package; a snippet has none.
                "flutter" => is_package("dart"),
                // Other tools read a `config.xml`, too.
                "cordova" => is_package("javascript"),
                _ => true,
            }
    };
    let hits = evidence.hits_of(root).iter().filter(is_written).map(|hit| {
        let row = evidence.row(hit);
        // A page among sources is a template, if no bundler makes one of it.
        let is_template = row.sign == Sign::Entry
            && evidence.path(hit).ends_with("src/index.html")
            && !is_bundled();
        Signal {
            id: if is_template { Id::Platform } else { row.id },
            precedence: row.precedence,
            platform: row.platform,
            decides_platform: row.decides_platform,
            path: evidence.path(hit).to_owned(),
            fact: None,
        }
    });
    let own_name = program_of_its_name(evidence, root).map(|path| Signal {
        id: Id::StartLikely,
        precedence: 10,
        platform: Some("python"),
        decides_platform: false,
        path,
        fact: None,
    });
    let mut signals: Vec<Signal> =
        hits.chain(facts.signals_of(root).cloned()).chain(own_name).collect();
    sort(&mut signals);
    signals
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
