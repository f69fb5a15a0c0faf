use crate::text::Span;

/// How a pattern was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quoting {
    /// A run of anything but white space.
    Bare,
    /// In double quotes, which belong to the span; escapes are decoded.
    Quoted,
}

/// Where each part of one rule stands in the text, for an editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts {
    /// From the matcher to the last owner.
    pub span: Span,
    /// The type without its colon, if one is written. A tag type may, by an
    /// oddity of the grammar, hold spaces and line ends.
    pub kind: Option<Span>,
    /// The pattern, with its quotes.
    pub pattern: Span,
    /// How the pattern was written.
    pub quoting: Quoting,
    /// Each owner, with the `#` of a team.
    pub owners: Vec<Span>,
}

/// What the lexer found, in the order of the text.
#[derive(Debug)]
pub(crate) enum Item {
    /// From `#` to the end of the line.
    Comment(Span),
    /// A rule as Sentry reads it.
    Rule(Parts),
    /// Sentry's parser stops at `at`; the lexer goes on behind `line_end`.
    Stop {
        at: usize,
        line_end: usize,
        /// The end of a type that starts at `at`, if its colon follows.
        kind: Option<usize>,
    },
}

/// Reads ownership rules as Sentry's grammar does: ordered choice, and an
/// optional part that once matched is never given up again.
///
/// Linear in the text.
pub(crate) struct Lexer<'t> {
    text: &'t str,
    at: usize,
    /// A colon, with none between it and where it was looked for; the text's end if none follows. A tag's may be many
    /// lines below, and each of these may be a tag of the same.
    colon: usize,
}

/// Instantiation
impl<'t> Lexer<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self { text, at: 0, colon: 0 }
    }
}

impl Iterator for Lexer<'_> {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        loop {
            self.at = skip_spaces(self.text, self.at);
            match self.text.as_bytes().get(self.at)? {
                b'\r' | b'\n' => self.at += 1,
                b'#' => {
                    let start = self.at;
                    self.at = line_end(self.text, start);
                    return Some(Item::Comment(Span::new(start, self.at)));
                }
                _ => {
                    let kind = kind_end(self.text, self.at, &mut self.colon);
                    let Some(parts) = rule(self.text, self.at, kind) else {
                        let (at, line_end) = (self.at, line_end(self.text, self.at));
                        self.at = line_end;
                        return Some(Item::Stop { at, line_end, kind });
                    };
                    self.at = parts.span.end as usize;
                    return Some(Item::Rule(parts));
                }
            }
        }
    }
}

/// Reading one rule
fn rule(text: &str, start: usize, kind: Option<usize>) -> Option<Parts> {
    let at = kind.map_or(start, |end| end + 1);
    let (end, quoting) = match quoted_end(text, at) {
        Some(end) => (end, Quoting::Quoted),
        None => (word_end(text, at)?, Quoting::Bare),
    };
    let mut parts = Parts {
        span: Span::new(start, end),
        kind: kind.map(|end| Span::new(start, end)),
        pattern: Span::new(at, end),
        quoting,
        owners: Vec::new(),
    };
    let mut from = skip_spaces(text, end);
    while let Some(end) = owner_end(text, from) {
        parts.owners.push(Span::new(from, end));
        parts.span.end = end as u32;
        from = skip_spaces(text, end);
    }
    Some(parts)
}

/// The end of a type that starts at `at`, if its colon follows.
///
/// Case matters. `tags` takes any one character but a line feed and then
/// everything up to the next colon, however many lines below: `colon` holds it for further types.
fn kind_end(text: &str, at: usize, colon: &mut usize) -> Option<usize> {
    let rest = &text[at..];
    let named = ["url", "path", "module", "codeowners"].into_iter().find(|n| rest.starts_with(n));
    if let Some(name) = named {
        return rest[name.len()..].starts_with(':').then_some(at + name.len());
    }
    let any = rest.strip_prefix("tags")?.chars().next().filter(|&c| c != '\n')?;
    let key = at + "tags".len() + any.len_utf8();
    if *colon < key {
        *colon = text[key..].find(':').map_or(text.len(), |length| key + length);
    }
    (key < *colon && *colon < text.len()).then_some(*colon)
}

/// The end of a quoted string, closing quote included. A line end inside is
/// fine, a backslash before a line feed is not.
pub(crate) fn quoted_end(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    if bytes.get(at) != Some(&b'"') {
        return None;
    }
    let mut at = at + 1;
    loop {
        match bytes.get(at)? {
            b'"' => return Some(at + 1),
            // A backslash takes one whole character; the bytes of a longer one
            // are never a quote or a backslash.
            b'\\' if matches!(bytes.get(at + 1), None | Some(b'\n')) => return None,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
}

fn owner_end(text: &str, at: usize) -> Option<usize> {
    let name = at + usize::from(text[at..].starts_with('#'));
    word_end(text, name)
}

/// The end of a run of anything but Unicode white space, if it isn't empty.
fn word_end(text: &str, at: usize) -> Option<usize> {
    let end = space_from(text, at);
    (end > at).then_some(end)
}

/// Where the first Unicode white space at or behind `at` is, or the end. Byte by byte, as few
/// letters are of more than one.
fn space_from(text: &str, mut at: usize) -> usize {
    let bytes = text.as_bytes();
    while let Some(&byte) = bytes.get(at) {
        at += match byte {
            b'\t'..=b'\r' | b' ' => return at,
            0..0x80 => 1,
            _ => match text[at..].chars().next() {
                Some(letter) if letter.is_whitespace() => return at,
                letter => letter.map_or(1, char::len_utf8),
            },
        };
    }
    at
}

/// The first byte at or behind `at` that is no space. Only U+0020 is one.
pub(crate) fn skip_spaces(text: &str, at: usize) -> usize {
    at + text.as_bytes()[at..].iter().take_while(|&&byte| byte == b' ').count()
}

/// Where the line of `at` ends: at its `\r` or `\n`, or with the text.
pub(crate) fn line_end(text: &str, at: usize) -> usize {
    text[at..].find(['\r', '\n']).map_or(text.len(), |length| at + length)
}
