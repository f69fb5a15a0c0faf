//! Lists of words of folder names, read once from `words.txt`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// An entry of a list, or a glob of `files`, that is left out to see what it is for.
static LEFT_OUT: OnceLock<(String, String)> = OnceLock::new();

/// Leaves an entry out of a list, or a glob out of `files`, for `script/fit/leave_out.py`. It
/// has to come before anything is planned, and false says that it came too late.
pub fn leave_out(list: &str, entry: &str) -> bool {
    LEFT_OUT.set((list.to_owned(), entry.to_owned())).is_ok()
}

/// Whether an entry of a list is there.
pub(in super::super) fn is_in(list: &str, entry: &str) -> bool {
    LEFT_OUT.get().is_none_or(|(from, left_out)| from != list || left_out != entry)
}

/// Names by list.
#[derive(Debug)]
pub(in super::super) struct Names(BTreeMap<&'static str, List>);

/// The words of a list, in its order, and for looking one up.
#[derive(Debug, Default)]
struct List {
    words: Vec<&'static str>,
    known: BTreeSet<&'static str>,
}

impl Names {
    /// The lists; read on first use.
    pub(in super::super) fn get() -> &'static Self {
        static NAMES: OnceLock<Names> = OnceLock::new();
        NAMES.get_or_init(|| Self::read(include_str!("words.txt")))
    }

    fn read(text: &'static str) -> Self {
        let mut lists: BTreeMap<&str, List> = BTreeMap::new();
        let mut current = "";
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let words = match line.split_once(": ") {
                Some((list, words)) => {
                    current = list;
                    words
                }
                None => line,
            };
            let words = words.split_whitespace().filter(|word| is_in(current, word));
            let list = lists.entry(current).or_default();
            list.words.extend(words.clone());
            list.known.extend(words);
        }
        lists.remove("");
        Self(lists)
    }

    /// The words of a list, in its order.
    pub(in super::super) fn of(&self, list: &str) -> impl Iterator<Item = &'static str> {
        let found = self.0.get(list);
        found.into_iter().flat_map(|list| list.words.iter().copied())
    }

    /// Whether a name, in lower case, is in a list.
    pub(in super::super) fn has(&self, list: &str, name: &str) -> bool {
        self.0.get(list).is_some_and(|names| names.known.contains(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_go_over_several_lines() {
        let names = Names::get();
        assert_eq!(names.0.len(), 50, "every list is read");
        assert!(names.has("vendored", "node_modules") && names.has("vendored", "external-crates"));
        assert!(!names.has("tests", "node_modules"));
    }
}
