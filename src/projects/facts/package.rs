//! `package.json`, and the workspaces of JavaScript.

use super::super::evidence::{Group, Sign, ends_in};
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
    ("preact", "javascript", 22),
    ("lit", "javascript", 22),
    ("angular", "javascript", 22),
    ("elysia", "bun", 17),
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
        reader.is_called(Kind::JavaScript, name);
    }
    let listed = |list: &&str| manifest[*list].as_object().into_iter().flat_map(|it| it.keys());
    let used = ["dependencies", "peerDependencies", "optionalDependencies"];
    for name in used.iter().flat_map(listed) {
        reader.uses(Kind::JavaScript, name);
    }
    // Bundlers send it where the sources of their bundles are.
    let needed = ["dependencies", "devDependencies"];
    if let Some(sdk) = needed.iter().flat_map(listed).find(|name| is_sdk(name)) {
        reader.reports(sdk);
    }
    let depends = |kind: &str, name: &str| manifest[kind].get(name).is_some();
    let components = reader.evidence.sources[reader.folder as usize].components();
    // What a roof over applications needs is what they need.
    let roof = is_roof(reader);
    let pages = ["vue", "svelte", "react", "solid-js", "@angular/core", "preact", "lit"]
        .iter()
        .any(|name| depends("dependencies", name) || depends("devDependencies", name));
    let is_angular = depends("dependencies", "@angular/core");
    for &(name, platform, weight) in FRAMEWORKS.iter().filter(|_| !roof) {
        let direct = depends("dependencies", name);
        if !direct && !depends("devDependencies", name) {
            continue;
        }
        // What is built into an image, or is pages, only calls functions.
        if platform == "node-gcpfunctions" && (components > 0 || is_built(reader)) {
            continue;
        }
        // A library of components is no reason to take a server for a front end.
        let front = platform.starts_with("javascript") && weight < 30;
        // What serves pages while they are written serves nobody else.
        let serves = platform.starts_with("node-") && weight < 20;
        // Angular's pages are tried with one, too.
        let tries = !direct && is_angular;
        if serves && pages && (tries || !starts_in_node(reader)) {
            continue;
        }
        let weight = match () {
            () if front && (components == 0 || is_server(reader)) && !has_page(reader) => {
                weight.saturating_sub(19)
            }
            () if !direct && weight < 30 => weight.saturating_sub(10),
            () => weight,
        };
        reader.platform(platform, weight, format!("It depends on `{name}`."));
    }
    let is_known = |(name, _, _): &(&str, _, _)| needed.iter().any(|kind| depends(kind, name));
    if !roof && listed(&"dependencies").next().is_some() && !FRAMEWORKS.iter().any(is_known) {
        reader.note(Id::Plain, "Its manifest names no framework.");
    }
    let private = manifest["private"].as_bool() == Some(true);
    let packed = ["files", "publishConfig", "bin"].iter().any(|key| !manifest[key].is_null());
    let script = |name: &str| manifest["scripts"].get(name).and_then(Value::as_str);
    // What is only run from its sources while it is written is bundled for its image by another script.
    let develops = private && script("dev").is_some_and(runs_sources);
    let starts = script("start").is_some() || script("serve").is_some() || develops;
    let exports = ["main", "module", "exports"].iter().any(|key| !manifest[key].is_null());
    let typed = ["types", "typings", "svelte"].iter().any(|key| !manifest[key].is_null());
    let run = ["start:prod", "start:production", "start", "serve"];
    let command = run.into_iter().filter_map(script).find(|command| runs(command));
    if manifest["bin"].is_null()
        && ["start", "serve", "dev"].into_iter().filter_map(script).any(is_run_by_bun)
    {
        reader.platform("bun", RUN_BY_BUN, "Its manifest runs its sources by Bun.");
    }
    // What is published starts its demonstration so.
    if let Some(command) = command.filter(|_| !packed) {
        reader.note(Id::Runs, format!("Its manifest starts it by `{command}`."));
    } else if starts {
        reader.note(Id::Serves, "Its manifest has a script that starts it.");
    }
    // Who is imported leaves it to the importer which version of a framework there is.
    let peers = manifest["peerDependencies"].as_object().is_some_and(|peers| !peers.is_empty());
    if peers && !starts {
        reader.note(Id::Exports, "Its manifest leaves versions to those who use it.");
    }
    if private {
        reader.note(Id::Private, "Its manifest says that it is not published.");
    } else if packed && exports && typed && !starts && manifest["bin"].is_null() {
        reader.note(Id::Imported, "Its manifest publishes it for programs that import it.");
    } else if packed && exports && !depends("devDependencies", "electron-builder") {
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

/// Whether a package is an SDK of Sentry's, or prepares a bundle for one.
fn is_sdk(name: &str) -> bool {
    let parts = ["types", "core", "utils", "cli", "integrations", "hub"];
    name.strip_prefix("@sentry/").is_some_and(|rest| !parts.contains(&rest))
}

/// What runs programs where they are deployed, with the words that make it do so, if any has to.
const RUNNERS: &[(&str, &[&str])] = &[
    ("node", &[]),
    ("next", &["start"]),
    ("nuxt", &["start"]),
    ("nest", &["start"]),
    ("remix-serve", &[]),
    ("react-router-serve", &[]),
    ("functions-framework", &[]),
    ("probot", &["run"]),
    ("strapi", &["start"]),
    ("medusa", &["start"]),
    ("pm2", &[]),
    ("pm2-runtime", &[]),
    ("bun", &[]),
    ("deno", &[]),
    ("ts-node", &[]),
    ("tsx", &[]),
    ("react-scripts", &["start"]),
    ("ng", &["serve"]),
    ("expo", &["start", "run"]),
    ("electron", &[]),
];

/// Words that only set something for the program that follows.
const PREFIXES: &[&str] = &["cross-env", "env", "exec", "npx", "dotenv", "--"];

/// Whether a script runs a program as it is run where it is deployed: `node dist/main.js`, but
/// not `rollup -w`.
fn runs(command: &str) -> bool {
    let last = command.rsplit("&&").next().unwrap_or(command);
    let mut words =
        last.split_whitespace().skip_while(|word| PREFIXES.contains(word) || word.contains('='));
    let program = words.next().unwrap_or_default();
    let program = program.rsplit('/').next().unwrap_or(program);
    let found = RUNNERS.iter().find(|(name, _)| *name == program);
    let rest: Vec<&str> = words.collect();
    // A script of the builders is run by the same programs.
    let script = rest.iter().find(|word| !word.starts_with('-')).copied().unwrap_or_default();
    let builds = ["scripts/", "build/", "tools/", "config/", "webpack", "watch", "bin/dev"];
    found.is_some_and(|(_, needed)| {
        needed.is_empty()
            && !builds.iter().any(|it| script.trim_start_matches("./").starts_with(it))
            || needed.iter().any(|word| rest.first() == Some(word))
    })
}

/// What runs by Bun answers requests by what Hono makes of Bun's own server, more often than not.
const RUN_BY_BUN: u8 = 14;

/// Whether a script runs sources by Bun: `bun --watch src/index.ts`, but not `bun run build`.
fn is_run_by_bun(command: &str) -> bool {
    let mut words = command.split_whitespace().skip_while(|&word| word != "bun").skip(1);
    let first = words.find(|word| !word.starts_with('-') && *word != "run");
    first.is_some_and(|it| [".ts", ".js", ".tsx"].iter().any(|end| it.ends_with(end)))
}

/// Whether a script runs sources as they are: `pnpm with-env tsx watch ./src/main.ts`.
fn runs_sources(command: &str) -> bool {
    let mut words = command.split_whitespace();
    words.any(|word| matches!(word, "tsx" | "ts-node" | "ts-node-dev" | "nodemon"))
        && words.any(|word| word.ends_with(".ts") || word.ends_with(".js"))
}

fn starts_in_node(reader: &Reader) -> bool {
    let evidence = reader.evidence;
    let of_node = |folder: FolderId| {
        evidence.has_row(folder, |row| row.sign == Sign::Entry && row.platform == Some("node"))
    };
    let names = Names::get();
    let mut inside = evidence.tree.subfolders(reader.folder);
    of_node(reader.folder)
        || is_server(reader)
        || inside.any(|it| names.has("back-in-node", evidence.tree.folder_name(it)))
}

/// Whether its folder is called a server.
fn is_server(reader: &Reader) -> bool {
    ends_in(reader.evidence.tree.folder_name(reader.folder), "back-in-node")
}

/// Whether it is the one manifest of applications in folders of their own, as Nx has it.
fn is_roof(reader: &Reader) -> bool {
    let evidence = reader.evidence;
    let tree = evidence.tree;
    let has = |folder: FolderId, name: &str| tree.find_own_file(folder, name).is_some();
    let groups = tree
        .subfolders(reader.folder)
        .filter(|&it| Group::of(tree.folder_name(it)) == Group::Applications);
    has(reader.folder, "nx.json")
        && groups.flat_map(|it| tree.subfolders(it)).any(|it| has(it, "project.json"))
}

fn is_built(reader: &Reader) -> bool {
    reader.evidence.has_row(reader.folder, |row| row.id == Id::Image)
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
