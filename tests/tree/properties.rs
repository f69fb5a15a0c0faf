//! Rules that hold for any text and any set of paths.

use crate::render::{Folder, WAYS};
use crate::support::{lines as count_lines, read_default};
use proptest::collection::vec;
use proptest::prelude::*;
use sentry_general::tree::{Format, Noise, PathId, ReadOptions, Strip, Tree, read};
use std::collections::BTreeSet;

/// Names as repositories have them, the odd ones too.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => "[a-z][a-zA-Z0-9_-]{0,7}(\\.[a-z]{1,4})?",
        1 => "[+@_][a-z]{1,6}\\.[a-z]{2}",
        1 => "\\.[a-z]{2,6}",
        1 => "\\[[a-z]{1,4}\\](\\.tsx)?",
        1 => "[a-zé日]{1,4}[üß]\\.ts",
        1 => "[a-z]{1,5} [a-z]{1,5}\\.md",
    ]
}

/// `[etc]` and `[snip]` alone in a line say that lines were left out, and `x` before every path is
/// what an archiver says: no listing can tell them from files of these names.
fn paths() -> impl Strategy<Value = Vec<String>> {
    let is_mark = |name: &str| {
        matches!(name, "[etc]" | "[snip]")
            || name.split_once(' ').is_some_and(|(word, _)| word.len() == 1)
    };
    let name = name().prop_filter("a mark", move |name| !is_mark(name));
    vec(vec(name, 1..5).prop_map(|names| names.join("/")), 1..30)
}

/// Lines from which listings are made, whole, cut and mixed.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        name(),
        "[├└│─ \u{a0}|+`\\\\-]{0,12}[a-z./]{0,8}",
        "(\\$ |# |> )?(git ls-files|tree|ls|find \\.)?",
        "[-dl]rwxr-xr-x +[0-9] [a-z]{2} [a-z/]{2} +[0-9]{1,4} (Jan|1|2024-01-01) +(1|Jan|12:00)( 2024)? [a-z> -]{0,9}",
        "(100644|040000|160000) (blob|tree|commit) [0-9a-f]{40}[ \t][\"a-z\\\\0-9]{0,9}",
        "[ MADRCU?!]{2} [a-z\" >-]{0,12}",
        " [a-z./{}=> ]{0,20} \\| +[0-9]{0,3} [+-]{0,4}",
        "[\\[{\"<][a-z\":,\\[\\]{}/ <>=]{0,20}",
        "[a-zA-Z]:[\\\\a-z.:]{0,10}",
        "[`~]{0,4}[a-z]{0,4}",
        "(> |\\+|# |// |\x1b\\[1m|\\[01;34m|[0-9]{1,2}[.:)] ){0,2}[a-z./]{0,8}(\\[0m)?",
        "(diff --git |[+]{3} |-{3} |@@ -1,2 \\+1,3 @@|commit )[ab/0-9f.]{0,10}",
        "(src|a)/[a-z]{1,3}\\.ts(:[0-9]:|\\([0-9],[0-9]\\):|, ?|; | +[0-9.]+kB)?[a-z '\"]{0,6}",
        "[0-9/.-]{8,10}  [0-9:]{5}  (<DIR>|[0-9,]{1,5}) [a-z. ]{0,8}",
        "( Directory of |    Directory: )?C:\\\\[a-z\\\\]{0,6}",
        "[a-z. ]{0,6}\\|[ 0-9|]{0,9}|[-|= ]{4,12}|File | % Stmts | x",
        "<[/a-z_]{0,6}>|={18,24}|//[a-z/]{0,4}:[a-z.]{0,4}|npm notice [a-z0-9=. ]{0,9}",
        "[â”œ€├┌└ÃÄ?🍞▸\u{e0b0}]{1,4} ?[a-z.]{0,6}",
        "([0-9] (days ago|weeks ago)|yesterday|\t(modified|deleted): +[a-z.]{0,5})",
        "[ \t]{0,6}[-*+1]{1,2}[. ]{1,2}[a-z`*\\[\\]()]{0,8}",
        "[0-9.]{1,4}[KM]?\t[a-z./]{0,8}",
        " *[0-9]{1,4} +[0-9-]{8,10} [0-9:]{5} {1,4}[a-z/]{0,6}",
        "\\PC{0,20}",
        Just(String::new()),
        Just("...".to_owned()),
        Just("3 directories, 4 files".to_owned()),
    ]
}

fn text() -> impl Strategy<Value = String> {
    let end = prop_oneof![4 => Just("\n"), 1 => Just("\r\n"), 1 => Just("\r"), 1 => Just("\0")];
    (vec(line(), 0..12), end).prop_map(|(lines, end)| lines.join(end))
}

fn format() -> impl Strategy<Value = Option<Format>> {
    prop_oneof![Just(None), prop::sample::select(Format::ALL.to_vec()).prop_map(Some)]
}

/// A failure is shown in full, so no file of past ones is kept. `PROPTEST_CASES` asks for more.
fn config() -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").is_ok();
    let cases = if asked { ProptestConfig::default().cases } else { 96 };
    ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases) }
}

proptest! {
    #![proptest_config(config())]

    /// Whatever is pasted: no panic, each record counted once, only clean paths,
    /// places within the text, and the same answer again.
    #[test]
    fn any_text_is_read(text in text(), format in format(), keep in any::<bool>()) {
        let strip = if keep { Strip::Keep } else { Strip::Common };
        let options = ReadOptions { format, strip, ..ReadOptions::default() };
        let listing = read(&text, &options);
        prop_assert!(listing.account.is_balanced(), "{:?}", listing.account);
        prop_assert_eq!(listing.account.files as usize, listing.files.len());
        prop_assert_eq!(listing.account.skipped as usize, listing.skipped.len());
        let mut seen = BTreeSet::new();
        for path in listing.files.iter() {
            let parts = path.split('/').all(|part| !matches!(part, "" | "." | ".."));
            prop_assert!(parts, "a clean path, not {path:?}");
            prop_assert!(seen.insert(path), "{path:?} comes once");
        }
        for path in &seen {
            let below = format!("{path}/");
            let inner = seen.range(below.as_str()..).next().filter(|next| next.starts_with(&below));
            prop_assert!(inner.is_none(), "the file {path:?} is no folder");
        }
        let spans = listing.skipped.iter().filter_map(|skipped| skipped.span);
        for span in spans.chain(listing.problems.iter().filter_map(|problem| problem.span)) {
            prop_assert!(text.get(span.range()).is_some(), "{span:?} is a place in the text");
        }
        prop_assert_eq!(read(&text, &options), listing, "equal texts have equal answers");
    }

    /// In formats that have one record a line, no line is lost.
    #[test]
    fn no_line_is_lost(lines in vec(line(), 0..12), format in format()) {
        let text = lines.join("\n");
        let options = ReadOptions { format, ..ReadOptions::default() };
        let listing = read(&text, &options);
        let one_a_line = !matches!(
            listing.format,
            Format::GitLsFilesZ | Format::TreeJson | Format::TreeXml | Format::GitHubJson
                | Format::GitLabJson | Format::BitbucketJson | Format::Json | Format::Ls
                | Format::Inline
        );
        if one_a_line {
            prop_assert_eq!(listing.account.records, count_lines(&text), "{:#?}", listing);
        }
    }

    /// A set of paths, written as each tool writes it, reads back equal.
    #[test]
    fn every_format_leads_back(paths in paths()) {
        let folder = Folder::of(&paths);
        let expected = folder.files();
        for (way, write) in WAYS {
            let text = write(&folder);
            let strip = match way {
                "dir /s /b" => Strip::Prefix("C:\\r".to_owned()),
                _ => Strip::Keep,
            };
            let options = ReadOptions { strip, noise: Noise::Keep, ..ReadOptions::default() };
            let listing = read(&text, &options);
            let mut files: Vec<&str> = listing.files.iter().collect();
            files.sort_unstable();
            prop_assert_eq!(files, expected.clone(), "{} as {}:\n{}", way, listing.format, text);
            prop_assert_eq!(listing.skipped, vec![], "{} skips nothing:\n{}", way, text);
            prop_assert_eq!(listing.duplicates, 0, "{} has no doubles:\n{}", way, text);
        }
    }

    /// A fence and a prompt around a listing change nothing of what is read.
    #[test]
    fn fences_change_nothing(paths in paths()) {
        let folder = Folder::of(&paths);
        for (way, write) in WAYS.iter().filter(|(way, _)| *way != "git ls-files -z") {
            let bare = write(&folder);
            let fenced = format!("~~~\n{bare}\n~~~\n");
            let (bare, fenced) = (read_default(&bare), read_default(&fenced));
            prop_assert_eq!(&bare.files, &fenced.files, "{}", way);
            prop_assert_eq!(bare.prefix, fenced.prefix, "{}", way);
        }
    }

    /// The numbers of paths are the order of the listing.
    #[test]
    fn order_is_kept(paths in paths()) {
        let folder = Folder::of(&paths);
        let mut files = folder.files();
        files.reverse();
        let text = files.join("\n");
        let options = ReadOptions { noise: Noise::Keep, ..ReadOptions::default() };
        let listing = read(&text, &options);
        for (id, path) in files.iter().enumerate() {
            prop_assert_eq!(listing.files.get(id as PathId), path);
        }
    }

    /// Each path leads to its file, in whatever order they are, also where there are files and folders of one name.
    #[test]
    fn files_are_found_by_their_paths(
        paths in vec("[ab.é-]{1,3}(/[ab.é-]{1,3}){0,3}", 1..40),
        others in vec("[ab.é-]{1,3}(/[ab.é-]{1,3}){0,3}/?", 1..20),
    ) {
        let tree = Tree::new(paths.iter().collect());
        for path in paths.iter().chain(&others) {
            let first = paths.iter().position(|it| it == path).map(|at| at as PathId);
            prop_assert_eq!(tree.find_file(path), first, "{} of {:?}", path, paths);
        }
    }

    /// Whatever the order, each line is a file, a folder or a repetition.
    #[test]
    fn files_folders_and_repetitions_are_told_apart(
        lines in vec("[ab]{1,2}(/[ab]{1,2}){0,3}/?", 1..40),
    ) {
        let (mut seen, mut folders) = (BTreeSet::new(), BTreeSet::new());
        for line in &lines {
            let path = line.trim_end_matches('/');
            folders.extend(path.match_indices('/').map(|(end, _)| &path[..end]));
        }
        let (mut files, mut listed, mut again) = (Vec::new(), 0, 0);
        for line in &lines {
            let path = line.trim_end_matches('/');
            if !seen.insert(path) {
                again += 1;
            } else if line.ends_with('/') || folders.contains(path) {
                listed += 1;
            } else {
                files.push(path);
            }
        }
        let format = Some(Format::GitLsFiles);
        let options =
            ReadOptions { format, strip: Strip::Keep, noise: Noise::Keep, ..ReadOptions::default() };
        let listing = read(&lines.join("\n"), &options);
        prop_assert_eq!(listing.files.iter().collect::<Vec<_>>(), files);
        prop_assert_eq!((listing.account.folders, listing.duplicates), (listed, again));
    }
}
