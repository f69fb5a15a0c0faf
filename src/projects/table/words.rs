//! Lists of words of folder names, read once from `words.txt`.

use std::collections::BTreeSet;
use std::sync::OnceLock;

/// Names by list.
#[derive(Debug)]
pub(in super::super) struct Names(Vec<(&'static str, List)>);

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
        let mut lists: Vec<(&str, List)> = Vec::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let words = match line.split_once(": ") {
                Some((list, words)) => {
                    lists.push((list, List::default()));
                    words
                }
                None => line,
            };
            if let Some((_, list)) = lists.last_mut() {
                list.words.extend(words.split_whitespace());
                list.known.extend(words.split_whitespace());
            }
        }
        Self(lists)
    }

    /// The words of a list, in its order.
    pub(in super::super) fn of(&self, list: &str) -> impl Iterator<Item = &'static str> {
        let found = self.0.iter().find(|(known, _)| *known == list);
        found.into_iter().flat_map(|(_, list)| list.words.iter().copied())
    }

    /// Whether a name, in lower case, is in a list.
    pub(in super::super) fn has(&self, list: &str, name: &str) -> bool {
        self.0.iter().any(|(known, names)| *known == list && names.known.contains(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_go_over_several_lines() {
        let names = Names::get();
        assert_eq!(names.0.len(), 46, "every list is read");
        assert!(names.has("vendored", "node_modules") && names.has("vendored", "godeps"));
        assert!(!names.has("tests", "node_modules"));
    }
}
