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

use super::clean;
use std::fmt::Write;

/// A text as a scalar of one line: bare if that is safe, else between double quotes.
#[must_use]
pub fn quote(text: &str) -> String {
    let text = clean::lines(text);
    if is_plain(&text) {
        return text.into_owned();
    }
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for letter in text.chars() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

/// A text as a scalar of a workflow of GitHub Actions, in which it is no expression.
#[must_use]
pub fn github(text: &str) -> String {
    quote(&clean::lines(text).replace("${{", "${{ '${{' }}"))
}

/// A key with a literal block of several lines, indented by so many blanks.
#[must_use]
pub fn block(key: &str, text: &str, indent: usize) -> String {
    let margin = " ".repeat(indent);
    let text = clean::lines(text);
    let text = text.trim_end_matches('\n');
    // Where the first line begins with a blank, YAML has to be told the margin.
    let told = if text.starts_with([' ', '\t', '\n']) { "2" } else { "" };
    let mut block = format!("{margin}{key}: |{told}\n");
    for line in text.split('\n') {
        match line.is_empty() {
            true => block.push('\n'),
            false => _ = writeln!(block, "{margin}  {line}"),
        }
    }
    block
}

/// Whether every version of YAML reads a bare text as just this text.
fn is_plain(text: &str) -> bool {
    let inner = |letter: u8| letter.is_ascii_alphanumeric() || b"-_./@".contains(&letter);
    let first = text.bytes().next().is_some_and(|letter| letter.is_ascii_alphabetic());
    const READ_AS_ELSE: [&str; 9] = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"];
    first && text.bytes().all(inner) && !READ_AS_ELSE.iter().any(|it| text.eq_ignore_ascii_case(it))
}
