//! A plain list of paths, read in one go: what `git ls-files` prints, and what is pasted most.
//!
//! The general reader looks at each line a dozen times, keeps all paths in a table to find
//! folders and repeated lines, and sorts out noise. In a list that ascends as git sorts, none
//! of this can find anything: a line repeats nothing that isn't right before it, a folder is
//! followed at once by what is in it, and a sorted list counts as tracked. So it is enough to
//! compare each line with the one before, and to look at the bytes that differ.
//!
//! [`read`] answers only if the general reader would say the same, and nothing at the first
//! line that is in any way special. A property test holds the two together.

use super::blocks::{blocks, has_bounds};
use super::clean::clean;
use super::detect::detect;
use super::formats::{self, Trust};
use super::lines::Region;
use super::names::common_prefix;
use super::ordinary::{CLASSES, Class, has_special_ends};
use super::sink::{Kind, Sink};
use super::sure::sure_of_list;
use super::{Account, Format, Listing, Paths, ReadOptions, Strip};
use std::borrow::Cow;

/// Reads `text` if it is a plain list without anything special; linear, and as much faster than
/// the general reader as the neighbours in the list are alike.
pub(super) fn read(text: &str, options: &ReadOptions) -> Option<Listing> {
    let asks_nothing = options.format.is_none()
        && options.column.is_none()
        && options.include.is_empty()
        && options.exclude.is_empty()
        && !matches!(options.strip, Strip::Prefix(_));
    if !asks_nothing || text.starts_with('\u{feff}') {
        return None;
    }
    let candidates = detect(text);
    if candidates.first().map(|best| best.format) != Some(Format::GitLsFiles) {
        return None;
    }
    let mut reader = Reader {
        text,
        paths: Paths::with_capacity(text.len() / 32, text.len()),
        folders: 0,
        blank: 0,
        before: 0..0,
        is_clean: true,
        prefixes: Vec::new(),
    };
    let mut at = 0;
    while at < text.len() {
        at = reader.line(at)?;
    }
    // Nothing is to be taken off, and nothing bounds a block. Last, since it takes looks at the whole
    // text, and most lists that are not sorted were given up at one of their first lines.
    let whole = Region { text, start: 0, line: 1 };
    let is_bounded = has_bounds(text);
    if matches!(clean(text, is_bounded), Cow::Owned(_)) || is_bounded && blocks(whole).is_some() {
        return None;
    }
    reader.finish(candidates.len() == 1)
}

struct Reader<'t> {
    text: &'t str,
    paths: Paths,
    folders: u32,
    blank: u32,
    /// The line before.
    before: std::ops::Range<usize>,
    /// Whether that one has nothing special in it, so that what the next one shares with it hasn't.
    is_clean: bool,
    /// The lengths of lines that the line before starts with, its own at the end. Any of them
    /// that goes on with a slash is a folder.
    prefixes: Vec<usize>,
}

impl Reader<'_> {
    /// Reads the line that starts at `start`, and says where the next one does.
    fn line(&mut self, start: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let before = &bytes[self.before.clone()];
        let shared = common_prefix(&bytes[start..], before);
        let mut at = start + if self.is_clean { shared } else { 0 };
        let mut is_special = false;
        let mut slashes = 0;
        // A slash at the end of what is shared has been counted, but not what follows it.
        let mut behind_slash = at > start && bytes[at - 1] == b'/';
        let end = loop {
            let Some(&byte) = bytes.get(at) else { break at };
            match CLASSES[byte as usize] {
                Class::Plain => {
                    is_special |= behind_slash && byte == b'.';
                    behind_slash = false;
                }
                Class::Slash => {
                    is_special |= behind_slash;
                    slashes += u32::from(at >= start + shared);
                    behind_slash = true;
                }
                Class::LineFeed => break at,
                Class::Special => {
                    is_special = true;
                    behind_slash = false;
                }
                Class::Never => return None,
            }
            at += 1;
        };
        let next = (end + 1).min(bytes.len()).max(start + 1);
        let Some(&first) = bytes[start..end].first() else {
            self.blank += 1;
            return Some(next);
        };
        // Ascending strictly; what is shared may end where one of both does.
        let ascends = match (bytes[start..end].get(shared), before.get(shared)) {
            (Some(new), Some(old)) => new > old,
            (new, _) => new.is_some(),
        };
        if !ascends || end - start > Sink::LONGEST {
            return None;
        }
        while self.prefixes.last().is_some_and(|&length| length > shared) {
            self.prefixes.pop();
        }
        let opens_folder = bytes[start + shared] == b'/';
        if opens_folder && self.prefixes.last() == Some(&shared) {
            return None;
        }
        let line = &self.text[start..end];
        let ends_special = has_special_ends(first, bytes[end - 1], line.contains('/'));
        // A slash at its end marks a folder.
        self.is_clean = !(is_special || ends_special || behind_slash);
        if !self.is_clean && !is_entry(line) {
            return None;
        }
        self.prefixes.push(end - start);
        self.folders += slashes;
        self.paths.push(line);
        self.before = start..end;
        Some(next)
    }

    /// The listing; it is the only thing the text may be, or may be others, too.
    fn finish(self, is_only: bool) -> Option<Listing> {
        let files = self.paths.len() as u32;
        let account = Account {
            records: files + self.blank,
            files,
            structure: self.blank,
            ..Account::default()
        };
        let sure = sure_of_list(&self.paths);
        // What is less sure may be another format.
        let least = if is_only { Listing::SURE } else { Listing::SURE_ENOUGH };
        (files > 0 && sure >= least).then(|| Listing {
            format: Format::GitLsFiles,
            sure,
            files: self.paths,
            folders: self.folders,
            skipped: Vec::new(),
            duplicates: 0,
            prefix: None,
            left_out: Vec::new(),
            filtered: 0,
            account,
            problems: Vec::new(),
        })
    }
}

/// Whether the general reader takes the line as a path, as it stands.
fn is_entry(line: &str) -> bool {
    // Git itself never lists it; where it stands, the list is another tool's.
    if line.starts_with(".git/") {
        return false;
    }
    let mut sink = Sink::default();
    let region = Region { text: line, start: 0, line: 1 };
    formats::read(region, Format::GitLsFiles, Trust::Recognised, None, &mut sink);
    let is_path = |sink: &Sink| match sink.entries[..] {
        [entry] => entry.kind == Kind::Unknown && sink.path(entry) == line,
        _ => false,
    };
    let is_else = sink.absolute + sink.structure > 0
        || !sink.skipped.is_empty()
        || !sink.problems.is_empty()
        || sink.reported.is_some()
        || sink.root.is_some()
        || sink.format.is_some()
        || sink.not_utf8.is_some();
    is_path(&sink) && !is_else
}

#[cfg(test)]
mod tests {
    use super::super::filter::compile;
    use super::super::read::read_any;
    use super::*;
    use proptest::prelude::*;

    /// Says whether the list was read in one go; if so, as the general reader reads it.
    #[track_caller]
    fn check(text: &str) -> bool {
        let options = ReadOptions::default();
        let general = read_any(text, &options, compile);
        let fast = read(text, &options);
        if let Some(fast) = &fast {
            assert_eq!(*fast, general, "{text:?}");
        }
        fast.is_some()
    }

    #[test]
    fn ordinary_lists_are_read_in_one_go() {
        for text in [
            "a",
            "a/b.ts\n",
            ".github/CODEOWNERS\n.gitignore\nREADME.md\nsrc/a.ts\nsrc/b.ts\n",
            "src/Foo Bar/x y.cs\nsrc/[id]/page.tsx\nsrc/a-b/c\nsrc/a/b\nsrc/a.b\n",
            "src/a#b.ts\nsrc/a:b.ts\nsrc/é.ts\n日本/x\n",
            "a-b\na.b\na/b\n\n\n",
            "x/.y/z\nx/..y/z\n",
        ] {
            let mut lines: Vec<&str> = text.lines().collect();
            lines.retain(|line| !line.is_empty());
            lines.sort_unstable();
            let sorted = lines.join("\n") + "\n\n";
            assert!(check(&sorted), "{sorted:?}");
        }
    }

    #[test]
    fn what_is_special_is_left_to_the_general_reader() {
        for text in [
            "",
            "\n",
            "b\na\n",
            "a\na\n",
            "a\na/b\n",
            "a\na-b\na/b\n",
            "a/\nb\n",
            "a//b\n",
            "./a\n./b\n",
            "/a\n/b\n",
            "a/../b\n",
            "a\r\nb\r\n",
            ".git/config\na\n",
            "$ git ls-files\na/b\n",
            "a/b\nfind: x: Permission denied\n",
            "\"caf\\303\\251.ts\"\na\n",
            "8 directories, 10 files\na/b.ts\n",
            "C:/a\nD:/b\n",
            "```\na/b\n```\n",
            "a/b\n... 20 more\n",
            "├── a\n└── b\n",
        ] {
            assert!(!check(text), "{text:?}");
        }
        let long = format!("a/{}\n", "x".repeat(5000));
        assert!(!check(&long));
    }

    fn piece() -> impl Strategy<Value = &'static str> {
        prop_oneof![
            8 => prop::sample::select(&["a", "b", "ab", "src", "x.ts", "-", ".", "é", "README.md", "0"][..]),
            6 => Just("/"),
            2 => prop::sample::select(
                &[" ", "..", "./", "//", ":", "\"", "\\", "[", "]", "(", "<", "$", "#", ">", "~", "`",
                  "├── ", "…", "...", "\t", "\r", "\0", "->", ": ", "git ls-files", "total 8", ".git", ",", "a b c."][..]
            ),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(512))]

        #[test]
        fn both_readers_say_the_same(
            lines in prop::collection::vec(prop::collection::vec(piece(), 0..7), 0..24),
            sorts in prop::bool::weighted(0.8),
            deduplicates in prop::bool::weighted(0.8),
            ends in prop::sample::select(&["", "\n", "\n\n"][..]),
        ) {
            let mut lines: Vec<String> = lines.into_iter().map(|pieces| pieces.concat()).collect();
            if sorts {
                lines.sort_unstable();
            }
            if deduplicates {
                lines.dedup();
            }
            check(&(lines.join("\n") + ends));
        }

        /// Nothing but plain names, so that most are read in one go.
        #[test]
        fn plain_names_are_read_the_same(
            mut lines in prop::collection::vec("[ab.-]{1,2}(/[ab.-]{1,2}){0,4}", 1..40),
        ) {
            lines.sort_unstable();
            lines.dedup();
            check(&lines.join("\n"));
        }
    }
}
