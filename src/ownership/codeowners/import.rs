use super::line::{BadPath, bad_path, is_mail, is_space, lines, words};
use super::remark;
use super::rewrite::{Oddity, rewrite};
use super::{Codeowners, Dialect, Mapping};
use crate::ownership::grammar::{Refusal, read};
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
    importer.finish(directory)
}

struct Importer<'f> {
    text: &'f str,
    dialect: Dialect,
    mapping: &'f Mapping,
    index: LineIndex<'f>,
    /// Owners by name in lower case.
    owners: Map<Cow<'f, str>, &'f str>,
    directory: &'f Directory,
    /// Where the section that a GitLab file is in starts, if it has owners.
    section: Option<Span>,
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
        let mut by_name = Map::with_hasher(keyed_by(owners.keys().map(String::as_bytes)));
        by_name.extend(named.map(|(name, owner)| (in_lower_case(name), owner.trim())));
        Self {
            text,
            dialect,
            mapping,
            index: LineIndex::new(text),
            owners: by_name,
            directory,
            section: None,
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
            self.put(text);
            self.record(span, Outcome::Kept, None);
        } else if text.chars().all(is_space) {
            self.record(span, Outcome::Dropped, Some("only white space".to_owned()));
        } else {
            self.entry(span, line);
        }
    }

    fn entry(&mut self, span: Span, line: Range<usize>) {
        let text = self.text;
        let all = words(text, line);
        let word = |span: &Span| &text[span.range()];
        let (path, rest) = (all[0], &all[1..]);
        let owners =
            &rest[..rest.iter().position(|owner| word(owner) == "#").unwrap_or(rest.len())];
        if self.is_section(path) {
            let owned = owners.iter().any(|owner| word(owner).contains('@'));
            self.section = owned.then_some(path);
        }
        if let Some(why) = bad_path(word(&path)) {
            return self.bad(span, path, why);
        }
        let (mapped, unmapped): (Vec<_>, Vec<_>) = owners
            .iter()
            .map(|owner| (*owner, self.resolve(word(owner))))
            .partition(|(_, to)| to.is_some());
        for (owner, _) in &unmapped {
            let problem = match self.meant(word(owner)) {
                Some(known) => {
                    let listed = self.directory.lists(&known);
                    remark::without_access(word(owner), &known, listed, *owner)
                }
                None => remark::unmapped(word(owner), *owner),
            };
            self.problems.push(problem);
        }
        if mapped.is_empty() && !owners.is_empty() {
            let names: Vec<_> = owners.iter().map(word).collect();
            let reason = format!("none of its owners is mapped to Sentry: {}", names.join(", "));
            return self.record(span, Outcome::Dropped, Some(reason));
        }
        let rewritten = rewrite(word(&path), self.mapping);
        self.remarks(path, rewritten.oddity);
        let moved = rewritten.path != word(&path);
        let reason = moved.then(|| format!("its path becomes `{}`", rewritten.path));
        let written = &mut self.import.text;
        written.push_str("codeowners:");
        written.push_str(&rewritten.path);
        for (_, owner) in &mapped {
            written.push(' ');
            written.push_str(owner.unwrap_or_default());
        }
        self.put("");
        if mapped.is_empty() {
            self.problems.push(remark::exclusion(path, self.section));
            self.record(span, Outcome::Exclusion, reason);
        } else {
            self.record(span, Outcome::Rule, reason);
        }
    }

    fn bad(&mut self, span: Span, path: Span, why: BadPath) {
        let section = self.is_section(path);
        self.problems.push(remark::bad_path(path, why, section));
        self.record(span, Outcome::Dropped, Some(remark::reason(why, section).to_owned()));
    }

    /// Whether a line of this first word is a section's header to GitLab.
    fn is_section(&self, path: Span) -> bool {
        let header = self.text[path.range()].trim_start_matches('^');
        self.dialect == Dialect::Gitlab && header.starts_with('[')
    }

    fn remarks(&mut self, path: Span, oddity: Option<Oddity>) {
        let written = &self.text[path.range()];
        self.problems.extend(oddity.map(|oddity| remark::oddity(oddity, path, self.mapping)));
        self.problems.extend(remark::odd_path(written, path, self.dialect));
    }

    /// The owner in Sentry for a name in the file, if that can own issues.
    fn resolve(&self, name: &'f str) -> Option<&'f str> {
        let owner = self.written(name)?;
        // Where nobody is known, there is nobody to ask for.
        let resolves = || self.directory.resolves(&known(owner)) != Some(false);
        (self.directory.knows_nobody() || resolves()).then_some(owner)
    }

    /// Whom a name in the file means, as known.
    fn meant(&self, name: &'f str) -> Option<Owner> {
        self.written(name).map(known)
    }

    /// Whom a name in the file means, as written.
    fn written(&self, name: &'f str) -> Option<&'f str> {
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

fn known(owner: &str) -> Owner {
    match owner.strip_prefix('#') {
        Some(slug) => Owner::Team(slug.to_owned()),
        None => Owner::User(owner.to_lowercase()),
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
