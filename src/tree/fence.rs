//! Markdown code fences around a listing.

use super::lines::{Line, Region};
use memchr::memmem;

/// A text cut at its code fences.
#[derive(Debug, Default)]
pub(super) struct Fenced<'t> {
    /// What stands within fences, block by block.
    pub(super) blocks: Vec<Region<'t>>,
    /// The lines that open and close the blocks.
    pub(super) fences: u32,
    /// The other lines.
    pub(super) outside: Vec<Line<'t>>,
}

/// The code blocks of `text`; none if it has no fence.
///
/// A fence is as in CommonMark: up to three blanks, then at least three
/// backticks or tildes; it ends at a fence of the same kind, at least as long,
/// or at the end of the text.
pub(super) fn blocks(region: Region<'_>) -> Option<Fenced<'_>> {
    let bytes = region.text.as_bytes();
    // Most texts have none, and this search is as fast as memory.
    if memmem::find(bytes, b"```").is_none() && memmem::find(bytes, b"~~~").is_none() {
        return None;
    }
    let mut fenced = Fenced::default();
    let mut open: Option<((u8, usize), Region<'_>)> = None;
    let mut lines = region.lines();
    while let Some(line) = lines.next() {
        match (open, fence(line.text)) {
            (None, Some(mark)) => {
                fenced.fences += 1;
                open = Some((mark, lines.rest()));
            }
            (None, None) => fenced.outside.push(line),
            (Some(((kind, length), start)), Some((closes, long)))
                if kind == closes && long >= length && is_bare(line.text, kind) =>
            {
                fenced.fences += 1;
                let end = line.start.unwrap_or(start.start) - start.start;
                fenced.blocks.push(Region { text: &start.text[..end], ..start });
                open = None;
            }
            _ => {}
        }
    }
    if let Some((_, start)) = open {
        fenced.blocks.push(start);
    }
    (fenced.fences > 0).then_some(fenced)
}

/// The mark of a fence and its length.
fn fence(line: &str) -> Option<(u8, usize)> {
    let text = line.trim_start_matches(' ');
    let kind = *text.as_bytes().first().filter(|byte| matches!(byte, b'`' | b'~'))?;
    let length = text.bytes().take_while(|&byte| byte == kind).count();
    // With backticks later in the line it is code in a sentence.
    let is_fence = length >= 3
        && line.len() - text.len() <= 3
        && (kind == b'~' || !text[length..].contains('`'));
    is_fence.then_some((kind, length))
}

fn is_bare(line: &str, kind: u8) -> bool {
    line.trim().bytes().all(|byte| byte == kind)
}
