//! Tables whose columns a line of dashes marks, as 7-Zip and PowerShell print them.

/// The line of dashes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rule {
    text: String,
    /// The line above it.
    header: String,
    /// Where the column of names begins and ends, in characters.
    start: usize,
    end: Option<usize>,
}

impl Rule {
    /// The first line of dashes of at least two columns, with the header above it.
    pub(super) fn find(lines: &[&str]) -> Option<Self> {
        let at = lines.iter().position(|line| is_rule(line))?;
        let text = lines[at].trim_end();
        let header: Vec<char> = at.checked_sub(1).map(|above| lines[above].chars().collect())?;
        let mut columns: Vec<(usize, usize)> = Vec::new();
        let mut start = None;
        for (index, char) in text.chars().chain([' ']).enumerate() {
            match (start, char == ' ') {
                (None, false) => start = Some(index),
                (Some(from), true) => {
                    columns.push((from, index));
                    start = None;
                }
                _ => {}
            }
        }
        let title = |&(from, to): &(usize, usize)| -> String {
            let cell = header.get(from..to.max(from).min(header.len())).unwrap_or_default();
            cell.iter().collect::<String>().trim().to_lowercase()
        };
        let names = ["fullname", "name", "path", "file", "filename", "relativepath"];
        let by_title = names.iter().find_map(|name| {
            columns.iter().position(|column| {
                let title = title(column);
                title == *name || (title.ends_with(name) && title.len() < 12)
            })
        });
        let index = by_title.unwrap_or(columns.len() - 1);
        let end = columns.get(index + 1).map(|&(from, _)| from);
        let header = header.iter().collect();
        Some(Self { text: text.to_owned(), header, start: columns[index].0, end })
    }

    /// Whether a line is this one.
    pub(super) fn is(&self, line: &str) -> bool {
        line.trim_end() == self.text || (is_rule(line) && line.len().abs_diff(self.text.len()) < 80)
    }

    /// Whether a line is the head of the columns.
    pub(super) fn heads(&self, line: &str) -> bool {
        line.trim_end() == self.header.trim_end()
    }

    /// What stands before the name, and the name.
    pub(super) fn cut<'t>(&self, line: &'t str) -> (&'t str, &'t str) {
        let place =
            |column: usize| line.char_indices().nth(column).map_or(line.len(), |(at, _)| at);
        let start = place(self.start);
        let end = self.end.map_or(line.len(), place).max(start);
        (&line[..start], line[start..end].trim())
    }
}

/// At least two groups of dashes with blanks between.
pub(super) fn is_rule(line: &str) -> bool {
    let text = line.trim();
    text.len() > 4
        && text.bytes().all(|byte| matches!(byte, b'-' | b'=' | b' '))
        && text.split(' ').filter(|group| group.len() > 1).count() > 1
}
