//! How sure a reading is.

use super::plausible::plausibility;
use super::sink::{Kind, Sink};
use super::{Format, Paths, SkipReason};
use std::collections::BTreeSet;

/// How sure a reading is, and why.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sureness {
    /// From 0 to 1, how surely what was read is a listing of its format.
    pub(super) sure: f32,
    /// How many lines fit nothing.
    pub(super) misfits: u32,
    /// From 0 to 1, how much what was taken for paths looks like paths.
    pub(super) likely: f32,
}

/// How surely what was read is a listing of `format`.
///
/// Three things tell: how many lines were understood, how much what was taken for paths looks
/// like paths, and how much the format itself shows, since nothing but `git ls-tree` prints as
/// it does and a plain list may be anything. Looks at some hundred paths, so that the cost does
/// not grow with the text.
pub(super) fn sure(sink: &Sink, format: Format) -> Sureness {
    let entries = sink.entries.iter().map(|&entry| (sink.path(entry), entry.kind));
    let looks = Looks::of(entries, sink.entries.len());
    let misfits = sink.skipped.iter().filter(|skipped| is_misfit(skipped.reason)).count() as u32;
    let Some(likely) = looks.likely else {
        // Folders alone may be a listing, nothing is none.
        let has_any = sink.entries.iter().any(|entry| entry.kind != Kind::Heading);
        return Sureness { sure: if has_any { 0.5 } else { 0.0 }, misfits, likely: 0.0 };
    };
    let shown = shows(format);
    // Indentation says something that a plain list does not read.
    let likely = if sink.is_ragged { likely * 0.85 } else { likely };
    // Any outline is words below each other.
    let is_outline = format == Format::Indented && !looks.has_file;
    let likely = if is_outline { likely * 0.6 } else { likely };
    let likely = if looks.repeat && may_not_repeat(format) { likely * 0.6 } else { likely };
    let quality = shown + (1.0 - shown) * likely;
    let found = sink.entries.len() as f32;
    let share = found / (found + misfits as f32);
    // A few lines around a listing are usual, the more so around one that is drawn.
    let understood = match format {
        // Of a drawing whose indentation was lost.
        Format::Tree if sink.is_ragged => 0.5,
        _ if share >= 0.85 => 1.0,
        Format::Tree | Format::WindowsTree => (share / 0.85).powf(0.6),
        _ => (share / 0.85).powf(1.5),
    };
    Sureness { sure: (quality * understood).min(MOST), misfits, likely }
}

/// The same for a plain list of which every line was understood and none comes twice.
pub(super) fn sure_of_list(paths: &Paths) -> f32 {
    let entries = paths.iter().map(|path| (path, Kind::Unknown));
    Looks::of(entries, paths.len()).likely.unwrap_or(0.5).min(MOST)
}

/// Nothing is certain.
const MOST: f32 = 0.99;

/// What some of the paths look like.
struct Looks {
    /// From 0 to 1, how much they look like paths; none if there is none to look at.
    likely: Option<f32>,
    /// Whether the same comes again and again, as a word of a log does.
    repeat: bool,
    /// Whether any looks like a file by its name, or is said to be one or a folder.
    has_file: bool,
}

impl Looks {
    fn of<'p>(entries: impl Iterator<Item = (&'p str, Kind)>, count: usize) -> Self {
        const LOOKED_AT: usize = 300;
        let entries: Vec<(&str, Kind)> = entries.step_by(count / LOOKED_AT + 1).collect();
        let paths: BTreeSet<&str> = entries.iter().map(|&(path, _)| path).collect();
        let (mut points, mut looked, mut has_file) = (0, 0, false);
        for (at, &(path, kind)) in entries.iter().enumerate() {
            // A folder is as good as what is in it.
            let is_parent = entries.get(at + 1).is_some_and(|(next, _)| {
                next.strip_prefix(path).is_some_and(|rest| rest.starts_with('/'))
            });
            has_file |= kind != Kind::Unknown;
            if kind != Kind::Heading && !path.is_empty() && !is_parent {
                let plausible = plausibility(path, kind == Kind::Folder);
                has_file |= plausible > 80;
                points += plausible;
                looked += 1;
            }
        }
        Self {
            likely: (looked > 0).then(|| points as f32 / (looked * 100) as f32),
            repeat: entries.len() > 2 && paths.len() * 2 < entries.len(),
            has_file,
        }
    }
}

/// Whether a listing of this format names each file once.
fn may_not_repeat(format: Format) -> bool {
    !matches!(
        format,
        Format::Located | Format::Inline | Format::GitDiffStat | Format::GitNameStatus
    )
}

/// How much a format shows by itself, whatever the names are.
fn shows(format: Format) -> f32 {
    match format {
        Format::GitLsTree
        | Format::GitLsFilesStage
        | Format::GitLsFilesZ
        | Format::GitHubJson
        | Format::GitLabJson
        | Format::BitbucketJson
        | Format::TreeJson
        | Format::TreeXml
        | Format::Zipinfo
        | Format::Unzip
        | Format::Tar
        | Format::Patch
        | Format::NpmPack
        | Format::Coverage
        | Format::WindowsList => 0.7,
        Format::Tree => 0.4,
        Format::WindowsTree | Format::GitNameStatus | Format::GitDiffStat | Format::BazelQuery => {
            0.5
        }
        Format::GitStatus | Format::Ls | Format::Du => 0.3,
        Format::GitLsFiles
        | Format::Find
        | Format::WindowsDir
        | Format::Json
        | Format::Indented
        | Format::MarkdownList
        | Format::Located
        | Format::HostPage
        | Format::Inline
        | Format::Columns => 0.0,
    }
}

/// Whether a skipped line speaks against the reading.
fn is_misfit(reason: SkipReason) -> bool {
    match reason {
        SkipReason::NotAPath
        | SkipReason::OtherFormat
        | SkipReason::BadQuote
        | SkipReason::BadRecord
        | SkipReason::TooLong => true,
        SkipReason::ToolMessage
        | SkipReason::Elided
        | SkipReason::Abbreviated
        | SkipReason::Deleted
        | SkipReason::Submodule
        | SkipReason::OutsideRoot
        | SkipReason::OutsideFence
        | SkipReason::NotAFile => false,
    }
}
