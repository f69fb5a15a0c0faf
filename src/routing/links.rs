//! Frames found in the tree: which file each one is of, or may be of.
//!
//! A frame's path is that of a machine, a bundle or a package; the tree's paths are
//! those of the repository. [`link`] looks for the file in this order:
//!
//! 1. the code mappings, in Sentry's order;
//! 2. the path as it is, without schemes, queries, starts such as `../`, and folders that
//!    applications are usually deployed to;
//! 3. a file whose path ends as the frame's does, or the other way round; longest
//!    first;
//! 4. a file that shares at least its name and its folder's with the frame: a guess,
//!    never taken by itself.
//!
//! Of several that fit equally well none is taken, and all are listed. Libraries are
//! looked for by 1 and 2 only. [`propose`] makes code mappings of what was found.
//!
//! ```
//! use sentry_general::routing::{SourceFiles, Via, link, propose};
//! use sentry_general::trace::Frame;
//!
//! let paths = ["services/pay/src/charge.ts", "web/src/charge.ts"].into_iter().collect();
//! let files = SourceFiles::new(&paths);
//! let frame = |path: &str| Frame { filename: Some(path.into()), ..Frame::default() };
//! let frames = [frame("/app/pay/src/charge.ts"), frame("charge.ts")];
//! let links = link(&frames, &files, &[]);
//! assert_eq!((links[0].file, links[0].via), (Some(0), Via::End(3)));
//! assert_eq!((links[1].file, &links[1].candidates[..]), (None, &[0, 1][..]));
//! let proposals = propose(&frames, &links, &files, Some("node"));
//! assert_eq!(proposals[0].mapping.stack_root, "/app/");
//! assert_eq!(proposals[0].mapping.source_root, "services/");
//! ```
//!
//! What is not modelled: case-insensitive file systems, and paths that a build renames
//! (`dist/a.js` for `src/a.ts`): source maps tell those, a tree does not.

mod ends;
mod roots;

use super::Mapping;
use super::mappings::{FrameFile, SourceFiles, find_roots, source_path};
use crate::text::order::Sort as _;
use crate::trace::{Frame, InApp, Options, below_root};
use crate::tree::PathId;
use ends::Ends;
use roots::Roots;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// What a frame is in the tree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Linked {
    /// The file, if there is one that fits better than all others.
    pub file: Option<PathId>,
    /// The files that it may be, the best first, at most [`Linked::MOST`]; the file
    /// itself is the first.
    pub candidates: Vec<PathId>,
    /// How they were found, or why not.
    pub via: Via,
}

/// How a file was found, or why none was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Via {
    /// By a code mapping: which.
    Mapping(usize),
    /// The frame's path is the file's.
    Path,
    /// The paths have the same end; this many parts.
    End(usize),
    /// The paths share a name and the folder, no more: a guess.
    Similar,
    /// The frame is of a library, or of the runtime.
    Library,
    /// The frame has no path.
    NoPath,
    /// No file of that name fits.
    #[default]
    NotInTree,
}

/// A code mapping that would lead frames to their files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The mapping.
    pub mapping: Mapping,
    /// The frames that it leads to the files found, as places in the list given.
    pub frames: Vec<usize>,
}

impl Linked {
    /// How many candidates are told.
    pub const MOST: usize = 20;
}

/// Finds the file of each frame. A frame costs a search among the files of its name and among the mappings for its
/// path; frames that end alike share a look at the files that do.
#[must_use]
pub fn link(frames: &[Frame], files: &SourceFiles, mappings: &[Mapping]) -> Vec<Linked> {
    let roots = Roots::new(mappings);
    let mut ends = Ends { files, known: BTreeMap::new() };
    frames.iter().map(|frame| link_one(frame, &roots, &mut ends)).collect()
}

fn link_one(frame: &Frame, roots: &Roots<'_>, ends: &mut Ends<'_>) -> Linked {
    let files = ends.files;
    let mapped = roots.file_of(frame, files).map(|(file, at)| (file, Via::Mapping(at)));
    let deployed = |value: &'_ str| below_root(value, &Options::default()).and_then(plain_path);
    let paths: Vec<String> = values(frame)
        .flat_map(|value| plain_path(value).into_iter().chain(deployed(value)))
        .collect();
    let found = mapped
        .or_else(|| paths.iter().find_map(|path| files.find(path)).map(|file| (file, Via::Path)));
    if let Some((file, via)) = found {
        return Linked { file: Some(file), candidates: vec![file], via };
    }
    if paths.is_empty() {
        return Linked { via: Via::NoPath, ..Linked::default() };
    }
    if frame.in_app == InApp::No || paths.iter().any(|path| is_library(path)) {
        return Linked { via: Via::Library, ..Linked::default() };
    }
    let mut found = Vec::new();
    for path in &paths {
        found.extend(ends.fitting(path, frame.package.as_deref()));
    }
    // The best fit of each file, by any of the frame's paths.
    found.sort_unstable_by_key(|&(fit, file)| (file, fit));
    found.dedup_by_key(|&mut (_, file)| file);
    found.sort_unstable();
    let Some(&(Reverse(best), first)) = found.first() else { return Linked::default() };
    let rivals = found.iter().filter(|(fit, _)| fit.0 == best).count();
    let candidates = found.iter().map(|(_, file)| *file).take(Linked::MOST).collect();
    let taken = best.whole && rivals == 1;
    let via = if best.whole { Via::End(best.parts) } else { Via::Similar };
    Linked { file: taken.then_some(first), candidates, via }
}

/// The paths of a frame, the one that Sentry makes up first.
fn values(frame: &Frame) -> impl Iterator<Item = &str> {
    let values = [&frame.munged, &frame.filename, &frame.abs_path];
    values.into_iter().filter_map(|value| value.as_deref())
}

/// A frame's path as it may be in a repository; none of what is no path.
fn plain_path(value: &str) -> Option<String> {
    let slashed = value.replace('\\', "/");
    let mut path = slashed.as_str();
    if path.starts_with(['<', '[']) && !path.starts_with("[project]/") && !path.starts_with("[app-")
    {
        return None;
    }
    path = &path[..path.find(['?', '#']).filter(|_| path.contains('.')).unwrap_or(path.len())];
    if let Some((scheme, rest)) = path.split_once("://") {
        path = match scheme {
            "file" | "app" | "res" => rest,
            _ => rest.split_once('/').map_or("", |(_, path)| path),
        };
    } else if let Some(rest) = path.strip_prefix("package:") {
        // Dart: the package's own folder is not in the path; its `lib` is.
        let (_, rest) = rest.split_once('/')?;
        return Some(format!("lib/{rest}"));
    } else if path.starts_with("dart:") || path.starts_with("node:") {
        return None;
    } else if path.as_bytes().get(1) == Some(&b':') {
        path = &path[2..];
    }
    loop {
        let layer = path.split_once('/').filter(|(first, _)| {
            (first.starts_with('(') && first.ends_with(')') && value.contains("webpack"))
                || (first.starts_with('[')
                    && first.ends_with(']')
                    && (first.contains("project") || first.starts_with("[app-")))
        });
        let starts = ["/", "./", "../", "~/"];
        match starts
            .iter()
            .find_map(|start| path.strip_prefix(start))
            .or(layer.map(|(_, rest)| rest))
        {
            Some(rest) => path = rest,
            None => break,
        }
    }
    (!path.is_empty()).then(|| path.to_owned())
}

fn is_library(path: &str) -> bool {
    const FOLDERS: [&str; 5] = ["node_modules", "site-packages", "dist-packages", "vendor", "gems"];
    path.split('/').any(|part| FOLDERS.contains(&part))
}

/// How many code mappings are proposed at most: each is held against all frames.
const MOST_PROPOSALS: usize = 30;

/// Code mappings for the frames whose files were found otherwise, thirty at most: each with all the
/// frames that it leads to their files, the one with most frames first. A frame whose
/// file name is bare is told by its absolute path. For frames
/// whose file is to be chosen, put the choice into [`Linked::file`] before.
///
/// Source: `find_roots` in `sentry/issues/auto_source_code_config`.
#[must_use]
pub fn propose(
    frames: &[Frame],
    links: &[Linked],
    files: &SourceFiles,
    platform: Option<&str>,
) -> Vec<Proposal> {
    let mut proposals: Vec<Proposal> = Vec::new();
    let mut known = BTreeSet::new();
    for (frame, linked) in frames.iter().zip(links) {
        let Some(file) = linked.file.filter(|_| !matches!(linked.via, Via::Mapping(_))) else {
            continue;
        };
        let path = files.path(file);
        let of = |raw: FrameFile| {
            let mapping = find_roots(&raw.raw, path, raw.package_root.as_deref())?;
            let leads = source_path(frame, &mapping).as_deref() == Some(path);
            (leads && mapping.stack_root != mapping.source_root).then_some(mapping)
        };
        let found = FrameFile::new(frame, platform).and_then(of);
        let Some(mapping) = found.or_else(|| FrameFile::of_abs_path(frame).and_then(of)) else {
            continue;
        };
        if proposals.len() >= MOST_PROPOSALS {
            break;
        }
        if !known.insert((mapping.stack_root.clone(), mapping.source_root.clone())) {
            continue;
        }
        let leads = |(at, (frame, linked)): (usize, (&Frame, &Linked))| {
            let path = linked.file.map(|file| files.path(file))?;
            // Most frames have another end, which costs less to see.
            let same_end = values(frame).any(|value| {
                value
                    .bytes()
                    .rev()
                    .zip(path.bytes().rev())
                    .take(3)
                    .all(|(a, b)| a == b || a == b'\\')
            });
            (same_end && source_path(frame, &mapping).as_deref() == Some(path)).then_some(at)
        };
        let led = frames.iter().zip(links).enumerate().filter_map(leads).collect();
        proposals.push(Proposal { mapping, frames: led });
    }
    proposals.sort_once_by_key(|proposal| Reverse(proposal.frames.len()));
    proposals
}
