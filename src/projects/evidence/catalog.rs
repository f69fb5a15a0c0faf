//! The catalog of file names, `files.txt` of the table, read once into one set of globs.

use super::super::table::{Id, Sign, is_in};
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// One row of the catalog.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What the files say.
    pub id: Id,
    /// What that is about.
    pub sign: Sign,
    /// Which platform wins where several are named: the highest.
    pub precedence: u8,
    /// Where the component's folder is.
    pub root: Root,
    /// The platform it speaks for: one of Sentry's, or a language.
    pub platform: Option<&'static str>,
    /// Whether the platform outranks one that a language alone suggests.
    pub decides_platform: bool,
}

/// How the component's folder follows from a file's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Root {
    /// So many folders above the file's own.
    Above(u8),
    /// The folder that holds the path's last `src`.
    Source,
}

/// All rows and their globs.
#[derive(Debug)]
pub struct Catalog {
    rows: Vec<Row>,
    /// The last parts of all globs: most paths end in none of them.
    names: GlobSet,
    globs: GlobSet,
    /// Per glob, its row.
    row_of: Vec<u16>,
}

/// Instantiation
impl Catalog {
    /// The catalog; read on first use.
    #[must_use]
    pub fn get() -> &'static Self {
        static CATALOG: OnceLock<Catalog> = OnceLock::new();
        CATALOG.get_or_init(|| Self::read(include_str!("../table/files.txt")))
    }

    fn read(text: &'static str) -> Self {
        let mut rows = Vec::new();
        let mut row_of = Vec::new();
        let mut globs = GlobSetBuilder::new();
        let mut names = GlobSetBuilder::new();
        let mut known = BTreeSet::new();
        let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        for (head, patterns) in lines.filter_map(|line| line.split_once(" : ")) {
            let Some(row) = Row::read(head) else { continue };
            for pattern in patterns.split_whitespace().flat_map(alternatives) {
                if !is_in("files", &pattern) {
                    continue;
                }
                let pattern = match pattern.strip_prefix('/') {
                    Some(top) => top.to_owned(),
                    None => format!("**/{pattern}"),
                };
                let glob = GlobBuilder::new(&pattern).literal_separator(true).build();
                let Ok(glob) = glob else { continue };
                let name = pattern.rsplit('/').next().unwrap_or_default().to_owned();
                if let Ok(glob) = GlobBuilder::new(&name).literal_separator(true).build()
                    && known.insert(name)
                {
                    names.add(glob);
                }
                globs.add(glob);
                row_of.push(rows.len() as u16);
            }
            rows.push(row);
        }
        let globs = globs.build().unwrap_or_default();
        let names = names.build().unwrap_or_default();
        Self { rows, names, globs, row_of }
    }
}

/// Access
impl Catalog {
    /// All rows, in the order of the table.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// How many globs there are.
    #[must_use]
    pub fn globs(&self) -> usize {
        self.row_of.len()
    }

    /// The rows that a path belongs to, each once, in the order of the table. `found` is
    /// a buffer for reuse.
    pub fn rows_of(&self, path: &str, found: &mut Vec<usize>) {
        let name = path.rsplit('/').next().unwrap_or(path);
        if !self.names.is_match(name) {
            found.clear();
            return;
        }
        self.globs.matches_into(path, found);
        for at in found.iter_mut() {
            *at = usize::from(self.row_of[*at]);
        }
        found.sort_unstable();
        found.dedup();
    }
}

impl Row {
    fn read(head: &'static str) -> Option<Self> {
        let mut words = head.split_whitespace();
        let id = Id::find(words.next()?)?;
        let precedence = words.next()?.parse().ok()?;
        let root = match words.next()? {
            "src" => Root::Source,
            above => Root::Above(above.parse().ok()?),
        };
        let platform = words.next()?;
        let decides_platform = platform.ends_with('!');
        let platform = platform.trim_end_matches('!');
        let platform = (platform != "-").then_some(platform);
        Some(Self { id, sign: id.sign(), precedence, root, platform, decides_platform })
    }
}

/// A glob for each alternative in braces, so that the set can look names up instead of
/// trying patterns.
fn alternatives(pattern: &str) -> Vec<String> {
    let braces = pattern.find('{').and_then(|open| {
        let close = open + pattern[open..].find('}')?;
        Some((open, close))
    });
    let Some((open, close)) = braces else { return vec![pattern.to_owned()] };
    let (before, after) = (&pattern[..open], &pattern[close + 1..]);
    let options = pattern[open + 1..close].split(',');
    options.flat_map(|option| alternatives(&format!("{before}{option}{after}"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_read() {
        let text = include_str!("../table/files.txt");
        let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        assert_eq!(Catalog::get().rows().len(), lines.count(), "no row of the catalog is lost");
        assert!(Catalog::get().globs() > 300, "the catalog knows a few hundred names");
    }

    #[test]
    fn a_name_is_found_at_any_depth_and_only_whole() {
        let catalog = Catalog::get();
        let mut found = Vec::new();
        let mut signs = |path| {
            catalog.rows_of(path, &mut found);
            found.iter().map(|&row| catalog.rows()[row].sign).collect::<Vec<_>>()
        };
        assert_eq!(signs("go.mod"), [Sign::Manifest]);
        assert_eq!(signs("a/b/go.mod"), [Sign::Manifest]);
        assert_eq!(signs("a/cargo.mod"), []);
        assert_eq!(signs("a/src/main.rs"), [Sign::Entry]);
    }
}
