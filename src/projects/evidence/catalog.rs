//! The catalog of file names, `files.txt` of the table, read once.

use super::super::table::{Id, Sign, is_in};
use super::glob::{Glob, Key};
use crate::text::hash::{Map, keyed};
use crate::text::shapes::Shapes;
use crate::tree::stem_and_ending;
use std::borrow::Cow;
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
    globs: Vec<Glob>,
    /// The globs whose last part is a plain name, by that name: a path is looked up once.
    named: Map<Cow<'static, str>, Vec<u16>>,
    /// Those whose last part ends in a plain extension, by it.
    extensions: Map<Cow<'static, str>, Vec<u16>>,
    /// The others.
    rest: Vec<u16>,
    /// What the names look like, and what the extensions do.
    shapes: [Shapes; 2],
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
        let table = || Map::with_hasher(keyed(text.as_bytes()));
        let (named, extensions) = (table(), table());
        let (rows, globs, rest) = (Vec::new(), Vec::new(), Vec::new());
        let shapes = [Shapes::NONE; 2];
        let mut catalog = Self { rows, globs, named, extensions, rest, shapes };
        let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        for (head, patterns) in lines.filter_map(|line| line.split_once(" : ")) {
            let Some(row) = Row::read(head) else { continue };
            for pattern in patterns.split_whitespace().flat_map(alternatives) {
                if is_in("files", &pattern) {
                    catalog.add(pattern);
                }
            }
            catalog.rows.push(row);
        }
        catalog
    }

    fn add(&mut self, pattern: Cow<'static, str>) {
        let number = self.globs.len() as u16;
        let glob = Glob::new(pattern, self.rows.len() as u16);
        match glob.key() {
            Key::Name(name) => {
                self.shapes[0].add(&name);
                self.named.entry(name).or_default().push(number);
            }
            Key::Extension(end) => {
                self.shapes[1].add(&end);
                self.extensions.entry(end).or_default().push(number);
            }
            Key::None => self.rest.push(number),
        }
        self.globs.push(glob);
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
        self.globs.len()
    }

    /// The rows that a path belongs to, each once, in the order of the table. `name` is its last
    /// part, `found` a buffer for reuse.
    pub fn rows_of(&self, path: &str, name: &str, found: &mut Vec<usize>) {
        found.clear();
        let end = stem_and_ending(name).map_or("", |(_, end)| end);
        let of_name = if self.shapes[0].may_be(name) { self.named.get(name) } else { None };
        let of_end = if self.shapes[1].may_be(end) { self.extensions.get(end) } else { None };
        let keyed = [of_name, of_end].into_iter().flatten();
        for &number in keyed.flatten().chain(&self.rest) {
            let glob = &self.globs[usize::from(number)];
            if glob.is_match(path, name) {
                found.push(usize::from(glob.row));
            }
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

/// A glob for each alternative in braces, so that most are plain names.
fn alternatives(pattern: &'static str) -> Vec<Cow<'static, str>> {
    if !pattern.contains('{') {
        return vec![Cow::Borrowed(pattern)];
    }
    expanded(pattern).into_iter().map(Cow::Owned).collect()
}

fn expanded(pattern: &str) -> Vec<String> {
    let braces = pattern.find('{').and_then(|open| {
        let close = open + pattern[open..].find('}')?;
        Some((open, close))
    });
    let Some((open, close)) = braces else { return vec![pattern.to_owned()] };
    let (before, after) = (&pattern[..open], &pattern[close + 1..]);
    let options = pattern[open + 1..close].split(',');
    options.flat_map(|option| expanded(&format!("{before}{option}{after}"))).collect()
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
            catalog.rows_of(path, path.rsplit('/').next().unwrap_or(path), &mut found);
            found.iter().map(|&row| catalog.rows()[row].sign).collect::<Vec<_>>()
        };
        assert_eq!(signs("go.mod"), [Sign::Manifest]);
        assert_eq!(signs("a/b/go.mod"), [Sign::Manifest]);
        assert_eq!(signs("a/cargo.mod"), []);
        assert_eq!(signs("a/src/main.rs"), [Sign::Entry]);
    }
}
