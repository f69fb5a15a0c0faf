use super::line::{BadPath, bad_path, is_mail, is_space, lines, words};
use super::remark;
use super::rewrite::{Oddity, rewrite};
use super::{Codeowners, Dialect};
use crate::ownership::grammar::{Refusal, read};
use crate::ownership::{Directory, Owner, Rule, Source, remove_unknown_owners};
use crate::text::{LineIndex, Problem, Problems, Span};
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
    if let Some(problem) = remark::too_long(&file.text) {
        return Import { problems: vec![problem], ..Import::default() };
    }
    let mut importer = Importer::new(file, directory);
    lines(&file.text).for_each(|line| importer.line(line));
    importer.finish(directory)
}

struct Importer<'f> {
    file: &'f Codeowners,
    index: LineIndex<'f>,
    /// Owners by name in lower case.
    owners: BTreeMap<String, &'f str>,
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
    fn new(file: &'f Codeowners, directory: &'f Directory) -> Self {
        let named = file.owners.iter().filter(|(_, owner)| !owner.trim().is_empty());
        Self {
            file,
            index: LineIndex::new(&file.text),
            owners: named.map(|(name, owner)| (name.to_lowercase(), owner.trim())).collect(),
            directory,
            section: None,
            origins: Vec::new(),
            problems: Problems::default(),
            import: Import::default(),
        }
    }
}

/// Reading lines
impl Importer<'_> {
    fn line(&mut self, line: Range<usize>) {
        let text = &self.file.text[line.clone()];
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
        let file = self.file;
        let all = words(&file.text, line);
        let word = |span: &Span| &file.text[span.range()];
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
                Some((_, known)) => {
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
        let rewritten = rewrite(word(&path), &file.mapping);
        self.remarks(path, rewritten.oddity);
        let moved = rewritten.path != word(&path);
        let reason = moved.then(|| format!("its path becomes `{}`", rewritten.path));
        let mut rule = format!("codeowners:{}", rewritten.path);
        for (_, owner) in &mapped {
            rule.push(' ');
            rule.push_str(owner.as_deref().unwrap_or_default());
        }
        self.put(&rule);
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
        let header = self.file.text[path.range()].trim_start_matches('^');
        self.file.dialect == Dialect::Gitlab && header.starts_with('[')
    }

    fn remarks(&mut self, path: Span, oddity: Option<Oddity>) {
        let written = &self.file.text[path.range()];
        self.problems.extend(oddity.map(|oddity| remark::oddity(oddity, path, &self.file.mapping)));
        self.problems.extend(remark::odd_path(written, path, self.file.dialect));
    }

    /// The owner in Sentry for a name in the file, if that can own issues.
    fn resolve(&self, name: &str) -> Option<String> {
        let (owner, known) = self.meant(name)?;
        (self.directory.resolves(&known) != Some(false)).then_some(owner)
    }

    /// Whom a name in the file means, as written and as known.
    fn meant(&self, name: &str) -> Option<(String, Owner)> {
        let mapped = self.owners.get(&name.to_lowercase()).map(|owner| (*owner).to_owned());
        let owner = mapped.or_else(|| is_mail(name).then(|| name.to_owned()))?;
        let known = match owner.strip_prefix('#') {
            Some(slug) => Owner::Team(slug.to_owned()),
            None => Owner::User(owner.to_lowercase()),
        };
        Some((owner, known))
    }

    fn put(&mut self, line: &str) {
        self.import.text.push_str(line);
        self.import.text.push('\n');
        self.origins.push(self.import.lines.len());
    }

    fn record(&mut self, span: Span, outcome: Outcome, reason: Option<String>) {
        let line = self.index.line(span.start);
        self.import.lines.push(Line { line, span, outcome, reason });
    }
}

/// Parsing what came out
impl Importer<'_> {
    fn finish(self, directory: &Directory) -> Import {
        let Self { mut import, mut problems, origins, .. } = self;
        let read = read(&import.text, Source::Codeowners);
        let index = LineIndex::new(&import.text);
        // A line feed inside a stack root or an owner would make more lines.
        let last = origins.last().copied().unwrap_or_default();
        let origin = |at: u32| {
            let line = index.line(at) as usize - 1;
            &import.lines[origins.get(line).copied().unwrap_or(last)]
        };
        let mut rules = read.rules.clone();
        for (rule, parts) in rules.iter_mut().zip(&read.parts) {
            let from = origin(rule.span.start);
            let last = origin(parts.span.end);
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
