//! What a terminal shows beside the listing: prompts and messages.

use super::Format;

/// The command after a shell's prompt: `$ git ls-files`, `jo@pc:~/shop% tree -a`,
/// `C:\work>dir /s /b`, `PS C:\work> tree /f`, `➜  shop git:(main) ✗ find .`.
///
/// Only the commands that list files count, so that a path with a `$` or a `#`
/// is no prompt.
pub(super) fn command(line: &str) -> Option<&str> {
    let marks = ['$', '%', '#', '>', '❯', '➜', '✗', 'λ', '»'];
    // Nobody's prompt is longer; and each mark looks back at what stands before it.
    const LONGEST_PROMPT: usize = 300;
    let marks = line.match_indices(marks).take_while(|(at, _)| *at <= LONGEST_PROMPT);
    let mut marks = marks.take(16);
    marks.find_map(|(at, mark)| {
        let after = &line[at + mark.len()..];
        let command = after.trim_start();
        // `>` needs no blank: `C:\work>tree /f`.
        let apart = mark == ">" || after.len() > command.len();
        (apart && prompt_ends(&line[..at]) && lists_files(command)).then_some(command)
    })
}

/// A bare prompt, as it stands after the last command: `$`, `jo@pc:~/shop$`.
pub(super) fn is_bare_prompt(line: &str) -> bool {
    let line = line.trim();
    matches!(line, "$" | "%" | "#" | ">" | "❯" | "➜")
        || (line.ends_with(['$', '#', '%']) && line.contains('@') && line.contains(':'))
        || (line.ends_with('>') && (line.starts_with("PS ") || line.get(1..3) == Some(":\\")))
}

/// The format that a command prints, where that is one of its own.
pub(super) fn format_of(command: &str) -> Option<Format> {
    let has = |flag: &str| command.split_whitespace().any(|word| word == flag);
    let command = command.trim();
    let starts = |start: &str| command.starts_with(start);
    Some(match command.split_whitespace().next()? {
        "git" if has("-z") => Format::GitLsFilesZ,
        "git" if has("--stage") || has("-s") && starts("git ls-files") => Format::GitLsFilesStage,
        "git" if has("--name-only") || starts("git ls-files") => Format::GitLsFiles,
        "git" if starts("git ls-tree") => Format::GitLsTree,
        "git" if has("--stat") || has("--numstat") => Format::GitDiffStat,
        "git" if has("--name-status") => Format::GitNameStatus,
        "git" if starts("git status") => Format::GitStatus,
        "tree" if has("-J") => Format::TreeJson,
        "tree" if has("-X") => Format::TreeXml,
        "tree" if has("/f") || has("/F") => Format::WindowsTree,
        "tree" if !has("-i") => Format::Tree,
        "du" => Format::Du,
        "find" | "fd" | "fdfind" => Format::Find,
        "dir" => Format::WindowsDir,
        _ => return None,
    })
}

/// What stands before a prompt's mark has no blank but in the known shapes.
fn prompt_ends(before: &str) -> bool {
    !before.contains(' ')
        || before.starts_with("PS ")
        || before.starts_with(['➜', '❯', '[', '('])
        || before.contains('@')
}

fn lists_files(command: &str) -> bool {
    let mut words = command.split_whitespace();
    let tool = words.next().unwrap_or_default();
    let next = words.next();
    match tool {
        "git" => matches!(next, Some("ls-files" | "ls-tree" | "status" | "diff" | "show" | "log")),
        "tree" | "find" | "fd" | "fdfind" | "rg" | "ls" | "dir" | "du" | "unzip" | "tar"
        | "bsdtar" | "zipinfo" | "eza" | "exa" | "lsd" | "gh" | "curl" | "glab" | "cat" => true,
        _ => false,
    }
}

/// Whether a tool says here that something went wrong: `find: ‘./x’: Permission denied`.
pub(super) fn is_message(line: &str) -> bool {
    let Some((head, _)) = line.split_once(": ") else { return false };
    matches!(
        head.rsplit('/').next().unwrap_or(head),
        "find"
            | "fd"
            | "[fd error]"
            | "rg"
            | "ls"
            | "tree"
            | "du"
            | "tar"
            | "bsdtar"
            | "unzip"
            | "zipinfo"
            | "git"
            | "fatal"
            | "error"
            | "warning"
            | "hint"
            | "bash"
            | "zsh"
            | "sh"
            | "fish"
            | "sudo"
    )
}

/// Whether the line only says that something is left out: `...`, `… 20 more`, `[snip]`.
pub(super) fn is_elision(line: &str) -> bool {
    let line = line.trim();
    // Asked of every line, so most are let go by their first byte.
    match line.as_bytes().first() {
        Some(b'.' | b'[' | b'(' | b'<') => {}
        Some(0xe2) if line.starts_with('…') => {}
        _ => return false,
    }
    let inner = line.trim_matches(['[', ']', '(', ')', '<', '>']);
    let is_marked = inner.len() < line.len();
    matches!(inner, "..." | "…" | ".." | "....")
        || (is_marked && matches!(inner, "etc" | "etc." | "snip" | "truncated"))
        || ((inner.starts_with("... ") || inner.starts_with('…')) && !inner.contains('/'))
}

/// Whether a line is a sentence, not a path: three words or more, with neither
/// a folder nor an extension.
pub(super) fn is_prose(line: &str) -> bool {
    if !line.contains(' ') {
        return false;
    }
    let words = line.split_whitespace().count();
    let ends = line.ends_with([':', '!', '?', ','])
        || (line.ends_with('.') && line.split_whitespace().last().is_some_and(|w| w.len() > 1));
    words >= 3 && !line.contains('/') && (ends || !has_extension(line))
}

/// Whether a name ends in a dot and one to ten letters or digits.
pub(super) fn has_extension(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, extension)| {
        (1..=10).contains(&extension.len())
            && extension.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prompts_are_told_from_paths() {
        for (line, found) in [
            ("$ git ls-files", Some("git ls-files")),
            ("jo@pc:~/my shop$ tree -a", Some("tree -a")),
            (r"C:\work\shop>dir /s /b", Some("dir /s /b")),
            (r"PS C:\my work> tree /f", Some("tree /f")),
            ("➜  shop git:(main) ✗ find .", Some("find .")),
            ("src/$ mount.ts", None),
            ("docs/C# tree.md", None),
            ("app/routes/$id.tsx", None),
        ] {
            assert_eq!(command(line), found, "the command in {line}");
        }
    }
}
