//! Programs of Go: folders with a `main` package below a module.

use super::super::evidence::{Evidence, Group, Language, Sign, ends_in};
use super::super::facts::Facts;
use super::super::table::{Id, LIMITS};
use super::candidate::{Candidate, Signal};
use super::makes::{ends_of_one_product, is_called_service, of_one_product};
use super::programs::{
    called_like_services, is_deployed, is_most_deployed, principal, row_of_services, serving,
};
use crate::tree::FolderId;
use std::collections::{BTreeMap, BTreeSet};

/// Gives each module of Go the program it holds. A module with one program is that
/// program; of several, each stands for itself, the module for none.
#[inline(never)]
pub fn assign(
    candidates: &mut Vec<Candidate>,
    evidence: &Evidence,
    facts: &Facts,
    mains: &[FolderId],
) {
    let tree = evidence.tree;
    let modules: Vec<FolderId> =
        candidates.iter().filter(|c| c.is_manifest_of("go")).map(|c| c.root).collect();
    for &main in mains {
        let Some(at) = find(candidates, main) else { continue };
        if !candidates[at].has(Sign::Entry) {
            candidates[at].signals.push(entry(evidence, main));
            candidates[at].sort_signals();
        }
    }
    // Per module, the programs that it is the nearest module around.
    let mut programs: BTreeMap<FolderId, Vec<FolderId>> = BTreeMap::new();
    for &main in mains {
        let mut around = std::iter::successors(Some(main), |&folder| tree.parent(folder));
        let nearest = around.find(|folder| modules.binary_search(folder).is_ok());
        if let Some(module) = nearest.filter(|&module| module != main) {
            programs.entry(module).or_default().push(main);
        }
    }
    let mut gone: BTreeSet<FolderId> = BTreeSet::new();
    for &module in &modules {
        let inside = programs.remove(&module).unwrap_or_default();
        if let Some(at) = find(candidates, module) {
            assign_in(at, inside, candidates, &mut gone, evidence, facts);
        }
    }
    candidates.retain(|it| !gone.contains(&it.root));
}

/// Gives the module that is candidate `at` its programs: `inside` are all that start in it, in the order of the tree.
/// What is no candidate of its own any more goes into `gone`.
#[inline(never)]
fn assign_in(
    at: usize,
    inside: Vec<FolderId>,
    candidates: &mut [Candidate],
    gone: &mut BTreeSet<FolderId>,
    evidence: &Evidence,
    facts: &Facts,
) {
    if is_provider(evidence, candidates[at].root) {
        candidates[at].signals.retain(|it| it.id.sign() != Sign::Entry && !is_release(it));
        candidates[at].start_nothing();
        gone.extend(inside);
        return;
    }
    let serving = serving(&inside, candidates[at].root, evidence, facts);
    if serving.is_empty() && !candidates[at].has(Sign::Entry) {
        // Libraries write what is new in a release by it.
        if candidates[at].signals.iter().any(is_release)
            && shows_much(evidence, candidates[at].root)
        {
            candidates[at].signals.retain(|it| !is_release(it));
        }
        if !candidates[at].is_built() {
            candidates[at].start_nothing();
        }
    }
    if inside.is_empty() {
        return;
    }
    let row = row_of_services(&serving, evidence);
    if candidates[at].is_go_main() {
        // The module is a program itself; others beside it are its helpers, unless they are a row of services.
        let helpers = inside.iter().filter(|&&main| {
            find(candidates, main)
                .is_some_and(|at| !is_strong(&candidates[at]) && !row.contains(&main))
        });
        gone.extend(helpers);
        for &main in &row {
            let Some(at) = find(candidates, main) else { continue };
            // Whatever it is called, the folder is one of applications.
            candidates[at].group = Group::Applications;
            candidates[at].start_as(Id::OneOfPrograms);
        }
        return;
    }
    let most = is_most_deployed(&serving, evidence, facts);
    let called = called_like_services(&serving, candidates[at].root, evidence, facts);
    let are_called = !called.is_empty();
    let serving = if are_called {
        called
    } else if serving.len() > LIMITS.programs
        && !serving.iter().any(is_deployed(evidence, facts))
        && !are_called_services(&serving, evidence)
    {
        let ends = ends_of_one_product(&serving, evidence);
        if ends.is_empty() { of_one_product(&serving, evidence) } else { ends }
    } else {
        principal(serving, candidates[at].root, evidence, facts)
    };
    if let [main] = serving[..] {
        let own = find(candidates, main).map(|at| candidates[at].own);
        gone.insert(main);
        let module = &mut candidates[at];
        module.signals.push(entry(evidence, main));
        // `docker/Dockerfile-orders` builds what starts in `cmd/orders`.
        if module.named == module.root
            && evidence.deploys(module.root, facts.deployed()).is_none()
            && evidence.deploys(main, facts.deployed()).is_some()
        {
            module.named = main;
        }
        // The program's files are the module's.
        module.own.add_all(&own.unwrap_or_default());
        module.sort_signals();
    } else {
        gone.extend(inside);
        let framework = framework(&candidates[at]);
        for main in serving {
            gone.remove(&main);
            if let Some(at) = find(candidates, main) {
                if are_called {
                    candidates[at].group = Group::Applications;
                }
                start_as_one_of(&mut candidates[at], framework, most, evidence);
            }
        }
    }
}

/// Whether three of four programs are called like services.
fn are_called_services(programs: &[FolderId], evidence: &Evidence) -> bool {
    let named = programs.iter().filter(|&&it| is_called_service(it, evidence));
    named.count() * 4 >= programs.len() * 3
}

/// Whether a module is a provider of Terraform, which alone starts it.
fn is_provider(evidence: &Evidence, module: FolderId) -> bool {
    let tree = evidence.tree;
    tree.folder_name(module).starts_with("terraform-provider-")
        || tree.find_own_file(module, "terraform-registry-manifest.json").is_some()
}

/// Whether a signal is of the file by which a release of Go's programs is made.
fn is_release(signal: &Signal) -> bool {
    signal.path.contains(".goreleaser.")
}

/// Whether a module of which no program is one of its own has several all the same: examples.
fn shows_much(evidence: &Evidence, module: FolderId) -> bool {
    let tree = evidence.tree;
    let starts = |&at: &u32| tree.name_of(tree.path_at(at)) == "main.go";
    tree.positions(module).filter(starts).take(2).count() > 1
}

/// One of several programs of a module, which requires the `framework`; `most` of them are deployed.
fn start_as_one_of(
    program: &mut Candidate,
    framework: Option<&'static str>,
    most: bool,
    evidence: &Evidence,
) {
    if let Some(platform) = framework
        && (ends_in(evidence.tree.folder_name(program.root), "server-ends")
            || program.group == Group::Applications)
    {
        (program.platform, program.platform_is_sure) = (platform, false);
    }
    program.start_as(Id::OneOfPrograms);
    if most {
        let path = program.signals.first().map(|it| it.path.clone());
        program
            .signals
            .push(Signal { id: Id::AmongDeployed, ..entry_of(path.unwrap_or_default()) });
    }
}

/// Where the candidate of a folder is: they are in the order of their folders.
fn find(candidates: &[Candidate], root: FolderId) -> Option<usize> {
    candidates.binary_search_by_key(&root, |it| it.root).ok()
}

/// The framework that a module requires, by its manifest's contents.
fn framework(module: &Candidate) -> Option<&'static str> {
    let requires = |it: &&Signal| it.id == Id::Platform && it.fact.is_some();
    module.signals.iter().filter(requires).find_map(|it| it.platform)
}

fn is_strong(candidate: &Candidate) -> bool {
    candidate.is_built() || candidate.has(Sign::Declared)
}

fn entry(evidence: &Evidence, main: FolderId) -> Signal {
    let tree = evidence.tree;
    let commands = tree.find_subfolder(main, "cmd");
    let files = [Some(main), commands].into_iter().flatten().flat_map(|it| tree.own_files(it));
    let files = files.map(|&path| tree.paths().get(path));
    let ending = |end: &'static str| files.clone().find(|path| path.ends_with(end));
    let path = ending("main.go").or_else(|| ending(".go"));
    entry_of(path.unwrap_or_default().to_owned())
}

fn entry_of(path: String) -> Signal {
    let platform = Some("go");
    Signal { id: Id::Main, precedence: 23, platform, decides_platform: false, path, fact: None }
}

/// Gives each service of Go that keeps its only program in a `cmd` the code around that: of `app/orders/cmd/server` the
/// project is `app/orders`.
#[inline(never)]
pub(super) fn to_services(accepted: &mut [Candidate], evidence: &Evidence) {
    debug_assert!(accepted.is_sorted_by_key(|it| it.root), "in the order of the tree");
    let roots: Vec<FolderId> = accepted.iter().map(|it| it.root).collect();
    for candidate in accepted.iter_mut().filter(|it| it.is_go_main()) {
        let Some(service) = service_around(evidence, candidate.root) else { continue };
        let inside = evidence.tree.with_descendants(service);
        let before = |folder| roots.partition_point(|&root| root < folder);
        // The only one in there keeps its place in that order.
        if before(inside.end) - before(inside.start) == 1 {
            (candidate.root, candidate.named) = (service, service);
        }
    }
}

/// The folder around the `cmd` of a service's only program, if it holds code beside that: neither a module, whose program it
/// is anyway, nor a library, whose program is a helper.
fn service_around(evidence: &Evidence, program: FolderId) -> Option<FolderId> {
    let tree = evidence.tree;
    let commands = tree.parent(program).filter(|&it| tree.folder_name(it) == "cmd")?;
    let service = tree.parent(commands).filter(|&it| it != 0)?;
    let code = |folder: FolderId| evidence.sources[folder as usize].of(Language::Go);
    let programs = tree.subfolders(commands).filter(|&it| code(it) > 0).count();
    let is_module = evidence.has_row(service, |row| row.sign == Sign::Manifest);
    let is_library = Group::of(tree.folder_name(service)) == Group::Libraries;
    (programs == 1 && !is_module && !is_library && code(service) > code(commands))
        .then_some(service)
}
