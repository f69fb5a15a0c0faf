//! Lists of words of folder names, read once from `words.txt`.

use crate::text::hash::{Map, keyed};
use crate::text::shapes::Shapes;
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

/// Names by list. Nearly every name that is asked for is in none, so all lists share one table,
/// and a name is looked up once.
#[derive(Debug)]
pub(in super::super) struct Names {
    lists: Vec<List>,
    /// Per word, the lists that hold it: a bit each.
    known: Map<&'static str, u128>,
    shapes: Shapes,
}

/// The words of a list, in its order.
#[derive(Debug)]
struct List {
    name: &'static str,
    words: Vec<&'static str>,
}

impl Names {
    /// The lists; read on first use.
    pub(in super::super) fn get() -> &'static Self {
        static NAMES: OnceLock<Names> = OnceLock::new();
        NAMES.get_or_init(|| Self::read(include_str!("words.txt")))
    }

    fn read(text: &'static str) -> Self {
        let mut lists: Vec<List> = Vec::new();
        let mut known = Map::with_hasher(keyed(text.as_bytes()));
        let mut shapes = Shapes::NONE;
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let words = match line.split_once(": ") {
                Some((name, words)) => {
                    lists.push(List { name, words: Vec::new() });
                    words
                }
                None => line,
            };
            let Some(at) = lists.len().checked_sub(1) else { continue };
            let list = &mut lists[at];
            for word in words.split_whitespace().filter(|word| is_in(list.name, word)) {
                list.words.push(word);
                shapes.add(word);
                *known.entry(word).or_default() |= 1 << at;
            }
        }
        Self { lists, known, shapes }
    }

    /// The words of a list, in its order.
    pub(in super::super) fn of(&self, list: &str) -> impl Iterator<Item = &'static str> {
        let found = self.lists.iter().find(|it| it.name == list);
        found.into_iter().flat_map(|list| list.words.iter().copied())
    }

    /// Whether a name, whatever its case, may be in any list: what says no spares its copy in lower case.
    pub(in super::super) fn may_have(&self, name: &str) -> bool {
        self.shapes.may_be_in_lower_case(name)
    }

    /// Whether a name, in lower case, is in a list.
    pub(in super::super) fn has(&self, list: &str, name: &str) -> bool {
        let lists = if self.shapes.may_be(name) { self.known.get(name) } else { None };
        lists.is_some_and(|lists| {
            let at = self.lists.iter().position(|it| it.name == list);
            at.is_some_and(|at| lists & (1 << at) != 0)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_go_over_several_lines() {
        let names = Names::get();
        assert_eq!(names.lists.len(), 65, "every list is read");
        assert!(names.lists.len() <= 128, "each list has a bit");
        assert!(names.has("vendored", "node_modules") && names.has("vendored", "external-crates"));
        assert!(!names.has("tests", "node_modules"));
    }
}
