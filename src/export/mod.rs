//! The plan as files to take away: for people, for Terraform, for shells and spreadsheets.
//!
//! Every file is made from an [`Organization`] and from nothing else. [`Format`] lists
//! what there is; [`export`] makes one file, [`export_all`] the folder that the archive
//! holds.
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
mod codeowners;
mod document;
mod file;
mod format;
mod gaps;
mod names;
mod report;
mod rules;
mod script;
mod table;
mod terraform;

pub use archive::zip;
pub use document::SCHEMA;
pub use file::{Content, File};
pub use format::Format;
pub use gaps::{Gap, gaps};

use crate::organization::{Organization, picture};

/// Makes one file of a plan.
#[must_use]
pub fn export(organization: &Organization, format: Format) -> File {
    let text = |text: String| File::text_of(format, text);
    match format {
        Format::Zip => zip(&export_all(organization)),
        Format::Markdown => text(report::to_markdown(organization)),
        Format::Html => text(report::to_html(organization)),
        Format::Terraform => text(terraform::resources(organization)),
        Format::TerraformImports => text(terraform::imports(organization)),
        Format::Shell => text(script::write(organization)),
        Format::CodeMappings => rules::code_mappings(organization),
        Format::Ownership => rules::ownership(organization),
        Format::Codeowners => text(codeowners::write(organization)),
        Format::Csv => text(table::write(organization)),
        Format::Svg => text(picture::svg(organization)),
        Format::Json => text(document::write(organization)),
        Format::Schema => text(SCHEMA.to_owned()),
    }
}

/// The file that one project has of a format; none if the format has no such files, or the
/// plan no such project, or the project nothing to put into one.
#[must_use]
pub fn export_project(organization: &Organization, format: Format, slug: &str) -> Option<File> {
    let projects = organization.projects.iter().filter(|project| project.slug == slug);
    let only = Organization { projects: projects.cloned().collect(), ..organization.clone() };
    let mut files = match format {
        Format::Ownership => rules::ownership_of_each(&only),
        Format::CodeMappings => rules::code_mappings_of_each(&only),
        _ => Vec::new(),
    };
    let file = (!files.is_empty()).then(|| files.swap_remove(0))?;
    let name = file.filename.rsplit('/').next().unwrap_or_default().to_owned();
    Some(file.called(name))
}

/// Every file of a plan but the archive itself, with its path in a folder. Paths are unique.
#[must_use]
pub fn export_all(organization: &Organization) -> Vec<File> {
    let mut files = Vec::new();
    for format in Format::ALL {
        match format {
            Format::Zip => {}
            Format::CodeMappings => files.extend(rules::code_mappings_of_each(organization)),
            Format::Ownership => files.extend(rules::ownership_of_each(organization)),
            Format::Codeowners => files.extend(codeowners::of_each(organization)),
            Format::Terraform => files.push(export(organization, format).within("terraform")),
            Format::TerraformImports => {
                files.push(export(organization, format).within("terraform/existing"));
            }
            format => files.push(export(organization, format)),
        }
    }
    files
}
