//! The report: the plan in words and tables, for Markdown and for paper.
//!
//! [`content`] says what stands in it, as [`Block`]s; [`markdown`] and [`html`] write
//! these down and know nothing of plans.

mod block;
mod content;
mod first;
mod html;
mod markdown;

use crate::organization::Organization;

/// As GitHub's Markdown.
pub fn to_markdown(organization: &Organization) -> String {
    markdown::write(&content::of(organization))
}

/// As a page that stands alone.
pub fn to_html(organization: &Organization) -> String {
    html::write(&content::title(organization), &content::of(organization))
}
