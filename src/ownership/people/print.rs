use super::{Entry, Form};
use crate::ownership::Access;
use std::fmt;

/// Entries as text that [`super::read`] reads back as the same entries.
///
/// ```
/// use sentry_general::ownership::people::{print, read};
///
/// let people = read("{\"@acme/web\": \"#web\"}");
/// assert_eq!(print(&people.entries), "@acme/web -> #web\n");
/// ```
#[must_use]
pub fn print(entries: &[Entry]) -> String {
    entries.iter().map(|entry| format!("{entry}\n")).collect()
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.names.iter().map(|name| name.text.as_str()).collect();
        match self.form {
            Form::Listed if names.is_empty() => write!(f, "{}", self.owner)?,
            Form::Listed => write!(f, "{} = {}", self.owner, names.join(" "))?,
            Form::Mapped => write!(f, "{} -> {}", names.join(" "), self.owner)?,
        }
        match self.access {
            Access::Organization => f.write_str(" no access"),
            Access::Project => Ok(()),
        }
    }
}
