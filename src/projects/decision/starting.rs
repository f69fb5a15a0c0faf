//! Where programs of Go start.

use super::super::evidence::{Evidence, Group, Language, Role, around_cmd};
use super::makes::is_called_service;
use crate::tree::{FolderId, Tree};

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
    // Where programs start in `main.go`, what lies in a `cmd` further in are commands of one of them.
    let starts_elsewhere = over_main.contains(&true);
    let is_main = |&folder: &FolderId| {
        if !holds(folder) {
            return false;
        }
        // What lies in `cmd` itself is what the programs in it share.
        let is_commands = |it| Group::of(tree.folder_name(it)) == Group::Commands;
        if has_main(folder) {
            return !is_commands(folder) || !over_main[folder as usize];
        }
        let has_code = |it| tree.own_files(it).iter().any(|&it| tree.name_of(it).ends_with(".go"));
        // `cmd/agent/agent.go` is as good as a `main.go`.
        let is_called_so = || {
            let name = tree.folder_name(folder);
            tree.find_own_file(folder, &format!("{name}.go")).is_some()
                || has_code(folder) && evidence.deploy_names.find(name).is_some()
        };
        // A recipe beside it builds `order_server/orders.go`, or `orders-svc/cmd/server.go`.
        let is_made = || {
            let commands = tree.find_subfolder(folder, "cmd");
            let starts = || match commands {
                Some(it) if has_code(it) => true,
                Some(it) if over_main[it as usize] => false,
                _ => has_code(folder),
            };
            tree.find_own_file(folder, "Makefile").is_some()
                && is_called_service(folder, evidence)
                && tree
                    .parent(folder)
                    .is_some_and(|it| Group::of(tree.folder_name(it)) != Group::Libraries)
                && starts()
        };
        let around = tree.parent(folder).filter(|&around| tree.folder_name(around) == "cmd");
        let Some(around) = around else { return is_made() };
        let name = tree.folder_name(folder);
        // What programs share lies beside them: `cmd/common`.
        if Role::of(name, false) == Role::Library && evidence.deploy_names.find(name).is_none() {
            return false;
        }
        let is_further_in = starts_elsewhere && tree.folder_path(around).contains('/');
        // `operator/cmd/operator` is called like what it starts.
        let is_of_it = || {
            let outer = tree.parent(around).filter(|&it| tree.folder_name(it) == name);
            outer.is_some_and(|it| tree.parent(it) == Some(Tree::ROOT))
        };
        if over_main[around as usize] || is_further_in && is_of_it() {
            is_called_so()
        } else {
            !is_further_in && has_code(folder)
        }
    };
    let mut mains: Vec<FolderId> =
        folders.filter(is_main).map(|folder| around_cmd(tree, folder)).collect();
    mains.sort_unstable();
    mains.dedup();
    mains
}
