//! The same small repository, listed by real tools: all must read equal.
//!
//! `listings/` holds what git 2, find, fd, ripgrep 13, tree 2.1, ls, du, tar, zip
//! and unzip printed. The Windows listings and the APIs' answers are written
//! after their documentation.

use crate::support::{lines, read_all, read_default};
use sentry_general::tree::{Format, Listing, Strip};

const SHOP: [&str; 11] = [
    ".github/CODEOWNERS",
    "LIESMICH.md",
    "Makefile",
    "README.md",
    "app/[slug]/page.tsx",
    "docs/user guide/first steps.md",
    "src/café.ts",
    "src/cart/index.ts",
    "src/it\"s.ts",
    "src/pay/+page.svelte",
    "src/pay/api.ts",
];

macro_rules! listing {
    ($name:literal) => {
        ($name, include_str!(concat!("listings/", $name)))
    };
}

#[track_caller]
fn check_shop((name, text): (&str, &str), format: Format) -> Listing {
    let listing = read_all(text, Strip::Common);
    let mut files: Vec<&str> = listing.files.iter().collect();
    files.sort_unstable();
    let on_windows = matches!(format, Format::WindowsDir | Format::WindowsTree)
        || matches!(name, "github.json" | "gitlab.json" | "bitbucket.json");
    let expected = SHOP.map(|path| match path {
        // `"` can be in no name on Windows.
        "src/it\"s.ts" if on_windows => "src/it's.ts",
        path => path,
    });
    assert_eq!(files, expected, "the files of {name}: {listing:#?}");
    assert_eq!(listing.format, format, "the format of {name}");
    assert_eq!(listing.folders, 8, "the folders of {name}");
    assert_eq!(listing.skipped, [], "nothing of {name} is skipped");
    assert_eq!(listing.problems, [], "nothing of {name} is wrong");
    assert_eq!(listing.duplicates, 0, "nothing of {name} is double");
    assert!(listing.account.is_balanced(), "each record of {name} counts once");
    listing
}

#[track_caller]
fn check_lines(fixture: (&str, &str), format: Format) {
    let listing = check_shop(fixture, format);
    assert_eq!(listing.account.records, lines(fixture.1), "each line of {} counts", fixture.0);
}

#[test]
fn lists_of_paths() {
    check_lines(listing!("git-ls-files.txt"), Format::GitLsFiles);
    check_lines(listing!("rg-files.txt"), Format::GitLsFiles);
    check_lines(listing!("find.txt"), Format::Find);
    check_lines(listing!("find-files.txt"), Format::Find);
    check_lines(listing!("find-absolute.txt"), Format::Find);
    check_lines(listing!("find-named.txt"), Format::Find);
    check_lines(listing!("fd.txt"), Format::Find);
    check_lines(listing!("tar.txt"), Format::Find);
    check_lines(listing!("zipinfo-names.txt"), Format::Find);
    check_lines(listing!("tree-flat.txt"), Format::Find);
    check_shop(listing!("git-ls-files-z.txt"), Format::GitLsFilesZ);
}

#[test]
fn what_git_prints() {
    check_lines(listing!("git-ls-tree.txt"), Format::GitLsTree);
    check_lines(listing!("git-ls-tree-long.txt"), Format::GitLsTree);
    check_lines(listing!("git-ls-tree-folders.txt"), Format::GitLsTree);
    check_lines(listing!("git-ls-files-stage.txt"), Format::GitLsFilesStage);
}

#[test]
fn drawn_trees() {
    check_lines(listing!("tree.txt"), Format::Tree);
    check_lines(listing!("tree-ascii.txt"), Format::Tree);
    check_lines(listing!("tree-sizes.txt"), Format::Tree);
    check_lines(listing!("tree-all-columns.txt"), Format::Tree);
    check_lines(listing!("tree-full.txt"), Format::Tree);
    check_lines(listing!("tree-marked.txt"), Format::Tree);
    check_lines(listing!("tree-quoted.txt"), Format::Tree);
    check_lines(listing!("tree-noreport.txt"), Format::Tree);
    check_lines(listing!("tree-du.txt"), Format::Tree);
    check_lines(listing!("tree-c-locale.txt"), Format::Tree);
    check_lines(listing!("tree-named.txt"), Format::Tree);
}

#[test]
fn windows() {
    check_lines(listing!("tree-f-windows.txt"), Format::WindowsTree);
    check_lines(listing!("tree-f-windows-german.txt"), Format::WindowsTree);
    check_lines(listing!("dir-s-b.txt"), Format::WindowsDir);
}

#[test]
fn listings_with_columns() {
    check_lines(listing!("du.txt"), Format::Du);
    check_lines(listing!("du-human.txt"), Format::Du);
    check_lines(listing!("unzip.txt"), Format::Unzip);
    check_lines(listing!("unzip-verbose.txt"), Format::Unzip);
    check_lines(listing!("zipinfo.txt"), Format::Zipinfo);
    check_lines(listing!("tar-verbose.txt"), Format::Tar);
    check_lines(listing!("ls-r.txt"), Format::Ls);
    check_lines(listing!("ls-lr.txt"), Format::Ls);
    check_lines(listing!("ls-alr-iso.txt"), Format::Ls);
    // Here a line holds several names.
    check_shop(listing!("ls-r-columns.txt"), Format::Ls);
}

#[test]
fn json_and_xml() {
    check_shop(listing!("tree-json.txt"), Format::TreeJson);
    check_shop(listing!("tree-json-full.txt"), Format::TreeJson);
    check_shop(listing!("tree-xml.txt"), Format::TreeXml);
    check_shop(listing!("github.json"), Format::GitHubJson);
    check_shop(listing!("gitlab.json"), Format::GitLabJson);
    check_shop(listing!("bitbucket.json"), Format::BitbucketJson);
}

#[track_caller]
fn check_change((name, text): (&str, &str), format: Format, expected: &[&str], skipped: &[&str]) {
    let listing = read_default(text);
    assert_eq!(listing.files.iter().collect::<Vec<_>>(), expected, "the files of {name}");
    assert_eq!(listing.format, format, "the format of {name}");
    let found: Vec<&str> = listing.skipped.iter().map(|skipped| skipped.text.as_str()).collect();
    assert_eq!(found, skipped, "what is skipped of {name}");
    assert_eq!(listing.account.records, lines(text), "each line of {name} counts");
}

/// A file that is deleted, or whose folders git left out, is skipped, never invented.
#[test]
fn changes() {
    check_change(
        listing!("git-status.txt"),
        Format::GitStatus,
        &[
            "docs/user guide/start here.md",
            "src/bar.ts",
            "src/cart/basket.ts",
            "src/pay/api.ts",
            "src/new.ts",
        ],
        &[" D README.md"],
    );
    let changed = [
        "docs/user guide/start here.md",
        "lib/x.ts",
        "src/bar.ts",
        "src/cart/basket.ts",
        "src/new.ts",
        "src/pay/api.ts",
    ];
    check_change(
        listing!("git-name-status.txt"),
        Format::GitNameStatus,
        &changed,
        &["D\tsrc/cart/index.ts"],
    );
    check_change(
        listing!("git-diff-stat.txt"),
        Format::GitDiffStat,
        &[
            changed[0],
            changed[1],
            changed[2],
            changed[3],
            "src/cart/index.ts",
            changed[4],
            changed[5],
        ],
        &[],
    );
    check_change(
        listing!("git-diff-stat-short.txt"),
        Format::GitDiffStat,
        &[changed[0], changed[1], changed[2], changed[3], changed[4], changed[5]],
        &[" .../path/to/something/deep/below/the-file-itself.ts  | 0"],
    );
    check_change(
        listing!("git-diff-numstat.txt"),
        Format::GitDiffStat,
        &[
            changed[0],
            changed[1],
            "src/a/very/long/path/to/something/deep/below/the-file-itself.ts",
            changed[2],
            changed[3],
            changed[4],
            changed[5],
        ],
        &[],
    );
}
