//! `package.json`, and the workspaces of JavaScript.

use super::super::evidence::Sign;
use super::Reader;
use super::workspace::Kind;
use serde_json::Value;

/// A dependency, the platform it tells of, and how surely. Meta-frameworks go before the
/// libraries they build on.
const FRAMEWORKS: &[(&str, &str, f32)] = &[
    ("next", "javascript-nextjs", 5.2),
    ("nuxt", "javascript-nuxt", 5.2),
    ("@remix-run/react", "javascript-remix", 5.0),
    ("@remix-run/node", "javascript-remix", 5.0),
    ("@react-router/node", "javascript-react-router", 5.0),
    ("@react-router/dev", "javascript-react-router", 5.0),
    ("@sveltejs/kit", "javascript-sveltekit", 5.0),
    ("@solidjs/start", "javascript-solidstart", 5.0),
    ("@tanstack/react-start", "javascript-tanstackstart-react", 5.0),
    ("astro", "javascript-astro", 4.5),
    ("gatsby", "javascript-gatsby", 4.5),
    ("electron", "electron", 4.6),
    ("@ionic/angular", "ionic", 4.8),
    ("@ionic/react", "ionic", 4.8),
    ("@ionic/vue", "ionic", 4.8),
    ("@capacitor/core", "capacitor", 4.4),
    ("expo", "react-native", 4.4),
    ("react-native", "react-native", 4.3),
    ("@nestjs/core", "node-nestjs", 4.2),
    ("@angular/core", "javascript-angular", 3.8),
    ("ember-source", "javascript-ember", 3.8),
    ("firebase-functions", "node-gcpfunctions", 3.6),
    ("@google-cloud/functions-framework", "node-gcpfunctions", 3.6),
    ("vue", "javascript-vue", 2.6),
    ("svelte", "javascript-svelte", 2.5),
    ("solid-js", "javascript-solid", 2.5),
    ("react-dom", "javascript-react", 2.4),
    ("react", "javascript-react", 2.3),
    ("fastify", "node-fastify", 1.6),
    ("express", "node-express", 1.5),
    ("koa", "node-koa", 1.4),
    ("@hapi/hapi", "node-hapi", 1.4),
    ("hono", "node-hono", 1.3),
    ("connect", "node-connect", 1.0),
];

pub(super) fn read(reader: &mut Reader) {
    let Some(manifest) = reader.json() else { return };
    if let Some(name) = manifest["name"].as_str() {
        reader.name_repository(name);
    }
    let depends = |kind: &str, name: &str| manifest[kind].get(name).is_some();
    let components = reader.evidence.sources[reader.folder as usize].components();
    for &(name, platform, weight) in FRAMEWORKS {
        let direct = depends("dependencies", name);
        if !direct && !depends("devDependencies", name) {
            continue;
        }
        // A library of components is no reason to take a server for a front end.
        let front = platform.starts_with("javascript") && weight < 3.0;
        let weight = match () {
            () if front && components == 0 && !has_page(reader) => weight - 1.9,
            () if !direct && weight < 3.0 => weight - 1.0,
            () => weight,
        };
        reader.platform(platform, weight, format!("It depends on `{name}`."));
    }
    let private = manifest["private"].as_bool() == Some(true);
    let starts =
        manifest["scripts"].get("start").is_some() || manifest["scripts"].get("serve").is_some();
    let exports = ["main", "module", "exports"].iter().any(|key| !manifest[key].is_null());
    if starts {
        reader.note(Sign::Script, 0.6, "Its manifest has a script that starts it.");
    }
    if exports && !starts {
        let weight = if private { -0.3 } else { -0.8 };
        reader.note(
            Sign::Script,
            weight,
            "Its manifest exports modules for others and starts nothing.",
        );
    }
    let workspaces = &manifest["workspaces"];
    if !workspaces.is_null() {
        reader.note(Sign::Workspace, 0.0, "Its manifest is the roof over workspaces.");
        let list = workspaces.as_array().or_else(|| workspaces["packages"].as_array());
        members(reader, list);
    }
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
    reader.note(Sign::Workspace, 0.0, "It is the roof over workspaces.");
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
        reader.note(Sign::Workspace, 0.0, "It is the roof over workspaces.");
    }
    for document in &documents {
        members(reader, document["packages"].as_array());
    }
}
