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

/// A project of a solution: its file, and the first of the solution's folders around it that
/// is of tests, samples and the like.
type Entry = (String, Option<String>);

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
    // Per folder that was gone through, what was found from it on.
    let mut known: BTreeMap<&str, Option<String>> = BTreeMap::new();
    let mut of = |id: &str| {
        let mut through: Vec<&str> = Vec::new();
        let mut at = around.get(id);
        let found = loop {
            let Some(folder) = at else { break None };
            // A file may nest folders in a circle, even such as it does not name.
            if let Some(found) = known.get(folder.as_str()) {
                break found.clone();
            }
            through.push(folder);
            known.insert(folder, None);
            if let Some(name) = folders.get(folder).filter(|it| is_left_out(it)) {
                break Some(name.clone());
            }
            at = around.get(folder);
        };
        known.extend(through.into_iter().map(|folder| (folder, found.clone())));
        found
    };
    let entries: Vec<Entry> = projects.into_iter().map(|(id, path)| (path, of(&id))).collect();
    tell(reader, &entries);
}

pub(super) fn read_slnx(reader: &mut Reader) {
    let mut xml = Xml::from_str(reader.text);
    // Per open folder, the outermost of tests and the like.
    let mut folders: Vec<Option<String>> = Vec::new();
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
            Err(error) => return reader.no_xml(xml.error_position(), error),
            Ok(_) => continue,
        };
        let value = |name: &str| {
            let mut all = start.attributes().flatten();
            all.find(|it| it.key.local_name().as_ref() == name).map(|it| it.value.to_string())
        };
        match start.local_name().as_ref() {
            "Folder" if opens => {
                let outer = folders.last().cloned().flatten();
                let own = || {
                    let path = value("Name")?;
                    path.split('/').find(|it| is_left_out(it)).map(str::to_owned)
                };
                folders.push(outer.or_else(own));
            }
            "Project" => {
                if let Some(path) = value("Path") {
                    let around = folders.last().cloned().flatten();
                    entries.push((path.replace('\\', "/"), around));
                }
            }
            _ => {}
        }
    }
    tell(reader, &entries);
}

fn is_left_out(name: &str) -> bool {
    !name.is_empty() && Exclusion::of(&name.to_lowercase()).is_some()
}

fn tell(reader: &mut Reader, entries: &[Entry]) {
    if entries.is_empty() {
        return;
    }
    reader.note(Id::Workspace, "It is the roof over the projects of a solution.");
    let base = reader.evidence.tree.folder_path(reader.folder).to_owned();
    for (path, around) in entries {
        let Some(name) = around else { continue };
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
