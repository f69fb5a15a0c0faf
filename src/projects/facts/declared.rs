//! What owners declare: Backstage's catalog; and Dart's `pubspec.yaml`.

use super::super::table::Id;
use super::Reader;

pub(super) fn read_backstage(reader: &mut Reader) {
    for document in reader.yaml() {
        if document["kind"] != "Component" {
            continue;
        }
        let name = document["metadata"]["name"].as_str().unwrap_or_default().to_owned();
        match document["spec"]["type"].as_str() {
            Some("library" | "documentation") => {
                reader.note(Id::Helper, format!("Its owners declare `{name}` as no service."));
            }
            kind => {
                let kind = kind.unwrap_or("component");
                reader.note(Id::Declared, format!("Its owners declare `{name}` as a {kind}."));
            }
        }
    }
}

pub(super) fn read_pubspec(reader: &mut Reader) {
    for manifest in reader.yaml() {
        if let Some(name) = manifest["name"].as_str() {
            reader.name_repository(name);
        }
        let has = |name: &str| manifest["dependencies"].get(name).is_some();
        if let Some(sdk) = ["sentry_flutter", "sentry"].into_iter().find(|name| has(name)) {
            reader.reports(sdk);
        }
        if has("flutter") {
            reader.platform("flutter", 40, "It depends on Flutter.");
        }
    }
}
