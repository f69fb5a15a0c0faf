//! Writing a fence.

use super::read::needs_escape;
use super::{Fence, Part, Question};
use std::fmt::{self, Display, Formatter};

impl Display for Fence {
    /// As [`read`](super::read()) reads it; but for blank lines at the end of a text, the same
    /// comes out.
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { title, host, questions, expected, .. } = self;
        let mut head = false;
        let mut line = |name: &str, value: &str| {
            // A value is one line.
            let words: Vec<&str> = value.split_whitespace().collect();
            let is_plain = !value.contains(['\n', '\r']);
            let value = if is_plain { value.trim().to_owned() } else { words.join(" ") };
            if value.is_empty() {
                return Ok(());
            }
            head = true;
            writeln!(f, "{name}: {value}")
        };
        line("title", title)?;
        line("host", host)?;
        for question in questions {
            match question {
                Question::Path(path) => line("path", path)?,
                Question::View(shown) => line("view", shown.name())?,
            }
        }
        for expected in expected {
            line("expect", &expected.to_string())?;
        }
        let mut before = head;
        for part in Part::ALL {
            let text = self.text(part).trim_end();
            if text.is_empty() {
                continue;
            }
            if before {
                f.write_str("\n")?;
            }
            before = true;
            writeln!(f, "--- {}", part.name())?;
            for line in text.lines() {
                let escape = if needs_escape(line) { "\\" } else { "" };
                writeln!(f, "{escape}{line}")?;
            }
        }
        Ok(())
    }
}
