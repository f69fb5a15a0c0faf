//! What runs on a machine or a host: PM2's ecosystem, units of systemd, Render's and Fly's
//! files.

use super::super::evidence::Sign;
use super::super::table::Id;
use super::commands::is_code;
use super::workspace::join;
use super::{Reader, Service};
use crate::tree::FolderId;

/// PM2's `ecosystem.config.js`: a program, of which literal names, scripts and folders are read.
pub(super) fn read_pm2(reader: &mut Reader) {
    let base = reader.evidence.tree.folder_path(reader.folder).to_owned();
    let (mut elsewhere, mut here) = (0, false);
    // An object for each application; braces inside it are its variables.
    for object in reader.text.split('{').flat_map(|it| it.split('}')) {
        let value = |key: &str| literal(object, key);
        let Some(script) = value("script") else { continue };
        let folder = join(&base, value("cwd").unwrap_or_default());
        let path = join(&folder, script);
        let inside = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let Some(component) = component(reader, inside).or_else(|| component(reader, &folder))
        else {
            continue;
        };
        here |= component == reader.folder;
        elsewhere += u32::from(component != reader.folder);
        reader.note_at(component, Id::Host, "PM2 keeps it running.");
        let name = value("name").unwrap_or("app").to_owned();
        started(reader, component, name, script.to_owned());
    }
    // Else its name alone speaks for the folder that it lies in.
    if elsewhere > 0 && !here && !is_application(reader) {
        reader.note(Id::Helper, "What it keeps running lies in folders of its own.");
    }
}

/// Whether more than PM2's file speaks for the folder.
fn is_application(reader: &Reader) -> bool {
    let hits = reader.evidence.hits_of(reader.folder);
    hits.iter().any(|hit| {
        let speaks = matches!(
            reader.evidence.row(hit).sign,
            Sign::Runtime | Sign::Entry | Sign::Deploy | Sign::Function
        );
        speaks && !reader.evidence.path(hit).ends_with(reader.path)
    })
}

/// A unit of systemd: its name is that of the program it starts.
pub(super) fn read_unit(reader: &mut Reader) {
    let setting = |key: &str| {
        reader.text.lines().find_map(|line| line.trim().strip_prefix(key)?.strip_prefix('='))
    };
    let Some(command) = setting("ExecStart") else { return };
    let program = command.split_whitespace().next().unwrap_or_default();
    let program = program.rsplit('/').next().unwrap_or_default().to_owned();
    let file = reader.path.rsplit('/').next().unwrap_or_default();
    let unit = file.strip_suffix(".service").unwrap_or(file).trim_end_matches('@').to_owned();
    for name in [unit, program] {
        reader.facts.deployed.add(&name, reader.path);
    }
}

/// Render's blueprint.
pub(super) fn read_render(reader: &mut Reader) {
    let base = reader.evidence.tree.folder_path(reader.folder).to_owned();
    for document in reader.yaml() {
        for service in document["services"].as_array().into_iter().flatten() {
            let text = |key: &str| service[key].as_str();
            let place = text("rootDir").or_else(|| {
                let file = text("dockerfilePath")?;
                Some(file.rsplit_once('/').map_or("", |(folder, _)| folder))
            });
            let folder = join(&base, place.unwrap_or_default());
            let Some(component) = component(reader, &folder) else { continue };
            if !matches!(text("type"), Some("redis" | "keyvalue" | "pserv")) {
                reader.note_at(component, Id::Host, "Render runs it.");
            }
            let name = text("name").unwrap_or_default().to_owned();
            started(reader, component, name, text("startCommand").unwrap_or_default().to_owned());
        }
    }
}

/// Fly's file, with the processes it names.
pub(super) fn read_fly(reader: &mut Reader) {
    let Some(manifest) = reader.toml() else { return };
    let processes = manifest.get("processes").and_then(toml::Value::as_table);
    for (name, command) in processes.into_iter().flatten() {
        let command = command.as_str().unwrap_or_default().to_owned();
        started(reader, reader.folder, name.clone(), command);
    }
}

fn started(reader: &mut Reader, component: FolderId, name: String, command: String) {
    reader.facts.services.push(Service {
        file: reader.path.to_owned(),
        group: reader.path.to_owned(),
        name,
        folder: Some(reader.evidence.tree.folder_path(component).to_owned()),
        image: None,
        command,
        built: true,
    });
}

/// The nearest folder with a manifest, from a folder up.
fn component(reader: &Reader, folder: &str) -> Option<FolderId> {
    let evidence = reader.evidence;
    let start = if folder.is_empty() { 0 } else { evidence.tree.find_folder(folder)? };
    let mut around = std::iter::successors(Some(start), |&at| evidence.tree.parent(at));
    around.find(|&at| is_code(reader, at) && evidence.has_row(at, |row| row.sign == Sign::Manifest))
}

/// The quoted value behind a key: `name: "api"`.
fn literal<'t>(text: &'t str, key: &str) -> Option<&'t str> {
    text.match_indices(key).find_map(|(at, _)| {
        let before = text[..at].chars().next_back();
        let rest = text[at + key.len()..].trim_start_matches(['"', '\'']).trim_start();
        let rest = rest.strip_prefix(':')?.trim_start();
        let quote = rest.chars().next().filter(|it| matches!(it, '"' | '\'' | '`'))?;
        let own = before.is_none_or(|it| !it.is_alphanumeric() && it != '_');
        own.then(|| rest[1..].split(quote).next()).flatten()
    })
}
