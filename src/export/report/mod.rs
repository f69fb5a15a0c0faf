//! The report: the plan in words and tables, for Markdown and for paper.
//!
//! [`content`] says what stands in it, as [`Block`]s; [`markdown`] and [`html`] write
//! these down and know nothing of plans.

mod asides;
pub(crate) mod block;
mod content;
mod first;
mod html;
pub(crate) mod markdown;
mod rules;
mod snippets;
mod teams;

use crate::organization::{Organization, Project};

/// As GitHub's Markdown.
pub fn to_markdown(organization: &Organization) -> String {
    markdown::write(&content::of(organization))
}

/// As a page that stands alone.
pub fn to_html(organization: &Organization) -> String {
    html::write(&content::title(organization), &content::of(organization))
}

/// What goes into the application of a project, as GitHub's Markdown.
pub fn snippets(project: &Project) -> String {
    markdown::write(&snippets::of(project))
}
