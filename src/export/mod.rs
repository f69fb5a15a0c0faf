//! The plan as files to take away: for people, for Terraform, for shells and spreadsheets.
//!
//! Every file is made from an [`Organization`] and from nothing else. [`Format`] lists
//! what there is; [`export`] makes one file, [`export_all`] the folder that the archive
//! holds. [`entry`] and [`contents`] name the same files and write none: an [`Entry`] is
//! written when it is asked for.
//!
//! ```
//! use sentry_general::export::{Format, export};
//! use sentry_general::organization::Organization;
//!
//! let plan = r#"{"projects": [{"slug": "web", "name": "web", "teams": ["shop"],
//!     "rules": "path:* #shop\n"}]}"#;
//! let organization = Organization::from_json(plan).unwrap();
//! let file = export(&organization, Format::Ownership);
//! assert_eq!(file.filename, "web.ownership");
//! assert_eq!(file.text(), Some("path:* #shop\n"));
//! ```
//!
//! # What users typed
//! A document may hold any text: a team called `"; rm -rf ~`, a project called
//! `<script>`. Each writer quotes for its own language, and its tests read the file back
//! with a parser of that language: what comes out is the very text that went in, but for
//! what [`clean`](crate::text::clean) leaves out of every file. What Sentry will not take
//! is told by [`gaps`], and stands at the head of the files that it concerns.
//!
//! # Odd cases
//! - Rules and code mappings belong to a project each. Where a plan has several, their
//!   single file holds all: rules one after another under the project's name, code
//!   mappings with the project beside each. The archive has a file for each.
//! - The archive carries no time of day: the same plan gives the same bytes.

mod archive;
mod builds;
mod codeowners;
mod document;
mod entry;
mod file;
mod format;
mod gaps;
mod merged;
mod names;
pub(crate) mod report;
mod rollout;
mod rules;
mod script;
mod table;
mod terraform;

pub use archive::zip;
pub use document::SCHEMA;
pub use entry::Entry;
pub use file::{Content, File};
pub use format::Format;
pub use gaps::{Gap, gaps};

use crate::live::{Comparison, Live};
use crate::organization::{Organization, Project, picture};

/// Makes one file of a plan.
#[must_use]
pub fn export(organization: &Organization, format: Format) -> File {
    entry(organization, format).write()
}

/// One file of a plan, named and not written yet.
#[must_use]
pub fn entry(organization: &Organization, format: Format) -> Entry<'_> {
    let text = |write: fn(&Organization) -> String| Entry::new(format, move || write(organization));
    match format {
        Format::Zip => Entry::of(format, move || zip(&export_all(organization)).content),
        Format::Markdown => text(report::to_markdown),
        Format::Html => text(report::to_html),
        Format::Terraform => text(terraform::resources),
        Format::TerraformImports => text(terraform::imports),
        Format::Shell => text(script::write),
        Format::CodeMappings => rules::code_mappings(organization),
        Format::Ownership => rules::ownership(organization),
        Format::Codeowners => text(codeowners::write),
        Format::Csv => text(table::write),
        Format::Rollout => text(rollout::write),
        Format::Ci => {
            let name = builds::filename(organization).to_owned();
            text(builds::write).called(name)
        }
        Format::Sdk => Entry::new(format, move || rules::all_snippets(organization)),
        Format::Svg => text(picture::svg),
        Format::Json => text(document::write),
        Format::Schema => text(|_| SCHEMA.to_owned()),
    }
}

/// The file that one project has of a format; none if the format has no such files, or the
/// plan no such project, or the project nothing to put into one.
#[must_use]
pub fn export_project(organization: &Organization, format: Format, slug: &str) -> Option<File> {
    let projects = organization.projects.iter().filter(|project| project.slug == slug);
    let only = Organization { projects: projects.cloned().collect(), ..organization.clone() };
    let files = match rules::of_each(format) {
        Some(of_each) => of_each(&only),
        None => Vec::new(),
    };
    let file = files.first()?.write();
    let name = file.filename.rsplit('/').next().unwrap_or_default().to_owned();
    Some(file.called(name))
}

/// The file that lets Terraform take over what is in Sentry today.
#[must_use]
pub fn today(organization: &Organization, live: &Live, comparison: &Comparison) -> File {
    let write = || terraform::today(organization, live, comparison);
    Entry::new(Format::TerraformImports, write).called("sentry-today.tf".to_owned()).write()
}

/// The script that changes in Sentry what is not as planned today, and nothing else.
#[must_use]
pub fn today_script(organization: &Organization, live: &Live, comparison: &Comparison) -> File {
    let write = || script::today(organization, live, comparison);
    Entry::new(Format::Shell, write).called("sentry-today.sh".to_owned()).write()
}

/// The slugs of the projects that have a file of their own of a format.
#[must_use]
pub fn projects_with(organization: &Organization, format: Format) -> Vec<&str> {
    let has = |project: &&Project| rules::has_own(project, format);
    organization.projects.iter().filter(has).map(|project| project.slug.as_str()).collect()
}

/// The file of a plan that `name` asks for: the id of a [`Format`], behind which `@` and the slug
/// of a project may stand, for the file of that project alone.
///
/// # Errors
/// An unknown format or project; the text names those formats that there are.
pub fn find(organization: &Organization, name: &str) -> Result<File, String> {
    let (id, project) = match name.split_once('@') {
        Some((id, project)) => (id, Some(project)),
        None => (name, None),
    };
    let format = Format::find(id).ok_or_else(|| {
        let ids: Vec<&str> = Format::ALL.into_iter().map(Format::id).collect();
        format!("format: there is no `{id}`; there are {}", ids.join(", "))
    })?;
    match project {
        None => Ok(export(organization, format)),
        Some(slug) => export_project(organization, format, slug)
            .ok_or_else(|| format!("format: there is no `{id}` of a project `{slug}` alone")),
    }
}

/// Every file of a plan but the archive itself, with its path in a folder. Paths are unique.
#[must_use]
pub fn export_all(organization: &Organization) -> Vec<File> {
    contents(organization).iter().map(Entry::write).collect()
}

/// The same, named and not written yet: costs no more than the names.
#[must_use]
pub fn contents(organization: &Organization) -> Vec<Entry<'_>> {
    let mut files = Vec::new();
    for format in Format::ALL {
        match format {
            Format::Zip => {}
            Format::CodeMappings => files.extend(rules::code_mappings_of_each(organization)),
            Format::Ownership => files.extend(rules::ownership_of_each(organization)),
            Format::Codeowners => files.extend(codeowners::of_each(organization)),
            Format::Sdk => files.extend(rules::snippets_of_each(organization)),
            Format::Ci => files.push(entry(organization, format).within("ci")),
            Format::Terraform => files.push(entry(organization, format).within("terraform")),
            Format::TerraformImports => {
                files.push(entry(organization, format).within("terraform/existing"));
            }
            Format::Markdown
            | Format::Html
            | Format::Shell
            | Format::Csv
            | Format::Rollout
            | Format::Svg
            | Format::Json
            | Format::Schema => files.push(entry(organization, format)),
        }
    }
    files
}
