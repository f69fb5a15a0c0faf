//! Names that no two things share.

use std::collections::{BTreeMap, BTreeSet};

/// Gives every name once: a name that is taken gets a number behind it, `api-2`.
///
/// A name with its number is never longer than the limit, since the name is cut, not the
/// number: cutting afterwards would cut the number off again, and no number would ever do.
/// Each name costs about the logarithm of how many there are, however often it comes.
#[derive(Debug)]
pub(crate) struct Unique {
    /// What stands before the number.
    mark: char,
    /// How many bytes a name may have.
    longest: usize,
    taken: BTreeSet<String>,
    /// Per name the number to try next.
    next: BTreeMap<String, u32>,
}

/// Instantiation
impl Unique {
    pub(crate) fn new(mark: char, longest: usize) -> Self {
        Self { mark, longest, taken: BTreeSet::new(), next: BTreeMap::new() }
    }
}

/// Naming
impl Unique {
    /// Takes a name, if nobody has it. Upper and lower case of ASCII are no difference.
    pub(crate) fn take(&mut self, name: &str) -> bool {
        self.taken.insert(name.to_ascii_lowercase())
    }

    /// Takes a name, with the first number that makes it unique if somebody has it.
    pub(crate) fn name(&mut self, name: &str) -> String {
        let name = beginning(name, self.longest);
        if self.take(name) {
            return name.to_owned();
        }
        let mut number = self.next.get(name).copied().unwrap_or(2);
        loop {
            let ending = format!("{}{number}", self.mark);
            let start = beginning(name, self.longest.saturating_sub(ending.len()));
            let numbered = format!("{}{ending}", start.trim_end_matches(self.mark));
            number += 1;
            if self.take(&numbered) {
                self.next.insert(name.to_owned(), number);
                return numbered;
            }
        }
    }
}

/// As much of a text as so many bytes hold, in whole characters.
fn beginning(text: &str, longest: usize) -> &str {
    let end = (0..=longest.min(text.len())).rfind(|&at| text.is_char_boundary(at));
    &text[..end.unwrap_or_default()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_is_kept_where_the_name_is_cut() {
        let mut names = Unique::new('-', 10);
        let given: Vec<String> = (0..12).map(|_| names.name("abcdefghijkl")).collect();
        assert_eq!(given[..2], ["abcdefghij", "abcdefgh-2"]);
        assert_eq!(given[11], "abcdefg-12");
        assert_eq!(given.iter().collect::<BTreeSet<_>>().len(), 12, "no two alike: {given:?}");
    }

    #[test]
    fn a_name_that_looks_numbered_is_gone_past() {
        let mut names = Unique::new('_', 80);
        let given = ["a_2", "a", "A", "a", "é"].map(|name| names.name(name));
        assert_eq!(given, ["a_2", "a", "A_3", "a_4", "é"]);
    }

    #[test]
    fn the_same_name_a_hundred_thousand_times_is_no_scan() {
        let mut names = Unique::new('-', 50);
        let last = (0..100_000).map(|_| names.name("web")).last();
        assert_eq!(last.as_deref(), Some("web-100000"));
    }
}
