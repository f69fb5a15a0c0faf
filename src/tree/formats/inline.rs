//! Several paths in a line, with blanks or commas between, in quotes or not.

use crate::tree::lines::Region;
use crate::tree::plausible::{ends_named, is_certain, is_usual};
use crate::tree::sink::{Kind, Sink};

/// Reads all paths of every line. A line counts as its first path; the others are records more.
pub(super) fn read(region: Region<'_>, sink: &mut Sink) {
    for line in region.lines() {
        if line.text.trim().is_empty() || is_bracket(line.text) {
            sink.structure();
            continue;
        }
        let paths = paths(line.text);
        if paths.is_empty() {
            sink.stray(&line);
        }
        for path in paths {
            let path = if path.contains('\\') && !path.contains('/') {
                path.replace('\\', "/")
            } else {
                path.to_owned()
            };
            sink.entry(&line, Kind::Unknown, &path);
        }
    }
}

fn is_bracket(line: &str) -> bool {
    line.trim()
        .trim_end_matches([',', ';'])
        .chars()
        .all(|char| matches!(char, '[' | ']' | '(' | ')' | '{' | '}'))
}

/// The paths of a line, if it is nothing but paths.
pub(in crate::tree) fn paths(line: &str) -> Vec<&str> {
    let text = inner(line.trim());
    let by_comma = text.contains(',') || text.contains(';');
    let mut words = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches([' ', '\t', ',', ';']);
        let Some(first) = rest.chars().next() else { break };
        if let Some(inner) = rest.strip_prefix(['"', '\'', '`'])
            && let Some(end) = inner.find(first)
        {
            words.push((&inner[..end], true));
            rest = &inner[end + 1..];
            continue;
        }
        let end = if by_comma { rest.find([',', ';']) } else { rest.find([' ', '\t']) };
        let (word, after) = rest.split_at(end.unwrap_or(rest.len()));
        let word = word.trim();
        let and = by_comma
            .then(|| word.strip_prefix("and ").or_else(|| word.strip_prefix("or ")))
            .flatten();
        match and.unwrap_or(word) {
            "and" | "or" | "&" | "und" | "et" | "y" if words.len() > 1 => {}
            word => words.push((word, false)),
        }
        rest = after;
    }
    // With blanks between, each must end as a file does: `docs/user guide.md` is one path.
    let is_whole = |word: &str| {
        let name = word.trim_end_matches('/').rsplit(['/', '\\']).next().unwrap_or(word);
        word.ends_with('/') || ends_named(name) || is_usual(name)
    };
    let rooted = |word: &str| word.starts_with('/') || word.get(1..3) == Some(":\\");
    let alike = words.iter().all(|(word, _)| rooted(word) == rooted(words[0].0));
    let apart = alike && words.iter().all(|&(word, quoted)| quoted || is_whole(word));
    if !by_comma && !apart {
        return Vec::new();
    }
    let sure = words.iter().filter(|(word, _)| is_path(word)).count();
    let fits = words.iter().all(|&(word, quoted)| {
        is_path(word)
            || ((by_comma || quoted)
                && !word.is_empty()
                && !word.contains(' ')
                && word.chars().all(|c| c.is_alphanumeric() || "-_.@+".contains(c)))
    });
    if fits && sure * 10 >= words.len() * 6 && sure > 0 {
        words.into_iter().map(|(word, _)| word).collect()
    } else {
        Vec::new()
    }
}

fn is_path(word: &str) -> bool {
    let word = word.rsplit_once(' ').map_or(word, |(_, last)| last);
    is_certain(word) || is_usual(word)
}

/// What is in the brackets of `files = ['a.ts', 'b.ts']`, or after `files: `.
fn inner(text: &str) -> &str {
    let text = text.trim_end_matches([',', ';']);
    if let Some(start) = text.find(['[', '(', '{'])
        && let Some(end) = text.rfind([']', ')', '}'])
        && start < end
        && end + 1 == text.len()
        && (start == 0 || text[..start].ends_with([' ', '=', ':']))
    {
        return &text[start + 1..end];
    }
    let text = text.trim_start_matches('[').trim_end_matches(']');
    match text.split_once(": ") {
        Some((label, rest)) if !label.contains([' ', '/', '.', ',']) => rest,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::paths;

    #[test]
    fn lines_of_paths_come_apart() {
        for (line, expected) in [
            ("src/a.ts src/b.ts README.md", &["src/a.ts", "src/b.ts", "README.md"][..]),
            ("src/a.ts, lib/b.ts, and c.md", &["src/a.ts", "lib/b.ts", "c.md"]),
            ("src/a.ts,LICENSE,b.ts", &["src/a.ts", "LICENSE", "b.ts"]),
            ("['a b.ts', 'c.ts']", &["a b.ts", "c.ts"]),
            ("files = [\"a.ts\", \"b/c.ts\"],", &["a.ts", "b/c.ts"]),
            ("Files: a.ts, b.ts", &["a.ts", "b.ts"]),
        ] {
            assert_eq!(paths(line), expected, "the paths of {line}");
        }
        for line in
            ["my notes.md", "See README.md for more, please", "import x, { y } from 'z'", "a, b, c"]
        {
            assert!(paths(line).len() < 2, "{line} is no list");
        }
    }
}
