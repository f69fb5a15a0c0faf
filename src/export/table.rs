//! The projects as a table for spreadsheets.

use crate::organization::{Organization, Project};
use crate::text::csv::quoted;

/// A line for each project, under a line of headings. Lines end as RFC 4180 says.
pub fn write(organization: &Organization) -> String {
    let headings = [
        "project",
        "name",
        "platform",
        "repository",
        "folder",
        "process",
        "teams",
        "files",
        "confidence",
        "stack root",
        "source root",
        "rules",
        "why",
    ];
    let mut table = line(headings.map(str::to_owned));
    for project in &organization.projects {
        table.push_str(&line(cells(organization, project)));
    }
    table
}

fn cells(organization: &Organization, project: &Project) -> [String; 13] {
    let repository = organization.repository_of(project).map(|it| it.name.clone());
    let rules = project.rules.lines().map(str::trim);
    let rules = rules.filter(|line| !line.is_empty() && !line.starts_with('#')).count();
    [
        project.slug.clone(),
        project.name.clone(),
        project.platform.clone(),
        repository.unwrap_or_default(),
        project.root.clone(),
        project.process.clone().unwrap_or_default(),
        project.teams.join(" "),
        project.files.to_string(),
        format!("{:.2}", project.confidence),
        project.mapping.stack_root.clone(),
        project.mapping.source_root.clone(),
        rules.to_string(),
        project.reasons.first().map(|reason| reason.text.clone()).unwrap_or_default(),
    ]
}

fn line<const N: usize>(cells: [String; N]) -> String {
    cells.map(|text| quoted(&text)).join(",") + "\r\n"
}
