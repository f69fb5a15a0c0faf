//! Truncated, mixed and senseless input: a partial answer, and each loss named.

use crate::support::{check, files, lines, read_default};
use sentry_general::text::LineIndex;
use sentry_general::tree::{Format, ReadOptions, SkipReason, read};

/// Checks the files, and what is skipped, by line and reason.
#[track_caller]
fn check_skips(text: &str, expected: &[&str], skips: &[(u32, SkipReason)]) {
    let listing = read_default(text);
    assert_eq!(files(&listing), expected, "the files of:\n{text}");
    let found: Vec<_> = listing.skipped.iter().map(|s| (s.line, s.reason)).collect();
    assert_eq!(found, skips, "what is skipped of:\n{text}");
    assert_eq!(listing.account.records, lines(text), "each line counts of:\n{text}");
    let index = LineIndex::new(text);
    for skipped in &listing.skipped {
        let span = skipped.span.expect("a skipped line has a place");
        assert_eq!(index.line(span.start), skipped.line, "the place is in the line");
        assert_eq!(&text[span.range()], skipped.text, "the place is the line");
    }
}

#[test]
fn messages_of_tools_are_no_paths() {
    check_skips(
        "./a.ts\nfind: ‘./private’: Permission denied\n./b.ts\n",
        &["a.ts", "b.ts"],
        &[(2, SkipReason::ToolMessage)],
    );
    check_skips(
        "fatal: not a git repository (or any of the parent directories): .git\n",
        &[],
        &[(1, SkipReason::ToolMessage)],
    );
}

#[test]
fn sentences_are_no_paths() {
    check_skips(
        "Here are the files of our shop:\n\nsrc/a.ts\nsrc/b.ts\nmy notes.md\nThat is all of it.\n",
        &["src/a.ts", "src/b.ts", "my notes.md"],
        &[(1, SkipReason::NotAPath), (6, SkipReason::NotAPath)],
    );
    check_skips("Files:\na.ts\nb.ts\n", &["a.ts", "b.ts"], &[(1, SkipReason::OtherFormat)]);
}

#[test]
fn what_was_left_out_is_said() {
    check_skips("a.ts\n...\nz.ts\n", &["a.ts", "z.ts"], &[(2, SkipReason::Elided)]);
    check_skips("a.ts\n… 120 more lines\n", &["a.ts"], &[(2, SkipReason::Elided)]);
}

#[test]
fn paths_that_lead_out_are_skipped() {
    check_skips("../a.ts\nb.ts\n", &["b.ts"], &[(1, SkipReason::OutsideRoot)]);
}

#[test]
fn quotes_that_do_not_end_are_skipped() {
    check_skips("a.ts\n\"caf\\303\n", &["a.ts"], &[(2, SkipReason::BadQuote)]);
    let listing = check("\"bad\\377.ts\"\n", Format::GitLsFiles, &["bad\u{fffd}.ts"]);
    assert_eq!(listing.problems[0].code, "tree/not-utf8", "lost bytes are said");
    assert!(listing.problems[0].span.is_some(), "and where");
}

#[test]
fn a_tree_cut_off_in_the_middle() {
    let text = ".\n├── src\n│   ├── a.ts\n│   └── b.ts\n├── do";
    check(text, Format::Tree, &["src/a.ts", "src/b.ts", "do"]);
    let text = "│   ├── a.ts\n│   └── b.ts\n└── c.ts\n\n3 directories, 9 files\n";
    let listing = check(text, Format::Tree, &["a.ts", "b.ts", "c.ts"]);
    assert_eq!(listing.problems[0].code, "tree/truncated", "tree counted more files");
}

#[test]
fn json_cut_off_in_the_middle() {
    let text = "{\"tree\":[{\"path\":\"a.ts\",\"type\":\"blob\"},{\"path\":\"b.ts\",\"type\":\"bl";
    let listing = check(text, Format::GitHubJson, &["a.ts"]);
    let problem = &listing.problems[0];
    assert_eq!(problem.code, "tree/bad-json", "the break is said");
    assert_eq!(problem.span.map(|span| span.end as usize), Some(text.len()), "and where");
    check(
        "[{\"type\":\"directory\",\"name\":\".\",\"contents\":[{\"type\":\"file\",\"name\":\"a.ts\"},",
        Format::TreeJson,
        &["a.ts"],
    );
    let text =
        "<?xml version=\"1.0\"?>\n<tree><directory name=\".\"><file name=\"a.ts\"></file><fi";
    let listing = check(text, Format::TreeXml, &["a.ts"]);
    assert_eq!(listing.problems[0].code, "tree/bad-xml");
}

#[test]
fn items_without_a_path_are_skipped() {
    let text = "[\"a.ts\", 7, null, {\"size\": 3}, [\"b.ts\"], {\"path\": {\"x\": []}}]";
    let listing = check(text, Format::Json, &["a.ts", "b.ts"]);
    let found: Vec<_> = listing.skipped.iter().map(|s| s.line).collect();
    assert_eq!(found, [2, 3, 4, 6], "numbered by item");
}

#[test]
fn mixed_listings_give_what_fits() {
    check_skips(
        "100644 blob 45b983be36b73c0788dc9cbcb76cbb80fc7bb057\ta.ts\nb.ts is another\n100644 blob 45b983be36b73c0788dc9cbcb76cbb80fc7bb057\tc.ts\n",
        &["a.ts", "c.ts"],
        &[(2, SkipReason::NotAPath)],
    );
    let listing = check("/home/jo/a.ts\nb.ts\n", Format::Find, &["home/jo/a.ts", "b.ts"]);
    assert_eq!(listing.problems[0].code, "tree/mixed-roots", "they can't be of one folder");
}

/// The larger part is read, and the drawing is not taken for names.
#[test]
fn a_drawn_tree_after_a_list_is_skipped() {
    check_skips(
        "a.ts\nb.ts\nc.ts\nd/a.ts\nd/b.ts\nd/c.ts\nd/d.ts\n├── e.ts\n└── f.ts\n",
        &["a.ts", "b.ts", "c.ts", "d/a.ts", "d/b.ts", "d/c.ts", "d/d.ts"],
        &[(8, SkipReason::OtherFormat), (9, SkipReason::OtherFormat)],
    );
}

#[test]
fn repeated_paths_count_once() {
    let listing = check("b.ts\na.ts\nb.ts\n./a.ts\n", Format::Find, &["b.ts", "a.ts"]);
    assert_eq!(listing.duplicates, 2, "doubles are counted");
}

#[test]
fn folders_are_no_files() {
    let listing =
        check("src\nsrc/pay\nsrc/pay/a.ts\nREADME\n", Format::Find, &["src/pay/a.ts", "README"]);
    assert_eq!(
        (listing.folders, listing.account.folders),
        (2, 2),
        "a folder is what others go through"
    );
    let listing = check(".\n./src\n./src/a.ts\n./empty\n", Format::Find, &["src/a.ts", "empty"]);
    assert_eq!(listing.problems[0].code, "tree/maybe-empty-folders", "what can't be told is said");
}

#[test]
fn nothing_to_read() {
    check("", Format::GitLsFiles, &[]);
    check(" \n\n", Format::GitLsFiles, &[]);
    let listing = read_default("What a lovely day it is today.\n");
    assert_eq!(files(&listing), [""; 0]);
    assert_eq!(listing.problems[0].code, "tree/no-files", "the user learns what to paste");
}

#[test]
fn the_user_can_say_what_it_is() {
    let text = "a very long name\nanother long name:\n";
    let options = ReadOptions { format: Some(Format::GitLsFiles), ..ReadOptions::default() };
    let listing = read(text, &options);
    assert_eq!(
        files(&listing),
        ["a very long name", "another long name:"],
        "then nothing is doubted"
    );
    for format in Format::ALL {
        let options = ReadOptions { format: Some(format), ..ReadOptions::default() };
        let listing = read("src/a.ts\n", &options);
        assert!(
            listing.account.is_balanced(),
            "{format} leaves no line out: {:?}",
            listing.account
        );
        assert_eq!(Format::from_id(format.id()), Some(format), "the id of {format} leads back");
    }
}
