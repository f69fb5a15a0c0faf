//! Modules of Scala, whose one `build.sbt` lies at the top: no file of their own says that they are components.

use super::super::table::Id;
use super::{Catalog, Exclusion, Hit};
use crate::tree::{FolderId, PathId, Tree};
use std::collections::BTreeMap;

/// With so many modules, a build is of several programs and their libraries.
const SEVERAL: usize = 2;

/// The build's manifest as that of each of its modules without one: `modules/mail` with `src/main/scala`. None, where
/// the build has less than two.
#[inline(never)]
pub(super) fn modules(tree: &Tree, exclusion: &[Option<Exclusion>], hits: &[Hit]) -> Vec<Hit> {
    let is_manifest = |hit: &&Hit| Catalog::get().rows()[usize::from(hit.row)].id == Id::Manifest;
    let of_sbt = |hit: &&Hit| is_manifest(hit) && tree.name_of(hit.path) == "build.sbt";
    let builds: Vec<&Hit> = hits.iter().filter(of_sbt).collect();
    if builds.is_empty() {
        return Vec::new();
    }
    let has_own = |module: FolderId| {
        let first = hits.partition_point(|hit| hit.root < module);
        hits[first..].iter().take_while(|hit| hit.root == module).any(|hit| is_manifest(&hit))
    };
    let in_build = |module: FolderId| {
        let mut around = std::iter::successors(tree.parent(module), |&it| tree.parent(it));
        // Hits are in the order of their folders.
        around.find_map(|it| {
            builds.binary_search_by_key(&it, |hit| hit.root).ok().map(|at| builds[at])
        })
    };
    let is_module = |&it: &FolderId| exclusion[it as usize].is_none() && !has_own(it);
    let modules = (0..tree.folders() as FolderId).filter_map(|folder| module_of(tree, folder));
    let of = |build: &Hit, root| Hit { root, row: build.row, path: build.path };
    let found: Vec<Hit> = modules
        .filter(is_module)
        .filter_map(|module| in_build(module).map(|build| of(build, module)))
        .collect();
    let mut counts: BTreeMap<PathId, usize> = BTreeMap::new();
    for hit in &found {
        *counts.entry(hit.path).or_default() += 1;
    }
    found.into_iter().filter(|hit| counts[&hit.path] >= SEVERAL).collect()
}

/// The module whose code begins in a folder: `modules/mail` of `modules/mail/src/main/scala`.
fn module_of(tree: &Tree, folder: FolderId) -> Option<FolderId> {
    let is = |folder: FolderId, name: &str| tree.folder_name(folder) == name;
    if !is(folder, "scala") {
        return None;
    }
    let main = tree.parent(folder).filter(|&it| is(it, "main"))?;
    let sources = tree.parent(main).filter(|&it| is(it, "src"))?;
    tree.parent(sources)
}
