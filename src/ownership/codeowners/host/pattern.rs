use std::iter::Peekable;
use std::str::Chars;

/// A pattern of a host: what each part of a path must look like, and whether a
/// match takes what lies below with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// None at all with [`Tail::Below`]: everything. Never ends in
    /// [`Part::Folders`].
    pub(super) parts: Vec<Part>,
    pub(super) tail: Tail,
}

/// One part of a pattern, between slashes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Exactly this name.
    Name(Box<str>),
    /// A name with wildcards.
    Glob(Glob),
    /// `**`: any number of folders, none included.
    Folders,
}

/// What a match takes with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tail {
    /// The entry alone.
    Exact,
    /// The entry and everything below.
    Tree,
    /// Only what lies below.
    Below,
    /// Nothing: a pattern that never matches.
    Never,
}

/// Matching
impl Pattern {
    /// Whether a path of the repository, without leading `/`, matches. For many
    /// paths or patterns, [`super::Reviewers`] is the faster way.
    #[must_use]
    pub fn is_match(&self, path: &str) -> bool {
        if self.tail == Tail::Never {
            return false;
        }
        if self.parts.is_empty() {
            return true;
        }
        // By place in the pattern: whether it can be reached at this name.
        let mut reached = vec![false; self.parts.len() + 1];
        reached[0] = true;
        let mut names = path.split('/').peekable();
        // A slash in front of a path is no folder that `**` could stand for.
        let mut sealed = false;
        for at in 0.. {
            let Some(name) = names.next() else { return false };
            let mut next = vec![false; self.parts.len() + 1];
            for (place, part) in self.parts.iter().enumerate() {
                match part {
                    _ if !reached[place] => {}
                    Part::Folders => {
                        next[place] = true;
                        reached[place + 1] |= !sealed;
                    }
                    part => next[place + 1] |= part.is_match(name),
                }
            }
            let (here, last) = (next[self.parts.len()], names.peek().is_none());
            match self.tail {
                Tail::Exact if here && last => return true,
                Tail::Tree if here => return true,
                Tail::Below if here && !last => return true,
                _ => {}
            }
            sealed = at == 0 && name.is_empty();
            reached = next;
        }
        false
    }
}

/// Access
impl Pattern {
    /// Whether it looks for single letters between stars in a name, such as `*a*b*`.
    pub(super) fn is_loose(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::Glob(glob) if glob.is_loose()))
    }
}

/// Instantiation
impl Pattern {
    /// A pattern of GitHub; `written` has no unescaped white space. Checked by
    /// the caller for what GitHub refuses.
    pub(super) fn github(written: &str) -> Self {
        if written == "/" {
            return Self { parts: Vec::new(), tail: Tail::Never };
        }
        let rooted = written.strip_prefix('/').unwrap_or(written);
        let folder = rooted.ends_with('/');
        let inner = rooted.strip_suffix('/').unwrap_or(rooted);
        let anchored = written.starts_with('/') || inner.contains('/');
        // Some folder at the top, not the top itself.
        let inner = if folder && inner == "**" { "**/*" } else { inner };
        let mut parts = Vec::new();
        if !anchored {
            parts.push(Part::Folders);
        }
        parts.extend(inner.split('/').map(|part| match part {
            "**" => Part::Folders,
            part => Part::of(&mut part.chars().peekable(), Language::Github),
        }));
        let open = !folder && inner.rsplit('/').next() == Some("*");
        let tail = match parts.last() {
            // `a/**` is everything below `a`; so is `a/**/`.
            Some(Part::Folders) => {
                while parts.pop_if(|part| *part == Part::Folders).is_some() {}
                Tail::Below
            }
            _ if folder => Tail::Below,
            // A lone `*` owns everything, `dir/*` only what is right in it.
            _ if open && anchored => Tail::Exact,
            _ => Tail::Tree,
        };
        Self { parts, tail }
    }

    /// A pattern of GitLab, normalised: it starts with a slash.
    pub(super) fn gitlab(normalised: &str) -> Self {
        let mut chars = normalised.strip_prefix('/').unwrap_or(normalised).chars().peekable();
        let mut parts = Vec::new();
        loop {
            if chars.clone().take(3).eq("**/".chars()) {
                parts.push(Part::Folders);
                chars.nth(2);
                continue;
            }
            parts.push(Part::of(&mut chars, Language::Fnmatch));
            if chars.next().is_none() {
                return Self { parts, tail: Tail::Exact };
            }
        }
    }
}

/// Whose rules a part of a pattern follows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Language {
    Github,
    Fnmatch,
}

impl Part {
    /// Reads up to the next slash, which stays.
    fn of(chars: &mut Peekable<Chars<'_>>, language: Language) -> Self {
        let mut steps = Vec::new();
        while let Some(c) = chars.next_if(|&c| c != '/') {
            steps.push(match c {
                '*' => {
                    while chars.next_if_eq(&'*').is_some() {}
                    Step::Run
                }
                '?' => Step::Any,
                '[' if language == Language::Fnmatch => class(chars),
                // Before a slash a backslash escapes nothing; at the end it
                // counts for nothing to Ruby, for itself elsewhere.
                '\\' => match chars.next_if(|&c| c != '/') {
                    Some(escaped) => Step::Char(escaped),
                    None if chars.peek().is_some() || language == Language::Fnmatch => continue,
                    None => Step::Char('\\'),
                },
                c => Step::Char(c),
            });
        }
        let name = steps.iter().map(|step| if let Step::Char(c) = step { Some(*c) } else { None });
        match name.collect::<Option<String>>() {
            Some(name) => Self::Name(name.into()),
            None => Self::Glob(Glob { steps, empty: language == Language::Fnmatch }),
        }
    }

    pub(super) fn is_match(&self, name: &str) -> bool {
        match self {
            Self::Name(own) => **own == *name,
            Self::Glob(glob) => glob.is_match(name),
            Self::Folders => true,
        }
    }
}

/// A name with wildcards.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Glob {
    steps: Vec<Step>,
    /// Whether wildcards may match a name of no characters.
    empty: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Char(char),
    Any,
    Run,
    Class(Class),
    /// A class that is never closed matches nothing.
    Never,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Class {
    negated: bool,
    ranges: Vec<(char, char)>,
}

/// Ruby's `fnmatch` class; the bracket is taken already. The first `]` closes
/// it, even right away, and slashes in it are ordinary.
fn class(chars: &mut Peekable<Chars<'_>>) -> Step {
    let negated = chars.next_if(|&c| c == '!' || c == '^').is_some();
    let mut ranges = Vec::new();
    let literal = |chars: &mut Peekable<Chars<'_>>| match chars.next()? {
        '\\' => chars.next(),
        c => Some(c),
    };
    loop {
        if chars.next_if_eq(&']').is_some() {
            return Step::Class(Class { negated, ranges });
        }
        let Some(low) = literal(chars) else { return Step::Never };
        let mut ahead = chars.clone();
        let range = ahead.next() == Some('-') && ahead.peek().is_some_and(|&c| c != ']');
        let high = if range {
            *chars = ahead;
            match literal(chars) {
                Some(high) => high,
                None => return Step::Never,
            }
        } else {
            low
        };
        ranges.push((low, high));
    }
}

impl Class {
    /// Both ends of a range belong to it, even if it runs backwards.
    fn contains(&self, c: char) -> bool {
        let inside =
            |&(low, high): &(char, char)| c == low || c == high || (low..=high).contains(&c);
        self.ranges.iter().any(inside) != self.negated
    }
}

/// Where letters of a [`Glob`] stand in a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    Start,
    End,
    Inside,
}

impl Glob {
    /// The letters between wildcards, which a name must hold there.
    pub(super) fn letters(&self) -> Vec<(Place, String)> {
        let mut all = Vec::new();
        let mut at = 0;
        for run in self.steps.chunk_by(|a, b| a.is_letter() == b.is_letter()) {
            let (is_first, is_last) = (at == 0, at + run.len() == self.steps.len());
            at += run.len();
            let letters =
                run.iter().map(|step| if let Step::Char(c) = step { Some(*c) } else { None });
            let place = match (is_last, is_first) {
                (true, _) => Place::End,
                (_, true) => Place::Start,
                _ => Place::Inside,
            };
            all.extend(letters.collect::<Option<String>>().map(|letters| (place, letters)));
        }
        all
    }

    /// Whether it looks for single letters between stars, at least two of them.
    fn is_loose(&self) -> bool {
        let pieces: Vec<_> = self.steps.split(|step| *step == Step::Run).collect();
        let inner = pieces.get(1..pieces.len() - 1).unwrap_or_default();
        inner.iter().filter(|piece| matches!(piece, [_] | [_, _])).count() > 1
    }

    /// Whether a name matches: at most its length times that of the pattern.
    pub(super) fn is_match(&self, name: &str) -> bool {
        if name.is_empty() && !self.empty {
            return false;
        }
        let (mut at, mut step) = (0, 0);
        let mut retry = None;
        loop {
            if let Some(Step::Run) = self.steps.get(step) {
                step += 1;
                retry = Some((at, step));
                continue;
            }
            let c = name[at..].chars().next();
            match (self.steps.get(step), c) {
                (None, None) => return true,
                (Some(own), Some(c)) if own.takes(c) => {
                    at += c.len_utf8();
                    step += 1;
                    continue;
                }
                _ => {}
            }
            // Let the last `*` take one character more.
            let Some((from, behind)) = retry else { return false };
            let Some(c) = name[from..].chars().next() else { return false };
            at = from + c.len_utf8();
            step = behind;
            retry = Some((at, behind));
        }
    }
}

impl Step {
    fn is_letter(&self) -> bool {
        matches!(self, Self::Char(_))
    }

    fn takes(&self, c: char) -> bool {
        match self {
            Self::Char(own) => *own == c,
            Self::Any => true,
            Self::Class(class) => class.contains(c),
            Self::Run | Self::Never => false,
        }
    }
}
