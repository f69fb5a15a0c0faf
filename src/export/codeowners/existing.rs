//! The file that a repository has already, and rules below it.

use crate::organization::RepositoryHost;

/// What stands before the sections of a file of GitLab, and the sections, of which each decides
/// for itself: a line in one takes no file from another.
pub fn parts(file: &str, host: RepositoryHost) -> (&str, &str) {
    let mut start = 0;
    for line in file.split_inclusive('\n') {
        if is_header(line.trim(), host) {
            return file.split_at(start);
        }
        start += line.len();
    }
    (file, "")
}

/// Whether a line begins a section: `[Name]`, `^[Name][2] @owner`. Where the host is another, only
/// what can hardly be anything else.
fn is_header(line: &str, host: RepositoryHost) -> bool {
    let Some(body) = line.strip_prefix('^').unwrap_or(line).strip_prefix('[') else { return false };
    let Some((name, rest)) = body.split_once(']') else { return false };
    let number = rest.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    let rest = number.map_or(rest, |(_, rest)| rest);
    let is_named = name.starts_with(char::is_alphabetic) && !name.contains('/');
    host == RepositoryHost::Gitlab
        || is_named && (rest.is_empty() || rest.starts_with(char::is_whitespace))
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
