//! What a terminal shows beside the listing: prompts and messages.

use super::Format;

/// The command after a shell's prompt: `$ git ls-files`, `jo@pc:~/shop% tree -a`,
/// `C:\work>dir /s /b`, `PS C:\work> tree /f`, `➜  shop git:(main) ✗ find .`, `/app # ls`.
///
/// After a mark that may be part of a path only the commands that list files count; after a
/// prompt that nothing else looks like, any does.
pub(super) fn command(line: &str) -> Option<&str> {
    if !line.contains(MARKS) {
        return None;
    }
    // Nobody's prompt is longer; and each mark looks back at what stands before it.
    const LONGEST_PROMPT: usize = 300;
    let commands = || {
        let marks = line.match_indices(MARKS).take_while(|(at, _)| *at <= LONGEST_PROMPT);
        marks.take(16).filter_map(|(at, mark)| {
            let after = &line[at + mark.len()..];
            let command = after.trim_start();
            // `>` needs no blank: `C:\work>tree /f`.
            let apart = mark == ">" || after.len() > command.len();
            (apart && !command.is_empty()).then(|| (prompt(&line[..at], mark), command))
        })
    };
    // A prompt may have more than one mark: `➜  shop git:(main) ✗ find .`.
    let listing = commands().find(|&(prompt, it)| prompt != Prompt::None && lists_files(it));
    let any = || commands().find(|&(prompt, _)| prompt == Prompt::Certain);
    listing.or_else(any).map(|(_, command)| command)
}

/// What ends a prompt.
const MARKS: [char; 9] = ['$', '%', '#', '>', '❯', '➜', '✗', 'λ', '»'];

/// A bare prompt, as it stands after the last command: `$`, `jo@pc:~/shop$`, `/app #`.
pub(super) fn is_bare_prompt(line: &str) -> bool {
    let line = line.trim();
    let Some((at, mark)) = line.char_indices().next_back().filter(|(_, c)| MARKS.contains(c))
    else {
        return is_prompt_above(line);
    };
    let kind = prompt(&line[..at], mark.encode_utf8(&mut [0; 4]));
    at == 0 || matches!(kind, Prompt::Certain | Prompt::Folder)
}

/// How surely the text before a mark is a prompt.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Prompt {
    Certain,
    /// A folder and a blank: a prompt if nothing but a listing's command follows.
    Folder,
    Likely,
    None,
}

fn prompt(before: &str, mark: &str) -> Prompt {
    let text = before.trim();
    // An environment's name stands first: `(.venv) jo@pc:~/shop$`.
    let text = match text.strip_prefix('(').and_then(|inner| inner.split_once(')')) {
        Some((name, rest)) if !name.contains(['/', '\\']) => rest.trim_start(),
        _ => text,
    };
    let is_drive = text.get(1..3) == Some(":\\") && text.as_bytes()[0].is_ascii_alphabetic();
    if mark == ">" {
        let is_fish = text.contains('@') && text.contains(' ') && text.contains(['~', '/']);
        return if is_drive || text.starts_with("PS ") || is_fish {
            Prompt::Certain
        } else if text.is_empty() {
            Prompt::Likely
        } else {
            Prompt::None
        };
    }
    if text.is_empty() {
        return if matches!(mark, "$" | "❯" | "➜" | "λ") {
            Prompt::Certain
        } else {
            Prompt::Likely
        };
    }
    let shells = ["bash-", "-bash-", "sh-", "zsh-", "ksh-", "dash-"];
    let is_shell = shells.iter().any(|shell| {
        let version = text.strip_prefix(shell);
        version.is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit() || b == b'.'))
    });
    let is_host = text.find('@').is_some_and(|at| at > 0 && !text[..at].contains(['/', ' ', '.']))
        && (text.contains([':', '~', ' ']) || text.ends_with(']'));
    let is_bracket = text.starts_with('[') && text.ends_with(']') && text.contains(['@', ' ']);
    let is_theme = text.contains("git:(")
        || text.starts_with(['➜', '❯', 'λ'])
        || matches!(text, "└─" | "╰─" | "└──");
    // `/app #`, `~/shop $`: a folder, a blank and the mark.
    let is_folder = before.ends_with(' ')
        && (text.starts_with('/') || text.starts_with('~'))
        && !text.contains(' ');
    if is_shell || is_host || is_bracket || is_theme {
        return Prompt::Certain;
    }
    if is_folder {
        return Prompt::Folder;
    }
    if text.contains(' ') { Prompt::None } else { Prompt::Likely }
}

/// The first line of a prompt of two: `jo@PC MINGW64 ~/shop (main)`, `┌──(jo㉿kali)-[~/shop]`.
fn is_prompt_above(line: &str) -> bool {
    let is_git_bash = line.contains('@')
        && ["MINGW64", "MINGW32", "MSYS", "UCRT64", "CLANG64"]
            .iter()
            .any(|name| line.contains(name));
    let is_boxed =
        line.starts_with(['┌', '╭']) && line.ends_with(']') && line.contains(['@', '㉿', '(']);
    is_git_bash || is_boxed
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

/// Whether a command prints names in columns.
pub(super) fn is_ls(command: &str) -> bool {
    matches!(command.split_whitespace().next(), Some("ls" | "la" | "eza" | "exa" | "lsd"))
}

fn lists_files(command: &str) -> bool {
    let mut words = command.split_whitespace();
    let tool = words.next().unwrap_or_default();
    let next = words.next();
    match tool {
        "git" => matches!(next, Some("ls-files" | "ls-tree" | "status" | "diff" | "show" | "log")),
        "npm" | "pnpm" | "yarn" => matches!(next, Some("pack" | "publish" | "ls")),
        "cargo" => matches!(next, Some("package")),
        "docker" | "podman" => matches!(next, Some("diff" | "exec" | "run" | "export")),
        "svn" | "hg" | "p4" | "bazel" | "bzr" => next.is_some(),
        "sudo" => next.is_some_and(lists_files),
        "tree" | "find" | "fd" | "fdfind" | "rg" | "ls" | "ll" | "la" | "dir" | "du" | "unzip"
        | "tar" | "bsdtar" | "zipinfo" | "eza" | "exa" | "lsd" | "gh" | "curl" | "glab" | "cat"
        | "erd" | "7z" | "7za" | "jar" | "wc" | "rsync" | "grep" | "ag" | "ack" | "stat"
        | "dpkg" | "rpm" | "pacman" | "zip" | "Get-ChildItem" | "gci" | "broot" | "dust" => true,
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
            | "Archive"
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
            ("-bash-4.2$ make all", Some("make all")),
            ("root@1f2e3d:/app# cat list", Some("cat list")),
            ("[jo@build shop]$ ./list.sh", Some("./list.sh")),
            ("/app # find . -type f", Some("find . -type f")),
            ("(.venv) jo@pc:~/shop$ tree", Some("tree")),
            ("jo@pc ~/shop> tree", Some("tree")),
            ("jo@mac shop % npm pack", Some("npm pack")),
            ("# src/list.ts", None),
            ("src/a > b.ts", None),
        ] {
            assert_eq!(command(line), found, "the command in {line}");
        }
    }

    #[test]
    fn prompts_without_a_command_are_known() {
        for line in [
            "$",
            "jo@pc:~/shop$",
            "/app # ",
            "C:\\shop>",
            "PS C:\\shop> ",
            "-bash-4.2$ ",
            "❯",
            "root@1f2e3d:/app#",
            "[jo@build shop]$ ",
            "➜  shop git:(main) ✗ ",
            "jo@mac shop % ",
            "jo@PC MINGW64 ~/shop (main)",
            "~/shop $",
        ] {
            assert!(is_bare_prompt(line), "{line} is a prompt");
        }
        for line in ["src/a.ts", "docs/C#", "a@b", "100%", "src/$", "jo@2x.png", "@scope/pkg"] {
            assert!(!is_bare_prompt(line), "{line} is none");
        }
    }
}
