//! One reader per family of formats. Each puts every record of its region into
//! the [`Sink`] and never fails.

mod archive;
mod drawn;
mod git;
mod indented;
mod json;
mod ls;
mod markup;
mod plain;
mod windows;

pub(super) use archive::{is_frame, sized, zipped};
pub(super) use drawn::{Dashes, art, comment};
pub(super) use git::{diff_stat_path, name_status, numstat_path, stage_path, status, tree_path};
pub(super) use indented::list_item;
pub(super) use ls::{is_total, long};
pub(super) use plain::is_pathlike;

use super::Format;
use super::lines::Region;
use super::sink::Sink;

/// Whether the format was named by the user, so that nothing is doubted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trust {
    Recognised,
    Named,
}

/// Reads `region` as `format`.
pub(super) fn read(region: Region<'_>, format: Format, trust: Trust, sink: &mut Sink) {
    match format {
        Format::GitLsFiles | Format::Find => plain::read(region, trust, sink),
        Format::GitLsFilesZ => plain::read_nul(region, sink),
        Format::WindowsDir => plain::read_windows(region, trust, sink),
        Format::GitLsTree
        | Format::GitLsFilesStage
        | Format::GitStatus
        | Format::GitNameStatus
        | Format::GitDiffStat => git::read(region, format, sink),
        Format::Tree => drawn::read(region, sink),
        Format::WindowsTree => windows::read(region, sink),
        Format::Ls => ls::read(region, sink),
        Format::Du | Format::Unzip | Format::Zipinfo | Format::Tar => {
            archive::read(region, format, sink);
        }
        Format::TreeXml => markup::read(region, sink),
        Format::Indented => indented::read(region, sink),
        Format::MarkdownList => indented::read_markdown(region, sink),
        _ => json::read(region, sink),
    }
}
