use super::blocks::{self, Blocks};
use super::clean::clean;
use super::detect::{detect, structured};
use super::filter::{Compile, compile};
use super::finish::finish;
use super::formats::{self, Trust};
use super::lines::{Line, Region};
use super::plain_list;
use super::sink::Sink;
use super::sure::sure;
use super::{Format, Listing, ReadOptions, SkipReason};
use crate::text::Span;
use std::borrow::Cow;

/// Reads a pasted file listing, in whatever format it is.
///
/// Never fails: what can't be read is in [`Listing::skipped`] and
/// [`Listing::problems`]. Time and memory grow linearly with the text.
#[must_use]
pub fn read(text: &str, options: &ReadOptions) -> Listing {
    read_by(text, options, compile)
}

/// The same, with include and exclude globs compiled by `compile`. A program that takes no
/// globs ([`no_globs`](super::no_globs)) can so do without their compiler, which is as large
/// as all readers together.
#[must_use]
pub fn read_by(text: &str, options: &ReadOptions, compile: Compile) -> Listing {
    plain_list::read(text, options).unwrap_or_else(|| read_any(text, options, compile))
}

/// The same for whatever is no plain list.
pub(super) fn read_any(text: &str, options: &ReadOptions, compile: Compile) -> Listing {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let whole = Region { text: body, start: text.len() - body.len(), line: 1 };
    let is_bare = structured(body).is_some() || body.contains('\0');
    let is_bounded = blocks::has_bounds(body);
    let clean = if is_bare { Cow::Borrowed(body) } else { clean(body, is_bounded) };
    let (format, sink) = match &clean {
        Cow::Borrowed(_) => read_text(whole, is_bounded, options),
        Cow::Owned(clean) => {
            let region = Region { text: clean, start: 0, line: 1 };
            let (format, mut sink) = read_text(region, true, options);
            lead_back(&mut sink, clean, whole);
            (format, sink)
        }
    };
    let is_named = options.format.is_some() || options.column.is_some();
    let mut sureness = sure(&sink, format);
    if is_named && sureness.sure > 0.0 {
        sureness.sure = 1.0;
    }
    finish(text, format, sink, sureness, options, compile)
}

/// `may_be_bounded` says whether anything may bound a block in it.
fn read_text(region: Region<'_>, may_be_bounded: bool, options: &ReadOptions) -> (Format, Sink) {
    let blocks = if !may_be_bounded || structured(region.text) == Some(Format::TreeXml) {
        None
    } else {
        blocks::blocks(region)
    };
    let (format, mut sink) = match blocks {
        Some(blocks) => read_blocks(&blocks, region, options),
        None => read_session(region, options),
    };
    sink.report();
    (format, sink)
}

/// Makes places in the cleaned text places in the text that was pasted: both have the same lines.
#[inline(never)]
fn lead_back(sink: &mut Sink, clean: &str, whole: Region<'_>) {
    let lines: Vec<Line<'_>> = whole.lines().collect();
    for skipped in &mut sink.skipped {
        let line = skipped.span.and_then(|_| lines.get(skipped.line as usize - 1));
        if let Some(line) = line {
            skipped.span = line.span();
            skipped.text = Sink::shortened(line.text);
        }
    }
    let starts: Vec<usize> =
        Region { text: clean, start: 0, line: 1 }.lines().filter_map(|line| line.start).collect();
    for problem in &mut sink.problems {
        if let Some(span) = problem.span {
            let at = starts.partition_point(|&start| start <= span.start as usize);
            let line = at.checked_sub(1).and_then(|at| lines.get(at));
            problem.span = line.and_then(Line::span).or(Some(Span::new(0, 0)));
        }
    }
}

/// Reads the block that is a listing most surely, and those in its format that are as sure.
#[inline(never)]
fn read_blocks(found: &Blocks<'_>, region: Region<'_>, options: &ReadOptions) -> (Format, Sink) {
    let is_named = options.format.is_some() || options.column.is_some();
    let has_inside = found.blocks.iter().any(|block| block.is_inside);
    if is_named && !has_inside {
        return read_region(region, options);
    }
    let mut parts: Vec<(Format, Sink, f32)> = Vec::new();
    for block in &found.blocks {
        let (format, sink) = if block.region.text.trim().is_empty() {
            let mut sink = Sink::default();
            block.region.lines().for_each(|_| sink.structure());
            (options.format.unwrap_or(Format::GitLsFiles), sink)
        } else {
            read_region(block.region, options)
        };
        let sure = sure(&sink, format).sure;
        parts.push((format, sink, sure));
    }
    let score = |at: usize| {
        let (_, sink, sure) = &parts[at];
        let size = sink.entries.len().min(8) as f32 / 80.0;
        let inside = if found.blocks[at].is_inside { 0.1 } else { 0.0 };
        let announced = if found.blocks[at].is_announced { 0.3 } else { 0.0 };
        if *sure == 0.0 { 0.0 } else { sure + size + inside + announced }
    };
    let scores: Vec<f32> = (0..parts.len()).map(score).collect();
    // Of equals the first.
    let best =
        (0..parts.len()).fold(0, |best, at| if scores[at] > scores[best] { at } else { best });
    let (format, is_announced) = (parts[best].0, found.blocks[best].is_announced);
    let mut sink = Sink::default();
    for (at, (block, (read_as, part, sure))) in found.blocks.iter().zip(parts).enumerate() {
        let is_alike = block.is_inside
            && read_as == format
            && sure >= 0.5
            && block.is_announced == is_announced;
        if at == best || is_alike || (is_named && block.is_inside) {
            sink.append(part);
        } else {
            block.region.lines().for_each(|line| sink.outside(&line));
        }
    }
    (0..found.bounds).for_each(|_| sink.structure());
    (format, sink)
}

/// Reads what commands printed one after the other, each in its own format where these differ.
fn read_session(region: Region<'_>, options: &ReadOptions) -> (Format, Sink) {
    /// More are a session of work, and whole only by chance.
    const MOST: usize = 16;
    let (format, whole) = read_region(region, options);
    let is_named = options.format.is_some() || options.column.is_some();
    if is_named || sure(&whole, format).misfits == 0 {
        return (format, whole);
    }
    let regions = blocks::outputs(region);
    if !(2..=MOST).contains(&regions.len()) {
        return (format, whole);
    }
    let parts: Vec<(Region<'_>, Format, Sink, bool)> = regions
        .into_iter()
        .map(|region| {
            let (format, sink) = read_region(region, options);
            let is_sure = sure(&sink, format).sure >= Listing::SURE;
            (region, format, sink, is_sure)
        })
        .collect();
    let sure = || parts.iter().filter(|(_, _, _, is_sure)| *is_sure);
    let Some(first) = sure().map(|(_, format, sink, _)| (sink.entries.len(), *format)).max() else {
        return (format, whole);
    };
    if sure().all(|&(_, format, _, _)| format == first.1) {
        return (format, whole);
    }
    let mut all = Sink::default();
    for (region, _, part, is_sure) in parts {
        if is_sure {
            all.append(part);
        } else {
            region.lines().for_each(|line| all.stray(&line));
        }
    }
    // What is the root of one is none of the others.
    all.root = None;
    (first.1, all)
}

#[inline(never)]
fn read_region(region: Region<'_>, options: &ReadOptions) -> (Format, Sink) {
    let named = options.column.map(|_| Format::Columns).or(options.format);
    if let Some(format) = named {
        return read_as(region, format, options);
    }
    let mut best: Option<(Format, Sink, f32)> = None;
    for candidate in detect(region.text).into_iter().take(5) {
        let (format, sink) = read_as(region, candidate.format, options);
        let sure = sure(&sink, format).sure;
        // The sample may have deceived: what was read decides.
        if best.as_ref().is_none_or(|best| sure > best.2 + 0.08) {
            best = Some((format, sink, sure));
        }
        if sure >= Listing::SURE_ENOUGH {
            break;
        }
    }
    match best {
        Some((format, sink, _)) => (format, sink),
        None => read_as(region, Format::GitLsFiles, options),
    }
}

fn read_as(region: Region<'_>, format: Format, options: &ReadOptions) -> (Format, Sink) {
    let mut sink = Sink::for_text(region.text);
    let trust = if options.format.is_some() { Trust::Named } else { Trust::Recognised };
    let mut body = region;
    if format.is_json() || format == Format::TreeXml {
        body = after_prompts(region, &mut sink);
    }
    let column = options.column.and_then(|column| column.checked_sub(1)).map(usize::from);
    formats::read(body, format, trust, column, &mut sink);
    (sink.format.take().unwrap_or(format), sink)
}

/// JSON and XML have no lines, so the prompt before them is taken off here.
fn after_prompts<'t>(region: Region<'t>, sink: &mut Sink) -> Region<'t> {
    let mut lines = region.lines();
    loop {
        let rest = lines.rest();
        let Some(line) = lines.next() else { return rest };
        let text = line.text.trim();
        if text.starts_with(['[', '{', '<']) || text.is_empty() {
            return rest;
        }
        sink.stray(&line);
    }
}

/// Joining
impl Sink {
    fn outside(&mut self, line: &super::lines::Line<'_>) {
        if line.text.trim().is_empty() {
            self.structure();
        } else {
            self.skip(line, SkipReason::OutsideFence);
        }
    }

    fn append(&mut self, other: Self) {
        let base = self.text.len() as u32;
        self.text.push_str(&other.text);
        self.entries.extend(other.entries.into_iter().map(|mut entry| {
            entry.start += base;
            entry.end += base;
            entry
        }));
        self.skipped.extend(other.skipped);
        self.structure += other.structure;
        self.absolute += other.absolute;
        self.tops += other.tops;
        self.is_ragged |= other.is_ragged;
        self.root = self.root.take().or(other.root);
        self.reported = match (self.reported, other.reported) {
            (Some(a), Some(b)) => Some(a + b),
            (a, b) => a.or(b),
        };
        self.problems.extend(other.problems);
        if let Some((span, count)) = other.not_utf8 {
            self.not_utf8.get_or_insert((span, 0)).1 += count;
        }
    }
}
