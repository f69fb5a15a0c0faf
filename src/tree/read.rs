use super::detect::detect;
use super::fence;
use super::filter::{Compile, compile};
use super::finish::finish;
use super::formats::{self, Trust};
use super::lines::Region;
use super::plain_list;
use super::sink::Sink;
use super::{Format, Listing, ReadOptions, SkipReason};

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
    let (format, mut sink) = match fence::blocks(whole) {
        Some(fenced) => read_fenced(&fenced, options),
        None => read_region(whole, options),
    };
    sink.report();
    finish(text, format, sink, options, compile)
}

/// Reads the block that fits best and those in the same format.
fn read_fenced(fenced: &fence::Fenced<'_>, options: &ReadOptions) -> (Format, Sink) {
    let guesses: Vec<_> =
        fenced.blocks.iter().map(|block| detect(block.text).first().copied()).collect();
    let best = guesses.iter().flatten().max_by_key(|guess| {
        // Of equals the drawn or structured one: a plain block may be commands.
        (guess.score.min(90), guess.format)
    });
    let format = options.format.or(best.map(|best| best.format)).unwrap_or(Format::GitLsFiles);
    let mut sink = Sink::default();
    let mut read_as = None;
    for (block, guess) in fenced.blocks.iter().zip(&guesses) {
        let fits = guess.is_some_and(|guess| guess.format == format);
        if fits || options.format.is_some() {
            let (found, part) = read_as_best(*block, format, options);
            read_as.get_or_insert(found);
            sink.append(part);
        } else {
            block.lines().for_each(|line| sink.outside(&line));
        }
    }
    (0..fenced.fences).for_each(|_| sink.structure());
    fenced.outside.iter().for_each(|line| sink.outside(line));
    sink.skipped.sort_by_key(|skipped| skipped.line);
    (read_as.unwrap_or(format), sink)
}

fn read_region(region: Region<'_>, options: &ReadOptions) -> (Format, Sink) {
    if let Some(format) = options.format {
        return read_as_best(region, format, options);
    }
    // The listing may begin after what was typed to get it.
    let candidates = detect(region.text);
    let Some(first) = candidates.first() else {
        return read_as_best(region, Format::GitLsFiles, options);
    };
    let mut best = read_as_best(region, first.format, options);
    // The sample may have deceived: confirm by what was read.
    for candidate in candidates.iter().skip(1).take(2) {
        if !is_doubtful(&best.1) {
            break;
        }
        let other = read_as_best(region, candidate.format, options);
        if other.1.gain() > best.1.gain() {
            best = other;
        }
    }
    best
}

fn read_as_best(region: Region<'_>, format: Format, options: &ReadOptions) -> (Format, Sink) {
    let mut sink = Sink::default();
    let trust = if options.format.is_some() { Trust::Named } else { Trust::Recognised };
    let mut body = region;
    if format.is_json() || format == Format::TreeXml {
        body = after_prompts(region, &mut sink);
    }
    formats::read(body, format, trust, &mut sink);
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

/// Whether more than half of what was read made no sense.
fn is_doubtful(sink: &Sink) -> bool {
    sink.skipped.len() > sink.entries.len()
}

/// Joining
impl Sink {
    /// How much was understood, less what was not.
    fn gain(&self) -> i64 {
        self.entries.len() as i64 - self.skipped.len() as i64
    }

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
