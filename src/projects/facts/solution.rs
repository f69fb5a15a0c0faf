//! .NET solutions: `.sln`, a text of lines, and `.slnx`, XML. Which projects are built, and
//! in which of the solution's own folders they stand.

use super::super::evidence::Exclusion;
use super::super::table::Id;
use super::Reader;
use super::workspace::{Kind, join};
use quick_xml::Reader as Xml;
use quick_xml::events::Event;
use std::collections::BTreeMap;

/// The type of a solution's own folders.
const FOLDER: &str = "{2150E333-8FDC-42A3-9474-1A3956D46DE8}";

/// A project of a solution: its file, and the solution's folders around it.
type Entry = (String, Vec<String>);

pub(super) fn read_sln(reader: &mut Reader) {
    let mut projects: Vec<(String, String)> = Vec::new();
    let mut folders: BTreeMap<String, String> = BTreeMap::new();
    let mut around: BTreeMap<String, String> = BTreeMap::new();
    let mut nested = false;
    for line in reader.text.lines().map(str::trim) {
        if line.starts_with("Project(") {
            let parts: Vec<&str> = line.split('"').collect();
            let [_, kind, _, name, _, path, _, id, ..] = parts[..] else { continue };
            if kind.eq_ignore_ascii_case(FOLDER) {
                folders.insert(id.to_uppercase(), name.to_owned());
            } else {
                projects.push((id.to_uppercase(), path.replace('\\', "/")));
            }
        } else if line.starts_with("GlobalSection(") {
            nested = line.contains("NestedProjects");
        } else if nested && let Some((inner, outer)) = line.split_once('=') {
            around.insert(inner.trim().to_uppercase(), outer.trim().to_uppercase());
        }
    }
    let of = |id: &str| {
        let mut names = Vec::new();
        let mut at = around.get(id);
        // A file may nest folders in a circle, even such as it does not name.
        for _ in 0..around.len() {
            let Some(folder) = at else { break };
            names.extend(folders.get(folder).cloned());
            at = around.get(folder);
        }
        names
    };
    let entries: Vec<Entry> = projects.into_iter().map(|(id, path)| (path, of(&id))).collect();
    tell(reader, &entries);
}

pub(super) fn read_slnx(reader: &mut Reader) {
    let mut xml = Xml::from_str(reader.text);
    let mut folders: Vec<String> = Vec::new();
    let mut entries: Vec<Entry> = Vec::new();
    loop {
        let event = xml.read_event();
        let (start, opens) = match &event {
            Ok(Event::Start(start)) => (start, true),
            Ok(Event::Empty(start)) => (start, false),
            Ok(Event::End(end)) => {
                if end.local_name().as_ref() == "Folder" {
                    folders.pop();
                }
                continue;
            }
            Ok(Event::Eof) => break,
            Err(error) => {
                let at = xml.error_position() as usize;
                reader.unreadable("XML", &error.to_string(), Some(at));
                return;
            }
            Ok(_) => continue,
        };
        let value = |name: &str| {
            let mut all = start.attributes().flatten();
            all.find(|it| it.key.local_name().as_ref() == name).map(|it| it.value.to_string())
        };
        match start.local_name().as_ref() {
            "Folder" if opens => folders.push(value("Name").unwrap_or_default()),
            "Project" => {
                if let Some(path) = value("Path") {
                    let names = folders.iter().flat_map(|it| it.split('/'));
                    let names = names.filter(|it| !it.is_empty()).map(str::to_owned).collect();
                    entries.push((path.replace('\\', "/"), names));
                }
            }
            _ => {}
        }
    }
    tell(reader, &entries);
}

fn tell(reader: &mut Reader, entries: &[Entry]) {
    if entries.is_empty() {
        return;
    }
    reader.note(Id::Workspace, "It is the roof over the projects of a solution.");
    let base = reader.evidence.tree.folder_path(reader.folder).to_owned();
    for (path, around) in entries {
        let named = around.iter().find(|name| Exclusion::of(&name.to_lowercase()).is_some());
        let Some(name) = named else { continue };
        let project = join(&base, path);
        let folder = project.rsplit_once('/').map_or("", |(folder, _)| folder);
        if let Some(folder) = reader.evidence.tree.find_folder(folder) {
            let fact = format!("The solution has it among its `{name}`.");
            reader.note_at(folder, Id::LeftOutNamed, fact);
        }
    }
    let paths: Vec<String> = entries.iter().map(|(path, _)| globset::escape(path)).collect();
    reader.workspace(Kind::Dotnet, paths.iter().map(String::as_str), true);
}
