//! Entries typed line by line.

use super::{Entry, Form, Name, remark};
use crate::ownership::codeowners::is_mail;
use crate::ownership::{Access, Owner};
use crate::text::invisible::is_invisible;
use crate::text::{LineIndex, Problems, Span, lines};
use std::ops::Range;

pub(super) fn read(text: &str, index: &LineIndex<'_>) -> (Vec<Entry>, Problems) {
    let (mut entries, mut problems) = (Vec::new(), Problems::default());
    let mut is_first = true;
    for line in lines(text) {
        let line = without_comment(text, line);
        let written = &text[line.clone()];
        if written.is_empty() {
            continue;
        }
        let span = Span::from(line.clone());
        if std::mem::take(&mut is_first)
            && written.contains(',')
            && written.contains(char::is_alphanumeric)
            && !written.contains(['#', '@', '/'])
        {
            problems.push(remark::heading(span));
            continue;
        }
        let words = Words::cut(text, line);
        let mut reader = Reader { text, words: &words, problems: &mut problems };
        if let Some((owner, names, form)) = reader.entry(span) {
            let line = index.line(span.start);
            entries.push(Entry { line, span, owner, names, access: words.access, form });
        }
    }
    (entries, problems)
}

/// The line without blanks around it and without its comment.
fn without_comment(text: &str, line: Range<usize>) -> Range<usize> {
    let written = &text[line.clone()];
    let starts = |&(at, _): &(usize, &str)| {
        written[..at].chars().next_back().is_none_or(|c| parts(c) || c == '>')
    };
    let end = written.match_indices("//").find(starts).map_or(written.len(), |(at, _)| at);
    let blank = |c: char| c.is_whitespace() || is_invisible(c);
    let kept = &written[..end];
    let start = line.start + kept.len() - kept.trim_start_matches(blank).len();
    start..(line.start + kept.trim_end_matches(blank).len()).max(start)
}

/// What a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `#web`.
    Team,
    /// `@acme/web`.
    Handle,
    /// `jo@acme.io`.
    Mail,
    /// Anything else.
    Bare,
}

impl Kind {
    pub(super) fn of(word: &str) -> Self {
        match word {
            word if word.starts_with('#') => Self::Team,
            word if word.starts_with('@') => Self::Handle,
            word if is_mail(word) => Self::Mail,
            _ => Self::Bare,
        }
    }
}

/// The words of a line, its last two read if they are `no access`.
struct Words {
    spans: Vec<(Kind, Span)>,
    /// How many stand before an arrow, if there is one.
    before_arrow: Option<usize>,
    access: Access,
}

/// What parts words, besides white space.
pub(super) fn parts(c: char) -> bool {
    c.is_whitespace() || matches!(c, ',' | ';' | '=' | ':' | '"' | '(' | ')' | '{' | '}' | '→')
}

impl Words {
    fn cut(text: &str, line: Range<usize>) -> Self {
        let mut words = Self { spans: Vec::new(), before_arrow: None, access: Access::Project };
        let mut start = None;
        let mut skipped = false;
        for (offset, c) in text[line.clone()].char_indices() {
            let at = line.start + offset;
            if std::mem::take(&mut skipped) {
                continue;
            }
            let arrow = c == '→' || text[at..line.end].starts_with("->");
            let arrow = arrow || text[at..line.end].starts_with("=>");
            skipped = arrow && c != '→';
            if arrow || parts(c) {
                words.end(text, start.take(), at);
            } else {
                start.get_or_insert(at);
            }
            if arrow {
                words.before_arrow.get_or_insert(words.spans.len());
            }
        }
        words.end(text, start, line.end);
        words.take_access(text);
        words
    }

    fn end(&mut self, text: &str, start: Option<usize>, end: usize) {
        let Some(start) = start else { return };
        // Invisible characters come along around words; inside they are told.
        let word = text[start..end].trim_end_matches(is_invisible);
        let end = start + word.len();
        let start = end - word.trim_start_matches(is_invisible).len();
        if start < end {
            self.spans.push((Kind::of(&text[start..end]), Span::new(start, end)));
        }
    }

    fn take_access(&mut self, text: &str) {
        let is =
            |(_, span): &(Kind, Span), word: &str| text[span.range()].eq_ignore_ascii_case(word);
        let taken = match &self.spans[..] {
            [_, .., no, access] if is(no, "no") && is(access, "access") => 2,
            [_, .., one] if is(one, "no-access") => 1,
            _ => return,
        };
        self.spans.truncate(self.spans.len() - taken);
        self.access = Access::Organization;
    }
}

struct Reader<'r> {
    text: &'r str,
    words: &'r Words,
    problems: &'r mut Problems,
}

impl Reader<'_> {
    fn entry(&mut self, line: Span) -> Option<(Owner, Vec<Name>, Form)> {
        let spans = &self.words.spans;
        let &(first, first_span) = match spans.first() {
            Some(first) => first,
            None => {
                self.problems.push(remark::unreadable(line));
                return None;
            }
        };
        if &self.text[first_span.range()] == "#" {
            self.problems.push(remark::hash_comment(first_span));
            return None;
        }
        let form = match first {
            Kind::Handle => Form::Mapped,
            Kind::Mail if self.words.before_arrow.is_some_and(|before| before > 0) => Form::Mapped,
            Kind::Bare if self.text[first_span.range()].contains('/') => Form::Mapped,
            _ => Form::Listed,
        };
        let owner_at = match form {
            Form::Listed => Some(0),
            Form::Mapped => self.owner_behind(),
        };
        let mut names = Vec::new();
        for (at, &(kind, span)) in spans.iter().enumerate() {
            if Some(at) == owner_at {
                continue;
            }
            match kind {
                Kind::Team => {
                    self.problems.push(remark::two_owners(&self.text[span.range()], span));
                }
                _ => names.extend(name(&self.text[span.range()], kind, span, self.problems)),
            }
        }
        let Some(at) = owner_at else {
            self.problems.push(remark::no_owner(&names, line));
            return None;
        };
        let (kind, span) = spans[at];
        let owner = owner(&self.text[span.range()], kind, span, self.problems)?;
        // A name that could not be read was told already.
        (form == Form::Listed || !names.is_empty()).then_some((owner, names, form))
    }

    /// Behind names: the first team, else an address behind the arrow, else one
    /// behind the first name, else a word that can only be a team.
    fn owner_behind(&self) -> Option<usize> {
        let spans = &self.words.spans;
        let from = self.words.before_arrow.filter(|&before| before > 0).unwrap_or(1);
        let find = |kind| (from..spans.len()).find(|&at| spans[at].0 == kind);
        let bare = || {
            let is_slug = |at: &usize| !self.text[spans[*at].1.range()].contains('/');
            find(Kind::Bare).filter(is_slug)
        };
        find(Kind::Team).or_else(|| find(Kind::Mail)).or_else(bare)
    }
}

/// The owner that a word names.
pub(super) fn owner(word: &str, kind: Kind, span: Span, problems: &mut Problems) -> Option<Owner> {
    match kind {
        Kind::Mail => Some(Owner::User(word.to_lowercase())),
        Kind::Team => {
            let slug = word.trim_start_matches('#');
            problems.extend(remark::team_slug(slug, word, span));
            (!slug.is_empty()).then(|| Owner::Team(slug.to_lowercase()))
        }
        Kind::Bare | Kind::Handle => {
            let slug = word.trim_start_matches('@').to_lowercase();
            problems.push(remark::missing_hash(word, &slug, span));
            (!slug.is_empty()).then_some(Owner::Team(slug))
        }
    }
}

/// The name that a word is.
pub(super) fn name(word: &str, kind: Kind, span: Span, problems: &mut Problems) -> Option<Name> {
    let text = match kind {
        Kind::Bare => {
            problems.push(remark::missing_at(word, span));
            format!("@{word}")
        }
        Kind::Handle if word.trim_start_matches('@').is_empty() => {
            problems.push(remark::unreadable(span));
            return None;
        }
        _ => word.to_owned(),
    };
    Some(Name { text, span })
}
