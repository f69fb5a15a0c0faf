//! The file that a repository has already, and rules below it.

use crate::organization::RepositoryHost;
use crate::ownership::codeowners::section_header;

/// What stands before the sections of a file of GitLab, and the sections, of which each decides
/// for itself: a line in one takes no file from another.
pub fn parts(file: &str, host: RepositoryHost) -> (&str, &str) {
    let mut start = 0;
    for line in file.split_inclusive('\n') {
        if section_header(line.trim(), host == RepositoryHost::Gitlab).is_some() {
            return file.split_at(start);
        }
        start += line.len();
    }
    (file, "")
}

/// Lines below those of the file, with a warning before the first that takes all files from them.
pub fn with_warning(own: &str, rules: String) -> String {
    let decides = |line: &str| !line.trim().is_empty() && !line.trim().starts_with('#');
    let everything = |line: &&str| {
        let pattern = line.split(' ').next().unwrap_or_default();
        matches!(pattern, "*" | "**" | "/" | "/**" | "**/*")
    };
    if !own.lines().any(decides) {
        return rules;
    }
    let Some(taking) = rules.lines().find(everything) else { return rules };
    let at = rules.lines().take_while(|line| *line != taking).map(|line| line.len() + 1).sum();
    let (before, after) = rules.split_at(at);
    format!("{before}{TAKES_ALL}{after}")
}

const TAKES_ALL: &str = "# The next line matches every file, and takes each from the lines of the file above: none of them
# decides any more, and other people review. Leave it out if they are to stay.
";
