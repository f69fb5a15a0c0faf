//! Programs of Go: folders with a `main` package below a module.

use super::super::evidence::{Evidence, Group, Hit, Language, Role, Sign, around_cmd, words};
use super::super::facts::Facts;
use super::super::table::{Id, LIMITS, Names};
use super::candidate::{Candidate, Signal};
use crate::tree::FolderId;
use std::collections::{BTreeMap, BTreeSet};

/// So many folders below its module, a program is still one that the module is for.
const NEAR: usize = 3;

/// So many folders for programs in one module are those of as many services.
const SERVICES: usize = 3;

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
        let Some(at) = find(candidates, module) else { continue };
        if inside.is_empty() && !candidates[at].has(Sign::Entry) && !candidates[at].is_built() {
            let manifest = candidates[at].signals.iter().find(|it| it.id == Id::Manifest);
            let path = manifest.map(|it| it.path.clone()).unwrap_or_default();
            let platform = Some("go");
            candidates[at].signals.push(Signal { id: Id::NoProgram, platform, ..entry_of(path) });
            candidates[at].sort_signals();
        }
        if inside.is_empty() {
            continue;
        }
        let is_served = |&main: &FolderId| {
            Role::of(tree.folder_name(main), false) != Role::Tool
                || evidence.hits_of(main).iter().any(|hit| evidence.row(hit).sign == Sign::Deploy)
                || evidence.deploys(main, facts.deployed()).is_some()
        };
        let depth =
            |folder| tree.folder_path(folder).split('/').filter(|it| !it.is_empty()).count();
        // Deep inside, a program is a helper of the builders, if nothing deploys it; a folder for programs is no level.
        let is_near = |&main: &FolderId| {
            let around =
                tree.parent(main).map_or(Group::Unknown, |it| Group::of(tree.folder_name(it)));
            let level = usize::from(around == Group::Commands);
            depth(main) <= depth(module) + NEAR + level || is_deployed(evidence, facts)(&main)
        };
        let serving: Vec<FolderId> =
            inside.iter().copied().filter(is_served).filter(is_near).collect();
        // Where programs have a folder for them, those among libraries are helpers.
        let group = |&main: &FolderId| {
            let around = std::iter::successors(tree.parent(main), |&it| tree.parent(it));
            let mut groups = around
                .take_while(|&it| it != module && it != 0)
                .map(|it| Group::of(tree.folder_name(it)));
            groups.find(|&group| group != Group::Unknown).unwrap_or(Group::Unknown)
        };
        let apart = serving.iter().any(|main| group(main) == Group::Commands);
        let is_kept = |main: &FolderId| {
            let own =
                || evidence.hits_of(*main).iter().any(|it| evidence.row(it).sign == Sign::Deploy);
            !apart || group(main) != Group::Libraries || own()
        };
        let serving: Vec<FolderId> = serving.into_iter().filter(is_kept).collect();
        let row = row_of_services(&serving, evidence);
        let most = is_most_deployed(&serving, evidence, facts);
        let serving = if serving.len() > LIMITS.programs
            && !serving.iter().any(is_deployed(evidence, facts))
        {
            ends_of_one_product(&serving, evidence)
        } else {
            principal(serving, module, evidence, facts)
        };
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
            continue;
        }
        if serving.len() == 1 {
            let main = serving[0];
            let own = find(candidates, main).map(|at| candidates[at].own);
            gone.insert(main);
            let module = &mut candidates[at];
            module.signals.push(entry(evidence, main));
            // The program's files are the module's.
            module.own.add_all(&own.unwrap_or_default());
            module.sort_signals();
        } else {
            gone.extend(inside);
            let framework = framework(&candidates[at]);
            for main in serving {
                gone.remove(&main);
                let Some(at) = find(candidates, main) else { continue };
                let candidate = &mut candidates[at];
                let last = words(tree.folder_name(candidate.root)).pop().unwrap_or_default();
                if let Some(platform) = framework
                    && Names::get().has("server-ends", &last)
                {
                    (candidate.platform, candidate.platform_is_sure) = (platform, false);
                }
                candidate.start_as(Id::OneOfPrograms);
                if most {
                    let path = candidate.signals.first().map(|it| it.path.clone());
                    let signal = entry_of(path.unwrap_or_default());
                    candidate.signals.push(Signal { id: Id::AmongDeployed, ..signal });
                }
            }
        }
    }
    candidates.retain(|it| !gone.contains(&it.root));
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

/// Of several programs, those of which something tells that they are deployed: their own
/// build, a deployment file of their name, the name of an application; else all of them.
#[inline(never)]
fn principal(
    programs: Vec<FolderId>,
    module: FolderId,
    evidence: &Evidence,
    facts: &Facts,
) -> Vec<FolderId> {
    let tree = evidence.tree;
    let name = |folder: FolderId| tree.folder_name(folder);
    let is_named = |&program: &FolderId| {
        matches!(Role::of(name(program), false), Role::Application | Role::LikeApplication)
    };
    let deployed: Vec<FolderId> =
        programs.iter().copied().filter(is_deployed(evidence, facts)).collect();
    // Each service keeps its programs in a folder of its own: `app/orders/cmd/api`.
    let commands: BTreeSet<Option<FolderId>> = programs
        .iter()
        .map(|&it| tree.parent(it).filter(|&it| Group::of(name(it)) == Group::Commands))
        .collect();
    if commands.len() >= SERVICES && !commands.contains(&None) {
        return programs;
    }
    // Where most are deployed, the others are, too, by what no file is named after.
    if is_most_deployed(&programs, evidence, facts) {
        return programs;
    }
    let ends = ends_of_one_product(&programs, evidence);
    // One image of all, and none for a program: it is what the image starts.
    let is_built = |hit: &Hit| matches!(evidence.row(hit).id, Id::Image | Id::Host);
    if deployed.is_empty() && evidence.hits_of(module).iter().any(is_built) {
        if !ends.is_empty() {
            return ends;
        }
        let first = programs.iter().copied().find(is_named).or(programs.first().copied());
        return first.into_iter().collect();
    }
    if deployed.len() < 2 {
        if let Some(&program) = programs.iter().find(|&&program| name(program) == "main") {
            return vec![program];
        }
        // Named after its module, it is what the module is for.
        let own = words(name(module)).pop().filter(|_| module != 0);
        let named = |program: &&FolderId| own.is_some() && words(name(**program)).pop() == own;
        if let Some(&program) = programs.iter().find(named) {
            return vec![program];
        }
        // The others are named after it: `mail`, `mail-admin`, `mail-gen`.
        let shortest = programs.iter().min_by_key(|&&program| (name(program).len(), program));
        if let Some(&shortest) = shortest.filter(|_| programs.len() > 1)
            && programs.iter().all(|&program| {
                let rest = name(program).strip_prefix(name(shortest));
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '_']))
            })
        {
            return vec![shortest];
        }
    }
    let programs = without_families(programs, evidence);
    // What most are called after is the product, and says that they are of one make.
    let first = |folder: FolderId| {
        let words = words(name(folder));
        if words.len() > 1 { words.into_iter().next() } else { None }
    };
    let mut makes: BTreeMap<String, usize> = BTreeMap::new();
    for make in programs.iter().filter_map(|&it| first(it)) {
        *makes.entry(make).or_default() += 1;
    }
    let product = makes.into_iter().find(|&(_, count)| count > 2 && count * 3 > programs.len() * 2);
    let is_of_product = |&program: &FolderId| {
        product.as_ref().is_some_and(|(product, _)| first(program).as_ref() == Some(product))
    };
    let told: Vec<FolderId> = programs
        .iter()
        .copied()
        .filter(|it| deployed.contains(it) || is_named(it) || is_of_product(it))
        .collect();
    // One name of many says nothing of the others.
    let tells = told.len() > 1 || told.len() == programs.len() || !deployed.is_empty();
    if tells || programs.len() == 2 && !told.is_empty() { told } else { programs }
}

/// Programs that fill a folder which is neither for commands nor for helpers: `modules/judge`, `modules/graph` and so on.
fn row_of_services(programs: &[FolderId], evidence: &Evidence) -> BTreeSet<FolderId> {
    let tree = evidence.tree;
    let mut rows: BTreeMap<FolderId, Vec<FolderId>> = BTreeMap::new();
    for &program in programs {
        if let Some(around) = tree.parent(program).filter(|&it| it != 0) {
            rows.entry(around).or_default().push(program);
        }
    }
    rows.retain(|&around, row| {
        let holds_code = |&it: &FolderId| evidence.sources[it as usize].of(Language::Go) > 0;
        row.len() >= LIMITS.family
            && Group::of(tree.folder_name(around)) != Group::Commands
            && tree.subfolders(around).filter(holds_code).count() == row.len()
    });
    rows.into_values().flatten().collect()
}

/// Ends of one product, each with its name: `depot-server` and `depot-agent`; none, if there is but one.
fn ends_of_one_product(programs: &[FolderId], evidence: &Evidence) -> Vec<FolderId> {
    let name = |folder: FolderId| evidence.tree.folder_name(folder);
    let is_named = |&program: &FolderId| {
        matches!(Role::of(name(program), false), Role::Application | Role::LikeApplication)
    };
    let ends: Vec<FolderId> = programs.iter().copied().filter(is_named).collect();
    let make = |it: FolderId| words(name(it)).into_iter().next();
    let are_ends = ends.len() > 1
        && ends.iter().all(|&it| words(name(it)).len() > 1 && make(it) == make(ends[0]));
    if are_ends { ends } else { Vec::new() }
}

/// Programs without those of one make, such as `notify-mail`, `notify-chat` and so on, that
/// others start.
fn without_families(programs: Vec<FolderId>, evidence: &Evidence) -> Vec<FolderId> {
    let make = |&program: &FolderId| {
        let words = words(evidence.tree.folder_name(program));
        if words.len() > 1 { words.into_iter().next() } else { None }
    };
    let mut sizes: BTreeMap<String, usize> = BTreeMap::new();
    for make in programs.iter().filter_map(make) {
        *sizes.entry(make).or_default() += 1;
    }
    let is_alone =
        |program: &FolderId| make(program).is_none_or(|make| sizes[&make] < LIMITS.family);
    let alone: Vec<FolderId> = programs.iter().copied().filter(is_alone).collect();
    // Where nothing lies beside those of one make, they are named after the product.
    let around = |program: &FolderId| evidence.tree.parent(*program);
    let others: BTreeSet<Option<FolderId>> =
        programs.iter().filter(|&it| !is_alone(it)).map(around).collect();
    if alone.iter().any(|it| others.contains(&around(it))) { alone } else { programs }
}

/// Whether most of several programs are deployed.
fn is_most_deployed(programs: &[FolderId], evidence: &Evidence, facts: &Facts) -> bool {
    let deployed = programs.iter().filter(|it| is_deployed(evidence, facts)(it)).count();
    deployed > 1 && deployed * 2 >= programs.len()
}

/// Whether something tells that a program is deployed: its own build, a deployment file of
/// its name, or the folder that it lies in.
fn is_deployed<'e>(
    evidence: &'e Evidence<'_>,
    facts: &'e Facts,
) -> impl Fn(&FolderId) -> bool + 'e {
    let tree = evidence.tree;
    move |&program| {
        evidence.hits_of(program).iter().any(|hit| evidence.row(hit).sign == Sign::Deploy)
            || facts.signals_of(program).any(|signal| signal.id.sign() == Sign::Deploy)
            || evidence.deploys(program, facts.deployed()).is_some()
            || tree.parent(program).is_some_and(|parent| {
                let group = Group::of(tree.folder_name(parent));
                group == Group::Applications
            })
    }
}

fn is_strong(candidate: &Candidate) -> bool {
    candidate.is_built() || candidate.has(Sign::Declared)
}

fn entry(evidence: &Evidence, main: FolderId) -> Signal {
    let tree = evidence.tree;
    let files = tree.own_files(main).iter().map(|&path| tree.paths().get(path));
    let ending = |end: &'static str| files.clone().find(|path| path.ends_with(end));
    let path = ending("main.go").or_else(|| ending(".go"));
    entry_of(path.unwrap_or_default().to_owned())
}

fn entry_of(path: String) -> Signal {
    let platform = Some("go");
    Signal { id: Id::Main, precedence: 23, platform, decides_platform: false, path, fact: None }
}

/// Folders with a `main` package: with `main.go`, or in `cmd`, where none beside has that.
#[inline(never)]
pub(super) fn mains(evidence: &Evidence) -> Vec<FolderId> {
    let tree = evidence.tree;
    let folders = 0..tree.folders() as FolderId;
    let holds = |folder: FolderId| {
        evidence.exclusion[folder as usize].is_none()
            && evidence.sources[folder as usize].of(Language::Go) > 0
    };
    let has_main =
        |folder: FolderId| holds(folder) && tree.find_own_file(folder, "main.go").is_some();
    // Per folder, whether one directly in it has it.
    let mut over_main = vec![false; tree.folders()];
    for folder in folders.clone().filter(|&folder| has_main(folder)) {
        if let Some(around) = tree.parent(folder) {
            over_main[around as usize] = true;
        }
    }
    let is_main = |&folder: &FolderId| {
        if !holds(folder) {
            return false;
        }
        // What lies in `cmd` itself is what the programs in it share.
        let is_commands = |it| Group::of(tree.folder_name(it)) == Group::Commands;
        if has_main(folder) {
            return !is_commands(folder) || !over_main[folder as usize];
        }
        let has_code =
            || tree.own_files(folder).iter().any(|&it| tree.name_of(it).ends_with(".go"));
        // `cmd/agent/agent.go` is as good as a `main.go`.
        let is_called_so = || {
            let name = tree.folder_name(folder);
            tree.find_own_file(folder, &format!("{name}.go")).is_some()
        };
        let around = tree.parent(folder).filter(|&around| tree.folder_name(around) == "cmd");
        around.is_some_and(
            |around| {
                if over_main[around as usize] { is_called_so() } else { has_code() }
            },
        )
    };
    let mut mains: Vec<FolderId> =
        folders.filter(is_main).map(|folder| around_cmd(tree, folder)).collect();
    mains.sort_unstable();
    mains.dedup();
    mains
}
