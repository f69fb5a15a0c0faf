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
//! - Control characters but the newline and the tab are left out: a terminal obeys them even
//!   inside quotes, and no name in Sentry may hold one.
//! - An option that begins with a hyphen stays one. Quotes don't help there: write `--name=value`.

/// A text as one word of a shell command: bare if that is safe, else between single quotes.
#[must_use]
pub fn quote(text: &str) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('\'');
    let mut before = ' ';
    for letter in text.chars().filter(|letter| !is_obeyed(*letter)) {
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
    let words = text.split(|letter: char| letter.is_whitespace() || is_obeyed(letter));
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
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

/// Whether a terminal would obey a character.
pub(crate) fn is_obeyed(letter: char) -> bool {
    letter.is_control() && !matches!(letter, '\n' | '\t')
}
