//! What people type or copy: READMEs, editors, terminals.

use crate::support::{check, read_default};
use sentry_general::tree::{Format, SkipReason};

#[test]
fn indentation_of_any_width() {
    let expected = ["src/pay/api.ts", "src/app.ts", "docs/a.md"];
    for step in ["  ", "   ", "    ", "\t", "        "] {
        let text = "src\n|pay\n||api.ts\n|app.ts\ndocs\n|a.md\n".replace('|', step);
        check(&text, Format::Indented, &expected);
    }
    // Each level may have a width of its own.
    check("src\n pay\n     api.ts\n app.ts\n", Format::Indented, &["src/pay/api.ts", "src/app.ts"]);
}

#[test]
fn markdown_lists() {
    let text =
        "- src/\n  - `pay/` — payments\n    - **api.ts**\n  - app.ts: starts it\n- [x] README.md\n";
    check(text, Format::MarkdownList, &["src/pay/api.ts", "src/app.ts", "README.md"]);
    check("* a\n    * b.ts\n* c.ts\n", Format::MarkdownList, &["a/b.ts", "c.ts"]);
}

#[test]
fn code_fences_around_a_listing() {
    let tree = "src\n├── a.ts\n└── b.ts\n";
    let text = format!("# Layout\n\n```text\n{tree}```\n\nEnjoy!\n");
    let listing = check(&text, Format::Tree, &["src/a.ts", "src/b.ts"]);
    let skipped: Vec<_> = listing.skipped.iter().map(|s| (s.line, s.text.as_str())).collect();
    assert_eq!(skipped, [(1, "# Layout"), (9, "Enjoy!")], "text around the block is named");
    assert!(listing.skipped.iter().all(|s| s.reason == SkipReason::OutsideFence));
    assert_eq!(listing.account.records, 9, "each line counts");
    // The block that is a listing is chosen, not the first.
    let text =
        format!("```sh\nnpm install --save shop\nnpm run build -- --watch\n```\n~~~\n{tree}~~~\n");
    check(&text, Format::Tree, &["src/a.ts", "src/b.ts"]);
    // No end is needed.
    check("```\na/b.ts\nc.ts\n", Format::GitLsFiles, &["a/b.ts", "c.ts"]);
    check("```json\n[\"a.ts\", \"b/c.ts\"]\n```\n", Format::Json, &["a.ts", "b/c.ts"]);
}

#[test]
fn prompts_of_shells() {
    check("$ git ls-files\na.ts\nb/c.ts\n$\n", Format::GitLsFiles, &["a.ts", "b/c.ts"]);
    check("jo@pc:~/shop$ find .\n.\n./a.ts\n./b\n./b/c.ts\n", Format::Find, &["a.ts", "b/c.ts"]);
    check(
        "C:\\work\\shop>tree /f\nFolder PATH listing\nVolume serial number is 1A2B-3C4D\nC:.\n│   a.ts\n│\n└───b\n        c.ts\n\nC:\\work\\shop>\n",
        Format::WindowsTree,
        &["a.ts", "b/c.ts"],
    );
    check("% tree\n.\n├── a.ts\n└── b\n    └── c.ts\n", Format::Tree, &["a.ts", "b/c.ts"]);
    check(
        "$ gh api repos/acme/shop/git/trees/main\n{\"tree\":[{\"path\":\"a.ts\",\"type\":\"blob\"}]}",
        Format::GitHubJson,
        &["a.ts"],
    );
}

#[test]
fn drawings_of_other_tools() {
    // An extension of VS Code.
    let text = "📦shop\n ┣ 📂src\n ┃ ┣ 📂pay\n ┃ ┃ ┗ 📜api.ts\n ┃ ┗ 📜app.ts\n ┗ 📜package.json\n";
    check(text, Format::Tree, &["src/pay/api.ts", "src/app.ts", "package.json"]);
    // By hand, with remarks and a narrow grid.
    let text = "shop/\n├─ src/          # the code\n│  ├─ pay/       <- payments\n│  │  └─ api.ts\n│  └─ ...\n└─ README.md\n";
    let listing = check(text, Format::Tree, &["src/pay/api.ts", "README.md"]);
    assert_eq!(listing.skipped[0].reason, SkipReason::Elided, "what is left out is said");
    assert_eq!(listing.skipped[0].line, 5);
    // With plus signs, and no-break spaces as `tree` prints them.
    check("shop\n+-- src\n|   +-- a.ts\n+-- b.ts\n", Format::Tree, &["src/a.ts", "b.ts"]);
    let text = ".\n├── src\n│\u{a0}\u{a0} ├── a.ts\n│\u{a0}\u{a0} └── b.ts\n└── c.ts\n\n2 directories, 3 files\n";
    check(text, Format::Tree, &["src/a.ts", "src/b.ts", "c.ts"]);
    // Files at the top beside a drawn folder.
    let text = "src/\n├── a.ts\n└── b.ts\npackage.json\n";
    check(text, Format::Tree, &["src/a.ts", "src/b.ts", "package.json"]);
    // A tree within an indented code block.
    let text = "    src\n    ├── a.ts\n    └── b\n        └── c.ts\n";
    check(text, Format::Tree, &["src/a.ts", "src/b/c.ts"]);
}

#[test]
fn names_that_look_like_drawing() {
    let text = ".\n├── +page.svelte\n├── -x\n├── [id].ts\n├── _a.ts\n└── a -> b.ts\n\n1 directory, 5 files\n";
    check(text, Format::Tree, &["+page.svelte", "-x", "[id].ts", "_a.ts", "a"]);
}

#[test]
fn bsd_tools() {
    let text = "-rw-r--r--  0 jo     staff      12 Jan  1 12:00 shop/a.ts\ndrwxr-xr-x  0 jo     staff       0 Jan  1  2024 shop/b/\n-rw-r--r--  0 jo     staff       3 Jan  1 12:00 shop/b/c d.ts\n";
    check(text, Format::Tar, &["shop/a.ts", "shop/b/c d.ts"]);
    let text = "total 16\n-rw-r--r--@ 1 jo  staff  12 Jan  1 12:00 a.ts\ndrwxr-xr-x  3 jo  staff  96  1 Jan  2024 b\n\n./b:\ntotal 8\n-rw-r--r--  1 jo  staff   3 Jan  1 12:00 c.ts\n";
    check(text, Format::Ls, &["a.ts", "b/c.ts"]);
}

#[test]
fn names_only() {
    check("a.ts\nMakefile\nREADME.md\n", Format::GitLsFiles, &["a.ts", "Makefile", "README.md"]);
    check("a.ts", Format::GitLsFiles, &["a.ts"]);
}

#[test]
fn line_ends_and_marks_at_the_start() {
    check("\u{feff}a.ts\r\nb/c.ts\r\n", Format::GitLsFiles, &["a.ts", "b/c.ts"]);
    check("a.ts\rb/c.ts\r", Format::GitLsFiles, &["a.ts", "b/c.ts"]);
    check("\u{feff}.\r\n├── a.ts\r\n└── b.ts\r\n", Format::Tree, &["a.ts", "b.ts"]);
}

#[test]
fn backslashes() {
    check("src\\a.ts\nsrc\\pay\\api.ts\n", Format::WindowsDir, &["src/a.ts", "src/pay/api.ts"]);
    // In git's listings a backslash is a letter, and quoted.
    check("a/b.ts\n\"a/b\\\\c.ts\"\n", Format::GitLsFiles, &["a/b.ts", "a/b\\c.ts"]);
    check("./a\\b/c.ts\n./d.ts\n", Format::Find, &["a\\b/c.ts", "d.ts"]);
}

#[test]
fn pages_of_an_api() {
    let text = "[{\"id\":\"1\",\"name\":\"a.ts\",\"type\":\"blob\",\"path\":\"a.ts\"}]\n[{\"id\":\"2\",\"name\":\"b.ts\",\"type\":\"blob\",\"path\":\"b.ts\"}]\n";
    check(text, Format::GitLabJson, &["a.ts", "b.ts"]);
    let listing = read_default(
        "{\"tree\":[{\"path\":\"a.ts\",\"type\":\"blob\"},{\"path\":\"lib\",\"type\":\"commit\",\"mode\":\"160000\"}],\"truncated\":true}",
    );
    assert_eq!(listing.problems[0].code, "tree/truncated", "GitHub says that files are missing");
    assert_eq!(listing.skipped[0].reason, SkipReason::Submodule);
    let listing = read_default(
        "{\"values\":[{\"path\":\"a.ts\",\"type\":\"commit_file\"}],\"next\":\"https://x\"}",
    );
    assert_eq!(listing.problems[0].code, "tree/truncated", "Bitbucket says that there is more");
}
