//! Whose code a frame runs: the application's own, or that of others.
//!
//! Every format sets its SDK's default ([`super::Frame::in_app`]) as it reads; what
//! the user has set goes over it here, as the SDKs have it.

use super::options::Options;
use super::parse::Parsed;
use super::{Frame, InApp};

/// Applies prefixes and switches. Prefixes that include win over those that exclude.
pub(super) fn apply(parsed: &mut Parsed, options: &Options) {
    let mut number = 0;
    for trace in &mut parsed.traces {
        for frame in trace.exceptions.iter_mut().flat_map(|exception| &mut exception.frames) {
            let included = names(&options.in_app_include, &frame.frame, trace.platform);
            let excluded = names(&options.in_app_exclude, &frame.frame, trace.platform);
            let prefixed = match (included, excluded) {
                (true, _) => Some(InApp::Yes),
                (false, true) => Some(InApp::No),
                (false, false) => None,
            };
            frame.frame.in_app = prefixed.unwrap_or(frame.frame.in_app);
            let switch = options.switched.iter().rev().find(|switch| switch.frame == number);
            if let Some(switch) = switch {
                frame.frame.in_app = if switch.in_app { InApp::Yes } else { InApp::No };
            }
            number += 1;
        }
    }
}

/// Whether one of the prefixes names the frame: by its module, package or path;
/// where there is no module, by its function. In Python a prefix is whole parts
/// of the module.
fn names(prefixes: &[String], frame: &Frame, platform: &str) -> bool {
    let values = [&frame.module, &frame.package, &frame.filename, &frame.abs_path];
    let function = frame.function.as_ref().filter(|_| frame.module.is_none());
    let mut values = values.into_iter().flatten().chain(function);
    values.any(|value| {
        prefixes.iter().filter(|prefix| !prefix.is_empty()).any(|prefix| {
            let Some(rest) = value.strip_prefix(prefix.as_str()) else { return false };
            platform != "python"
                || rest.is_empty()
                || rest.starts_with(['.', '/', '\\'])
                || prefix.ends_with(['.', '/', '\\'])
        })
    })
}

/// The folders that applications are deployed to. What follows one is the path in
/// the repository.
const ROOTS: [&str; 12] = [
    "/var/task/",
    "/usr/src/app/",
    "/usr/src/",
    "/opt/app-root/src/",
    "/app/",
    "/code/",
    "/workspace/",
    "/workspaces/",
    "/src/",
    "/var/www/html/",
    "/rails/",
    "/home/site/wwwroot/",
];

/// Folders of which the next is an application: `/srv/shop/`.
const PARENTS: [&str; 5] = ["/srv/", "/opt/", "/var/www/", "/work/", "/builds/"];

/// The path below the folder that the application runs in: below
/// [`Options::project_root`] if it is set, else below a folder that applications
/// are usually deployed to. None if neither is known.
pub(crate) fn below_root<'p>(path: &'p str, options: &Options) -> Option<&'p str> {
    if let Some(root) = options.project_root.as_deref().filter(|root| !root.is_empty()) {
        let rest = path.strip_prefix(root.trim_end_matches(['/', '\\']));
        if let Some(rest) = rest.and_then(|rest| rest.strip_prefix(['/', '\\'])) {
            return Some(rest);
        }
    }
    if let Some(rest) = ROOTS.iter().find_map(|root| path.strip_prefix(root)) {
        return Some(rest).filter(|rest| !rest.is_empty());
    }
    let next = |rest: &'p str| rest.split_once('/').map(|(_, rest)| rest);
    if let Some(rest) = path.strip_prefix("/home/runner/work/") {
        return next(rest).and_then(next);
    }
    if let Some(rest) = ["/home/", "/Users/"].iter().find_map(|home| path.strip_prefix(home)) {
        return next(rest).and_then(next);
    }
    if let Some(rest) = PARENTS.iter().find_map(|parent| path.strip_prefix(parent)) {
        return next(rest).or(Some(rest));
    }
    below_drive(path)
}

/// `C:\work\shop\app\x.py`: what is below the second folder.
fn below_drive(path: &str) -> Option<&str> {
    let rest = path.get(1..).filter(|_| path.as_bytes()[0].is_ascii_alphabetic())?;
    let rest = rest.strip_prefix(":\\").or_else(|| rest.strip_prefix(":/"))?;
    // Build machines of Azure and GitHub: `D:\a\1\s\…`, `D:\a\shop\shop\…`.
    let built = rest.strip_prefix("a\\").and_then(|rest| rest.splitn(3, '\\').nth(2));
    built.or_else(|| rest.splitn(3, ['\\', '/']).nth(2))
}
