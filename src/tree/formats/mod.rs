//! One reader per family of formats. Each puts every record of its region into
//! the [`Sink`] and never fails.

mod archive;
mod art;
mod columns;
mod coverage;
mod drawn;
mod frame;
mod git;
mod grid;
mod host_page;
mod indented;
mod inline;
mod json;
mod labels;
mod link;
mod located;
mod ls;
mod markup;
mod npm;
mod patch;
mod plain;
mod remark;
mod ruled;
mod status_long;
mod table;
mod windows;
mod windows_list;

pub(super) use archive::{is_frame, sized, zipped};
pub(super) use art::{Dashes, art};
pub(super) use columns::{find as find_column, has_rule};
pub(super) use coverage::is_header as is_coverage_header;
pub(super) use frame::{is_by_program, margin};
pub(super) use git::{
    diff_stat_path, is_summary, name_status, numstat_path, stage_path, status, tree_path,
};
pub(super) use grid::is_grid;
pub(super) use host_page::{is_age, is_heading as is_page_heading};
pub(super) use indented::list_item;
pub(super) use inline::paths as inline_paths;
pub(super) use labels::label;
pub(super) use located::located;
pub(super) use ls::{is_total, long};
pub(super) use npm::is_contents_heading;
pub(super) use patch::is_patch;
pub(super) use plain::{is_pathlike, reported_files};
pub(super) use remark::comment;
pub(super) use status_long::is_long as is_long_status;
pub(super) use windows_list::{entry as windows_entry, heading as windows_heading};

use super::Format;
use super::lines::Region;
use super::sink::Sink;

/// Whether the format was named by the user, so that nothing is doubted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trust {
    Recognised,
    Named,
}

/// Reads `region` as `format`; of columns the user may say which holds the names, from 0.
pub(super) fn read(
    region: Region<'_>,
    format: Format,
    trust: Trust,
    column: Option<usize>,
    sink: &mut Sink,
) {
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
        Format::Patch => patch::read(region, sink),
        Format::WindowsList => windows_list::read(region, sink),
        Format::Located => located::read(region, sink),
        Format::Coverage => coverage::read(region, sink),
        Format::NpmPack => npm::read(region, sink),
        Format::BazelQuery => labels::read(region, sink),
        Format::HostPage => host_page::read(region, sink),
        Format::Inline => inline::read(region, sink),
        Format::Columns => columns::read(region, column, sink),
        Format::TreeJson
        | Format::GitHubJson
        | Format::GitLabJson
        | Format::BitbucketJson
        | Format::Json => json::read(region, sink),
    }
}
