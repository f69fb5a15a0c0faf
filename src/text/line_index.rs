/// A place as a person names it: both numbers count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: u32,
    /// The column in UTF-16 units, from 1.
    pub column: u32,
}

/// Converts byte offsets of one text into lines, columns and UTF-16 offsets.
///
/// A line ends at `\n`, `\r\n` or a lone `\r`, as Sentry's grammar and text
/// editors count them. Building is one pass over the text; a conversion is a
/// binary search plus a walk along one line (none if the text is ASCII).
#[derive(Debug)]
pub struct LineIndex<'t> {
    text: &'t str,
    ascii: bool,
    /// Per line: the byte and the UTF-16 offset at which it starts.
    starts: Vec<(u32, u32)>,
}

impl<'t> LineIndex<'t> {
    /// Indexes `text`.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let ascii = text.is_ascii();
        let mut starts = vec![(0, 0)];
        let (mut line_start, mut units) = (0, 0);
        for (at, &byte) in bytes.iter().enumerate() {
            let ends = byte == b'\n' || (byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
            if ends {
                let next = at + 1;
                units += units_of(&text[line_start..next], ascii);
                line_start = next;
                starts.push((next as u32, units));
            }
        }
        Self { text, ascii, starts }
    }

    /// How many lines the text has; an empty text has one.
    #[must_use]
    pub fn lines(&self) -> u32 {
        self.starts.len() as u32
    }

    /// The line, from 1, that holds the byte at `offset`.
    #[must_use]
    pub fn line(&self, offset: u32) -> u32 {
        self.starts.partition_point(|&(start, _)| start <= offset) as u32
    }

    /// The line and column of the byte at `offset`.
    #[must_use]
    pub fn position(&self, offset: u32) -> Position {
        let line = self.line(offset);
        let start = self.starts[line as usize - 1].0 as usize;
        Position { line, column: 1 + units_of(&self.text[start..self.clamp(offset)], self.ascii) }
    }

    /// The UTF-16 offset of the byte at `offset`.
    #[must_use]
    pub fn utf16(&self, offset: u32) -> u32 {
        let (start, units) = self.starts[self.line(offset) as usize - 1];
        units + units_of(&self.text[start as usize..self.clamp(offset)], self.ascii)
    }

    /// An offset that is safe to slice at: within the text, on a boundary.
    fn clamp(&self, offset: u32) -> usize {
        let mut at = (offset as usize).min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }
}

fn units_of(text: &str, ascii: bool) -> u32 {
    if ascii { text.len() as u32 } else { text.encode_utf16().count() as u32 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, offset: u32, line: u32, column: u32, utf16: u32) {
        let index = LineIndex::new(text);
        assert_eq!(index.position(offset), Position { line, column }, "place in {text:?}");
        assert_eq!(index.utf16(offset), utf16, "UTF-16 offset in {text:?}");
    }

    #[test]
    fn every_kind_of_line_end_counts_once() {
        check("a\nb", 2, 2, 1, 2);
        check("a\r\nb", 3, 2, 1, 3);
        check("a\rb", 2, 2, 1, 2);
        check("a\n\nb", 3, 3, 1, 3);
    }

    #[test]
    fn columns_count_utf16_units() {
        check("é😀x", 6, 1, 4, 3);
        check("é\n😀x", 7, 2, 3, 4);
    }

    #[test]
    fn the_end_of_the_text_is_a_place_too() {
        check("", 0, 1, 1, 0);
        check("ab\n", 3, 2, 1, 3);
        check("ab", 9, 1, 3, 2);
    }
}
