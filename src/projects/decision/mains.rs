//! Programs of Go, folders with a `main` package below a module; and the one program of
//! a Rust workspace.

use super::super::evidence::{Evidence, Group, Language, Role, Sign, words};
use super::super::table::{Id, LIMITS};
use super::candidate::{Candidate, Signal};
use crate::tree::FolderId;
use std::collections::BTreeMap;

/// So many folders below its module, a program is still one that the module is for.
const NEAR: usize = 3;

/// Gives each module of Go the program it holds. A module with one program is that
/// program; of several, each stands for itself, the module for none.
pub fn assign(candidates: &mut Vec<Candidate>, evidence: &Evidence) {
    let tree = evidence.tree;
    let modules: Vec<FolderId> =
        candidates.iter().filter(|c| c.is_manifest_of("go")).map(|c| c.root).collect();
    let mains = mains(evidence);
    // Per module, the programs that it is the nearest module around.
    let mut programs: BTreeMap<FolderId, Vec<FolderId>> = BTreeMap::new();
    for main in mains {
        let mut around = std::iter::successors(Some(main), |&folder| tree.parent(folder));
        let nearest = around.find(|folder| modules.binary_search(folder).is_ok());
        if let Some(module) = nearest.filter(|&module| module != main) {
            programs.entry(module).or_default().push(main);
        }
    }
    for &module in &modules {
        let inside = programs.remove(&module).unwrap_or_default();
        let is_served = |&main: &FolderId| {
            Role::of(tree.folder_name(main), false) != Role::Tool
                || evidence.hits_of(main).iter().any(|hit| evidence.row(hit).sign == Sign::Deploy)
                || evidence.deploy_names.find(tree.folder_name(main)).is_some()
        };
        let depth =
            |folder| tree.folder_path(folder).split('/').filter(|it| !it.is_empty()).count();
        // Deep inside, a program is a helper of the builders, if nothing deploys it.
        let is_near =
            |&main: &FolderId| depth(main) <= depth(module) + NEAR || is_deployed(evidence)(&main);
        let serving: Vec<FolderId> =
            inside.iter().copied().filter(is_served).filter(is_near).collect();
        let serving =
            if serving.len() > LIMITS.programs && !serving.iter().any(is_deployed(evidence)) {
                Vec::new()
            } else {
                principal(serving, module, evidence)
            };
        let Some(at) = candidates.iter().position(|c| c.root == module) else { continue };
        if candidates[at].is_go_main() {
            // The module is a program itself; others beside it are its helpers.
            candidates.retain(|c| !inside.contains(&c.root) || is_strong(c));
            continue;
        }
        if serving.len() == 1 {
            let main = serving[0];
            candidates.retain(|c| c.root != main);
            if let Some(module) = candidates.iter_mut().find(|c| c.root == module) {
                module.signals.push(entry(evidence, main));
                module.sort_signals();
            }
        } else {
            candidates.retain(|c| !inside.contains(&c.root) || serving.contains(&c.root));
            for candidate in candidates.iter_mut().filter(|c| serving.contains(&c.root)) {
                for signal in
                    candidate.signals.iter_mut().filter(|signal| signal.id.sign() == Sign::Entry)
                {
                    signal.id = Id::OneOfPrograms;
                }
            }
        }
    }
}

/// Of several programs, those of which something tells that they are deployed: their own
/// build, a deployment file of their name, the name of an application; else all of them.
fn principal(programs: Vec<FolderId>, module: FolderId, evidence: &Evidence) -> Vec<FolderId> {
    let tree = evidence.tree;
    let name = |folder: FolderId| tree.folder_name(folder);
    // Named after its module, it is what the module is for.
    let named = |&&program: &&FolderId| {
        let last = words(name(program)).pop();
        module != 0 && last.is_some() && last == words(name(module)).pop()
    };
    if let Some(&program) = programs.iter().find(named) {
        return vec![program];
    }
    // The others are named after it: `mail`, `mail-admin`, `mail-gen`.
    if let Some(&shortest) = programs.iter().min_by_key(|&&program| (name(program).len(), program))
        && programs.len() > 1
        && programs.iter().all(|&program| {
            let rest = name(program).strip_prefix(name(shortest));
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '_']))
        })
    {
        return vec![shortest];
    }
    let is_named = |&program: &FolderId| {
        matches!(Role::of(name(program), false), Role::Application | Role::LikeApplication)
    };
    let is_deployed = is_deployed(evidence);
    let told: Vec<FolderId> =
        programs.iter().copied().filter(|it| is_deployed(it) || is_named(it)).collect();
    // One name of many says nothing of the others.
    let tells = told.len() > 1 || told.len() == programs.len() || told.iter().any(&is_deployed);
    if tells || programs.len() == 2 && !told.is_empty() { told } else { programs }
}

/// Whether something tells that a program is deployed: its own build, a deployment file of
/// its name, or the folder that it lies in.
fn is_deployed<'e>(evidence: &'e Evidence<'_>) -> impl Fn(&FolderId) -> bool + 'e {
    let tree = evidence.tree;
    move |&program| {
        evidence.hits_of(program).iter().any(|hit| evidence.row(hit).sign == Sign::Deploy)
            || evidence.deploy_names.find(tree.folder_name(program)).is_some()
            || tree.parent(program).is_some_and(|parent| {
                let group = Group::of(tree.folder_name(parent));
                group == Group::Applications
            })
    }
}

/// Of a Rust workspace with one program, that member is what the workspace is for,
/// whatever the folder around it is called.
pub fn assign_workspace(candidates: &mut [Candidate], evidence: &Evidence) {
    let tree = evidence.tree;
    let sources = evidence.sources[0].total();
    let is_program = |candidate: &Candidate| {
        let starts =
            |signal: &Signal| signal.path.ends_with("/src/main.rs") || signal.path == "src/main.rs";
        candidate.is_manifest_of("rust")
            && candidate.signals.iter().any(starts)
            // A handful of files is a helper.
            && evidence.sources[candidate.root as usize].total() * 1000 >= sources * LIMITS.little
    };
    let is_helper = |root| {
        let role = Role::of(tree.folder_name(root), false);
        matches!(role, Role::Tool | Role::Library)
    };
    let plain = candidates.iter().any(|it| is_program(it) && !is_helper(it.root));
    // `mail-cli` is what `mail` is run by, where nothing else is.
    let is_command = |root: FolderId| {
        let words = words(tree.folder_name(root));
        words.len() > 1 && words.last().is_some_and(|last| last == "cli")
    };
    let counts = |candidate: &&mut Candidate| {
        is_program(candidate)
            && if plain { !is_helper(candidate.root) } else { is_command(candidate.root) }
    };
    let mut programs: Vec<&mut Candidate> = candidates.iter_mut().filter(counts).collect();
    if let [program] = &mut programs[..]
        && program.root != 0
    {
        let mains = program.signals.iter_mut().filter(|signal| signal.id.sign() == Sign::Entry);
        for signal in mains {
            signal.id = Id::SoleProgram;
        }
    }
}

fn is_strong(candidate: &Candidate) -> bool {
    candidate.is_built() || candidate.has(Sign::Declared)
}

fn entry(evidence: &Evidence, main: FolderId) -> Signal {
    let tree = evidence.tree;
    let files = tree.own_files(main).iter().map(|&path| tree.paths().get(path));
    let path =
        files.clone().find(|path| path.ends_with("main.go")).or_else(|| files.into_iter().next());
    Signal {
        id: Id::Main,
        precedence: 23,
        platform: Some("go"),
        decides_platform: false,
        path: path.unwrap_or_default().to_owned(),
        fact: None,
    }
}

/// Folders with a `main` package: with `main.go`, or in `cmd`.
fn mains(evidence: &Evidence) -> Vec<FolderId> {
    let tree = evidence.tree;
    let folders = 0..tree.folders() as FolderId;
    let is_main = |&folder: &FolderId| {
        if evidence.exclusion[folder as usize].is_some()
            || evidence.sources[folder as usize].of(Language::Go) == 0
        {
            return false;
        }
        let in_commands = tree
            .parent(folder)
            .is_some_and(|parent| Group::of(tree.folder_name(parent)) == Group::Commands);
        tree.own_files(folder).iter().any(|&path| {
            let name = tree.name_of(path);
            name == "main.go" || in_commands && name.ends_with(".go")
        })
    };
    folders.filter(is_main).collect()
}
