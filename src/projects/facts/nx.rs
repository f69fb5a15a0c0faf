//! Nx's `project.json` and Angular's `angular.json`, which say of each project whether it is
//! an application or a library.

use super::super::table::Id;
use super::Reader;
use super::workspace::join;
use serde_json::Value;

pub(super) fn read_project(reader: &mut Reader) {
    let Some(project) = reader.jsonc() else { return };
    match project["projectType"].as_str() {
        Some("application") => {
            reader.note(Id::Serves, "Its manifest says that it is an application.");
        }
        Some("library") => {
            reader.note(Id::Exports, "Its manifest says that it is a library.");
        }
        _ => {}
    }
    let targets = project["targets"].as_object().or_else(|| project["architect"].as_object());
    let mut targets = targets.into_iter().flat_map(|it| it.values());
    if targets.any(is_for_node) && has_app_module(reader) {
        // Weaker than what only Angular has, stronger than this file, which both have.
        reader.platform("node-nestjs", 34, "It is built for Node, of modules.");
    }
}

/// Whether a target of Nx makes a program for Node.
fn is_for_node(target: &Value) -> bool {
    let executor = target["executor"].as_str().or_else(|| target["builder"].as_str());
    let plugin = executor.unwrap_or_default().split(':').next().unwrap_or_default();
    matches!(plugin, "@nx/node" | "@nx/nest" | "@nrwl/node" | "@nrwl/nest")
        || target["options"]["target"] == "node"
}

/// Whether there is what NestJS and Angular call the module of the whole.
fn has_app_module(reader: &Reader) -> bool {
    let tree = reader.evidence.tree;
    let app = ["src", "app"]
        .into_iter()
        .try_fold(reader.folder, |folder, name| tree.find_subfolder(folder, name));
    app.is_some_and(|app| {
        tree.own_files(app).iter().any(|&file| tree.name_of(file) == "app.module.ts")
    })
}

pub(super) fn read_angular(reader: &mut Reader) {
    let Some(workspace) = reader.jsonc() else { return };
    let base = reader.evidence.tree.folder_path(reader.folder).to_owned();
    let projects = workspace["projects"].as_object().cloned().unwrap_or_default();
    let (mut inside, mut here) = (0, false);
    for (name, project) in projects {
        let root = join(&base, project["root"].as_str().unwrap_or_default());
        let Some(folder) = reader.evidence.tree.find_folder(&root) else { continue };
        if folder == reader.folder || name.ends_with("-e2e") {
            here |= folder == reader.folder;
            continue;
        }
        match project["projectType"].as_str() {
            Some("application") => {
                inside += 1;
                let fact = "Angular's workspace builds an application of it.".to_owned();
                let platform = Some("javascript-angular");
                reader.note_at(folder, Id::Main, fact.clone());
                reader.push(folder, Id::Platform, 38, platform, fact);
            }
            Some("library") => {
                let fact = "Angular's workspace builds a library of it.";
                reader.note_at(folder, Id::Published, fact);
            }
            _ => {}
        }
    }
    if inside > 1 && !here {
        reader.note(Id::Workspace, "It is the roof over applications.");
        let fact = format!("Its {inside} applications are in folders of their own.");
        reader.note(Id::Helper, fact);
    }
}
