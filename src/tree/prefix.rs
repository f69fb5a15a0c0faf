use super::sink::{Entry, Kind, Sink};
use super::{Format, Prefix, PrefixState, Strip};
use crate::text::Problem;

/// Folders that are seldom a repository of their own, so that a listing of one
/// keeps its name: `tree src` is about `src`.
const PARTS: [&str; 30] = [
    "src",
    "source",
    "sources",
    "lib",
    "libs",
    "app",
    "apps",
    "packages",
    "services",
    "modules",
    "crates",
    "cmd",
    "internal",
    "pkg",
    "test",
    "tests",
    "docs",
    "include",
    "client",
    "server",
    "frontend",
    "backend",
    "web",
    "api",
    "components",
    "tools",
    "scripts",
    "examples",
    "public",
    "config",
];

/// Finds the folder that all paths begin with, and strips it from the entries
/// if `strip` says so. An entry that is the folder itself becomes empty.
pub(super) fn strip(sink: &mut Sink, format: Format, strip: &Strip) -> Option<Prefix> {
    if let Strip::Prefix(wanted) = strip {
        return strip_wanted(sink, wanted);
    }
    let found = find(sink, format)?;
    let strips = match strip {
        Strip::Offer => found.is_heading,
        Strip::Common => true,
        Strip::Keep | Strip::Prefix(_) => false,
    };
    let state = if strips { PrefixState::Stripped } else { PrefixState::Offered };
    if strips {
        cut(sink, &found.path);
    }
    let slash = if found.is_rooted { "/" } else { "" };
    Some(Prefix { path: format!("{slash}{}", found.path), state })
}

fn strip_wanted(sink: &mut Sink, wanted: &str) -> Option<Prefix> {
    let slashed = if wanted.contains('/') { wanted.to_owned() } else { wanted.replace('\\', "/") };
    let parts: Vec<&str> = slashed.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
    let path = parts.join("/");
    if path.is_empty() {
        return None;
    }
    let stripped = cut(sink, &path);
    let rest = sink.entries.len() - stripped;
    if stripped == 0 && rest > 0 {
        let message = format!("No path begins with `{}`, so nothing was stripped.", wanted.trim());
        sink.problems.push(Problem::warning("tree/prefix-not-found", message));
        return None;
    }
    if rest > 0 {
        let message =
            format!("{rest} paths do not begin with `{}`; they are as they were.", wanted.trim());
        sink.problems.push(Problem::info("tree/prefix-partial", message));
    }
    Some(Prefix { path: slashed.trim_end_matches('/').to_owned(), state: PrefixState::Stripped })
}

struct Found {
    /// Without a leading `/`.
    path: String,
    /// Whether it had a leading `/`.
    is_rooted: bool,
    /// Whether it was the heading of a tree, not a part of each path.
    is_heading: bool,
}

fn find(sink: &Sink, format: Format) -> Option<Found> {
    let is_absolute = sink.absolute > 0 && sink.absolute as usize == sink.entries.len();
    let is_rooted =
        |path: &str| is_absolute && !path.starts_with('~') && path.as_bytes().get(1) != Some(&b':');
    if let Some(root) = sink.root.as_deref().filter(|_| sink.tops == 1) {
        let parts: Vec<&str> = root.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
        let path = parts.join("/");
        if !path.is_empty() {
            let is_heading = is_absolute || !PARTS.contains(&path.as_str());
            return Some(Found { is_rooted: is_rooted(&path), path, is_heading });
        }
    }
    let common = common(sink)?;
    if is_absolute {
        let mut path = common;
        while let Some((parent, name)) = path.rsplit_once('/') {
            if !PARTS.contains(&name) {
                break;
            }
            path = parent;
        }
        return Some(Found {
            is_rooted: is_rooted(path),
            path: path.to_owned(),
            is_heading: false,
        });
    }
    // A relative folder is worth stripping if the listing names it as its root.
    let path = common.split('/').next()?;
    let is_listed = sink.entries.iter().any(|&entry| sink.path(entry) == path);
    let is_root = is_listed || matches!(format, Format::Tar | Format::Unzip | Format::Zipinfo);
    let is_listing = !format.is_tracked() && format != Format::Json;
    let fits = is_root && is_listing && !PARTS.contains(&path);
    fits.then(|| Found { path: path.to_owned(), is_rooted: false, is_heading: false })
}

/// The longest folder that all entries are in or are; none if it is the root.
fn common(sink: &Sink) -> Option<&str> {
    let (&first, rest) = sink.entries.split_first()?;
    let mut common = sink.path(first);
    if rest.is_empty() || first.kind == Kind::File {
        common = common.rsplit_once('/')?.0;
    }
    for &entry in rest {
        common = shared(common, sink.path(entry))?;
    }
    // A leaf that is all alone is no folder.
    let is_leaf = sink.entries.iter().all(|&entry| sink.path(entry) == common);
    if is_leaf { common.rsplit_once('/').map(|(parent, _)| parent) } else { Some(common) }
}

/// The parts that two paths begin with.
fn shared<'p>(a: &'p str, b: &str) -> Option<&'p str> {
    if let Some(rest) = b.strip_prefix(a)
        && (rest.is_empty() || rest.starts_with('/'))
    {
        return Some(a);
    }
    let equal = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    if equal == b.len() && a.as_bytes().get(equal) == Some(&b'/') {
        return Some(&a[..equal]);
    }
    // `/` is ASCII, so this cuts at a character.
    a.as_bytes()[..equal].iter().rposition(|&byte| byte == b'/').map(|end| &a[..end])
}

/// Strips `path` from the entries that are in it or are it; says from how many.
fn cut(sink: &mut Sink, path: &str) -> usize {
    let mut count = 0;
    let text = &sink.text;
    for Entry { start, end, .. } in &mut sink.entries {
        let Some(rest) = text[*start as usize..*end as usize].strip_prefix(path) else { continue };
        if rest.is_empty() {
            *start = *end;
            count += 1;
        } else if rest.starts_with('/') {
            *start += path.len() as u32 + 1;
            count += 1;
        }
    }
    count
}
