//! What programs are called: `depot-server` and `depot-agent` are of one make.

use super::super::evidence::{Evidence, Role, words};
use super::super::table::{LIMITS, Names};
use crate::tree::FolderId;
use std::collections::{BTreeMap, BTreeSet};

/// The programs of the one make of which several are called applications; none, where there is no such make or more.
pub(super) fn of_one_product(programs: &[FolderId], evidence: &Evidence) -> Vec<FolderId> {
    let makes = makes_of_products(programs, evidence);
    let make = |it: FolderId| words(evidence.tree.folder_name(it)).into_iter().next();
    let is_it = |it: &FolderId| make(*it).is_some_and(|make| makes.contains_key(&make));
    if makes.len() == 1 { programs.iter().copied().filter(is_it).collect() } else { Vec::new() }
}

/// Ends of one product, each with its name: `depot-server` and `depot-agent`; none, if there is but one.
pub(super) fn ends_of_one_product(programs: &[FolderId], evidence: &Evidence) -> Vec<FolderId> {
    let name = |folder: FolderId| evidence.tree.folder_name(folder);
    let is_end = |&it: &FolderId| is_called_service(it, evidence) || glued(name(it)).is_some();
    let ends: Vec<FolderId> = programs.iter().copied().filter(is_end).collect();
    let make = |it: FolderId| make(it, evidence);
    // One end in each of several folders is another thing.
    let differ = ends.iter().any(|&it| name(it) != name(ends[0]));
    let are_ends = differ && ends.iter().all(|&it| make(it).is_some() && make(it) == make(ends[0]));
    if are_ends { ends } else { Vec::new() }
}

/// Whether a program is called like what runs on: `server`, `mail-worker`.
pub(super) fn is_called_service(program: FolderId, evidence: &Evidence) -> bool {
    Role::of(evidence.tree.folder_name(program), false).is_of_application()
}

/// Whether a program writes something once, by its name: `gendocs`, but not `general`.
pub(super) fn writes_something(name: &str) -> bool {
    name.strip_prefix("gen").is_some_and(|what| !what.starts_with('e'))
}

/// Whether a program writes code, by its name: `genapi`, `kernelgen`.
pub(super) fn generates(name: &str) -> bool {
    name.starts_with("gen") || name.ends_with("gen")
}

/// What several programs begin their names with: `depot` of `depot-server`, and nothing of `depot`.
pub(super) fn make(program: FolderId, evidence: &Evidence) -> Option<String> {
    let name = evidence.tree.folder_name(program);
    let mut words = words(name);
    if words.len() > 1 { Some(words.swap_remove(0)) } else { glued(name).map(str::to_owned) }
}

/// What a name of one word begins with before what it is: `depot` of `depotagent`.
fn glued(name: &str) -> Option<&str> {
    let kinds = Names::get().of("application").chain(["controller"]);
    let mut makes = kinds.filter_map(|kind| name.strip_suffix(kind));
    makes.find(|make| make.len() > 2 && !make.ends_with(['-', '_']))
}

/// The makes of programs, with how many there are of each.
pub(super) fn makes(
    programs: impl Iterator<Item = FolderId>,
    evidence: &Evidence,
) -> BTreeMap<String, usize> {
    let mut makes = BTreeMap::new();
    for make in programs.filter_map(|it| make(it, evidence)) {
        *makes.entry(make).or_default() += 1;
    }
    makes
}

/// The makes of which several programs are called applications, with how many those are.
pub(super) fn makes_of_products(
    programs: &[FolderId],
    evidence: &Evidence,
) -> BTreeMap<String, usize> {
    let named = programs.iter().copied().filter(|&it| is_called_service(it, evidence));
    let mut makes = makes(named, evidence);
    makes.retain(|_, count| *count > 1);
    makes
}

/// Programs without those of one make, such as `notify-mail`, `notify-chat` and so on, that
/// others start.
#[inline(never)]
pub(super) fn without_families(programs: Vec<FolderId>, evidence: &Evidence) -> Vec<FolderId> {
    let mut sizes = makes(programs.iter().copied(), evidence);
    // What has an `api` and a `controller` of its make is the product.
    for make in makes_of_products(&programs, evidence).keys() {
        sizes.remove(make);
    }
    let is_alone = |&program: &FolderId| {
        let size = make(program, evidence).and_then(|make| sizes.get(&make).copied());
        size.is_none_or(|size| size < LIMITS.family)
    };
    let alone: Vec<FolderId> = programs.iter().copied().filter(is_alone).collect();
    // Where nothing lies beside those of one make, they are named after the product.
    let around = |program: &FolderId| evidence.tree.parent(*program);
    let others: BTreeSet<Option<FolderId>> =
        programs.iter().filter(|&it| !is_alone(it)).map(around).collect();
    if alone.iter().any(|it| others.contains(&around(it))) { alone } else { programs }
}
