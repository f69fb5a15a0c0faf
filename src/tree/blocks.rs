//! Where in a text the listing may be: in code fences, in tags, between rules.

use super::formats::reported_files;
use super::lines::{Line, Region};
use super::shell;
use memchr::{memchr, memchr3, memmem};
use std::collections::BTreeSet;

/// A text cut at its fences, tags and rules.
#[derive(Debug, Default)]
pub(super) struct Blocks<'t> {
    pub(super) blocks: Vec<Block<'t>>,
    /// How many lines only bound a block.
    pub(super) bounds: u32,
}

/// A stretch of lines.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block<'t> {
    pub(super) region: Region<'t>,
    /// Whether it stands in a fence or a tag.
    pub(super) is_inside: bool,
    /// Whether the tag or the line above says that here is a listing.
    pub(super) is_announced: bool,
}

/// Whether anything in a text may bound a block. Most texts have nothing, and these searches are
/// the fastest that there are; still they take a look at every byte, so they are made once.
#[inline(never)]
pub(super) fn has_bounds(text: &str) -> bool {
    let bytes = text.as_bytes();
    let has = |part: &[u8]| memmem::find(bytes, part).is_some();
    (memchr3(b'`', b'~', b'=', bytes).is_some() || memchr(b'<', bytes).is_some())
        && (has(b"```") || has(b"~~~") || has(b"</") || has(b"===================="))
}

/// The blocks of a text; none if nothing bounds any.
///
/// A fence is as in CommonMark: up to three blanks, then at least three backticks or tildes;
/// it ends at a fence of the same kind, at least as long, or at the end of the text. A tag
/// stands alone in its line and is closed later. A rule is a long line of `=`.
pub(super) fn blocks(region: Region<'_>) -> Option<Blocks<'_>> {
    if !has_bounds(region.text) {
        return None;
    }
    let closed: BTreeSet<&str> =
        region.lines().filter_map(|line| line.text.trim().strip_prefix("</")).collect();
    let mut cutter =
        Cutter { found: Blocks::default(), start: region, is_inside: false, is_announced: false };
    let mut fence: Option<(u8, usize)> = None;
    let mut last: Option<Line<'_>> = None;
    let mut lines = region.lines();
    while let Some(line) = lines.next() {
        let announced = || last.is_some_and(|line| announces(line.text));
        match (fence, self::fence(line.text)) {
            (None, Some(mark)) => {
                let is_announced = announced();
                cutter.cut(&line, lines.rest());
                (cutter.is_inside, cutter.is_announced) = (true, is_announced);
                fence = Some(mark);
            }
            (Some((kind, length)), Some((closes, long)))
                if kind == closes && long >= length && is_bare(line.text, kind) =>
            {
                cutter.cut(&line, lines.rest());
                (cutter.is_inside, cutter.is_announced) = (false, false);
                fence = None;
            }
            (None, None) => {
                if let Some(tag) = tag(line.text, &closed) {
                    cutter.cut(&line, lines.rest());
                    cutter.is_inside = !tag.is_empty();
                    cutter.is_announced = announces(tag);
                } else if is_rule(line.text) {
                    cutter.cut(&line, lines.rest());
                }
            }
            (Some(_), _) => {}
        }
        if !line.text.trim().is_empty() {
            last = Some(line);
        }
    }
    cutter.finish();
    (cutter.found.bounds > 0).then_some(cutter.found)
}

/// A text cut before each command and behind each report of `tree`.
pub(super) fn outputs(region: Region<'_>) -> Vec<Region<'_>> {
    let mut found = Vec::new();
    let mut start = region;
    let mut lines = region.lines();
    loop {
        let before = lines.rest();
        let Some(line) = lines.next() else { break };
        let cut = if shell::command(line.text).is_some() {
            before
        } else if reported_files(line.text).is_some() {
            lines.rest()
        } else {
            continue;
        };
        if cut.start > start.start {
            found.push(Region { text: &start.text[..cut.start - start.start], ..start });
        }
        start = cut;
    }
    if !start.text.is_empty() {
        found.push(start);
    }
    found
}

struct Cutter<'t> {
    found: Blocks<'t>,
    /// The text from the start of the block at hand on.
    start: Region<'t>,
    is_inside: bool,
    is_announced: bool,
}

impl<'t> Cutter<'t> {
    /// Ends the block before a bounding line; the next begins after it.
    fn cut(&mut self, bound: &Line<'t>, rest: Region<'t>) {
        let end = bound.start.unwrap_or(self.start.start) - self.start.start;
        self.put(&self.start.text[..end]);
        self.found.bounds += 1;
        self.start = rest;
    }

    fn put(&mut self, text: &'t str) {
        let Self { start, is_inside, .. } = *self;
        // Where no tag says it, a heading in the text may.
        let is_heading = |line: &str| line.trim_end().ends_with(':') && announces(line);
        let is_announced =
            self.is_announced || (!is_inside && text.lines().take(20).any(is_heading));
        self.found.blocks.push(Block { region: Region { text, ..start }, is_inside, is_announced });
    }

    fn finish(&mut self) {
        self.put(self.start.text);
    }
}

/// The name of an opening tag that is closed later; nothing between the quotes of a closing one.
fn tag<'t>(line: &'t str, closed: &BTreeSet<&str>) -> Option<&'t str> {
    let inner = line.trim().strip_prefix('<')?.strip_suffix('>')?;
    if let Some(name) = inner.strip_prefix('/') {
        return is_tag(name).then_some("");
    }
    let name = inner.split(' ').next().filter(|name| is_tag(name))?;
    closed.contains(format!("{name}>").as_str()).then_some(name)
}

fn is_tag(name: &str) -> bool {
    !name.is_empty()
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte))
}

/// `====…`, at least twenty.
fn is_rule(line: &str) -> bool {
    let text = line.trim();
    text.len() >= 20 && text.bytes().all(|byte| byte == b'=')
}

/// Whether a heading or a tag says that a listing follows.
fn announces(text: &str) -> bool {
    let text = text.to_lowercase();
    text.len() < 100
        && ["structure", "tree", "layout", "listing", "directory"]
            .iter()
            .any(|word| text.contains(word))
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
