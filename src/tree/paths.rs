use serde::{Serialize, Serializer};

/// The number of a path in a [`Paths`] list, from 0.
pub type PathId = u32;

/// A list of paths in one buffer: two allocations however many paths there are.
///
/// The paths are as a repository tracks them: `/` between parts, no leading
/// `./` or `/`, files only.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paths {
    text: String,
    /// Per path, where it ends in `text`.
    ends: Vec<u32>,
}

/// What stands before and behind the last dot of a file's name, as `rsplit_once('.')`, for what looks
/// at every file: the standard library's search costs more than what is done with its answer.
#[must_use]
pub fn stem_and_ending(name: &str) -> Option<(&str, &str)> {
    let dot = name.bytes().rposition(|byte| byte == b'.')?;
    Some((&name[..dot], &name[dot + 1..]))
}

/// Access
impl Paths {
    /// How many paths there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The path with the number `id`. Panics if there is none.
    #[must_use]
    pub fn get(&self, id: PathId) -> &str {
        let id = id as usize;
        let start = if id == 0 { 0 } else { self.ends[id - 1] as usize };
        &self.text[start..self.ends[id] as usize]
    }

    /// The bytes of all paths, one behind the other.
    pub(crate) fn text(&self) -> &[u8] {
        self.text.as_bytes()
    }

    /// All paths in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> {
        (0..self.len() as PathId).map(|id| self.get(id))
    }
}

/// Building
impl Paths {
    /// An empty list with room for `paths` paths of `bytes` bytes in all.
    #[must_use]
    pub fn with_capacity(paths: usize, bytes: usize) -> Self {
        Self { text: String::with_capacity(bytes), ends: Vec::with_capacity(paths) }
    }

    /// The parts of a text that `spans` name, each by its start and end. If they ascend, as in most formats, the text is moved
    /// together where it is, and four bytes a path are all that it takes.
    pub(super) fn of_spans(text: String, spans: &[(u32, u32)]) -> Self {
        if !spans.is_sorted_by(|before, after| before.1 <= after.0) {
            return spans.iter().map(|&(from, to)| &text[from as usize..to as usize]).collect();
        }
        let mut bytes = text.into_bytes();
        let mut ends = Vec::with_capacity(spans.len());
        let mut end = 0;
        for &(from, to) in spans {
            bytes.copy_within(from as usize..to as usize, end);
            end += (to - from) as usize;
            ends.push(end as u32);
        }
        bytes.truncate(end);
        bytes.shrink_to_fit();
        // Whole characters were moved, so nothing else comes out. A message with the bytes in it would be in every program.
        let Ok(text) = String::from_utf8(bytes) else {
            unreachable!("paths start and end between characters")
        };
        Self { text, ends }
    }

    /// Adds a path at the end.
    pub fn push(&mut self, path: &str) {
        self.text.push_str(path);
        self.ends.push(self.text.len() as u32);
    }
}

/// As a list of texts.
impl Serialize for Paths {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl<S: AsRef<str>> FromIterator<S> for Paths {
    fn from_iter<I: IntoIterator<Item = S>>(paths: I) -> Self {
        let mut list = Self::default();
        for path in paths {
            list.push(path.as_ref());
        }
        list
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_come_back_in_order() {
        let paths: Paths = ["b", "", "a/ü"].into_iter().collect();
        assert_eq!(paths.iter().collect::<Vec<_>>(), ["b", "", "a/ü"]);
        assert_eq!(paths.get(2), "a/ü");
    }

    #[test]
    fn the_last_dot_parts_a_name() {
        for name in ["", ".", "a", "a.b", "a.b.c", ".env", "ü.é", "a."] {
            assert_eq!(stem_and_ending(name), name.rsplit_once('.'), "{name}");
        }
    }

    #[test]
    fn parts_of_a_text_move_together() {
        let paths = Paths::of_spans("src/a.tsé b/üx".to_owned(), &[(4, 8), (11, 15)]);
        assert_eq!(paths.iter().collect::<Vec<_>>(), ["a.ts", "b/ü"]);
    }
}
