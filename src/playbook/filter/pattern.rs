//! Relay's glob.

use std::iter::Peekable;
use std::vec::IntoIter;

/// A glob as Relay's filters read it; case does not count.
///
/// | syntax | matches |
/// |---|---|
/// | `?` | one character |
/// | `*` | any characters, also none |
/// | `[abc]`, `[a-z]`, `[!abc]` | one character of these, or of the others |
/// | `{a,b}` | either; not nested |
/// | `\*` | the character itself |
#[derive(Clone, Debug)]
pub struct Pattern {
    tokens: Vec<Token>,
}

#[derive(Clone, Debug)]
enum Token {
    Letter(char),
    Any,
    Wildcard,
    Class { negated: bool, ranges: Vec<(char, char)> },
    Either(Vec<Vec<Token>>),
}

/// Why a glob can't be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Invalid {
    /// A range runs backwards.
    Range(char, char),
    /// `[` or `]` alone.
    Class,
    /// `[` within `[…]`.
    ClassInClass,
    /// `{` within `{…}`.
    Nested,
    /// `{` or `}` alone.
    Alternates,
    /// A backslash at the end.
    Escape,
}

/// Access
impl Invalid {
    /// What is wrong, as a sentence.
    #[must_use]
    pub fn message(self) -> String {
        match self {
            Self::Range(from, to) => format!("The range `{from}-{to}` runs backwards."),
            Self::Class => "A square bracket stands alone: put a backslash before it.".into(),
            Self::ClassInClass => {
                "A `[` within square brackets needs a backslash before it.".into()
            }
            Self::Nested => "Braces can't stand within braces.".into(),
            Self::Alternates => "A brace stands alone: put a backslash before it.".into(),
            Self::Escape => "A backslash at the end escapes nothing.".into(),
        }
    }
}

/// A glob with its special characters but `*` escaped.
pub(super) fn escaped(glob: &str) -> Option<String> {
    let special = |letter: char| matches!(letter, '[' | ']' | '{' | '}' | '\\' | '?');
    let mut escaped = String::new();
    for letter in glob.chars() {
        if special(letter) {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    Pattern::new(&escaped).is_ok().then_some(escaped)
}

/// Instantiation
impl Pattern {
    /// Reads a glob.
    ///
    /// # Errors
    /// What Relay can't read; such a glob matches nothing.
    pub fn new(glob: &str) -> Result<Self, Invalid> {
        let mut reader = Reader::new(glob);
        reader.read()?;
        Ok(Self { tokens: reader.tokens })
    }
}

/// Matching
impl Pattern {
    /// Whether it matches a whole text. Takes the product of both lengths.
    #[must_use]
    pub fn is_match(&self, text: &str) -> bool {
        let text: Vec<char> = text.chars().flat_map(char::to_lowercase).collect();
        if self.tokens.is_empty() {
            return false;
        }
        let ends = run(&self.tokens, &text, Ends::start(&text));
        ends.0.last() == Some(&true)
    }

    /// How many characters of a text it agrees with, from the start.
    pub(super) fn agrees_with(&self, text: &str) -> usize {
        let text: Vec<char> = text.chars().flat_map(char::to_lowercase).collect();
        let mut ends = Ends::start(&text);
        let mut furthest = 0;
        for token in &self.tokens {
            ends = run(std::slice::from_ref(token), &text, ends);
            match ends.0.iter().position(|end| *end) {
                Some(first) => furthest = furthest.max(first),
                None => break,
            }
        }
        furthest
    }
}

/// Where in a text a part of the glob may have ended: before each character, and at the end.
struct Ends(Vec<bool>);

impl Ends {
    fn start(text: &[char]) -> Self {
        let mut ends = vec![false; text.len() + 1];
        ends[0] = true;
        Self(ends)
    }

    /// One character further, where it is one of these.
    fn step(&self, text: &[char], takes: impl Fn(char) -> bool) -> Self {
        let mut next = vec![false; self.0.len()];
        for (at, letter) in text.iter().enumerate() {
            next[at + 1] = self.0[at] && takes(*letter);
        }
        Self(next)
    }
}

fn run(tokens: &[Token], text: &[char], mut ends: Ends) -> Ends {
    for token in tokens {
        ends = match token {
            Token::Letter(wanted) => ends.step(text, |letter| letter == *wanted),
            Token::Any => ends.step(text, |_| true),
            Token::Class { negated, ranges } => ends.step(text, |letter| {
                ranges.iter().any(|(from, to)| (*from..=*to).contains(&letter)) != *negated
            }),
            Token::Wildcard => {
                let mut reached = false;
                Ends(
                    ends.0
                        .into_iter()
                        .map(|end| {
                            reached |= end;
                            reached
                        })
                        .collect(),
                )
            }
            Token::Either(choices) => {
                let mut all = vec![false; ends.0.len()];
                for choice in choices {
                    let found = run(choice, text, Ends(ends.0.clone()));
                    for (all, found) in all.iter_mut().zip(found.0) {
                        *all |= found;
                    }
                }
                Ends(all)
            }
        };
    }
    ends
}

struct Reader {
    letters: Peekable<IntoIter<char>>,
    tokens: Vec<Token>,
    choices: Option<Vec<Vec<Token>>>,
}

impl Reader {
    fn new(glob: &str) -> Self {
        let letters: Vec<char> = glob.chars().flat_map(char::to_lowercase).collect();
        Self { letters: letters.into_iter().peekable(), tokens: Vec::new(), choices: None }
    }

    fn read(&mut self) -> Result<(), Invalid> {
        while let Some(letter) = self.letters.next() {
            match letter {
                '?' => self.push(Token::Any),
                '*' => self.push(Token::Wildcard),
                '[' => {
                    let class = self.class()?;
                    self.push(class);
                }
                ']' => return Err(Invalid::Class),
                '{' if self.choices.is_some() => return Err(Invalid::Nested),
                '{' => self.choices = Some(Vec::new()),
                '}' => {
                    let choices = self.choices.take().ok_or(Invalid::Alternates)?;
                    self.push(Token::Either(choices));
                }
                '\\' => {
                    let letter = self.letters.next().ok_or(Invalid::Escape)?;
                    self.push(Token::Letter(letter));
                }
                ',' if self.choices.is_some() => {
                    self.choices.get_or_insert_default().push(Vec::new());
                }
                letter => self.push(Token::Letter(letter)),
            }
        }
        if self.choices.is_some() { Err(Invalid::Alternates) } else { Ok(()) }
    }

    /// Within braces a token belongs to the last choice; the first comma ends none.
    fn push(&mut self, token: Token) {
        match self.choices.as_mut() {
            None => self.tokens.push(token),
            Some(choices) => match choices.last_mut() {
                Some(last) => last.push(token),
                None => choices.push(vec![token]),
            },
        }
    }

    fn class(&mut self) -> Result<Token, Invalid> {
        let negated = self.letters.next_if_eq(&'!').is_some();
        let mut ranges: Vec<(char, char)> = Vec::new();
        let (mut first, mut open) = (true, false);
        loop {
            let letter = self.letters.next().ok_or(Invalid::Class)?;
            match letter {
                '[' => return Err(Invalid::ClassInClass),
                ']' => break,
                '-' if !first && !open => open = true,
                letter => {
                    let letter = match letter {
                        '\\' => self.letters.next().ok_or(Invalid::Escape)?,
                        letter => letter,
                    };
                    match ranges.last_mut().filter(|_| open) {
                        Some(range) if letter < range.0 => {
                            return Err(Invalid::Range(range.0, letter));
                        }
                        Some(range) => range.1 = letter,
                        None => ranges.push((letter, letter)),
                    }
                    open = false;
                }
            }
            first = false;
        }
        if open {
            ranges.push(('-', '-'));
        }
        Ok(Token::Class { negated, ranges })
    }
}
