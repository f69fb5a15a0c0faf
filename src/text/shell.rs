//! Text in shell commands, for `sh`, `bash` and the CI services that carry them.
//!
//! What stands in a plan was typed or pasted by somebody: a team may be called
//! `"; rm -rf ~`. Whoever writes a command puts every such text through [`quote`].
//!
//! ```
//! use sentry_general::text::shell::{comment, quote};
//!
//! assert_eq!(quote("billing-api"), "billing-api");
//! assert_eq!(quote("it's; rm -rf ~"), r"'it'\''s; rm -rf ~'");
//! assert_eq!(comment("one\nrm -rf ~"), "# one rm -rf ~");
//! ```
//!
//! # Odd cases
//! - CI services replace their own marks before a shell sees them, whatever quotes stand around:
//!   `${{ … }}` in GitHub Actions, `<< … >>` in CircleCI, `$[[ … ]]` in GitLab. Inside quotes such
//!   a mark is cut in two, `$''{{`, which a shell joins again.
//! - Control characters and the like are left out first, by [`clean`].
//! - An option that begins with a hyphen stays one. Quotes don't help there: write `--name=value`.

use super::clean;

/// A text as one word of a shell command: bare if that is safe, else between single quotes.
#[must_use]
pub fn quote(text: &str) -> String {
    let text = clean::lines(text);
    if is_plain(&text) {
        return text.into_owned();
    }
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('\'');
    let mut before = ' ';
    for letter in text.chars() {
        if is_mark(before, letter) {
            quoted.push_str("''");
        }
        match letter {
            '\'' => quoted.push_str(r"'\''"),
            other => quoted.push(other),
        }
        before = letter;
    }
    quoted.push('\'');
    quoted
}

/// A text as a comment of one line, with its `#`.
#[must_use]
pub fn comment(text: &str) -> String {
    let text = clean::line(text);
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut comment = "# ".to_owned();
    let mut before = ' ';
    for letter in words.join(" ").chars() {
        // A CI service would replace its marks in a comment, too.
        if is_mark(before, letter) {
            comment.push(' ');
        }
        comment.push(letter);
        before = letter;
    }
    comment.trim_end().to_owned()
}

/// Whether two characters may begin a mark that a CI service replaces.
fn is_mark(before: char, letter: char) -> bool {
    matches!((before, letter), ('$', '{' | '[' | '$') | ('<', '<') | ('>', '>'))
}

/// Whether no shell reads anything into a text.
fn is_plain(text: &str) -> bool {
    let plain = |letter: u8| letter.is_ascii_alphanumeric() || b"-_./@:+,%".contains(&letter);
    !text.is_empty() && text.bytes().all(plain)
}
