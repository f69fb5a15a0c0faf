//! Where a rule looks: `$error.value`, `extra.**`, `!$user && $string`.

use super::place::Place;

/// A selector, as Relay reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selector {
    text: String,
    root: Part,
}

/// Why a selector can't be read, and where, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The byte at which reading stopped.
    pub at: usize,
    /// What is wrong, as a sentence.
    pub why: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    And(Vec<Part>),
    Or(Vec<Part>),
    Not(Box<Part>),
    Path(Vec<Item>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Item {
    Type(String),
    Index(usize),
    Key(String),
    Any,
    Deep,
}

/// Instantiation
impl Selector {
    /// Reads a selector.
    ///
    /// # Errors
    /// What Relay refuses, and where.
    pub fn new(text: &str) -> Result<Self, Unreadable> {
        let mut reader = Reader { text, at: 0, depth: 0 };
        let root = reader.either()?;
        reader.blanks();
        if reader.at < text.len() {
            return Err(reader.wrong("Nothing can stand here: parts are joined by `&&` or `||`."));
        }
        Ok(Self { text: text.trim().to_owned(), root })
    }
}

/// Access
impl Selector {
    /// As it was typed.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether it selects a place.
    pub(super) fn selects(&self, place: &Place<'_>) -> bool {
        self.root.selects(place)
    }
}

impl Part {
    fn selects(&self, place: &Place<'_>) -> bool {
        if !place.is_reached() {
            return false;
        }
        match self {
            Self::And(parts) => parts.iter().all(|part| part.selects(place)),
            Self::Or(parts) => parts.iter().any(|part| part.selects(place)),
            Self::Not(part) => !part.selects(place),
            Self::Path(items) => selects(items, place),
        }
    }
}

/// A path selects what ends like it; `**` stands for any steps.
fn selects(items: &[Item], place: &Place<'_>) -> bool {
    let depth = place.steps.len();
    let deep = items.iter().position(|item| matches!(item, Item::Deep));
    let fits = |item: usize, step: usize| items[item].fits(item, place, step);
    let Some(deep) = deep else {
        let offset = depth.wrapping_sub(items.len());
        return items.len() <= depth && (0..items.len()).all(|at| fits(at, offset + at));
    };
    let behind = items.len() - deep - 1;
    if items.len() > depth || !place.is_personal() {
        return false;
    }
    let tail = depth - behind;
    if !(0..behind).all(|at| fits(deep + 1 + at, tail + at)) {
        return false;
    }
    // One step at least is what the `**` stands for.
    let remaining = tail - 1;
    if deep == 0 {
        return true;
    }
    let Some(first) = (0..remaining).find(|step| fits(0, *step)) else { return false };
    first + deep <= remaining && (0..deep).all(|at| fits(at, first + at))
}

impl Item {
    fn fits(&self, at: usize, place: &Place<'_>, step: usize) -> bool {
        let here = &place.steps[step];
        match self {
            Self::Any => true,
            Self::Deep => place.is_personal(),
            Self::Index(index) => here.key.parse() == Ok(*index),
            Self::Key(key) => here.key.to_lowercase() == key.to_lowercase(),
            Self::Type(name) => {
                let is = here.types.iter().any(|it| it == name);
                let basic =
                    matches!(name.as_str(), "string" | "number" | "boolean" | "array" | "object");
                is && (place.is_personal() || !basic && at == 0)
            }
        }
    }
}

/// How deep parentheses may stand in each other.
const DEEPEST: usize = 60;

struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

impl Reader<'_> {
    fn wrong(&self, why: &'static str) -> Unreadable {
        Unreadable { at: self.at, why }
    }

    fn blanks(&mut self) {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start_matches(' ').len();
    }

    /// Whether one of these stands here; it is passed then.
    fn takes(&mut self, any: &[&str]) -> bool {
        self.blanks();
        let found = any.iter().find(|sign| self.text[self.at..].starts_with(**sign));
        self.at += found.map_or(0, |sign| sign.len());
        found.is_some()
    }

    fn either(&mut self) -> Result<Part, Unreadable> {
        let mut parts = vec![self.both()?];
        while self.takes(&["||", "|"]) {
            parts.push(self.both()?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Part::Or(parts) })
    }

    fn both(&mut self) -> Result<Part, Unreadable> {
        let mut parts = vec![self.one()?];
        while self.takes(&["&&", "&"]) {
            parts.push(self.one()?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Part::And(parts) })
    }

    fn one(&mut self) -> Result<Part, Unreadable> {
        let not = self.takes(&["!", "~"]);
        let part = if self.takes(&["("]) {
            self.depth += 1;
            if self.depth > DEEPEST {
                return Err(self.wrong("There are too many parentheses."));
            }
            let part = self.either()?;
            self.depth -= 1;
            if !self.takes(&[")"]) {
                return Err(self.wrong("A parenthesis is not closed."));
            }
            part
        } else {
            self.path()?
        };
        Ok(if not { Part::Not(Box::new(part)) } else { part })
    }

    fn path(&mut self) -> Result<Part, Unreadable> {
        let mut items = vec![self.item()?];
        while self.takes(&["."]) {
            items.push(self.item()?);
        }
        if items == [Item::Any] {
            return Err(self.wrong("A `*` has to be part of a path: `extra.*`."));
        }
        if items.iter().filter(|item| matches!(item, Item::Deep)).count() > 1 {
            return Err(self.wrong("`**` can stand in a path once."));
        }
        Ok(Part::Path(items))
    }

    fn item(&mut self) -> Result<Item, Unreadable> {
        self.blanks();
        if self.takes(&["**"]) {
            return Ok(Item::Deep);
        }
        if self.takes(&["*"]) {
            return Ok(Item::Any);
        }
        if self.takes(&["'"]) {
            return self.quoted();
        }
        let start = self.at;
        if self.takes(&["$"]) {
            let name = self.word(|letter| letter.is_ascii_lowercase() || letter == '_').to_owned();
            return match TYPES.iter().find(|(known, _)| *known == name) {
                Some((_, name)) => Ok(Item::Type((*name).to_owned())),
                None => {
                    self.at = start;
                    Err(self.wrong("Sentry knows no type of this name: `$string`, `$error`, `$user`, `$http`, `$frame` are some."))
                }
            };
        }
        let digits = self.word(|letter| letter.is_ascii_digit()).to_owned();
        if !digits.is_empty() {
            return digits
                .parse()
                .map(Item::Index)
                .map_err(|_| self.wrong("This number is too large."));
        }
        let starts =
            self.text[self.at..].starts_with(|it: char| it.is_ascii_alphabetic() || it == '_');
        let key =
            self.word(|letter| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_');
        if !starts || key.is_empty() {
            self.at = start;
            return Err(self.wrong("A name, `$type`, `*` or `**` has to stand here; other names between single quotes."));
        }
        Ok(Item::Key(key.to_owned()))
    }

    fn word(&mut self, takes: impl Fn(char) -> bool) -> &str {
        let rest = &self.text[self.at..];
        let end = rest.find(|letter| !takes(letter)).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    fn quoted(&mut self) -> Result<Item, Unreadable> {
        let mut key = String::new();
        loop {
            let rest = &self.text[self.at..];
            if let Some(rest) = rest.strip_prefix("''") {
                key.push('\'');
                self.at = self.text.len() - rest.len();
            } else if let Some(rest) = rest.strip_prefix('\'') {
                self.at = self.text.len() - rest.len();
                return match key.is_empty() {
                    true => Err(self.wrong("Nothing stands between the quotes.")),
                    false => Ok(Item::Key(key)),
                };
            } else if let Some(letter) = rest.chars().next() {
                key.push(letter);
                self.at += letter.len_utf8();
            } else {
                return Err(self.wrong("A quote is not closed."));
            }
        }
    }
}

/// Types by their names, each with the name it goes by here.
const TYPES: [(&str, &str); 30] = [
    ("string", "string"),
    ("binary", "binary"),
    ("number", "number"),
    ("boolean", "boolean"),
    ("bool", "boolean"),
    ("datetime", "datetime"),
    ("array", "array"),
    ("list", "array"),
    ("object", "object"),
    ("event", "event"),
    ("attachments", "attachments"),
    ("replay", "replay"),
    ("error", "error"),
    ("exception", "error"),
    ("stack", "stack"),
    ("stacktrace", "stack"),
    ("frame", "frame"),
    ("http", "http"),
    ("request", "http"),
    ("user", "user"),
    ("logentry", "logentry"),
    ("message", "message"),
    ("thread", "thread"),
    ("breadcrumb", "breadcrumb"),
    ("span", "span"),
    ("sdk", "sdk"),
    ("minidump", "minidump"),
    ("heap_memory", "heap_memory"),
    ("stack_memory", "stack_memory"),
    ("log", "log"),
];
