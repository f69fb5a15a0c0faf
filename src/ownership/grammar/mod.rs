//! The grammar of ownership rules.
//!
//! [`parse`] reads a text exactly as Sentry does (`sentry/issues/ownership/grammar.py`)
//! and then goes further, as an editor must: after Sentry's first error it goes
//! on at the next line, and it points at what is legal but likely a mistake.
//!
//! ```
//! use sentry_general::ownership::grammar::parse;
//!
//! let parsed = parse("src/pay/* #payments\n*.js\t#web\n");
//! assert_eq!(parsed.rules[0].to_string(), "path:src/pay/* #payments");
//! assert!(!parsed.accepted(), "a tab does not separate");
//! assert_eq!(
//!     parsed.problems[0].sentry.as_deref(),
//!     Some("Parse error: ownership (line 2, column 5)"),
//! );
//! ```
//!
//! # Odd, but so
//! - Only U+0020 separates. A tab stops the parser, and its column counts
//!   characters, its lines only line feeds.
//! - Types are case-sensitive: `PATH:*.js` is a path rule for `PATH:*.js`.
//! - A `tags` line without a colon swallows what follows up to the next one.
//! - Quoted patterns are Python literals: `"C:\Users"` makes Sentry crash
//!   instead of answering, `"src\new"` holds a line feed.
//! - Text right behind the closing quote is the first owner; commas don't
//!   separate owners; `##t` is the team `#t`.
//! - A rule without owners parses and is refused afterwards.
//!
//! # Not modelled
//! - Names in `\N{…}` are not known: the pattern gets U+FFFD in their place and
//!   the rule a warning.
//! - White space around the whole text, which Sentry's API may trim before it
//!   parses, counts as written.

mod finding;
mod lexer;
mod lint;
mod literal;
mod print;
mod refuse;
mod tokens;

pub use finding::{Refusal, Stage};
pub use lexer::{Parts, Quoting};
pub use print::{Unprintable, print_as_sentry, print_parseable, print_pattern};
pub use tokens::{Token, TokenKind, tokens};

use super::pattern::{self, Glob};
use super::{Matcher, MatcherKind, Owner, Rule, Source};
use crate::text::{LineIndex, Problem};
use finding::{Finding, Findings, settle};
use lexer::{Item, Lexer};

/// How many characters (Unicode scalar values) Sentry takes by default; some
/// organizations may have 250,000 or 750,000
/// (`sentry/issues/endpoints/project_ownership.py`).
pub const MAX_CHARACTERS: usize = 100_000;

/// How many bytes are read: more than five times what any organization may save, and more
/// than GitHub takes of a CODEOWNERS file. A rule of a few bytes takes some hundred when it
/// is read, so that a text of any length could fill the memory.
pub const MAX_READ: usize = 4 << 20;

/// How many rules of letters between stars, such as `*a*b*c*`, are read. Each is looked for in each path by itself,
/// so that thousands of them on a large tree would take minutes; people write none.
pub const MOST_LOOSE: usize = 200;

/// Ownership rules, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parsed {
    /// The rules of all lines that can be read, in the order of the text, even
    /// where Sentry refuses the text as a whole.
    pub rules: Vec<Rule>,
    /// Per rule, where its parts stand.
    pub parts: Vec<Parts>,
    /// Everything worth saying, in the order of the text. At most one has
    /// [`Problem::sentry`]: Sentry answers with one text and saves nothing.
    pub problems: Vec<Problem>,
    /// Why Sentry refuses the text, if it does.
    pub refusal: Option<Refusal>,
}

impl Parsed {
    /// Whether Sentry would save this text, as far as it alone tells; whether
    /// its owners exist is for [`super::validate`]. If not, none of it is in force.
    #[must_use]
    pub fn accepted(&self) -> bool {
        self.refusal.is_none()
    }
}

/// Reads ownership rules within the default limit of [`MAX_CHARACTERS`].
///
/// Never fails: what can't be read is a problem. Linear in the text.
#[must_use]
pub fn parse(text: &str) -> Parsed {
    parse_within(text, MAX_CHARACTERS)
}

/// Reads ownership rules where Sentry takes at most `limit` characters.
#[must_use]
pub fn parse_within(text: &str, limit: usize) -> Parsed {
    let too_long = refuse::too_long(text, limit);
    let text = readable(text);
    let mut read = read(text, Source::Rules);
    read.findings.extend(too_long);
    let too_loose = read.drop_loose_rules();
    read.findings.extend(too_loose);
    read.findings.extend(lint::whole(text, &read.rules, &read.parts).map(Finding::from));
    let missing = read.rules.iter().zip(&read.parts);
    for (at, (rule, parts)) in missing.enumerate() {
        let below = read.parts.get(at + 1).map_or(text.len(), |next| next.span.start as usize);
        read.findings.extend(refuse::missing_owner(text, rule, parts, below));
        read.findings.extend(refuse::codeowners(rule, parts));
        lint::check(text, rule, parts, &mut read.findings);
    }
    let (problems, refusal) = settle(read.findings);
    Parsed { rules: read.rules, parts: read.parts, problems, refusal }
}

/// As many whole lines as are read.
fn readable(text: &str) -> &str {
    if text.len() <= MAX_READ {
        return text;
    }
    let end = text.as_bytes()[..MAX_READ].iter().rposition(|&byte| byte == b'\n');
    &text[..end.map_or(0, |feed| feed + 1)]
}

/// What the grammar alone makes of a text.
#[derive(Debug, Default)]
pub(in crate::ownership) struct Read {
    pub(in crate::ownership) rules: Vec<Rule>,
    pub(in crate::ownership) parts: Vec<Parts>,
    findings: Findings,
}

impl Read {
    /// What Sentry answers to this text if its grammar refuses it.
    pub(in crate::ownership) fn refusal(self) -> Option<Refusal> {
        settle(self.findings).1
    }
}

/// Reads a text without judging its owners, as Sentry does with the rules it
/// makes from a CODEOWNERS file.
pub(in crate::ownership) fn read(text: &str, source: Source) -> Read {
    let index = LineIndex::new(text);
    let mut read = Read::default();
    let mut stopped = false;
    let mut line = 1;
    for item in Lexer::new(text) {
        match item {
            Item::Comment(_) => {}
            Item::Stop { at, line_end, kind } => {
                read.drop_rule_on_the_line_of(text, at);
                let find = if stopped { refuse::further_stop } else { refuse::stop };
                read.findings.push(find(text, at, line_end, kind));
                stopped = true;
            }
            Item::Rule(parts) => {
                line = index.line_from(line, parts.span.start);
                match rule(text, &parts, source, line) {
                    Ok((rule, warning)) => {
                        read.rules.push(rule);
                        read.parts.push(parts);
                        read.findings.extend(warning);
                    }
                    Err(finding) => read.findings.push(*finding),
                }
            }
        }
    }
    read
}

impl Read {
    /// Leaves out what is beyond [`MOST_LOOSE`], and says so at the first.
    fn drop_loose_rules(&mut self) -> Option<Finding> {
        let is_loose = |rule: &Rule| {
            let Matcher { kind, pattern } = &rule.matcher;
            *kind == MatcherKind::Path
                && pattern.bytes().filter(|&byte| byte == b'*').count() > 2
                && Glob::path(pattern).tokens().is_some_and(pattern::is_loose)
        };
        let loose: Vec<bool> = self.rules.iter().map(is_loose).collect();
        let beyond = |at: &usize| loose[*at];
        let mut left_out = (0..loose.len()).filter(beyond).skip(MOST_LOOSE);
        let first = left_out.next()?;
        let count = 1 + left_out.count() as u32;
        let finding = refuse::too_loose(self.parts[first].span, count);
        let mut kept = loose.iter().enumerate().map(|(at, &loose)| at < first || !loose);
        let mut kept_too = kept.clone();
        self.rules.retain(|_| kept.next().unwrap_or(true));
        self.parts.retain(|_| kept_too.next().unwrap_or(true));
        Some(finding)
    }

    /// A line that can't be read to its end gives no rule, not half a one.
    fn drop_rule_on_the_line_of(&mut self, text: &str, stop: usize) {
        let same_line =
            |parts: &mut Parts| !text[parts.span.end as usize..stop].contains(['\r', '\n']);
        if self.parts.pop_if(same_line).is_some() {
            self.rules.pop();
        }
    }
}

fn rule(
    text: &str,
    parts: &Parts,
    source: Source,
    line: u32,
) -> Result<(Rule, Option<Finding>), Box<Finding>> {
    let written = &text[parts.pattern.range()];
    let (pattern, warning) = match parts.quoting {
        Quoting::Bare => (written.to_owned(), None),
        Quoting::Quoted => match literal::decode(&written[1..written.len() - 1]) {
            Ok(literal) => (literal.value, literal.inexact.map(|why| lint::inexact(parts, why))),
            Err(bad) => return Err(Box::new(refuse::crash(text, parts, &bad))),
        },
    };
    let kind = match parts.kind.map(|span| &text[span.range()]) {
        None | Some("path") => MatcherKind::Path,
        Some("url") => MatcherKind::Url,
        Some("module") => MatcherKind::Module,
        Some("codeowners") => MatcherKind::Codeowners,
        Some(tag) => MatcherKind::Tag(tag.to_owned()),
    };
    let owners = parts.owners.iter().map(|&span| Owner::named(&text[span.range()])).collect();
    let rule = Rule { source, span: parts.span, line, matcher: Matcher { kind, pattern }, owners };
    Ok((rule, warning))
}
