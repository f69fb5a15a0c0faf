//! Ownership rules, code mappings and code: a file for each project.

use super::names::{file_part, unique};
use super::{Entry, Format, report};
use crate::organization::{Mapping, Organization, Project};
use crate::text::clean;
use crate::text::shell::comment;

/// What makes a file of a format for each project; none if the format has no such files.
pub fn of_each(format: Format) -> Option<fn(&Organization) -> Vec<Entry<'_>>> {
    match format {
        Format::Ownership => Some(ownership_of_each),
        Format::CodeMappings => Some(code_mappings_of_each),
        Format::Sdk => Some(snippets_of_each),
        Format::Zip
        | Format::Markdown
        | Format::Html
        | Format::Terraform
        | Format::TerraformImports
        | Format::Shell
        | Format::Codeowners
        | Format::Csv
        | Format::Rollout
        | Format::Ci
        | Format::Svg
        | Format::Json
        | Format::Schema => None,
    }
}

/// Whether a project has a file of its own of a format.
pub fn has_own(project: &Project, format: Format) -> bool {
    of_each(format).is_some() && (format != Format::Ownership || has_rules(project))
}

/// The rules of every project that has some, one after another.
pub fn ownership(organization: &Organization) -> Entry<'_> {
    let mut files = ownership_of_each(organization);
    if let [_] = files.as_slice() {
        let file = files.remove(0);
        let name = file.filename.trim_start_matches("ownership/").to_owned();
        return file.called(name);
    }
    Entry::new(Format::Ownership, move || all_rules(organization))
}

fn all_rules(organization: &Organization) -> String {
    let with_rules = organization.projects.iter().filter(|it| has_rules(it));
    let of_project = |project: &Project| {
        let heading = comment(&format!("Rules of the project {}", project.slug));
        format!("{heading}\n{}", ended(&project.rules))
    };
    let texts: Vec<String> = with_rules.map(of_project).collect();
    texts.join("\n")
}

/// A file of rules for each project that has some.
pub fn ownership_of_each(organization: &Organization) -> Vec<Entry<'_>> {
    let with_rules = named(organization).filter(|(project, _)| has_rules(project));
    let file = with_rules.map(|(project, name)| {
        Entry::new(Format::Ownership, || ended(&project.rules))
            .called(format!("ownership/{name}.ownership"))
    });
    file.collect()
}

/// The code mappings of every project, each with the project where there are several.
pub fn code_mappings(organization: &Organization) -> Entry<'_> {
    Entry::new(Format::CodeMappings, move || all_mappings(organization))
}

fn all_mappings(organization: &Organization) -> String {
    let several = organization.projects.len() > 1;
    let mut list = Vec::new();
    for project in &organization.projects {
        for mapping in project.all_mappings() {
            let mut entry = self::mapping(mapping);
            if several {
                entry["project"] = project.slug.as_str().into();
                let repository = organization.repository_of(project).map(|it| it.name.as_str());
                entry["repository"] = repository.unwrap_or_default().into();
            }
            list.push(entry);
        }
    }
    printed(serde_json::Value::Array(list))
}

/// A file of code mappings for each project, as `sentry-cli code-mappings upload` takes it.
pub fn code_mappings_of_each(organization: &Organization) -> Vec<Entry<'_>> {
    let files = named(organization).map(|(project, name)| {
        let mappings = project.all_mappings();
        Entry::new(Format::CodeMappings, move || printed(mappings.iter().map(mapping).collect()))
            .called(format!("code-mappings/{name}.json"))
    });
    files.collect()
}

/// What goes into the applications, one after another.
pub fn all_snippets(organization: &Organization) -> String {
    let texts: Vec<String> = organization.projects.iter().map(report::snippets).collect();
    texts.join("\n")
}

/// A file of what goes into each application.
pub fn snippets_of_each(organization: &Organization) -> Vec<Entry<'_>> {
    let file = named(organization).map(|(project, name)| {
        Entry::new(Format::Sdk, || report::snippets(project)).called(format!("sdk/{name}.md"))
    });
    file.collect()
}

fn mapping(mapping: &Mapping) -> serde_json::Value {
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
