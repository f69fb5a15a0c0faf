//! `Cargo.toml`.

use super::super::evidence::Sign;
use super::super::table::Id;
use super::Reader;
use super::workspace::Kind;
use toml::Value;

pub(super) fn read(reader: &mut Reader) {
    let Some(manifest) = reader.toml() else { return };
    let package = manifest.get("package");
    if let Some(name) = package.and_then(|package| package.get("name")).and_then(Value::as_str) {
        reader.name_repository(name);
        reader.is_called(Kind::Cargo, name);
    }
    let bins = manifest.get("bin").and_then(Value::as_array).map_or(0, Vec::len);
    let starts = reader
        .evidence
        .has_row(reader.folder, |row| row.sign == Sign::Entry && row.platform == Some("rust"));
    if package.and_then(|package| package.get("publish")) == Some(&Value::Boolean(false)) {
        reader.note(Id::Private, "Its manifest says that it is not published.");
    }
    let serves = ["axum", "actix-web", "rocket", "warp", "poem", "tide", "tonic"];
    let dependencies = manifest.get("dependencies").and_then(Value::as_table);
    for name in dependencies.into_iter().flat_map(|it| it.keys()) {
        reader.uses(Kind::Cargo, name);
    }
    if dependencies.is_some_and(|it| it.contains_key("sentry")) {
        reader.reports("sentry");
    }
    let found =
        serves.iter().find(|name| dependencies.is_some_and(|table| table.contains_key(**name)));
    if bins > 0 {
        reader.note(Id::Start, "Its manifest builds a program.");
    }
    if bins > 0 || starts {
        if let Some(name) = found {
            reader.note(Id::Serves, format!("It serves requests by `{name}`."));
        }
    } else if manifest.contains_key("lib") {
        reader.note(Id::Exports, "Its manifest builds a library.");
    }
    let Some(workspace) = manifest.get("workspace") else { return };
    if package.is_none() {
        reader.note(Id::Workspace, "Its manifest is the roof over workspace members.");
    }
    let list = |key: &str| {
        let list = workspace.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
        list.iter().filter_map(Value::as_str).map(str::to_owned).collect::<Vec<_>>()
    };
    let except: Vec<String> = list("exclude").iter().map(|it| format!("!{it}")).collect();
    let (members, except) = (list("members"), except.iter().map(String::as_str));
    // What a member depends on by its path is a member, listed or not.
    reader.workspace(Kind::Cargo, members.iter().map(String::as_str).chain(except), false);
}
