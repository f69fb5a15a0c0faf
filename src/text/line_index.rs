/// A place as a person names it: both numbers count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: u32,
    /// The column in UTF-16 units, from 1.
    pub column: u32,
}

/// How many bytes are counted at most to convert an offset.
const BLOCK: usize = 256;

/// Converts byte offsets of one text into lines, columns and UTF-16 offsets.
///
/// A line ends at `\n`, `\r\n` or a lone `\r`, as Sentry's grammar and text
/// editors count them. Building is one pass over the text; a conversion is a
/// binary search, and a count of at most 256 bytes (none if the text is
/// ASCII), however long the line is.
#[derive(Debug)]
pub struct LineIndex<'t> {
    text: &'t str,
    /// Per line: the byte at which it starts.
    starts: Vec<u32>,
    /// Per block: how many UTF-16 units begin before it. Empty if the text is ASCII.
    blocks: Vec<u32>,
}

impl<'t> LineIndex<'t> {
    /// Indexes `text`.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        let ends = |&at: &usize| bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n');
        let found = memchr::memchr2_iter(b'\n', b'\r', bytes).filter(ends);
        starts.extend(found.map(|at| at as u32 + 1));
        let mut blocks = Vec::new();
        if !text.is_ascii() {
            let mut units = 0;
            for block in bytes.chunks(BLOCK) {
                blocks.push(units);
                units += units_in(block);
            }
            blocks.push(units);
        }
        Self { text, starts, blocks }
    }

    /// How many lines the text has; an empty text has one.
    #[must_use]
    pub fn lines(&self) -> u32 {
        self.starts.len() as u32
    }

    /// The line, from 1, that holds the byte at `offset`.
    #[must_use]
    pub fn line(&self, offset: u32) -> u32 {
        self.starts.partition_point(|&start| start <= offset) as u32
    }

    /// The same where `before` is the line of an earlier place: takes as many steps as there
    /// are lines between both.
    pub(crate) fn line_from(&self, before: u32, offset: u32) -> u32 {
        let starts = &self.starts[before as usize..];
        before + starts.iter().take_while(|&&start| start <= offset).count() as u32
    }

    /// The line and column of the byte at `offset`.
    #[must_use]
    pub fn position(&self, offset: u32) -> Position {
        let line = self.line(offset);
        let start = self.starts[line as usize - 1];
        Position { line, column: 1 + self.utf16(offset) - self.utf16(start) }
    }

    /// The UTF-16 offset of the byte at `offset`.
    #[must_use]
    pub fn utf16(&self, offset: u32) -> u32 {
        let at = self.clamp(offset);
        match self.blocks.get(at / BLOCK) {
            None => at as u32,
            Some(units) => units + units_in(&self.text.as_bytes()[at / BLOCK * BLOCK..at]),
        }
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

/// How many UTF-16 units begin in these bytes: one for each character, and one more for
/// each of four bytes.
fn units_in(bytes: &[u8]) -> u32 {
    let units = |&byte: &u8| u32::from(byte & 0xc0 != 0x80) + u32::from(byte >= 0xf0);
    bytes.iter().map(units).sum()
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
    fn long_lines_are_counted_by_blocks() {
        let text = "aé日😀".repeat(500) + "\n" + &"😀é".repeat(300);
        let index = LineIndex::new(&text);
        let (mut line, mut column, mut units) = (1, 1, 0);
        for (at, letter) in text.char_indices() {
            let at = at as u32;
            assert_eq!(index.position(at), Position { line, column }, "at {at}");
            assert_eq!(index.utf16(at), units, "at {at}");
            units += letter.len_utf16() as u32;
            column += letter.len_utf16() as u32;
            if letter == '\n' {
                (line, column) = (line + 1, 1);
            }
        }
        assert_eq!(index.utf16(text.len() as u32), units, "the end");
    }

    #[test]
    fn the_end_of_the_text_is_a_place_too() {
        check("", 0, 1, 1, 0);
        check("ab\n", 3, 2, 1, 3);
        check("ab", 9, 1, 3, 2);
    }
}
