//! What is drawn before a name: bars, branches, blanks.

/// A line taken apart: what is drawn, and the name after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tree) struct Art<'t> {
    /// The column of the branch, from 0; of the name if there is no branch.
    pub(in crate::tree) branch: u32,
    /// The column of the name.
    pub(in crate::tree) column: u32,
    /// Whether a branch (`├──`, `` `-- ``) leads to the name.
    pub(in crate::tree) has_branch: bool,
    /// Whether there are bars (`│`) before it.
    pub(in crate::tree) has_bars: bool,
    pub(in crate::tree) name: &'t str,
}

/// How many dashes a branch has, and how wide they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tree) enum Dashes {
    /// As many as there are.
    Any,
    /// Three, as Windows draws: a fourth belongs to the name.
    Three,
    /// One, as Windows draws in East Asian languages, where box characters are two columns wide.
    Wide,
}

/// Takes a line apart. Columns count characters, a tab as four.
pub(in crate::tree) fn art(line: &str, dashes: Dashes) -> Art<'_> {
    let mut art = Art { branch: 0, column: 0, has_branch: false, has_bars: false, name: "" };
    let mut rest = line;
    while let Some(char) = rest.chars().next() {
        let after = &rest[char.len_utf8()..];
        if is_blank(char) {
            art.column += match char {
                '\t' => 4,
                '\u{3000}' => 2,
                _ => 1,
            };
        } else if is_bar(char, after) {
            art.has_bars = true;
            art.column += if dashes == Dashes::Wide { 2 } else { 1 };
        } else if is_branch(char, after) || (art.has_bars && after_bars(rest)) {
            return branch(art, char, after, dashes);
        } else {
            // The corner above a tree: `┌ shop`.
            if matches!(char, '┌' | '╭' | '┍' | '┏') && after.starts_with([' ', '\u{a0}']) {
                rest = after.trim_start_matches(is_blank);
            }
            break;
        }
        rest = after;
    }
    art.branch = art.column;
    art.name = rest.trim_end();
    art
}

fn is_blank(char: char) -> bool {
    matches!(char, ' ' | '\u{a0}' | '\t' | '\u{3000}')
}

fn is_bar(char: char, after: &str) -> bool {
    match char {
        '│' | '┃' | '║' | '┆' | '┊' | '╎' | '¦' | '┇' | '┋' | '╏' | '｜' | 'ㅣ' => {
            true
        }
        '|' => {
            after.is_empty()
                || after.starts_with([' ', '\u{a0}', '\t', '|', '`', '+', '\u{3000}'])
                || (after.starts_with('.') && after.trim_end().bytes().all(|byte| byte == b'.'))
        }
        _ => false,
    }
}

fn is_branch(char: char, after: &str) -> bool {
    match char {
        '├' | '└' | '┣' | '┗' | '╠' | '╚' | '╰' | '┝' | '┕' | '╟' | '╙' | '┞' | '┟' | '┠' | '┡'
        | '┢' | '╞' | '┖' | '╘' | '⎿' | '↳' | '⤷' | '∟' | 'ㄴ' | 'ㅏ' | '─' | '━' => {
            true
        }
        '┌' | '╭' | '┍' | '┏' | '╔' => after.starts_with(is_dash),
        '|' => after.starts_with(['-', '_', '=', '>']),
        '+' | '`' | '\\' | '\'' => {
            after.starts_with("--")
                || after.starts_with("- ")
                || (char == '\\' && after.starts_with("_ "))
        }
        _ => false,
    }
}

/// After bars a bare dash is a branch, too: `|   -- a.ts`.
fn after_bars(rest: &str) -> bool {
    rest.starts_with("-- ") || rest.starts_with("- ") || rest.starts_with("--- ")
}

fn is_dash(char: char) -> bool {
    matches!(
        char,
        '─' | '━'
            | '═'
            | '-'
            | '_'
            | '╴'
            | '╼'
            | '┬'
            | '┳'
            | '╌'
            | '┄'
            | '┈'
            | '╶'
            | '╸'
            | '╺'
            | '┴'
            | '┐'
            | '╮'
            | 'ー'
            | '―'
            | '—'
            | '–'
    )
}

/// After the corner of a branch.
fn branch<'t>(mut art: Art<'t>, corner: char, after: &'t str, dashes: Dashes) -> Art<'t> {
    art.has_branch = true;
    art.branch = art.column;
    let mut count = 0;
    let mut name = after.trim_start_matches(|char: char| {
        count += 1;
        let fits = match dashes {
            Dashes::Any => true,
            Dashes::Three => count <= 3,
            Dashes::Wide => count <= 1,
        };
        fits && (is_dash(char) || (corner == '|' && char == '='))
    });
    let dashed = after[..after.len() - name.len()].chars().count() as u32;
    // `|-> a`, `├─> a`, `╰─➤ a`
    if let Some(rest) = name.strip_prefix(['>', '►', '▶', '➤', '→']) {
        name = if rest.starts_with(' ') || corner == '|' { rest } else { name };
    }
    name = name.trim_start_matches(is_blank);
    art.column += match dashes {
        Dashes::Wide => 2 + 2 * dashed,
        Dashes::Any | Dashes::Three => 1 + after[..after.len() - name.len()].chars().count() as u32,
    };
    art.name = name.trim_end();
    art
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, branch: u32, name: &str) {
        let found = art(line, Dashes::Any);
        assert_eq!((found.branch, found.name), (branch, name), "the drawing of {line:?}");
    }

    #[test]
    fn drawings_of_all_kinds_are_taken_off() {
        check("├── src", 0, "src");
        check("│\u{a0}\u{a0} └── api.ts", 4, "api.ts");
        check("|   `-- +page.svelte", 4, "+page.svelte");
        check("+--lib", 0, "lib");
        check(" ┃ ┗ 📜api.ts", 3, "📜api.ts");
        check("├─┬ pkg", 0, "pkg");
        check("|-- -odd", 0, "-odd");
        check("├── +layout.ts", 0, "+layout.ts");
        check("|  \\_ a.ts", 3, "a.ts");
        check("| |-> a.ts", 2, "a.ts");
        check("|   '- a.ts", 4, "a.ts");
        check("|------ a.md", 0, "a.md");
        check("┌─┴ src", 0, "src");
        check("┌ shop", 0, "shop");
        check("  ㄴ a.ts", 2, "a.ts");
    }

    #[test]
    fn what_is_not_drawn_is_a_name() {
        for name in ["-rw-r--r--", "+page.svelte", "`quoted`", "'a b'", "\\x", "_a"] {
            check(name, 0, name);
        }
    }
}
