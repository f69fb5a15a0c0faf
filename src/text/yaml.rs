//! Text in YAML.
//!
//! ```
//! use sentry_general::text::yaml::{block, quote};
//!
//! assert_eq!(quote("billing-api"), "billing-api");
//! assert_eq!(quote("no"), r#""no""#);
//! assert_eq!(quote("a: b # c"), r#""a: b # c""#);
//! assert_eq!(block("run", "make\nmake test\n", 4), "    run: |\n      make\n      make test\n");
//! ```
//!
//! # Odd cases
//! - A word that some version of YAML reads as something else (`no`, `1.0`, `~`) is quoted.
//! - GitHub Actions replaces `${{ … }}` inside quotes, too: [`github`] takes care of that.

use super::shell::is_obeyed;
use std::fmt::Write;

/// A text as a scalar of one line: bare if that is safe, else between double quotes.
#[must_use]
pub fn quote(text: &str) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for letter in text.chars() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => {
                escape(&mut quoted, letter);
            }
            other if other.is_control() => escape(&mut quoted, other),
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

/// A text as a scalar of a workflow of GitHub Actions, in which it is no expression.
#[must_use]
pub fn github(text: &str) -> String {
    quote(&text.replace("${{", "${{ '${{' }}"))
}

/// A key with a literal block of several lines, indented by so many blanks.
#[must_use]
pub fn block(key: &str, text: &str, indent: usize) -> String {
    let margin = " ".repeat(indent);
    let text = text.trim_end_matches('\n');
    // Where the first line begins with a blank, YAML has to be told the margin.
    let told = if text.starts_with([' ', '\t', '\n']) { "2" } else { "" };
    let mut block = format!("{margin}{key}: |{told}\n");
    for line in text.split('\n') {
        let line: String = line.chars().filter(|letter| is_printable(*letter)).collect();
        match line.is_empty() {
            true => block.push('\n'),
            false => _ = writeln!(block, "{margin}  {line}"),
        }
    }
    block
}

fn escape(quoted: &mut String, letter: char) {
    // Everything escaped here is in the first plane.
    let _ = write!(quoted, "\\u{:04x}", u32::from(letter));
}

/// Whether every version of YAML reads a bare text as just this text.
fn is_plain(text: &str) -> bool {
    let inner = |letter: u8| letter.is_ascii_alphanumeric() || b"-_./@".contains(&letter);
    let first = text.bytes().next().is_some_and(|letter| letter.is_ascii_alphabetic());
    const READ_AS_ELSE: [&str; 9] = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"];
    first && text.bytes().all(inner) && !READ_AS_ELSE.iter().any(|it| text.eq_ignore_ascii_case(it))
}

/// Whether a character may stand in a literal block as it is.
fn is_printable(letter: char) -> bool {
    !is_obeyed(letter)
        && !matches!(letter, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}
