mod weigh;

use super::line::{bad_path, is_mail, is_space, lines, section_header, words};
use super::lint::{Above, Remarks};
use super::remark;
use super::rewrite::{Oddity, rewrite};
use super::{Codeowners, Dialect, Mapping};
use crate::ownership::grammar::{Refusal, read};
use crate::ownership::other_file::other_than_codeowners;
use crate::ownership::{Directory, Owner, Rule, Source, remove_unknown_owners};
use crate::text::hash::{Map, keyed_by};
use crate::text::{LineIndex, Problem, Problems, Span};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

/// How many characters (Unicode scalar values) of a CODEOWNERS file Sentry
/// takes; a longer one is not synced at all.
pub const MAX_CHARACTERS: usize = 3_000_000;

/// What Sentry makes of a CODEOWNERS file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Import {
    /// The rules; spans and lines are those of the file. Empty if the import
    /// fails as a whole, when Sentry goes on with what it had before.
    pub rules: Vec<Rule>,
    /// The `codeowners:` rules that Sentry writes and then parses.
    pub text: String,
    /// What became of each line.
    pub lines: Vec<Line>,
    /// Everything worth saying, in the order of the file.
    pub problems: Vec<Problem>,
    /// Why the import fails as a whole, if it does.
    pub refusal: Option<Refusal>,
}

/// What became of one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The line of the file, from 1.
    pub line: u32,
    /// The line without its end.
    pub span: Span,
    /// What became of it.
    pub outcome: Outcome,
    /// Why, where that isn't plain.
    pub reason: Option<String>,
}

/// What can become of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// A rule with owners.
    Rule,
    /// A rule without owners.
    Exclusion,
    /// Nothing, silently.
    Dropped,
    /// A comment or an empty line, kept.
    Kept,
}

/// Imports a CODEOWNERS file as Sentry does
/// (`convert_codeowners_syntax` and `create_schema_from_issue_owners`).
///
/// A name in the file counts as mapped if its owner in Sentry can own issues of
/// the project, as far as `directory` knows. Linear in the file.
///
/// The effect of owner-less lines on the winner is not verified; the routing
/// shows both readings. Several files of one project are up to the caller.
#[must_use]
pub fn import(file: &Codeowners, directory: &Directory) -> Import {
    let Codeowners { text, dialect, mapping, owners } = file;
    import_parts(text, *dialect, mapping, owners, directory)
}

/// The same of a file whose parts lie elsewhere; see [`Codeowners`].
#[must_use]
pub fn import_parts(
    text: &str,
    dialect: Dialect,
    mapping: &Mapping,
    owners: &BTreeMap<String, String>,
    directory: &Directory,
) -> Import {
    if let Some(problem) = remark::too_long(text) {
        return Import { problems: vec![problem], ..Import::default() };
    }
    let mut importer = Importer::new(text, dialect, mapping, owners, directory);
    lines(text).for_each(|line| importer.line(line));
    if let Some(problem) = other_than_codeowners(text) {
        // What its lines do is beside the point.
        importer.problems = Problems::default();
        importer.problems.push(problem);
    }
    importer.finish(directory)
}

struct Importer<'f> {
    text: &'f str,
    dialect: Dialect,
    mapping: &'f Mapping,
    index: LineIndex<'f>,
    /// Owners by name in lower case.
    owners: Map<Cow<'f, str>, &'f str>,
    /// Names as written, by what they are in lower case without their `@`.
    by_at: BTreeMap<String, &'f str>,
    /// Whether none of these has another `@`.
    knows_plain_names: bool,
    /// Names of teams as written, by what they end in: `web` of `@acme/web`.
    by_end: BTreeMap<String, Vec<&'f str>>,
    directory: &'f Directory,
    /// Where the section that a GitLab file is in starts, if it has owners.
    section: Option<Span>,
    /// The line above, if that is no comment.
    above: Option<Above>,
    /// How many lines with words came already.
    entries: usize,
    /// Per line of the text: which line of the file it comes from.
    origins: Vec<usize>,
    problems: Problems,
    import: Import,
}

/// Instantiation
impl<'f> Importer<'f> {
    fn new(
        text: &'f str,
        dialect: Dialect,
        mapping: &'f Mapping,
        owners: &'f BTreeMap<String, String>,
        directory: &'f Directory,
    ) -> Self {
        let named = owners.iter().filter(|(_, owner)| !owner.trim().is_empty());
        let mut by_at = BTreeMap::new();
        let mut by_end: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for (name, _) in named.clone() {
            if let Some(bare) = name.strip_prefix('@') {
                by_at.insert(bare.to_lowercase(), name.as_str());
            }
            if let Some((_, end)) = name.rsplit_once('/') {
                by_end.entry(end.to_lowercase()).or_default().push(name);
            }
        }
        let mut by_name = Map::with_hasher(keyed_by(owners.keys().map(String::as_bytes)));
        by_name.extend(named.map(|(name, owner)| (in_lower_case(name), owner.trim())));
        Self {
            text,
            dialect,
            mapping,
            knows_plain_names: by_at.keys().all(|name: &String| !name.contains('@')),
            by_at,
            by_end,
            index: LineIndex::new(text),
            owners: by_name,
            directory,
            section: None,
            above: None,
            entries: 0,
            origins: Vec::new(),
            problems: Problems::default(),
            import: Import::default(),
        }
    }
}

/// Reading lines
impl<'f> Importer<'f> {
    fn line(&mut self, line: Range<usize>) {
        let text = &self.text[line.clone()];
        let span = Span::from(line.clone());
        if text.is_empty() || text.starts_with('#') {
            self.above = None;
            self.put(text);
            self.record(span, Outcome::Kept, None);
        } else if text.chars().all(is_space) {
            self.above = None;
            self.record(span, Outcome::Dropped, Some("only white space".to_owned()));
        } else {
            self.entry(span, line);
        }
    }

    fn entry(&mut self, span: Span, line: Range<usize>) {
        let text = self.text;
        let all = words(text, line.clone());
        let word = |span: &Span| &text[span.range()];
        let (path, rest) = (all[0], &all[1..]);
        let owners =
            &rest[..rest.iter().position(|owner| word(owner) == "#").unwrap_or(rest.len())];
        let section = self.header(line.clone());
        let remarks = match section {
            Some(_) => Remarks::default(),
            None => self.lint(&all, line.clone()),
        };
        if let Some(header) = section {
            let owned =
                owners.iter().any(|owner| owner.start >= header.end && word(owner).contains('@'));
            self.section = owned.then_some(path);
        }
        let told = |at: usize, owner: Span| {
            remarks.explain(at) || section.is_some_and(|header| owner.start < header.end)
        };
        if let Some(why) = bad_path(word(&path)) {
            // What an indented comment loses is a comment.
            if !remarks.path && !word(&path).starts_with('#') {
                let mut problem = remark::bad_path(word(&path), path, why, section.is_some());
                problem.fix = problem.fix.take().and_then(|fix| self.weigh(fix, &line));
                self.problems.push(problem);
            }
            self.problems.extend(remarks.problems);
            let reason = remark::reason(why, section.is_some()).to_owned();
            return self.record(span, Outcome::Dropped, Some(reason));
        }
        let mut mapped = Vec::new();
        for (at, owner) in owners.iter().enumerate() {
            if let Some(to) = self.resolve(word(owner)) {
                mapped.push(to);
                continue;
            }
            if told(at + 1, *owner) {
                continue;
            }
            let problem = match self.meant(word(owner)) {
                Some(known) => {
                    let listed = self.directory.lists(&known);
                    remark::without_access(word(owner), &known, listed, *owner)
                }
                None => remark::unmapped(word(owner), self.like(word(owner)), *owner),
            };
            self.problems.push(problem);
        }
        let path_told = remarks.path;
        self.problems.extend(remarks.problems);
        if mapped.is_empty() && !owners.is_empty() {
            let names: Vec<_> = owners.iter().map(word).collect();
            let reason = format!("none of its owners is mapped to Sentry: {}", names.join(", "));
            return self.record(span, Outcome::Dropped, Some(reason));
        }
        let rewritten = rewrite(word(&path), self.mapping);
        self.remarks(path, rewritten.oddity, path_told, section.is_some());
        let moved = rewritten.path != word(&path);
        let reason = moved.then(|| format!("its path becomes `{}`", rewritten.path));
        let written = &mut self.import.text;
        written.push_str("codeowners:");
        written.push_str(&rewritten.path);
        for owner in &mapped {
            written.push(' ');
            written.push_str(owner);
        }
        self.put("");
        if mapped.is_empty() {
            let problem = remark::exclusion(path, self.section);
            self.problems.extend((!path_told && section.is_none()).then_some(problem));
            self.record(span, Outcome::Exclusion, reason);
        } else {
            self.record(span, Outcome::Rule, reason);
        }
    }

    /// The header of a section, up to the end of its brackets, if the line is one.
    fn header(&self, line: Range<usize>) -> Option<Span> {
        let text = self.text[line.clone()].trim_start_matches(is_space);
        let start = line.end - text.len();
        let length = section_header(text, self.dialect == Dialect::Gitlab)?;
        Some(Span::new(start, start + length))
    }

    /// A name that the file's owners know and that may be meant by another: the same
    /// without its organization, or without its `@`.
    fn like(&self, name: &str) -> Option<&str> {
        let bare = name.trim_start_matches('@').to_lowercase();
        if let Some(name) = self.by_at.get(bare.as_str()) {
            return Some(name);
        }
        let mut same = self.by_end.get(bare.as_str()).into_iter().flatten();
        let only = same.next()?;
        same.next().is_none().then_some(*only)
    }

    fn remarks(&mut self, path: Span, oddity: Option<Oddity>, told: bool, section: bool) {
        let written = &self.text[path.range()];
        self.problems.extend(oddity.map(|oddity| remark::oddity(oddity, path, self.mapping)));
        if !told {
            self.problems.extend(remark::odd_path(written, path, section));
        }
    }

    /// The owner in Sentry for a name in the file, if that can own issues.
    fn resolve<'n>(&self, name: &'n str) -> Option<&'n str>
    where
        'f: 'n,
    {
        let owner = self.written(name)?;
        // Where nobody is known, there is nobody to ask for.
        let resolves = || self.directory.resolves(&Owner::named(owner)) != Some(false);
        (self.directory.knows_nobody() || resolves()).then_some(owner)
    }

    /// Whom a name in the file means, as known.
    fn meant(&self, name: &str) -> Option<Owner> {
        self.written(name).map(Owner::named)
    }

    /// Whom a name in the file means, as written.
    fn written<'n>(&self, name: &'n str) -> Option<&'n str>
    where
        'f: 'n,
    {
        let mapped = self.owners.get(&in_lower_case(name)).copied();
        mapped.or_else(|| is_mail(name).then_some(name))
    }

    fn put(&mut self, line: &str) {
        self.import.text.push_str(line);
        self.import.text.push('\n');
        self.origins.push(self.import.lines.len());
    }

    fn record(&mut self, span: Span, outcome: Outcome, reason: Option<String>) {
        let before = self.import.lines.last().map_or(1, |line| line.line);
        let line = self.index.line_from(before, span.start);
        self.import.lines.push(Line { line, span, outcome, reason });
    }
}

/// Most names are so already.
fn in_lower_case(name: &str) -> Cow<'_, str> {
    let is_lower = name.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_lower { Cow::Borrowed(name) } else { Cow::Owned(name.to_lowercase()) }
}

/// Parsing what came out
impl Importer<'_> {
    fn finish(self, directory: &Directory) -> Import {
        let Self { mut import, mut problems, origins, .. } = self;
        let mut read = read(&import.text, Source::Codeowners);
        let index = LineIndex::new(&import.text);
        // A line feed inside a stack root or an owner would make more lines.
        let last = origins.last().copied().unwrap_or_default();
        let line =
            |line: u32| &import.lines[origins.get(line as usize - 1).copied().unwrap_or(last)];
        let origin = |at: u32| line(index.line(at));
        let mut rules = std::mem::take(&mut read.rules);
        for (rule, parts) in rules.iter_mut().zip(&read.parts) {
            let from = line(rule.line);
            let last = line(index.line_from(rule.line, parts.span.end));
            if last.line != from.line {
                problems.push(remark::swallowed(from.span, last.line));
            }
            (rule.span, rule.line) = (from.span, from.line);
        }
        if let Some(mut refusal) = read.refusal() {
            let place = refusal.span.map(|span| origin(span.start).span);
            problems.push(remark::fails(&refusal, place));
            refusal.span = place;
            import.refusal = Some(refusal);
            rules.clear();
        }
        remove_unknown_owners(&mut rules, |owner| directory.resolves(owner) != Some(false));
        import.rules = rules;
        import.problems = problems.sorted();
        import
    }
}
