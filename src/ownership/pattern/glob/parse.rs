//! Reading a glob, with the engine's three forms of `**`.

use super::{Invalid, Variance};
use crate::ownership::pattern::token::{ByteSet, Case, Extent, Token};

/// Reads a pattern. `levels` holds the choices being read: the first is the
/// pattern itself, the others are the alternatives of an open brace.
pub(super) struct Parser<'p> {
    rest: std::str::Chars<'p>,
    previous: Option<char>,
    current: Option<char>,
    levels: Vec<Vec<Piece>>,
    case: Case,
    pub(super) variance: Option<Variance>,
}

/// A token while reading: the three forms of `**` still tell themselves apart,
/// since what a later `**` does depends on the one before.
enum Piece {
    Token(Token),
    Prefix,
    Middle,
    Suffix,
}

impl<'p> Parser<'p> {
    pub(super) fn new(pattern: &'p str, case: Case) -> Self {
        Self {
            rest: pattern.chars(),
            previous: None,
            current: None,
            levels: vec![Vec::new()],
            case,
            variance: None,
        }
    }

    pub(super) fn parse(&mut self) -> Result<Vec<Token>, Invalid> {
        while let Some(char) = self.next() {
            match char {
                '?' => self.push(Token::Class(ByteSet::ALL)),
                '*' => self.parse_stars(),
                '[' => self.parse_class()?,
                '{' if self.levels.len() > 1 => {
                    self.variance = Some(Variance::NestedBraces);
                    return Err(Invalid::NestedBraces);
                }
                '{' => self.levels.push(Vec::new()),
                '}' => self.close_braces(),
                ',' if self.levels.len() > 1 => self.levels.push(Vec::new()),
                '\\' => match self.next() {
                    Some(escaped) => self.push_char(escaped),
                    None => return Err(Invalid::DanglingEscape),
                },
                char => self.push_char(char),
            }
        }
        if self.levels.len() > 1 {
            return Err(Invalid::UnclosedBraces);
        }
        let pieces = self.levels.pop().unwrap_or_default();
        if matches!(pieces[..], [Piece::Prefix]) {
            return Ok(vec![Token::Run(Extent::Anything)]);
        }
        Ok(flatten(pieces))
    }

    /// One star, or two with the meaning that their surroundings give them.
    fn parse_stars(&mut self) {
        let before = self.previous;
        if self.peek() != Some('*') {
            return self.push(Token::Run(Extent::Anything));
        }
        self.next();
        let after = self.peek();
        let in_braces = self.levels.len() > 1;
        if self.level().is_empty() {
            match after {
                None => self.level().push(Piece::Prefix),
                Some('/') => {
                    self.level().push(Piece::Prefix);
                    self.next();
                }
                // Two stars are one: both run over everything.
                Some(_) => self.push(Token::Run(Extent::Anything)),
            }
            return;
        }
        let delimited = before == Some('/') || (in_braces && matches!(before, Some(',' | '{')));
        let form = match after {
            None => Piece::Suffix,
            Some(',' | '}') if in_braces => Piece::Suffix,
            Some('/') => Piece::Middle,
            Some(_) => return self.push(Token::Run(Extent::Anything)),
        };
        if !delimited {
            return self.push(Token::Run(Extent::Anything));
        }
        if matches!(form, Piece::Middle) {
            self.next();
        }
        // The form takes the place of the slash before it, which it implies.
        let replaced = self.level().pop();
        let form = match replaced {
            Some(kept @ (Piece::Prefix | Piece::Suffix)) => kept,
            _ => form,
        };
        self.level().push(form);
    }

    fn parse_class(&mut self) -> Result<(), Invalid> {
        let negated = matches!(self.peek(), Some('!' | '^'));
        if negated {
            self.next();
        }
        let mut ranges: Vec<(char, char)> = Vec::new();
        let mut in_range = false;
        loop {
            let char = self.next().ok_or(Invalid::UnclosedClass)?;
            let first = ranges.is_empty();
            match char {
                ']' if !first => break,
                '-' if !first && !in_range => in_range = true,
                char => {
                    if matches!(char, '{' | '}' | ',') {
                        self.variance.get_or_insert(Variance::BraceInClass);
                    }
                    match ranges.last_mut() {
                        Some(last) if in_range => {
                            last.1 = char;
                            if last.1 < last.0 {
                                return Err(Invalid::DescendingRange(last.0, last.1));
                            }
                        }
                        _ => ranges.push((char, char)),
                    }
                    in_range = false;
                }
            }
        }
        if in_range {
            ranges.push(('-', '-'));
        }
        let mut set = class_of(&ranges);
        if self.case == Case::Insensitive {
            set = set.folded();
        }
        self.push(Token::Class(if negated { set.inverted() } else { set }));
        Ok(())
    }

    fn close_braces(&mut self) {
        if self.levels.len() == 1 {
            self.variance.get_or_insert(Variance::StrayBrace);
        }
        let choices: Vec<_> =
            self.levels.drain(1..).filter(|choice| !choice.is_empty()).map(flatten).collect();
        self.push(Token::Choice(choices));
    }

    fn level(&mut self) -> &mut Vec<Piece> {
        if self.levels.is_empty() {
            self.levels.push(Vec::new());
        }
        let last = self.levels.len() - 1;
        &mut self.levels[last]
    }

    fn push(&mut self, token: Token) {
        self.level().push(Piece::Token(token));
    }

    /// A literal character. Multi-byte ones go in as one piece, so that they
    /// count as one token where a later `**` replaces the last.
    fn push_char(&mut self, char: char) {
        let mut bytes = [0; 4];
        match char.encode_utf8(&mut bytes).as_bytes() {
            [byte] => self.push(Token::Byte(*byte)),
            bytes => {
                let bytes = bytes.iter().map(|&byte| Token::Byte(byte)).collect();
                self.push(Token::Choice(vec![bytes]));
            }
        }
    }

    fn peek(&self) -> Option<char> {
        self.rest.clone().next()
    }

    fn next(&mut self) -> Option<char> {
        self.previous = self.current;
        self.current = self.rest.next();
        self.current
    }
}

/// The bytes of a class. The engine writes every character as its UTF-8 bytes
/// into a class of bytes, so that `[é]` is either byte of `é`, and a range goes
/// from the last byte of its first character to the first byte of its last.
fn class_of(ranges: &[(char, char)]) -> ByteSet {
    let mut set = ByteSet::EMPTY;
    for &(from, to) in ranges {
        let (mut first, mut last) = ([0; 4], [0; 4]);
        let first = from.encode_utf8(&mut first).as_bytes();
        let last = to.encode_utf8(&mut last).as_bytes();
        for &byte in first.iter().chain(last) {
            set = set.with(byte, byte);
        }
        if from != to {
            set = set.with(first[first.len() - 1], last[0]);
        }
    }
    set
}

/// The tokens of pieces, with single choices of literal bytes laid open.
fn flatten(pieces: Vec<Piece>) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(pieces.len() + 4);
    for piece in pieces {
        match piece {
            Piece::Token(Token::Choice(mut choices)) if choices.len() == 1 => {
                tokens.extend(choices.remove(0));
            }
            Piece::Token(Token::Choice(choices)) if choices.is_empty() => {}
            Piece::Token(token) => tokens.push(token),
            Piece::Prefix => tokens.push(Token::Folders(Extent::Anything)),
            Piece::Middle => {
                tokens.push(Token::Byte(b'/'));
                tokens.push(Token::Folders(Extent::Anything));
            }
            Piece::Suffix => {
                tokens.push(Token::Byte(b'/'));
                tokens.push(Token::Run(Extent::Anything));
            }
        }
    }
    tokens
}
