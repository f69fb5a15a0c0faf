//! Ownership rules and code mappings: a file for each project.

use super::names::{file_part, unique};
use super::{File, Format};
use crate::organization::{Organization, Project};
use crate::text::clean;
use crate::text::shell::comment;

/// The rules of every project that has some, one after another.
pub fn ownership(organization: &Organization) -> File {
    let mut files = ownership_of_each(organization);
    if let [_] = files.as_slice() {
        let file = files.remove(0);
        let name = file.filename.trim_start_matches("ownership/").to_owned();
        return file.called(name);
    }
    let with_rules = organization.projects.iter().filter(|it| has_rules(it));
    let of_project = |project: &Project| {
        let heading = comment(&format!("Rules of the project {}", project.slug));
        format!("{heading}\n{}", ended(&project.rules))
    };
    let texts: Vec<String> = with_rules.map(of_project).collect();
    File::text_of(Format::Ownership, texts.join("\n"))
}

/// A file of rules for each project that has some.
pub fn ownership_of_each(organization: &Organization) -> Vec<File> {
    let file = |(project, name): (&Project, String)| {
        let text = ended(&project.rules);
        File::text_of(Format::Ownership, text).called(format!("ownership/{name}.ownership"))
    };
    named(organization).filter(|(project, _)| has_rules(project)).map(file).collect()
}

/// The code mappings of every project, each with the project where there are several.
pub fn code_mappings(organization: &Organization) -> File {
    let several = organization.projects.len() > 1;
    let entry = |project: &Project| {
        let mut entry = mapping(project);
        if several {
            entry["project"] = project.slug.as_str().into();
            let repository = organization.repository_of(project).map(|it| it.name.as_str());
            entry["repository"] = repository.unwrap_or_default().into();
        }
        entry
    };
    let list = organization.projects.iter().map(entry).collect();
    File::text_of(Format::CodeMappings, printed(serde_json::Value::Array(list)))
}

/// A file of code mappings for each project, as `sentry-cli code-mappings upload` takes it.
pub fn code_mappings_of_each(organization: &Organization) -> Vec<File> {
    let file = |(project, name): (&Project, String)| {
        let text = printed(serde_json::json!([mapping(project)]));
        File::text_of(Format::CodeMappings, text).called(format!("code-mappings/{name}.json"))
    };
    named(organization).map(file).collect()
}

fn mapping(project: &Project) -> serde_json::Value {
    let mapping = &project.mapping;
    serde_json::json!({ "stackRoot": mapping.stack_root, "sourceRoot": mapping.source_root })
}

fn printed(value: serde_json::Value) -> String {
    serde_json::to_string_pretty(&clean::json(value)).unwrap_or_default() + "\n"
}

/// Projects with the names of their files.
fn named(organization: &Organization) -> impl Iterator<Item = (&Project, String)> {
    let slugs = organization.projects.iter().map(|project| project.slug.as_str());
    let names = unique(slugs, "project", file_part);
    organization.projects.iter().zip(names)
}

fn has_rules(project: &Project) -> bool {
    !project.rules.trim().is_empty()
}

/// Clean, with a line break at its end.
fn ended(text: &str) -> String {
    let text = clean::lines(text);
    if text.ends_with('\n') { text.into_owned() } else { format!("{text}\n") }
}
