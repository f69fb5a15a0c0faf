//! GitLab's reading: sections, their owners and approvals, exclusions.

use super::owner;
use super::pattern::Pattern;
use super::{Approval, Dialect, Effect, HostOwner, HostRule, HostRules, Section};
use crate::text::{LineIndex, Problem, Problems, Span};
use std::collections::HashMap;

pub(super) fn read(text: &str) -> HostRules {
    let mut reader = Reader {
        rules: HostRules { dialect: Dialect::Gitlab, ..HostRules::default() },
        index: LineIndex::new(text),
        header: Header::default(),
        names: HashMap::from([(DEFAULT.to_owned(), 0)]),
        places: HashMap::new(),
        problems: Problems::default(),
    };
    reader.rules.sections.push(Section { name: DEFAULT.to_owned(), line: None });
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        let lead = line.len() - line.trim_start_matches(is_strippable).len();
        let stripped = line.trim_matches(is_strippable);
        reader.line(stripped, start + lead);
        start = end;
    }
    reader.rules.problems = reader.problems.into_vec();
    reader.rules
}

/// The section of lines without a header.
const DEFAULT: &str = "codeowners";

/// What Ruby's `strip` takes off.
fn is_strippable(c: char) -> bool {
    matches!(c, '\0' | '\t'..='\r' | ' ')
}

struct Reader<'t> {
    rules: HostRules,
    index: LineIndex<'t>,
    header: Header,
    /// Sections by their names in lower case.
    names: HashMap<String, u32>,
    /// Where the rule of a section's pattern stands: a repeated pattern replaces
    /// the earlier rule in its place.
    places: HashMap<(u32, String), usize>,
    problems: Problems,
}

/// The section that lines belong to at the moment.
#[derive(Debug, Default)]
struct Header {
    section: u32,
    approval: Option<Approval>,
    owners: Vec<HostOwner>,
}

/// Reading lines
impl Reader<'_> {
    fn line(&mut self, line: &str, start: usize) {
        if line.is_empty() || line.starts_with('#') {
            return;
        }
        match Written::read(line) {
            Some(written) => self.section(line, start, &written),
            None => self.entry(line, start),
        }
    }

    fn section(&mut self, line: &str, start: usize, written: &Written<'_>) {
        let span = Span::new(start, start + line.len());
        let mut warn = |code, message: &str, hint: &'static str| {
            self.problems.push(Problem::warning(code, message).at(span).hint(hint));
        };
        if written.name.trim().is_empty() {
            warn(
                "codeowners/host-section-name",
                "This section has no name.",
                "Write one between the brackets.",
            );
        }
        if written.optional && written.approvals > 0 {
            warn(
                "codeowners/host-optional-approvals",
                "The section is optional and yet demands approvals; GitLab reports this and keeps it optional.",
                "Delete `^`, or the number.",
            );
        }
        let owners = owners(written.owners);
        if !written.owners.trim().is_empty() && owners.is_empty() {
            warn(
                "codeowners/host-owner",
                "None of the section's owners has a form that GitLab knows.",
                "Write `@name`, `@group` or an address.",
            );
        }
        if !written.rest.trim().is_empty() {
            warn(
                "codeowners/host-section-rest",
                &format!("GitLab stops reading the header before `{}`.", written.rest.trim()),
                "Write the name, a number in brackets, then owners.",
            );
        }
        let approval = match (written.optional, written.approvals) {
            (true, _) => Approval::Optional,
            (false, 0) => Approval::Default,
            (false, approvals) => Approval::Required(approvals),
        };
        let section = self.find_section(written.name, start);
        self.header = Header { section, approval: Some(approval), owners };
    }

    /// Names match without regard to case once there is a section besides the
    /// first.
    fn find_section(&mut self, name: &str, start: usize) -> u32 {
        let sections = &mut self.rules.sections;
        let fresh = sections.len() as u32;
        let lower = name.to_lowercase();
        let known = match sections.len() {
            1 => (name == DEFAULT).then_some(0),
            _ => self.names.get(&lower).copied(),
        };
        known.unwrap_or_else(|| {
            let line = Some(self.index.line(start as u32));
            sections.push(Section { name: name.to_owned(), line });
            // The first of a name stays the one.
            *self.names.entry(lower).or_insert(fresh)
        })
    }

    fn entry(&mut self, line: &str, start: usize) {
        let span = Span::new(start, start + line.len());
        let (pattern, rest) = split_pattern(line);
        let (written, effect) = match pattern.strip_prefix('!') {
            Some(pattern) => (pattern, Effect::Exclude),
            None => (pattern, Effect::Own),
        };
        let normalised = normalise(written);
        let rule = HostRule {
            line: self.index.line(span.start),
            span,
            pattern: pattern.to_owned(),
            owners: if effect == Effect::Own { self.owners(rest, span) } else { Vec::new() },
            section: self.header.section,
            effect,
            approval: self.header.approval.unwrap_or(Approval::Default),
            matcher: Pattern::gitlab(&normalised),
        };
        let next = self.rules.rules.len();
        let place = *self.places.entry((self.header.section, normalised)).or_insert(next);
        match self.rules.rules.get_mut(place) {
            Some(earlier) => {
                let text = format!(
                    "GitLab keeps one rule per pattern: this one replaces line {}, in its place.",
                    earlier.line
                );
                self.problems.push(
                    Problem::warning("codeowners/host-duplicate", text).at(span).hint(
                        "A narrower rule between the two wins over both. Delete one of them.",
                    ),
                );
                *earlier = rule;
            }
            None => self.rules.rules.push(rule),
        }
    }

    fn owners(&mut self, rest: &str, span: Span) -> Vec<HostOwner> {
        if rest.is_empty() {
            if self.header.owners.is_empty() {
                self.problems.push(
                    Problem::warning(
                        "codeowners/host-missing-owner",
                        "This line has no owner, and its section has none to lend.",
                    )
                    .at(span)
                    .hint("Name an owner behind the pattern or in the section's header."),
                );
            }
            return self.header.owners.clone();
        }
        let bad = rest.split_whitespace().find(|word| owner::read(word, Dialect::Gitlab).is_none());
        if let Some(word) = bad {
            let comment =
                if word.starts_with('#') { " GitLab knows no comments behind a line." } else { "" };
            self.problems.push(
                Problem::warning(
                    "codeowners/host-owner",
                    format!("`{word}` is no owner to GitLab.{comment}"),
                )
                .at(span)
                .hint("Write `@name`, `@group/subgroup`, `@@maintainer` or an address."),
            );
        }
        owners(rest)
    }
}

/// The owners in a text; what is none is left out.
fn owners(text: &str) -> Vec<HostOwner> {
    text.split_whitespace().filter_map(|word| owner::read(word, Dialect::Gitlab)).collect()
}

/// The pattern of a line ends at white space that no backslash precedes.
fn split_pattern(line: &str) -> (&str, &str) {
    let mut previous = '\0';
    for (at, c) in line.char_indices() {
        if c.is_ascii_whitespace() && previous != '\\' {
            return (&line[..at], line[at..].trim_start());
        }
        previous = c;
    }
    (line, "")
}

/// A pattern as GitLab hands it to Ruby's `fnmatch`.
fn normalise(pattern: &str) -> String {
    if pattern == "*" {
        return "/**/*".to_owned();
    }
    let mut normalised = String::with_capacity(pattern.len() + 8);
    let unescaped =
        pattern.strip_prefix('\\').filter(|rest| rest.starts_with('#')).unwrap_or(pattern);
    let mut rest = unescaped;
    while let Some(at) = rest.find('\\') {
        normalised.push_str(&rest[..at]);
        let behind = &rest[at + 1..];
        let text = behind.trim_start_matches(|c: char| c.is_ascii_whitespace());
        let spaces = text.len() < behind.len();
        normalised.push(if spaces { ' ' } else { '\\' });
        rest = text;
    }
    normalised.push_str(rest);
    if !normalised.starts_with('/') {
        normalised.insert_str(0, "/**/");
    }
    if normalised.ends_with('/') {
        normalised.push_str("**/*");
    }
    normalised
}

/// A section's header, taken apart.
struct Written<'l> {
    optional: bool,
    name: &'l str,
    approvals: u32,
    owners: &'l str,
    /// What GitLab doesn't read.
    rest: &'l str,
}

impl<'l> Written<'l> {
    fn read(line: &'l str) -> Option<Self> {
        let bare = line.strip_prefix('^').unwrap_or(line);
        let (name, behind) = bare.strip_prefix('[')?.split_once(']')?;
        let number = behind.strip_prefix('[').and_then(|inner| inner.split_once(']'));
        let digits = number.filter(|(digits, _)| digits.bytes().all(|byte| byte.is_ascii_digit()));
        let (approvals, behind) = digits.map_or(("", behind), |(digits, behind)| (digits, behind));
        let owned = behind.starts_with(|c: char| c.is_ascii_whitespace());
        let end = behind.find(|c: char| !is_owner_text(c)).unwrap_or(behind.len());
        let (owners, rest) = behind.split_at(if owned { end } else { 0 });
        Some(Self {
            optional: line.starts_with('^'),
            name,
            approvals: approvals.parse().unwrap_or(if approvals.is_empty() { 0 } else { u32::MAX }),
            owners,
            rest,
        })
    }
}

/// What may stand among a section's owners.
fn is_owner_text(c: char) -> bool {
    c.is_ascii_alphanumeric() || c.is_ascii_whitespace() || "@_.-/+".contains(c)
}
