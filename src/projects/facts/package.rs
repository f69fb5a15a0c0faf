//! `package.json`, and the workspaces of JavaScript.

use super::super::evidence::{Group, Sign};
use super::super::table::{Id, Names};
use super::Reader;
use super::workspace::Kind;
use crate::tree::FolderId;
use serde_json::Value;

/// A dependency, the platform it tells of, and how surely. Meta-frameworks go before the
/// libraries they build on.
const FRAMEWORKS: &[(&str, &str, u8)] = &[
    ("next", "javascript-nextjs", 52),
    ("nuxt", "javascript-nuxt", 52),
    ("@remix-run/react", "javascript-remix", 50),
    ("@remix-run/node", "javascript-remix", 50),
    ("@react-router/node", "javascript-react-router", 50),
    ("@react-router/dev", "javascript-react-router", 50),
    ("@sveltejs/kit", "javascript-sveltekit", 50),
    ("@solidjs/start", "javascript-solidstart", 50),
    ("@tanstack/react-start", "javascript-tanstackstart-react", 50),
    ("astro", "javascript-astro", 45),
    ("gatsby", "javascript-gatsby", 45),
    ("electron", "electron", 46),
    ("@ionic/angular", "ionic", 48),
    ("@ionic/react", "ionic", 48),
    ("@ionic/vue", "ionic", 48),
    ("@capacitor/core", "capacitor", 44),
    ("expo", "react-native", 44),
    ("react-native", "react-native", 43),
    ("@nestjs/core", "node-nestjs", 42),
    ("@angular/core", "javascript-angular", 38),
    ("ember-source", "javascript-ember", 38),
    ("firebase-functions", "node-gcpfunctions", 36),
    ("@google-cloud/functions-framework", "node-gcpfunctions", 36),
    ("vue", "javascript-vue", 26),
    ("svelte", "javascript-svelte", 25),
    ("solid-js", "javascript-solid", 25),
    ("react-dom", "javascript-react", 24),
    ("react", "javascript-react", 23),
    ("fastify", "node-fastify", 16),
    ("express", "node-express", 15),
    ("koa", "node-koa", 14),
    ("@hapi/hapi", "node-hapi", 14),
    ("hono", "node-hono", 13),
    ("connect", "node-connect", 10),
];

pub(super) fn read(reader: &mut Reader) {
    let Some(manifest) = reader.json() else { return };
    if let Some(name) = manifest["name"].as_str() {
        reader.name_repository(name);
    }
    let depends = |kind: &str, name: &str| manifest[kind].get(name).is_some();
    let components = reader.evidence.sources[reader.folder as usize].components();
    // What a roof over applications needs is what they need.
    let roof = is_roof(reader);
    let pages = ["vue", "svelte", "react", "solid-js", "@angular/core"]
        .iter()
        .any(|name| depends("dependencies", name) || depends("devDependencies", name));
    for &(name, platform, weight) in FRAMEWORKS.iter().filter(|_| !roof) {
        let direct = depends("dependencies", name);
        if !direct && !depends("devDependencies", name) {
            continue;
        }
        // A library of components is no reason to take a server for a front end.
        let front = platform.starts_with("javascript") && weight < 30;
        // What serves pages while they are written serves nobody else.
        let serves = platform.starts_with("node-") && weight < 20;
        if serves && !direct && pages && !starts_in_node(reader) {
            continue;
        }
        let weight = match () {
            () if front && components == 0 && !has_page(reader) => weight.saturating_sub(19),
            () if !direct && weight < 30 => weight.saturating_sub(10),
            () => weight,
        };
        reader.platform(platform, weight, format!("It depends on `{name}`."));
    }
    let private = manifest["private"].as_bool() == Some(true);
    let packed = ["files", "publishConfig", "bin"].iter().any(|key| !manifest[key].is_null());
    let starts =
        manifest["scripts"].get("start").is_some() || manifest["scripts"].get("serve").is_some();
    let exports = ["main", "module", "exports"].iter().any(|key| !manifest[key].is_null());
    if starts {
        reader.note(Id::Serves, "Its manifest has a script that starts it.");
    }
    if private {
        reader.note(Id::Private, "Its manifest says that it is not published.");
    } else if packed && exports {
        reader.note(Id::Built, "Its manifest says what of it is published.");
    }
    if exports && !starts {
        reader.note(Id::Exports, "Its manifest exports modules for others and starts nothing.");
    }
    let workspaces = &manifest["workspaces"];
    if !workspaces.is_null() {
        reader.note(Id::Workspace, "Its manifest is the roof over workspaces.");
        let list = workspaces.as_array().or_else(|| workspaces["packages"].as_array());
        members(reader, list);
    }
}

fn starts_in_node(reader: &Reader) -> bool {
    let evidence = reader.evidence;
    let of_node = |folder: FolderId| {
        let mut rows = evidence.hits_of(folder).iter().map(|hit| evidence.row(hit));
        rows.any(|row| row.sign == Sign::Entry && row.platform == Some("node"))
    };
    let names = Names::get();
    let mut inside = evidence.tree.subfolders(reader.folder);
    of_node(reader.folder)
        || inside.any(|it| names.has("back-in-node", evidence.tree.folder_name(it)))
}

/// Whether it is the one manifest of applications in folders of their own, as Nx has it.
fn is_roof(reader: &Reader) -> bool {
    let evidence = reader.evidence;
    let tree = evidence.tree;
    let has = |folder: FolderId, name: &str| {
        tree.own_files(folder).iter().any(|&it| tree.name_of(it) == name)
    };
    let groups = tree
        .subfolders(reader.folder)
        .filter(|&it| Group::of(tree.folder_name(it)) == Group::Applications);
    has(reader.folder, "nx.json")
        && groups.flat_map(|it| tree.subfolders(it)).any(|it| has(it, "project.json"))
}

fn has_page(reader: &Reader) -> bool {
    reader
        .evidence
        .hits_of(reader.folder)
        .iter()
        .any(|hit| reader.evidence.path(hit).ends_with("index.html"))
}

pub(super) fn read_workspace(reader: &mut Reader) {
    let Some(manifest) = reader.jsonc() else { return };
    reader.note(Id::Workspace, "It is the roof over workspaces.");
    members(reader, manifest["packages"].as_array());
    let projects = manifest["projects"].as_array().into_iter().flatten();
    let folders: Vec<&str> = projects.filter_map(|it| it["projectFolder"].as_str()).collect();
    if !folders.is_empty() {
        reader.workspace(Kind::JavaScript, folders, true);
    }
}

/// Takes a list of globs, if there is one.
fn members(reader: &mut Reader, list: Option<&Vec<Value>>) {
    let globs: Vec<&str> = list.into_iter().flatten().filter_map(Value::as_str).collect();
    if !globs.is_empty() {
        reader.workspace(Kind::JavaScript, globs, true);
    }
}

pub(super) fn read_pnpm(reader: &mut Reader) {
    let documents = reader.yaml();
    if documents.iter().any(|document| document["packages"].is_array() || *document == Value::Null)
    {
        reader.note(Id::Workspace, "It is the roof over workspaces.");
    }
    for document in &documents {
        members(reader, document["packages"].as_array());
    }
}
