//! One glob of the catalog. Most are plain names or one `*` before or behind one, and are compared as they
//! are; the others are compiled by `globset` when a path may match them, which few trees
//! ever have: building all of them costs more than the plan of a small repository.

use globset::{GlobBuilder, GlobMatcher};
use std::borrow::Cow;
use std::sync::OnceLock;

/// What letters stand for others in a glob, braces aside: those are expanded before.
const WILDCARDS: [char; 5] = ['*', '?', '[', ']', '\\'];

/// A glob, and the row of the catalog that it belongs to.
#[derive(Debug)]
pub(super) struct Glob {
    /// The row.
    pub(super) row: u16,
    /// Without the leading `/` of one that is for the top.
    pattern: Cow<'static, str>,
    /// It may not start at any folder.
    at_top: bool,
    /// Where the last part starts.
    name: usize,
    /// Where the first wildcard of the last part is, and where the last one ends. Both are its
    /// end if it has none.
    wild: (usize, usize),
    /// The folders are plain names, and the last part has one `*` at most.
    is_plain: bool,
    compiled: OnceLock<Option<GlobMatcher>>,
}

/// What paths have to have in common with a glob.
pub(super) enum Key {
    /// The file's name.
    Name(Cow<'static, str>),
    /// What stands behind the last dot of the file's name.
    Extension(Cow<'static, str>),
    /// Nothing that could be looked up.
    None,
}

impl Glob {
    pub(super) fn new(pattern: Cow<'static, str>, row: u16) -> Self {
        let at_top = pattern.starts_with('/');
        let pattern = if at_top { cut(&pattern, 1) } else { pattern };
        let name = pattern.rfind('/').map_or(0, |slash| slash + 1);
        let (folders, last) = pattern.split_at(name);
        let wild = match (last.find(WILDCARDS), last.rfind(WILDCARDS)) {
            (Some(first), Some(final_one)) => (name + first, name + final_one + 1),
            _ => (pattern.len(), pattern.len()),
        };
        let one_star = matches!(&pattern[wild.0..wild.1], "" | "*");
        let is_plain = one_star && !folders.contains(WILDCARDS);
        Self { row, pattern, at_top, name, wild, is_plain, compiled: OnceLock::new() }
    }

    /// What to find it by.
    pub(super) fn key(&self) -> Key {
        let suffix = &self.pattern[self.wild.1..];
        match suffix.rfind('.') {
            _ if self.wild.0 == self.pattern.len() => Key::Name(cut(&self.pattern, self.name)),
            Some(dot) => Key::Extension(cut(&self.pattern, self.wild.1 + dot + 1)),
            None => Key::None,
        }
    }

    /// Whether a path matches; `name` is its last part.
    pub(super) fn is_match(&self, path: &str, name: &str) -> bool {
        let (prefix, suffix) =
            (&self.pattern[self.name..self.wild.0], &self.pattern[self.wild.1..]);
        let has_star = self.wild.0 < self.wild.1;
        let is_named = if has_star {
            let rest = name.strip_prefix(prefix);
            rest.is_some_and(|rest| rest.ends_with(suffix))
        } else {
            name == prefix
        };
        if !is_named {
            return false;
        }
        if !self.is_plain {
            return self.compiled().is_some_and(|glob| glob.is_match(path));
        }
        let folders = &self.pattern[..self.name];
        let Some(before) = path[..path.len() - name.len()].strip_suffix(folders) else {
            return false;
        };
        before.is_empty() || !self.at_top && before.ends_with('/')
    }

    fn compiled(&self) -> Option<&GlobMatcher> {
        let compile = || {
            let anywhere = if self.at_top { "" } else { "**/" };
            let pattern = format!("{anywhere}{}", self.pattern);
            let glob = GlobBuilder::new(&pattern).literal_separator(true).build();
            Some(glob.ok()?.compile_matcher())
        };
        self.compiled.get_or_init(compile).as_ref()
    }
}

/// A text from a byte on.
#[allow(clippy::ptr_arg, reason = "what is part of the program stays so, and is not copied")]
fn cut(text: &Cow<'static, str>, from: usize) -> Cow<'static, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(&text[from..]),
        Cow::Owned(text) => Cow::Owned(text[from..].to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is compared here and what is compiled have to agree.
    #[test]
    fn a_glob_means_what_it_means_to_globset() {
        let globs = [
            "go.mod",
            "*.sln",
            "Dockerfile.*",
            "*App.swift",
            "src/bin/*.rs",
            "src/*/main.py",
            "/fly.toml",
            "/deploy/*.yml",
            "src/main/java/**/?*Application.java",
            "*",
            "a*b*c",
            "[ab].txt",
            "**/x",
            "x/**",
        ];
        let paths = [
            "go.mod",
            "a/go.mod",
            "a/cargo.mod",
            "x.sln",
            ".sln",
            "a/.sln",
            "Dockerfile.",
            "Dockerfile",
            "a/Dockerfile.dev",
            "iosApp.swift",
            "App.swift",
            "a/App.swifty",
            "src/bin/a.rs",
            "xsrc/bin/a.rs",
            "a/src/bin/.rs",
            "src/bin/b/a.rs",
            "src/p/main.py",
            "src/main.py",
            "src/p/q/main.py",
            "fly.toml",
            "a/fly.toml",
            "deploy/a.yml",
            "b/deploy/a.yml",
            "src/main/java/ShopApplication.java",
            "src/main/java/a/b/Application.java",
            "m/src/main/java/a/XApplication.java",
            "abc",
            "a/azbzc",
            "ab.txt",
            "b.txt",
            "x",
            "x/y",
            "q/x/y",
            "ü/go.mod",
            "aü.rs",
            "src/bin/ü.rs",
        ];
        let mut matches = 0;
        for pattern in globs {
            let glob = Glob::new(Cow::Borrowed(pattern), 0);
            for path in paths {
                let name = path.rsplit('/').next().unwrap_or(path);
                let compiled = glob.compiled().is_some_and(|glob| glob.is_match(path));
                assert_eq!(glob.is_match(path, name), compiled, "{pattern} on {path}");
                matches += usize::from(compiled);
            }
        }
        assert!(matches > 50, "{matches} matches are compared");
    }
}
