//! Text in Groovy, the language of a Jenkinsfile.
//!
//! ```
//! use sentry_general::text::groovy;
//!
//! assert_eq!(groovy::quote("it's"), r"'it\'s'");
//! assert_eq!(groovy::lines("echo 'a'\necho b"), "'''\\\necho \\'a\\'\necho b\n'''");
//! ```

use super::clean;

/// A text as a string between single quotes, in which nothing is replaced.
#[must_use]
pub fn quote(text: &str) -> String {
    format!("'{}'", escaped(text).replace('\n', "\\n"))
}

/// A text as a string of several lines, in which nothing is replaced.
#[must_use]
pub fn lines(text: &str) -> String {
    format!("'''\\\n{}\n'''", escaped(text).trim_end_matches('\n'))
}

fn escaped(text: &str) -> String {
    clean::lines(text).replace('\\', "\\\\").replace('\'', "\\'")
}
