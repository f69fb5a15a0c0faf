//! Compose files and Kubernetes manifests: what runs, from which build.

use super::super::evidence::{Role, Sign};
use super::super::table::Id;
use super::commands::is_code;
use super::workspace::join;
use super::{Reader, Service};
use crate::tree::{FolderId, Tree};
use serde_json::Value;

pub(super) fn read(reader: &mut Reader) {
    let base = reader.evidence.tree.folder_path(reader.folder).to_owned();
    // Samples bring a file each.
    let is_of_the_whole =
        reader.folder == Tree::ROOT || reader.evidence.exclusion[reader.folder as usize].is_some();
    for document in reader.yaml() {
        let services = document["services"].as_object().cloned().unwrap_or_default();
        for (name, service) in services {
            let (context, dockerfile) = match &service["build"] {
                Value::String(context) => (Some(context.clone()), None),
                Value::Object(build) => {
                    let text =
                        |key: &str| build.get(key).and_then(Value::as_str).map(str::to_owned);
                    (Some(text("context").unwrap_or_else(|| ".".to_owned())), text("dockerfile"))
                }
                _ => (None, None),
            };
            let context = context.map(|context| join(&base, &context));
            // The Dockerfile's folder tells more than a context that is the whole.
            let folder = context.as_ref().map(|context| match dockerfile.as_deref() {
                Some(file) => {
                    let path = join(context, file);
                    path.rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_owned())
                }
                None => context.clone(),
            });
            let found = folder.as_ref().filter(|folder| !folder.is_empty());
            let found = found.and_then(|folder| reader.evidence.tree.find_folder(folder));
            let found = found.filter(|&folder| is_code(reader, folder));
            // One recipe for all is told which folder to build.
            let told = arguments(&service["build"], &base, reader);
            for folder in found.into_iter().chain(told) {
                reader.note_at(folder, Id::Image, format!("Service `{name}` is built from it."));
            }
            if folder.is_some() && is_of_the_whole && Role::of(&name, false) != Role::Tool {
                reader.facts.deployed.add(&name, reader.path);
            }
            reader.facts.services.push(Service {
                file: reader.path.to_owned(),
                group: reader.path.to_owned(),
                image: service["image"].as_str().map(str::to_owned),
                command: command(&service["command"]),
                built: folder.is_some(),
                folder,
                name,
            });
        }
    }
}

/// The folders of code that a build's arguments name, below the folder of the file or of the build.
fn arguments(build: &Value, base: &str, reader: &Reader) -> Vec<FolderId> {
    let context = join(base, build["context"].as_str().unwrap_or_default());
    let values: Vec<&str> = match &build["args"] {
        Value::Object(arguments) => arguments.values().filter_map(Value::as_str).collect(),
        Value::Array(arguments) => {
            let pairs = arguments.iter().filter_map(Value::as_str);
            pairs.filter_map(|it| it.split_once('=')).map(|(_, value)| value).collect()
        }
        _ => Vec::new(),
    };
    let tree = reader.evidence.tree;
    let folder = |value: &&str| {
        let below = |base: &str| tree.find_folder(&join(base, value)).filter(|&it| it != 0);
        below(&context).or_else(|| below(base))
    };
    let holds_code = |&it: &FolderId| {
        reader.evidence.exclusion[it as usize].is_none()
            && reader.evidence.has_row(it, |row| row.sign == Sign::Manifest)
    };
    values.iter().filter_map(folder).filter(holds_code).collect()
}

pub(super) fn read_kubernetes(reader: &mut Reader) {
    for document in reader.yaml() {
        let kind = document["kind"].as_str().unwrap_or_default();
        let pod = match kind {
            "Deployment" | "StatefulSet" | "DaemonSet" | "Job" => {
                &document["spec"]["template"]["spec"]
            }
            "CronJob" => &document["spec"]["jobTemplate"]["spec"]["template"]["spec"],
            _ => continue,
        };
        let name = document["metadata"]["name"].as_str().unwrap_or_default();
        let containers = pod["containers"].as_array().cloned().unwrap_or_default();
        if let Some(container) = containers.first() {
            let both = [command(&container["command"]), command(&container["args"])].join(" ");
            reader.facts.deployed.add(name, reader.path);
            reader.facts.services.push(Service {
                file: reader.path.to_owned(),
                group: "kubernetes".to_owned(),
                name: name.to_owned(),
                folder: None,
                image: container["image"].as_str().map(str::to_owned),
                command: both.trim().to_owned(),
                built: false,
            });
        }
    }
}

fn command(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(words) => words.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" "),
        _ => String::new(),
    }
}
