//! What a pattern of an ownership rule is in CODEOWNERS.
//!
//! A star of a rule crosses folders, one of CODEOWNERS does not, and `**` between slashes is any
//! number of folders in both. So a star that begins or ends a part of a path is told with `**`
//! beside it, exactly; one between two texts would be two patterns or more, and is left out.

use crate::organization::{Project, RepositoryHost};
use crate::text::clean;

/// The CODEOWNERS patterns for a pattern of an ownership rule, in which the project's
/// stack root stands for its source root.
pub fn patterns(
    project: &Project,
    pattern: &str,
    host: RepositoryHost,
) -> Result<Vec<String>, &'static str> {
    let source = clean::line(&project.mapping.source_root);
    let source = source.trim_matches('/');
    if source.contains('*')
        || !source.is_empty() && source.split('/').any(|it| literal(it).is_err())
    {
        return Err("the source root holds marks of a pattern");
    }
    // Always with a slash before and behind: `/` or `/services/api/`.
    let base = if source.is_empty() { "/".to_owned() } else { format!("/{source}/") };
    let stack = clean::line(&project.mapping.stack_root);
    // Rules take both slashes for the same.
    let pattern = pattern.replace('\\', "/");
    let is_all = pattern.chars().all(|letter| letter == '*') && !pattern.is_empty();
    let rest = match pattern.strip_prefix(&base[1..]).filter(|_| base != "/") {
        // Rules may be written for the repository's own paths, until a code mapping is made.
        Some(own) => own,
        None => match below(&pattern, &stack) {
            Some(rest) => rest,
            None if is_all || pattern.starts_with("*.") && !pattern.contains('/') => &pattern,
            None => return Err("it does not begin with the project’s stack root"),
        },
    };
    let patterns = in_folder(&base, rest)?;
    let has_blank = patterns.iter().any(|pattern| pattern.contains(' '));
    match host {
        RepositoryHost::Github | RepositoryHost::Gitlab => {}
        RepositoryHost::Bitbucket | RepositoryHost::AzureDevops if has_blank => {
            return Err("the code host’s file can’t write its blank");
        }
        RepositoryHost::Bitbucket | RepositoryHost::AzureDevops => {}
    }
    Ok(patterns.into_iter().map(|pattern| pattern.replace(' ', "\\ ")).collect())
}

/// What follows upon the stack root, if the pattern begins with it.
fn below<'p>(pattern: &'p str, stack: &str) -> Option<&'p str> {
    let rest = pattern.strip_prefix(stack)?;
    if stack.is_empty() || stack.ends_with('/') { Some(rest) } else { rest.strip_prefix('/') }
}

/// The patterns for a pattern of paths below a folder.
fn in_folder(base: &str, pattern: &str) -> Result<Vec<String>, &'static str> {
    let Some((folders, last)) = split(pattern) else { return Ok(vec![everything(base)]) };
    let mut path: Vec<String> = Vec::new();
    for folder in folders {
        match Part::of(folder)? {
            Part::Folders => path.push("**".to_owned()),
            Part::Star => path.extend(["*".to_owned(), "**".to_owned()]),
            Part::Text { before, text, behind } => {
                path.extend(before.then(|| "**".to_owned()));
                path.push(starred(before, text, behind));
                path.extend(behind.then(|| "**".to_owned()));
            }
        }
    }
    path.dedup_by(|a, b| a == "**" && b == "**");
    let (before, text, behind) = match Part::of(last)? {
        // All that lies below: any number of folders more makes no difference.
        Part::Folders | Part::Star => {
            let is_several = |it: &String| it == "**";
            while path.last().is_some_and(is_several) {
                path.pop();
            }
            return Ok(vec![match path.as_slice() {
                [] => everything(base),
                // Not everybody reads `*/` as all that lies in a folder.
                [.., star] if star == "*" => format!("{base}{}/**", path.join("/")),
                path => format!("{base}{}/", path.join("/")),
            }]);
        }
        Part::Text { before, text, behind } => (before, text, behind),
    };
    let name = starred(before, text, behind);
    if before && path.last().is_none_or(|it| it != "**") {
        path.push("**".to_owned());
    }
    let place = path.iter().fold(base.to_owned(), |place, part| format!("{place}{part}/"));
    // An ending alone is one in any folder.
    let is_ending = name.starts_with("*.") && place == "/**/";
    let mut patterns = vec![if is_ending { name.clone() } else { format!("{place}{name}") }];
    if behind {
        // In folders that are called so, too.
        patterns.push(format!("{place}{name}/**"));
    }
    Ok(patterns)
}

/// Folders, and what is last; none for a pattern of stars alone.
fn split(pattern: &str) -> Option<(impl Iterator<Item = &str>, &str)> {
    if !pattern.is_empty() && pattern.chars().all(|letter| letter == '*') {
        return None;
    }
    let (folders, last) = pattern.rsplit_once('/').map_or((None, pattern), |(a, b)| (Some(a), b));
    Some((folders.into_iter().flat_map(|it| it.split('/')), last))
}

fn everything(base: &str) -> String {
    if base == "/" { "*".to_owned() } else { base.to_owned() }
}

/// A part between slashes.
enum Part<'p> {
    /// Any number of folders.
    Folders,
    /// A star alone: at least one folder, or a name.
    Star,
    /// A text, with a star before or behind it.
    Text { before: bool, text: &'p str, behind: bool },
}

impl<'p> Part<'p> {
    fn of(part: &'p str) -> Result<Self, &'static str> {
        if part == "**" {
            return Ok(Self::Folders);
        }
        let text = part.trim_matches('*');
        if text.is_empty() && !part.is_empty() {
            return Ok(Self::Star);
        }
        literal(text)?;
        Ok(Self::Text { before: part.starts_with('*'), text, behind: part.ends_with('*') })
    }
}

fn starred(before: bool, text: &str, behind: bool) -> String {
    let star = |is: bool| if is { "*" } else { "" };
    format!("{}{text}{}", star(before), star(behind))
}

/// Whether a part of a path stands for itself in both languages.
fn literal(part: &str) -> Result<(), &'static str> {
    if matches!(part, "" | "." | "..") {
        return Err("no file of the repository has such a path");
    }
    if part.contains(['*', '?', '[', ']', '{', '}']) {
        return Err("its wildcard has no like in CODEOWNERS");
    }
    let is_bad = |letter: char| {
        letter.is_whitespace() && letter != ' '
            || letter.is_control()
            || matches!(letter, '!' | '#' | '\\')
    };
    if part.contains(is_bad) || part.starts_with(' ') || part.ends_with(' ') {
        return Err("a mark in its path can’t stand in CODEOWNERS");
    }
    Ok(())
}
